"""The report as a comment on a change, for those who decide and read no code: the verdict, what fails, what is new, what is waived, what to
answer.

`page` makes it as long as its place allows; what had to be left out is said at its end.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from rulebook.checking.findings import Explanation, Finding, Report
from rulebook.checking.verdict import Level, worst_first
from rulebook.language.diagnostics import Diagnostic
from rulebook.reports import Manner
from rulebook.reports.markdown_text import code, plain
from rulebook.reports.paths import Paths
from rulebook.reports.remarks import in_words, remarks, terms, verdict_sentence, would_pass
from rulebook.reports.standing import (
    ASIDE,
    LOOK_FIRST,
    OWN_TERMS,
    ended,
    ended_word,
    least_first,
    mended_counts,
    newly,
    other_notes,
    own_terms,
)
from rulebook.reports.words import HOLDS, counted, day

__all__ = ["LIMIT", "page", "write", "write_rule_errors"]

LIMIT = 60_000  # bytes: a comment on GitHub holds 65,536 characters
CLOSING = 2_000  # bytes that are kept for what is said at the end
DEEPEST = 6
MOST_QUESTIONS = 20
MOST_PARTS = 60  # of one explanation
_MARK = "<!-- rulebook-report -->"  # by which a bot finds its comment again


def write(report: Report, manner: Manner) -> str:
    """Return the report of a check."""
    return page(report, manner, LIMIT)


def write_rule_errors(diagnostics: Sequence[Diagnostic], manner: Manner) -> str:
    """Return the report that the rules cannot be loaded."""
    paper = _Paper(LIMIT)
    paper.add(f"{_MARK}\n## The rules cannot be loaded\n\nNothing was checked.")
    rows = [
        f"| {code(found.file)}, line {found.line} | {plain(found.message)} | {plain(found.hint)} |" for found in diagnostics
    ]  # fmt: skip
    paper.table("What is wrong", ("Where", "What", "What to write"), rows, "error")
    return paper.text()


def page(report: Report, manner: Manner, limit: int, *, details: bool = False) -> str:
    """Return the page, at most so many bytes of UTF-8 long; with `details`, each failure has its explanation to unfold."""
    paper, paths = _Paper(limit), Paths(manner.root)
    said = worst_first(report, terms(manner))
    paper.add(f"{_MARK}\n## Rulebook\n\n**{plain(verdict_sentence(report, manner))}**")
    _own_terms(paper, report)
    problems = [remark for remark in remarks(report, manner) if remark.code.startswith("problem/")]
    rows = [f"| {_at(remark.place.path, remark.place.line, paths)} | {plain(remark.message)} |" for remark in problems]
    paper.table("Problems with what was given", ("Where", "What is wrong"), rows, "problem")
    failing = [(loud, finding) for loud, finding in said if finding.failed and loud != "note"]
    columns: tuple[str, ...] = ("Where", "What", "Why", "Law")
    paper.table("What fails", columns, [_failing(loud, finding, paths) for loud, finding in failing], "finding that fails")
    _since(paper, report)
    _not_known(paper, report)
    waived = [finding for _, finding in said if finding.waived is not None]
    columns = ("Rule", "Draft", "Reason", "Approved by", "Until")
    paper.table("Waived", columns, [_waived(finding, paths) for finding in waived], "waived finding")
    aside = [finding for _, finding in said if finding.waived is None and finding.aside is not None and finding.failed]
    rows = [f"| {_at(f.location.path, f.location.line, paths)} | {_rule(f)} | {ASIDE[f.aside]} |" for f in aside if f.aside]
    paper.table("Shown, and does not count", ("Where", "What", "Why it does not count"), rows, "finding that does not count")
    if details:
        for _, finding in failing:
            paper.block(_details(finding, paths), "explanation")
    _notes(paper, report)
    return paper.text()


class _Paper:
    """A page of limited length, written from the top; what no longer fits is counted."""

    def __init__(self, limit: int) -> None:
        self._room = limit - CLOSING
        self._parts: list[str] = []
        self._left_out: dict[str, int] = {}

    def add(self, text: str) -> bool:
        """Add a text if there is room, and return whether there was."""
        size = len(text.encode("utf-8", "replace")) + 1
        if size > self._room:
            self._room = 0  # nothing less important takes the place of what did not fit
            return False
        self._room -= size
        self._parts.append(text)
        return True

    def block(self, text: str, what: str) -> None:
        """Add a text, or count it as left out."""
        if not self.add(text):
            self._left_out[what] = self._left_out.get(what, 0) + 1

    def table(self, heading: str, columns: Sequence[str], rows: Sequence[str], what: str) -> None:
        """Add a table with as many of its rows as there is room for."""
        if not rows:
            return
        head = f"\n### {heading}\n\n| {' | '.join(columns)} |\n|{' --- |' * len(columns)}"
        written = 0
        if self.add(head):
            while written < len(rows) and self.add(rows[written]):
                written += 1
        if written < len(rows):
            self._left_out[what] = self._left_out.get(what, 0) + len(rows) - written

    def text(self) -> str:
        """Return the page, with what was left out at its end."""
        left_out = [counted(count, what, _PLURALS.get(what, "")) for what, count in self._left_out.items()]
        end = f"\nLeft out here, because the place is too small: {', '.join(left_out)}. The full report has all." if left_out else ""
        return "\n".join([*self._parts, end] if end else self._parts).rstrip("\n") + "\n"


_PLURALS = {
    "finding that fails": "findings that fail",
    "finding that does not count": "findings that do not count",
    "change of what the check goes by": "changes of what the check goes by",
}


# ---- the parts -----------------------------------------------------------------------------------------------------


def _at(path: str, line: int, paths: Paths) -> str:
    return f"{code(paths.relative(path))}, line {line}" if path else "–"


def _rule(finding: Finding) -> str:
    member = f" (for {plain(finding.member)})" if finding.member else ""
    return f"{plain(finding.rule.title)}{member} {code(finding.rule.name)}"


def _failing(loud: Level, finding: Finding, paths: Paths) -> str:
    law = "; ".join(plain(f"{one.source.title}{f', {one.where}' if one.where else ''}") for one in finding.authorities)
    word = "" if loud == "error" else "(good practice) "
    why = plain(f"{in_words(finding, named=True)} {would_pass(finding)}")
    return f"| {_at(finding.location.path, finding.location.line, paths)} | {word}{_rule(finding)} | {why} | {law or '–'} |"


def _waived(finding: Finding, paths: Paths) -> str:
    assert finding.waived is not None
    waiver = finding.waived.waiver
    what = f"{_rule(finding)}: it {HOLDS[finding.waived.status]}"
    cells = (what, code(paths.relative(finding.location.path)), plain(waiver.reason), plain(waiver.approved_by) or "–", day(waiver.until))
    return f"| {' | '.join(cells)} |"


def _own_terms(paper: _Paper, report: Report) -> None:
    if (notes := own_terms(report)) and paper.add(f"\n### {LOOK_FIRST}\n\n{OWN_TERMS}\n"):
        for note in notes:
            paper.block(f"- {plain(note.message)}", "change of what the check goes by")


def _since(paper: _Paper, report: Report) -> None:
    if report.base is None:
        return
    now = [finding.since for draft in report.drafts for finding in draft.findings]
    counts = [*newly(report), *mended_counts(report), f"{now.count('unchanged')} as before"]
    paper.add(f"\n### Since {code(report.base)}\n\nOf the findings are {', '.join(counts)}.\n")
    fresh = [finding for draft in report.drafts for finding in draft.findings if finding.since in {"newly failing", "newly unknown"}]
    for finding in sorted(fresh, key=lambda one: (one.since == "newly unknown", not one.failed_at)):
        failed = f" (it failed at {code(finding.failed_at)})" if finding.failed_at else ""
        paper.block(f"- {finding.since}{failed}: {_rule(finding)}", "finding that is new")
    for mended in least_first(report):
        paper.block(f"- {ended_word(mended)}: {plain(ended(mended))}", "mended finding")


def _not_known(paper: _Paper, report: Report) -> None:
    """Add the questions of all drafts, those first for which most findings wait."""
    asked: dict[tuple[str, str], int] = {}
    for draft in report.drafts:
        for question in draft.questions:
            key = (question.fact, question.ask)
            asked[key] = asked.get(key, 0) + question.findings
    worst = sorted(asked.items(), key=lambda one: -one[1])
    rows = [f"| {plain(ask) or code(fact)} | {code(fact)} | {count} |" for (fact, ask), count in worst[:MOST_QUESTIONS]]
    paper.table("What is not known: the questions to answer", ("Question", "Answer it under", "Findings that wait"), rows, "question")
    if len(worst) > MOST_QUESTIONS:
        paper.add(f"\nThese are the questions for which most findings wait; there are {len(worst) - MOST_QUESTIONS} more.")


def _notes(paper: _Paper, report: Report) -> None:
    notes = [*(note for draft in report.drafts for note in draft.notes), *other_notes(report)]
    if notes and paper.add("\n### Notes\n"):
        for message in dict.fromkeys(note.message for note in notes):
            paper.block(f"- Note: {plain(message)}", "note")


def _details(finding: Finding, paths: Paths) -> str:
    """Return the explanation of a finding to unfold; inside the tags stands nothing of a draft."""
    lines = [f"\nFinding: {_rule(finding)}, {_at(finding.location.path, finding.location.line, paths)}", "", "<details>"]
    lines += ["<summary>Why, in full</summary>", "", *_tree(finding.explanation, finding.location.path, paths), "", "</details>"]
    return "\n".join(lines)


def _tree(explanation: Explanation, path: str, paths: Paths) -> Iterator[str]:
    """Give the parts of an explanation; `path` is the file that needs no name."""
    waiting = [(part, 0) for part in reversed(explanation.parts)]
    count = 0
    while waiting and count < MOST_PARTS:
        node, depth = waiting.pop()
        if node.not_reached:
            continue
        count += 1
        word = {"exception": "exception: ", "requirement": "required: ", "when": "applies: "}.get(node.role, "")
        place = node.stated[0].place if node.stated else None
        at = f", line {place.line}{f' of {code(paths.relative(place.path))}' if place.path != path else ''}" if place is not None else ""
        detail = f" ({plain(node.detail)}{at})" if node.detail else ""
        yield f"{'  ' * min(depth, DEEPEST)}- {node.value.value}: {word}{plain(node.statement)}{detail}"
        waiting += [(part, depth + 1) for part in reversed(node.parts)]
    if any(not part.not_reached for part, _ in waiting):
        yield "- and more, which is left out here"
