"""What a rule asks of a draft: the facts, groups and events in its conditions, through every concept that they are made of."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from rulebook.language import nodes as n
from rulebook.language.policy import Authority, Policy, Rule
from rulebook.records import Record

__all__ = ["Asked", "asked_by", "uses"]


class Asked(Record):
    """Facts by path, groups and events by name, each once, in reading order: `when`, requirements, exceptions, then the sources."""

    facts: tuple[str, ...]
    groups: tuple[str, ...]
    events: tuple[str, ...]


def asked_by(policy: Policy, rules: Sequence[Rule]) -> Asked:
    """Return what the rules ask of a draft."""
    facts: dict[str, None] = {}
    groups: dict[str, None] = {}
    events: dict[str, None] = {}
    for rule in rules:
        if rule.group:
            groups[rule.group] = None
        for condition in _conditions(rule):
            for node in _within(policy, condition):
                if isinstance(node, n.FactRef):
                    facts[node.path] = None
                    if node.group:
                        groups[node.group] = None
                elif isinstance(node, n.Quantified | n.CountMembers):
                    groups[node.group] = None
                elif isinstance(node, n.Happens):
                    events[node.event] = None
                elif isinstance(node, n.HappensBefore | n.HappensWithin | n.HappensAfter):
                    events |= dict.fromkeys((node.event, node.other))
    return Asked(tuple(facts), tuple(groups), tuple(events))


def uses(policy: Policy) -> dict[str, int]:
    """Return how many rules ask for each fact, group and event, by its path or name; what no rule asks for is left out."""
    counts: dict[str, int] = {}
    for rule in policy.rules:
        asked = asked_by(policy, [rule])
        for name in (*asked.facts, *asked.groups, *asked.events):
            counts[name] = counts.get(name, 0) + 1
    return counts


def _conditions(rule: Rule) -> Iterator[n.Expression]:
    if rule.when is not None:
        yield rule.when
    yield from (requirement.condition for requirement in rule.requirements)
    exceptions = [exception for requirement in rule.requirements for exception in requirement.exceptions]
    for exception in exceptions:
        if exception.when is not None:
            yield exception.when
        yield from (requirement.condition for requirement in exception.requirements)
    authorities: list[Authority] = [*rule.authorities, *(authority for exception in exceptions for authority in exception.authorities)]
    yield from (authority.source.when for authority in authorities if authority.source.when is not None)


def _within(policy: Policy, node: object) -> Iterator[Record]:
    """Give a condition and everything in it, in reading order; of a defined concept, what defines it."""
    if isinstance(node, tuple):
        for part in node:
            yield from _within(policy, part)
    elif isinstance(node, n.DefineRef):
        yield from _within(policy, policy.defines[node.path].expression)
    elif isinstance(node, Record):
        yield node
        for field in type(node).__match_args__:
            yield from _within(policy, getattr(node, field))
