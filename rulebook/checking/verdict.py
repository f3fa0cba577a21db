"""What counts: whether a finding stops a draft, and how loud it is said. All reports and the exit code go by this."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Literal

from rulebook.checking.findings import Finding, Report
from rulebook.records import Record

__all__ = ["LEVELS", "PLAIN", "Level", "Terms", "counts", "level", "loudest_first", "unchanged", "unchecked", "worst_first"]

Level = Literal["error", "warning", "note"]
LEVELS: tuple[Level, ...] = ("error", "warning", "note")  # the loudest first


class Terms(Record):
    """What counts as failed: with `strict`, all that is not known; with `warnings`, falling short of good practice."""

    strict: bool = False
    warnings: bool = False


PLAIN = Terms()


def counts(finding: Finding, terms: Terms) -> bool:
    """True where the finding makes the check fail."""
    terms = _terms_of(finding, terms)
    if finding.aside is not None or (finding.severity == "warning" and not terms.warnings):
        return False
    return finding.failed or _withdrawn(finding) or (terms.strict and _open(finding))


def level(finding: Finding, terms: Terms) -> Level | None:
    """Return how loud a report says the finding; None for what needs nobody's attention.

    A breach is an error, falling short of good practice a warning; what is not known is a warning, or an error where that counts as
    failed: with `strict`, and where a safeguard that nobody may set aside failed before. What is waived or set aside stays visible, as
    a note.
    """
    if finding.waived is not None:
        return "note"
    if not (finding.failed or _open(finding)):
        return None
    if finding.aside is not None:
        return "note"
    if finding.failed:
        return finding.severity
    if finding.severity == "warning":
        return "note"
    return "error" if _withdrawn(finding) or _terms_of(finding, terms).strict else "warning"


def worst_first(report: Report, terms: Terms) -> list[tuple[Level, Finding]]:
    """Return all that a report has to say, the loudest first, within one level in the order of the report."""
    return loudest_first((finding for draft in report.drafts for finding in draft.findings), terms)


def loudest_first(findings: Iterable[Finding], terms: Terms) -> list[tuple[Level, Finding]]:
    """Return which of the findings a report says, and how loud: the loudest first, within one level as they come.

    Of what is not known, what failed at an earlier revision comes first.
    """
    said = [(loud, finding) for finding in findings if (loud := level(finding, terms)) is not None]
    return sorted(said, key=lambda one: (LEVELS.index(one[0]), not one[1].failed_at))


def unchecked(report: Report) -> list[tuple[str, str]]:
    """Return the path of each draft of which nothing was checked, with a sentence: that nothing fails in it means nothing.

    Where there is no draft at all, the path is the empty text. A comparison without a changed draft had nothing to check.
    """
    if not report.drafts:
        return [("", "No draft was found, so nothing was checked.")] if report.base is None else []
    sentences = []
    for draft in report.drafts:
        if draft.unreadable:
            sentences.append((draft.path, f"{draft.path} could not be read, so nothing was checked in it."))
        elif not draft.findings:
            orders = ", ".join(draft.legal_orders) or "none"
            sentence = f"No rule was evaluated on {draft.path}: none binds under its legal orders ({orders}) on {draft.as_of}."
            sentences.append((draft.path, sentence))
    return sentences


def unchanged(report: Report) -> str:
    """Return the sentence that a comparison had nothing to check; the empty text where it had, or where nothing was compared."""
    if report.drafts or report.base is None:
        return ""
    left = any(note.code == "draft-left" for note in report.notes)
    which = "that is still there " if left else ""
    return f"No draft {which}was changed since {report.base}, so there was nothing to check."


def _terms_of(finding: Finding, terms: Terms) -> Terms:
    """Return what counts for a finding: what the configuration says of its draft, else what the whole check goes by."""
    if finding.strict is None and finding.warnings is None:
        return terms
    return Terms(
        terms.strict if finding.strict is None else finding.strict, terms.warnings if finding.warnings is None else finding.warnings
    )


def _withdrawn(finding: Finding) -> bool:
    """True where what failed is only not known any more, and nobody may set its safeguard aside: a statement less is no way around it."""
    return bool(finding.failed_at) and finding.nature in ("absolute", "non-derogable")


def _open(finding: Finding) -> bool:
    return finding.status == "unknown" or any(change.status == "unknown" for change in finding.changes)
