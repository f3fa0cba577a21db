"""What is wrong with rule files, as text: each error with its line, the place marked, and what would mend it."""

from __future__ import annotations

from collections.abc import Sequence

from rulebook.language.diagnostics import Diagnostic
from rulebook.reports import Manner
from rulebook.reports.excerpt import excerpt
from rulebook.reports.lines import Piece, Sheet
from rulebook.reports.words import counted

__all__ = ["rule_errors"]


def rule_errors(
    diagnostics: Sequence[Diagnostic], manner: Manner, outcome: str = "nothing was checked", kind: str = "rule file"
) -> str:
    """Return every error in the rule files (or in files of another kind) as text, and what came of them."""
    sheet = Sheet(manner)
    gutter = max((len(str(found.line)) for found in diagnostics if found.source_line), default=1)
    for found in diagnostics:
        sheet.prose(Piece(f"{found.file}:{found.line}:{found.column}", "place"), " ", Piece(found.code, "fails"))
        if found.source_line:
            number, bar = Piece(f"{found.line:>{gutter + 2}} │ ", "quiet"), Piece(f"{'':>{gutter + 2}} │ ", "quiet")
            excerpt(sheet, found.source_line, found.column, found.column + found.width, (number,), (bar,))
        sheet.prose(Piece(found.message, "title"), first=("  ",))
        if found.hint:
            sheet.prose(found.hint, first=("  ",))
        sheet.blank()
    files = len({found.file for found in diagnostics})
    sheet.prose(f"{counted(len(diagnostics), 'error')} in {counted(files, kind)}; {outcome}.")
    return sheet.text()
