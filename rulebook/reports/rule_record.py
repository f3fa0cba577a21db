"""One rule as JSON: the same as the page in plain words, for other programs."""

from __future__ import annotations

from collections.abc import Sequence

from rulebook.checking.wording import clause, code
from rulebook.language.nodes import Expression
from rulebook.language.policy import Authority, Event, Exception_, Expectation, Fact, Group, InForce, Policy, Requirement, Rule
from rulebook.language.printer import write_statement
from rulebook.reports.as_json import VERSION, authority, dumps
from rulebook.reports.asked import asked_by
from rulebook.reports.rule_page import cases_of, failing_of
from rulebook.values import write as write_value

__all__ = ["event_record", "fact_record", "group_record", "rule_record"]


def rule_record(policy: Policy, rule: Rule) -> str:
    """Return the rule as JSON."""
    asked = asked_by(policy, [rule])
    safeguard = rule.safeguard
    record = {
        "name": rule.name,
        "title": rule.title,
        "rulebook": rule.rulebook,
        "safeguard": {"name": safeguard.name, "title": safeguard.title, "nature": safeguard.nature, "because": safeguard.because},
        "for_each": rule.group or None,
        "in_order": rule.staged,
        "when": _condition(policy, rule.when),
        "requirements": [_requirement(policy, requirement) for requirement in rule.requirements],
        "because": rule.because,
        "fix": rule.fix,
        "authorities": _authorities(rule.authorities),
        "in_force": _days(rule.in_force),
        "groups": [group_record(policy.groups[name]) for name in asked.groups],
        "facts": [fact_record(policy.facts[path]) for path in asked.facts],
        "events": [event_record(policy.events[name]) for name in asked.events],
        "cases": [
            {
                "title": case.title,
                "given": [write_statement(statement) for statement in case.given],  # type: ignore[arg-type]  # nodes.Statement
                "as_of": str(case.as_of) if case.as_of is not None else None,
                "expect": [_expectation(expectation) for expectation in expected],
                "comes_out": not failing_of(policy, case, expected),
            }
            for case, expected in cases_of(policy, rule)
        ],
    }
    return f'{{"version": {VERSION}, "rule": {dumps(record)}}}\n'


def group_record(group: Group) -> dict[str, object]:
    """Return a group as the JSON has it."""
    return {"name": group.name, "means": group.means, "ask": group.ask}


def event_record(event: Event) -> dict[str, object]:
    """Return an event as the JSON has it."""
    return {"name": event.name, "means": event.means, "may_not_happen": event.optional}


def fact_record(fact: Fact) -> dict[str, object]:
    """Return a fact as the JSON has it; `in_doubt` is null where nothing counts in doubt."""
    return {
        "path": fact.path,
        "group": fact.group or None,
        "type": fact.type.kind,
        "values": fact.type.choices,
        "unit": fact.unit,
        "means": fact.means,
        "ask": fact.ask,
        "in_doubt": write_value(fact.in_doubt) if fact.in_doubt is not None else None,
    }


def _condition(policy: Policy, condition: Expression | None, positive: bool = True) -> dict[str, object] | None:
    return {"statement": clause(policy, condition, positive), "code": code(condition)} if condition is not None else None


def _requirement(policy: Policy, requirement: Requirement) -> dict[str, object]:
    return {
        "label": requirement.label or None,
        "forbidden": requirement.forbidden,
        "condition": _condition(policy, requirement.condition),
        "exceptions": [_exception(policy, exception) for exception in requirement.exceptions],
    }


def _exception(policy: Policy, exception: Exception_) -> dict[str, object]:
    return {
        "name": exception.name,
        "kind": exception.kind,
        "title": exception.title,
        "when": _condition(policy, exception.when),
        "requirements": [
            {"label": own.label or None, "forbidden": own.forbidden, "condition": _condition(policy, own.condition)}
            for own in exception.requirements
        ],
        "because": exception.because,
        "authorities": _authorities(exception.authorities),
        "in_force": _days(exception.in_force),
    }  # fmt: skip


def _authorities(authorities: Sequence[Authority]) -> list[dict[str, object]]:
    return [
        authority(one) | {"legal_order": one.source.legal_order, "in_force": _days(one.source.in_force)} for one in authorities
    ]  # fmt: skip


def _days(days: InForce) -> dict[str, str | None]:
    return {"from": str(days.start) if days.start else None, "until": str(days.end) if days.end else None}


def _expectation(expectation: Expectation) -> dict[str, object]:
    return {
        "member": expectation.member,
        "outcome": expectation.outcome,
        "exceptions": expectation.exceptions,
        "missing": expectation.missing,
    }
