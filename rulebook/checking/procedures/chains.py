"""Chains of steps: the longest time between two events that the steps of a procedure allow.

Every step bounds a time: "A within 2 days of B" says that A comes at most 2 days after B, and that B comes at most
nought after A. The longest time from one event to another is then the shortest chain of such bounds between them
(Dechter, Meiri and Pearl, Temporal Constraint Networks, 1991). Two things are not as in the book. Lengths are
durations, whose order may hang on the start; so an event keeps every chain of which none is certainly shorter than
another. And a round of bounds may be met from some starts only; so a chain goes through no event twice.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence

from rulebook.drafts.draft import StepMade
from rulebook.records import Record
from rulebook.values import GREATER, LESS, UNLIMITED, Duration, Exact, compare
from rulebook.values.durations import day_runs, negative

__all__ = ["Bound", "Chain", "Reach", "Routes"]

NO_TIME = Duration()
MOST_CHAINS = 16  # kept for one event; where there are more, nothing is concluded from having seen them all
# What follows a chain can change by four days at the most how two chains compare that end in different runs of days:
# each run lasts up to a day longer, counts forward or backward, and may merge with what follows.
MARGIN = Duration(hours=96)


class Bound(Record):
    """The event `later` comes at most so long after `earlier`; `back` where the length is nought or less.

    `date` are the months, days and working days of the length, `hours` its hours; a draft's `step` says so.
    """

    earlier: str
    later: str
    date: Duration
    hours: Exact
    unlimited: bool
    back: bool
    step: StepMade


def bounds_of(step: StepMade) -> tuple[Bound, ...]:
    """Return the bounds that a step sets: none where it only says that an event happens, or never does."""
    said = step.step
    if said.kind in ("happens", "never"):
        return ()
    length = said.duration if isinstance(said.duration, Duration) else NO_TIME
    if said.kind == "within":
        return _bound(said.other, said.event, length, step), _bound(said.event, said.other, None, step)
    at_least = None if length.unlimited or said.kind == "after" else length
    return (_bound(said.event, said.other, at_least, step, back=True),)


def _bound(earlier: str, later: str, length: Duration | None, step: StepMade, back: bool = False) -> Bound:
    if length is None:
        return Bound(earlier, later, NO_TIME, 0, False, True, step)
    signed = negative(length) if back else length
    date = Duration(signed.months, signed.days, signed.working_days, 0, False, signed.units)
    return Bound(earlier, later, date, signed.hours, length.unlimited, back, step)


class Chain(Record):
    """A chain of bounds that ends at `event`; None before its first event.

    `total` is the sum of the bounds. `run` is the part of it that the days at its end make, and `closed` how many runs
    of days hours have parted off before it: forward, backward, and in all.
    """

    event: str
    before: Chain | None
    bound: Bound | None
    total: Duration
    run: Duration
    closed: tuple[int, int, int]
    length: Duration

    def bounds(self) -> tuple[Bound, ...]:
        """Return the bounds from the first to the last."""
        found: list[Bound] = []
        chain: Chain | None = self
        while chain is not None and chain.bound is not None:
            found.append(chain.bound)
            chain = chain.before
        return tuple(reversed(found))

    def passes(self, event: str) -> Chain | None:
        """Return the part of the chain that ends at the event; None where the chain does not pass it."""
        chain: Chain | None = self
        while chain is not None and chain.event != event:
            chain = chain.before
        return chain


def starting_at(event: str) -> Chain:
    """Return the chain of no bounds: from the event to itself is no time."""
    return Chain(event, None, None, NO_TIME, NO_TIME, (0, 0, 0), NO_TIME)


def extended(chain: Chain, bound: Bound) -> Chain:
    """Return the chain with one more bound. Hours part the days before them from those after."""
    total, run, closed, date, hours = chain.total, chain.run, chain.closed, bound.date, bound.hours
    if bound.unlimited or total.unlimited:
        return Chain(bound.later, chain, bound, UNLIMITED, NO_TIME, (0, 0, 0), UNLIMITED)
    if not date.dated and not hours:
        return Chain(bound.later, chain, bound, total, run, closed, chain.length)
    if not hours and run is total:  # nothing but days so far
        total = run = _sum(total, date, 0)
        return Chain(bound.later, chain, bound, total, run, closed, total)
    # A length is written with its days before its hours; backward, the hours come first.
    if hours and bound.back:
        run, closed = NO_TIME, _close(run, closed)
    if date.dated:
        run = _sum(run, date, 0)
    if hours and not bound.back:
        run, closed = NO_TIME, _close(run, closed)
    total = _sum(total, date, hours)
    return Chain(bound.later, chain, bound, total, run, closed, _length(total, run, closed))


def _sum(one: Duration, date: Duration, hours: Exact) -> Duration:
    units = one.units if one.units == date.units else tuple(dict.fromkeys(one.units + date.units))
    months, days, working_days = one.months + date.months, one.days + date.days, one.working_days + date.working_days
    return Duration(months, days, working_days, one.hours + hours, False, units, None)


def _close(run: Duration, closed: tuple[int, int, int]) -> tuple[int, int, int]:
    if not run.dated:
        return closed
    ahead, back = day_runs(run)
    return closed[0] + ahead, closed[1] + back, closed[2] + 1


def _length(total: Duration, run: Duration, closed: tuple[int, int, int]) -> Duration:
    """Return the total, with its runs of days where hours part them."""
    if not closed[2]:
        return total
    ahead, back, count = _close(run, closed)
    if count < 2:
        return total
    return Duration(total.months, total.days, total.working_days, total.hours, False, total.units, (ahead, back))


def never_longer(one: Chain, other: Chain) -> bool:
    """True where the one chain is certainly at most as long as the other, whatever bounds follow both."""
    if one.total.unlimited or other.total.unlimited:
        return other.total.unlimited
    if one.run == other.run:
        return not compare(one.length, other.length) & GREATER
    if one.closed == other.closed and one.total.hours == other.total.hours:
        return not compare(one.run, other.run) & GREATER
    return not compare(one.length, _shorter(other.length)) & GREATER


def _shorter(length: Duration) -> Duration:
    hours = length.hours - MARGIN.hours
    return Duration(length.months, length.days, length.working_days, hours, False, length.units, length.runs)


# ---- all chains from an event ----------------------------------------------------------------------------------


class Reach(Record):
    """The chains that lead to each event. `complete` is False where some were left out because there were too many.

    `contradiction` has the bounds of a round that no schedule meets from any start, where the search met one.
    """

    chains: Mapping[str, Sequence[Chain]]
    complete: bool
    contradiction: tuple[Bound, ...]


class Routes:
    """The bounds of a procedure, in the order in which its events follow one another."""

    def __init__(self, steps: Iterable[StepMade]) -> None:
        bounds = [bound for step in steps for bound in bounds_of(step)]
        self.order = _in_order(bounds)
        self._events = frozenset(self.order)
        self._ahead: dict[str, list[Bound]] = {}
        self._back: dict[str, list[Bound]] = {}
        for bound in bounds:
            (self._back if bound.back else self._ahead).setdefault(bound.earlier, []).append(bound)

    def search(self, starts: Iterable[str], without: frozenset[str] = frozenset()) -> Reach:
        """Return the chains from the starts to every event; no chain passes the events `without`.

        Sweeps alternate: backward from the last event, forward from the first. So a chain that never turns takes one sweep.
        """
        search = _Search(without)
        for event in starts:
            search.keep(starting_at(event), extendable=event in self._events)
        while search.waiting and not search.contradiction:
            for event in reversed(self.order):
                search.extend(event, "back", self._back)
            for event in self.order:
                search.extend(event, "ahead", self._ahead)
        return Reach(search.found, search.complete, search.contradiction)


class _Search:
    """One search: the chains found so far, and those not yet extended in either direction."""

    def __init__(self, without: frozenset[str]) -> None:
        self.without = without
        self.found: dict[str, list[Chain]] = {}
        self.complete = True
        self.contradiction: tuple[Bound, ...] = ()
        self._pending: dict[str, dict[str, list[Chain]]] = {"back": {}, "ahead": {}}

    @property
    def waiting(self) -> bool:
        return any(self._pending.values())

    def keep(self, chain: Chain, extendable: bool = True) -> None:
        self.found.setdefault(chain.event, []).append(chain)
        for pending in self._pending.values() if extendable else ():
            pending.setdefault(chain.event, []).append(chain)

    def extend(self, event: str, direction: str, bounds: Mapping[str, Sequence[Bound]]) -> None:
        """Extend the chains that wait at the event by each bound in the direction."""
        for chain in self._pending[direction].pop(event, ()):
            if not any(chain is kept for kept in self.found[event]):
                continue  # a shorter one has taken its place
            for bound in bounds.get(event, ()):
                if bound.later not in self.without:
                    self._offer(extended(chain, bound))

    def _offer(self, chain: Chain) -> None:
        """Keep the chain, unless one is known that is never longer or it comes back to an event that it has passed."""
        known = self.found.get(chain.event, [])
        if any(never_longer(other, chain) for other in known):
            return
        if known and chain.before is not None and chain.before.passes(chain.event) is not None:
            self.contradiction = self.contradiction or _impossible_round(chain)
            return
        known[:] = [other for other in known if not never_longer(chain, other)]
        if len(known) < MOST_CHAINS:
            self.keep(chain)
        else:
            self.complete = False


def _impossible_round(chain: Chain) -> tuple[Bound, ...]:
    """Return the bounds of the round that the chain closes, where it is certainly less than nought; else nothing."""
    bounds = chain.bounds()
    first = next(index for index in range(len(bounds) - 1, -1, -1) if bounds[index].earlier == chain.event)
    around = bounds[first:]
    turns = [0, *(index for index, bound in enumerate(around) if index and around[index - 1].hours)]
    for turn in turns:  # where a round starts decides which days count as one run
        total = starting_at("")
        for bound in around[turn:] + around[:turn]:
            total = extended(total, bound)
        if compare(total.length, NO_TIME) == LESS:
            return around
    return ()


def _in_order(bounds: Sequence[Bound]) -> tuple[str, ...]:
    """Return the events so that each stands after those that it follows; events that follow one another in the order given."""
    follows: dict[str, set[str]] = {}
    for bound in bounds:
        follows.setdefault(bound.earlier, set())
        follows.setdefault(bound.later, set())
        if bound.back and bound.earlier != bound.later:
            follows[bound.earlier].add(bound.later)
    followers: dict[str, list[str]] = {event: [] for event in follows}
    for event, others in follows.items():
        for other in others:
            followers[other].append(event)
    open_ = {event: len(others) for event, others in follows.items()}
    ready = [event for event in follows if not open_[event]]
    for event in ready:  # grows while it is read
        for follower in sorted(followers[event]):
            open_[follower] -= 1
            if not open_[follower]:
                ready.append(follower)
    placed = set(ready)
    return (*ready, *(event for event in follows if event not in placed))
