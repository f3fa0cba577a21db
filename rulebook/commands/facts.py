"""`rulebook facts [WORD…]`: what a draft can state, with the questions to answer."""

from __future__ import annotations

import os
from argparse import Namespace
from collections.abc import Collection

from rulebook.commands.configured import policy_for
from rulebook.commands.exits import CANNOT, FINE
from rulebook.commands.options import add_format, add_output, add_rules
from rulebook.commands.output import deliver, manner, notice
from rulebook.commands.parser import CommandParser, nearest_hint
from rulebook.language.policy import Event, Fact, Group

__all__ = ["HELP", "NAME", "configure", "run"]

NAME = "facts"
HELP = "List what a draft can state, with the questions to answer."

_MORE = """
Shows for each rulebook its facts, groups and events: the path that a draft writes, the question, the values, and how many
rules ask for it. With words, only those that have each word in their name, meaning, question or values; the name of a
rulebook shows what it declares. A rule file, a folder, or a part of the library in the place of a word is where to look.

Examples:
  rulebook facts
  rulebook facts detention review
  rulebook facts vocabulary.removal
  rulebook facts policies/eu
  rulebook facts --format json --output facts.json
"""


def configure(parser: CommandParser) -> None:
    """Add the arguments of the command."""
    parser.epilog = _MORE
    parser.add_argument(
        "paths", nargs="*", metavar="WORD", help="a word to look for; or a rule file or folder of them (without it: all that can be stated)"
    )
    add_rules(parser)
    add_format(parser)
    add_output(parser)


def run(arguments: Namespace) -> int:
    """Write the vocabulary and return the exit code; 2 where nothing has the words."""
    shown = manner(arguments.output)
    words = [word for given in arguments.paths if not _is_of_rules(given) for word in given.split()]
    arguments.paths = [given for given in arguments.paths if _is_of_rules(given)]
    policy = policy_for(arguments, "there are no facts to list")
    if policy is None:
        return CANNOT
    from rulebook.reports.vocabulary import has_words, vocabulary_json, vocabulary_text

    entries: list[Fact | Group | Event] = [*policy.facts.values(), *policy.groups.values(), *policy.events.values()]
    if words and not any(has_words(entry, words) for entry in entries):
        book = next((word for word in words if word in policy.rulebooks), "")
        notice(_of_rulebook(book) if book else _nothing(words, {word for entry in entries for word in entry.means.lower().split()}))
        return CANNOT
    deliver(vocabulary_json(policy, words) if arguments.format == "json" else vocabulary_text(policy, shown, words), arguments.output)
    if not policy.facts and not policy.events:
        notice("The rule files declare no fact.")
    return FINE


def _is_of_rules(given: str) -> bool:
    """True where the argument is the path of rules, or looks like one, and so is no word to look for."""
    return given.partition(":")[0] == "library" or os.path.exists(given) or given.endswith(".rules") or "/" in given or os.sep in given


def _of_rulebook(name: str) -> str:
    return f"{name} declares no such words itself; `rulebook new draft --rulebook {name}` writes all that its rules ask."


def _nothing(words: list[str], known: Collection[str]) -> str:
    """Return that nothing has these words, and the rulebook or word that may be meant."""
    from rulebook.language.library import LIBRARY, parts_of_the_library  # only on the way to a message

    said = f"Nothing that a draft can state has {' and '.join(f'“{word}”' for word in words)} in its name, meaning, question or values."
    for word in words:
        part = word.replace(".", "/", 1)
        if part in parts_of_the_library():
            return f"{said} Write `{LIBRARY}:{part}` for that part of the library."
        if hint := nearest_hint(word, known):
            return f"{said} {hint}"
    return said
