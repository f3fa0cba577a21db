"""Waiving: the one place where a finding that fails, or is not known, becomes `waived`.

A waiver is for one rule, one draft and one member (or `any` of them), between two days, both included. Nobody can waive a
safeguard that is absolute or non-derogable. What is waived stays a finding: its status is `waived`, and it carries the
waiver and the status that it has in truth.
"""

from __future__ import annotations

from collections.abc import Collection, Sequence

from rulebook.checking.findings import CheckedDraft, Finding, Report, Status, Waived, Waiver
from rulebook.drafts.draft import Note, Problem
from rulebook.language.names import in_full, nearest
from rulebook.language.policy import Policy, Rule
from rulebook.records import Record, replace
from rulebook.review.names import Names
from rulebook.review.waiver_file import EVERY_MEMBER, WaiverFile
from rulebook.values import Date
from rulebook.values.dates import days_in_month

__all__ = ["UNTOUCHABLE", "Reviewed", "WaiverTerms", "review", "unknown_member", "waive"]

_EVERY = ("all", "each", "every", "everyone", "*")  # which some write for `any`
UNTOUCHABLE = frozenset({"absolute", "non-derogable"})  # neither takes an exception, a derogation or a waiver


class WaiverTerms(Record):
    """What a team allows: how many months a waiver may last at most, and how many days before its end it is spoken of."""

    longest_months: int = 12
    warn_days: int = 30


class Reviewed(Record):
    """The waivers that are in order and in time, and what is to be said of the others."""

    valid: tuple[Waiver, ...]
    problems: tuple[Problem, ...]
    notes: tuple[Note, ...]


def review(file: WaiverFile, policy: Policy, today: Date, terms: WaiverTerms, names: Names) -> Reviewed:
    """Return which waivers of a file hold today.

    Those that are refused (`waiver-forbidden`, `waiver-too-long`, `waiver-unknown-rule`, `waiver-unknown-draft`, `waiver-without-member`)
    are problems. Notes tell which are over, not begun, or soon over.
    """
    rules = {rule.name: rule for rule in policy.rules}
    problems, notes, valid = list(file.problems), list[Note](), list[Waiver]()
    for waiver in file.waivers:
        refused = _refused(waiver, rules, terms, names)
        problems += refused
        if not refused and (told := _when(waiver, today, terms)):
            notes.append(told)
        if not refused and _in_time(waiver, today):
            valid.append(waiver)
    return Reviewed(tuple(valid), tuple(problems), tuple(notes))


def waive(report: Report, file: WaiverFile, policy: Policy, today: Date, terms: WaiverTerms, names: Names) -> Report:
    """Return the report with its findings waived as the file says, and with what is to be said of its waivers.

    Beside what `review` tells, a note tells of each waiver for a draft of the report that waives nothing.
    """
    reviewed = review(file, policy, today, terms, names)
    used = set[str]()
    drafts = tuple(_waived(draft, reviewed.valid, names, used) for draft in report.drafts)
    looked_at = {names.of(path) for draft in report.drafts if not draft.unreadable for path in draft.paths}
    rules = {rule.name: rule for rule in policy.rules}
    unused = tuple(
        unknown_member(waiver, rules[waiver.rule], _members(report, waiver, names)) or _unused(waiver)
        for waiver in reviewed.valid
        if waiver.id not in used and waiver.draft in looked_at
    )
    return replace(report, drafts=drafts, problems=report.problems + reviewed.problems, notes=report.notes + reviewed.notes + unused)


def _waived(draft: CheckedDraft, waivers: Sequence[Waiver], file_names: Names, used: set[str]) -> CheckedDraft:
    names = {file_names.of(path) for path in draft.paths}
    mine: dict[str, list[Waiver]] = {}
    for waiver in waivers:
        if waiver.draft in names:
            mine.setdefault(waiver.rule, []).append(waiver)
    if not mine:
        return draft
    findings = []
    for finding in draft.findings:
        by = next((one for one in mine.get(finding.rule.name, ()) if one.member in (EVERY_MEMBER, finding.member)), None)
        if by is not None and _can_be_waived(finding):
            used.add(by.id)
            findings.append(_with_waiver(finding, by))
        else:
            findings.append(finding)
    return replace(draft, findings=tuple(findings))


def _can_be_waived(finding: Finding) -> bool:
    """True for what fails or is not known, now or later, of a safeguard that can be waived at all."""
    if finding.nature in UNTOUCHABLE:
        return False
    return any(status in ("fail", "unknown") for status in (finding.status, *(change.status for change in finding.changes)))


def _with_waiver(finding: Finding, waiver: Waiver) -> Finding:
    """Return the finding waived, on the days after it as well: what a waiver lifts is today's check of the draft, whole."""

    def lifted(status: Status) -> Status:
        return "waived" if status in ("fail", "unknown") else status

    changes = tuple(replace(change, status=lifted(change.status), unless=()) for change in finding.changes)
    return replace(finding, status=lifted(finding.status), changes=changes, waived=Waived(waiver, finding.status))


# ---- what is said of a waiver ----------------------------------------------------------------------------------------


def _refused(waiver: Waiver, rules: dict[str, Rule], terms: WaiverTerms, names: Names) -> list[Problem]:
    def problem(code: str, message: str, hint: str) -> list[Problem]:
        return [Problem(code, f"{message} So waiver {waiver.id} waives nothing.", hint, (waiver.place,))]

    rule = rules.get(waiver.rule)
    if rule is None:
        full, meant = in_full(waiver.rule, rules), nearest(waiver.rule, rules)
        other = f"Did you mean `{meant}`?" if meant else "Take the waiver out, or load the rules that it speaks of."
        hint = f"Write its full name: {full}." if full else other
        return problem("waiver-unknown-rule", f"No loaded rule has the name `{waiver.rule}`.", hint)
    nature = rule.safeguard.nature
    if nature in UNTOUCHABLE:
        message = f"The safeguard of `{rule.name}` is {nature}: the law lets nobody set it aside."
        return problem("waiver-forbidden", message, "Take the waiver out, and change the draft.")
    if not names.exists(waiver.draft):
        moved = names.moved_to(waiver.draft)
        hint = f"The change moved it: write `draft: {moved}`." if moved else "Look at the spelling of its path."
        return problem("waiver-unknown-draft", f"There is no draft `{waiver.draft}`.", hint)
    if rule.group and waiver.member is None:
        message = f"`{rule.name}` is about each member of `{rule.group}`, and the waiver does not say which."
        return problem("waiver-without-member", message, "Add `member:` with its name, or `member: any` for all of them.")
    if waiver.start is not None and waiver.until > _months_after(waiver.start, terms.longest_months):
        message = f"It would last longer than {terms.longest_months} months, from {waiver.start} until {waiver.until}."
        return problem("waiver-too-long", message, f"End it on {_months_after(waiver.start, terms.longest_months)} at the latest.")
    return []


def _in_time(waiver: Waiver, today: Date) -> bool:
    return (waiver.start is None or waiver.start <= today) and today <= waiver.until


def _when(waiver: Waiver, today: Date, terms: WaiverTerms) -> Note | None:
    def note(code: str, message: str) -> Note:
        return Note(code, f"Waiver {waiver.id} of `{waiver.rule}` for {waiver.draft} {message}", (waiver.place,))

    if today > waiver.until:
        return note("waiver-expired", f"ended on {waiver.until}: it waives nothing any more. Take it out.")
    if waiver.start is not None and today < waiver.start:
        return note("waiver-not-begun", f"begins on {waiver.start}: it waives nothing yet.")
    left = _days_between(today, waiver.until)
    if left > terms.warn_days:
        return None
    return note("waiver-ends-soon", f"ends on {waiver.until}: {({0: 'today', 1: 'tomorrow'}.get(left) or f'in {left} days')}.")


def _members(report: Report, waiver: Waiver, names: Names) -> set[str]:
    """Return the members for which the rule of a waiver was evaluated on its draft."""
    drafts = [draft for draft in report.drafts if waiver.draft in map(names.of, draft.paths)]
    found = (one for draft in drafts for one in draft.findings if one.rule.name == waiver.rule)
    return {one.member for one in found if one.member is not None}


def unknown_member(waiver: Waiver, rule: Rule, members: Collection[str]) -> Note | None:
    """Return the note that a waiver is for a member that its draft, which has these members of the rule's group, does not have."""
    if waiver.member in (None, EVERY_MEMBER, *members):
        return None
    if not rule.group:
        if members:  # its tracks
            return None
        hint = "That rule is about the measure as a whole: take `member:` out."
    else:
        meant = EVERY_MEMBER if str(waiver.member).lower() in _EVERY else nearest(str(waiver.member), members)
        listed = f"The draft has {', '.join(f'`{member}`' for member in sorted(members))}." if members else "The draft names no member."
        hint = f"Did you mean `member: {meant}`?" if meant else listed
    message = f"waives nothing: there is no member `{waiver.member}` for that rule. {hint}"
    return Note("waiver-unknown-member", f"Waiver {waiver.id} of `{waiver.rule}` for {waiver.draft} {message}", (waiver.place,))


def _unused(waiver: Waiver) -> Note:
    of = f"Waiver {waiver.id} of `{waiver.rule}` for {waiver.draft}"
    return Note("waiver-unused", f"{of} waives nothing: that rule finds nothing to waive there. Take it out.", (waiver.place,))


def _months_after(day: Date, months: int) -> Date:
    """Return the day on which as many months are over: the same day of that month, or its last."""
    years, month = divmod(day.month - 1 + months, 12)
    year = day.year + years
    return Date(year, month + 1, min(day.day, days_in_month(year, month + 1)))


def _days_between(first: Date, last: Date) -> int:
    from datetime import date

    return date(last.year, last.month, last.day).toordinal() - date(first.year, first.month, first.day).toordinal()
