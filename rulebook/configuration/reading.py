"""From a configuration file to what it says; everything that is wrong with it is told at once."""

from __future__ import annotations

import os
from typing import TYPE_CHECKING

from rulebook.configuration.configuration import BadConfiguration, Configuration, Key, Section, Spot
from rulebook.configuration.kept import Said, keep, kept
from rulebook.configuration.search import PROJECT_FILE
from rulebook.files import read_bytes
from rulebook.language.diagnostics import Diagnostic

if TYPE_CHECKING:
    from rulebook.configuration.written import Written

__all__ = ["configuration_in", "read_configuration"]


def read_configuration(path: str) -> Configuration:
    """Return what the file at a path says; BadConfiguration, with every error, where it cannot be used."""
    try:
        content = read_bytes(path)
    except OSError as error:
        message = f"The configuration cannot be read: {(error.strerror or 'it is no file').lower()}."
        raise BadConfiguration([Diagnostic("unreadable", path, 1, 1, message, "Look at the spelling of its path.")]) from None
    made = configuration_in(content, path)
    if outside := [_outside(made, form) for form, file in made.output if not _stays_within(made.folder, file)]:
        raise BadConfiguration(outside)  # never kept: it follows from the links of today
    return made


def configuration_in(content: bytes, path: str) -> Configuration:
    """Return what the content of a configuration file says that stands, or stood, at a path; BadConfiguration as it may be."""
    project = os.path.basename(path) == PROJECT_FILE
    found: tuple[Written | Said, dict[Key, Spot]] | None = kept(content, project)
    if found is None:
        from rulebook.configuration.checking import checked  # with pydantic and a reader of TOML: only for what was not checked before

        written, places = checked(content, path, project)
        keep(content, project, written, places)
        found = written, places
    return _configuration(found[0], path, found[1])


def _stays_within(folder: str, file: str) -> bool:
    """True where a file lies in the folder, links followed: a link may come with the change under review too."""
    whole, target = os.path.realpath(folder or os.curdir), os.path.realpath(file)
    return target.startswith(whole.rstrip(os.sep) + os.sep)


def _outside(configuration: Configuration, form: str) -> Diagnostic:
    message = "`output` names a file that is a link, or lies behind one, out of the folder of the configuration."
    return configuration.error("bad-value", ("output", form), message, "Name a file in that folder, or use --output on the command line.")


def _configuration(written: Written | Said, path: str, places: dict[Key, Spot]) -> Configuration:
    folder = os.path.dirname(path)

    def beside(file: str | None) -> str | None:
        return None if file is None else os.path.normpath(os.path.join(folder, file))

    sections = tuple(
        Section(number, one.match, one.law, one.leave_out, one.warn_only, one.strict, one.fail_on)
        for number, one in enumerate(written.paths or ())
    )
    return Configuration(
        file=path,
        folder=folder,
        drafts=written.drafts or (),
        exclude=written.exclude or (),
        rules=written.rules or (),
        leave_out=written.leave_out or (),
        warn_only=written.warn_only or (),
        law=written.law,
        as_of=written.as_of,
        strict=written.strict,
        fail_on=written.fail_on,
        format=written.format,
        output=tuple((form, os.path.normpath(os.path.join(folder, file))) for form, file in (written.output or {}).items()),
        waivers=beside(written.waivers),
        baseline=beside(written.baseline),
        longest_waiver=written.longest_waiver,
        warn_before=written.warn_before,
        paths=sections,
        places=places,
    )
