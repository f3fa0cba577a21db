"""The status of one rule in one situation: the definition of language.md, "Truth", in a page.

A rule holds when not its `when`, or all its requirements, where a requirement is met by itself or by an exception to it whose
`when` and requirements hold. Weak statements are let in afterwards, and only where they count against the draft.
"""

from __future__ import annotations

from collections.abc import Collection
from typing import Literal, cast

from rulebook.checking.program.binding import Binding, Relaxing, bindings, cited
from rulebook.checking.program.compilation import Program
from rulebook.checking.program.conditions import Condition
from rulebook.checking.program.situation import Situation
from rulebook.language.policy import Authority, Requirement, Rule
from rulebook.records import Later, Record, worked_out_when_read
from rulebook.values import NO, UNKNOWN, YES, Date, Truth, negate

__all__ = ["Bound", "Decided", "Decision", "Test", "bound_by", "decide", "plain_status"]

Status = Literal["pass", "fail", "unknown", "not applicable"]


class Way(Record):
    """An exception as functions: its conditions, all of which must be yes."""

    relaxing: Relaxing
    conditions: tuple[tuple[Condition, bool], ...]  # with true where the condition is forbidden


class Test(Record):
    """A rule, as it binds in some legal orders, as functions."""

    rule: Rule
    binding: Binding
    whens: tuple[Condition, ...]
    requirements: tuple[tuple[Condition, bool, tuple[Way, ...]], ...]


@worked_out_when_read("tests")
class Bound(Record):
    """A rule as it binds on a day: the legal orders by name (none where it does not bind), the authorities cited, a test for each binding.

    Tests are made when somebody asks for them: of a group that a draft does not speak of, nobody does.
    """

    rule: Rule
    orders: tuple[str, ...]
    authorities: tuple[Authority, ...]
    tests: tuple[Test, ...]


class Decided(Record):
    """The truth of every part: the `when`, each requirement by itself, and each of its exceptions."""

    when: Truth
    requirements: tuple[Truth, ...]
    ways: tuple[tuple[Truth, ...], ...]


class Decision(Record):
    """What was decided: the status, its parts, and whether weak statements were held against the draft (`weak` says in which parts)."""

    status: Status
    parts: Decided
    unless: tuple[Relaxing, ...]
    weak: bool


def bound_by(program: Program, rule: Rule, day: Date | None, orders: Collection[str] | None) -> Bound:
    """Return how a rule binds on a day (None: dates are ignored) in legal orders (None: all)."""
    authorities = cited(rule.authorities, day) if day is None or rule.in_force.holds_on(day) else ()
    bound = sorted({a.source.legal_order for a in authorities if orders is None or a.source.legal_order in orders})
    tests = Later(lambda: tuple(test_of(program, rule, binding) for binding in bindings(rule, day, orders)))
    named = tuple(a for a in authorities if a.source.legal_order in bound)
    return Bound(rule, tuple(bound), named, cast("tuple[Test, ...]", tests))


def test_of(program: Program, rule: Rule, binding: Binding) -> Test:
    """Return a rule as functions."""
    whens = tuple(program.condition(when) for when in binding.whens)
    return Test(rule, binding, whens, tuple(_requirement(program, r, ways) for r, ways in zip(rule.requirements, binding.relaxing)))


def _requirement(program: Program, requirement: Requirement, relaxing: tuple[Relaxing, ...]) -> tuple[Condition, bool, tuple[Way, ...]]:
    return program.condition(requirement.condition), requirement.forbidden, tuple(_way(program, r) for r in relaxing)


def _way(program: Program, relaxing: Relaxing) -> Way:
    conditions = [(program.condition(when), False) for when in relaxing.whens]
    conditions += [(program.condition(r.condition), r.forbidden) for r in relaxing.exception.requirements]
    return Way(relaxing, tuple(conditions))


def _all(conditions: tuple[tuple[Condition, bool], ...], s: Situation) -> Truth:
    result = YES
    for condition, forbidden in conditions:
        truth = condition(s)
        if truth is UNKNOWN:
            result = UNKNOWN
        elif (truth is YES) is forbidden:
            return NO
    return result


def _parts(test: Test, s: Situation) -> Decided:
    when = YES
    for condition in test.whens:
        truth = condition(s)
        if truth is NO:
            when = NO
            break
        if truth is UNKNOWN:
            when = UNKNOWN
    requirements, ways = [], []
    for condition, forbidden, exceptions in test.requirements:
        truth = condition(s)
        requirements.append(negate(truth) if forbidden else truth)
        ways.append(tuple(_all(way.conditions, s) for way in exceptions) if exceptions else ())
    return Decided(when, tuple(requirements), tuple(ways))


def _status(test: Test, parts: Decided) -> tuple[Status, tuple[Relaxing, ...]]:
    """Return the status that follows from the truth of the parts, and the exceptions still open for requirements that are no."""
    if parts.when is NO:
        return "not applicable", ()
    met, unless = YES, []
    for truth, ways, (_, _, exceptions) in zip(parts.requirements, parts.ways, test.requirements):
        if truth is YES or YES in ways:
            continue
        if truth is UNKNOWN or UNKNOWN in ways:
            met = UNKNOWN if met is YES else met
            if truth is NO:
                unless += [way.relaxing for way, t in zip(exceptions, ways) if t is UNKNOWN]
        else:
            met = NO
    if met is YES:
        return "pass", ()
    if parts.when is UNKNOWN:
        return "unknown", ()
    return ("fail", ()) if met is NO else ("unknown", tuple(unless))


def _against(solid: Decided, weak: Decided) -> Decided:
    """Return the parts with the weak values let in where they count against the draft: a `when` that is yes, a requirement or exception
    that is no."""
    when = YES if weak.when is YES else solid.when
    requirements = tuple(NO if w is NO else s for s, w in zip(solid.requirements, weak.requirements))
    ways = tuple(tuple(NO if w is NO else s for s, w in zip(of, weakly)) for of, weakly in zip(solid.ways, weak.ways))
    return Decided(when, requirements, ways)


def plain_status(test: Test, s: Situation) -> Status | None:
    """Return the status where neither exceptions nor weak statements can have a part in it; None where they may."""
    when = YES
    for condition in test.whens:
        truth = condition(s)
        if truth is NO:
            return "not applicable"
        if truth is UNKNOWN:
            when = UNKNOWN
    failed = False
    for condition, forbidden, exceptions in test.requirements:
        truth = condition(s)
        if truth is UNKNOWN:
            return None
        if (truth is YES) is forbidden:
            if exceptions:
                return None
            failed = True
    if not failed:
        return "pass"
    return "fail" if when is YES else None


def decide(test: Test, solid: Situation, weak: Situation | None) -> Decision:
    """Return the status of the rule; `weak` is the situation with weak statements, None where the draft makes none."""
    parts = _parts(test, solid)
    status, unless = _status(test, parts)
    if status != "unknown" or weak is None:
        return Decision(status, parts, unless, False)
    against = _against(parts, _parts(test, weak))
    worse, still_open = _status(test, against)
    if worse == "fail" or (worse == "unknown" and still_open and against != parts):
        return Decision(worse, against, still_open, True)
    return Decision(status, parts, unless, False)
