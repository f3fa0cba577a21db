"""A line of a rule file or draft as it is written, with the words that matter marked beneath."""

from __future__ import annotations

from collections.abc import Sequence

from rulebook.reports.harmless import harmless
from rulebook.reports.lines import Piece, Sheet, text_width

__all__ = ["excerpt"]

MOST_READ = 400  # code points on each side: a draft may be one line of a million
SHOWN_AFTER = 16  # cells after the marked words that are kept, at least, where the line is too long for the sheet


def excerpt(sheet: Sheet, line: str, column: int, end: int, first: Sequence[Piece], rest: Sequence[Piece], style: str = "mark") -> None:
    """Add a line with the words from a column up to, not including, another marked (counted from 1, in code points).

    `first` stands before the line, `rest` before the marks. A line too long for the sheet is cut on both sides of the marked words.
    """
    start, stop = max(column - 1, 0), max(end - 1, column)
    lead = line[max(start - MOST_READ, 0) : start].lstrip(" \t")
    before, marked, after = (
        harmless(part) for part in (lead, line[start : min(stop, start + MOST_READ)], line[stop : stop + MOST_READ].rstrip(" \t\r\n"))
    )
    room = max(sheet.width - sum(text_width(piece.text) for piece in first), 20)
    wide = max(text_width(marked), 1)  # the end of a line is marked too
    if text_width(before) + wide + text_width(after) > room:
        before = _last(before, max(room - wide - min(text_width(after), SHOWN_AFTER), min(SHOWN_AFTER, room // 3)))
        shown = _first(marked, room - text_width(before) - min(text_width(after), 1))
        wide = max(text_width(shown), 1)
        after = _first(after, room - text_width(before) - wide) if shown == marked else ""  # one … is enough
        marked = shown
    sheet.line(*first, before, Piece(marked, style), after)
    sheet.line(*rest, " " * text_width(before), Piece("^" * wide, style))


def _first(text: str, width: int) -> str:
    """Return the beginning of a text, at most so wide; where it was cut, it ends with `…`."""
    if text_width(text) <= width:
        return text
    if width < 1:
        return ""
    while text and text_width(text) > max(width - 1, 0):
        text = text[: min(len(text) - 1, max(width - 1, 0))] if len(text) > width else text[:-1]
    return f"{text}…"


def _last(text: str, width: int) -> str:
    """Return the end of a text, at most so wide; where it was cut, it begins with `…`."""
    if text_width(text) <= width:
        return text
    text = text[-width:]
    while text_width(text) > width - 1:
        text = text[1:]
    return f"…{text}"
