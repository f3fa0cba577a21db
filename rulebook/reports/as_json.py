"""The report as JSON, version 1: for other programs. `schema` says what each key holds.

It is put together from the findings with no help of pydantic, which takes longer to import than a check. Each finding stands on a
line of its own; what a reader could not see is written as an escape, so that nothing is lost and nothing obeyed.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator, Sequence
from json.encoder import encode_basestring as _quoted
from typing import Any

from rulebook.checking.findings import Change, CheckedDraft, Explanation, Finding, Mended, Report, Waived, Where
from rulebook.drafts.draft import Note, Place, Problem
from rulebook.language.diagnostics import Diagnostic
from rulebook.language.policy import Authority
from rulebook.records import rest_of
from rulebook.reports import Manner
from rulebook.reports.harmless import replaced

__all__ = ["VERSION", "authority", "change_record", "dumps", "fixed", "pieces", "write", "write_rule_errors"]

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
    return _obeyed_by_nobody(_encoded(value))


def _obeyed_by_nobody(text: str) -> str:
    text = replaced(text, _escaped)
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
# Of findings there are hundreds, and most of their JSON is the same few keys, so these are written out around the values.


def change_record(change: Change) -> dict[str, object]:
    """Return a later day as the JSON has it; the exceptions still open only where it fails unless one of them applies."""
    record: dict[str, object] = {"from": str(change.start), "status": change.status}
    return record | {"unless": change.unless} if change.unless else record


def _finding(finding: Finding) -> str:
    written = getattr(rest_of(finding), "written", None)
    first, second, third = fixed(finding) if written is None else written(finding)
    changes = [change_record(change) for change in finding.changes]
    waiver = dumps(_waiver(finding.waived)) if finding.waived is not None else "null"
    return (
        f'{first}, "status": "{finding.status}", {second}, "changes": {dumps(changes) if changes else "[]"}, {third}, '
        f'"waiver": {waiver}, "aside": {_or_null(finding.aside)}, "since": {_or_null(finding.since)}, '
        f'"failed_at": {_or_null(finding.failed_at or None)}}}'
    )


def fixed(finding: Finding) -> tuple[str, str, str]:
    """Return what no review changes of a finding's JSON: what stands before its status, between that and its changes, and after these."""
    rule, place = finding.rule, finding.location
    first = (
        f'{{"rule": {_quoted(rule.name)}, "title": {_quoted(rule.title)}, "safeguard": {_quoted(rule.safeguard.name)}, '
        f'"nature": "{finding.nature}", "severity": "{finding.severity}", "member": {_or_null(finding.member)}'
    )
    orders = ", ".join([f'{_quoted(order)}: "{status}"' for order, status in finding.orders])
    second = (
        f'"orders": {{{orders}}}, "exceptions": {_all_quoted(finding.exceptions)}, "unless": {_all_quoted(finding.unless)}, '
        f'"judgements": {_all_quoted(finding.judgements)}, "held_against": {_all_quoted(finding.held_against)}, '
        f'"missing": {_all_quoted(finding.missing)}, "not_reached": {_all_quoted(finding.not_reached)}'
    )
    authorities = ", ".join([_encoded(authority(one)) for one in finding.authorities])
    third = (
        f'"message": {_quoted(finding.message)}, "repairs": {_all_quoted(finding.repairs)}, "authorities": [{authorities}], '
        f'"location": {{"path": {_quoted(place.path)}, "line": {place.line}, "column": {place.column}}}, '
        f'"explanation": {_explanation(finding.explanation)}, "fingerprint": "{finding.fingerprint}"'
    )
    return _obeyed_by_nobody(first), _obeyed_by_nobody(second), _obeyed_by_nobody(third)


def _or_null(text: str | None) -> str:
    return _quoted(text) if text is not None else "null"


def _all_quoted(texts: Iterable[str]) -> str:
    return f"[{', '.join(map(_quoted, texts))}]" if texts else "[]"


def _explanation(node: Explanation) -> str:
    return (
        f'{{"role": "{node.role}", "statement": {_quoted(node.statement)}, "code": {_quoted(node.code)}, '
        f'"value": "{node.value.value}", "detail": {_quoted(node.detail)}, "decides": {_TRUE[node.decides]}, '
        f'"not_reached": {_TRUE[node.not_reached]}, "stated": [{", ".join([_encoded(_stated(where)) for where in node.stated])}], '
        f'"parts": [{", ".join(map(_explanation, node.parts))}]}}'
    )


_TRUE = {True: "true", False: "false"}


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


def _stated(where: Where) -> dict[str, object]:
    """Return where the draft states it, quoting the words that stand beside the statement, or else the statement itself."""
    place = where.place
    statement = where.source_line[place.column - 1 : place.end - 1] if place.end > place.column else where.source_line
    return {**_place(place), "quote": where.words or statement.strip()}
