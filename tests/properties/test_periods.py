"""What fails on any day of the time for which a draft applies counts as failed, however it fails, and however it stood before."""

from __future__ import annotations

from collections.abc import Mapping

from hypothesis import given, settings

from rulebook.checking.check import check_drafts
from rulebook.checking.evaluation import evaluate
from rulebook.checking.findings import Finding
from rulebook.values import Date
from tests.naive.books import load
from tests.naive.findings import Key, show
from tests.naive.statements import Check, checks, draft_of

__all__: list[str] = []

# The one day on which the law changes that the generators draw is the second of these.
DAYS = (Date(2026, 6, 11), Date(2026, 6, 12))
NOWHERE = ("not in force", False)


def on(day: Date, check: Check) -> Mapping[Key, Finding]:
    """Return the findings of one day by rule and member."""
    policy = load(check.book.text())
    return {(one.rule.name, one.member): one for one in evaluate(policy, draft_of(check.said, policy), day, check.orders)}


@given(checks())
@settings(max_examples=2 * settings().max_examples)
def test_a_finding_tells_how_it_stands_on_every_day(check: Check) -> None:
    show(check.book.text(), check.said)
    policy = load(check.book.text())
    law = check.orders if check.orders is not None else tuple(policy.legal_orders())
    draft = draft_of(check.said, policy)
    draft.applies_from, draft.applies_until = DAYS
    (checked,) = check_drafts(policy, [draft], law, DAYS[0]).drafts
    days = [on(day, check) for day in DAYS]
    assert {(one.rule.name, one.member) for one in checked.findings} == {key for day in days for key in day}
    for one in checked.findings:
        first, second = ((day[key].status, bool(day[key].unless)) if key in day else NOWHERE for day in days for key in [_key(one)])
        assert (one.status, bool(one.unless)) == first
        assert [(c.start, (c.status, bool(c.unless))) for c in one.changes] == ([(DAYS[1], second)] if first != second else [])
        assert one.failed == any(day[_key(one)].failed for day in days if _key(one) in day)


def _key(finding: Finding) -> Key:
    return finding.rule.name, finding.member
