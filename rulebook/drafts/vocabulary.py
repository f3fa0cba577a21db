"""What the paths of a draft speak of, looked up in the words of a policy."""

from __future__ import annotations

from collections.abc import Iterable
from typing import TYPE_CHECKING

from rulebook.drafts.draft import Note
from rulebook.drafts.pages import short
from rulebook.language.policy import Fact, Policy
from rulebook.records import Record

if TYPE_CHECKING:
    from rulebook.drafts.unloaded import Unloaded

__all__ = ["Subject", "Vocabulary"]

MOST_SEARCHES = 20  # for a nearest name: in a draft that misspells more, each search would cost more than it helps
FORM_WORDS = frozenset({"is", "by", "because", "on", "open", "includes"})


class Subject(Record):
    """What a path speaks of, apart from the member: a fact, or a group as a whole. `fact` is None where no fact is declared by the path."""

    path: str
    group: str
    fact: Fact | None

    @property
    def is_group(self) -> bool:
        """True where the path is a group's own, by which it is closed."""
        return self.path == self.group


class Vocabulary:
    """The facts, groups and events of a policy."""

    def __init__(self, policy: Policy) -> None:
        self.policy = policy
        self._groups = sorted(policy.groups, key=len, reverse=True)
        self._subjects = {group: Subject(group, group, None) for group in policy.groups}  # and of each fact that the draft speaks of
        self._nearest: dict[str, str | None] = {}
        self._unloaded: Unloaded | None = None

    def subject(self, path: str) -> tuple[Subject, str]:
        """Return what a path speaks of, and the member that it names, or the empty text.

        `GROUP.MEMBER.x` names the member whatever `x` is; `GROUP.x` names none.
        """
        if (subject := self._declared(path)) is not None:
            return subject, ""
        for group in self._groups:
            if path.startswith(group) and path[len(group)] == ".":
                member, dot, rest = path[len(group) + 1 :].partition(".")
                general = f"{group}.{rest}" if dot else path
                return self._declared(general) or Subject(general, group, None), member if dot else ""
        return Subject(path, "", None), ""

    def _declared(self, path: str) -> Subject | None:
        """Return what is declared by exactly this path; None where nothing is."""
        subject = self._subjects.get(path)
        if subject is None and (fact := self.policy.facts.get(path)) is not None:
            subject = self._subjects[path] = Subject(path, fact.group, fact)
        return subject

    def declared(self, path: str) -> bool:
        """True where a statement on the path is understood: a fact's, in general or of a member, or a group's."""
        subject, _ = self.subject(path)
        return subject.fact is not None or subject.is_group

    def named_by(self, path: str) -> tuple[str, str]:
        """Return the group and the member that a path names which has no value: `GROUP.MEMBER` or `GROUP.MEMBER.x`; else empty texts."""
        subject, member = self.subject(path)
        if subject.fact is None and subject.group and not member and not subject.is_group:
            return subject.group, subject.path[len(subject.group) + 1 :]
        return (subject.group, member) if member else ("", "")

    @property
    def unloaded(self) -> Unloaded:
        """What the draft says that the library knows of and no loaded rule."""
        if self._unloaded is None:
            from rulebook.drafts.unloaded import Unloaded  # a draft that says nothing unknown does without

            self._unloaded = Unloaded(self.policy)
        return self._unloaded

    def notes(self) -> list[Note]:
        """Return the notes on what no loaded rule knows of."""
        return self._unloaded.notes() if self._unloaded is not None else []

    # ---- what is wrong

    def why_unknown(self, path: str) -> tuple[str, str]:
        """Return one sentence on why no statement on the path is understood, and what to write instead."""
        written, policy, (subject, member) = short(path), self.policy, self.subject(path)
        if subject.path in policy.defines:
            facts = [_of_member(fact, subject, member) for fact in self._worked_out_from(subject.path)]
            hint = f"State what it is worked out from: {_listed(facts)}." if facts else "State the facts that it is worked out from."
            return f"`{written}` is worked out from other facts, so that a draft does not state it.", hint
        if path in policy.events:
            return f"`{written}` is an event, not a fact.", f"Write when it happens, such as `step {written} happens`."
        if path in ("title", "measure", "complete"):
            return f"`{path}` is said in the header, and not in a statement.", f"Write `{path}: …` at the very top of the file."
        above, _, last = path.rpartition(".")
        if above and self.subject(above)[0].fact is not None:
            forms = "`is` with `by` and `because`, or `open`, or `includes`, alone" if last in FORM_WORDS else "its value directly"
            return f"`{short(above)}` is a fact, and nothing stands below it.", f"Write {forms} after `{short(above)}`."
        close = self._nearest_fact(subject.path)
        if close is not None:
            return f"No rulebook declares `{written}`.", f"Write `{_of_member(close, subject, member)}`."
        own = [fact for fact, declared in policy.facts.items() if subject.group and declared.group == subject.group]
        hint = f"The facts of {subject.group} are: {_listed(own)}." if own else "`rulebook facts` lists the facts that there are."
        return f"No rulebook declares `{written}`.", hint

    def _nearest_fact(self, path: str) -> str | None:
        if path not in self._nearest and len(self._nearest) < MOST_SEARCHES:
            from rulebook.language.names import nearest  # only on the way to a message

            self._nearest[path] = nearest(path, self.policy.facts) if len(path) <= 200 else None
        return self._nearest.get(path)

    def _worked_out_from(self, path: str) -> list[str]:
        """Return the facts that a defined concept is worked out from, in order of name."""
        from rulebook.language.nodes import DefineRef, FactRef  # only on the way to a message

        found: set[str] = set()
        waiting: list[object] = [self.policy.defines[path].expression]
        while waiting:
            node = waiting.pop()
            if isinstance(node, FactRef):
                found.add(node.path)
            elif isinstance(node, DefineRef) and node.path in self.policy.defines:
                waiting.append(self.policy.defines[node.path].expression)
            elif isinstance(node, tuple):
                waiting += node
            elif isinstance(node, Record):
                waiting += [getattr(node, name) for name in type(node)._compared]
        return sorted(found)

    def nearest_event(self, event: str) -> str | None:
        """Return the event that the drafter most likely meant, or None."""
        from rulebook.language.names import nearest  # only on the way to a message

        return nearest(event, self.policy.events) if len(event) <= 200 else None


def _of_member(path: str, subject: Subject, member: str) -> str:
    """Return a group's fact as a statement on a member names it."""
    if not member or not path.startswith(f"{subject.group}."):
        return path
    return f"{subject.group}.{member}{path[len(subject.group) :]}"


def _listed(names: Iterable[str]) -> str:
    names = list(names)
    shown = ", ".join(f"`{name}`" for name in names[:8])
    return shown if len(names) <= 8 else f"{shown} and {len(names) - 8} more"
