"""Hypothesis strategies for policies: rulebooks as text, with several legal orders, dates, exceptions and staged tests."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace

from hypothesis import strategies as st

from rulebook.language.checker import check
from rulebook.language.diagnostics import Problems
from rulebook.language.parser import parse_file
from rulebook.language.policy import Policy
from rulebook.language.source import Source
from tests.naive.generators import (
    EVENTS,
    FACTS,
    GROUPS,
    IN_DOUBT,
    ON_EVENTS,
    Place,
    condition,
    events_happening,
    kind_of,
    pick,
    several,
    words_in,
)

__all__ = ["BOOK", "Book", "Declared", "books", "load"]

BOOK = "t.book"
SOURCES = {"RD": "eu", "NEW": "eu", "ECHR": "coe", "ACT": "xx", "OLD": "xx", "FAR": "yy", "SOFT": "practice"}
DAYS = ("", "", "", "", "in force from 2026-06-12", "in force until 2026-06-11")


@dataclass(frozen=True)
class Declared:
    """One declaration: its keyword, its name, its text."""

    keyword: str
    name: str
    text: str


@dataclass(frozen=True)
class Book:
    """The declarations of a policy, in the order in which they stand."""

    declarations: tuple[Declared, ...]

    def text(self) -> str:
        """Return them as one rulebook."""
        return "\n\n".join([f'rulebook {BOOK}\n  title "A book"', *(declared.text for declared in self.declarations)])

    def names(self, *keywords: str) -> list[str]:
        """Return the names of the declarations with these keywords."""
        return [declared.name for declared in self.declarations if declared.keyword in keywords]

    def without(self, name: str) -> Book:
        """Return the book without one declaration."""
        return Book(tuple(declared for declared in self.declarations if declared.name != name))

    def without_doubt(self) -> Book:
        """Return the book with no `in doubt` in it."""
        kept = ["\n".join(line for line in d.text.split("\n") if not line.startswith("  in doubt")) for d in self.declarations]
        return Book(tuple(replace(declared, text=text) for declared, text in zip(self.declarations, kept)))


def load(*texts: str) -> Policy:
    """Return the policy that rule files make; an AssertionError with every message where they have errors."""
    problems = Problems()
    policy = check([parse_file(Source(f"{number}.rules", text), problems) for number, text in enumerate(texts)], problems)
    assert not problems, "\n".join([f"{p.line}: {p.message} {p.hint}" for p in problems.all()] + list(texts))
    return policy


@dataclass(frozen=True)
class _Rule:
    name: str
    safeguard: str
    nature: str
    group: str
    labels: tuple[str, ...]
    sources: tuple[str, ...]


@st.composite
def books(draw: st.DrawFn, most_rules: int = 2, most_exceptions: int = 3) -> Book:
    """Give a book that loads without errors."""
    defines = _defines(draw)
    simple = pick(draw, (False, True))
    place = Place(defines=tuple((name, kind) for name, kind, _ in defines), depth=pick(draw, (0, 1, 1, 2)), simple=simple)
    guards = [("s-one", pick(draw, NATURES)), ("s-two", pick(draw, NATURES))]
    rules, declared = [], []
    for number in range(pick(draw, range(1, most_rules + 1))):
        rule, text = _rule(draw, f"r-{number}", guards, place)
        rules.append(rule)
        declared.append(Declared("rule", rule.name, text))
    for number in range(pick(draw, range(most_exceptions + 1))):
        if (made := _exception(draw, f"e-{number}", rules, place)) is not None:
            declared.append(made)
    declared += [_guard(draw, name, nature, place) for name, nature in guards if any(rule.safeguard == name for rule in rules)]
    declared += [Declared("define", name, f'define {name} as {text}\n  means "{name}"') for name, _, text in defines]
    cited = [name for name in SOURCES if any(f"authority {name} " in d.text for d in declared)]
    declared += [_source(draw, name, place) for name in cited]
    return Book((*_words(draw, " ".join(d.text for d in declared)), *reversed(declared)))


NATURES = ("qualified", "qualified", "good-practice", "non-derogable", "absolute")
_DEFINED = ("risky", "people.at_risk", ON_EVENTS, "space", "tools", "term")


def _defines(draw: st.DrawFn) -> list[tuple[str, str, str]]:
    return [(name, *_defined(draw, name)) for name in several(draw, _DEFINED, 0, 2)]


def _defined(draw: st.DrawFn, name: str) -> tuple[str, str]:
    """Return the kind and the expression of a define."""
    flat = Place(events=False, depth=1)
    if name in {"risky", "people.at_risk"}:
        return "yes/no", condition(draw, replace(flat, group=name.rpartition(".")[0]))
    if name == ON_EVENTS:
        return "yes/no", events_happening(draw)
    if name == "space":
        return "number", pick(draw, ("beds + rooms", "beds * 2", "number of people", "total of camps.beds"))
    return ("any of", "used") if name == "tools" else ("duration", pick(draw, ("held + 1 day", "held * 2")))


def _words(draw: st.DrawFn, text: str) -> list[Declared]:
    """Return the declarations of the words that a text names, and of one fact of each group in it."""
    words = words_in(text)
    groups = [group for group in GROUPS if any(word == group or word.startswith(f"{group}.") for word in words)]
    words |= {next(path for path in FACTS if path.startswith(f"{group}.")) for group in groups}
    made = [Declared("group", group, f'group {group}\n  means "a group"') for group in groups]
    made += [_fact(draw, path) for path in FACTS if path in words]
    for event in EVENTS:
        if event in words:
            optional = "\n  may not happen" if EVENTS[event] else ""
            made.append(Declared("event", event, f'event {event}\n  means "an event"{optional}'))
    return made


def _fact(draw: st.DrawFn, path: str) -> Declared:
    kind = kind_of(path)
    means = "whether it is so" if kind == "judgement" else "it is so"
    doubt = pick(draw, ("", "", *IN_DOUBT.get(kind, ())[:2]))
    return Declared("fact", path, f'fact {path}: {FACTS[path]}\n  means "{means}"' + (f"\n  in doubt {doubt}" if doubt else ""))


def _source(draw: st.DrawFn, name: str, place: Place) -> Declared:
    lines = [f"source {name}", f"  legal order {SOURCES[name]}"]
    if days := pick(draw, DAYS):
        lines.append(f"  {days}")
    if pick(draw, (False,) * 4 + (True,)):
        lines.append(f"  when {condition(draw, replace(place, events=False, depth=1))}")
    return Declared("source", name, "\n".join(lines))


def _guard(draw: st.DrawFn, name: str, nature: str, place: Place) -> Declared:
    when = f"\n  when {condition(draw, replace(place, events=False, depth=1))}" if pick(draw, (False,) * 4 + (True,)) else ""
    return Declared("safeguard", name, f'safeguard {name}: {nature}\n  title "A safeguard"{when}')


def _authorities(names: Sequence[str]) -> list[str]:
    return [f'  authority {name} "1"' for name in names]


def _requirements(draw: st.DrawFn, place: Place, labels: Sequence[str]) -> list[str]:
    verbs = [pick(draw, ("require", "require", "forbid")) for _ in labels]
    return [f"  {verb} {label + ': ' if label else ''}{condition(draw, place)}" for verb, label in zip(verbs, labels)]


def _rule(draw: st.DrawFn, name: str, guards: Sequence[tuple[str, str]], place: Place) -> tuple[_Rule, str]:
    guard, nature = pick(draw, guards)
    group, staged = pick(draw, ("", "", "people", "people", "camps")), pick(draw, (False, False, False, True))
    number = pick(draw, (1, 1, 2, 3))
    labels = tuple(f"part-{i}" for i in range(number)) if staged or number > 1 else ("",)
    sources = list(dict.fromkeys(pick(draw, ("RD", "RD", *SOURCES)) for _ in range(pick(draw, (1, 1, 2, 3)))))
    here = replace(place, group=group, events=not group)
    lines = [f"rule {name} of {guard}{' in order' if staged else ''}", *_authorities(sources)]
    lines += [f"  {days}" for days in (pick(draw, DAYS),) if days] + ([f"  for each {group}"] if group else [])
    lines += [f"  when {condition(draw, here)}" for _ in range(pick(draw, (0, 0, 1, 1, 2)))]
    lines += _requirements(draw, here, labels)
    return _Rule(name, guard, nature, group, labels, tuple(sources)), "\n".join(lines)


def _exception(draw: st.DrawFn, name: str, rules: Sequence[_Rule], place: Place) -> Declared | None:
    """Return an exception to one or two requirements, or None where every rule refuses it."""
    keyword = pick(draw, ("exception", "exception", "derogation"))
    refused = {"absolute", "non-derogable"} if keyword == "derogation" else {"absolute"}
    open_rules = [rule for rule in rules if rule.nature not in refused]
    if not open_rules:
        return None
    targets = several(draw, open_rules, 1, 2)
    named = [f"{label} of {rule.name}" if label else rule.name for rule in targets for label in (pick(draw, rule.labels),)]
    shared = [[source for source in SOURCES if SOURCES[source] in {SOURCES[own] for own in rule.sources}] for rule in targets]
    sources = [pick(draw, (some[0], some[0], *some)) for some in shared] + (
        [pick(draw, tuple(SOURCES))] if pick(draw, (False, False, True)) else []
    )
    groups = {rule.group for rule in targets}
    here = replace(place, group=groups.pop() if len(groups) == 1 else "", events=not any(rule.group for rule in targets))
    lines = [f"{keyword} {name} to {', '.join(named)}", *_authorities(list(dict.fromkeys(sources)))]
    lines += [f"  {days}" for days in (pick(draw, DAYS),) if days]
    parts = pick(draw, ("when", "when", "require", "both"))
    lines += [f"  when {condition(draw, here)}"] if parts != "require" else []
    lines += _requirements(draw, here, ("",)) if parts != "when" else []
    return Declared(keyword, name, "\n".join(lines))
