"""A draft as the evaluator sees it: what it states of each fact, group and step, and where.

Two representations. A `Reading` is what a reader (Markdown, YAML) found in one file: a header and statements with
their places, nothing looked up. A `Draft` is one or more readings typed against the vocabulary of a policy.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Literal

from rulebook.language.nodes import Statement, Step
from rulebook.records import Record
from rulebook.values import Date, Value

__all__ = ["Doubtful", "Draft", "GroupState", "Header", "Made", "Note", "Place", "Problem", "Reading", "Stated", "StepMade"]


class Place(Record):
    """A place in a draft; line and column count from 1, in code points; `end` is the column after the last, on that line."""

    path: str
    line: int
    column: int = 1
    end: int = 1


class Problem(Record):
    """What is wrong with a draft, in a drafter's words, with every place that it concerns (language.md has the codes).

    `source_line` is the line of the draft at the first place, as it is written; empty where nobody knows it.
    """

    code: str
    message: str
    hint: str
    locations: tuple[Place, ...]
    source_line: str = ""


class Note(Record):
    """Something a drafter should know that is no problem; docs/findings.md has the codes."""

    code: str
    message: str
    locations: tuple[Place, ...]


class Header(Record):
    """The header of a draft; None or empty where the key is not there. `complete` are the groups that it closes."""

    title: str | None = None
    legal_orders: tuple[str, ...] | None = None
    applies_from: Date | None = None
    applies_until: Date | None = None
    measure: str | None = None
    complete: tuple[str, ...] = ()
    places: Mapping[str, Place] = {}


class Made(Record):
    """A statement that a draft makes: where, and the sentence or paragraph that it stands beside (empty where there is none).

    `source_line` is the line of the draft on which the statement stands, as it is written. `scalar` is a YAML text as it stands after its
    key, which is the value of a text fact as it is; None in Markdown. `nested` is what `{open: x}` and the like say where the keys turn out
    to be names of facts (`register.open`) and the path above them none.
    """

    statement: Statement
    place: Place
    words: str
    source_line: str
    scalar: str | None = None
    nested: tuple[Made, ...] = ()


class Doubtful(Record):
    """A comment that states nothing and reads like a statement: the path or event that it speaks of, and what stands before and in it.

    Where the rules have that path, it is told: it may be a statement whose `rulebook:` was forgotten.
    """

    path: str
    before: str
    said: str
    place: Place
    source_line: str


class Reading(Record):
    """What one file says. With `unreadable`, it could not be read at all and has a problem that says why.

    A statement that could not be read is among `problems`, and among `statements` as a `State` of what it speaks of, whose `Misread` has no
    message: so it is known that nothing is known of it.
    """

    path: str
    header: Header
    statements: tuple[Made, ...]
    named: tuple[tuple[str, Place], ...]  # paths named without a value: a YAML key with an empty value
    problems: tuple[Problem, ...]
    notes: tuple[Note, ...]
    unreadable: bool = False
    doubtful: tuple[Doubtful, ...] = ()


class Stated(Record):
    """What a draft states of one fact (in general, or of one member).

    `kind`: "value" (`value` is of the fact's type; a set of which only parts are stated is a `Members` that is not whole), "open" (`words`
    holds the quoted words that set nothing), or "problem" (contradictory or of the wrong type: not known). `weak` is true for a judgement
    without a person or reasons. `made` are the statements, first the first.
    """

    kind: Literal["value", "open", "problem"]
    value: Value | None
    words: str
    weak: bool
    by: str
    because: str
    made: tuple[Made, ...]


class GroupState(Record):
    """What a draft says of a group: its members, by name in order; whether these are all; whether it makes general statements."""

    members: tuple[str, ...]
    closed: bool
    general: bool
    made: tuple[Made, ...]

    @property
    def silent(self) -> bool:
        """True where the draft says nothing of the group."""
        return not (self.members or self.closed or self.general)


class StepMade(Record):
    """A step with its place; `track` is the empty text for a step of every track, and the events have no prefix."""

    step: Step
    track: str
    made: Made


class Draft:
    """One draft, typed. `facts` has what is stated in general, by path; `members` what is stated of a member, by (path, member).

    `dated` are the judgements that say on which day they were made.
    """

    def __init__(
        self,
        *,
        paths: tuple[str, ...],
        title: str,
        legal_orders: tuple[str, ...] | None,
        applies_from: Date | None,
        applies_until: Date | None,
        facts: Mapping[str, Stated],
        members: Mapping[tuple[str, str], Stated],
        groups: Mapping[str, GroupState],
        steps: tuple[StepMade, ...],
        tracks: tuple[str, ...],
        problems: tuple[Problem, ...],
        notes: tuple[Note, ...],
        unreadable: bool = False,
        dated: tuple[Made, ...] = (),
    ) -> None:
        self.paths = paths
        self.title = title
        self.legal_orders = legal_orders
        self.applies_from = applies_from
        self.applies_until = applies_until
        self.facts = facts
        self.members = members
        self.groups = groups
        self.steps = steps
        self.tracks = tracks
        self.problems = problems
        self.notes = notes
        self.unreadable = unreadable
        self.dated = dated
