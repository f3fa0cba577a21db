"""Comments that state nothing and read like statements: which of them speak of what the rules have."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from rulebook.drafts.draft import Doubtful, Note, Place, Problem
from rulebook.drafts.pages import short
from rulebook.drafts.vocabulary import Vocabulary

__all__ = ["told_of"]

# Before a statement, these can only stand in the place of `rulebook:`. The first is the skeleton's own.
_OURS = frozenset({"answer", "answers", "rule", "rules", "fact", "facts", "statement", "statements", "state", "states", "draft", "law"})


def told_of(comments: Sequence[Doubtful], vocabulary: Vocabulary) -> Iterator[Problem | Note]:
    """Give what a drafter is told of comments without `rulebook:` that speak of a fact, group or event of the rules, once for each.

    It is a problem where nothing stands in the place of `rulebook:`, or a word that can only be meant so. Else it is a note: somebody who
    takes a statement out may write `earlier: …` before it.
    """
    told = set[Place]()
    for one in comments:
        if one.place in told or not _known(one, vocabulary):
            continue
        told.add(one.place)
        message = f"This comment speaks of `{short(one.path)}` and does not begin with `rulebook:`, so that it states nothing."
        right = f"`<!-- rulebook: {short(one.said.strip())} -->`"
        if one.before.lower() in _OURS or (not one.before and ("." in one.path or _is_step(one))):
            yield Problem("bad-statement", message, f"Write {right}.", (one.place,), one.source_line)
        else:
            yield Note("not-stated", f"{message} If it is meant as a statement, write {right}.", (one.place,))


def _known(one: Doubtful, vocabulary: Vocabulary) -> bool:
    events = vocabulary.policy.events
    return one.path.rpartition(".")[2] in events if _is_step(one) else vocabulary.declared(one.path)


def _is_step(one: Doubtful) -> bool:
    return one.said.split(None, 1)[0] == "step"
