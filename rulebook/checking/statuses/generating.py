"""From rules to the code of one Python function that gives their statuses: what is left of a rule when only its status is asked for.

The code is straight: a line or two for each condition, on the values of a list (see `slots`). Nothing of a rule file stands in
it: names are made here, and every word and number of a rule is handed over as an object (docs/decisions/0009-generated-code.md).
A condition that has no short form is asked of its instruction in `program`, so there is one meaning of each.

Truth is a number: 0 no, 1 not known, 2 yes. So is a status: 0 fail, 1 unknown, 2 pass, 3 not applicable.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Any

from rulebook.checking.program.compilation import Program
from rulebook.checking.program.deciding import Test
from rulebook.checking.statuses import slots as s
from rulebook.language import nodes as n
from rulebook.values import Duration, Percent, Truth

__all__ = ["Writing"]

OPERATORS = {
    "is at most": "<=", "is at least": ">=", "is more than": ">", "is less than": "<", "is": "==", "is not": "!=",
}  # fmt: skip
_INDENT = " "


class Writing:
    """A function in the making: its lines, and the objects that they name."""

    def __init__(self, program: Program, slots: s.Slots) -> None:
        self.program = program
        self.slots = slots
        self.objects: dict[str, Any] = {}
        self._lines: list[str] = []
        self._depth = 1
        self._count = 0
        self._names: dict[int, str] = {}

    def source(self, tests: Sequence[Test]) -> str:
        """Return the code of a function `statuses(v, s)` of the values of a subject and its situation; it returns a tuple of numbers."""
        made = [self._test(test) for test in tests]
        body = "\n".join(self._lines)
        return f"def statuses(v, s):\n{body}\n{_INDENT}return ({', '.join(made)},)\n"

    # ---- a rule

    def _test(self, test: Test) -> str:
        """Write the code of a rule and return the name of its status."""
        status = self._new()
        whens = test.binding.whens
        if not whens:
            self._line(f"{status} = {self._requirements(test)}")
            return status
        when = self._all([(node, False) for node in whens])
        self._line(f"{status} = 3")
        self._line(f"if {when}:")
        self._depth += 1
        met = self._requirements(test)
        self._line(f"{status} = {met} if {when} == 2 or {met} == 2 else 1")
        self._depth -= 1
        return status

    def _requirements(self, test: Test) -> str:
        """Write the code of all requirements together, and return the name of their truth."""
        result = ""
        for requirement, relaxing in zip(test.rule.requirements, test.binding.relaxing):
            if result:
                self._line(f"if {result}:")
                self._depth += 1
            truth = self._truth(requirement.condition, requirement.forbidden)
            if relaxing:
                self._relaxed(truth, [self._way_of(way) for way in relaxing])
            if result:
                self._line(f"if {truth} < {result}: {result} = {truth}")
                self._depth -= 1
            else:
                result = truth
        return result or "2"

    def _way_of(self, relaxing: Any) -> list[tuple[n.Expression, bool]]:
        conditions = [(when, False) for when in relaxing.whens]
        return conditions + [(requirement.condition, requirement.forbidden) for requirement in relaxing.exception.requirements]

    def _relaxed(self, truth: str, ways: list[list[tuple[n.Expression, bool]]]) -> None:
        """Write that an exception which applies stands in for a requirement that is not met; one that may apply leaves it open."""
        for way in ways:
            self._line(f"if {truth} != 2:")
            self._depth += 1
            applies = self._all(way)
            self._line(f"if {applies} > {truth}: {truth} = {applies}")
            self._depth -= 1

    # ---- conditions

    def _all(self, conditions: Sequence[tuple[n.Expression, bool]]) -> str:
        """Write the code of conditions that must all hold, and return the name of their truth."""
        result = self._truth(*conditions[0])
        for node, forbidden in conditions[1:]:
            self._line(f"if {result}:")
            self._depth += 1
            other = self._truth(node, forbidden)
            self._line(f"if {other} < {result}: {result} = {other}")
            self._depth -= 1
        return result

    def _any(self, parts: Sequence[n.Expression]) -> str:
        result = self._truth(parts[0], False)
        for part in parts[1:]:
            self._line(f"if {result} != 2:")
            self._depth += 1
            other = self._truth(part, False)
            self._line(f"if {other} > {result}: {result} = {other}")
            self._depth -= 1
        return result

    def _truth(self, node: n.Expression, negated: bool) -> str:
        """Write the code of a condition, and return the name of its truth, which is the writer's own."""
        while isinstance(node, n.Not):
            node, negated = node.part, not negated
        if isinstance(node, n.DefineRef):
            expression = self.program.policy.defines[node.path].expression
            return self._truth(expression, negated)
        if isinstance(node, n.And | n.Or):
            name = self._all([(part, False) for part in node.parts]) if isinstance(node, n.And) else self._any(node.parts)
            if negated:
                self._line(f"{name} = 2 - {name}")
            return name
        name = self._new()
        code = self._leaf(node)
        self._line(f"{name} = 2 - ({code})" if negated else f"{name} = {code}")
        return name

    def _leaf(self, node: n.Expression) -> str:
        short = _SHORT.get(type(node))
        return (short(self, node) if short is not None else None) or self.asked(node)

    def asked(self, node: n.Expression) -> str:
        """Return the code that asks the instruction of a condition."""
        condition = self.program.instruction(node)
        truths = s.TRUTHS
        return f"{self.named(lambda situation: truths[condition[0](condition, situation)], node)}(s)"

    def slot(self, node: n.FactRef, way: str, read: Callable[[Any], Any]) -> str:
        """Return the code that reads the value of a fact in a way."""
        return f"v[{self.slots.place(node.path, node.group, way, read)}]"

    def named(self, thing: Any, key: object = None) -> str:
        """Return the name of an object in the code; the same for the same key, which the policy keeps."""
        found = self._names.get(id(key)) if key is not None else None
        if found is None:
            found = f"k{len(self.objects)}"
            self.objects[found] = thing
            if key is not None:
                self._names[id(key)] = found
        return found

    def _new(self) -> str:
        self._count += 1
        return f"t{self._count}"

    def _line(self, code: str) -> None:
        self._lines.append(_INDENT * self._depth + code)


# ---- conditions with a short form ------------------------------------------------------------------------------------
# Each returns an expression that is 0, 1 or 2, or None where the condition has no short form after all.


def _known(read: str, kind: str, code: str, otherwise: str) -> str:
    """Return code that is 2 or 0 by a comparison where the value is of the plain kind, and else asks."""
    return f"(2 if {code} else 0) if (x := {read}).__class__ is {kind} else 1 if x is None else {otherwise}"


def _yes_no(writing: Writing, node: n.FactRef) -> str | None:
    kind = writing.program.policy.facts[node.path].type.kind
    return writing.slot(node, "truth", s.truth) if kind in ("yes/no", "judgement") else None


def _compared(writing: Writing, node: n.Compare) -> str | None:
    fact, operator = node.left, OPERATORS.get(node.operator)
    if not isinstance(fact, n.FactRef) or operator is None:
        return None
    of = writing.program.policy.facts[fact.path].type
    if of.kind == "one of" and isinstance(node.right, n.Choice):
        code = f"x {operator} {writing.named(node.right.value)}"
        return f"1 if (x := {writing.slot(fact, 'word', s.word)}) is None else 2 if {code} else 0"
    if of.kind == "any of" and isinstance(node.right, n.Listed):
        code = f"x {operator} {s.bits(frozenset(node.right.values), of.choices)}"
        return _known(writing.slot(fact, "set", s.set_of(of.choices)), "int", code, writing.asked(node))
    if isinstance(node.right, n.Literal_):
        return _with_limit(writing, fact, operator, node.right.value, node)
    return None


def _with_limit(writing: Writing, fact: n.FactRef, operator: str, limit: Any, node: n.Compare) -> str | None:
    if type(limit) is Truth:
        at = 2 if limit is Truth.YES else 0
        read = writing.slot(fact, "truth", s.truth)
        return read if (at == 2) is (operator == "==") else f"2 - {read}"
    if type(limit) is Duration:
        counted = s.duration_in_one_unit(limit)
        if counted is None:
            return None
        unit, count = counted
        return _known(writing.slot(fact, unit, s.duration_in(unit)), "int", f"x {operator} {count:d}", writing.asked(node))
    if type(limit) is Percent:
        limit = limit.value
    if type(limit) is not int or writing.program.policy.facts[fact.path].type.kind not in ("number", "percent"):
        return None
    return _known(writing.slot(fact, "number", s.number), "int", f"x {operator} {limit:d}", writing.asked(node))


def _one_of(writing: Writing, node: n.IsOneOf) -> str | None:
    fact = node.left
    if not isinstance(fact, n.FactRef) or writing.program.policy.facts[fact.path].type.kind != "one of":
        return None
    if not all(isinstance(value, n.Choice) for value in node.values):
        return None
    words = frozenset(value.value for value in node.values if isinstance(value, n.Choice))
    within = "not in" if node.negated else "in"
    return f"1 if (x := {writing.slot(fact, 'word', s.word)}) is None else 2 if x {within} {writing.named(words)} else 0"


def _includes(writing: Writing, node: n.Includes) -> str | None:
    fact = node.left
    if not isinstance(fact, n.FactRef) or not isinstance(node.right, tuple):
        return None
    choices = writing.program.policy.facts[fact.path].type.choices
    words = frozenset(part.value for part in node.right if isinstance(part, n.Choice))
    mask, every = s.bits(words, choices), (1 << len(choices)) - 1
    code = {"only": f"not x & {every & ~mask}", "any of": f"x & {mask}"}.get(node.mode, f"x & {mask} == {mask}")
    return _known(writing.slot(fact, "set", s.set_of(choices)), "int", code, writing.asked(node))


_SHORT: dict[type, Callable[[Writing, Any], str | None]] = {
    n.FactRef: _yes_no, n.Compare: _compared, n.IsOneOf: _one_of, n.Includes: _includes,
}  # fmt: skip
