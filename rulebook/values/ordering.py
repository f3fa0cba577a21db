"""Which orders are possible between two values: less, equal, greater, or several where that hangs on something.

`compare` answers for any two values. Where nobody can say (two currencies, a text), every order is possible; so a
comparison of the language that is read off the bits is then not known, and never wrong.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Any, TypeAlias

from rulebook.values.dates import Date
from rulebook.values.durations import UNLIMITED, Duration, compare_durations, why_durations_unsure
from rulebook.values.numbers import INFINITE, Infinite, Money, Nought, Percent, Range
from rulebook.values.sets import Members
from rulebook.values.texts import Text, Value, write
from rulebook.values.truth import Truth

__all__ = ["ANY_ORDER", "EQUAL", "GREATER", "LESS", "Orders", "compare", "why_unsure"]

Orders: TypeAlias = int
LESS, EQUAL, GREATER, ANY_ORDER = 1, 2, 4, 7
REVERSED = (0, 4, 2, 6, 1, 5, 3, 7)  # the same orders seen from the other side


def compare(left: Value, right: Value) -> Orders:
    """Return the orders that are possible between two values, as the bits LESS, EQUAL and GREATER.

    `3 days` and `6 months`: LESS. `183 days` and `6 months`: all three, according to the start date. `EUR 1` and `USD 1`: ANY_ORDER.
    """
    kind = type(left)
    if kind is type(right):
        return SAME_KIND.get(kind, _compare_plain)(left, right)
    return _compare_kinds(left, right)


def why_unsure(left: Value, right: Value) -> str:
    """Return in words why the order of two values is not certain; the empty text where it is, or where no reason is known."""
    if compare(left, right) in (LESS, EQUAL, GREATER):
        return ""
    if isinstance(left, Range) or isinstance(right, Range):
        return _why_range(left, right)
    if isinstance(left, Duration) and isinstance(right, Duration):
        return why_durations_unsure(left, right)
    if isinstance(left, Money) and isinstance(right, Money):
        return f"{left.currency} and {right.currency} are not compared"
    return ""


def _why_range(left: Value, right: Value) -> str:
    for side, other in ((left, right), (right, left)):
        if isinstance(side, Range):
            ends = [end for end in (side.low, side.high) if end is not None]
            reasons = [why_unsure(end, other) for end in ends]
            return next((reason for reason in reasons if reason), f"it is {write(side)}")
    return ""


def _compare_plain(left: Any, right: Any) -> Orders:
    return LESS if left < right else EQUAL if left == right else GREATER


def _compare_percents(left: Percent, right: Percent) -> Orders:
    return _compare_plain(left.value, right.value)


def _compare_money(left: Money, right: Money) -> Orders:
    return _compare_plain(left.amount, right.amount) if left.currency == right.currency else ANY_ORDER


def _compare_ranges(left: Range, right: Value) -> Orders:
    """Compare the ends; between them lies whatever lies between their orders."""
    orders = compare(left.low, right) | (compare(left.high, right) if left.high is not None else GREATER)
    return ANY_ORDER if orders & LESS and orders & GREATER else orders


def _compare_named(left: Any, right: Any) -> Orders:
    """Words of a list are the same or not; none is more than another."""
    return EQUAL if left == right else LESS | GREATER


def _compare_truths(left: Truth, right: Truth) -> Orders:
    return ANY_ORDER if Truth.UNKNOWN in (left, right) else _compare_named(left, right)


def _compare_members(left: Members, right: Members) -> Orders:
    if left.whole and right.whole:
        return _compare_named(left.included, right.included)
    apart = left.included & (right.excluded if not right.whole else right.excluded | (left.included - right.included))
    apart |= right.included & (left.excluded if not left.whole else left.excluded | (right.included - left.included))
    return LESS | GREATER if apart else ANY_ORDER


def _always_equal(left: Any, right: Any) -> Orders:
    return EQUAL


def _never_known(left: Any, right: Any) -> Orders:
    return ANY_ORDER


# Whole numbers, fractions and dates are the rest: `_compare_plain` serves them all.
SAME_KIND: dict[type, Callable[[Any, Any], Orders]] = {
    Duration: compare_durations,
    Percent: _compare_percents,
    Money: _compare_money,
    Range: _compare_ranges,
    Nought: _always_equal,
    Infinite: _always_equal,
    Truth: _compare_truths,
    str: _compare_named,
    Members: _compare_members,
    Text: _never_known,
}
NOT_NUMBERS = frozenset(SAME_KIND) | {Date}


def _compare_kinds(left: Value, right: Value) -> Orders:
    """Compare two values of different classes."""
    if isinstance(left, Range):
        return _compare_ranges(left, right)
    if isinstance(right, Range):
        return REVERSED[_compare_ranges(right, left)]
    if isinstance(left, Nought):
        return compare(zero, right) if (zero := _nought_as(right)) is not None else ANY_ORDER
    if isinstance(right, Nought):
        return compare(left, zero) if (zero := _nought_as(left)) is not None else ANY_ORDER
    left_number, right_number = type(left) not in NOT_NUMBERS, type(right) not in NOT_NUMBERS
    if left_number and right_number:
        return _compare_plain(left, right)
    # A rule writes a ratio without limit as `unlimited`, which by itself reads as a duration.
    left_endless, right_endless = left in (INFINITE, UNLIMITED), right in (INFINITE, UNLIMITED)
    if left_endless and (right_endless or right_number):
        return EQUAL if right_endless else GREATER
    return LESS if right_endless and left_number else ANY_ORDER


def _nought_as(value: Value) -> Value | None:
    """Return nought in the kind, and currency, of the value; None where it has no nought."""
    if isinstance(value, Money):
        return Money(value.currency, 0)
    if isinstance(value, Percent):
        return Percent(0)
    if isinstance(value, Duration):
        return Duration()
    return 0 if isinstance(value, Infinite) or type(value) not in NOT_NUMBERS else None
