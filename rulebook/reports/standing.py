"""How a finding stands, in sentences: later days, its waiver, the baseline, an earlier revision."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator

from rulebook.checking.findings import Change, Finding, Mended, Report, Waived
from rulebook.drafts.draft import Note, Place
from rulebook.reports.words import HOLDS, counted, day, short_name

__all__ = [
    "ASIDE", "LOOK_FIRST", "OWN_CODES", "OWN_TERMS", "SINCE", "ended", "ended_word", "later", "least_first", "mended_counts",
    "message_of", "newly", "nothing_fails", "other_notes", "own_terms", "sentence", "since", "standing", "waived",
]  # fmt: skip

ASIDE = {
    "in the baseline": "It is in the baseline, so it does not count.",
    "outside the change": "It stands outside the change, so it does not count.",
}
SINCE = {
    "newly failing": "It fails newly.",
    "newly unknown": "It is newly not known.",
    "unchanged": "It was so before.",
}
LOOK_FIRST = "Look at this first"
OWN_TERMS = (
    "The change itself touches what it is checked by, or takes something out of sight. No check fails by that alone: somebody has to look."
)
OWN_CODES = ("draft-left", "configuration-changed", "rules-changed", "waiver-changed", "baseline-changed", "no-longer-checked")


def sentence(words: str) -> str:
    """Return a message as a sentence of its own."""
    return f"{words[:1].upper()}{words[1:]}{'' if words.endswith(('.', '?', '”')) else '.'}" if words else ""


def message_of(finding: Finding) -> str:
    """Return the message of a finding without "(for …)" of its own member, which a report names once, beside or before the message.

    The words of the draft, in quotation marks, stay as they are.
    """
    if not finding.member:
        return finding.message
    own = f" (for {finding.member.replace('_', ' ')})"
    return re.sub(f"“[^”]*”|{re.escape(own)}", lambda found: "" if found.group() == own else found.group(), finding.message)


def later(finding: Finding) -> Iterator[str]:
    """Give each later day on which the status changes."""
    for change in finding.changes:
        yield f"from {day(change.start)} it {_held(change)}"


def _held(change: Change) -> str:
    if not change.unless:
        return HOLDS[change.status]
    names = " or ".join(f"“{short_name(name)}”" for name in change.unless)
    return f"fails, unless the exception {names} applies"


def waived(by: Waived) -> str:
    """Return by what a finding is waived, until when, who approved it and why, and what it is in truth."""
    waiver = by.waiver
    begin = f"from {day(waiver.start)} " if waiver.start else ""
    who = f", approved by {waiver.approved_by}" if waiver.approved_by else ""
    words = f"Waived {begin}until {day(waiver.until)} by {waiver.id}{who}: {sentence(waiver.reason)}"
    return f"{words} Without the waiver it {HOLDS[by.status]}."


def standing(finding: Finding) -> Iterator[str]:
    """Give how a finding stands with its waiver, the baseline and an earlier revision, each as a sentence."""
    if finding.waived is not None:
        yield waived(finding.waived)
    if finding.aside is not None:
        yield ASIDE[finding.aside]
    if finding.since is not None:
        yield since(finding)


def since(finding: Finding) -> str:
    """Return what has become of a finding since an earlier revision; the empty text where it was compared with none."""
    if finding.failed_at:
        return f"It failed at {finding.failed_at}, and is not known now."
    return SINCE[finding.since] if finding.since is not None else ""


def newly(report: Report) -> list[str]:
    """Return how many findings are new since an earlier revision, and how many of those that are not known failed at it."""
    now = [finding for draft in report.drafts for finding in draft.findings]
    unknown = f"{sum(one.since == 'newly unknown' for one in now)} newly not known"
    if failed := sum(bool(one.failed_at) for one in now):
        unknown += f" (of which {failed} failed at {report.base})"
    return [f"{sum(one.since == 'newly failing' for one in now)} newly failing", unknown]


def nothing_fails(findings: Iterable[Finding]) -> str:
    """Return how to say that nothing fails; it is said otherwise where something does, and is waived or set aside."""
    quiet = any(finding.waived is not None or (finding.aside is not None and finding.failed) for finding in findings)
    return "nothing counts as failed" if quiet else "nothing fails"


def mended_counts(report: Report) -> list[str]:
    """Return how many findings were mended, and how many are gone because nothing asks for them any more."""
    gone = sum(1 for mended in report.mended if mended.now is None)
    return [f"{len(report.mended) - gone} mended", *([f"{gone} no longer checked"] if gone else [])]


def ended_word(mended: Mended) -> str:
    """Return whether it was mended, or is not checked any more: the draft has gone, or the rule, or its law does not bind the draft."""
    return "not checked" if mended.now is None else "mended"


def ended(mended: Mended) -> str:
    """Return what has become of a finding that failed, or was not known, at an earlier revision."""
    member = f" for {mended.member}" if mended.member else ""
    now = f"now it {HOLDS[mended.now]}" if mended.now is not None else "now nothing is said of it"
    was = "it failed" if mended.was == "fail" else "it was not known" if mended.was == "unknown" else f"it {HOLDS[mended.was]}"
    return f"{mended.title}{member} ({mended.path}): {was}; {now}."


def least_first(report: Report) -> list[Mended]:
    """Return what was mended, behind what is not checked any more, which nobody should have to look for."""
    return sorted(report.mended, key=lambda mended: mended.now is not None)


# ---- a change that changes what it is checked by ---------------------------------------------------------------------


def own_terms(report: Report) -> list[Note]:
    """Return what whoever reviews a change has to see before its result: which of what it is checked by it touches itself."""
    notes = [note for note in report.notes if note.code in OWN_CODES]
    left = {place.path for note in notes if note.code == "draft-left" for place in note.locations}
    gone = [mended for mended in report.mended if mended.now is None and mended.path not in left]
    if gone:
        failed = sum(mended.was == "fail" for mended in gone)
        kinds = ((failed, "that failed", "that failed"), (len(gone) - failed, "that was not known", "that were not known"))
        which = " and ".join(f"{counted(count, 'finding')} {one if count == 1 else many}" for count, one, many in kinds if count)
        asks = f"nothing in the draft, the rules and the configuration asks for {'it' if len(gone) == 1 else 'them'} any more"
        message = f"{which} {'is' if len(gone) == 1 else 'are'} no longer checked: {asks}."
        notes.append(Note("no-longer-checked", message, (Place(gone[0].path, 1),)))
    return notes


def other_notes(report: Report) -> list[Note]:
    """Return the notes of the whole check without those of `own_terms`."""
    return [note for note in report.notes if note.code not in OWN_CODES]
