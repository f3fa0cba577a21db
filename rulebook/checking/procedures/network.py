"""Procedures: what the steps of a draft say about when events happen (language reference, "Procedures").

A `Network` holds the steps of one track and answers the four conditions on events. It is a simple temporal network:
the longest time from one event to another is the shortest chain of bounds between them (`chains`), the shortest time
the longest chain the other way round, taken backward.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import Literal

from rulebook.checking.procedures.chains import Bound, Chain, Reach, Routes
from rulebook.drafts.draft import StepMade
from rulebook.records import Record
from rulebook.values import GREATER, LESS, NO, UNKNOWN, YES, Duration, Orders, Truth, compare, why_unsure, write
from rulebook.values.durations import negative

__all__ = ["Network", "Verdict"]

NO_TIME = Duration()
Condition = Literal["within", "before", "after"]


class Verdict(Record):
    """Whether a condition on events holds, with why in plain words.

    `missing` are the events that nothing limits, where that is why it is not known. `steps` are those that decided it, a
    chain in its order.
    """

    truth: Truth
    reason: str
    missing: tuple[str, ...] = ()
    steps: tuple[StepMade, ...] = ()


class Network:
    """The steps of one track, and what follows from them. `optional` are the events that may not happen."""

    def __init__(self, steps: Sequence[StepMade], optional: frozenset[str]) -> None:
        self._optional = optional
        self._never: dict[str, StepMade] = {}
        self._said: dict[str, StepMade] = {}
        self._bounding: dict[str, list[StepMade]] = {}
        for step in steps:
            self._note(step)
        self._routes = Routes(steps)
        self._reaches: dict[tuple[str, frozenset[str]], Reach] = {}
        self.contradiction = self._contradiction()

    def _note(self, step: StepMade) -> None:
        said = step.step
        if said.kind in ("happens", "never"):
            (self._said if said.kind == "happens" else self._never).setdefault(said.event, step)
            return
        for event in dict.fromkeys((said.event, said.other)):
            self._bounding.setdefault(event, []).append(step)

    def _contradiction(self) -> tuple[StepMade, ...]:
        """Return the steps of one contradiction: an event that never happens and does, or a round that no schedule meets."""
        for event, never in self._never.items():
            if event in self._said:
                return never, self._said[event]
            if event in self._bounding:
                return never, self._bounding[event][0]
        return _steps(self._routes.search(self._routes.order).contradiction)

    # ---- the four conditions

    def happens(self, event: str) -> Verdict:
        """Return whether the event happens: yes where a step says so, or bounds it and nothing in the bound hangs on somebody's acting."""
        if self.contradiction:
            return _contradictory(self.contradiction)
        if event in self._never:
            return Verdict(NO, f"{event} never happens", (), (self._never[event],))
        found = self._happening(event, self._optional)
        if found is not None:
            return Verdict(YES, f"{event} happens", (), found)
        acting = event in self._optional
        return Verdict(UNKNOWN, f"{event} happens only if somebody acts" if acting else f"no step says that {event} happens", (event,))

    def within(self, event: str, duration: Duration, other: str) -> Verdict:
        """Return whether the event comes at most so long after the other (it may also come before it)."""
        if never := self._if_never(event, other, other_never=UNKNOWN, event_never=NO):
            return never
        return self._decide("within", event, duration, other)

    def before(self, event: str, other: str) -> Verdict:
        """Return whether the event comes before the other, or in the same instant."""
        if never := self._if_never(event, other, other_never=YES, event_never=NO):
            return never
        return self._decide("before", event, NO_TIME, other)

    def after(self, event: str, duration: Duration, other: str) -> Verdict:
        """Return whether the event comes at least so long after the other."""
        if never := self._if_never(event, other, other_never=NO, event_never=YES):
            return never
        return self._decide("after", event, duration, other)

    # ---- whether events happen

    def _happening(self, event: str, without: frozenset[str]) -> tuple[StepMade, ...] | None:
        """Return the step by which the event happens; None where none says so. Bounds by the events `without` do not count."""
        if event in self._said:
            return (self._said[event],)
        for step in self._bounding.get(event, ()):
            if step.step.event not in without and step.step.other not in without:
                return (step,)
        return None

    def _if_never(self, event: str, other: str, *, other_never: Truth, event_never: Truth) -> Verdict | None:
        """Return the verdict where one of the events never happens, or the steps contradict each other; else None.

        The truths are what the condition is where the other event, or its own, never happens; NO only if the one left does.
        """
        if self.contradiction:
            return _contradictory(self.contradiction)
        cases = [(other, event, other_never), (event, other, event_never)]
        there_are = [case for case in cases if case[0] in self._never]
        for truth in (YES, UNKNOWN, NO):
            for never, there, wanted in there_are:
                if wanted is truth:
                    return self._never_one(never, there, truth)
        return None

    def _never_one(self, never: str, there: str, truth: Truth) -> Verdict:
        step = self._never[never]
        if truth is not NO:
            reason = f"{never} never happens" if truth is YES else f"{never} never happens, so that no time runs from it"
            return Verdict(truth, reason, (), (step,))
        if there in self._optional:  # a condition that names it is read "if it happens"
            return Verdict(NO, f"{never} never happens, not even if {there} does", (), (step,))
        found = self._happening(there, self._without(never, there))
        if found is None:
            return Verdict(UNKNOWN, f"{never} never happens, and no step says that {there} does", (there,), (step,))
        return Verdict(NO, f"{there} happens, but {never} never does", (), (step, *found))

    # ---- how much time lies between events

    def _without(self, event: str, other: str) -> frozenset[str]:
        return self._optional - {event, other}

    def _reach(self, start: str, without: frozenset[str]) -> Reach:
        key = (start, without)
        if key not in self._reaches:
            self._reaches[key] = self._routes.search((start,), without)
        return self._reaches[key]

    def _decide(self, condition: Condition, event: str, duration: Duration, other: str) -> Verdict:
        """Compare the longest and the shortest time from the other event to this one with the duration.

        Any chain proves that the longest time is no longer than it is, or the shortest no shorter. That the time can be
        longer, or shorter, than the duration is said only where every chain is.
        """
        without = self._without(event, other)
        onward, backward = self._reach(other, without), self._reach(event, without)
        if found := onward.contradiction or backward.contradiction:
            return _contradictory(_steps(found))
        longer = [(chain, compare(chain.length, duration)) for chain in onward.chains.get(event, ())]
        sooner = [(chain, _compare_back(chain.length, duration)) for chain in backward.chains.get(other, ())]
        bounding, breaking, whole, bad = (longer, sooner, onward, GREATER) if condition != "after" else (sooner, longer, backward, LESS)
        if condition != "within":  # "unlimited" breaks a limit; it says nothing of which comes first
            bounding = [(chain, orders) for chain, orders in bounding if not chain.length.unlimited]
        yes = next((chain for chain, orders in bounding if not orders & bad), None)
        no = next((chain for chain, orders in breaking if orders == bad), None)
        if no is None and bounding and whole.complete and all(orders == bad for _, orders in bounding):
            no = bounding[0][0]
        decided = yes or no
        if decided and not (yes and no):
            return Verdict(YES if yes else NO, _told(decided, event), (), _in_told_order(decided, event))
        if bounding:
            return self._unsure(event, duration, [chain for chain, _ in bounding])
        return self._unlimited(event, other, at_least=condition == "after")

    def _unsure(self, event: str, duration: Duration, chains: Sequence[Chain]) -> Verdict:
        """Return the verdict where it hangs on the start how the chains compare with the duration."""
        for chain in chains:
            length = chain.length if chain.event == event else negative(chain.length)
            if why := why_unsure(length, duration):
                return Verdict(UNKNOWN, f"{_told(chain, event)}; {why}", (), _in_told_order(chain, event))
        reason = f"{_told(chains[0], event)}; the steps allow too many different sums to compare them all"
        return Verdict(UNKNOWN, reason, (), _in_told_order(chains[0], event))

    def _unlimited(self, event: str, other: str, at_least: bool) -> Verdict:
        """Return the verdict where nothing bounds the time: both events are missing where no steps join them."""
        without = self._without(event, other)
        if not self._joined(event, other, without):
            return Verdict(UNKNOWN, self._why_apart(event, other), tuple(dict.fromkeys((event, other))))
        missing = self._ends(event, without, at_least)
        side = "how soon" if at_least else "how late"
        return Verdict(UNKNOWN, f"nothing limits {side} {' and '.join(missing)} can be, counted from {other}", missing)

    def _why_apart(self, event: str, other: str) -> str:
        """Return why no steps that count join the two events."""
        joined = self._joined(event, other, frozenset())
        acting = [one for one in joined if one in self._optional - {event, other}]
        if acting:
            return f"{event} and {other} are joined only by {' and '.join(acting)}, which may not happen"
        return f"no step says how {event} and {other} follow one another"

    def _ends(self, event: str, without: frozenset[str], at_least: bool) -> tuple[str, ...]:
        """Return the events that nothing limits: back from the event along its limits to those that have none."""
        found, ends = [event], []
        for one in found:  # grows while it is read
            steps = [step for step in self._bounding.get(one, ()) if step.step.event == one and (at_least or _limits(step))]
            earlier = dict.fromkeys(step.step.other for step in steps if step.step.other not in without)
            if not earlier:
                ends.append(one)
            found.extend(name for name in earlier if name not in found)
        return tuple(ends) or (event,)

    def _joined(self, event: str, other: str, without: frozenset[str]) -> list[str]:
        """Return the events that steps join with this one, in whatever direction; none where the other is not among them."""
        found, known = [event], {event}
        for one in found:  # grows while it is read
            for step in self._bounding.get(one, ()):
                for near in (step.step.event, step.step.other):
                    if near not in known and near not in without:
                        known.add(near)
                        found.append(near)
        return found if other in known else []


# ---- in words --------------------------------------------------------------------------------------------------


def _contradictory(steps: tuple[StepMade, ...]) -> Verdict:
    return Verdict(UNKNOWN, "the steps contradict each other", (), steps)


def _steps(bounds: Iterable[Bound]) -> tuple[StepMade, ...]:
    """Return the steps that set the bounds, in their order, each once."""
    found: dict[int, StepMade] = {}
    for bound in bounds:
        found.setdefault(id(bound.step), bound.step)
    return tuple(found.values())


def _in_told_order(chain: Chain, event: str) -> tuple[StepMade, ...]:
    steps = _steps(chain.bounds())
    return steps if chain.event == event else steps[::-1]


def _limits(step: StepMade) -> bool:
    """True where the step says how late its event can be."""
    return step.step.kind == "within" and isinstance(step.step.duration, Duration) and not step.step.duration.unlimited


def _compare_back(length: Duration, duration: Duration) -> Orders:
    """Compare the shortest time that a chain the other way round leaves with the duration."""
    return LESS if length.unlimited else compare(negative(length), duration)


def _told(chain: Chain, event: str) -> str:
    """Return the chain in words, from the other event to this: "arrest → transfer 2 days → first_hearing 3 days = 5 days"."""
    bounds, forward = chain.bounds(), chain.event == event
    if forward:
        links = [event if not bounds else bounds[0].earlier, *(f"{bound.later} {_longest(bound)}" for bound in bounds)]
    else:
        links = [chain.event, *(f"{bound.earlier} {_shortest(bound)}" for bound in reversed(bounds))]
    told = " → ".join(links)
    return f"{told} = {_total(chain.length, forward)}" if len(bounds) > 1 else told


def _longest(bound: Bound) -> str:
    """Return how long after the earlier event the later one is at the most."""
    if not bound.back:
        return write(bound.step.step.duration or NO_TIME)
    return f"at least {write(bound.step.step.duration or NO_TIME)} earlier" if _timed(bound) else "no later"


def _shortest(bound: Bound) -> str:
    """Return how long after the later event of the bound the earlier one is at the least."""
    if not bound.back:
        return f"at most {write(bound.step.step.duration or NO_TIME)} earlier"
    return f"at least {write(bound.step.step.duration or NO_TIME)}" if _timed(bound) else "no earlier"


def _timed(bound: Bound) -> bool:
    return bound.date.dated or bool(bound.hours)


def _total(length: Duration, forward: bool) -> str:
    if length.unlimited:
        return "unlimited"
    below = not compare(length, NO_TIME) & GREATER and length != NO_TIME
    shown = write(negative(length) if below else length)
    if forward:
        return f"at least {shown} earlier" if below else shown
    return f"at least {shown}" if below or length == NO_TIME else f"at most {shown} earlier"
