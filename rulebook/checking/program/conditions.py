"""What each node of a checked expression means: an instruction for a `Situation`, made once.

An instruction is a tuple of the function that carries it out and of what that works on: `instruction[0](instruction, situation)`,
which `evaluated` writes out. That of a condition gives a `Truth`; that of a quantity its value, or UNKNOWN. `Truth.UNKNOWN` is the
value that is not known, whatever its type. Here and in `groups` stands what an expression means, and nowhere else; `explanation`
shows how it came about by asking the same instructions.

Tuples and no closures, which would read as well: a tuple takes a quarter of the room, and of a large library most of the time goes
into fetching what is evaluated (docs/decisions/0015-instructions.md).
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
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

__all__ = ["MAKERS", "Instruction", "evaluated"]

Instruction = tuple[Any, ...]


def evaluated(instruction: Instruction, s: Situation) -> Any:
    """Return what an instruction gives in a situation: the truth of a condition, the value of a quantity."""
    return instruction[0](instruction, s)


# ---- leaves ----------------------------------------------------------------------------------------------------


def _fact(program: Program, node: n.FactRef) -> Instruction:
    return _stated, node.path, node.group


def _stated(i: Instruction, s: Situation) -> Any:
    return s.value(i[1], i[2])


def _define(program: Program, node: n.DefineRef) -> Instruction:
    return program.define(node.path)


def _literal(program: Program, node: n.Literal_) -> Instruction:
    return _constant, node.value


def _choice(program: Program, node: n.Choice) -> Instruction:
    return _constant, node.value


def _listed(program: Program, node: n.Listed) -> Instruction:
    return _constant, _members(program, node.values)


def _members(program: Program, words: Iterable[str]) -> Members:
    return program.shared(Members(program.shared(frozenset(words)), frozenset(), True))


def _constant(i: Instruction, s: Situation) -> Any:
    return i[1]


# ---- logic -----------------------------------------------------------------------------------------------------


def _and(program: Program, node: n.And) -> Instruction:
    return _joined, NO, YES, tuple([program.instruction(part) for part in node.parts])


def _or(program: Program, node: n.Or) -> Instruction:
    return _joined, YES, NO, tuple([program.instruction(part) for part in node.parts])


def _joined(i: Instruction, s: Situation) -> Truth:
    """Conditions joined by `and`, which a no decides, or by `or`, which a yes does."""
    _, decisive, result, parts = i
    for part in parts:
        truth: Truth = part[0](part, s)
        if truth is decisive:
            return truth  # type: ignore[no-any-return]
        if truth is UNKNOWN:
            result = UNKNOWN
    return result  # type: ignore[no-any-return]


def _not(program: Program, node: n.Not) -> Instruction:
    return _negated, program.instruction(node.part)


def _negated(i: Instruction, s: Situation) -> Truth:
    part = i[1]
    return negate(part[0](part, s))


def _at_least(program: Program, node: n.AtLeast) -> Instruction:
    return _counted, node.count, tuple([program.instruction(part) for part in node.parts])


def _counted(i: Instruction, s: Situation) -> Truth:
    return at_least(i[1], [part[0](part, s) for part in i[2]])


# ---- comparisons -----------------------------------------------------------------------------------------------
# What is compared is nearly always a fact: those comparisons read it by themselves. Of anything else, `_of` first works out its value.


def _of(left: n.Expression, program: Program, compares: Callable[[Instruction, Situation], Truth], *others: Any) -> Instruction:
    """Return the instruction that compares what stands on the left: a function, the path and group of a fact, what it is compared with."""
    if isinstance(left, n.FactRef):
        return compares, left.path, left.group, *others
    return _worked_out, program.instruction(left), (compares, "", "", *others)


class _Value:
    """Stands in for a situation in which the one fact has a value that was worked out."""

    __slots__ = ("_value",)

    def __init__(self, value: Any) -> None:
        self._value = value

    def value(self, path: str, group: str) -> Any:
        return self._value


def _worked_out(i: Instruction, s: Situation) -> Truth:
    _, left, compared = i
    return compared[0](compared, _Value(left[0](left, s)))  # type: ignore[no-any-return]


def _compare(program: Program, node: n.Compare) -> Instruction:
    kind = program.type_of(node.left)
    if node.operator in {"is", "is not"} and kind.kind in {"yes/no", "judgement", "one of", "any of"}:
        if isinstance(node.right, n.Choice):
            return _one_word(program, node.left, [node.right.value], node.operator == "is not")
        return _same, program.instruction(node.left), program.instruction(node.right), equal(kind), node.operator == "is not"
    answers = ORDERED[node.operator]
    if isinstance(node.right, n.Literal_):
        limit = node.right.value
        if type(limit) is Duration:
            return _of(node.left, program, _against_duration, answers, program.shared(limit))
        return _of(node.left, program, _against_limit, answers, limit)
    return _against_other, program.instruction(node.left), answers, program.instruction(node.right)


Answers = tuple[Truth, ...]  # see `ORDERED`


def _against_limit(i: Instruction, s: Situation) -> Truth:
    answers: Answers
    _, path, group, answers, limit = i
    value: Any = s.value(path, group)
    return UNKNOWN if value is UNKNOWN else answers[compare(value, limit)]


def _against_duration(i: Instruction, s: Situation) -> Truth:
    answers: Answers
    _, path, group, answers, limit = i
    value: Any = s.value(path, group)
    if type(value) is Duration:  # nearly always, where the limit is one
        return answers[compare_durations(value, limit)]
    return UNKNOWN if value is UNKNOWN else answers[compare(value, limit)]


def _against_other(i: Instruction, s: Situation) -> Truth:
    answers: Answers
    _, left, answers, right = i
    one, other = left[0](left, s), right[0](right, s)
    return UNKNOWN if one is UNKNOWN or other is UNKNOWN else answers[compare(one, other)]


def _same(i: Instruction, s: Situation) -> Truth:
    _, left, right, equals, negated = i
    one, other = left[0](left, s), right[0](right, s)
    if one is UNKNOWN or other is UNKNOWN:
        return UNKNOWN  # type: ignore[no-any-return]
    truth: Truth = equals(one, other)
    return negate(truth) if negated else truth


def _between(program: Program, node: n.Between) -> Instruction:
    return _within, program.instruction(node.left), program.instruction(node.low), program.instruction(node.high)


def _within(i: Instruction, s: Situation) -> Truth:
    value, bottom, top = [part[0](part, s) for part in i[1:]]
    if value is UNKNOWN:
        return UNKNOWN  # type: ignore[no-any-return]
    over = UNKNOWN if bottom is UNKNOWN else _ABOVE[compare(value, bottom)]
    under = UNKNOWN if top is UNKNOWN else _BELOW[compare(value, top)]
    return NO if over is NO or under is NO else YES if over is YES and under is YES else UNKNOWN


_ABOVE, _BELOW = ORDERED["is at least"], ORDERED["is at most"]


def _is_one_of(program: Program, node: n.IsOneOf) -> Instruction:
    kind = program.type_of(node.left)
    if kind.kind == "one of" and all(isinstance(value, n.Choice) for value in node.values):
        return _one_word(program, node.left, [value.value for value in node.values if isinstance(value, n.Choice)], node.negated)
    return _among, program.instruction(node.left), tuple([program.instruction(value) for value in node.values]), equal(kind), node.negated


def _among(i: Instruction, s: Situation) -> Truth:
    _, left, values, equals, negated = i
    value = left[0](left, s)
    if value is UNKNOWN:
        return UNKNOWN  # type: ignore[no-any-return]
    result = NO
    for one in values:
        other = one[0](one, s)
        truth = UNKNOWN if other is UNKNOWN else equals(value, other)
        if truth is YES:
            return NO if negated else YES
        if truth is UNKNOWN:
            result = UNKNOWN
    return negate(result) if negated else result


def _one_word(program: Program, left: n.Expression, words: Iterable[str], negated: bool) -> Instruction:
    within, without = (NO, YES) if negated else (YES, NO)
    return _of(left, program, _is_word, program.shared(frozenset(words)), within, without)


def _is_word(i: Instruction, s: Situation) -> Truth:
    """Whether a value of a closed list is one of these words."""
    _, path, group, words, within, without = i
    value = s.value(path, group)
    return UNKNOWN if value is UNKNOWN else within if value in words else without


Choices = tuple[str, ...]
Asks = Callable[[Members, Members, Choices], Truth]
_SETS: dict[str, Asks] = {
    "any of": includes_any,
    "all of": includes_all,
    "only": includes_only,
}


def _includes(program: Program, node: n.Includes) -> Instruction:
    choices = program.type_of(node.left).choices
    if not isinstance(node.right, tuple):
        return _of_set, program.instruction(node.left), program.instruction(node.right), _SETS[node.mode], choices
    words = [part.value for part in node.right if isinstance(part, n.Choice)]
    if node.mode == "one":
        return _of(node.left, program, _has_word, words[0])
    return _of(node.left, program, _of_words, _members(program, words), _SETS[node.mode], choices)


def _has_word(i: Instruction, s: Situation) -> Truth:
    _, path, group, word = i
    value: Any = s.value(path, group)
    return UNKNOWN if value is UNKNOWN else includes(value, word)


def _of_words(i: Instruction, s: Situation) -> Truth:
    asks: Asks
    _, path, group, words, asks, choices = i
    value: Any = s.value(path, group)
    return UNKNOWN if value is UNKNOWN else asks(value, words, choices)


def _of_set(i: Instruction, s: Situation) -> Truth:
    asks: Asks
    _, left, right, asks, choices = i
    one, other = left[0](left, s), right[0](right, s)
    return UNKNOWN if one is UNKNOWN or other is UNKNOWN else asks(one, other, choices)


# ---- quantities ------------------------------------------------------------------------------------------------


def _arithmetic(program: Program, node: n.Arithmetic) -> Instruction:
    return _both, program.instruction(node.left), program.instruction(node.right), _OPERATIONS[node.operator]


def _share(program: Program, node: n.Share) -> Instruction:
    return _both, program.instruction(node.percent), program.instruction(node.of), share


def _ratio(program: Program, node: n.Ratio) -> Instruction:
    return _both, program.instruction(node.left), program.instruction(node.right), ratio


def _both(i: Instruction, s: Situation) -> Any:
    _, left, right, operation = i
    one, other = left[0](left, s), right[0](right, s)
    if one is UNKNOWN or other is UNKNOWN:
        return UNKNOWN
    result = operation(one, other)
    return UNKNOWN if result is None else result


_OPERATIONS: dict[str, Callable[[Any, Any], Value | None]] = {"+": add, "-": subtract, "*": multiply}


def _count_set(program: Program, node: n.CountSet) -> Instruction:
    return _size, program.instruction(node.fact), program.type_of(node.fact).choices


def _size(i: Instruction, s: Situation) -> Any:
    _, fact, choices = i
    value = fact[0](fact, s)
    return UNKNOWN if value is UNKNOWN else size(value, choices)


# ---- events ----------------------------------------------------------------------------------------------------


def _happens(program: Program, node: n.Happens) -> Instruction:
    return _takes_place, node.event


def _takes_place(i: Instruction, s: Situation) -> Truth:
    return s.network().happens(i[1]).truth


def _happens_before(program: Program, node: n.HappensBefore) -> Instruction:
    return _before, node.event, node.other


def _before(i: Instruction, s: Situation) -> Truth:
    return s.network().before(i[1], i[2]).truth


def _happens_within(program: Program, node: n.HappensWithin) -> Instruction:
    return _in_time, node.event, node.duration, node.other


def _in_time(i: Instruction, s: Situation) -> Truth:
    return s.network().within(*i[1:]).truth


def _happens_after(program: Program, node: n.HappensAfter) -> Instruction:
    return _after, node.event, node.duration, node.other


def _after(i: Instruction, s: Situation) -> Truth:
    return s.network().after(*i[1:]).truth


MAKERS: dict[type, Callable[[Program, Any], Instruction]] = {
    n.FactRef: _fact, n.DefineRef: _define, n.Literal_: _literal, n.Choice: _choice, n.Listed: _listed, n.And: _and, n.Or: _or,
    n.Not: _not, n.AtLeast: _at_least, n.Compare: _compare, n.Between: _between, n.IsOneOf: _is_one_of, n.Includes: _includes,
    n.CountSet: _count_set, n.Arithmetic: _arithmetic, n.Share: _share, n.Ratio: _ratio, n.Happens: _happens,
    n.HappensBefore: _happens_before, n.HappensWithin: _happens_within, n.HappensAfter: _happens_after,
}  # fmt: skip
