"""Which of the missing facts could decide: found by supposing a value of each, alone and beside values of the others."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import replace
from itertools import islice, product
from typing import Any

from rulebook.language import nodes as n
from rulebook.language.policy import FactType, Policy, Rule
from rulebook.values import NO, UNLIMITED, YES, Date, Duration, Members, Money, Percent, Text, Truth, Value
from tests.naive.evaluator import Bench, Status, expressions_of
from tests.naive.facts import Reading, places_of

__all__ = ["could_decide"]

MOST_WORLDS = 40  # of the other facts, for each fact
EXTREMES: Mapping[str, tuple[Value, ...]] = {
    "duration": (Duration(), UNLIMITED, Duration(hours=1), Duration(months=1)),
    "date": (Date(1, 1, 1), Date(9999, 12, 31)),
    "number": (0, 1, 1000),
    "percent": (Percent(0), Percent(1000)),
    "money": (Money("EUR", 0), Money("EUR", 10**9), Money("USD", 0), Money("USD", 10**9)),
    "text": (Text("so"),),
    "yes/no": (YES, NO),
    "judgement": (YES, NO),
}
KINDS: Mapping[type, str] = {Duration: "duration", Date: "date", Percent: "percent", Money: "money", int: "number"}


def could_decide(bench: Bench, order: str, missing: Iterable[str]) -> frozenset[str]:
    """Return those missing facts and groups of which some value changes the status in a legal order, in some world of the others."""
    names = sorted(missing)
    policy, reading = bench.policy, Reading(bench.policy, bench.draft)
    values = {name: _values(name, bench.rule, policy, reading) for name in names}
    open_names = [name for name in names if values[name]]
    return frozenset(name for name in open_names if _decides(name, open_names, values, bench, reading, order))


def _decides(name: str, names: Sequence[str], values: Mapping[str, Sequence[Any]], bench: Bench, reading: Reading, order: str) -> bool:
    others = [other for other in names if other != name]
    for world in islice(_worlds(others, values), MOST_WORLDS):
        if _status(bench, reading, world, order) == "unknown":
            for value in values[name]:
                if _status(bench, reading, {**world, name: value}, order) != "unknown":
                    return True
    return False


def _worlds(names: Sequence[str], values: Mapping[str, Sequence[Any]]) -> Iterator[dict[str, Any]]:
    """Give nothing supposed, then one value of one fact, then values of them all."""
    yield {}
    for name in names:
        for value in values[name]:
            yield {name: value}
    if len(names) > 1:
        for chosen in product(*(values[name] for name in names)):
            yield dict(zip(names, chosen))


def _status(bench: Bench, reading: Reading, world: Mapping[str, Any], order: str) -> Status:
    groups = {name: value for name, value in world.items() if name in bench.policy.groups}
    facts = {name: value for name, value in world.items() if name not in groups}
    return dict(bench.verdict(replace(reading, supposed=facts, supposed_groups=groups), None).orders)[order]


def _values(name: str, rule: Rule, policy: Policy, reading: Reading) -> Sequence[Value]:
    """Return values of a fact at and around what the rule names, and at the ends of what there is; none for an event."""
    if name in policy.groups:
        truths: tuple[Truth, ...] = (YES, NO)
        return truths
    path = places_of(name, policy)
    if path not in policy.facts:
        return ()
    kind = policy.facts[path].type
    if kind.kind in {"one of", "any of"}:
        return _of_list(kind, name, path, reading)
    named = [
        node.value for node in expressions_of(rule, policy) if isinstance(node, n.Literal_) and KINDS.get(type(node.value)) == kind.kind
    ]
    return [*EXTREMES[kind.kind], *(value for value in dict.fromkeys(named) if value is not None)]


def _of_list(kind: FactType, name: str, path: str, reading: Reading) -> Sequence[Value]:
    if kind.kind == "one of":
        return kind.choices
    stated = [
        *reading.draft.facts.items(),
        *((f"{p.rpartition('.')[0]}.{m}.{p.rpartition('.')[2]}", s) for (p, m), s in reading.draft.members.items()),
    ]
    found = dict(stated).get(name) or reading.draft.facts.get(path)
    known = (
        found.value
        if found is not None and isinstance(found.value, Members) and found.kind == "value"
        else Members(frozenset(), frozenset(), False)
    )
    worlds = product((False, True), repeat=len(kind.choices))
    sets = [frozenset(word for word, there in zip(kind.choices, world) if there) for world in worlds]
    return [Members(words) for words in sets if known.included <= words and not known.excluded & words]
