"""Durations: what a lawyer expects of them, and their laws."""

from __future__ import annotations

from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from rulebook.values import EQUAL, GREATER, INFINITE, LESS, UNLIMITED, Duration, compare, read_number, why_unsure, write
from rulebook.values.durations import add, ratio, subtract, times

REVERSED = {0: 0, 1: 4, 2: 2, 3: 6, 4: 1, 5: 5, 6: 3, 7: 7}


def duration(text: str) -> Duration:
    """Return the duration that a rule would write so."""
    if text == "unlimited":
        return UNLIMITED
    words = text.replace("working days", "working-days").replace("working day", "working-days").split()
    parts = [(read_number(count) or 0, unit.replace("-", " ")) for count, unit in zip(words[::2], words[1::2], strict=True)]
    made = Duration.of(parts)
    assert made is not None
    return made


counts = st.builds(
    Duration,
    months=st.integers(0, 40),
    days=st.integers(0, 200) | st.fractions(0, 50, max_denominator=4),
    working_days=st.integers(0, 30),
    hours=st.integers(0, 600) | st.fractions(0, 90, max_denominator=60),
)
durations = st.one_of(
    counts,
    st.builds(Duration, months=st.integers(0, 40)),
    st.builds(Duration, days=st.integers(0, 1300)),
    st.builds(Duration, hours=st.integers(0, 3000)),
    st.builds(Duration, working_days=st.integers(0, 60)),
    st.builds(Duration, days=st.integers(0, 20), hours=st.integers(0, 50)),
    st.just(UNLIMITED),
)

AT_MOST = {LESS: "yes", EQUAL: "yes", LESS | EQUAL: "yes", GREATER: "no"}


@pytest.mark.parametrize(
    ("left", "right", "answer"),
    [
        ("2 days", "48 hours", "not known"),
        ("1 day", "48 hours", "yes"),
        ("48 hours", "2 days", "yes"),
        ("3 days", "48 hours", "no"),
        ("24 hours", "1 day", "yes"),
        ("1 day", "24 hours", "not known"),
        ("3 days", "3 working days", "yes"),
        ("10 days", "3 working days", "not known"),
        ("21 days", "3 working days", "no"),
        ("48 hours", "3 working days", "yes"),
        ("1 month", "3 working days", "no"),
        ("183 days", "6 months", "not known"),
        ("180 days", "6 months", "yes"),
        ("185 days", "6 months", "no"),
        ("5 months 31 days", "6 months", "not known"),
        ("5 months 28 days", "6 months", "yes"),
        ("366 days", "1 year", "not known"),
        ("365 days", "1 year", "yes"),
        ("1 month", "4 weeks", "not known"),
        ("28 days", "4 weeks", "yes"),
        ("12 months", "1 year", "yes"),
        ("6 months 3 days", "6 months", "no"),
        ("6 months", "6 months 3 days", "yes"),
        ("2 days 1 hour", "3 days", "yes"),
        ("1 month", "672 hours", "not known"),
        ("1 month", "768 hours", "yes"),
        ("1 month", "671 hours", "no"),
        ("90 minutes", "1.5 hours", "yes"),
        ("unlimited", "1000000000000 years", "no"),
        ("1000000000000 years", "unlimited", "yes"),
        ("unlimited", "unlimited", "yes"),
        ("1000000000000000000000 months", "3 working days", "no"),
    ],
)
def test_at_most_is_decided_where_every_start_agrees(left: str, right: str, answer: str) -> None:
    assert AT_MOST.get(compare(duration(left), duration(right)), "not known") == answer


def test_a_month_is_never_thirty_and_a_half_days() -> None:
    assert compare(duration("1 month"), duration("30.5 days")) == LESS | GREATER


def test_the_calendar_and_the_hour_of_the_start_give_the_same_as_sampled_starts() -> None:
    """Days and hours on both sides: one start, so one time of day for both."""
    for days, hours, other_days, other_hours in [(2, 1, 3, 0), (2, 0, 0, 48), (0, 60, 1, 12), (1, 30, 2, 6), (0, 0, 1, 0), (3, 0, 2, 24)]:
        orders = 0
        for slack in range(25):
            left = days * 24 + hours + (slack if days else 0)
            right = other_days * 24 + other_hours + (slack if other_days else 0)
            orders |= LESS if left < right else GREATER if left > right else EQUAL
        assert compare(Duration(days=days, hours=hours), Duration(days=other_days, hours=other_hours)) == orders


@pytest.mark.parametrize("nought", ["0 hours", "0 days", "0 weeks", "0 months", "0 working days"])
def test_nought_is_nought_in_every_unit(nought: str) -> None:
    assert compare(duration(nought), duration("0 hours")) == EQUAL
    assert compare(duration(nought), duration("1 minute")) == LESS


@given(durations, durations)
def test_the_other_way_round_the_order_is_the_other_way_round(left: Duration, right: Duration) -> None:
    assert compare(right, left) == REVERSED[compare(left, right)]


@given(durations)
def test_a_duration_is_as_long_as_itself(one: Duration) -> None:
    assert compare(one, one) == EQUAL


@given(durations, durations, durations)
def test_the_same_added_to_both_sides_keeps_what_is_certain(left: Duration, right: Duration, more: Duration) -> None:
    after = compare(add(left, more), add(right, more))
    assert after == EQUAL if more == UNLIMITED else not after & ~compare(left, right)


@given(durations, durations, durations)
def test_what_is_at_most_something_that_is_at_most_a_third_is_at_most_the_third(one: Duration, two: Duration, three: Duration) -> None:
    if not compare(one, two) & GREATER and not compare(two, three) & GREATER:
        assert not compare(one, three) & GREATER


@given(durations, durations)
def test_more_time_is_never_less(one: Duration, more: Duration) -> None:
    assert not compare(add(one, more), one) & LESS


@given(durations, durations)
def test_a_difference_gives_back_what_it_was_taken_from(left: Duration, right: Duration) -> None:
    rest = subtract(left, right)
    if rest is None:
        assert right == UNLIMITED or compare(left, right) & LESS
    else:
        assert compare(add(rest, right), left) == EQUAL


def test_a_difference_that_may_be_below_nought_is_not_known() -> None:
    assert subtract(duration("6 months"), duration("183 days")) is None
    assert subtract(duration("unlimited"), duration("unlimited")) is None
    assert subtract(duration("6 months"), duration("unlimited")) is None
    assert subtract(duration("unlimited"), duration("6 months")) == UNLIMITED
    assert compare(subtract(duration("6 months"), duration("1 day")) or UNLIMITED, duration("180 days")) == GREATER | EQUAL


@given(durations)
def test_unlimited_stays_unlimited_whatever_is_added(one: Duration) -> None:
    assert add(UNLIMITED, one) == add(one, UNLIMITED) == UNLIMITED


def test_a_product_with_part_of_a_month_is_not_known() -> None:
    assert times(duration("1 year"), Fraction(1, 2)) == duration("6 months")
    assert times(duration("1 month"), Fraction(1, 2)) is None
    assert times(duration("3 working days"), Fraction(1, 2)) is None
    assert times(duration("3 days"), Fraction(1, 2)) == duration("1.5 days")
    assert times(UNLIMITED, 0) is None
    assert times(UNLIMITED, Fraction(1, 10)) == UNLIMITED


@given(durations, st.integers(0, 9))
def test_times_is_adding_so_many_times(one: Duration, count: int) -> None:
    total = Duration()
    for _ in range(count):
        total = add(total, one)
    product = times(one, count)
    assert product == total if count or one != UNLIMITED else product is None


def test_only_durations_of_one_family_have_a_ratio() -> None:
    assert ratio(duration("1 year"), duration("6 months")) == 2
    assert ratio(duration("3 weeks"), duration("14 days")) == Fraction(3, 2)
    assert ratio(duration("30 minutes"), duration("2 hours")) == Fraction(1, 4)
    assert ratio(duration("6 months"), duration("180 days")) is None
    assert ratio(duration("1 month 1 day"), duration("1 month 1 day")) is None


def test_a_ratio_per_nought_is_unlimited_and_nought_per_nought_is_not_known() -> None:
    assert ratio(duration("1 month"), duration("0 days")) == INFINITE
    assert ratio(duration("0 hours"), duration("0 months")) is None
    assert ratio(duration("0 hours"), duration("3 months")) == 0
    assert ratio(UNLIMITED, duration("3 months")) == INFINITE
    assert ratio(duration("3 months"), UNLIMITED) is None


@pytest.mark.parametrize(
    "text",
    [
        "48 hours", "1 hour", "90 minutes", "1 hour 30 minutes", "1.5 hours", "1 day", "0 hours", "2 weeks", "12 months", "1 year 6 months",
        "18 months", "1 year", "3 working days", "1 working day", "6 months 3 days 4 hours", "unlimited",
    ],
)  # fmt: skip
def test_a_duration_is_shown_as_it_was_written(text: str) -> None:
    assert write(duration(text)) == text


@given(counts)
def test_what_is_written_reads_as_the_same_duration(one: Duration) -> None:
    if "about" not in write(one):
        assert duration(write(one)) == one


def test_equal_durations_are_equal_whatever_was_written() -> None:
    assert duration("12 months") == duration("1 year")
    assert hash(duration("2 weeks")) == hash(duration("14 days"))
    assert duration("24 hours") != duration("1 day")


def test_a_sum_is_shown_in_the_units_of_its_parts() -> None:
    assert write(add(duration("2 days"), duration("3 days"))) == "5 days"
    assert write(add(duration("1 week"), duration("3 days"))) == "1 week 3 days"
    assert write(subtract(duration("6 months"), duration("2 days")) or UNLIMITED) == "6 months less 2 days"


@pytest.mark.parametrize("part", [("0.5", "month"), ("1.5", "years"), ("2.5", "working days")])
def test_months_years_and_working_days_are_whole(part: tuple[str, str]) -> None:
    assert Duration.of([(read_number(part[0]) or 0, part[1])]) is None


@pytest.mark.parametrize(
    ("left", "right", "why"),
    [
        ("183 days", "6 months", "183 days: six months are 181 to 184 days, according to the start date"),
        ("6 months", "183 days", "183 days: six months are 181 to 184 days, according to the start date"),
        ("366 days", "1 year", "366 days: one year is 365 or 366 days, according to the start date"),
        ("10 days", "3 working days", "10 days: three working days are 3 to 20 days, according to weekends and holidays"),
        ("2 days", "48 hours", "48 hours: two days are 48 to 72 hours, because the day of the event is not counted"),
        ("5 months 31 days", "6 months", "5 months 31 days and 6 months: one month is 28 to 31 days, according to the start date"),
        ("6 months", "1 year", ""),
    ],
)
def test_the_reason_why_it_is_not_certain_is_said_in_words(left: str, right: str, why: str) -> None:
    assert why_unsure(duration(left), duration(right)) == why


@given(durations, durations)
def test_there_is_a_reason_exactly_where_it_is_not_certain(left: Duration, right: Duration) -> None:
    assert bool(why_unsure(left, right)) == (compare(left, right) not in (LESS, EQUAL, GREATER))


def test_days_that_are_parted_by_hours_count_apart() -> None:
    parted, together = Duration(days=2, hours=1, runs=(2, 0)), Duration(days=2, hours=1)
    assert compare(together, duration("73 hours")) == LESS | EQUAL
    assert compare(parted, duration("73 hours")) == LESS | EQUAL | GREATER
    assert compare(parted, duration("97 hours")) == LESS | EQUAL
    assert compare(parted, duration("4 days")) == LESS
