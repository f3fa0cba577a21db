"""`rulebook baseline DRAFT…`: writes down what fails today, so that only what comes after it counts."""

from __future__ import annotations

import os
from argparse import Namespace
from typing import TYPE_CHECKING

from rulebook.checking.verdict import Terms
from rulebook.commands.checked import Wanted, checked_files
from rulebook.commands.configured import policy_at
from rulebook.commands.exits import CANNOT, FINE
from rulebook.commands.options import add_law, add_rules, add_terms
from rulebook.commands.output import deliver, notice
from rulebook.commands.parser import CommandParser, WrongUse
from rulebook.commands.reviewing import Review, baseline_at, reviewed, waiver_terms
from rulebook.commands.settings import chosen, settings_of, trusted

if TYPE_CHECKING:
    from rulebook.checking.findings import Report
    from rulebook.review.baseline import Entry

__all__ = ["HELP", "NAME", "configure", "run"]

NAME = "baseline"
HELP = "Write down what fails today, so that only what comes after it counts."
FILE = "rulebook-baseline.json"

_MORE = """
For a repository that begins to use Rulebook: commit the file, and give it to `rulebook check --baseline`. An entry holds for one
passage: it lapses when the passage is edited, and makes the check fail when nothing needs it any more, until `--prune` takes it
out. What a waiver lifts needs no entry; a safeguard that is absolute or non-derogable can have none.

Examples:
  rulebook baseline drafts/
  rulebook baseline --prune drafts/
"""


def configure(parser: CommandParser) -> None:
    """Add the arguments of the command."""
    parser.epilog = _MORE
    parser.add_argument(
        "drafts", nargs="*", metavar="DRAFT", help="a draft (.md, .yaml) or a folder of drafts (without it: those of the configuration)"
    )
    add_rules(parser)
    add_law(parser)
    parser.set_defaults(format="json")
    add_terms(parser, "write down what is not known as well", "write down what falls short of good practice as well")
    parser.add_argument("--prune", action="store_true", help="only take out of the file what is no longer needed, and add nothing")
    parser.add_argument("--waivers", metavar="FILE", help="the reviewed file of waivers")
    parser.add_argument("--baseline", metavar="FILE", help=f"the file to write (without it: that of the configuration, else {FILE})")


def run(arguments: Namespace) -> int:
    """Write the baseline and return the exit code."""
    settings = settings_of(arguments)
    if not arguments.drafts and not settings.configuration.drafts:
        raise WrongUse("`rulebook baseline` needs the drafts to look at; write for example `rulebook baseline drafts/`.")
    arguments.baseline = arguments.baseline or settings.configuration.baseline or FILE
    if arguments.prune and not os.path.exists(arguments.baseline):
        raise WrongUse(f"There is no baseline {arguments.baseline} to take anything out of.")
    policy = policy_at(settings.rules, "no baseline was written")
    if policy is None:
        return CANNOT
    drafts = chosen(arguments.drafts, settings.configuration)
    wanted = Wanted(explain=True, fingerprints=True, formats=frozenset(), verbose=False, jobs=None)
    now = checked_files(drafts, drafts.files, trusted(policy, settings), settings, wanted)
    waivers = arguments.waivers or settings.configuration.waivers
    kept = Review(None, "all", waivers, arguments.baseline if arguments.prune else None, *waiver_terms(settings.configuration))
    report = reviewed(now, kept, policy, settings.day, None, None)
    if any(draft.unreadable for draft in report.drafts) or not report.drafts:
        notice("Not every draft could be read, so no baseline was written." if report.drafts else "No draft was found.")
        return CANNOT
    return _write(report, arguments, Terms(settings.strict, settings.warnings))


def _write(report: Report, arguments: Namespace, terms: Terms) -> int:
    from rulebook.review.baseline import baseline_of, still_needed, write_baseline
    from rulebook.review.names import Names

    names = Names(arguments.baseline)
    before = baseline_at(arguments.baseline).entries if os.path.exists(arguments.baseline) else ()
    refused = 0
    if arguments.prune:
        entries = still_needed(report, before, arguments.baseline)
    else:
        entries, refused = baseline_of(report, terms, names)
    deliver(write_baseline(entries), arguments.baseline)
    for sentence in _told(entries, before, refused, arguments.baseline):
        notice(sentence)
    return FINE


def _told(entries: tuple[Entry, ...], before: tuple[Entry, ...], refused: int, path: str) -> list[str]:
    new = len({_key(entry) for entry in entries} - {_key(entry) for entry in before})
    gone = len({_key(entry) for entry in before} - {_key(entry) for entry in entries})
    told = [f"{path} has {len(entries)} {'entry' if len(entries) == 1 else 'entries'}: {new} new, {gone} taken out."]
    if refused:
        what = "finding has" if refused == 1 else "findings have"
        told.append(f"{refused} {what} no entry, because the safeguard is absolute or non-derogable: nobody may set it aside.")
    return told


def _key(entry: Entry) -> tuple[str, str]:
    return entry.draft, entry.fingerprint
