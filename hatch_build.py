"""Puts into the wheel what the first check would else have to make: the parse tables and the checked rule library.

Each stands behind what it is made from, word for word, and is used only where that is still the same (`rulebook/language/keeping.py`).
An editable install and a bare checkout do without, and make them once, for their cache.
"""

from __future__ import annotations

import sys
from pathlib import Path
from typing import Any

from hatchling.builders.hooks.plugin.interface import BuildHookInterface

__all__ = ["ShippedWithTheWheel"]


class ShippedWithTheWheel(BuildHookInterface[Any]):
    """A step of building the wheel (https://hatch.pypa.io/latest/plugins/build-hook/custom/)."""

    def initialize(self, version: str, build_data: dict[str, Any]) -> None:
        """Make the files, beside the wheel, and name them in `build_data`."""
        if self.target_name != "wheel" or version == "editable":
            return
        sys.path.insert(0, self.root)
        try:
            from rulebook.language.loading import library_to_ship
            from rulebook.language.tables import tables_to_ship
        finally:
            sys.path.remove(self.root)
        folder = Path(self.directory)
        folder.mkdir(parents=True, exist_ok=True)
        for name, content in (("grammar/tables.json", tables_to_ship()), ("policies/library.jsonl", library_to_ship())):
            made = folder / Path(name).name
            made.write_bytes(content)
            build_data["force_include"][str(made)] = f"rulebook/{name}"

    def finalize(self, version: str, build_data: dict[str, Any], artifact_path: str) -> None:
        """Delete what has been put into the wheel."""
        for path in build_data["force_include"]:
            Path(path).unlink(missing_ok=True)
