"""Reviewdog's diagnostic format with one diagnostic a line."""

from __future__ import annotations

from collections.abc import Sequence

from rulebook.checking.findings import Report
from rulebook.language.diagnostics import Diagnostic
from rulebook.reports import Manner
from rulebook.reports.as_json import dumps
from rulebook.reports.forges.rdjson import SOURCE, diagnostics_of, errors_of

__all__ = ["write", "write_rule_errors"]


def write(report: Report, manner: Manner) -> str:
    """Return the report of a check."""
    return "".join(f"{dumps(one | {'source': SOURCE})}\n" for one in diagnostics_of(report, manner))


def write_rule_errors(diagnostics: Sequence[Diagnostic], manner: Manner) -> str:
    """Return the report that the rules cannot be loaded."""
    return "".join(f"{dumps(one | {'source': SOURCE})}\n" for one in errors_of(diagnostics, manner))
