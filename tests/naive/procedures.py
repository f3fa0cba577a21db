"""Conditions on events, read off the longest and shortest times between them; hours only (Floyd and Warshall's shortest paths)."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from fractions import Fraction

from rulebook.drafts.draft import Draft
from rulebook.language.nodes import Happens, HappensAfter, HappensBefore, HappensWithin, Step
from rulebook.values import NO, UNKNOWN, YES, Duration, Truth

__all__ = ["Happening", "Procedure"]

Happening = Happens | HappensBefore | HappensWithin | HappensAfter
Hours = Fraction | None  # None: nothing bounds it


def _hours(duration: object) -> Hours:
    assert isinstance(duration, Duration)
    if duration.unlimited:
        return None
    assert not duration.dated, "this reading knows hours only"
    return Fraction(duration.hours)


def _named(step: Step) -> set[str]:
    return {event for event in (step.event, step.other) if event}


@dataclass(frozen=True)
class Network:
    """The longest time from one event to another: a number of hours, or nothing; and whether a chain says that nothing limits it."""

    longest: dict[tuple[str, str], Fraction]
    said_unlimited: frozenset[tuple[str, str]]

    @staticmethod
    def of(steps: Sequence[Step], events: Sequence[str]) -> Network:
        longest = {(event, event): Fraction(0) for event in events}
        chained = {(event, event) for event in events}

        def bound(start: str, end: str, hours: Hours) -> None:
            chained.add((start, end))
            if hours is not None:
                longest[start, end] = min(hours, longest.get((start, end), hours))

        for step in steps:
            if step.other:
                least = _hours(step.duration) if step.kind == "at least" else Fraction(0)
                assert least is not None
                bound(step.event, step.other, -least)
            if step.kind == "within":
                bound(step.other, step.event, _hours(step.duration))
        for through in events:
            for start in events:
                for end in events:
                    first, second = longest.get((start, through)), longest.get((through, end))
                    if first is not None and second is not None:
                        longest[start, end] = min(first + second, longest.get((start, end), first + second))
                    if (start, through) in chained and (through, end) in chained:
                        chained.add((start, end))
        return Network(longest, frozenset(chained - set(longest)))

    def contradicts(self) -> bool:
        """True where an event would have to come before itself."""
        return any(hours < 0 for (start, end), hours in self.longest.items() if start == end)


class Procedure:
    """The steps of one track, with those of every track."""

    def __init__(self, draft: Draft, optional: Iterable[str], events: Sequence[str], track: str) -> None:
        self.steps = [made.step for made in draft.steps if made.track in {"", track}]
        self.optional = frozenset(optional)
        self.events = tuple(events)

    def contradicts(self) -> bool:
        """True where no schedule meets the bounds, or a step that happens or is bounded never happens."""
        never = {step.event for step in self.steps if step.kind == "never"}
        others = {event for step in self.steps if step.kind != "never" for event in _named(step)}
        return bool(never & others) or Network.of(self.steps, self.events).contradicts()

    def truth(self, condition: Happening) -> Truth:
        """Return whether the condition holds on every schedule that the steps allow, on none, or neither."""
        named = {condition.event} | ({condition.other} if not isinstance(condition, Happens) else set())
        steps = [step for step in self.steps if not (_named(step) & self.optional) - named]
        return _RULES[type(condition)](condition, _Situation(steps, self.optional, named, Network.of(steps, self.events)))

    def unlimited_by_no_chain(self, condition: Happening) -> frozenset[str]:
        """Return the condition's events where no step that counts for it names any of them."""
        named = {condition.event} | ({condition.other} if not isinstance(condition, Happens) else set())
        steps = [step for step in self.steps if not (_named(step) & self.optional) - named]
        return frozenset() if any(_named(step) & named for step in steps) else frozenset(named)


@dataclass(frozen=True)
class _Situation:
    steps: list[Step]
    optional: frozenset[str]
    named: set[str]
    network: Network

    def never(self, event: str) -> bool:
        return any(step.kind == "never" and step.event == event for step in self.steps)

    def said(self, event: str) -> bool:
        """A step says that it happens, or bounds it by events of which none is optional (and it is not optional itself)."""
        if any(step.kind == "happens" and step.event == event for step in self.steps):
            return True
        bounded = any(event in _named(step) and step.other and not _named(step) & self.optional for step in self.steps)
        return bounded and event not in self.optional

    def does(self, event: str) -> bool:
        """It happens; where the condition names an optional event, it is read "if it happens"."""
        return not self.never(event) and (event in self.optional & self.named or self.said(event))

    def longest(self, start: str, end: str) -> Hours:
        return self.network.longest.get((start, end))

    def shortest(self, start: str, end: str) -> Hours:
        back = self.network.longest.get((end, start))
        return None if back is None else -back


def _happens(condition: Happens, here: _Situation) -> Truth:
    if here.never(condition.event):
        return NO
    return YES if here.said(condition.event) else UNKNOWN


def _within(condition: HappensWithin, here: _Situation) -> Truth:
    event, other, limit = condition.event, condition.other, _hours(condition.duration)
    assert limit is not None
    if here.never(other):
        return UNKNOWN
    longest, shortest = here.longest(other, event), here.shortest(other, event)
    if longest is not None and longest <= limit:
        return YES
    if longest is not None or (shortest is not None and shortest > limit):
        return NO
    if here.never(event) and here.does(other):
        return NO
    return NO if (other, event) in here.network.said_unlimited else UNKNOWN


def _after(condition: HappensAfter, here: _Situation) -> Truth:
    event, other, least = condition.event, condition.other, _hours(condition.duration)
    assert least is not None
    longest, shortest = here.longest(other, event), here.shortest(other, event)
    if here.never(event) or (shortest is not None and shortest >= least):
        return YES
    if shortest is not None or (longest is not None and longest < least):
        return NO
    return NO if here.never(other) and here.does(event) else UNKNOWN


def _before(condition: HappensBefore, here: _Situation) -> Truth:
    event, other = condition.event, condition.other
    longest, shortest = here.longest(other, event), here.shortest(other, event)
    if here.never(other) or (longest is not None and longest <= 0):
        return YES
    if longest is not None or (shortest is not None and shortest > 0):
        return NO
    return NO if here.never(event) and here.does(other) else UNKNOWN


_RULES: dict[type, Callable[..., Truth]] = {Happens: _happens, HappensWithin: _within, HappensAfter: _after, HappensBefore: _before}
