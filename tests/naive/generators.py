"""Hypothesis strategies for conditions of the rule language, as text that a checker accepts.

Everything is drawn from one small vocabulary, so that rules and drafts (`books`, `statements`) meet often.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import cache
from typing import TypeVar

from hypothesis import strategies as st

__all__ = [
    *("AIMS", "AMOUNTS", "DATES", "DURATIONS", "EVENTS", "FACTS", "GROUPS", "HOURS", "INSTRUCTIVE", "IN_DOUBT", "LITERALS", "MEMBERS"),
    *("NUMBERS", "ON_EVENTS", "PERCENTS", "WORDS", "Place", "condition", "events_happening", "kind_of", "pick", "several", "words_in"),
]

T = TypeVar("T")

# ---- the vocabulary ------------------------------------------------------------------------------------------------

WORDS = ("cuff", "belt", "gag")
AIMS = ("safety", "order", "profit")
FACTS: Mapping[str, str] = {
    "lawful": "yes/no", "secret": "yes/no", "fair": "judgement", "needed": "judgement", "aim": "one of (safety, order, profit)",
    "used": "any of (cuff, belt, gag)", "allowed": "any of (cuff, belt, gag)", "held": "duration", "since": "date", "beds": "number",
    "rooms": "number", "quota": "percent", "cost": "money", "note": "text",
    "people.child": "yes/no", "people.free": "yes/no", "people.fit": "judgement", "people.aim": "one of (safety, order, profit)",
    "people.used": "any of (cuff, belt, gag)", "people.stay": "duration", "people.size": "number", "people.cost": "money",
    "camps.safe": "yes/no", "camps.beds": "number",
}  # fmt: skip
GROUPS = ("people", "camps")
MEMBERS = ("adults", "families")
ON_EVENTS = "brought"  # the define that speaks of events
EVENTS: Mapping[str, bool] = {"arrest": False, "transfer": False, "hearing": False, "appeal": True, "ruling": True}

NUMBERS = ("0", "1", "2", "3", "1.5")
DURATIONS = (
    "0 hours",
    "24 hours",
    "1 day",
    "2 days",
    "25 hours",
    "1 month",
    "30 days",
    "31 days",
    "12 months",
    "1 year",
    "3 working days",
    "unlimited",
)
DATES = ("2020-01-01", "2026-06-12", "2026-06-13", "never")
PERCENTS = ("0%", "10%", "50%")
AMOUNTS = ("EUR 0", "EUR 5", "EUR 10", "USD 5")
HOURS = ("0 hours", "1 hour", "2 hours", "3 hours", "48 hours")
LITERALS: Mapping[str, Sequence[str]] = {"number": NUMBERS, "duration": DURATIONS, "date": DATES, "percent": PERCENTS, "money": AMOUNTS}
IN_DOUBT: Mapping[str, Sequence[str]] = {
    "yes/no": ("yes", "no"), "judgement": ("yes", "no"), "one of": AIMS, "any of": ("none", "cuff", "(cuff, gag)"), **LITERALS,
}  # fmt: skip


def kind_of(path: str) -> str:
    """Return the kind of a fact's type, without its values."""
    return FACTS[path].partition(" (")[0]


# ---- conditions ----------------------------------------------------------------------------------------------------


@dataclass(frozen=True)
class Place:
    """Where a condition stands: whose facts it may use, whether it may speak of events, and which defines are there."""

    group: str = ""
    events: bool = True
    defines: tuple[tuple[str, str], ...] = ()  # name, kind
    depth: int = 2
    simple: bool = False  # yes and no only: what is drawn collides more often

    def deeper(self) -> Place:
        return replace(self, depth=self.depth - 1)

    def of(self, kind: str) -> list[str]:
        """Return the facts and defines of a kind that may be used here, those of the group first."""
        facts = [path for path in FACTS if kind_of(path) == kind and _group_of(path) in {"", self.group}]
        own = [path for path in facts if _group_of(path)]
        defined = [name for name, other in self.defines if other == kind and _group_of(name) in {"", self.group}]
        return own * 3 + facts + [name for name in defined if self.events or name != ON_EVENTS]


def _group_of(path: str) -> str:
    return path.rpartition(".")[0]


@cache
def _one(options: tuple[T, ...]) -> st.SearchStrategy[T]:
    """Strategies are kept: to make one takes longer than to draw from it."""
    return st.sampled_from(options)


def pick(draw: st.DrawFn, options: Sequence[T]) -> T:
    """Draw one of the options."""
    chosen: T = draw(_one(tuple(options)))
    return chosen


def several(draw: st.DrawFn, options: Sequence[T], least: int, most: int) -> list[T]:
    """Draw so many of the options, each at most once."""
    left, made = list(options), list[T]()
    for _ in range(min(pick(draw, range(least, most + 1)), len(left))):
        made.append(left.pop(left.index(pick(draw, left))))
    return made


def condition(draw: st.DrawFn, place: Place) -> str:
    """Draw a condition, without parentheses around it."""
    if place.depth > 0 and (shape := pick(draw, ("atom", "atom", "atom", "atom", "and", "or", "not", "at least"))) != "atom":
        return _JOINED[shape](draw, place)
    return _ATOMS[pick(draw, _atoms_at(place))](draw, place)


def _closed(text: str) -> str:
    return f"({text})" if " " in text else text


def _parts(draw: st.DrawFn, place: Place, most: int = 3) -> list[str]:
    return [condition(draw, place.deeper()) for _ in range(pick(draw, range(2, most + 1)))]


def _at_least_of(draw: st.DrawFn, place: Place) -> str:
    parts = _parts(draw, place)
    return f"at least {pick(draw, range(1, len(parts) + 1))} of ({', '.join(parts)})"


_JOINED: dict[str, Callable[[st.DrawFn, Place], str]] = {
    "and": lambda draw, place: " and ".join(map(_closed, _parts(draw, place))),
    "or": lambda draw, place: " or ".join(map(_closed, _parts(draw, place))),
    "not": lambda draw, place: f"not {_closed(condition(draw, place.deeper()))}",
    "at least": _at_least_of,
}


def _atoms_at(place: Place) -> list[str]:
    if place.simple:
        return ["bare"]
    names = ["bare", "bare", "bare", "yes/no", "one of", "set", "set", "amount", "amount", "amount", "date"]
    if place.depth > 0:
        names += ["quantified", "quantified", "count", "total"]
    if place.events:
        names += ["event", "event"]
    return names


def _bare(draw: st.DrawFn, place: Place) -> str:
    return pick(draw, place.of("yes/no") + place.of("judgement"))


def _is_yes(draw: st.DrawFn, place: Place) -> str:
    return f"{_bare(draw, place)} {pick(draw, ('is', 'is not'))} {pick(draw, ('yes', 'no', 'secret'))}"


def _one_of(draw: st.DrawFn, place: Place) -> str:
    fact = pick(draw, place.of("one of"))
    shape = pick(draw, ("is {one}", "is not {one}", "is one of ({one}, {two})", "is none of ({one}, {two})", "is aim"))
    return f"{fact} {shape.format(one=pick(draw, AIMS), two=pick(draw, AIMS))}"


def _set(draw: st.DrawFn, place: Place) -> str:
    fact, one, two = pick(draw, place.of("any of")), pick(draw, WORDS), pick(draw, WORDS[:2])
    shapes = (
        *("includes {one}", "includes any of ({several})", "includes all of ({several})", "includes only ({several})", "is none"),
        *("is not none", "is {one}", "is (cuff, gag)", "is not (belt, gag)", "includes all of allowed", "includes only allowed"),
        *("includes any of allowed", "is allowed", "is not allowed"),
    )
    both = one if one == two else f"{one}, {two}"
    return f"{fact} {pick(draw, shapes).format(one=one, several=both)}"


_COMPARED = ("is at most", "is at least", "is more than", "is less than", "is", "is not")


def _amount(draw: st.DrawFn, place: Place) -> str:
    kind = pick(draw, ("number", "duration", "duration", "percent", "money"))
    return _comparison(draw, place, kind, _quantity(draw, place, kind))


def _comparison(draw: st.DrawFn, place: Place, kind: str, left: str) -> str:
    literals = LITERALS[kind]
    shape = pick(draw, ("compare", "compare", "compare", "between", "one of", "other"))
    if shape == "between":
        return f"{left} is between {pick(draw, literals)} and {pick(draw, literals)}"
    if shape == "one of":
        return f"{left} {pick(draw, ('is one of', 'is none of'))} ({pick(draw, literals)}, {pick(draw, literals)})"
    right = _quantity(draw, place, kind) if shape == "other" else pick(draw, literals)
    return f"{left} {pick(draw, _COMPARED)} {right}"


def _quantity(draw: st.DrawFn, place: Place, kind: str) -> str:
    fact, other, literal = pick(draw, place.of(kind)), pick(draw, place.of(kind)), pick(draw, LITERALS[kind])
    shapes = ["{fact}"] * 5 + ["{fact} + {literal}", "{fact} - {literal}", "{fact} + {other}", "{literal} - {fact}"]
    if kind != "percent":
        shapes += ["{fact} * 2", "2 * {fact}", "50% of {fact}", "{fact} * beds"]
    if kind == "number":
        shapes += ["beds per {fact}", "held per {duration}", "cost per EUR 5", "number of {set}", "({fact} + {other}) * 2"]
    return pick(draw, shapes).format(
        fact=fact, other=other, literal=literal, set=pick(draw, place.of("any of")), duration=pick(draw, place.of("duration"))
    )


def _date(draw: st.DrawFn, place: Place) -> str:
    fact, literal = pick(draw, place.of("date")), pick(draw, DATES)
    shape = pick(draw, ("is before", "is on or before", "is after", "is on or after", "is", "is not", "between", "one of"))
    if shape == "between":
        return f"{fact} is between {literal} and {pick(draw, DATES)}"
    return f"{fact} is one of ({literal}, {pick(draw, DATES)})" if shape == "one of" else f"{fact} {shape} {literal}"


def _inner(draw: st.DrawFn, place: Place, group: str) -> str:
    """A condition on a member of a group; it has facts of the group in it more often than not."""
    return condition(draw, replace(place, group=group, events=False, depth=place.depth - 1))


def _quantified(draw: st.DrawFn, place: Place) -> str:
    group = pick(draw, GROUPS)
    return f"{pick(draw, ('any', 'every', 'no'))} {group} has ({_inner(draw, place, group)})"


def _where(draw: st.DrawFn, place: Place, group: str) -> str:
    return f" where ({_inner(draw, place, group)})" if pick(draw, (True, False)) else ""


def _count(draw: st.DrawFn, place: Place) -> str:
    group = pick(draw, GROUPS)
    counted = f"number of {group}{_where(draw, place, group)}"
    return f"{counted} {pick(draw, _COMPARED)} {pick(draw, ('0', '1', '2', 'beds', 'number of camps'))}"


def _total(draw: st.DrawFn, place: Place) -> str:
    fact = pick(draw, ("people.size", "people.stay", "people.cost", "camps.beds"))
    return _comparison(draw, place, kind_of(fact), f"total of {fact}{_where(draw, place, _group_of(fact))}")


def events_happening(draw: st.DrawFn, durations: Sequence[str] = HOURS) -> str:
    """Draw a condition on events."""
    first, second = several(draw, tuple(EVENTS), 2, 2)
    shape = pick(
        draw,
        (
            "{a} happens",
            "{a} happens before {b}",
            "{a} happens within {d} of {b}",
            "{a} happens within {d} of {b}",
            "{a} happens at least {d} after {b}",
        ),
    )
    return shape.format(a=first, b=second, d=pick(draw, durations))


_ATOMS: dict[str, Callable[[st.DrawFn, Place], str]] = {
    "bare": _bare, "yes/no": _is_yes, "one of": _one_of, "set": _set, "amount": _amount, "date": _date, "quantified": _quantified,
    "count": _count, "total": _total, "event": lambda draw, place: events_happening(draw),
}  # fmt: skip


def words_in(text: str) -> set[str]:
    """Return the words and paths in a text."""
    for sign in '(),:"':
        text = text.replace(sign, " ")
    return set(text.split())


INSTRUCTIVE = """rulebook t.all
  title "A rulebook with everything in it"

source RD
  title "A directive"
  legal order eu
  url "https://example.org/"
  in force from 2009-01-13 until 2030-12-31
  when lawful

group people
  means "a group of people"
  ask "Which groups?"

fact lawful: yes/no
  means "the measure is lawful"
  otherwise "the measure is not lawful"
fact people.child: yes/no
  means "there may be children in the group"
  in doubt yes
fact people.fit: judgement
  means "whether the group is fit"
fact people.stay: duration
  means "the longest stay"
fact used: any of (cuff, belt, gag)
  means "the means that are used"
fact beds: number
  means "the beds"
  unit "beds"
fact cost: money
  means "the cost"

event arrest
  means "the person is arrested"
event appeal
  means "the person appeals"
  may not happen

define people.at_risk as people.child or people.stay is more than 6 months
  means "the group is at risk"

safeguard liberty: qualified
  title "Liberty"
  because "It is so."

rule short of liberty in order
  title "Stays are short"
  authority RD "15(5)" unverified
  for each people
  when people.at_risk
  require first: people.stay is at most 1 year 6 months
  forbid second: not people.fit
  because "No stay is long."
  fix "Shorten it."

exception longer to first of short
  authority RD "15(6)"
  when used includes only (cuff, belt)
  require beds per 2 is between 1 and 12.5

rule soon of liberty
  authority RD "16"
  require arrest happens at least 2 hours after appeal
  require at least 2 of (lawful, any people has (people.fit), total of people.stay is not unlimited)

case "a short stay"
  given people.adults.stay = 3 months
  given step arrest within 2 days of appeal
  expect short for adults unknown missing people.adults.child
"""
