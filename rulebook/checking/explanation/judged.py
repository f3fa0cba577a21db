"""A condition with its value and how it came about: the tree from which missing facts, judgements, places and words are read.

`explaining` makes it; this module asks it. What a decided condition *rests on* follows language.md: a decided `or` rests
on the part that needs the fewest (judgements, or weak statements), the first if equal; a decided `and` likewise when it is no.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import Literal

from rulebook.drafts.draft import Draft, Made, Stated
from rulebook.language.nodes import Expression
from rulebook.values import NO, UNKNOWN, YES, Members, Truth, Value

__all__ = ["Judged", "JudgedMore", "Read", "decisive", "first_made", "missing", "of_member", "rests_on", "sought", "stated_of"]

Combination = Literal["all", "some", "count", "same", "leaf"]


class Read:
    """A fact that was read: its path with the member in it, the value, and whether that is weak. What the draft states is looked up when
    somebody asks."""

    __slots__ = ("_draft", "_member", "fact", "judgement", "path", "value", "weak")

    def __init__(self, path: str, fact: str, value: Value | Truth, weak: bool, judgement: bool, draft: Draft, member: str | None) -> None:
        self.path = path
        self.fact = fact  # the path without the member
        self.value = value
        self.weak = weak
        self.judgement = judgement
        self._draft, self._member = draft, member

    @property
    def stated(self) -> Stated | None:
        """What the draft states of the fact (None: nothing)."""
        return stated_of(self._draft, self.fact, self._member)


def stated_of(draft: Draft, fact: str, member: str | None) -> Stated | None:
    """Return what a draft states of a fact: of the member, else in general; None where it states nothing."""
    own = draft.members.get((fact, member)) if member is not None else None
    return own or draft.facts.get(fact)


class Judged:
    """A condition and its truth.

    `combination` says how the parts make it: "all" of them, "some" of them, at least a `count`, the "same" as its one part, or a "leaf"
    that was decided from `reads` or `made`. `lacking` are further things not stated (a group, events); `reason` is why it is not known
    where nothing is missing, or the chain of steps; `member` is the group's member in a part of a quantified condition.
    """

    __slots__ = ("combination", "limit", "node", "parts", "reads", "truth", "value")

    made: tuple[Made, ...] = ()
    lacking: tuple[str, ...] = ()
    reason: str = ""
    count: int = 0
    member: str | None = None
    negative: bool = False  # its truth is the opposite of what the combination of its parts gives

    def __init__(
        self, node: Expression, truth: Truth, combination: Combination, parts: tuple[Judged, ...] = (), reads: tuple[Read, ...] = (),
        value: Value | Truth | None = None, limit: Value | Truth | None = None,
    ) -> None:  # fmt: skip
        self.node = node
        self.truth = truth
        self.combination = combination
        self.parts = parts
        self.reads = reads
        self.value = value  # of the left side of a comparison
        self.limit = limit  # of its right side, where that is no plain value


class JudgedMore(Judged):
    """A condition of which there is more to say than of most."""

    __slots__ = ("count", "lacking", "made", "member", "negative", "reason")

    def __init__(
        self, node: Expression, truth: Truth, combination: Combination, parts: tuple[Judged, ...] = (), reads: tuple[Read, ...] = (),
        value: Value | Truth | None = None, limit: Value | Truth | None = None, *, made: tuple[Made, ...] = (),
        lacking: tuple[str, ...] = (), reason: str = "", count: int = 0, member: str | None = None, negative: bool = False,
    ) -> None:  # fmt: skip
        super().__init__(node, truth, combination, parts, reads, value, limit)
        self.made = made
        self.lacking = lacking
        self.reason = reason
        self.count = count
        self.member = member
        self.negative = negative


def of_member(one: Judged, member: str) -> Judged:
    """Return the same, as it is of a member of a group."""
    return JudgedMore(
        one.node, one.truth, one.combination, one.parts, one.reads, one.value, one.limit, made=one.made, lacking=one.lacking,
        reason=one.reason, count=one.count, member=member, negative=one.negative,
    )  # fmt: skip


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
    if read.value is UNKNOWN or read.weak:
        return True
    return isinstance(read.value, Members) and not read.value.whole


def sought(tree: Judged) -> Truth | None:
    """Return the truth of the parts that made the condition what it is: of a failed *all*, those that fail; of an undecided one, the
    undecided; None where all parts did."""
    return _inner(tree) if tree.combination in _CHOOSING else None


_CHOOSING = frozenset({"all", "some", "count"})


def decisive(tree: Judged) -> list[Judged]:
    """Return the parts that made the condition what it is (see `sought`)."""
    truth = sought(tree)
    return [part for part in tree.parts if truth is None or part.truth is truth]


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
