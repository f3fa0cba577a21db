"""Texts with something wrong in them: words left out, doubled, swapped, replaced, and characters slipped in."""

from __future__ import annotations

import re
from collections.abc import Callable

from hypothesis import strategies as st

from tests.naive.generators import pick

__all__ = ["mutated"]

_WORDS = re.compile(r"\s+|[\w.-]+|\W")
INSERTED = (
    *("(", ")", ",", ":", '"', "\\", "=", "%", ";", "#", "\n", "\r\n", "\t", " ", "-", ".", "é", "’", "\0", "\u2028", "\ud7ff", "𝄞"),
    *("and", "or", "not", "is", "of", "any", "every", "no", "none", "yes", "open", "step", "rule", "fact", "when", "require"),
    *("at least", "at most", "includes", "happens", "within", "by", "because", "in order", "unlimited", "never", "unverified"),
    *(
        "12",
        "1.5",
        "10%",
        "EUR",
        "EUR 5",
        "2026-06-12",
        "2026-02-30",
        "6 months",
        "working days",
        '"text"',
        "9" * 40,
        "a.b.c",
        "t.book/r-0",
    ),
    *("<!--", "-->", "- ", "{", "}", "[", "]", "&a", "*a", "!!x", "---"),
)


def _left_out(words: list[str], at: int, draw: st.DrawFn) -> None:
    del words[at]


def _doubled(words: list[str], at: int, draw: st.DrawFn) -> None:
    words.insert(at, words[at])


def _replaced(words: list[str], at: int, draw: st.DrawFn) -> None:
    words[at] = pick(draw, INSERTED)


def _inserted(words: list[str], at: int, draw: st.DrawFn) -> None:
    words.insert(at, pick(draw, INSERTED))


def _moved(words: list[str], at: int, draw: st.DrawFn) -> None:
    words.insert(pick(draw, range(len(words))), words.pop(at))


def _cut(words: list[str], at: int, draw: st.DrawFn) -> None:
    words[at] = words[at][: pick(draw, range(len(words[at]) + 1))]


_CHANGES: tuple[Callable[[list[str], int, st.DrawFn], None], ...] = (_left_out, _doubled, _replaced, _inserted, _moved, _cut)


@st.composite
def mutated(draw: st.DrawFn, text: str, most: int = 4) -> str:
    """Give the text with a few changes."""
    words = _WORDS.findall(text)
    for _ in range(pick(draw, range(1, most + 1))):
        if words:
            pick(draw, _CHANGES)(words, pick(draw, range(len(words))), draw)
    return "".join(words)
