"""Files that keep what is costly to make again: the parse tables, checked policies.

A kept file begins with all that its content was made from, word for word, and is used only where every word is still the same: it
can never be stale, and no digest needs to be trusted (or its library imported, which takes longer than to compare). A checksum tells
whether the content itself was damaged on the disk. What is kept is text, and nothing in it is ever executed.
"""

from __future__ import annotations

import os
from binascii import crc32
from collections.abc import Sequence

from rulebook.files import cache_folder, read_bytes, write_whole

__all__ = ["cached_at", "keep", "kept", "whole"]

_SUM = 8  # digits of the checksum, which stand before the content


def cached_at(kind: str, made_from: Sequence[bytes], ending: str) -> str | None:
    """Return the path in the cache for what was made from these parts; None where nothing can be kept.

    Two that are given one path, which is rare, take turns there.
    """
    folder = cache_folder()
    if folder is None:
        return None
    sums = 0
    for part in made_from:
        sums = crc32(part, sums)
    return os.path.join(folder, f"{kind}-{sums:08x}{sum(map(len, made_from)):x}.{ending}")


def whole(made_from: Sequence[bytes], content: bytes) -> bytes:
    """Return the content as it is kept: what it was made from, its checksum, then the content."""
    return b"%s%s\n%08x\n%s" % (_head(made_from), b"".join(made_from), crc32(content), content)


def kept(path: str, made_from: Sequence[bytes]) -> bytes | None:
    """Return the content of a file that was made from exactly these parts; None where there is none, or it is damaged."""
    try:
        file = read_bytes(path)
    except OSError:
        return None
    at = len(head := _head(made_from))
    if not file.startswith(head):
        return None
    for part in made_from:
        if not file.startswith(part, at):
            return None
        at += len(part)
    begin = at + 1 + _SUM + 1
    content = file[begin:]
    return content if file[at:begin] == b"\n%08x\n" % crc32(content) else None


def keep(path: str, made_from: Sequence[bytes], content: bytes) -> bool:
    """Keep the content at the path; false where it cannot be written, which costs time and nothing else."""
    try:
        write_whole(path, whole(made_from, content))
    except OSError:
        return False
    return True


def _head(made_from: Sequence[bytes]) -> bytes:
    return b"rulebook keeps 1 %s\n" % b" ".join(b"%d" % len(part) for part in made_from)
