"""Puts into the wheel what the first check would else have to make: the parse tables.

It stands beside what it is made from, word for word, and is used only where that is still the same (`rulebook/language/keeping.py`).
An editable install and a bare checkout do without, and make it once, for their cache.
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
            from rulebook.language.tables import to_ship
        finally:
            sys.path.remove(self.root)
        made = Path(self.directory) / "tables.json"
        made.parent.mkdir(parents=True, exist_ok=True)
        made.write_bytes(to_ship())
        build_data["force_include"][str(made)] = "rulebook/grammar/tables.json"

    def finalize(self, version: str, build_data: dict[str, Any], artifact_path: str) -> None:
        """Delete what has been put into the wheel."""
        for path in build_data["force_include"]:
            Path(path).unlink(missing_ok=True)
