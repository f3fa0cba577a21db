"""Which rules a configuration leaves out, or lets no more than warn. It can do so to no rule that is absolute or non-derogable."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence

from rulebook.configuration.configuration import BadConfiguration, Configuration, Key
from rulebook.language.diagnostics import Diagnostic
from rulebook.language.policy import Policy, Rule

__all__ = ["named_by", "refuse_weakening", "without"]

# Why, in the words of docs/language.md, "Natures".
_WHY = {
    "absolute": "nothing can justify falling short of it, at any time",
    "non-derogable": "no emergency can suspend it",
}
_DOES = {"leave-out": "would leave out", "warn-only": "would turn into a warning"}


def named_by(patterns: Sequence[str], rules: Iterable[Rule]) -> list[Rule]:
    """Return the rules whose full names the patterns match; `*` stands for any letters, `?` for one."""
    if not patterns:
        return []
    shapes = [re.compile(re.escape(pattern).replace(r"\*", ".*").replace(r"\?", ".")) for pattern in patterns]
    return [rule for rule in rules if any(shape.fullmatch(rule.name) for shape in shapes)]


def refuse_weakening(configuration: Configuration, policy: Policy, all_loaded: bool) -> None:
    """Raise BadConfiguration where a pattern reaches a rule whose safeguard is absolute or non-derogable.

    With `all_loaded`, the rules of the configuration are those that are loaded: then a pattern that reaches no rule is an error too.
    """
    errors: list[Diagnostic] = []
    for key, pattern in _patterns(configuration):
        reached = named_by([pattern], policy.rules)
        strong = [rule for rule in reached if rule.safeguard.nature in _WHY]
        if strong:
            errors.append(_weakens(configuration, key, pattern, strong))
        elif not reached and all_loaded:
            errors.append(_reaches_nothing(configuration, key, pattern, policy))
    if errors:
        raise BadConfiguration(errors)


def without(policy: Policy, left_out: Iterable[str]) -> Policy:
    """Return the policy without the rules of these full names."""
    names = frozenset(left_out)
    return policy.with_rules([rule for rule in policy.rules if rule.name not in names])


def _patterns(configuration: Configuration) -> Iterable[tuple[Key, str]]:
    """Give every pattern of rules, with its key."""
    for key, patterns in (("leave-out", configuration.leave_out), ("warn-only", configuration.warn_only)):
        yield from (((key, number), pattern) for number, pattern in enumerate(patterns))
    for section in configuration.paths:
        for key, some in (("leave-out", section.leave_out), ("warn-only", section.warn_only)):
            yield from ((("paths", section.number, key, number), pattern) for number, pattern in enumerate(some or ()))


def _weakens(configuration: Configuration, key: Key, pattern: str, strong: Sequence[Rule]) -> Diagnostic:
    first = strong[0]
    nature = first.safeguard.nature
    others = f", and {len(strong) - 1} more such rule{'s' if len(strong) > 2 else ''}" if len(strong) > 1 else ""
    does = _DOES[str(key[-2])]
    message = f"`{pattern}` {does} {first.name}, whose safeguard is {nature}{others}: {_WHY[nature]}, so no configuration may weaken it."
    hint = "Name only rules of qualified safeguards and of good practice; `rulebook rules --nature qualified` lists the former."
    return configuration.error("weakens", key, message, hint)


def _reaches_nothing(configuration: Configuration, key: Key, pattern: str, policy: Policy) -> Diagnostic:
    from rulebook.language.names import did_you_mean, in_full  # only on the way to an error message

    names = [rule.name for rule in policy.rules]
    known = [*names, *(f"{book}/*" for book in policy.rulebooks)]
    full = in_full(pattern, names)
    meant = did_you_mean(pattern, known, "`rulebook rules` lists the names; write for example `practice.*`.")
    hint = f"Write its full name: {full}." if full else meant
    return configuration.error("no-such-rule", key, f"No rule that is loaded is called `{pattern}`.", hint)
