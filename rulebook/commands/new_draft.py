"""`rulebook new draft`: the skeleton of a draft, with the questions of the rules."""

from __future__ import annotations

import os
from argparse import Namespace
from collections.abc import Callable, Iterable, Sequence

from rulebook.commands.configured import configuration_of, policy_at, rules_at
from rulebook.commands.exits import CANNOT, FINE
from rulebook.commands.options import add_output, add_rules
from rulebook.commands.output import deliver, notice
from rulebook.commands.parser import CommandParser, WrongUse, nearest_hint, one_of
from rulebook.drafts.files import ENDINGS
from rulebook.language.policy import Policy, Rule

__all__ = ["HELP", "NAME", "configure", "run"]

NAME = "new draft"
HELP = "Write the skeleton of a draft, with the questions of the rules."

_MORE = """
The skeleton is a valid draft as it stands, and states nothing: `rulebook check` says of it what is not known. Without a
filter it has the questions of all rules; with one, its header names the law of the rules that were asked for.

Examples:
  rulebook new draft --title "Fast-track removal procedure" --output procedure.md
  rulebook new draft --format yaml --rulebook eu.return-detention --output procedure.yaml
  rulebook new draft --rule six-months --rule last-resort
"""


def configure(parser: CommandParser) -> None:
    """Add the arguments of the command."""
    parser.epilog = _MORE
    add_rules(parser)
    parser.add_argument("--title", metavar="TEXT", default="", help="the title of the draft")
    for kind, whose in (("rulebook", "this rulebook asks"), ("safeguard", "the rules of this safeguard ask"), ("rule", "this rule asks")):
        parser.add_argument(f"--{kind}", metavar="NAME", action="append", default=[], help=f"only what {whose}; may be given several times")
    parser.add_argument(
        "--format",
        metavar="markdown|yaml",
        type=one_of("--format", ("markdown", "yaml")),
        help="how the draft is written (without it: as the name after --output ends, else markdown)",
    )
    add_output(parser)


def run(arguments: Namespace) -> int:
    """Write the skeleton and return the exit code. A file that is there already is left alone: it may be somebody's draft."""
    if arguments.output and os.path.isfile(arguments.output):
        raise WrongUse(f"The file {arguments.output} is there already; give the new draft another name.")
    if arguments.output and not arguments.output.lower().endswith(tuple(ENDINGS)):
        raise WrongUse(f"{arguments.output} would not be read as a draft; give it a name that ends in .md or .yaml.")
    policy = policy_at(rules_at(arguments.rules, configuration_of(arguments)), "no skeleton was written")
    if policy is None:
        return CANNOT
    rules = _chosen(policy, arguments)
    if not rules:
        notice("No rule was found, so there is nothing to ask.")
        return CANNOT
    from rulebook.reports.asked import asked_by
    from rulebook.reports.skeleton import SKELETONS

    written = SKELETONS[arguments.format or _format_of(arguments.output)]
    orders = _orders(rules)
    if len(orders) > 1 and len(rules) == len(policy.rules):  # all rules of several legal orders: which of these bind, nobody can tell
        orders = []
    deliver(written(policy, asked_by(policy, rules), arguments.title, orders), arguments.output)
    return FINE


def _orders(rules: Sequence[Rule]) -> list[str]:
    """Return the legal orders of what the rules cite, those of all States first."""
    usual = ("un", "coe", "eu", "practice")
    found = {authority.source.legal_order for rule in rules for authority in rule.authorities}
    return [order for order in usual if order in found] + sorted(found.difference(usual))


def _format_of(output: str | None) -> str:
    return "yaml" if output and output.lower().endswith((".yaml", ".yml")) else "markdown"


def _chosen(policy: Policy, arguments: Namespace) -> list[Rule]:
    """Return the rules that the filters name, any of them; all where there is none. WrongUse where a name is of nothing."""
    filters: tuple[tuple[str, list[str], Callable[[Rule], Iterable[str]]], ...] = (
        ("rulebook", arguments.rulebook, lambda rule: (rule.rulebook,)),
        ("safeguard", arguments.safeguard, lambda rule: (rule.safeguard.name,)),
        ("rule", arguments.rule, lambda rule: (rule.name, rule.name.rpartition("/")[2])),
    )
    if not any(names for _, names, _ in filters):
        return list(policy.rules)
    chosen: dict[str, Rule] = {}
    for kind, names, called in filters:
        for name in names:
            found = [rule for rule in policy.rules if name in called(rule)]
            if not found:
                for other, _, called_so in filters:
                    if any(name in called_so(rule) for rule in policy.rules):
                        raise WrongUse(f"{name} is a {other}, not a {kind}; write --{other} {name}.")
                known = [known for rule in policy.rules for known in called(rule)]
                raise WrongUse(f"No {kind} is called {name}. {nearest_hint(name, known) or 'Look at its spelling.'}")
            chosen |= {rule.name: rule for rule in found}
    return [rule for rule in policy.rules if rule.name in chosen]
