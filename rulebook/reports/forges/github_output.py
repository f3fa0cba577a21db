"""The outcome of a check as outputs of a GitHub workflow step (`GITHUB_OUTPUT`): counts alone, and no word of a draft."""

from __future__ import annotations

from collections.abc import Sequence

from rulebook.checking.findings import Report
from rulebook.checking.verdict import Terms, counts
from rulebook.language.diagnostics import Diagnostic
from rulebook.reports import Manner

__all__ = ["write", "write_rule_errors"]


def write(report: Report, manner: Manner) -> str:
    """Return the counts of a check, a line for each: what fails it, what is not known, what is waived, what is new."""
    findings = [finding for draft in report.drafts for finding in draft.findings]
    terms = Terms(manner.strict, manner.warnings)
    return _lines(
        errors=sum(counts(finding, terms) for finding in findings),
        unknowns=sum(finding.status == "unknown" for finding in findings),
        waived=sum(finding.status == "waived" for finding in findings),
        new=sum(finding.since in ("newly failing", "newly unknown") for finding in findings),
    )


def write_rule_errors(diagnostics: Sequence[Diagnostic], manner: Manner) -> str:
    """Return that nothing was counted."""
    return _lines(errors=0, unknowns=0, waived=0, new=0)


def _lines(**counted: int) -> str:
    return "".join(f"{name}={count}\n" for name, count in counted.items())
