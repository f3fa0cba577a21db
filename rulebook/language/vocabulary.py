"""The words of a policy: its facts, groups and events, checked."""

from __future__ import annotations

from rulebook.language import declarations as d
from rulebook.language.clauses import of_type, text_of
from rulebook.language.diagnostics import Problems
from rulebook.language.kinds import type_of_value
from rulebook.language.names import nearest
from rulebook.language.nodes import Written
from rulebook.language.policy import KINDS, Event, Fact, FactType, Group
from rulebook.language.scope import Declared, Scope, check_shape
from rulebook.values import NO, YES, Members, Value

__all__ = ["check_group_path", "events", "facts", "groups"]

_OTHER_WORDS = {
    "boolean": "yes/no",
    "bool": "yes/no",
    "yes": "yes/no",
    "string": "text",
    "int": "number",
    "integer": "number",
    "decimal": "number",
    "enum": "one of",
    "set": "any of",
    "list": "any of",
    "percentage": "percent",
    "judgment": "judgement",
    "amount": "money",
    "time": "duration",
    "day": "date",
}


def groups(scope: Scope) -> dict[str, Group]:
    """Return the groups by name."""
    made: dict[str, Group] = {}
    for declared in scope.of_kind("group"):
        name, declaration = declared.head.name.text, declared.declaration
        means = text_of(declaration, "means")
        made.setdefault(name, Group(name, means, text_of(declaration, "ask"), declared.unit.name, declared.head.span))
    return made


def events(scope: Scope) -> dict[str, Event]:
    """Return the events by name."""
    made: dict[str, Event] = {}
    for declared in scope.of_kind("event"):
        name, declaration = declared.head.name.text, declared.declaration
        optional = bool(of_type(declaration, d.Flag, "may not happen"))
        made.setdefault(name, Event(name, text_of(declaration, "means"), optional, declared.unit.name, declared.head.span))
    return made


def facts(scope: Scope, problems: Problems) -> dict[str, Fact]:
    """Return the facts by path; one whose type is none is noted and left out, as is the one to be renamed of two."""
    made: dict[str, Fact] = {}
    for declared in scope.of_kind("fact"):
        fact = _fact(declared, scope, problems)
        if fact is not None and scope.words[fact.path].declaration is declared.declaration:
            made[fact.path] = fact
    return made


def check_group_path(declared: Declared, scope: Scope, problems: Problems) -> None:
    """Note a fact or define whose path goes on past a member's place: `GROUP.x` has no further dot."""
    path = declared.head.name.text
    parts = path.split(".")
    for i in range(1, len(parts) - 1):
        group = ".".join(parts[:i])
        if (found := scope.words.get(group)) is not None and found.head.keyword == "group":
            message = f"{path} has a dot too many: what follows the group {group} is the name of one fact."
            hint = f"Write {group}.{'_'.join(parts[i:])}."
            problems.error("dotted-group-fact", message, at=declared.head.name.span, source=declared.unit.source, hint=hint)


def _fact(declared: Declared, scope: Scope, problems: Problems) -> Fact | None:
    head, declaration, source = declared.head, declared.declaration, declared.unit.source
    assert isinstance(head, d.FactHead)
    check_group_path(declared, scope, problems)
    kind = _type(head.type, declared, problems)
    if kind is None:
        return None
    if kind.kind != "yes/no":
        for clause in of_type(declaration, d.TextClause, "otherwise"):
            hint = "Leave it out; only a yes/no fact has a clause that says no."
            problems.error(
                "misplaced-clause", f"`otherwise` has no place in a fact of the type {kind.kind}.", at=clause.span, source=source, hint=hint
            )
    if kind.kind != "number":
        for clause in of_type(declaration, d.TextClause, "unit"):
            problems.error("misplaced-clause", "Only a number has a unit.", at=clause.span, source=source, hint="Leave it out.")
    means = text_of(declaration, "means")
    if kind.kind == "judgement" and means and not means.startswith("whether "):
        clause = of_type(declaration, d.TextClause, "means")[0]
        problems.error(
            "means-whether",
            "What a judgement means begins with `whether`.",
            at=clause.span,
            source=source,
            hint='Write: means "whether …".',
        )
    return Fact(
        head.name.text, scope.group_of(head.name.text), kind, means, text_of(declaration, "ask"), text_of(declaration, "otherwise"),
        text_of(declaration, "unit"), _in_doubt(declared, kind, problems), declared.unit.name, head.span,
    )  # fmt: skip


def _type(written: d.TypeSyntax, declared: Declared, problems: Problems) -> FactType | None:
    source = declared.unit.source
    if written.choices:
        seen = set()
        for choice in written.choices:
            check_shape(choice, "value", source, problems)
            if choice.text in seen:
                problems.error(
                    "value-twice", f"{choice.text} stands twice in the list.", at=choice.span, source=source, hint="Take one of them out."
                )
            seen.add(choice.text)
        return FactType(written.kind, tuple(dict.fromkeys(choice.text for choice in written.choices)))  # type: ignore[arg-type]
    if written.kind in KINDS and written.kind not in {"one of", "any of"}:
        return FactType(written.kind)
    close = _OTHER_WORDS.get(written.kind.lower()) or nearest(written.kind, KINDS)
    hint = f"Did you mean {close}? " if close else ""
    names = "yes/no, judgement, one of (a, b), any of (a, b), duration, date, number, percent, money, text"
    problems.error(
        "no-such-type", f"No type is called {written.kind}.", at=written.span, source=source, hint=f"{hint}The types are: {names}."
    )
    return None


def _in_doubt(declared: Declared, kind: FactType, problems: Problems) -> Value | None:
    clause = next(iter(of_type(declared.declaration, d.InDoubt)), None)
    if clause is None:
        return None
    value = value_of(clause.value, kind)
    if value is None:
        message = f"The value that counts in doubt is no value of the type {kind.kind}."
        values = f"Its values are: {', '.join(kind.choices)}." if kind.choices else "Write a value of that type."
        problems.error("in-doubt", message, at=clause.span, source=declared.unit.source, hint=values)
    return value


def value_of(written: Written, kind: FactType) -> Value | None:
    """Return the value that is written, if the type has it; None otherwise."""
    if kind.kind in {"yes/no", "judgement"}:
        return {"yes": YES, "no": NO}.get(written.words[0]) if written.kind == "word" else None
    if kind.kind == "one of":
        word = "none" if written.kind == "none" else written.words[0] if written.kind == "word" else ""
        return word if word in kind.choices else None
    if kind.kind == "any of":
        if written.kind == "none":
            return Members(frozenset({"none"} & set(kind.choices)), frozenset(), True)
        words = frozenset(written.words) if written.kind in {"word", "list"} else None
        return Members(words, frozenset(), True) if words is not None and words <= set(kind.choices) else None
    if written.kind == "value" and written.value is not None and _fits(written.value, kind):
        return written.value
    return None


def _fits(value: Value, kind: FactType) -> bool:
    """True where the value is of the type; `unlimited` is a duration, `never` a date."""
    return type_of_value(value) == kind.kind
