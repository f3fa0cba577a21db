"""Whose law a configuration says binds: legal orders that no rule is of are an error of its own, and not of each draft."""

from __future__ import annotations

from collections.abc import Iterator

from rulebook.configuration.configuration import BadConfiguration, Configuration, Key
from rulebook.language.diagnostics import Diagnostic
from rulebook.language.policy import Policy

__all__ = ["OF_THE_LIBRARY", "order_hint", "refuse_unknown_law"]

OF_THE_LIBRARY = frozenset({"coe", "eu", "practice", "un"})  # which bind also where only a part of its rules is loaded


def refuse_unknown_law(configuration: Configuration, policy: Policy) -> None:
    """Raise BadConfiguration where `law` names a legal order that is neither the library's nor that of a loaded rule."""
    known = policy.legal_orders()
    wrong = [(key, order) for key, order in _named(configuration) if order not in known and order not in OF_THE_LIBRARY]
    if wrong:
        raise BadConfiguration([_unknown(configuration, key, order, known) for key, order in wrong])


def order_hint(order: str, known: frozenset[str]) -> str:
    """Return what to write in the place of a legal order that no rule is of."""
    from rulebook.language.names import did_you_mean  # only on the way to an error message

    return did_you_mean(order, known, f"The legal orders of the loaded rules are: {', '.join(sorted(known)) or 'none'}.")


def _named(configuration: Configuration) -> Iterator[tuple[Key, str]]:
    for order in configuration.law or ():
        yield ("law",), order
    for section in configuration.paths:
        for order in section.law or ():
            yield ("paths", section.number, "law"), order


def _unknown(configuration: Configuration, key: Key, order: str, known: frozenset[str]) -> Diagnostic:
    return configuration.error("no-such-law", key, f"No loaded rule is of the legal order {order}.", order_hint(order, known))
