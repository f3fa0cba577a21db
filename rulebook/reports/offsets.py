"""Columns as other programs count them.

A `Place` counts code points. A terminal counts cells (`lines.text_width`), SARIF what its `columnKind` says (code points, here), reviewdog
bytes of UTF-8, and an editor that speaks the Language Server Protocol units of UTF-16. All count from 1.
"""

from __future__ import annotations

__all__ = ["utf8_column", "utf16_column"]


def utf8_column(line: str, column: int) -> int:
    """Return the column in bytes of UTF-8; past the end of the line, as if blanks followed."""
    return _before(line, column, "utf-8", 1)


def utf16_column(line: str, column: int) -> int:
    """Return the column in units of UTF-16, of which letters beyond the basic plane take two."""
    return _before(line, column, "utf-16-le", 2)


def _before(line: str, column: int, encoding: str, size: int) -> int:
    before = line[: max(column - 1, 0)]
    return 1 + len(before.encode(encoding, "surrogatepass")) // size + max(column - 1 - len(line), 0)
