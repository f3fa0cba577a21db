"""What people write and the language has not: each slip with one sentence and what to write instead.

The sentences are for a drafter who has never programmed; none of them names a token or a state of a parser.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Collection, Iterable

from rulebook.language.lalr import Unexpected
from rulebook.language.names import nearest
from rulebook.language.tables import Tables
from rulebook.language.tokens import BAD, END, Token
from rulebook.records import Record

__all__ = ["Slip", "explain"]

_UNITS = ("minute", "minutes", "hour", "hours", "day", "days", "week", "weeks", "month", "months", "year", "years", "working")
_UP_TO_EIGHTEEN = (
    "zero one two three four five six seven eight nine ten eleven twelve thirteen fourteen fifteen sixteen seventeen eighteen"
).split()
_SMALL_NUMBERS = {word: str(number) for number, word in enumerate(_UP_TO_EIGHTEEN)} | {
    "nineteen": "19",
    "twenty": "20",
    "thirty": "30",
    "forty": "40",
    "fifty": "50",
    "sixty": "60",
    "ninety": "90",
    "hundred": "100",
}


class Slip(Record):
    """One sentence on what is wrong, and what to write instead."""

    code: str
    message: str
    hint: str


# ---- pieces of text that are no word, number or sign of the language ---------------------------------------------

_SIGNS = {
    ">=": "is at least",
    "=>": "is at least",
    "≥": "is at least",
    "<=": "is at most",
    "=<": "is at most",
    "≤": "is at most",
    ">": "is more than",
    "<": "is less than",
    "==": "is",
    "!=": "is not",
    "<>": "is not",
    "≠": "is not",
    "&&": "and",
    "&": "and",
    "||": "or",
    "|": "or",
    "!": "not",
    "/": "per",
    "×": "*",
    "–": "-",
    "—": "-",
    "%": "of, as in 10% of budget.total",
}

_SHAPES: tuple[tuple[re.Pattern[str], Callable[[re.Match[str]], Slip]], ...] = (
    (
        re.compile(r"[“”„«»‘’‚]"),
        lambda m: Slip("curly-quotes", "These quotation marks are curly.", 'Use straight ones: "…".'),
    ),
    (
        re.compile(r"'"),
        lambda m: Slip("single-quotes", "A text stands between double quotation marks.", "Write \"…\" instead of '…'."),
    ),
    (
        re.compile(r'"'),
        lambda m: Slip(
            "open-text",
            "This text is not closed on its line.",
            'End it with " on the same line; a long text may be several strings, one a line. Inside a text write \\" for a quotation mark.',
        ),
    ),
    (
        re.compile(r"(\d+)([A-Za-z]+)"),
        lambda m: Slip("glued-number", f"{_short(m.string)} is one word here.", f"Put a space between: {m[1]} {_unit(m[2], m[1])}."),
    ),
    (
        re.compile(r"\d{1,3}([,'’ ]\d{3})+"),
        lambda m: Slip(
            "grouped-number",
            f"{_short(m.string)} groups its digits.",
            f"Write the number without signs in it: {re.sub('[^0-9.]', '', m[0])}.",
        ),
    ),
    (
        re.compile(r"(\d+),(\d+)"),
        lambda m: Slip(
            "decimal-comma",
            f"{m[0]} has a comma.",
            f"Write the decimals after a point: {m[1]}.{m[2]}. Months, years and working days are whole.",
        ),
    ),
    (
        re.compile(r"\d{1,4}[-./]\d{1,2}[-./]\d{1,4}"),
        lambda m: Slip(
            "bad-date", f"{_short(m.string)} is not written as a date is.", "Write a date as year-month-day, such as 2026-06-12."
        ),
    ),
    (
        re.compile(r"-\d"),
        lambda m: Slip("negative", "Nothing is negative here.", "Write a number of nought or more; put a space on both sides of a minus."),
    ),
    (
        re.compile(r"[{}\[\]]"),
        lambda m: Slip("brackets", f"The language has no {m[0]}.", "Write lists and conditions between ( and )."),
    ),
    (
        re.compile(r";"),
        lambda m: Slip("semicolon", "A semicolon parts statements in a draft only.", "Begin the next clause on a new line."),
    ),
)


def _short(text: str) -> str:
    return text if len(text) <= 40 else text[:39] + "…"


_SHORT_UNITS = {"h": "hours", "hr": "hours", "hrs": "hours", "d": "days", "w": "weeks", "wk": "weeks", "y": "years", "yr": "years"} | {
    "min": "minutes",
    "mins": "minutes",
    "mo": "months",
    "mth": "months",
}


def _unit(word: str, number: str) -> str:
    """Return the unit that a word or its short form means, in the form for this number; any other word as it is."""
    unit = _SHORT_UNITS.get(word.lower()) or nearest(word, _UNITS)
    return word if unit is None else unit.removesuffix("s") if number == "1" else unit


def _piece(token: Token, rest: str) -> Slip:
    """Return the slip in a piece of text that has no shape of the language; `rest` is the text from there to the end of the line."""
    for sign in sorted(_SIGNS, key=len, reverse=True):
        if token.text.startswith(sign):
            return Slip("sign", f"{sign} is not a sign of the language.", f"Write the word instead: {_SIGNS[sign]}.")
    for shape, slip in _SHAPES:
        if found := shape.match(rest):
            return slip(shape.match(rest.split()[0]) or found) if " " in rest else slip(found)
    if any(ord(c) > 127 for c in token.text):
        message = f"{_short(token.text)} has a letter that names may not have."
        return Slip(
            "bad-letter",
            message,
            "Names are written with the letters a to z, digits and _ ; any letter may stand in a text between quotation marks.",
        )
    return Slip("bad-sign", f"{_short(token.text)} has no meaning here.", "Leave it out, or put it into a text between quotation marks.")


# ---- words in the wrong place ------------------------------------------------------------------------------------

OPERAND = frozenset({"WORD", "NUMBER", "LPAR", "STRING"})


def _said(word: str) -> str:
    return f"`{word}`"


def _phrases(expected: frozenset[str], tables: Tables) -> list[str]:
    """Return what could stand here, in words: keywords first, then the kinds of names and values."""
    kinds = {
        "WORD": "a name",
        "STRING": 'a text in "…"',
        "NUMBER": "a number",
        "DATE": "a date such as 2026-06-12",
        "PERCENT": "a share such as 10%",
        "CURRENCY": "an amount such as EUR 1200",
    }
    if expected >= OPERAND:
        return ["a condition or value"]
    words = sorted(tables.words_of[name] for name in expected if name in tables.words_of)
    return [_said(word) for word in words] + [kinds[name] for name in kinds if name in expected]


def _list(phrases: Iterable[str]) -> str:
    items = list(phrases)
    return items[0] if len(items) == 1 else f"{', '.join(items[:-1])} or {items[-1]}"


def explain(found: Unexpected, text: str, tables: Tables, recent: str, clauses: Collection[str] = (), unfinished: bool = False) -> Slip:
    """Return what to tell the drafter about the place where a text stops making sense.

    `recent` is the text from the start of the clause up to there; `clauses` are those that the declaration may have (none: no rule file),
    and with `unfinished` the next clause begins at that place.
    """
    token, expected = found.token, found.expected
    line_end = min((i for i in (text.find("\n", token.start), text.find("\r", token.start)) if i >= 0), default=len(text))
    if clauses:
        from rulebook.language.clause_slips import slip_of_clause  # which builds on this module

        if slip := slip_of_clause(found, recent, text[token.start : line_end], clauses):
            return slip
    if token.kind == BAD:
        return _piece(token, text[token.start : line_end])
    if token.kind == "COMMENT":
        return Slip("comment", "Comments stand in rule files only.", "Leave out the part that begins with #.")
    for known in _KNOWN:
        if slip := known(found, recent, tables):
            return slip
    before = found.before.text if found.before else ""
    wanted = _phrases(expected, tables)
    ends = "The clause ends" if clauses else "The text ends"
    here = ends if token.kind == END or unfinished else f"{_said(_short(token.text))} stands"
    after = f" after {_said(_short(before))}" if before else ""
    if expected >= OPERAND:
        return Slip("incomplete", f"{here}{after} where a condition or value is missing.", f"Write what should come{after or ' here'}.")
    if token.kind == "WORD" and not unfinished:
        words = [tables.words_of[name] for name in expected if name in tables.words_of]
        close = nearest(token.text, words) or _of_other_form(token.text, words)
        if close:
            return Slip("misspelt-word", f"{_said(_short(token.text))} is not a word of the language here.", f"Write {_said(close)}.")
    if 0 < len(wanted) <= 8:
        return Slip("unexpected", f"{here}{after}, where something else should.", f"Here should come {_list(wanted)}.")
    hint = f"Begin the next line with one of the clauses: {', '.join(clauses)}." if clauses else "Leave out what follows."
    return Slip("unexpected", f"{here}{after}, where the sentence is already complete.", hint)


def _of_other_form(word: str, words: list[str]) -> str:
    """Return the word of the language of which this is another form (`requires`, `required`), or the empty text."""
    for form in words:
        if len(form) > 3 and word.lower().startswith(form[:-1]) and len(word) - len(form) <= 3:
            return form
    return ""


def _any_of(found: Unexpected, recent: str, tables: Tables) -> Slip | None:
    if re.search(r"\bis\s+any\s+of\b", recent):
        return Slip(
            "is-any-of",
            "`is any of` is not said in the language.",
            "Write `is one of (…)` for one value, or `includes any of (…)` for a set.",
        )
    return None


def _number_word(found: Unexpected, recent: str, tables: Tables) -> Slip | None:
    before, token = found.before, found.token
    if before and before.text.lower() in _SMALL_NUMBERS and token.text in _UNITS:
        digits = _SMALL_NUMBERS[before.text.lower()]
        return Slip("number-word", f"Numbers are written in digits, not as `{before.text}`.", f"Write {digits} {token.text}.")
    return None


def _chained(found: Unexpected, recent: str, tables: Tables) -> Slip | None:
    if found.token.text == "is" and len(re.findall(r"\bis\b", recent)) > 1:
        return Slip("chained", "One comparison follows another here.", "Join two comparisons with `and`, or write `is between A and B`.")
    return None


_NOT = {
    "at": "`is more than` or `is less than`",
    "more": "`is at most`",
    "less": "`is at least`",
    "one": "`is none of (…)`",
    "before": "`is on or after`",
    "after": "`is on or before`",
    "on": "`is before` or `is after`",
    "between": "`not (… is between … and …)`",
    "any": "`is none of (…)`",
}


def _is_not_so(found: Unexpected, recent: str, tables: Tables) -> Slip | None:
    if said := re.search(r"\bis\s+not\s+(at|more|less|one|before|after|on|between|any)\s+\S+$", recent):
        return Slip("is-not", f"`is not {said[1]} …` is not said in the language.", f"Write {_NOT[said[1]]}.")
    return None


def _equals(found: Unexpected, recent: str, tables: Tables) -> Slip | None:
    if found.token.text == "=" and "EQUAL" not in found.expected:
        return Slip("equals", "`=` states a fact in a draft; a rule compares with words.", "Write `is`.")
    return None


def _unclosed(found: Unexpected, recent: str, tables: Tables) -> Slip | None:
    if "RPAR" in found.expected and found.token.kind == END and recent.count("(") > recent.count(")"):
        return Slip("open-parenthesis", "A parenthesis is opened here and never closed.", "Close it with ).")
    if found.token.text == ")" and "RPAR" not in found.expected and not found.expected >= OPERAND:
        return Slip("extra-parenthesis", "This parenthesis closes nothing.", "Take it out, or open it with ( before.")
    return None


_KNOWN = (_any_of, _number_word, _is_not_so, _chained, _equals, _unclosed)
