"""What came of the worked cases of rule files, for a person and for other programs: failed cases first, then what no case tries out."""

from __future__ import annotations

from collections.abc import Mapping

from rulebook.checking.coverage import Failure, Gap, Played
from rulebook.language.source import Source, Span
from rulebook.records import Record
from rulebook.reports import Manner
from rulebook.reports.as_json import VERSION, dumps
from rulebook.reports.lines import Piece, Sheet
from rulebook.reports.words import counted, short_name

__all__ = ["WRITERS", "CaseReport", "as_json", "as_text"]

LACKS = {
    "pass": "never passes",
    "fail": "never fails",
    "unknown": "is never unknown",
    "needed": "is never needed to pass",
    "refused": "is never refused",
}


class CaseReport(Record):
    """The cases that were played, what they leave untried, and how many rules were looked at.

    `sources` are the rule files, by the name of their rulebook.
    """

    played: tuple[Played, ...]
    gaps: tuple[Gap, ...]
    rules: int
    sources: Mapping[str, Source]

    @property
    def failed(self) -> tuple[Played, ...]:
        """The cases of which something failed."""
        return tuple(one for one in self.played if one.failures)

    @property
    def covered(self) -> int:
        """The number of rules that the cases try out in every way, their exceptions included."""
        return self.rules - len({gap.rule.name for gap in self.gaps})

    def line_of(self, one: Played, span: Span) -> int:
        """Return the line of the rule file on which something of a case stands."""
        source = self.sources.get(one.case.rulebook)
        return source.line_of(span.start) if source is not None else 1

    def file_of(self, one: Played) -> str:
        """Return the path of the rule file of a case."""
        source = self.sources.get(one.case.rulebook)
        return source.path if source is not None else one.case.rulebook


# ---- for a person --------------------------------------------------------------------------------------------------


def as_text(report: CaseReport, manner: Manner) -> str:
    """Return the report as text."""
    sheet = Sheet(manner)
    for one in report.failed:
        _failed(sheet, report, one)
    if report.gaps:
        sheet.line(Piece("No case tries these out", "title"))
        for gap in report.gaps:
            _gap(sheet, gap)
        sheet.blank()
    failed = len(report.failed)
    held = f"{counted(len(report.played), 'case')}: {'all as expected' if not failed else f'{failed} not as expected'}."
    covered = f"{report.covered} of {counted(report.rules, 'rule')} tried out in every way."
    sheet.prose(Piece(held, "fails" if failed else "yes"), f" {covered}")
    return sheet.text()


def _failed(sheet: Sheet, report: CaseReport, one: Played) -> None:
    sheet.prose(Piece(f"{report.file_of(one)}:{report.line_of(one, one.case.span)}", "place"), "  ", Piece(one.case.title, "title"))
    for failure in one.failures:
        if not failure.expected:
            sheet.prose(failure.came, first=(Piece("  given      ", "quiet"),))
        else:
            line = f" (line {report.line_of(one, failure.span)})"
            sheet.prose(Piece(failure.expected, "code"), line, first=(Piece("  expected   ", "quiet"),))
            sheet.prose(Piece(failure.came, "no"), first=(Piece("  came       ", "quiet"),))
        if failure.message:
            sheet.prose(failure.message, first=("             ",))
    sheet.blank()


def _gap(sheet: Sheet, gap: Gap) -> None:
    what = f"{short_name(gap.exception)}, the exception to {gap.rule.name}," if gap.exception else gap.rule.name
    ways = [LACKS[way] for way in gap.lacks]
    said = ways[0] if len(ways) == 1 else f"{', '.join(ways[:-1])} and {ways[-1]}"
    sheet.prose(Piece(what, "code"), f" {said}", first=("  ",), rest=("    ",))


# ---- for other programs --------------------------------------------------------------------------------------------


def as_json(report: CaseReport, manner: Manner) -> str:
    """Return the report as JSON, version 1: `cases`, what they leave untried (`gaps`), and a `summary`."""
    cases = [_case(report, one) for one in report.played]
    gaps = [{"rule": gap.rule.name, "exception": gap.exception or None, "lacks": gap.lacks} for gap in report.gaps]
    summary = {"cases": len(report.played), "failed": len(report.failed), "rules": report.rules, "covered": report.covered}
    lines = ",\n  ".join(map(dumps, cases)), ",\n  ".join(map(dumps, gaps))
    return f'{{"version": {VERSION},\n "cases": [{lines[0]}],\n "gaps": [{lines[1]}],\n "summary": {dumps(summary)}}}\n'


def _case(report: CaseReport, one: Played) -> dict[str, object]:
    return {
        "title": one.case.title,
        "rulebook": one.case.rulebook,
        "file": report.file_of(one),
        "line": report.line_of(one, one.case.span),
        "passed": not one.failures,
        "failures": [_failure(report, one, failure) for failure in one.failures],
    }


def _failure(report: CaseReport, one: Played, failure: Failure) -> dict[str, object]:
    line = report.line_of(one, failure.span)
    return {"line": line, "expected": failure.expected, "came": failure.came, "message": failure.message}


WRITERS = {"text": as_text, "json": as_json}
