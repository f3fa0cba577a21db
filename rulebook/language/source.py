"""A text under reading, and places in it."""

from __future__ import annotations

from bisect import bisect_right

from rulebook.records import Record

__all__ = ["NOWHERE", "Source", "Span"]


class Span(Record):
    """A stretch of a source text, as offsets in code points: from `start` up to, not including, `end`."""

    start: int
    end: int


NOWHERE = Span(0, 0)


class Source:
    """A text with the path that it was read from; turns offsets into lines and columns."""

    __slots__ = ("_starts", "path", "text")

    def __init__(self, path: str, text: str) -> None:
        self.path = path
        self.text = text
        self._starts: list[int] | None = None

    def _line_starts(self) -> list[int]:
        if self._starts is None:
            self._starts = [0, *(i + 1 for i, c in enumerate(self.text) if c == "\n")]
        return self._starts

    def line_of(self, offset: int) -> int:
        """Return the line, counted from 1, in which the offset stands."""
        return bisect_right(self._line_starts(), offset)

    def column_of(self, offset: int) -> int:
        """Return the column, counted from 1 in code points, at which the offset stands."""
        return offset - self._line_starts()[self.line_of(offset) - 1] + 1

    def line(self, number: int) -> str:
        """Return the text of a line, without its end; the empty text where there is no such line."""
        starts = self._line_starts()
        if not 1 <= number <= len(starts):
            return ""
        end = starts[number] if number < len(starts) else len(self.text)
        return self.text[starts[number - 1] : end].rstrip("\r\n")
