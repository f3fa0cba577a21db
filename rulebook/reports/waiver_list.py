"""The waivers of a team as a list: which hold, what they lift and until when, and what is wrong with the others."""

from __future__ import annotations

from collections.abc import Collection, Sequence

from rulebook.checking.findings import Waiver
from rulebook.drafts.draft import Note, Problem
from rulebook.reports import Manner
from rulebook.reports.as_json import VERSION, dumps
from rulebook.reports.lines import Piece, Sheet
from rulebook.reports.words import counted, day

__all__ = ["as_json", "as_text"]


def as_text(
    waivers: Sequence[Waiver], holding: Collection[str], problems: Sequence[Problem], notes: Sequence[Note], manner: Manner
) -> str:
    """Return the waivers as text; `holding` are the marks of those that hold today."""
    sheet = Sheet(manner)
    for waiver in waivers:
        state = ("holds", "yes") if waiver.id in holding else ("waives nothing", "warns")
        sheet.prose(Piece(waiver.id, "title"), " ", Piece(*state), " ", Piece(waiver.rule, "code"))
        of = f", {waiver.member}" if waiver.member else ""
        sheet.prose(f"{waiver.draft}{of}: {waiver.reason}", first=("    ",))
        begun = f"from {day(waiver.start)} " if waiver.start else ""
        sheet.prose(Piece(f"{begun}until {day(waiver.until)} · approved by {waiver.approved_by}", "quiet"), first=("    ",))
        sheet.blank()
    for problem in problems:
        sheet.prose(Piece(f"line {problem.locations[0].line}", "place"), f" {problem.message} {problem.hint}")
    for note in notes:
        sheet.prose(Piece(f"line {note.locations[0].line}", "place"), f" {note.message}")
    if problems or notes:
        sheet.blank()
    sheet.prose(f"{counted(len(waivers), 'waiver')}, of which {len(holding)} {'holds' if len(holding) == 1 else 'hold'} today.")
    return sheet.text()


def as_json(
    waivers: Sequence[Waiver], holding: Collection[str], problems: Sequence[Problem], notes: Sequence[Note], manner: Manner
) -> str:
    """Return the waivers as JSON, version 1."""
    entries = [
        {
            "id": one.id,
            "rule": one.rule,
            "draft": one.draft,
            "member": one.member,
            "reason": one.reason,
            "approved_by": one.approved_by,
            "from": str(one.start) if one.start else None,
            "until": str(one.until),
            "holds": one.id in holding,
            "line": one.place.line,
        }
        for one in waivers
    ]
    wrong = [{"code": p.code, "message": p.message, "hint": p.hint, "line": p.locations[0].line} for p in problems]
    told = [{"code": n.code, "message": n.message, "line": n.locations[0].line} for n in notes]
    return f'{{"version": {VERSION},\n "waivers": {dumps(entries)},\n "problems": {dumps(wrong)},\n "notes": {dumps(told)}}}\n'
