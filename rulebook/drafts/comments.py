"""The comments of a Markdown text, each with its place and the words that it stands beside.

CommonMark decides what a comment is: one in code states nothing, and neither does one behind a backslash. What looks
like a comment of ours and stands where no Markdown reader sees one (in a link, in the margin of a table, in a header, or
without its end) is given as well, as one that cannot be read: nothing that a drafter wrote is passed over in silence.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Sequence
from typing import TYPE_CHECKING

from rulebook.drafts.words import Words
from rulebook.records import Record, replace

if TYPE_CHECKING:
    from markdown_it import MarkdownIt
    from markdown_it.rules_inline import StateInline
    from markdown_it.token import Token

    InlineRule = Callable[[StateInline, bool], bool]

__all__ = ["OURS", "Comment", "comments"]

OURS = re.compile(r"[\s>]*rulebook:")
_START = "<!--"
_END = "-->"
_EMPTY = ("<!-->", "<!--->")
_DEEPEST = 40  # lists and quotations within each other, each list counted with its items
_MOST_SEEN = 1000  # code points of a comment that is looked at to see what it is meant as
_LAST_END = -1  # where the inline reader keeps, beside its offsets, the last `-->` of the paragraph


class Comment(Record):
    """A comment: where its `<!--` stands (an offset in the text), and what stands between that and its `-->`.

    In `content` the marks of block quotes and the indentation of lists are left out. `problem` is "unended" where it has no end, "cut-off"
    where its `-->` stands outside its block, "misplaced" where no Markdown reader sees a comment, "in-code" in code, else empty. `words` is
    what it stands beside.
    """

    start: int
    content: str
    words: str
    problem: str = ""


def comments(text: str, starts: Sequence[int], code: list[tuple[int, int]]) -> Iterator[Comment]:
    """Give the comments of a text in their order; `starts` are the offsets at which its lines begin.

    To `code` is added where each block of code begins and ends: its first line, counted from 0, and the one after its last.
    """
    seen = _Seen(text, starts)
    words = Words()
    for token in _markdown().parse(text):
        if token.type == "inline":
            yield from _beside_what_follows(_inline(token, seen, words), words)
        elif token.type == "html_block":
            words.html()
            yield from _beside_what_follows(_html(token, seen, words), words)
            words.end_html()
        else:
            if token.type in ("fence", "code_block") and token.map:
                yield from seen.before(token.map[0])
                code.append((token.map[0], token.map[1]))
                yield from (Comment(at, "", "", "in-code") for at in seen.take(token.map[1]) if seen.meant(at))
            words.block(token.type)
    yield from seen.before(len(starts))


def _beside_what_follows(found: Iterator[Comment], words: Words) -> list[Comment]:
    """Return the comments of one block in their order; those that stand before all its words are beside the words that follow."""
    block = list(found)
    rest = words.rest()
    block = [comment if comment.words or comment.problem else replace(comment, words=rest) for comment in block]
    return sorted(block, key=lambda comment: comment.start)


class _Seen:
    """Where `<!--` stands in the text. Blocks take theirs in turn; what no block takes is misplaced.

    The content of a block has every `<!--` of its lines, in the same order, so that counting them gives the place of each.
    """

    def __init__(self, text: str, starts: Sequence[int]) -> None:
        self.text = text
        self.starts = starts
        self.offsets = [found.start() for found in re.finditer(_START, text)]
        self.next = 0

    def meant(self, at: int) -> bool:
        """True where a comment that begins at an offset, and is none, is meant as one of ours."""
        from rulebook.drafts.nearly import is_meant  # only on the way to a message

        begin = at + len(_START)
        ends = (self.text.find(mark, begin, begin + _MOST_SEEN) for mark in (_END, _START))
        return is_meant(self.text[begin : min((end for end in ends if end >= 0), default=begin + _MOST_SEEN)])

    def why_unended(self, at: int, of_html: bool) -> str:
        """Return why a comment that begins at an offset has no end in its block: a block of HTML ends where its list or quotation does."""
        end = self.text.find(_END, at, at + _MOST_SEEN)
        inner = self.text.find(_START, at + len(_START), at + _MOST_SEEN)
        if end < 0 or 0 <= inner < end:
            return "unended"
        blank = any(not line.strip(" \t>") for line in self.text[at:end].split("\n")[1:-1])
        return "unended" if blank and not of_html else "cut-off"

    def _limit(self, line: int) -> int:
        return self.starts[line] if line < len(self.starts) else len(self.text)

    def before(self, line: int) -> Iterator[Comment]:
        """Give, as misplaced, what looks like a comment of ours before a line (counted from 0) and was not taken."""
        limit = self._limit(line)
        while self.next < len(self.offsets) and self.offsets[self.next] < limit:
            if self.meant(self.offsets[self.next]):
                yield Comment(self.offsets[self.next], "", "", "misplaced")
            self.next += 1

    def take(self, line: int, count: int = -1) -> list[int]:
        """Take the next offsets before a line, all or at most so many."""
        first, limit = self.next, self._limit(line)
        while self.next < len(self.offsets) and self.offsets[self.next] < limit and self.next - first != count:
            self.next += 1
        return self.offsets[first : self.next]


# ---- comments inside a paragraph, heading or cell ----------------------------------------------------------------


def _inline(token: Token, seen: _Seen, words: Words) -> Iterator[Comment]:
    children, content = token.children or [], token.content
    positions = [found.start() for found in re.finditer(_START, content)]
    if not positions or not token.map:
        words.text(_plain(children))
        return
    yield from seen.before(token.map[0])
    places = seen.take(token.map[1], len(positions))
    last, at = content.rfind(_END), 0
    for child in children:
        if child.type not in ("comment", "code_inline"):
            words.text(_plain([child]))
            continue
        while at < len(places) and positions[at] < child.meta["at"]:
            yield from _unread(content, positions[at], places[at], last, seen)
            at += 1
        if child.type == "comment" and at < len(places):
            yield Comment(places[at], child.content[4:-3], words.beside())
            at += 1
        else:
            words.text(child.content)
        while at < len(places) and positions[at] < child.meta["end"]:
            if child.type == "comment":
                yield from _unread(content, positions[at], places[at], last, seen)
            elif seen.meant(places[at]):
                yield Comment(places[at], "", "", "in-code")
            at += 1
    for position, place in zip(positions[at:], places[at:]):
        yield from _unread(content, position, place, last, seen)


def _unread(content: str, at: int, place: int, last: int, seen: _Seen, of_html: bool = False) -> Iterator[Comment]:
    """Give what looks like a comment of ours and is none; behind a backslash it is text that a reader sees."""
    backslashes = 0
    while at - backslashes > 0 and content[at - backslashes - 1] == "\\":
        backslashes += 1
    if backslashes % 2 == 0 and seen.meant(place):
        yield Comment(place, "", "", seen.why_unended(place, of_html) if _end_of(content, at, last) < 0 else "misplaced")


def _plain(children: list[Token]) -> str:
    """Return the text that a reader sees of inline Markdown."""
    parts = []
    for child in children:
        if child.type in ("text", "code_inline", "image"):
            parts.append(child.content)
        elif child.type in ("softbreak", "hardbreak"):
            parts.append(" ")
    return "".join(parts)


# ---- comments in a block of HTML ------------------------------------------------------------------------------------


def _html(token: Token, seen: _Seen, words: Words) -> Iterator[Comment]:
    """Give the comments of a block of HTML. A line that begins with a comment is such a block, up to the line on which it ends."""
    content = token.content
    positions = [found.start() for found in re.finditer(_START, content)]
    first, end_line = token.map or (0, 0)
    yield from seen.before(first)
    places = seen.take(end_line, len(positions))
    last, done = content.rfind(_END), 0
    for position, place in zip(positions, places):
        if position < done:  # inside the comment before
            yield from _unread(content, position, place, last, seen)
            continue
        if done >= 0:
            words.text(_untagged(content[done:position]))
        done = _end_of(content, position, last)
        if done >= 0:
            yield Comment(place, content[position + 4 : done - 3], words.beside())
        else:
            yield from _unread(content, position, place, last, seen, of_html=True)
    if done >= 0:
        words.text(_untagged(content[done:]))


def _untagged(html: str) -> str:
    return re.sub(r"<[^<>]*>", "", html)


# ---- Markdown ----------------------------------------------------------------------------------------------------


def _end_of(content: str, at: int, last: int) -> int:
    """Return where the comment that begins at an offset ends, after its `-->`; -1 where it does not. `last` is where the last `-->` is.

    A comment of ours in which another begins has no end of its own: its `-->` was forgotten.
    """
    if content.startswith(_EMPTY, at):
        return content.index(">", at) + 1
    if at + len(_START) > last:
        return -1
    if OURS.match(content, at + 4):
        inner = content.find(_START, at + 4)
        if inner >= 0 and OURS.match(content, inner + 4) and content.find(_END, at + 4, inner) < 0:
            return -1
    return content.find(_END, at + 4) + len(_END)


_reader: MarkdownIt | None = None


def _markdown() -> MarkdownIt:
    """Return a CommonMark reader with tables, whose comments and code spans know their offsets."""
    global _reader
    if _reader is None:
        from markdown_it import MarkdownIt  # 40 ms to import, and YAML drafts do without
        from markdown_it.rules_inline import backtick, html_inline

        made = MarkdownIt("commonmark", {"maxNesting": _DEEPEST}).enable("table")
        made.inline.ruler.at("html_inline", _comments_placed(html_inline))
        made.inline.ruler.at("backticks", _code_spans_placed(backtick))
        _reader = made
    return _reader


def _comments_placed(html_tag: InlineRule) -> InlineRule:
    """Return the rule for HTML in a paragraph, with comments as tokens of their own, up to their first `-->` as in blocks."""

    def rule(state: StateInline, silent: bool) -> bool:
        at = state.pos
        if not state.src.startswith(_START, at):
            return html_tag(state, silent)
        if _LAST_END not in state.cache:
            state.cache[_LAST_END] = state.src.rfind(_END)
        end = _end_of(state.src, at, state.cache[_LAST_END])
        if end < 0 or end > state.posMax:
            return False
        if not silent:
            token = state.push("comment", "", 0)
            token.content = state.src[at:end]
            token.meta = {"at": at, "end": end}
        state.pos = end
        return True

    return rule


def _code_spans_placed(code_span: InlineRule) -> InlineRule:
    """Return the rule for code in a paragraph, whose tokens know where they stand."""

    def rule(state: StateInline, silent: bool) -> bool:
        at, made = state.pos, len(state.tokens)
        found = code_span(state, silent)
        if found and len(state.tokens) > made and state.tokens[-1].type == "code_inline":
            state.tokens[-1].meta = {"at": at, "end": state.pos}
        return found

    return rule
