"""A condition with its value and how it came about: the tree from which missing facts, judgements, places and words are read.

`explaining` makes it; this module asks it. What a decided condition *rests on* follows language.md: a decided `or` rests
on the part that needs the fewest (judgements, or weak statements), the first if equal; a decided `and` likewise when it is no.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import Literal

from rulebook.drafts.draft import Made, Stated
from rulebook.language.nodes import Expression
from rulebook.records import Record
from rulebook.values import NO, UNKNOWN, YES, Truth, Value

__all__ = ["Judged", "Read", "decisive", "first_made", "missing", "rests_on"]

Combination = Literal["all", "some", "count", "same", "leaf"]


class Read(Record):
    """A fact that was read: its path with the member in it, what the draft states (None: nothing), the value, and whether that is weak."""

    path: str
    fact: str  # the path without the member
    stated: Stated | None
    value: Value | Truth
    weak: bool
    judgement: bool


class Judged(Record):
    """A condition and its truth.

    `combination` says how the parts make it: "all" of them, "some" of them, at least a `count`, the "same" as its one part, or a "leaf"
    that
    was decided from `reads` or `made`. `lacking` are further things not stated (a group, events); `reason` is why it is not known where
    nothing
    is missing, or the chain of steps; `member` is the group's member in a part of a quantified condition.
    """

    node: Expression
    truth: Truth
    combination: Combination
    parts: tuple[Judged, ...] = ()
    reads: tuple[Read, ...] = ()
    made: tuple[Made, ...] = ()
    lacking: tuple[str, ...] = ()
    reason: str = ""
    count: int = 0
    member: str | None = None
    value: Value | Truth | None = None  # of the left side of a comparison
    limit: Value | Truth | None = None  # of its right side, where that is no plain value
    negative: bool = False  # its truth is the opposite of what the combination of its parts gives


def missing(tree: Judged) -> list[str]:
    """Return what is not stated under the parts that are not known, in reading order, each once."""
    found: dict[str, None] = {}
    for leaf in _undecided(tree):
        for read in leaf.reads:
            if _is_missing(read):
                found[read.path] = None
        found.update(dict.fromkeys(leaf.lacking))
    return list(found)


def _undecided(tree: Judged) -> Iterator[Judged]:
    if tree.truth is not UNKNOWN:
        return
    if tree.combination == "leaf" or tree.lacking:
        for part in tree.parts:
            yield from _undecided(part)
        yield tree
        return
    for part in tree.parts:
        yield from _undecided(part)


def _is_missing(read: Read) -> bool:
    from rulebook.values import Members

    if read.value is UNKNOWN or read.weak:
        return True
    return isinstance(read.value, Members) and not read.value.whole


def decisive(tree: Judged) -> list[Judged]:
    """Return the parts that made the condition what it is: of a failed *all*, those that fail; of an undecided one, the undecided."""
    if tree.combination == "all" or tree.combination == "some":
        wanted = {YES: (YES,), NO: (NO,), UNKNOWN: (UNKNOWN,)}[_inner(tree)]
    elif tree.combination == "count":
        wanted = (_inner(tree),)
    else:
        return list(tree.parts)
    return [part for part in tree.parts if part.truth in wanted]


def _inner(tree: Judged) -> Truth:
    """Return what the parts give, before a `no GROUP has` turns it around."""
    if tree.negative and tree.truth is not UNKNOWN:
        return NO if tree.truth is YES else YES
    return tree.truth


def first_made(trees: Iterable[Judged]) -> Made | None:
    """Return the first statement that was read in the parts that decided these conditions, in reading order; None where there is none."""
    for tree in trees:
        if tree.made:
            return tree.made[0]
        for read in tree.reads:
            if read.stated is not None and read.stated.made:
                return read.stated.made[0]
        found = first_made(decisive(tree))
        if found is not None:
            return found
    return None


def rests_on(tree: Judged, kind: Literal["judgement", "weak"]) -> tuple[str, ...]:
    """Return the facts judged by a person, or the weak statements, on which a decided condition rests; none where it is undecided."""
    if tree.truth is UNKNOWN:
        return ()
    own = tuple(
        read.path
        for read in tree.reads
        if (read.judgement and not read.weak if kind == "judgement" else read.weak) and read.value is not UNKNOWN
    )
    if tree.combination in {"leaf", "same"}:
        return _together([own, *(rests_on(part, kind) for part in tree.parts)])
    inner = _inner(tree)
    parts = [rests_on(part, kind) for part in decisive(tree)]
    if (tree.combination == "all") is (inner is NO) and tree.combination != "count":
        return min(parts, key=len, default=())
    if tree.combination == "count":
        needed = tree.count if inner is YES else len(tree.parts) - tree.count + 1
        cheapest = sorted(range(len(parts)), key=lambda i: (len(parts[i]), i))[:needed]
        return _together(parts[i] for i in sorted(cheapest))
    return _together(parts)


def _together(groups: Iterable[tuple[str, ...]]) -> tuple[str, ...]:
    return tuple(dict.fromkeys(path for group in groups for path in group))
