"""How values are written: as the rule language writes them."""

from __future__ import annotations

import pytest

from rulebook.values import INFINITE, NO, NOUGHT, UNKNOWN, YES, Members, Money, Percent, Range, Text, Value, write


@pytest.mark.parametrize(
    ("value", "written"),
    [
        (YES, "yes"),
        (NO, "no"),
        (UNKNOWN, "not known"),
        ("removal", "removal"),
        (12, "12"),
        (Percent(10), "10%"),
        (Money("EUR", 1200000), "EUR 1200000"),
        (Members(frozenset({"b", "a"})), "(a, b)"),
        (Members(frozenset({"a"})), "a"),
        (Members(frozenset()), "none"),
        (Members(frozenset({"a"}), frozenset({"c", "b"}), False), "includes a and does not include b, c"),
        (Members(frozenset(), frozenset(), False), "not known"),
        (Range(2, None), "2 or more"),
        (Range(Money("EUR", 2), Money("EUR", 5)), "between EUR 2 and EUR 5"),
        (NOUGHT, "0"),
        (INFINITE, "unlimited"),
        (Text('the "exact" words \\ here'), '"the \\"exact\\" words \\\\ here"'),
    ],
)
def test_each_value_is_written_as_a_rule_would_write_it(value: Value, written: str) -> None:
    assert write(value) == written
