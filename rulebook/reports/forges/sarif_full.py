"""SARIF 2.1.0 with everything: what passes or does not apply, waivers as suppressions, and what became of each since a revision."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from rulebook.checking.findings import Finding, Mended, Report
from rulebook.checking.verdict import Terms, level, unchecked
from rulebook.drafts.draft import Note, Place
from rulebook.language.diagnostics import Diagnostic
from rulebook.language.policy import Policy
from rulebook.reports import Manner
from rulebook.reports.as_json import authority, change_record, dumps
from rulebook.reports.forges import sarif
from rulebook.reports.forges.sarif import RuleTable, invocation, version
from rulebook.reports.forges.sarif_parts import Places, category, log, message, steps
from rulebook.reports.remarks import in_words, remarks, terms, would_pass
from rulebook.reports.standing import ended, other_notes, own_terms, waived

__all__ = ["write", "write_rule_errors"]

_KINDS = {"pass": "pass", "not applicable": "notApplicable", "not in force": "notApplicable"}
_SINCE = {"newly failing": "new", "newly unknown": "new", "unchanged": "unchanged"}


def write(report: Report, manner: Manner) -> str:
    """Return the report of a check."""
    rules, places = RuleTable(report.policy), Places(manner.root)
    results = [dumps(one) for one in _results(report, rules, places, manner)]
    run: dict[str, object] = {
        "automationDetails": {"id": f"{category(report, manner.category)}/"},
        "columnKind": "unicodeCodePoints",
        "invocations": [invocation(not unchecked(report), [words for _, words in unchecked(report)])],
    }
    if report.base is not None:
        run["properties"] = {"comparedWith": report.base}
    return log({"rules": rules.descriptors}, run, results, version())


def write_rule_errors(diagnostics: Sequence[Diagnostic], manner: Manner) -> str:
    """Return the report that the rules cannot be loaded."""
    return sarif.write_rule_errors(diagnostics, manner)


def _results(report: Report, rules: RuleTable, places: Places, manner: Manner) -> Iterator[dict[str, object]]:
    for remark in remarks(report, manner):
        if remark.code.startswith("problem/"):
            made = {"kind": "fail", "level": "error", "message": message(remark.message), "locations": [places.location(remark.place)]}
            yield rules.of(remark.code, None) | made | {"partialFingerprints": places.fingerprints(remark.place, "")}
    mended = {(one.rule, one.member, one.path) for one in report.mended}
    for draft in report.drafts:
        for finding in draft.findings:
            again = (finding.rule.name, finding.member, draft.path) in mended
            yield _result(finding, rules, places, terms(manner), report.policy, again)
        yield from (_note(note, rules, places) for note in draft.notes)
    yield from (_note(note, rules, places) for note in (*own_terms(report), *other_notes(report)))
    there = {(finding.rule.name, finding.member, draft.path) for draft in report.drafts for finding in draft.findings}
    yield from (_absent(one, places) for one in report.mended if (one.rule, one.member, one.path) not in there)


def _result(
    finding: Finding, rules: RuleTable, places: Places, counted: Terms, policy: Policy | None, mended: bool
) -> dict[str, object]:
    status = finding.waived.status if finding.waived is not None else finding.status
    kind = _kind(finding, status, policy)
    loud = finding.severity if finding.waived is not None and kind == "fail" else level(finding, counted)
    made = rules.of(finding.rule.name, finding.rule) | {
        "kind": kind,
        "level": (loud or "note") if kind == "fail" else "none",
        **places.with_related(f"{in_words(finding) or f'{finding.rule.title}: {finding.status}.'} {would_pass(finding)}", finding),
        "locations": [places.location(finding.location)],
        "partialFingerprints": places.fingerprints(finding.location, finding.fingerprint),
        "properties": _properties(finding),
    }
    if finding.waived is not None:
        made["suppressions"] = [_suppression(finding, places)]
    state = _SINCE[finding.since] if finding.since else "updated" if mended else "unchanged" if finding.aside == "in the baseline" else ""
    made |= {"baselineState": state} if state else {}
    if kind != "notApplicable" and (flow := steps(finding, places)):
        made["codeFlows"] = flow
    return made


def _kind(finding: Finding, status: str, policy: Policy | None) -> str:
    """Return the kind of result: `review` where it is not known because a person has yet to judge, `open` where facts are missing."""
    if status == "fail" or finding.failed:
        return "fail"
    if status == "unknown":
        return "review" if finding.missing and all(_judged(fact, policy) for fact in finding.missing) else "open"
    return _KINDS[status]


def _judged(path: str, policy: Policy | None) -> bool:
    """True for a fact that a person judges, in general or of a member (`group.member.fact`)."""
    if policy is None:
        return False
    owner, _, last = path.rpartition(".")
    fact = policy.facts.get(path) or policy.facts.get(f"{owner.rpartition('.')[0]}.{last}")
    return fact is not None and fact.type.kind == "judgement"


def _properties(finding: Finding) -> dict[str, object]:
    return {
        "status": finding.status,
        "member": finding.member,
        "aside": finding.aside,
        "orders": dict(finding.orders),
        "exceptions": finding.exceptions,
        "unless": finding.unless,
        "judgements": finding.judgements,
        "missing": finding.missing,
        "changes": [change_record(change) for change in finding.changes],
        "repairs": finding.repairs,
        "authorities": [authority(one) for one in finding.authorities],
    }


def _suppression(finding: Finding, places: Places) -> dict[str, object]:
    assert finding.waived is not None
    waiver = finding.waived.waiver
    days = {"from": str(waiver.start) if waiver.start is not None else None, "until": str(waiver.until)}
    return {
        "kind": "external",
        "status": "accepted",
        "justification": message(waived(finding.waived))["text"],
        "location": places.location(waiver.place),
        "properties": {"id": waiver.id, "approvedBy": waiver.approved_by} | days,
    }


def _note(note: Note, rules: RuleTable, places: Places) -> dict[str, object]:
    place = note.locations[0] if note.locations else None
    made = rules.of(f"note/{note.code}", None) | {"kind": "informational", "level": "none", "message": message(note.message)}
    return made | ({"locations": [places.location(place)]} if place is not None else {})


def _absent(mended: Mended, places: Places) -> dict[str, object]:
    return {
        "ruleId": mended.rule,
        "kind": "fail" if mended.was == "fail" else "open",
        "level": "error" if mended.was == "fail" else "none",
        "message": message(ended(mended)),
        "locations": [places.location(Place(mended.path, 1))],
        "baselineState": "absent",
    }
