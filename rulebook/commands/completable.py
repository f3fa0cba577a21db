"""What can stand on the command line, read off the commands' own parsers: for the scripts that complete it."""

from __future__ import annotations

import argparse
from typing import Any, Literal

from rulebook.commands import COMMANDS
from rulebook.commands.parser import CommandParser, OneOf
from rulebook.records import Record

__all__ = ["Completable", "Kind", "Option", "completable"]

Kind = Literal["none", "words", "files", "rules"]

_FILES = frozenset({"FILE", "PATH", "FOLDER", "DRAFT", "RULES", "[FORMAT=]FILE"})


class Option(Record):
    """An option with its names, what it is for, and what stands after it; `words` are the words that can."""

    names: tuple[str, ...]
    help: str
    takes: bool
    kind: Kind
    words: tuple[str, ...]


class Completable(Record):
    """A command with its options, and what else it takes."""

    name: str
    help: str
    options: tuple[Option, ...]
    kind: Kind
    words: tuple[str, ...] = ()


def completable() -> tuple[Completable, ...]:
    """Return every command with what can be written after it."""
    return tuple(_command(name, path, line) for name, (path, line) in COMMANDS.items())


def _command(name: str, path: str, line: str) -> Completable:
    module: Any = __import__(path, fromlist=["configure"])
    parser = CommandParser(name, line)
    module.configure(parser)
    actions = parser.actions()
    options = tuple(_option(action) for action in actions if action.option_strings)
    others = [_kind(action) for action in actions if not action.option_strings]
    return Completable(name, line, options, *(others[0] if others else ("none", ())))


def _option(action: argparse.Action) -> Option:
    kind, words = _kind(action)
    return Option(tuple(action.option_strings), (action.help or "").partition(" (without it")[0], action.nargs != 0, kind, words)


def _kind(action: argparse.Action) -> tuple[Kind, tuple[str, ...]]:
    shown = action.metavar if isinstance(action.metavar, str) else ""
    if action.nargs == 0:
        return "none", ()
    if isinstance(action.type, OneOf):
        return "words", tuple(action.type.values)
    if shown == "RULE" or (shown == "NAME" and "--rule" in action.option_strings):
        return "rules", ()
    return ("files" if shown in _FILES else "none"), ()
