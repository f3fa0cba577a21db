"""Sets of values of a closed list, of which a draft states all, or only parts.

Whatever is asked of two sets comes down to asking it of each value of the list: each is in a set, or not, or it is
not known. So a partial set of which every value is settled answers as a whole one does.
"""

from __future__ import annotations

from collections.abc import Collection

from rulebook.records import Record
from rulebook.values.numbers import Exact, Range
from rulebook.values.truth import NO, UNKNOWN, YES, Truth, all_of, any_of, negate

__all__ = ["Members", "includes", "includes_all", "includes_any", "includes_only", "same", "size"]


class Members(Record):
    """A set. `whole` where `included` are all of its values; else nothing is known but that it has those and not the `excluded`."""

    included: frozenset[str]
    excluded: frozenset[str] = frozenset()
    whole: bool = True


def includes(members: Members, word: str) -> Truth:
    """Return whether the set includes the value."""
    if word in members.included:
        return YES
    return NO if members.whole or word in members.excluded else UNKNOWN


def includes_any(members: Members, other: Members, choices: Collection[str]) -> Truth:
    """Return whether the two sets have a value in common. `choices` are all values that either can have."""
    if members.whole and other.whole:
        return NO if members.included.isdisjoint(other.included) else YES
    return any_of(all_of((here, there)) for here, there in _pairs(members, other, choices))


def includes_all(members: Members, other: Members, choices: Collection[str]) -> Truth:
    """Return whether the set includes every value of the other (yes where that is empty)."""
    if members.whole and other.whole:
        return YES if other.included <= members.included else NO
    return all_of(any_of((negate(there), here)) for here, there in _pairs(members, other, choices))


def includes_only(members: Members, other: Members, choices: Collection[str]) -> Truth:
    """Return whether the set includes nothing that is not in the other (yes where it is empty)."""
    return includes_all(other, members, choices)


def same(members: Members, other: Members, choices: Collection[str]) -> Truth:
    """Return whether the two sets have the same values."""
    if members.whole and other.whole:
        return YES if members.included == other.included else NO
    return all_of((includes_all(members, other, choices), includes_only(members, other, choices)))


def size(members: Members, choices: Collection[str]) -> Exact | Range:
    """Return the number of values of the set; a range where only parts are stated."""
    fewest = len(members.included)
    most = fewest if members.whole else len(_all_values(members, members, choices) - members.excluded)
    return fewest if fewest == most else Range(fewest, most)


def _all_values(members: Members, other: Members, choices: Collection[str]) -> frozenset[str]:
    return members.included | members.excluded | other.included | other.excluded | frozenset(choices)


Pair = tuple[Truth, Truth]


def _pairs(members: Members, other: Members, choices: Collection[str]) -> list[Pair]:
    """Return for each value whether it is in the one and in the other set."""
    return [(includes(members, word), includes(other, word)) for word in _all_values(members, other, choices)]
