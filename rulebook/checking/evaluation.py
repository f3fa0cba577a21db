"""From a policy and a draft to findings, on a day and in legal orders: `evaluate` is the semantics of the language.

A rule `for each` group has a finding for each member, a rule on events one for each track; language.md, "Groups" and
"Procedures", say when there is one for the measure as a whole beside them.
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterator, Sequence
from typing import TYPE_CHECKING, Any, Literal

from rulebook.checking.explanation.explaining import Explainer
from rulebook.checking.explanation.grounds import Grounds, grounds_of
from rulebook.checking.explanation.reasons import Bare, OfContradiction, OfNobody, Reasons, Said
from rulebook.checking.findings import Finding, Status
from rulebook.checking.program.compilation import Program, program_of
from rulebook.checking.program.deciding import Bound, Decision, Test, bound_by, counts, decide
from rulebook.checking.program.situation import NOBODY, Readings, Situation, network_of
from rulebook.drafts.draft import Draft, GroupState, Place
from rulebook.language.policy import Policy, Rule
from rulebook.records import open_class
from rulebook.values import Date

if TYPE_CHECKING:
    from rulebook.checking.procedures import Network

__all__ = ["Evaluation", "Explain", "evaluate"]

Explain = bool | Literal["open"]
WORST: tuple[Status, ...] = ("fail", "unknown", "pass", "not applicable")
PASSING = frozenset({"pass", "not applicable"})


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
        self._weak: Situation | None = None

    def weak(self, test: Test) -> Situation | None:
        """Return the situation with weak statements; None where there are none that can count in a test."""
        if self._weak is None:
            if (facts := self._readings.weak) is None:
                return None
            self._weak = self.solid.read_by(facts)
        return self._weak if counts(test, self.solid, self._weak) else None

    @property
    def is_solid(self) -> bool:
        """True where the draft makes no weak statement, and leaves nothing in doubt that counts."""
        return self._readings.weak is None

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
        whole = self.subject_of(None, "")
        for bound in self._bounds(day, orders, only):
            rule = bound.rule
            if rule.group or rule.events:
                made += self.of_rule(rule, bound)
            else:
                made.append(self._finding(bound, whole))
        return tuple(made)

    def _bounds(self, day: Date | None, orders: Collection[str] | None, only: Collection[str] | None) -> Sequence[Bound]:
        """Return the rules that bind, in their order, as they do on the day and in the legal orders."""
        known = self.program.known(day, frozenset(orders) if orders is not None else None)
        if known.every is not None:
            return known.every if only is None else [bound for bound in known.every if bound.rule.name in only]
        found = []
        for rule in self.policy.rules_on(day, orders):
            if only is None or rule.name in only:
                bound = known.by_name.get(rule.name)
                if bound is None:
                    bound = known.by_name[rule.name] = bound_by(self.program, rule, day, orders)
                if bound.orders:
                    found.append(bound)
        if only is None:
            known.every = found
        return found

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

    def of_rule(self, rule: Rule, bound: Bound) -> list[Finding]:
        """Return the findings of a rule as it binds."""
        if rule.group:
            return self._for_each(rule, bound)
        return self._for_tracks(bound) if rule.events else [self._finding(bound, self.subject_of(None, ""))]

    def _for_tracks(self, bound: Bound) -> list[Finding]:
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

    def _for_each(self, rule: Rule, bound: Bound) -> list[Finding]:
        state = self.draft.groups.get(rule.group, NOBODY)
        if state.silent or (state.closed and not state.members):
            return [self._of_nobody(bound, state)]
        whole = self.subject_of(None, rule.group)
        if not state.members:
            return [self._finding(bound, whole)]
        made = self.whole_if_failing(bound, whole) if not state.closed and state.general else []
        made += [self._finding(bound, self.subject_of(member, rule.group)) for member in state.members]
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
        tests, solid, worst, decision = bound.tests, subject.solid, 0, None
        status: Status = tests[0].status(solid)
        statuses: tuple[Status, ...] = (status,)
        if len(tests) > 1:
            statuses, worst = self._in_several_orders(tests, subject)
            status = statuses[worst]
        elif status == "unknown" and (weak := subject.weak(tests[0])) is not None:
            decision = decide(tests[0], solid, weak)
            status = decision.status
            statuses = (status,)
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


_new, _Begun = object.__new__, open_class(Finding)


def _begin(said: Said, rule: Rule, member: str | None, status: Status) -> Finding:
    """Return a finding of which nothing more is worked out yet."""
    made: Any = _new(_Begun)
    made._rest, made.rule, made.member, made.status = said, rule, member, status
    made.__class__ = Finding
    return made  # type: ignore[no-any-return]
