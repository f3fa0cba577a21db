"""The nearest right name for a misspelt one, and the hint that names it."""

from __future__ import annotations

from collections.abc import Iterable

__all__ = ["did_you_mean", "in_full", "nearest"]


def nearest(written: str, names: Iterable[str], likeness: float = 0.6) -> str | None:
    """Return the name that the writer most likely meant, or None where none is as alike as that (0 nothing in common, 1 the same).

    Ratcliff and Obershelp's measure (difflib), with a name that has the same last word, or the same words in another order, preferred.
    """
    wanted = written.lower()
    letters, parts, most = _counted(wanted), set(_parts(wanted)), len(wanted)
    best, name_of_best = likeness - 1e-9, None
    for name in sorted(set(names)):
        other = name.lower()
        if abs(len(other) - most) > max(len(other), most) * 0.6:
            continue
        if set(_parts(other)) == parts:
            alike = 0.95
        else:
            # What they have of the same length, then of the same letters, says how alike they can be; to see that is cheap.
            half = best * (len(other) + most) / 2
            if min(len(other), most) <= half or sum([min(count, other.count(letter)) for letter, count in letters]) <= half:
                continue
            from difflib import SequenceMatcher  # few names come so far

            alike = SequenceMatcher(None, wanted, other).ratio()
        if alike > best:
            best, name_of_best = alike, name
    return name_of_best if best >= likeness else None


def did_you_mean(written: str, names: Iterable[str], otherwise: str) -> str:
    """Return the hint that asks after the nearest right name, or where none is near what else to do."""
    close = nearest(written, names)
    return f"Did you mean {close}?" if close else otherwise


def in_full(written: str, names: Iterable[str]) -> str:
    """Return the full name, or names, whose last part was written alone, joined with "or"; the empty text where there is none."""
    found = sorted({name for name in names if name.rpartition("/")[2] == written.lower()})
    return " or ".join(f"`{name}`" for name in found[:3])


def _counted(word: str) -> list[tuple[str, int]]:
    return [(letter, word.count(letter)) for letter in sorted(set(word))]


def _parts(name: str) -> list[str]:
    return name.replace(".", " ").replace("_", " ").replace("-", " ").split()
