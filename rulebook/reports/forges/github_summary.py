"""The report as the summary of a GitHub workflow run (`GITHUB_STEP_SUMMARY`), with the explanation of each failure to unfold.

GitHub refuses a summary of more than a mebibyte whole, so this one stays below 900 KiB: the most important first, what was cut is said.
"""

from __future__ import annotations

from collections.abc import Sequence

from rulebook.checking.findings import Report
from rulebook.language.diagnostics import Diagnostic
from rulebook.reports import Manner, markdown

__all__ = ["LIMIT", "write", "write_rule_errors"]

LIMIT = 900 * 1024  # bytes


def write(report: Report, manner: Manner) -> str:
    """Return the report of a check."""
    return markdown.page(report, manner, LIMIT, details=True)


def write_rule_errors(diagnostics: Sequence[Diagnostic], manner: Manner) -> str:
    """Return the report that the rules cannot be loaded."""
    return markdown.write_rule_errors(diagnostics, manner)
