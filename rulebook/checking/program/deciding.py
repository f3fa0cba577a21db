"""The status of one rule in one situation: the definition of language.md, "Truth", in a page.

A rule holds when not its `when`, or all its requirements, where a requirement is met by itself or by an exception to it whose
`when` and requirements hold. Weak statements are let in afterwards, and only where they count against the draft.
"""

from __future__ import annotations

from collections.abc import Collection
from typing import TYPE_CHECKING, Any, Literal

from rulebook.checking.program.binding import Binding, Relaxing, bindings, cited
from rulebook.checking.program.compilation import Program
from rulebook.checking.program.conditions import Instruction, evaluated
from rulebook.checking.program.situation import Situation
from rulebook.language.policy import Requirement, Rule
from rulebook.records import Record
from rulebook.values import NO, UNKNOWN, YES, Date, Truth, negate

__all__ = ["Bound", "Decided", "Decision", "Test", "counts", "decide", "follows"]

Status = Literal["pass", "fail", "unknown", "not applicable"]


class Way(Record):
    """An exception as instructions: its conditions, all of which must be yes."""

    relaxing: Relaxing
    conditions: tuple[tuple[Instruction, bool], ...]  # with true where the condition is forbidden


Required = tuple[Instruction, bool, tuple[Way, ...]]  # a condition, whether it is forbidden, the exceptions to it


class Test:
    """A rule, as it binds in some legal orders, as instructions. `decided` is that of its status where no statement is weak.

    `explained` is what `explanation` keeps beside it.
    """

    __slots__ = ("binding", "decided", "explained", "requirements", "rule", "whens")

    def __init__(self, rule: Rule, binding: Binding, whens: tuple[Instruction, ...], requirements: tuple[Required, ...]) -> None:
        self.rule, self.binding = rule, binding
        self.whens, self.requirements = whens, requirements
        self.decided = _decided(whens, requirements)
        self.explained: object = None

    def status(self, s: Situation) -> Status:
        """Return the status in a situation, as `decide` does where no statement is weak."""
        return evaluated(self.decided, s)  # type: ignore[no-any-return]


class Bound:
    """A rule as it binds on a day: the legal orders by name (none where it does not bind), the authorities cited, a test for each binding.

    Tests are made when somebody asks for them: of a group that a draft does not speak of, nobody does. `alone` is the instruction of the
    status where there is one test only, else None.
    """

    __slots__ = ("_day", "_law", "_program", "alone", "authorities", "orders", "rule", "tests")

    tests: tuple[Test, ...]
    alone: Instruction | None

    def __init__(self, program: Program, rule: Rule, day: Date | None, law: Collection[str] | None) -> None:
        authorities = cited(rule.authorities, day) if day is None or rule.in_force.holds_on(day) else ()
        orders = {a.source.legal_order for a in authorities if law is None or a.source.legal_order in law}
        self.rule, self.orders = rule, tuple(sorted(orders))
        self.authorities = tuple([a for a in authorities if a.source.legal_order in orders])
        self._program, self._day, self._law = program, day, law

    if not TYPE_CHECKING:

        def __getattr__(self, name: str) -> Any:
            """Return the tests, or that of the one, which is what Python asks for here, where nobody has asked before."""
            if name not in ("tests", "alone"):
                raise AttributeError(name)
            self.tests = tuple([test_of(self._program, self.rule, one) for one in bindings(self.rule, self._day, self._law)])
            self.alone = self.tests[0].decided if len(self.tests) == 1 else None
            return getattr(self, name)


class Decided:
    """The truth of every part: the `when`, each requirement by itself, and each of its exceptions."""

    __slots__ = ("requirements", "ways", "when")

    def __init__(self, when: Truth, requirements: tuple[Truth, ...], ways: tuple[tuple[Truth, ...], ...]) -> None:
        self.when, self.requirements, self.ways = when, requirements, ways

    def same(self, other: Decided) -> bool:
        """True where every part has the same truth."""
        return (self.when, self.requirements, self.ways) == (other.when, other.requirements, other.ways)


class Decision:
    """What was decided: the status, its parts, and whether weak statements were held against the draft (`weak` says in which parts)."""

    __slots__ = ("parts", "status", "unless", "weak")

    def __init__(self, status: Status, parts: Decided, unless: tuple[Relaxing, ...], weak: bool) -> None:
        self.status, self.parts, self.unless, self.weak = status, parts, unless, weak


def test_of(program: Program, rule: Rule, binding: Binding) -> Test:
    """Return a rule as instructions."""
    whens = tuple([program.instruction(when) for when in binding.whens])
    requirements = tuple(_requirement(program, r, ways) for r, ways in zip(rule.requirements, binding.relaxing))
    return Test(rule, binding, whens, requirements)


def _requirement(program: Program, requirement: Requirement, relaxing: tuple[Relaxing, ...]) -> Required:
    return program.instruction(requirement.condition), requirement.forbidden, tuple(_way(program, r) for r in relaxing)


def _way(program: Program, relaxing: Relaxing) -> Way:
    conditions = [(program.instruction(when), False) for when in relaxing.whens]
    conditions += [(program.instruction(r.condition), r.forbidden) for r in relaxing.exception.requirements]
    return Way(relaxing, tuple(conditions))


def _all(conditions: tuple[tuple[Instruction, bool], ...], s: Situation) -> Truth:
    result = YES
    for condition, forbidden in conditions:
        truth = condition[0](condition, s)
        if truth is UNKNOWN:
            result = UNKNOWN
        elif (truth is YES) is forbidden:
            return NO
    return result


def _parts(test: Test, s: Situation) -> Decided:
    when = YES
    for condition in test.whens:
        truth = condition[0](condition, s)
        if truth is NO:
            when = NO
            break
        if truth is UNKNOWN:
            when = UNKNOWN
    requirements, ways = [], []
    for condition, forbidden, exceptions in test.requirements:
        truth = condition[0](condition, s)
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


def _decided(whens: tuple[Instruction, ...], requirements: tuple[Required, ...]) -> Instruction:
    """Return the instruction of the status in one situation: what `_status` says of `_parts`, and nothing kept of these."""
    asked = tuple([(condition, NO if forbidden else YES, ways) for condition, forbidden, ways in requirements])
    return _from_parts, whens, asked


def _from_parts(i: Instruction, s: Situation) -> Status:
    _, whens, asked = i
    applies = met = YES
    for when in whens:
        truth = when[0](when, s)
        if truth is not YES:
            if truth is NO:
                return "not applicable"
            applies = UNKNOWN
    for condition, wanted, ways in asked:
        truth = condition[0](condition, s)
        if truth is wanted:
            continue
        helps = [_all(way.conditions, s) for way in ways] if ways else ()
        if YES in helps:
            continue
        if truth is not UNKNOWN and UNKNOWN not in helps:
            return "fail" if applies is YES else "unknown"
        met = UNKNOWN
    return "pass" if met is YES else "unknown"


def decide(test: Test, solid: Situation, weak: Situation | None) -> Decision:
    """Return the status of the rule; `weak` is the situation with weak statements, None where the draft makes none."""
    decision = follows(test, _parts(test, solid))
    if decision.status != "unknown" or weak is None:
        return decision
    parts = decision.parts
    against = _against(parts, _parts(test, weak))
    worse, still_open = _status(test, against)
    if worse == "fail" or (worse == "unknown" and still_open and not against.same(parts)):
        return Decision(worse, against, still_open, True)
    return decision


def counts(test: Test, solid: Situation, weak: Situation) -> bool:
    """True where weak statements can make the rule fail, or fail unless an exception applies, which is not so in the solid situation.

    Either needs a `when` that is yes and a requirement that is no, each in one of the two readings.
    """
    if not (_all_yes(test.whens, weak) or _all_yes(test.whens, solid)):
        return False
    for condition, forbidden, _ in test.requirements:
        against = YES if forbidden else NO
        if condition[0](condition, weak) is against or condition[0](condition, solid) is against:
            return True
    return False


def _all_yes(whens: tuple[Instruction, ...], s: Situation) -> bool:
    return all(when[0](when, s) is YES for when in whens)


def follows(test: Test, parts: Decided) -> Decision:
    """Return what follows from the truth of the parts, where no statement is weak."""
    status, unless = _status(test, parts)
    return Decision(status, parts, unless, False)
