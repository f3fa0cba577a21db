"""The worked examples of a rulebook: their names looked up, their statements kept for the test command to play."""

from __future__ import annotations

from rulebook.language import declarations as d
from rulebook.language import nodes as n
from rulebook.language.clauses import name_of, of_type
from rulebook.language.diagnostics import Problems
from rulebook.language.names import did_you_mean
from rulebook.language.policy import Case, Expectation
from rulebook.language.scope import Declared, Scope

__all__ = ["check_case"]

OUTCOMES = {"passes": "pass", "fails": "fail"}


def check_case(declared: Declared, scope: Scope, problems: Problems) -> Case | None:
    """Return the case with full names, or None where something in it is noted as wrong."""
    declaration, unit = declared.declaration, declared.unit
    statements, sound = [], True
    for given in of_type(declaration, d.Given):
        statement = given.statement
        if isinstance(statement, n.Misread):
            problems.error("bad-statement", statement.message, at=given.span, source=unit.source, hint=statement.hint)
            sound = False
        else:
            sound = _known(statement, given, declared, scope, problems) and sound
            statements.append(statement)
    expected = [_expectation(clause, declared, scope, problems) for clause in of_type(declaration, d.Expect)]
    made = tuple(expectation for expectation in expected if expectation is not None)
    if not sound or len(made) < len(expected):
        return None
    day = next(iter(of_type(declaration, d.AsOf)), None)
    law = _law(declared, scope, problems)
    return Case(declared.head.name.text, tuple(statements), day.day if day else None, law, made, unit.name, declaration.span)


def _law(declared: Declared, scope: Scope, problems: Problems) -> tuple[str, ...] | None:
    """Return the legal orders that bind in the case, None where it does not say; one that no source has is noted."""
    clause = next(iter(of_type(declared.declaration, d.Law)), None)
    if clause is None:
        return None
    known = {name.name.text for source in scope.of_kind("source") if (name := name_of(source.declaration, "legal order")) is not None}
    for order in clause.orders:
        if order.text not in known:
            hint = did_you_mean(order.text, known, f"The legal orders are: {', '.join(sorted(known))}.")
            message = f"No source belongs to the legal order {order.text}."
            problems.error("no-such-order", message, at=order.span, source=declared.unit.source, hint=hint)
    return tuple(order.text for order in clause.orders)


def _known(statement: n.Statement, given: d.Given, declared: Declared, scope: Scope, problems: Problems) -> bool:
    """True where the statement names facts, groups and events that are declared; else it is noted."""
    unit = declared.unit
    if isinstance(statement, n.Step):
        for event in filter(None, (statement.event, statement.other)):
            _, _, name = event.rpartition(".")
            found = scope.words.get(event) or scope.words.get(name)
            if found is None or found.head.keyword != "event":
                hint = did_you_mean(name, scope.visible_words(unit, "event"), f"Declare it: event {name}.")
                problems.error(
                    "no-such-event", f"No rulebook declares an event called {name}.", at=given.span, source=unit.source, hint=hint
                )
                return False
        return True
    if names_something(statement.path, scope) or statement.path in scope.broken:
        return True
    hint = did_you_mean(statement.path, scope.visible_words(unit, "fact", "group"), f"Declare it: fact {statement.path}: …")
    problems.error("no-such-fact", f"No rulebook declares a fact called {statement.path}.", at=given.span, source=unit.source, hint=hint)
    return False


def names_something(path: str, scope: Scope) -> bool:
    """True where the path is a fact, a group, an event, or a fact of a member of a group (`people.families.children`)."""
    found = scope.words.get(path)
    if found is not None:
        return found.head.keyword in {"fact", "group", "event"}
    owner, _, last = path.rpartition(".")
    group, _, _ = owner.rpartition(".")
    fact = scope.words.get(f"{group}.{last}") if group else None
    if fact is not None and fact.head.keyword == "fact" and scope.group_of(f"{group}.{last}"):
        return True
    track_event = scope.words.get(last)
    return track_event is not None and track_event.head.keyword == "event" and bool(owner)


def _expectation(clause: d.Expect, declared: Declared, scope: Scope, problems: Problems) -> Expectation | None:
    unit = declared.unit
    rule = scope.find("rule", clause.rule.text, unit)
    if rule is None and clause.rule.text in scope.broken:
        return None
    if rule is None:
        hint = did_you_mean(clause.rule.text, scope.names_of("rule", unit), "Name a rule of this rulebook, or the full name of another's.")
        problems.error("no-such-rule", f"No rule is called {clause.rule.text}.", at=clause.rule.span, source=unit.source, hint=hint)
        return None
    exceptions = []
    for name in clause.exceptions:
        found = scope.find("exception", name.text, unit)
        if found is None:
            otherwise = "Name an exception of this rulebook, or the full name of another's."
            hint = did_you_mean(name.text, scope.names_of("exception", unit), otherwise)
            problems.error("no-such-exception", f"No exception is called {name.text}.", at=name.span, source=unit.source, hint=hint)
            return None
        exceptions.append(found.full_name)
    for name in clause.missing:
        if not names_something(name.text, scope):
            hint = did_you_mean(name.text, scope.visible_words(unit, "fact", "group", "event"), "Name a fact, a group or an event.")
            problems.error("no-such-fact", f"No rulebook declares a fact called {name.text}.", at=name.span, source=unit.source, hint=hint)
            return None
    outcome = OUTCOMES.get(clause.outcome, clause.outcome)
    member = clause.member.text if clause.member else None
    return Expectation(rule.full_name, member, outcome, tuple(exceptions), tuple(name.text for name in clause.missing), clause.span)  # type: ignore[arg-type]
