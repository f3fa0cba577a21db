"""What is said over the members of a group: any, every, none, how many, how much together.

A group of which the draft says nothing is one unknown; one that is not closed may have members of which nothing is known but
what is said in general (language.md, "Groups").
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from rulebook.checking.situation import NOBODY, Condition, Quantity, Situation
from rulebook.values import EQUAL, NO, NOUGHT, UNKNOWN, YES, Range, Truth, Value, add, compare

__all__ = ["counted", "members_of", "quantified", "totalled"]


def members_of(s: Situation, group: str) -> Iterator[Situation]:
    """Give the situation of each named member of a group; with none named, of what is said in general."""
    named = s.groups.get(group, NOBODY).members
    for member in named or (None,):
        yield s.of(group, member)


def quantified(condition: Condition, group: str, quantifier: str) -> Condition:
    """Return the function that says whether any member of a group, every or none meets a condition."""
    # `any` and `no` look for a yes, `every` for a no; the member that decides is what they look for.
    sought, otherwise = (NO, YES) if quantifier == "every" else (YES, NO)
    found, none_found = {"any": (YES, NO), "every": (NO, YES), "no": (NO, YES)}[quantifier]

    def evaluated(s: Situation) -> Truth:
        state = s.groups.get(group, NOBODY)
        if state.silent:
            return UNKNOWN
        if state.closed and not state.members:
            return none_found
        undecided = False
        for there in members_of(s, group):
            truth = condition(there)
            if truth is sought:
                return found
            undecided = undecided or truth is UNKNOWN
        if state.members and not state.closed:  # there may be another member, of which only the general statements are known
            undecided = undecided or condition(s.of(group, None)) is not otherwise
        return UNKNOWN if undecided else none_found

    return evaluated


def counted(condition: Condition | None, s: Situation, group: str) -> Value | Truth:
    """Return how many members of a group meet the condition: a number, a range, or UNKNOWN where none is named and the group is open."""
    state = s.groups.get(group, NOBODY)
    if not state.members and not state.closed:
        return UNKNOWN
    truths = [condition(s.of(group, member)) if condition is not None else YES for member in state.members]
    certain = sum(truth is YES for truth in truths)
    possible = certain + sum(truth is UNKNOWN for truth in truths)
    if not state.closed:
        return Range(certain, None)
    return certain if certain == possible else Range(certain, possible)


def totalled(amount: Quantity, condition: Condition | None, s: Situation, group: str) -> Value | Truth:
    """Return the total over the members of a group that meet the condition; a range where some are not known, UNKNOWN where nothing
    adds up."""
    state = s.groups.get(group, NOBODY)
    if not state.members and not state.closed:
        return UNKNOWN
    low: Value | None = NOUGHT
    high: Value | None = NOUGHT
    endless = not state.closed
    for member in state.members:
        there = s.of(group, member)
        truth = condition(there) if condition is not None else YES
        if truth is NO:
            continue
        value = amount(there)
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
