"""The statements of one file, as a reader finds them: cut out of their comment, each read by itself.

One bad statement never hides the next; and whatever it names (a member of a group, a track) stays named, since a slip
of the pen must not make a group of people vanish.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from rulebook.drafts.draft import Doubtful, Header, Made, Note, Place, Problem, Reading
from rulebook.drafts.pages import Page, in_order, short
from rulebook.language.nodes import Misread, State, Statement, Written
from rulebook.language.parser import parse_statement, parse_value
from rulebook.language.source import NOWHERE
from rulebook.records import Record

__all__ = ["RIGHT", "Gathered", "Piece", "cut", "told"]

# A string ends with its line, also where its quotation mark is missing; semicolons and new lines outside strings part. A blank of HTML
# (`&nbsp;`) has a semicolon that parts nothing.
_PARTS = re.compile(r'"(?:[^"\\\n]|\\.?)*"?|&(?:nbsp|#160);|[;\n]')
_WORD = re.compile(r"[A-Za-z]\w*(?:\.\w+)*")
_STATED = re.compile(r"([A-Za-z][A-Za-z0-9_]*(?:\.[A-Za-z0-9_]+)+)[ \t]*=(.*)", re.DOTALL)
_STEP = re.compile(r"step\s+(.*)", re.DOTALL)


RIGHT = "`<!-- rulebook: detention.longest = 9 months -->`"
LONGEST = 100_000  # code points of a statement or value; a list may be longer, as a group may have a million members
MOST_KEPT = 10_000  # values whose reading is kept: most drafts say the same few things of every member


class Piece(Record):
    """One statement's text, without the blanks around it, and the offset at which it begins in the text that was cut."""

    text: str
    start: int


def cut(text: str) -> Iterator[Piece]:
    """Give the statements of a text, parted by `;` or a new line outside strings; empty ones are left out."""
    start = 0
    for found in _PARTS.finditer(text):
        if found.group() in ";\n":
            yield from _piece(text, start, found.start())
            start = found.end()
    yield from _piece(text, start, len(text))


def _piece(text: str, start: int, end: int) -> Iterator[Piece]:
    whole = text[start:end]
    if stripped := whole.strip():
        yield Piece(stripped, start + whole.index(stripped[0]))


class Gathered:
    """What has been found in one file so far."""

    def __init__(self, page: Page) -> None:
        self.page = page
        self.statements: list[Made] = []
        self.named: list[tuple[str, Place]] = []
        self.problems: list[Problem] = []
        self.notes: list[Note] = []
        self.doubtful: list[Doubtful] = []
        self._kept: dict[str, Written | Misread] = {}

    def problem(self, code: str, message: str, hint: str, at: Place) -> None:
        """Note a problem at one place."""
        self.problems.append(Problem(code, message, hint, (at,), self.page.source_line(at)))

    def statement(self, text: str, at: Place, words: str) -> Made | None:
        """Read one statement and keep it; where it is none, note why, and keep what it speaks of."""
        read = self._read(text)
        if not isinstance(read, Misread):
            made = Made(read, at, words, self.page.source_line(at), None, ())
            self.statements.append(made)
            return made
        from rulebook.drafts.slips import why_no_statement  # only on the way to a message

        self.problem("bad-statement", *why_no_statement(read), at)
        if step := _STEP.match(text):
            self.named += [(path, at) for path in dict.fromkeys(_WORD.findall(step[1]))]
        elif path := _WORD.match(text):
            self.bad(path[0], text, at, words)
        return None

    def _read(self, text: str) -> Statement | Misread:
        """Return what `parse_statement` does; of the simplest statements, each value is parsed once only."""
        if _too_long(text):
            return _TOO_LONG
        if (found := _STATED.fullmatch(text)) and isinstance(written := self.value(found[2]), Written):
            return State(found[1], written, NOWHERE)
        return parse_statement(text)

    def value(self, text: str) -> Written | Misread:
        """Return the value that a text is, or why it is none."""
        if _too_long(text):
            return _TOO_LONG
        read = self._kept.get(text)
        if read is None:
            if len(self._kept) >= MOST_KEPT:
                self._kept.clear()
            read = self._kept[text] = parse_value(text)
        return read

    def bad(self, path: str, text: str, at: Place, words: str = "") -> None:
        """Keep that a statement on a path could not be read, which has been noted already: it is not known what it says.

        A member's own statement is not replaced by a general one because of a slip in it.
        """
        self.statements.append(Made(State(path, told(text), NOWHERE), at, words, self.page.source_line(at), None, ()))

    def reading(self, header: Header) -> Reading:
        """Return what the file says, problems and notes in the order of their places."""
        said = tuple(self.statements), tuple(self.named)
        return Reading(self.page.path, header, *said, in_order(self.problems), in_order(self.notes), doubtful=tuple(self.doubtful))

    def unread(self, problem: Problem) -> Reading:
        """Return the reading of a file that could not be read at all."""
        return Reading(self.page.path, Header(), (), (), (problem,), (), True)


_TOO_LONG = Misread("a very long text", f"It has more than {LONGEST:,} characters.", "Write it shorter, or in several statements.", NOWHERE)


def _too_long(text: str) -> bool:
    return len(text) > LONGEST and "(" not in text[:LONGEST]


def told(text: str) -> Misread:
    """Return a value that could not be read, of which the drafter is told already."""
    return Misread(short(text), "", "", NOWHERE)
