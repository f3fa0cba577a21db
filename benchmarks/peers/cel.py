"""cel-python: Google's Common Expression Language in Python."""

from __future__ import annotations

from collections.abc import Sequence
from importlib import import_module
from typing import Any

from benchmarks.peers import Contender, Rules, Stated
from benchmarks.peers.dialects import C_LIKE, Dialect, name_of

__all__ = ["HOW", "PACKAGE", "prepare"]

PACKAGE = "cel-python"
HOW = "each rule an expression compiled by its CompiledRunner, the facts turned into its own values beforehand"

CEL = Dialect(
    C_LIKE,
    {
        "not empty": "size(<f>) > 0",
        "all of": "[<v>].all(x, x in <f>)",
        "any of": "[<v>].exists(x, x in <f>)",
        "only": "<f>.all(x, x in [<v>])",
    },
)


def prepare(rules: Rules, drafts: Sequence[Stated]) -> list[Contender]:
    """Return the rules as CEL programs."""
    celpy: Any = import_module("celpy")
    environment = celpy.Environment(runner_class=celpy.CompiledRunner)
    programs = {name: environment.program(environment.compile(CEL.fails(rule))) for name, rule in rules.items()}
    facts = [
        {name_of(fact): celpy.json_to_cel(list(answer) if isinstance(answer, tuple) else answer) for fact, answer in stated.items()}
        for stated in drafts
    ]

    def evaluate(number: int) -> set[str]:
        draft = facts[number]
        return {name for name, program in programs.items() if program.evaluate(draft)}

    return [Contender("cel-python", evaluate, set)]
