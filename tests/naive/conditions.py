"""Expressions of the rule language, read one node at a time by the tables of strong Kleene logic.

An answer is a truth with what is missing where it is not known, and the judgements that it rests on where it is. An
amount is known exactly, between two ends, or not at all.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, replace
from itertools import product
from typing import Any

from rulebook.language import nodes as n
from rulebook.language.policy import Fact
from rulebook.values import (
    EQUAL,
    GREATER,
    LESS,
    NO,
    NOUGHT,
    UNKNOWN,
    YES,
    Members,
    Truth,
    Value,
    add,
    at_least,
    compare,
    multiply,
    negate,
    ratio,
    share,
    subtract,
)  # fmt: skip
from tests.naive.facts import GENERAL, OTHER, Reading, Whose
from tests.naive.procedures import Happening, Procedure

__all__ = ["NONE", "SETTLED", "UNPINNED", "Answer", "Conditions", "conjunction", "disjunction", "opposite"]

UNPINNED = "<the language does not say on which>"  # stands among judgements that no sentence of language.md settles


NONE: frozenset[str] = frozenset()


@dataclass(frozen=True)
class Answer:
    """A truth; where it is not known, the names of what is missing; else the judgements and the weak statements on which it rests."""

    truth: Truth
    missing: frozenset[str] = NONE
    judgements: frozenset[str] = NONE
    weak: frozenset[str] = NONE


SETTLED = Answer(YES)


@dataclass(frozen=True)
class Amount:
    """What an expression comes to: from `low` up to `high` (None: without end). Not known where `known` is false."""

    known: bool
    low: Any = None
    high: Any = None
    missing: frozenset[str] = NONE
    judgements: frozenset[str] = NONE
    weak: frozenset[str] = NONE

    @property
    def ends(self) -> tuple[Any, Any]:
        return self.low, self.high


def _missing(parts: Iterable[Answer | Amount]) -> frozenset[str]:
    return NONE.union(*(part.missing for part in parts))


def _judgements(parts: Iterable[Answer | Amount]) -> frozenset[str]:
    return NONE.union(*(part.judgements for part in parts))


def _weak(parts: Iterable[Answer | Amount]) -> frozenset[str]:
    return NONE.union(*(part.weak for part in parts))


def fewest(sets: Sequence[frozenset[str]], number: int = 1) -> frozenset[str]:
    """A decided `or` rests on the part that needs the fewest judgements, the first if equal; and likewise the fewest weak statements."""
    return NONE.union(*sorted(sets, key=len)[:number])


def counted(parts: Sequence[Answer], number: int) -> Answer:
    """Return whether at least so many of the parts are yes."""
    truth = at_least(number, [part.truth for part in parts])
    mine = [part for part in parts if part.truth is truth]
    if truth is UNKNOWN:
        return Answer(UNKNOWN, _missing(mine))
    needed = number if truth is YES else len(parts) - number + 1
    return Answer(truth, NONE, fewest([part.judgements for part in mine], needed), fewest([part.weak for part in mine], needed))


def conjunction(parts: Sequence[Answer]) -> Answer:
    """Return whether all parts are yes."""
    return counted(parts, len(parts)) if parts else SETTLED


def disjunction(parts: Sequence[Answer]) -> Answer:
    """Return whether one part is yes."""
    return counted(parts, 1) if parts else Answer(NO)


def opposite(answer: Answer) -> Answer:
    """Return whether it is no."""
    return replace(answer, truth=negate(answer.truth))


class Conditions:
    """Reads conditions of rules off a draft; `procedure` has the steps of the track in question."""

    def __init__(self, reading: Reading, procedure: Procedure) -> None:
        self.reading, self.procedure = reading, procedure
        self.policy, self.draft = reading.policy, reading.draft

    # ---- truths

    def truth(self, node: n.Expression, whose: Whose) -> Answer:
        """Return whether a condition is yes."""
        match node:
            case n.And():
                return conjunction([self.truth(part, whose) for part in node.parts])
            case n.Or():
                return disjunction([self.truth(part, whose) for part in node.parts])
            case n.Not():
                return opposite(self.truth(node.part, whose))
            case n.AtLeast():
                return counted([self.truth(part, whose) for part in node.parts], node.count)
            case n.FactRef() | n.Literal_():
                amount = self.amount(node, whose)
                return Answer(amount.low, NONE, amount.judgements, amount.weak) if amount.known else Answer(UNKNOWN, amount.missing)
            case n.DefineRef():
                return self.truth(self.policy.defines[node.path].expression, whose)
            case n.Compare() | n.Between() | n.IsOneOf() | n.Includes():
                return self._supposed_of_groups(node, self._compared(node, whose))
            case n.Quantified():
                return self._supposed_of_groups(node, self._quantified(node, whose))
            case n.Happens() | n.HappensBefore() | n.HappensWithin() | n.HappensAfter():
                return self._happening(node)
            case _:
                raise AssertionError(f"no condition: {node}")

    def _happening(self, node: Happening) -> Answer:
        truth = self.procedure.truth(node)
        return Answer(truth, frozenset(self.procedure.events) if truth is UNKNOWN else NONE)

    def _supposed_of_groups(self, node: n.Expression, answer: Answer) -> Answer:
        """Return the answer that is supposed of a group, where what the draft leaves open of it is what is missing."""
        if answer.truth is UNKNOWN:
            for group, truth in self.reading.supposed_groups.items():
                if group in answer.missing:
                    return Answer(truth)
        return answer

    def _compared(self, node: n.Expression, whose: Whose) -> Answer:
        match node:
            case n.Compare():
                return self._compare(node.operator, node.left, node.right, whose)
            case n.Between():
                return conjunction(
                    [self._compare("is at least", node.left, node.low, whose), self._compare("is at most", node.left, node.high, whose)]
                )
            case n.IsOneOf():
                one = disjunction([self._compare("is", node.left, value, whose) for value in node.values])
                return opposite(one) if node.negated else one
            case n.Includes():
                right = (
                    node.right
                    if not isinstance(node.right, tuple)
                    else n.Listed(tuple(c.value for c in node.right if isinstance(c, n.Choice)), node.span)
                )
                return self._sets(node.mode, node.left, right, whose)
        raise AssertionError(f"no comparison: {node}")

    def _compare(self, operator: str, left: n.Expression, right: n.Expression, whose: Whose) -> Answer:
        if isinstance(self._resolved(left), n.FactRef) and self._fact(left).type.kind == "any of":
            same = self._sets("same", left, right, whose)
            return opposite(same) if operator == "is not" else same
        sides = [self.amount(left, whose), self.amount(right, whose)]
        if not all(side.known for side in sides):
            return Answer(UNKNOWN, _missing(side for side in sides))
        allowed, refused = _OPERATORS[operator]
        orders = _possible_orders(*sides)
        truth = YES if not orders & ~allowed else NO if not orders & ~refused else UNKNOWN
        return Answer(truth, _missing(sides)) if truth is UNKNOWN else Answer(truth, NONE, _judgements(sides), _weak(sides))

    # ---- sets

    def _resolved(self, node: n.Expression) -> n.Expression:
        while isinstance(node, n.DefineRef):
            node = self.policy.defines[node.path].expression
        return node

    def _fact(self, node: n.Expression) -> Fact:
        node = self._resolved(node)
        assert isinstance(node, n.FactRef)
        return self.policy.facts[node.path]

    def _sets(self, mode: str, left: n.Expression, right: n.Expression, whose: Whose) -> Answer:
        """Return what holds in every world: in each, a value whose part is not stated is in the set or is not."""
        choices = self._fact(left).type.choices
        sides = [self.amount(side, whose) for side in (left, right)]
        if not all(side.known for side in sides):
            return Answer(UNKNOWN, _missing(sides))
        holds = _SET_MODES[mode]
        found = {holds(one, other) for one, other in product(*(_worlds(side.low, choices) for side in sides))}
        truth = UNKNOWN if len(found) > 1 else YES if found.pop() else NO
        return Answer(truth, _missing(sides)) if truth is UNKNOWN else Answer(truth, weak=_weak(sides))

    # ---- groups

    def _quantified(self, node: n.Quantified, whose: Whose) -> Answer:
        group = self.draft.groups.get(node.group)
        if group is None or group.silent:
            return Answer(UNKNOWN, frozenset({node.group}))
        wanted, join, flip = (YES, conjunction, False) if node.quantifier == "every" else (NO, disjunction, node.quantifier == "no")
        over = list(group.members) if group.closed or group.members else [GENERAL]
        answers = [self.truth(node.condition, {**whose, node.group: member}) for member in over]
        if group.members and not group.closed:
            other = self.truth(node.condition, {**whose, node.group: OTHER})
            answers.append(other if other.truth is wanted else Answer(UNKNOWN, frozenset({node.group})))
        return opposite(join(answers)) if flip else join(answers)

    def _count(self, node: n.CountMembers, whose: Whose) -> Amount:
        return self._over_members(node.group, node.where, whose, lambda member: Amount(True, 1, 1), 0)

    def _total(self, node: n.Total, whose: Whose) -> Amount:
        assert isinstance(node.fact, n.FactRef | n.DefineRef)
        group, fact = node.fact.group, node.fact

        def amount_of(member: str) -> Amount:
            made = self.amount(fact, {**whose, group: member})
            return made if made.known else Amount(True, NOUGHT, None, made.missing)

        return self._over_members(group, node.where, whose, amount_of, NOUGHT)

    def _over_members(
        self, name: str, where: n.Expression | None, whose: Whose, amount_of: Callable[[str], Amount], nothing: Any
    ) -> Amount:
        """Add up what is counted of each member; one of whom it is not known whether it counts adds nought or that much."""
        group = self.draft.groups.get(name)
        if group is None or group.silent or not (group.closed or group.members):
            return Amount(False, missing=frozenset({name}))
        total = Amount(True, nothing, nothing)
        for member in group.members:
            counts = self.truth(where, {**whose, name: member}) if where is not None else SETTLED
            if counts.truth is not NO:
                own = amount_of(member)
                low = own.low if counts.truth is YES else nothing
                total = _added(total, Amount(True, low, own.high, own.missing | counts.missing, weak=own.weak))
            if counts.judgements:
                total = replace(total, judgements=frozenset({UNPINNED}))
            total = replace(total, weak=total.weak | counts.weak)
        return total if group.closed else _added(total, Amount(True, nothing, None, frozenset({name})))

    # ---- amounts

    def amount(self, node: n.Expression, whose: Whose) -> Amount:
        """Return what an expression comes to."""
        match node:
            case n.FactRef():
                leaf = self.reading.leaf(node.path, node.group, whose)
                judged = frozenset({leaf.judged} if leaf.judged else ())
                partial = isinstance(leaf.value, Members) and not leaf.value.whole
                missing = frozenset({leaf.missing} if leaf.value is None or partial else ())
                weak = frozenset({leaf.weak} if leaf.weak else ())
                return Amount(leaf.value is not None, leaf.value, leaf.value, missing, judged, weak)
            case n.DefineRef():
                return self.amount(self.policy.defines[node.path].expression, whose)
            case n.Literal_():
                return _exactly(node.value)
            case n.Choice():
                return _exactly(node.value)
            case n.Listed():
                return _exactly(Members(frozenset(node.values)))
            case n.Arithmetic():
                return _ends_of(
                    _ARITHMETIC[node.operator], self.amount(node.left, whose), self.amount(node.right, whose), node.operator == "-"
                )
            case n.Share():
                return _ends_of(share, self.amount(node.percent, whose), self.amount(node.of, whose), False)
            case n.Ratio():
                return _ratio(self.amount(node.left, whose), self.amount(node.right, whose))
            case n.CountMembers():
                return self._count(node, whose)
            case n.Total():
                return self._total(node, whose)
            case n.CountSet():
                return self._size(node, whose)
            case _:
                answer = self.truth(node, whose)
                value = None if answer.truth is UNKNOWN else answer.truth
                return Amount(value is not None, value, value, answer.missing, answer.judgements, answer.weak)

    def _size(self, node: n.CountSet, whose: Whose) -> Amount:
        found = self.amount(node.fact, whose)
        if not found.known:
            return found
        sizes = {len(world) for world in _worlds(found.low, self._fact(node.fact).type.choices)}
        return Amount(True, min(sizes), max(sizes), found.missing if len(sizes) > 1 else NONE, weak=found.weak)


def _exactly(value: Value | None) -> Amount:
    assert value is not None
    return Amount(True, value, value)


_ARITHMETIC: dict[str, Callable[[Value, Value], Value | None]] = {"+": add, "-": subtract, "*": multiply}

_OPERATORS = {
    "is": (EQUAL, LESS | GREATER),
    "is not": (LESS | GREATER, EQUAL),
    **dict.fromkeys(("is at most", "is on or before"), (LESS | EQUAL, GREATER)),
    **dict.fromkeys(("is at least", "is on or after"), (GREATER | EQUAL, LESS)),
    **dict.fromkeys(("is more than", "is after"), (GREATER, LESS | EQUAL)),
    **dict.fromkeys(("is less than", "is before"), (LESS, GREATER | EQUAL)),
}

_SET_MODES: dict[str, Callable[[frozenset[str], frozenset[str]], bool]] = {
    "same": lambda one, other: one == other,
    "one": lambda one, other: other <= one,
    "any of": lambda one, other: bool(one & other),
    "all of": lambda one, other: other <= one,
    "only": lambda one, other: one <= other,
}


def _worlds(members: Members, choices: Sequence[str]) -> list[frozenset[str]]:
    """Return every set that the stated parts leave possible."""
    if members.whole:
        return [members.included]
    free = [word for word in choices if word not in members.included | members.excluded]
    return [members.included | {word for word, there in zip(free, world) if there} for world in product((False, True), repeat=len(free))]


def _possible_orders(left: Amount, right: Amount) -> int:
    """Return the orders between any value of the one and any of the other, as the bits of `compare`."""
    orders = 0
    for one, other in product(left.ends, right.ends):
        if one is None and other is None:
            orders |= LESS | EQUAL | GREATER
        elif one is None:
            orders |= GREATER
        elif other is None:
            orders |= LESS
        else:
            orders |= compare(one, other)
    between = left.low != left.high or right.low != right.high
    return orders | EQUAL if between and orders & LESS and orders & GREATER else orders


def _ends_of(operation: Callable[[Value, Value], Value | None], left: Amount, right: Amount, falls: bool) -> Amount:
    """Return the amounts between the results at both ends; with `falls`, more on the right is less in the result."""
    parts = (left, right)
    if not (left.known and right.known):
        return Amount(False, missing=_missing(parts))
    other_low, other_high = (right.high, right.low) if falls else right.ends
    if other_low is None:
        return Amount(False, missing=_missing(parts))
    low = operation(left.low, other_low)
    endless = left.high is None or other_high is None
    high = None if endless else operation(left.high, other_high)
    if low is None or (high is None and not endless):
        return Amount(False, missing=_missing(parts))
    return Amount(True, low, high, _missing(parts), _judgements(parts), _weak(parts))


def _added(left: Amount, right: Amount) -> Amount:
    return _ends_of(add, left, right, False) if left.known else left


def _ratio(left: Amount, right: Amount) -> Amount:
    """Return how many times the right is in the left; nought per nought, where it is possible, is not known."""
    parts = (left, right)
    if not (left.known and right.known) or ratio(left.low, right.low) is None:
        return Amount(False, missing=_missing(parts))
    low: Any = 0 if right.high is None else ratio(left.low, right.high)
    high: Any = None if left.high is None else ratio(left.high, right.low)
    if low is None or (high is None and left.high is not None):
        return Amount(False, missing=_missing(parts))
    return Amount(True, low, high, _missing(parts), _judgements(parts), _weak(parts))
