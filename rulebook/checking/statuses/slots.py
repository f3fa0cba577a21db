"""The facts of a draft as generated code reads them: a list of plain Python values, one place for each fact and way of reading it.

A fact is read in the way in which a rule compares it: a duration as a whole number of one unit, a set as the bits of
its values. What cannot be read so (a duration of months and days, a set of which only parts are stated) stands as the
value itself, and is compared by the instructions of `program`, which compare everything.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from rulebook.checking.program.situation import Facts
from rulebook.values import NO, UNKNOWN, YES, Duration, Members, Percent

__all__ = ["TRUTHS", "Slots", "bits", "duration_in", "duration_in_one_unit", "number", "set_of", "truth", "word"]

NOT_KNOWN = None  # in the place of every fact but a yes/no one, which has 0, 1 (not known) and 2
TRUTHS = {NO: 0, UNKNOWN: 1, YES: 2}
UNITS = ("months", "days", "working_days", "hours")


class Slots:
    """The places: which fact is read in which way at which index."""

    def __init__(self) -> None:
        self._index: dict[tuple[str, str], int] = {}
        self._read: list[tuple[str, Callable[[Any], Any]]] = []
        self._of_group: dict[str, list[tuple[int, str]]] = {}

    def place(self, path: str, group: str, way: str, read: Callable[[Any], Any]) -> int:
        """Return the index at which a fact of a group (the empty text: of none) is read in a way, `read` of its value."""
        found = self._index.get((path, way))
        if found is None:
            found = self._index[path, way] = len(self._read)
            self._read.append((path, read))
            if group:
                self._of_group.setdefault(group, []).append((found, path))
        return found

    def general(self, facts: Facts) -> list[Any]:
        """Return what a draft says in general."""
        values = facts.general
        return [read(values.get(path, UNKNOWN)) for path, read in self._read]

    def of_member(self, general: list[Any], facts: Facts, group: str, member: str) -> list[Any]:
        """Return what a draft says of a member: its own statements in the place of the general ones."""
        values = general.copy()
        for index, path in self._of_group.get(group, ()):
            own = facts.own.get((path, member))
            if own is not None:
                values[index] = self._read[index][1](own)
        return values


def truth(value: Any) -> int:
    """Read a yes or no."""
    return TRUTHS[value]


def word(value: Any) -> Any:
    """Read a word of a list."""
    return NOT_KNOWN if value is UNKNOWN else value


def number(value: Any) -> Any:
    """Read a number: whole ones as they are, with a percentage as its number."""
    if value is UNKNOWN:
        return NOT_KNOWN
    return value.value if type(value) is Percent else value


def duration_in(unit: str) -> Callable[[Any], Any]:
    """Return what reads a duration that has one unit only as its whole number of these."""
    others = tuple(other for other in UNITS if other != unit)

    def read(value: Any) -> Any:
        if value is UNKNOWN:
            return NOT_KNOWN
        if type(value) is not Duration or value.unlimited or value.runs is not None or any(getattr(value, other) for other in others):
            return value
        count = getattr(value, unit)
        return count if type(count) is int else value

    return read


def bits(words: frozenset[str], choices: tuple[str, ...]) -> int:
    """Return a set of words of a list as bits; the first of the list is 1."""
    return sum(1 << place for place, one in enumerate(choices) if one in words)


def set_of(choices: tuple[str, ...]) -> Callable[[Any], Any]:
    """Return what reads a set of which all values are stated as bits."""
    known = frozenset(choices)

    def read(value: Any) -> Any:
        if value is UNKNOWN:
            return NOT_KNOWN
        whole = type(value) is Members and value.whole and value.included <= known
        return bits(value.included, choices) if whole else value

    return read


def duration_in_one_unit(limit: Duration) -> tuple[str, int] | None:
    """Return the unit of a duration and how many it has of it; None where it has several, a part of one, or no end."""
    counts = [(unit, getattr(limit, unit)) for unit in UNITS if getattr(limit, unit)]
    if len(counts) != 1 or limit.unlimited or limit.runs is not None or type(counts[0][1]) is not int:
        return None
    return counts[0]
