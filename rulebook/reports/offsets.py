"""Columns as reviewdog counts them: in bytes of UTF-8, from 1.

A `Place` counts code points. SARIF counts them too, because each run says so (`columnKind`), and so do the annotations of GitHub and
Checkstyle, whose readers show the line alone. A terminal counts cells (`lines.text_width`). No format wants units of UTF-16.
"""

from __future__ import annotations

__all__ = ["utf8_column"]


def utf8_column(line: str, column: int) -> int:
    """Return the column in bytes of UTF-8; past the end of the line, as if blanks followed."""
    before = line[: max(column - 1, 0)]
    return 1 + len(before.encode("utf-8", "surrogatepass")) + max(column - 1 - len(line), 0)
