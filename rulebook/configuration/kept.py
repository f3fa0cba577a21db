"""Configurations that were checked before, kept as JSON: pydantic takes longer to import than most drafts take to check.

Like all that is kept (`language.keeping`), one stands behind what it was made from, word for word: the file, and the code that reads it.
"""

from __future__ import annotations

import json
from collections.abc import Mapping
from typing import TYPE_CHECKING, Any

from rulebook.configuration.configuration import Key, Spot
from rulebook.language import keeping
from rulebook.reports import FORMATS
from rulebook.values.dates import Date

if TYPE_CHECKING:
    from rulebook.configuration.written import Written

__all__ = ["Said", "keep", "kept"]

MOST_KEPT = 50  # configurations; the oldest go first


class Said:
    """What a configuration says, with the fields of `written.Written`, or of one of its sections."""

    def __init__(self, said: Mapping[str, Any]) -> None:
        self.__dict__.update({name: _read(value) for name, value in said.items()})

    def __getattr__(self, name: str) -> Any:
        raise AttributeError(name)


def kept(content: bytes, project: bool) -> tuple[Said, dict[Key, Spot]] | None:
    """Return what a file with this content says, and where, if it was kept by this program; else None."""
    made_from = _made_from(content, project)
    path = keeping.cached_at("configuration", made_from, "json")
    if path is None or (found := keeping.kept(path, made_from)) is None:
        return None
    try:
        said, places = json.loads(found)
        return Said(said), {tuple(key): Spot(*spot) for key, spot in places}
    except (ValueError, TypeError, AttributeError):
        return None  # not written by this program


def keep(content: bytes, project: bool, written: Written, places: Mapping[Key, Spot]) -> None:
    """Keep what a file says. Where that cannot be written, it costs time and nothing else."""
    made_from = _made_from(content, project)
    path = keeping.cached_at("configuration", made_from, "json")
    if path is None:
        return
    spots = [[key, [spot.line, spot.column, spot.width, spot.source_line]] for key, spot in places.items()]
    if keeping.keep(path, made_from, json.dumps([_plain(written), spots]).encode()):
        keeping.forget_oldest(path, MOST_KEPT)


def _made_from(content: bytes, project: bool) -> tuple[bytes, ...]:
    formats = " ".join(FORMATS).encode()
    return (*keeping.code_of("configuration", "values"), formats, b"project" if project else b"", content)


def _plain(value: Any) -> Any:
    """Return a value as JSON can hold it: a day, and the keys of a table, as tables that say which they are."""
    if isinstance(value, Date):
        return {"day": [value.year, value.month, value.day]}
    if isinstance(value, dict):
        return {"table": value}
    if isinstance(value, tuple | list):
        return list(map(_plain, value))
    fields = getattr(type(value), "model_fields", None)
    return value if fields is None else {name: _plain(getattr(value, name)) for name in fields}


def _read(value: Any) -> Any:
    if isinstance(value, list):
        return tuple(map(_read, value))
    if not isinstance(value, dict):
        return value
    if "day" in value:
        return Date(*value["day"])
    return value["table"] if "table" in value else Said(value)
