"""Conditions in plain words, built from what the facts mean.

`clause` says a condition as a clause, or with `positive` false its opposite; `noun` names a quantity. The words are
those of the rulebook: `means` of a fact, and for a yes/no fact its `otherwise` where the opposite is said.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from typing import Any

from rulebook.checking.program.comparing import NEGATED
from rulebook.language import nodes as n
from rulebook.language.policy import Policy
from rulebook.values import NO, YES, Members, Truth, Value, write

__all__ = ["clause", "code", "code_in", "listing", "noun", "remembered", "shown", "value_words", "without_article"]


def code(expression: n.Expression) -> str:
    """Return a condition as the rule language writes it."""
    from rulebook.language.printer import write_condition  # needed for explanations only

    return write_condition(expression)


def code_in(policy: Policy, expression: n.Expression) -> str:
    """Return a condition that stands in the policy as the rule language writes it."""
    found = policy.words.get(("code", id(expression)))
    return found[1] if found is not None else remembered(policy, "code", expression, code(expression))


def remembered(policy: Policy, what: str, node: n.Expression, words: str) -> str:
    """Return words of a condition, which are the same in every draft; they go with the policy."""
    policy.words[what, id(node)] = (node, words)  # the node is kept beside its words, so that its identity stays taken
    return words


def shown(value: Any, unit: str = "") -> str:
    """Return a value in plain words: `public order`, `9 months`, `a, b and c`, `no limit`."""
    if isinstance(value, str):
        return value.replace("_", " ")
    if isinstance(value, Members):
        return _members(value)
    text = write(value)
    if text == "unlimited":
        return "without limit"
    return f"{text} {unit}" if unit and text[:1].isdigit() else text


def _members(value: Members) -> str:
    included = listing(word.replace("_", " ") for word in sorted(value.included))
    if value.whole:
        return included or "none"
    excluded = listing((word.replace("_", " ") for word in sorted(value.excluded)), "or")
    parts = [f"{included} among others" if included else "", f"not {excluded}" if excluded else ""]
    return ", ".join(part for part in parts if part) or "not known"


def listing(words: Iterable[str], joiner: str = "and") -> str:
    """Return words as a list in a sentence: `a, b and c`; the empty text for none."""
    items = list(words)
    return f"{', '.join(items[:-1])} {joiner} {items[-1]}" if len(items) > 1 else "".join(items)


def clause(policy: Policy, expression: n.Expression, positive: bool = True) -> str:
    """Return the condition, or with `positive` false its opposite, as a clause in plain words."""
    what = "clause" if positive else "opposite"
    found = policy.words.get((what, id(expression)))
    if found is not None:
        return found[1]
    return remembered(policy, what, expression, _CLAUSES[type(expression)](policy, expression, positive))


def noun(policy: Policy, expression: n.Expression) -> str:
    """Return what a quantity, set or value is called, as a noun phrase."""
    found = policy.words.get(("noun", id(expression)))
    if found is not None:
        return found[1]
    return remembered(policy, "noun", expression, _NOUNS[type(expression)](policy, expression))


# ---- clauses ---------------------------------------------------------------------------------------------------


def _said(means: str, otherwise: str, positive: bool) -> str:
    if means.startswith("whether "):
        means = means[len("whether ") :]
    return means if positive else otherwise or f"it is not so that {means}"


def _fact(policy: Policy, node: n.FactRef, positive: bool) -> str:
    fact = policy.facts[node.path]
    return _said(fact.means, fact.otherwise, positive)


def _define(policy: Policy, node: n.DefineRef, positive: bool) -> str:
    define = policy.defines[node.path]
    return _said(define.means or node.path, define.otherwise, positive)


def _literal(policy: Policy, node: n.Literal_, positive: bool) -> str:
    return "always" if (node.value is YES) is positive else "never"


def _all(policy: Policy, node: n.And, positive: bool) -> str:
    parts = [_inner(policy, part, positive, n.Or) for part in node.parts]
    return listing(parts, "and" if positive else "or")


def _some(policy: Policy, node: n.Or, positive: bool) -> str:
    parts = [_inner(policy, part, positive, n.And) for part in node.parts]
    return listing(parts, "or" if positive else "and")


def _inner(policy: Policy, part: n.Expression, positive: bool, other: type) -> str:
    """Return a part of a chain; one that is a chain of the other kind stands in parentheses, so that it is read one way."""
    words = clause(policy, part, positive)
    return f"({words})" if isinstance(part, other) else words


def _not(policy: Policy, node: n.Not, positive: bool) -> str:
    return clause(policy, node.part, not positive)


def _at_least(policy: Policy, node: n.AtLeast, positive: bool) -> str:
    parts = "; ".join(clause(policy, part) for part in node.parts)
    return f"at least {node.count} of these hold: {parts}" if positive else f"fewer than {node.count} of these hold: {parts}"


def _compare(policy: Policy, node: n.Compare, positive: bool) -> str:
    operator = node.operator if positive else NEGATED[node.operator]
    if isinstance(node.right, n.Literal_) and isinstance(node.right.value, Truth) and operator in {"is", "is not"}:
        return clause(policy, node.left, (node.right.value is YES) is (operator == "is"))
    left, right = noun(policy, node.left), noun(policy, node.right)
    if _is_set(policy, node.left):
        return _same_set(left, right, operator == "is", empty=isinstance(node.right, n.Listed) and not node.right.values)
    if right == "without limit" and operator in {"is", "is not"}:
        return f"{left} has {'no' if operator == 'is' else 'a'} limit"
    return f"{left} {operator} {right}"


def _is_set(policy: Policy, node: n.Expression) -> bool:
    if isinstance(node, n.FactRef):
        return policy.facts[node.path].type.kind == "any of"
    return isinstance(node, n.DefineRef) and policy.defines[node.path].type.kind == "any of"


def _same_set(left: str, right: str, same: bool, *, empty: bool) -> str:
    if empty:
        return f"there is {'none' if same else 'at least one'} among {left}"
    return f"{left} are {'exactly' if same else 'not exactly'} {right}"


def _between(policy: Policy, node: n.Between, positive: bool) -> str:
    return f"{noun(policy, node.left)} is {'' if positive else 'not '}between {noun(policy, node.low)} and {noun(policy, node.high)}"


def _is_one_of(policy: Policy, node: n.IsOneOf, positive: bool) -> str:
    values = listing((noun(policy, value) for value in node.values), "or")
    return f"{noun(policy, node.left)} is {values}" if positive is not node.negated else f"{noun(policy, node.left)} is neither of {values}"


_INCLUDING = {
    "one": ("{left} include {right}", "{left} do not include {right}"),
    "any of": ("{left} include {right}", "{left} include none of {right}"),
    "all of": ("{left} include all of {right}", "{left} do not include all of {right}"),
    "only": ("{left} include nothing but {right}", "{left} include more than {right}"),
}


def _includes(policy: Policy, node: n.Includes, positive: bool) -> str:
    joiner = "or" if node.mode == "any of" else "and"
    right = listing((noun(policy, part) for part in node.right), joiner) if isinstance(node.right, tuple) else noun(policy, node.right)
    return _INCLUDING[node.mode][not positive].format(left=noun(policy, node.left), right=right)


def without_article(words: str) -> str:
    """Return a noun phrase without its article: `a group of people` gives `group of people`."""
    first, _, rest = words.partition(" ")
    return rest if first.lower() in {"a", "an", "the"} and rest else words


def _quantified(policy: Policy, node: n.Quantified, positive: bool) -> str:
    one = without_article(policy.groups[node.group].means or node.group)
    if node.quantifier == "every":
        return (
            f"for every {one}, {clause(policy, node.condition)}" if positive else f"for some {one}, {clause(policy, node.condition, False)}"
        )
    if (node.quantifier == "any") is positive:
        return f"for some {one}, {clause(policy, node.condition)}"
    return f"for no {one} is it so that {clause(policy, node.condition)}"


def _event(policy: Policy, name: str) -> str:
    return policy.events[name].means or name.replace("_", " ")


def _happens(policy: Policy, node: n.Happens, positive: bool) -> str:
    return _event(policy, node.event) if positive else f"it never happens that {_event(policy, node.event)}"


def _relation(words: str) -> Callable[[Policy, Any, bool], str]:
    def said(policy: Policy, node: Any, positive: bool) -> str:
        relation = words.format(duration=shown(getattr(node, "duration", None))) if "{" in words else words
        made = f"{_event(policy, node.event)} {relation} {_event(policy, node.other)}"
        return made if positive else f"the draft does not ensure that {made}"

    return said


# ---- nouns -----------------------------------------------------------------------------------------------------


def _noun_of_path(policy: Policy, node: n.FactRef | n.DefineRef) -> str:
    means = policy.facts[node.path].means if isinstance(node, n.FactRef) else policy.defines[node.path].means
    return means or node.path


def _noun_of_literal(policy: Policy, node: n.Literal_) -> str:
    return "none" if node.value is None else shown(node.value)


def _counted(policy: Policy, group: str, where: n.Expression | None) -> str:
    words = f"the number of members of “{group}”"
    return words + (f" for which {clause(policy, where)}" if where is not None else "")


_OPERATOR_WORDS = {"+": "plus", "-": "less", "*": "times"}

_NOUNS: dict[type, Callable[[Policy, Any], str]] = {
    n.FactRef: _noun_of_path,
    n.DefineRef: _noun_of_path,
    n.Literal_: _noun_of_literal,
    n.Choice: lambda policy, node: node.value.replace("_", " "),
    n.Listed: lambda policy, node: listing(word.replace("_", " ") for word in node.values) or "none",
    n.CountMembers: lambda policy, node: _counted(policy, node.group, node.where),
    n.CountSet: lambda policy, node: f"the number of {noun(policy, node.fact)}",
    n.Total: lambda policy, node: (
        f"the total of {noun(policy, node.fact)}" + (f" where {clause(policy, node.where)}" if node.where is not None else "")
    ),
    n.Arithmetic: lambda policy, node: f"{noun(policy, node.left)} {_OPERATOR_WORDS[node.operator]} {noun(policy, node.right)}",
    n.Share: lambda policy, node: f"{noun(policy, node.percent)} of {noun(policy, node.of)}",
    n.Ratio: lambda policy, node: f"{noun(policy, node.left)} per {noun(policy, node.right)}",
}

_CLAUSES: dict[type, Callable[[Policy, Any, bool], str]] = {
    n.FactRef: _fact,
    n.DefineRef: _define,
    n.Literal_: _literal,
    n.And: _all,
    n.Or: _some,
    n.Not: _not,
    n.AtLeast: _at_least,
    n.Compare: _compare,
    n.Between: _between,
    n.IsOneOf: _is_one_of,
    n.Includes: _includes,
    n.Quantified: _quantified,
    n.Happens: _happens,
    n.HappensBefore: _relation("before"),
    n.HappensWithin: _relation("within {duration} after"),
    n.HappensAfter: _relation("at least {duration} after"),
}


def value_words(policy: Policy, expression: n.Expression, value: Value | Truth | None) -> str:
    """Return a known value of an expression in words, with the unit of its fact."""
    unit = policy.facts[expression.path].unit if isinstance(expression, n.FactRef) else ""
    return "not known" if value is Truth.UNKNOWN else "yes" if value is YES else "no" if value is NO else shown(value, unit)
