"""What is known at the place where a condition is evaluated: the draft's facts, whose member is meant, the steps.

A draft gives two readings of its facts. The solid one leaves out weak statements (a judgement without a person or
reasons); the weak one has them, and what counts in doubt where the draft is silent or vague (language.md, "Truth").
Where a weak statement says something else than counts in doubt, there is a weak reading with either.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from itertools import combinations
from typing import TYPE_CHECKING, Any, TypeVar

from rulebook.drafts.draft import Draft, GroupState, Stated, StepMade
from rulebook.language.policy import Policy
from rulebook.values import UNKNOWN, Members, Truth, Value

if TYPE_CHECKING:
    from rulebook.checking.procedures import Network

__all__ = ["NOBODY", "Facts", "Readings", "Situation", "network_of"]

K = TypeVar("K")
NOBODY = GroupState((), False, False, ())
MOST_CHOICES = 4  # facts of which either is tried with either of the others: sixteen readings; of more, all are taken together


class Facts:
    """One reading of a draft: values by path, and by (path, member); UNKNOWN where a statement sets nothing."""

    __slots__ = ("general", "own")

    def __init__(self, general: dict[str, Value], own: dict[tuple[str, str], Value]) -> None:
        self.general = general
        self.own = own


class Readings:
    """The readings of a draft, the weak ones made when somebody asks for them."""

    __slots__ = ("_draft", "_policy", "_weak", "solid")

    def __init__(self, policy: Policy, draft: Draft) -> None:
        self.solid = Facts(_solid(draft.facts), _solid(draft.members))
        self._policy, self._draft = policy, draft
        self._weak: tuple[Facts, ...] | None = None

    @property
    def weak(self) -> tuple[Facts, ...]:
        """The readings with weak statements, and with what counts in doubt; none where that is the solid one.

        There are several where a judgement without reasons says something else than counts in doubt: neither helps the draft.
        """
        if self._weak is None:
            first = _weak(self._policy, self._draft, self.solid)
            self._weak = () if first is None else (first, *_doubting(self._policy, self._draft, first))
        return self._weak


def _solid(facts: Mapping[K, Stated]) -> dict[K, Any]:
    return {
        key: stated.value if stated.kind == "value" and not stated.weak and stated.value is not None else UNKNOWN
        for key, stated in facts.items()
    }


def _weak(policy: Policy, draft: Draft, solid: Facts) -> Facts | None:
    general = {path: stated.value for path, stated in draft.facts.items() if stated.weak and stated.value is not None}
    own = {key: stated.value for key, stated in draft.members.items() if stated.weak and stated.value is not None}
    if not (general or own or policy.in_doubt):
        return None
    weak = Facts(solid.general | general, solid.own | own)
    for path, doubted in policy.in_doubt.items():
        if (value := _doubted(draft.facts.get(path), doubted)) is not None:
            weak.general[path] = value
    for (path, member), stated in draft.members.items():
        in_doubt = policy.in_doubt.get(path)
        if in_doubt is not None and (value := _doubted(stated, in_doubt)) is not None:
            weak.own[path, member] = value
    return weak if weak.general != solid.general or weak.own != solid.own else None


def _doubted(said: Stated | None, doubted: Value) -> Value | None:
    """Return what counts in doubt: where the draft is silent on the fact or vague, and of a set that it states in parts, for the rest;
    None where nothing does."""
    if said is None or said.kind == "open":
        return doubted
    if isinstance(said.value, Members) and not said.value.whole and isinstance(doubted, Members):
        return Members(said.value.included | (doubted.included - said.value.excluded))
    return None


def _doubting(policy: Policy, draft: Draft, weak: Facts) -> Iterator[Facts]:
    """Give the weak readings in which, for some facts, what counts in doubt stands in the place of judgements without reasons."""
    stated: list[tuple[str, Stated]] = [*draft.facts.items(), *((path, one) for (path, _), one in draft.members.items())]
    apart = [path for path, one in stated if one.weak and policy.in_doubt.get(path) not in (None, one.value)]
    paths = sorted(set(apart))
    sizes = range(1, len(paths) + 1) if len(paths) <= MOST_CHOICES else (len(paths),)
    for size in sizes:
        for chosen in combinations(paths, size):
            general = {path: policy.in_doubt[path] for path in chosen if path in draft.facts and draft.facts[path].weak}
            own = {key: policy.in_doubt[key[0]] for key, one in draft.members.items() if one.weak and key[0] in chosen}
            yield Facts(weak.general | general, weak.own | own)


class Situation:
    """Where a condition is evaluated. `member` is, for each group in play, the member meant; None means what the draft says of the group in
    general. `network` gives the steps of the track."""

    __slots__ = ("general", "groups", "member", "network", "own")

    def __init__(
        self, facts: Facts, groups: Mapping[str, GroupState], member: dict[str, str | None], network: Callable[[], Network]
    ) -> None:
        self.general = facts.general
        self.own = facts.own
        self.groups = groups
        self.member = member
        self.network = network

    def of(self, group: str, member: str | None) -> Situation:
        """Return the same situation, with this member of the group meant."""
        made = object.__new__(Situation)
        made.general, made.own, made.groups, made.network = self.general, self.own, self.groups, self.network
        made.member = {**self.member, group: member}
        return made

    def read_by(self, facts: Facts) -> Situation:
        """Return the same situation in another reading of the draft."""
        return Situation(facts, self.groups, self.member, self.network)

    def value(self, path: str, group: str) -> Value | Truth:
        """Return the value of a fact, UNKNOWN where there is none: a member's own statement, else the general one."""
        if group:
            member = self.member[group]
            if member is not None:
                found = self.own.get((path, member))
                if found is not None:
                    return found
        return self.general.get(path, UNKNOWN)


def network_of(steps: tuple[StepMade, ...], track: str, policy: Policy) -> Callable[[], Network]:
    """Return what makes the network of a track, once, when a condition first asks for it: the track's own steps and those of every
    track."""
    made: list[Network] = []

    def network() -> Network:
        if not made:
            from rulebook.checking.procedures import Network  # most drafts have no steps, and few rules speak of events

            optional = frozenset(event.name for event in policy.events.values() if event.optional)
            made.append(Network([step for step in steps if step.track in {"", track}], optional))
        return made[0]

    return network
