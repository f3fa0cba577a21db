"""Files that keep what is costly to make again: the parse tables, checked policies.

A kept file begins with all that its content was made from, word for word, and is used only where every word is still the same: it
can never be stale, and no digest needs to be trusted (or its library imported, which takes longer than to compare). A checksum tells
whether the content itself was damaged on the disk. What is kept is text, and nothing in it is ever executed.
"""

from __future__ import annotations

import os
from binascii import crc32
from collections.abc import Sequence

from rulebook.files import cache_folder, open_bytes, write_whole

__all__ = ["cached_at", "keep", "kept", "whole"]


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


def whole(made_from: Sequence[bytes], *contents: bytes) -> bytes:
    """Return the contents as they are kept: behind what they were made from, each behind its checksum."""
    sums = b" ".join(b"%08x" % crc32(content) for content in contents)
    return b"".join([_head(made_from), *made_from, b"%s %s\n" % (_lengths(contents), sums), *contents])


def kept(path: str, made_from: Sequence[bytes], number: int = 0) -> bytes | None:
    """Return one of the contents of a file (counted from 0) that was made from exactly these parts; None where there is none, or it is
    damaged."""
    try:
        with open_bytes(path) as file:
            head = _head(made_from)
            if file.read(len(head)) != head or any(file.read(len(part)) != part for part in made_from):
                return None
            numbers = file.readline().split()
            half = len(numbers) // 2
            lengths, sums = list(map(int, numbers[:half])), numbers[half:]
            begin = file.tell()
            whole_file = begin + sum(lengths) == file.seek(0, os.SEEK_END)
            file.seek(begin + sum(lengths[:number]))
            content = file.read(lengths[number])
    except (OSError, ValueError, IndexError):
        return None
    return content if whole_file and b"%08x" % crc32(content) == sums[number] else None


def keep(path: str, made_from: Sequence[bytes], *contents: bytes) -> bool:
    """Keep the contents at the path; false where it cannot be written, which costs time and nothing else."""
    try:
        write_whole(path, whole(made_from, *contents))
    except OSError:
        return False
    return True


def _head(made_from: Sequence[bytes]) -> bytes:
    return b"rulebook keeps 1 %s\n" % _lengths(made_from)


def _lengths(parts: Sequence[bytes]) -> bytes:
    return b" ".join(b"%d" % len(part) for part in parts)
