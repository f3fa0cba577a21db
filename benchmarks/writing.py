"""Books and answers as Rulebook reads them: rule files, and drafts in YAML and Markdown."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping
from itertools import islice
from typing import Any

from benchmarks import rules as r

__all__ = ["LAW", "SOURCES", "markdown_draft", "members_draft", "rule_file", "yaml_draft"]

LAW = ("un", "coe", "eu")

SOURCES = """rulebook sources.made
  title "Sources of the made rules"

fact state.party_to: any of (first_treaty, second_treaty, third_treaty)
  means "the treaties that bind the State"
  ask "Which of these treaties bind the State?"

source CV
  title "Covenant on everything that a State may do"
  legal order un
  url "https://law.example/un/covenant"
  in force from 1976-03-23

source TR
  title "Treaty that many States have stayed outside of"
  legal order un
  url "https://law.example/un/treaty"
  in force from 1990-09-02
  when state.party_to includes first_treaty

source EC
  title "European Convention on what a State may not do"
  legal order coe
  url "https://law.example/coe/convention"
  in force from 1953-09-03

source RD
  title "Directive on how it is done"
  legal order eu
  url "https://law.example/eu/directive"
  in force from 2009-01-13
"""

# One in three rules cites one legal order, one two, one all three; the library has three authorities a rule.
AUTHORITIES = (
    ('RD "15(5)"', 'RD "3(7)" unverified'),
    ('CV "9(1)"', 'CV "9(4)" unverified', 'EC "5(1)"'),
    ('CV "7"', 'TR "33(1)" unverified', 'EC "3"', 'RD "15(1)"'),
)


# ---- rule files --------------------------------------------------------------------------------------------------


def rule_file(book: r.Book, *, plain: bool = False) -> str:
    """Return a book as a rule file: for each member of its group, with authorities of three legal orders, as most rules of the library.

    A `plain` one has what other engines can say too: no group, and one authority of one order.
    """
    head = [
        f"rulebook made.book-{book.number}",
        f'  title "Made rules, book {book.number}"',
        "  use sources.made",
        "",
    ]
    if not plain:
        head += [f"group {book.group}", '  means "a measure of this kind"', '  ask "Which measures of this kind does the draft name?"', ""]
    parts = ["\n".join(head), *map(_fact, book.facts)]
    parts.append('safeguard safe: qualified\n  title "It is lawful"\n  because "What is not lawful is not done."\n')
    for i, rule in enumerate(book.rules):
        parts.append(_rule(rule, "", (AUTHORITIES[0][0],)) if plain else _rule(rule, book.group, AUTHORITIES[i % len(AUTHORITIES)]))
    return "\n".join(parts)


def _fact(fact: r.Fact) -> str:
    noun = fact.path.rpartition(".")[2].replace("_", " ")
    listed = f" ({', '.join(fact.choices)})" if fact.choices else ""
    lines = [f"fact {fact.path}: {fact.kind}{listed}"]
    if fact.kind == "yes/no":
        lines += [f'  means "it is so that {noun}"', f'  otherwise "it is not so that {noun}"']
        lines.append(f'  ask "Is it so, in law and in fact, that {noun}?"')
    else:
        lines += [f'  means "the {noun}"', f'  ask "What is the {noun}, counting everything that the draft allows?"']
    return "\n".join(lines) + "\n"


def _rule(rule: r.Rule, group: str, authorities: Iterable[str]) -> str:
    lines = [f"rule {rule.name} of safe{' in order' if rule.staged else ''}", f'  title "{rule.title}"']
    lines += [f"  authority {authority}" for authority in authorities]
    lines += [f"  for each {group}"] if group else []
    lines += [f"  when {condition(rule.when)}"] if rule.when is not None else []
    lines += [_requirement(stage) for stage in rule.stages]
    lines.append('  because "Each State sets a limit of its own, which may not go beyond what is strictly needed in each case."')
    lines.append('  fix "Say in the law itself what is meant, for how long, by whom it is decided, and which court looks at it."')
    exceptions = (_exception(stage.exemption, rule, authorities) for stage in rule.stages if stage.exemption is not None)
    return "\n".join(lines) + "\n" + "".join(f"\n{exception}" for exception in exceptions)


def _requirement(stage: r.Stage) -> str:
    label = f" {stage.label}:" if stage.label else ""
    return f"  {'forbid' if stage.forbidden else 'require'}{label} {condition(stage.condition)}"


def _exception(exemption: r.Exemption, rule: r.Rule, authorities: Iterable[str]) -> str:
    lines = [f"exception {exemption.name} to {rule.name}", '  title "Longer, on closed grounds"']
    lines += [f"  authority {authority}" for authority in authorities]
    parts = exemption.when.parts if isinstance(exemption.when, r.All) else (exemption.when,)
    lines += [f"  when {condition(part)}" for part in parts]
    return "\n".join([*lines, f"  require {condition(exemption.condition)}"]) + "\n"


def condition(node: r.Condition) -> str:
    """Return a condition in the rule language."""
    return _CONDITIONS[type(node)](node)


def _nested(parts: Iterable[r.Condition], word: str) -> str:
    return f" {word} ".join(f"({condition(part)})" if isinstance(part, r.All | r.Some) else condition(part) for part in parts)


_CONDITIONS: dict[type, Callable[[Any], str]] = {
    r.Yes: lambda node: node.fact.path,
    r.Is: lambda node: f"{node.fact.path} is {node.value}",
    r.OneOf: lambda node: f"{node.fact.path} is one of ({', '.join(node.values)})",
    r.AtMost: lambda node: f"{node.fact.path} is at most {node.limit} {node.fact.unit}",
    r.Includes: lambda node: f"{node.fact.path} includes {node.mode} ({', '.join(node.values)})",
    r.NotEmpty: lambda node: f"{node.fact.path} is not none",
    r.All: lambda node: _nested(node.parts, "and"),
    r.Some: lambda node: _nested(node.parts, "or"),
}


# ---- drafts ------------------------------------------------------------------------------------------------------

_HEADER = "title: A made draft\nlegal orders: [un, coe, eu]\napplies from: 2026-06-12\n"


def yaml_draft(stated: Mapping[r.Fact, r.Answer]) -> str:
    """Return a draft in YAML that states the answers."""
    groups: dict[str, list[str]] = {}
    for fact, answer in stated.items():
        group, _, name = fact.path.partition(".")
        groups.setdefault(group, []).append(f"    {name}: {_in_yaml(fact, answer)}\n")
    facts = "".join(f"  {group}:\n{''.join(lines)}" for group, lines in groups.items())
    return f"{_HEADER}facts:\n  state:\n    party_to: [first_treaty]\n{facts}"


def markdown_draft(stated: Mapping[r.Fact, r.Answer]) -> str:
    """Return a draft in Markdown, in which two statements stand beside each paragraph of its text."""
    parts = [f"---\n{_HEADER}---\n\n# A made draft\n\nThe State has joined the treaty.\n<!-- rulebook: state.party_to = first_treaty -->\n"]
    statements = iter(f"{fact.path} = {_in_words(fact, answer)}" for fact, answer in stated.items())
    article = 0
    while two := list(islice(statements, 2)):
        article += 1
        words = "The authority decides in each case by itself, after it has heard the person, within the time that the law sets for it."
        parts.append(f"{article}.1 {words}\n<!-- rulebook: {'; '.join(two)} -->\n")
    return "\n".join(parts)


def members_draft(book: r.Book, count: int) -> Iterator[str]:
    """Give, piece by piece, a draft in YAML that names so many members of a book's group, closes it, and answers three facts of each."""
    yield f"{_HEADER}complete: [{book.group}]\nfacts:\n  state:\n    party_to: [first_treaty]\n  {book.group}:\n"
    facts = book.facts[:4]
    for number in range(count):
        stated = r.answers(r.Book(book.number, facts, ()), draft=number)
        said = ", ".join(f"{fact.path.partition('.')[2]}: {_in_yaml(fact, answer)}" for fact, answer in stated.items())
        yield f"    m{number}: {{{said}}}\n"


def _in_words(fact: r.Fact, answer: r.Answer) -> str:
    if isinstance(answer, bool):
        return "yes" if answer else "no"
    if isinstance(answer, tuple):
        return f"({', '.join(answer)})" if answer else "none"
    return f"{answer} {fact.unit}" if fact.unit else str(answer)


def _in_yaml(fact: r.Fact, answer: r.Answer) -> str:
    return f"[{', '.join(answer)}]" if isinstance(answer, tuple) else _in_words(fact, answer)
