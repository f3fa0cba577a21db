"""Rules changed by one thing at a time: what the cases of a rulebook must notice (R. A. DeMillo and others, Hints on Test Data
Selection, IEEE Computer 11(4), 1978).

A mutant is a rule, exception or define with a threshold moved by one unit, an operator exchanged, `and` for `or`, a condition, exception
or date left out. Where no case on it comes out otherwise, nobody would notice the slip.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import Any

from rulebook.checking.explanation.witnesses import one_above, one_below
from rulebook.checking.wording import code
from rulebook.language import nodes as n
from rulebook.language.policy import ALWAYS, Authority, Define, Exception_, Requirement, Rule, SourceOfLaw
from rulebook.records import Record, replace
from rulebook.values import Truth, write

__all__ = ["Mutant", "mutants_of_define", "mutants_of_rule", "mutants_of_source"]


class Mutant(Record):
    """What was changed, in words; `where` is the full name of what stands changed in the file.

    `rules` are the rules as changed, `define` a define that was changed under them (None: none was).
    """

    what: str
    where: str
    rules: tuple[Rule, ...]
    define: Define | None = None


_SWAPPED = {
    "is at most": "is less than",
    "is less than": "is at most",
    "is at least": "is more than",
    "is more than": "is at least",
    "is before": "is on or before",
    "is on or before": "is before",
    "is after": "is on or after",
    "is on or after": "is after",
    "is": "is not",
    "is not": "is",
}


def mutants_of_rule(rule: Rule) -> Iterator[Mutant]:
    """Give the mutants of a rule and of its exceptions."""
    for what, made in _rule(rule):
        yield Mutant(what, rule.name, (made,))
    for i, requirement in enumerate(rule.requirements):
        for j, exception in enumerate(requirement.exceptions):
            without = requirement.exceptions[:j] + requirement.exceptions[j + 1 :]
            yield Mutant("the exception left out", exception.name, (_with(rule, i, replace(requirement, exceptions=without)),))
            for what, changed in _exception(exception):
                kept = (*requirement.exceptions[:j], changed, *requirement.exceptions[j + 1 :])
                yield Mutant(what, exception.name, (_with(rule, i, replace(requirement, exceptions=kept)),))


def mutants_of_define(define: Define, rules: tuple[Rule, ...]) -> Iterator[Mutant]:
    """Give the mutants of a defined concept that these rules use."""
    for what, expression in _changed(define.expression):
        yield Mutant(what, define.path, rules, replace(define, expression=expression))


def mutants_of_source(source: SourceOfLaw, rules: tuple[Rule, ...]) -> Iterator[Mutant]:
    """Give the mutant of a source that these rules or their exceptions cite: without its dates in force."""
    if source.in_force != ALWAYS:
        yield Mutant("without its dates in force", f"{source.rulebook}/{source.name}", tuple(without_dates(rule, source) for rule in rules))


def _with(rule: Rule, i: int, requirement: Requirement) -> Rule:
    return replace(rule, requirements=(*rule.requirements[:i], requirement, *rule.requirements[i + 1 :]))


def _rule(rule: Rule) -> Iterator[tuple[str, Rule]]:
    if rule.when is not None:
        yield f"without `when {code(rule.when)}`", replace(rule, when=None)
        for what, when in _changed(rule.when):
            yield what, replace(rule, when=when)
    for i, requirement in enumerate(rule.requirements):
        if len(rule.requirements) > 1:
            yield f"without `{_asks(requirement)}`", replace(rule, requirements=rule.requirements[:i] + rule.requirements[i + 1 :])
        for what, changed in _requirement(requirement):
            yield what, _with(rule, i, changed)
    if rule.in_force != ALWAYS:
        yield "without its dates in force", replace(rule, in_force=ALWAYS)


def _exception(exception: Exception_) -> Iterator[tuple[str, Exception_]]:
    if exception.when is not None:
        yield f"without `when {code(exception.when)}`", replace(exception, when=None)
        for what, when in _changed(exception.when):
            yield what, replace(exception, when=when)
    for i, requirement in enumerate(exception.requirements):
        rest = exception.requirements[:i] + exception.requirements[i + 1 :]
        yield f"without `{_asks(requirement)}`", replace(exception, requirements=rest)
        for what, changed in _requirement(requirement):
            yield what, replace(exception, requirements=(*exception.requirements[:i], changed, *exception.requirements[i + 1 :]))
    if exception.in_force != ALWAYS:
        yield "without its dates in force", replace(exception, in_force=ALWAYS)


def _asks(requirement: Requirement) -> str:
    return f"{'forbid' if requirement.forbidden else 'require'} {code(requirement.condition)}"


def _requirement(requirement: Requirement) -> Iterator[tuple[str, Requirement]]:
    other = "require" if requirement.forbidden else "forbid"
    yield f"`{other}` for `{_asks(requirement)}`", replace(requirement, forbidden=not requirement.forbidden)
    for what, condition in _changed(requirement.condition):
        yield what, replace(requirement, condition=condition)


def without_dates(rule: Rule, source: SourceOfLaw) -> Rule:
    """Return the rule, and its exceptions, with the source that they cite in force on every day."""
    undated = replace(source, in_force=ALWAYS)

    def cited(authorities: tuple[Authority, ...]) -> tuple[Authority, ...]:
        return tuple(replace(a, source=undated) if a.source == source else a for a in authorities)

    requirements = tuple(
        replace(r, exceptions=tuple(replace(e, authorities=cited(e.authorities)) for e in r.exceptions)) for r in rule.requirements
    )
    return replace(rule, authorities=cited(rule.authorities), requirements=requirements)


# ---- conditions --------------------------------------------------------------------------------------------------


def _changed(node: n.Expression) -> Iterator[tuple[str, n.Expression]]:
    """Give a condition with one thing in it changed."""
    for make in _OWN.get(type(node), ()):
        for changed in make(node):
            yield f"`{code(changed)}` for `{code(node)}`", changed
    for field in type(node).__match_args__:
        value = getattr(node, field)
        if isinstance(value, n.Expression):
            for what, part in _changed(value):
                yield what, replace(node, **{field: part})
        elif isinstance(value, tuple) and value and all(isinstance(part, n.Expression) for part in value):
            for i, part in enumerate(value):
                for what, changed in _changed(part):
                    yield what, replace(node, **{field: (*value[:i], changed, *value[i + 1 :])})


def _literal(node: n.Literal_) -> Iterator[n.Expression]:
    if node.value is None or isinstance(node.value, Truth | str):
        return
    for moved in (one_above(node.value), one_below(node.value)):
        if moved is not None and write(moved) != write(node.value):
            yield n.Literal_(moved, node.span)


def _lasting(node: Any) -> Iterator[n.Expression]:
    for moved in (one_above(node.duration), one_below(node.duration)):
        if moved is not None:
            yield replace(node, duration=moved)


def _operator(node: n.Compare) -> Iterator[n.Expression]:
    yield replace(node, operator=_SWAPPED[node.operator])


def _other_chain(node: n.And | n.Or) -> Iterator[n.Expression]:
    other = n.Or if isinstance(node, n.And) else n.And
    yield other(node.parts, node.span)
    for i in range(len(node.parts)):
        rest = node.parts[:i] + node.parts[i + 1 :]
        yield rest[0] if len(rest) == 1 else type(node)(rest, node.span)


def _other_count(node: n.AtLeast) -> Iterator[n.Expression]:
    for count in (node.count - 1, node.count + 1):
        if 1 <= count <= len(node.parts):
            yield replace(node, count=count)


_MODES = {"only": ("any of",), "all of": ("any of",), "any of": ("all of", "only"), "one": ()}


def _set(node: n.Includes) -> Iterator[n.Expression]:
    for mode in _MODES[node.mode]:
        if mode == "only" or not isinstance(node.right, tuple) or len(node.right) > 1 or node.mode == "only":
            yield replace(node, mode=mode)
    if isinstance(node.right, tuple) and len(node.right) > 1:
        for i in range(len(node.right)):
            yield replace(node, right=node.right[:i] + node.right[i + 1 :])


def _list(node: n.IsOneOf) -> Iterator[n.Expression]:
    yield replace(node, negated=not node.negated)
    if len(node.values) > 1:
        for i in range(len(node.values)):
            yield replace(node, values=node.values[:i] + node.values[i + 1 :])


def _quantifier(node: n.Quantified) -> Iterator[n.Expression]:
    yield replace(node, quantifier="every" if node.quantifier == "any" else "any")


_OWN: dict[type, tuple[Callable[[Any], Iterator[n.Expression]], ...]] = {
    n.Literal_: (_literal,),
    n.Compare: (_operator,),
    n.And: (_other_chain,),
    n.Or: (_other_chain,),
    n.Not: (lambda node: iter((node.part,)),),
    n.AtLeast: (_other_count,),
    n.Includes: (_set,),
    n.IsOneOf: (_list,),
    n.Quantified: (_quantifier,),
    n.HappensWithin: (_lasting,),
    n.HappensAfter: (_lasting,),
}
