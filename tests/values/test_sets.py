"""Sets of which all values are stated, or only parts: against every way in which the rest may turn out."""

from __future__ import annotations

from collections.abc import Callable
from itertools import product

import pytest
from hypothesis import given
from hypothesis import strategies as st

from rulebook.values import NO, UNKNOWN, YES, Members, Range, Truth
from rulebook.values.sets import includes, includes_all, includes_any, includes_only, same, size

CHOICES = ("a", "b", "c")
Question = Callable[[Members, Members, tuple[str, ...]], Truth]
SIMPLE: dict[Question, Callable[[frozenset[str], frozenset[str]], bool]] = {
    includes_any: lambda one, other: bool(one & other),
    includes_all: lambda one, other: one >= other,
    includes_only: lambda one, other: one <= other,
    same: lambda one, other: one == other,
}
NOTHING = Members(frozenset())


def whole(*values: str) -> Members:
    return Members(frozenset(values))


def parts(included: str, excluded: str = "") -> Members:
    return Members(frozenset(included), frozenset(excluded), whole=False)


@st.composite
def members(draw: st.DrawFn) -> Members:
    states = [draw(st.sampled_from(["in", "out", "open"])) for _ in CHOICES]
    included = frozenset(word for word, state in zip(CHOICES, states, strict=True) if state == "in")
    excluded = frozenset(word for word, state in zip(CHOICES, states, strict=True) if state == "out")
    return Members(included) if draw(st.booleans()) else Members(included, excluded, whole=False)


def settled(one: Members) -> list[frozenset[str]]:
    """Return every set that it may turn out to be."""
    ways = []
    for bits in product([True, False], repeat=len(CHOICES)):
        way = frozenset(word for word, bit in zip(CHOICES, bits, strict=True) if bit)
        if one.included <= way and not way & one.excluded and (not one.whole or way == one.included):
            ways.append(way)
    return ways


@pytest.mark.parametrize("question", SIMPLE)
@given(members(), members())
def test_a_question_is_answered_where_every_way_the_rest_may_turn_out_agrees(question: Question, one: Members, other: Members) -> None:
    answers = {SIMPLE[question](here, there) for here in settled(one) for there in settled(other)}
    assert question(one, other, CHOICES) is (UNKNOWN if len(answers) > 1 else YES if answers.pop() else NO)


@given(members())
def test_the_number_of_values_is_the_range_of_what_it_may_turn_out_to_be(one: Members) -> None:
    sizes = {len(way) for way in settled(one)}
    found = size(one, CHOICES)
    assert found == (Range(min(sizes), max(sizes)) if len(sizes) > 1 else sizes.pop())


def test_half_a_list_settles_what_it_names_and_nothing_else() -> None:
    assert includes(parts("a", "b"), "a") is YES
    assert includes(parts("a", "b"), "b") is NO
    assert includes(parts("a", "b"), "c") is UNKNOWN
    assert includes(whole("a"), "c") is NO


def test_the_empty_set_has_nothing_else_and_includes_all_of_nothing() -> None:
    assert includes_only(NOTHING, whole("a"), CHOICES) is YES
    assert includes_all(NOTHING, NOTHING, CHOICES) is YES
    assert includes_any(NOTHING, whole("a"), CHOICES) is NO


def test_half_a_list_may_hold_another_ground() -> None:
    assert includes_only(parts("a"), whole("a"), CHOICES) is UNKNOWN
    assert includes_only(parts("ab"), whole("a"), CHOICES) is NO
    assert includes_only(parts("a", "bc"), whole("a"), CHOICES) is YES
