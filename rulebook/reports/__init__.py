"""The reports: a table from the name of a format to the module that writes it, imported only when it is asked for.

Such a module has `write(report, manner)` and `write_rule_errors(diagnostics, manner)`, which return the whole text. One whose reports
grow long has `pieces(report, manner)` as well, which gives the same text piece by piece.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Protocol, cast

from rulebook.records import Record

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from rulebook.checking.findings import Report
    from rulebook.language.diagnostics import Diagnostic

__all__ = ["FORGED", "FORMATS", "PASSING", "Manner", "Writer", "pieces_of", "writer"]

FORMATS: dict[str, str] = {
    "text": "rulebook.reports.as_text",
    "json": "rulebook.reports.as_json",
    "narrated": "rulebook.reports.narrated",
    "markdown": "rulebook.reports.markdown",
    "junit": "rulebook.reports.junit",
    "checkstyle": "rulebook.reports.checkstyle",
    "sarif": "rulebook.reports.forges.sarif",
    "sarif-full": "rulebook.reports.forges.sarif_full",
    "github": "rulebook.reports.forges.github",
    "github-summary": "rulebook.reports.forges.github_summary",
    "github-output": "rulebook.reports.forges.github_output",
    "gitlab": "rulebook.reports.forges.gitlab",
    "rdjson": "rulebook.reports.forges.rdjson",
    "rdjsonl": "rulebook.reports.forges.rdjsonl",
}
PASSING = frozenset({"json", "sarif-full"})  # formats that explain what passes too
FORGED = frozenset({"sarif", "sarif-full", "github", "github-summary", "gitlab", "rdjson", "rdjsonl", "checkstyle", "markdown"})


class Manner(Record):
    """How a report is laid out for the eye (columns, colour, every finding or the failures), and what counts as failed.

    `root` is the folder that paths are relative to in reports for a forge: the repository's, or the empty text for where the command runs.
    `category` tells several checks of one commit apart on a forge; without it, it follows from the rules.
    """

    width: int = 80
    colour: bool = False
    verbose: bool = False
    strict: bool = False
    warnings: bool = False
    root: str = ""
    category: str = ""


class Writer(Protocol):
    """What a module of the table has."""

    def write(self, report: Report, manner: Manner) -> str:
        """Return the report of a check."""

    def write_rule_errors(self, diagnostics: Sequence[Diagnostic], manner: Manner) -> str:
        """Return the report that the rules cannot be loaded."""


def writer(name: str) -> Writer:
    """Return the writer of a format that the table has."""
    return cast("Writer", __import__(FORMATS[name], fromlist=["write"]))


def pieces_of(written_by: Writer, report: Report, manner: Manner) -> Iterator[str]:
    """Give the report of a check piece by piece, or whole where the format knows no pieces."""
    pieces = getattr(written_by, "pieces", None)
    yield from (written_by.write(report, manner),) if pieces is None else pieces(report, manner)
