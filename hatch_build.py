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
        for path, content in zip(self._made(), (tables_to_ship(), library_to_ship())):
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_bytes(content)
        build_data["force_include"] |= {str(path): f"rulebook/{inside}" for path, inside in self._made().items()}

    def finalize(self, version: str, build_data: dict[str, Any], artifact_path: str) -> None:
        """Delete what has been put into the wheel."""
        for path in self._made():
            path.unlink(missing_ok=True)

    def _made(self) -> dict[Path, str]:
        """Return the files by their paths while the wheel is built, each with its place in the package."""
        folder = Path(self.directory)
        return {folder / "tables.json": "grammar/tables.json", folder / "library.jsonl": "policies/library.jsonl"}
