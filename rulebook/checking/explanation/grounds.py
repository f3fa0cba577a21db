"""The grounds of a decision: its conditions explained, and what is read from them: what is missing, judged, held against, where.

Where a weak statement was held against the draft, the part that it decided is explained in the weak reading.
"""

from __future__ import annotations

from typing import Literal

from rulebook.checking.explanation.explaining import Explainer
from rulebook.checking.explanation.judged import Judged, first_made, missing, rests_on
from rulebook.checking.program.binding import Relaxing
from rulebook.checking.program.deciding import Decision, Test
from rulebook.checking.program.situation import Situation
from rulebook.drafts.draft import Made
from rulebook.language.nodes import Expression
from rulebook.values import NO, UNKNOWN, YES, Truth

__all__ = ["Grounds", "Stage", "WayTaken", "grounds_of"]


class WayTaken:
    """An exception that was tried: its conditions explained (its `when`, then its requirements), and whether it holds."""

    __slots__ = ("relaxing", "requirements", "truth", "whens")

    def __init__(self, relaxing: Relaxing, truth: Truth, whens: list[Judged], requirements: list[Judged]) -> None:
        self.relaxing = relaxing
        self.truth = truth
        self.whens = whens
        self.requirements = requirements


class Stage:
    """A requirement: its condition explained, whether it is met by itself, and the exceptions to it."""

    __slots__ = ("forbidden", "label", "met", "tree", "truth", "ways")

    def __init__(self, label: str, forbidden: bool, tree: Judged, truth: Truth, ways: list[WayTaken]) -> None:
        self.label = label
        self.forbidden = forbidden
        self.tree = tree
        self.truth = truth  # by itself
        self.ways = ways
        held = [way.truth for way in ways]
        self.met = YES if truth is YES or YES in held else UNKNOWN if truth is UNKNOWN or UNKNOWN in held else NO


class Grounds:
    """All conditions of a rule, explained for one decision."""

    __slots__ = ("decision", "stages", "test", "whens")

    def __init__(self, test: Test, decision: Decision, whens: list[Judged], stages: list[Stage]) -> None:
        self.test = test
        self.decision = decision
        self.whens = whens
        self.stages = stages

    # ---- which parts decided

    def failing(self) -> list[Stage]:
        """Return the requirements that are not met, or where there is none, those that are no but for an open exception; of a staged
        test that fails, the first."""
        found = [stage for stage in self.stages if stage.met is NO] or [s for s in self.stages if s.truth is NO and s.met is UNKNOWN]
        return found[:1] if self.test.rule.staged and not self.decision.unless else found

    def not_reached(self) -> tuple[str, ...]:
        """Return the labels of the stages after the one that decided a staged test; none where no stage is no."""
        if self.test.rule.staged:
            for i, stage in enumerate(self.stages):
                if stage.met is NO:
                    return tuple(later.label for later in self.stages[i + 1 :])
        return ()

    # ---- what is read from them

    def missing(self) -> tuple[str, ...]:
        """Return what is not stated under the parts that are not known, in reading order."""
        if self.decision.status != "unknown":
            return ()
        trees = list(self.whens)
        trees += [stage.tree for stage in self.stages if stage.met is UNKNOWN and stage.truth is UNKNOWN]
        for stage in self.stages:
            if stage.met is UNKNOWN:
                trees += [tree for way in stage.ways if way.truth is UNKNOWN for tree in way.whens + way.requirements]
        return tuple(dict.fromkeys(path for tree in trees for path in missing(tree)))

    def rests_on(self, kind: Literal["judgement", "weak"]) -> tuple[str, ...]:
        """Return the judgements, or the weak statements, on which the result rests."""
        status = self.decision.status
        if status == "not applicable":
            return min((rests_on(when, kind) for when in self.whens if when.truth is NO), key=len, default=())
        if status == "pass":
            return _together([_of_met(stage, kind) for stage in self.stages])
        if status == "unknown" and (kind == "judgement" or not self.decision.weak):
            return ()
        whens = [rests_on(when, kind) for when in self.whens]
        unmet = [_of_unmet(stage, kind) for stage in self.failing()]
        if self.decision.unless:  # every requirement that is no adds the exceptions to it that are still open
            return _together([*whens, *unmet])
        return _together([*whens, min(unmet, key=len, default=())])

    def exceptions(self) -> tuple[str, ...]:
        """Return the full names of the exceptions that were needed to pass."""
        if self.decision.status != "pass":
            return ()
        names = [way.relaxing.exception.name for s in self.stages if s.truth is not YES for way in s.ways if way.truth is YES]
        return tuple(dict.fromkeys(names))

    def first_made(self) -> Made | None:
        """Return the first statement read in the part that decided, requirements before `when`; None where the draft makes none."""
        status = self.decision.status
        if status == "not applicable":
            return first_made(when for when in self.whens if when.truth is NO)
        if status == "pass":
            trees = [
                tree
                for stage in self.stages
                for tree in ([stage.tree] if stage.truth is YES else [*_trees_of_ways(stage, YES), stage.tree])
            ]
            return first_made(trees + self.whens)
        if status == "fail" or self.decision.unless:
            failing = self.failing()
            trees = [stage.tree for stage in failing]
            return first_made(trees + [tree for stage in failing for tree in _trees_of_ways(stage, NO)] + self.whens)
        undecided = [stage.tree for stage in self.stages if stage.met is UNKNOWN and stage.truth is UNKNOWN]
        undecided += [when for when in self.whens if when.truth is UNKNOWN]
        return first_made(undecided + [tree for stage in self.stages if stage.met is UNKNOWN for tree in _trees_of_ways(stage, UNKNOWN)])


def _trees_of_ways(stage: Stage, truth: Truth) -> list[Judged]:
    return [tree for way in stage.ways if way.truth is truth for tree in way.whens + way.requirements]


def _of_met(stage: Stage, kind: Literal["judgement", "weak"]) -> tuple[str, ...]:
    if stage.truth is YES:
        return rests_on(stage.tree, kind)
    return _together([rests_on(tree, kind) for tree in _trees_of_ways(stage, YES)])


def _of_unmet(stage: Stage, kind: Literal["judgement", "weak"]) -> tuple[str, ...]:
    """A requirement is not met because it is no by itself, and each exception because one of its conditions is not met."""
    ways = []
    for way in stage.ways:
        if way.truth is NO:
            ways.append(min(_failed_conditions(way, kind), key=len, default=()))
    return _together([rests_on(stage.tree, kind), *ways])


def _failed_conditions(way: WayTaken, kind: Literal["judgement", "weak"]) -> list[tuple[str, ...]]:
    failed = [rests_on(when, kind) for when in way.whens if when.truth is NO]
    for tree, requirement in zip(way.requirements, way.relaxing.exception.requirements):
        if tree.truth is (YES if requirement.forbidden else NO):
            failed.append(rests_on(tree, kind))
    return failed


def _together(groups: list[tuple[str, ...]]) -> tuple[str, ...]:
    return tuple(dict.fromkeys(path for group in groups for path in group))


def grounds_of(test: Test, decision: Decision, solid: tuple[Explainer, Situation], weak: tuple[Explainer, Situation] | None) -> Grounds:
    """Return the conditions of a rule, explained for a decision; `solid` and `weak` are the two readings of the draft."""

    def tree(node: Expression, against: Truth | None) -> Judged:
        """Explain a condition; in the weak reading where only that makes it what counts against the draft (None: either way)."""
        judged = solid[0].judge(node, solid[1])
        if judged.truth is not UNKNOWN or not decision.weak or weak is None:
            return judged
        weakly = weak[0].judge(node, weak[1])
        return weakly if weakly.truth is not UNKNOWN and against in (None, weakly.truth) else judged

    whens = [tree(when, YES) for when in test.binding.whens]
    stages = []
    rule = test.rule
    for requirement, truth, ways, relaxing in zip(
        rule.requirements, decision.parts.requirements, decision.parts.ways, test.binding.relaxing
    ):
        tried = [
            WayTaken(
                r,
                t,
                [tree(when, NO) for when in r.whens],
                [tree(q.condition, YES if q.forbidden else NO) for q in r.exception.requirements],
            )
            for r, t in zip(relaxing, ways)
        ]
        stages.append(
            Stage(requirement.label, requirement.forbidden, tree(requirement.condition, YES if requirement.forbidden else NO), truth, tried)
        )
    return Grounds(test, decision, whens, stages)
