"""The arithmetic of the rule language: exact, over every kind of value, and None where the result is not known.

Nothing here is below nought: a difference that may be is not known. An amount of which only a range is known gives a
range, between the results at its ends.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Any, TypeAlias

from rulebook.values import durations
from rulebook.values.dates import Date
from rulebook.values.durations import UNLIMITED, Duration
from rulebook.values.numbers import INFINITE, NOUGHT, Exact, Infinite, Money, Nought, Percent, Range, simplest
from rulebook.values.ordering import EQUAL, compare
from rulebook.values.sets import Members
from rulebook.values.texts import Text, Value
from rulebook.values.truth import Truth

__all__ = ["add", "multiply", "ratio", "share", "subtract"]

Result: TypeAlias = "Value | None"
Rule: TypeAlias = Callable[[Any, Any], Any]
Table: TypeAlias = dict[tuple[str, str], Rule]

LARGEST = 10**1000  # a number whose digits go beyond it is not known, so that no chain of products runs for hours


def add(left: Value, right: Value) -> Value | None:
    """Return the sum of two numbers, percentages, durations or amounts of one currency."""
    if isinstance(left, Range) or isinstance(right, Range):
        (low, high), (other_low, other_high) = _ends(left), _ends(right)
        return _between(add, (low, other_low), (high, other_high))
    return _look_up(SUMS, left, right)


def subtract(left: Value, right: Value) -> Value | None:
    """Return the difference; None where it is not certainly nought or more."""
    if isinstance(left, Range) or isinstance(right, Range):
        (low, high), (other_low, other_high) = _ends(left), _ends(right)
        return None if other_high is None else _between(subtract, (low, other_high), (high, other_low))
    return _look_up(DIFFERENCES, left, right)


def multiply(left: Value, right: Value) -> Value | None:
    """Return the product of a number and a number, percentage, duration or amount of money."""
    if isinstance(left, Range) or isinstance(right, Range):
        (low, high), (other_low, other_high) = _ends(left), _ends(right)
        return _between(multiply, (low, other_low), (high, other_high))
    return _look_up(PRODUCTS, left, right)


def share(percent: Value, of: Value) -> Value | None:
    """Return a percentage of a number, duration, amount of money or percentage: 10% of EUR 50 is EUR 5."""
    if isinstance(percent, Range) or isinstance(of, Range):
        (low, high), (other_low, other_high) = _ends(percent), _ends(of)
        return _between(share, (low, other_low), (high, other_high))
    return multiply(_quotient(percent.value, 100), of) if isinstance(percent, Percent) else None


def ratio(left: Value, right: Value) -> Value | None:
    """Return how many times the right is in the left; INFINITE per nought, None for nought per nought.

    Of two numbers, two percentages, two amounts of one currency, or two durations of one family.
    """
    if isinstance(left, Range) or isinstance(right, Range):
        (low, high), (other_low, other_high) = _ends(left), _ends(right)
        if ratio(low, other_low) is None:
            return None  # nought per nought, or two currencies, is among what is possible
        # Per an amount that nothing limits the ratio comes as near to nought as one likes.
        return _between(ratio, (low, other_high), (high, other_low)) if other_high is not None else _down_to_nought(high, other_low)
    return _look_up(RATIOS, left, right)


# ---- ranges ----------------------------------------------------------------------------------------------------


def _ends(value: Value) -> tuple[Value, Value | None]:
    return (value.low, value.high) if isinstance(value, Range) else (value, value)


def _between(operation: Rule, lows: tuple[Value, Value], highs: tuple[Result, Result]) -> Range | None:
    """Return the range between the results at the low and at the high ends; None where either is not known."""
    endless = highs[0] is None or highs[1] is None
    low, high = operation(*lows), None if endless else operation(*highs)
    return None if low is None or (high is None and not endless) else Range(low, high)


def _down_to_nought(high: Result, other_low: Value) -> Range | None:
    most: Any = None if high is None else ratio(high, other_low)
    return None if high is not None and most is None else Range(0, most)


# ---- one value and another -------------------------------------------------------------------------------------

KINDS: dict[type, str] = {
    Percent: "percent", Money: "money", Duration: "duration", Infinite: "infinite", Nought: "nought",
    Truth: "", str: "", Date: "", Text: "", Members: "", Range: "",
}  # fmt: skip


def _kind(value: Value) -> str:
    """Return the kind of a quantity, and the empty text for what is none; an int or a fraction is a number."""
    return KINDS.get(type(value), "number")


def _look_up(table: Table, left: Value, right: Value) -> Value | None:
    rule = table.get((_kind(left), _kind(right)))
    result: Value | None = None if rule is None else rule(left, right)
    return result


def _bounded(number: Exact) -> Exact | None:
    """Return the number in its simplest form; None where it has grown beyond all use."""
    return simplest(number) if -LARGEST < number.numerator < LARGEST and number.denominator < LARGEST else None


def _sum(left: Exact, right: Exact) -> Exact | None:
    return _bounded(left + right)


def _difference(left: Exact, right: Exact) -> Exact | None:
    return _bounded(left - right) if left >= right else None


def _product(left: Exact, right: Exact) -> Exact | None:
    return _bounded(left * right)


def _quotient(left: Exact, right: Exact) -> Exact:
    from fractions import Fraction  # 4 ms to import, and seldom needed

    return simplest(Fraction(left) / right)


def _ratio(left: Exact, right: Exact) -> Exact | Infinite | None:
    if not right:
        return INFINITE if left else None
    return _bounded(_quotient(left, right))


def _percent(value: Exact | None) -> Percent | None:
    return None if value is None else Percent(value)


def _money(operation: Callable[[Exact, Exact], Exact | None]) -> Rule:
    """Return the operation over two amounts of money of one currency."""

    def result(left: Money, right: Money) -> Money | None:
        amount = operation(left.amount, right.amount) if left.currency == right.currency else None
        return None if amount is None else Money(left.currency, amount)

    return result


def _times_money(number: Exact, money: Money) -> Money | None:
    amount = _product(number, money.amount)
    return None if amount is None else Money(money.currency, amount)


def _times_duration(number: Exact, duration: Duration) -> Duration | None:
    product = durations.times(duration, number)
    counts = () if product is None else (product.months, product.days, product.working_days, product.hours)
    return None if any(_bounded(count) is None for count in counts) else product


def _is_nought(value: Value) -> bool:
    return compare(value, NOUGHT) == EQUAL


def _times_nought(other: Value) -> Nought | None:
    return None if other in (INFINITE, UNLIMITED) else NOUGHT


def _turned(rule: Rule) -> Rule:
    return lambda left, right: rule(right, left)


QUANTITIES = ("number", "percent", "money", "duration", "infinite", "nought")

SUMS: Table = {
    ("number", "number"): _sum,
    ("percent", "percent"): lambda left, right: _percent(_sum(left.value, right.value)),
    ("money", "money"): _money(_sum),
    ("duration", "duration"): durations.add,
    ("infinite", "number"): lambda left, right: INFINITE,
    ("number", "infinite"): lambda left, right: INFINITE,
    ("infinite", "infinite"): lambda left, right: INFINITE,
    **{("nought", kind): lambda left, right: right for kind in QUANTITIES},
    **{(kind, "nought"): lambda left, right: left for kind in QUANTITIES},
}

DIFFERENCES: Table = {
    ("number", "number"): _difference,
    ("percent", "percent"): lambda left, right: _percent(_difference(left.value, right.value)),
    ("money", "money"): _money(_difference),
    ("duration", "duration"): durations.subtract,
    ("infinite", "number"): lambda left, right: INFINITE,
    **{("nought", kind): lambda left, right: NOUGHT if _is_nought(right) else None for kind in QUANTITIES},
    **{(kind, "nought"): lambda left, right: left for kind in QUANTITIES},
}

PRODUCTS: Table = {
    ("number", "number"): _product,
    ("number", "percent"): lambda left, right: _percent(_product(left, right.value)),
    ("number", "money"): _times_money,
    ("number", "duration"): _times_duration,
    ("number", "infinite"): lambda left, right: INFINITE if left else None,
    ("infinite", "infinite"): lambda left, right: INFINITE,
    ("infinite", "duration"): lambda left, right: None if _is_nought(right) else UNLIMITED,
    **{("nought", kind): lambda left, right: _times_nought(right) for kind in QUANTITIES},
}
PRODUCTS |= {(right, left): _turned(rule) for (left, right), rule in PRODUCTS.items() if (right, left) not in PRODUCTS}

RATIOS: Table = {
    ("number", "number"): _ratio,
    ("percent", "percent"): lambda left, right: _ratio(left.value, right.value),
    ("money", "money"): lambda left, right: _ratio(left.amount, right.amount) if left.currency == right.currency else None,
    ("duration", "duration"): durations.ratio,
    ("infinite", "number"): lambda left, right: INFINITE,
    **{("nought", kind): lambda left, right: None if _is_nought(right) else 0 for kind in ("number", "percent", "money", "duration")},
    **{(kind, "nought"): lambda left, right: None if _is_nought(left) else INFINITE for kind in QUANTITIES},
}
