"""How the value of a condition came about: the same evaluation as `program`, kept part by part.

Each node of a condition becomes a function of an `Explainer` and a situation, made once. The truth of a node comes from the
functions of `program`, or from its parts by the same tables; what is added here is which facts were read, which are missing,
and why a comparison is not known.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from typing import Any, Literal

from rulebook.checking.explanation.judged import Judged, JudgedMore, Read, of_member, stated_of
from rulebook.checking.program.compilation import Program
from rulebook.checking.program.situation import NOBODY, Situation
from rulebook.drafts.draft import Draft
from rulebook.language import nodes as n
from rulebook.values import NO, UNKNOWN, YES, Truth, all_of, any_of, at_least, negate, why_unsure

__all__ = ["Explainer", "Judge", "judge_of"]


class Explainer:
    """Explains conditions about one draft, in its solid or its `weak` reading."""

    __slots__ = ("draft", "policy", "program", "weak")

    def __init__(self, program: Program, draft: Draft, weak: bool = False) -> None:
        self.program, self.policy, self.draft, self.weak = program, program.policy, draft, weak

    def judge(self, node: n.Expression, s: Situation) -> Judged:
        """Return the condition with its truth and the parts that it was decided from."""
        return judge_of(self.program, node)(self, s)


Judge = Callable[[Explainer, Situation], Judged]
Reader = Callable[[Explainer, Situation], Read]


def judge_of(program: Program, node: n.Expression) -> Judge:
    """Return what explains a condition."""
    found: Judge = program.kept("judge", node, lambda: _JUDGES.get(type(node), _leaf)(program, node))
    return found


# ---- logic -----------------------------------------------------------------------------------------------------


def _joined(by: Callable[[Iterable[Truth]], Truth], name: Literal["all", "some"]) -> Callable[[Program, n.And | n.Or], Judge]:
    """Return what explains conditions that are joined by `and`, or by `or`."""

    def made(program: Program, node: n.And | n.Or) -> Judge:
        judges = [judge_of(program, part) for part in node.parts]

        def judged(e: Explainer, s: Situation) -> Judged:
            parts = tuple([judge(e, s) for judge in judges])
            return Judged(node, by([part.truth for part in parts]), name, parts)

        return judged

    return made


def _not(program: Program, node: n.Not) -> Judge:
    judge = judge_of(program, node.part)

    def judged(e: Explainer, s: Situation) -> Judged:
        part = judge(e, s)
        return Judged(node, negate(part.truth), "same", (part,))

    return judged


def _at_least(program: Program, node: n.AtLeast) -> Judge:
    judges, count = [judge_of(program, part) for part in node.parts], node.count

    def judged(e: Explainer, s: Situation) -> Judged:
        parts = tuple([judge(e, s) for judge in judges])
        return JudgedMore(node, at_least(count, [part.truth for part in parts]), "count", parts, count=count)

    return judged


def _define(program: Program, node: n.DefineRef) -> Judge:
    judge = judge_of(program, program.policy.defines[node.path].expression)

    def judged(e: Explainer, s: Situation) -> Judged:
        part = judge(e, s)
        return Judged(node, part.truth, "same", (part,))

    return judged


# ---- leaves ----------------------------------------------------------------------------------------------------


def _leaf(program: Program, node: n.Expression) -> Judge:
    """Explain a comparison, or a yes/no fact used bare."""
    condition, operands = program.condition(node), _operands(program, node)
    left, limit = _side(program, node, "left"), _side(program, node, "right")
    facts = {operand.path: operand for operand in operands if isinstance(operand, n.FactRef)}
    only = len(facts) == 1 and all(isinstance(operand, n.FactRef) for operand in operands)
    if only and limit is None and (isinstance(node, n.FactRef) or isinstance(getattr(node, "left", None), n.FactRef)):
        return _of_one_fact(node, condition, _reader(program, *facts.values()), compared=left is not None)

    def judged(e: Explainer, s: Situation) -> Judged:
        truth = condition(s)
        reads, parts, lacking = _read_in(e, operands, s)
        value, other = left(s) if left is not None else None, limit(s) if limit is not None else None
        reason = _why(program, node, s) if truth is UNKNOWN else ""
        return JudgedMore(node, truth, "leaf", parts, reads, value, other, lacking=lacking, reason=reason)

    return judged


def _of_one_fact(node: n.Expression, condition: Callable[[Situation], Truth], read: Reader, compared: bool) -> Judge:
    """Explain a comparison of one fact with plain values, or a fact used bare: most conditions are one or the other."""

    def judged(e: Explainer, s: Situation) -> Judged:
        truth, one = condition(s), read(e, s)
        if not compared:
            return Judged(node, truth, "leaf", (), (one,))
        if truth is UNKNOWN and one.value is not UNKNOWN:
            return JudgedMore(node, truth, "leaf", (), (one,), one.value, reason=_why(e.program, node, s))
        return Judged(node, truth, "leaf", (), (one,), one.value)

    return judged


def _side(program: Program, node: n.Expression, side: str) -> Callable[[Situation], Any] | None:
    """Return what gives the value of a side of a comparison; None where it has no such side, or a plain value stands there."""
    part = getattr(node, side, None)
    if not isinstance(part, n.Expression) or (side == "right" and isinstance(part, n.Literal_ | n.Choice | n.Listed)):
        return None
    return program.quantity(part)


def _why(program: Program, node: n.Expression, s: Situation) -> str:
    """Return why a comparison of known values is undecided: the start date, two currencies, a range."""
    left = getattr(node, "left", None)
    if left is None:
        return ""
    one = program.quantity(left)(s)
    if one is UNKNOWN:
        return _why_quantity(program, left, s)
    others = [getattr(node, field) for field in ("right", "low", "high") if isinstance(getattr(node, field, None), n.Expression)]
    others += list(node.values) if isinstance(node, n.IsOneOf) else []
    for other in others:
        value = program.quantity(other)(s)
        reason = _why_quantity(program, other, s) if value is UNKNOWN else why_unsure(one, value)
        if reason:
            return reason
    return ""


def _why_quantity(program: Program, node: n.Expression, s: Situation) -> str:
    """Return why a quantity whose parts are known is not: what cannot be added, or divided."""
    if isinstance(node, n.Arithmetic | n.Ratio):
        left, right = program.quantity(node.left)(s), program.quantity(node.right)(s)
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
            read = _reader(e.program, operand)(e, s)
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
            parts.append(JudgedMore(node.fact, truth, "leaf", (), reads, e.program.quantity(node.fact)(there), member=member))
    return parts, [] if state.closed else [group]


def _reader(program: Program, node: n.FactRef) -> Reader:
    """Return what reads a fact: a member's own statement, else the general one."""
    found: Reader = program.kept("reader", node, lambda: _made_reader(program, node))
    return found


def _made_reader(program: Program, node: n.FactRef) -> Reader:
    path, group = node.path, node.group
    judgement = program.policy.facts[path].type.kind == "judgement"

    def read(e: Explainer, s: Situation) -> Read:
        value = s.general.get(path, UNKNOWN)
        return Read(path, path, value, e.weak and _is_weak(e.draft, path, None, value), judgement, e.draft, None)

    def read_of_member(e: Explainer, s: Situation) -> Read:
        member = s.member.get(group)
        if member is None:
            return read(e, s)
        shown, value = f"{group}.{member}.{path[len(group) + 1 :]}", s.value(path, group)
        return Read(shown, path, value, e.weak and _is_weak(e.draft, path, member, value), judgement, e.draft, member)

    return read_of_member if group else read


def _is_weak(draft: Draft, path: str, member: str | None, value: Any) -> bool:
    """True for a value of the weak reading that the draft states weakly, or not at all."""
    stated = stated_of(draft, path, member)
    return value is not UNKNOWN and (stated is None or stated.weak or stated.kind == "open")


# ---- groups ----------------------------------------------------------------------------------------------------


def _quantified(program: Program, node: n.Quantified) -> Judge:
    condition, judge, group = program.condition(node), judge_of(program, node.condition), node.group
    combination: Literal["all", "some"] = "all" if node.quantifier == "every" else "some"
    negative, otherwise = node.quantifier == "no", YES if node.quantifier == "every" else NO

    def judged(e: Explainer, s: Situation) -> Judged:
        truth, state = condition(s), s.groups.get(group, NOBODY)
        if state.silent:
            return JudgedMore(node, truth, combination, lacking=(group,), negative=negative)
        parts = [of_member(judge(e, s.of(group, member)), member) for member in state.members]
        if not state.members and not state.closed:
            parts.append(judge(e, s.of(group, None)))
        lacking: tuple[str, ...] = ()
        if state.members and not state.closed:
            other = judge(e, s.of(group, None))
            if other.truth is not otherwise:
                lacking = (group,) if truth is UNKNOWN else ()
            elif truth is not UNKNOWN:
                parts.append(of_member(other, ""))
        made = state.made if not parts else ()
        return JudgedMore(node, truth, combination, tuple(parts), lacking=lacking, negative=negative, made=made)

    return judged


# ---- events ----------------------------------------------------------------------------------------------------


def _event(program: Program, node: Any) -> Judge:
    def judged(e: Explainer, s: Situation) -> Judged:
        network = s.network()
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

    return judged


_JUDGES: dict[type, Callable[[Program, Any], Judge]] = {
    n.And: _joined(all_of, "all"), n.Or: _joined(any_of, "some"), n.Not: _not, n.AtLeast: _at_least, n.DefineRef: _define,
    n.Quantified: _quantified, n.Happens: _event, n.HappensBefore: _event, n.HappensWithin: _event, n.HappensAfter: _event,
}  # fmt: skip
