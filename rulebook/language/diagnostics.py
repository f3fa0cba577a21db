"""What is wrong with a rule file: one shape for syntax, names, types and natures."""

from __future__ import annotations

from rulebook.language.source import Source, Span
from rulebook.records import Record

__all__ = ["Diagnostic", "Problems", "RulesCannotBeLoaded"]


class Diagnostic(Record):
    """One error in a rule file, with its place, in a drafter's words.

    `line` and `column` count from 1, in code points; `width` is how many code points of `source_line` are marked.
    """

    code: str
    file: str
    line: int
    column: int
    message: str
    hint: str
    source_line: str = ""
    width: int = 1


class Problems:
    """Collects the errors of several files, so that one never hides the next."""

    def __init__(self) -> None:
        self._found: list[Diagnostic] = []

    def error(self, code: str, message: str, *, at: Span, source: Source, hint: str = "") -> None:
        """Note an error at a stretch of a source."""
        line, column = source.line_of(at.start), source.column_of(at.start)
        text = source.line(line)
        width = max(1, min(at.end - at.start, len(text) - column + 1))
        self._found.append(Diagnostic(code, source.path, line, column, message, hint, text, width))

    def add(self, found: Diagnostic) -> None:
        """Note an error that was made elsewhere."""
        self._found.append(found)

    def __bool__(self) -> bool:
        return bool(self._found)

    def all(self) -> list[Diagnostic]:
        """Return the errors in order of file, line and column, each once."""
        return sorted(dict.fromkeys(self._found), key=lambda d: (d.file, d.line, d.column, d.code))


class RulesCannotBeLoaded(Exception):
    """The rule files have errors; `diagnostics` holds every one."""

    def __init__(self, diagnostics: list[Diagnostic]) -> None:
        super().__init__(f"{len(diagnostics)} error{'s' if len(diagnostics) != 1 else ''} in the rule files")
        self.diagnostics = diagnostics
