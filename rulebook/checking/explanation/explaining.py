"""How the value of a condition came about: the same evaluation as `program`, kept part by part.

The truth of every node comes from the compiled functions or from the same tables as theirs; what is added here is which
facts were read, which are missing, and why a comparison is not known.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import Any, Literal

from rulebook.checking.explanation.judged import Judged, Read
from rulebook.checking.program.compilation import Program
from rulebook.checking.program.situation import NOBODY, Situation
from rulebook.drafts.draft import Draft
from rulebook.language import nodes as n
from rulebook.records import replace
from rulebook.values import NO, UNKNOWN, YES, Truth, why_unsure

__all__ = ["Explainer"]


class Explainer:
    """Explains conditions about one draft, in its solid or its `weak` reading."""

    def __init__(self, program: Program, draft: Draft, weak: bool = False) -> None:
        self.program, self.draft, self.weak = program, draft, weak
        self.policy = program.policy

    def judge(self, node: n.Expression, s: Situation) -> Judged:
        """Return the condition with its truth and the parts that it was decided from."""
        if isinstance(node, n.DefineRef):
            return self._define(node, s)
        return _JUDGES.get(type(node), Explainer._leaf)(self, node, s)

    def _truth(self, node: n.Expression, s: Situation) -> Truth:
        return self.program.condition(node)(s)

    # ---- logic

    def _all(self, node: n.And, s: Situation) -> Judged:
        return Judged(node, self._truth(node, s), "all", tuple(self.judge(part, s) for part in node.parts))

    def _some(self, node: n.Or, s: Situation) -> Judged:
        return Judged(node, self._truth(node, s), "some", tuple(self.judge(part, s) for part in node.parts))

    def _not(self, node: n.Not, s: Situation) -> Judged:
        return Judged(node, self._truth(node, s), "same", (self.judge(node.part, s),))

    def _at_least(self, node: n.AtLeast, s: Situation) -> Judged:
        return Judged(node, self._truth(node, s), "count", tuple(self.judge(part, s) for part in node.parts), count=node.count)

    def _define(self, node: n.DefineRef, s: Situation) -> Judged:
        return Judged(node, self._truth(node, s), "same", (self.judge(self.policy.defines[node.path].expression, s),))

    # ---- leaves

    def _leaf(self, node: n.Expression, s: Situation) -> Judged:
        """Explain a comparison, or a yes/no fact used bare."""
        truth = self._truth(node, s)
        reads, parts, lacking = self._operands(node, s)
        reason = self._why(node, s) if truth is UNKNOWN else ""
        value, limit = self._side(node, "left", s), self._side(node, "right", s)
        return Judged(node, truth, "leaf", parts, reads, lacking=lacking, reason=reason, value=value, limit=limit)

    def _side(self, node: n.Expression, side: str, s: Situation) -> Any:
        """Return the value of a side of a comparison; None where it has no such side, or a plain value stands there."""
        part = getattr(node, side, None)
        if not isinstance(part, n.Expression) or (side == "right" and isinstance(part, n.Literal_ | n.Choice | n.Listed)):
            return None
        return self.program.quantity(part)(s)

    def _why(self, node: n.Expression, s: Situation) -> str:
        """Return why a comparison of known values is undecided: the start date, two currencies, a range."""
        left = getattr(node, "left", None)
        if left is None:
            return ""
        one = self.program.quantity(left)(s)
        if one is UNKNOWN:
            return self._why_quantity(left, s)
        others = [getattr(node, field) for field in ("right", "low", "high") if isinstance(getattr(node, field, None), n.Expression)]
        others += list(node.values) if isinstance(node, n.IsOneOf) else []
        for other in others:
            value = self.program.quantity(other)(s)
            reason = self._why_quantity(other, s) if value is UNKNOWN else why_unsure(one, value)
            if reason:
                return reason
        return ""

    def _why_quantity(self, node: n.Expression, s: Situation) -> str:
        """Return why a quantity whose parts are known is not: what cannot be added, or divided."""
        if isinstance(node, n.Arithmetic | n.Ratio):
            left, right = self.program.quantity(node.left)(s), self.program.quantity(node.right)(s)
            if left is not UNKNOWN and right is not UNKNOWN:
                return why_unsure(left, right) or "this cannot be worked out from what is stated"
        if isinstance(node, n.Total) and not self._operands(node, s)[2]:
            return "the amounts are in more than one currency or unit, or not stated"
        return ""

    def _operands(self, node: n.Expression, s: Situation) -> tuple[tuple[Read, ...], tuple[Judged, ...], tuple[str, ...]]:
        """Return the facts read in the operands of a leaf, the members that a count or total is over, and the groups that are open."""
        reads: dict[str, Read] = {}
        parts: list[Judged] = []
        lacking: dict[str, None] = {}
        for operand in self.program.operands(node, _operands_of):
            if isinstance(operand, n.FactRef):
                read = self._read(operand, s)
                reads.setdefault(read.path, read)
            elif isinstance(operand, n.DefineRef):
                more = self._operands(self.policy.defines[operand.path].expression, s)
                reads |= {read.path: read for read in more[0] if read.path not in reads}
                parts += more[1]
                lacking |= dict.fromkeys(more[2])
            elif isinstance(operand, n.CountMembers | n.Total):
                counted, group = self._members(operand, s)
                parts += counted
                lacking |= dict.fromkeys(group)
            elif type(operand) in _JUDGES:  # a define of conditions: what it was decided from
                parts.append(self.judge(operand, s))
        return tuple(reads.values()), tuple(parts), tuple(lacking)

    def _members(self, node: n.CountMembers | n.Total, s: Situation) -> tuple[list[Judged], list[str]]:
        """Return what each member of a group is counted for, and the group where more members may come."""
        group = node.group if isinstance(node, n.CountMembers) else node.fact.group  # type: ignore[union-attr]
        state = s.groups.get(group, NOBODY)
        parts = []
        for member in state.members:
            there = s.of(group, member)
            if node.where is not None:
                judged = self.judge(node.where, there)
                parts.append(replace(judged, member=member))
                if judged.truth is NO:
                    continue
            if isinstance(node, n.Total):
                reads, _, _ = self._operands(node.fact, there)
                truth = UNKNOWN if any(read.value is UNKNOWN for read in reads) else YES
                parts.append(Judged(node.fact, truth, "leaf", (), reads, member=member, value=self.program.quantity(node.fact)(there)))
        return parts, [] if state.closed else [group]

    def _read(self, node: n.FactRef, s: Situation) -> Read:
        fact = self.policy.facts[node.path]
        member = s.member.get(node.group) if node.group else None
        path = node.path
        stated = None
        if member is not None:
            path = f"{node.group}.{member}.{node.path[len(node.group) + 1 :]}"
            stated = self.draft.members.get((node.path, member))
        stated = stated or self.draft.facts.get(node.path)
        value = s.value(node.path, node.group)
        weak = self.weak and value is not UNKNOWN and (stated is None or stated.weak or stated.kind == "open")
        return Read(path, node.path, stated, value, weak, fact.type.kind == "judgement")

    # ---- groups

    def _quantified(self, node: n.Quantified, s: Situation) -> Judged:
        truth = self._truth(node, s)
        state = s.groups.get(node.group, NOBODY)
        combination: Literal["all", "some"] = "all" if node.quantifier == "every" else "some"
        negative = node.quantifier == "no"
        if state.silent:
            return Judged(node, truth, combination, lacking=(node.group,), negative=negative)
        parts = [self._member(node, s, member) for member in state.members or (() if state.closed else (None,))]
        lacking: tuple[str, ...] = ()
        if state.members and not state.closed:
            other = self.judge(node.condition, s.of(node.group, None))
            if other.truth is not (YES if node.quantifier == "every" else NO):
                lacking = (node.group,) if truth is UNKNOWN else ()
            elif truth is not UNKNOWN:
                parts.append(replace(other, member=""))
        return Judged(node, truth, combination, tuple(parts), lacking=lacking, negative=negative, made=state.made if not parts else ())

    def _member(self, node: n.Quantified, s: Situation, member: str | None) -> Judged:
        return replace(self.judge(node.condition, s.of(node.group, member)), member=member)

    # ---- events

    def _event(self, node: Any, s: Situation) -> Judged:
        network = s.network()
        if isinstance(node, n.Happens):
            verdict = network.happens(node.event)
        elif isinstance(node, n.HappensBefore):
            verdict = network.before(node.event, node.other)
        else:
            ask = network.within if isinstance(node, n.HappensWithin) else network.after
            verdict = ask(node.event, node.duration, node.other)
        lacking = verdict.missing if verdict.truth is UNKNOWN else ()
        return Judged(node, verdict.truth, "leaf", made=tuple(step.made for step in verdict.steps), lacking=lacking, reason=verdict.reason)


def _operands_of(node: n.Expression) -> Iterator[n.Expression]:
    """Give the facts, defines, counts and totals in a comparison, in reading order; itself where it is one."""
    if isinstance(node, n.FactRef | n.DefineRef | n.CountMembers | n.Total) or type(node) in _JUDGES:
        yield node
        return
    for field in ("percent", "fact", "left", "of", "low", "high", "right", "values"):
        value = getattr(node, field, None)
        for part in value if isinstance(value, tuple) else (value,):
            if part is not None and type(part).__module__ == n.__name__:
                yield from _operands_of(part)


_JUDGES: dict[type, Callable[[Explainer, Any, Situation], Judged]] = {
    n.And: Explainer._all,
    n.Or: Explainer._some,
    n.Not: Explainer._not,
    n.AtLeast: Explainer._at_least,
    n.Quantified: Explainer._quantified,
    n.Happens: Explainer._event,
    n.HappensBefore: Explainer._event,
    n.HappensWithin: Explainer._event,
    n.HappensAfter: Explainer._event,
}
