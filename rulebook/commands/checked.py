"""The findings on drafts: one draft after another in this process, or many of them at once in several."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from typing import TYPE_CHECKING

from rulebook.checking.findings import CheckedDraft, Report
from rulebook.checking.verdict import Terms
from rulebook.commands.settings import Chosen, DraftCheck, Settings
from rulebook.language.policy import Policy
from rulebook.records import Record

if TYPE_CHECKING:
    from rulebook.checking.evaluation import Explain
    from rulebook.commands.sending import Sending, Shown
    from rulebook.configuration.applying import Told
    from rulebook.drafts.draft import Reading
    from rulebook.drafts.files import Format

__all__ = ["Wanted", "checked", "checked_files"]

FEW = 16  # drafts: making workers, and packing findings, would take about as long as it saves
SHARE = 8  # drafts at least, for each worker


class Wanted(Record):
    """What is wanted of the findings: reasons and fingerprints, what reports in these formats show, and by how many processes (None:
    as the machine has cores, where there are many drafts)."""

    explain: Explain
    fingerprints: bool
    formats: frozenset[str]
    verbose: bool
    jobs: int | None


def checked_files(
    drafts: Chosen, files: Sequence[str], policy: Policy, settings: Settings, wanted: Wanted, form: Format | None = None
) -> Report:
    """Return the findings on the drafts in these of the chosen files; links that are not followed are unreadable."""
    from rulebook.drafts.files import read_file, unfollowed

    readings = [unfollowed(path) if path in drafts.unfollowed else read_file(path, form) for path in files]
    return checked(readings, policy, settings, wanted)


def checked(readings: list[Reading], policy: Policy, settings: Settings, wanted: Wanted) -> Report:
    """Return the findings on what was read: the same, whoever works them out. WorkerLost where one of several processes is no more."""
    from rulebook.drafts import group_by_measure

    check = _Check(group_by_measure(readings), policy, settings, wanted)
    count = len(check.together)
    many = count > FEW or (count > 1 and (wanted.jobs or 1) > 1)
    made = [*check.packed()] if many else list(map(check.draft, range(count)))
    drafts = tuple(draft for draft, _ in made)
    return Report(drafts, notes=check.drafts.notes(drafts, (told for _, told in made)), policy=policy)


class _Check:
    """The check of some drafts by their numbers."""

    def __init__(self, together: list[list[Reading]], policy: Policy, settings: Settings, wanted: Wanted) -> None:
        self.together, self.policy, self.settings, self.wanted = together, policy, settings, wanted
        self.drafts = DraftCheck(policy, settings, wanted.explain)

    def draft(self, number: int) -> tuple[CheckedDraft, Told]:
        """Return the findings on a draft, with fingerprints where they are wanted, and what is to be told of the configuration."""
        from rulebook.drafts import assemble

        draft = assemble(self.together[number], self.policy)
        found = self.drafts.draft(draft)
        if self.wanted.fingerprints:
            from rulebook.review.fingerprints import with_fingerprints

            found = with_fingerprints(found, draft)
        return found, self.drafts.taken()

    def packed(self) -> Iterator[tuple[CheckedDraft, Told]]:
        """Give the same of all drafts, in which only what will be shown takes room; by several processes where that is faster."""
        from rulebook.commands.jobs import done_by
        from rulebook.commands.sending import Sending

        sending = Sending(self.policy, self._shown(), lambda number: self.draft(number)[0])

        def work(number: int) -> bytes:
            return sending.packed(*self.draft(number))

        every = range(len(self.together))
        # The first draft is checked before there are workers: they all know then what a policy is made ready for only once.
        done = {0: self._unpacked(sending, 0, self._kept(work, 0))}
        jobs = self._jobs()
        rest = ((number, self._kept(work, number)) for number in every[1:]) if jobs == 1 else done_by(jobs, work, every[1:])
        for number, found in rest:
            done[number] = self._unpacked(sending, number, found)
        return map(done.__getitem__, every)

    def _kept(self, work: Callable[[int], bytes], number: int) -> bytes | None:
        """Return the findings on a draft packed; None where they are too deep for that."""
        try:
            return work(number)
        except RecursionError:
            return None

    def _unpacked(self, sending: Sending, number: int, found: bytes | None) -> tuple[CheckedDraft, Told]:
        """Return the findings on a draft; where a worker could not work them out they are here, or what went wrong is raised here."""
        return self.draft(number) if found is None else sending.unpacked(number, found)

    def _shown(self) -> Shown:
        from rulebook.commands.sending import Shown

        return Shown(self.wanted.formats, self.wanted.verbose, Terms(self.settings.strict, self.settings.warnings))

    def _jobs(self) -> int:
        from rulebook.commands.jobs import can_fork, cores

        if not can_fork():
            return 1
        return self.wanted.jobs or min(cores(), len(self.together) // SHARE)
