"""What each node of a checked expression means: a function of a `Situation`, made once.

A function of a condition returns a `Truth`; of a quantity, its value, or UNKNOWN. `Truth.UNKNOWN` is the value that is not
known, whatever its type. Here and in `groups` stands what an expression means, and nowhere else; `explanation` shows how it
came about by asking the same functions.
"""

from __future__ import annotations

from collections.abc import Callable, Collection
from typing import TYPE_CHECKING, Any

from rulebook.checking.program.comparing import ORDERED, equal
from rulebook.checking.program.situation import Situation
from rulebook.language import nodes as n
from rulebook.values import (
    NO,
    UNKNOWN,
    YES,
    Duration,
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
)
from rulebook.values.durations import compare_durations
from rulebook.values.sets import includes, includes_all, includes_any, includes_only, size

if TYPE_CHECKING:
    from rulebook.checking.program.compilation import Program

__all__ = ["MAKERS", "Condition", "Quantity"]

Condition = Callable[[Situation], Truth]
Quantity = Callable[[Situation], Any]


# ---- leaves ----------------------------------------------------------------------------------------------------


def _fact(program: Program, node: n.FactRef) -> Quantity:
    path, group = node.path, node.group
    if not group:
        return lambda s: s.general.get(path, UNKNOWN)
    return lambda s: s.value(path, group)


def _define(program: Program, node: n.DefineRef) -> Quantity:
    return program.define(node.path)


def _literal(program: Program, node: n.Literal_) -> Quantity:
    value = node.value
    return lambda s: value


def _choice(program: Program, node: n.Choice) -> Quantity:
    value = node.value
    return lambda s: value


def _listed(program: Program, node: n.Listed) -> Quantity:
    value = Members(frozenset(node.values), frozenset(), True)
    return lambda s: value


# ---- logic -----------------------------------------------------------------------------------------------------


def _joined(decisive: Truth) -> Callable[[Program, n.And | n.Or], Condition]:
    """Return what makes conditions that are joined by `and`, which a no decides, or by `or`, which a yes does."""
    otherwise = negate(decisive)

    def made(program: Program, node: n.And | n.Or) -> Condition:
        parts = [program.condition(part) for part in node.parts]

        def evaluated(s: Situation) -> Truth:
            result = otherwise
            for part in parts:
                truth = part(s)
                if truth is decisive:
                    return truth
                if truth is UNKNOWN:
                    result = UNKNOWN
            return result

        return evaluated

    return made


def _not(program: Program, node: n.Not) -> Condition:
    part = program.condition(node.part)
    return lambda s: negate(part(s))


def _at_least(program: Program, node: n.AtLeast) -> Condition:
    parts, count = [program.condition(part) for part in node.parts], node.count
    return lambda s: at_least(count, [part(s) for part in parts])


# ---- comparisons -----------------------------------------------------------------------------------------------


def _compare(program: Program, node: n.Compare) -> Condition:
    left, right = program.quantity(node.left), program.quantity(node.right)
    kind = program.type_of(node.left)
    if node.operator in {"is", "is not"} and kind.kind in {"yes/no", "judgement", "one of", "any of"}:
        if isinstance(node.right, n.Choice):
            return _one_word(left, {node.right.value}, node.operator == "is not")
        return _same(equal(kind), left, right, node.operator == "is not")
    answers = ORDERED[node.operator]
    if isinstance(node.right, n.Literal_):
        return _with_limit(left, answers, node.right.value)

    def against_other(s: Situation) -> Truth:
        one, other = left(s), right(s)
        return UNKNOWN if one is UNKNOWN or other is UNKNOWN else answers[compare(one, other)]

    return against_other


def _with_limit(left: Quantity, answers: tuple[Truth, ...], limit: Any) -> Condition:
    def against_limit(s: Situation) -> Truth:
        value: Any = left(s)
        return UNKNOWN if value is UNKNOWN else answers[compare(value, limit)]

    def against_duration(s: Situation) -> Truth:
        value: Any = left(s)
        if type(value) is Duration:  # nearly always, where the limit is one
            return answers[compare_durations(value, limit)]
        return UNKNOWN if value is UNKNOWN else answers[compare(value, limit)]

    return against_duration if type(limit) is Duration else against_limit


def _same(equals: Callable[[Value, Value], Truth], left: Quantity, right: Quantity, negated: bool) -> Condition:
    def evaluated(s: Situation) -> Truth:
        one: Any = left(s)
        other: Any = right(s)
        if one is UNKNOWN or other is UNKNOWN:
            return Truth.UNKNOWN
        truth: Truth = equals(one, other)
        return negate(truth) if negated else truth

    return evaluated


def _between(program: Program, node: n.Between) -> Condition:
    left, low, high = (program.quantity(part) for part in (node.left, node.low, node.high))
    above, below = ORDERED["is at least"], ORDERED["is at most"]

    def evaluated(s: Situation) -> Truth:
        value, bottom, top = left(s), low(s), high(s)
        if value is UNKNOWN:
            return Truth.UNKNOWN
        over = UNKNOWN if bottom is UNKNOWN else above[compare(value, bottom)]
        under = UNKNOWN if top is UNKNOWN else below[compare(value, top)]
        return NO if over is NO or under is NO else YES if over is YES and under is YES else UNKNOWN

    return evaluated


def _is_one_of(program: Program, node: n.IsOneOf) -> Condition:
    left, values = program.quantity(node.left), [program.quantity(value) for value in node.values]
    kind, negated = program.type_of(node.left), node.negated
    if kind.kind == "one of" and all(isinstance(value, n.Choice) for value in node.values):
        return _one_word(left, {value.value for value in node.values if isinstance(value, n.Choice)}, negated)
    equals = equal(kind)

    def evaluated(s: Situation) -> Truth:
        value = left(s)
        if value is UNKNOWN:
            return Truth.UNKNOWN
        result = NO
        for one in values:
            other = one(s)
            truth = UNKNOWN if other is UNKNOWN else equals(value, other)
            if truth is YES:
                return NO if negated else YES
            if truth is UNKNOWN:
                result = UNKNOWN
        return negate(result) if negated else result

    return evaluated


def _one_word(left: Quantity, words: Collection[str], negated: bool) -> Condition:
    """Return whether a value of a closed list is one of these words."""
    within, without = (NO, YES) if negated else (YES, NO)

    def evaluated(s: Situation) -> Truth:
        value = left(s)
        return UNKNOWN if value is UNKNOWN else within if value in words else without

    return evaluated


Choices = tuple[str, ...]
_SETS: dict[str, Callable[[Members, Members, Choices], Truth]] = {
    "any of": includes_any,
    "all of": includes_all,
    "only": includes_only,
}


def _includes(program: Program, node: n.Includes) -> Condition:
    left, choices = program.quantity(node.left), program.type_of(node.left).choices
    if isinstance(node.right, tuple):
        words = [part.value for part in node.right if isinstance(part, n.Choice)]
        if node.mode == "one":
            word = words[0]
            return lambda s: UNKNOWN if (value := left(s)) is UNKNOWN else includes(value, word)
        return _of_words(left, _SETS[node.mode], Members(frozenset(words), frozenset(), True), choices)
    right, asks = program.quantity(node.right), _SETS[node.mode]

    def evaluated(s: Situation) -> Truth:
        one, other = left(s), right(s)
        return UNKNOWN if one is UNKNOWN or other is UNKNOWN else asks(one, other, choices)

    return evaluated


def _of_words(left: Quantity, asks: Callable[[Members, Members, Choices], Truth], words: Members, choices: Choices) -> Condition:
    def evaluated(s: Situation) -> Truth:
        value = left(s)
        return UNKNOWN if value is UNKNOWN else asks(value, words, choices)

    return evaluated


# ---- quantities ------------------------------------------------------------------------------------------------


def _both(operation: Callable[[Any, Any], Value | None], left: Quantity, right: Quantity) -> Quantity:
    def evaluated(s: Situation) -> Any:
        one, other = left(s), right(s)
        if one is UNKNOWN or other is UNKNOWN:
            return UNKNOWN
        result = operation(one, other)
        return UNKNOWN if result is None else result

    return evaluated


_OPERATIONS: dict[str, Callable[[Any, Any], Value | None]] = {"+": add, "-": subtract, "*": multiply}


def _arithmetic(program: Program, node: n.Arithmetic) -> Quantity:
    return _both(_OPERATIONS[node.operator], program.quantity(node.left), program.quantity(node.right))


def _share(program: Program, node: n.Share) -> Quantity:
    return _both(share, program.quantity(node.percent), program.quantity(node.of))


def _ratio(program: Program, node: n.Ratio) -> Quantity:
    return _both(ratio, program.quantity(node.left), program.quantity(node.right))


def _count_set(program: Program, node: n.CountSet) -> Quantity:
    fact, choices = program.quantity(node.fact), program.type_of(node.fact).choices
    return lambda s: UNKNOWN if (value := fact(s)) is UNKNOWN else size(value, choices)


# ---- events ----------------------------------------------------------------------------------------------------


def _happens(program: Program, node: n.Happens) -> Condition:
    event = node.event
    return lambda s: s.network().happens(event).truth


def _happens_before(program: Program, node: n.HappensBefore) -> Condition:
    event, other = node.event, node.other
    return lambda s: s.network().before(event, other).truth


def _happens_within(program: Program, node: n.HappensWithin) -> Condition:
    event, duration, other = node.event, node.duration, node.other
    return lambda s: s.network().within(event, duration, other).truth


def _happens_after(program: Program, node: n.HappensAfter) -> Condition:
    event, duration, other = node.event, node.duration, node.other
    return lambda s: s.network().after(event, duration, other).truth


MAKERS: dict[type, Callable[[Program, Any], Any]] = {
    n.FactRef: _fact, n.DefineRef: _define, n.Literal_: _literal, n.Choice: _choice, n.Listed: _listed, n.And: _joined(NO),
    n.Or: _joined(YES), n.Not: _not, n.AtLeast: _at_least, n.Compare: _compare, n.Between: _between, n.IsOneOf: _is_one_of,
    n.Includes: _includes, n.CountSet: _count_set, n.Arithmetic: _arithmetic, n.Share: _share, n.Ratio: _ratio, n.Happens: _happens,
    n.HappensBefore: _happens_before, n.HappensWithin: _happens_within, n.HappensAfter: _happens_after,
}  # fmt: skip
