"""What a drafter most likely meant by a text that is no value of its fact, written so that it can be copied.

Each way of mending a text gives candidates; one is only offered where it is read as a value of the fact's type. So no hint
leads to the next mistake.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator

from rulebook.drafts.pages import short
from rulebook.language.names import nearest
from rulebook.language.nodes import Misread, Written
from rulebook.language.parser import parse_value
from rulebook.language.policy import FactType
from rulebook.values import read_date

__all__ = ["day_meant", "meant", "runs_on"]

LONGEST = 200  # code points of a text that is mended
_UNITS = ("minutes", "hours", "days", "weeks", "months", "years", "minute", "hour", "day", "week", "month", "year")
_UNIT_FORMS = {"yrs": "years", "yr": "year", "mths": "months", "mth": "month", "hrs": "hours", "hr": "hour", "min": "minutes",
               "mins": "minutes", "h": "hours", "d": "days", "wks": "weeks", "wk": "week"}  # fmt: skip
_DIGITS = {word: str(number) for number, word in enumerate(
    "zero one two three four five six seven eight nine ten eleven twelve thirteen fourteen fifteen sixteen seventeen eighteen".split()
)}  # fmt: skip
_MONTHS = {name: number for number, name in enumerate(
    "january february march april may june july august september october november december".split(), start=1
)}  # fmt: skip
_WORDS = {"true": "yes", "y": "yes", "on": "yes", "ja": "yes", "oui": "yes", "si": "yes", "sí": "yes", "sì": "yes", "tak": "yes",
          "da": "yes", "false": "no", "n": "no", "off": "no", "nein": "no", "non": "no", "nej": "no", "nie": "no", "nee": "no"}  # fmt: skip
_BOUND = re.compile(r"(?:=|<=?|is\s|are\s)\s*|(?:at\s+(?:the\s+)?most|up\s+to|not?\s+more\s+than|max(?:imum|\.)?(?:\s+of)?)\s+", re.I)
_QUOTES = str.maketrans("“”„«»‘’‚", '""""""""')
_RUN_ON = re.compile(r"(?:,|\band\b)\s*[A-Za-z]\w*(?:\.\w+)+\s*=")
_QUALIFIED = re.compile(r"\s(?:by|because|on)\s", re.I)


def meant(text: str, type_: FactType, reads: Callable[[Written, FactType], object | None]) -> str:
    """Return the value that the text most likely is meant to be, or the empty text. `reads` says what is a value of the type."""
    if not text or len(text) > LONGEST or text.count("(") != text.count(")"):
        return ""
    return next((short(candidate) for candidate in _candidates(text, type_) if candidate != text and _is_read(candidate, type_, reads)), "")


def _is_read(text: str, type_: FactType, reads: Callable[[Written, FactType], object | None]) -> bool:
    written = parse_value(text)
    if isinstance(written, Misread):
        return False
    judged = not (written.by is written.because is written.on is None)
    return written.kind == "open" or (reads(written, type_) is not None and (type_.kind == "judgement" or not judged))


def day_meant(text: str) -> str:
    """Return the day that a text such as `1 January 2027` can only mean, as year-month-day, or the empty text."""
    return next((day for day in _dates(text.strip()) if read_date(day) is not None), "") if len(text) <= LONGEST else ""


def runs_on(text: str) -> bool:
    """True where a second statement follows in the text, behind a comma or `and`."""
    return len(text) <= LONGEST and _RUN_ON.search(text) is not None


def _candidates(text: str, type_: FactType) -> Iterator[str]:
    straight = text.translate(_QUOTES)
    yield straight
    bare = straight.strip().rstrip(" .,")
    bare = bare[1:-1].strip() if bare.startswith('"') and bare.endswith('"') and bare.count('"') == 2 else bare
    yield bare
    if type_.kind in {"yes/no", "judgement"}:
        yield from _yes_or_no(bare)
    elif type_.choices:
        yield from _of_choices(bare, type_)
    elif type_.kind == "text":
        yield f'"{bare}"'
    elif type_.kind == "percent":
        yield f"{bare}%"
    elif type_.kind == "date":
        yield from _dates(bare)
    else:
        plain = _BOUND.sub("", bare, count=1) if _BOUND.match(bare) else bare
        yield plain
        yield _in_digits(plain)


def _yes_or_no(text: str) -> Iterator[str]:
    found = _QUALIFIED.search(text)
    word, rest = (text[: found.start()], text[found.start() :]) if found else (text, "")
    word = _BOUND.sub("", word, count=1) if _BOUND.match(word) else word
    yield f"{_WORDS.get(word.lower(), word.lower())}{rest}"
    yield _WORDS.get(word.lower(), word.lower())


def _of_choices(text: str, type_: FactType) -> Iterator[str]:
    inner = (_BOUND.sub("", text, count=1) if _BOUND.match(text) else text).strip("()[]{} ")
    several = [part.strip(' "') for part in re.split(r"\s*[,;/+&]\s*(?:and\s+|or\s+)?|\s+(?:and|or)\s+", inner) if part.strip(' "')]
    if type_.kind == "any of" and len(several) > 1:
        yield f"({', '.join(_name(part, type_) for part in several)})"
    else:
        yield _name(inner, type_)


def _name(text: str, type_: FactType) -> str:
    """Return the choice that is written, or the one that is as good as it, or else the text as it is."""
    joined = re.sub(r"[\s-]+", "_", text.strip(' "').lower())
    return joined if joined in type_.choices else nearest(joined, type_.choices) or text


def _in_digits(text: str) -> str:
    """Return the text with its numbers in digits, its units as the language has them, and a space between the two."""
    words = re.sub(r"(?<=\d)(?=[A-Za-z])", " ", text).split()
    return " ".join(_DIGITS.get(word.lower()) or _unit(word) for word in words)


def _unit(word: str) -> str:
    if not word.isalpha() or word.lower() in {"working", "business"}:
        return word.lower() if word.isalpha() else word
    return _UNIT_FORMS.get(word.lower()) or nearest(word, _UNITS, 0.7) or word


def _dates(text: str) -> Iterator[str]:
    """Give the days that a text can only mean, such as 1 January 2027 or 31.12.2026 (of days with / nobody knows which is the month)."""
    if found := re.fullmatch(r"(\d{1,2})(?:st|nd|rd|th|\.)?\s+(?:of\s+)?([A-Za-z]+),?\s+(\d{4})", text):
        day, month, year = found[1], _MONTHS.get(found[2].lower()), found[3]
    elif found := re.fullmatch(r"([A-Za-z]+)\s+(\d{1,2})(?:st|nd|rd|th)?,?\s+(\d{4})", text):
        day, month, year = found[2], _MONTHS.get(found[1].lower()), found[3]
    elif found := re.fullmatch(r"(\d{1,2})\.\s?(\d{1,2})\.\s?(\d{4})", text):
        day, month, year = found[1], int(found[2]), found[3]
    else:
        return
    if month:
        yield f"{year}-{month:02}-{int(day):02}"
