"""The files that a command rests on; none of them may be written over by a report."""

from __future__ import annotations

import os
from argparse import Namespace
from collections.abc import Iterable, Iterator

from rulebook.commands.configured import configuration_of, rules_at
from rulebook.commands.parser import WrongUse
from rulebook.configuration.configuration import NO_CONFIGURATION, BadConfiguration, Configuration

__all__ = ["files_of_check", "refuse_overwriting"]

_RULES = ".rules"


def files_of_check(arguments: Namespace) -> Iterator[str]:
    """Give all files that a check rests on, as they are now."""
    try:
        configuration = configuration_of(arguments)
    except BadConfiguration as bad:  # it will be mended
        configuration = NO_CONFIGURATION
        yield from (slip.file for slip in bad.diagnostics)
    for _, path in _named(arguments, configuration, excluded=False):
        yield path


def refuse_overwriting(files: Iterable[str], arguments: Namespace) -> None:
    """Raise WrongUse where one of the files to be written is there, and is one that the command or the configuration reads.

    It is the same file also by another path, or as a link.
    """
    written = {file: key for file in files if (key := _key(file)) is not None}
    if not written:
        return
    for what, path in _inputs(arguments):
        key = _key(path)
        for file, target in written.items():
            if target == key or (what == "a rule file" and file.lower().endswith(_RULES)):
                raise WrongUse(f"The file {file} is {what}, and would be overwritten; give what is to be written a file of its own.")


def _key(file: str) -> tuple[int, int] | None:
    """Return what tells a file from all others; None where there is none, so that nothing is overwritten."""
    try:
        found = os.stat(file)
    except (OSError, ValueError):
        return None
    return (found.st_dev, found.st_ino) if os.path.isfile(file) else None


def _inputs(arguments: Namespace) -> Iterator[tuple[str, str]]:
    yield "a rule file", ""  # whatever it is called by, a file that ends so is one
    configuration = NO_CONFIGURATION
    try:
        configuration = configuration_of(arguments)
    except BadConfiguration as bad:
        yield from (("the configuration", slip.file) for slip in bad.diagnostics)
    yield from _named(arguments, configuration, excluded=True)


def _named(arguments: Namespace, configuration: Configuration, excluded: bool) -> Iterator[tuple[str, str]]:
    """Give what each file is, and its path; with `excluded`, drafts too that are not looked at this time."""
    from rulebook.drafts import drafts_in
    from rulebook.language.loading import rule_files

    drafts: list[str] = [*getattr(arguments, "drafts", ()), *filter(None, [getattr(arguments, "draft", None)])]
    if configuration:
        from rulebook.configuration.selection import drafts_of

        yield "the configuration", configuration.file
        if excluded or not drafts:
            found, left_out, _ = drafts_of(configuration)
            yield from (("a draft", path) for path in (*found, *(left_out if excluded else ())))
    for path in drafts:
        yield from (("a draft", one) for one in (drafts_in(path) if os.path.isdir(path) else (path,)))
    paths = [*getattr(arguments, "paths", ())]
    try:
        paths += rules_at(getattr(arguments, "rules", ()), configuration)
    except (BadConfiguration, WrongUse):
        pass
    yield from (("a rule file", path) for path in rule_files(paths))
    for what, key in (("the file of waivers", "waivers"), ("the baseline", "baseline")):
        for file in {getattr(arguments, key, None), getattr(configuration, key)} if excluded else {_first(arguments, configuration, key)}:
            if file:
                yield what, file


def _first(arguments: Namespace, configuration: Configuration, key: str) -> str | None:
    named: str | None = getattr(arguments, key, None) or getattr(configuration, key)
    return named
