"""The three truth values: the tables of strong Kleene logic, and the laws that a reader of rules relies on."""

from __future__ import annotations

from itertools import product

import pytest
from hypothesis import given
from hypothesis import strategies as st

from rulebook.values import NO, UNKNOWN, YES, Truth, all_of, any_of, at_least, negate

truths = st.sampled_from(Truth)
lists = st.lists(truths, max_size=6)


def settlements(values: list[Truth]) -> list[tuple[Truth, ...]]:
    """Return every way in which what is not known may turn out."""
    return list(product(*([value] if value is not UNKNOWN else [YES, NO] for value in values)))


def agreed(answers: list[bool]) -> Truth:
    """Return what all answers agree on, else not known."""
    return UNKNOWN if len(set(answers)) > 1 else YES if answers[0] else NO


@pytest.mark.parametrize(
    ("left", "right", "both", "either"),
    [
        (YES, YES, YES, YES),
        (YES, NO, NO, YES),
        (YES, UNKNOWN, UNKNOWN, YES),
        (NO, NO, NO, NO),
        (NO, UNKNOWN, NO, UNKNOWN),
        (UNKNOWN, UNKNOWN, UNKNOWN, UNKNOWN),
    ],
)
def test_and_and_or_follow_the_tables_of_kleene_in_both_orders(left: Truth, right: Truth, both: Truth, either: Truth) -> None:
    assert all_of([left, right]) is all_of([right, left]) is both
    assert any_of([left, right]) is any_of([right, left]) is either


def test_not_known_stays_not_known_when_it_is_denied() -> None:
    assert [negate(truth) for truth in (YES, NO, UNKNOWN)] == [NO, YES, UNKNOWN]


def test_all_of_nothing_is_yes_and_any_of_nothing_is_no() -> None:
    assert (all_of([]), any_of([]), at_least(0, []), at_least(1, [])) == (YES, NO, YES, NO)


@given(lists)
def test_de_morgan(values: list[Truth]) -> None:
    assert negate(all_of(values)) is any_of([negate(value) for value in values])
    assert negate(any_of(values)) is all_of([negate(value) for value in values])


@given(lists, st.integers(0, 7))
def test_at_least_is_what_counting_says_however_the_unknown_turns_out(values: list[Truth], count: int) -> None:
    assert at_least(count, values) is agreed([settled.count(YES) >= count for settled in settlements(values)])


@given(lists)
def test_at_least_one_is_or_and_at_least_all_is_and(values: list[Truth]) -> None:
    assert at_least(1, values) is any_of(values)
    assert at_least(len(values), values) is all_of(values)


@given(lists)
def test_no_answer_changes_when_more_becomes_known(values: list[Truth]) -> None:
    for combine in (all_of, any_of):
        if combine(values) is not UNKNOWN:
            assert {combine(settled) for settled in settlements(values)} == {combine(values)}
