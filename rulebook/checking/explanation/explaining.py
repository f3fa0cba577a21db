"""How the value of a condition came about: the same evaluation as `program`, kept part by part.

Each node of a condition becomes a tuple of a function and of what that works on, made once, as the instructions of `program` are:
`judge[0](judge, explainer, situation)`. The truth of a node comes from the instructions of `program`, or from its parts by the same
tables; what is added here is which facts were read, which are missing, and why a comparison is not known.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import Any, Literal

from rulebook.checking.explanation.judged import Judged, JudgedMore, Read, of_member, stated_of
from rulebook.checking.program.compilation import Program
from rulebook.checking.program.conditions import Instruction, evaluated
from rulebook.checking.program.situation import NOBODY, Situation
from rulebook.drafts.draft import Draft
from rulebook.language import nodes as n
from rulebook.values import NO, UNKNOWN, YES, Members, all_of, any_of, at_least, negate, why_unsure

__all__ = ["Explainer", "Judge", "judge_of", "judged_by"]


class Explainer:
    """Explains conditions about one draft, in its solid or its `weak` reading."""

    __slots__ = ("draft", "policy", "program", "weak")

    def __init__(self, program: Program, draft: Draft, weak: bool = False) -> None:
        self.program, self.policy, self.draft, self.weak = program, program.policy, draft, weak

    def judge(self, node: n.Expression, s: Situation) -> Judged:
        """Return the condition with its truth and the parts that it was decided from."""
        return judged_by(judge_of(self.program, node), self, s)


Judge = tuple[Any, ...]  # gives a `Judged`
Reader = tuple[Any, ...]  # gives a `Read`


def judged_by(judge: Judge, e: Explainer, s: Situation) -> Judged:
    """Return the condition of a judge, explained."""
    return judge[0](judge, e, s)  # type: ignore[no-any-return]


def judge_of(program: Program, node: n.Expression) -> Judge:
    """Return what explains a condition."""
    found: Judge = program.kept("judge", node, lambda: _JUDGES.get(type(node), _leaf)(program, node))
    return found


# ---- logic -----------------------------------------------------------------------------------------------------


def _and(program: Program, node: n.And) -> Judge:
    return _joined, node, all_of, "all", [judge_of(program, part) for part in node.parts]


def _or(program: Program, node: n.Or) -> Judge:
    return _joined, node, any_of, "some", [judge_of(program, part) for part in node.parts]


def _joined(j: Judge, e: Explainer, s: Situation) -> Judged:
    _, node, by, name, judges = j
    parts = tuple([judge[0](judge, e, s) for judge in judges])
    return Judged(node, by([part.truth for part in parts]), name, parts)


def _not(program: Program, node: n.Not) -> Judge:
    return _negated, node, judge_of(program, node.part)


def _negated(j: Judge, e: Explainer, s: Situation) -> Judged:
    _, node, judge = j
    part = judge[0](judge, e, s)
    return Judged(node, negate(part.truth), "same", (part,))


def _at_least(program: Program, node: n.AtLeast) -> Judge:
    return _counted, node, [judge_of(program, part) for part in node.parts]


def _counted(j: Judge, e: Explainer, s: Situation) -> Judged:
    _, node, judges = j
    parts = tuple([judge[0](judge, e, s) for judge in judges])
    return JudgedMore(node, at_least(node.count, [part.truth for part in parts]), "count", parts, count=node.count)


def _define(program: Program, node: n.DefineRef) -> Judge:
    return _defined, node, judge_of(program, program.policy.defines[node.path].expression)


def _defined(j: Judge, e: Explainer, s: Situation) -> Judged:
    _, node, judge = j
    part = judge[0](judge, e, s)
    return Judged(node, part.truth, "same", (part,))


# ---- leaves ----------------------------------------------------------------------------------------------------


def _leaf(program: Program, node: n.Expression) -> Judge:
    """Return what explains a comparison, or a yes/no fact used bare."""
    condition, operands = program.instruction(node), _operands(program, node)
    left, limit = _side(program, node, "left"), _side(program, node, "right")
    facts = {operand.path: operand for operand in operands if isinstance(operand, n.FactRef)}
    only = len(facts) == 1 and all(isinstance(operand, n.FactRef) for operand in operands)
    if only and limit is None and (isinstance(node, n.FactRef) or isinstance(getattr(node, "left", None), n.FactRef)):
        return _of_one_fact, node, condition, _reader(program, *facts.values()), left is not None
    return _of_several, node, condition, operands, left, limit


def _of_several(j: Judge, e: Explainer, s: Situation) -> Judged:
    _, node, condition, operands, *sides = j
    truth = evaluated(condition, s)
    reads, parts, lacking = _read_in(e, operands, s)
    value, other = [evaluated(side, s) if side is not None else None for side in sides]
    reason = _why(e.program, node, s) if truth is UNKNOWN else ""
    return JudgedMore(node, truth, "leaf", parts, reads, value, other, lacking=lacking, reason=reason)


def _of_one_fact(j: Judge, e: Explainer, s: Situation) -> Judged:
    """Explain a comparison of one fact with plain values, or a fact used bare: most conditions are one or the other."""
    _, node, condition, reader, compared = j
    truth, read = condition[0](condition, s), reader[0](reader, e, s)
    if not compared:
        return Judged(node, truth, "leaf", (), (read,))
    if truth is UNKNOWN and read.value is not UNKNOWN:
        return JudgedMore(node, truth, "leaf", (), (read,), read.value, reason=_why(e.program, node, s))
    return Judged(node, truth, "leaf", (), (read,), read.value)


def _side(program: Program, node: n.Expression, side: str) -> Instruction | None:
    """Return what gives the value of a side of a comparison; None where it has no such side, or a plain value stands there."""
    part = getattr(node, side, None)
    if not isinstance(part, n.Expression) or (side == "right" and isinstance(part, n.Literal_ | n.Choice | n.Listed)):
        return None
    return program.instruction(part)


def _why(program: Program, node: n.Expression, s: Situation) -> str:
    """Return why a comparison of known values is undecided: the start date, two currencies, a range."""
    left = getattr(node, "left", None)
    if left is None:
        return ""
    one = evaluated(program.instruction(left), s)
    if one is UNKNOWN:
        return _why_quantity(program, left, s)
    others = [getattr(node, field) for field in ("right", "low", "high") if isinstance(getattr(node, field, None), n.Expression)]
    others += list(node.values) if isinstance(node, n.IsOneOf) else []
    for other in others:
        value = evaluated(program.instruction(other), s)
        reason = _why_quantity(program, other, s) if value is UNKNOWN else why_unsure(one, value)
        if reason:
            return reason
    return ""


def _why_quantity(program: Program, node: n.Expression, s: Situation) -> str:
    """Return why a quantity whose parts are known is not: what cannot be added, or divided."""
    if isinstance(node, n.Arithmetic | n.Ratio):
        left, right = [evaluated(program.instruction(side), s) for side in (node.left, node.right)]
        if left is not UNKNOWN and right is not UNKNOWN:
            return why_unsure(left, right) or "this cannot be worked out from what is stated"
    if isinstance(node, n.Total) and s.groups.get(node.fact.group, NOBODY).closed:  # type: ignore[union-attr]
        return "the amounts are in more than one currency or unit, or not stated"
    return ""


# ---- what is read ----------------------------------------------------------------------------------------------


def _operands(program: Program, node: n.Expression) -> tuple[n.Expression, ...]:
    """Return the facts, defines, counts and totals in a comparison, in reading order; itself where it is one."""
    found: tuple[n.Expression, ...] = program.kept("operands", node, lambda: tuple(_operands_of(node)))
    return found


def _operands_of(node: n.Expression) -> Iterator[n.Expression]:
    if isinstance(node, n.FactRef | n.CountMembers | n.Total) or type(node) in _JUDGES:
        yield node
        return
    for field in ("percent", "fact", "left", "of", "low", "high", "right", "values"):
        value = getattr(node, field, None)
        for part in value if isinstance(value, tuple) else (value,):
            if part is not None and type(part).__module__ == n.__name__:
                yield from _operands_of(part)


def _read_in(
    e: Explainer, operands: tuple[n.Expression, ...], s: Situation
) -> tuple[tuple[Read, ...], tuple[Judged, ...], tuple[str, ...]]:
    """Return the facts read in the operands of a leaf, the members that a count or total is over, and the groups that are open."""
    reads: dict[str, Read] = {}
    parts: list[Judged] = []
    lacking: dict[str, None] = {}
    for operand in operands:
        if isinstance(operand, n.FactRef):
            reader = _reader(e.program, operand)
            read = reader[0](reader, e, s)
            reads.setdefault(read.path, read)
        elif isinstance(operand, n.DefineRef):
            more = _read_in(e, _operands(e.program, e.policy.defines[operand.path].expression), s)
            reads |= {read.path: read for read in more[0] if read.path not in reads}
            parts += more[1]
            lacking |= dict.fromkeys(more[2])
        elif isinstance(operand, n.CountMembers | n.Total):
            counted, group = _members(e, operand, s)
            parts += counted
            lacking |= dict.fromkeys(group)
        elif type(operand) in _JUDGES:  # a define of conditions: what it was decided from
            parts.append(e.judge(operand, s))
    return tuple(reads.values()), tuple(parts), tuple(lacking)


def _members(e: Explainer, node: n.CountMembers | n.Total, s: Situation) -> tuple[list[Judged], list[str]]:
    """Return what each member of a group is counted for, and the group where more members may come."""
    group = node.group if isinstance(node, n.CountMembers) else node.fact.group  # type: ignore[union-attr]
    state = s.groups.get(group, NOBODY)
    parts = []
    for member in state.members:
        there = s.of(group, member)
        if node.where is not None:
            judged = e.judge(node.where, there)
            parts.append(of_member(judged, member))
            if judged.truth is NO:
                continue
        if isinstance(node, n.Total):
            reads, _, _ = _read_in(e, _operands(e.program, node.fact), there)
            truth = UNKNOWN if any(read.value is UNKNOWN for read in reads) else YES
            parts.append(JudgedMore(node.fact, truth, "leaf", (), reads, evaluated(e.program.instruction(node.fact), there), member=member))
    return parts, [] if state.closed else [group]


def _reader(program: Program, node: n.FactRef) -> Reader:
    """Return what reads a fact: a member's own statement, else the general one."""
    found: Reader = program.kept("reader", node, lambda: _made_reader(program, node))
    return found


def _made_reader(program: Program, node: n.FactRef) -> Reader:
    judgement = program.policy.facts[node.path].type.kind == "judgement"
    return (_read_of_member if node.group else _read), node.path, judgement, node.group


def _read(r: Reader, e: Explainer, s: Situation) -> Read:
    _, path, judgement, _ = r
    value = s.general.get(path, UNKNOWN)
    return Read(path, path, value, e.weak and _is_weak(e.draft, path, None, value), judgement, e.draft, None)


def _read_of_member(r: Reader, e: Explainer, s: Situation) -> Read:
    _, path, judgement, group = r
    member = s.member.get(group)
    if member is None:
        return _read(r, e, s)
    shown, value = f"{group}.{member}.{path[len(group) + 1 :]}", s.value(path, group)
    return Read(shown, path, value, e.weak and _is_weak(e.draft, path, member, value), judgement, e.draft, member)


def _is_weak(draft: Draft, path: str, member: str | None, value: Any) -> bool:
    """True for a value of the weak reading that the draft states weakly, or not at all, or of which it states parts."""
    if value is UNKNOWN:
        return False
    stated = stated_of(draft, path, member)
    return stated is None or stated.weak or stated.kind == "open" or (isinstance(value, Members) and value.whole and value != stated.value)


# ---- groups ----------------------------------------------------------------------------------------------------


def _quantified(program: Program, node: n.Quantified) -> Judge:
    return _over_members, node, program.instruction(node), judge_of(program, node.condition)


def _over_members(j: Judge, e: Explainer, s: Situation) -> Judged:
    _, node, condition, judge = j
    group, negative = node.group, node.quantifier == "no"
    combination: Literal["all", "some"] = "all" if node.quantifier == "every" else "some"
    truth, state = evaluated(condition, s), s.groups.get(group, NOBODY)
    if state.silent:
        return JudgedMore(node, truth, combination, lacking=(group,), negative=negative)
    parts = [of_member(judged_by(judge, e, s.of(group, member)), member) for member in state.members]
    if not state.members and not state.closed:
        parts.append(judged_by(judge, e, s.of(group, None)))
    lacking: tuple[str, ...] = ()
    if state.members and not state.closed:
        other = judged_by(judge, e, s.of(group, None))
        if other.truth is not (YES if node.quantifier == "every" else NO):
            lacking = (group,) if truth is UNKNOWN else ()
        elif truth is not UNKNOWN:
            parts.append(of_member(other, ""))
    made = state.made if not parts else ()
    return JudgedMore(node, truth, combination, tuple(parts), lacking=lacking, negative=negative, made=made)


# ---- events ----------------------------------------------------------------------------------------------------


def _event(program: Program, node: Any) -> Judge:
    return _of_event, node


def _of_event(j: Judge, e: Explainer, s: Situation) -> Judged:
    node, network = j[1], s.network()
    if isinstance(node, n.Happens):
        verdict = network.happens(node.event)
    elif isinstance(node, n.HappensBefore):
        verdict = network.before(node.event, node.other)
    else:
        ask = network.within if isinstance(node, n.HappensWithin) else network.after
        verdict = ask(node.event, node.duration, node.other)
    lacking = verdict.missing if verdict.truth is UNKNOWN else ()
    made = tuple([step.made for step in verdict.steps])
    return JudgedMore(node, verdict.truth, "leaf", made=made, lacking=lacking, reason=verdict.reason)


_JUDGES: dict[type, Callable[[Program, Any], Judge]] = {
    n.And: _and, n.Or: _or, n.Not: _not, n.AtLeast: _at_least, n.DefineRef: _define,
    n.Quantified: _quantified, n.Happens: _event, n.HappensBefore: _event, n.HappensWithin: _event, n.HappensAfter: _event,
}  # fmt: skip
