"""Drafts: from a file to what it says (`Reading`), and from that to what it states in the words of a policy (`Draft`)."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from rulebook.drafts.assembly import assemble, assemble_statements
    from rulebook.drafts.files import drafts_in, group_by_measure, read_content, read_file, read_text

__all__ = ["assemble", "assemble_statements", "drafts_in", "group_by_measure", "read_content", "read_file", "read_text"]

_HOMES = {
    "assemble": "assembly",
    "assemble_statements": "assembly",
    "drafts_in": "files",
    "group_by_measure": "files",
    "read_content": "files",
    "read_file": "files",
    "read_text": "files",
}


def __getattr__(name: str) -> object:
    # Looked up when first used: whoever needs only the types of a draft does not pay for the readers.
    if name not in _HOMES:
        raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
    from importlib import import_module

    return getattr(import_module(f"{__name__}.{_HOMES[name]}"), name)


def __dir__() -> list[str]:
    return sorted(__all__)
