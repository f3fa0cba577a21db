"""The types of the language in words: what each is called, what a value of it looks like."""

from __future__ import annotations

from rulebook.language.policy import FactType
from rulebook.values import Date, Duration, Money, Percent, Text, Truth, Value

__all__ = ["LIKE", "NUMBER", "QUANTITIES", "YES_NO", "a", "type_of_value"]

YES_NO = FactType("yes/no")
NUMBER = FactType("number")
QUANTITIES = frozenset({"duration", "number", "percent", "money"})
LIKE = {
    "duration": "6 months", "number": "6", "percent": "10%", "money": "EUR 1000", "date": "2026-06-12", "yes/no": "yes", "judgement": "yes",
    "text": '"…"', "one of": "one of its values", "any of": "some of its values",
}  # fmt: skip


def type_of_value(value: Value | None) -> str:
    """Return the kind of type that a written value is of; "none" for `none`."""
    if value is None:
        return "none"
    kinds: dict[type, str] = {Truth: "yes/no", Duration: "duration", Date: "date", Percent: "percent", Money: "money", Text: "text"}
    return kinds.get(type(value), "number")


def a(kind: str) -> str:
    """Return a type with its article, as a sentence names it."""
    return _CALLED.get(kind, f"a {kind}")


_CALLED = {
    "yes/no": "a yes or no",
    "one of": "one value of a list",
    "any of": "a set of values",
    "money": "an amount of money",
    "text": "a text",
}
