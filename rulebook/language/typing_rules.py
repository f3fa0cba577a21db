"""Names looked up and types checked in conditions: what comes in holds `Name`s, what goes out holds none.

Every function returns the expression with its names resolved and its type, or None where an error was noted: one slip
in a condition is told once. The table of operators says which types each of them compares.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping

from rulebook.language import nodes as n
from rulebook.language.diagnostics import Problems
from rulebook.language.names import nearest
from rulebook.language.policy import Define, Fact, FactType
from rulebook.language.scope import Scope, Unit
from rulebook.language.source import Span
from rulebook.records import Record
from rulebook.values import Date, Duration, Money, Percent, Text, Truth, Value, write

__all__ = ["Typer", "Where", "type_of_value"]

YES_NO = FactType("yes/no")
NUMBER = FactType("number")
_QUANTITIES = frozenset({"duration", "number", "percent", "money"})
_ORDERED = {"is at most", "is at least", "is more than", "is less than"}
_DATED = {"is before", "is on or before", "is after", "is on or after"}
_LIKE = {
    "duration": "6 months", "number": "6", "percent": "10%", "money": "EUR 1000", "date": "2026-06-12", "yes/no": "yes", "judgement": "yes",
    "text": '"…"', "one of": "one of its values", "any of": "some of its values",
}  # fmt: skip
_FOR_DATES = {"is at most": "is on or before", "is at least": "is on or after", "is more than": "is after", "is less than": "is before"}

Typed = tuple[n.Expression, FactType]


class Where(Record):
    """Where a condition stands: whose facts of a group may be used (`groups`), and whether it may speak of events (with the reason if
    not)."""

    groups: frozenset[str] = frozenset()
    no_events: str = ""


def type_of_value(value: Value | None) -> str:
    """Return the kind of type that a written value is of; "none" for `none`."""
    if value is None:
        return "none"
    kinds: dict[type, str] = {Truth: "yes/no", Duration: "duration", Date: "date", Percent: "percent", Money: "money", Text: "text"}
    return kinds.get(type(value), "number")


def _a(kind: str) -> str:
    return {
        "yes/no": "a yes or no",
        "one of": "one value of a list",
        "any of": "a set of values",
        "money": "an amount of money",
        "text": "a text",
    }.get(kind, f"a {kind}")


class Typer:
    """Types the conditions of one rulebook. `facts` are all facts; `define` gives a checked define by its path (None: it has errors)."""

    def __init__(
        self, scope: Scope, unit: Unit, facts: Mapping[str, Fact], define: Callable[[str], Define | None], problems: Problems
    ) -> None:
        self.scope, self.unit, self.facts, self.define, self.problems = scope, unit, facts, define, problems
        self.events: set[str] = set()

    def error(self, code: str, message: str, at: Span, hint: str = "") -> None:
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
        what = self._words(node)
        hint = {
            "duration": f"Compare it: `{what} is at most 6 months`.", "number": f"Compare it: `{what} is at most 6`.",
            "percent": f"Compare it: `{what} is at least 10%`.", "money": f"Compare it: `{what} is at least EUR 1000`.",
            "date": f"Compare it: `{what} is before 2026-06-12`.", "one of": f"Compare it: `{what} is …`.",
            "any of": f"Ask what is in it: `{what} includes …`, or `{what} is not none`.",
            "text": "A text is quoted and never compared; ask a yes/no fact about it.",
        }[kind]  # fmt: skip
        self.error("no-condition", f"`{what}` is {_a(kind)}, and a condition is needed here.", node.span, hint)
        return None

    def expression(self, node: n.Expression, where: Where) -> Typed | None:
        """Return the expression with its names looked up and its type, or None where it has errors."""
        return _TYPING[type(node)](self, node, where)

    def _words(self, node: n.Expression) -> str:
        words = " ".join(self.unit.source.text[node.span.start : node.span.end].split())
        return words if len(words) <= 60 else words[:59] + "…"

    # ---- leaves

    def _name(self, node: n.Name, where: Where) -> Typed | None:
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
            return None if fact is None else (n.FactRef(node.text, group, node.span), fact.type)
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

    # ---- comparisons

    def _compare(self, node: n.Compare, where: Where) -> Typed | None:
        left = self.expression(node.left, where)
        if left is None:
            return None
        kind = left[1].kind
        if node.operator in {"is", "is not"}:
            return self._same(node, left, where)
        if (node.operator in _DATED and kind != "date") or (node.operator in _ORDERED and kind not in _QUANTITIES):
            self._wrong_operator(node, kind)
            return None
        right = self._like(node.right, left, node.left, where)
        return None if right is None else (n.Compare(node.operator, left[0], right, node.span), YES_NO)

    def _wrong_operator(self, node: n.Compare, kind: str) -> None:
        other = _FOR_DATES.get(node.operator, "") if kind == "date" else {v: k for k, v in _FOR_DATES.items()}.get(node.operator, "")
        hint = (
            f"Write `{other}`."
            if other and kind in _QUANTITIES | {"date"}
            else {"any of": "Ask what is in it: `includes any of (…)`, or count it: `number of …`."}.get(kind, "Write `is` or `is not`.")
        )
        self.error("wrong-operator", f"`{self._words(node.left)}` is {_a(kind)}; `{node.operator}` does not compare such.", node.span, hint)

    def _same(self, node: n.Compare, left: Typed, where: Where) -> Typed | None:
        made, of = left
        if of.kind == "text":
            self.error("text-compared", "A text is quoted and never compared.", node.span, "Ask a yes/no fact about it.")
            return None
        right: n.Expression | None
        if of.kind == "one of":
            right = self._choice(node.right, of, node.left, where)
        elif of.kind == "any of":
            right = self._set(node.right, of, node.left, where)
        else:
            right = self._like(node.right, left, node.left, where)
        return None if right is None else (n.Compare(node.operator, made, right, node.span), YES_NO)

    def _choice(self, node: n.Expression, of: FactType, left: n.Expression, where: Where) -> n.Expression | None:
        """Return the right side of a comparison with one value of a list: a value of it, or a fact with the same list."""
        if isinstance(node, n.Literal_) and (word := {"none": "none", "yes": "yes", "no": "no"}.get(_written(node))) in of.choices:
            return n.Choice(str(word), node.span)
        if not isinstance(node, n.Name):
            self.error(
                "no-value-of",
                f"`{self._words(node)}` is no value of `{self._words(left)}`.",
                node.span,
                f"Its values are: {', '.join(of.choices)}.",
            )
            return None
        if node.text in of.choices:
            return n.Choice(node.text, node.span)
        return self._fact_like(node, of, left, where)

    def _fact_like(self, node: n.Name, of: FactType, left: n.Expression, where: Where) -> n.Expression | None:
        """Return the fact of this name if it has the same values as the left side, else note what the values are."""
        if node.text in self.scope.words:
            typed = self._name(node, where)
            if typed is None or typed[1] == of:
                return None if typed is None else typed[0]
            self.error(
                "other-values",
                f"{node.text} has not the same values as `{self._words(left)}`.",
                node.span,
                f"Compare with one of: {', '.join(of.choices)}.",
            )
            return None
        close = nearest(node.text, of.choices)
        hint = f"Did you mean {close}? " if close else ""
        self.error(
            "no-value-of",
            f"{node.text} is no value of `{self._words(left)}`.",
            node.span,
            f"{hint}Its values are: {', '.join(of.choices)}.",
        )
        return None

    def _words_of_set(self, names: tuple[n.Expression, ...], of: FactType, left: n.Expression) -> tuple[n.Expression, ...] | None:
        made: list[n.Expression] = []
        for name in names:
            assert isinstance(name, n.Name)
            if name.text in of.choices:
                made.append(n.Choice(name.text, name.span))
                continue
            close = nearest(name.text, of.choices)
            hint = f"Did you mean {close}? " if close else ""
            self.error(
                "no-value-of",
                f"{name.text} is no value of `{self._words(left)}`.",
                name.span,
                f"{hint}Its values are: {', '.join(of.choices)}.",
            )
        return tuple(made) if len(made) == len(names) else None

    def _set(self, node: n.Expression, of: FactType, left: n.Expression, where: Where) -> n.Expression | None:
        """Return the right side of `is` with a set: its values, `none`, or a fact with the same values."""
        if isinstance(node, n.Literal_) and node.value is None:
            return n.Listed(("none",) if "none" in of.choices else (), node.span)
        if isinstance(node, n.Listed):
            names = tuple(n.Name(word, node.span) for word in node.values)
            return None if self._words_of_set(names, of, left) is None else node
        if isinstance(node, n.Name):
            if node.text in of.choices:
                return n.Listed((node.text,), node.span)
            return self._fact_like(node, of, left, where)
        self.error(
            "no-value-of",
            f"`{self._words(node)}` is no value of `{self._words(left)}`.",
            node.span,
            f"Its values are: {', '.join(of.choices)}.",
        )
        return None

    def _like(self, node: n.Expression, left: Typed, shown: n.Expression, where: Where) -> n.Expression | None:
        """Return the right side of a comparison if it is of the same type as the left side, else note what such a value looks like."""
        kind = left[1].kind
        if isinstance(node, n.Literal_) and node.value is None:
            self.error(
                "lost-none",
                f"`{self._words(shown)}` is {_a(kind)} and is never `none`.",
                node.span,
                f"Write a value such as {_LIKE[kind]}.",
            )
            return None
        typed = self.expression(node, where)
        if typed is None:
            return None
        other = "yes/no" if typed[1].kind == "judgement" else typed[1].kind
        if other == ("yes/no" if kind == "judgement" else kind):
            return typed[0]
        example = (
            f"{write(node.value)} months"
            if kind == "duration" and isinstance(node, n.Literal_) and other == "number" and node.value is not None
            else _LIKE[kind]
        )
        message = f"`{self._words(shown)}` is {_a(kind)}, and `{self._words(node)}` is {_a(other)}."
        self.error("other-type", message, node.span, f"Write {_a(kind)}, such as {example}.")
        return None

    def _between(self, node: n.Between, where: Where) -> Typed | None:
        left = self.expression(node.left, where)
        if left is None:
            return None
        if left[1].kind not in _QUANTITIES | {"date"}:
            message = f"`{self._words(node.left)}` is {_a(left[1].kind)}, which is between nothing."
            self.error("wrong-operator", message, node.span, "`is between A and B` compares numbers, shares, amounts, durations and dates.")
            return None
        low, high = self._like(node.low, left, node.left, where), self._like(node.high, left, node.left, where)
        return None if low is None or high is None else (n.Between(left[0], low, high, node.span), YES_NO)

    def _is_one_of(self, node: n.IsOneOf, where: Where) -> Typed | None:
        left = self.expression(node.left, where)
        if left is None:
            return None
        kind = left[1].kind
        if kind in {"any of", "text", "yes/no", "judgement"}:
            hint = (
                "For a set write `includes any of (…)` or `includes only (…)`." if kind == "any of" else "Ask it directly, as a condition."
            )
            self.error("wrong-operator", f"`{self._words(node.left)}` is {_a(kind)}; `is one of` does not compare such.", node.span, hint)
            return None
        check = self._choice if kind == "one of" else lambda v, of, shown, w: self._like(v, (left[0], of), shown, w)
        values = [check(value, left[1], node.left, where) for value in node.values]
        made = tuple(value for value in values if value is not None)
        return (n.IsOneOf(left[0], node.negated, made, node.span), YES_NO) if len(made) == len(values) else None

    def _includes(self, node: n.Includes, where: Where) -> Typed | None:
        left = self.expression(node.left, where)
        if left is None:
            return None
        if left[1].kind != "any of":
            hint = (
                "Write `is` for one value, `is one of (…)` for several."
                if left[1].kind == "one of"
                else "`includes` asks what is in a set."
            )
            self.error("wrong-operator", f"`{self._words(node.left)}` is {_a(left[1].kind)}; it includes nothing.", node.span, hint)
            return None
        right: tuple[n.Expression, ...] | n.Expression | None
        if isinstance(node.right, tuple):
            right = self._words_of_set(node.right, left[1], node.left)
        elif isinstance(node.right, n.Name) and node.right.text in left[1].choices and node.right.text not in self.scope.words:
            right = (n.Choice(node.right.text, node.right.span),)
        else:
            assert isinstance(node.right, n.Name)
            right = self._fact_like(node.right, left[1], node.left, where)
        return None if right is None else (n.Includes(left[0], node.mode, right, node.span), YES_NO)

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
        typed = self._name(node.fact, where)
        if typed is None:
            return None
        if typed[1].kind != "any of":
            self.error(
                "no-set",
                f"{node.fact.text} is {_a(typed[1].kind)}; only a set or a group has a number of things in it.",
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
        typed = self._name(node.fact, inner)
        counted = self.condition(node.where, inner) if node.where is not None else None
        if typed is None or (counted is None and node.where is not None):
            return None
        if typed[1].kind not in _QUANTITIES:
            self.error(
                "no-total",
                f"{node.fact.text} is {_a(typed[1].kind)}, which does not add up.",
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
            message = f"{_a(kinds[0])} times {_a(kinds[1])} is nothing that the language knows."
            self.error("no-product", message.capitalize(), node.span, "Multiply a number, a duration or an amount by a number.")
            return None
        if kinds[0] == kinds[1] and kinds[0] in _QUANTITIES:
            return made, left[1]
        word = "added to" if node.operator == "+" else "taken from"
        message = f"`{self._words(node.right)}` is {_a(kinds[1])} and cannot be {word} `{self._words(node.left)}`, {_a(kinds[0])}."
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
                f"`{self._words(node.of)}` is {_a(of[1].kind)}, of which there is no share.",
                node.span,
                "Take a share of a number, a duration or an amount.",
            )
            return None
        return n.Share(node.percent, of[0], node.span), of[1]

    def _ratio(self, node: n.Ratio, where: Where) -> Typed | None:
        left, right = self.expression(node.left, where), self.expression(node.right, where)
        if left is None or right is None:
            return None
        if left[1].kind == right[1].kind and left[1].kind in _QUANTITIES:
            return n.Ratio(left[0], right[0], node.span), NUMBER
        message = f"{_a(left[1].kind)} per {_a(right[1].kind)} is nothing that the language knows."
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


def _written(node: n.Literal_) -> str:
    return "none" if node.value is None else write(node.value)


_TYPING: dict[type, Callable[..., Typed | None]] = {
    n.Name: Typer._name,
    n.Literal_: Typer._literal,
    n.Listed: Typer._listed,
    n.And: Typer._logic,
    n.Or: Typer._logic,
    n.AtLeast: Typer._logic,
    n.Not: Typer._not,
    n.Compare: Typer._compare,
    n.Between: Typer._between,
    n.IsOneOf: Typer._is_one_of,
    n.Includes: Typer._includes,
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
