"""How many days a number of months can be, over every day on which they can start.

The Gregorian calendar repeats itself after 400 years, which are 4,800 months and 146,097 days. A month that starts
on a day which its end lacks ends on its last day, so what lies between the ends of two numbers of months from one
start is never shorter or longer than the same number of whole calendar months in a row: the sums over those are the
whole answer (tests/values proves it over every start).
"""

from __future__ import annotations

from itertools import accumulate
from operator import sub

from rulebook.values.dates import days_in_month

__all__ = ["CYCLE_DAYS", "CYCLE_MONTHS", "month_range"]

CYCLE_MONTHS = 4800
CYCLE_DAYS = 146_097
FIRST_YEAR = 2000

_ends: list[int] = []  # the day on which each month of two cycles ends, made when it is first needed
_ranges: dict[int, tuple[int, int]] = {}  # what was counted before, by the number of months


def month_range(months: int) -> tuple[int, int]:
    """Return the fewest and the most days that so many months can be; every number between them occurs.

    One month is 28 to 31 days, six months are 181 to 184. For months backwards (less than nought) so are the days.
    """
    if months < 0:
        low, high = month_range(-months)
        return -high, -low
    cycles, rest = divmod(months, CYCLE_MONTHS)
    known = _ranges.get(rest)
    if known is None:
        known = _ranges[rest] = _count(rest)
    return known[0] + cycles * CYCLE_DAYS, known[1] + cycles * CYCLE_DAYS


def _count(months: int) -> tuple[int, int]:
    if not _ends:
        cycle = [days_in_month(FIRST_YEAR + month // 12, month % 12 + 1) for month in range(CYCLE_MONTHS)]
        _ends.extend(accumulate(cycle * 2, initial=0))
    lengths = list(map(sub, _ends[months : months + CYCLE_MONTHS], _ends))
    return min(lengths), max(lengths)
