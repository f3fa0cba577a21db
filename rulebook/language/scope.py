"""Which names stand for what, and in which rulebook they can be used.

Facts, groups, events and defines share one name space over all rulebooks that are loaded together; sources,
safeguards, rules and exceptions are names of their rulebook. A rulebook sees its own names and those of the
rulebooks that it uses.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator

from rulebook.files import is_of_the_library
from rulebook.language import declarations as d
from rulebook.language.diagnostics import Problems
from rulebook.language.names import did_you_mean, nearest
from rulebook.language.nodes import Name
from rulebook.language.source import Source, Span
from rulebook.records import Record

__all__ = ["Declared", "Scope", "Unit", "check_shape", "collect"]

WORD_KINDS = ("fact", "define", "group", "event")
_KEBAB = re.compile(r"[a-z][a-z0-9]*(?:-[a-z0-9]+)*")
_SNAKE = re.compile(r"[a-z][a-z0-9]*(?:_[a-z0-9]+)*")
_PATH = re.compile(r"[a-z][a-z0-9]*(?:_[a-z0-9]+)*(?:\.[a-z][a-z0-9]*(?:_[a-z0-9]+)*)*")
_BOOK = re.compile(r"[a-z][a-z0-9]*(?:[-.][a-z0-9]+)*")
_SOURCE = re.compile(r"[A-Za-z][A-Za-z0-9]*(?:[-_.][A-Za-z0-9]+)*")
SHAPES = {
    "rulebook": (_BOOK, "eu.return-detention"),
    "source": (_SOURCE, "ECHR"),
    "safeguard": (_KEBAB, "detention-limits"),
    "rule": (_KEBAB, "six-months"),
    "exception": (_KEBAB, "further-twelve-months"),
    "derogation": (_KEBAB, "in-an-emergency"),
    "label": (_KEBAB, "legitimate-aim"),
    "group": (_PATH, "people"),
    "fact": (_PATH, "detention.longest"),
    "define": (_PATH, "measure.deprives_of_liberty"),
    "event": (_SNAKE, "first_hearing"),
    "value": (_SNAKE, "public_order"),
}
ASKS_WHETHER_SAID = frozenset({"stated", "known", "given", "set", "defined", "missing", "empty", "unknown", "specified"})
RESERVED = frozenset(
    {"yes", "no", "none", "not", "never", "unlimited", "open", "any", "every", "at", "number", "total", "step", "and", "or"}
)


class Unit(Record):
    """A rulebook under check: the file, its name, its title, what it uses."""

    file: d.RuleFile
    name: str
    title: str
    uses: tuple[str, ...]

    @property
    def source(self) -> Source:
        """The text of the file."""
        return self.file.source


class Declared(Record):
    """A declaration with the rulebook that it stands in."""

    unit: Unit
    declaration: d.Declaration

    @property
    def head(self) -> d.Head:
        """The first line of the declaration."""
        return self.declaration.head

    @property
    def full_name(self) -> str:
        """The name with that of its rulebook before it: `eu.return-detention/six-months`."""
        return f"{self.unit.name}/{self.head.name.text}"


class Scope:
    """All declarations by name. `words` has facts, defines, groups and events by path; `named` the rest by kind and full name."""

    def __init__(self, units: tuple[Unit, ...]) -> None:
        self.units = units
        self.words: dict[str, Declared] = {}
        self.named: dict[tuple[str, str], Declared] = {}
        self.broken = frozenset(name for unit in units for name in unit.file.broken)

    def of_kind(self, *keywords: str) -> Iterator[Declared]:
        """Give the declarations with these keywords, in the order of rulebooks and files."""
        for unit in self.units:
            for declaration in unit.file.declarations:
                if declaration.head.keyword in keywords:
                    yield Declared(unit, declaration)

    def group_of(self, path: str) -> str:
        """Return the group that a fact or define of this path belongs to, or the empty text."""
        group, _, _ = path.rpartition(".")
        found = self.words.get(group) if group else None
        return group if found is not None and found.head.keyword == "group" else ""

    def visible_words(self, unit: Unit, *keywords: str) -> list[str]:
        """Return the paths of these kinds that the rulebook can use."""
        return [p for p, declared in self.words.items() if declared.head.keyword in keywords and self._sees(unit, declared)]

    def _sees(self, unit: Unit, declared: Declared) -> bool:
        return declared.unit.name == unit.name or declared.unit.name in unit.uses

    def word(self, name: Name, unit: Unit, problems: Problems, *keywords: str, what: str) -> Declared | None:
        """Return the fact, define, group or event of this name, or note that there is none of these kinds."""
        found = self.words.get(name.text)
        if found is not None and found.head.keyword in keywords:
            if self._sees(unit, found):
                return found
            message = f"{name.text} is declared in the rulebook {found.unit.name}, which this one does not use."
            problems.error(
                "not-used", message, at=name.span, source=unit.source, hint=f"Add `use {found.unit.name}` under the rulebook's title."
            )
            return None
        if name.text in ASKS_WHETHER_SAID:
            message = "A rule cannot ask whether a draft says something: what it does not say is not known."
            hint = "Ask for the content: `is not unlimited` for a limit, `is not none` for a list."
            problems.error("is-stated", message, at=name.span, source=unit.source, hint=hint)
            return None
        if found is not None:
            message = f"{name.text} is {_a(found.head.keyword)}, and {what} is needed here."
            problems.error("wrong-kind", message, at=name.span, source=unit.source, hint=_WRONG_KIND.get(found.head.keyword, ""))
            return None
        if name.text in self.broken:
            return None
        close = nearest(name.text, self.visible_words(unit, *keywords)) or nearest(
            name.text, [w for w in self.words if self.words[w].head.keyword in keywords]
        )
        hint = f"Did you mean {close}?" if close else f"Declare it, or use a rulebook that does: `{keywords[0]} {name.text} …`."
        problems.error(
            f"no-such-{keywords[0]}", f"No rulebook declares {what} called {name.text}.", at=name.span, source=unit.source, hint=hint
        )
        return None

    def find(self, kind: str, name: str, unit: Unit) -> Declared | None:
        """Return the source, safeguard, rule or exception of this name: the rulebook's own first, then those that it uses; or by full
        name."""
        if "/" in name:
            return self.named.get((kind, name))
        for book in (unit.name, *unit.uses):
            if (found := self.named.get((kind, f"{book}/{name}"))) is not None:
                return found
        return None

    def names_of(self, kind: str, unit: Unit) -> list[str]:
        """Return the names of this kind as the rulebook would write them: short where it sees them, else full."""
        seen = {unit.name, *unit.uses}
        return [full.partition("/")[2] if full.partition("/")[0] in seen else full for k, full in self.named if k == kind]


_WRONG_KIND = {
    "group": "Speak of its members: `any GROUP has (…)`, `every GROUP has (…)`, `number of GROUP where (…)`, or `for each GROUP`.",
    "event": "Say what is asked of the event: `A happens`, `A happens before B`, `A happens within 48 hours of B`.",
}


def _a(keyword: str) -> str:
    return f"an {keyword}" if keyword[0] in "aeiou" else f"a {keyword}"


def collect(files: Iterable[d.RuleFile], problems: Problems) -> Scope:
    """Return the scope of these files, with every name that is misshapen or declared twice noted."""
    units = tuple(sorted((unit for file in files if (unit := _unit(file, problems)) is not None), key=lambda u: u.name))
    scope = Scope(units)
    books: dict[str, Unit] = {}
    for unit in units:
        if (other := books.get(unit.name)) is not None:
            own, other = (other, unit) if is_of_the_library(unit.source.path) else (unit, other)  # the library's keeps its name
            head = own.file.declarations[0].head
            hint = f"Give this file a name of its own; the other one is {other.source.path}."
            problems.error("two-rulebooks", f"Two files are the rulebook {own.name}.", at=head.name.span, source=own.source, hint=hint)
        books.setdefault(unit.name, unit)
    for declared in scope.of_kind("group", "fact", "define", "event", "source", "safeguard", "rule", "exception", "derogation"):
        _enter(declared, scope, problems)
    for unit in units:
        _check_uses(unit, books, problems)
    return scope


def _unit(file: d.RuleFile, problems: Problems) -> Unit | None:
    heads = [declaration for declaration in file.declarations if declaration.head.keyword == "rulebook"]
    if not heads:
        if file.declarations or not problems:
            message = "This file does not say which rulebook it is."
            problems.error("no-rulebook", message, at=Span(0, 1), source=file.source, hint="Begin it with `rulebook`, a name and a title.")
        return None
    for extra in heads[1:]:
        problems.error(
            "two-heads",
            "A file is one rulebook.",
            at=extra.head.span,
            source=file.source,
            hint="Put the second rulebook into a file of its own.",
        )
    first = heads[0]
    if file.declarations[0] is not first:
        message = "The line `rulebook …` comes first in a file."
        problems.error("late-rulebook", message, at=first.head.span, source=file.source, hint="Move it to the top of the file.")
    title = next((c.text for c in first.clauses if isinstance(c, d.TextClause) and c.keyword == "title"), "")
    uses = tuple(c.name.text for c in first.clauses if isinstance(c, d.NameClause) and c.keyword == "use")
    check_shape(first.head.name, "rulebook", file.source, problems)
    return Unit(file, first.head.name.text, title or first.head.name.text, uses)


def _check_uses(unit: Unit, books: dict[str, Unit], problems: Problems) -> None:
    head = next(x for x in unit.file.declarations if x.head.keyword == "rulebook")
    for clause in head.clauses:
        if isinstance(clause, d.NameClause) and clause.keyword == "use" and clause.name.text not in books:
            hint = did_you_mean(clause.name.text, books, "Load its file too: name its folder with --rules.")
            problems.error(
                "no-such-rulebook", f"No rulebook is called {clause.name.text}.", at=clause.name.span, source=unit.source, hint=hint
            )


def check_shape(name: Name, kind: str, source: Source, problems: Problems) -> None:
    """Note a name that is not written as names of its kind are, or is a word of the language."""
    pattern, example = SHAPES[kind]
    if pattern.fullmatch(name.text):
        if (kind in {*WORD_KINDS, "value"} and name.text in RESERVED - {"none"}) or (kind in WORD_KINDS and name.text == "none"):
            message = f"`{name.text}` is a word of the language and would be read as such."
            problems.error("reserved", message, at=name.span, source=source, hint=f"Choose another name for the {kind}.")
        return
    made = re.sub(r"[^A-Za-z0-9.]+", "-" if pattern in {_KEBAB, _BOOK} else "_", name.text).lower().strip("-_")
    style = "small letters, with hyphens between words" if pattern in {_KEBAB, _BOOK} else "small letters, with _ between words"
    hint = f"Write it as {example} is written{f': {made}' if pattern.fullmatch(made) else ''}."
    problems.error("bad-name", f"The name of a {kind} is written in {style}, not as {name.text}.", at=name.span, source=source, hint=hint)


def _enter(declared: Declared, scope: Scope, problems: Problems) -> None:
    head, source = declared.head, declared.unit.source
    kind = "exception" if head.keyword == "derogation" else head.keyword
    check_shape(head.name, head.keyword, source, problems)
    if kind in WORD_KINDS:
        other = scope.words.setdefault(head.name.text, declared)
    else:
        # A rule and an exception are both named in findings, so they share their names.
        other = scope.named.setdefault((kind, declared.full_name), declared)
        if other is declared and kind in {"rule", "exception"}:
            other = scope.named.get(("exception" if kind == "rule" else "rule", declared.full_name), declared)
    if other is not declared:
        if is_of_the_library(source.path) and not is_of_the_library(other.unit.source.path):
            declared, other = other, declared  # what the library declares keeps its name
            if kind in WORD_KINDS:
                scope.words[head.name.text] = other
        head, source = declared.head, declared.unit.source
        line = other.unit.source.line_of(other.head.name.span.start)
        where = f"on line {line}" if other.unit is declared.unit else f"in {other.unit.source.path}, line {line}"
        message = f"{head.name.text} is declared twice; the first is {_a(other.head.keyword)} {where}."
        problems.error(
            "declared-twice", message, at=head.name.span, source=source, hint=f"Give this {head.keyword} another name, or take it out."
        )
