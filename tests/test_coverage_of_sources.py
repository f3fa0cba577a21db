"""The table from the references to the rules is what the rule files say now, and names no entry that is none."""

from __future__ import annotations

from tests.coverage_of_sources import PAGE, encoded, entries, page


def test_the_table_is_fresh() -> None:
    assert PAGE.read_text(encoding="utf-8") == page(), "python -m tests.coverage_of_sources --update writes it anew"


def test_every_entry_that_a_rule_names_is_one() -> None:
    known = {name for parts in entries().values() for names in parts.values() for name in names}
    assert not encoded().keys() - known
