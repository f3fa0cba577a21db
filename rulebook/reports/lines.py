"""Lines of styled text: laid out by the width that they take on a screen, then written plain or in colour.

A `Sheet` takes text of any origin and makes it harmless, so that no writer can forget to. The colours are for rich,
which takes longer to import than most drafts take to check: plain text is written without it.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from itertools import groupby
from operator import itemgetter

from rulebook.records import Record
from rulebook.reports import Manner
from rulebook.reports.harmless import BLANKS, harmless

__all__ = ["Line", "Piece", "Sheet", "text_width"]

STYLES = {
    "fails": "bold red",
    "warns": "bold yellow",
    "no": "red",
    "yes": "green",
    "open": "yellow",
    "title": "bold",
    "quiet": "bright_black",
    "place": "cyan",
    "code": "cyan",
    "mark": "bold red",
}

# Latin letters, general punctuation and box drawing take one cell each; rich has the tables for everything else.
# A set, since a pattern of them takes ten times as long to make.
_RANGES = ((0x20, 0x2FF), (0x2010, 0x2027), (0x2030, 0x205E), (0x2190, 0x21FF), (0x2500, 0x257F))
_NARROW = frozenset("✓✗").union(*(map(chr, range(first, last + 1)) for first, last in _RANGES))


class Piece(Record):
    """A stretch of text in one style; the styles are the keys of `STYLES`, and the empty text for none."""

    text: str
    style: str = ""


Line = tuple[Piece, ...]
Written = str | Piece


def text_width(text: str) -> int:
    """Return how many cells a text takes on a screen."""
    if text.isascii() or _NARROW.issuperset(text):
        return len(text)
    from rich.cells import cell_len  # the tables of wide characters, which most texts do without

    return cell_len(text)


def line_width(line: Iterable[Piece]) -> int:
    """Return how many cells a line takes on a screen."""
    return sum(text_width(piece.text) for piece in line)


WHOLE = frozenset({"place"})  # styles of words that somebody copies: they run over the edge rather than be cut


class Sheet:
    """Lines under writing. Whatever is put on it is made harmless first."""

    def __init__(self, manner: Manner) -> None:
        self.width = manner.width
        self.colour = manner.colour
        self.lines: list[Line] = []

    def line(self, *pieces: Written) -> None:
        """Add one line as it is, however wide."""
        self.lines.append(_pieces(pieces))

    def blank(self) -> None:
        """Add an empty line, unless the last is one, or there is none yet."""
        if self.lines and self.lines[-1]:
            self.lines.append(())

    def prose(self, *pieces: Written, first: Sequence[Written] = (), rest: Sequence[Written] | None = None) -> None:
        """Add text that is broken at blanks where the sheet ends; `first` stands before its first line, `rest` before the others.

        Without `rest`, they are indented as far as the first.
        """
        before = _pieces(first)
        after = _pieces(rest) if rest is not None else (Piece(" " * line_width(before)),)
        self.lines += _broken(_pieces(pieces, prose=True), self.width, before, after)

    def text(self) -> str:
        """Return all lines as one text, in colour if the manner asks for it."""
        while self.lines and not self.lines[-1]:
            self.lines.pop()
        if self.colour:
            return _coloured(self.lines)
        text = "".join(f"{''.join(piece.text for piece in line).rstrip(' ')}\n" for line in self.lines)
        if "::" in text or "##[" in text:
            from rulebook.reports.workflow_log import unforged  # few texts have words that a workflow might obey

            return unforged(text)
        return text


def _pieces(written: Sequence[Written], prose: bool = False) -> Line:
    pieces = (Piece(one) if isinstance(one, str) else one for one in written)
    return tuple(Piece(harmless(BLANKS.sub(" ", piece.text) if prose else piece.text), piece.style) for piece in pieces if piece.text)


# ---- breaking lines ------------------------------------------------------------------------------------------------


Bit = tuple[str, str]  # a piece on the way: there are as many as there are words


def _broken(pieces: Line, width: int, first: Line, rest: Line) -> list[Line]:
    """Return the lines into which the pieces are broken; a word wider than a line is broken within, save a path or an address."""
    lines: list[list[Bit]] = []
    before, after = _bits(first), _bits(rest)
    line, used, empty = [*before], _width(before), True
    for word in _words(pieces):
        wide = _width(word)
        if not empty and used + 1 + wide > width:
            lines.append(line)
            line, used, empty = [*after], _width(after), True
        if not empty:
            line.append((" ", word[0][1] if line[-1][1] == word[0][1] else ""))
            used += 1
        while used + wide > width > used and wide > 1 and not any(style in WHOLE for _, style in word):
            head, word = _cut(word, width - used)
            lines.append([*line, *head])
            line, used, wide = [*after], _width(after), _width(word)
        line += word
        used, empty = used + wide, False
    lines.append(line)
    return [_joined(one) for one in lines]


def _bits(line: Line) -> list[Bit]:
    return [(piece.text, piece.style) for piece in line]


def _width(bits: list[Bit]) -> int:
    return sum([text_width(text) for text, _ in bits])


def _joined(line: list[Bit]) -> Line:
    """Return the line with neighbours of one style as one piece."""
    return tuple([Piece("".join([text for text, _ in bits]), style) for style, bits in groupby(line, key=itemgetter(1))])


def _words(pieces: Line) -> list[list[Bit]]:
    """Return the words, each with its parts: a word may change its style within."""
    words: list[list[Bit]] = [[]]
    for piece in pieces:
        style = piece.style
        for i, part in enumerate(piece.text.split(" ")):
            if i:
                words.append([])
            if part:
                words[-1].append((part, style))
    return [word for word in words if word]


def _cut(word: list[Bit], width: int) -> tuple[list[Bit], list[Bit]]:
    """Return the word in two parts, the first at most so wide, but at least one character."""
    head: list[Bit] = []
    used = 0
    for i, (text, style) in enumerate(word):
        for at, character in enumerate(text):
            wide = text_width(character)
            if used + wide > width and (head or at):
                parts = [(text[:at], style)] if at else []
                return head + parts, [(text[at:], style), *word[i + 1 :]]
            used += wide
        head.append((text, style))
    return head, []


# ---- colour --------------------------------------------------------------------------------------------------------


def _coloured(lines: Sequence[Line]) -> str:
    from io import StringIO

    from rich.console import Console
    from rich.text import Text

    console = Console(file=StringIO(), force_terminal=True, legacy_windows=False, highlight=False, markup=False, emoji=False, width=10_000)
    text = Text(no_wrap=True)
    for line in lines:
        for piece in line:
            text.append(piece.text, STYLES.get(piece.style))
        text.append("\n")
    with console.capture() as captured:
        console.print(text, end="", soft_wrap=True)
    return captured.get()
