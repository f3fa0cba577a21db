"""What a drafter meant as a statement and no reader takes for one: comments that begin with other words or other signs.

Nothing that was meant vanishes in silence. What can only be meant is a problem; what may be is a note; the prose and the
comments of others are left alone.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterator, Sequence
from itertools import islice

from rulebook.drafts.draft import Doubtful, Note, Place
from rulebook.drafts.nearly import is_meant, nearly_ours, said_within, without_hidden
from rulebook.drafts.pages import short
from rulebook.drafts.statements import RIGHT, Gathered, cut

__all__ = ["tell_of_another", "tell_overlooked"]

_MOST = 600  # code points of what may be a comment
_OPENINGS = 100_000  # of what may be a comment with other signs: a text that has more is none
_PIECES = 20  # statements of a comment of others that are looked at
_ASK = re.compile(
    r"[\W_]*(?:(?P<before>[^=;:\n]{1,60}):)?[\s*-]*"
    r"(?P<said>(?:(?P<path>[A-Za-z]\w*(?:\.\w+)*)\s*(?:=|\s(?:includes|does\s+not\s+include)\b)\s*"
    r"|step\s+(?P<event>[A-Za-z][\w.]*)\s+)(?P<value>\S.*))",
    re.DOTALL,
)
_UNFILLED = re.compile(r"\(NAME, NAME\)|within … of …")  # as a skeleton has them
_DASHES = "-‐‑‒–—―−"
_OPENING = re.compile(rf"(?:<|&lt;)[ \t]*(?:![ \t]*[{_DASHES}]*|\?|[{_DASHES}]+)")
_CLOSING = re.compile(rf"[ \t]*[{_DASHES}]*[ \t]*(?:>|&gt;)|\n[ \t>]*\n|<|&lt;")
_VISIBLE = re.compile(
    r"\brule[ _-]?book[ \t]*:[ \t]*\n?[ \t]*"
    r"(?P<said>(?:step[ \t]+\w|[A-Za-z]\w*(?:\.\w+)*[ \t]*(?:=|includes\b|does not include\b))[^\n\])}>]*\)?)",
    re.IGNORECASE,
)
_ALONE = re.compile(r"[\s>*+#-]*(?:\d+[.)]\s*)?|.*[\[({<%/|][ \t]*")
_IN_WORDS = (
    "`rulebook:` stands in the text here, where a reader sees it, and states nothing. If it is meant as a statement, put it in a comment: "
    "{}."
)
_SIGNS = "A comment begins with `<!--` and ends with `-->`, with two plain hyphens each; this one does not, so that it states nothing."


def tell_of_another(content: str, place: Place, gathered: Gathered) -> bool:
    """Tell what is wrong with a comment that does not begin as ours do; return whether it is meant as one of ours, or may be."""
    if slip := nearly_ours(content):
        said = without_hidden(content).strip().removeprefix(slip).lstrip(" :-\t")
        message, begin = _first_words(content, slip)
        gathered.problem("bad-statement", message, f"{begin}, such as {_right(said)}.", place)
        return True
    if "<!--" not in content and (within := said_within(content)) is not None:
        message = "This comment does not begin with `rulebook:` but has it further on, so that it states nothing."
        hint = f"Write the statement in a comment of its own, such as {_right(within)}; where none is meant, take `rulebook:` out."
        gathered.problem("bad-statement", message, hint, place)
        return True
    return _doubt(content, place, gathered)


def _first_words(content: str, slip: str) -> tuple[str, str]:
    """Return one sentence on first words that are nearly `rulebook:`, and how to begin instead."""
    begin = "Begin it with `rulebook:`, in small letters and with the colon after it"
    written = "".join(f"\\u{ord(c):04x}" if not c.isascii() else c for c in slip)
    if not content.isascii() and ("rulebook" in slip.lower() or written != slip):
        letter = next((c for c in slip if not c.isascii()), "")
        why = f"one of its letters only looks like one of the letters a to z: {letter}" if letter else "it has a character that nobody sees"
        message = f"This comment begins with a word that looks like `rulebook:` and is another: {why}. So it states nothing."
        return message, f"{begin}, typed anew on the keyboard"
    if content.startswith("-"):
        return "This comment begins with `<!---`, so that it states nothing.", "Begin it with `<!--`, with two hyphens, and `rulebook:`"
    return f"This comment begins with `{short(slip)}`, so that it states nothing.", begin


def _right(said: str) -> str:
    """Return a comment as it should be, with what was said where that is a statement on one line."""
    said = said.strip().rstrip(_DASHES + "> .%*_").strip()
    if said.count(")") > said.count("("):
        said = said.removesuffix(")")
    return f"`<!-- rulebook: {short(said)} -->`" if "\n" not in said and _ASK.match(said) and "<!--" not in said else RIGHT


def _doubt(content: str, place: Place, gathered: Gathered) -> bool:
    """Keep a comment that reads like statements, until it is known whether the rules have what it speaks of."""
    line, found = gathered.page.source_line(place), False
    for piece in islice(cut(without_hidden(content[:_MOST])), _PIECES):
        asked = _ASK.match(piece.text)
        if asked and not _UNFILLED.search(asked["said"]):
            path = asked["path"] or asked["event"]
            gathered.doubtful.append(Doubtful(path, (asked["before"] or "").strip(), asked["said"], place, line))
            found = True
    return found


# ---- outside of comments -----------------------------------------------------------------------------------------


def tell_overlooked(text: str, starts: Sequence[int], code: Sequence[tuple[int, int]], gathered: Gathered) -> None:
    """Tell of what is meant as a comment and begins or ends with other signs, and of statements in the text itself.

    `starts` are the offsets of the comments that were read; `code` has the lines of the blocks of code.
    """
    spans = _Spans(list(_ended(text, starts)) + [_of_lines(gathered, *block) for block in code])
    told = list[tuple[int, int]]()
    for found in islice(_OPENING.finditer(text), _OPENINGS):
        if found[0].startswith("<!--") or spans.has(found.start()) or (found.start() and text[found.start() - 1] == "\\"):
            continue
        end = _CLOSING.search(text, found.end(), found.end() + _MOST)
        stop = end.start() if end else min(len(text), found.end() + _MOST)
        if _tell_opening(text, found, stop, gathered):
            told.append((found.start(), stop))
    spans = _Spans(spans.pairs + told)
    for found in _VISIBLE.finditer(text):
        if not spans.has(found.start()):
            _tell_visible(text, found, gathered)


def _tell_opening(text: str, found: re.Match[str], stop: int, gathered: Gathered) -> bool:
    """Tell of what begins nearly as a comment does, where it is meant as one of ours; return whether it is."""
    content, place = text[found.end() : stop], gathered.page.place(found.start(), stop)
    if not is_meant(content):
        return _doubt(content, place, gathered)
    if _in_code_span(text, found.start()):
        return True
    said = said_within(content) or content.strip().removeprefix(nearly_ours(content)).lstrip(" :")
    gathered.problem("bad-statement", _SIGNS, f"Write {_right(said)}.", place)
    return True


def _tell_visible(text: str, found: re.Match[str], gathered: Gathered) -> None:
    """Tell of a statement that stands in the text: by itself, or between brackets, it can only be meant."""
    before = text[max(text.rfind("\n", 0, found.start()) + 1, found.start() - _MOST) : found.start()]
    if "<!--" in before or _in_code_span(text, found.start()):
        return
    place, right = gathered.page.place(*found.span()), _right(found["said"])
    if _ALONE.fullmatch(before):
        gathered.problem("bad-statement", "This stands in the text and in no comment, so that it states nothing.", f"Write {right}.", place)
    else:
        gathered.notes.append(Note("not-stated", _IN_WORDS.format(right), (place,)))


def _in_code_span(text: str, at: int) -> bool:
    return text.count("`", text.rfind("\n", 0, at) + 1, at) % 2 == 1


def _of_lines(gathered: Gathered, first: int, after: int) -> tuple[int, int]:
    starts = gathered.page.line_starts()
    return starts[first], starts[min(after, len(starts) - 1)]


def _ended(text: str, starts: Sequence[int]) -> Iterator[tuple[int, int]]:
    """Give where each comment begins and ends; one without an end goes up to the next."""
    end = 0
    for at in sorted(starts):
        if 0 <= end <= at:
            end = text.find("-->", at)
        yield at, end + 3 if end >= 0 else len(text)


class _Spans:
    """Stretches of a text."""

    def __init__(self, pairs: Sequence[tuple[int, int]]) -> None:
        self.pairs = sorted(pairs)
        self._starts = [start for start, _ in self.pairs]
        self._ends = list[int]()
        for _, end in self.pairs:
            self._ends.append(max(end, self._ends[-1] if self._ends else 0))

    def has(self, at: int) -> bool:
        """True where a stretch covers an offset."""
        number = bisect_right(self._starts, at) - 1
        return number >= 0 and at < self._ends[number]
