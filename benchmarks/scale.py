"""How large the measurements are: the whole run, or the quick one."""

from __future__ import annotations

from rulebook.records import Record

__all__ = ["QUICK", "WHOLE", "Scale"]


class Scale(Record):
    """Rounds of processes and of tasks, numbers of rules and members over which growth is looked at, members of a long draft."""

    process_rounds: int
    rounds: int
    rules: tuple[int, ...]
    members: tuple[int, ...]
    long_draft: int


WHOLE = Scale(15, 7, (10, 100, 1_000, 10_000), (1, 10, 100, 1_000, 10_000), 1_000_000)
QUICK = Scale(5, 3, (10, 100, 1_000), (1, 10, 100, 1_000), 10_000)
