"""`rulebook explain RULE`: one rule in plain words."""

from __future__ import annotations

from argparse import Namespace

from rulebook.commands.configured import policy_for
from rulebook.commands.exits import CANNOT, FINE
from rulebook.commands.options import add_format, add_output, add_rules
from rulebook.commands.output import deliver, manner
from rulebook.commands.parser import CommandParser, WrongUse, nearest_hint
from rulebook.language.policy import Policy, Rule

__all__ = ["HELP", "NAME", "configure", "run"]

NAME = "explain"
HELP = "Explain one rule in plain words."

_MORE = """
Shows what the rule asks, of whom, when, why and on what authority, its exceptions, the questions that a draft is asked, and
worked cases. RULE is the name in a finding, such as eu.return-detention/six-months; the part after the / will do where only
one rule has it. The name of an exception shows the rule that it lifts, and an authority such as "RD 15(5)" the rule that
cites it.

Examples:
  rulebook explain six-months
  rulebook explain --rules policies/eu eu.return-detention/six-months
  rulebook explain "RD 15(5)"
"""

MOST_NAMES = 10


def configure(parser: CommandParser) -> None:
    """Add the arguments of the command."""
    parser.epilog = _MORE
    parser.add_argument("rule", nargs="?", metavar="RULE", help="the name of a rule")
    add_rules(parser)
    add_format(parser)
    add_output(parser)


def run(arguments: Namespace) -> int:
    """Write the page of the rule and return the exit code."""
    if not arguments.rule:
        raise WrongUse("`rulebook explain` needs the name of a rule; write for example `rulebook explain six-months`.")
    shown = manner(arguments.output)
    policy = policy_for(arguments, "nothing can be explained")
    if policy is None:
        return CANNOT
    rule = _rule(policy, arguments.rule)
    if arguments.format == "json":
        from rulebook.reports.rule_record import rule_record

        deliver(rule_record(policy, rule), arguments.output)
    else:
        from rulebook.reports.rule_page import rule_page

        deliver(rule_page(policy, rule, shown), arguments.output)
    return FINE


def _rule(policy: Policy, name: str) -> Rule:
    """Return the rule of that name, full or short, or the one that the exception of that name lifts; WrongUse where it is not one."""
    found = [rule for rule in policy.rules if _called(rule.name, name)] or [
        rule for rule, _, exception in policy.exceptions() if _called(exception.name, name)
    ]
    found = list({rule.name: rule for rule in found}.values())
    if not found:
        found = _by_authority(policy, name)
    if len(found) == 1:
        return found[0]
    if found:
        names = [rule.name for rule in found]
        are = "cite" if not any(_called(rule.name, name) for rule in found) else "are called"
        raise WrongUse(f"{len(found)} rules {are} {name}; give one of the full names: {_listed(names)}.")
    of_safeguard = [rule.name for rule in policy.rules if rule.safeguard.name == name]
    if of_safeguard:
        raise WrongUse(f"{name} is a safeguard, not a rule; its rules are: {_listed(of_safeguard)}.")
    of_rulebook = [rule.name for rule in policy.rules if rule.rulebook == name]
    if of_rulebook:
        raise WrongUse(f"{name} is a rulebook, not a rule; its rules are: {_listed(of_rulebook)}.")
    raise WrongUse(_of_fact(policy, name) or f"No rule is called {name}. {_nearest(policy, name) or _some(policy)}")


def _of_fact(policy: Policy, name: str) -> str:
    """Return what to say where the name is that of a fact, also of one member of its group; else the empty text."""
    parts = name.split(".")
    fact = policy.facts.get(name) or (policy.facts.get(f"{parts[0]}.{parts[2]}") if len(parts) == 3 else None)
    if fact is None:
        return ""
    from rulebook.reports.asked import asked_by

    asking = [rule.name for rule in policy.rules if fact.path in asked_by(policy, [rule]).facts]
    rules = f"The rules that ask for it are: {_listed(asking)}." if asking else "No rule asks for it."
    return f"{name} is a fact that drafts state, not a rule. {rules}"


def _by_authority(policy: Policy, words: str) -> list[Rule]:
    """Return the rules that cite an authority such as `RD 15(5)`; none where the words name no source and place."""
    from rulebook.language.citations import citing, read_citation

    citation = read_citation(policy, words)
    return (citing(policy, citation, exactly=True) or citing(policy, citation)) if citation is not None else []


def _called(full: str, name: str) -> bool:
    return name in (full, full.rpartition("/")[2])


def _nearest(policy: Policy, name: str) -> str:
    names = [rule.name for rule in policy.rules] + [exception.name for _, _, exception in policy.exceptions()]
    return nearest_hint(name, names if "/" in name else [full.rpartition("/")[2] for full in names])


def _some(policy: Policy) -> str:
    if not policy.rules:
        return "The rule files that were loaded have no rule."
    return f"The rules are: {_listed([rule.name for rule in policy.rules])}."


def _listed(names: list[str]) -> str:
    more = f" and {len(names) - MOST_NAMES} more" if len(names) > MOST_NAMES else ""
    return f"{', '.join(names[:MOST_NAMES])}{more}"
