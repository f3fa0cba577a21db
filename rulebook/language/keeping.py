"""Files that keep what is costly to make again: the parse tables, checked policies.

A kept file begins with all that its content was made from, word for word, and is used only where every word is still the same: it
can never be stale, and no digest needs to be trusted (or its library imported, which takes longer than to compare). A checksum tells
whether the content itself was damaged on the disk. What is kept is text, and nothing in it is ever executed.
"""

from __future__ import annotations

import os
from binascii import crc32
from collections.abc import Iterator, Sequence

from rulebook.files import cache_folder, open_bytes, read_bytes, write_whole

__all__ = ["cached_at", "code_of", "forget_oldest", "keep", "kept", "whole"]


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


def code_of(*rooms: str) -> Iterator[bytes]:
    """Give the code in these folders of the package, which changes between two versions too; from an archive, which is one, nothing."""
    package = os.path.dirname(os.path.dirname(os.path.abspath(__file__)))
    for room in rooms:
        folder = os.path.join(package, room)
        if os.path.isdir(folder):
            yield from (read_bytes(os.path.join(folder, name)) for name in sorted(os.listdir(folder)) if name.endswith(".py"))


def forget_oldest(path: str, most: int) -> None:
    """Delete the oldest of the files of the kind that is kept at a path, until there are no more than so many."""
    folder, name = os.path.split(path)
    beginning, ending = name.partition("-")[0] + "-", os.path.splitext(name)[1]
    try:
        names = [one for one in os.listdir(folder) if one.startswith(beginning) and one.endswith(ending)]
        if len(names) > most:
            for old in sorted((os.path.join(folder, one) for one in names), key=os.path.getmtime)[:-most]:
                os.unlink(old)
    except OSError:
        pass  # another process was faster


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
