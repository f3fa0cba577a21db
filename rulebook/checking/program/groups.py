"""What is asked of the members of a group: quantifiers, counts, totals."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import TYPE_CHECKING, Any

from rulebook.checking.program.conditions import Instruction, evaluated
from rulebook.checking.program.situation import NOBODY, Situation
from rulebook.language import nodes as n
from rulebook.values import EQUAL, NO, NOUGHT, UNKNOWN, YES, Range, Truth, Value, add, compare

if TYPE_CHECKING:
    from rulebook.checking.program.compilation import Program

__all__ = ["MAKERS"]


def _members_of(s: Situation, group: str) -> Iterator[Situation]:
    """Give the situation of each named member of a group; with none named, of what is said in general."""
    named = s.groups.get(group, NOBODY).members
    for member in named or (None,):
        yield s.of(group, member)


def _quantified(program: Program, node: n.Quantified) -> Instruction:
    # `any` and `no` look for a yes, `every` for a no; the member that decides is what they look for.
    sought, otherwise = (NO, YES) if node.quantifier == "every" else (YES, NO)
    found, none_found = {"any": (YES, NO), "every": (NO, YES), "no": (NO, YES)}[node.quantifier]
    return _over_members, program.instruction(node.condition), node.group, sought, otherwise, found, none_found


def _over_members(i: Instruction, s: Situation) -> Truth:
    _, condition, group, sought, otherwise, found, none_found = i
    state = s.groups.get(group, NOBODY)
    if state.silent:
        return UNKNOWN
    if state.closed and not state.members:
        return none_found  # type: ignore[no-any-return]
    undecided = False
    for there in _members_of(s, group):
        truth = evaluated(condition, there)
        if truth is sought:
            return found  # type: ignore[no-any-return]
        undecided = undecided or truth is UNKNOWN
    if state.members and not state.closed:  # there may be another member, of which only the general statements are known
        undecided = undecided or evaluated(condition, s.of(group, None)) is not otherwise
    return UNKNOWN if undecided else none_found


def _count_members(program: Program, node: n.CountMembers) -> Instruction:
    return _counted, program.instruction(node.where) if node.where is not None else None, node.group


def _counted(i: Instruction, s: Situation) -> Value | Truth:
    """How many members of a group meet the condition: a number, a range, or UNKNOWN where none is named and the group is open."""
    _, condition, group = i
    state = s.groups.get(group, NOBODY)
    if not state.members and not state.closed:
        return UNKNOWN
    truths = [evaluated(condition, s.of(group, member)) if condition is not None else YES for member in state.members]
    certain = sum(truth is YES for truth in truths)
    possible = certain + sum(truth is UNKNOWN for truth in truths)
    if not state.closed:
        return Range(certain, None)
    return certain if certain == possible else Range(certain, possible)


def _total(program: Program, node: n.Total) -> Instruction:
    assert isinstance(node.fact, n.FactRef | n.DefineRef)
    where = program.instruction(node.where) if node.where is not None else None
    return _totalled, program.instruction(node.fact), where, node.fact.group


def _totalled(i: Instruction, s: Situation) -> Value | Truth:
    """The total over the members of a group that meet the condition; a range where some are not known, UNKNOWN where nothing adds up."""
    _, amount, condition, group = i
    state = s.groups.get(group, NOBODY)
    if not state.members and not state.closed:
        return UNKNOWN
    low: Value | None = NOUGHT
    high: Value | None = NOUGHT
    endless = not state.closed
    for member in state.members:
        there = s.of(group, member)
        truth = evaluated(condition, there) if condition is not None else YES
        if truth is NO:
            continue
        value = evaluated(amount, there)
        if value is UNKNOWN:
            endless = True
            continue
        if truth is YES:
            low = None if low is None else add(low, value)
        high = None if high is None else add(high, value)
    if low is None or high is None:  # two currencies do not add up
        return UNKNOWN
    if endless:
        return _range(low, None)
    return low if compare(low, high) == EQUAL else _range(low, high)


def _range(low: Any, high: Any) -> Value:
    if isinstance(low, Range):
        low = low.low
    if isinstance(high, Range):
        high = high.high
    return Range(low, high)


MAKERS: dict[type, Callable[[Program, Any], Any]] = {n.Quantified: _quantified, n.CountMembers: _count_members, n.Total: _total}
