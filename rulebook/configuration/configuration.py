"""What a configuration says, ready to use: paths are relative to where the command runs, days and lengths of time are values."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Literal

from rulebook.language.diagnostics import Diagnostic
from rulebook.records import Record
from rulebook.values.dates import Date

__all__ = ["NO_CONFIGURATION", "BadConfiguration", "Configuration", "FailOn", "Key", "Section", "Spot"]

FailOn = Literal["error", "warning"]
Key = tuple[str | int, ...]  # the way to a value: ("paths", 0, "law")


class BadConfiguration(Exception):
    """The configuration cannot be used; `diagnostics` holds every error."""

    def __init__(self, diagnostics: list[Diagnostic]) -> None:
        super().__init__(f"{len(diagnostics)} error{'s' if len(diagnostics) != 1 else ''} in the configuration")
        self.diagnostics = diagnostics


class Spot(Record):
    """Where a key or value stands: line and column count from 1, and `width` code points of the line are meant."""

    line: int = 1
    column: int = 1
    width: int = 1
    source_line: str = ""


class Section(Record):
    """What holds for the drafts that a `[[paths]]` section matches; None where it says nothing. `number` counts sections from 0."""

    number: int
    match: tuple[str, ...]  # patterns, relative to the folder of the configuration
    law: tuple[str, ...] | None = None
    leave_out: tuple[str, ...] | None = None
    warn_only: tuple[str, ...] | None = None
    strict: bool | None = None
    fail_on: FailOn | None = None


class Configuration(Record):
    """What a configuration file says; None, or nothing, where it is silent. `file` is the empty text where there is none.

    `drafts` and `exclude` are patterns relative to `folder`, the file's own; `rules` are entries as written. The other files are named
    as seen from where the command runs.
    """

    file: str = ""
    folder: str = ""
    drafts: tuple[str, ...] = ()
    exclude: tuple[str, ...] = ()
    rules: tuple[str, ...] = ()
    leave_out: tuple[str, ...] = ()  # patterns of full names of rules
    warn_only: tuple[str, ...] = ()  # likewise
    law: tuple[str, ...] | None = None
    as_of: Date | None = None
    strict: bool | None = None
    fail_on: FailOn | None = None
    format: str | None = None
    output: tuple[tuple[str, str], ...] = ()  # formats and files
    waivers: str | None = None
    baseline: str | None = None
    longest_waiver: int | None = None  # months
    warn_before: int | None = None  # days
    paths: tuple[Section, ...] = ()
    places: Mapping[Key, Spot] = {}

    def __bool__(self) -> bool:
        """True where there is a configuration file."""
        return bool(self.file)

    def spot(self, key: Key) -> Spot:
        """Return where the value stands, or the nearest thing around it that has a place."""
        while key and key not in self.places:
            key = key[:-1]
        return self.places.get(key, Spot())

    def error(self, code: str, key: Key, message: str, hint: str) -> Diagnostic:
        """Return an error at the place of a value."""
        spot = self.spot(key)
        return Diagnostic(code, self.file, spot.line, spot.column, message, hint, spot.source_line, spot.width)


NO_CONFIGURATION = Configuration()
