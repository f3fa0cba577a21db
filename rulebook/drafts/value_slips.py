"""What a drafter most likely meant by a text that is no value of its fact, written so that it can be copied.

Each way of mending a text gives candidates; one is only offered where it is read as a value of the fact's type. So no hint
leads to the next mistake.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator

from rulebook.drafts.date_slips import LONGEST, day_meant, days
from rulebook.drafts.nearly import without_hidden
from rulebook.drafts.pages import short
from rulebook.language.names import nearest
from rulebook.language.nodes import Misread, Written
from rulebook.language.parser import parse_value
from rulebook.language.policy import FactType

__all__ = ["meant", "members_meant", "plain", "runs_on", "whole_numbers"]

_UNITS = ("minutes", "hours", "days", "weeks", "months", "years", "minute", "hour", "day", "week", "month", "year")
_UNIT_FORMS = {"yrs": "years", "yr": "year", "mths": "months", "mth": "month", "hrs": "hours", "hr": "hour", "min": "minutes",
               "mins": "minutes", "h": "hours", "d": "days", "wks": "weeks", "wk": "week"}  # fmt: skip
_DIGITS = {word: str(number) for number, word in enumerate(
    "zero one two three four five six seven eight nine ten eleven twelve thirteen fourteen fifteen sixteen seventeen eighteen".split()
)}  # fmt: skip
_WORDS = {"true": "yes", "y": "yes", "on": "yes", "ja": "yes", "oui": "yes", "si": "yes", "sí": "yes", "sì": "yes", "tak": "yes",
          "da": "yes", "false": "no", "n": "no", "off": "no", "nein": "no", "non": "no", "nej": "no", "nie": "no", "nee": "no"}  # fmt: skip
_BOUND = re.compile(r"(?:=|<=?|is\s|are\s)\s*|(?:at\s+(?:the\s+)?most|up\s+to|not?\s+more\s+than|max(?:imum|\.)?(?:\s+of)?)\s+", re.I)
_QUOTES = str.maketrans("“”„«»‘’‚", '""""""""')
_RUN_ON = re.compile(r"(?:,|\band\b)\s*[A-Za-z]\w*(?:\.\w+)+\s*=")
_QUALIFIED = re.compile(r"[\s,;]+(?:and\s+)?(?:by|because|on)\b", re.I)
_JUDGED = re.compile(
    r"[\s,;]*(?:and\s+)?(?:by\s+(?P<by>.+?))??(?:[\s,;]+(?:and\s+)?because\s+(?:of\s+)?(?P<because>.+?))?"
    r"(?:[\s,;]+on\s+(?P<on>[^\"']+))?",
    re.I,
)
_VAGUE = re.compile(
    r"(?:as|so)\s+(?:soon|short|long|far|quickly|rarely|often)\s+as\b.*|without\s+(?:undue\s+|further\s+)?delay|promptly|immediately|"
    r"(?:where|when|if|as)\s+(?:necessary|needed|appropriate|possible|required)|within\s+(?:a\s+)?reasonable\s+(?:time|period)|"
    r"(?:a\s+)?reasonable\s+(?:time|period)|in\s+due\s+(?:course|time)",
    re.I,
)
_ENTITIES = (("&nbsp;", " "), ("&#160;", " "), ("&quot;", '"'), ("&amp;", "&"), ("&lt;", "<"), ("&gt;", ">"))
_FULL_WIDTH = {0xFF01 + i: 0x21 + i for i in range(94)}
_FOOTNOTE = re.compile(r"\s*\[\^?[\w*]+\]\s*$|[¹²³⁰⁴-⁹*]+\s*$")
_FRACTION = re.compile(r"(\d+)[.,](\d{1,2})\s*(months?|years?|working\s+days?)", re.I)


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


def runs_on(text: str) -> bool:
    """True where a second statement follows in the text, behind a comma or `and`."""
    return len(text) <= LONGEST and _RUN_ON.search(text) is not None


def plain(text: str) -> str:
    """Return a text as it was meant to look: without what nobody sees, what HTML and Markdown add, and letters of another width."""
    text = without_hidden(text).translate(_FULL_WIDTH)
    for entity, sign in _ENTITIES:
        text = text.replace(entity, sign)
    return _FOOTNOTE.sub("", text.strip().strip("`").removeprefix("**").removesuffix("**")).strip()


def whole_numbers(text: str) -> str:
    """Return one sentence where a text has part of a month, a year or a working day; else the empty text."""
    if len(text) > LONGEST or not _FRACTION.search(text):
        return ""
    return "Months, years and working days are whole numbers, such as 1 year 6 months."


def members_meant(text: str) -> str:
    """Return a list of members such as `(family unit, men)` as it is written, or the empty text."""
    inner = plain(text).strip("()[]{} ") if len(text) <= LONGEST else ""
    names = [re.sub(r"[\s-]+", "_", part.strip(" \"'").lower()) for part in re.split(r"[,;]|\s+and\s+", inner) if part.strip(" \"'")]
    return f"({', '.join(names)})" if names and all(re.fullmatch(r"[a-z][a-z0-9_]*", name) for name in names) else ""


def _candidates(text: str, type_: FactType) -> Iterator[str]:
    straight = plain(text).translate(_QUOTES)
    yield straight
    bare = straight.strip().rstrip(" .,")
    bare = bare[1:-1].strip() if bare.startswith('"') and bare.endswith('"') and bare.count('"') == 2 else bare
    yield bare
    yield from _left_open(bare)
    if type_.kind in {"yes/no", "judgement"}:
        yield from _yes_or_no(bare, type_)
    elif type_.choices:
        yield from _of_choices(bare, type_)
    elif type_.kind == "text":
        yield f'"{bare}"'
    elif type_.kind == "percent":
        yield from (f"{_pointed(bare)}%", _pointed(bare))
    elif type_.kind == "date":
        yield from (bare.lower(), *days(bare))
    else:
        yield from _amounts(bare)


def _left_open(text: str) -> Iterator[str]:
    """Give words that set nothing as they are stated."""
    words = text[5:].strip(" \"'") if text[:5].lower() == "open " else text if _VAGUE.fullmatch(text) else ""
    if words and '"' not in words:
        yield f'open "{words}"'


def _amounts(text: str) -> Iterator[str]:
    amount = _BOUND.sub("", text, count=1) if _BOUND.match(text) else text
    if found := _FRACTION.fullmatch(amount):
        months = int(found[2].ljust(2, "0")) * 12
        if not int(found[2]):
            yield _in_digits(f"{found[1]} {found[3]}")
        elif found[3].lower().startswith("year") and months % 100 == 0:
            yield f"{int(found[1]) * 12 + months // 100} months"
    yield from (amount, amount.lower(), _pointed(amount), _in_digits(_pointed(amount).replace("_", " ")))


def _pointed(text: str) -> str:
    """Return the text with a point in its number where a comma parts the whole from the rest."""
    return re.sub(r"(\d),(\d{1,2})(?!\d)", r"\1.\2", text)


def _yes_or_no(text: str, type_: FactType) -> Iterator[str]:
    found = _QUALIFIED.search(text)
    word, rest = (text[: found.start()], text[found.start() :]) if found else (text, "")
    word = _BOUND.sub("", word, count=1) if _BOUND.match(word) else word
    word = _WORDS.get(word.lower(), word.lower())
    yield f"{word}{rest}"
    if type_.kind == "judgement" and rest:  # who judged and why is never left out
        yield from (f"{word}{said}" for said in _judged(rest))
    else:
        yield word


def _judged(rest: str) -> Iterator[str]:
    """Give who judged, why and when as they are written."""
    if not (found := _JUDGED.fullmatch(rest.rstrip(" ."))):
        return
    said = [(word, (found[word] or "").strip(" \"',;")) for word in ("by", "because")]
    quoted = "".join(f' {word} "{text}"' for word, text in said if text)
    day = (found["on"] or "").strip()
    dated = day if not day or re.fullmatch(r"\d{4}-\d\d-\d\d", day) else day_meant(day)
    if any('"' in text for _, text in said) or (day and not dated):
        return
    yield f"{quoted} on {dated}" if dated else quoted


def _of_choices(text: str, type_: FactType) -> Iterator[str]:
    inner = (_BOUND.sub("", text, count=1) if _BOUND.match(text) else text).strip("()[]{} ")
    if not inner and type_.kind == "any of":
        yield "none"
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
    words = [_DIGITS.get(word.lower()) or _unit(word) for word in re.sub(r"(?<=\d)(?=[A-Za-z])", " ", text).split()]
    number = ""
    for i, word in enumerate(words):
        if word in _UNITS and number:  # one month, two months
            words[i] = word.removesuffix("s") + ("" if number == "1" else "s")
        number = word if word[:1].isdigit() else number if word in {"working", "business"} else ""
    return " ".join(words)


def _unit(word: str) -> str:
    if not word.isalpha() or word.lower() in {"working", "business"}:
        return word.lower() if word.isalpha() else word
    return _UNIT_FORMS.get(word.lower()) or nearest(word, _UNITS, 0.7) or word
