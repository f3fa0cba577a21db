"""The product's findings on what the generators give, in forms that can be compared."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from hypothesis import currently_in_test_context, note

from rulebook.checking.evaluation import evaluate
from rulebook.checking.findings import Finding
from rulebook.drafts.draft import Draft
from rulebook.drafts.files import Format
from rulebook.language.policy import Policy
from tests.naive.books import Book, load
from tests.naive.statements import Check, Said, draft_of

__all__ = ["Key", "findings", "found", "said_without_places", "short", "show"]

Key = tuple[str, str | None]


def findings(check: Check, policy: Policy, draft: Draft) -> Mapping[Key, Finding]:
    """Return the findings by rule and member."""
    made = evaluate(policy, draft, check.day, check.orders, dates=check.dates)
    by_key = {(finding.rule.name, finding.member): finding for finding in made}
    assert len(by_key) == len(made), "two findings for one rule and member"
    return by_key


def found(check: Check, book: Book | None = None, said: Sequence[Said] | None = None, form: Format | None = None) -> Mapping[Key, Finding]:
    """Return the findings by rule and member, with another book or other statements than the check's own."""
    text = (book or check.book).text()
    statements = check.said if said is None else said
    show(text, statements)
    policy = load(text)
    return findings(check, policy, draft_of(statements, policy, form))


def show(text: str, said: Sequence[Said]) -> None:
    """Print the rules and the statements beside a failure that Hypothesis finds."""
    if currently_in_test_context():
        note(text)
        note("\n".join(one.markdown() for one in said))


def short(name: str) -> str:
    """Return a full name without its rulebook."""
    return name.rpartition("/")[2]


def said_without_places(finding: Finding) -> tuple[object, ...]:
    """Return all that a finding says, save where the draft says so."""
    return (
        *(finding.rule.name, finding.member, finding.status, finding.orders, finding.exceptions, finding.unless),
        *(finding.judgements, finding.held_against, finding.missing, finding.not_reached, finding.message, finding.repairs),
    )
