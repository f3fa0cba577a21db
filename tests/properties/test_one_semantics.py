"""The product's evaluator and the naive one give every rule the same result on every draft."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from rulebook.checking.evaluation import evaluate
from rulebook.checking.findings import Finding
from rulebook.drafts.draft import Draft
from rulebook.language.policy import Policy
from rulebook.values import NO, UNKNOWN, YES
from tests.naive.books import load
from tests.naive.conditions import UNPINNED
from tests.naive.corners import CORNERS
from tests.naive.evaluator import Bench, Law, Subject, Verdict, enough_against, subjects, verdict
from tests.naive.facts import Reading, places_of
from tests.naive.findings import Key, findings, show
from tests.naive.missing import could_decide
from tests.naive.statements import Check, checks, draft_of

__all__: list[str] = []

READ = ("orders", "exceptions", "unless", "judgements", "missing", "not_reached", "message", "repairs", "location", "explanation")
LONGER = settings(max_examples=2 * settings().max_examples)


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


def pairs(check: Check) -> list[Pair]:
    """Return what both say, for every rule and member; both must speak of the same ones."""
    policy = load(check.book.text())
    draft = draft_of(check.said, policy)
    show(check.book.text(), check.said)
    ours, theirs = naive(check, policy, draft), findings(check, policy, draft)
    assert {key for key, (subject, _) in ours.items() if not subject.unsettled} <= set(theirs) <= set(ours)
    return [Pair(check, policy, draft, ours[key][0], ours[key][1], theirs[key]) for key in theirs]


# ---- what is compared ----------------------------------------------------------------------------------------------


def same_status(pair: Pair) -> None:
    assert (pair.product.status, pair.product.orders) == (pair.ours.status, pair.ours.orders)


def same_exceptions(pair: Pair) -> None:
    assert set(pair.product.exceptions) == pair.ours.exceptions
    assert set(pair.product.unless) == pair.ours.unless


def same_stages(pair: Pair) -> None:
    if pair.product.status in {"fail", "pass"}:
        assert pair.product.not_reached == pair.ours.not_reached


def same_judgements(pair: Pair) -> None:
    if pair.product.status != "unknown" and not pair.product.held_against and UNPINNED not in pair.ours.judgements:
        theirs, ours = ({places_of(name, pair.policy) for name in names} for names in (pair.product.judgements, pair.ours.judgements))
        assert theirs == ours


def enough_held_against(pair: Pair) -> None:
    assert bool(pair.product.held_against) == pair.ours.against
    if pair.ours.against:
        assert enough_against(pair.bench, pair.product.held_against)
        theirs, ours = ({places_of(name, pair.policy) for name in names} for names in (pair.product.held_against, pair.ours.weak))
        assert theirs <= ours


def nothing_left_out_of_missing(pair: Pair) -> None:
    named = {_without_track(name, pair) for name in pair.product.missing}
    if pair.product.status != "unknown":
        assert not named
    elif pair.ours.of_nobody:
        assert named == {pair.subject.rule.group}
    else:
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


# ---- on whatever can be drawn --------------------------------------------------------------------------------------


@given(checks())
@LONGER
def test_the_status_is_the_same_in_every_legal_order(check: Check) -> None:
    for pair in pairs(check):
        same_status(pair)


@given(checks())
@LONGER
def test_the_same_exceptions_help_and_the_same_are_still_open(check: Check) -> None:
    for pair in pairs(check):
        same_exceptions(pair)


@given(checks())
def test_the_same_stages_are_not_reached(check: Check) -> None:
    for pair in pairs(check):
        same_stages(pair)


@given(checks())
@LONGER
def test_a_result_rests_on_the_same_judgements(check: Check) -> None:
    for pair in pairs(check):
        same_judgements(pair)


@given(checks())
@LONGER
def test_what_is_held_against_a_draft_is_enough_for_the_result(check: Check) -> None:
    for pair in pairs(check):
        enough_held_against(pair)


@given(checks())
@LONGER
def test_no_fact_that_could_decide_is_left_out_of_what_is_missing(check: Check) -> None:
    for pair in pairs(check):
        nothing_left_out_of_missing(pair)


@given(checks())
def test_a_bare_result_decides_what_an_explained_one_does(check: Check) -> None:
    policy = load(check.book.text())
    draft = draft_of(check.said, policy)
    bare, whole = (evaluate(policy, draft, check.day, check.orders, dates=check.dates, explain=explain) for explain in (False, True))
    assert [(f.rule, f.member, f.orders, f.exceptions, f.unless) for f in bare] == [
        (f.rule, f.member, f.orders, f.exceptions, f.unless) for f in whole
    ]


@given(checks())
@LONGER
def test_an_explanation_shows_the_status_that_was_decided(check: Check) -> None:
    policy = load(check.book.text())
    for finding in evaluate(policy, draft_of(check.said, policy), check.day, check.orders, dates=check.dates):
        wanted = {"pass": YES, "not applicable": YES, "fail": NO, "unknown": UNKNOWN}[finding.status]
        assert finding.explanation.value is wanted
        assert finding.explanation.detail == finding.status or not finding.explanation.parts


@given(checks(), st.permutations(READ))
def test_a_finding_says_the_same_in_whatever_order_it_is_read(check: Check, order: list[str]) -> None:
    policy = load(check.book.text())
    draft = draft_of(check.said, policy)
    for explain in (False, "open", True):
        one, other = (evaluate(policy, draft, check.day, check.orders, dates=check.dates, explain=explain) for _ in range(2))
        for finding in other:
            for field in order:
                getattr(finding, field)
        assert one == other


# ---- in corners that are seldom drawn ------------------------------------------------------------------------------


@pytest.mark.parametrize("check", [pytest.param(check, id=name) for name, check in CORNERS.items()])
def test_the_two_agree_in_a_corner(check: Check) -> None:
    for pair in pairs(check):
        for compare in (same_status, same_exceptions, same_stages, same_judgements, enough_held_against, nothing_left_out_of_missing):
            compare(pair)
