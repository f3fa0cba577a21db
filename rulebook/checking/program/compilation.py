"""A policy made ready to evaluate: each condition a function, made when it is first needed, and kept with the policy."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import Any

from rulebook.checking.program.conditions import MAKERS, Condition, Quantity
from rulebook.language import nodes as n
from rulebook.language.policy import FactType, Policy
from rulebook.values import Date, Truth

__all__ = ["Program", "program_of"]

MOST_DAYS = 20  # with their legal orders, for which it is remembered how the rules bind


def program_of(policy: Policy) -> Program:
    """Return the functions of a policy; they are made once, each when it is first needed, and go with the policy."""
    if not isinstance(policy.compiled, Program):
        policy.compiled = Program(policy)
    return policy.compiled


class Program:
    """The conditions of one policy as functions."""

    def __init__(self, policy: Policy) -> None:
        self.policy = policy
        self._made: dict[int, tuple[n.Expression, Any]] = {}
        self._defines: dict[str, Quantity] = {}
        self._bound: dict[object, dict[str, Any]] = {}
        self._operands: dict[int, tuple[n.Expression, tuple[n.Expression, ...]]] = {}

    def condition(self, node: n.Expression) -> Condition:
        """Return the function that evaluates a condition (or a quantity)."""
        found = self._made.get(id(node))
        if found is None:
            # The node is kept beside its function, so that its identity stays taken.
            found = self._made[id(node)] = (node, _maker(type(node))(self, node))
        return found[1]  # type: ignore[no-any-return]

    def quantity(self, node: n.Expression) -> Quantity:
        """Return the function that gives the value of a quantity, or UNKNOWN."""
        return self.condition(node)

    def bound(self, day: Date | None, orders: frozenset[str] | None) -> dict[str, Any]:
        """Return what is remembered of each rule, by its name, for a day and legal orders: how it binds, as functions (see `deciding`)."""
        found = self._bound.get((day, orders))
        if found is None:
            if len(self._bound) == MOST_DAYS:
                self._bound.clear()
            found = self._bound[day, orders] = {}
        return found

    def type_of(self, node: n.Expression) -> FactType:
        """Return the type of an expression, as far as comparisons need it."""
        if isinstance(node, n.FactRef):
            return self.policy.facts[node.path].type
        if isinstance(node, n.DefineRef):
            return self.policy.defines[node.path].type
        if isinstance(node, n.Literal_) and isinstance(node.value, Truth):
            return FactType("yes/no")
        return FactType("yes/no") if isinstance(node, CONDITIONS) else FactType("number")

    def operands(self, node: n.Expression, of: Callable[[n.Expression], Iterator[n.Expression]]) -> tuple[n.Expression, ...]:
        """Return what `of` gives of a comparison; it is asked once."""
        found = self._operands.get(id(node))
        if found is None:
            found = self._operands[id(node)] = (node, tuple(of(node)))
        return found[1]

    def define(self, path: str) -> Quantity:
        """Return the function of a defined concept."""
        found = self._defines.get(path)
        if found is None:
            found = self._defines[path] = self.quantity(self.policy.defines[path].expression)
        return found


CONDITIONS = (
    n.And, n.Or, n.Not, n.AtLeast, n.Compare, n.Between, n.IsOneOf, n.Includes, n.Quantified, n.Happens, n.HappensBefore, n.HappensWithin,
    n.HappensAfter,
)  # fmt: skip


def _maker(kind: type) -> Callable[[Program, Any], Any]:
    """Return what makes the function of such a node."""
    found = MAKERS.get(kind)
    if found is None:
        from rulebook.checking.program import groups  # most rules ask nothing of several members

        found = groups.MAKERS[kind]
    return found
