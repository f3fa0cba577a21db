"""Conditions in the languages of other engines: most differ in a few signs only.

None of them knows "not known" or "not applicable", so a rule becomes the condition under which it fails: its `when` and not all
its requirements, each by itself or by its exception. Paths become flat names.
"""

from __future__ import annotations

from collections.abc import Sequence

from benchmarks import rules as r

__all__ = ["C_LIKE", "IN_WORDS", "Dialect", "name_of"]

C_LIKE = {"and": " && ", "or": " || ", "not": "!({})"}
IN_WORDS = {"and": " and ", "or": " or ", "not": "not ({})"}


def name_of(fact: r.Fact) -> str:
    """Return the flat name of a fact."""
    return fact.path.replace(".", "__")


class Dialect:
    """A language of conditions. In the templates `<f>` is the fact, `<v>` the values in quotes, parted by commas."""

    def __init__(self, logic: dict[str, str], templates: dict[str, str], owner: str = "<f>") -> None:
        self._logic = logic
        self._templates = {"yes": "<f>", "is": "<f> == <v>", "one of": "<f> in [<v>]", "at most": "<f> <= <v>"} | templates
        self._owner = owner

    def fails(self, rule: r.Rule) -> str:
        """Return the condition under which a rule fails."""
        unmet = self._not(self._joined("and", [self._met(stage) for stage in rule.stages]))
        return unmet if rule.when is None else self._joined("and", [self.condition(rule.when), unmet])

    def _met(self, stage: r.Stage) -> str:
        itself = self._not(self.condition(stage.condition)) if stage.forbidden else self.condition(stage.condition)
        if stage.exemption is None:
            return itself
        instead = self._joined("and", [self.condition(stage.exemption.when), self.condition(stage.exemption.condition)])
        return self._joined("or", [itself, instead])

    def condition(self, node: r.Condition) -> str:
        """Return a condition."""
        match node:
            case r.All(parts):
                return self._joined("and", [self.condition(part) for part in parts])
            case r.Some(parts):
                return self._joined("or", [self.condition(part) for part in parts])
            case r.Yes(fact):
                return self._leaf("yes", fact)
            case r.Is(fact, value):
                return self._leaf("is", fact, self.listed(value))
            case r.OneOf(fact, values):
                return self._leaf("one of", fact, self.listed(*values))
            case r.AtMost(fact, limit):
                return self._leaf("at most", fact, str(limit))
            case r.NotEmpty(fact):
                return self._leaf("not empty", fact)
            case r.Includes(fact, mode, values):
                return self._leaf(mode, fact, self.listed(*values))

    def _leaf(self, kind: str, fact: r.Fact, values: str = "") -> str:
        return self._templates[kind].replace("<f>", self._owner.replace("<f>", name_of(fact))).replace("<v>", values)

    def listed(self, *values: str) -> str:
        """Return values as they stand within a list."""
        return ", ".join(f'"{value}"' for value in values)

    def _joined(self, word: str, parts: Sequence[str]) -> str:
        return parts[0] if len(parts) == 1 else f"({self._logic[word].join(parts)})"

    def _not(self, part: str) -> str:
        return self._logic["not"].format(part)
