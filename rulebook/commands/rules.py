"""`rulebook rules`: the rules of the library, by subject, authority, nature, legal order and day."""

from __future__ import annotations

import os
from argparse import Namespace
from collections.abc import Callable, Iterator

from rulebook.commands.configured import policy_for
from rulebook.commands.exits import CANNOT, FINE
from rulebook.commands.options import add_format, add_output, add_rules, law_of, read_day
from rulebook.commands.output import deliver, manner, notice
from rulebook.commands.parser import CommandParser, WrongUse, nearest_hint, one_of
from rulebook.language.policy import NATURES, Authority, Policy, Rule

__all__ = ["HELP", "NAME", "configure", "run"]

NAME = "rules"
HELP = "List the rules by subject, authority, nature, legal order or day."

_MORE = """
Several options narrow the list together. With --unverified it shows the authorities whose wording was not checked against
the text, so that they can be.

Examples:
  rulebook rules
  rulebook rules --subject detention --law eu
  rulebook rules --authority "ECHR 5"
  rulebook rules --nature absolute --in-force 2026-06-12
  rulebook rules --unverified
  rulebook rules --pages docs/rules
"""


def configure(parser: CommandParser) -> None:
    """Add the arguments of the command."""
    parser.epilog = _MORE
    parser.add_argument(
        "--subject", metavar="WORD", help="only rules with this word in their name or title, or in those of their safeguard or rulebook"
    )
    parser.add_argument("--authority", metavar="SOURCE", help='only rules that cite this source, or this place in it, such as "RD 15(5)"')
    parser.add_argument(
        "--nature", metavar="|".join(NATURES), type=one_of("--nature", NATURES), help="only rules of safeguards of this nature"
    )
    parser.add_argument("--law", metavar="ORDERS", type=law_of, help="only rules that bind in one of these legal orders, such as un,coe,eu")
    parser.add_argument("--in-force", metavar="DATE", type=read_day, help="only rules in force on this day, such as 2026-06-12")
    parser.add_argument("--unverified", action="store_true", help="only authorities whose wording was not checked")
    parser.add_argument("--names", action="store_true", help="only the full names, one on each line")
    parser.add_argument(
        "--pages", metavar="FOLDER", help="write the reference of all rules as Markdown pages into this folder, and nothing else"
    )
    add_rules(parser)
    add_format(parser)
    add_output(parser)


def run(arguments: Namespace) -> int:
    """Write the list and return the exit code; 2 where no rule is of that kind."""
    shown = manner(arguments.output)
    policy = policy_for(arguments, "there are none to list")
    if policy is None:
        return CANNOT
    if arguments.pages:
        return _write_pages(policy, arguments.pages)
    tests = list(_tests(policy, arguments))
    rules = [rule for rule in policy.rules if all(test(rule) for test in tests)]
    if arguments.names:
        deliver("".join(f"{rule.name}\n" for rule in rules), arguments.output)
    else:
        from rulebook.reports.rule_list import WRITERS

        deliver(WRITERS[arguments.format](policy, rules, arguments.unverified, shown), arguments.output)
    if not rules:
        notice("No rule is of that kind.")
        return CANNOT
    return FINE


def _write_pages(policy: Policy, folder: str) -> int:
    """Write the reference pages, take away pages of rulebooks that are no more, and return the exit code.

    What is no page of rules is left alone: WrongUse where a page would take its place.
    """
    from rulebook.files import read_bytes, write_whole
    from rulebook.reports.reference import is_page, reference

    pages = reference(policy)
    try:
        os.makedirs(folder, exist_ok=True)
        there = sorted(name for name in os.listdir(folder) if name.endswith(".md") and os.path.isfile(os.path.join(folder, name)))
        earlier = {name for name in there if is_page(name, read_bytes(os.path.join(folder, name)).decode("utf-8", "replace"))}
        if others := [name for name in there if name in pages and name not in earlier]:
            raise WrongUse(f"{os.path.join(folder, others[0])} is no page of rules, and would be lost; name another folder after --pages.")
        for name in earlier - pages.keys():
            os.unlink(os.path.join(folder, name))
        for name, text in pages.items():
            write_whole(os.path.join(folder, name), text.encode())
    except OSError as error:
        notice(f"The pages cannot be written to {folder}: {(error.strerror or 'it is no folder').lower()}.")
        return CANNOT
    return FINE


def _tests(policy: Policy, arguments: Namespace) -> Iterator[Callable[[Rule], bool]]:
    """Give what the options ask of a rule."""
    if arguments.subject:
        words = arguments.subject.lower()
        yield lambda rule: any(words in text.lower() for text in _names_of(policy, rule))
    if arguments.authority:
        from rulebook.language.citations import citing, read_citation

        citation = read_citation(policy, arguments.authority)
        if citation is None:
            names = sorted({source.name for source in policy.sources})
            raise WrongUse(f"No source is called {arguments.authority}. {nearest_hint(arguments.authority, names) or ''}".rstrip())
        found = {rule.name for rule in citing(policy, citation)}
        yield lambda rule: rule.name in found
    if arguments.nature:
        yield lambda rule: rule.safeguard.nature == arguments.nature
    if arguments.law:
        yield lambda rule: any(authority.source.legal_order in arguments.law for authority in rule.authorities)
    if arguments.in_force:
        day = arguments.in_force
        yield lambda rule: rule.in_force.holds_on(day) and any(a.source.in_force.holds_on(day) for a in rule.authorities)
    if arguments.unverified:
        yield lambda rule: any(not authority.verified for authority in _authorities(rule))


def _names_of(policy: Policy, rule: Rule) -> tuple[str, ...]:
    return rule.name, rule.title, rule.safeguard.name, rule.safeguard.title, policy.rulebooks[rule.rulebook].title


def _authorities(rule: Rule) -> list[Authority]:
    return [*rule.authorities, *(a for r in rule.requirements for e in r.exceptions for a in e.authorities)]
