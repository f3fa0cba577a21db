"""Text that may be printed in the log of a GitHub workflow, made unable to give commands there.

The runner obeys a line that begins with `::NAME …::` (blanks before it do not count), and `##[NAME …]` anywhere in a line. A draft that
holds such words would otherwise write findings of its own, or hide ours.
"""

from __future__ import annotations

import re

__all__ = ["unforged"]

_COMMAND = re.compile(r"^([^\S\n]*):(?=:[^\n]*::)|#(?=#\[)", re.MULTILINE)


def unforged(text: str) -> str:
    """Return the text with the first sign of everything that reads as a command shown by its code point."""
    return _COMMAND.sub(lambda found: "‹U+0023›" if found.group() == "#" else f"{found[1]}‹U+003A›", text)
