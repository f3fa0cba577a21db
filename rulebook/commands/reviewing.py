"""What `check` and its sisters share of a review: the options, and the way of a report through comparison, waivers and baseline."""

from __future__ import annotations

from argparse import Namespace
from collections.abc import Callable, Collection, Iterator, Mapping, Sequence
from typing import TYPE_CHECKING

from rulebook.commands.output import notice
from rulebook.commands.parser import CommandParser, WrongUse, one_of
from rulebook.configuration.search import OWN_FILE
from rulebook.records import Record, replace

if TYPE_CHECKING:
    from rulebook.checking.findings import Report
    from rulebook.configuration.configuration import Configuration
    from rulebook.drafts.draft import Note
    from rulebook.language.policy import Policy
    from rulebook.review.baseline import Baseline, Entry
    from rulebook.review.change import Change
    from rulebook.review.comparison import Filter
    from rulebook.values.dates import Date

__all__ = [
    "Review", "add_review", "baseline_at", "change_of", "content_of", "kept_changed", "needs_fingerprints", "of_the_change",
    "policy_before", "review_of", "reviewed", "waiver_terms", "with_waivers",
]  # fmt: skip


LONGEST = 12  # months
WARN = 30  # days
_LOOK = "Look at that first."


class Review(Record):
    """What a review goes by: the revision to compare with, what of the findings is in sight, and the files that the team keeps."""

    since: str | None
    shown: Filter
    waivers: str | None
    baseline: str | None
    longest_months: int = LONGEST  # that a waiver may last
    warn_days: int = WARN  # before the end of a waiver


def add_review(parser: CommandParser) -> None:
    """Add `--since`, `--filter`, `--waivers` and `--baseline`."""
    parser.add_argument(
        "--since", metavar="REVISION", help="compare with this revision of the git repository, such as origin/main: only what is new counts"
    )
    parser.add_argument(
        "--filter",
        metavar="added|changed-file|all",
        type=one_of("--filter", ("added", "changed-file", "all")),
        help="what counts with --since: what is new, all that stands in changed drafts, or all (without it: added)",
    )
    parser.add_argument("--waivers", metavar="FILE", help="the reviewed file of waivers")
    parser.add_argument("--baseline", metavar="FILE", help="the baseline: what it knows is shown and does not count")


def review_of(arguments: Namespace, configuration: Configuration) -> Review:
    """Return what the command line says of the review, and where that is silent the configuration."""
    if arguments.filter and arguments.since is None:
        raise WrongUse("--filter says what counts of a change; name what to compare with as well, such as --since origin/main.")
    waivers, baseline = arguments.waivers or configuration.waivers, arguments.baseline or configuration.baseline
    return Review(arguments.since, arguments.filter or "added", waivers, baseline, *waiver_terms(configuration))


def waiver_terms(configuration: Configuration) -> tuple[int, int]:
    """Return how many months a waiver may last, and how many days before its end it is told."""
    longest, warn = configuration.longest_waiver, configuration.warn_before
    return LONGEST if longest is None else longest, WARN if warn is None else warn


def policy_before(change: Change, policy: Policy) -> Policy:
    """Return the rules as they were before a change; the present ones, and a notice, where those cannot be loaded."""
    from rulebook.language.diagnostics import RulesCannotBeLoaded

    try:
        return change.policy_before(policy)
    except RulesCannotBeLoaded:
        notice("The rules as they were before the change cannot be loaded, so the drafts of then are checked by the present rules.")
        return policy


def change_of(review: Review, rules: Sequence[str]) -> Change | None:
    """Return the change under review; None where nothing is compared. WrongUse where git cannot tell."""
    if review.since is None:
        return None
    from rulebook.review.change import Change
    from rulebook.review.revisions import NoRevision

    try:
        return Change(review.since, rules)
    except NoRevision as why:
        raise WrongUse(str(why)) from None


def needs_fingerprints(review: Review) -> bool:
    """Return whether the review knows findings by their fingerprints."""
    return review.since is not None or review.baseline is not None


def reviewed(
    report: Report,
    review: Review,
    policy: Policy,
    today: Date,
    change: Change | None,
    check_before: Callable[[Change], tuple[Report, Policy]] | None,
    by_its_own: Callable[[Change], tuple[Report, Policy] | None] = lambda change: None,
) -> Report:
    """Return the report after the review: waived, with what the baseline knows and what the change did.

    The findings have fingerprints where the review needs them. `check_before` checks the drafts as they were; it is asked only where
    there is a change, as is `by_its_own`, which checks all of them by a configuration that was another one then.
    """
    if review.waivers is not None:
        content = content_of(review.waivers, "file of waivers")
        moved = {} if change is None else change.moved()
        report = with_waivers(report, review.waivers, content, policy, today, review, moved=moved)
    if review.baseline is not None:
        report = _with_baseline(report, review.baseline, policy)
    if change is not None and check_before is not None:
        report = _compared(report, review, today, change, check_before(change), by_its_own(change))
    return report


def with_waivers(
    report: Report,
    path: str,
    content: bytes,
    policy: Policy,
    today: Date,
    review: Review,
    there: Collection[str] = (),
    moved: Mapping[str, str] | None = None,
) -> Report:
    """Return the report with its findings waived as the content of a file of waivers says; `there` and `moved` as for `Names`."""
    from rulebook.review.names import Names
    from rulebook.review.waiver_file import read_waivers
    from rulebook.review.waivers import WaiverTerms, waive

    terms = WaiverTerms(review.longest_months, review.warn_days)
    return waive(report, read_waivers(content, path), policy, today, terms, Names(path, there, moved or {}))


def _with_baseline(report: Report, path: str, policy: Policy) -> Report:
    from rulebook.review.baseline import with_baseline
    from rulebook.review.names import Names

    return with_baseline(report, baseline_at(path), policy, Names(path))


def _compared(
    report: Report, review: Review, today: Date, change: Change, before: tuple[Report, Policy], by_its_own: tuple[Report, Policy] | None
) -> Report:
    from rulebook.review.comparison import compared

    def waived(then: Report, policy: Policy) -> Report:
        if review.waivers is None or (earlier := change.content_before(review.waivers)) is None:
            return then
        there = [path for draft in then.drafts for path in draft.paths]
        return replace(then, drafts=with_waivers(then, review.waivers, earlier, policy, today, review, there).drafts)

    then = waived(*before)
    own = None if by_its_own is None else waived(*by_its_own)
    paths = [path for draft in report.drafts for path in draft.paths]
    earlier, touched = change.earlier(paths), change.touched(paths)
    report = compared(report, then, str(review.since), earlier, touched, review.shown, own)
    return _without_what_it_added(report, review, change) if review.baseline is not None else report


def _without_what_it_added(report: Report, review: Review, change: Change) -> Report:
    """Return the report in which no entry of the baseline that the change added sets aside what the change made fail itself."""
    from rulebook.review.baseline import without_added

    before = _baseline_before(change, str(review.baseline))
    return without_added(report, before, change.touched(path for draft in report.drafts for path in draft.paths), str(review.baseline))


def _baseline_before(change: Change, path: str) -> tuple[Entry, ...]:
    from rulebook.review.baseline import BaselineUnreadable, read_baseline

    try:
        content = change.content_before(path)
        return () if content is None else read_baseline(content, path).entries
    except BaselineUnreadable:
        return ()


# ---- a change that changes what it is checked by ----------------------------------------------------------------------


def kept_changed(change: Change, review: Review, configuration: Configuration) -> bool:
    """True where the change touches the configuration, the waivers or the baseline: every draft has to be looked at then."""
    kept = (configuration.file, review.waivers, review.baseline)
    return any(change.touches(path) for path in kept if path) or bool(change.touched_called(OWN_FILE))


def of_the_change(change: Change, review: Review, configuration: Configuration, left: Mapping[str, str | None]) -> tuple[Note, ...]:
    """Return what whoever reviews the change should see: that it touches what it is checked by, and which drafts it took out of sight."""
    from rulebook.configuration.applying import some

    was = "was checked before the change and is no more"
    notes = [_note("draft-left", f"{path} {was}: it {_went(to)}.", path) for path, to in left.items()]
    configurations = {*change.touched_called(OWN_FILE), *([configuration.file] if change.touches(configuration.file or OWN_FILE) else [])}
    for path in sorted(filter(None, configurations)):
        notes.append(_note("configuration-changed", f"The change touches {path}, which says what is checked and how. {_LOOK}", path))
    if rules := change.touched_rules():
        notes.append(_note("rules-changed", f"The change touches the rules by which it is checked: {some(rules)}. {_LOOK}", rules[0]))
    return (*notes, *_of_waivers(change, review), *_of_baseline(change, review))


def _went(to: str | None) -> str:
    return f"was moved to {to}" if to is not None else "was taken out"


def _note(code: str, message: str, path: str, line: int = 1) -> Note:
    from rulebook.drafts.draft import Note, Place

    return Note(code, message, (Place(path, line),))


def _of_waivers(change: Change, review: Review) -> Iterator[Note]:
    """Give a note for each waiver that is new in the change, or differs from what was approved."""
    if review.waivers is None or not change.touches(review.waivers):
        return
    from rulebook.review.waiver_file import read_waivers

    before = set(read_waivers(change.content_before(review.waivers) or b"", review.waivers).waivers)  # equal wherever they stand
    for waiver in read_waivers(content_of(review.waivers, "file of waivers"), review.waivers).waivers:
        if waiver not in before:
            words = f"The change itself adds or alters waiver {waiver.id} of `{waiver.rule}` for {waiver.draft}"
            message = f"{words}, approved by {waiver.approved_by}. {_LOOK}"
            yield _note("waiver-changed", message, waiver.place.path, waiver.place.line)


def _of_baseline(change: Change, review: Review) -> Iterator[Note]:
    """Give a note where the change adds entries to the baseline."""
    if review.baseline is None or not change.touches(review.baseline):
        return
    from rulebook.review.baseline import added

    now = baseline_at(review.baseline)
    new = added(now.entries, _baseline_before(change, review.baseline))
    if new:
        count = "1 entry" if len(new) == 1 else f"{len(new)} entries"
        message = f"The change itself adds {count} to the baseline {review.baseline}. {_LOOK}"
        yield _note("baseline-changed", message, review.baseline, new[0].line)


def baseline_at(path: str) -> Baseline:
    """Return the baseline that a file holds; WrongUse where it holds none."""
    from rulebook.review.baseline import BaselineUnreadable, read_baseline

    try:
        return read_baseline(content_of(path, "baseline"), path)
    except BaselineUnreadable as why:
        raise WrongUse(str(why)) from None


def content_of(path: str, what: str) -> bytes:
    """Return what a file holds that the team keeps; WrongUse where it cannot be read."""
    try:
        with open(path, "rb") as file:
            return file.read()
    except OSError as error:
        raise WrongUse(f"The {what} {path} cannot be read: {(error.strerror or 'it is no file').lower()}.") from None
