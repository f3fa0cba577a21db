"""The configuration of a policy repository: `rulebook.toml`, or `[tool.rulebook]` in `pyproject.toml`.

`search` finds the file, `reading` reads it, and what it says is a `configuration.Configuration`. A run without such a file imports
neither a TOML reader nor pydantic.
"""

from __future__ import annotations

__all__: list[str] = []
