"""Procedures: what follows from the steps, against two oracles that share nothing with the code.

Where all lengths are hours, the longest times are those of Floyd and Warshall over whole numbers, and a condition that
passes holds in every schedule that one can write down. Where they are mixed, a fixed length for each unit gives a
procedure of hours that has to agree with whatever is certain.
"""

from __future__ import annotations

from fractions import Fraction
from itertools import product

from hypothesis import given, settings
from hypothesis import strategies as st

from rulebook.checking.procedures import Network
from rulebook.drafts.draft import Made, Place, StepMade
from rulebook.language.nodes import Step
from rulebook.language.source import NOWHERE
from rulebook.values import NO, UNKNOWN, YES, Duration, Truth
from tests.checking.steps import network

# ---- against the oracles -------------------------------------------------------------------------------------------

EVENTS = ("a", "b", "c", "d")
Bounds = list[tuple[str, str, int, str]]  # kind, event, hours, other
bounds = st.lists(
    st.tuples(st.sampled_from(["within", "at least", "after"]), st.sampled_from(EVENTS), st.integers(0, 6), st.sampled_from(EVENTS)),
    max_size=7,
)


def written(said: Bounds, unit: str = "hours") -> list[str]:
    forms = {"within": "{} within {} {} of {}", "at least": "{} at least {} {} after {}", "after": "{0} after {3}"}
    return [forms[kind].format(event, count, unit, other) for kind, event, count, other in said]


def longest(said: list[tuple[str, str, Fraction, str]]) -> dict[tuple[str, str], Fraction] | None:
    """Return the longest time between each two events, after Floyd and Warshall; None where no schedule meets the bounds."""
    most: dict[tuple[str, str], Fraction] = {(event, event): Fraction(0) for event in EVENTS}
    for kind, event, count, other in said:
        if kind == "within":
            most[other, event] = min(most.get((other, event), count), count)
        least = count if kind == "at least" else Fraction(0)
        most[event, other] = min(most.get((event, other), -least), -least)
    for via, one, two in product(EVENTS, repeat=3):
        if (one, via) in most and (via, two) in most:
            through = most[one, via] + most[via, two]
            most[one, two] = min(most.get((one, two), through), through)
    return None if any(most[event, event] < 0 for event in EVENTS) else most


@settings(max_examples=300)
@given(bounds, st.integers(0, 12))
def test_with_hours_alone_every_answer_is_that_of_floyd_and_warshall(said: Bounds, limit: int) -> None:
    net = network(*written(said))
    most = longest([(kind, event, Fraction(count), other) for kind, event, count, other in said])
    assert (net.contradiction != ()) == (most is None)
    if most is None:
        return
    for a, b in product(EVENTS, repeat=2):
        late, early = most.get((b, a)), most.get((a, b))
        assert net.within(a, Duration(hours=limit), b).truth is at_most(late, early, limit)
        assert net.before(a, b).truth is at_most(late, early, 0)
        assert net.after(a, Duration(hours=limit), b).truth is at_most(early, late, -limit)


def at_most(longest: Fraction | None, back: Fraction | None, limit: int) -> Truth:
    """Return whether a time is at most the limit, of its longest and of the longest the other way round (None: no limit)."""
    if longest is not None:
        return YES if longest <= limit else NO
    return NO if back is not None and -back > limit else UNKNOWN


small = st.lists(
    st.tuples(st.sampled_from(["within", "at least", "after"]), st.sampled_from("abc"), st.integers(0, 2), st.sampled_from("abc")),
    max_size=5,
)


@settings(max_examples=60, deadline=None)
@given(small, st.integers(0, 3))
def test_a_pass_holds_in_every_schedule_and_a_failure_breaks_in_one(said: Bounds, limit: int) -> None:
    net = network(*written(said))
    schedules = [times for times in product(range(9), repeat=3) if all(_met(one, dict(zip("abc", times, strict=True))) for one in said)]
    assert (net.contradiction != ()) == (not schedules)
    if schedules:
        for one, other in product("abc", repeat=2):
            gaps = [times["abc".index(one)] - times["abc".index(other)] for times in schedules]
            for verdict, holds in (
                (net.within(one, Duration(hours=limit), other), [gap <= limit for gap in gaps]),
                (net.before(one, other), [gap <= 0 for gap in gaps]),
                (net.after(one, Duration(hours=limit), other), [gap >= limit for gap in gaps]),
            ):
                assert all(holds) if verdict.truth is YES else not all(holds) if verdict.truth is NO else True


def _met(said: tuple[str, str, int, str], times: dict[str, int]) -> bool:
    kind, event, count, other = said
    gap = times[event] - times[other]
    return gap >= (count if kind == "at least" else 0) and (kind != "within" or gap <= count)


lengths = st.builds(
    Duration,
    months=st.integers(0, 2),
    days=st.integers(0, 40),
    working_days=st.integers(0, 4),
    hours=st.integers(0, 60),
) | st.one_of(
    st.builds(Duration, months=st.integers(0, 3)),
    st.builds(Duration, days=st.integers(0, 70)),
    st.builds(Duration, hours=st.integers(0, 99)),
)
mixed = st.lists(st.tuples(st.sampled_from(["within", "at least"]), st.sampled_from(EVENTS), lengths, st.sampled_from(EVENTS)), max_size=6)
MONTH = Fraction(146_097 * 24, 4800)


def in_hours(length: Duration, working_day: Fraction) -> Fraction:
    return length.months * MONTH + length.days * 24 + length.working_days * working_day + length.hours


@settings(max_examples=200, deadline=None)
@given(mixed, lengths, st.sampled_from([Fraction(24), Fraction(48), Fraction(36)]))
def test_whatever_is_certain_holds_with_any_fixed_length_of_each_unit(
    said: list[tuple[str, str, Duration, str]], limit: Duration, working_day: Fraction
) -> None:
    steps = [Step(kind, event, length, other, NOWHERE) for kind, event, length, other in said]  # type: ignore[arg-type]
    net = Network([StepMade(one, "", Made(one, Place("draft.md", 1), "", "")) for one in steps], frozenset())
    most = longest([(kind, event, in_hours(length, working_day), other) for kind, event, length, other in said])
    if net.contradiction:
        assert most is None
    elif most is not None:
        bar = in_hours(limit, working_day)
        for a, b in product(EVENTS, repeat=2):
            late, early = most.get((b, a)), most.get((a, b))
            within, after = net.within(a, limit, b).truth, net.after(a, limit, b).truth
            if within is YES:
                assert late is not None
                assert late <= bar
            if within is NO:
                assert (late is not None and late > bar) or (early is not None and -early > bar)
            if after is YES:
                assert early is not None
                assert -early >= bar
            if after is NO:
                assert (early is not None and -early < bar) or (late is not None and late < bar)


@settings(max_examples=150)
@given(bounds, bounds, st.integers(0, 8))
def test_more_bounds_never_turn_a_pass_into_a_failure(said: Bounds, more: Bounds, limit: int) -> None:
    first, second = network(*written(said)), network(*written(said), *written(more, "days"))
    time_limit = Duration(hours=limit)
    for a, b in product(EVENTS, repeat=2):
        before = first.within(a, time_limit, b), first.after(a, time_limit, b), first.before(a, b), first.happens(a)
        after = second.within(a, time_limit, b), second.after(a, time_limit, b), second.before(a, b), second.happens(a)
        assert not any(one.truth is YES and other.truth is NO for one, other in zip(before, after, strict=True))


@given(bounds, st.sampled_from([(), ("c",), ("c", "d")]))
def test_a_bound_that_hangs_on_somebody_does_not_count_for_a_condition_that_does_not_name_it(
    said: Bounds, optional: tuple[str, ...]
) -> None:
    whole = network(*written(said), optional=optional)
    rest = network(*written([one for one in said if not {one[1], one[3]} & set(optional)]))
    if not whole.contradiction:
        assert whole.within("a", Duration(hours=5), "b").truth is rest.within("a", Duration(hours=5), "b").truth
        assert whole.before("a", "b").truth is rest.before("a", "b").truth
        assert whole.happens("a").truth is rest.happens("a").truth


@given(bounds, st.randoms(use_true_random=False))
def test_the_order_of_the_steps_never_matters(said: Bounds, shuffle: object) -> None:
    steps = written(said)
    mixed_up = list(steps)
    shuffle.shuffle(mixed_up)  # type: ignore[attr-defined]
    one, other = network(*steps), network(*mixed_up)
    assert bool(one.contradiction) == bool(other.contradiction)
    for a, b in product(EVENTS, repeat=2):
        assert one.within(a, Duration(hours=4), b).truth is other.within(a, Duration(hours=4), b).truth
