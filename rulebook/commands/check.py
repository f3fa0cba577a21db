"""`rulebook check DRAFT…`: checks drafts and shows the findings."""

from __future__ import annotations

from argparse import Namespace
from collections.abc import Sequence
from typing import TYPE_CHECKING

from rulebook.checking.findings import CheckedDraft, Report
from rulebook.checking.verdict import PLAIN, Terms, counts, unchanged, unchecked
from rulebook.commands.checked import Wanted, checked, checked_files
from rulebook.commands.configured import policy_at
from rulebook.commands.exits import CANNOT, FAILED, FINE
from rulebook.commands.jobs import jobs_of
from rulebook.commands.options import add_format, add_law, add_rules, add_terms
from rulebook.commands.output import manner, notice
from rulebook.commands.parser import CommandParser, WrongUse, one_of
from rulebook.commands.report_files import Output, add_outputs, explain_for, other_format, outputs_of, write_reports, write_rule_errors
from rulebook.commands.reviewing import (
    add_review,
    change_of,
    kept_changed,
    needs_fingerprints,
    of_the_change,
    policy_before,
    review_of,
    reviewed,
)
from rulebook.commands.settings import Chosen, Settings, chosen, settings_of, trusted
from rulebook.language.policy import Policy
from rulebook.records import replace
from rulebook.reports import FORMATS, Manner

if TYPE_CHECKING:
    from rulebook.review.change import Change

__all__ = ["HELP", "NAME", "configure", "exit_code", "run"]

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
    parser.add_argument(
        "drafts",
        nargs="*",
        metavar="DRAFT",
        help="a draft (.md, .yaml), a folder of drafts, or - for standard input (without it: those that the configuration names)",
    )
    add_rules(parser)
    add_law(parser)
    add_terms(parser, "count everything that is not known as failed", "falling short of good practice counts as failed too")
    parser.add_argument(
        "--input-format",
        metavar="markdown|yaml",
        type=one_of("--input-format", ("markdown", "yaml")),
        help="how the drafts are written, whatever their names end in",
    )
    add_review(parser)
    parser.add_argument(
        "--only-configured", action="store_true", help="pass over files that the configuration does not count among its drafts"
    )
    add_format(parser, tuple(FORMATS), configured=True)
    add_outputs(parser)
    parser.add_argument(
        "--jobs",
        metavar="N",
        type=jobs_of,
        help="check the drafts with so many processes at once; 1 for one (without it: as many as the machine has cores, where there are "
        "more than 16 drafts)",
    )
    parser.add_argument("--watch", action="store_true", help="check again whenever a draft, a rule or the configuration changes")
    parser.add_argument("-v", "--verbose", action="store_true", help="show every finding, also what passes or does not apply")


def run(arguments: Namespace) -> int:
    """Check the drafts, write the report, and return the exit code."""
    if arguments.watch:
        from rulebook.commands.watching import watch_check

        watch_check(arguments, _check)
    return _check(arguments)


def _check(arguments: Namespace) -> int:
    settings = settings_of(arguments)
    if not arguments.drafts and not settings.configuration.drafts:
        raise WrongUse(_nothing_named(settings))
    outputs = _outputs(arguments, settings)
    if files := [output.file for output in outputs if output.file is not None]:
        from rulebook.commands.inputs import refuse_overwriting  # only where a file is written

        refuse_overwriting(files, arguments)
        if sentence := other_format(arguments.output, settings.format) if arguments.format is None else "":
            notice(sentence)
    drafts = chosen(arguments.drafts, settings.configuration, arguments.only_configured)
    if arguments.only_configured and not drafts.files:
        notice(f"None of the files is among the drafts of {settings.configuration.file}, so there was nothing to check.")
        return FINE

    def shown(file: str | None) -> Manner:
        return manner(file, verbose=arguments.verbose, strict=settings.strict, warnings=settings.warnings)

    policy = policy_at(settings.rules, "nothing was checked", lambda errors: write_rule_errors(errors, outputs, shown))
    if policy is None:
        return CANNOT
    report = _reviewed(drafts, trusted(policy, settings), arguments, settings, outputs)
    written = write_reports(report, outputs, shown)
    for _, sentence in unchecked(report):
        notice(sentence)
    if sentence := unchanged(report):
        notice(sentence)
    return exit_code(report, Terms(settings.strict, settings.warnings)) if written else CANNOT


def _outputs(arguments: Namespace, settings: Settings) -> tuple[Output, ...]:
    """Return the reports to write: those that the command line names, else those that the configuration does."""
    configured = [f"{form}={file}" for form, file in settings.configuration.output]
    return outputs_of(arguments.output or configured, settings.format)


def _nothing_named(settings: Settings) -> str:
    if settings.configuration:
        file = settings.configuration.file
        return f"Neither the command line nor {file} names a draft to check; write for example drafts = [\"drafts\"] in {file}."
    return "`rulebook check` needs a draft to check; write for example `rulebook check procedure.md`."


def _reviewed(drafts: Chosen, policy: Policy, arguments: Namespace, settings: Settings, outputs: Sequence[Output]) -> Report:
    """Return the findings on the drafts after the review: compared, waived, with what the baseline knows."""
    review = review_of(arguments, settings.configuration)
    change = change_of(review, settings.rules) if drafts.files else None  # without a draft there is nothing that could be unchanged
    files: Sequence[str] = drafts.files
    was = None
    if change is not None:
        from rulebook.commands.earlier import configuration_before

        was = configuration_before(change, arguments, settings.configuration)
        files = change.to_check(
            files, was is not None or review.shown == "all" or kept_changed(change, review, settings.configuration)
        )
    formats = frozenset(output.format for output in outputs)
    fingerprints = needs_fingerprints(review) or formats != {"text"}
    wanted = Wanted(explain_for(outputs, arguments.verbose), fingerprints, formats, arguments.verbose, arguments.jobs)

    def before(change: Change) -> tuple[Report, Policy]:
        then = policy_before(change, policy)
        return checked(change.before(files, drafts.asked), then, settings, replace(wanted, formats=frozenset())), then

    def by_its_own(change: Change) -> tuple[Report, Policy] | None:
        if was is None:
            return None
        from rulebook.commands.earlier import found_before

        return found_before(change, was, arguments, settings, policy, wanted)

    now = checked_files(drafts, files, policy, settings, wanted, arguments.input_format)
    said = of_the_change(change, review, settings.configuration, change.left(files, drafts.asked)) if change is not None else ()
    return reviewed(replace(now, notes=now.notes + drafts.notes + said), review, policy, settings.day, change, before, by_its_own)


# ---- the exit code -------------------------------------------------------------------------------------------------


def exit_code(report: Report, terms: Terms = PLAIN) -> int:
    """Return the exit code of a check, by what counts as failed."""
    wrong = FAILED if report.problems else FINE
    if not report.drafts:
        return CANNOT if report.base is None else wrong
    return max(wrong, *(_draft_code(draft, terms) for draft in report.drafts))


def _draft_code(draft: CheckedDraft, terms: Terms) -> int:
    codes = [CANNOT if problem.code in _CANNOT_CODES else FAILED for problem in draft.problems]
    if draft.unreadable or not draft.findings:
        codes.append(CANNOT)
    if any(counts(finding, terms) for finding in draft.findings):
        codes.append(FAILED)
    return max(codes, default=FINE)
