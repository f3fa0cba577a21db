"""rule-engine: an expression language in Python."""

from __future__ import annotations

from collections.abc import Sequence
from importlib import import_module
from typing import Any

from benchmarks import rules as r
from benchmarks.peers import Contender, Rules, Stated
from benchmarks.peers.dialects import IN_WORDS, Dialect, name_of

__all__ = ["HOW", "PACKAGE", "prepare"]

PACKAGE = "rule-engine"
HOW = "each rule parsed once, the facts a dictionary with tuples for sets"


class _RuleEngine(Dialect):
    """Has no quantifiers over lists: each value is asked for by itself."""

    def condition(self, node: r.Condition) -> str:
        match node:
            case r.Includes(fact, "all of" | "any of" as mode, values):
                return self._joined("and" if mode == "all of" else "or", [f'"{value}" in {name_of(fact)}' for value in values])
            case _:
                return super().condition(node)


RULE_ENGINE = _RuleEngine(IN_WORDS, {"not empty": "<f>.length > 0", "only": "[x for x in <f> if not (x in [<v>])].length == 0"})


def prepare(rules: Rules, drafts: Sequence[Stated]) -> list[Contender]:
    """Return the rules as its rules."""
    rule_engine: Any = import_module("rule_engine")
    parsed = {name: rule_engine.Rule(RULE_ENGINE.fails(rule)) for name, rule in rules.items()}
    facts = [{name_of(fact): answer for fact, answer in stated.items()} for stated in drafts]

    def evaluate(number: int) -> set[str]:
        draft = facts[number]
        return {name for name, rule in parsed.items() if rule.matches(draft)}

    return [Contender("rule-engine", evaluate, set)]
