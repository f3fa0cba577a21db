"""Durations, as law writes them: hours, days, working days and months are four kinds of time that never turn into
one another by an average.

A duration is a count of each. A comparison is decided where every start gives the same answer (docs/language,
"Durations"): months by every start in the calendar's cycle of 400 years, working days by weekends and holidays, and a
day by the hour at which it starts, because the day of the event is not counted. Both sides start at the same moment,
so what they have in common cancels, and only the difference is measured.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence

from rulebook.records import Record
from rulebook.values.months import month_range
from rulebook.values.numbers import INFINITE, Exact, Infinite, simplest, write_number

__all__ = [
    "UNLIMITED", "Duration", "add", "compare_durations", "day_runs", "negative", "ratio", "subtract", "times", "why_durations_unsure",
    "write_duration",
]  # fmt: skip

LESS, EQUAL, GREATER = 1, 2, 4  # the bits of `ordering`, which imports this module

UNITS: dict[str, tuple[str, int]] = {
    "years": ("months", 12),
    "months": ("months", 1),
    "working days": ("working_days", 1),
    "weeks": ("days", 7),
    "days": ("days", 1),
    "hours": ("hours", 1),
    "minutes": ("hours", 60),
}
WHOLE = frozenset({"months", "working_days"})


class Duration(Record):
    """A length of time: counts of months, days, working days and hours, each exact, months and working days whole.

    A count may be less than nought inside a difference. `units` are those in which it was written and serve to show it.
    `runs` is None, save for a chain of steps in which hours part days: then how many runs of days lead forward in it, and
    how many backward; n days in k runs last from 24n to 24n + 24k hours.
    """

    months: int = 0
    days: Exact = 0
    working_days: int = 0
    hours: Exact = 0
    unlimited: bool = False
    units: tuple[str, ...] = ()
    runs: tuple[int, int] | None = None

    @staticmethod
    def of(parts: Sequence[tuple[Exact, str]]) -> Duration | None:
        """Return the sum of parts such as (1, "year"), (6, "months"); None where a year, month or working day is not whole."""
        counts: dict[str, Exact] = {"months": 0, "days": 0, "working_days": 0, "hours": 0}
        for count, word in parts:
            field, factor = UNITS[_plural(word)]
            if field in WHOLE and count.denominator != 1:
                return None
            counts[field] += count * factor if field != "hours" else count if factor == 1 else _sixtieth(count)
        units = tuple(dict.fromkeys(_plural(word) for _, word in parts))
        months, days, working_days, hours = map(simplest, counts.values())
        return Duration(int(months), days, int(working_days), hours, False, units)

    def __eq__(self, other: object) -> bool:
        """True where the counts are the same, whatever the words: 1 year and 12 months, not 1 day and 24 hours."""
        return _counts(self) == _counts(other) if isinstance(other, Duration) else NotImplemented

    def __hash__(self) -> int:
        return hash(_counts(self))

    @property
    def dated(self) -> bool:
        """True where it counts days, months or working days, and not hours alone."""
        return bool(self.months or self.days or self.working_days)


UNLIMITED = Duration(unlimited=True)
NO_TIME = Duration()


def _plural(word: str) -> str:
    return word if word.endswith("s") else f"{word}s"


def _sixtieth(count: Exact) -> Exact:
    from fractions import Fraction  # 4 ms to import, and only minutes need it

    return simplest(Fraction(count, 60))


def _counts(duration: Duration) -> tuple[object, ...]:
    d = duration
    return d.unlimited, d.months, d.days, d.working_days, d.hours, d.runs


# ---- arithmetic ------------------------------------------------------------------------------------------------


def _joined(left: Duration, right: Duration, joined: Callable[[Exact, Exact], Exact]) -> Duration:
    return Duration(
        int(joined(left.months, right.months)),
        simplest(joined(left.days, right.days)),
        int(joined(left.working_days, right.working_days)),
        simplest(joined(left.hours, right.hours)),
        False,
        tuple(dict.fromkeys(left.units + right.units)),
    )


def add(left: Duration, right: Duration) -> Duration:
    """Return the sum; whatever is added to `unlimited` leaves it so."""
    if left.unlimited or right.unlimited:
        return UNLIMITED
    return _joined(left, right, lambda a, b: a + b)


def subtract(left: Duration, right: Duration) -> Duration | None:
    """Return the difference; None where it is not certainly nought or more, and for `unlimited` less `unlimited`."""
    if right.unlimited:
        return None
    if left.unlimited:
        return UNLIMITED
    return None if compare_durations(left, right) & LESS else _joined(left, right, lambda a, b: a - b)


def negative(duration: Duration) -> Duration:
    """Return the duration taken off: what it is counted backward. Of a limited one only."""
    d = duration
    return Duration(-d.months, simplest(-d.days), -d.working_days, simplest(-d.hours), False, d.units, d.runs and (d.runs[1], d.runs[0]))


def times(duration: Duration, number: Exact) -> Duration | None:
    """Return the product; None where it has part of a month, year or working day, and for `unlimited` times nought."""
    if duration.unlimited:
        return UNLIMITED if number > 0 else None
    months, working_days = duration.months * number, duration.working_days * number
    if months.denominator != 1 or working_days.denominator != 1:
        return None
    days, hours = simplest(duration.days * number), simplest(duration.hours * number)
    return Duration(int(months), days, int(working_days), hours, False, duration.units)


def ratio(left: Duration, right: Duration) -> Exact | Infinite | None:
    """Return how many times the right is in the left, where both count one kind of time and the same.

    INFINITE per nought, and for `unlimited` per a duration that is not; None for nought per nought, for two kinds of
    time, and per `unlimited`.
    """
    if right.unlimited:
        return None
    if left.unlimited or right == NO_TIME:
        return None if left == NO_TIME else INFINITE
    if left == NO_TIME:
        return 0
    tops = (left.months, left.days, left.working_days, left.hours)
    bottoms = (right.months, right.days, right.working_days, right.hours)
    both = [(top, bottom) for top, bottom in zip(tops, bottoms, strict=True) if top or bottom]
    if len(both) != 1:
        return None
    from fractions import Fraction  # 4 ms to import, and ratios are rare

    return simplest(Fraction(both[0][0]) / both[0][1])


# ---- comparison ------------------------------------------------------------------------------------------------


def compare_durations(left: Duration, right: Duration) -> int:
    """Return which orders are possible between two durations, over every start, as the bits LESS, EQUAL and GREATER."""
    if left.unlimited or right.unlimited:
        return EQUAL if left.unlimited and right.unlimited else GREATER if left.unlimited else LESS
    months, days = left.months - right.months, left.days - right.days
    working_days, hours = left.working_days - right.working_days, left.hours - right.hours
    # Where one count alone differs, its sign decides; this is by far the most frequent case.
    if left.runs is None and right.runs is None:
        if not hours:
            if not working_days:
                if not days:
                    return GREATER if months > 0 else LESS if months else EQUAL
                if not months:
                    return GREATER if days > 0 else LESS
            elif not (months or days):
                return GREATER if working_days > 0 else LESS
        elif not (months or days or working_days):
            return GREATER if hours > 0 else LESS
    return _compare_mixed(left, right)


def _compare_mixed(left: Duration, right: Duration) -> int:
    least, most = _date_range(left.months - right.months, left.days - right.days, left.working_days - right.working_days)
    back, forward = _slack(left, right)
    hours = left.hours - right.hours
    low, high = 24 * (least - back) + hours, 24 * (most + forward) + hours
    orders = (LESS if low < 0 else 0) | (GREATER if high > 0 else 0)
    # Without slack the difference grows by whole days, which may step over nought: a month is never 30.5 days.
    if low <= 0 <= high and (back or forward or low % 24 == 0):
        orders |= EQUAL
    return orders


def _date_range(months: int, days: Exact, working_days: int) -> tuple[Exact, Exact]:
    """Return the fewest and the most days that the counts can be; n working days are n to 2n + 14 days."""
    low, high = month_range(months)
    if working_days > 0:
        low, high = low + working_days, high + 2 * working_days + 14
    elif working_days < 0:
        low, high = low + 2 * working_days - 14, high + working_days
    return low + days, high + days


def _slack(left: Duration, right: Duration) -> tuple[int, int]:
    """Return by how many days the hour of the start can make the left shorter, and longer, compared with the right."""
    if left.runs is None and right.runs is None and not left.hours and not right.hours:
        return 0, 0
    (ahead, back), (other_ahead, other_back) = day_runs(left), day_runs(right)
    # Both sides start at the same moment: as many runs as both have last equally long.
    longer = max(0, ahead - other_ahead) + max(0, other_back - back)
    shorter = max(0, other_ahead - ahead) + max(0, back - other_back)
    return shorter, longer


def day_runs(duration: Duration) -> tuple[int, int]:
    """Return how many runs of days the duration has, forward and backward; both where it hangs on the start."""
    if duration.runs is not None:
        return duration.runs
    if not duration.dated:
        return 0, 0
    low, high = _date_range(duration.months, duration.days, duration.working_days)
    return int(high > 0), int(low < 0)


# ---- in words --------------------------------------------------------------------------------------------------

NUMERALS = ("no", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten", "eleven", "twelve")


def write_duration(duration: Duration) -> str:
    """Return the duration as the rule language writes it: `1 year 6 months`, `48 hours`, `unlimited`.

    What is taken off in a difference follows after "less": `6 months less 2 days`.
    """
    if duration.unlimited:
        return "unlimited"
    parts = [part for name in ("months", "days", "working_days", "hours") for part in _parts(name, getattr(duration, name), duration.units)]
    added = " ".join(_counted(count, unit) for count, unit in parts if count > 0)
    taken = " ".join(_counted(-count, unit) for count, unit in parts if count < 0)
    if not parts:
        return f"0 {duration.units[-1] if duration.units else 'days'}"
    return added if not taken else f"{added or '0 days'} less {taken}"


def _parts(name: str, count: Exact, units: tuple[str, ...]) -> list[tuple[Exact, str]]:
    """Return a count in the units in which it was written, the larger first; nothing for a count of nought."""
    sign = -1 if count < 0 else 1
    count = simplest(count * sign)
    large, each = {"months": ("years", 12), "days": ("weeks", 7)}.get(name, ("", 1))
    parts: list[tuple[Exact, str]] = []
    if name == "hours" and "minutes" in units:
        whole = count.numerator // count.denominator if "hours" in units else 0
        parts = [(whole, "hours"), (simplest((count - whole) * 60), "minutes")]
    elif large in units:
        whole = count.numerator // count.denominator // each
        parts = [(whole, large), (simplest(count - whole * each), name)]
    else:
        parts = [(count, name.replace("_", " "))]
    return [(sign * part, unit) for part, unit in parts if part]


def _counted(count: Exact, unit: str) -> str:
    return f"{write_number(count)} {unit if count != 1 else unit[:-1]}"


def why_durations_unsure(left: Duration, right: Duration) -> str:
    """Return why the order of two durations is not certain, in words; the empty text where it is.

    For example "183 days: six months are 181 to 184 days, according to the start date".
    """
    if compare_durations(left, right) in (LESS, EQUAL, GREATER):
        return ""
    months, working_days = abs(left.months - right.months), abs(left.working_days - right.working_days)
    causes: dict[str, str] = {}
    if months:
        years = "years" in left.units + right.units and months % 12 == 0
        unit, count = ("years", months // 12) if years else ("months", months)
        causes["months"] = f"{_spread(count, unit, 'days', *month_range(months))}, according to the start date"
    if working_days:
        spread = _spread(working_days, "working days", "days", working_days, 2 * working_days + 14)
        causes["working_days"] = f"{spread}, according to weekends and holidays"
    if apart := sum(_slack(left, right)):
        causes["days"] = _why_slack(simplest(max(left.days, right.days) - min(left.days, right.days)), apart)
    return f"{_subject(left, right, next(iter(causes)))}: {'; '.join(causes.values())}"


def _why_slack(days: Exact, runs: int) -> str:
    if not days:
        return "the last day is counted to its end"
    parted = "" if runs == 1 else ", counted apart,"
    spread = f"{write_number(24 * days)} to {write_number(24 * days + 24 * runs)} hours"
    return f"{_numeral(days, 'days')}{parted} {'is' if days == 1 else 'are'} {spread}, because the day of the event is not counted"


def _spread(count: int, unit: str, small: str, low: int, high: int) -> str:
    between = "" if low == high else f" {'or' if high == low + 1 else 'to'} {high}"
    return f"{_numeral(count, unit)} {'is' if count == 1 else 'are'} {low}{between} {small}"


def _numeral(count: Exact, unit: str) -> str:
    if count in range(len(NUMERALS)):
        return f"{NUMERALS[int(count)]} {unit if count != 1 else unit[:-1]}"
    return _counted(count, unit)


def _subject(left: Duration, right: Duration, cause: str) -> str:
    """Return what the reason is about: the other side of one that counts nothing but the cause, else both."""
    for explained, other in ((right, left), (left, right)):
        counted = [field for field in ("months", "days", "working_days", "hours") if getattr(explained, field)]
        if counted == [cause] and not getattr(other, cause):
            return write_duration(other)
    return f"{write_duration(left)} and {write_duration(right)}"
