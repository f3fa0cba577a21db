"""A policy made ready to evaluate: each condition a function, made when it is first needed, and kept with the policy."""

from __future__ import annotations

from collections.abc import Callable
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


class Known:
    """How rules bind on a day in some legal orders (as `deciding` says): those that were asked for by name, and once all were, all."""

    __slots__ = ("by_name", "every")

    def __init__(self) -> None:
        self.by_name: dict[str, Any] = {}
        self.every: list[Any] | None = None


class Program:
    """The conditions of one policy as functions."""

    def __init__(self, policy: Policy) -> None:
        self.policy = policy
        self._made: dict[int, tuple[n.Expression, Any]] = {}
        self._defines: dict[str, Quantity] = {}
        self._known: dict[object, Known] = {}
        self._kept: dict[tuple[str, int], tuple[object, Any]] = {}

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

    def known(self, day: Date | None, orders: frozenset[str] | None) -> Known:
        """Return what is remembered for a day and legal orders."""
        found = self._known.get((day, orders))
        if found is None:
            if len(self._known) == MOST_DAYS:
                self._known.clear()
            found = self._known[day, orders] = Known()
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

    def kept(self, what: str, node: object, make: Callable[[], Any]) -> Any:
        """Return what others keep beside a node, or a part of a rule; it is made once."""
        found = self._kept.get((what, id(node)))
        if found is None:
            found = self._kept[what, id(node)] = (node, make())
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
