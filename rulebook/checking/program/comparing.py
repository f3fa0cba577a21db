"""Comparisons read off the orders that are possible between two values (see `rulebook.values.compare`).

The three bits LESS, EQUAL and GREATER make eight cases; each comparison is a table of eight truth values. A comparison
is yes where every possible order satisfies it, no where none does, else not known.
"""

from __future__ import annotations

from collections.abc import Callable

from rulebook.language.policy import FactType
from rulebook.values import EQUAL, GREATER, LESS, NO, UNKNOWN, YES, Members, Truth, Value, compare
from rulebook.values.sets import same

__all__ = ["NEGATED", "ORDERED", "equal", "table"]


def table(wanted: int) -> tuple[Truth, ...]:
    """Return for each set of possible orders whether all of them, none or some are among the wanted ones."""
    return tuple(YES if bits and not bits & ~wanted else NO if bits and not bits & wanted else UNKNOWN for bits in range(8))


ORDERED: dict[str, tuple[Truth, ...]] = {
    "is at most": table(LESS | EQUAL), "is at least": table(GREATER | EQUAL), "is more than": table(GREATER), "is less than": table(LESS),
    "is before": table(LESS), "is on or before": table(LESS | EQUAL), "is after": table(GREATER), "is on or after": table(GREATER | EQUAL),
    "is": table(EQUAL), "is not": table(LESS | GREATER),
}  # fmt: skip
NEGATED: dict[str, str] = {
    "is at most": "is more than", "is at least": "is less than", "is more than": "is at most", "is less than": "is at least",
    "is before": "is on or after", "is on or before": "is after", "is after": "is on or before", "is on or after": "is before",
    "is": "is not", "is not": "is",
}  # fmt: skip

_IS = ORDERED["is"]


def equal(kind: FactType) -> Callable[[Value, Value], Truth]:
    """Return the function that says whether two known values of the type are equal."""
    if kind.kind in {"yes/no", "judgement", "one of"}:
        return _equal_words
    if kind.kind == "any of":
        choices = kind.choices
        return lambda left, right: same(left, right, choices) if isinstance(left, Members) and isinstance(right, Members) else UNKNOWN
    return _equal_quantities


def _equal_words(left: Value, right: Value) -> Truth:
    return YES if left == right else NO


def _equal_quantities(left: Value, right: Value) -> Truth:
    return _IS[compare(left, right)]
