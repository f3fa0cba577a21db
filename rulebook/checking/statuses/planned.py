"""The statuses of a draft's findings alone, fast: for whoever evaluates many drafts and explains none.

What a rule asks is generated as code once for each policy, day and set of legal orders; what only the full evaluation knows
(rules on events, weak statements held against a draft) is asked of it. The statuses are those of `evaluate`, always; the
properties hold the two together.
"""

from __future__ import annotations

from collections.abc import Callable, Collection
from typing import Any

from rulebook.checking.evaluation import WORST, Evaluation, Subject
from rulebook.checking.findings import Status
from rulebook.checking.program.compilation import program_of
from rulebook.checking.program.deciding import Bound
from rulebook.checking.program.situation import NOBODY
from rulebook.checking.statuses.generated import function_of
from rulebook.checking.statuses.generating import Writing
from rulebook.checking.statuses.slots import Slots
from rulebook.drafts.draft import Draft
from rulebook.language.policy import Policy, Rule
from rulebook.records import Record
from rulebook.values import Date

__all__ = ["Statuses", "statuses"]

NAMES: tuple[Status, ...] = ("fail", "unknown", "pass", "not applicable")
Found = tuple[str, str | None, Status]


class Plan(Record):
    """The rules that bind on a day in legal orders: those of no group and no event, those of each group, and the others with their places.

    `single` is true where all rules are among the first.
    """

    general: Block | None
    of_groups: tuple[tuple[str, Block], ...]
    others: tuple[tuple[int, Rule, Bound], ...]
    single: bool


class Block(Record):
    """Rules that are decided together: their places and names, how they bind, and the function of their statuses."""

    places: tuple[int, ...]
    names: tuple[str, ...]
    bound: tuple[Bound, ...]
    function: Callable[[list[Any], Any], tuple[int, ...]]
    slots: Slots  # the facts that the function reads
    plain: bool  # true where each of the rules binds in one way only


def statuses(policy: Policy, draft: Draft, on: Date | None, orders: Collection[str] | None) -> tuple[Found, ...]:
    """Return the full name, member and status of every finding that `evaluate` gives, in the same order."""
    return Statuses(policy, on, orders).of(draft)


class Statuses:
    """The statuses of drafts on a day (None: dates are ignored) and in legal orders (None: all)."""

    def __init__(self, policy: Policy, on: Date | None, orders: Collection[str] | None) -> None:
        self.policy = policy
        self._day, self._orders = on, orders
        self._plan = self._planned()

    def of(self, draft: Draft) -> tuple[Found, ...]:
        """Return the statuses of a draft."""
        return self.prepared(draft)()

    def prepared(self, draft: Draft) -> Callable[[], tuple[Found, ...]]:
        """Return what gives the statuses of a draft, with its values made ready."""
        evaluation = Evaluation(self.policy, draft, False)
        general, others = self._plan.general, self._plan.others
        values = general.slots.general(evaluation.readings.solid) if general is not None else []
        groups = [self._of_group(evaluation, group, block) for group, block in self._plan.of_groups]
        whole = evaluation.subject_of(None, "")

        def found() -> tuple[Found, ...]:
            made = self._block(general, values, whole) if general is not None else []
            if self._plan.single:
                return tuple(made)
            placed = [(place, one) for place, one in zip(general.places, made)] if general is not None else []
            for group in groups:
                placed += group()
            for place, rule, bound in others:
                placed += [(place, (rule.name, one.member, one.status)) for one in evaluation.of_tracks(bound)]
            placed.sort(key=_place)
            return tuple([one for _, one in placed])

        return found

    # ---- making ready

    def _planned(self) -> Plan:
        program = program_of(self.policy)
        ungrouped: list[tuple[int, Rule, Bound]] = []
        grouped: dict[str, list[tuple[int, Rule, Bound]]] = {}
        others = []
        for place, rule in enumerate(self.policy.rules):
            bound = Bound(program, rule, self._day, self._orders)
            if not bound.orders:
                continue
            if rule.events:
                others.append((place, rule, bound))
            elif rule.group:
                grouped.setdefault(rule.group, []).append((place, rule, bound))
            else:
                ungrouped.append((place, rule, bound))
        general = self._made(ungrouped) if ungrouped else None
        of_groups = tuple((group, self._made(rules)) for group, rules in grouped.items())
        return Plan(general, of_groups, tuple(others), not (of_groups or others))

    def _made(self, rules: list[tuple[int, Rule, Bound]]) -> Block:
        slots = Slots()
        writing = Writing(program_of(self.policy), slots)
        source = writing.source([test for _, _, bound in rules for test in bound.tests])
        plain = all(len(bound.tests) == 1 for _, _, bound in rules)
        return Block(
            tuple(place for place, _, _ in rules), tuple(rule.name for _, rule, _ in rules), tuple(bound for _, _, bound in rules),
            function_of(source, writing.objects), slots, plain,
        )  # fmt: skip

    # ---- deciding

    def _block(self, block: Block, values: list[Any], subject: Subject) -> list[Found]:
        numbers = block.function(values, subject.solid)
        if block.plain and subject.is_solid:
            member = subject.name
            return [(name, member, NAMES[number]) for name, number in zip(block.names, numbers)]
        made, at = [], 0
        for name, bound in zip(block.names, block.bound):
            found = [NAMES[number] for number in numbers[at : at + len(bound.tests)]]
            at += len(bound.tests)
            if "unknown" in found:
                found = [subject.held(test, status) for test, status in zip(bound.tests, found)]
            made.append((name, subject.name, min(found, key=WORST.index)))  # of several legal orders the worst
        return made

    def _of_group(self, evaluation: Evaluation, group: str, block: Block) -> Callable[[], list[tuple[int, Found]]]:
        state = evaluation.draft.groups.get(group, NOBODY)
        if state.silent or (state.closed and not state.members):
            status: Status = "unknown" if state.silent else "not applicable"
            nobody: list[tuple[int, Found]] = [(place, (name, None, status)) for place, name in zip(block.places, block.names)]
            return lambda: nobody
        facts = evaluation.readings.solid
        values = block.slots.general(facts)
        named = [(evaluation.subject_of(member, group), block.slots.of_member(values, facts, group, member)) for member in state.members]
        whole = evaluation.subject_of(None, group)
        also_whole = bool(state.members) and not state.closed and state.general

        def found() -> list[tuple[int, Found]]:
            subjects = named if state.members else [(whole, values)]
            made: list[tuple[int, Found]] = []
            if also_whole:
                for place, bound in zip(block.places, block.bound):
                    made += [(place, (one.rule.name, one.member, one.status)) for one in evaluation.whole_if_failing(bound, whole)]
            for subject, of_subject in subjects:
                made += zip(block.places, self._block(block, of_subject, subject))
            return made

        return found


def _place(one: tuple[int, Found]) -> int:
    return one[0]
