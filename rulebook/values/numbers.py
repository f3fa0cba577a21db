"""Exact numbers, percentages and amounts of money; and what a count comes to where not every member is known.

A number is an `int` where it is whole and a `Fraction` where it is not, never a float: 0.1 plus 0.2 is 0.3. The
arithmetic of the language is in `arithmetic`, the comparisons are in `ordering`.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, TypeAlias

from rulebook.records import Record

if TYPE_CHECKING:  # `fractions` takes 4 ms to import, and most drafts have whole numbers only
    from fractions import Fraction

    from rulebook.values.durations import Duration

__all__ = [
    "INFINITE", "NOUGHT", "Amount", "Exact", "Infinite", "Money", "Nought", "Percent", "Range", "read_number", "simplest", "write_number",
]  # fmt: skip

Exact: TypeAlias = "int | Fraction"
LONGEST_NUMBER = 30  # digits
SHOWN_DIGITS = 6  # of a number that no decimal writes, such as a third


class Percent(Record):
    """A percentage; 10% has the value 10. It is compared with another percentage only."""

    value: Exact


class Money(Record):
    """An amount in a currency (ISO 4217). Amounts in two currencies are never compared."""

    currency: str
    amount: Exact


class Infinite(Record):
    """The ratio of something to nought: more than every number."""


class Nought(Record):
    """A total of nothing: nought in whatever currency or unit it is compared with."""


class Range(Record):
    """An amount that is only known to lie between two others, both included; `high` is None where nothing limits it."""

    low: Amount
    high: Amount | None


Amount: TypeAlias = "Exact | Percent | Money | Duration | Infinite | Nought"

INFINITE = Infinite()
NOUGHT = Nought()


def read_number(text: str) -> Exact | None:
    """Return the number that a decimal such as `12` or `12.5` writes.

    None where it has a sign, an exponent, a comma or more than 30 digits, or does not begin and end with a digit.
    """
    whole, point, decimals = text.partition(".")
    if not (whole.isascii() and whole.isdigit() and len(whole) + len(decimals) <= LONGEST_NUMBER):
        return None
    if not point:
        return int(whole)
    if not (decimals.isascii() and decimals.isdigit()):
        return None
    from fractions import Fraction  # seldom needed; see above

    return simplest(Fraction(int(whole + decimals), 10 ** len(decimals)))


def simplest(number: Exact) -> Exact:
    """Return the same number, as an int where it is whole."""
    return number.numerator if number.denominator == 1 else number


def write_number(number: Exact) -> str:
    """Return the number as a decimal; a number that no decimal writes is rounded, and says "about"."""
    sign, top, bottom = ("-" if number < 0 else ""), abs(number.numerator), number.denominator
    places = _places(bottom)
    digits = SHOWN_DIGITS if places is None else places
    whole, rest = divmod(top * 10**digits * 2 + bottom, bottom * 2)[0], ""
    text = str(whole)
    if digits:
        text = text.rjust(digits + 1, "0")
        text, rest = text[:-digits], text[-digits:].rstrip("0")
    return f"{'about ' if places is None else ''}{sign}{text}{'.' if rest else ''}{rest}"


def _places(denominator: int) -> int | None:
    """Return how many decimal places a fraction in lowest terms needs, or None where no number of them is enough."""
    counts = {2: 0, 5: 0}
    for prime in counts:
        while denominator % prime == 0:
            denominator //= prime
            counts[prime] += 1
    return max(counts.values()) if denominator == 1 else None
