"""Procedures: what the steps of a draft say about when events happen (language reference, "Procedures").

A `Network` holds the steps of one track and answers the four conditions on events. It is a simple temporal network:
the longest time from one event to another is the shortest chain of bounds between them (`chains`), the shortest time
the longest chain the other way round, taken backward.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence

from rulebook.checking.chains import Bound, Chain, Reach, Routes
from rulebook.drafts.draft import StepMade
from rulebook.records import Record
from rulebook.values import GREATER, LESS, NO, UNKNOWN, YES, Duration, Truth, compare, why_unsure, write
from rulebook.values.durations import negative

__all__ = ["Network", "Verdict"]

NO_TIME = Duration()


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
        """Return whether the event happens: yes where a step says so or bounds it, but never of one that hangs on somebody's acting."""
        if self.contradiction:
            return _contradictory(self.contradiction)
        if event in self._never:
            return Verdict(NO, f"{event} never happens", (), (self._never[event],))
        if event in self._optional:
            return Verdict(UNKNOWN, f"{event} happens only if somebody acts", (event,))
        found = self._happening(event, self._optional)
        if found is None:
            return Verdict(UNKNOWN, f"no step says that {event} happens", (event,))
        return Verdict(YES, f"{event} happens", (), found)

    def within(self, event: str, duration: Duration, other: str) -> Verdict:
        """Return whether the event comes at most so long after the other (it may also come before it)."""
        if never := self._if_never(event, other, other_never=UNKNOWN, event_never=NO):
            return never
        return self._decide(event, duration, other)

    def before(self, event: str, other: str) -> Verdict:
        """Return whether the event comes before the other, or in the same instant."""
        if never := self._if_never(event, other, other_never=YES, event_never=NO):
            return never
        return self._decide(event, NO_TIME, other)

    def after(self, event: str, duration: Duration, other: str) -> Verdict:
        """Return whether the event comes at least so long after the other."""
        if never := self._if_never(event, other, other_never=NO, event_never=YES):
            return never
        return self._decide(event, duration, other, at_least=True)

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

    def _chains(self, start: str, end: str, without: frozenset[str]) -> tuple[Sequence[Chain], Reach]:
        key = (start, without)
        if key not in self._reaches:
            self._reaches[key] = self._routes.search((start,), without)
        return self._reaches[key].chains.get(end, ()), self._reaches[key]

    def _decide(self, event: str, duration: Duration, other: str, at_least: bool = False) -> Verdict:
        """Compare the longest and the shortest time from the other event to this one with the duration.

        Any chain proves that the longest time is no longer than it is, or the shortest no shorter; that the time can be
        longer, or shorter, than the duration is said only where every chain is.
        """
        without = self._without(event, other)
        longest, onward = self._chains(other, event, without)
        shortest, backward = self._chains(event, other, without)
        if late := onward.contradiction or backward.contradiction:
            return _contradictory(_steps(late))
        longer = [(chain, compare(chain.length, duration)) for chain in longest]
        sooner = [(chain, LESS if chain.length.unlimited else compare(negative(chain.length), duration)) for chain in shortest]
        meets, breaks = (sooner, longer) if at_least else (longer, sooner)
        good, bad, whole = (LESS, LESS, backward) if at_least else (GREATER, GREATER, onward)
        yes = next((chain for chain, orders in meets if not orders & good), None)
        no = next((chain for chain, orders in breaks if orders == bad), None)
        if no is None and meets and whole.complete and all(orders == bad for _, orders in meets):
            no = meets[0][0]
        decided = yes or no
        if decided and not (yes and no):
            return Verdict(YES if no is None else NO, _told(decided, event), (), _steps(decided.bounds()))
        return self._undecided(event, duration, other, [chain for chain, _ in meets], at_least)

    def _undecided(self, event: str, duration: Duration, other: str, chains: Sequence[Chain], at_least: bool) -> Verdict:
        """Return the verdict where it is not known: it hangs on the start, or nothing limits an event."""
        if chains:
            lengths = [(chain, negative(chain.length) if at_least else chain.length) for chain in chains]
            chain, why = next(((chain, why) for chain, length in lengths if (why := why_unsure(length, duration))), (chains[0], ""))
            reason = f"{_told(chain, event)}; {why or 'the steps allow too many different sums to compare'}"
            return Verdict(UNKNOWN, reason, (), _steps(chain.bounds()))
        missing = self._unlimited(event, other, at_least)
        if not self._joined(event, other, self._without(event, other)):
            return Verdict(UNKNOWN, self._why_apart(event, other), missing)
        side = "how soon" if at_least else "how late"
        return Verdict(UNKNOWN, f"nothing limits {side} {' and '.join(missing)} can be, counted from {other}", missing)

    def _why_apart(self, event: str, other: str) -> str:
        """Return why no steps that count join the two events."""
        joined = self._joined(event, other, frozenset())
        acting = [one for one in joined if one in self._optional - {event, other}]
        if acting:
            return f"{event} and {other} are joined only by {' and '.join(acting)}, which may not happen"
        return f"no step says how {event} and {other} follow one another"

    def _unlimited(self, event: str, other: str, at_least: bool) -> tuple[str, ...]:
        """Return the events that nothing limits: back from the event along its limits to those that have none.

        Both events where no steps join them.
        """
        without = self._without(event, other)
        if not self._joined(event, other, without):
            return tuple(dict.fromkeys((event, other)))
        limits: Callable[[StepMade], bool] = (lambda step: True) if at_least else (lambda step: step.step.kind == "within")
        found, ends = [event], []
        for one in found:  # grows while it is read
            steps = [step for step in self._bounding.get(one, ()) if step.step.event == one and limits(step)]
            earlier = [step.step.other for step in steps if step.step.other not in without]
            if not earlier:
                ends.append(one)
            found.extend(name for name in dict.fromkeys(earlier) if name not in found)
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
