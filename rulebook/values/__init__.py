"""The values of the rule language: pure, exact, and each with its laws (the properties are in tests/values).

`compare` gives the orders that are possible between two values, as the bits LESS, EQUAL and GREATER: one bit where
the order is certain, several where it hangs on something (the day on which a month starts, two currencies, an
amount not stated). Every comparison of the language is read off those bits.
"""

from __future__ import annotations

from rulebook.values.arithmetic import add, multiply, ratio, share, subtract
from rulebook.values.dates import NEVER, Date, read_date
from rulebook.values.durations import UNLIMITED, Duration
from rulebook.values.numbers import INFINITE, NOUGHT, Exact, Infinite, Money, Nought, Percent, Range, read_number
from rulebook.values.ordering import ANY_ORDER, EQUAL, GREATER, LESS, Orders, compare, why_unsure
from rulebook.values.sets import Members
from rulebook.values.texts import Text, Value, write
from rulebook.values.truth import NO, UNKNOWN, YES, Truth, all_of, any_of, at_least, negate

__all__ = [
    "ANY_ORDER", "EQUAL", "GREATER", "INFINITE", "LESS", "NEVER", "NO", "NOUGHT", "UNKNOWN", "UNLIMITED", "YES", "Date", "Duration",
    "Exact", "Infinite", "Members", "Money", "Nought", "Orders", "Percent", "Range", "Text", "Truth", "Value", "add", "all_of",
    "any_of", "at_least", "compare", "multiply", "negate", "ratio", "read_date", "read_number", "share", "subtract", "why_unsure",
    "write",
]  # fmt: skip
