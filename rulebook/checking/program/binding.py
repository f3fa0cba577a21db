"""Which rules and exceptions count on a day, and in which legal orders.

A rule binds in each legal order that one of its authorities in force belongs to; an exception relaxes it only in the
orders of its own authorities (language.md, "Legal orders"). Orders in which the same conditions hold are decided together.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Iterable, Sequence

from rulebook.language.nodes import And, Expression, Or
from rulebook.language.policy import Authority, Exception_, Rule
from rulebook.language.source import NOWHERE
from rulebook.records import Record
from rulebook.values import Date

__all__ = ["Binding", "Relaxing", "bindings", "cited"]

_COUNTRY = re.compile(r"(?!un$|eu$)[a-z]{2}")


class Relaxing(Record):
    """An exception that counts, with the whole of its condition: its own `when` and those of the sources that it needs."""

    exception: Exception_
    whens: tuple[Expression, ...]


class Binding(Record):
    """A rule as it binds in some legal orders: under the conditions `whens`, with these exceptions for each requirement."""

    orders: tuple[str, ...]
    whens: tuple[Expression, ...]
    relaxing: tuple[tuple[Relaxing, ...], ...]


def cited(authorities: Iterable[Authority], day: Date | None) -> tuple[Authority, ...]:
    """Return the authorities in force on the day; all where dates are ignored (None)."""
    return tuple(a for a in authorities if day is None or a.source.in_force.holds_on(day))


def bindings(rule: Rule, day: Date | None, orders: Collection[str] | None) -> tuple[Binding, ...]:
    """Return how the rule binds on the day in the given legal orders (None: all): none where it is not in force or binds in none of
    them."""
    if day is not None and not rule.in_force.holds_on(day):
        return ()
    authorities = cited(rule.authorities, day)
    found: dict[tuple[object, ...], Binding] = {}
    for order in sorted({a.source.legal_order for a in authorities}):
        if orders is not None and order not in orders:
            continue
        whens = ((rule.when,) if rule.when is not None else ()) + _binding_when([a for a in authorities if a.source.legal_order == order])
        relaxing = tuple(
            tuple(r for exception in requirement.exceptions if (r := _relaxing(exception, order, day, orders)) is not None)
            for requirement in rule.requirements
        )
        key = (
            *map(id, _flat(whens)),
            *(id(r.exception) for rs in relaxing for r in rs),
            *(id(w) for rs in relaxing for r in rs for w in _flat(r.whens)),
        )
        before = found.get(key)
        found[key] = Binding(((*before.orders, order) if before else (order,)), whens, relaxing)
    return tuple(found.values())


def _flat(whens: Sequence[Expression]) -> Iterable[Expression]:
    """Give conditions that are the same object in two orders when they are the same: an `or` made here by its parts."""
    for when in whens:
        yield from when.parts if isinstance(when, Or) and when.span is NOWHERE else (when,)


def _binding_when(authorities: Sequence[Authority]) -> tuple[Expression, ...]:
    """Return the condition under which one of these sources binds; nothing where one of them binds without condition."""
    whens = [a.source.when for a in authorities]
    known = [when for when in whens if when is not None]
    if not known or len(known) < len(whens):
        return ()
    return (known[0],) if len(known) == 1 else (Or(tuple(known), NOWHERE),)


def _relaxing(exception: Exception_, order: str, day: Date | None, orders: Collection[str] | None) -> Relaxing | None:
    """Return the exception as it counts in a legal order, or None where it does not: in another order, out of force, an option not used."""
    if day is not None and not exception.in_force.holds_on(day):
        return None
    authorities = cited(exception.authorities, day)
    own = [a for a in authorities if a.source.legal_order == order]
    if not own:
        return None
    whens = ((exception.when,) if exception.when is not None else ()) + _binding_when(own)
    countries = {a.source.legal_order for a in exception.authorities if _COUNTRY.fullmatch(a.source.legal_order)}
    for country in sorted(countries - {order}):
        of_country = [a for a in authorities if a.source.legal_order == country]
        if not of_country or (orders is not None and country not in orders):
            return None
        whens += _binding_when(of_country)
    return Relaxing(exception, whens)


def joined(whens: Sequence[Expression]) -> Expression | None:
    """Return several conditions as one; None for none."""
    return None if not whens else whens[0] if len(whens) == 1 else And(tuple(whens), NOWHERE)
