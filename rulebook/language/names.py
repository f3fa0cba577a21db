"""The nearest right name for a misspelt one."""

from __future__ import annotations

from collections.abc import Iterable

__all__ = ["nearest"]


def nearest(written: str, names: Iterable[str]) -> str | None:
    """Return the name that the writer most likely meant, or None where none is close.

    Ratcliff and Obershelp's measure (difflib), with a name that has the same last word, or the same words in another order, preferred.
    """
    from difflib import SequenceMatcher  # only on the way to an error message

    wanted = written.lower()
    best, name_of_best = 0.0, None
    for name in sorted(set(names)):
        other = name.lower()
        if abs(len(other) - len(wanted)) > max(len(other), len(wanted)) * 0.6:
            continue
        matcher = SequenceMatcher(None, wanted, other)
        if matcher.real_quick_ratio() <= best:
            continue
        likeness = matcher.ratio()
        if set(_parts(other)) == set(_parts(wanted)):
            likeness = max(likeness, 0.95)
        if likeness > best:
            best, name_of_best = likeness, name
    return name_of_best if best >= 0.6 else None


def _parts(name: str) -> list[str]:
    return name.replace(".", " ").replace("_", " ").replace("-", " ").split()
