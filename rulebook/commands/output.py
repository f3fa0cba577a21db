"""Where the report and the notices go: standard output or a file, and standard error."""

from __future__ import annotations

import os
import sys
from collections.abc import Iterable
from typing import TextIO

from rulebook.reports import Manner
from rulebook.reports.harmless import harmless

__all__ = ["OutputFailed", "clear", "columns", "deliver", "manner", "notice"]

WIDTH = 80  # columns, where no terminal says how many it has
NARROWEST, WIDEST = 40, 100  # longer lines are hard to read


class OutputFailed(Exception):
    """The report could not be written; the message is one plain sentence."""


def manner(output: str | None, *, verbose: bool = False, strict: bool = False, warnings: bool = False) -> Manner:
    """Return how a report is to be laid out: in colour only for a terminal that shows it, and as wide as that is."""
    stream = sys.stdout if output is None else None
    return Manner(_width(stream), _colour(stream), verbose, strict, warnings)


def columns() -> int:
    """Return how many columns standard output has, within what can be read."""
    return _width(sys.stdout)


def deliver(report: str | Iterable[str], output: str | None) -> None:
    """Write the report to a file, whole or not at all, or else to standard output; OutputFailed where that cannot be done.

    A report may come in pieces, which are made as they are written. A file is written in UTF-8, as is standard output where its
    encoding is not known.
    """
    pieces = (report,) if isinstance(report, str) else report
    try:
        if output is not None:
            _to_file(pieces, output)
        else:
            _to_stream(pieces, sys.stdout)
    except BrokenPipeError:
        _let_go(sys.stdout)
        raise OutputFailed("The report was not written to its end, because the program that read it stopped reading.") from None
    except (OSError, ValueError) as error:
        where = "Standard output" if output is None else f"The file {output}"
        if output is None:
            _let_go(sys.stdout)
        raise OutputFailed(f"{where} cannot be written: {_reason(error)}.") from None


def clear() -> None:
    """Clear the screen where standard output is a terminal that can; elsewhere nothing."""
    if _terminal(sys.stdout) and os.environ.get("TERM") != "dumb":
        deliver("\x1b[H\x1b[2J\x1b[3J", None)


def notice(sentence: str) -> None:
    """Say something on standard error; where there is none, nobody reads it."""
    if sys.stderr is None:
        return
    said = "".join(f"{harmless(line)}\n" for line in sentence.rstrip("\n").split("\n"))
    if "::" in said or "##[" in said:
        from rulebook.reports.workflow_log import unforged  # few sentences have words that a workflow might obey

        said = unforged(said)
    try:
        _to_stream((said,), sys.stderr)
    except (OSError, ValueError):
        _let_go(sys.stderr)


# ---- writing -----------------------------------------------------------------------------------------------------


def _to_file(pieces: Iterable[str], output: str) -> None:
    from rulebook.files import write_whole

    content = (piece.encode("utf-8", "backslashreplace") for piece in pieces)
    target = os.path.realpath(output)  # a link stays a link
    if os.path.isdir(target):
        raise OSError(0, "it is a folder")
    if os.path.exists(target) and not os.path.isfile(target):
        with open(target, "wb") as device:  # a pipe or device cannot be replaced by a file
            device.writelines(content)
        return
    mode = os.stat(target).st_mode & 0o777 if os.path.exists(target) else None
    write_whole(target, content)
    if mode is not None:
        os.chmod(target, mode)


def _to_stream(pieces: Iterable[str], stream: TextIO | None) -> None:
    if stream is None:
        raise OSError(0, "it is closed")
    encoding = stream.encoding or "utf-8"
    buffer = getattr(stream, "buffer", None)
    if buffer is None:
        stream.writelines(pieces)
    else:
        stream.flush()
        buffer.writelines(piece.encode(encoding, "backslashreplace") for piece in pieces)
    stream.flush()


def _let_go(stream: TextIO | None) -> None:
    """Point a stream that cannot be written at nothing, so that Python does not try once more, loudly, when it ends."""
    try:
        if stream is not None:
            os.dup2(os.open(os.devnull, os.O_WRONLY), stream.fileno())
    except (OSError, ValueError):
        pass


def _reason(error: OSError | ValueError) -> str:
    if isinstance(error, OSError) and error.strerror:
        return error.strerror[0].lower() + error.strerror[1:]
    return "it is closed or no name of a file"


# ---- the terminal ------------------------------------------------------------------------------------------------


def _terminal(stream: TextIO | None) -> bool:
    try:
        return stream is not None and stream.isatty()
    except ValueError:  # it was closed
        return False


def _colour(stream: TextIO | None) -> bool:
    """True on a terminal, save where NO_COLOR (https://no-color.org) or the terminal itself says no."""
    return _terminal(stream) and not os.environ.get("NO_COLOR") and os.environ.get("TERM") != "dumb"


def _width(stream: TextIO | None) -> int:
    """Return the columns of the terminal within what can be read; else those that COLUMNS names, else 80."""
    named = os.environ.get("COLUMNS", "")
    wide = int(named) if named.isascii() and named.isdigit() and len(named) < 6 else 0
    if not wide and stream is not None and _terminal(stream):
        try:
            wide = os.get_terminal_size(stream.fileno()).columns
        except (OSError, ValueError):
            wide = 0
    return min(max(wide or WIDTH, NARROWEST), WIDEST)
