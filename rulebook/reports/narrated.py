"""The report to be listened to: whole sentences in one column, no drawing, no signs that are read out as noise; the order is told first."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from rulebook.checking.findings import CheckedDraft, Explanation, Finding, Report
from rulebook.checking.verdict import level
from rulebook.checking.wording import listing
from rulebook.drafts.draft import Note, Place, Problem
from rulebook.language.diagnostics import Diagnostic
from rulebook.reports import Manner
from rulebook.reports.lines import Sheet
from rulebook.reports.reason import places_in_words
from rulebook.reports.remarks import in_words, terms, verdict_sentence
from rulebook.reports.standing import (
    LOOK_FIRST,
    OWN_TERMS,
    ended,
    ended_word,
    later,
    least_first,
    mended_counts,
    message_of,
    newly,
    nothing_fails,
    other_notes,
    own_terms,
    sentence,
    since,
    standing,
)
from rulebook.reports.words import HOLDS, NATURES, counted, day, legal_order
from rulebook.values import NO, YES

__all__ = ["write", "write_rule_errors"]

MOST_STEPS = 30
MOST_QUESTIONS = 10
LONGEST_QUOTE = 400  # characters of the draft's own words
_ASKED = {"exception": "Is there the exception ", "requirement": "It is required that ", "when": "The rule applies when "}
_VALUES = {YES: "Yes", NO: "No"}


def write(report: Report, manner: Manner) -> str:
    """Return the report of a check."""
    sheet = Sheet(Manner(manner.width))
    sheet.prose(f"Report of Rulebook on {counted(len(report.drafts), 'draft')}. {verdict_sentence(report, manner)}")
    if notes := own_terms(report):
        _say(sheet, f"{LOOK_FIRST}. {OWN_TERMS}")
        for note in notes:
            sheet.prose(_spoken(note.message))
        sheet.blank()
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
        _say(sheet, f"Error {number} of {len(diagnostics)}. {place} {_spoken(found.message)} {_spoken(found.hint)}")
    _say(sheet, "End of the report.")
    return sheet.text()


def _say(sheet: Sheet, words: str) -> None:
    """Add a paragraph."""
    sheet.blank()
    sheet.prose(words)


def _spoken(message: str) -> str:
    """Return a message of ours with its names in quotation marks: a backquote is read out."""
    return re.sub("`([^`]*)`", r"“\1”", message)


def _quoted(words: str) -> str:
    """Return words of a draft; where they are long, their beginning, and that this is not all."""
    return words if len(words) <= LONGEST_QUOTE else f"{words[:LONGEST_QUOTE].rstrip()}… The rest of it is left out here."


# ---- a draft -------------------------------------------------------------------------------------------------------


def _draft(sheet: Sheet, draft: CheckedDraft, number: str, manner: Manner) -> None:
    orders = listing(legal_order(order, article=True) for order in draft.legal_orders) or "no legal order"
    assumed = " This was assumed, because neither the draft nor the command says whose law binds." if draft.orders_assumed else ""
    head = f"{number} {draft.title or draft.path}. File: {listing(draft.paths)}."
    _say(sheet, f"{head} Checked as of {day(draft.as_of)}, by the law of {orders}.{assumed}")
    said = [(level(finding, terms(manner)), finding) for finding in draft.findings]
    failing = [finding for loud in ("error", "warning") for at, finding in said if at == loud and finding.failed]
    for i, finding in enumerate(failing, start=1):
        number = f"Failure {i} of {len(failing)}." if finding.severity == "error" else f"Warning, {i} of {len(failing)}."
        _failure(sheet, finding, number, draft)
    if not failing:
        words = f"{nothing_fails(draft.findings)} in this draft" if draft.findings else "no rule was evaluated on this draft"
        _say(sheet, sentence(words))
    for _, finding in ((loud, finding) for loud, finding in said if loud == "error" and not finding.failed):
        _say(sheet, f"Counts as failed, because it is not known and the check is strict: {sentence(finding.rule.title)} {_told(finding)}")
    _problems(sheet, draft.problems)
    _questions(sheet, draft)
    quiet = [finding for _, finding in said if finding.waived is not None or (finding.aside is not None and finding.failed)]
    for finding in quiet:
        _say(sheet, f"Does not count: {sentence(finding.rule.title)} {_told(finding)}")
    _notes(sheet, draft.notes)
    _say(sheet, _counts(draft.findings))


def _told(finding: Finding) -> str:
    return _spoken(in_words(finding))


def _failure(sheet: Sheet, finding: Finding, number: str, draft: CheckedDraft) -> None:
    member = f" It is about {finding.member}." if finding.member else ""
    _say(sheet, f"{number} {sentence(finding.rule.title)}{member} The rule is called {finding.rule.name}.")
    sheet.prose(f"Reason: {_spoken(sentence(message_of(finding)))}")
    for words in (*_by_order(finding), *map(sentence, later(finding)), *standing(finding)):
        sheet.prose(words)
    place = finding.location
    sheet.prose(f"Place: {_places([place])}.")
    if finding.where is not None and finding.where.words:
        sheet.prose(f"The draft says there: {_quoted(finding.where.words)}")
    for words in (*_steps(finding.explanation, place.path), *_rests_on(finding), *_to_answer(finding, draft)):
        sheet.prose(words)
    for one in finding.authorities:
        where = f", {one.where}" if one.where else ""
        checked = "" if one.verified else " Its wording was not compared with the source."
        sheet.prose(f"The law: {one.source.title or one.source.name}{where}.{checked}")
    sheet.prose(f"What it protects is {NATURES[finding.nature].split(':')[0].split(';')[0]}.")
    for i, repair in enumerate(finding.repairs):
        sheet.prose(f"It would {'also ' if i else ''}pass if {repair}.")
    if finding.rule.fix:
        sheet.prose(f"What to change: {sentence(finding.rule.fix)}")


def _by_order(finding: Finding) -> Iterator[str]:
    """Give how legal orders differ, if they do."""
    if len({status for _, status in finding.orders}) > 1:
        said = [f"it {HOLDS[status]} under the law of {legal_order(order, article=True)}" for order, status in finding.orders]
        yield sentence(listing(said))


def _rests_on(finding: Finding) -> Iterator[str]:
    if finding.not_reached:
        yield f"Not asked any more: {listing(finding.not_reached)}."
    if finding.judgements:
        yield f"It rests on what a person judged: {listing(finding.judgements)}."
    if finding.held_against:
        doubt = "Without reasons for a judgement, and where a draft is silent or vague on what counts in doubt, it is held against it"
        yield f"{doubt}: {listing(finding.held_against)}."


def _to_answer(finding: Finding, draft: CheckedDraft) -> Iterator[str]:
    asked = {question.fact: question.ask for question in draft.questions}
    for fact in finding.missing:
        yield f"It waits for an answer under {fact}{f': {asked[fact]}' if asked.get(fact) else '.'}"


def _steps(explanation: Explanation, path: str) -> Iterator[str]:
    """Give what decided, each with its number as a few sentences, the outer before the inner, and that there is more if there is."""
    waiting = list(reversed(explanation.parts))
    count = 0
    while waiting and count < MOST_STEPS:
        node = waiting.pop()
        if not node.decides or node.not_reached:
            continue
        count += 1
        word = _ASKED.get(node.role, "Asked is: ")
        end = "?" if node.role == "exception" else "."
        line = f" {sentence(places_in_words([node.stated[0].place], path))}" if node.stated else ""
        detail = f" {sentence(node.detail)}" if node.detail else ""
        yield f"Step {count} of the reason. {word}{node.statement}{end} Answer: {_VALUES.get(node.value, 'not known')}.{detail}{line}"
        waiting += reversed(node.parts)
    if any(node.decides and not node.not_reached for node in waiting):
        yield "The reason has more steps, which are left out here."


def _problems(sheet: Sheet, problems: Sequence[Problem]) -> None:
    for i, problem in enumerate(problems, start=1):
        place = f" {sentence(_places(problem.locations))}" if problem.locations else ""
        _say(sheet, f"Problem {i} of {len(problems)}.{place} {_spoken(problem.message)} {_spoken(problem.hint)}")
        if problem.locations and (words := _marked(problem.source_line, problem.locations[0])):
            sheet.prose(f"What is written there: {_quoted(words)}")


def _notes(sheet: Sheet, notes: Sequence[Note]) -> None:
    for note in notes:
        _say(sheet, f"Note: {_spoken(sentence(note.message))} {sentence(_places(note.locations))}")


def _places(places: Sequence[Place]) -> str:
    """Return places with the name of the file, which a listener does not see at the head of the draft."""
    return places_in_words(places, "")


def _marked(line: str, place: Place) -> str:
    """Return the words of a line at a place; where there are none, the whole line."""
    return line[place.column - 1 : place.end - 1].strip() or line.strip()


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
        fresh = ", ".join(newly(report))
        _say(sheet, f"Compared with {report.base}: {fresh}, {', '.join(mended_counts(report))}, {now.count('unchanged')} as before.")
        for draft in report.drafts:
            for finding in filter(lambda one: one.failed_at, draft.findings):
                of = f" for {finding.member}" if finding.member else ""
                sheet.prose(f"Not known now: {finding.rule.title}{of} ({draft.path}). {since(finding)}")
        for mended in least_first(report):
            sheet.prose(f"{sentence(ended_word(mended))[:-1]}: {ended(mended)}")
    _problems(sheet, report.problems)
    _notes(sheet, other_notes(report))
