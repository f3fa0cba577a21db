"""Days of the Gregorian calendar, and `never`, which is after every other day.

The comparisons and the check of the day are a few lines here because `datetime` takes longer to import than most
drafts take to check.
"""

from __future__ import annotations

from rulebook.records import Record

__all__ = ["NEVER", "Date", "days_in_month", "read_date"]

LENGTHS = (31, 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31)
LAST_YEAR = 9999


def days_in_month(year: int, month: int) -> int:
    """Return the number of days of a month; January is 1."""
    leap = month == 2 and year % 4 == 0 and (year % 100 != 0 or year % 400 == 0)
    return LENGTHS[month - 1] + leap


class Date(Record):
    """A day; earlier days are less than later ones."""

    year: int
    month: int
    day: int

    def __lt__(self, other: Date) -> bool:
        return (self.year, self.month, self.day) < (other.year, other.month, other.day)

    def __le__(self, other: Date) -> bool:
        return (self.year, self.month, self.day) <= (other.year, other.month, other.day)

    def __gt__(self, other: Date) -> bool:
        return other < self

    def __ge__(self, other: Date) -> bool:
        return other <= self

    def __str__(self) -> str:
        """Return the day as it is written, such as `2026-06-12`; `never` for the day that never comes."""
        return "never" if self.year > LAST_YEAR else f"{self.year:04}-{self.month:02}-{self.day:02}"

    def next_day(self) -> Date:
        """Return the day after; after `never`, and after the last day that can be written, comes `never`."""
        if self.day < days_in_month(self.year, self.month):
            return Date(self.year, self.month, self.day + 1) if self.year <= LAST_YEAR else NEVER
        if self.month < 12:
            return Date(self.year, self.month + 1, 1)
        return Date(self.year + 1, 1, 1) if self.year < LAST_YEAR else NEVER


NEVER = Date(LAST_YEAR + 1, 1, 1)


def read_date(text: str) -> Date | None:
    """Return the day that `2026-06-12` writes; None where the text has another form or no calendar has the day."""
    if len(text) != 10 or text[4] != "-" or text[7] != "-":
        return None
    digits = text[:4] + text[5:7] + text[8:]
    if not (digits.isascii() and digits.isdigit()):
        return None
    year, month, day = int(digits[:4]), int(digits[4:6]), int(digits[6:])
    if not (year >= 1 and 1 <= month <= 12 and 1 <= day <= days_in_month(year, month)):
        return None
    return Date(year, month, day)
