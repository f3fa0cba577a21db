"""From readings to a draft: every statement typed against the words of a policy, what belongs together put together.

The statements of a draft have no order: whichever stands first, the draft states the same.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from rulebook.drafts.draft import Doubtful, Draft, Header, Made, Note, Place, Problem, Reading, Stated
from rulebook.drafts.groups import PLACE_OF_A_NAME, GroupSaid
from rulebook.drafts.joint_header import joint_header
from rulebook.drafts.judgements import says_something, weak_judgement
from rulebook.drafts.pages import in_order, short
from rulebook.drafts.stated import Claims, open_claim, refused_claim, value_claim
from rulebook.drafts.statements import told
from rulebook.drafts.steps import Steps
from rulebook.drafts.typed import Refused, part_of, value_of
from rulebook.drafts.vocabulary import Vocabulary
from rulebook.language.nodes import Misread, Part, State, Statement, Step, Written
from rulebook.language.policy import Fact, Policy
from rulebook.language.source import NOWHERE
from rulebook.records import replace
from rulebook.values import Text

__all__ = ["assemble", "assemble_statements"]


def assemble(readings: Sequence[Reading], policy: Policy) -> Draft:
    """Return the draft that one or more readings make, typed; its problems and notes are in the order of their places."""
    assembly = _Assembly(policy, judgements_reasoned=False)
    for reading in readings:
        assembly.problems += reading.problems
        for made in reading.statements:
            assembly.add(made)
        for path, place in reading.named:
            assembly.name(path, place)
        if reading.doubtful:
            assembly.doubt(reading.doubtful)
    header = joint_header(readings, assembly.vocabulary, assembly.groups, assembly.problems)
    return assembly.draft(header, readings)


def assemble_statements(statements: Sequence[Statement], policy: Policy, judgements_reasoned: bool = True) -> Draft:
    """Return the draft that bare statements make, such as those of a case; their places are line 1 for the first, and so on.

    With `judgements_reasoned`, a judgement without a person or reasons counts as one that has both.
    """
    assembly = _Assembly(policy, judgements_reasoned)
    for number, statement in enumerate(statements, start=1):
        assembly.add(Made(statement, Place("", number), "", ""))
    return assembly.draft(Header(), ())


class _Assembly:
    """A draft in the making."""

    def __init__(self, policy: Policy, judgements_reasoned: bool) -> None:
        self.problems: list[Problem] = []
        self.notes: list[Note] = []
        self.groups = {name: GroupSaid(name) for name in policy.groups}
        self.vocabulary = Vocabulary(policy)
        self._reasoned = judgements_reasoned
        self._facts = Claims[str]()
        self._members = Claims[tuple[str, str]]()
        self._steps = Steps(self.vocabulary)
        self._unknown: dict[str, list[Made]] = {}
        self._nested: tuple[Made, ...] = ()
        self._dated: list[Made] = []

    def add(self, made: Made) -> None:
        """Add one statement."""
        if isinstance(made.statement, Step):
            self._steps.add(made.statement, made, self.problems)
        elif not (made.nested and self._nested_instead(made, made.statement.path)):
            self._speak(made.statement, made)

    def _nested_instead(self, made: Made, path: str) -> bool:
        """Add what is nested, and return True, where the keys of `{open: x}` are names of facts, and the path above them is none."""
        nested = [(one.statement, one) for one in made.nested if isinstance(one.statement, State)]
        below = [statement.path for statement, _ in nested if self.vocabulary.declared(statement.path)]
        if made.nested is self._nested:  # several statements of one place share what is nested
            return bool(below)
        self._nested = made.nested
        if below and self.vocabulary.declared(path):
            message = f"`{short(path)}` and `{short(below[0])}` are both facts, so that this can be read in two ways."
            hint = f"Write `{short(below[0])}` as one key, with its dots, or say of `{short(path)}` what it is in another form."
            self.problems.append(Problem("bad-statement", message, hint, (made.place,)))
            nested = [(State(one, told(""), NOWHERE), made) for one in (path, *below)]
        for statement, one in nested if below else ():
            self._speak(statement, one)
        return bool(below)

    def name(self, path: str, place: Place) -> None:
        """Add what is named without a value: a member of a group, or a track."""
        group, member = self.vocabulary.named_by(path)
        if member:
            self.groups[group].member(member, place)
        subject, _ = self.vocabulary.subject(path)
        if subject.fact is not None and subject.group and not member:
            self.groups[subject.group].unanswered.setdefault(path, place)
        self._steps.name(path)

    def doubt(self, comments: Sequence[Doubtful]) -> None:
        """Tell of comments that state nothing, and speak of what the rules have."""
        from rulebook.drafts.doubts import told_of  # only on the way to a message

        for found in told_of(comments, self.vocabulary):
            self.problems.append(found) if isinstance(found, Problem) else self.notes.append(found)

    def _speak(self, statement: State | Part, made: Made) -> None:
        """Add a statement of a fact, or of a group as a whole."""
        subject, member = self.vocabulary.subject(statement.path)
        if member:
            self.groups[subject.group].member(member, made)
            if member == PLACE_OF_A_NAME:
                message = f"`{member}` stands for the name of a member."
                self.problems.append(Problem("bad-statement", message, "Write the name that the draft has in its place.", (made.place,)))
        if subject.is_group:
            self.groups[subject.group].as_a_whole(made, self.problems)
        elif subject.fact is None:
            if not _is_told(statement):
                self._unknown.setdefault(statement.path, []).append(made)
        else:
            self._state(statement, made, subject.fact, member)

    def _state(self, statement: State | Part, made: Made, fact: Fact, member: str) -> None:
        claim = self._claim(statement, made, fact)
        if member:
            self._members.add((fact.path, member), claim)
            return
        self._facts.add(fact.path, claim)
        if fact.group:
            self.groups[fact.group].general(made)

    def _claim(self, statement: State | Part, made: Made, fact: Fact) -> Stated:
        """Return what a statement states of its fact; a value that is none of the fact's type is noted."""
        written = statement.value if isinstance(statement, State) else None
        if _is_told(statement):
            return refused_claim(made)
        if isinstance(written, Written) and written.kind == "open":
            return open_claim(written.value.text if isinstance(written.value, Text) else "", made)
        value = part_of(statement, fact) if isinstance(statement, Part) else value_of(statement, fact, made.scalar)
        if isinstance(value, Refused):
            self.problems.append(Problem("wrong-type", value.message, value.hint, (made.place,)))
            return refused_claim(made)
        if fact.type.kind != "judgement" or written is None or isinstance(written, Misread):
            return value_claim(value, made)
        by, because = written.by or "", written.because or ""
        if self._reasoned:
            return value_claim(value, made, False, by, because)
        if written.on is not None:
            self._dated.append(made)
        who, why = says_something(by), says_something(because)
        if not (who and why) and (by or because):
            self.notes.append(weak_judgement(statement.path, by, because, made.place))
        return value_claim(value, made, not (who and why), by, because)

    def draft(self, header: Header, readings: Sequence[Reading]) -> Draft:
        """Return the draft that has been added."""
        facts, members = self._facts.settled(self.problems), self._members.settled(self.problems)
        groups = {name: said.state(name in header.complete, self.problems) for name, said in self.groups.items()}
        steps, tracks = self._steps.settled(self.problems)
        self._note_unknown()
        paths = tuple(reading.path for reading in readings)
        problems = _with_lines(self.problems, readings) if self.problems else []
        files = _numbers(paths)
        return Draft(
            paths=paths,
            title=header.title or (paths[0] if paths else ""),
            legal_orders=header.legal_orders,
            applies_from=header.applies_from,
            applies_until=header.applies_until,
            facts=facts,
            members=members,
            groups=groups,
            steps=steps,
            tracks=tracks,
            problems=in_order(problems, files),
            notes=in_order([*(note for reading in readings for note in reading.notes), *self.notes, *self.vocabulary.notes()], files),
            unreadable=any(reading.unreadable for reading in readings),
            dated=tuple(self._dated),
        )

    def _note_unknown(self) -> None:
        for path, made in self._unknown.items():
            places = tuple(dict.fromkeys(one.place for one in made))
            if self.vocabulary.unloaded.fact(path, places):
                continue
            message, hint = self.vocabulary.why_unknown(path)
            self.problems.append(Problem("unknown-fact", message, hint, places))


def _with_lines(problems: Sequence[Problem], readings: Sequence[Reading]) -> list[Problem]:
    """Return the problems, each with the line of the draft at its first place, as far as a statement stands on it."""
    lines = {(made.place.path, made.place.line): made.source_line for reading in readings for made in reading.statements}
    return [
        replace(problem, source_line=lines.get((problem.locations[0].path, problem.locations[0].line), ""))
        if problem.locations and not problem.source_line
        else problem
        for problem in problems
    ]


def _is_told(statement: State | Part) -> bool:
    """True where the statement could not be read, and the drafter is told already."""
    return isinstance(statement, State) and isinstance(statement.value, Misread) and not statement.value.message


def _numbers(paths: Sequence[str]) -> Mapping[str, int]:
    numbers: dict[str, int] = {}
    for path in paths:
        numbers.setdefault(path, len(numbers))
    return numbers
