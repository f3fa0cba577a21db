"""The baseline: what already failed when a repository began to use Rulebook, so that only what comes after it counts.

An entry holds for one passage: it lapses when the passage is edited, and has to be taken out when it is no longer needed.
No entry covers a safeguard that is absolute or non-derogable.
"""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Callable, Collection, Sequence
from typing import Any

from rulebook.checking.findings import CheckedDraft, Finding, Report
from rulebook.checking.verdict import Terms, counts
from rulebook.drafts.draft import Note, Place, Problem
from rulebook.language.policy import Policy
from rulebook.records import Record, replace
from rulebook.review.names import Names
from rulebook.review.waivers import UNTOUCHABLE

__all__ = [
    "VERSION", "Baseline", "BaselineUnreadable", "Entry", "added", "baseline_of", "read_baseline", "still_needed", "with_baseline",
    "without_added", "write_baseline",
]  # fmt: skip

Key = tuple[str, str, str]  # the draft, what `_mark` gives, and the status

VERSION = 1
_KEYS = {"fingerprint", "rule", "member", "draft", "status", "title"}
_AGAIN = "Write it anew with `rulebook baseline`."


class Entry(Record):
    """One finding that was there. `line` is that of the baseline file, counted from 1; `title` and `member` are for the reader."""

    fingerprint: str
    rule: str
    title: str
    member: str | None
    draft: str
    status: str
    line: int = 1


class Baseline(Record):
    """The entries of a baseline file."""

    path: str
    entries: tuple[Entry, ...]


class BaselineUnreadable(Exception):
    """The baseline cannot be read, so that nothing can be checked against it; the message is one plain sentence with what to do."""


def baseline_of(report: Report, terms: Terms, names: Names) -> tuple[tuple[Entry, ...], int]:
    """Return an entry for every finding that counts as failed, and how many could have none because nobody may set their safeguard aside.

    The findings have fingerprints; what is waived needs no entry.
    """
    entries, refused = [], 0
    for draft in report.drafts:
        for finding in draft.findings:
            if not counts(replace(finding, aside=None) if finding.aside == "in the baseline" else finding, terms):
                continue
            if finding.nature in UNTOUCHABLE:
                refused += 1
            else:
                name = names.of(draft.path)
                entries.append(Entry(finding.fingerprint, finding.rule.name, finding.rule.title, finding.member, name, _badness(finding)))
    return tuple(sorted(entries, key=_order)), refused


def still_needed(report: Report, entries: tuple[Entry, ...], path: str) -> tuple[Entry, ...]:
    """Return the entries that the check of a report `with_baseline` did not find stale or forbidden; their lines tell them apart."""
    lapsed = {
        place.line
        for problem in report.problems
        if problem.code in ("baseline-stale", "baseline-forbidden")
        for place in problem.locations
        if place.path == path
    }
    return tuple(entry for entry in entries if entry.line not in lapsed)


def write_baseline(entries: tuple[Entry, ...]) -> str:
    """Return the text of a baseline file: an entry on each line, in a fixed order, so that a change of it reads well in a review."""
    lines = ",\n".join(
        "  " + json.dumps({"draft": e.draft, "rule": e.rule, "member": e.member, "title": e.title, "status": e.status,
                           "fingerprint": e.fingerprint}, ensure_ascii=True)
        for e in sorted(entries, key=_order)
    )  # fmt: skip
    return f'{{"version": {VERSION}, "findings": [\n{lines}\n]}}\n' if lines else f'{{"version": {VERSION}, "findings": []}}\n'


def read_baseline(content: bytes, path: str) -> Baseline:
    """Return the baseline that a file holds; BaselineUnreadable where it holds none that this version can read."""
    try:
        text = content.decode("utf-8")
        written = json.loads(text, object_pairs_hook=_once)
    except (ValueError, RecursionError):
        raise BaselineUnreadable(f"The baseline {path} is no JSON text, or has a key twice. {_AGAIN}") from None
    if not isinstance(written, dict) or not isinstance(written.get("findings"), list):
        raise BaselineUnreadable(f"{path} is no baseline of Rulebook. {_AGAIN}")
    if written.get("version") != VERSION:
        raise BaselineUnreadable(f"The baseline {path} is of a version that this Rulebook cannot read. {_AGAIN}")
    lines = text.split("\n")
    entries, after = [], 0
    for one in written["findings"]:
        if not _is_entry(one):
            raise BaselineUnreadable(f"An entry of the baseline {path} is not as Rulebook writes it. {_AGAIN}")
        at = next((number for number in range(after, len(lines)) if one["fingerprint"] in lines[number]), 0)
        after = at + 1 if at else after
        entries.append(Entry(one["fingerprint"], one["rule"], one["title"], one["member"], one["draft"], one["status"], at + 1))
    return Baseline(path, tuple(entries))


def with_baseline(report: Report, baseline: Baseline, policy: Policy, names: Names) -> Report:
    """Return the report with what the baseline knows set aside, and a problem for each entry that is stale or may not be.

    An entry covers one finding with its fingerprint that is no worse: in the draft that it names first, else in another, where the
    passage was moved. It is stale where it covers none although its rule was evaluated on its draft, or one of the two is no more.
    """
    checked = {names.of(path) for draft in report.drafts if not draft.unreadable for path in draft.paths}
    natures = {rule.name: rule.safeguard.nature for rule in policy.rules}
    forbidden = [entry for entry in baseline.entries if natures.get(entry.rule) in UNTOUCHABLE]
    left = Counter(_key(entry) for entry in baseline.entries if natures.get(entry.rule) not in UNTOUCHABLE)
    drafts = [_covered(draft, left, {names.of(path) for path in draft.paths}) for draft in report.drafts]
    homes: dict[tuple[str, str], list[str]] = {}
    for (name, mark, status), count in left.items():
        if count and (name in checked or not names.exists(name)):  # a draft that was not looked at may still need its entries
            homes.setdefault((mark, status), []).append(name)
    drafts = [_covered_elsewhere(draft, left, homes) for draft in drafts]
    evaluated = {(names.of(path), one.rule.name) for draft in drafts for path in draft.paths for one in draft.findings}
    problems = [_forbidden(entry, baseline.path) for entry in forbidden]
    for entry in baseline.entries:
        gone = entry.rule not in natures or not names.exists(entry.draft)
        if left[_key(entry)] > 0 and (gone or (entry.draft, entry.rule) in evaluated):
            left[_key(entry)] -= 1
            problems.append(_stale(entry, baseline.path))
    return replace(report, drafts=tuple(drafts), problems=report.problems + tuple(problems))


def added(now: Sequence[Entry], before: Sequence[Entry]) -> list[Entry]:
    """Return the entries for passages that the baseline of before had not, or not as often; that a draft was renamed is nothing new."""
    left = Counter((entry.fingerprint, entry.status) for entry in before)
    left.subtract((entry.fingerprint, entry.status) for entry in now)
    new = []
    for entry in now:
        if left[entry.fingerprint, entry.status] < 0:
            left[entry.fingerprint, entry.status] += 1
            new.append(entry)
    return new


def without_added(report: Report, before: Sequence[Entry], touched: Collection[str], path: str) -> Report:
    """Return the compared report in which what a change made fail counts, although the baseline at a path has an entry for it.

    A baseline is for what failed before. `before` are its entries at the revision that the report was compared with, `touched` the
    files that the change touched: what fails elsewhere, by a rule that has become stricter, may be written down with the change.
    """
    left = Counter(entry.fingerprint for entry in before)
    left.subtract(one.fingerprint for draft in report.drafts for one in draft.findings if one.since == "unchanged")
    drafts, counted = [], 0
    for draft in report.drafts:
        findings = []
        for one in draft.findings:
            new = one.aside == "in the baseline" and one.since not in (None, "unchanged")
            left[one.fingerprint] -= new
            refused = new and left[one.fingerprint] < 0 and not _untouched(draft, touched)
            counted += refused
            findings.append(replace(one, aside=None) if refused else one)
        drafts.append(replace(draft, findings=tuple(findings)))
    if not counted:
        return report
    what = "1 finding that it made new" if counted == 1 else f"{counted} findings that it made new"
    verb = "It counts" if counted == 1 else "They count"
    message = f"The change adds {what} to the baseline. {verb}: a baseline is for what failed before, a waiver for what comes after."
    return replace(report, drafts=tuple(drafts), notes=(*report.notes, Note("baseline-added", message, (Place(path, 1),))))


def _untouched(draft: CheckedDraft, touched: Collection[str]) -> bool:
    return not any(path in touched for path in draft.paths)


def _covered(draft: CheckedDraft, left: Counter[Key], names: set[str]) -> CheckedDraft:
    return _set_aside(draft, lambda finding, status: [(name, _mark(finding), status) for name in sorted(names)], left)


def _covered_elsewhere(draft: CheckedDraft, left: Counter[Key], homes: dict[tuple[str, str], list[str]]) -> CheckedDraft:
    def keys(finding: Finding, status: str) -> list[Key]:
        if finding.where is None:  # where a draft says nothing, no passage was moved
            return []
        return [(name, _mark(finding), status) for name in homes.get((_mark(finding), status), ())]

    return _set_aside(draft, keys, left)


def _set_aside(
    draft: CheckedDraft, keys: Callable[[Finding, str], list[Key]], left: Counter[Key]
) -> CheckedDraft:
    findings = []
    for finding in draft.findings:
        covered = None
        if finding.aside != "in the baseline" and finding.fingerprint and _can_be_covered(finding):
            at_worst = ("fail",) if _badness(finding) == "fail" else ("unknown", "fail")
            covered = next((key for status in at_worst for key in keys(finding, status) if left[key] > 0), None)
        if covered is not None:
            left[covered] -= 1
            findings.append(replace(finding, aside="in the baseline"))
        else:
            findings.append(finding)
    return replace(draft, findings=tuple(findings))


def _can_be_covered(finding: Finding) -> bool:
    return finding.waived is None and finding.nature not in UNTOUCHABLE


def _badness(finding: Finding) -> str:
    return "fail" if finding.failed else "unknown"


def _key(entry: Entry) -> Key:
    return entry.draft, _mark(entry), entry.status


def _mark(one: Entry | Finding) -> str:
    """Return what has to agree: what an entry tells its reader, the rule and the member, is what it sets aside."""
    rule = one.rule if isinstance(one, Entry) else one.rule.name
    return "\0".join((rule, one.member or "", one.fingerprint))


def _order(entry: Entry) -> tuple[str, str, str, str]:
    return entry.draft, entry.rule, entry.member or "", entry.fingerprint


def _once(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
    """Return the pairs as a table; ValueError where a key stands twice: a reader would not know which one counts."""
    table = dict(pairs)
    if len(table) != len(pairs):
        raise ValueError("a key stands twice")
    return table


def _is_entry(one: Any) -> bool:
    if not isinstance(one, dict) or set(one) != _KEYS or one["status"] not in ("fail", "unknown"):
        return False
    return all(isinstance(one[key], str) for key in _KEYS - {"member"}) and isinstance(one["member"], str | None)


def _stale(entry: Entry, path: str) -> Problem:
    of = f" on {entry.member}" if entry.member else ""
    message = f"The baseline has an entry for `{entry.rule}`{of} in {entry.draft} that no finding has any more."
    return Problem("baseline-stale", message, "Take it out with `rulebook baseline --prune`.", (Place(path, entry.line),))


def _forbidden(entry: Entry, path: str) -> Problem:
    message = f"The baseline has an entry for `{entry.rule}`, whose safeguard nobody may set aside; it sets nothing aside."
    hint = "Take it out with `rulebook baseline --prune`, and change the draft."
    return Problem("baseline-forbidden", message, hint, (Place(path, entry.line),))
