"""A value that a draft could state so that a comparison holds: the limit itself, one step beyond it, the allowed part of a list."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from rulebook.checking.program.comparing import NEGATED
from rulebook.language import nodes as n
from rulebook.language.policy import FactType, Policy
from rulebook.values import NO, UNKNOWN, UNLIMITED, YES, Date, Duration, Members, Money, Percent, Truth, Value, add, read_date, subtract

__all__ = ["one_above", "one_below", "witnesses"]


def witnesses(policy: Policy, fact: n.FactRef, node: n.Expression, stated: Any, wanted: Truth, other: Any) -> Iterator[Value]:
    """Give values of the fact with which the comparison would likely be as wanted; whoever uses one tries it out.

    `stated` is what the draft says now, `other` the value of the right side, each UNKNOWN or None where there is none.
    """
    kind = policy.facts[fact.path].type
    if isinstance(node, n.FactRef):
        yield YES if wanted is YES else NO
    elif isinstance(node, n.Compare):
        operator = node.operator if wanted is YES else NEGATED[node.operator]
        yield from _compared(kind, operator, other)
    elif isinstance(node, n.Between):
        for end in (node.low, node.high):
            if isinstance(end, n.Literal_) and end.value is not None:
                yield from ([end.value] if wanted is YES else [*_above(end.value), *_below(end.value)])
    elif isinstance(node, n.IsOneOf):
        yield from _of_list(kind, node, wanted)
    elif isinstance(node, n.Includes):
        yield from _of_set(kind, node, stated, wanted, other)


def _compared(kind: FactType, operator: str, other: Any) -> Iterator[Value]:
    if other is None or other is UNKNOWN:
        return
    if kind.kind == "yes/no":
        yield other if operator == "is" else (NO if other is YES else YES)
    elif kind.kind == "one of":
        yield from [other] if operator == "is" else [choice for choice in kind.choices if choice != other]
    elif kind.kind == "any of":
        yield from [other] if operator == "is" else _other_sets(kind, other)
    elif operator in {"is", "is at most", "is at least", "is on or before", "is on or after"}:
        yield other
    elif operator in {"is more than", "is after", "is not"}:
        yield from _above(other)
        if operator == "is not":
            yield from _below(other)
    else:
        yield from _below(other)


def _other_sets(kind: FactType, other: Members) -> Iterator[Value]:
    for choice in kind.choices:
        if choice not in other.included:
            yield Members(other.included | {choice})
    for choice in sorted(other.included):
        yield Members(other.included - {choice})
    yield Members(frozenset({choice for choice in kind.choices if choice != "none"}))


def _one_more(value: Any) -> Value:
    """Return one of the unit in which the value counts."""
    return Percent(1) if isinstance(value, Percent) else Money(value.currency, 1) if isinstance(value, Money) else 1


def _above(value: Any) -> Iterator[Value]:
    """Give values a little more than this one."""
    if isinstance(value, Duration):
        unit = "months" if value.months else "working days" if value.working_days else "days" if value.days else "hours"
        if value is not UNLIMITED and (step := Duration.of([(1, unit)])) is not None and (more := add(value, step)) is not None:
            yield more
        yield UNLIMITED
    elif isinstance(value, Date):
        yield from _day_beside(value, 1)
    elif (more := add(value, _one_more(value))) is not None:
        yield more


def _below(value: Any) -> Iterator[Value]:
    """Give values less than this one, the smallest last."""
    if isinstance(value, Duration):
        for unit in ("months", "days", "hours"):
            step = Duration.of([(1, unit)])
            if step is not None and value != UNLIMITED and (less := subtract(value, step)) is not None:
                yield less
        nothing = Duration.of([(0, "hours")])
        if nothing is not None:
            yield nothing
    elif isinstance(value, Date):
        yield from _day_beside(value, -1)
    elif (less := subtract(value, _one_more(value))) is not None:
        yield less


def _day_beside(value: Date, step: int) -> Iterator[Value]:
    from datetime import date, timedelta  # needed for a repair only

    try:
        beside = read_date((date(value.year, value.month, value.day) + timedelta(days=step)).isoformat())
    except (ValueError, OverflowError):  # `never`, and the last days of the calendar, have no neighbour
        return
    if beside is not None:
        yield beside


def one_above(value: Any) -> Value | None:
    """Return the value moved up by one of the unit in which it is written; None where it cannot be moved."""
    return next(_moved(value, 1), None)


def one_below(value: Any) -> Value | None:
    """Return the value moved down by one of its unit; None where it cannot be moved."""
    return next(_moved(value, -1), None)


def _moved(value: Any, step: int) -> Iterator[Value]:
    if isinstance(value, Date):
        yield from _day_beside(value, step)
    elif isinstance(value, Duration):
        unit = value.units[-1] if value.units else ""
        one = Duration.of([(1, unit)]) if unit else None
        moved = None if one is None else add(value, one) if step > 0 else subtract(value, one)
        if moved is not None:
            yield moved
    elif (moved := add(value, _one_more(value)) if step > 0 else subtract(value, _one_more(value))) is not None:
        yield moved


def _of_list(kind: FactType, node: n.IsOneOf, wanted: Truth) -> Iterator[Value]:
    listed = [part.value for part in node.values if isinstance(part, n.Choice | n.Literal_) and part.value is not None]
    if (wanted is YES) is not node.negated:
        yield from listed
    elif kind.kind == "one of":
        yield from (choice for choice in kind.choices if choice not in listed)
    else:
        for value in listed:
            yield from _above(value)


def _of_set(kind: FactType, node: n.Includes, stated: Any, wanted: Truth, other: Any) -> Iterator[Value]:
    now = stated.included if isinstance(stated, Members) else frozenset()
    if isinstance(node.right, tuple):
        words = frozenset(part.value for part in node.right if isinstance(part, n.Choice))
    elif isinstance(other, Members):
        words = other.included
    else:
        return
    outside = frozenset(kind.choices) - words - {"none"}
    if node.mode == "only":
        yield from [Members(now & words), Members(words)] if wanted is YES else [Members(now | outside)]
    elif wanted is YES:
        yield Members(now | words)
        yield Members(words)
    else:
        yield Members(now - words)
        yield Members(outside)
