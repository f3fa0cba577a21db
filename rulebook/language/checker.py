"""From syntax trees to the checked policy: names, types, natures, legal orders, with every error collected."""

from __future__ import annotations

import re
from collections.abc import Iterable
from typing import cast

from rulebook.language import declarations as d
from rulebook.language import nodes as n
from rulebook.language.cases import check_case
from rulebook.language.clauses import check_clauses, in_force, name_of, of_type, text_of
from rulebook.language.diagnostics import Problems
from rulebook.language.names import did_you_mean, nearest
from rulebook.language.policy import (
    NATURES,
    Authority,
    Define,
    Exception_,
    Fact,
    Nature,
    Policy,
    Requirement,
    Rule,
    RulebookInfo,
    Safeguard,
    SourceOfLaw,
)  # fmt: skip
from rulebook.language.relaxing import Relaxation, check_targets
from rulebook.language.scope import Declared, Scope, Unit, check_shape, collect
from rulebook.language.source import Span
from rulebook.language.typing_rules import Typer, Where
from rulebook.language.vocabulary import check_group_path, events, facts, groups

__all__ = ["check", "walk"]

LEGAL_ORDERS = ("un", "coe", "eu", "practice")


def check(files: Iterable[d.RuleFile], problems: Problems) -> Policy:
    """Return the policy that these rule files make together; errors are noted in `problems`, and what has none is in the policy."""
    return _Checker(collect(tuple(files), problems), problems).policy()


class _Checker:
    def __init__(self, scope: Scope, problems: Problems) -> None:
        self.scope, self.problems = scope, problems
        for unit in scope.units:
            for declaration in unit.file.declarations:
                check_clauses(declaration, unit.source, problems)
        self.facts: dict[str, Fact] = facts(scope, problems)
        self.defines: dict[str, Define | None] = {}
        self.sources: dict[str, SourceOfLaw] = {}
        self.safeguards: dict[str, Safeguard] = {}
        self.events_of_exceptions: dict[str, frozenset[str]] = {}

    def policy(self) -> Policy:
        """Return the checked policy; the order of the passes is the order in which names depend on each other."""
        for declared in self.scope.of_kind("define"):
            self._define(declared.head.name.text)
        for declared in self.scope.of_kind("source"):
            self._source(declared)
        for declared in self.scope.of_kind("safeguard"):
            self._safeguard(declared)
        relaxations = [r for declared in self.scope.of_kind("exception", "derogation") if (r := self._exception(declared)) is not None]
        by_requirement: dict[tuple[str, int], list[Exception_]] = {}
        for relaxation in relaxations:
            for target in relaxation.targets:
                by_requirement.setdefault(target, []).append(relaxation.exception)
        rules = [rule for declared in self.scope.of_kind("rule") if (rule := self._rule(declared, by_requirement)) is not None]
        cases = [case for declared in self.scope.of_kind("case") if (case := check_case(declared, self.scope, self.problems)) is not None]
        return Policy(
            {unit.name: RulebookInfo(unit.name, unit.title, unit.source.path, unit.uses) for unit in self.scope.units},
            tuple(self.sources.values()), tuple(self.safeguards.values()), groups(self.scope), self.facts, events(self.scope),
            {path: define for path, define in self.defines.items() if define is not None}, tuple(rules), tuple(cases),
        )  # fmt: skip

    def _typer(self, unit: Unit) -> Typer:
        return Typer(self.scope, unit, self.facts, self._define, self.problems)

    # ---- defines

    def _define(self, path: str) -> Define | None:
        """Return the checked define of this path; None while it is being checked (then it speaks of itself) or where it has errors."""
        declared = self.scope.words[path]
        if path in self.defines:
            return self.defines[path]
        self.defines[path] = None
        head, declaration, unit = declared.head, declared.declaration, declared.unit
        assert isinstance(head, d.DefineHead)
        check_group_path(declared, self.scope, self.problems)
        if (circle := self._circle(path)) is not None:
            message = f"{path} is explained by itself: {' → '.join(circle)}."
            self.problems.error(
                "circular-define", message, at=head.name.span, source=unit.source, hint="Say one of them without the others."
            )
            return None
        group = self.scope.group_of(path)
        typer = self._typer(unit)
        typed = typer.expression(head.expression, Where(frozenset({group} if group else ()), _NO_EVENTS if group else ""))
        if typed is None:
            return None
        expression, kind = typed
        kind = type(kind)("yes/no") if kind.kind == "judgement" else kind
        made = Define(
            path, group, kind, expression, text_of(declaration, "means"), text_of(declaration, "otherwise"), tuple(sorted(typer.events)),
            unit.name, head.span,
        )  # fmt: skip
        self.defines[path] = made
        return made

    def _circle(self, path: str) -> list[str] | None:
        """Return the way from a define back to itself through the defines that it names, or None where there is none."""
        trail, seen = [[path]], set()
        while trail:
            way = trail.pop()
            for name in _names(self.scope.words[way[-1]].declaration):
                if name == path:
                    return [*way, path]
                found = self.scope.words.get(name)
                if found is not None and found.head.keyword == "define" and name not in seen:
                    seen.add(name)
                    trail.append([*way, name])
        return None

    # ---- sources and safeguards

    def _source(self, declared: Declared) -> None:
        declaration, unit = declared.declaration, declared.unit
        order = name_of(declaration, "legal order")
        if order is not None and order.name.text not in LEGAL_ORDERS and not re.fullmatch(r"[a-z]{2}", order.name.text):
            close = nearest(order.name.text, LEGAL_ORDERS)
            hint = f"Did you mean {close}? " if close else ""
            message = f"{order.name.text} is no legal order."
            hint += "Write un, coe, eu, practice, or the two letters of a country."
            self.problems.error("no-such-order", message, at=order.name.span, source=unit.source, hint=hint)
        when = self._conditions(of_type(declaration, d.When), unit, Where(no_events=_SOURCE_EVENTS))
        name = declared.head.name.text
        self.sources.setdefault(
            declared.full_name,
            SourceOfLaw(
                name,
                text_of(declaration, "title") or name,
                order.name.text if order else "",
                text_of(declaration, "url"),
                in_force(declaration),
                when,
                unit.name,
                declared.head.span,
            ),
        )

    def _safeguard(self, declared: Declared) -> None:
        head, declaration = declared.head, declared.declaration
        assert isinstance(head, d.SafeguardHead)
        nature = head.nature.text
        if nature not in NATURES:
            close = nearest(nature, NATURES)
            hint = f"Did you mean {close}? " if close else ""
            message = f"{nature} is no nature of a safeguard."
            hint += f"The natures are: {', '.join(NATURES)}."
            self.problems.error("no-such-nature", message, at=head.nature.span, source=declared.unit.source, hint=hint)
            nature = "absolute"  # the strictest, so that nothing slips through while the error stands
        title = text_of(declaration, "title") or head.name.text
        because = text_of(declaration, "because")
        made = Safeguard(head.name.text, cast(Nature, nature), title, because, declared.unit.name, head.span)
        self.safeguards.setdefault(declared.full_name, made)

    def _authorities(self, declared: Declared) -> tuple[Authority, ...]:
        made = []
        for clause in of_type(declared.declaration, d.AuthorityClause):
            found = self.scope.find("source", clause.source.text, declared.unit)
            if found is None and clause.source.text in self.scope.broken:
                continue
            if found is None:
                names = self.scope.names_of("source", declared.unit)
                hint = did_you_mean(clause.source.text, names, f"Declare it: source {clause.source.text}.")
                message = f"No source is called {clause.source.text}."
                self.problems.error("no-such-source", message, at=clause.source.span, source=declared.unit.source, hint=hint)
            elif found.full_name in self.sources:
                made.append(Authority(self.sources[found.full_name], clause.where, clause.verified))
        return tuple(made)

    # ---- conditions

    def _conditions(self, clauses: list[d.When], unit: Unit, where: Where, typer: Typer | None = None) -> n.Expression | None:
        """Return the conditions of several `when`, joined by *and*; None where there is none."""
        typer = typer or self._typer(unit)
        made = [condition for clause in clauses if (condition := typer.condition(clause.condition, where)) is not None]
        return _joined(made)

    def _requirements(self, declared: Declared, where: Where, typer: Typer) -> list[tuple[d.Require, n.Expression]]:
        made = []
        for clause in of_type(declared.declaration, d.Require):
            if clause.label is not None:
                check_shape(clause.label, "label", declared.unit.source, self.problems)
            condition = typer.condition(clause.condition, where)
            if condition is not None:
                made.append((clause, condition))
        return made

    # ---- rules

    def _group_of_rule(self, declared: Declared) -> str:
        clause = name_of(declared.declaration, "for each")
        if clause is None:
            return ""
        found = self.scope.word(clause.name, declared.unit, self.problems, "group", what="a group")
        return clause.name.text if found is not None else ""

    def _rule(self, declared: Declared, exceptions: dict[tuple[str, int], list[Exception_]]) -> Rule | None:
        head, declaration, unit = declared.head, declared.declaration, declared.unit
        assert isinstance(head, d.RuleHead)
        guard = self._safeguard_of(head, unit)
        group = self._group_of_rule(declared)
        each = name_of(declaration, "for each")  # also one that is no group here, of which the author is told once
        where = Where(frozenset({each.name.text} if each else ()), _NO_EVENTS if each else "")
        typer = self._typer(unit)
        whens = [self._conditions(of_type(declaration, d.When), unit, where, typer)]
        if guard is not None:
            guard_typer = self._typer(guard.unit)
            clauses = of_type(guard.declaration, d.When)
            whens.insert(0, self._conditions(clauses, guard.unit, where, guard_typer))
            typer.events |= guard_typer.events
        requirements = self._requirements(declared, where, typer)
        self._check_requirements(declared)
        authorities = self._authorities(declared)
        if guard is None or not requirements or self.scope.named[("rule", declared.full_name)].declaration is not declaration:
            return None
        for i in range(len(requirements)):
            for exception in exceptions.get((declared.full_name, i), ()):
                typer.events |= self.events_of_exceptions[exception.name]
        safeguard = self.safeguards[guard.full_name]
        return Rule(
            declared.full_name,
            text_of(declaration, "title") or safeguard.title,
            safeguard,
            authorities,
            in_force(declaration),
            group,
            bool(of_type(declaration, d.Flag, "in order")),
            _joined([when for when in whens if when is not None]),
            tuple(
                _requirement(clause, condition, exceptions.get((declared.full_name, i), ()))
                for i, (clause, condition) in enumerate(requirements)
            ),
            text_of(declaration, "because"),
            text_of(declaration, "fix"),
            tuple(sorted(typer.events)),
            unit.name,
            declaration.span,
        )

    def _safeguard_of(self, head: d.RuleHead, unit: Unit) -> Declared | None:
        found = self.scope.find("safeguard", head.safeguard.text, unit)
        if found is None and head.safeguard.text not in self.scope.broken:
            otherwise = f"Declare it: safeguard {head.safeguard.text}: qualified."
            hint = did_you_mean(head.safeguard.text, self.scope.names_of("safeguard", unit), otherwise)
            message = f"No safeguard is called {head.safeguard.text}."
            self.problems.error("no-such-safeguard", message, at=head.safeguard.span, source=unit.source, hint=hint)
        return found

    def _check_requirements(self, declared: Declared) -> None:
        declaration, source = declared.declaration, declared.unit.source
        clauses = of_type(declaration, d.Require)
        if not clauses and declared.head.keyword == "rule" and not declaration.damaged:
            self.problems.error(
                "no-requirement", "A rule requires or forbids something.", at=declared.head.span, source=source,
                hint="Add a line that begins with `require` or `forbid`.",
            )  # fmt: skip
        labels: set[str] = set()
        for clause in clauses:
            if clause.label is None and of_type(declaration, d.Flag, "in order"):
                hint = "Write `require LABEL: …`, such as `require suitability: …`."
                self.problems.error("no-label", "Each stage of a test in order has a label.", at=clause.span, source=source, hint=hint)
            if clause.label is not None and clause.label.text in labels:
                message = f"Two requirements have the label {clause.label.text}."
                self.problems.error("label-twice", message, at=clause.label.span, source=source, hint="Give each a label of its own.")
            labels |= {clause.label.text} if clause.label is not None else set()

    # ---- exceptions

    def _exception(self, declared: Declared) -> Relaxation | None:
        head, declaration, unit = declared.head, declared.declaration, declared.unit
        assert isinstance(head, d.ExceptionHead)
        authorities = self._authorities(declared)
        targets, group_names = check_targets(declared, self.scope, [a.source.legal_order for a in authorities], self.problems)
        groups_of_targets = frozenset.intersection(*group_names) if group_names else frozenset()
        per_member = any(group_names)
        where = Where(groups_of_targets, _NO_EVENTS if per_member else "")
        typer = self._typer(unit)
        when = self._conditions(of_type(declaration, d.When), unit, where, typer)
        requirements = self._requirements(declared, where, typer)
        self._check_requirements(declared)
        if not of_type(declaration, d.When) and not of_type(declaration, d.Require) and not declaration.damaged:
            message = f"The {head.keyword} has no condition, so that it would always apply."
            self.problems.error("no-condition", message, at=head.span, source=unit.source, hint="Add a line `when …` or `require …`.")
        if not targets:
            return None
        made = Exception_(
            declared.full_name,
            head.keyword,
            text_of(declaration, "title") or head.name.text.replace("-", " "),
            authorities,
            in_force(declaration),
            when,
            tuple(_requirement(clause, condition) for clause, condition in requirements),
            text_of(declaration, "because"),
            unit.name,
            declaration.span,
        )
        self.events_of_exceptions[made.name] = frozenset(typer.events)
        return Relaxation(made, targets)


_SOURCE_EVENTS = "Whether a source binds does not hang on the steps of a procedure."
_NO_EVENTS = "A rule for each member of a group does not speak of events, which belong to the whole procedure."


def _requirement(clause: d.Require, condition: n.Expression, exceptions: Iterable[Exception_] = ()) -> Requirement:
    label = clause.label.text if clause.label else ""
    return Requirement(label, clause.keyword == "forbid", condition, tuple(exceptions), clause.span)


def _joined(conditions: list[n.Expression]) -> n.Expression | None:
    if len(conditions) < 2:
        return conditions[0] if conditions else None
    return n.And(tuple(conditions), Span(conditions[0].span.start, conditions[-1].span.end))


def _names(declaration: d.Declaration) -> list[str]:
    """Return every name in the expression of a define."""
    head = declaration.head
    return [node.text for node in walk(head.expression) if isinstance(node, n.Name)] if isinstance(head, d.DefineHead) else []


def walk(node: n.Expression) -> Iterable[n.Expression]:
    """Give an expression and every expression in it."""
    waiting = [node]
    while waiting:
        here = waiting.pop()
        yield here
        for field in type(here).__match_args__:
            value = getattr(here, field)
            waiting += [v for v in (value if isinstance(value, tuple) else (value,)) if type(v).__module__ == n.__name__]
