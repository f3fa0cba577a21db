"""The report to be listened to: whole sentences in one column, no drawing, no signs that are read out as noise; the order is told first."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from rulebook.checking.findings import CheckedDraft, Explanation, Finding, Report
from rulebook.checking.verdict import level
from rulebook.checking.wording import listing
from rulebook.drafts.draft import Problem
from rulebook.language.diagnostics import Diagnostic
from rulebook.reports import Manner
from rulebook.reports.lines import Sheet
from rulebook.reports.remarks import in_words, terms, verdict_sentence
from rulebook.reports.standing import ended, ended_word, later, mended_counts, message_of, nothing_fails, sentence, standing
from rulebook.reports.words import NATURES, counted, day, legal_order
from rulebook.values import NO, YES

__all__ = ["write", "write_rule_errors"]

MOST_STEPS = 30
MOST_QUESTIONS = 10
_ASKED = {"exception": "Is there the exception ", "requirement": "It is required that ", "when": "The rule applies when "}
_VALUES = {YES: "Yes", NO: "No"}


def write(report: Report, manner: Manner) -> str:
    """Return the report of a check."""
    sheet = Sheet(Manner(manner.width))
    sheet.prose(f"Report of Rulebook on {counted(len(report.drafts), 'draft')}. {verdict_sentence(report, manner)}")
    sheet.prose(
        "The report goes on in this order. For each draft: what fails, problems in the draft, the questions to answer, what is waived or "
        "does not count, notes, and the counts. Then what has changed, and problems with other files."
    )
    for number, draft in enumerate(report.drafts, start=1):
        _draft(sheet, draft, f"Draft {number} of {len(report.drafts)}.", manner)
    _rest(sheet, report)
    _say(sheet, "End of the report.")
    return sheet.text()


def write_rule_errors(diagnostics: Sequence[Diagnostic], manner: Manner) -> str:
    """Return the report that the rules cannot be loaded."""
    sheet = Sheet(Manner(manner.width))
    sheet.prose(f"The rules cannot be loaded, so nothing was checked. There are {counted(len(diagnostics), 'error')}.")
    for number, found in enumerate(diagnostics, start=1):
        place = f"Line {found.line}, column {found.column} of {found.file}."
        _say(sheet, f"Error {number} of {len(diagnostics)}. {place} {found.message} {found.hint}")
    _say(sheet, "End of the report.")
    return sheet.text()


def _say(sheet: Sheet, words: str) -> None:
    """Add a paragraph."""
    sheet.blank()
    sheet.prose(words)


# ---- a draft -------------------------------------------------------------------------------------------------------


def _draft(sheet: Sheet, draft: CheckedDraft, number: str, manner: Manner) -> None:
    orders = listing(legal_order(order, article=True) for order in draft.legal_orders) or "no legal order"
    assumed = " This was assumed, because neither the draft nor the command says whose law binds." if draft.orders_assumed else ""
    head = f"{number} {draft.title or draft.path}. File: {listing(draft.paths)}."
    _say(sheet, f"{head} Checked as of {day(draft.as_of)}, by the law of {orders}.{assumed}")
    said = [(level(finding, terms(manner)), finding) for finding in draft.findings]
    failing = [finding for loud in ("error", "warning") for at, finding in said if at == loud and finding.failed]
    for i, finding in enumerate(failing, start=1):
        _failure(sheet, finding, f"Failure {i} of {len(failing)}." if finding.severity == "error" else f"Warning, {i} of {len(failing)}.")
    if not failing:
        words = f"{nothing_fails(draft.findings)} in this draft" if draft.findings else "no rule was evaluated on this draft"
        _say(sheet, sentence(words))
    _problems(sheet, draft.problems)
    _questions(sheet, draft)
    quiet = [finding for _, finding in said if finding.waived is not None or (finding.aside is not None and finding.failed)]
    for finding in quiet:
        _say(sheet, f"Does not count: {sentence(finding.rule.title)} {in_words(finding)}")
    for note in draft.notes:
        _say(sheet, f"Note: {note.message}")
    _say(sheet, _counts(draft.findings))


def _failure(sheet: Sheet, finding: Finding, number: str) -> None:
    member = f" It is about {finding.member}." if finding.member else ""
    _say(sheet, f"{number} {sentence(finding.rule.title)}{member} The rule is called {finding.rule.name}.")
    sheet.prose(f"Reason: {sentence(message_of(finding))}")
    for words in (*map(sentence, later(finding)), *standing(finding)):
        sheet.prose(words)
    place = finding.location
    sheet.prose(f"Place: line {place.line} of {place.path}.")
    if finding.where is not None and finding.where.words:
        sheet.prose(f"The draft says there: {finding.where.words}")
    for i, words in enumerate(_steps(finding.explanation), start=1):
        sheet.prose(f"Step {i} of the reason. {words}")
    for one in finding.authorities:
        where = f", {one.where}" if one.where else ""
        checked = "" if one.verified else " Its wording was not compared with the source."
        sheet.prose(f"The law: {one.source.title or one.source.name}{where}.{checked}")
    sheet.prose(f"What it protects is {NATURES[finding.nature].split(':')[0].split(';')[0]}.")
    for i, repair in enumerate(finding.repairs):
        sheet.prose(f"It would {'also ' if i else ''}pass if {repair}.")


def _steps(explanation: Explanation) -> Iterator[str]:
    """Give what decided, each as a sentence, the outer before the inner."""
    waiting = list(reversed(explanation.parts))
    count = 0
    while waiting and count < MOST_STEPS:
        node = waiting.pop()
        if not node.decides or node.not_reached:
            continue
        count += 1
        word = _ASKED.get(node.role, "Asked is: ")
        end = "?" if node.role == "exception" else "."
        line = f" Line {node.stated[0].place.line}." if node.stated else ""
        detail = f" {sentence(node.detail)}" if node.detail else ""
        yield f"{word}{node.statement}{end} Answer: {_VALUES.get(node.value, 'not known')}.{detail}{line}"
        waiting += reversed(node.parts)


def _problems(sheet: Sheet, problems: Sequence[Problem]) -> None:
    for i, problem in enumerate(problems, start=1):
        place = f" Line {problem.locations[0].line} of {problem.locations[0].path}." if problem.locations else ""
        _say(sheet, f"Problem {i} of {len(problems)}.{place} {problem.message} {problem.hint}")


def _questions(sheet: Sheet, draft: CheckedDraft) -> None:
    shown = draft.questions[:MOST_QUESTIONS]
    if not shown:
        return
    _say(sheet, f"There {'is' if len(draft.questions) == 1 else 'are'} {counted(len(draft.questions), 'question')} to answer.")
    for i, question in enumerate(shown, start=1):
        waits = f"{counted(question.findings, 'finding waits', 'findings wait')} for the answer"
        sheet.prose(f"Question {i}. {question.ask or question.fact} Answer it under {question.fact}; {waits}.")
    if len(draft.questions) > len(shown):
        sheet.prose(f"{counted(len(draft.questions) - len(shown), 'more question is', 'more questions are')} left out here.")


def _counts(findings: Sequence[Finding]) -> str:
    rules = len({finding.rule.name for finding in findings})
    counts = [
        (sum(f.status == status for f in findings), one, many)
        for status, one, many in (
            ("fail", "finding fails", "findings fail"), ("unknown", "is not known", "are not known"), ("pass", "passes", "pass"),
            ("not applicable", "does not apply", "do not apply"), ("waived", "is waived", "are waived"),
            ("not in force", "is not in force", "are not in force"),
        )
    ]  # fmt: skip
    said = [counted(count, one, many) for count, one, many in counts if count]
    return f"{counted(rules, 'rule was', 'rules were')} evaluated. {f'Of the findings: {listing(said)}.' if said else ''}".rstrip()


def _rest(sheet: Sheet, report: Report) -> None:
    if report.base is not None:
        now = [finding.since for draft in report.drafts for finding in draft.findings]
        fresh = f"{now.count('newly failing')} newly failing, {now.count('newly unknown')} newly not known"
        _say(sheet, f"Compared with {report.base}: {fresh}, {', '.join(mended_counts(report))}, {now.count('unchanged')} as before.")
        for mended in report.mended:
            sheet.prose(f"{sentence(ended_word(mended))[:-1]}: {ended(mended)}")
    _problems(sheet, report.problems)
    for note in report.notes:
        _say(sheet, f"Note: {note.message}")
