"""Names looked up and types checked in conditions: what comes in holds `Name`s, what goes out holds none.

Every function returns the expression with its names resolved and its type, or None where an error was noted: one slip
in a condition is told once. The table of operators says which types each of them compares.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping

from rulebook.language import nodes as n
from rulebook.language.diagnostics import Problems
from rulebook.language.kinds import NUMBER, QUANTITIES, YES_NO, a, type_of_value
from rulebook.language.policy import Define, Fact, FactType
from rulebook.language.scope import Scope, Unit
from rulebook.language.source import Span
from rulebook.language.typing_comparisons import COMPARISONS
from rulebook.records import Record

__all__ = ["Typed", "Typer", "Where"]

Typed = tuple[n.Expression, FactType]


class Where(Record):
    """Where a condition stands: whose facts of a group may be used (`groups`), and whether it may speak of events (with the reason if
    not)."""

    groups: frozenset[str] = frozenset()
    no_events: str = ""


class Typer:
    """Types the conditions of one rulebook. `facts` are all facts; `define` gives a checked define by its path (None: it has errors)."""

    def __init__(
        self, scope: Scope, unit: Unit, facts: Mapping[str, Fact], define: Callable[[str], Define | None], problems: Problems
    ) -> None:
        self.scope, self.unit, self.facts, self.define, self.problems = scope, unit, facts, define, problems
        self.events: set[str] = set()

    def error(self, code: str, message: str, at: Span, hint: str = "") -> None:
        """Note an error in the rulebook."""
        self.problems.error(code, message, at=at, source=self.unit.source, hint=hint)

    # ---- conditions

    def condition(self, node: n.Expression, where: Where) -> n.Expression | None:
        """Return the condition with its names looked up, or None where it is no condition or has errors."""
        typed = self.expression(node, where)
        if typed is None:
            return None
        made, kind = typed[0], typed[1].kind
        if kind in {"yes/no", "judgement"}:
            return made
        what = self.words(node)
        hint = {
            "duration": f"Compare it: `{what} is at most 6 months`.", "number": f"Compare it: `{what} is at most 6`.",
            "percent": f"Compare it: `{what} is at least 10%`.", "money": f"Compare it: `{what} is at least EUR 1000`.",
            "date": f"Compare it: `{what} is before 2026-06-12`.", "one of": f"Compare it: `{what} is …`.",
            "any of": f"Ask what is in it: `{what} includes …`, or `{what} is not none`.",
            "text": "A text is quoted and never compared; ask a yes/no fact about it.",
        }[kind]  # fmt: skip
        self.error("no-condition", f"`{what}` is {a(kind)}, and a condition is needed here.", node.span, hint)
        return None

    def expression(self, node: n.Expression, where: Where) -> Typed | None:
        """Return the expression with its names looked up and its type, or None where it has errors."""
        return _TYPING[type(node)](self, node, where)

    def words(self, node: n.Expression) -> str:
        """Return an expression as its author wrote it, on one line and cut after 60 characters."""
        words = " ".join(self.unit.source.text[node.span.start : node.span.end].split())
        return words if len(words) <= 60 else words[:59] + "…"

    # ---- leaves

    def name(self, node: n.Name, where: Where) -> Typed | None:
        """Return the fact or define of this name and its type, or None where there is none that may be used here."""
        found = self.scope.word(node, self.unit, self.problems, "fact", "define", what="a fact")
        if found is None:
            return None
        group = self.scope.group_of(node.text)
        if group and group not in where.groups:
            message = f"{node.text} belongs to each {group}, and here it is not said which."
            hint = f"Write `for each {group}` in the rule, or ask of the group: `any {group} has (…)`, `every {group} has (…)`."
            self.error("whose-fact", message, node.span, hint)
            return None
        if found.head.keyword == "fact":
            fact = self.facts.get(node.text)
            return None if fact is None else (n.FactRef(fact.path, group, node.span), fact.type)
        define = self.define(node.text)
        if define is None:
            return None
        self._use_events(define.events, node.span, where)
        return n.DefineRef(node.text, group, node.span), define.type

    def _use_events(self, events: tuple[str, ...], span: Span, where: Where) -> None:
        if events and where.no_events:
            self.error("no-events", where.no_events, span, "Ask of the event in a rule of its own, without `for each`.")
        self.events.update(events)

    def _literal(self, node: n.Literal_, where: Where) -> Typed | None:
        if node.value is None:
            self.error(
                "lost-none",
                "`none` says something only of a fact with a list of values.",
                node.span,
                "Write `FACT is none` or `FACT is not none`.",
            )
            return None
        return node, FactType(type_of_value(node.value))  # type: ignore[arg-type]

    def _listed(self, node: n.Listed, where: Where) -> Typed | None:
        self.error(
            "lost-list", "A list of values stands after `is`, `is one of` or `includes` only.", node.span, "Write `FACT includes only (…)`."
        )
        return None

    # ---- logic

    def _parts(self, parts: tuple[n.Expression, ...], where: Where) -> tuple[n.Expression, ...] | None:
        made = [self.condition(part, where) for part in parts]
        return None if None in made else tuple(part for part in made if part is not None)

    def _logic(self, node: n.And | n.Or | n.AtLeast, where: Where) -> Typed | None:
        parts = self._parts(node.parts, where)
        if parts is None:
            return None
        if isinstance(node, n.AtLeast):
            return n.AtLeast(node.count, parts, node.span), YES_NO
        return type(node)(parts, node.span), YES_NO

    def _not(self, node: n.Not, where: Where) -> Typed | None:
        part = self.condition(node.part, where)
        return None if part is None else (n.Not(part, node.span), YES_NO)

    # ---- groups

    def _group(self, name: str, span: Span) -> str | None:
        found = self.scope.word(n.Name(name, span), self.unit, self.problems, "group", what="a group")
        return None if found is None else name

    def _quantified(self, node: n.Quantified, where: Where) -> Typed | None:
        if self._group(node.group, node.span) is None:
            return None
        inner = Where(where.groups | {node.group}, _IN_A_GROUP)
        condition = self.condition(node.condition, inner)
        return None if condition is None else (n.Quantified(node.quantifier, node.group, condition, node.span), YES_NO)

    def _count_members(self, node: n.CountMembers, where: Where) -> Typed | None:
        if self._group(node.group, node.span) is None:
            return None
        counted = self.condition(node.where, Where(where.groups | {node.group}, _IN_A_GROUP)) if node.where is not None else None
        return None if counted is None and node.where is not None else (n.CountMembers(node.group, counted, node.span), NUMBER)

    def _count_set(self, node: n.CountSet, where: Where) -> Typed | None:
        assert isinstance(node.fact, n.Name)
        found = self.scope.words.get(node.fact.text)
        if found is not None and found.head.keyword == "group":
            return self._count_members(n.CountMembers(node.fact.text, None, node.span), where)
        typed = self.name(node.fact, where)
        if typed is None:
            return None
        if typed[1].kind != "any of":
            self.error(
                "no-set",
                f"{node.fact.text} is {a(typed[1].kind)}; only a set or a group has a number of things in it.",
                node.fact.span,
                "Name a fact of the type `any of (…)`, or a group.",
            )
            return None
        return n.CountSet(typed[0], node.span), NUMBER

    def _total(self, node: n.Total, where: Where) -> Typed | None:
        assert isinstance(node.fact, n.Name)
        group = self.scope.group_of(node.fact.text)
        if not group:
            found = self.scope.word(node.fact, self.unit, self.problems, "fact", "define", what="a fact")
            if found is not None:
                self.error(
                    "no-total",
                    f"{node.fact.text} belongs to no group, so there is nothing to add up.",
                    node.fact.span,
                    "Name a fact of a group: `total of GROUP.amount`.",
                )
            return None
        inner = Where(where.groups | {group}, _IN_A_GROUP)
        typed = self.name(node.fact, inner)
        counted = self.condition(node.where, inner) if node.where is not None else None
        if typed is None or (counted is None and node.where is not None):
            return None
        if typed[1].kind not in QUANTITIES:
            self.error(
                "no-total",
                f"{node.fact.text} is {a(typed[1].kind)}, which does not add up.",
                node.fact.span,
                "Add up numbers, shares, amounts or durations.",
            )
            return None
        return n.Total(typed[0], counted, node.span), typed[1]

    # ---- quantities

    def _arithmetic(self, node: n.Arithmetic, where: Where) -> Typed | None:
        left, right = self.expression(node.left, where), self.expression(node.right, where)
        if left is None or right is None:
            return None
        kinds = (left[1].kind, right[1].kind)
        made = n.Arithmetic(node.operator, left[0], right[0], node.span)
        if node.operator == "*":
            if "number" in kinds and set(kinds) <= {"number", "duration", "money"}:
                return made, FactType(kinds[0] if kinds[1] == "number" else kinds[1])
            message = f"{a(kinds[0])} times {a(kinds[1])} is nothing that the language knows."
            self.error("no-product", message.capitalize(), node.span, "Multiply a number, a duration or an amount by a number.")
            return None
        if kinds[0] == kinds[1] and kinds[0] in QUANTITIES:
            return made, left[1]
        word = "added to" if node.operator == "+" else "taken from"
        message = f"`{self.words(node.right)}` is {a(kinds[1])} and cannot be {word} `{self.words(node.left)}`, {a(kinds[0])}."
        hint = (
            "Dates have no arithmetic; state how long it takes as a duration."
            if "date" in kinds
            else "Add and subtract values of one type."
        )
        self.error("no-sum", message, node.span, hint)
        return None

    def _share(self, node: n.Share, where: Where) -> Typed | None:
        of = self.expression(node.of, where)
        if of is None:
            return None
        if of[1].kind not in {"number", "duration", "money"}:
            self.error(
                "no-share",
                f"`{self.words(node.of)}` is {a(of[1].kind)}, of which there is no share.",
                node.span,
                "Take a share of a number, a duration or an amount.",
            )
            return None
        return n.Share(node.percent, of[0], node.span), of[1]

    def _ratio(self, node: n.Ratio, where: Where) -> Typed | None:
        left, right = self.expression(node.left, where), self.expression(node.right, where)
        if left is None or right is None:
            return None
        if left[1].kind == right[1].kind and left[1].kind in QUANTITIES:
            return n.Ratio(left[0], right[0], node.span), NUMBER
        message = f"{a(left[1].kind)} per {a(right[1].kind)} is nothing that the language knows."
        self.error("no-ratio", message.capitalize(), node.span, "`x per y` takes two numbers, two durations or two amounts.")
        return None

    # ---- events

    def _event(self, name: str, span: Span, where: Where) -> bool:
        found = self.scope.word(n.Name(name, span), self.unit, self.problems, "event", what="an event")
        if found is None:
            return False
        self._use_events((name,), span, where)
        return True

    def _happening(self, node: n.Happens | n.HappensBefore | n.HappensWithin | n.HappensAfter, where: Where) -> Typed | None:
        known = self._event(node.event, node.span, where)
        if not isinstance(node, n.Happens):
            known = self._event(node.other, node.span, where) and known
            if known and node.event == node.other:
                self.error("one-event", f"The event {node.event} is compared with itself.", node.span, "Name two events.")
                return None
        return (node, YES_NO) if known else None


_IN_A_GROUP = "Events belong to the whole procedure and not to one member of a group."


_TYPING: dict[type, Callable[..., Typed | None]] = {
    n.Name: Typer.name,
    n.Literal_: Typer._literal,
    n.Listed: Typer._listed,
    n.And: Typer._logic,
    n.Or: Typer._logic,
    n.AtLeast: Typer._logic,
    n.Not: Typer._not,
    **COMPARISONS,
    n.Quantified: Typer._quantified,
    n.CountMembers: Typer._count_members,
    n.CountSet: Typer._count_set,
    n.Total: Typer._total,
    n.Arithmetic: Typer._arithmetic,
    n.Share: Typer._share,
    n.Ratio: Typer._ratio,
    n.Happens: Typer._happening,
    n.HappensBefore: Typer._happening,
    n.HappensWithin: Typer._happening,
    n.HappensAfter: Typer._happening,
}
