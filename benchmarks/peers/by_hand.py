"""No engine at all: each rule as a function of Python, written out and compiled; a floor for every engine that runs in Python."""

from __future__ import annotations

from collections.abc import Sequence

from benchmarks.peers import Contender, Rules, Stated
from benchmarks.peers.dialects import IN_WORDS, Dialect, name_of

__all__ = ["HOW", "PACKAGE", "prepare"]

PACKAGE = ""
HOW = "each rule a compiled Python expression, the facts a dictionary"

PYTHON = Dialect(
    IN_WORDS,
    {
        "one of": "<f> in {<v>}",
        "not empty": "len(<f>) > 0",
        "all of": "<f> >= {<v>}",
        "any of": "not <f>.isdisjoint({<v>})",
        "only": "<f> <= {<v>}",
    },
    owner='draft["<f>"]',
)


def prepare(rules: Rules, drafts: Sequence[Stated]) -> list[Contender]:
    """Return the rules as functions."""
    functions = {name: eval(f"lambda draft: {PYTHON.fails(rule)}") for name, rule in rules.items()}
    facts = [
        {name_of(fact): frozenset(answer) if isinstance(answer, tuple) else answer for fact, answer in stated.items()} for stated in drafts
    ]

    def evaluate(number: int) -> set[str]:
        draft = facts[number]
        return {name for name, fails in functions.items() if fails(draft)}

    return [Contender("Python by hand", evaluate, set)]
