"""Text of others in Markdown that a forge shows: it becomes no HTML, link, image, mention or reference, and breaks no table.

Escapes are not enough. A forge looks for `@team`, `#12`, `:tada:`, addresses and commits in the page that Markdown has become, where no
escape is left; in code it does not look. So a word stands as it is only where it holds nothing but letters, digits and the signs of
prose, and else as code. What stands between backquotes, as names do in messages, is code as a whole.
"""

from __future__ import annotations

import re

from rulebook.reports.harmless import flat, harmless

__all__ = ["code", "paragraph", "plain"]

_LETTER = r"[^\s!-/:-@\[-`{-~]"  # whatever is no sign of ASCII
_PROSE = re.compile(rf"""[("']*(?:{_LETTER}|(?<={_LETTER})[-.,'+/(](?={_LETTER})|(?<={_LETTER})\)(?=[-,(]{_LETTER}))*[)"'.,;:!?%]*""")
_LINKED = re.compile(r"www\.|[A-Z]{2,}-\d|(?<![^\W_])[0-9a-f]{7,}(?![^\W_])", re.IGNORECASE)  # addresses, tickets, commits
_NAMED = re.compile(r"""(?:(?<= )|^)([("']*)`([^`]+)`([)"'.,;:!?]*)(?= |$)""")  # a name of ours in a message, which is code already
_OUTSIDE = re.compile(r"([|`\[\]<>&\\]+)")  # signs that code cannot hold in a table, or that a log would obey


def plain(text: str) -> str:
    """Return a text as prose in one line; it must not begin a block, so that no `-` or `1.` of it makes a list."""
    parts = _NAMED.split(harmless(flat(text)))
    made = [" ".join(map(_word, parts[0].split(" ")))]
    for before, named, after, rest in zip(*(parts[i::4] for i in (1, 2, 3)), parts[4::4]):
        made.append(f"{before}{_code(named)}{after}{' '.join(map(_word, rest.split(' ')))}")
    return "".join(made)


def paragraph(text: str) -> str:
    """Return a text as prose that may begin a page: the number at its head begins no list."""
    return re.sub(r"^(\d+)([.)])", r"\1\\\2", plain(text))


def code(text: str) -> str:
    """Return a name or path as code, in one line."""
    return _code(harmless(flat(text))) if text else ""


def _word(word: str) -> str:
    """Return a word as it is if it is prose, its brackets and the like as character references; else as code."""
    parts = _OUTSIDE.split(word)
    if "&" in word or _LINKED.search(word) or not all(_PROSE.fullmatch(part) for part in parts[::2]):
        return _code(word)
    return "".join(_referred(part) if i % 2 else part for i, part in enumerate(parts))


def _referred(signs: str) -> str:
    return "".join(f"&#{ord(sign)};" for sign in signs)


def _code(text: str) -> str:
    made = []
    for i, part in enumerate(_OUTSIDE.split(text)):
        if part:
            made.append(_referred(part) if i % 2 else _span(part))
    return "".join(made)


def _span(text: str) -> str:
    """Return code; blanks at its ends stand outside, for a span of blanks alone would lose or keep them as it likes."""
    inside = text.strip(" ")
    if not inside:
        return text
    before, after = text[: len(text) - len(text.lstrip(" "))], text[len(text.rstrip(" ")) :]
    return f"{before}`{inside}`{after}"
