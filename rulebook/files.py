"""Where the grammar and the shipped rule library are, and where what is costly to make again is kept."""

from __future__ import annotations

import os
from typing import TYPE_CHECKING, overload

if TYPE_CHECKING:
    from collections.abc import Iterable
    from typing import BinaryIO
    from zipimport import zipimporter

__all__ = [
    "cache_folder",
    "grammar_file",
    "is_of_the_library",
    "library_folder",
    "open_bytes",
    "read_bytes",
    "shipped_library",
    "shipped_rules",
    "shipped_tables",
    "write_whole",
]

AT_ONCE = 1 << 16  # bytes: most rule files and drafts have less
READING = os.O_RDONLY | getattr(os, "O_BINARY", 0)
PACKAGE = os.path.dirname(os.path.abspath(__file__))


def _shipped(name: str) -> str:
    """Return the folder inside the package (an installed wheel), or beside it (a checkout)."""
    inside, beside = os.path.join(PACKAGE, name), os.path.join(os.path.dirname(PACKAGE), name)
    return beside if os.path.isdir(beside) and not os.path.isdir(inside) else inside


def grammar_file() -> str:
    """Return the path of the grammar."""
    return os.path.join(_shipped("grammar"), "rulebook.lark")


def shipped_tables() -> str:
    """Return the path of the parse tables that a wheel brings; a checkout has none there."""
    return os.path.join(PACKAGE, "grammar", "tables.json")


def shipped_library() -> str:
    """Return the path of the checked rule library that a wheel brings; a checkout has none there."""
    return os.path.join(PACKAGE, "policies", "library.jsonl")


def library_folder() -> str:
    """Return the folder of the rule library that ships with the package."""
    return _shipped("policies")


def is_of_the_library(path: str) -> bool:
    """True of a path in the rule library that ships with the package."""
    return path.startswith(library_folder() + os.sep)


@overload
def read_bytes(path: str) -> bytes: ...
@overload
def read_bytes(path: str, most: int) -> bytes | None: ...
def read_bytes(path: str, most: int | None = None) -> bytes | None:
    """Return the bytes of a file, also of one that ships inside a package run from an archive; OSError where it cannot be read.

    None where it has more than so many.
    """
    try:
        return _read(path, most)
    except (FileNotFoundError, NotADirectoryError):
        archive = _archive()
        if archive is None or not path.startswith(PACKAGE):
            raise
        return archive.get_data(path)


def _read(path: str, most: int | None) -> bytes | None:
    """Return the bytes of a file on the disk: by the system's own calls, as a check reads hundreds of small files."""
    number = os.open(path, READING)
    try:
        if most is not None and os.fstat(number).st_size > most:
            return None
        pieces = [os.read(number, AT_ONCE)]
        while pieces[-1]:
            pieces.append(os.read(number, AT_ONCE))
    finally:
        os.close(number)
    return pieces[0] if len(pieces) == 2 else b"".join(pieces)


def open_bytes(path: str) -> BinaryIO:
    """Return a file under reading, from an archive as `read_bytes` does; OSError where it cannot be read."""
    try:
        return open(path, "rb", buffering=AT_ONCE)
    except (FileNotFoundError, NotADirectoryError):
        from io import BytesIO  # loaded at the start of Python, and an archive alone needs it here

        return BytesIO(read_bytes(path))


def _archive() -> zipimporter | None:
    """Return the archive that the package runs from (a zipped wheel on the path), or None."""
    loader = globals().get("__loader__")
    return loader if hasattr(loader, "archive") else None


def shipped_rules() -> list[str]:
    """Return the rule files of the library where the package runs from an archive, sorted; none elsewhere."""
    archive = _archive()
    if archive is None:
        return []
    from zipfile import ZipFile  # costs more than the rest of this module, and only an archive needs it

    folder = library_folder()
    with ZipFile(archive.archive) as file:
        names = [os.path.join(archive.archive, *name.split("/")) for name in file.namelist()]
    return sorted(name for name in names if name.startswith(folder) and name.endswith(".rules"))


def cache_folder() -> str | None:
    """Return the folder for the compiled cache, made if need be; None where nothing can be kept.

    It is `$RULEBOOK_CACHE`, else `rulebook` in the user's cache folder (XDG Base Directory Specification); with
    `RULEBOOK_CACHE=off` nothing is kept.
    """
    named = os.environ.get("RULEBOOK_CACHE")
    if named == "off":
        return None
    folder = named or os.path.join(os.environ.get("XDG_CACHE_HOME") or os.path.join(os.path.expanduser("~"), ".cache"), "rulebook")
    try:
        os.makedirs(folder, mode=0o700, exist_ok=True)
    except OSError:
        return None
    return folder


def write_whole(path: str, content: bytes | Iterable[bytes]) -> None:
    """Write a file whole or not at all: beside its place first, then moved there; OSError leaves the old file as it was.

    The content may come in pieces.
    """
    beside = f"{path}.{os.getpid()}.part"
    try:
        with open(beside, "wb") as file:
            file.writelines((content,) if isinstance(content, bytes) else content)
            file.flush()
            os.fsync(file.fileno())
        os.replace(beside, path)
    except BaseException:
        try:
            os.unlink(beside)
        except OSError:
            pass
        raise
