"""The result of every rule on a draft, read off docs/language one sentence at a time.

Nothing is shared with the product's evaluator, and nothing is quick: what is missing is found by supposing values, and
what is held against a draft by trying every choice of its weak statements.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator
from dataclasses import dataclass, replace
from typing import Literal

from rulebook.drafts.draft import Draft
from rulebook.language import nodes as n
from rulebook.language.policy import Authority, Exception_, Policy, Requirement, Rule
from rulebook.records import Record
from rulebook.values import NO, UNKNOWN, YES, Date
from tests.naive.conditions import NONE, SETTLED, Answer, Conditions, conjunction, disjunction, opposite
from tests.naive.facts import GENERAL, Reading
from tests.naive.procedures import Procedure

__all__ = ["Bench", "Law", "Status", "Subject", "Verdict", "enough_against", "events_of", "expressions_of", "subjects", "verdict"]

Status = Literal["pass", "fail", "unknown", "not applicable"]
WORST_FIRST: tuple[Status, ...] = ("fail", "unknown", "pass", "not applicable")
NOT_NATIONAL = frozenset({"un", "coe", "eu", "practice"})


@dataclass(frozen=True)
class Subject:
    """Whom a finding is about: `member` as the finding names it. `whole` is true where it is there only if the general part alone fails.

    With `unsettled`, language.md does not say whether there is such a finding: there is no general part at all.
    """

    rule: Rule
    member: str | None
    whole: bool = False
    unsettled: bool = False


@dataclass(frozen=True)
class Verdict:
    """The result of a rule: its status, and what the first legal order with that status gives for each further field of a finding."""

    status: Status
    orders: tuple[tuple[str, Status], ...]
    exceptions: frozenset[str] = frozenset()
    unless: frozenset[str] = frozenset()
    judgements: frozenset[str] = frozenset()
    missing: frozenset[str] = frozenset()  # all that stands under a part that is not known
    not_reached: tuple[str, ...] = ()
    against: bool = False  # taken with weak values
    weak: frozenset[str] = frozenset()  # all the weak statements on which a part that decided rests
    of_nobody: bool = False  # the draft says nothing of the rule's group

    @property
    def fails(self) -> bool:
        """True where it fails, or fails unless an exception applies."""
        return self.status == "fail" or bool(self.unless)

    @property
    def order(self) -> str:
        """The legal order that everything but the statuses is of: the first, by name, with the status of the whole."""
        return next(order for order, status in self.orders if status == self.status)


# ---- which law binds -----------------------------------------------------------------------------------------------


@dataclass(frozen=True)
class Law:
    """The day of the check (None: dates are ignored) and the legal orders that bind (None: all)."""

    day: Date | None
    orders: Collection[str] | None

    def binds(self, authority: Authority) -> bool:
        source = authority.source
        in_force = self.day is None or source.in_force.holds_on(self.day)
        return in_force and (self.orders is None or source.legal_order in self.orders)

    def in_force(self, one: Rule | Exception_) -> bool:
        return self.day is None or one.in_force.holds_on(self.day)

    def orders_of(self, one: Rule | Exception_) -> list[str]:
        """Return, by name, the legal orders in which a rule binds or an exception relaxes."""
        if not self.in_force(one):
            return []
        return sorted({authority.source.legal_order for authority in one.authorities if self.binds(authority)})

    def of_order(self, one: Rule | Exception_, order: str) -> list[Authority]:
        return [authority for authority in one.authorities if self.binds(authority) and authority.source.legal_order == order]

    def needed(self, exception: Exception_, order: str) -> list[list[Authority]]:
        """Return the law that must bind for an exception to relax in a legal order: that order's, and each country's that it cites."""
        countries = {authority.source.legal_order for authority in exception.authorities} - NOT_NATIONAL
        return [self.of_order(exception, needed) for needed in sorted({order} | countries)]

    def counts(self, exception: Exception_, order: str) -> bool:
        """An option that is not used, or no longer, relaxes nothing."""
        return self.in_force(exception) and all(self.needed(exception, order))


# ---- one rule in one legal order -----------------------------------------------------------------------------------


@dataclass(frozen=True)
class Stage:
    """One requirement: whether it is met by itself, and whether each exception to it holds."""

    label: str
    itself: Answer
    exceptions: tuple[tuple[str, Answer], ...]

    @property
    def met(self) -> Answer:
        return disjunction([self.itself, *(answer for _, answer in self.exceptions)])

    def grounds(self) -> list[Answer]:
        """Return what a requirement that is met rests on: itself, else every exception that holds."""
        return [self.itself] if self.itself.truth is YES else [answer for _, answer in self.exceptions if answer.truth is YES]


@dataclass(frozen=True)
class Reckoning:
    """A rule in one legal order."""

    when: Answer
    stages: tuple[Stage, ...]
    staged: bool

    @property
    def status(self) -> Status:
        if self.when.truth is NO:
            return "not applicable"
        holds = disjunction([opposite(self.when), conjunction([stage.met for stage in self.stages])]).truth
        return "pass" if holds is YES else "fail" if holds is NO else "unknown"

    def unless(self) -> frozenset[str]:
        if self.when.truth is not YES or self.status != "unknown":
            return frozenset()
        broken = [stage for stage in self.stages if stage.itself.truth is NO and stage.met.truth is UNKNOWN]
        return frozenset(name for stage in broken for name, answer in stage.exceptions if answer.truth is UNKNOWN)

    def exceptions(self) -> frozenset[str]:
        if self.status != "pass":
            return frozenset()
        relaxed = [stage for stage in self.stages if stage.itself.truth is not YES]
        return frozenset(name for stage in relaxed for name, answer in stage.exceptions if answer.truth is YES)

    def judgements(self) -> frozenset[str]:
        if self.status == "not applicable":
            return self.when.judgements
        if self.status == "unknown":
            return frozenset()
        if self.status == "pass":
            return frozenset().union(*(answer.judgements for stage in self.stages for answer in stage.grounds()))
        broken = [stage.met for stage in self.stages if stage.met.truth is NO]
        return self.when.judgements | conjunction(broken[:1] if self.staged else broken).judgements

    def missing(self) -> frozenset[str]:
        if self.status != "unknown":
            return frozenset()
        parts = [self.when] if self.when.truth is UNKNOWN else []
        if conjunction([stage.met for stage in self.stages]).truth is UNKNOWN:
            undecided = [stage for stage in self.stages if stage.met.truth is UNKNOWN]
            parts += [stage.itself for stage in undecided] + [answer for stage in undecided for _, answer in stage.exceptions]
        return frozenset().union(*(part.missing for part in parts if part.truth is UNKNOWN))

    def weak(self) -> frozenset[str]:
        """Return the weak statements on which the `when`, or a requirement that is no, or an exception that is no, rests."""
        broken = [stage for stage in self.stages if stage.itself.truth is NO]
        answers = [answer for stage in broken for answer in (stage.itself, *(a for _, a in stage.exceptions)) if answer.truth is NO]
        return NONE.union(*(answer.weak for answer in [self.when, *answers]))

    def not_reached(self) -> tuple[str, ...]:
        first = next((i for i, stage in enumerate(self.stages) if stage.met.truth is NO), len(self.stages))
        return tuple(stage.label for stage in self.stages[first + 1 :]) if self.staged and self.status == "fail" else ()

    def with_weak(self, weak: Reckoning) -> Reckoning:
        """A `when` that is yes with weak values, a requirement and an exception that are no with them, count as such."""
        return Reckoning(
            weak.when if weak.when.truth is YES else self.when,
            tuple(
                Stage(
                    mine.label,
                    theirs.itself if theirs.itself.truth is NO else mine.itself,
                    tuple(
                        (name, other if other.truth is NO else own) for (name, own), (_, other) in zip(mine.exceptions, theirs.exceptions)
                    ),
                )
                for mine, theirs in zip(self.stages, weak.stages)
            ),
            self.staged,
        )


class Bench:
    """Tries one rule on one subject, under one law."""

    def __init__(self, policy: Policy, draft: Draft, law: Law, subject: Subject) -> None:
        self.policy, self.draft, self.law, self.subject, self.rule = policy, draft, law, subject, subject.rule
        track = subject.member if events_of(self.rule, policy) and subject.member else ""
        optional = [event.name for event in policy.events.values() if event.optional]
        self.procedure = Procedure(draft, optional, tuple(policy.events), track)
        self.whose = {self.rule.group: subject.member or GENERAL} if self.rule.group else {}

    def verdict(self, reading: Reading, weak: frozenset[str] | None) -> Verdict:
        """Return the result, with the weak statements of these names taken where the result is unknown without (None: all of them)."""
        reckoned = {order: self.reckoned(order, reading, weak) for order in self.law.orders_of(self.rule)}
        statuses: tuple[tuple[str, Status], ...] = tuple((order, result.status) for order, result in reckoned.items())
        status = next(status for status in WORST_FIRST if status in dict(statuses).values())
        of_it = [order for order, other in statuses if other == status]
        first = next((order for order in of_it if reckoned[order].unless()), of_it[0])
        result, without = reckoned[first], self._reckon(first, reading)
        against = (result.status, result.unless()) != (without.status, without.unless())
        return Verdict(
            status, statuses, result.exceptions(), result.unless(), result.judgements(), result.missing(), result.not_reached(), against,
            result.weak(),
        )  # fmt: skip

    def reckoned(self, order: str, reading: Reading, weak: frozenset[str] | None) -> Reckoning:
        """Return the rule in one legal order, weak statements taken where they make it fail, or fail unless an exception applies."""
        without = self._reckon(order, reading)
        if without.status != "unknown":
            return without
        taken = [without.with_weak(self._reckon(order, choice)) for choice in replace(reading, weak=weak).choices()]
        fails = [one for one in taken if one.status == "fail"]
        return (fails or [one for one in taken if one.unless()] or [without])[0]

    def _reckon(self, order: str, reading: Reading) -> Reckoning:
        conditions = Conditions(reading, self.procedure)

        def all_of(parts: Iterable[n.Expression | None]) -> Answer:
            return conjunction([conditions.truth(part, self.whose) for part in parts if part is not None])

        def binding(authorities: Iterable[Authority]) -> Answer:
            """A source binds only when its `when` is yes; of several, one is enough."""
            whens = [authority.source.when for authority in authorities]
            return SETTLED if None in whens else disjunction([all_of([when]) for when in whens])

        def met(requirement: Requirement) -> Answer:
            answer = conditions.truth(requirement.condition, self.whose)
            return opposite(answer) if requirement.forbidden else answer

        def holds(exception: Exception_) -> Answer:
            law = [binding(authorities) for authorities in self.law.needed(exception, order)]
            return conjunction([all_of([exception.when]), *law, *(met(requirement) for requirement in exception.requirements)])

        return Reckoning(
            conjunction([all_of([self.rule.when]), binding(self.law.of_order(self.rule, order))]),
            tuple(
                Stage(r.label, met(r), tuple((e.name, holds(e)) for e in r.exceptions if self.law.counts(e, order)))
                for r in self.rule.requirements
            ),
            self.rule.staged,
        )  # fmt: skip


# ---- all rules -----------------------------------------------------------------------------------------------------


def subjects(policy: Policy, draft: Draft, rule: Rule) -> Iterator[Subject]:
    """Give those about whom a rule has a finding, or may have one."""
    if rule.group:
        group = draft.groups.get(rule.group)
        members = group.members if group is not None else ()
        yield from (Subject(rule, member) for member in members)
        if not members or (group is not None and not group.closed):
            yield Subject(rule, None, bool(members), unsettled=bool(members) and group is not None and not group.general)
        return
    tracks = draft.tracks if events_of(rule, policy) else ()
    yield from (Subject(rule, track) for track in tracks)
    yield Subject(rule, None, bool(tracks), unsettled=bool(tracks) and all(step.track for step in draft.steps))


def verdict(policy: Policy, draft: Draft, subject: Subject, day: Date | None, orders: Collection[str] | None) -> Verdict | None:
    """Return the result for one subject; None where the rule does not bind, or there is no such finding."""
    law, rule = Law(day, orders), subject.rule
    binding = law.orders_of(rule)
    if not binding:
        return None
    group = draft.groups.get(rule.group) if rule.group else None
    if rule.group and (group is None or group.silent):
        return Verdict("unknown", tuple((order, "unknown") for order in binding), missing=frozenset({rule.group}), of_nobody=True)
    if group is not None and group.closed and not group.members:
        return Verdict("not applicable", tuple((order, "not applicable") for order in binding))
    bench = Bench(policy, draft, law, subject)
    if events_of(rule, policy) and bench.procedure.contradicts():
        found = Verdict("unknown", tuple((order, "unknown") for order in binding))
    else:
        found = bench.verdict(Reading(policy, draft), None)
    return None if subject.whole and not found.fails else found


def enough_against(bench: Bench, named: Collection[str]) -> bool:
    """True where the weak statements named are enough for the result, without any other."""
    reading = Reading(bench.policy, bench.draft)
    order = bench.verdict(reading, None).order
    with_all, with_named = (bench.reckoned(order, reading, weak) for weak in (None, frozenset(named)))
    return (with_named.status, with_named.unless()) == (with_all.status, with_all.unless())


# ---- what a rule speaks of -----------------------------------------------------------------------------------------


def expressions_of(rule: Rule, policy: Policy) -> Iterator[n.Expression]:
    """Give every expression that a rule rests on: its own, those of its exceptions and sources, and those of the defines in them."""
    owners: list[Rule | Exception_] = [rule, *(exception for requirement in rule.requirements for exception in requirement.exceptions)]
    waiting: list[object] = [authority.source.when for owner in owners for authority in owner.authorities]
    for owner in owners:
        waiting += [owner.when, *(requirement.condition for requirement in owner.requirements)]
    while waiting:
        here = waiting.pop()
        if isinstance(here, tuple):
            waiting += here
        elif isinstance(here, Record) and type(here).__module__ == n.__name__:
            yield here  # type: ignore[misc]
            waiting += [getattr(here, field) for field in type(here).__match_args__]
            if isinstance(here, n.DefineRef):
                waiting.append(policy.defines[here.path].expression)


def events_of(rule: Rule, policy: Policy) -> frozenset[str]:
    """Return the events that a rule speaks of."""
    found: set[str] = set()
    for node in expressions_of(rule, policy):
        if isinstance(node, n.Happens):
            found.add(node.event)
        elif isinstance(node, n.HappensBefore | n.HappensWithin | n.HappensAfter):
            found |= {node.event, node.other}
    return frozenset(found)
