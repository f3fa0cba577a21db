"""Short ways to a report with fingerprints, for the tests of a review."""

from __future__ import annotations

from rulebook.checking.check import check_drafts
from rulebook.checking.findings import Finding, Report
from rulebook.drafts import assemble, read_text
from rulebook.records import replace
from rulebook.review.fingerprints import with_fingerprints
from tests.reports.reporting import DAY, POLICY

__all__ = ["all_findings", "page", "report_on", "the"]

HEAD = "---\ntitle: Removal\nlegal orders: [un, coe, eu, practice]\ncomplete: people\n---\n"


def page(*passages: tuple[str, str]) -> str:
    """Return a draft in Markdown of passages: a sentence, and the statements beside it."""
    return HEAD + "\n\n".join(f"{words}\n<!-- rulebook: {statements} -->" for words, statements in passages) + "\n"


def report_on(**drafts: str) -> Report:
    """Return the report on drafts, by their names without the ending, with fingerprints."""
    made = [assemble([read_text(text, f"{name}.md", "markdown")], POLICY) for name, text in drafts.items()]
    report = check_drafts(POLICY, made, None, DAY)
    return replace(report, drafts=tuple(map(with_fingerprints, report.drafts, made)))


def all_findings(report: Report) -> list[Finding]:
    """Return the findings of all drafts."""
    return [finding for draft in report.drafts for finding in draft.findings]


def the(report: Report, rule: str, member: str | None = None, draft: int = 0) -> Finding:
    """Return the finding of a rule on a member in one of the drafts."""
    return next(f for f in report.drafts[draft].findings if f.rule.name == f"t.detention/{rule}" and f.member == member)
