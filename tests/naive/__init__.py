"""A second evaluator of the rule language, as slow and as literal as can be, and generators of what it is tried on."""

from __future__ import annotations

__all__: list[str] = []
