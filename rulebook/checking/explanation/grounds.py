"""The grounds of a decision: its conditions explained, and what is read from them: what is missing, judged, held against, where.

Where a weak statement was held against the draft, the part that it decided is explained in the weak reading.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Literal

from rulebook.checking.explanation.explaining import Explainer, Judge, judge_of, judged_by
from rulebook.checking.explanation.judged import Judged, first_made, missing, rests_on
from rulebook.checking.program.binding import Relaxing
from rulebook.checking.program.compilation import Program
from rulebook.checking.program.deciding import Decided, Decision, Test, follows
from rulebook.checking.program.situation import Situation
from rulebook.drafts.draft import Made
from rulebook.values import NO, UNKNOWN, YES, Truth, all_of, negate

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
        self.met = truth
        if ways and truth is not YES:
            held = [way.truth for way in ways]
            self.met = YES if YES in held else UNKNOWN if truth is UNKNOWN or UNKNOWN in held else NO


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


Reading = tuple[Explainer, Situation]
Tell = Callable[[Judge, Truth], Judged]  # explains a condition; the truth is what counts against the draft


def grounds_of(test: Test, decision: Decision | None, solid: Reading, weak: Reading | None) -> Grounds:
    """Return the conditions of a rule, explained for its decision; `solid` and `weak` are the two readings of the draft.

    Without a weak reading, the decision need not be made before: it is what follows from the conditions explained.
    """
    if not isinstance(test.explained, _Asked):
        test.explained = _Asked(solid[0].program, test)
    asked = test.explained
    tell = _against(solid, weak) if decision is not None and decision.weak and weak is not None else _in_one(*solid)
    whens = [tell(judge, YES) for judge in asked.whens]
    stages = []
    for at, (label, judge, against, relaxing) in enumerate(asked.requirements):
        judged = tell(judge, against)
        truth = decision.parts.requirements[at] if decision else judged.truth if against is NO else negate(judged.truth)
        ways = [one.taken(tell, decision.parts.ways[at][place] if decision else None) for place, one in enumerate(relaxing)]
        stages.append(Stage(label, against is YES, judged, truth, ways))
    if decision is None:
        taken = tuple([tuple([way.truth for way in stage.ways]) for stage in stages])
        decision = follows(test, Decided(all_of([when.truth for when in whens]), tuple([stage.truth for stage in stages]), taken))
    return Grounds(test, decision, whens, stages)


class _Asked:
    """What a rule asks, ready to be explained: its `when`, and each requirement with its exceptions and what counts against the draft."""

    __slots__ = ("requirements", "whens")

    def __init__(self, program: Program, test: Test) -> None:
        self.whens = [judge_of(program, when) for when in test.binding.whens]
        self.requirements = [
            (one.label, judge_of(program, one.condition), YES if one.forbidden else NO, [_AskedWay(program, way) for way in relaxing])
            for one, relaxing in zip(test.rule.requirements, test.binding.relaxing)
        ]


class _AskedWay:
    """What an exception asks, ready to be explained."""

    __slots__ = ("_relaxing", "_requirements", "_whens")

    def __init__(self, program: Program, relaxing: Relaxing) -> None:
        self._relaxing = relaxing
        self._whens = [judge_of(program, when) for when in relaxing.whens]
        asked = relaxing.exception.requirements
        self._requirements = [(judge_of(program, one.condition), YES if one.forbidden else NO) for one in asked]

    def taken(self, tell: Tell, truth: Truth | None) -> WayTaken:
        """Return the exception with its conditions explained; its truth (None) follows from them where there is no weak reading."""
        whens = [tell(judge, NO) for judge in self._whens]
        requirements = [tell(judge, against) for judge, against in self._requirements]
        if truth is None:
            met = [one.truth if against is NO else negate(one.truth) for one, (_, against) in zip(requirements, self._requirements)]
            truth = all_of([*[when.truth for when in whens], *met])
        return WayTaken(self._relaxing, truth, whens, requirements)


def _in_one(explainer: Explainer, situation: Situation) -> Tell:
    return lambda judge, against: judge[0](judge, explainer, situation)


def _against(solid: Reading, weak: Reading) -> Tell:
    """Return what explains a condition in the weak reading where only that makes it what counts against the draft."""

    def tell(judge: Judge, against: Truth) -> Judged:
        judged = judged_by(judge, *solid)
        if judged.truth is not UNKNOWN:
            return judged
        weakly = judged_by(judge, *weak)
        return weakly if weakly.truth is against else judged

    return tell
