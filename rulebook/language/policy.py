"""The checked policy: what the rule files say, every name looked up, every type and nature checked.

Its difference from the syntax tree (`declarations`): an expression holds no `Name`, an exception stands with the
requirement that it relaxes, and whatever a rule inherits from its safeguard is in the rule.
"""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping, Sequence
from typing import Literal, get_args

from rulebook.language.nodes import Expression
from rulebook.language.source import Span
from rulebook.records import Record
from rulebook.values import Date, Value

__all__ = [
    "ALWAYS",
    "KINDS",
    "NATURES",
    "Authority",
    "Case",
    "Define",
    "Event",
    "Exception_",
    "Expectation",
    "Fact",
    "FactType",
    "Group",
    "InForce",
    "Nature",
    "Policy",
    "Requirement",
    "Rule",
    "RulebookInfo",
    "Safeguard",
    "SourceOfLaw",
]  # fmt: skip

Nature = Literal["absolute", "non-derogable", "qualified", "good-practice"]
Kind = Literal["yes/no", "judgement", "one of", "any of", "duration", "date", "number", "percent", "money", "text"]
NATURES: tuple[Nature, ...] = get_args(Nature)
KINDS: tuple[Kind, ...] = get_args(Kind)


class FactType(Record):
    """The type of a fact; `choices` are the values of a `one of` or `any of`, in the order declared, else empty."""

    kind: Kind
    choices: tuple[str, ...] = ()


class Fact(Record):
    """Something that a draft states. `group` is the empty text for a fact of no group; `in_doubt` is None without the clause.

    `path` has the group in front (`people.children` belongs to the group `people`).
    """

    path: str
    group: str
    type: FactType
    means: str
    ask: str
    otherwise: str
    unit: str
    in_doubt: Value | None
    rulebook: str
    span: Span


class Group(Record):
    """Those whom a draft speaks of one by one: `people`, each a member."""

    name: str
    means: str
    ask: str
    rulebook: str
    span: Span


class Event(Record):
    """Something that happens in a procedure; `optional` where it is declared `may not happen`."""

    name: str
    means: str
    optional: bool
    rulebook: str
    span: Span


class Define(Record):
    """A named concept. `type` is its expression's, "yes/no" for one of a judgement."""

    path: str
    group: str
    type: FactType
    expression: Expression
    means: str
    otherwise: str
    events: tuple[str, ...]  # that it speaks of
    rulebook: str
    span: Span


class InForce(Record):
    """Days in force, both included; None for an open end."""

    start: Date | None
    end: Date | None

    def holds_on(self, day: Date) -> bool:
        """True on every day from the first to the last."""
        return (self.start is None or self.start <= day) and (self.end is None or day <= self.end)


ALWAYS = InForce(None, None)


class SourceOfLaw(Record):
    """An instrument or judgment. `when` is None where the source binds without condition."""

    name: str
    title: str
    legal_order: str
    url: str
    in_force: InForce
    when: Expression | None
    rulebook: str
    span: Span


class Authority(Record):
    """Where a source says it; `verified` is False where the wording was not checked."""

    source: SourceOfLaw
    where: str
    verified: bool


class Safeguard(Record):
    """A right or principle. `when` is joined into each of its rules already."""

    name: str
    nature: Nature
    title: str
    because: str
    rulebook: str
    span: Span


class Exception_(Record):
    """A lawful way out of one requirement: it holds when its `when` and all its requirements do (None: nothing to meet)."""

    name: str  # full: `eu.return-detention/further-twelve-months`
    kind: Literal["exception", "derogation"]
    title: str
    authorities: tuple[Authority, ...]
    in_force: InForce
    when: Expression | None
    requirements: tuple[Requirement, ...]
    because: str
    rulebook: str
    span: Span


class Requirement(Record):
    """One requirement of a rule or exception. With `forbidden` it is met when the condition is no.

    `condition` is the condition as written; `exceptions` are those that may stand in for it.
    """

    label: str
    forbidden: bool
    condition: Expression
    exceptions: tuple[Exception_, ...]
    span: Span


class Rule(Record):
    """A testable condition of a safeguard. `group` is the empty text where it is not `for each`.

    `when` is the safeguard's and the rule's own joined, None where there is neither; `events` are the events that it speaks of, and
    `staged` is true for a test `in order`.
    """

    name: str  # full: `eu.return-detention/six-months`
    title: str
    safeguard: Safeguard
    authorities: tuple[Authority, ...]
    in_force: InForce
    group: str
    staged: bool
    when: Expression | None
    requirements: tuple[Requirement, ...]
    because: str
    fix: str
    events: tuple[str, ...]
    rulebook: str
    span: Span


class RulebookInfo(Record):
    """A rule file: its name, title, path as given, and what it uses."""

    name: str
    title: str
    path: str
    uses: tuple[str, ...]


class Expectation(Record):
    """`expect RULE [for MEMBER] OUTCOME`. `rule` is a full name; `exceptions` (full names) of `passes by`; `missing` of `unknown
    missing`."""

    rule: str
    member: str | None
    outcome: Literal["pass", "fail", "unknown", "not applicable", "not in force"]
    exceptions: tuple[str, ...]
    missing: tuple[str, ...]
    span: Span


class Case(Record):
    """A worked example with what is expected of it; `as_of` is None where dates in force are ignored, `law` where all legal
    orders bind."""

    title: str
    given: tuple[object, ...]  # nodes.Statement
    as_of: Date | None
    law: tuple[str, ...] | None
    expectations: tuple[Expectation, ...]
    rulebook: str
    span: Span


class Policy:
    """All rulebooks loaded together. The mappings are by name (facts and defines by path), in the order of declaration.

    `rules` is in the order of findings: by rulebook name, then as they stand in the file.
    """

    rulebooks: Mapping[str, RulebookInfo]
    sources: Sequence[SourceOfLaw]
    safeguards: Sequence[Safeguard]
    groups: Mapping[str, Group]
    facts: Mapping[str, Fact]
    events: Mapping[str, Event]
    defines: Mapping[str, Define]
    rules: Sequence[Rule]
    cases: Sequence[Case]
    in_doubt: Mapping[str, Value]  # what counts where a draft is silent or vague on a fact, by its path

    def __init__(
        self,
        rulebooks: Mapping[str, RulebookInfo],
        sources: Sequence[SourceOfLaw],
        safeguards: Sequence[Safeguard],
        groups: Mapping[str, Group],
        facts: Mapping[str, Fact],
        events: Mapping[str, Event],
        defines: Mapping[str, Define],
        rules: Sequence[Rule],
        cases: Sequence[Case],
        in_doubt: Mapping[str, Value] | None = None,
    ) -> None:
        """Hold what is given; `in_doubt` where it is known already (a kept policy need not decode all facts for it)."""
        self.rulebooks = rulebooks
        self.sources = sources
        self.safeguards = safeguards
        self.groups = groups
        self.facts = facts
        self.events = events
        self.defines = defines
        self.rules = rules
        self.cases = cases
        self.words: dict[tuple[str, int], tuple[Expression, str]] = {}  # conditions in words, which `checking` remembers
        self.compiled: object = None  # what `checking` keeps beside a policy, for as long as there is the policy
        if in_doubt is None:
            in_doubt = {path: fact.in_doubt for path, fact in facts.items() if fact.in_doubt is not None}
        self.in_doubt = in_doubt

    def legal_orders(self) -> frozenset[str]:
        """Return the legal orders of all sources that a loaded rule or exception may cite."""
        return frozenset(source.legal_order for source in self.sources)

    def rules_on(self, day: Date | None, orders: Collection[str] | None) -> Iterator[Rule]:
        """Give the rules that may bind on the day (None: dates are ignored) in the legal orders (None: all), in their order.

        None that binds is left out; whether one does, `checking.program.binding` says.
        """
        return iter(self.rules)

    def with_rules(self, rules: Sequence[Rule], defines: Mapping[str, Define] | None = None) -> Policy:
        """Return the policy with these rules in the place of its own (and these defines), made ready anew."""
        defines = self.defines if defines is None else defines
        return Policy(
            self.rulebooks, self.sources, self.safeguards, self.groups, self.facts, self.events, defines, rules, self.cases, self.in_doubt
        )

    def exceptions(self) -> Iterator[tuple[Rule, Requirement, Exception_]]:
        """Give every exception with the rule and requirement that it relaxes, in the order of the rules."""
        for rule in self.rules:
            for requirement in rule.requirements:
                for exception in requirement.exceptions:
                    yield rule, requirement, exception
