"""The three truth values, with strong Kleene logic (S. C. Kleene, Introduction to Metamathematics, 1952, § 64)."""

from __future__ import annotations

from collections.abc import Iterable
from enum import Enum

__all__ = ["NO", "UNKNOWN", "YES", "Truth", "all_of", "any_of", "at_least", "negate"]


class Truth(Enum):
    """Yes, no, or not known."""

    YES = "yes"
    NO = "no"
    UNKNOWN = "not known"

    def __repr__(self) -> str:
        return self.name


YES, NO, UNKNOWN = Truth.YES, Truth.NO, Truth.UNKNOWN


def negate(truth: Truth) -> Truth:
    """Return the opposite; what is not known stays not known."""
    if truth is YES:
        return NO
    return YES if truth is NO else UNKNOWN


def all_of(truths: Iterable[Truth]) -> Truth:
    """Return no where one is no, else not known where one is not known, else yes (of none: yes)."""
    result = YES
    for truth in truths:
        if truth is NO:
            return NO
        if truth is UNKNOWN:
            result = UNKNOWN
    return result


def any_of(truths: Iterable[Truth]) -> Truth:
    """Return yes where one is yes, else not known where one is not known, else no (of none: no)."""
    result = NO
    for truth in truths:
        if truth is YES:
            return YES
        if truth is UNKNOWN:
            result = UNKNOWN
    return result


def at_least(count: int, truths: Iterable[Truth]) -> Truth:
    """Return yes where at least `count` are yes, no where fewer than that could be, else not known."""
    certain = possible = 0
    for truth in truths:
        certain += truth is YES
        possible += truth is not NO
    if certain >= count:
        return YES
    return NO if possible < count else UNKNOWN
