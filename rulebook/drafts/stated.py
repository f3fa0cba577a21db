"""What a draft states of one fact, where several statements speak of it: one value, or a contradiction."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from typing import Generic, TypeVar

from rulebook.drafts.draft import Made, Place, Problem, Stated
from rulebook.drafts.pages import short
from rulebook.records import replace
from rulebook.values import EQUAL, Members, Text, Value, compare, why_unsure, write

__all__ = ["Claims", "contradiction", "open_claim", "refused_claim", "value_claim"]

K = TypeVar("K")


def value_claim(value: Value, made: Made, weak: bool = False, by: str = "", because: str = "") -> Stated:
    """Return what one statement with a value states."""
    return Stated("value", value, "", weak, by, because, (made,))


def open_claim(words: str, made: Made) -> Stated:
    """Return what one statement states that addresses the matter in words that set nothing."""
    return Stated("open", None, words, False, "", "", (made,))


def refused_claim(made: Made) -> Stated:
    """Return what a statement states whose right side is no value of the fact's type: the fact is not known."""
    return Stated("problem", None, "", False, "", "", (made,))


class Claims(Generic[K]):
    """What is stated, by fact; most facts are spoken of once, and are kept as they come."""

    def __init__(self) -> None:
        self._first: dict[K, Stated] = {}
        self._more: dict[K, list[Stated]] = {}

    def add(self, key: K, claim: Stated) -> None:
        """Add what one statement states of a fact."""
        if self._first.setdefault(key, claim) is not claim:
            self._more.setdefault(key, []).append(claim)

    def settled(self, problems: list[Problem]) -> Mapping[K, Stated]:
        """Return what the draft states of each fact; contradictions are noted, and their facts are not known."""
        for key, others in self._more.items():
            self._first[key] = _settled([self._first[key], *others], problems)
        return self._first


def contradiction(message: str, hint: str, places: Iterable[Place]) -> Problem:
    """Return the problem that statements contradict each other, with the place of each."""
    return Problem("contradictory-fact", message, hint, tuple(dict.fromkeys(places)))


def _settled(claims: Sequence[Stated], problems: list[Problem]) -> Stated:
    """Return what several statements of one fact state together."""
    made = tuple(one for claim in claims for one in claim.made)
    sound = [claim for claim in claims if claim.kind != "problem"]
    why = _why_contradictory(sound)
    if why:
        path = short(getattr(made[0].statement, "path", ""))
        problems.append(contradiction(f"`{path}` {why}.", "Keep one of the statements.", (claim.made[0].place for claim in sound)))
    if why or len(sound) < len(claims):
        return Stated("problem", None, "", False, "", "", made)
    return _joined(sound, made)


def _is_part(claim: Stated) -> bool:
    return isinstance(claim.value, Members) and not claim.value.whole


def _why_contradictory(claims: Sequence[Stated]) -> str:
    """Return why the statements contradict each other, to follow after the path; the empty text where they do not."""
    wholes = [claim.value for claim in claims if claim.value is not None and not _is_part(claim)]
    left_open = [claim.words for claim in claims if claim.kind == "open"]
    other = next((value for value in wholes if not _certainly_equal(wholes[0], value)), None)
    if other is not None:
        reason = why_unsure(wholes[0], other)
        return f"is stated with two values: {_said(wholes[0])} and {_said(other)}{f' ({reason})' if reason else ''}"
    if wholes and left_open:
        return f"is stated as {_said(wholes[0])}, and left open as well (“{short(left_open[0])}”)"
    return _why_parts_contradict(_parts(claims), wholes[0] if wholes else None)


def _why_parts_contradict(parts: Members, whole: Value | None) -> str:
    if both := sorted(parts.included & parts.excluded):
        return f"is stated to include `{both[0]}`, and not to include it as well"
    if not isinstance(whole, Members):
        return ""
    if lacking := sorted(parts.included - whole.included):
        return f"is stated as {_said(whole)}, and to include `{lacking[0]}` as well"
    if had := sorted(parts.excluded & whole.included):
        return f"is stated as {_said(whole)}, and not to include `{had[0]}` as well"
    return ""


def _said(value: Value) -> str:
    return f"`{short(write(value))}`"


def _certainly_equal(one: Value, other: Value) -> bool:
    return one == other if isinstance(one, Text) else compare(one, other) == EQUAL


def _parts(claims: Sequence[Stated]) -> Members:
    """Return the parts of a set that are stated, together."""
    parts = [claim.value for claim in claims if isinstance(claim.value, Members) and not claim.value.whole]
    included = frozenset(word for part in parts for word in part.included)
    return Members(included, frozenset(word for part in parts for word in part.excluded), False)


def _joined(claims: Sequence[Stated], made: tuple[Made, ...]) -> Stated:
    """Return what statements that agree state together: the first whole value, a judgement with reasons before one without."""
    wholes = [claim for claim in claims if claim.kind == "value" and not _is_part(claim)]
    if wholes:
        return replace(next((claim for claim in wholes if not claim.weak), wholes[0]), made=made)
    words = next((claim.words for claim in claims if claim.kind == "open"), "")
    if any(map(_is_part, claims)):  # parts are known although the rest is open
        return Stated("value", _parts(claims), words, False, "", "", made)
    return replace(claims[0], made=made)
