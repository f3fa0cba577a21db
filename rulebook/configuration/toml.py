"""A file of TOML: its table for Rulebook, or in plain words what is wrong with it."""

from __future__ import annotations

import re
import tomllib
from typing import Any

from rulebook.language.diagnostics import Diagnostic
from rulebook.language.source import Source

__all__ = ["TABLE", "BadToml", "has_table", "read_toml"]

TABLE = ("tool", "rulebook")  # in pyproject.toml

_UNREAD = "This line cannot be read."
_AT = re.compile(r" \(at (?:line (\d+), column (\d+)|end of document)\)$")
# What the reader of the standard library says, what that means, and what to write.
_SENTENCES = (
    (
        r"Invalid value|Expected newline or end of document after a statement",
        _UNREAD,
        'Write texts between quotation marks and lists between brackets, such as `law = ["un", "eu"]` or `fail-on = "warning"`.',
    ),
    (r"Invalid date or datetime", "This is no day of the calendar.", "Write year, month and day, such as 2026-06-12."),
    (r"Expected '=' after a key", "There is no = after this key.", 'Write a key, the sign = and its value, such as `fail-on = "warning"`.'),
    (r"Cannot overwrite a value|Cannot declare", "This stands twice in the file.", "Keep one of them."),
    (r"Unclosed array", "A list has a beginning and no end.", "Write the closing bracket ] after its last item."),
    (r"Unterminated string|Illegal character|Expected \"'\"", "A text has no end on this line.", "Put a quotation mark at both its ends."),
    (r"Expected '\]", "The title of a section is not closed.", "Write it as `[output]`, or as `[[paths]]` where there can be several."),
    (r"Unescaped '\\'|Invalid hex", "A \\ has a meaning of its own in this text.", "Write paths with / or between single quotation marks."),
)
_OTHERWISE = ("The file cannot be read as TOML at this place.", 'Write one key on each line, such as `fail-on = "warning"`.')


class BadToml(Exception):
    """The file is no TOML; `diagnostic` says where and why."""

    def __init__(self, diagnostic: Diagnostic) -> None:
        super().__init__(diagnostic.message)
        self.diagnostic = diagnostic


def has_table(content: bytes) -> bool:
    """Return whether a `pyproject.toml` speaks to Rulebook; true as well where it would if it could be read, so that reading tells."""
    try:
        project = tomllib.loads(content.decode("utf-8-sig"))
    except (tomllib.TOMLDecodeError, UnicodeDecodeError, RecursionError):
        return b"tool.rulebook" in content
    tool = project.get(TABLE[0])
    return isinstance(tool, dict) and TABLE[1] in tool


def read_toml(content: bytes, path: str) -> tuple[str, dict[str, Any]]:
    """Return the text of a file, with line feeds alone, and what it says; BadToml where it says nothing that can be read."""
    try:
        text = content.decode("utf-8-sig").replace("\r\n", "\n")
        return text, tomllib.loads(text)
    except UnicodeDecodeError as error:
        line = content.count(b"\n", 0, error.start) + 1
        raise BadToml(Diagnostic("bad-toml", path, line, 1, "The file is not written in UTF-8.", "Save it as UTF-8 text.")) from None
    except RecursionError:
        raise BadToml(Diagnostic("bad-toml", path, 1, 1, "The file has lists within lists without end.", "Write plain lists.")) from None
    except tomllib.TOMLDecodeError as error:
        raise BadToml(_diagnostic(str(error), text, path)) from None


def _diagnostic(said: str, text: str, path: str) -> Diagnostic:
    at = _AT.search(said)
    message, hint = next(((message, hint) for shape, message, hint in _SENTENCES if re.search(shape, said)), _OTHERWISE)
    lines = text.count("\n") + (not text.endswith("\n"))
    line, column = (int(at[1]), int(at[2])) if at and at[1] else (max(1, lines), 1)
    shown = Source(path, text).line(line)
    if message == _UNREAD and re.search(r"=\s*(true|false|yes|no)\s*(#.*)?$", shown, re.IGNORECASE):
        hint = "Write `true` or `false`, in small letters and without quotation marks."
    if not at or not at[1]:
        column = max(1, len(shown))
    return Diagnostic("bad-toml", path, line, min(column, len(shown) + 1), message, hint, shown)
