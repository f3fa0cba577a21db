"""`rulebook facts [RULES…]`: what a draft can state, with the questions to answer."""

from __future__ import annotations

from argparse import Namespace

from rulebook.commands.configured import policy_for
from rulebook.commands.exits import CANNOT, FINE
from rulebook.commands.options import add_format, add_output, add_rules
from rulebook.commands.output import deliver, manner, notice
from rulebook.commands.parser import CommandParser

__all__ = ["HELP", "NAME", "configure", "run"]

NAME = "facts"
HELP = "List what a draft can state, with the questions to answer."

_MORE = """
Shows for each rulebook its facts, groups and events: the path that a draft writes, the question, the values, and how many
rules ask for it.

Examples:
  rulebook facts
  rulebook facts policies/eu
  rulebook facts --format json --output facts.json
"""


def configure(parser: CommandParser) -> None:
    """Add the arguments of the command."""
    parser.epilog = _MORE
    parser.add_argument("paths", nargs="*", metavar="RULES", help="a rule file, or a folder of rule files (without it: the rule library)")
    add_rules(parser)
    add_format(parser)
    add_output(parser)


def run(arguments: Namespace) -> int:
    """Write the vocabulary and return the exit code."""
    shown = manner(arguments.output)
    policy = policy_for(arguments, "there are no facts to list")
    if policy is None:
        return CANNOT
    from rulebook.reports.vocabulary import vocabulary_json, vocabulary_text

    deliver(vocabulary_json(policy) if arguments.format == "json" else vocabulary_text(policy, shown), arguments.output)
    if not policy.facts and not policy.events:
        notice("The rule files declare no fact.")
    return FINE
