"""Statuses alone, from generated code: for whoever evaluates many drafts and explains none."""

from __future__ import annotations

from rulebook.checking.statuses.planned import Statuses, statuses

__all__ = ["Statuses", "statuses"]
