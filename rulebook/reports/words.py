"""Names of the model in a reader's words: statuses, natures, legal orders, days, counts."""

from __future__ import annotations

from rulebook.language.policy import FactType, InForce
from rulebook.values.dates import NEVER, Date

__all__ = ["HOLDS", "NATURES", "counted", "day", "in_force", "legal_order", "short_name", "type_words"]

NATURES = {
    "absolute": "an absolute right: no exception, no derogation, no waiver",
    "non-derogable": "a right that no emergency suspends; the law has its exceptions",
    "qualified": "a qualified right: the law has its exceptions",
    "good-practice": "good practice: to fall short of it is a warning",
}

HOLDS = {
    "pass": "passes",
    "fail": "fails",
    "unknown": "is not known",
    "not applicable": "does not apply",
    "waived": "is waived",
    "not in force": "is not in force",
}

_ORDERS = {"un": "United Nations", "coe": "Council of Europe", "eu": "European Union", "practice": "good practice"}
_MONTHS = "January February March April May June July August September October November December".split()


def legal_order(code: str, *, article: bool = False) -> str:
    """Return the name of a legal order, with its article if wished; of a country, its two letters."""
    name = _ORDERS.get(code, code.upper())
    return f"the {name}" if article and code in {"un", "coe", "eu"} else name


def day(date: Date) -> str:
    """Return a day as `12 June 2026`."""
    return "never" if date == NEVER else f"{date.day} {_MONTHS[date.month - 1]} {date.year}"


def in_force(days: InForce) -> str:
    """Return "in force from … until …"; the empty text where neither end is known."""
    ends = [f"from {day(days.start)}" if days.start else "", f"until {day(days.end)}" if days.end else ""]
    return f"in force {' '.join(filter(None, ends))}" if any(ends) else ""


def counted(count: int, one: str, many: str = "") -> str:
    """Return `1 finding` or `3 findings`."""
    return f"{count} {one if count == 1 else many or f'{one}s'}"


def short_name(name: str) -> str:
    """Return the name of a rule or exception without its rulebook."""
    return name.rpartition("/")[2]


def type_words(kind: FactType, unit: str = "") -> str:
    """Return what can be stated of a fact of this type, such as "one of: removal, entry" or "a length of time, such as 6 months"."""
    if kind.choices:
        return f"{_TYPES[kind.kind]}: {', '.join(kind.choices)}"
    return f"a number of {unit}" if unit and kind.kind == "number" else _TYPES[kind.kind]


_TYPES = {
    "yes/no": "yes or no",
    "judgement": 'yes or no, with who judged and why: yes by "whom" because "what reasons"',
    "one of": "one of",
    "any of": "any of",
    "duration": "a length of time, such as 48 hours or 6 months, or unlimited",
    "date": "a day, such as 2026-06-12, or never",
    "number": "a number",
    "percent": "a percentage, such as 10%",
    "money": "an amount of money, such as EUR 1200",
    "text": "words in quotation marks",
}
