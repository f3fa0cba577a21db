"""`rulebook rules`: the rules of the library, by subject, authority, nature, legal order and day."""

from __future__ import annotations

import os
from argparse import Namespace
from collections.abc import Callable, Iterator

from rulebook.commands.cited import not_cited, rules_citing
from rulebook.commands.configured import policy_for
from rulebook.commands.exits import CANNOT, FINE
from rulebook.commands.options import add_format, add_output, add_rules, day_of, law_of
from rulebook.commands.output import deliver, manner, notice
from rulebook.commands.parser import CommandParser, WrongUse, nearest_hint, one_of
from rulebook.language.policy import NATURES, Policy, Rule

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
    parser.add_argument(
        "--authority",
        metavar="PLACE",
        help='only rules that cite this source, or this place in it or a part of it, such as "RD 15(5)", also in a list or a range',
    )
    parser.add_argument(
        "--nature", metavar="|".join(NATURES), type=one_of("--nature", NATURES), help="only rules of safeguards of this nature"
    )
    parser.add_argument("--law", metavar="ORDERS", type=law_of, help="only rules that bind in one of these legal orders, such as un,coe,eu")
    parser.add_argument("--in-force", metavar="DATE", type=day_of("--in-force"), help="only rules in force on this day, such as 2026-06-12")
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
        notice(_nothing(policy, arguments.authority))
        return CANNOT
    return FINE


def _nothing(policy: Policy, authority: str | None) -> str:
    """Return why the list is empty: that nobody cites the place, or that several options together leave nothing."""
    return not_cited(policy, authority) if authority and not rules_citing(policy, authority) else "No rule is of that kind."


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
        found = {rule.name for rule in rules_citing(policy, arguments.authority)}
        yield lambda rule: rule.name in found
    if arguments.nature:
        yield lambda rule: rule.safeguard.nature == arguments.nature
    if arguments.law:
        if strange := [order for order in arguments.law if order not in policy.legal_orders()]:
            raise WrongUse(_no_such_order(policy, strange[0]))
        yield lambda rule: any(authority.source.legal_order in arguments.law for authority in rule.authorities)
    if arguments.in_force:
        day = arguments.in_force
        yield lambda rule: rule.in_force.holds_on(day) and any(a.source.in_force.holds_on(day) for a in rule.authorities)
    if arguments.unverified:
        from rulebook.language.citations import authorities_of

        yield lambda rule: any(not authority.verified for authority in authorities_of(rule))


def _no_such_order(policy: Policy, order: str) -> str:
    orders = sorted(policy.legal_orders())
    hint = nearest_hint(order, orders)
    return f"No loaded rule is of the legal order {order}. {f'{hint} ' if hint else ''}The legal orders are: {', '.join(orders)}."


def _names_of(policy: Policy, rule: Rule) -> tuple[str, ...]:
    return rule.name, rule.title, rule.safeguard.name, rule.safeguard.title, policy.rulebooks[rule.rulebook].title
