"""Finds the configuration: in the folder where the command runs or the nearest one above it, as far as the repository goes."""

from __future__ import annotations

import os

from rulebook.files import read_bytes

__all__ = ["OWN_FILE", "PROJECT_FILE", "found_from", "speaks_of_rulebook"]

OWN_FILE = "rulebook.toml"
PROJECT_FILE = "pyproject.toml"


def found_from(folder: str) -> str | None:
    """Return the path of the configuration that holds in a folder, relative to it; None where there is none.

    In one folder `rulebook.toml` goes before `pyproject.toml`, which counts where it speaks of Rulebook. The folder that
    holds `.git` is the last that is looked into.
    """
    above = ""
    whole = os.path.realpath(folder)
    while True:
        here = os.path.join(folder, above)
        if os.path.lexists(os.path.join(here, OWN_FILE)):  # what is no file, or a link to nowhere, is told where it is read
            return os.path.join(above, OWN_FILE)
        if _speaks_of_rulebook(os.path.join(here, PROJECT_FILE)):
            return os.path.join(above, PROJECT_FILE)
        if os.path.exists(os.path.join(here, ".git")) or os.path.dirname(whole) == whole:
            return None
        above, whole = os.path.join(above, os.pardir), os.path.dirname(whole)


def _speaks_of_rulebook(path: str) -> bool:
    try:
        content = read_bytes(path)
    except OSError:
        return False
    return speaks_of_rulebook(content)


def speaks_of_rulebook(content: bytes) -> bool:
    """Return whether a `pyproject.toml` with this content is a configuration."""
    if b"rulebook" not in content:  # most do not, and need no reader of TOML
        return False
    from rulebook.configuration.toml import has_table

    return has_table(content)
