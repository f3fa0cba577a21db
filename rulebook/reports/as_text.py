"""The report as a person reads it: what fails first, then what is wrong with the draft, then what to answer next, then the rest."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from rulebook.checking.findings import CheckedDraft, Finding, Report
from rulebook.checking.verdict import Level, Terms, loudest_first
from rulebook.checking.wording import listing
from rulebook.drafts.draft import Note, Place, Problem
from rulebook.language.diagnostics import Diagnostic
from rulebook.reports import Manner
from rulebook.reports.excerpt import excerpt
from rulebook.reports.finding_text import brief, failure
from rulebook.reports.lines import Piece, Sheet
from rulebook.reports.reason import places_in_words
from rulebook.reports.rule_errors import rule_errors
from rulebook.reports.standing import (
    LOOK_FIRST,
    OWN_TERMS,
    ended,
    ended_word,
    least_first,
    mended_counts,
    newly,
    nothing_fails,
    other_notes,
    own_terms,
)
from rulebook.reports.words import HOLDS, counted, day, legal_order

__all__ = ["write", "write_rule_errors"]

MOST_QUESTIONS = 5
MOST_MENDED = 20  # and all that failed and is not checked any more

_INDENT = Piece("    ")
_WARNS = Piece("!  ", "warns")


def write(report: Report, manner: Manner) -> str:
    """Return the report of a check."""
    sheet = Sheet(manner)
    _own_terms(sheet, report)
    for draft in report.drafts:
        _draft(sheet, draft, manner)
    if len(report.drafts) > 1:
        everything = [finding for draft in report.drafts for finding in draft.findings]
        _count(sheet, f"All {len(report.drafts)} drafts", everything, sum(len(draft.problems) for draft in report.drafts), manner)
    _compared(sheet, report)
    _files(sheet, report)
    _last_words(sheet, report, manner)
    return sheet.text()


def write_rule_errors(diagnostics: Sequence[Diagnostic], manner: Manner) -> str:
    """Return the report that the rules cannot be loaded."""
    return rule_errors(diagnostics, manner)


def _draft(sheet: Sheet, draft: CheckedDraft, manner: Manner) -> None:
    _head(sheet, draft)
    said = _said(draft.findings, manner)
    for finding in _failures(said):
        failure(sheet, finding, draft)
    _problems(sheet, draft)
    _undecided(sheet, said)
    _questions(sheet, draft, manner)
    _quietly(sheet, "Waived", [finding for _, finding in said if finding.waived is not None])
    _quietly(sheet, "Shown, and does not count", [finding for _, finding in said if _set_aside(finding)])
    _notes(sheet, draft.notes, draft.path)
    if manner.verbose:
        _others(sheet, draft.findings, said)
    sheet.blank()
    _count(sheet, "Result", draft.findings, len(draft.problems), manner)
    sheet.blank()


def _own_terms(sheet: Sheet, report: Report) -> None:
    """Add, before everything else, what a change touches of what it is checked by: whoever reviews it has to look there first."""
    notes = own_terms(report)
    if not notes:
        return
    sheet.prose(Piece(LOOK_FIRST, "title"), first=(_WARNS,))
    sheet.prose(OWN_TERMS, first=("   ",))
    for note in notes:
        sheet.prose(note.message, first=("   – ",))
    sheet.blank()


def _compared(sheet: Sheet, report: Report) -> None:
    """Add what has changed since the revision that the drafts were compared with."""
    if report.base is None:
        return
    now = [finding.since for draft in report.drafts for finding in draft.findings]
    _heading(sheet, f"Since {report.base}")
    counts = [*newly(report), *mended_counts(report), f"{now.count('unchanged')} as before"]
    sheet.prose(" · ".join(counts), first=("  ",))
    most = max(MOST_MENDED, sum(mended.now is None and mended.was == "fail" for mended in report.mended))
    for mended in least_first(report)[:most]:
        sheet.prose(ended(mended), first=(Piece(f"  {ended_word(mended)}  ", "yes" if mended.now is not None else "warns"),))
    if len(report.mended) > most:
        sheet.prose(f"and {len(report.mended) - most} more", first=(" " * 10,))


def _files(sheet: Sheet, report: Report) -> None:
    """Add what is wrong with the files beside the drafts, waivers and baseline, and what there is to know of them."""
    _problems_in(sheet, "Problems with waivers and baseline", report.problems, "")
    _notes(sheet, other_notes(report), "")


def _last_words(sheet: Sheet, report: Report, manner: Manner) -> None:
    if any(draft.orders_assumed for draft in report.drafts):
        sheet.blank()
        sheet.prose(
            "Neither the draft nor the command says whose law binds, so only that of the United Nations was checked: "
            "write `legal orders:` at the head of the draft, or use --law.",
            first=(_WARNS,),
        )
    if own_terms(report):
        sheet.blank()
        words = "The change itself touches what it is checked by, or takes something out of sight: see the head of this report."
        sheet.prose(words, first=(_WARNS,))
    if not manner.verbose and any(draft.findings for draft in report.drafts):
        sheet.blank()
        sheet.prose(Piece("`--verbose` shows every finding; `rulebook explain RULE` says what a rule asks, and why.", "quiet"))


def _heading(sheet: Sheet, words: str) -> None:
    sheet.blank()
    sheet.line(Piece(words, "title"))


# ---- the parts of a draft ------------------------------------------------------------------------------------------


def _head(sheet: Sheet, draft: CheckedDraft) -> None:
    sheet.prose(Piece(draft.title or draft.path, "title"))
    sheet.line(Piece("─" * sheet.width, "quiet"))
    files = ", ".join(path for path in draft.paths if draft.title or path != draft.path)
    orders = listing(legal_order(order) for order in draft.legal_orders) or "no legal order"
    law_from = " (assumed)" if draft.orders_assumed else f" (from {draft.law_from})" if draft.law_from else ""
    day_from = f" (from {draft.as_of_from})" if draft.as_of_from else ""
    said = [files, f"checked as of {day(draft.as_of)}{day_from}", f"law of: {orders}{law_from}"]
    sheet.prose(Piece(" · ".join(filter(None, said)), "quiet"))
    sheet.blank()


def _said(findings: Sequence[Finding], manner: Manner) -> list[tuple[Level, Finding]]:
    """Return what needs to be said, the loudest first, else in the order of the rules."""
    return loudest_first(findings, Terms(manner.strict, manner.warnings))


def _failures(said: Sequence[tuple[Level, Finding]]) -> list[Finding]:
    """Return what fails and is neither waived nor set aside."""
    return [finding for loud, finding in said if finding.failed and loud != "note"]


def _set_aside(finding: Finding) -> bool:
    """True for what fails and does not count; of what is not known, and does not count, the number is enough."""
    return finding.waived is None and finding.aside is not None and finding.failed


def _problems(sheet: Sheet, draft: CheckedDraft) -> None:
    _problems_in(sheet, "Problems in the draft", draft.problems, draft.path)


def _problems_in(sheet: Sheet, heading: str, problems: Sequence[Problem], path: str) -> None:
    if not problems:
        return
    _heading(sheet, heading)
    for problem in problems:
        at = places_in_words(problem.locations, path)
        sheet.prose(Piece(problem.code, "warns"), " · " if at else "", Piece(at, "place"), first=("  ",))
        if problem.source_line and problem.locations:
            where = problem.locations[0]
            excerpt(sheet, problem.source_line, where.column, where.end, (_INDENT,), (_INDENT,), "warns")
        sheet.prose(problem.message, first=("    ",))
        if problem.hint:
            sheet.prose(problem.hint, first=("    ",))
        sheet.blank()


def _undecided(sheet: Sheet, said: Sequence[tuple[Level, Finding]]) -> None:
    """Add what is not known, where it failed before or that counts as failed."""
    withdrawn = [finding for loud, finding in said if finding.failed_at and loud != "note"]
    _quietly(sheet, "Failed before the change, and not known now", withdrawn)
    waiting = [finding for loud, finding in said if loud == "error" and not finding.failed and not finding.failed_at]
    _quietly(sheet, "Not known, which counts as failed where the check is strict", waiting)


def _quietly(sheet: Sheet, heading: str, findings: Sequence[Finding]) -> None:
    """Add findings in a few lines each."""
    if findings:
        _heading(sheet, heading)
    for finding in findings:
        brief(sheet, finding)


def _questions(sheet: Sheet, draft: CheckedDraft, manner: Manner) -> None:
    if not draft.questions:
        return
    shown = draft.questions if manner.verbose else draft.questions[:MOST_QUESTIONS]
    _heading(sheet, "What to answer next")
    wide = len(str(shown[0].findings))
    for question in shown:
        waiting = Piece(f"  {question.findings:>{wide}}  ", "open")
        sheet.prose(question.ask or question.fact, first=(waiting,))
        if question.ask:
            sheet.prose(Piece(question.fact, "code"), first=(" " * (wide + 4),))
    rest = len(draft.questions) - len(shown)
    more = f"; {counted(rest, 'more question')} not shown" if rest else ""
    sheet.prose(Piece(f"The number says how many findings wait for the answer{more}.", "quiet"), first=("  ",))


def _notes(sheet: Sheet, notes: Sequence[Note], path: str) -> None:
    if not notes:
        return
    _heading(sheet, "Notes")
    for message, locations in _joined(notes):
        at = [Piece(f" ({places_in_words(locations, path)})", "place")] if locations else []
        sheet.prose(message, *at, first=("  ",))


def _joined(notes: Sequence[Note]) -> Iterator[tuple[str, list[Place]]]:
    """Give each message once, with all its places."""
    joined: dict[str, list[Place]] = {}
    for note in notes:
        joined.setdefault(note.message, []).extend(note.locations)
    yield from joined.items()


def _others(sheet: Sheet, findings: Sequence[Finding], said: Sequence[tuple[Level, Finding]]) -> None:
    shown = {id(finding) for finding in [*_failures(said), *(one for _, one in said if one.waived is not None or _set_aside(one))]}
    others = [finding for finding in findings if id(finding) not in shown]
    _quietly(sheet, "All other findings" if len(others) < len(findings) else "All findings", others)


# ---- the count -----------------------------------------------------------------------------------------------------


def _count(sheet: Sheet, label: str, findings: Sequence[Finding], problems: int, manner: Manner) -> None:
    said: list[Piece | str] = []
    for words, style in _counts(findings, problems, manner):
        said += [" · " if said else "", Piece(words, style)]
    sheet.prose(*said, first=(Piece(label, "title"), "  "))


def _counts(findings: Sequence[Finding], problems: int, manner: Manner) -> Iterator[tuple[str, str]]:
    if not findings:
        yield "no rule was evaluated", "fails"
    failed = _failures(_said(findings, manner))
    errors = [finding for finding in failed if finding.severity == "error"]
    certain = sum(finding.status == "fail" for finding in errors)
    unless = sum(finding.status != "fail" and bool(finding.unless) for finding in errors)
    later = len(errors) - certain - unless
    if findings and not failed:
        yield nothing_fails(findings), "yes"
    if certain:
        yield f"{certain} {'fails' if certain == 1 else 'fail'}", "fails"
    if unless:
        yield f"{unless} {'fails' if unless == 1 else 'fail'} unless an exception applies", "fails"
    if later:
        yield f"{later} {'fails' if later == 1 else 'fail'} on a later day", "fails"
    if len(failed) > len(errors):
        yield counted(len(failed) - len(errors), "warning"), "warns"
    if problems:
        yield counted(problems, "problem in the draft", "problems in the draft"), "warns"
    for aside in ("in the baseline", "outside the change"):
        if count := sum(finding.aside == aside for finding in findings):
            yield f"{count} {aside}", ""
    waiting = [finding for loud, finding in _said(findings, manner) if loud == "error" and not finding.failed]
    strictly = {id(finding) for finding in waiting if finding.status == "unknown"}
    if strictly:
        yield f"{counted(len(strictly), 'is', 'are')} not known, which counts as failed", "fails"
    rest = [finding for finding in findings if not finding.failed and finding.aside is None and id(finding) not in strictly]
    for status, style in (("unknown", "open"), ("pass", "yes"), ("not applicable", ""), ("waived", ""), ("not in force", "")):
        if count := sum(finding.status == status for finding in rest):
            yield f"{count} {_many(status, count)}", style
    if findings and not failed:
        yield f"{counted(len({finding.rule.name for finding in findings}), 'rule')} evaluated", ""


def _many(status: str, count: int) -> str:
    one = HOLDS[status]
    many = {"passes": "pass", "does not apply": "do not apply"}.get(one) or one.replace("is ", "are ", 1)
    return one if count == 1 else many
