"""The fast way to a status and the full evaluation give the same, of every rule, member and track."""

from __future__ import annotations

import re

import pytest
from hypothesis import given, settings

from rulebook.checking.evaluation import evaluate
from rulebook.checking.program.compilation import program_of
from rulebook.checking.program.deciding import Bound
from rulebook.checking.statuses import statuses
from rulebook.checking.statuses.generated import function_of
from rulebook.checking.statuses.generating import Writing
from rulebook.checking.statuses.slots import Slots
from rulebook.drafts import assemble, read_text
from rulebook.values import Date
from tests.language.loading import HEAD
from tests.language.loading import load as load_rules
from tests.naive.books import load
from tests.naive.corners import CORNERS
from tests.naive.statements import Check, checks, draft_of
from tests.reports.reporting import POLICY

__all__: list[str] = []

LONGER = settings(max_examples=2 * settings().max_examples)


def compare(check: Check) -> None:
    policy = load(check.book.text())
    draft = draft_of(check.said, policy)
    full = evaluate(policy, draft, check.day, check.orders, dates=check.dates, explain=False)
    fast = statuses(policy, draft, check.day if check.dates else None, check.orders)
    assert fast == tuple((one.rule.name, one.member, one.status) for one in full)


@LONGER
@given(checks())
def test_statuses_are_those_of_the_full_evaluation(check: Check) -> None:
    compare(check)


@pytest.mark.parametrize("corner", CORNERS)
def test_statuses_are_those_of_the_full_evaluation_in_the_corners(corner: str) -> None:
    compare(CORNERS[corner])


@pytest.mark.parametrize(
    ("fact", "condition", "values"),
    [
        ("share", "share is at least 10%", ("9%", "10%", "10.5%", "open \"some\"")),
        ("share", "share is not 2.5%", ("2%", "2.5%")),
        ("count", "count is more than 12", ("12", "12.5", "13")),
        ("count", "count is at most 1.5", ("1", "1.5", "2")),
        ("held", "held is at most 6 months", ("6 months", "183 days", "6 months 1 day", "unlimited", "open \"long\"")),
        ("held", "held is at most 1 month 2 days", ("1 month", "33 days", "1 month 3 days")),
        ("means_used", "means_used includes any of (cuff, belt)", ("none", "gag", "(cuff, gag)")),
        ("means_used", "means_used is (cuff, belt)", ("(belt, cuff)", "cuff")),
        ("aim", "aim is none of (entry, other)", ("entry", "removal")),
        ("reviewed", "reviewed is not yes", ("yes", "no")),
        ("cost", "cost is at most EUR 10", ("EUR 10", "EUR 10.5", "USD 1")),
    ],
)
def test_each_kind_of_value_is_compared_as_in_the_full_evaluation(fact: str, condition: str, values: tuple[str, ...]) -> None:
    policy, errors = load_rules(f'{HEAD}rule r of s\n  authority S "1"\n  require {condition}\n')
    assert errors == []
    for value in (*values, ""):
        statement = f"<!-- rulebook: {fact} = {value} -->" if value else ""
        draft = assemble([read_text(f"A draft. {statement}\n", "draft.md", "markdown")], policy)
        (full,) = evaluate(policy, draft, Date(2026, 6, 12), None)
        assert draft.problems == ()
        assert statuses(policy, draft, Date(2026, 6, 12), None) == (("t.test/r", None, full.status),)


@pytest.mark.parametrize(
    "source",
    [
        "import os",
        "def statuses(v, s):\n return open",
        "def statuses(v, s):\n return 'a'",
        "def statuses(v, s):\n return s.network",
        "def statuses(v, s):\n return v.__reduce__()",
        "def statuses(v, s):\n return 1 # x",
    ],
)
def test_code_that_is_not_of_the_generator_is_not_executed(source: str) -> None:
    with pytest.raises(ValueError, match="does not write"):
        function_of(source, {})


def test_no_word_of_a_rule_file_stands_in_the_code() -> None:
    program = program_of(POLICY)
    writing = Writing(program, Slots())
    tests = [test for rule in POLICY.rules if not rule.events for test in Bound(program, rule, None, None).tests]
    source = writing.source(tests)
    assert set(re.findall(r"[a-z_]{3,}", source)) <= {"def", "statuses", "return", "else", "not", "one", "__class__", "int"}  # of None
