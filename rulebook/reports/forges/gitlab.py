"""A Code Quality report for GitLab (`artifacts: reports: codequality`): each remark stands beside its line in a merge request.

GitLab shows no name of a check, so the description begins with it; two entries with one fingerprint are shown once, so each has its own.
"""

from __future__ import annotations

from collections.abc import Sequence
from hashlib import sha256

from rulebook.checking.findings import Report
from rulebook.language.diagnostics import Diagnostic
from rulebook.reports import Manner
from rulebook.reports.as_json import dumps
from rulebook.reports.harmless import flat, harmless
from rulebook.reports.paths import Paths
from rulebook.reports.remarks import Remark, remarks

__all__ = ["write", "write_rule_errors"]

_SEVERITIES = {"error": "major", "warning": "minor", "note": "info"}


def write(report: Report, manner: Manner) -> str:
    """Return the report of a check."""
    paths = Paths(manner.root)
    seen: dict[str, int] = {}
    return _array([_entry(remark, paths, seen) for remark in remarks(report, manner)])


def write_rule_errors(diagnostics: Sequence[Diagnostic], manner: Manner) -> str:
    """Return the report that the rules cannot be loaded."""
    paths = Paths(manner.root)
    seen: dict[str, int] = {}
    entries = []
    for found in diagnostics:
        path, words = paths.relative(found.file), f"{found.message} {found.hint}".strip()
        entries.append(_made(f"rule-error/{found.code}", words, "blocker", path, found.line, (found.code, path, found.message), seen))
    return _array(entries)


def _array(entries: Sequence[dict[str, object]]) -> str:
    return f"[{','.join(f'{chr(10)}  {dumps(entry)}' for entry in entries)}\n]\n"


def _entry(remark: Remark, paths: Paths, seen: dict[str, int]) -> dict[str, object]:
    path = paths.relative(remark.place.path) or "."
    finding = remark.finding
    known = (finding.fingerprint,) if finding is not None and finding.fingerprint else (remark.code, path, _whose(remark))
    words = f"{remark.title}: {remark.message}"
    return _made(remark.code, words, _SEVERITIES[remark.level], path, remark.place.line, known, seen)


def _whose(remark: Remark) -> str:
    """Return what tells remarks of one rule on one draft apart."""
    return remark.message if remark.finding is None else remark.finding.member or ""


def _made(name: str, words: str, severity: str, path: str, line: int, known: Sequence[str], seen: dict[str, int]) -> dict[str, object]:
    key = "\0".join(known)
    seen[key] = seen.get(key, 0) + 1
    fingerprint = sha256(f"{key}\0{seen[key]}".encode("utf-8", "surrogatepass")).hexdigest()
    return {
        "description": harmless(flat(f"{name}: {words}")),
        "check_name": name,
        "fingerprint": fingerprint,
        "severity": severity,
        "location": {"path": path, "lines": {"begin": line}},
    }
