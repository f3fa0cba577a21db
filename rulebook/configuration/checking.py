"""What a configuration file says, checked; everything that is wrong with it is told at once."""

from __future__ import annotations

import os

from pydantic import ValidationError

from rulebook.configuration.configuration import BadConfiguration, Configuration, Key, Spot
from rulebook.configuration.places import places_of
from rulebook.configuration.slips import slips
from rulebook.configuration.toml import TABLE, BadToml, read_toml
from rulebook.configuration.written import Written

__all__ = ["checked"]


def checked(content: bytes, path: str, project: bool) -> tuple[Written, dict[Key, Spot]]:
    """Return what a file says, and where; `project` where it is a `pyproject.toml`. BadConfiguration, with every error, where it cannot be
    used."""
    try:
        text, said = read_toml(content, path)
    except BadToml as bad:
        raise BadConfiguration([bad.diagnostic]) from None
    prefix: Key = ()
    if project:
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
    return written, {key[len(prefix) :]: spot for key, spot in places.items() if key[: len(prefix)] == prefix}
