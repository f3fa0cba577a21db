"""What the JSON of a check holds, version 1: the contract with other programs.

`json_schema()` gives it as a JSON Schema, for those who write their own readers; `read` reads a report and says where it
is none. Later versions of Rulebook may add keys; none of these is taken away or changes its meaning without a new version.
"""

from __future__ import annotations

from typing import Annotated, Any, Literal

from pydantic import BaseModel, ConfigDict, Field

__all__ = ["CheckReport", "Counted", "Day", "Part", "RuleErrors", "json_schema", "published", "read", "rule_errors_schema"]

Status = Literal["pass", "fail", "unknown", "not applicable", "waived", "not in force"]
Day = Annotated[str, Field(pattern=r"^\d{4}-\d\d-\d\d$")]
Counted = Annotated[int, Field(ge=1)]


class Part(BaseModel):
    model_config = ConfigDict(extra="forbid", frozen=True)


class Location(Part):
    """A place in a draft; line and column count from 1, in code points."""

    path: str
    line: Counted
    column: Counted


class Stated(Location):
    """Where a draft states something, with the words beside the statement, or the statement itself where there are none."""

    quote: str


class Explanation(Part):
    """One statement of the tree that says why, with what it was decided from. All keys are always there."""

    role: Literal["rule", "when", "requirement", "exception", "condition", "define", "fact", "member"]
    statement: str = Field(description="a clause in plain words")
    code: str = Field(description="the same in the rule language")
    value: Literal["yes", "no", "not known"]
    detail: str = Field(description="with what numbers, or why it is not known")
    decides: bool = Field(description="whether the result rests on it")
    not_reached: bool = Field(description="a later stage of a staged test, after the one that decided")
    stated: list[Stated]
    parts: list[Explanation]


class Authority(Part):
    """Who says so, and where."""

    source: str
    title: str
    where: str
    url: str
    verified: bool = Field(description="whether the wording was checked against the source")


class Change(Part):
    """A later day on which the status changes, or whether it fails unless an exception applies, for a draft with `applies until`."""

    start: Day = Field(alias="from")
    status: Status
    unless: list[str] = Field(
        default_factory=list, description="full names of the exceptions open from that day; only where it fails unless one of them applies"
    )


class Waiver(Part):
    """By what a finding is waived; `status` is what it is in truth, and `location` where the waiver is written."""

    id: str
    status: Status
    reason: str
    approved_by: str
    start: Day | None = Field(alias="from")
    until: Day
    location: Location


class Finding(Part):
    """The result of one rule on one draft, or on one member of a group in it."""

    rule: str = Field(description="the full name: rulebook/rule")
    title: str
    safeguard: str
    nature: Literal["absolute", "non-derogable", "qualified", "good-practice"]
    severity: Literal["error", "warning"]
    member: str | None = Field(description="the member of the rule's group, or the track; null for the measure as a whole")
    status: Status = Field(description="`not in force` only with changes")
    orders: dict[str, Status] = Field(description="the status in each legal order that binds the draft and the rule")
    exceptions: list[str] = Field(description="full names of the exceptions that were needed to pass")
    unless: list[str] = Field(description="full names of the exceptions still open, for an unknown whose requirement is no")
    judgements: list[str] = Field(description="facts judged by a person on which the result rests")
    held_against: list[str] = Field(description="weak statements without which it would be unknown")
    missing: list[str] = Field(description="facts, groups or events not stated, in reading order")
    not_reached: list[str] = Field(description="labels of the later stages of a staged test")
    changes: list[Change]
    message: str
    repairs: list[str] = Field(max_length=5, description="smallest changes with which the rule would pass")
    authorities: list[Authority]
    location: Location
    explanation: Explanation
    fingerprint: str = Field(description="the same for the same passage, rule and member; empty where nobody asked for it")
    waiver: Waiver | None = Field(description="with the status `waived`")
    aside: Literal["in the baseline", "outside the change"] | None = Field(description="why it is shown and does not count")
    since: Literal["newly failing", "newly unknown", "unchanged"] | None = Field(description="against the revision `base`")
    failed_at: str | None = Field(description="the revision at which it failed, where it is only not known now")


class Problem(Part):
    """What is wrong with a draft."""

    code: Literal[
        "unknown-fact", "unknown-event", "wrong-type", "contradictory-fact", "contradictory-steps", "bad-statement", "bad-header",
        "unreadable",
    ]  # fmt: skip
    message: str
    hint: str
    locations: list[Location]


class FileProblem(Part):
    """What is wrong with a file beside the drafts."""

    code: str
    message: str
    hint: str
    locations: list[Location]


class Note(Part):
    """What a drafter should know that is no problem."""

    code: str
    message: str
    locations: list[Location]


class Question(Part):
    """A missing fact, group or event, with the question that a drafter is asked and how many findings wait for the answer."""

    fact: str
    ask: str
    findings: Counted


class Draft(Part):
    """One draft with its findings, in the order of the rules."""

    path: str
    title: str
    as_of: Day
    legal_orders: list[str]
    findings: list[Finding]
    problems: list[Problem]
    notes: list[Note]
    questions: list[Question]


class Summary(Part):
    """How many findings have each status, in all drafts together."""

    pass_: int = Field(alias="pass", ge=0)
    fail: int = Field(ge=0)
    unknown: int = Field(ge=0)
    not_applicable: int = Field(alias="not applicable", ge=0)
    waived: int = Field(ge=0)
    not_in_force: int = Field(alias="not in force", ge=0)


class Mended(Part):
    """What failed or was not known at the revision `base`, and no longer is; `now` is null where nothing is said of it any more."""

    rule: str
    title: str
    member: str | None
    path: str
    was: Status
    now: Status | None


class CheckReport(Part):
    """The report of a check."""

    version: Literal[1]
    drafts: list[Draft]
    summary: Summary
    problems: list[FileProblem] = Field(description="what is wrong with the files of waivers and baseline")
    notes: list[Note] = Field(description="what there is to know of those files")
    base: str | None = Field(description="the revision that the drafts were compared with")
    mended: list[Mended]


class RuleError(Part):
    """One error in a rule file; line and column count from 1, in code points."""

    code: str
    file: str
    line: Counted
    column: Counted
    message: str
    hint: str


class RuleErrors(Part):
    """The report where the rules cannot be loaded."""

    version: Literal[1]
    rule_errors: list[RuleError] = Field(min_length=1)


def read(report: str) -> CheckReport | RuleErrors:
    """Return the report of a check, read from its JSON; pydantic.ValidationError where it is none of version 1."""
    model = RuleErrors if '"rule_errors": ' in report[:40] else CheckReport
    return model.model_validate_json(report)


def json_schema() -> dict[str, Any]:
    """Return the JSON Schema (draft 2020-12) of the report of a check."""
    return published(CheckReport)


def rule_errors_schema() -> dict[str, Any]:
    """Return the JSON Schema of the report of any command where the rules cannot be loaded."""
    return published(RuleErrors)


def published(model: type[Part]) -> dict[str, Any]:
    """Return the JSON Schema of a model for others: it lets keys pass that a later version may add, which the model itself does not."""
    made: dict[str, Any] = _open(model.model_json_schema(by_alias=True))
    return {"$schema": "https://json-schema.org/draft/2020-12/schema"} | made


def _open(schema: Any) -> Any:
    if isinstance(schema, dict):
        return {key: _open(value) for key, value in schema.items() if (key, value) != ("additionalProperties", False)}
    return [_open(one) for one in schema] if isinstance(schema, list) else schema
