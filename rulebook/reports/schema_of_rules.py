"""What the JSON of `explain`, `facts`, `rules` and `test` holds, version 1, as `schema` has that of a check."""

from __future__ import annotations

from typing import Annotated, Any, Literal

from pydantic import Field

from rulebook.reports.schema import Counted, Day, Part, published

__all__ = ["CaseReport", "ExplainReport", "FactsReport", "MutantReport", "RulesReport", "json_schemas"]

Nature = Literal["absolute", "non-derogable", "qualified", "good-practice"]
FactKind = Literal["yes/no", "judgement", "one of", "any of", "duration", "date", "number", "percent", "money", "text"]
Count = Annotated[int, Field(ge=0)]


class InForce(Part):
    """The days in force, both included; null for an open end."""

    start: Day | None = Field(alias="from")
    until: Day | None


class FullAuthority(Part):
    """Who says so and where, in which legal order and when."""

    source: str
    title: str
    where: str
    url: str
    verified: bool = Field(description="whether the wording was checked against the source")
    legal_order: str
    in_force: InForce


class Condition(Part):
    """A condition in plain words and in the rule language."""

    statement: str
    code: str


class OwnRequirement(Part):
    """A requirement of an exception."""

    label: str | None
    forbidden: bool
    condition: Condition


class ExceptionRecord(Part):
    """A lawful way out of a requirement."""

    name: str
    kind: Literal["exception", "derogation"]
    title: str
    when: Condition | None
    requirements: list[OwnRequirement]
    because: str
    authorities: list[FullAuthority]
    in_force: InForce


class Requirement(OwnRequirement):
    """A requirement of the rule, with the exceptions to it."""

    exceptions: list[ExceptionRecord]


class Safeguard(Part):
    """What the rule protects."""

    name: str
    title: str
    nature: Nature
    because: str


class Group(Part):
    name: str
    means: str
    ask: str


class Fact(Part):
    """Something that a draft can state; `in_doubt` is null where nothing counts in doubt."""

    path: str
    group: str | None
    type: FactKind
    values: list[str]
    unit: str
    means: str
    ask: str
    in_doubt: str | None


class Event(Part):
    name: str
    means: str
    may_not_happen: bool


class Expectation(Part):
    """What a worked case expects of the rule."""

    member: str | None
    outcome: Literal["pass", "fail", "unknown", "not applicable", "not in force"]
    exceptions: list[str]
    missing: list[str]


class WorkedCase(Part):
    title: str
    given: list[str]
    as_of: Day | None
    expect: list[Expectation]
    comes_out: bool = Field(description="false where the case, played, does not come out as it expects of this rule")


class RuleRecord(Part):
    """One rule with all that it asks."""

    name: str
    title: str
    rulebook: str
    safeguard: Safeguard
    for_each: str | None = Field(description="the group of whose members each has a finding")
    in_order: bool = Field(description="a test in stages")
    when: Condition | None
    requirements: list[Requirement]
    because: str
    fix: str
    authorities: list[FullAuthority]
    in_force: InForce
    groups: list[Group]
    facts: list[Fact]
    events: list[Event]
    cases: list[WorkedCase]


class ExplainReport(Part):
    """What `rulebook explain --format json` gives."""

    version: Literal[1]
    rule: RuleRecord


class UsedGroup(Group):
    rules: Count = Field(description="how many rules ask for it")


class UsedFact(Fact):
    rules: Count = Field(description="how many rules ask for it")


class UsedEvent(Event):
    rules: Count = Field(description="how many rules ask for it")


class Vocabulary(Part):
    """What one rulebook declares."""

    name: str
    title: str
    groups: list[UsedGroup]
    facts: list[UsedFact]
    events: list[UsedEvent]


class FactsReport(Part):
    """What `rulebook facts --format json` gives."""

    version: Literal[1]
    rulebooks: list[Vocabulary]


class ListedAuthority(Part):
    source: str
    where: str
    legal_order: str
    verified: bool


class ListedException(Part):
    exception: str
    authorities: list[ListedAuthority]


class ListedRule(Part):
    rule: str
    title: str
    safeguard: str
    nature: Nature
    authorities: list[ListedAuthority]
    exceptions: list[ListedException]


class RulesReport(Part):
    """What `rulebook rules --format json` gives."""

    version: Literal[1]
    rules: list[ListedRule]


class CaseFailure(Part):
    """What of a case did not come out as expected; `expected` is empty where something given could not be read."""

    line: Counted
    expected: str
    came: str
    message: str


class PlayedCase(Part):
    title: str
    rulebook: str
    file: str
    line: Counted
    passed: bool
    failures: list[CaseFailure]


class Gap(Part):
    """What no case tries out."""

    rule: str
    exception: str | None
    lacks: list[Literal["pass", "fail", "unknown", "needed", "refused"]]


class CaseSummary(Part):
    cases: Count
    failed: Count
    rules: Count
    covered: Count


class CaseReport(Part):
    """What `rulebook test --format json` gives."""

    version: Literal[1]
    cases: list[PlayedCase]
    gaps: list[Gap]
    summary: CaseSummary


class Mutant(Part):
    """A change in a rule that no case notices."""

    changed: str
    what: str


class MutantSummary(Part):
    tried: Count
    survivors: Count
    explained: Count


class MutantReport(Part):
    """What `rulebook test --mutate --format json` gives."""

    version: Literal[1]
    survivors: list[Mutant]
    explained: list[Mutant]
    summary: MutantSummary


_MODELS: dict[str, type[Part]] = {
    "explain": ExplainReport,
    "facts": FactsReport,
    "rules": RulesReport,
    "test": CaseReport,
    "test-mutate": MutantReport,
}


def json_schemas() -> dict[str, dict[str, Any]]:
    """Return the JSON Schema (draft 2020-12) of the JSON of each command, by name."""
    return {name: published(model) for name, model in _MODELS.items()}
