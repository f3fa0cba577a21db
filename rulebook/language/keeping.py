"""Files that keep what is costly to make again: the parse tables, checked policies.

A kept file begins with all that its content was made from, word for word, and is used only where every word is still the same: it
can never be stale, and no digest needs to be trusted (or its library imported, which takes longer than to compare). A checksum tells
whether the content itself was damaged on the disk. What is kept is text, and nothing in it is ever executed.
"""

from __future__ import annotations

import os
from binascii import crc32
from collections.abc import Iterable, Iterator, Sequence
from typing import BinaryIO

from rulebook.files import cache_folder, open_bytes, read_bytes, write_whole

__all__ = ["Kept", "cached_at", "code_of", "forget_oldest", "found", "keep", "kept", "whole"]

_BEGINNING = b"rulebook keeps 1 "  # then the lengths of the parts, and the parts


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
    sums = b" ".join(map(_sum, contents))
    return b"".join([_head(made_from), *made_from, b"%s %s\n" % (_lengths(contents), sums), *contents])


class Kept:
    """A file that was made from what was asked for: its `first` content, and the others, each read when somebody asks for it."""

    def __init__(self, path: str, begin: int, lengths: Sequence[int], sums: Sequence[bytes], first: bytes) -> None:
        self.path, self._begin, self._lengths, self._sums = path, begin, lengths, sums
        self.first = first

    def content(self, number: int) -> bytes | None:
        """Return one of the contents, counted from 0; None where it is damaged, or the file is another one by now."""
        try:
            with open_bytes(self.path) as file:
                file.seek(self._begin + sum(self._lengths[:number]))
                content = file.read(self._lengths[number])
        except OSError:
            return None
        return content if _sum(content) == self._sums[number] else None


def found(path: str, made_from: Iterable[bytes]) -> Kept | None:
    """Return the file at a path where it was made from exactly these parts; None where there is none, or it is not whole, or its first
    content is damaged, or a part cannot be read.

    Each part is compared as it comes, so that parts which are read one by one need no room together.
    """
    try:
        with open_bytes(path) as file:
            if not _is_made_from(file, made_from):
                return None
            numbers = file.readline().split()
            half = len(numbers) // 2
            lengths, sums, begin = list(map(int, numbers[:half])), numbers[half:], file.tell()
            first = file.read(lengths[0])
            whole_file = begin + sum(lengths) == file.seek(0, os.SEEK_END)
    except (OSError, ValueError, IndexError):
        return None
    return Kept(path, begin, lengths, sums, first) if whole_file and _sum(first) == sums[0] else None


def kept(path: str, made_from: Iterable[bytes]) -> bytes | None:
    """Return the first content of the file at a path; None where `found` does not find it."""
    file = found(path, made_from)
    return file.first if file is not None else None


def _is_made_from(file: BinaryIO, made_from: Iterable[bytes]) -> bool:
    """True where a file begins with these parts, word for word."""
    head = file.readline()
    parts = iter(made_from)
    lengths = head.removeprefix(_BEGINNING).split() if head.startswith(_BEGINNING) else [b"0"]
    return all(next(parts, None) == file.read(int(length)) for length in lengths) and next(parts, None) is None


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


def _sum(content: bytes) -> bytes:
    return b"%08x" % crc32(content)


def _head(made_from: Sequence[bytes]) -> bytes:
    return b"%s%s\n" % (_BEGINNING, _lengths(made_from))


def _lengths(parts: Sequence[bytes]) -> bytes:
    return b" ".join(b"%d" % len(part) for part in parts)
