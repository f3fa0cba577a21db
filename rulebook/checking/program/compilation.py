"""A policy made ready to evaluate: each condition an instruction, made when it is first needed, and kept with the policy."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any, TypeVar

from rulebook.checking.program.conditions import MAKERS, Instruction
from rulebook.language import nodes as n
from rulebook.language.policy import FactType, Policy
from rulebook.values import Date, Truth

__all__ = ["Known", "Program", "program_of"]

V = TypeVar("V")
MOST_DAYS = 20  # with their legal orders, for which it is remembered how the rules bind


def program_of(policy: Policy) -> Program:
    """Return the instructions of a policy; they are made once, each when it is first needed, and go with the policy."""
    if not isinstance(policy.compiled, Program):
        policy.compiled = Program(policy)
    return policy.compiled


class Known:
    """How rules bind on a day in some legal orders (as `deciding` says): those that were asked for by name, and once all were, all."""

    __slots__ = ("by_name", "every")

    def __init__(self) -> None:
        self.by_name: dict[str, Any] = {}
        self.every: list[Any] | None = None


class Program:
    """The conditions of one policy as instructions."""

    def __init__(self, policy: Policy) -> None:
        self.policy = policy
        self._made: dict[int, Instruction] = {}
        self._nodes: list[n.Expression] = []  # of which something is kept, so that their identities stay taken
        self._defines: dict[str, Instruction] = {}
        self._values: dict[Any, Any] = {}
        self._known: dict[object, Known] = {}
        self._kept: dict[str, dict[int, Any]] = {}

    def instruction(self, node: n.Expression) -> Instruction:
        """Return the instruction that evaluates a condition, or a quantity."""
        found = self._made.get(id(node))
        if found is None:
            found = self._made[id(node)] = _maker(type(node))(self, node)
            self._nodes.append(node)
        return found

    def known(self, day: Date | None, orders: frozenset[str] | None) -> Known:
        """Return what is remembered for a day and legal orders."""
        found = self._known.get((day, orders))
        if found is None:
            if len(self._known) == MOST_DAYS:
                self._known.clear()
            found = self._known[day, orders] = Known()
        return found

    def shared(self, value: V) -> V:
        """Return a value that is equal to this one and the same for all conditions."""
        return self._values.setdefault(value, value)  # type: ignore[no-any-return]

    def type_of(self, node: n.Expression) -> FactType:
        """Return the type of an expression, as far as comparisons need it."""
        if isinstance(node, n.FactRef):
            return self.policy.facts[node.path].type
        if isinstance(node, n.DefineRef):
            return self.policy.defines[node.path].type
        if isinstance(node, n.Literal_) and isinstance(node.value, Truth):
            return FactType("yes/no")
        return FactType("yes/no") if isinstance(node, CONDITIONS) else FactType("number")

    def kept(self, what: str, node: n.Expression, make: Callable[[], Any]) -> Any:
        """Return what others keep beside a node; it is made once."""
        kept = self._kept.setdefault(what, {})
        found = kept.get(id(node))
        if found is None:
            found = kept[id(node)] = make()
            self._nodes.append(node)
        return found

    def define(self, path: str) -> Instruction:
        """Return the instruction of a defined concept."""
        found = self._defines.get(path)
        if found is None:
            found = self._defines[path] = self.instruction(self.policy.defines[path].expression)
        return found


CONDITIONS = (
    n.And, n.Or, n.Not, n.AtLeast, n.Compare, n.Between, n.IsOneOf, n.Includes, n.Quantified, n.Happens, n.HappensBefore, n.HappensWithin,
    n.HappensAfter,
)  # fmt: skip


def _maker(kind: type) -> Callable[[Program, Any], Instruction]:
    """Return what makes the instruction of such a node."""
    found = MAKERS.get(kind)
    if found is None:
        from rulebook.checking.program import groups  # most rules ask nothing of several members

        found = groups.MAKERS[kind]
    return found
