"""The Markdown reader: statements in comments beside the words that they formalise, and a header between `---` lines."""

from __future__ import annotations

import re
from collections.abc import Iterator

from rulebook.drafts.comments import OURS, Comment, comments
from rulebook.drafts.draft import Header, Made, Note, Place, Reading
from rulebook.drafts.header import read_header
from rulebook.drafts.pages import Page
from rulebook.drafts.statements import RIGHT, Gathered, cut
from rulebook.language.nodes import Misread, State
from rulebook.records import replace

__all__ = ["read_markdown"]

_HEADER_SOUGHT = 40  # lines
_KEY = re.compile(r"[ \t]*['\"]?[A-Za-z][\w -]*['\"]?[ \t]*:")
_UNREAD = {
    "unended": ("This comment has no end in its paragraph.", "End it with `-->`, before the next empty line and before the next comment."),
    "cut-off": (
        "A line of this comment begins a list, or stands further left than the text around it, so that it ends there without `-->`.",
        "Write the comment on one line; or indent all its lines as far as its first, and begin none with a - or a number.",
    ),
    "misplaced": (
        "This comment stands where it cannot be read: in the header, a link, a tag, another comment, or beyond the cells of its table.",
        "Put it on a line of its own, below the words that it formalises.",
    ),
}
_IN_CODE = (
    "A comment in code states nothing: between ``` lines or ` signs, or indented with a tab or four spaces. If it is meant as a statement, "
    "take it out of the code, or indent it no further than the words that it formalises."
)


def read_markdown(page: Page) -> Reading:
    """Return what a Markdown draft says: the statements in its comments, each with the words beside it."""
    gathered = Gathered(page)
    end = _header_end(page)
    header = _header(page, gathered, end)
    text, starts, code, ours = _without_header(page, end), list[int](), list[tuple[int, int]](), 0
    if "<!--" in text or _may_say_more(text, 0):
        for comment in comments(text, page.line_starts(), code):
            starts.append(comment.start)
            ours += _read(comment, gathered)
        if _may_say_more(text, ours):
            from rulebook.drafts.overlooked import tell_overlooked  # only where something of ours may stand outside of comments

            tell_overlooked(text, starts, code, gathered)
    if wordless := tuple(made.place for made in gathered.statements if not made.words):
        subject = "this statement" if len(wordless) == 1 else f"{len(wordless)} statements"
        message = f"No words of the draft stand beside {subject}, so that a finding can quote none."
        gathered.notes.append(Note("no-words", message, wordless))
    return gathered.reading(header)


def _may_say_more(text: str, seen: int) -> bool:
    """True where a text has the word rulebook more often than in so many comments, or what may be a comment with other signs."""
    return text.lower().count("rulebook") > seen or text.count("<!") > text.count("<!--") or "< !" in text


# ---- the header --------------------------------------------------------------------------------------------------


def _header_end(page: Page) -> int:
    """Return how many lines the header takes, 0 where there is none, -1 where it has no end.

    A header begins with `---` in line 1 and a key below it. A draft that begins with a ruled line has none.
    """
    if page.lines[0].rstrip() != "---":
        return 0
    rest = (line for line in page.lines[1:] if line.strip() and not line.lstrip().startswith("#"))
    first = next(rest, "")
    if first.rstrip() not in ("---", "...") and not _KEY.match(first):
        return 0
    ends = (number for number, line in enumerate(page.lines[1:], start=2) if line.rstrip() in ("---", "..."))
    return next(ends, -1)


def _header(page: Page, gathered: Gathered, end: int) -> Header:
    if end < 0:
        message = "The header that begins with `---` in line 1 has no end."
        gathered.problem("bad-header", message, "Write `---` on a line of its own below its last key.", page.place_of_line(1))
    if end == 0 and ":" in "".join(page.lines[:_HEADER_SOUGHT]):
        from rulebook.drafts.header_slips import not_a_header  # most drafts have a header, or no colon so early

        if slip := not_a_header(page.lines[:_HEADER_SOUGHT]):
            line, message, hint = slip
            gathered.problem("bad-header", message, hint, page.place_of_line(line))
    if end <= 0:
        return Header()
    text = "\n".join(page.lines[1 : end - 1])
    for found in re.finditer("<!--", text):
        if OURS.match(text, found.end()):
            start = page.line_starts()[1] + found.start()
            gathered.problem("bad-statement", *_UNREAD["misplaced"], page.place(start, start + 4))
    return read_header(text, page.line_starts()[1], gathered)


def _without_header(page: Page, end: int) -> str:
    """Return the text with the header's lines blank, so that all offsets stay as they are."""
    if end <= 0:
        return page.text
    return "\n".join([" " * len(line) for line in page.lines[:end]] + page.lines[end:])


# ---- comments ----------------------------------------------------------------------------------------------------


def _read(comment: Comment, gathered: Gathered) -> bool:
    """Read one comment; return whether it is one of ours, or meant as one."""
    page = gathered.page
    if comment.problem == "in-code":
        gathered.notes.append(Note("in-code", _IN_CODE, (page.place(comment.start, comment.start + 4),)))
    elif comment.problem:
        gathered.problem("bad-statement", *_UNREAD[comment.problem], page.place(comment.start, comment.start + 4))
    elif not (ours := OURS.match(comment.content)):
        from rulebook.drafts.overlooked import tell_of_another  # a draft that has comments of ours alone does without

        return tell_of_another(comment.content, page.place(comment.start, comment.start + 4 + len(comment.content)), gathered)
    else:
        pieces = list(_placed(comment, ours.end(), page))
        made = [gathered.statement(text, place, comment.words) for text, place in pieces]
        if made and made[-1] is not None and pieces[-1][0].count('"') % 2:
            gathered.statements[-1] = _cut_short(made[-1])
        if not made:
            place = page.place(comment.start, comment.start + 4 + ours.end())
            gathered.problem("bad-statement", "This comment states nothing.", f"Write a statement in it, such as {RIGHT}.", place)
    return True


def _cut_short(made: Made) -> Made:
    """Return a statement whose text has no end, with the likely reason: a comment ends at its first `-->`."""
    statement = made.statement
    if not (isinstance(statement, State) and isinstance(statement.value, Misread)):
        return made
    hint = f"{statement.value.hint} A comment ends at its first -->, also inside a text."
    return replace(made, statement=replace(statement, value=replace(statement.value, hint=hint)))


def _placed(comment: Comment, begin: int, page: Page) -> Iterator[tuple[str, Place]]:
    """Give the statements of a comment with their places.

    A line of the comment stands on one line of the text, after the marks of lists and quotations; so each is looked for there.
    """
    content, line, counted = comment.content, page.line_of(comment.start), 0
    column = comment.start - page.line_starts()[line - 1] + 4
    for piece in cut(content[begin:]):
        start = begin + piece.start
        if breaks := content.count("\n", counted, start):
            line, column = line + breaks, 0
        counted = start
        written = page.lines[line - 1]
        at = written.find(piece.text, column)
        if at < 0:  # a table's `\\|` is read as `|`
            at = column
        column = min(at + len(piece.text), len(written))
        yield piece.text, Place(page.path, line, at + 1, column + 1)
