"""What is known at the place where a condition is evaluated: the draft's facts, whose member is meant, the steps.

A draft gives two readings of its facts. The solid one leaves out weak statements (a judgement without a person or
reasons); the weak one has them, and what counts in doubt where the draft is silent or vague (language.md, "Truth").
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import TYPE_CHECKING

from rulebook.drafts.draft import Draft, GroupState, StepMade
from rulebook.language.policy import Policy
from rulebook.values import UNKNOWN, Truth, Value

if TYPE_CHECKING:
    from rulebook.checking.procedures import Network

__all__ = ["NOBODY", "Facts", "Situation", "readings"]

NOBODY = GroupState((), False, False, ())


class Facts:
    """One reading of a draft: values by path, and by (path, member); UNKNOWN where a statement sets nothing."""

    __slots__ = ("general", "own")

    def __init__(self, general: dict[str, Value], own: dict[tuple[str, str], Value]) -> None:
        self.general = general
        self.own = own


def readings(policy: Policy, draft: Draft) -> tuple[Facts, Facts]:
    """Return the solid and the weak reading of a draft."""
    solid = Facts({}, {})
    for path, stated in draft.facts.items():
        solid.general[path] = UNKNOWN if stated.kind != "value" or stated.weak or stated.value is None else stated.value
    for key, stated in draft.members.items():
        solid.own[key] = UNKNOWN if stated.kind != "value" or stated.weak or stated.value is None else stated.value
    weak = Facts(dict(solid.general), dict(solid.own))
    for path, stated in draft.facts.items():
        if stated.weak and stated.value is not None:
            weak.general[path] = stated.value
    for key, stated in draft.members.items():
        if stated.weak and stated.value is not None:
            weak.own[key] = stated.value
    for path, doubted in policy.in_doubt.items():
        general = draft.facts.get(path)
        if general is None or general.kind == "open":
            weak.general[path] = doubted
    for (path, member), stated in draft.members.items():
        if stated.kind == "open" and (doubted_value := policy.in_doubt.get(path)) is not None:
            weak.own[path, member] = doubted_value
    return solid, weak


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

    def value(self, path: str, group: str) -> Value | Truth:
        """Return the value of a fact, UNKNOWN where there is none: a member's own statement, else the general one."""
        if group:
            member = self.member[group]
            if member is not None:
                found = self.own.get((path, member))
                if found is not None:
                    return found
        return self.general.get(path, UNKNOWN)


def network_of(steps: tuple[StepMade, ...], track: str, optional: frozenset[str]) -> Callable[[], Network]:
    """Return what makes the network of a track, once, when a condition first asks for it: the track's own steps and those of every
    track."""
    made: list[Network] = []

    def network() -> Network:
        if not made:
            from rulebook.checking.procedures import Network  # most drafts have no steps, and few rules speak of events

            made.append(Network([step for step in steps if step.track in {"", track}], optional))
        return made[0]

    return network
