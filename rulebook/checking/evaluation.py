"""From a policy and a draft to findings, on a day and in legal orders: `evaluate` is the semantics of the language.

A rule `for each` group has a finding for each member, a rule on events one for each track; language.md, "Groups" and
"Procedures", say when there is one for the measure as a whole beside them.
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterator, Sequence
from typing import TYPE_CHECKING, Literal, cast

from rulebook.checking.explanation.explaining import Explainer
from rulebook.checking.explanation.grounds import Grounds, grounds_of
from rulebook.checking.findings import Explanation, Finding, Status, Where
from rulebook.checking.program.compilation import Program, program_of
from rulebook.checking.program.deciding import Bound, Decision, Test, bound_by, decide, plain_status
from rulebook.checking.program.situation import NOBODY, Facts, Situation, network_of, readings
from rulebook.drafts.draft import Draft, GroupState, Made, Place
from rulebook.language.policy import Policy, Rule
from rulebook.records import Later
from rulebook.values import UNKNOWN, YES, Date

if TYPE_CHECKING:
    from rulebook.checking.procedures import Network

__all__ = ["Evaluation", "Explain", "evaluate"]

Explain = bool | Literal["open"]
WORST: tuple[Status, ...] = ("fail", "unknown", "pass", "not applicable")
NOTHING = Explanation("rule", "", "", UNKNOWN, "", (), ())


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
    """Of whom a finding speaks: a member of the rule's group, a track, or the measure as a whole (`name` is None)."""

    __slots__ = ("member", "name", "solid", "weak")

    def __init__(self, name: str | None, solid: Situation, weak: Situation | None) -> None:
        self.name = name
        self.solid = solid
        self.weak = weak


class Reasons:
    """Why a finding is as it is, in words: each part is worked out when somebody reads it.

    Where only little of it will be read (`grounds` is None), the grounds are found again then, since they take much room.
    """

    __slots__ = ("_decision", "_evaluation", "_find", "_grounds", "_subject", "_tests")

    def __init__(
        self, evaluation: Evaluation, tests: Sequence[Test], subject: Subject, decision: Decision, grounds: Grounds | None,
        find: Callable[[], Grounds],
    ) -> None:  # fmt: skip
        self._evaluation, self._tests, self._subject, self._decision = evaluation, tests, subject, decision
        self._grounds, self._find = grounds, find

    def _found(self) -> Grounds:
        if self._grounds is None:
            self._grounds = self._find()
        return self._grounds

    def message(self) -> str:
        """Return the sentence that a report shows first."""
        from rulebook.checking.explanation.messages import message_of

        return message_of(self._evaluation.policy, self._found())

    def explanation(self) -> Explanation:
        """Return the tree of statements with their values."""
        from rulebook.checking.explanation.explanations import explanation_of

        return explanation_of(self._evaluation.policy, self._found())

    def repairs(self) -> tuple[str, ...]:
        """Return the smallest changes with which the rule would pass; none where it does not fail."""
        if self._decision.status != "fail" and not self._decision.unless:
            return ()
        from rulebook.checking.explanation.repairs import repairs_of

        return repairs_of(self._evaluation, list(self._tests), self._subject, self._found())


class Evaluation:
    """The evaluation of one draft; what does not depend on the day is worked out once."""

    def __init__(self, policy: Policy, draft: Draft, explain: Explain = True) -> None:
        self.policy, self.draft, self.explain = policy, draft, explain
        self.program: Program = program_of(policy)
        self.solid, self.weak = readings(policy, draft)
        self._has_weak = self.solid.general != self.weak.general or self.solid.own != self.weak.own
        self._optional = frozenset(event.name for event in policy.events.values() if event.optional)
        self._networks: dict[str, Callable[[], Network]] = {}
        self._subjects: dict[tuple[str | None, str], Subject] = {}
        self._nowhere = Place(draft.paths[0] if draft.paths else "", 1)
        self.explainers = (Explainer(self.program, draft), Explainer(self.program, draft, weak=True))

    def findings(self, day: Date | None, orders: Collection[str] | None, only: Collection[str] | None = None) -> tuple[Finding, ...]:
        """Return the findings on a day (None: dates in force are ignored)."""
        made: list[Finding] = []
        remembered = self.program.bound(day, frozenset(orders) if orders is not None else None)
        for rule in self.policy.rules_on(day, orders):
            if only is None or rule.name in only:
                bound = remembered.get(rule.name)
                if bound is None:
                    bound = remembered[rule.name] = bound_by(self.program, rule, day, orders)
                if bound.orders:
                    made += self.of_rule(rule, bound)
        return tuple(made)

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
            found = self._networks[track] = network_of(self.draft.steps, track, self._optional)
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
                made.append(self._of_contradiction(bound, track, network))
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
        network = self.network(track)

        def situation(facts: Facts) -> Situation:
            return Situation(facts, self.draft.groups, member, network)

        return Subject(name, situation(self.solid), situation(self.weak) if self._has_weak else None)

    def whole_if_failing(self, bound: Bound, subject: Subject) -> list[Finding]:
        """Return the finding for the measure as a whole where the general statements alone fail the rule, or fail it unless an exception
        applies."""
        decisions = [decide(test, subject.solid, subject.weak) for test in bound.tests]
        failing = any(decision.status == "fail" or decision.unless for decision in decisions)
        return [self._finding(bound, subject)] if failing else []

    # ---- findings

    def _of_nobody(self, bound: Bound, state: GroupState) -> Finding:
        """Return the finding on a group of which the draft says nothing, or says that it is empty."""
        rule = bound.rule
        group = self.policy.groups[rule.group]
        status: Status = "unknown" if state.silent else "not applicable"
        means = group.means or group.name
        message = (
            f"The draft does not say for which {_bare(means)} it is meant."
            if state.silent
            else f"the draft says that there is no {_bare(means)}"
        )
        return self._made(
            bound, status, None, missing=(group.name,) if state.silent else (), message=message, made=state.made[:1],
            explanation=Explanation("rule", rule.title, rule.name, UNKNOWN if state.silent else YES, message, (), ()),
        )  # fmt: skip

    def _of_contradiction(self, bound: Bound, track: str | None, network: Network) -> Finding:
        """Return the finding on a procedure of which no schedule meets all steps."""
        rule = bound.rule
        message = "It is not known: the steps contradict each other."
        made = [step.made for step in network.contradiction]
        return self._made(
            bound, "unknown", track, message=message, made=made[:1],
            explanation=Explanation("rule", rule.title, rule.name, UNKNOWN, message, (), tuple(map(_where, made))),
        )  # fmt: skip

    def _finding(self, bound: Bound, subject: Subject) -> Finding:
        tests = bound.tests
        if self.explain is not True:
            plain = [status for test in tests if (status := plain_status(test, subject.solid)) is not None]
            if len(plain) == len(tests) and (self.explain is False or "fail" not in plain):
                return self._made(bound, plain, subject.name)
        decisions = [decide(test, subject.solid, subject.weak) for test in tests]
        statuses: list[Status] = [decision.status for decision in decisions]
        worst = _worst(tests, statuses)
        test, decision = tests[worst], decisions[worst]
        if self.explain is False or (self.explain == "open" and decision.status in {"pass", "not applicable"}):
            return self._bare(bound, statuses, subject, test, decision)
        grounds = self._grounds(test, decision, subject)
        # What fails is little, and always shown; what is not known is much, and seldom read.
        kept = grounds if self.explain is True or decision.status == "fail" or decision.unless else None
        why = Reasons(self, tests, subject, decision, kept, lambda: self._grounds(test, decision, subject))
        first = grounds.first_made()
        return self._made(
            bound,
            statuses,
            subject.name,
            exceptions=grounds.exceptions(),
            unless=_names(decision),
            judgements=grounds.rests_on("judgement"),
            held_against=grounds.rests_on("weak") if decision.weak else (),
            missing=grounds.missing(),
            not_reached=grounds.not_reached(),
            message=cast("str", Later(why.message)),
            repairs=cast("tuple[str, ...]", Later(why.repairs)),
            made=(first,) if first else (),
            explanation=cast("Explanation", Later(why.explanation)),
        )

    def _grounds(self, test: Test, decision: Decision, subject: Subject) -> Grounds:
        weak = (self.explainers[1], subject.weak) if subject.weak is not None else None
        return grounds_of(test, decision, (self.explainers[0], subject.solid), weak)

    def _bare(self, bound: Bound, statuses: list[Status], subject: Subject, test: Test, decision: Decision) -> Finding:
        ways = [
            r.exception.name
            for truth, ways, relaxing in zip(decision.parts.requirements, decision.parts.ways, test.binding.relaxing)
            if truth is not YES
            for t, r in zip(ways, relaxing)
            if t is YES
        ]
        needed = tuple(dict.fromkeys(ways)) if decision.status == "pass" else ()
        return self._made(bound, statuses, subject.name, exceptions=needed, unless=_names(decision))

    def _made(
        self,
        bound: Bound,
        statuses: Sequence[Status] | Status,
        name: str | None,
        *,
        exceptions: tuple[str, ...] = (),
        unless: tuple[str, ...] = (),
        judgements: tuple[str, ...] = (),
        held_against: tuple[str, ...] = (),
        missing: tuple[str, ...] = (),
        not_reached: tuple[str, ...] = (),
        message: str = "",
        repairs: tuple[str, ...] = (),
        made: Sequence[Made] = (),
        explanation: Explanation = NOTHING,
    ) -> Finding:
        if isinstance(statuses, str):  # the same for all
            status, by_order = statuses, [(order, statuses) for order in bound.orders]
        else:
            tests = bound.tests
            status = statuses[_worst(tests, statuses)]
            by_order = [(order, status) for test, status in zip(tests, statuses) for order in test.binding.orders]
        where = _where(made[0]) if made else None
        return Finding(
            bound.rule,
            name,
            status,
            tuple(sorted(by_order)),
            exceptions,
            unless,
            judgements,
            held_against,
            missing,
            not_reached,
            (),
            message,
            repairs,
            bound.authorities,
            where.place if where else self._nowhere,
            where,
            explanation,
        )


def _where(made: Made) -> Where:
    return Where(made.place, made.words, made.source_line)


def _names(decision: Decision) -> tuple[str, ...]:
    return tuple(dict.fromkeys(relaxing.exception.name for relaxing in decision.unless))


def _worst(tests: Sequence[Test], statuses: Sequence[Status]) -> int:
    """Return the test whose status is the finding's: the worst, and of several that of the first legal order by name."""
    if len(tests) == 1:
        return 0
    return min(range(len(tests)), key=lambda i: (WORST.index(statuses[i]), tests[i].binding.orders[0]))


def _bare(means: str) -> str:
    first, _, rest = means.partition(" ")
    return rest if first in {"a", "an", "the"} and rest else means
