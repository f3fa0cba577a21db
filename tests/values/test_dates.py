"""Dates: what reads as a day, and in which order days stand."""

from __future__ import annotations

import datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from rulebook.values import EQUAL, GREATER, LESS, NEVER, Date, compare, read_date, write

days = st.dates()


def read(text: str) -> Date:
    date = read_date(text)
    assert date is not None
    return date


@given(days)
def test_every_day_of_the_calendar_reads_and_writes_as_iso(day: datetime.date) -> None:
    assert write(read(day.isoformat())) == day.isoformat()


@given(st.integers(0, 9999), st.integers(0, 13), st.integers(0, 32))
def test_a_text_reads_as_a_date_only_where_the_calendar_has_the_day(year: int, month: int, day: int) -> None:
    try:
        expected = datetime.date(year, month, day).isoformat()
    except ValueError:
        expected = None
    found = read_date(f"{year:04}-{month:02}-{day:02}")
    assert (found and write(found)) == expected


OTHER_FORMS = [
    "", "2026-6-12", "26-06-12", "2026-06-12 ", "2026/06/12", "12-06-2026", "+026-06-12", "\uff12026-06-12", "never", "2026-06-1²",
]  # fmt: skip


@pytest.mark.parametrize("text", OTHER_FORMS)
def test_another_form_is_no_date(text: str) -> None:
    assert read_date(text) is None


@given(days, days)
def test_days_stand_in_the_order_of_the_calendar(one: datetime.date, other: datetime.date) -> None:
    left, right = read(one.isoformat()), read(other.isoformat())
    assert (left < right, left <= right, left > right, left >= right) == (one < other, one <= other, one > other, one >= other)
    assert compare(left, right) == (LESS if one < other else GREATER if one > other else EQUAL)


@given(days)
def test_never_is_after_every_other_day(day: datetime.date) -> None:
    assert read(day.isoformat()) < NEVER
    assert compare(NEVER, read(day.isoformat())) == GREATER
    assert compare(NEVER, NEVER) == EQUAL
    assert write(NEVER) == "never"


@given(st.dates(max_value=datetime.date(9999, 12, 30)))
def test_the_next_day_is_one_day_later(day: datetime.date) -> None:
    assert read(day.isoformat()).next_day() == read((day + datetime.timedelta(days=1)).isoformat())


def test_after_never_there_is_no_other_day() -> None:
    assert NEVER.next_day() == read("9999-12-31").next_day() == NEVER
