"""The product's evaluator and the naive one give every rule the same result on every draft."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from hypothesis import given, note

from rulebook.checking.evaluation import evaluate
from rulebook.checking.findings import Finding
from rulebook.drafts.draft import Draft
from rulebook.language.policy import Policy
from tests.naive.books import load
from tests.naive.conditions import UNPINNED
from tests.naive.evaluator import Bench, Law, Subject, Verdict, enough_against, subjects, verdict
from tests.naive.facts import Reading, places_of
from tests.naive.missing import could_decide
from tests.naive.statements import Check, checks, draft_of

__all__: list[str] = []

Key = tuple[str, str | None]


@dataclass(frozen=True)
class Pair:
    """What both evaluators say of one rule and one subject."""

    check: Check
    policy: Policy
    draft: Draft
    subject: Subject
    ours: Verdict
    product: Finding

    @property
    def bench(self) -> Bench:
        return Bench(self.policy, self.draft, Law(self.check.day if self.check.dates else None, self.check.orders), self.subject)


def naive(check: Check, policy: Policy, draft: Draft) -> Mapping[Key, tuple[Subject, Verdict]]:
    """Return the naive results by rule and member."""
    day = check.day if check.dates else None
    tried = [subject for rule in policy.rules for subject in subjects(policy, draft, rule)]
    found = [(subject, verdict(policy, draft, subject, day, check.orders)) for subject in tried]
    return {(subject.rule.name, subject.member): (subject, result) for subject, result in found if result is not None}


def findings(check: Check, policy: Policy, draft: Draft) -> Mapping[Key, Finding]:
    """Return the product's findings by rule and member."""
    found = evaluate(policy, draft, check.day, check.orders, dates=check.dates, explain=True)
    by_key = {(finding.rule.name, finding.member): finding for finding in found}
    assert len(by_key) == len(found), "two findings for one rule and member"
    return by_key


def pairs(check: Check) -> list[Pair]:
    """Return what both say, for every rule and member; both must speak of the same ones."""
    policy = load(check.book.text())
    draft = draft_of(check.said, policy)
    note(check.book.text())
    note("\n".join(said.markdown() for said in check.said))
    ours, theirs = naive(check, policy, draft), findings(check, policy, draft)
    assert {key for key, (subject, _) in ours.items() if not subject.unsettled} <= set(theirs) <= set(ours)
    return [Pair(check, policy, draft, ours[key][0], ours[key][1], theirs[key]) for key in theirs]


@given(checks())
def test_the_status_is_the_same_in_every_legal_order(check: Check) -> None:
    for pair in pairs(check):
        assert (pair.product.status, pair.product.orders) == (pair.ours.status, pair.ours.orders)


@given(checks())
def test_the_same_exceptions_help_and_the_same_are_still_open(check: Check) -> None:
    for pair in pairs(check):
        assert set(pair.product.exceptions) == pair.ours.exceptions
        assert set(pair.product.unless) == pair.ours.unless


@given(checks())
def test_the_same_stages_are_not_reached(check: Check) -> None:
    for pair in pairs(check):
        if pair.product.status in {"fail", "pass"}:
            assert pair.product.not_reached == pair.ours.not_reached


@given(checks())
def test_a_result_rests_on_the_same_judgements(check: Check) -> None:
    for pair in pairs(check):
        if pair.product.status != "unknown" and not pair.product.held_against and UNPINNED not in pair.ours.judgements:
            theirs = {places_of(name, pair.policy) for name in pair.product.judgements}
            assert theirs == {places_of(name, pair.policy) for name in pair.ours.judgements}


@given(checks())
def test_what_is_held_against_a_draft_is_enough_for_the_result(check: Check) -> None:
    for pair in pairs(check):
        assert bool(pair.product.held_against) == pair.ours.against
        if pair.ours.against:
            assert enough_against(pair.bench, pair.product.held_against)
            assert {places_of(name, pair.policy) for name in pair.product.held_against} <= {
                places_of(name, pair.policy) for name in pair.ours.weak
            }


@given(checks())
def test_no_fact_that_could_decide_is_left_out_of_what_is_missing(check: Check) -> None:
    for pair in pairs(check):
        named = {_without_track(name, pair) for name in pair.product.missing}
        if pair.product.status != "unknown":
            assert not named
            continue
        if pair.ours.of_nobody:
            assert named == {pair.subject.rule.group}
            continue
        assert could_decide(pair.bench, pair.ours.order, pair.ours.missing - set(pair.product.held_against)) <= named
        reading = Reading(pair.policy, pair.draft)
        assert all(_unstated(name, reading) for name in named)


def _without_track(name: str, pair: Pair) -> str:
    """An event may be named with its track before it."""
    last = name.rpartition(".")[2]
    return last if last in pair.policy.events else name


def _unstated(name: str, reading: Reading) -> bool:
    """True for a group, an event, and a fact of which something is not known, or that is judged without reasons."""
    policy = reading.policy
    if name in policy.groups or name in policy.events:
        return True
    path = places_of(name, policy)
    member = name.removesuffix(path.rpartition(".")[2]).strip(".").rpartition(".")[2]
    leaf = reading.leaf(path, policy.facts[path].group, {policy.facts[path].group: member})
    return leaf.value is None or getattr(leaf.value, "whole", True) is False
