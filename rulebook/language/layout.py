"""Breaks a text into lines of at most 120 columns. The text is a tree of pieces, with the places where a line may end.

A group stands on one line where it fits, else all its breaks end a line (or, in a list, those that must): the method of
D. C. Oppen, "Prettyprinting", ACM TOPLAS 2 (1980), in the form that P. Wadler gave it, "A prettier printer" (2003).
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import TypeAlias

from rulebook.records import Record

__all__ = ["NOTHING", "SPACE", "WIDTH", "Break", "Group", "Piece", "Quoted", "Remark", "flat", "group", "lay_out", "quoted"]

WIDTH = 120  # columns


class Break(Record):
    """A place where a line may end; `flat` stands there where it does not."""

    flat: str


class Group(Record):
    """Pieces that stand on one line if they fit. The lines after the first are indented by `indent` more.

    With `fill`, a break ends a line only where the next piece does not fit on it.
    """

    parts: tuple[Piece, ...]
    indent: int
    fill: bool


class Quoted(Record):
    """A text between quotation marks; a long one becomes several strings, one a line."""

    text: str


class Remark(Record):
    """A comment with its `#`; nothing can follow it on its line. With `own_line` nothing stands before it either."""

    text: str
    own_line: bool


# Conditions are written for every finding; to make a record with all its fields takes a third of the time of one with defaults.
SPACE, NOTHING = Break(" "), Break("")

Piece: TypeAlias = "str | Break | Group | Quoted | Remark | tuple[Piece, ...]"

FLAT, BROKEN, FILLED = "flat", "broken", "filled"
_Waiting: TypeAlias = "tuple[int, str, Piece]"  # indentation, how breaks in it are taken, the piece

# A text is cut between two words; where several spaces follow each other it is not, since strings are joined with one.
_BETWEEN_WORDS = re.compile(r"(?<=[^ ]) (?=[^ ])")


def group(*parts: Piece, indent: int = 0) -> Group:
    """Return pieces that stand on one line if they fit."""
    return Group(parts, indent, False)


def quoted(text: str) -> str:
    """Return the text as one string of the language; a line end in it, which no string can hold, becomes a space."""
    escaped = text.replace("\\", "\\\\").replace('"', '\\"')
    return f'"{_LINE_END.sub(" ", escaped)}"'


_LINE_END = re.compile(r"\r\n|[\r\n]")


def flat(piece: Piece) -> str:
    """Return the piece on one line, however long."""
    if isinstance(piece, str):
        return piece
    if isinstance(piece, tuple):
        return "".join(map(flat, piece))
    if isinstance(piece, Group):
        return "".join(map(flat, piece.parts))
    if isinstance(piece, Break):
        return piece.flat
    return quoted(piece.text) if isinstance(piece, Quoted) else piece.text


def lay_out(piece: Piece, indent: int, width: int = WIDTH) -> str:
    """Return the piece in lines, the first indented by `indent` columns; without a line end after the last."""
    page = _Page(width)
    page.set(piece, indent)
    return " " * indent + "".join(page.out)


class _Page:
    """What is written so far. `owed` is the indentation of a new line that is due before any more words, if one is; `closed` is true
    where a comment ends the line already."""

    def __init__(self, width: int) -> None:
        self.width = width
        self.out: list[str] = []
        self.column = 0
        self.owed: int | None = None
        self.closed = False

    def set(self, piece: Piece, indent: int) -> None:
        self.column = indent
        waiting: list[_Waiting] = [(indent, BROKEN, piece)]
        while waiting:
            level, mode, here = waiting.pop()
            if isinstance(here, str):
                self._write(here)
            elif isinstance(here, tuple):
                waiting += [(level, mode, part) for part in reversed(here)]
            elif isinstance(here, Break):
                if mode == FLAT or (mode == FILLED and self.owed is None and _fits(self._room() - len(here.flat), waiting)):
                    self._write(here.flat)
                else:
                    self.owed = level
            elif isinstance(here, Group):
                inner = level + here.indent
                fits = mode == FLAT or (not _remarked(here) and _fits(self._room(), waiting, (here.parts,)))
                waiting.append((inner, FLAT if fits else FILLED if here.fill else BROKEN, here.parts))
            elif isinstance(here, Quoted):
                self._quote(here.text, level, mode, waiting)
            else:
                self._remark(here, level)

    def _room(self) -> int:
        return self.width - (self.column if self.owed is None else self.owed)

    def _write(self, text: str) -> None:
        if self.owed is not None:
            text = text.lstrip(" ")
            if not text:
                return
            self._end_line(self.owed)
        self.out.append(text)
        self.column += len(text)

    def _end_line(self, indent: int) -> None:
        self._trim()
        self.out.append("\n" + " " * indent)
        self.column, self.owed, self.closed = indent, None, False

    def _trim(self) -> None:
        while self.out and not (kept := self.out[-1].rstrip(" ")):
            self.out.pop()
        self.out[-1:] = [kept] if self.out else []

    def _remark(self, remark: Remark, level: int) -> None:
        following = level if self.owed is None else self.owed
        if remark.own_line or self.closed:
            self._end_line(following)
            self.out.append(remark.text)
        else:
            self._trim()
            self.out.append(f"  {remark.text}")
        self.owed, self.closed = following, True

    def _quote(self, text: str, level: int, mode: str, waiting: Sequence[_Waiting]) -> None:
        if mode == FLAT:
            self._write(quoted(text))
            return
        words = [quoted(word)[1:-1] for word in _BETWEEN_WORDS.split(text)]
        if self.column > level and self._room() < len(words[0]) + 2 <= self.width - level:
            self.owed = level
        self._write('"' + words[0])
        for place, word in enumerate(words[1:], 2):
            room = self._room() - len(word) - 2
            if room >= 0 and (place < len(words) or _fits(room, waiting)):
                self._write(" " + word)
            else:
                self._write('"')
                self.owed = level
                self._write('"' + word)
        self._write('"')


def _fits(room: int, waiting: Sequence[_Waiting], first: tuple[Piece, ...] = ()) -> bool:
    """True where the first pieces, on one line, and what is waiting (the last first) fit into the room, up to the next place where a line
    may or must end."""
    own = [(FLAT, piece) for piece in first]
    left = len(waiting)
    while room >= 0:
        if own:
            mode, here = own.pop()
        elif left:
            left -= 1
            _, mode, here = waiting[left]
        else:
            return True
        if isinstance(here, str):
            room -= len(here)
        elif isinstance(here, tuple | Group):
            own += [(mode, part) for part in reversed(here if isinstance(here, tuple) else here.parts)]
        elif isinstance(here, Quoted):
            if mode != FLAT:
                return room >= len(quoted(_BETWEEN_WORDS.split(here.text, 1)[0]))
            room -= len(quoted(here.text))
        elif isinstance(here, Break) and mode == FLAT:
            room -= len(here.flat)
        else:
            return True
    return False


def _remarked(piece: Piece) -> bool:
    """True where a comment stands in the piece, so that it cannot stay on one line."""
    if isinstance(piece, Group | tuple):
        return any(map(_remarked, piece.parts if isinstance(piece, Group) else piece))
    return isinstance(piece, Remark)
