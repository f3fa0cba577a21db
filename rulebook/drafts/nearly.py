"""Whether a comment is meant as one of Rulebook's: it begins with `rulebook:`, or nearly, or has it somewhere in it."""

from __future__ import annotations

import re

from rulebook.drafts.comments import OURS

__all__ = ["in_our_letters", "is_meant", "nearly_ours", "said_within", "without_hidden"]

# Characters that no editor shows: soft hyphens, joiners and marks of direction, which come with text that was copied.
_NOT_SHOWN = "\u00ad\u200b\u200c\u200d\u200e\u200f\u202a\u202b\u202c\u202d\u202e\u2060\u2061\u2062\u2063\u2064\ufeff"
_HIDDEN = re.compile(f"[{_NOT_SHOWN}]")
# Letters of other alphabets that look like one of the letters a to z, and that one.
_ALIKE = str.maketrans("аеорсухіјѕһԁԛѡгвкмтнοανικρτυхβ", "aeopcyxijshdqwrbkmthoavikptuxb")
_FIRST_WORDS = re.compile(r"[\W_]*(\w+)(?:[\s_-]+(\w+))?")
# Not the word by itself between ` signs: so speaks of it who explains it.
_WITHIN = re.compile(r"\brule[ _-]?book[ \t]*:(?!`)\s*(?=\S)", re.IGNORECASE)


def is_meant(content: str) -> bool:
    """True of what stands in a comment of ours, or in one that is meant as such."""
    return bool(OURS.match(content) or nearly_ours(content) or said_within(content) is not None)


def without_hidden(text: str) -> str:
    """Return a text without the characters that no editor shows."""
    return text if text.isascii() else _HIDDEN.sub("", text)


def in_our_letters(text: str) -> str:
    """Return a text with letters that only look like the letters a to z in their place; the empty text where others remain."""
    plain = without_hidden(text).translate(_ALIKE)
    return plain if plain.isascii() else ""


def said_within(content: str) -> str | None:
    """Return what stands after a `rulebook:` in the middle of a comment; None where there is none."""
    plain = without_hidden(content)
    found = _WITHIN.search(plain)
    return plain[found.end() :].strip() if found else None


def nearly_ours(content: str) -> str:
    """Return the first words of a comment where they are nearly `rulebook:`; the empty text where they are not."""
    plain = without_hidden(content)
    found = _FIRST_WORDS.match(plain)
    if not found:
        return ""
    first, second = found[1], found[2] or ""
    if _distance(first.lower(), "rulebook") <= 2:
        return plain[: found.end(1) + 1].strip()
    if second and _distance((first + second).lower(), "rulebook") <= 1:
        return plain[: found.end(2) + 1].strip()
    return ""


def _distance(word: str, other: str) -> int:
    """Return how many letters must be added, left out, replaced or swapped with the next to turn one word into the other; at most 9."""
    if abs(len(word) - len(other)) > 2:
        return 9
    above2, above = list[int](), list(range(len(other) + 1))
    for i, letter in enumerate(word):
        row = [i + 1]
        for j, counterpart in enumerate(other):
            cost = min(above[j + 1] + 1, row[j] + 1, above[j] + (letter != counterpart))
            if i and j and letter == other[j - 1] and word[i - 1] == counterpart:
                cost = min(cost, above2[j - 1] + 1)
            row.append(cost)
        above2, above = above, row
    return above[-1]
