"""What a draft says of each group: its members, whether these are all, and whether it speaks in general.

A member is named by every statement of it, also one that is wrong. Where what is said of a group contradicts itself, the
group counts as open, with all members that are named anywhere: none of them goes unchecked.
"""

from __future__ import annotations

from rulebook.drafts.draft import GroupState, Made, Place, Problem
from rulebook.drafts.pages import short
from rulebook.drafts.stated import contradiction
from rulebook.drafts.typed import as_written
from rulebook.language.nodes import Misread, Part, State

__all__ = ["PLACE_OF_A_NAME", "GroupSaid"]

PLACE_OF_A_NAME = "NAME"  # in a skeleton
NO_MEMBERS = frozenset({"yes", "no", "none", "never", "unlimited", "open"})


class GroupSaid:
    """What has been said of one group so far."""

    def __init__(self, name: str) -> None:
        self.name = name
        self._closings: list[tuple[frozenset[str], Made]] = []
        self._open: list[Made] = []  # `people = open "various groups"`
        self._general: list[Made] = []
        self._named: dict[str, Made | Place] = {}
        self.unanswered: dict[str, Place] = {}  # general facts whose key in YAML is empty: nobody can tell them from members
        self._wrong = False  # a statement on the group itself that says nothing about who belongs to it

    def general(self, made: Made) -> None:
        """Note a general statement; the first is enough."""
        if not self._general:
            self._general.append(made)

    def member(self, name: str, where: Made | Place) -> None:
        """Note that a member is named."""
        self._named.setdefault(name, where)

    @property
    def names_members(self) -> bool:
        """True where at least one member is named, or where the group is closed."""
        return bool(self._named or self._closings)

    @property
    def left_open(self) -> tuple[Place, ...]:
        """Where the draft leaves open who belongs to the group, and does not close it by a statement: what closes it contradicts that."""
        return tuple([one.place for one in self._open]) if not self._closings else ()

    def as_a_whole(self, made: Made, problems: list[Problem]) -> None:
        """Read a statement on the group itself: `people = (a, b)`, `people = none`."""
        statement = made.statement
        if isinstance(statement, State) and isinstance(statement.value, Misread):
            self._wrong = True
            if statement.value.message:  # else the drafter is told already
                from rulebook.drafts.slips import useful_hint  # only on the way to a message

                self._refuse(made, short(statement.value.text), problems, useful_hint(statement.value, of_value=True))
        elif isinstance(statement, State):
            self._closing(statement, made, problems)
        elif isinstance(statement, Part):
            for word in statement.words if statement.included else ():
                self.member(word, made)
            self._refuse(made, f"includes {short(', '.join(statement.words))}", problems)

    def _closing(self, statement: State, made: Made, problems: list[Problem]) -> None:
        written = statement.value
        assert not isinstance(written, Misread)
        plain = written.by is written.because is written.on is None
        members = [word for word in written.words if word not in NO_MEMBERS and "." not in word]
        for member in members:
            self.member(member, made)
        if PLACE_OF_A_NAME in members:
            told = f"Write the name that the draft has in the place of each `{PLACE_OF_A_NAME}`."
            self._refuse(made, short(as_written(written)), problems, told)
        elif written.kind == "open":
            self._open.append(made)
        elif written.kind == "value" or len(members) < len(written.words) or not plain:
            self._refuse(made, short(as_written(written)), problems)
        else:
            self._closings.append((frozenset(members), made))

    def _refuse(self, made: Made, text: str, problems: list[Problem], hint: str = "") -> None:
        name, self._wrong = self.name, True
        told = f"`{text}` does not say who belongs to it" if text else "nothing is written after it"
        message = f"`{name}` is a group; {told}."
        from rulebook.drafts.value_slips import members_meant  # only on the way to a message

        close = f"Write `{name} = (first, second)` where these are all, `{name} = none` where there are none."
        if not hint and text[:1] in "([" and (meant := members_meant(text)) and meant not in (text, f"({text})"):
            close = f"Write `{name} = {meant}` where these are all."
        problems.append(Problem("wrong-type", message, f"{hint} {close}".strip(), (made.place,)))

    def state(self, complete: bool, problems: list[Problem]) -> GroupState:
        """Return what the draft says of the group; contradictions are noted. `complete`: the header says that all are named."""
        sound = self._check(problems)
        closed = sound and not self._wrong and bool(self._closings or (complete and self._named))
        naming = [where for where in self._named.values() if isinstance(where, Made)]
        made = [one for _, one in self._closings] + self._open + self._general + naming
        return GroupState(tuple(sorted(self._named)), closed, bool(self._general), tuple(_each_once(made)))

    def _check(self, problems: list[Problem]) -> bool:
        """Note where what is said contradicts itself; return whether it does not."""
        closings = [made for _, made in self._closings]
        if not closings:
            return True
        members = self._closings[0][0]
        outside = [name for name in self._named if name not in members]
        if any(other != members for other, _ in self._closings[1:]):
            self._contradicts(problems, "is named in full twice, with different members", closings, outside)
        elif outside:
            self._contradicts(problems, f"is named in full, and `{short(min(outside))}` is none of its members", closings, outside)
        elif self._open:
            self._contradicts(problems, "is named in full, and left open as well", closings + self._open, [])
        elif not members and self._general:
            self._contradicts(problems, "has no members, and the draft speaks of them in general", closings + self._general, [])
        else:
            return True
        return False

    def _contradicts(self, problems: list[Problem], why: str, made: list[Made], outside: list[str]) -> None:
        from rulebook.language.names import nearest  # only on the way to a message

        named = [where.place if isinstance(where, Made) else where for where in map(self._named.__getitem__, outside)]
        hint = f"Name every member in one `{self.name} = (…)`, or take that statement out."
        if close := next(filter(None, (nearest(name, self._closings[0][0], 0.75) for name in outside)), ""):
            hint = f"Write `{close}` if that is meant. Else name every member in one `{self.name} = (…)`."
        problems.append(contradiction(f"The group `{self.name}` {why}.", hint, [one.place for one in made] + named))


def _each_once(made: list[Made]) -> list[Made]:
    return list({id(one): one for one in made}.values())
