"""Which drafts a configuration speaks of, and what it says of each."""

from __future__ import annotations

import os
from collections.abc import Callable, Iterator
from typing import TypeVar

from rulebook.configuration.configuration import Configuration, FailOn, Key, Section
from rulebook.configuration.patterns import any_matches, fixed_part, is_pattern, name_in
from rulebook.drafts import drafts_in
from rulebook.records import Record

__all__ = ["Said", "drafts_of", "is_draft", "is_excluded", "sections_for", "terms_for"]

T = TypeVar("T")


class Said(Record):
    """What a configuration says of one draft, each with the key of where it says so (None: nowhere)."""

    law: tuple[str, ...] | None
    law_key: Key | None
    leave_out: tuple[str, ...]
    leave_out_key: Key | None
    warn_only: tuple[str, ...]
    warn_only_key: Key | None
    strict: bool | None
    strict_key: Key | None
    fail_on: FailOn | None
    fail_on_key: Key | None


def drafts_of(configuration: Configuration) -> tuple[list[str], list[str], list[str]]:
    """Return the drafts that the configuration names, those of them that it excludes, and the entries under which there is none.

    A path that is not there is among the drafts, so that reading it tells.
    """
    found: list[str] = []
    empty = []
    for entry in configuration.drafts:
        here = list(_drafts_under(configuration, entry))
        found += here
        if not here:
            empty.append(entry)
    every = dict.fromkeys(found)
    left = [path for path in every if is_excluded(configuration, path)]
    return [path for path in every if path not in left], left, empty


def _drafts_under(configuration: Configuration, entry: str) -> Iterator[str]:
    base = fixed_part(entry) if is_pattern(entry) else entry
    path = os.path.normpath(os.path.join(configuration.folder, *base.split("/")))
    if not os.path.isdir(path):
        yield path
        return
    for inside in map(os.path.normpath, drafts_in(path)):
        if not is_pattern(entry) or any_matches([entry], name_in(configuration.folder, inside)):
            yield inside


def is_draft(configuration: Configuration, path: str) -> bool:
    """Return whether the configuration counts the file at a path among its drafts."""
    name = name_in(configuration.folder, path)
    entries = [os.path.normpath(entry) if not is_pattern(entry) else entry for entry in configuration.drafts]
    return any_matches((entry.replace(os.sep, "/") for entry in entries), name) and not is_excluded(configuration, path)


def is_excluded(configuration: Configuration, path: str) -> bool:
    """Return whether the configuration leaves out the draft at a path."""
    return bool(configuration.exclude) and any_matches(configuration.exclude, name_in(configuration.folder, path))


def sections_for(configuration: Configuration, path: str) -> list[Section]:
    """Return the sections that hold for the draft at a path, in their order."""
    if not configuration.paths or path == "-":
        return []
    name = name_in(configuration.folder, path)
    return [section for section in configuration.paths if any_matches(section.match, name)]


def terms_for(configuration: Configuration, path: str) -> Said:
    """Return what the configuration says of the draft at a path: of several sections, the last that says something of a thing."""
    sections = sections_for(configuration, path)

    def said(key: str, general: T | None, of: Callable[[Section], T | None]) -> tuple[T | None, Key | None]:
        for section in reversed(sections):
            if (value := of(section)) is not None:
                return value, ("paths", section.number, key)
        return general, (key,) if (key,) in configuration.places else None

    law = said("law", configuration.law, lambda section: section.law)
    leave_out = said("leave-out", configuration.leave_out, lambda section: section.leave_out)
    warn_only = said("warn-only", configuration.warn_only, lambda section: section.warn_only)
    strict = said("strict", configuration.strict, lambda section: section.strict)
    fail_on: tuple[FailOn | None, Key | None] = said("fail-on", configuration.fail_on, lambda section: section.fail_on)
    return Said(*law, leave_out[0] or (), leave_out[1], warn_only[0] or (), warn_only[1], *strict, *fail_on)
