"""Checkstyle's XML, for Jenkins and older tools: one error for each remark, by file. It has no ranges."""

from __future__ import annotations

from collections.abc import Sequence

from rulebook.checking.findings import Report
from rulebook.language.diagnostics import Diagnostic
from rulebook.reports import Manner
from rulebook.reports.paths import Paths
from rulebook.reports.remarks import remarks
from rulebook.reports.xml_text import element

__all__ = ["write", "write_rule_errors"]

_SEVERITIES = {"error": "error", "warning": "warning", "note": "info"}


def write(report: Report, manner: Manner) -> str:
    """Return the report of a check."""
    files: dict[str, list[str]] = {}
    for remark in remarks(report, manner):
        place = remark.place
        words = f"{remark.title}: {remark.message}"
        error = _error(place.line, place.column, _SEVERITIES[remark.level], words, f"rulebook.{remark.code}")
        files.setdefault(place.path, []).append(error)
    return _document(files, manner)


def write_rule_errors(diagnostics: Sequence[Diagnostic], manner: Manner) -> str:
    """Return the report that the rules cannot be loaded."""
    files: dict[str, list[str]] = {}
    for found in diagnostics:
        error = _error(found.line, found.column, "error", f"{found.message} {found.hint}".strip(), f"rulebook.rule-error.{found.code}")
        files.setdefault(found.file, []).append(error)
    return _document(files, manner)


def _document(files: dict[str, list[str]], manner: Manner) -> str:
    paths = Paths(manner.root)
    made = ['<?xml version="1.0" encoding="UTF-8"?>\n<checkstyle version="10.0">\n']
    for path, errors in files.items():
        made.append(f"  {element('file', {'name': paths.relative(path) or '.'})}>\n{''.join(errors)}  </file>\n")
    return "".join([*made, "</checkstyle>\n"])


def _error(line: int, column: int, severity: str, message: str, source: str) -> str:
    attributes = {"line": line, "column": column, "severity": severity, "message": message, "source": source}
    return f"    {element('error', attributes)}/>\n"
