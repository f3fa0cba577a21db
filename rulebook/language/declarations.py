"""The syntax tree of a rule file: declarations, each a head and its clauses as they stand, with spans.

The first representation of the rules. Nothing is looked up and nothing inherited; `policy` is the next one.
"""

from __future__ import annotations

from typing import Literal

from rulebook.language.nodes import Expression, Misread, Name, Statement, Written
from rulebook.language.source import Source, Span
from rulebook.records import Record
from rulebook.values import Date

__all__ = [
    "CLAUSES",
    "DECLARATIONS",
    "AsOf",
    "AuthorityClause",
    "CaseHead",
    "Clause",
    "Declaration",
    "DefineHead",
    "ExceptionHead",
    "Expect",
    "FactHead",
    "Flag",
    "Given",
    "Head",
    "InDoubt",
    "InForceClause",
    "Law",
    "NameClause",
    "NamedHead",
    "Require",
    "RuleFile",
    "RuleHead",
    "SafeguardHead",
    "Target",
    "TextClause",
    "TypeSyntax",
    "When",
]

# The words with which declarations and their clauses begin.
DECLARATIONS = ("rulebook", "source", "group", "fact", "event", "define", "safeguard", "rule", "exception", "derogation", "case")
CLAUSES = (
    "title", "use", "legal order", "url", "in force", "in order", "when", "means", "ask", "otherwise", "unit", "in doubt", "may not happen",
    "because", "authority", "for each", "require", "forbid", "fix", "given", "as of", "law", "expect",
)  # fmt: skip


# ---- heads -----------------------------------------------------------------------------------------------------


class NamedHead(Record):
    """`rulebook NAME`, `source NAME`, `group NAME` or `event NAME`."""

    keyword: Literal["rulebook", "source", "group", "event"]
    name: Name
    span: Span


class TypeSyntax(Record):
    """A type as written: `kind` is the word, or "one of" or "any of" with their `choices`."""

    kind: str
    choices: tuple[Name, ...]
    span: Span


class FactHead(Record):
    """`fact NAME: TYPE`."""

    name: Name
    type: TypeSyntax
    span: Span
    keyword: Literal["fact"] = "fact"


class DefineHead(Record):
    """`define NAME as EXPRESSION`."""

    name: Name
    expression: Expression
    span: Span
    keyword: Literal["define"] = "define"


class SafeguardHead(Record):
    """`safeguard NAME: NATURE`."""

    name: Name
    nature: Name
    span: Span
    keyword: Literal["safeguard"] = "safeguard"


class RuleHead(Record):
    """`rule NAME of SAFEGUARD`."""

    name: Name
    safeguard: Name
    span: Span
    keyword: Literal["rule"] = "rule"


class Target(Record):
    """What an exception relaxes: a rule, or with a `label` one requirement of it."""

    label: Name | None
    rule: Name
    span: Span


class ExceptionHead(Record):
    """`exception NAME to RULE`, or `derogation`; of several requirements or rules at once."""

    keyword: Literal["exception", "derogation"]
    name: Name
    targets: tuple[Target, ...]
    span: Span


class CaseHead(Record):
    """`case "…"`; the name is the text."""

    name: Name
    span: Span
    keyword: Literal["case"] = "case"


Head = NamedHead | FactHead | DefineHead | SafeguardHead | RuleHead | ExceptionHead | CaseHead


# ---- clauses ---------------------------------------------------------------------------------------------------


class TextClause(Record):
    """A clause that is a text; several strings are joined with a space already."""

    keyword: Literal["title", "means", "otherwise", "ask", "unit", "url", "because", "fix"]
    text: str
    span: Span


class NameClause(Record):
    """A clause that is a name."""

    keyword: Literal["use", "legal order", "for each"]
    name: Name
    span: Span


class Flag(Record):
    """A clause without anything after it."""

    keyword: Literal["in order", "may not happen"]
    span: Span


class InForceClause(Record):
    """`in force from DAY until DAY`, both included; None for an end that is not written."""

    start: Date | None
    end: Date | None
    span: Span
    keyword: Literal["in force"] = "in force"


class InDoubt(Record):
    """`in doubt VALUE`: what counts where a draft is silent."""

    value: Written
    span: Span
    keyword: Literal["in doubt"] = "in doubt"


class AuthorityClause(Record):
    """`authority SOURCE "PLACE"`; not `verified` where `unverified` stands behind it."""

    source: Name
    where: str
    verified: bool
    span: Span
    keyword: Literal["authority"] = "authority"


class When(Record):
    """`when CONDITION`."""

    condition: Expression
    span: Span
    keyword: Literal["when"] = "when"


class Require(Record):
    """`require` or `forbid`, with a label or without."""

    keyword: Literal["require", "forbid"]
    label: Name | None
    condition: Expression
    span: Span


class Given(Record):
    """`given STATEMENT`, of a case."""

    statement: Statement | Misread
    span: Span
    keyword: Literal["given"] = "given"


class AsOf(Record):
    """`as of DAY`, of a case."""

    day: Date
    span: Span
    keyword: Literal["as of"] = "as of"


class Law(Record):
    """`law un, coe`: the legal orders that bind in a case."""

    orders: tuple[Name, ...]
    span: Span
    keyword: Literal["law"] = "law"


class Expect(Record):
    """`outcome` is "passes", "fails", "unknown", "not applicable" or "not in force"."""

    rule: Name
    member: Name | None
    outcome: str
    exceptions: tuple[Name, ...]
    missing: tuple[Name, ...]
    span: Span
    keyword: Literal["expect"] = "expect"


Clause = (
    TextClause | NameClause | Flag | InForceClause | InDoubt | AuthorityClause | When | Require | Given | AsOf | Law | Expect
)  # fmt: skip


class Declaration(Record):
    """A declaration; `damaged` where a clause of it made no sense and was left out, so that nobody asks for it again."""

    head: Head
    clauses: tuple[Clause, ...]
    span: Span
    damaged: bool = False


class RuleFile(Record):
    """A rule file as parsed: its declarations in order, its comments (their spans) for the printer, and the names whose
    declaration makes no sense: they are not reported as missing a second time."""

    source: Source
    declarations: tuple[Declaration, ...]
    comments: tuple[Span, ...]
    broken: frozenset[str] = frozenset()
