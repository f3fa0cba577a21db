"""cedarpy: Amazon's Cedar, in Rust."""

from __future__ import annotations

import json
from collections.abc import Sequence
from importlib import import_module
from typing import Any

from benchmarks.peers import Contender, Rules, Stated
from benchmarks.peers.dialects import C_LIKE, Dialect, name_of

__all__ = ["HOW", "PACKAGE", "prepare"]

PACKAGE = "cedarpy"
HOW = "each rule a `forbid` policy, the policies a parsed PolicySet, the draft an entity in parsed Entities; the reasons name what fails"

CEDAR = Dialect(
    C_LIKE,
    {
        "one of": "[<v>].contains(<f>)",
        "not empty": "!(<f>.isEmpty())",
        "all of": "<f>.containsAll([<v>])",
        "any of": "<f>.containsAny([<v>])",
        "only": "[<v>].containsAll(<f>)",
    },
    owner="resource.<f>",
)


def prepare(rules: Rules, drafts: Sequence[Stated]) -> list[Contender]:
    """Return the rules as policies."""
    cedar: Any = import_module("cedarpy")
    policies = [f'@id("{name}")\nforbid(principal, action, resource) when {{ {CEDAR.fails(rule)} }};' for name, rule in rules.items()]
    parsed = cedar.PolicySet.from_str("\n".join(["permit(principal, action, resource);", *policies]))
    entities = [cedar.Entities.from_json_str(json.dumps(_entities(stated))) for stated in drafts]
    request = {"principal": 'Reader::"any"', "action": 'Action::"check"', "resource": 'Draft::"one"', "context": "{}"}

    def failing(came: Any) -> set[str]:
        if came.diagnostics.errors:
            raise ValueError(came.diagnostics.errors[0])
        return set(came.diagnostics.id_annotations_by_reason.values())

    return [Contender("cedarpy", lambda number: cedar.is_authorized(request, parsed, entities[number]), failing)]


def _entities(stated: Stated) -> list[dict[str, Any]]:
    attributes = {name_of(fact): list(answer) if isinstance(answer, tuple) else answer for fact, answer in stated.items()}
    draft = {"uid": {"type": "Draft", "id": "one"}, "attrs": attributes, "parents": []}
    return [draft, {"uid": {"type": "Reader", "id": "any"}, "attrs": {}, "parents": []}]
