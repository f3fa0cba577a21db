"""Outputs of a step of a GitHub workflow (`GITHUB_OUTPUT`), for the steps after it: numbers only, one `NAME=NUMBER` a line."""

from __future__ import annotations

from collections.abc import Sequence

from rulebook.checking.findings import Report
from rulebook.checking.verdict import counts
from rulebook.language.diagnostics import Diagnostic
from rulebook.reports import Manner
from rulebook.reports.remarks import terms

__all__ = ["write", "write_rule_errors"]


def write(report: Report, manner: Manner) -> str:
    """Return how many findings fail the check, how many more are not known and do not, and how many are waived."""
    findings = [finding for draft in report.drafts for finding in draft.findings]
    failing = [finding for finding in findings if counts(finding, terms(manner))]
    unknown = sum(finding.status == "unknown" for finding in findings) - sum(finding.status == "unknown" for finding in failing)
    return _lines(len(failing), unknown, sum(finding.waived is not None for finding in findings))


def write_rule_errors(diagnostics: Sequence[Diagnostic], manner: Manner) -> str:
    """Return that there are no findings: the rules cannot be loaded, which the exit code says."""
    return _lines(0, 0, 0)


def _lines(errors: int, unknowns: int, waived: int) -> str:
    return f"errors={errors}\nunknowns={unknowns}\nwaived={waived}\n"
