"""What an exception may relax: its targets, the natures that refuse it, the legal orders that it must share."""

from __future__ import annotations

from collections.abc import Sequence

from rulebook.files import is_of_the_library
from rulebook.language import declarations as d
from rulebook.language.clauses import name_of, of_type
from rulebook.language.diagnostics import Problems
from rulebook.language.names import did_you_mean, nearest
from rulebook.language.policy import Exception_
from rulebook.language.scope import Declared, Scope
from rulebook.records import Record

__all__ = ["Relaxation", "check_targets"]

# "Refused" in the table of natures: what no declaration of that kind may touch.
REFUSED = {"absolute": ("exception", "derogation"), "non-derogable": ("derogation",)}
WHY = {
    "absolute": "No exception or derogation is possible from an absolute safeguard",
    "non-derogable": "No derogation is possible from a non-derogable safeguard",
}


class Relaxation(Record):
    """An exception with the requirements that it relaxes, each as the full name of its rule and its number among the requirements."""

    exception: Exception_
    targets: tuple[tuple[str, int], ...]


def check_targets(
    declared: Declared, scope: Scope, orders: Sequence[str], problems: Problems
) -> tuple[tuple[tuple[str, int], ...], list[frozenset[str]]]:
    """Return the requirements that an exception relaxes, and for each target the groups whose facts it may use.

    A target that is refused, is not there, or shares no legal order (`orders` are the exception's own) is noted and left out.
    """
    head = declared.head
    assert isinstance(head, d.ExceptionHead)
    found, groups = [], []
    for target in head.targets:
        rule = _rule(target, declared, scope, problems)
        if rule is None:
            continue
        each = name_of(rule.declaration, "for each")
        groups.append(frozenset({each.name.text} if each else ()))
        number = _requirement(target, rule, declared, problems)
        _check_nature(rule, declared, scope, problems)
        _check_orders(rule, declared, scope, orders, problems)
        if number is not None:
            found.append((rule.full_name, number))
    return tuple(dict.fromkeys(found)), groups


def _rule(target: d.Target, declared: Declared, scope: Scope, problems: Problems) -> Declared | None:
    unit, name = declared.unit, target.rule
    rule = scope.find("rule", name.text, unit)
    if rule is not None or name.text in scope.broken:
        return rule
    if scope.find("exception", name.text, unit) is not None:
        message = f"{name.text} is itself an exception, and an exception has none."
        problems.error(
            "exception-to-exception", message, at=name.span, source=unit.source, hint="Put the condition into the exception itself."
        )
        return None
    close = nearest(name.text, scope.names_of("rule", unit))
    elsewhere = [full for kind, full in scope.named if kind == "rule" and full.endswith(f"/{name.text}")]
    hint = (
        f"Write its full name: {elsewhere[0]}."
        if elsewhere
        else f"Did you mean {close}?"
        if close
        else "Name a rule that a loaded rulebook declares."
    )
    problems.error("no-such-rule", f"No rule is called {name.text}.", at=name.span, source=unit.source, hint=hint)
    return None


def _requirement(target: d.Target, rule: Declared, declared: Declared, problems: Problems) -> int | None:
    """Return the number of the requirement that the target names among those of its rule."""
    clauses = of_type(rule.declaration, d.Require)
    labels = [clause.label.text if clause.label else "" for clause in clauses]
    name, source = rule.head.name.text, declared.unit.source
    named = [label for label in labels if label]
    if target.label is None:
        if len(clauses) <= 1:
            return 0 if clauses else None
        hint = (
            f"Write `{named[0]} of {name}`, with one of the labels: {', '.join(named)}."
            if named
            else f"Give each requirement of {name} a label: `require LABEL: …`."
        )
        message = f"{name} has {len(clauses)} requirements, and an exception lifts one of them: say which, by its label."
        problems.error("which-requirement", message, at=declared.head.span, source=source, hint=hint)
        return None
    if target.label.text in labels:
        return labels.index(target.label.text)
    hint = did_you_mean(target.label.text, named, f"Its labels are: {', '.join(named) or 'none'}.")
    problems.error(
        "no-such-label", f"No requirement of {name} has the label {target.label.text}.", at=target.label.span, source=source, hint=hint
    )
    return None


def _check_nature(rule: Declared, declared: Declared, scope: Scope, problems: Problems) -> None:
    head, keyword = rule.head, declared.head.keyword
    assert isinstance(head, d.RuleHead)
    guard = scope.find("safeguard", head.safeguard.text, rule.unit)
    if guard is None or not isinstance(guard.head, d.SafeguardHead):
        return
    nature = guard.head.nature.text
    if keyword in REFUSED.get(nature, ()):
        message = f"{WHY[nature]}: {rule.head.name.text} belongs to {guard.head.name.text}, which is {nature}."
        hint = "Take it out; where only a part of the norm is open to exceptions, make that part a safeguard of its own."
        problems.error("refused", message, at=declared.head.span, source=declared.unit.source, hint=hint)
    elif nature in REFUSED and is_of_the_library(rule.unit.source.path) and not is_of_the_library(declared.unit.source.path):
        # The exceptions that the law knows stand in the library, where they are reviewed with it; any other would switch the rule off.
        message = f"{rule.full_name} is of the library and {nature}: only the library itself can say what the law excepts from it."
        hint = "Take it out; where the law does know such an exception, propose it for the library."
        problems.error("refused", message, at=declared.head.span, source=declared.unit.source, hint=hint)


def _check_orders(rule: Declared, declared: Declared, scope: Scope, orders: Sequence[str], problems: Problems) -> None:
    """An exception relaxes its rule only in the legal orders of its own authorities; with none in common it could never apply."""
    of_rule = set()
    for clause in of_type(rule.declaration, d.AuthorityClause):
        source = scope.find("source", clause.source.text, rule.unit)
        order = name_of(source.declaration, "legal order") if source else None
        if order is not None:
            of_rule.add(order.name.text)
    if orders and of_rule and not of_rule & set(orders):
        own, its = ", ".join(sorted(set(orders))), ", ".join(sorted(of_rule))
        message = f"This rests on the law of {own}, and {rule.head.name.text} binds under {its}: it could never apply."
        hint = f"Cite the authority in the law of {' or '.join(sorted(of_rule))} that allows it, beside the other."
        problems.error("foreign-exception", message, at=declared.head.span, source=declared.unit.source, hint=hint)
