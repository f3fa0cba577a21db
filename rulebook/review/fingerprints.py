"""Fingerprints: what stays the same of a finding when its passage is moved, or its file renamed, and changes when the passage is edited.

A fingerprint is made of the rule, the member, and the statements that the finding rests on with the words beside them; of
no path, no line, and nothing that Rulebook itself words, so that it outlives a new version. Two findings of different
drafts may have the same one: whoever matches them counts.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from itertools import chain

from rulebook.checking.findings import CheckedDraft, Explanation, Finding, Where
from rulebook.drafts.draft import Draft, Made, Place
from rulebook.language.printer import write_statement
from rulebook.records import filled, replace

__all__ = ["with_fingerprints"]

Spot = tuple[str, int, int]
_LENGTH = 20  # bytes of the digest: no two of a million million findings meet by chance


def with_fingerprints(checked: CheckedDraft, draft: Draft) -> CheckedDraft:
    """Return the checked draft with the fingerprint of every finding that fails, is not known, or does so on a later day.

    The findings need their explanations.
    """
    if not any(_needs_one(finding) for finding in checked.findings):
        return checked
    made = _made_at(draft)
    findings = (filled(one, "fingerprint", _fingerprint(one, made)) if _needs_one(one) else one for one in checked.findings)
    return replace(checked, findings=tuple(findings))


def _needs_one(finding: Finding) -> bool:
    return finding.failed or finding.status == "unknown" or any(change.status in ("fail", "unknown") for change in finding.changes)


def _fingerprint(finding: Finding, made: Mapping[Spot, list[Made]]) -> str:
    try:
        from _blake2 import blake2b  # where hashlib has it from, which loads all of OpenSSL besides
    except ImportError:
        from hashlib import blake2b

    said = {_spot(where.place): where for where in _rests_on(finding.explanation)}
    if not said and finding.where is not None:
        said = {_spot(finding.where.place): finding.where}
    passages = sorted({passage for spot, where in said.items() for passage in _passages(made.get(spot, ()), where)})
    parts = (finding.rule.name, finding.member or "", *passages)
    return blake2b("\0".join(parts).encode("utf-8", "surrogatepass"), digest_size=_LENGTH).hexdigest()


def _rests_on(tree: Explanation) -> Iterator[Where]:
    """Give the statements that the result rests on; those of exceptions that were tried are none of them."""
    yield from tree.stated
    for part in tree.parts:
        if part.decides and not part.not_reached and part.role != "exception":
            yield from _rests_on(part)


def _passages(made: list[Made] | tuple[()], where: Where) -> Iterator[str]:
    words = " ".join(where.words.split())
    if not made:
        yield f"{' '.join(where.source_line.split())}\1{words}"
    for one in made:
        yield f"{write_statement(one.statement)}\1{words}"


def _made_at(draft: Draft) -> dict[Spot, list[Made]]:
    """Return the statements of a draft by the place at which they stand."""
    found: dict[Spot, list[Made]] = {}
    stated = [one for some in (draft.facts, draft.members) for one in some.values()]
    everything = (*(one.made for one in stated), *(group.made for group in draft.groups.values()), tuple(step.made for step in draft.steps))
    for made in chain.from_iterable(everything):
        found.setdefault(_spot(made.place), []).append(made)
    return found


def _spot(place: Place) -> Spot:
    return place.path, place.line, place.column
