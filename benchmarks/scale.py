"""How large the measurements are: the whole run, or the quick one."""

from __future__ import annotations

from rulebook.records import Record

__all__ = ["QUICK", "WHOLE", "Scale"]


class Scale(Record):
    """How often and how much: rounds of processes and of tasks, and the numbers below.

    `rules` and `members` are those over which growth is looked at, `long_draft` the members that one draft names, `drafts` those of a
    repository.
    """

    process_rounds: int
    rounds: int
    rules: tuple[int, ...]
    members: tuple[int, ...]
    long_draft: int
    drafts: int


WHOLE = Scale(15, 7, (10, 100, 1_000, 10_000), (1, 10, 100, 1_000, 10_000), 1_000_000, 1_000)
QUICK = Scale(5, 3, (10, 100, 1_000), (1, 10, 100, 1_000), 10_000, 50)
