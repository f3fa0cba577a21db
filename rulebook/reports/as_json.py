"""The report as JSON, version 1: for other programs. `schema` says what each key holds.

It is put together from the findings with no help of pydantic, which takes longer to import than a check. Each finding stands on a
line of its own; what a reader could not see is written as an escape, so that nothing is lost and nothing obeyed.
"""

from __future__ import annotations

import json
from collections.abc import Iterator, Sequence
from typing import Any

from rulebook.checking.findings import CheckedDraft, Explanation, Finding, Mended, Report, Waived, Where
from rulebook.drafts.draft import Note, Place, Problem
from rulebook.language.diagnostics import Diagnostic
from rulebook.language.policy import Authority
from rulebook.records import rest_of
from rulebook.reports import Manner
from rulebook.reports.harmless import replaced

__all__ = ["VERSION", "authority", "dumps", "fixed", "pieces", "write", "write_rule_errors"]

VERSION = 1
_encoded = json.JSONEncoder(ensure_ascii=False).encode  # `json.dumps` makes an encoder anew for each value


def write(report: Report, manner: Manner) -> str:
    """Return the report of a check."""
    return "".join(pieces(report, manner))


def pieces(report: Report, manner: Manner) -> Iterator[str]:
    """Give the report of a check draft by draft: with many drafts, the whole of it takes more room than there may be."""
    yield f'{{"version": {VERSION}, "drafts": ['
    for number, draft in enumerate(report.drafts):
        yield (",\n" if number else "") + _draft(draft)
    yield (
        f'],\n"summary": {dumps(report.summary())},\n'
        f'"problems": [{_lines([_problem(problem) for problem in report.problems])}],\n'
        f'"notes": [{_lines([_note(note) for note in report.notes])}],\n'
        f'"base": {dumps(report.base)}, "mended": [{_lines([_mended(mended) for mended in report.mended])}]}}\n'
    )


def write_rule_errors(diagnostics: Sequence[Diagnostic], manner: Manner) -> str:
    """Return the report that the rules cannot be loaded."""
    errors = [
        {"code": d.code, "file": d.file, "line": d.line, "column": d.column, "message": d.message, "hint": d.hint}
        for d in diagnostics
    ]  # fmt: skip
    return f'{{"version": {VERSION}, "rule_errors": [{_lines(errors)}]}}\n'


def dumps(value: Any) -> str:
    """Return a value as JSON in one line, in which every character that could do harm is an escape."""
    text = replaced(_encoded(value), _escaped)
    return text.replace("##[", "\\u0023#[")  # a workflow of GitHub obeys `##[error]` anywhere in its log


def _escaped(found: Any) -> str:
    code = ord(found.group())
    if 0xD800 <= code <= 0xDFFF:  # half a character, in the name of a file; an escape of it is no JSON that all can read
        return "\\ufffd"
    if code < 0x10000:
        return f"\\u{code:04x}"
    high, low = divmod(code - 0x10000, 0x400)
    return f"\\u{0xD800 + high:04x}\\u{0xDC00 + low:04x}"


def _lines(items: Sequence[object]) -> str:
    return ",\n  ".join(map(dumps, items))


# ---- a draft -----------------------------------------------------------------------------------------------------


def _draft(draft: CheckedDraft) -> str:
    head = {"path": draft.path, "title": draft.title, "as_of": str(draft.as_of), "legal_orders": draft.legal_orders}
    questions = [{"fact": question.fact, "ask": question.ask, "findings": question.findings} for question in draft.questions]
    findings = ",\n  ".join(map(_finding, draft.findings))
    return (
        f"\n {dumps(head)[:-1]},\n"
        f'  "findings": [{findings}],\n'
        f'  "problems": [{_lines([_problem(problem) for problem in draft.problems])}],\n'
        f'  "notes": [{_lines([_note(note) for note in draft.notes])}],\n'
        f'  "questions": [{_lines(questions)}]}}'
    )


def _problem(problem: Problem) -> dict[str, object]:
    return {
        "code": problem.code,
        "message": problem.message,
        "hint": problem.hint,
        "locations": [_place(place) for place in problem.locations],
    }


def _note(note: Note) -> dict[str, object]:
    return {"code": note.code, "message": note.message, "locations": [_place(place) for place in note.locations]}


def _place(place: Place) -> dict[str, object]:
    return {"path": place.path, "line": place.line, "column": place.column}


# ---- a finding ---------------------------------------------------------------------------------------------------


def _finding(finding: Finding) -> str:
    written = getattr(rest_of(finding), "written", None)
    first, second, third = fixed(finding) if written is None else written(finding)
    changes = [{"from": str(change.start), "status": change.status} for change in finding.changes]
    last = {
        "waiver": _waiver(finding.waived) if finding.waived is not None else None,
        "aside": finding.aside,
        "since": finding.since,
    }
    return f'{first}, "status": {dumps(finding.status)}, {second}, "changes": {dumps(changes)}, {third}, {dumps(last)[1:]}'


def fixed(finding: Finding) -> tuple[str, str, str]:
    """Return what no review changes of a finding's JSON: what stands before its status, between that and its changes, and after these."""
    first = {
        "rule": finding.rule.name,
        "title": finding.rule.title,
        "safeguard": finding.rule.safeguard.name,
        "nature": finding.nature,
        "severity": finding.severity,
        "member": finding.member,
    }
    second = {
        "orders": dict(finding.orders),
        "exceptions": finding.exceptions,
        "unless": finding.unless,
        "judgements": finding.judgements,
        "held_against": finding.held_against,
        "missing": finding.missing,
        "not_reached": finding.not_reached,
    }
    third = {
        "message": finding.message,
        "repairs": finding.repairs,
        "authorities": [authority(one) for one in finding.authorities],
        "location": _place(finding.location),
        "explanation": _explanation(finding.explanation),
        "fingerprint": finding.fingerprint,
    }
    return dumps(first)[:-1], dumps(second)[1:-1], dumps(third)[1:-1]


def _waiver(waived: Waived) -> dict[str, object]:
    waiver = waived.waiver
    return {
        "id": waiver.id,
        "status": waived.status,
        "reason": waiver.reason,
        "approved_by": waiver.approved_by,
        "from": str(waiver.start) if waiver.start is not None else None,
        "until": str(waiver.until),
        "location": _place(waiver.place),
    }


def _mended(mended: Mended) -> dict[str, object]:
    return {
        "rule": mended.rule,
        "title": mended.title,
        "member": mended.member,
        "path": mended.path,
        "was": mended.was,
        "now": mended.now,
    }


def authority(one: Authority) -> dict[str, object]:
    """Return an authority as the JSON has it."""
    source = one.source
    return {"source": source.name, "title": source.title, "where": one.where, "url": source.url, "verified": one.verified}


def _explanation(node: Explanation) -> dict[str, object]:
    return {
        "role": node.role,
        "statement": node.statement,
        "code": node.code,
        "value": node.value.value,
        "detail": node.detail,
        "decides": node.decides,
        "not_reached": node.not_reached,
        "stated": [_stated(where) for where in node.stated],
        "parts": [_explanation(part) for part in node.parts],
    }


def _stated(where: Where) -> dict[str, object]:
    """Return where the draft states it, quoting the words that stand beside the statement, or else the statement itself."""
    place = where.place
    statement = where.source_line[place.column - 1 : place.end - 1] if place.end > place.column else where.source_line
    return {**_place(place), "quote": where.words or statement.strip()}
