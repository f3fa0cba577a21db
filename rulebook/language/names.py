"""The nearest right name for a misspelt one."""

from __future__ import annotations

from collections.abc import Iterable

__all__ = ["nearest"]


def nearest(written: str, names: Iterable[str], likeness: float = 0.6) -> str | None:
    """Return the name that the writer most likely meant, or None where none is as alike as that (0 nothing in common, 1 the same).

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
        alike = 0.95 if set(_parts(other)) == set(_parts(wanted)) else matcher.ratio()
        if alike > best:
            best, name_of_best = alike, name
    return name_of_best if best >= likeness else None


def _parts(name: str) -> list[str]:
    return name.replace(".", " ").replace("_", " ").replace("-", " ").split()
