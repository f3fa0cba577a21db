"""From a path to a reading: a Markdown or YAML file, or standard input.

A file that cannot be read is a reading with the problem `unreadable`; nothing here raises for what a user can give.
"""

from __future__ import annotations

import os
import stat
import sys
from collections.abc import Iterator
from typing import Literal

from rulebook.drafts.draft import Header, Place, Problem, Reading
from rulebook.drafts.pages import Page

__all__ = [
    "ENDINGS", "MOST_BYTES", "STANDARD_INPUT", "Format", "NotText", "decoded", "drafts_in", "group_by_measure", "leads_out", "read_content",
    "read_file", "read_text", "unfollowed",
]  # fmt: skip

Format = Literal["markdown", "yaml"]
ENDINGS: dict[str, Format] = {".md": "markdown", ".markdown": "markdown", ".yaml": "yaml", ".yml": "yaml"}
STANDARD_INPUT = "-"
MOST_BYTES = 64 * 1024 * 1024  # a million members take some 40 MB

_SAVE = "Save it as UTF-8 text."
_YAML_STARTS = ("title:", "legal orders:", "applies from:", "applies until:", "measure:", "complete:", "facts:", "steps:")


class NotText(Exception):
    """A file that cannot be read. `problem` is one sentence, what to do, and the line."""

    def __init__(self, message: str, hint: str, line: int = 1) -> None:
        super().__init__(message)
        self.problem = message, hint, line


def drafts_in(folder: str) -> list[str]:
    """Return the paths of the drafts in a folder and those below it, in order of name; hidden files and folders are left out.

    A folder that cannot be listed is in the list itself, so that reading it says so. Links to folders are not followed.
    """
    return sorted(_drafts_in(folder), key=lambda path: path.split(os.sep))


def _drafts_in(folder: str) -> Iterator[str]:
    try:
        entries = list(os.scandir(folder))
    except OSError:
        yield folder
        return
    for entry in entries:
        if entry.name.startswith("."):
            continue
        if entry.is_dir(follow_symlinks=False):
            yield from _drafts_in(entry.path)
        elif _ending(entry.name) in ENDINGS and not entry.is_dir():
            yield entry.path


def leads_out(path: str) -> bool:
    """True of a link to a file outside the git repository in which the link stands: it is read only where somebody names it."""
    if not os.path.islink(path):
        return False
    folder = os.path.realpath(os.path.dirname(path) or ".")
    while not os.path.exists(os.path.join(folder, ".git")):
        above = os.path.dirname(folder)
        if above == folder:
            return False
        folder = above
    return not os.path.realpath(path).startswith(folder.rstrip(os.sep) + os.sep)


def unfollowed(path: str) -> Reading:
    """Return the reading of a link that is not followed."""
    message = "This is a link to a file outside the repository, and nobody named it, so it was not read."
    return _unreadable(path, message, "Put the draft itself in its place, or name it in the command.", 1)


def _ending(path: str) -> str:
    return os.path.splitext(path)[1].lower()


def read_file(path: str, format: Format | None = None) -> Reading:  # noqa: A002  the word that a caller would write
    """Return what the file at a path says; `-` is standard input. Without a format, the ending of the name decides it.

    Standard input without a format is YAML where its first line is a key of a YAML draft, else Markdown.
    """
    try:
        given = format or _format_of(path)
        text = decoded(_bytes_of(path))
        return _read(Page(path, text), given or _likely_format(text))
    except NotText as why:
        return _unreadable(path, *why.problem)


def read_content(content: bytes, path: str) -> Reading:
    """Return what the bytes of a file say, such as those of an earlier revision; `path` is what places call it, and decides the format."""
    try:
        text = decoded(content)
        return _read(Page(path, text), ENDINGS.get(_ending(path)) or _likely_format(text))
    except NotText as why:
        return _unreadable(path, *why.problem)


def read_text(text: str, path: str, format: Format) -> Reading:  # noqa: A002
    """Return what a text says; `path` is what places call it."""
    try:
        return _read(Page(path, _checked(text)), format)
    except NotText as why:
        return _unreadable(path, *why.problem)


def group_by_measure(readings: list[Reading]) -> list[list[Reading]]:
    """Return the readings of each draft: those with the same measure together, in the order of the first of each."""
    drafts: dict[object, list[Reading]] = {}
    for number, reading in enumerate(readings):
        drafts.setdefault(reading.header.measure or number, []).append(reading)
    return list(drafts.values())


def _read(page: Page, given: Format) -> Reading:
    if given == "yaml":
        from rulebook.drafts.yaml_drafts import read_yaml  # neither reader is imported for the other's drafts

        return read_yaml(page)
    from rulebook.drafts.markdown import read_markdown

    return read_markdown(page)


def _unreadable(path: str, message: str, hint: str, line: int) -> Reading:
    problem = Problem("unreadable", message, hint, (Place(path, line),))
    return Reading(path, Header(), (), (), (problem,), (), True)


def _format_of(path: str) -> Format | None:
    if path == STANDARD_INPUT:
        return None
    if (ending := _ending(path)) in ENDINGS or os.path.isdir(path) or not os.path.exists(path):
        return ENDINGS.get(ending)
    kinds = ", ".join(ENDINGS)
    raise NotText(f"The file's name ends in none of {kinds}.", "Save the draft as Markdown (.md) or YAML (.yaml).")


def _likely_format(text: str) -> Format:
    lines = (line for line in text.split("\n") if line.strip() and not line.startswith("#"))
    first = next(lines, "")
    if first.rstrip() == "---" and "\n---" not in text.partition("---")[2]:
        first = next(lines, "")
    return "yaml" if first.startswith(_YAML_STARTS) else "markdown"


# ---- bytes -------------------------------------------------------------------------------------------------------


def _bytes_of(path: str) -> bytes:
    try:
        content = sys.stdin.buffer.read(MOST_BYTES + 1) if path == STANDARD_INPUT else _file(path)
    except (OSError, ValueError, AttributeError) as error:  # the last where standard input is closed
        raise NotText(*_why_not(path, error)) from None
    if len(content) > MOST_BYTES:
        raise NotText(f"The file is longer than {MOST_BYTES // 2**20} MB.", "Split it into several files with the same `measure`.")
    return content


def _file(path: str) -> bytes:
    mode = os.stat(path).st_mode
    if stat.S_ISDIR(mode):
        os.listdir(path)  # says so where the folder may not be read
        raise NotText("This is a folder, not a file.", "Name the files, or give the folder to the check as it is.")
    if not stat.S_ISREG(mode):
        raise NotText("This is no file with a text in it.", "Save the draft to a file.")
    with open(path, "rb") as file:
        return file.read(MOST_BYTES + 1)


def _why_not(path: str, error: Exception) -> tuple[str, str]:
    if isinstance(error, FileNotFoundError):
        if os.path.islink(path):
            return "The file is a link to a file that is not there.", "Put the draft itself in its place."
        return "There is no such file.", "Look at the spelling of its name."
    if isinstance(error, PermissionError):
        return "The file may not be read.", "Ask for the right to read it."
    reason = getattr(error, "strerror", None) or "its name is none that a file can have"
    return f"The file cannot be read: {str(reason).lower()}.", "Look at the file and its name."


def decoded(content: bytes) -> str:
    """Return the text that a file holds, with line feeds alone; NotText where it is none in UTF-8."""
    if content.startswith((b"\xff\xfe", b"\xfe\xff")):
        raise NotText("The file is saved as UTF-16.", _SAVE)
    try:
        text = content.decode("utf-8")
    except UnicodeDecodeError as error:
        line = content.count(b"\n", 0, error.start) + 1
        raise NotText("The file is not UTF-8 text: a byte in this line is no letter.", _SAVE, line) from None
    return _checked(text)


def _checked(text: str) -> str:
    """Return the text with line feeds alone and without the mark of its encoding."""
    if "\0" in text:
        line = text.count("\n", 0, text.index("\0")) + 1
        raise NotText("The file holds an empty character, as no text does.", _SAVE, line)
    if not text.isascii():
        try:
            text.encode("utf-8")
        except UnicodeEncodeError as error:
            raise NotText("The text holds half a character.", _SAVE, text.count("\n", 0, error.start) + 1) from None
    text = text.removeprefix("\ufeff")
    return text.replace("\r\n", "\n").replace("\r", "\n") if "\r" in text else text
