"""The report as a person reads it: what fails first, then what is wrong with the draft, then what to answer next, then the rest."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from rulebook.checking.findings import CheckedDraft, Finding, Report
from rulebook.checking.wording import listing
from rulebook.drafts.draft import Note, Place
from rulebook.language.diagnostics import Diagnostic
from rulebook.reports import Manner
from rulebook.reports.finding_text import brief, failure
from rulebook.reports.lines import Piece, Sheet
from rulebook.reports.reason import stands_at
from rulebook.reports.rule_errors import rule_errors
from rulebook.reports.words import HOLDS, counted, day, legal_order

__all__ = ["write", "write_rule_errors"]

MOST_QUESTIONS = 5
MOST_LINES = 12  # of one note that are named


def write(report: Report, manner: Manner) -> str:
    """Return the report of a check."""
    sheet = Sheet(manner)
    for draft in report.drafts:
        _draft(sheet, draft, manner)
    if len(report.drafts) > 1:
        everything = [finding for draft in report.drafts for finding in draft.findings]
        _count(sheet, f"All {len(report.drafts)} drafts", everything, sum(len(draft.problems) for draft in report.drafts))
    _last_words(sheet, report, manner)
    return sheet.text()


def write_rule_errors(diagnostics: Sequence[Diagnostic], manner: Manner) -> str:
    """Return the report that the rules cannot be loaded."""
    return rule_errors(diagnostics, manner)


def _draft(sheet: Sheet, draft: CheckedDraft, manner: Manner) -> None:
    _head(sheet, draft)
    for finding in _failures(draft.findings):
        failure(sheet, finding, draft)
    _problems(sheet, draft)
    _undecided(sheet, draft, manner)
    _questions(sheet, draft, manner)
    _notes(sheet, draft)
    if manner.verbose:
        _others(sheet, draft)
    sheet.blank()
    _count(sheet, "Result", draft.findings, len(draft.problems))
    sheet.blank()


def _last_words(sheet: Sheet, report: Report, manner: Manner) -> None:
    if any(draft.orders_assumed for draft in report.drafts):
        sheet.blank()
        sheet.prose(
            "Neither the draft nor the command says whose law binds, so only that of the United Nations was checked: "
            "write `legal orders:` at the head of the draft, or use --law.",
            first=(Piece("!  ", "warns"),),
        )
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
    said = [files, f"checked as of {day(draft.as_of)}", f"law of: {orders}{' (assumed)' if draft.orders_assumed else ''}"]
    sheet.prose(Piece(" · ".join(filter(None, said)), "quiet"))
    sheet.blank()


def _failures(findings: Sequence[Finding]) -> list[Finding]:
    """Return what counts as failed: the errors first, then the warnings, each in the order of the rules."""
    return sorted((finding for finding in findings if finding.failed), key=lambda finding: finding.severity == "warning")


def _problems(sheet: Sheet, draft: CheckedDraft) -> None:
    if not draft.problems:
        return
    _heading(sheet, "Problems in the draft")
    for problem in draft.problems:
        sheet.prose(Piece(problem.code, "warns"), " · ", Piece(_places(problem.locations, draft.path), "place"), first=("  ",))
        sheet.prose(problem.message, first=("    ",))
        if problem.hint:
            sheet.prose(problem.hint, first=("    ",))
        sheet.blank()


def _undecided(sheet: Sheet, draft: CheckedDraft, manner: Manner) -> None:
    """Add what is not known, where that counts as failed."""
    waiting = [finding for finding in draft.findings if finding.status == "unknown" and not finding.failed]
    if not manner.strict or not waiting:
        return
    _heading(sheet, "Not known, which counts as failed with --strict")
    for finding in waiting:
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


def _notes(sheet: Sheet, draft: CheckedDraft) -> None:
    if not draft.notes:
        return
    _heading(sheet, "Notes")
    for message, locations in _joined(draft.notes):
        at = Piece(f" ({_places(locations, draft.path)})", "place")
        sheet.prose(message, at, first=("  ",))


def _joined(notes: Sequence[Note]) -> Iterator[tuple[str, list[Place]]]:
    """Give each message once, with all its places."""
    joined: dict[str, list[Place]] = {}
    for note in notes:
        joined.setdefault(note.message, []).extend(note.locations)
    yield from joined.items()


def _others(sheet: Sheet, draft: CheckedDraft) -> None:
    others = [finding for finding in draft.findings if not finding.failed]
    if not others:
        return
    _heading(sheet, "All other findings" if len(others) < len(draft.findings) else "All findings")
    for finding in others:
        brief(sheet, finding)


def _places(locations: Sequence[Place], path: str) -> str:
    by_file: dict[str, list[int]] = {}
    for place in locations[:MOST_LINES]:
        by_file.setdefault(place.path, []).append(place.line)
    said = "; ".join(stands_at(file, list(dict.fromkeys(lines)), path) for file, lines in by_file.items())
    return said if len(locations) <= MOST_LINES else f"{said} and {len(locations) - MOST_LINES} more"


# ---- the count -----------------------------------------------------------------------------------------------------


def _count(sheet: Sheet, label: str, findings: Sequence[Finding], problems: int) -> None:
    said: list[Piece | str] = []
    for words, style in _counts(findings, problems):
        said += [" · " if said else "", Piece(words, style)]
    sheet.prose(*said, first=(Piece(label, "title"), "  "))


def _counts(findings: Sequence[Finding], problems: int) -> Iterator[tuple[str, str]]:
    if not findings:
        yield "no rule was evaluated", "fails"
    failed = [finding for finding in findings if finding.failed]
    errors = [finding for finding in failed if finding.severity == "error"]
    certain = sum(finding.status == "fail" for finding in errors)
    unless = sum(finding.status != "fail" and bool(finding.unless) for finding in errors)
    later = len(errors) - certain - unless
    if findings and not failed:
        yield "nothing fails", "yes"
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
    for status, style in (("unknown", "open"), ("pass", "yes"), ("not applicable", ""), ("waived", ""), ("not in force", "")):
        if count := sum(finding.status == status and not finding.failed for finding in findings):
            yield f"{count} {_many(status, count)}", style


def _many(status: str, count: int) -> str:
    one = HOLDS[status]
    many = {"passes": "pass", "does not apply": "do not apply"}.get(one) or one.replace("is ", "are ", 1)
    return one if count == 1 else many
