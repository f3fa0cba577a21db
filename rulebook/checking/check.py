"""Checks drafts against a policy: the legal orders and the day of each, its findings, what changes while it applies, its questions."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from rulebook.checking.evaluation import Evaluation, Explain
from rulebook.checking.findings import Change, CheckedDraft, Finding, Question, Report, Status
from rulebook.drafts.draft import Draft, Note, Place, Problem
from rulebook.language.policy import InForce, Policy, Rule
from rulebook.records import replace
from rulebook.values import Date

__all__ = ["check_drafts"]

Key = tuple[str, str | None]
Standing = tuple[Status, tuple[str, ...]]  # on a day: the status, and the exceptions unless one of which applies it fails
_NOT_IN_FORCE: Standing = ("not in force", ())


def check_drafts(policy: Policy, drafts: Sequence[Draft], law: tuple[str, ...] | None, as_of: Date, *, explain: Explain = True) -> Report:
    """Return the findings on each draft.

    `law` are the legal orders that bind (None: the draft's own, else `un`); `as_of` is the day of the check for a draft that does not
    say from when it applies. See `evaluate` for `explain`.
    """
    return Report(tuple(_check(policy, draft, law, as_of, explain) for draft in drafts), policy=policy)


def _check(policy: Policy, draft: Draft, law: tuple[str, ...] | None, as_of: Date, explain: Explain) -> CheckedDraft:
    orders = law if law is not None else draft.legal_orders
    assumed = orders is None
    bound = ("un",) if orders is None else tuple(orders)
    day = draft.applies_from or as_of
    path = draft.paths[0] if draft.paths else ""
    if draft.unreadable:
        # Nothing was checked by any law, so none was assumed.
        return CheckedDraft(path, draft.paths, draft.title, day, bound, False, (), draft.problems, draft.notes, (), True)
    # What passes today may fail on a later day: what it rests on is asked for then as well.
    evaluation = Evaluation(policy, draft, True if explain == "open" and draft.applies_until is not None else explain)
    findings = evaluation.findings(day, bound)
    if draft.applies_until is not None:
        findings = _with_changes(policy, evaluation, findings, day, draft.applies_until, bound)
    problems = sorted([*draft.problems, *_contradictions(evaluation)], key=lambda p: (_line(p), p.code))
    notes = sorted(
        [*draft.notes, *_dated_later(draft, day), *_open_groups(draft, findings)],
        key=lambda note: (note.locations[0].line if note.locations else 0, note.code),
    )
    return CheckedDraft(
        path, draft.paths, draft.title, day, bound, assumed, findings, tuple(problems), tuple(notes), _questions(policy, findings), False
    )  # fmt: skip


def _line(problem: Problem) -> int:
    return problem.locations[0].line if problem.locations else 0


def _contradictions(evaluation: Evaluation) -> list[Problem]:
    found: dict[tuple[Place, ...], Problem] = {}
    for track, network in evaluation.contradictions():
        places = tuple(dict.fromkeys(sorted((step.made.place for step in network.contradiction), key=lambda p: (p.path, p.line, p.column))))
        of = f" of the track {track}" if track else ""
        message = f"These steps{of} contradict each other: no schedule meets all of them."
        found.setdefault(places, Problem("contradictory-steps", message, "Change or take out one of them.", places))
    return list(found.values())


def _dated_later(draft: Draft, day: Date) -> list[Note]:
    """Return a note for each judgement that is dated after the day of the check."""
    if not draft.dated:
        return []
    from rulebook.drafts.judgements import dated_later

    return dated_later(draft.dated, day)


def _open_groups(draft: Draft, findings: Sequence[Finding]) -> list[Note]:
    """Return a note for each group that the draft names members of without closing it, where rules spoke of the named members only."""
    notes = []
    in_yaml = bool(draft.paths) and all(path.endswith((".yaml", ".yml")) for path in draft.paths)
    for group, state in draft.groups.items():
        if state.closed or not state.members:
            continue
        rules = {finding.rule.name for finding in findings if finding.rule.group == group and finding.member is not None}
        if rules:
            count = f"{len(rules)} rule{'s' if len(rules) != 1 else ''} spoke of these only"
            message = f"The draft names {', '.join(state.members)} under {group}, but does not say that these are all; {count}."
            closing = f"complete: [{group}]" if in_yaml else f"{group} = ({', '.join(state.members)})"
            hint = f" If these are all, add: {closing}"
            notes.append(Note("open-group", message + hint, tuple(made.place for made in state.made[:1])))
    return notes


def _with_changes(
    policy: Policy, evaluation: Evaluation, findings: tuple[Finding, ...], first: Date, last: Date, orders: tuple[str, ...]
) -> tuple[Finding, ...]:
    """Return the findings of the first day, each with the days after it on which its status changes, or whether it fails unless an
    exception applies; and those of rules that come later."""
    found: dict[Key, Finding] = {(f.rule.name, f.member): f for f in findings}
    changes: dict[Key, list[Change]] = {}
    before: dict[Key, Standing] = {key: (finding.status, finding.unless) for key, finding in found.items()}
    for day in _days_of_change(policy, first, last):
        today = {(f.rule.name, f.member): f for f in evaluation.findings(day, orders)}
        for key in [*today, *(key for key in found if key not in today)]:
            late = today.get(key)
            now: Standing = (late.status, late.unless) if late is not None else _NOT_IN_FORCE
            if key not in found and late is not None:
                found[key] = replace(
                    late, status="not in force", orders=tuple((order, "not in force") for order, _ in late.orders), unless=()
                )
                before[key] = _NOT_IN_FORCE
            if (now[0], bool(now[1])) != (before[key][0], bool(before[key][1])):
                changes.setdefault(key, []).append(Change(day, *now))
            before[key] = now
    place = {rule.name: i for i, rule in enumerate(policy.rules)}
    keys = sorted(found, key=lambda key: (place[key[0]], key[1] or ""))
    return tuple(replace(found[key], changes=tuple(changes.get(key, ()))) for key in keys)


def _days_of_change(policy: Policy, first: Date, last: Date) -> list[Date]:
    """Return the days after the first, up to the last, on which a rule, exception or source comes into force or has just ceased to be."""
    days: set[Date] = set()
    for rule in policy.rules:
        for in_force in _in_force(rule):
            if in_force.start is not None:
                days.add(in_force.start)
            if in_force.end is not None:
                days.add(in_force.end.next_day())
    return sorted(day for day in days if first < day <= last)


def _in_force(rule: Rule) -> Iterator[InForce]:
    yield rule.in_force
    for authority in rule.authorities:
        yield authority.source.in_force
    for requirement in rule.requirements:
        for exception in requirement.exceptions:
            yield exception.in_force
            for authority in exception.authorities:
                yield authority.source.in_force


def _questions(policy: Policy, findings: Sequence[Finding]) -> tuple[Question, ...]:
    waiting: dict[str, int] = {}
    for finding in findings:
        for path in finding.missing:
            waiting[path] = waiting.get(path, 0) + 1
    order = {path: i for i, path in enumerate(waiting)}
    made = [Question(path, ask_of(policy, path), count) for path, count in waiting.items()]
    return tuple(sorted(made, key=lambda q: (-q.findings, order[q.fact])))


def ask_of(policy: Policy, path: str) -> str:
    """Return the question that a drafter is asked about a fact (of a member, too), a group or an event."""
    if path in policy.facts:
        return policy.facts[path].ask or f"What is {policy.facts[path].means}?"
    if path in policy.groups:
        return policy.groups[path].ask or f"Which {policy.groups[path].means} are there?"
    if path in policy.events:
        return f"By when, and after what, does it happen that {policy.events[path].means}?"
    owner, _, last = path.rpartition(".")
    group, _, member = owner.rpartition(".")
    fact = policy.facts.get(f"{group}.{last}")
    return f"{member.replace('_', ' ')}: {fact.ask or fact.means}" if fact is not None else path
