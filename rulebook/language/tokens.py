"""From text to words and signs, each with its place and whether it is the first on its line."""

from __future__ import annotations

import re
from collections.abc import Iterator

from rulebook.language.tables import Tables
from rulebook.records import Record

__all__ = ["BAD", "END", "Token", "cut", "unquoted"]

BAD = "BAD"
END = "$END"

# What fits nothing is taken up to the next blank, or up to the end of the line where a quotation mark is never closed.
_MISFIT = re.compile(r'"[^\r\n]*|[^\s()",]+|\S')


class Token(Record):
    """One word or sign. `kind` is the grammar's terminal for its shape (WORD, NUMBER, …), BAD or COMMENT; offsets are in code points."""

    kind: str
    text: str
    start: int
    end: int
    first: bool  # on its line


def cut(text: str, tables: Tables) -> Iterator[Token]:
    """Give the tokens of a text, comments among them, blanks left out; what fits no shape is a token of the kind BAD."""
    position, end, first = 0, len(text), True
    match = tables.lexer.match
    while position < end:
        found = match(text, position)
        if found is None:
            found = _MISFIT.match(text, position)
            assert found is not None, "a character that is no blank always fits"
            kind = BAD
        else:
            kind = found.lastgroup or BAD
        stop = found.end()
        if kind == "SPACE":
            first = first or "\n" in found.group() or "\r" in found.group()
        else:
            if kind == "WORD" and text[stop : stop + 1].isalnum():  # a letter outside the alphabet of names goes with its word
                stop = _MISFIT.match(text, position).end()  # type: ignore[union-attr]
                kind = BAD
            yield Token(kind, text[position:stop], position, stop, first)
            first = False
        position = stop


def unquoted(string: str) -> str:
    """Return the text that a string, with its quotation marks, holds; its only escapes are `\\"` and `\\\\`."""
    inner = string[1:-1]
    return inner.replace("\\\\", "\0").replace('\\"', '"').replace("\0", "\\") if "\\" in inner else inner
