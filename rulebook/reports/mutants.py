"""Which changes of rules no case notices, for a person and for other programs."""

from __future__ import annotations

from collections.abc import Sequence

from rulebook.checking.mutants import Mutant
from rulebook.records import Record
from rulebook.reports import Manner
from rulebook.reports.as_json import VERSION, dumps
from rulebook.reports.lines import Piece, Sheet
from rulebook.reports.words import counted, short_name

__all__ = ["WRITERS", "MutantReport", "named"]


class MutantReport(Record):
    """The mutants that no case notices, those among them that the rule files explain, and how many there were in all."""

    survivors: tuple[Mutant, ...]
    explained: tuple[Mutant, ...]
    tried: int


def named(mutant: Mutant) -> str:
    """Return the mutant as a comment in the rule file names it: what stands changed, and what was changed."""
    return f"{short_name(mutant.where)}: {mutant.what}"


def as_text(report: MutantReport, manner: Manner) -> str:
    """Return the report as text, by what stands changed."""
    sheet = Sheet(manner)
    before = ""
    for mutant in report.survivors:
        if mutant.where != before:
            sheet.line(Piece(mutant.where, "title"))
            before = mutant.where
        sheet.prose(mutant.what, first=("  no case notices  ",), rest=("                   ",))
    if report.survivors:
        sheet.blank()
        sheet.prose(
            "Add a case that comes out otherwise, or say in a comment of the rule file why none can: # survives: NAME: CHANGE, because …"
        )
    held = f"{len(report.survivors)} of them no case notices" if report.survivors else "every change is noticed"
    count = len(report.explained)
    which = "which a comment explains" if count == 1 else "which comments explain"
    explained = (f", nor {count} more, {which}" if report.survivors else f" but {count}, {which}") if count else ""
    sheet.prose(Piece(f"{counted(report.tried, 'change')} tried: {held}{explained}.", "fails" if report.survivors else "yes"))
    return sheet.text()


def as_json(report: MutantReport, manner: Manner) -> str:
    """Return the report as JSON, version 1: `survivors`, those `explained`, and a `summary`."""
    survivors, explained = _entries(report.survivors), _entries(report.explained)
    summary = {"tried": report.tried, "survivors": len(report.survivors), "explained": len(report.explained)}
    return f'{{"version": {VERSION},\n "survivors": [{survivors}],\n "explained": [{explained}],\n "summary": {dumps(summary)}}}\n'


def _entries(mutants: Sequence[Mutant]) -> str:
    return ",\n  ".join(dumps({"changed": mutant.where, "what": mutant.what}) for mutant in mutants)


WRITERS = {"text": as_text, "json": as_json}
