"""Who judged and why: what says something, and what only keeps the place for it."""

from __future__ import annotations

from rulebook.drafts.draft import Made, Note, Place
from rulebook.drafts.pages import short
from rulebook.language.nodes import State, Written
from rulebook.values import Date

__all__ = ["dated_later", "says_something", "weak_judgement"]

# As a skeleton has them, and as people write them who will fill them in later.
_PLACEHOLDERS = frozenset({"whom", "who", "what reasons", "why", "todo", "to do", "tbd", "tba", "tbc", "xxx", "fixme", "n/a", "n.a"})


def says_something(text: str) -> bool:
    """True where a text has a letter or digit in it, and is no word that keeps the place for another; a dash is no reason."""
    if not any(map(str.isalnum, text)):
        return False
    said = text.strip(" .:!?…<>[]()")
    return said.lower() not in _PLACEHOLDERS or said == "WHO"  # the World Health Organization


def weak_judgement(path: str, by: str, because: str, place: Place) -> Note:
    """Return the note on a judgement that says who or why, and not both."""
    parts = (("by", "who judged", by), ("because", "why", because))
    lacking = [(word, what, text) for word, what, text in parts if not says_something(text)]
    said = [f"{what} (“{short(text)}” says nothing)" if text.strip() else what for _, what, text in lacking]
    form = " ".join(f'{word} "…"' for word, _, _ in lacking)
    message = f"The judgement of `{short(path)}` does not say {' and '.join(said)}, so that it does not count for the draft."
    return Note("weak-judgement", f"{message} Complete it with {form}.", (place,))


def dated_later(judgements: tuple[Made, ...], day: Date) -> list[Note]:
    """Return a note for each judgement that is dated after the day of the check."""
    return [
        Note(
            "later-judgement",
            f"This judgement is dated {on}, after the day of the check, {day}. Write the day on which it was made.",
            (place,),
        )
        for on, place in map(_day, judgements)
        if isinstance(on, Date) and day < on
    ]


def _day(made: Made) -> tuple[object, Place]:
    written = made.statement.value if isinstance(made.statement, State) else None
    return written.on if isinstance(written, Written) else None, made.place
