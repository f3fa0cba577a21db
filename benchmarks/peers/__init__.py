"""Other engines on the same rules: one module each, imported only where its package is installed.

Such a module has `PACKAGE` (its name on PyPI), `HOW` (how it is used here, in a sentence) and `prepare(rules, drafts)`, which returns
its contenders. All that an engine can do beforehand is done there: rules parsed and compiled, the facts of each draft turned
into the engine's own form. What is measured is one call of `evaluate` for each draft.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any

from benchmarks import rules as r
from rulebook.records import Record

__all__ = ["MODULES", "Contender", "Rules", "Stated"]

Rules = Mapping[str, r.Rule]  # by full name
Stated = Mapping[r.Fact, r.Answer]

MODULES = (
    "benchmarks.peers.regorus_vm", "benchmarks.peers.cedar", "benchmarks.peers.zen_engine", "benchmarks.peers.rule_engine",
    "benchmarks.peers.cel", "benchmarks.peers.openfisca", "benchmarks.peers.by_hand",
)  # fmt: skip


class Contender(Record):
    """An engine, or a way to use it. `evaluate` takes the number of a draft, `failing` turns what it returns into the names of rules."""

    name: str
    evaluate: Callable[[int], Any]
    failing: Callable[[Any], set[str]]
