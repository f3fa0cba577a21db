"""`rulebook waivers [FILE]`: looks at the file of waivers: what is refused, over, or soon over."""

from __future__ import annotations

import os
from argparse import Namespace
from typing import TYPE_CHECKING

from rulebook.commands.configured import configuration_of, policy_at, rules_at, telling
from rulebook.commands.exits import CANNOT, FAILED, FINE
from rulebook.commands.options import add_format, add_output, add_rules, day_of, today
from rulebook.commands.output import deliver, manner, notice
from rulebook.commands.parser import CommandParser
from rulebook.commands.reviewing import content_of, waiver_terms
from rulebook.review.waivers import WaiverTerms

if TYPE_CHECKING:
    from rulebook.checking.findings import Waiver
    from rulebook.drafts.draft import Note
    from rulebook.language.policy import Policy

__all__ = ["HELP", "NAME", "configure", "run"]

NAME = "waivers"
HELP = "Look at the waivers: which hold, and which are refused, over or soon over."
FILE = "waivers.yaml"

_MORE = """
Exit code: 0 where no waiver is refused, as in a check; 1 where one is refused, or with --strict is over; 2 where the file cannot be
read.

Examples:
  rulebook waivers
  rulebook waivers --as-of 2026-12-31 waivers.yaml
  rulebook waivers --strict
"""


def configure(parser: CommandParser) -> None:
    """Add the arguments of the command."""
    parser.epilog = _MORE
    parser.add_argument(
        "waivers", nargs="?", metavar="FILE", help=f"the reviewed file of waivers (without it: that of the configuration, else {FILE})"
    )
    add_rules(parser)
    parser.add_argument(
        "--as-of", metavar="DATE", type=day_of("--as-of"), help="the day to look at, such as 2026-12-31 (without it: today)"
    )
    parser.add_argument("--strict", action="store_true", help="fail where a waiver is over, too")
    add_format(parser)
    add_output(parser)


def run(arguments: Namespace) -> int:
    """Look at the waivers, write the report, and return the exit code."""
    configuration = configuration_of(arguments)
    path = arguments.waivers or configuration.waivers or FILE
    if not (arguments.waivers or configuration.waivers or os.path.exists(path)):
        notice(f"There is no file {path}, so there are no waivers.")
        return FINE
    content = content_of(path, "file of waivers")
    policy = policy_at(rules_at(arguments.rules, configuration), "the waivers cannot be looked at", telling(arguments))
    return CANNOT if policy is None else _look(path, content, policy, arguments, WaiverTerms(*waiver_terms(configuration)))


def _look(path: str, content: bytes, policy: Policy, arguments: Namespace, terms: WaiverTerms) -> int:
    from rulebook.reports.waiver_list import as_json, as_text
    from rulebook.review.names import Names
    from rulebook.review.waiver_file import read_waivers
    from rulebook.review.waivers import review

    file = read_waivers(content, path)
    found = review(file, policy, arguments.as_of or today(), terms, Names(path))
    write = as_json if arguments.format == "json" else as_text
    nowhere = {waiver.id: note for waiver in found.valid if (note := _unknown_member(waiver, path, policy)) is not None}
    holding = {waiver.id for waiver in found.valid if waiver.id not in nowhere}
    notes = (*found.notes, *nowhere.values())
    deliver(write(file.waivers, holding, found.problems, notes, manner(arguments.output)), arguments.output)
    if file.unreadable:
        return CANNOT
    over = arguments.strict and any(note.code == "waiver-expired" for note in found.notes)
    return FAILED if found.problems or over else FINE


def _unknown_member(waiver: Waiver, path: str, policy: Policy) -> Note | None:
    """Return the note that the draft of a waiver names no such member; None too where other files can name it."""
    from rulebook.drafts import assemble, read_file
    from rulebook.review.waivers import unknown_member

    rule = next(rule for rule in policy.rules if rule.name == waiver.rule)
    if waiver.member is None or not rule.group or waiver.draft == "-":
        return None
    reading = read_file(os.path.join(os.path.dirname(path), *waiver.draft.split("/")))
    if reading.unreadable or reading.header.measure is not None:
        return None
    group = assemble([reading], policy).groups.get(rule.group)
    return unknown_member(waiver, rule, () if group is None else group.members)
