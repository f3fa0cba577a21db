"""zen-engine: the GoRules decision engine, in Rust."""

from __future__ import annotations

import json
from collections.abc import Sequence
from importlib import import_module
from typing import Any

from benchmarks.peers import Contender, Rules, Stated
from benchmarks.peers.dialects import IN_WORDS, Dialect, name_of

__all__ = ["HOW", "PACKAGE", "prepare"]

PACKAGE = "zen-engine"
HOW = (
    "all rules in one decision (an input, a node of expressions, an output), made once; its trace, which names the result of every "
    "expression, stands for an explanation; also as one compiled expression that is a list"
)

ZEN = Dialect(
    IN_WORDS,
    {
        "not empty": "len(<f>) > 0",
        "all of": "all([<v>], # in <f>)",
        "any of": "some([<v>], # in <f>)",
        "only": "all(<f>, # in [<v>])",
    },
)


def prepare(rules: Rules, drafts: Sequence[Stated]) -> list[Contender]:
    """Return the rules as one decision, without and with its trace, and as one expression."""
    zen: Any = import_module("zen")
    names = list(rules)
    fails = [ZEN.fails(rule) for rule in rules.values()]
    decision = zen.ZenEngine().create_decision(json.dumps(_decision(fails)))
    listed = zen.compile_expression(f"[{', '.join(fails)}]")
    facts = [{name_of(fact): list(answer) if isinstance(answer, tuple) else answer for fact, answer in stated.items()} for stated in drafts]

    def failing(came: dict[str, dict[str, bool]]) -> set[str]:
        return {names[int(key[1:])] for key, fails in came["result"].items() if fails}

    return [
        Contender("zen-engine", lambda number: decision.evaluate(facts[number]), failing),
        Contender("zen-engine with trace", lambda number: decision.evaluate(facts[number], {"trace": True}), failing),
        Contender(
            "zen-engine, one expression",
            lambda number: listed.evaluate(facts[number]),
            lambda came: {name for name, fails in zip(names, came) if fails},
        ),
    ]


def _decision(fails: Sequence[str]) -> dict[str, Any]:
    """Return a decision that gives for each rule, by its number, whether it fails."""
    expressions = [{"id": str(i), "key": f"r{i}", "value": condition} for i, condition in enumerate(fails)]
    kinds = {"in": ("inputNode", {}), "rules": ("expressionNode", {"expressions": expressions}), "out": ("outputNode", {})}
    nodes = [
        {"id": name, "type": kind, "name": name, "position": {"x": 0, "y": 0}, "content": content}
        for name, (kind, content) in kinds.items()
    ]
    edges = [{"id": f"to {to}", "sourceId": source, "targetId": to, "type": "edge"} for source, to in (("in", "rules"), ("rules", "out"))]
    return {"contentType": "application/vnd.gorules.decision", "nodes": nodes, "edges": edges}
