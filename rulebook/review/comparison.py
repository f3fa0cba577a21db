"""What a change did: the findings of the drafts as they are now, beside those of an earlier revision."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Mapping
from typing import Literal, get_args

from rulebook.checking.findings import CheckedDraft, Finding, Mended, Report, Since
from rulebook.language.policy import Nature
from rulebook.records import replace

__all__ = ["FILTERS", "Filter", "compared"]

Filter = Literal["added", "changed-file", "all"]
FILTERS: tuple[Filter, ...] = get_args(Filter)

_WORSE: dict[str, int] = {"fail": 2, "unknown": 1}
_NATURES = get_args(Nature)  # the strongest first
MendedKey = tuple[str, str, str | None]  # the draft, the rule, the member
Key = tuple[str, str]  # the draft as it was named then, and the fingerprint


def compared(
    now: Report,
    then: Report,
    base: str,
    renamed: Mapping[str, str],
    changed: frozenset[str],
    shown: Filter,
    by_its_own: Report | None = None,
) -> Report:
    """Return the report of the drafts as they are, each finding with what the change did to it, and what the change mended.

    Both reports have fingerprints. `base` names the revision of `then`; `renamed` has the earlier path of each file that was moved;
    `changed` are the files, by their present paths, that the change touched. Of what fails or is not known, `shown` sets aside what
    was so before ("added"), of that only what stands in drafts that were not touched ("changed-file"), or nothing ("all").
    `by_its_own` is what a check found at the revision that went by the configuration of then, where that was another one: what is no
    longer looked at, because the change made it narrower, is not checked any more either.
    """
    before = _Before(then, renamed)
    drafts = [_marked(draft, before.known_in(draft), "path") for draft in now.drafts]
    drafts = [_marked(draft, before.known_elsewhere, "anywhere") for draft in drafts]
    drafts = [before.withdrawn_in(draft, base) for draft in drafts]
    sighted = [replace(draft, findings=tuple(_sighted(one, draft, changed, shown) for one in draft.findings)) for draft in drafts]
    mended = _mended(then, now, renamed)
    if by_its_own is not None:
        mended |= {key: one for key, one in _mended(by_its_own, now, renamed).items() if one[1].now is None and key not in mended}
    return replace(now, drafts=tuple(sighted), base=base, mended=tuple(one for _, one in sorted(mended.values(), key=lambda one: one[0])))


class _Before:
    """What failed or was not known at the earlier revision, each to be found again once: in its own draft first, then anywhere."""

    def __init__(self, then: Report, renamed: Mapping[str, str]) -> None:
        self._renamed = renamed
        self._left: dict[int, Counter[Key]] = {1: Counter(), 2: Counter()}
        self._paths: dict[str, dict[str, None]] = {}
        self._failed: dict[MendedKey, str] = {}
        self._fail_still: Counter[Key] = Counter()
        for draft in then.drafts:
            for finding in draft.findings:
                if rank := _rank(finding):
                    self._left[rank][draft.path, finding.fingerprint] += 1
                    self._paths.setdefault(finding.fingerprint, {})[draft.path] = None
                if rank == 2:
                    self._failed[draft.path, finding.rule.name, finding.member] = finding.fingerprint

    def known_in(self, draft: CheckedDraft) -> Callable[[Finding], bool]:
        """Return whether the same draft had a finding at least as bad."""
        path = self._renamed.get(draft.path, draft.path)
        return lambda finding: self._take(finding, (path, finding.fingerprint))

    def known_elsewhere(self, finding: Finding) -> bool:
        """Return whether another draft had it: its passage was moved here. Where a draft says nothing, there is none to be moved."""
        paths = self._paths.get(finding.fingerprint, ()) if finding.where is not None else ()
        return any(self._take(finding, (path, finding.fingerprint)) for path in paths)

    def _take(self, finding: Finding, key: Key) -> bool:
        for rank in range(2, _rank(finding) - 1, -1):
            if self._left[rank][key] > 0:
                self._left[rank][key] -= 1
                self._fail_still[key] += _rank(finding) == 2
                return True
        return False

    def withdrawn_in(self, draft: CheckedDraft, base: str) -> CheckedDraft:
        """Return the draft with what failed in it before, and is only not known now, marked with the revision at which it failed.

        It is new, also where the words are the same that it rests on: some of what it rested on is not said any more.
        """
        path = self._renamed.get(draft.path, draft.path)

        def mark(finding: Finding) -> Finding:
            failed = self._failed.get((path, finding.rule.name, finding.member)) if _rank(finding) == 1 else None
            if failed is None or self._fail_still[path, failed]:
                return finding
            return replace(finding, since="newly unknown", failed_at=base)

        return replace(draft, findings=tuple(map(mark, draft.findings)))


def _marked(draft: CheckedDraft, known: Callable[[Finding], bool], where: str) -> CheckedDraft:
    """Return the draft with what was known marked as unchanged; on the second look, all the rest as new."""
    last = where == "anywhere"

    def mark(finding: Finding) -> Finding:
        if not _rank(finding) or finding.since is not None:
            return finding
        if known(finding):
            return replace(finding, since="unchanged")
        new: Since = "newly failing" if _rank(finding) == 2 else "newly unknown"
        return replace(finding, since=new) if last else finding

    return replace(draft, findings=tuple(map(mark, draft.findings)))


def _rank(finding: Finding) -> int:
    """Return 2 for what fails, now or on a later day; 1 for what is not known; 0 for all else, also what is waived."""
    if finding.failed:
        return 2
    return max(_WORSE.get(status, 0) for status in (finding.status, *(change.status for change in finding.changes)))


def _sighted(finding: Finding, draft: CheckedDraft, changed: frozenset[str], shown: Filter) -> Finding:
    if finding.since is None or shown == "all":
        return finding
    within = finding.since != "unchanged" or (shown == "changed-file" and not changed.isdisjoint(draft.paths))
    return finding if within else replace(finding, aside="outside the change")


def _mended(then: Report, now: Report, renamed: Mapping[str, str]) -> dict[MendedKey, tuple[tuple[int, ...], Mended]]:
    """Return what failed or was not known then and is not so now, each with its place in the order of what to look at first."""
    today: dict[MendedKey, list[Finding]] = {}
    for draft in now.drafts:
        for finding in draft.findings:
            today.setdefault((renamed.get(draft.path, draft.path), finding.rule.name, finding.member), []).append(finding)
    moved = _moved_to(then, now, renamed)
    mended: dict[MendedKey, tuple[tuple[int, ...], Mended]] = {}
    for draft in then.drafts:
        for was in draft.findings:
            key = (draft.path, was.rule.name, was.member)
            found = today.get(key, [])
            better = not any(_rank(finding) or finding.waived for finding in found)
            elsewhere = not found and was.where is not None and was.fingerprint in moved
            if _rank(was) and better and not elsewhere:
                status = found[0].status if found and not _no_longer_bound(was, found) else None
                one = Mended(was.rule.name, was.rule.title, was.member, draft.path, was.status, status)
                mended[key] = ((status is not None, -_rank(was), _NATURES.index(was.nature)), one)
    return mended


def _moved_to(then: Report, now: Report, renamed: Mapping[str, str]) -> set[str]:
    """Return the fingerprints of what fails or is not known now in a draft that had no such passage before."""
    there = {(draft.path, one.fingerprint) for draft in then.drafts for one in draft.findings if _rank(one)}
    return {
        one.fingerprint
        for draft in now.drafts
        for one in draft.findings
        if _rank(one) and (renamed.get(draft.path, draft.path), one.fingerprint) not in there
    }


def _no_longer_bound(was: Finding, found: list[Finding]) -> bool:
    """True where a legal order under which it failed, or was not known, does not bind the draft any more."""
    binds = {order for finding in found for order, _ in finding.orders}
    return any(_WORSE.get(status, 0) and order not in binds for order, status in was.orders)
