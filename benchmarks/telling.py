"""What is read of a finding, so that it is worked out and measured: what is said of it is worked out when somebody reads it."""

from __future__ import annotations

from collections.abc import Callable

from rulebook.checking.findings import Explanation, Finding

__all__ = ["told", "tree", "words"]


def told(findings: tuple[Finding, ...], tell: Callable[[Finding], object], *, passing: bool = False) -> tuple[Finding, ...]:
    """Return the findings, of which those that do not pass (or with `passing`, all) have been told."""
    for finding in findings:
        if passing or finding.status in ("fail", "unknown"):
            tell(finding)
    return findings


def tree(finding: Finding) -> object:
    """Work out the tree of a finding: every condition of its rule with its value, what it was decided from, and whether it decides."""
    return finding.explanation


def words(finding: Finding) -> object:
    """Work out all that a report can show of a finding: its tree in words, with values and places, the message, and repairs."""
    return finding.message, finding.repairs, finding.location, _in_words(finding.explanation)


def _in_words(explanation: Explanation) -> object:
    return explanation.statement, explanation.code, explanation.detail, explanation.stated, [_in_words(part) for part in explanation.parts]
