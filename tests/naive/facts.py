"""What a draft says of one fact, read anew for every question: strictly, with weak values, or with something supposed."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field, replace
from itertools import combinations
from typing import Final

from rulebook.drafts.draft import Draft, Stated
from rulebook.language.policy import Policy
from rulebook.values import Members, Truth, Value

__all__ = ["GENERAL", "OTHER", "Leaf", "Reading", "Whose", "places_of"]

GENERAL: Final = "<the measure as a whole>"  # of which the general statements hold
OTHER: Final = "<a member that the draft does not name>"

Whose = Mapping[str, str]  # by group: a member's name, GENERAL or OTHER


@dataclass(frozen=True)
class Leaf:
    """A fact's value (None: not known), and the name under which it is missing.

    `judged` is its name where a person reasoned it, `weak` where the value was taken although it is weak.
    """

    value: Value | None
    missing: str
    judged: str = ""
    weak: str = ""


@dataclass(frozen=True)
class Reading:
    """A draft, read strictly (`weak` is empty), with the weak values that `weak` names, or with all of them (None).

    Of the facts in `doubting`, what counts in doubt is taken in the place of judgements without reasons.
    `supposed` holds values that stand in for what is missing; `supposed_groups` says how what a group leaves open is taken to come out.
    """

    policy: Policy
    draft: Draft
    weak: frozenset[str] | None = frozenset()
    doubting: frozenset[str] = frozenset()
    supposed: Mapping[str, Value] = field(default_factory=dict)
    supposed_groups: Mapping[str, Truth] = field(default_factory=dict)

    def choices(self) -> Iterator[Reading]:
        """Give the readings in which each fact that is judged without reasons is as it was judged, or as counts in doubt."""
        stated = [*self.draft.facts.items(), *((path, one) for (path, _), one in self.draft.members.items())]
        bare = {path for path, one in stated if one.weak}
        doubted = sorted(path for path in bare if self.policy.facts[path].in_doubt is not None)
        for size in range(len(doubted) + 1):
            for chosen in combinations(doubted, size):
                yield replace(self, doubting=frozenset(chosen))

    def leaf(self, path: str, group: str, whose: Whose) -> Leaf:
        """Return what the draft says of a fact."""
        fact = self.policy.facts[path]
        stated, name, missing = self._stated(path, group, whose)
        said = stated.value if stated is not None and stated.kind == "value" and not stated.weak else None
        if said is not None and not _in_parts(said):
            return Leaf(said, missing, name if fact.type.kind == "judgement" else "")
        if missing in self.supposed:
            return Leaf(self.supposed[missing], missing)
        taken = self._weak_value(path, stated)
        names = {missing, name, path, f"{group}.{whose[group]}.{path.rpartition('.')[2]}"} if group else {missing, name}
        if taken is not None and (self.weak is None or names & self.weak):
            return Leaf(taken, missing, weak=name)
        return Leaf(said, missing)

    def _weak_value(self, path: str, stated: Stated | None) -> Value | None:
        """A bare judgement is weak; so is the value of `in doubt`, where the draft is silent on the fact or says `open`, and for what
        it leaves unsaid of a set."""
        in_doubt = self.policy.facts[path].in_doubt
        if stated is not None and stated.kind == "value":
            if isinstance(stated.value, Members) and _in_parts(stated.value) and isinstance(in_doubt, Members):
                said = stated.value.included | stated.value.excluded
                return Members(stated.value.included | {word for word in in_doubt.included if word not in said})
            return (in_doubt if path in self.doubting else stated.value) if stated.weak else None
        if stated is None or stated.kind == "open":
            return in_doubt
        return None

    def _stated(self, path: str, group: str, whose: Whose) -> tuple[Stated | None, str, str]:
        """Return the statement that counts, the name of what it is of, and the name under which it is missing."""
        if not group:
            return self.draft.facts.get(path), path, path
        member = whose[group]
        own = self.draft.members.get((path, member))
        last = path.rpartition(".")[2]
        missing = {GENERAL: path, OTHER: group}.get(member, f"{group}.{member}.{last}")
        if own is not None:
            return own, missing, missing
        return self.draft.facts.get(path), path, missing


def _in_parts(value: Value | None) -> bool:
    return isinstance(value, Members) and not value.whole


def places_of(name: str, policy: Policy) -> str:
    """Return the fact's path for the name of a fact of a member (`people.families.children` is `people.children`)."""
    if name in policy.facts or name in policy.groups:
        return name
    owner, _, last = name.rpartition(".")
    return f"{owner.rpartition('.')[0]}.{last}"
