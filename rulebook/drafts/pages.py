"""The text of one draft file, cut into lines: turns offsets into places."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Mapping
from itertools import accumulate
from typing import TypeVar

from rulebook.drafts.draft import Note, Place, Problem
from rulebook.records import replace

__all__ = ["Page", "in_order", "short"]

MOST_QUOTED = 80  # code points of a draft in one message


class Page:
    """A text with the path that it was read from. Lines end with a line feed only; offsets and columns are in code points.

    The lines are kept, so that all statements of one line share its text.
    """

    __slots__ = ("_starts", "lines", "path", "text")

    def __init__(self, path: str, text: str) -> None:
        self.path = path
        self.text = text
        self.lines = text.split("\n")
        self._starts: list[int] | None = None

    def line_starts(self) -> list[int]:
        """Return the offsets at which the lines begin, and last the offset after the text."""
        if self._starts is None:
            self._starts = list(accumulate((len(line) + 1 for line in self.lines), initial=0))
        return self._starts

    def line_of(self, offset: int) -> int:
        """Return the line, counted from 1, in which the offset stands."""
        return min(bisect_right(self.line_starts(), offset), len(self.lines))

    def place(self, start: int, end: int) -> Place:
        """Return the place from one offset up to another; it ends with its line where the other stands on a later one."""
        line = self.line_of(start)
        begin = self.line_starts()[line - 1]
        return Place(self.path, line, start - begin + 1, min(end - begin, len(self.lines[line - 1])) + 1)

    def place_of_line(self, line: int) -> Place:
        """Return the place that is a whole line, counted from 1."""
        return Place(self.path, line, 1, len(self.lines[line - 1]) + 1)

    def source_line(self, place: Place) -> str:
        """Return the line on which a place stands, as it is written."""
        return self.lines[place.line - 1]

    def unreadable(self, message: str, hint: str, at: int = 0) -> Problem:
        """Return the problem that the file could not be read, at an offset."""
        return Problem("unreadable", message, hint, (self.place(at, at + 1),))


P = TypeVar("P", Problem, Note)


def in_order(found: list[P], files: Mapping[str, int] | None = None) -> tuple[P, ...]:
    """Return problems or notes by the file (in the order of `files`) and line of their first place, then by code and column.

    The places of each are in order too.
    """
    order = files or {}

    def place_key(place: Place) -> tuple[int, int, int]:
        return order.get(place.path, 0), place.line, place.column

    def key(one: P) -> tuple[int, int, str, int]:
        number, line, column = place_key(one.locations[0])
        return number, line, one.code, column

    placed = [replace(one, locations=tuple(sorted(one.locations, key=place_key))) if len(one.locations) > 1 else one for one in found]
    return tuple(sorted(placed, key=key))


def short(text: str, most: int = MOST_QUOTED) -> str:
    """Return a text of a draft in one line, cut where it is too long to be quoted in a message."""
    joined = " ".join(text[: 4 * most].split())
    return joined if len(joined) <= most and len(text) <= 4 * most else f"{joined[: most - 1]}…"
