"""From a configuration file to what it says; everything that is wrong with it is told at once."""

from __future__ import annotations

import os

from pydantic import ValidationError

from rulebook.configuration.configuration import BadConfiguration, Configuration, Key, Section, Spot
from rulebook.configuration.places import places_of
from rulebook.configuration.search import PROJECT_FILE
from rulebook.configuration.slips import slips
from rulebook.configuration.toml import TABLE, BadToml, read_toml
from rulebook.configuration.written import Written
from rulebook.files import read_bytes
from rulebook.language.diagnostics import Diagnostic

__all__ = ["read_configuration"]


def read_configuration(path: str) -> Configuration:
    """Return what the file at a path says; BadConfiguration, with every error, where it cannot be used."""
    try:
        content = read_bytes(path)
    except OSError as error:
        message = f"The configuration cannot be read: {(error.strerror or 'it is no file').lower()}."
        raise BadConfiguration([Diagnostic("unreadable", path, 1, 1, message, "Look at the spelling of its path.")]) from None
    try:
        text, said = read_toml(content, path)
    except BadToml as bad:
        raise BadConfiguration([bad.diagnostic]) from None
    prefix: Key = ()
    if os.path.basename(path) == PROJECT_FILE:
        prefix = TABLE
        tool = said.get(TABLE[0])
        said = tool.get(TABLE[1], {}) if isinstance(tool, dict) else {}
    places = places_of(text)
    empty = Configuration(path, os.path.dirname(path), places=places)
    if not isinstance(said, dict):
        message, hint = "What is said of Rulebook is no table.", "Write `[tool.rulebook]` on a line of its own, and keys below it."
        raise BadConfiguration([empty.error("bad-value", prefix, message, hint)])
    try:
        written = Written.model_validate(said)
    except ValidationError as error:
        raise BadConfiguration(slips(error, empty, prefix)) from None
    return _configuration(written, path, {key[len(prefix) :]: spot for key, spot in places.items() if key[: len(prefix)] == prefix})


def _configuration(written: Written, path: str, places: dict[Key, Spot]) -> Configuration:
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
