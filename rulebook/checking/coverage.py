"""Plays the worked cases of the rulebooks, and says which rules and exceptions no case tries out.

An expectation without `for` speaks of the rule on the whole of what is given: of its worst finding, in the order fails, unknown,
passes, not applicable. So `expect R fails` holds where one member fails, `expect R passes` where one passes and none does worse, and
`expect R not applicable` where no finding says anything else. `expect R for M …` speaks of the finding on that member or track.
The exceptions after `by`, and what stands after `missing`, must be among those that the findings with that status name. `unknown`
holds also where the rule fails unless an exception applies; `not in force` where the rule has no finding on the day.

What is wrong with the statements that are given (a value of the wrong type, two that contradict each other) is a failure of the case,
unless the case shows just that: it expects an unknown that names the fact or group as missing, or, for steps that contradict each
other, an unknown of a rule on events.

A rule is covered when the findings that its expectations speak of were a pass, a fail and an unknown, each at least once. An exception
is covered when it was once needed to pass, and did once not hold where the requirement was not met by itself.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Sequence

from rulebook.checking.evaluation import WORST, Evaluation
from rulebook.checking.findings import Explanation, Finding, Status
from rulebook.drafts.assembly import assemble_statements
from rulebook.drafts.draft import Draft, Problem
from rulebook.language.nodes import Part, State
from rulebook.language.policy import Case, Expectation, Policy, Rule
from rulebook.language.source import Span
from rulebook.records import Record
from rulebook.values import NO

__all__ = ["Failure", "Gap", "Played", "disappoints", "gaps", "play"]

WANTED: tuple[Status, ...] = ("pass", "fail", "unknown")
OUTCOMES: dict[str, str] = {"pass": "passes", "fail": "fails"}  # the words of the language; the others are the same
NEEDED, REFUSED = "needed", "refused"


class Failure(Record):
    """What a case expected and what came instead, in the words of the language; `message` is the finding's.

    `expected` is empty where something is wrong with what the case is given; `came` then says what. `span` is the place of the
    expectation, or of the case.
    """

    expected: str
    came: str
    message: str
    span: Span


class Played(Record):
    """A case that was played: what failed, and what it tried out: rules with their status, exceptions needed or refused."""

    case: Case
    failures: tuple[Failure, ...]
    statuses: frozenset[tuple[str, Status]]
    exceptions: frozenset[tuple[str, str, str]]  # full names of rule and exception; NEEDED or REFUSED


class Gap(Record):
    """A rule, or an exception to it (else empty), that no case tries out in some way.

    `lacks` are statuses of the rule (pass, fail, unknown); of an exception "needed" and "refused".
    """

    rule: Rule
    exception: str
    lacks: tuple[str, ...]


def play(policy: Policy, case: Case) -> Played:
    """Return what comes of a case: the rules that it expects something of, on what it is given, as of its day, in all legal orders."""
    scene = _Scene(policy, case)
    failures = [*_problems(policy, case, scene.draft, scene.evaluation)]
    statuses: set[tuple[str, Status]] = set()
    tried: set[tuple[str, str, str]] = set()
    for expectation in case.expectations:
        of_rule = scene.findings(expectation.rule, explained=bool(expectation.missing))
        findings = _spoken_of(expectation, of_rule)
        if _failure(case, expectation, findings, of_rule):
            of_rule = scene.findings(expectation.rule, explained=True)
            failures += filter(None, [_failure(case, expectation, _spoken_of(expectation, of_rule), of_rule)])
        elif findings:
            statuses.add((expectation.rule, _worst(findings)))
            tried |= set(_tried(scene, expectation, findings))
    return Played(case, tuple(failures), frozenset(statuses), frozenset(tried))


def disappoints(policy: Policy, case: Case, draft: Draft, rule: str) -> bool:
    """True where a rule comes out otherwise than the case expects of it; `draft` is what the case is given."""
    mine = [expectation for expectation in case.expectations if expectation.rule == rule]
    explained = any(expectation.missing for expectation in mine)
    findings = Evaluation(policy, draft, explain=explained).findings(case.as_of, case.law, {rule})
    return any(_failure(case, expectation, _spoken_of(expectation, findings), findings) for expectation in mine)


class _Scene:
    """What a case is given, evaluated: each rule with reasons only where they are asked for, which takes ten times as long."""

    def __init__(self, policy: Policy, case: Case) -> None:
        self.case = case
        self.draft = assemble_statements(case.given, policy, judgements_reasoned=True)  # type: ignore[arg-type]
        self.evaluation = Evaluation(policy, self.draft, explain=True)
        self._bare = Evaluation(policy, self.draft, explain=False)
        self._found: dict[tuple[str, bool], tuple[Finding, ...]] = {}

    def findings(self, rule: str, *, explained: bool) -> tuple[Finding, ...]:
        """Return the findings of a rule in the legal orders of the case; with reasons and what is missing, or bare."""
        if (rule, explained) not in self._found:
            evaluation = self.evaluation if explained else self._bare
            self._found[rule, explained] = evaluation.findings(self.case.as_of, self.case.law, {rule})
        return self._found[rule, explained]


# ---- expectations --------------------------------------------------------------------------------------------------


def _spoken_of(expectation: Expectation, findings: Sequence[Finding]) -> list[Finding]:
    return [finding for finding in findings if expectation.member is None or finding.member == expectation.member]


def _worst(findings: Sequence[Finding]) -> Status:
    return min((finding.status for finding in findings), key=WORST.index)


def _failure(case: Case, expectation: Expectation, findings: Sequence[Finding], of_rule: Sequence[Finding]) -> Failure | None:
    """Return how the expectation is disappointed, or None where it is met. `of_rule` are the rule's findings on all members."""
    if not findings:
        if expectation.outcome == "not in force" and not of_rule:
            return None
        members = ", ".join(finding.member or "the measure as a whole" for finding in of_rule)
        came = f"no finding on {expectation.member}; there are findings on: {members}" if of_rule else "not in force"
        return Failure(written(expectation, case.rulebook), came, "", expectation.span)
    status = _worst(findings)
    deciding = [finding for finding in findings if finding.status == status]
    named = {name for finding in deciding for name in (*finding.exceptions, *finding.missing)}
    if status == expectation.outcome and named.issuperset((*expectation.exceptions, *expectation.missing)):
        return None
    first = deciding[0]
    came = _outcome(status, first.exceptions, first.missing, case.rulebook)
    if expectation.member is None and first.member is not None:
        came += f", for {first.member}"
    return Failure(written(expectation, case.rulebook), came, first.message, expectation.span)


def written(expectation: Expectation, rulebook: str) -> str:
    """Return an expectation as the rule language writes it, with the names of its own rulebook short."""
    member = f" for {expectation.member}" if expectation.member else ""
    outcome = _outcome(expectation.outcome, expectation.exceptions, expectation.missing, rulebook)
    return f"{_short((expectation.rule,), rulebook)}{member} {outcome}"


def _outcome(status: str, exceptions: Sequence[str], missing: Sequence[str], rulebook: str) -> str:
    words = OUTCOMES.get(status, status)
    if status == "pass" and exceptions:
        return f"{words} by {_short(exceptions, rulebook)}"
    return f"{words} missing {', '.join(missing)}" if status == "unknown" and missing else words


def _short(names: Iterable[str], rulebook: str) -> str:
    return ", ".join(name.removeprefix(f"{rulebook}/") for name in names)


# ---- what is wrong with what is given ------------------------------------------------------------------------------


def _problems(policy: Policy, case: Case, draft: Draft, evaluation: Evaluation) -> Iterator[Failure]:
    """Give what is wrong with the statements that are given, where the case does not exist to show it."""
    unknown = [expectation for expectation in case.expectations if expectation.outcome == "unknown"]
    shown = {name for expectation in unknown for name in expectation.missing}
    for problem in draft.problems:
        if not shown & set(_about(case, problem)):
            yield Failure("", problem.message, problem.hint, case.span)
    on_events = {rule.name for rule in policy.rules if rule.events} if draft.steps else set()
    if not any(expectation.rule in on_events for expectation in unknown):
        for track, _ in evaluation.contradictions():
            of = f" of the track {track}" if track else ""
            yield Failure("", f"The steps{of} that are given contradict each other: no schedule meets all of them.", "", case.span)


def _about(case: Case, problem: Problem) -> Iterator[str]:
    """Give the facts and groups that a problem is about; the places of a case's statements are their numbers."""
    for place in problem.locations:
        statement = case.given[place.line - 1]
        if isinstance(statement, State | Part):
            yield statement.path


# ---- coverage ------------------------------------------------------------------------------------------------------


def _tried(scene: _Scene, expectation: Expectation, bare: Sequence[Finding]) -> Iterator[tuple[str, str, str]]:
    """Give the exceptions that the findings that an expectation speaks of turned on.

    A finding tells of one legal order only, the worst; where the rule binds in several, each is looked at by itself.
    """
    rule = bare[0].rule
    if not any(requirement.exceptions for requirement in rule.requirements):
        return
    orders = {order for order, _ in bare[0].orders}
    if len(orders) == 1:
        findings = scene.findings(rule.name, explained=True)
    else:
        options = {a.source.legal_order for r in rule.requirements for e in r.exceptions for a in e.authorities} - orders
        if scene.case.law is not None:
            options &= set(scene.case.law)
        by_order = [scene.evaluation.findings(scene.case.as_of, {order} | options, {rule.name}) for order in sorted(orders)]
        findings = tuple(finding for found in by_order for finding in found)
    for finding in _spoken_of(expectation, findings):
        yield from _turned_on(finding)


def _turned_on(finding: Finding) -> Iterator[tuple[str, str, str]]:
    for name in finding.exceptions:
        yield finding.rule.name, name, NEEDED
    if finding.status in {"pass", "fail"}:
        for exception in _exceptions(finding.explanation):
            if exception.value is NO:
                yield finding.rule.name, exception.code, REFUSED


def _exceptions(explanation: Explanation) -> Iterator[Explanation]:
    """Give the exceptions that were tried, each to a requirement that was not met by itself."""
    for requirement in explanation.parts:
        if requirement.role == "requirement":
            yield from (part for part in requirement.parts if part.role == "exception")


def gaps(policy: Policy, played: Iterable[Played], rules: Collection[str] | None = None) -> tuple[Gap, ...]:
    """Return what no case tries out, in the order of the rules; `rules` are full names (None: all rules)."""
    statuses: set[tuple[str, Status]] = set()
    tried: set[tuple[str, str, str]] = set()
    for one in played:
        statuses |= one.statuses
        tried |= one.exceptions
    found: list[Gap] = []
    for rule in policy.rules:
        if rules is not None and rule.name not in rules:
            continue
        found.append(Gap(rule, "", tuple(status for status in WANTED if (rule.name, status) not in statuses)))
        names = dict.fromkeys(exception.name for requirement in rule.requirements for exception in requirement.exceptions)
        found += [Gap(rule, name, tuple(way for way in (NEEDED, REFUSED) if (rule.name, name, way) not in tried)) for name in names]
    return tuple(gap for gap in found if gap.lacks)
