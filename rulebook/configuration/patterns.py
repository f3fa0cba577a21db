"""Patterns of paths, as a configuration writes them: `drafts/border/**`, seen from its own folder, with forward slashes.

`*` and `?` stand for letters within one name, `**` for any folders. What stands for a folder stands for all that lies in it.
"""

from __future__ import annotations

import os
import re
from collections.abc import Iterable

__all__ = ["any_matches", "fixed_part", "is_pattern", "name_in"]

_SIGNS = re.compile(r"[*?\[]")


def is_pattern(path: str) -> bool:
    """True where it is not simply a path."""
    return bool(_SIGNS.search(path))


def fixed_part(pattern: str) -> str:
    """Return the folder below which everything lies that the pattern can match; the empty text for its own folder."""
    parts = pattern.split("/")
    plain = next(i for i, part in enumerate(parts) if is_pattern(part))
    return "/".join(parts[:plain])


def any_matches(patterns: Iterable[str], name: str) -> bool:
    """Return whether a path, named from the folder of the configuration, is matched by one of the patterns."""
    return any(_compiled(pattern).fullmatch(name) for pattern in patterns)


def name_in(folder: str, path: str) -> str:
    """Return the path, which is relative to where the command runs, as seen from a folder."""
    # The folder of the file is resolved, its own name is not: a draft that is a link goes by the name that it has here.
    whole = os.path.join(os.path.realpath(os.path.dirname(path) or "."), os.path.basename(path))
    try:
        return os.path.relpath(whole, os.path.realpath(folder or ".")).replace(os.sep, "/")
    except ValueError:  # on another drive
        return whole.replace(os.sep, "/")


_KEPT: dict[str, re.Pattern[str]] = {}


def _compiled(pattern: str) -> re.Pattern[str]:
    if pattern not in _KEPT:
        parts = [part for part in pattern.replace("\\", "/").split("/") if part not in ("", ".")]
        written = "".join("(?:[^/]+/)*" if part == "**" else f"{_within(part)}/" for part in parts)
        _KEPT[pattern] = re.compile(rf"{written[:-1]}(?:/.*)?" if parts and parts[-1] != "**" else f"{written}.*", re.DOTALL)
    return _KEPT[pattern]


_ONE = re.compile(r"(\*+)|(\?)|\[(!?)([^\]]+)\]|(.)", re.DOTALL)


def _within(part: str) -> str:
    """Return the regular expression of one name in a pattern, which no slash is part of."""
    made = ""
    for several, one, other_than, letters, letter in _ONE.findall(part):
        if letters:
            inside = re.sub(r"([\\\[^&~|])", r"\\\1", letters)
            made += f"[{'^/' if other_than else ''}{inside}]"
        else:
            made += "[^/]*" if several else "[^/]" if one else re.escape(letter)
    return made
