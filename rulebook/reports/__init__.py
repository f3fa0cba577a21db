"""The reports: a table from the name of a format to the module that writes it, imported only when it is asked for.

Such a module has `write(report, manner)` and `write_rule_errors(diagnostics, manner)`, which return the whole text.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Protocol, cast

from rulebook.records import Record

if TYPE_CHECKING:
    from collections.abc import Sequence

    from rulebook.checking.findings import Report
    from rulebook.language.diagnostics import Diagnostic

__all__ = ["FORMATS", "Manner", "Writer", "writer"]

FORMATS: dict[str, str] = {
    "text": "rulebook.reports.as_text",
    "json": "rulebook.reports.as_json",
}


class Manner(Record):
    """How a report is laid out for the eye (columns, colour, every finding or the failures), and what counts as failed.

    `root` is the folder that paths are relative to in reports for a forge: the repository's, or the empty text for where the command runs.
    """

    width: int = 80
    colour: bool = False
    verbose: bool = False
    strict: bool = False
    warnings: bool = False
    root: str = ""


class Writer(Protocol):
    """What a module of the table has."""

    def write(self, report: Report, manner: Manner) -> str:
        """Return the report of a check."""

    def write_rule_errors(self, diagnostics: Sequence[Diagnostic], manner: Manner) -> str:
        """Return the report that the rules cannot be loaded."""


def writer(name: str) -> Writer:
    """Return the writer of a format that the table has."""
    return cast("Writer", __import__(FORMATS[name], fromlist=["write"]))
