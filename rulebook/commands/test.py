"""`rulebook test [RULES…]`: plays the worked cases of rule files, and says what no case tries out."""

from __future__ import annotations

from argparse import Namespace
from collections.abc import Iterable, Sequence
from itertools import pairwise

from rulebook.commands.configured import configuration_of, policy_at, rules_at, telling
from rulebook.commands.exits import CANNOT, FAILED, FINE
from rulebook.commands.options import add_format, add_output, add_rules
from rulebook.commands.output import deliver, manner, notice
from rulebook.commands.parser import CommandParser, WrongUse, nearest_hint
from rulebook.language.policy import Case, Policy
from rulebook.language.source import Source

__all__ = ["HELP", "NAME", "configure", "run"]

NAME = "test"
HELP = "Run the worked cases of rule files."

_MORE = """
A rule is tried out when cases make it pass, fail and unknown; an exception when a case needs it to pass, and another has
it refused.

Exit code: 0 where every case comes out as expected; 1 where one does not, or with --coverage where something is not tried
out; 2 where the rules cannot be loaded, or there is no case.

Examples:
  rulebook test
  rulebook test policies/eu --coverage
  rulebook test --rule six-months
  rulebook test policies --mutate
"""


def configure(parser: CommandParser) -> None:
    """Add the arguments of the command."""
    parser.epilog = _MORE
    parser.add_argument("paths", nargs="*", metavar="RULES", help="a rule file, or a folder of rule files (without it: the rule library)")
    add_rules(parser)
    parser.add_argument("--rule", metavar="NAME", help="only the cases that expect something of this rule")
    parser.add_argument("--coverage", action="store_true", help="fail where a rule or exception is not tried out in every way")
    parser.add_argument(
        "--mutate", action="store_true", help="where no case fails, change the rules by one thing at a time, and show what no case notices"
    )
    add_format(parser)
    add_output(parser)


def run(arguments: Namespace) -> int:
    """Play the cases, write the report, and return the exit code."""
    paths = rules_at([*arguments.paths, *arguments.rules], configuration_of(arguments))
    shown = manner(arguments.output)
    policy = policy_at(paths, "no case was played", telling(arguments))
    if policy is None:
        return CANNOT
    from rulebook.checking.coverage import gaps, play
    from rulebook.reports.cases import WRITERS, CaseReport

    rules = _rules_named(policy, arguments.rule) if arguments.rule else {rule.name for rule in policy.rules}
    cases = _cases_on(policy, rules) if arguments.rule else policy.cases
    played = tuple(play(policy, case) for case in cases)
    if arguments.mutate and played and not any(one.failures for one in played):
        return _mutated(policy, rules, paths, arguments)
    report = CaseReport(played, gaps(policy, played, rules), len(rules), _sources(policy, paths))
    deliver(WRITERS[arguments.format](report, shown), arguments.output)
    if arguments.mutate and report.failed:
        notice("No change of the rules was tried, because cases fail as the rules stand; mend these first.")
    if not played:
        notice("There is no case, so nothing was tried out.")
        return CANNOT
    return FAILED if report.failed or (arguments.coverage and report.gaps) else FINE


def _mutated(policy: Policy, rules: set[str], paths: Sequence[str], arguments: Namespace) -> int:
    """Try every change of one thing in the rules, write which of them no case notices, and return the exit code."""
    from rulebook.checking.mutation import mutants, survivors
    from rulebook.reports.mutants import WRITERS, MutantReport, named

    alive = tuple(survivors(policy, rules))
    remarks = _remarks(_sources(policy, paths).values())
    explained = tuple(
        mutant for mutant in alive if any(remark.startswith((named(mutant), f"{mutant.where}: {mutant.what}")) for remark in remarks)
    )
    report = MutantReport(tuple(m for m in alive if m not in explained), explained, sum(1 for _ in mutants(policy, rules)))
    deliver(WRITERS[arguments.format](report, manner(arguments.output)), arguments.output)
    return FAILED if report.survivors else FINE


def _remarks(sources: Iterable[Source]) -> list[str]:
    """Return the comments that explain why a change is not noticed: `# survives: NAME: CHANGE, because …`; one may run over lines."""
    found = []
    for source in sources:
        for before, line in pairwise(["", *map(str.strip, source.text.splitlines())]):
            if line.startswith("# survives: "):
                found.append(line.removeprefix("# survives: "))
            elif found and line.startswith("#") and before.startswith("#"):
                found[-1] += line.removeprefix("#")
    return found


def _rules_named(policy: Policy, name: str) -> set[str]:
    """Return the full names of the rules that are called so, in full or within their rulebook; WrongUse where there is none."""
    found = {rule.name for rule in policy.rules if name in (rule.name, rule.name.rpartition("/")[2])}
    if not found:
        names = [short for rule in policy.rules for short in (rule.name, rule.name.rpartition("/")[2])]
        raise WrongUse(f"No rule is called {name}. {nearest_hint(name, names) or '`rulebook test` without --rule plays all cases.'}")
    return found


def _cases_on(policy: Policy, rules: set[str]) -> tuple[Case, ...]:
    return tuple(case for case in policy.cases if any(expectation.rule in rules for expectation in case.expectations))


def _sources(policy: Policy, paths: Sequence[str]) -> dict[str, Source]:
    """Return the rule files by the name of their rulebook: a case knows its place in its file, and its lines are counted there."""
    from rulebook.language.loading import read_sources

    by_path = {source.path: source for source in read_sources(paths)[0]}
    return {name: by_path[book.path] for name, book in policy.rulebooks.items() if book.path in by_path}
