"""Findings: the result of each rule on a draft, with why. Reports and commands show these and compute nothing."""

from __future__ import annotations

from typing import Literal

from rulebook.drafts.draft import Note, Place, Problem
from rulebook.language.policy import Authority, Nature, Policy, Rule
from rulebook.records import Record, Unfolding
from rulebook.values import Date, Truth

__all__ = [
    "Aside", "Change", "CheckedDraft", "Explanation", "Finding", "Mended", "Question", "Report", "Since", "Status", "Waived", "Waiver",
    "Where",
]  # fmt: skip

Status = Literal["pass", "fail", "unknown", "not applicable", "waived", "not in force"]
Since = Literal["newly failing", "newly unknown", "unchanged"]  # against an earlier revision; only of what fails or is not known
Aside = Literal["in the baseline", "outside the change"]  # why a finding is shown and does not count


class Where(Record):
    """Where a draft states something: the place, the words beside it, and its source line."""

    place: Place
    words: str
    source_line: str


class Explanation(Unfolding):
    """One statement of an explanation tree with its value; `parts` are what it was decided from.

    `role`: "rule", "when", "requirement", "exception", "condition", "define", "fact" or "member". `statement` is a clause in plain words;
    `code` is it in the rule language; `value` yes, no or not known; `detail` says with what numbers ("9 months; at most 6 months is
    allowed"), or why it is not known; `not_reached` is true for the later stages of a staged test; `stated` is where the draft says so.
    """

    role: str
    statement: str
    code: str
    value: Truth
    detail: str
    parts: tuple[Explanation, ...]
    stated: tuple[Where, ...]
    decides: bool = True
    not_reached: bool = False


class Change(Record):
    """A day on which the status of a finding changes, or whether it fails unless an exception applies, with `applies until`.

    `unless` are the exceptions that are still open on that day.
    """

    start: Date
    status: Status
    unless: tuple[str, ...] = ()

    @property
    def failed(self) -> bool:
        """True where it counts as failed from that day."""
        return self.status == "fail" or bool(self.unless)


class Waiver(Record):
    """A reviewed exception of a team from a rule, for one draft (or drafts, by pattern) and one member or all, between two days.

    `start` and `until` are both included; None for a start means from the beginning. `place` is where the file of waivers has it.
    """

    id: str
    rule: str
    draft: str
    member: str | None
    reason: str
    approved_by: str
    start: Date | None
    until: Date
    place: Place


class Waived(Record):
    """That a finding is waived: by what, and the status that it has in truth."""

    waiver: Waiver
    status: Status


class Finding(Unfolding):
    """The result of one rule on one draft, or on one member (of its group, or track) in it. Names are full; see docs for each field."""

    rule: Rule
    member: str | None
    status: Status
    orders: tuple[tuple[str, Status], ...]
    exceptions: tuple[str, ...]
    unless: tuple[str, ...]
    judgements: tuple[str, ...]
    held_against: tuple[str, ...]
    missing: tuple[str, ...]
    not_reached: tuple[str, ...]
    changes: tuple[Change, ...]
    message: str
    repairs: tuple[str, ...]
    authorities: tuple[Authority, ...]
    location: Place
    where: Where | None  # the statement at `location`; None where the draft makes none
    explanation: Explanation
    fingerprint: str = ""  # the same for the same passage, rule and member, wherever it stands; empty where nobody asked for it
    waived: Waived | None = None  # with the status `waived`
    aside: Aside | None = None
    since: Since | None = None
    failed_at: str = ""  # the earlier revision at which it failed, where that is all that is known of it: it is not known now
    lowered: bool = False  # the configuration lets the rule no more than warn
    strict: bool | None = None  # whether what is not known counts as failed; None: as the whole check goes by
    warnings: bool | None = None  # whether warnings count as failed; likewise

    @property
    def severity(self) -> Literal["error", "warning"]:
        """A warning for good practice and where the configuration says so, else an error."""
        return "warning" if self.lowered or self.rule.safeguard.nature == "good-practice" else "error"

    @property
    def nature(self) -> Nature:
        """The nature of its safeguard."""
        return self.rule.safeguard.nature

    @property
    def failed(self) -> bool:
        """True where it counts as failed: it fails, or fails unless an exception applies, on the first day or a later one."""
        later = any(change.failed for change in self.changes)
        return self.status == "fail" or (self.status == "unknown" and bool(self.unless)) or later


class Question(Record):
    """A missing fact, group or event, what to ask the drafter, and how many findings wait for it."""

    fact: str
    ask: str
    findings: int


class CheckedDraft(Record):
    """One draft with its findings, in the order of findings.md."""

    path: str
    paths: tuple[str, ...]
    title: str
    as_of: Date
    legal_orders: tuple[str, ...]
    orders_assumed: bool  # neither the draft nor the command line says which legal orders bind
    findings: tuple[Finding, ...]
    problems: tuple[Problem, ...]
    notes: tuple[Note, ...]
    questions: tuple[Question, ...]
    unreadable: bool
    law_from: str = ""  # the configuration file, where that says which legal orders bind
    as_of_from: str = ""  # likewise for the day


class Mended(Record):
    """What failed or was not known at an earlier revision, and no longer is: the rule, its member, and the draft as it was named then."""

    rule: str
    title: str
    member: str | None
    path: str
    was: Status
    now: Status | None  # None where the rule says nothing of the draft any more, or the draft is gone


class Report(Record):
    """All drafts of one check.

    `problems` and `notes` are those of the files that a team keeps beside its drafts: waivers and baseline. `base` is the revision that
    the drafts were compared with, None where they were not; `mended` is what no longer fails since then. `policy` has the rules that
    the drafts were checked against.
    """

    drafts: tuple[CheckedDraft, ...]
    problems: tuple[Problem, ...] = ()
    notes: tuple[Note, ...] = ()
    base: str | None = None
    mended: tuple[Mended, ...] = ()
    policy: Policy | None = None

    def summary(self) -> dict[Status, int]:
        """Return how many findings have each status."""
        counts: dict[Status, int] = {"pass": 0, "fail": 0, "unknown": 0, "not applicable": 0, "waived": 0, "not in force": 0}
        for draft in self.drafts:
            for finding in draft.findings:
                counts[finding.status] += 1
        return counts
