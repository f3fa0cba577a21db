"""Rulebook checks the drafts of laws and procedures against rules that a lawyer can read aloud.

From Python, three steps give what `rulebook check` shows:

    policy = rulebook.load_policy(["policies"])
    draft = rulebook.assemble([rulebook.read_file("draft.md")], policy)
    report = rulebook.check_drafts(policy, [draft], law=("eu",), as_of=rulebook.Date(2026, 6, 12))

Whoever evaluates many drafts and explains none has their statuses from code made for the policy:

    of_draft = rulebook.Statuses(policy, rulebook.Date(2026, 6, 12), ("eu",)).of(draft)  # (rule, member, status), …

`load_policy` raises `RulesCannotBeLoaded`, whose `diagnostics` are every error in the rule files. A draft that cannot be
read is no exception: it is a draft with problems.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from rulebook.checking.check import check_drafts
    from rulebook.checking.findings import Finding, Report
    from rulebook.checking.statuses import Statuses
    from rulebook.drafts import assemble, group_by_measure, read_file, read_text
    from rulebook.language.diagnostics import RulesCannotBeLoaded
    from rulebook.language.loading import load_policy
    from rulebook.values.dates import Date

__all__ = [
    "Date", "Finding", "Report", "RulesCannotBeLoaded", "Statuses", "__version__", "assemble", "check_drafts", "group_by_measure",
    "load_policy", "read_file", "read_text",
]  # fmt: skip

__version__ = "0.1.0"

# Looked up when first used: every command imports this module, and most need only a part of these.
_HOMES = {
    "Date": "rulebook.values.dates",
    "Finding": "rulebook.checking.findings",
    "Report": "rulebook.checking.findings",
    "RulesCannotBeLoaded": "rulebook.language.diagnostics",
    "Statuses": "rulebook.checking.statuses",
    "assemble": "rulebook.drafts",
    "check_drafts": "rulebook.checking.check",
    "group_by_measure": "rulebook.drafts",
    "load_policy": "rulebook.language.loading",
    "read_file": "rulebook.drafts",
    "read_text": "rulebook.drafts",
}


def __getattr__(name: str) -> object:
    if name not in _HOMES:
        raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
    from importlib import import_module  # only where the package is used from Python

    return getattr(import_module(_HOMES[name]), name)


def __dir__() -> list[str]:
    return sorted(__all__)
