"""`rulebook check DRAFT…`: checks drafts and shows the findings."""

from __future__ import annotations

import os
from argparse import Namespace
from collections.abc import Callable, Sequence
from typing import TYPE_CHECKING

from rulebook.checking.findings import CheckedDraft, Report
from rulebook.checking.verdict import PLAIN, Terms, counts, unchecked
from rulebook.commands.exits import CANNOT, FAILED, FINE
from rulebook.commands.options import add_format, add_law, add_rules, today
from rulebook.commands.output import manner, notice
from rulebook.commands.parser import CommandParser, WrongUse, nearest_hint, one_of
from rulebook.commands.report_files import add_outputs, explain_for, outputs_of, write_reports, write_rule_errors
from rulebook.commands.reviewing import add_review, change_of, policy_before, review_of, reviewed
from rulebook.drafts.draft import Place, Problem
from rulebook.language.diagnostics import RulesCannotBeLoaded
from rulebook.language.loading import load_policy
from rulebook.language.policy import Policy
from rulebook.records import replace
from rulebook.reports import FORMATS, Manner

if TYPE_CHECKING:
    from rulebook.checking.evaluation import Explain
    from rulebook.drafts.draft import Draft, Reading
    from rulebook.review.change import Change
    from rulebook.values.dates import Date

__all__ = ["HELP", "NAME", "checked_files", "configure", "exit_code", "files_of", "run"]

NAME = "check"
HELP = "Check drafts against the rules."

_CANNOT_CODES = frozenset({"bad-statement", "bad-header", "unreadable"})  # language.md, "Drafts"; every other problem is exit 1

_MORE = """
Exit code: 0 where nothing fails; 1 where something fails, would fail unless an exception applies, or the draft states a
fact wrongly; 2 where a draft, its header or a statement cannot be read, the rules cannot be loaded, or nothing was checked.

Examples:
  rulebook check procedure.md
  rulebook check --law un,coe,eu --as-of 2026-06-12 drafts/
  rulebook check --format json --output findings.json procedure.md
  rulebook check --output sarif=found.sarif --output junit=found.xml drafts/
  rulebook check --rules policies/eu --strict procedure.md

docs/reports.md says when to use which format; docs/schemas/ has the JSON Schema of every report in JSON.
"""


def configure(parser: CommandParser) -> None:
    """Add the arguments of the command."""
    parser.epilog = _MORE
    parser.add_argument("drafts", nargs="*", metavar="DRAFT", help="a draft (.md, .yaml), a folder of drafts, or - for standard input")
    add_rules(parser)
    add_law(parser)
    parser.add_argument("--strict", action="store_true", help="count everything that is not known as failed")
    parser.add_argument(
        "--fail-on",
        metavar="error|warning",
        type=one_of("--fail-on", ("error", "warning")),
        default="error",
        help="with `warning`, falling short of good practice counts as failed too (without it: error)",
    )
    parser.add_argument(
        "--input-format",
        metavar="markdown|yaml",
        type=one_of("--input-format", ("markdown", "yaml")),
        help="how the drafts are written, whatever their names end in",
    )
    add_review(parser)
    add_format(parser, tuple(FORMATS))
    add_outputs(parser)
    parser.add_argument("-v", "--verbose", action="store_true", help="show every finding, also what passes or does not apply")


def run(arguments: Namespace) -> int:
    """Check the drafts, write the report, and return the exit code."""
    if not arguments.drafts:
        raise WrongUse("`rulebook check` needs a draft to check; write for example `rulebook check procedure.md`.")
    outputs = outputs_of(arguments.output, arguments.format)
    strict, warnings = arguments.strict, arguments.fail_on == "warning"

    def shown(file: str | None) -> Manner:
        return manner(file, verbose=arguments.verbose, strict=strict, warnings=warnings)

    try:
        policy = load_policy(arguments.rules)
    except RulesCannotBeLoaded as errors:
        write_rule_errors(errors.diagnostics, outputs, shown)
        notice("The rules cannot be loaded, so nothing was checked.")
        return CANNOT
    day = arguments.as_of or today()
    review = review_of(arguments)
    change = change_of(review, arguments.rules)
    files = files_of(arguments.drafts)
    if change is not None:
        files = change.to_check(files, review.shown == "all")

    def before(change: Change) -> tuple[Report, list[Draft], Policy]:
        then = policy_before(change, policy)
        return *_checked(change.before(files, _is_asked_for(arguments.drafts)), then, arguments, day, explain), then

    explain = explain_for(outputs, arguments.verbose)
    now = checked_files(files, policy, arguments, day, explain)
    report = reviewed(now, review, policy, day, change, before, fingerprints=any(output.format != "text" for output in outputs))
    written = write_reports(report, outputs, shown)
    for _, sentence in unchecked(report):
        notice(sentence)
    if not report.drafts and report.base is not None:
        notice(f"No draft was changed since {report.base}, so there was nothing to check.")
    return exit_code(report, Terms(strict, warnings)) if written else CANNOT


def checked_files(
    files: Sequence[str], policy: Policy, arguments: Namespace, day: Date, explain: Explain
) -> tuple[Report, list[Draft]]:
    """Return the findings on the drafts in the files, and these drafts, in the same order."""
    from rulebook.drafts import read_file

    return _checked([read_file(path, arguments.input_format) for path in files], policy, arguments, day, explain)


def _checked(
    readings: list[Reading], policy: Policy, arguments: Namespace, day: Date, explain: Explain
) -> tuple[Report, list[Draft]]:
    """Return the findings on what was read, and the drafts that it makes, in the same order."""
    from rulebook.checking.check import check_drafts
    from rulebook.drafts import assemble, group_by_measure

    drafts = [assemble(together, policy) for together in group_by_measure(readings)]
    law, unknown = _law(policy, arguments.law)
    return _with_problems(check_drafts(policy, drafts, law, day, explain=explain), unknown), drafts


def _is_asked_for(named: Sequence[str]) -> Callable[[str], bool]:
    """Return what is true of the path of a draft, though it be no more, that the command names or that lies in a folder which it names."""
    asked = [os.path.normpath(path) for path in named]

    def is_asked_for(path: str) -> bool:
        return any(one in (path, ".") or path.startswith(f"{one}{os.sep}") for one in asked)

    return is_asked_for


def files_of(named: Sequence[str]) -> list[str]:
    """Return the drafts to read: files as they are named, of folders every draft in them; each once."""
    from rulebook.drafts import drafts_in

    found: list[str] = []
    for path in named:
        if path != "-" and os.path.isdir(path):
            inside = drafts_in(path)
            if not inside:
                notice(f"There is no draft in the folder {path}; the names of drafts end in .md, .markdown, .yaml or .yml.")
            found += map(os.path.normpath, inside)
        else:
            found.append(path)
    return list(dict.fromkeys(found))


def _law(policy: Policy, named: tuple[str, ...] | None) -> tuple[tuple[str, ...] | None, list[tuple[str, str]]]:
    """Return the legal orders of --law that a loaded rule has, and for each of the others what is wrong with it and what to write."""
    if named is None:
        return None, []
    known = policy.legal_orders()
    wrong = []
    for order in named:
        if order not in known:
            hint = nearest_hint(order, known) or f"The legal orders of the loaded rules are: {', '.join(sorted(known)) or 'none'}."
            wrong.append((f"No loaded rule is of the legal order `{order}`, which --law names.", hint))
    return tuple(order for order in named if order in known), wrong


def _with_problems(report: Report, wrong: Sequence[tuple[str, str]]) -> Report:
    """Return the report with what is wrong with the command line as the first problems of each draft that could be read."""
    if not wrong:
        return report
    drafts = tuple(
        draft
        if draft.unreadable
        else replace(draft, problems=tuple(Problem("bad-header", *one, (Place(draft.path, 1),)) for one in wrong) + draft.problems)
        for draft in report.drafts
    )
    return replace(report, drafts=drafts)


# ---- the exit code -------------------------------------------------------------------------------------------------


def exit_code(report: Report, terms: Terms = PLAIN) -> int:
    """Return the exit code of a check, by what counts as failed."""
    if not report.drafts:
        return CANNOT if report.base is None else FINE
    wrong = FAILED if report.problems else FINE
    return max(wrong, *(_draft_code(draft, terms) for draft in report.drafts))


def _draft_code(draft: CheckedDraft, terms: Terms) -> int:
    codes = [CANNOT if problem.code in _CANNOT_CODES else FAILED for problem in draft.problems]
    if draft.unreadable or not draft.findings:
        codes.append(CANNOT)
    if any(counts(finding, terms) for finding in draft.findings):
        codes.append(FAILED)
    return max(codes, default=FINE)
