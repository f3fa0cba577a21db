"""`rulebook init [FOLDER]`: the first files of a policy repository."""

from __future__ import annotations

import os
import sys
from argparse import Namespace
from collections.abc import Callable
from typing import TypeVar, cast

from rulebook.commands.configured import policy_at
from rulebook.commands.exits import CANNOT, FINE
from rulebook.commands.options import law_of
from rulebook.commands.output import OutputFailed, deliver, notice
from rulebook.commands.parser import CommandParser, WrongUse, nearest_hint, one_of
from rulebook.configuration.scaffold import FIRST_DRAFT, Forge, Plan, files_of
from rulebook.configuration.search import OWN_FILE, found_from
from rulebook.language.library import LIBRARY, NoSuchPart, rule_paths
from rulebook.language.policy import Policy

__all__ = ["HELP", "NAME", "configure", "run"]

NAME = "init"
HELP = "Write the first files of a repository of drafts."
FORGES = ("github", "gitlab", "none")
MOST_QUESTIONS = 40  # in the first draft; a check asks the others when these are answered

_MORE = """
Writes a configuration, a first draft with questions, a file for waivers, hooks for pre-commit, a job for the forge, and a
README. On a terminal it asks for what no option says; elsewhere, and with --yes, it takes the usual answer. A file that is
there already is kept as it is.

Examples:
  rulebook init
  rulebook init --law eu --rules library:eu/return-detention --forge github --yes policy
  rulebook init --dry-run
"""


def configure(parser: CommandParser) -> None:
    """Add the arguments of the command."""
    parser.epilog = _MORE
    parser.add_argument("folder", nargs="?", default=".", metavar="FOLDER", help="the folder of the repository (without it: this one)")
    parser.add_argument("--law", metavar="ORDERS", type=law_of, help="whose law binds, such as un,coe,eu")
    parser.add_argument(
        "--rules", metavar="PART", action="append", default=[],
        help="a part of the library, such as library:eu or library:eu/return-detention; may be given several times (without it: all of it)",
    )  # fmt: skip
    parser.add_argument(
        "--forge", metavar="|".join(FORGES), type=one_of("--forge", FORGES), help="where the repository is hosted, for a job that checks"
    )
    parser.add_argument("--own-rules", action="store_true", help="begin a folder for rules of your own, with a small rule and its cases")
    parser.add_argument(
        "--package", metavar="NAME", help="what pip installs in the job (without it: rulebook-checker in the version that writes this)"
    )
    parser.add_argument("-y", "--yes", action="store_true", help="ask nothing")
    parser.add_argument("--dry-run", action="store_true", help="show the files, and write nothing")


def run(arguments: Namespace) -> int:
    """Ask what is not said, write the files, say which were written and which kept, and return the exit code."""
    asks = not arguments.yes and sys.stdin is not None and sys.stdin.isatty()
    rules = tuple(arguments.rules) or _answer(asks, "Which rules: the whole `library`, or parts such as library:eu", (LIBRARY,), _rules_of)
    _rules_of(",".join(rules))
    policy = policy_at(rule_paths(rules), "nothing was written")
    if policy is None:
        return CANNOT
    law = arguments.law or _answer(asks, "Whose law binds, such as un, eu", _usual_law(policy, rules), law_of)
    _look_at_law(policy, law)
    hosted = f"Where is the repository hosted: {', '.join(FORGES)}"
    forge = arguments.forge or _answer(asks, hosted, _usual_forge(arguments.folder), _forge_of)
    own = arguments.own_rules or _answer(asks, "Begin a folder for rules of your own: yes or no", False, _yes_or_no)
    plan = Plan(rules, law, cast("Forge", forge), own, arguments.package or _package())
    files = files_of(plan, _first_draft(policy, law))
    deliver(_show(files, arguments.folder) if arguments.dry_run else _write(files, arguments.folder), None)
    return FINE


# ---- questions -------------------------------------------------------------------------------------------------------

T = TypeVar("T")


def _answer(asks: bool, question: str, usual: T, read: Callable[[str], T]) -> T:
    """Return what somebody answers, asked again until it makes sense; the usual answer where nobody is asked or nothing is said."""
    shown = ", ".join(usual) if isinstance(usual, tuple) else "no" if usual is False else str(usual)
    while asks:
        sys.stderr.write(f"{question} [{shown}]: ")
        sys.stderr.flush()
        said = sys.stdin.readline().strip()
        if not said:
            break
        try:
            return read(said)
        except WrongUse as wrong:
            notice(str(wrong))
    return usual


def _rules_of(text: str) -> tuple[str, ...]:
    parts = tuple(dict.fromkeys(part.strip() for part in text.split(",") if part.strip()))
    for part in parts:
        if part.partition(":")[0] != LIBRARY:
            raise WrongUse(f"{part} is no part of the library; write for example {LIBRARY} or {LIBRARY}:eu.")
        try:
            rule_paths([part])
        except NoSuchPart as wrong:
            raise WrongUse(f"{wrong} {wrong.hint}") from None
    return parts


def _forge_of(text: str) -> str:
    return one_of("The forge", FORGES)(text.lower())


def _yes_or_no(text: str) -> bool:
    if text.lower() not in ("yes", "y", "no", "n"):
        raise WrongUse("Write yes or no.")
    return text.lower() in ("yes", "y")


def _orders(policy: Policy) -> list[str]:
    return sorted({authority.source.legal_order for rule in policy.rules for authority in rule.authorities})


def _usual_law(policy: Policy, rules: tuple[str, ...]) -> tuple[str, ...]:
    """Return `un` for the whole library, as in a check; for parts of it, the orders that their rules are of."""
    return ("un",) if LIBRARY in rules else tuple(_orders(policy)) or ("un",)


def _look_at_law(policy: Policy, law: tuple[str, ...]) -> None:
    known = _orders(policy)
    for order in law:
        if order not in known:
            hint = (
                nearest_hint(order, known) or f"The legal orders of these rules are: {', '.join(known)}. Leave it out, or add rules of it."
            )
            raise WrongUse(f"None of these rules is of the legal order {order}. {hint}")


def _usual_forge(folder: str) -> str:
    """Return the forge that the repository's own settings of git name, else none."""
    try:
        with open(os.path.join(folder, ".git", "config"), encoding="utf-8", errors="replace") as file:
            said = file.read()
    except OSError:
        return "none"
    return next((forge for forge in FORGES if forge in said), "none")


def _package() -> str:
    from rulebook import __version__

    return f"rulebook-checker=={__version__}"


# ---- files -----------------------------------------------------------------------------------------------------------


def _first_draft(policy: Policy, law: tuple[str, ...]) -> str:
    """Return a draft with the questions that the rules of this law ask; of many, those that most rules ask."""
    from rulebook.reports.asked import Asked, asked_by
    from rulebook.reports.skeleton import SKELETONS

    rules = [rule for rule in policy.rules if any(authority.source.legal_order in law for authority in rule.authorities)]
    asked = asked_by(policy, rules)
    if len(asked.facts) > MOST_QUESTIONS:
        waiting: dict[str, int] = {}
        for rule in rules:
            for path in asked_by(policy, [rule]).facts:
                waiting[path] = waiting.get(path, 0) + 1
        most = sorted(waiting, key=lambda path: -waiting[path])[:MOST_QUESTIONS]
        groups = tuple(group for group in asked.groups if any(policy.facts[path].group == group for path in most))
        asked = Asked(tuple(most), groups, ())
    return SKELETONS["markdown"](policy, asked, "First draft")


def _there(folder: str, path: str) -> str:
    """Return why a file is not written; the empty text where it can be."""
    if os.path.lexists(os.path.join(folder, *path.split("/"))):
        return "it is there already"
    if path == OWN_FILE and os.path.isdir(folder) and (found := found_from(folder)) and not os.path.dirname(found):
        return f"{found} has the configuration"
    return ""


def _show(files: dict[str, str], folder: str) -> str:
    shown = []
    for path, content in files.items():
        if why := _there(folder, path):
            shown.append(f"would keep   {os.path.join(folder, path)} ({why})\n")
        else:
            shown.append(f"would write  {os.path.join(folder, path)}\n")
            shown += [f"  | {line}".rstrip() + "\n" for line in content.splitlines()]
    return "".join(shown)


def _write(files: dict[str, str], folder: str) -> str:
    from rulebook.files import write_whole

    said = []
    for path, content in files.items():
        target = os.path.normpath(os.path.join(folder, *path.split("/")))
        if why := _there(folder, path):
            said.append(f"kept   {target} ({why})\n")
            continue
        try:
            os.makedirs(os.path.dirname(target) or ".", exist_ok=True)
            write_whole(target, content.encode())
        except OSError as error:
            reason = (error.strerror or "it is no file").lower()
            raise OutputFailed(f"The file {target} cannot be written: {reason}. {len(said)} files were dealt with before.") from None
        said.append(f"wrote  {target}\n")
    here = "" if os.path.normpath(folder) == "." else f"cd {folder}, then "
    return "".join(said) + f"\nNext: {here}`rulebook check`. Answer the questions in {FIRST_DRAFT}, and check again.\n"
