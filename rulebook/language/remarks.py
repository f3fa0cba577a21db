"""A rule file as a page in the canonical layout, every comment where it belongs.

A comment on a line of its own stays with what follows it, one behind a clause stays on its line, and one inside a clause stays
behind the word that it stood behind; parentheses, commas and the cutting of long texts do not count as words. Clauses are put in
their usual order and take their comments along. Between declarations stands one blank line.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from rulebook.language import declarations as d
from rulebook.language.clauses import usual_order
from rulebook.language.declarations import DECLARATIONS
from rulebook.language.layout import Break, Group, Piece, Quoted, Remark, group, lay_out
from rulebook.language.printer import Printer
from rulebook.language.source import Source, Span
from rulebook.language.tables import tables
from rulebook.language.tokens import Token, cut, unquoted
from rulebook.records import Record, replace

__all__ = ["page"]

INDENT = 2  # columns, of a clause
FURTHER = 4  # columns, of the lines after the first of a declaration or clause


class Line(Record):
    """A head or clause: its pieces, the comments on lines of their own before it, and those after its last word."""

    keyword: str
    piece: Piece
    before: tuple[str, ...] = ()
    after: tuple[Remark, ...] = ()


def page(file: d.RuleFile, printer: Printer) -> str:
    """Return the rule file in the canonical layout; the empty text where it holds nothing."""
    comments = _Comments(file)
    blocks: list[str] = []
    for declaration in file.declarations:
        head = _line("", declaration.head, printer.head(declaration.head), comments)
        clauses = [_line(clause.keyword, clause, printer.clause(clause), comments) for clause in usual_order(declaration)]
        blocks += comments.above(declaration)
        blocks[-1] += "\n".join(_declaration(head, clauses, comments.below(declaration))) + "\n"
    return "\n".join([*blocks, *comments.at_end()])


def _declaration(head: Line, clauses: list[Line], below: Iterable[str]) -> Iterator[str]:
    """Give the lines of a declaration; `below` are the comments after its last clause."""
    while clauses and clauses[0].keyword == "in order" and not (clauses[0].before or head.after):
        flag = clauses.pop(0)
        head = replace(head, piece=(head.piece, " ", flag.piece), after=flag.after)
    yield from _lines(head, 0)
    for line in clauses:
        yield from _lines(line, INDENT)
    yield from (" " * INDENT + remark for remark in below)


def _lines(line: Line, indent: int) -> Iterator[str]:
    yield from (" " * indent + remark for remark in line.before)
    text = lay_out(group(line.piece, indent=FURTHER - indent), indent)
    after = list(line.after)
    if after and not after[0].own_line:
        text += f"  {after.pop(0).text}"
    yield text
    yield from (" " * INDENT + remark.text for remark in after)


def _line(keyword: str, node: d.Head | d.Clause, piece: Piece, comments: _Comments) -> Line:
    """Return a head or clause with its comments, those inside it woven into its pieces."""
    before, inside, after = comments.of(node.span)
    if not inside:
        return Line(keyword, piece, before, after)
    weaver = _Weaver(comments.source, node.span)
    woven = weaver.weave(piece)
    if weaver.complete:
        return Line(keyword, woven, before, (*weaver.held, *after))
    return Line(keyword, piece, (*before, *(remark.text for remark in inside)), after)


# ---- which comment belongs to what ---------------------------------------------------------------------------------


class _Comments:
    """The comments of a file, given out to what they belong to."""

    def __init__(self, file: d.RuleFile) -> None:
        self.source = file.source
        self._before: dict[int, list[str]] = {}  # by the start of the head or clause that follows
        self._inside: dict[int, list[Remark]] = {}  # by its start
        self._after: dict[int, list[Remark]] = {}
        self._above: dict[int, list[Span]] = {}  # by the start of the declaration; of the end of the file, -1
        self._below: dict[int, list[str]] = {}  # by the start of the declaration
        if file.comments:
            self._give_out(file)

    def _give_out(self, file: d.RuleFile) -> None:
        spans = [(node.span, declaration) for declaration in file.declarations for node in (declaration.head, *declaration.clauses)]
        place = 0  # of the first head or clause that begins after the comment
        for comment in file.comments:
            while place < len(spans) and spans[place][0].start < comment.start:
                place += 1
            span, owner = spans[place - 1] if place else (None, None)
            following, next_owner = spans[place] if place < len(spans) else (None, None)
            if span is not None and comment.end <= span.end:
                self._inside.setdefault(span.start, []).append(Remark(self._text(comment), False))
            elif span is not None and not self._line_ends(span.end, comment.start):
                self._after.setdefault(span.start, []).append(Remark(self._text(comment), False))
            elif following is not None and owner is next_owner:
                self._before.setdefault(following.start, []).append(self._text(comment))
            else:
                above = self._above.setdefault(following.start if following is not None else -1, [])
                if owner is not None and not above and self._column(comment) > (self._column(following) if following is not None else 1):
                    self._below.setdefault(owner.span.start, []).append(self._text(comment))
                else:
                    above.append(comment)

    def of(self, span: Span) -> tuple[tuple[str, ...], tuple[Remark, ...], tuple[Remark, ...]]:
        """Return the comments before, inside and after the head or clause at this place."""
        return tuple(self._before.get(span.start, ())), tuple(self._inside.get(span.start, ())), tuple(self._after.get(span.start, ()))

    def above(self, declaration: d.Declaration) -> list[str]:
        """Return the comments above a declaration in blocks parted by blank lines; the declaration follows in the last."""
        return self._blocks(self._above.get(declaration.span.start, []), declaration.span)

    def below(self, declaration: d.Declaration) -> list[str]:
        """Return the comments that stand after the last clause and are indented as it is."""
        return self._below.get(declaration.span.start, [])

    def at_end(self) -> list[str]:
        """Return the comments after the last declaration, in blocks."""
        return self._blocks(self._above.get(-1, []), None)

    def _blocks(self, comments: list[Span], following: Span | None) -> list[str]:
        blocks = [""] if comments or following is not None else []
        for comment, then in zip(comments, [*comments[1:], following]):
            blocks[-1] += self._text(comment) + "\n"
            if then is not None and self._line_ends(comment.end, then.start) > 1:
                blocks.append("")
        return blocks

    def _text(self, comment: Span) -> str:
        return self.source.text[comment.start : comment.end].rstrip()

    def _line_ends(self, start: int, end: int) -> int:
        return line_ends(self.source.text[start:end])

    def _column(self, span: Span) -> int:
        text = self.source.text
        return span.start - max(text.rfind("\n", 0, span.start), text.rfind("\r", 0, span.start))


def line_ends(text: str) -> int:
    """Return the number of line ends in a text, of whatever kind."""
    return text.replace("\r\n", "\n").replace("\r", "\n").count("\n")


# ---- comments inside a clause --------------------------------------------------------------------------------------


class _Word:
    """A word or sign of the source with the comments after it; of a text, its strings as they are parted by comments."""

    def __init__(self, token: Token) -> None:
        self.is_text = token.kind == "STRING"
        self.strings = [token.text]
        self.remarks: list[list[Remark]] = [[]]

    def more(self, token: Token) -> None:
        """Take a further string of the same text."""
        if self.remarks[-1]:
            self.strings.append(token.text)
            self.remarks.append([])
        else:
            self.strings[-1] = f"{self.strings[-1][:-1]} {token.text[1:]}"


_PARENTHESES = frozenset("()")
# A comment does not push these to the start of a line: it would look odd, or would begin a declaration there.
_NEVER_FIRST = frozenset({",", ")", *DECLARATIONS})


class _Weaver:
    """Puts the comments inside a clause between its pieces. `held` are those that come after the last word; `complete` is true where the
    words of the pieces are those of the source."""

    def __init__(self, source: Source, span: Span) -> None:
        self._words = list(_read(source.text[span.start : span.end]))
        self._next = 0
        self.held: list[Remark] = []

    @property
    def complete(self) -> bool:
        return self._next == len(self._words)

    def weave(self, piece: Piece) -> Piece:
        """Return the piece with the comments in it."""
        if isinstance(piece, tuple):
            return tuple(map(self.weave, piece))
        if isinstance(piece, Group):
            return replace(piece, parts=tuple(map(self.weave, piece.parts)))
        if isinstance(piece, Quoted):
            return tuple(self._text(piece))
        return piece if isinstance(piece, Break | Remark) else tuple(self._line(piece))

    def _take(self) -> _Word | None:
        word = self._words[self._next] if self._next < len(self._words) else None
        self._next += 1
        return word

    def _release(self) -> Iterator[Remark]:
        yield from self.held
        self.held = []

    def _line(self, text: str) -> Iterator[Piece]:
        done = 0
        for token in cut(text, tables()):
            if token.text not in _NEVER_FIRST and self.held:
                yield text[done : token.start]
                yield from self._release()
                done = token.start
            if token.text not in _PARENTHESES and (word := self._take()) is not None:
                self.held += [remark for remarks in word.remarks for remark in remarks]
        yield text[done:]

    def _text(self, piece: Quoted) -> Iterator[Piece]:
        yield from self._release()
        word = self._take()
        if word is None or len(word.strings) == 1:
            yield piece
        else:
            for place, string in enumerate(word.strings):
                yield from self._release()
                yield Quoted(unquoted(string))
                self.held += word.remarks[place]
            return
        self.held += word.remarks[0] if word is not None else []


def _read(text: str) -> Iterator[_Word]:
    """Give the words of a clause with the comments after each."""
    word: _Word | None = None
    before: Token | None = None
    end = 0
    for token in cut(text, tables()):
        if token.kind == "COMMENT":
            assert word is not None, "a clause begins with a word"
            word.remarks[-1].append(Remark(token.text.rstrip(), line_ends(text[end : token.start]) > 0))
        elif token.text in _PARENTHESES:
            before = token
        elif word is not None and word.is_text and token.kind == "STRING" and before is not None and before.kind == "STRING":
            word.more(token)
        else:
            if word is not None:
                yield word
            word, before = _Word(token), token
        end = token.end
    if word is not None:
        yield word
