"""Why a text of a draft is no statement, and what to write instead, in a drafter's words.

The parser serves rule files and drafts alike; a drafter does not write rules, so the slips of drafts have sentences of
their own, and a hint that speaks of clauses is replaced.
"""

from __future__ import annotations

import re
from collections.abc import Callable

from rulebook.drafts.pages import short
from rulebook.language.nodes import Misread

__all__ = ["FORMS", "STEPS", "header_hint", "useful_hint", "why_no_statement"]

FORMS = "A statement is `fact = value`, `fact includes value`, `fact does not include value` or `step …`."
STEPS = (
    "A step is `step A within 2 days of B`, `step A at least 2 days after B`, `step A after B`, `step A happens` or `step A never happens`."
)

_PATH = r"(?P<path>[A-Za-z][\w.-]*)"
_SLIPS: tuple[tuple[re.Pattern[str], Callable[[re.Match[str]], tuple[str, str]]], ...] = tuple(
    (re.compile(pattern, re.DOTALL), slip)
    for pattern, slip in (
        (
            r"(?P<key>title|legal orders?|applies from|applies until|measure|complete)\s*[:=]\s*(?P<rest>.*)",
            lambda m: (f"`{m['key']}` is said in the header, and not in a statement.", header_hint(m["key"], m["rest"])),
        ),
        (
            r"(?P<path>[A-Za-z]\w*(?:\s*\.\s*[A-Za-z]\w*)+)(?P<rest>\s*(?:=|\bincludes\b|\bdoes\s+not\s+include\b).*)",
            lambda m: ("The name of a fact has no blank in it.", f"Write `{short(''.join(m['path'].split()) + m['rest'])}`."),
        ),
        (
            r"(?:by|because|on|within|after|of|and|at)\b.*",
            lambda m: ("This line goes on with the statement above it.", "Write the whole statement on one line."),
        ),
        (
            rf"(?!step\b){_PATH}\s+(?P<rest>(?:never\s+)?happens|within\s.+|at\s+least\s.+\safter\s.+|after\s.+)",
            lambda m: ("A step begins with the word `step`.", f"Write `step {short(m[0])}`."),
        ),
        (
            rf"not\s+{_PATH}",
            lambda m: ("A statement begins with the name of a fact.", f"Write `{short(m['path'])} = no`."),
        ),
        (
            rf"{_PATH}\s+(?:does(?:n[’']t| not)\s+includes?|not\s+includes?|excludes|lacks)\s+(?P<rest>.+)",
            lambda m: ("What a set lacks is said in other words.", f"Write `{short(m['path'])} does not include {short(m['rest'])}`."),
        ),
        (
            rf"{_PATH}\s+(?:include|contains?|has)\s+(?P<rest>.+)",
            lambda m: ("What a set has is said in other words.", f"Write `{short(m['path'])} includes {short(m['rest'])}`."),
        ),
        (
            rf"{_PATH}\s*(?:(?::=|==|=>|:|\s(?:is|are|equals)\s)\s*)+(?P<rest>\S.*)",
            lambda m: ("A draft states a fact with the sign =.", f"Write `{short(m['path'])} = {short(m['rest'])}`."),
        ),
        (
            rf"{_PATH}\s*(?:<=|>=|=<|<|>|≤|≥)\s*(?P<rest>\S.*)",
            lambda m: ("A draft states what it says with the sign =.", f"Write `{short(m['path'])} = {short(m['rest'])}`."),
        ),
        (
            r"(?P<path>[A-Za-z]\w*(?:\.\w+)+)\s+(?P<rest>yes|no|none|never|unlimited|\d[\w ]*|\w+|\([\w, ]*\))",
            lambda m: ("The sign = is missing.", f"Write `{short(m['path'])} = {short(m['rest'])}`."),
        ),
        (
            r"[\w ,]+\)",
            lambda m: (
                f"`{short(m[0])}` closes a parenthesis that its statement does not open; a semicolon ends a statement.",
                "Write commas between the values of a list, such as `(first, second)`.",
            ),
        ),
        (
            _PATH,
            lambda m: (f"`{short(m['path'])}` stands alone and states nothing.", f"Write what it is, such as `{short(m['path'])} = yes`."),
        ),
    )
)
_FOR_RULES = (
    "Begin a line", "Begin with one", "Begin the next", "Look at", "Here should come", "Write what should", "Write `is`", "Join two",
    "Write the word instead", "Leave out what follows",
)  # fmt: skip
_ONE_WORD = re.compile(r"Write `[a-z]+`\.")  # the word that could come next, and no value


def header_hint(key: str, rest: str) -> str:
    """Return how a key that was stated as a fact is written in the header."""
    key = "legal orders" if key == "legal order" else key
    listed = key in ("legal orders", "complete")
    value = f"[{short(rest).strip('()[] ')}]" if listed else short(rest).strip()
    return f"Write `{key}: {value}` between the `---` lines at the very top of the file."


_NOT_OF_VALUES = (
    "Names are written",
    "Leave it out",
    "Take it out",
    "Write lists and conditions",
    "Use straight ones",
    "Put a space between",
)


def useful_hint(read: Misread, of_value: bool = False) -> str:
    """Return the parser's hint, or the empty text where it speaks of rules or says nothing that a drafter could write."""
    if read.hint.startswith(_FOR_RULES) or (of_value and read.hint.startswith(_NOT_OF_VALUES)):
        return ""
    word = _ONE_WORD.match(read.hint) if of_value else None
    return read.hint[word.end() :].strip() if word else read.hint


def why_no_statement(read: Misread) -> tuple[str, str]:
    """Return one sentence on why the text is no statement, and what to write instead."""
    if not read.text.isascii() and (told := _other_letters(read.text)):
        return told
    for shape, slip in _SLIPS:
        if len(read.text) <= 1000 and (found := shape.fullmatch(read.text.strip())):
            return slip(found)
    message = f"`{short(read.text)}` is no statement of a draft."
    if hint := useful_hint(read):
        return f"{message} {read.message}", hint
    return message, STEPS if re.match(r"\s*step\s", read.text) else FORMS


def _other_letters(text: str) -> tuple[str, str] | None:
    """Return what is wrong with a text in whose names stand letters that nobody can tell from others, or sees at all."""
    from rulebook.drafts.nearly import in_our_letters, without_hidden  # seldom needed

    name, sign, rest = text.partition("=")
    if (shown := without_hidden(name)) != name:
        hint = f"Delete it, or type the statement anew: `{short(shown + sign + rest)}`."
        return f"`{short(shown.strip())}` has a character in it that nobody sees.", hint
    if name.isascii() or not (typed := in_our_letters(name)):
        return None
    letter = next(one for one, other in zip(name, typed) if one != other)
    message = f"`{short(name.strip())}` has a letter of another alphabet, which only looks like one of the letters a to z: {letter}"
    return f"{message} (in the place of {typed[name.index(letter)]}).", f"Type it anew on the keyboard: `{short(typed + sign + rest)}`."
