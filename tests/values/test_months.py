"""Months in days, against an oracle that counts days on the calendar from every start.

The oracle shares nothing with the code: it adds months to a `datetime.date` and clips the day. One test scans all
146,097 starts of the 400-year cycle and shows that days 1 and 28 to 31 of each month give all that the others give;
the properties then scan those.
"""

from __future__ import annotations

import calendar
import datetime
from functools import lru_cache

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from rulebook.values import EQUAL, GREATER, LESS, Duration, compare
from rulebook.values.months import month_range

FIRST, LAST = datetime.date(2000, 1, 1), datetime.date(2399, 12, 31)
EVERY_START = [FIRST + datetime.timedelta(days=n) for n in range((LAST - FIRST).days + 1)]
TELLING_STARTS = [day for day in EVERY_START if day.day == 1 or day.day >= 28]


def end(start: datetime.date, months: int) -> int:
    """Return the day, as an ordinal, on which a time that starts then ends after so many months."""
    years, month = divmod(start.month - 1 + months, 12)
    year = start.year + years
    return datetime.date(year, month + 1, min(start.day, calendar.monthrange(year, month + 1)[1])).toordinal()


@lru_cache(maxsize=32)
def telling_ends(months: int) -> list[int]:
    return [end(start, months) for start in TELLING_STARTS]


def possible_orders(left: tuple[int, int], right: tuple[int, int]) -> int:
    """Return the orders of (months, days) and (months, days) over the telling starts."""
    orders = 0
    for one, other in zip(telling_ends(left[0]), telling_ends(right[0]), strict=True):
        one, other = one + left[1], other + right[1]
        orders |= LESS if one < other else GREATER if one > other else EQUAL
    return orders


@pytest.mark.parametrize(("months", "other"), [(1, 0), (6, 5), (6, 0), (12, 1), (13, 11), (48, 0), (1201, 1)])
def test_over_every_start_of_the_cycle_the_days_between_are_those_of_the_months_between(months: int, other: int) -> None:
    assert len(EVERY_START) == 146_097
    found = {end(start, months) - end(start, other) for start in EVERY_START}
    telling = {a - b for a, b in zip(telling_ends(months), telling_ends(other), strict=True)}
    low, high = month_range(months - other)
    assert found == telling == set(range(low, high + 1))


def test_the_well_known_months() -> None:
    assert month_range(1) == (28, 31)
    assert month_range(6) == (181, 184)
    assert month_range(12) == (365, 366)
    assert month_range(0) == (0, 0)
    assert month_range(-6) == (-184, -181)


@pytest.mark.parametrize("cycles", [1, 3, 10**9, 10**30])
def test_four_hundred_years_are_146097_days_however_many_there_are(cycles: int) -> None:
    assert month_range(4800 * cycles) == (146_097 * cycles, 146_097 * cycles)
    assert month_range(4800 * cycles + 1) == (146_097 * cycles + 28, 146_097 * cycles + 31)


months = st.integers(0, 30)
near = st.integers(-4, 4)


@settings(max_examples=60, deadline=None)
@given(months, months, near, st.integers(0, 40))
def test_months_and_days_compare_as_the_calendar_says(one: int, other: int, offset: int, extra: int) -> None:
    days = max(0, (one - other) * 365 // 12 + offset)  # near the border, where it is decided
    left, right = (one, extra), (other, days + extra)
    expected = possible_orders(left, right)
    assert compare(Duration(months=left[0], days=left[1]), Duration(months=right[0], days=right[1])) == expected


@settings(max_examples=60, deadline=None)
@given(months, months, st.integers(0, 60), st.integers(0, 60))
def test_any_two_sums_of_months_and_days_compare_as_the_calendar_says(one: int, other: int, days: int, other_days: int) -> None:
    expected = possible_orders((one, days), (other, other_days))
    assert compare(Duration(months=one, days=days), Duration(months=other, days=other_days)) == expected
