"""From a policy and a draft to findings, on a day and in legal orders: `evaluate` is the semantics of the language.

A rule `for each` group has a finding for each member, a rule on events one for each track; language.md, "Groups" and
"Procedures", say when there is one for the measure as a whole beside them.
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable, Iterator, Sequence
from itertools import groupby
from typing import TYPE_CHECKING, Any, Literal

from rulebook.checking.explanation.explaining import Explainer
from rulebook.checking.explanation.grounds import Grounds, grounds_of
from rulebook.checking.explanation.reasons import Bare, OfContradiction, OfNobody, Reasons, Said
from rulebook.checking.findings import Finding, Status
from rulebook.checking.program.compilation import Known, Program, program_of
from rulebook.checking.program.deciding import Bound, Decision, Test, counts, decide
from rulebook.checking.program.situation import NOBODY, Readings, Situation, network_of
from rulebook.drafts.draft import Draft, GroupState, Place
from rulebook.language.policy import Policy, Rule
from rulebook.records import open_class
from rulebook.values import Date

if TYPE_CHECKING:
    from rulebook.checking.procedures import Network

__all__ = ["WORST", "Evaluation", "Explain", "Subject", "evaluate"]

Explain = bool | Literal["open"]
WORST: tuple[Status, ...] = ("fail", "unknown", "pass", "not applicable")  # first
PASSING = frozenset({"pass", "not applicable"})
ALONE: dict[Status, tuple[Status, ...]] = {status: (status,) for status in WORST}  # the statuses by the tests, where there is one

Run = tuple[str, bool, Sequence[Bound]]  # rules that follow each other: of one group (or none), all on events or none


def evaluate(
    policy: Policy,
    draft: Draft,
    on: Date,
    orders: Collection[str] | None,
    *,
    dates: bool = True,
    explain: Explain = True,
    only: Collection[str] | None = None,
) -> tuple[Finding, ...]:
    """Return the findings of a draft on a day, in the order of the rules and then of members by name.

    `orders` are the legal orders that bind (None: all); with `dates` false, dates in force are ignored. `explain` is true for reasons,
    explanations and repairs of all findings, "open" for those of findings that do not pass, false for the bare status. `only` are full
    names of the rules to evaluate.
    """
    return Evaluation(policy, draft, explain).findings(on if dates else None, orders, only)


class Subject:
    """Of whom a finding speaks: a member of the rule's group, a track, or the measure as a whole (`name` is None).

    `solid` is the situation without weak statements.
    """

    __slots__ = ("_readings", "_weak", "name", "solid")

    def __init__(self, name: str | None, solid: Situation, readings: Readings) -> None:
        self.name = name
        self.solid = solid
        self._readings = readings
        self._weak: tuple[Situation, ...] | None = None

    def weak(self, test: Test) -> Situation | None:
        """Return the situation with weak statements, of several that in which a test comes out worst; None where there are none that can
        count in it."""
        if self._weak is None:
            self._weak = tuple([self.solid.read_by(facts) for facts in self._readings.weak])
        counting = [weak for weak in self._weak if counts(test, self.solid, weak)]
        if len(counting) > 1:
            return min(counting, key=lambda weak: _badness(decide(test, self.solid, weak)))
        return counting[0] if counting else None

    @property
    def is_solid(self) -> bool:
        """True where the draft makes no weak statement, and leaves nothing in doubt that counts."""
        return not self._readings.weak

    def held(self, test: Test, status: Status) -> Status:
        """Return the status of a test with weak statements held against the draft; `status` is that without them."""
        weak = self.weak(test) if status == "unknown" else None
        return decide(test, self.solid, weak).status if weak is not None else status


class Evaluation:
    """The evaluation of one draft; what does not depend on the day is worked out once."""

    def __init__(self, policy: Policy, draft: Draft, explain: Explain = True) -> None:
        self.policy, self.draft, self.explain = policy, draft, explain
        self.program: Program = program_of(policy)
        self.readings = Readings(policy, draft)
        self.nowhere = Place(draft.paths[0] if draft.paths else "", 1)
        self._explainers: tuple[Explainer, Explainer] | None = None
        self._networks: dict[str, Callable[[], Network]] = {}
        self._subjects: dict[tuple[str | None, str], Subject] = {}

    def findings(self, day: Date | None, orders: Collection[str] | None, only: Collection[str] | None = None) -> tuple[Finding, ...]:
        """Return the findings on a day (None: dates in force are ignored)."""
        made: list[Finding] = []
        for group, on_events, bounds in self._runs(day, orders, only):
            if on_events:
                for bound in bounds:
                    made += self.of_tracks(bound)
            elif group:
                made += self._of_members(group, bounds)
            else:
                whole = self.subject_of(None, "")
                made += [self._finding(bound, whole) for bound in bounds]
        return tuple(made)

    def _runs(self, day: Date | None, orders: Collection[str] | None, only: Collection[str] | None) -> Sequence[Run]:
        """Return the rules that bind, in their order, as they do on the day and in the legal orders, in runs."""
        known = self.program.known(day, frozenset(orders) if orders is not None else None)
        if only is None:
            if known.every is None:
                known.every = list(_runs_of(self._bounds(known, self.policy.rules_on(day, orders), day, orders)))
            return known.every
        if known.every is not None:
            return list(_runs_of(bound for _, _, run in known.every for bound in run if bound.rule.name in only))
        rules = [rule for rule in self.policy.rules_on(day, orders) if rule.name in only]
        return list(_runs_of(self._bounds(known, rules, day, orders)))

    def _bounds(self, known: Known, rules: Iterable[Rule], day: Date | None, orders: Collection[str] | None) -> Iterator[Bound]:
        for rule in rules:
            bound = known.by_name.get(rule.name)
            if bound is None:
                bound = known.by_name[rule.name] = Bound(self.program, rule, day, orders)
            if bound.orders:
                yield bound

    def contradictions(self) -> Iterator[tuple[str, Network]]:
        """Give the tracks (the empty text: the steps of every track) with their networks in which bounds contradict each other."""
        for track in ("", *self.draft.tracks) if self.draft.steps else ():
            network = self.network(track)()
            if network.contradiction:
                yield track, network

    def network(self, track: str) -> Callable[[], Network]:
        """Return what gives the network of a track."""
        found = self._networks.get(track)
        if found is None:
            found = self._networks[track] = network_of(self.draft.steps, track, self.policy)
        return found

    # ---- subjects

    def of_tracks(self, bound: Bound) -> list[Finding]:
        """Return the findings of a rule on events: for each track; where its steps contradict each other, nothing is known of it."""
        made: list[Finding] = []
        tracks: tuple[str | None, ...] = self.draft.tracks
        if not tracks:
            tracks = (None,)
        elif any(not step.track for step in self.draft.steps) and not self.network("")().contradiction:
            made += self.whole_if_failing(bound, self.subject_of(None, ""))
        for track in tracks:
            network = self.network(track or "")()
            if network.contradiction:
                made.append(_begin(OfContradiction(self, bound, network), bound.rule, track, "unknown"))
            else:
                made.append(self._finding(bound, self.subject_of(track, "")))
        return made

    def _of_members(self, group: str, bounds: Sequence[Bound]) -> list[Finding]:
        """Return the findings of rules for each member of a group."""
        state = self.draft.groups.get(group, NOBODY)
        if state.silent or (state.closed and not state.members):
            return [self._of_nobody(bound, state) for bound in bounds]
        whole = self.subject_of(None, group)
        if not state.members:
            return [self._finding(bound, whole) for bound in bounds]
        members = [self.subject_of(member, group) for member in state.members]
        also_whole = not state.closed and state.general
        made: list[Finding] = []
        for bound in bounds:
            if also_whole:
                made += self.whole_if_failing(bound, whole)
            made += [self._finding(bound, member) for member in members]
        return made

    def subject_of(self, name: str | None, group: str) -> Subject:
        """Return of whom a finding speaks: a member of a group, without a group a track, and for None the measure as a whole."""
        found = self._subjects.get((name, group))
        if found is None:
            made = self.subject(name, {group: name}, "") if group else self.subject(name, {}, name or "")
            found = self._subjects[name, group] = made
        return found

    def subject(self, name: str | None, member: dict[str, str | None], track: str) -> Subject:
        """Return of whom a finding speaks, with the situation in both readings of the draft."""
        return Subject(name, Situation(self.readings.solid, self.draft.groups, member, self.network(track)), self.readings)

    def whole_if_failing(self, bound: Bound, subject: Subject) -> list[Finding]:
        """Return the finding for the measure as a whole where the general statements alone fail the rule, or fail it unless an exception
        applies."""
        decisions = [decide(test, subject.solid, subject.weak(test)) for test in bound.tests]
        failing = any(decision.status == "fail" or decision.unless for decision in decisions)
        return [self._finding(bound, subject)] if failing else []

    # ---- findings

    def _of_nobody(self, bound: Bound, state: GroupState) -> Finding:
        """Return the finding on a group of which the draft says nothing, or says that it is empty."""
        status: Status = "unknown" if state.silent else "not applicable"
        return _begin(OfNobody(self, bound, status, state), bound.rule, None, status)

    def _finding(self, bound: Bound, subject: Subject) -> Finding:
        alone, worst, decision = bound.alone, 0, None
        if alone is None:
            statuses, worst = self._in_several_orders(bound.tests, subject)
            status = statuses[worst]
        else:
            status = alone[0](alone, subject.solid)
            if status == "unknown" and (weak := subject.weak(bound.tests[0])) is not None:
                decision = decide(bound.tests[0], subject.solid, weak)
                status = decision.status
            statuses = ALONE[status]
        explained = self.explain is True or (self.explain == "open" and status not in PASSING)
        said = (Reasons if explained else Bare)(self, bound, statuses, subject, worst, decision)
        return _begin(said, bound.rule, subject.name, status)

    def _in_several_orders(self, tests: Sequence[Test], subject: Subject) -> tuple[tuple[Status, ...], int]:
        """Return the status of each test, and which of them is the finding's: the worst; of several that of the first legal order, but
        before it what fails unless an exception applies (docs/decisions/0014-unless-in-any-order.md)."""
        statuses = [subject.held(test, test.status(subject.solid)) for test in tests]
        status = min(statuses, key=WORST.index)
        worst = sorted((i for i in range(len(tests)) if statuses[i] == status), key=lambda i: tests[i].binding.orders[0])
        if status == "unknown" and len(worst) > 1:
            worst = [i for i in worst if decide(tests[i], subject.solid, subject.weak(tests[i])).unless] or worst
        return tuple(statuses), worst[0]

    def grounds(self, test: Test, subject: Subject, decision: Decision | None) -> Grounds:
        """Return the grounds of a decision; without one (None), it is made."""
        if self._explainers is None:
            self._explainers = Explainer(self.program, self.draft), Explainer(self.program, self.draft, weak=True)
        weak = subject.weak(test)
        if weak is None:
            return grounds_of(test, decision, (self._explainers[0], subject.solid), None)
        decision = decision or decide(test, subject.solid, weak)
        return grounds_of(test, decision, (self._explainers[0], subject.solid), (self._explainers[1], weak))


def _badness(decision: Decision) -> int:
    return 0 if decision.status == "fail" else 1 if decision.unless else 2


_new, _Begun = object.__new__, open_class(Finding)


def _runs_of(bounds: Iterable[Bound]) -> Iterator[Run]:
    for (group, on_events), run in groupby(bounds, key=lambda bound: (bound.rule.group, bool(bound.rule.events))):
        yield group, on_events and not group, list(run)


def _begin(said: Said, rule: Rule, member: str | None, status: Status) -> Finding:
    """Return a finding of which nothing more is worked out yet."""
    made: Any = _new(_Begun)
    made._rest, made.rule, made.member, made.status = said, rule, member, status
    made.__class__ = Finding
    return made  # type: ignore[no-any-return]
