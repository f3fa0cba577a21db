"""Where the reports of one check go: `--output FILE` in the format of `--format`, `--output FORMAT=FILE` in any other, several at once."""

from __future__ import annotations

import os
from collections.abc import Callable, Iterable, Sequence
from itertools import chain
from typing import TYPE_CHECKING

from rulebook.commands.output import OutputFailed, deliver, notice
from rulebook.commands.parser import CommandParser, WrongUse, nearest_hint
from rulebook.records import Record, replace
from rulebook.reports import FORGED, FORMATS, PASSING, Manner, Writer, pieces_of, writer

if TYPE_CHECKING:
    from rulebook.checking.evaluation import Explain
    from rulebook.checking.findings import Report
    from rulebook.language.diagnostics import Diagnostic

__all__ = ["Output", "add_outputs", "explain_for", "other_format", "outputs_of", "write_reports", "write_rule_errors"]

# The formats that a name may have which ends so; the first is the one that is meant most likely.
_ENDINGS: dict[str, tuple[str, ...]] = {
    ".json": ("json", "gitlab", "rdjson", "sarif", "sarif-full"),
    ".sarif": ("sarif", "sarif-full"),
    ".xml": ("junit", "checkstyle"),
    ".md": ("markdown", "github-summary"),
    ".html": (),
}
SUMMARY = "github-summary"


class Output(Record):
    """A report to write: its format, and its file; None for standard output."""

    format: str
    file: str | None


def add_outputs(parser: CommandParser) -> None:
    """Add `--output FILE` and `--output FORMAT=FILE`, which may be given several times."""
    parser.add_argument(
        "--output",
        metavar="[FORMAT=]FILE",
        action="append",
        default=[],
        help="write the report to this file, whole or not at all, instead of to the terminal; with FORMAT= in this format, and beside it; "
        "may be given several times",
    )


def outputs_of(named: Sequence[str], usual: str) -> tuple[Output, ...]:
    """Return the reports to write; standard output has the usual format unless a file has it. WrongUse where a word makes no sense."""
    files = [_output(word, usual) for word in named]
    targets = [_target(output.file) for output in files if output.file is not None]
    for output, target in zip(files, targets):
        if targets.count(target) > 1:
            raise WrongUse(f"--output names the file {output.file} twice; give each report a file of its own.")
    plain = any(not _has_format(word) for word in named)
    return tuple(files) if plain else (*files, Output(usual, None))


def _output(word: str, usual: str) -> Output:
    name, _, file = word.partition("=")
    if _has_format(word):
        if file in {"", "-"}:
            raise WrongUse(f"--output {word} names no file; write --format {name} for standard output, or --output {name}=FILE.")
        return Output(name, file)
    if file and name.replace("-", "").isalpha():
        hint = nearest_hint(name, FORMATS) or f"Its formats are: {', '.join(FORMATS)}."
        raise WrongUse(f"--output has no format {name}. {hint} For a file of this name write --output .{os.sep}{word}.")
    if not word:
        raise WrongUse("--output needs the name of a file.")
    return Output(usual, word)


def other_format(named: Sequence[str], usual: str) -> str:
    """Return a sentence on a file whose name ends as if it had another format than the usual one, which it has; else the empty text."""
    for file in (word for word in named if not _has_format(word)):
        ending = os.path.splitext(file)[1].lower()
        if ending in _ENDINGS and usual not in _ENDINGS[ending]:
            meant = f"for {_ENDINGS[ending][0]} write --output {_ENDINGS[ending][0]}={file}" if _ENDINGS[ending] else "there is no HTML"
            return f"{file} has the format {usual}; {meant}."
    return ""


def _target(file: str) -> str:
    try:
        return os.path.realpath(file)
    except ValueError:  # no name that a file can have, which writing it will say
        return file


def _has_format(word: str) -> bool:
    name, equals, _ = word.partition("=")
    return bool(equals) and name in FORMATS


def explain_for(outputs: Sequence[Output], verbose: bool) -> Explain:
    """Return which findings need reasons: those that do not pass, unless a report shows the others too."""
    return True if verbose or any(output.format in PASSING for output in outputs) else "open"


def write_reports(report: Report, outputs: Sequence[Output], manner: Callable[[str | None], Manner]) -> bool:
    """Write every report of one check, and return whether all were; what could not be written is told, and stops no other.

    `manner` gives the layout for a file, or for standard output (None).
    """
    return _each(outputs, manner, lambda written_by, shown: pieces_of(written_by, report, shown))


def write_rule_errors(diagnostics: Sequence[Diagnostic], outputs: Sequence[Output], manner: Callable[[str | None], Manner]) -> bool:
    """Write in every format that the rules cannot be loaded, and return whether all were written."""
    return _each(outputs, manner, lambda written_by, shown: (written_by.write_rule_errors(diagnostics, shown),))


def _each(outputs: Sequence[Output], manner: Callable[[str | None], Manner], written: Callable[[Writer, Manner], Iterable[str]]) -> bool:
    root = _root() if any(output.format in FORGED for output in outputs) else ""
    whole = True
    for output in outputs:
        shown = manner(output.file)
        pieces = written(writer(output.format), replace(shown, root=root) if output.format in FORGED and not shown.root else shown)
        try:
            deliver(chain((_before(output),), pieces), output.file)
        except OutputFailed as failed:
            notice(str(failed))
            whole = False
    return whole


def _before(output: Output) -> str:
    """Return what the summary of a workflow step holds already: others write to it too, so a report is added at its end."""
    if output.format != SUMMARY or output.file is None or output.file != os.environ.get("GITHUB_STEP_SUMMARY"):
        return ""
    from rulebook.files import read_bytes

    try:
        return read_bytes(output.file).decode("utf-8", "replace")
    except OSError:
        return ""


def _root() -> str:
    """Return the folder that a forge names paths from: that of the repository, else where the command runs."""
    named = os.environ.get("GITHUB_WORKSPACE") or os.environ.get("CI_PROJECT_DIR")
    here = os.path.realpath(os.curdir)
    if named and _within(here, os.path.realpath(named)):
        return named
    folder = here
    while not os.path.exists(os.path.join(folder, ".git")):
        above = os.path.dirname(folder)
        if above == folder:
            return here
        folder = above
    return folder


def _within(folder: str, other: str) -> bool:
    return folder == other or folder.startswith(other.rstrip(os.sep) + os.sep)
