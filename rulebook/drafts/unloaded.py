"""What a draft says that the library knows of and no loaded rule: it is checked by part of the library, and is right all the same."""

from __future__ import annotations

from collections.abc import Sequence

from rulebook.drafts.draft import Note, Place
from rulebook.language.library import names_of_the_library
from rulebook.language.policy import Policy

__all__ = ["Unloaded"]

MOST_NAMED = 5  # in the note
_SHELVES = ("un.", "coe.", "eu.", "practice.", "vocabulary.", "sources.")  # of the library, whose names no other rulebook may have


class Unloaded:
    """What is said of facts, events and legal orders that the library has, where a part of it is loaded, and that part has not."""

    def __init__(self, policy: Policy) -> None:
        self._of_the_library = any(name.startswith(_SHELVES) for name in policy.rulebooks)
        self._said: dict[str, list[Place]] = {}

    def fact(self, path: str, places: Sequence[Place]) -> bool:
        """Keep statements on a path where the library declares it; return whether it does."""
        return self._of_the_library and names_of_the_library().declares(path) and self._keep(path, places)

    def event(self, name: str, path: str, places: Sequence[Place]) -> bool:
        """Keep steps of an event where the library declares it; return whether it does."""
        return self._of_the_library and name in names_of_the_library().events and self._keep(path, places)

    def order(self, order: str, place: Place) -> bool:
        """Keep a legal order where the library has its law; return whether it has."""
        return self._of_the_library and order in names_of_the_library().orders and self._keep(order, [place])

    def _keep(self, what: str, places: Sequence[Place]) -> bool:
        self._said.setdefault(what, []).extend(places)
        return True

    def notes(self) -> list[Note]:
        """Return the note on all that was kept; none where nothing was."""
        if not self._said:
            return []
        named = ", ".join(f"`{what}`" for what in list(self._said)[:MOST_NAMED])
        more = f" and {len(self._said) - MOST_NAMED} more" if len(self._said) > MOST_NAMED else ""
        places = tuple(dict.fromkeys(place for places in self._said.values() for place in places))
        message = (
            f"No loaded rule speaks of {named}{more}, so that nothing is checked by it here; without --rules, the whole library is loaded."
        )
        return [Note("not-loaded", message, places)]
