"""Procedures: what the steps of a draft say about when events happen."""

from __future__ import annotations

from rulebook.checking.procedures.network import Network, Verdict

__all__ = ["Network", "Verdict"]
