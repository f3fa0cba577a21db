"""Text of others, made harmless to show.

A draft or a rule file may hold what a terminal obeys (escape sequences), what turns the order of letters round, or what
nobody sees. Shown as it is, it could forge a finding or hide one. Here every such character is made visible by its
code point: `‹U+202E›`. Cf. Unicode Technical Report 36, Unicode Security Considerations, and the "Trojan Source" attack
(N. Boucher and R. Anderson, 2021).
"""

from __future__ import annotations

import re
from collections.abc import Callable
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    DANGEROUS: re.Pattern[str]

__all__ = ["BLANKS", "DANGEROUS", "flat", "harmless", "replaced"]

# Controls, format characters, separators of lines and surrogates, whole blocks where they hold nothing else; and what
# Unicode lists as shown by nothing (Default_Ignorable_Code_Point): fillers, joiners and selectors of variants.
_RANGES = (
    "\x00-\x1f\x7f-\x9f\xad\u034f\u0600-\u0605\u061c\u06dd\u070f\u0890\u0891\u08e2\u115f\u1160\u17b4\u17b5\u180b-\u180f"
    "\u200b-\u200f\u2028-\u202e\u2060-\u206f\u3164\ud800-\udfff\ufe00-\ufe0f\ufeff\uffa0\ufff0-\ufffb\ufffe\uffff"
    "\U000110bd\U000110cd\U00013430-\U0001345f\U0001bca0-\U0001bca3\U0001d173-\U0001d17a\U000e0000-\U000e0fff"
)
# The same, and everything beyond the first 65,536 characters, which Python looks for five times as fast.
_SUSPECT = f"[{_RANGES[: _RANGES.index(chr(0x110BD))]}\U00010000-\U0010ffff]"
# Those of them that Python calls printable all the same; from `_BEYOND` on, there may be more. The rest is told by `isprintable` alone.
_UNSEEN = frozenset("\u034f\u115f\u1160\u17b4\u17b5\u180b\u180c\u180d\u180f\u3164\uffa0").union(map(chr, range(0xFE00, 0xFE10)))
_BEYOND = "\U00010000"
BLANKS = re.compile(r"[ \t\r\n]+")


def harmless(text: str) -> str:
    """Return the text with every character that a reader could not see, or a terminal would obey, made visible; a tab becomes a space.

    What is harmless already stays as it is, so that to do it twice does no harm.
    """
    return replaced(text, _visible)


def replaced(text: str, by: Callable[[re.Match[str]], str]) -> str:
    """Return the text with what `by` returns in place of every such character."""
    if text.isprintable() and (text.isascii() or (max(text) < _BEYOND and _UNSEEN.isdisjoint(text))):
        return text
    if not re.search(_SUSPECT, text):
        return text
    return re.sub(f"[{_RANGES}]", by, text)


def __getattr__(name: str) -> object:
    if name != "DANGEROUS":  # made when it is first used: most texts have nothing but letters and the plainest signs
        raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
    return re.compile(f"[{_RANGES}]")


def flat(text: str) -> str:
    """Return a text in one line, each run of blanks and line ends as one space."""
    return BLANKS.sub(" ", text).strip(" ")


def _visible(found: re.Match[str]) -> str:
    return " " if found.group() == "\t" else f"‹U+{ord(found.group()):04X}›"
