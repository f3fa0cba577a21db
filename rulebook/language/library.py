"""The rule library by its parts, and what rule files use of it.

`library` is the whole of it, `library:eu` a folder, `library:eu/return-detention` a rulebook. A rulebook that is loaded
brings those of the library that it uses, and they theirs, so that nobody has to name vocabulary and sources.
"""

from __future__ import annotations

import os
import re
from collections.abc import Iterable, Sequence

from rulebook.files import is_of_the_library, library_folder, read_bytes, shipped_rules
from rulebook.records import Record

__all__ = ["LIBRARY", "NamesOfTheLibrary", "NoSuchPart", "completed", "names_of_the_library", "parts_of_the_library", "rule_paths"]

LIBRARY = "library"
ENDING = ".rules"

_HEAD = 4000  # bytes of a rule file within which its rulebook says what it uses
_NAME = re.compile(rb"^rulebook[ \t]+([\w.-]+)", re.MULTILINE)
_USE = re.compile(rb"^[ \t]+use[ \t]+([\w.-]+)", re.MULTILINE)

Contents = Sequence[tuple[str, bytes]]


class NoSuchPart(Exception):
    """The library has no part of that name; `hint` says what to write instead."""

    def __init__(self, written: str, hint: str) -> None:
        super().__init__(f"The library has no part `{written}`.")
        self.hint = hint


def rule_paths(named: Iterable[str]) -> list[str]:
    """Return the paths that names of rules stand for, each once; none where they are the library alone. NoSuchPart as it may be."""
    names = list(dict.fromkeys(named))
    if names in ([], [LIBRARY]):
        return []
    return list(dict.fromkeys(path for name in names for path in _paths_of(name)))


def _paths_of(name: str) -> list[str]:
    if name != LIBRARY and not name.startswith(f"{LIBRARY}:"):
        return [name]
    folder = library_folder()
    part = name.partition(":")[2].strip("/")
    whole = os.path.join(folder, *part.split("/")) if part else folder
    if ".." not in part:
        if os.path.isdir(whole):
            return [whole]
        if os.path.isfile(whole + ENDING):
            return [whole + ENDING]
    inside = [path for path in shipped_rules() if path == whole + ENDING or path.startswith(whole + os.sep)]
    if inside:
        return inside
    from rulebook.language.names import nearest  # only on the way to an error message

    known = parts_of_the_library()
    close = nearest(part, known) or nearest(part, [one for one in known if "/" in one and one.endswith(f"/{part}")])
    folders = ", ".join(f"{LIBRARY}:{one}" for one in known if "/" not in one)
    raise NoSuchPart(name, f"Did you mean {LIBRARY}:{close}?" if close else f"Its parts are {folders}, and the rulebooks in them.")


def parts_of_the_library() -> list[str]:
    """Return the folders and rulebooks of the library as `library:` names them, sorted."""
    folder = library_folder()
    files = shipped_rules() or [os.path.join(above, name) for above, _, names in os.walk(folder) for name in names if name.endswith(ENDING)]
    books = {os.path.relpath(path, folder).removesuffix(ENDING).replace(os.sep, "/") for path in files}
    return sorted(books | {book.rpartition("/")[0] for book in books} - {""})


def completed(contents: Contents) -> list[tuple[str, bytes]]:
    """Return the rule files with those of the library that they use and that are not among them; what is nowhere is left to the checker.

    What a rulebook of the library uses is the library's own: a file of the same name from elsewhere cannot stand in for it, and is left
    beside it for the checker to find both.
    """
    made = list(contents)
    have = {(found[1], is_of_the_library(path)) for path, content in made if (found := _NAME.search(content[:_HEAD]))}
    waiting = [(name, is_of_the_library(path)) for path, content in made for name in _USE.findall(content[:_HEAD])]
    brought = []
    while waiting:
        name, by_library = waiting.pop()
        if (name, True) in have or ((name, False) in have and not by_library):
            continue
        have.add((name, True))
        path = os.path.join(library_folder(), *name.decode().split(".")) + ENDING
        try:
            content = read_bytes(path)
        except (OSError, ValueError):
            continue
        brought.append((path, content))
        waiting += [(one, True) for one in _USE.findall(content[:_HEAD])]
    return made + sorted(brought)


class NamesOfTheLibrary(Record):
    """What the library declares: facts by path, groups and events by name, and the legal orders of its sources."""

    facts: frozenset[str]
    groups: frozenset[str]
    events: frozenset[str]
    orders: frozenset[str]

    def declares(self, path: str) -> bool:
        """True where a draft can state something of this path: a fact, in general or of a member, or a group."""
        if path in self.facts or path in self.groups:
            return True
        for group in self.groups:
            if path.startswith(f"{group}."):
                _, dot, fact = path[len(group) + 1 :].partition(".")
                if dot and f"{group}.{fact}" in self.facts:
                    return True
        return False


_names: NamesOfTheLibrary | None = None


def names_of_the_library() -> NamesOfTheLibrary:
    """Return what the whole library declares, also where a part of it is loaded; its rule files are searched, and not checked.

    What cannot be read declares nothing.
    """
    global _names
    if _names is None:
        from rulebook.language.loading import read_contents  # which needs this module as well

        text = b"\n".join(content for _, content in read_contents([])[0])
        found: dict[bytes, set[str]] = {b"fact": set(), b"group": set(), b"event": set(), b"legal order": set()}
        for kind, name in re.findall(rb"^[ \t]*(fact|group|event|legal order)[ \t]+([a-z][\w.]*)", text, re.MULTILINE):
            found[kind].add(name.decode())
        facts, groups, events, orders = (frozenset(names) for names in found.values())
        _names = NamesOfTheLibrary(facts, groups, events, orders)
    return _names
