"""Commands for the log of a GitHub workflow: each remark becomes an annotation beside its line.

GitHub shows ten of each level for a step; where there are more, the tenth says how many.
"""

from __future__ import annotations

from collections.abc import Sequence

from rulebook.checking.findings import Report
from rulebook.checking.verdict import LEVELS
from rulebook.drafts.draft import Note, Place
from rulebook.language.diagnostics import Diagnostic
from rulebook.reports import Manner
from rulebook.reports.harmless import harmless
from rulebook.reports.paths import Paths
from rulebook.reports.remarks import Remark, remarks, verdict_sentence
from rulebook.reports.standing import other_notes, own_terms
from rulebook.reports.workflow_log import unforged

__all__ = ["MOST", "write", "write_rule_errors"]

MOST = 10  # of each level, for a step
_COMMANDS = {"error": "error", "warning": "warning", "note": "notice"}
LONGEST = 4000  # characters of a message


def write(report: Report, manner: Manner) -> str:
    """Return the annotations of a check, the loudest first, and the verdict."""
    paths = Paths(manner.root)
    said = remarks(report, manner)
    lines = []
    for level in LEVELS:
        of_level = [_command(remark, paths) for remark in said if remark.level == level and not remark.code.startswith("note/")]
        lines += _within_limit(_COMMANDS[level], [*_notes(report, paths), *of_level] if level == "note" else of_level)
    return "".join(f"{line}\n" for line in [*lines, unforged(harmless(verdict_sentence(report, manner)))])


def write_rule_errors(diagnostics: Sequence[Diagnostic], manner: Manner) -> str:
    """Return annotations that the rules cannot be loaded."""
    paths = Paths(manner.root)
    lines = []
    for found in diagnostics:
        at: dict[str, str | int] = {"file": paths.relative(found.file), "line": found.line, "col": found.column}
        at["title"] = f"Rule error: {found.code}"
        lines.append(annotation("error", at, f"{found.message} {found.hint}".strip()))
    return "".join(f"{line}\n" for line in _within_limit("error", lines))


def _within_limit(command: str, annotations: list[str]) -> list[str]:
    """Return the annotations of one level that GitHub shows; where there are more, the last says how many."""
    if len(annotations) <= MOST:
        return annotations
    more = f"{len(annotations) - MOST + 1} more"
    words = f"GitHub shows {MOST} of a level. There are {more}; the full report has all."
    return [*annotations[: MOST - 1], annotation(command, {"title": f"{more} like this"}, words)]


def _command(remark: Remark, paths: Paths) -> str:
    place = remark.place
    at: dict[str, str | int] = {"file": paths.relative(place.path)} if place.path not in {"", "-"} else {}
    at |= {"line": place.line, "endLine": place.line} if at else {}
    if at and place.end > place.column:
        at |= {"col": place.column, "endColumn": place.end}
    at["title"] = f"{remark.title} ({remark.code})"
    return annotation(_COMMANDS[remark.level], at, remark.message)


def _notes(report: Report, paths: Paths) -> list[str]:
    """Return a notice for all that is said of the check itself: what is out of its sight, and the files that it goes by."""
    of_drafts = [note for draft in report.drafts for note in draft.notes if note.code == "law-left-out"]
    assumed = [draft.path for draft in report.drafts if draft.orders_assumed]
    notes = [*own_terms(report), *other_notes(report), *of_drafts, *([_assumed(assumed[0], len(assumed))] if assumed else [])]
    return [_said(note, paths) for note in dict.fromkeys(notes)]


def _assumed(path: str, count: int) -> Note:
    which = "this draft" if count == 1 else f"{count} drafts, of which this is one"
    message = f"Nobody says whose law binds {which}, so only that of the United Nations was checked."
    return Note("law-assumed", message, (Place(path, 1),))


def _said(note: Note, paths: Paths) -> str:
    place = note.locations[0] if note.locations else None
    at: dict[str, str | int] = {"file": paths.relative(place.path), "line": place.line} if place and place.path not in {"", "-"} else {}
    at["title"] = note.code.replace("-", " ").capitalize()
    return annotation("notice", at, note.message)


def annotation(command: str, properties: dict[str, str | int], message: str) -> str:
    """Return a command of a workflow, of which no part can be mistaken for another."""
    written = ",".join(f"{name}={_property(str(value))}" for name, value in properties.items())
    if len(message) > LONGEST:
        message = f"{message[:LONGEST]}…"
    return f"::{command} {written}::{_data(message)}"


def _data(text: str) -> str:
    """Return a text as the data of a command: line ends stay line ends for its reader, all else that nobody sees is shown."""
    return _escaped("\n".join(map(harmless, text.replace("\r\n", "\n").replace("\r", "\n").split("\n"))))


def _property(text: str) -> str:
    return _escaped(harmless(text)).replace(":", "%3A").replace(",", "%2C")


def _escaped(text: str) -> str:
    return text.replace("%", "%25").replace("\r", "%0D").replace("\n", "%0A").replace("##[", "#‹U+0023›[")
