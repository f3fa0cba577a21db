"""The words that a statement stands beside: the sentence before it in its block, or the paragraph above it.

A comment on a line of its own formalises the paragraph directly above it, in the same list item or quotation. A heading
above, a rule or a block of code is not what it formalises: there no words stand beside it.
"""

from __future__ import annotations

import re

__all__ = ["Words", "last_sentence"]

_BOUNDARY = re.compile(r"[.!?…؟]+[\"”’»)\]]*\s+|。")
_WORD_BEFORE = re.compile(r"(\S+)\Z")
_ABBREVIATIONS = frozenset(
    "abs al art arts cf ch dr ed eds eg etc fig ibid ie lit mr mrs ms no nos nr op p par para paras pp prof reg sec sect st subpara v vol "
    "vs".split()
)


def last_sentence(text: str) -> str:
    """Return the last sentence of a text; `Art. 5`, `4.2 A person` and `e.g. families` do not end one."""
    start = 0
    for found in _BOUNDARY.finditer(text):
        if found.end() < len(text) and not text[found.end()].islower() and _ends_sentence(text, found.start()):
            start = found.end()
    return text[start:]


def _ends_sentence(text: str, stop: int) -> bool:
    if text[stop] != ".":
        return True
    before = _WORD_BEFORE.search(text, max(0, stop - 40), stop)
    word = before[1].strip('("“‘«[') if before else ""
    plain = word.replace(".", "").lower()
    return not (len(plain) < 2 or plain in _ABBREVIATIONS or word.replace(".", "").isdigit() or re.fullmatch(r"(?:\w\.)+\w", word))


class Words:
    """Follows the blocks of a Markdown text and knows at each moment which words stand before."""

    def __init__(self) -> None:
        self._above = [""]  # the paragraph above, for each list item or quotation within another
        self._said = ""  # what the comment before this one in the block stands beside
        self._new: list[str] = []  # the text of the block since that comment
        self._row: list[str] = []  # the cells of the table row before this one
        self._lone = False  # a block of HTML: a comment on a line of its own stands beside the paragraph above

    def block(self, kind: str) -> None:
        """Note that a block begins or ends, by the name of its token."""
        if kind in _STEPS:
            _STEPS[kind](self)

    def html(self) -> None:
        """Note that a block of HTML begins."""
        self._begin()
        self._lone = True

    def text(self, text: str) -> None:
        """Note text that a reader sees in the block."""
        if self._new or text.strip():
            self._new.append(text)

    def beside(self) -> str:
        """Return the words beside a comment that stands here; the empty text where there are none before it."""
        if self._new:
            self._said, self._new = last_sentence(_joined(self._new)), []
        return self._said or " | ".join(self._row) or (self._above[-1] if self._lone else "")

    def end_html(self) -> str:
        """Note that a block of HTML ends, and return all that stands in it since its last comment."""
        rest = self.rest()
        if rest or self._said:
            self._above[-1] = rest or self._said
        self._lone = False
        return rest

    def rest(self) -> str:
        """Return what stands in the block since its last comment."""
        return _joined(self._new)

    def _begin(self) -> None:
        self._said, self._new, self._lone = "", [], False

    def _end_paragraph(self) -> None:
        self._above[-1] = self.rest() or self._said
        self._begin()

    def _end_heading(self) -> None:
        self._begin()
        self._above[-1] = ""

    def _begin_row(self) -> None:
        self._row = []

    def _end_cell(self) -> None:
        if cell := self.rest() or self._said:
            self._row.append(cell)
        self._begin()

    def _end_row(self) -> None:
        self._above[-1] = " | ".join(self._row)
        self._row = []

    def _enter(self) -> None:
        self._above.append("")

    def _leave(self) -> None:
        self._above[-2:] = self._above[-1:]


def _joined(parts: list[str]) -> str:
    return " ".join("".join(parts).split())


_STEPS = {
    "paragraph_open": Words._begin, "paragraph_close": Words._end_paragraph,
    "heading_open": Words._begin, "heading_close": Words._end_heading, "hr": Words._end_heading, "fence": Words._end_heading,
    "code_block": Words._end_heading, "tr_open": Words._begin_row, "th_open": Words._begin, "td_open": Words._begin,
    "th_close": Words._end_cell, "td_close": Words._end_cell, "tr_close": Words._end_row,
    "list_item_open": Words._enter, "list_item_close": Words._leave, "blockquote_open": Words._enter, "blockquote_close": Words._leave,
}  # fmt: skip
