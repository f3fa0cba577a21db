"""Places in a source, as lawyers write them: `15(5)`, `3, 37(b)`, `15(5)-(6)`, `paras 18, 38-42`, `guideline 7, para 47(iv)`.

A place is a path from the whole to the part: `37(b)` is the part b of 37, `2.1` the part 1 of 2, `1A(2)` the part 2 of the part A of 1.
What stands without a word before it is an article; `(6)` after `15(5)` is `15(6)`, and a word such as `paras` holds for the whole list.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Iterator, Sequence

from rulebook.records import Record

__all__ = ["ARTICLE", "Cited", "Stretch", "covers", "read_places"]

ARTICLE = "article"


class Stretch(Record):
    """The places from the first to the last, both included; one place where they are the same.

    `kind` is the word before them in the singular (`para`, `rule`), empty where they are named by their number alone.
    """

    kind: str
    first: tuple[str, ...]
    last: tuple[str, ...]


class Cited(Record):
    """What a text names of a source, in its order: stretches of places, and words that are no place (`second subparagraph`)."""

    stretches: tuple[Stretch, ...]
    words: tuple[str, ...]


# ---- from text to places -------------------------------------------------------------------------------------------

_TOKEN = re.compile(
    r"\(\s*(?P<part>[0-9A-Za-z]{1,6})\s*\)"
    r"|(?P<number>\d+(?-i:[a-z](?![A-Za-z0-9]))?)"
    r"|(?P<range>[-–—]|to\b)"
    r"|(?P<end>[,;:&]|(?:and|with)\b)"
    r"|(?P<dot>\.(?=\w))"
    r"|(?P<letter>(?:[ivxlc]+|[a-z])(?![\w'’]))"
    r"|(?P<word>§+|[^\W\d_](?:[\w'’/]|-(?=\w))*)"
    r"|\S",
    re.IGNORECASE,
)
_ROMAN = re.compile(r"(?i)(?:xc|xl|l?x{0,3})(?:ix|iv|v?i{0,3})")
_KINDS = {"art": ARTICLE, "arts": ARTICLE, "§": "para", "§§": "para", "paragraph": "para", "paragraphs": "para", "annexes": "annex"}
_PART_OF_AN_ARTICLE = frozenset({"para", "point"})


class _Token(Record):
    shape: str
    text: str


class _Step(Record):
    """One step of a path; `bare` where it stands without parentheses."""

    text: str
    bare: bool


Path = list[_Step]


def read_places(text: str) -> Cited:
    """Return what the text names; any text can be read, and what is no place in it comes back as words, in small letters."""
    reader = _Reader([_Token(found.lastgroup or "", found[found.lastgroup or 0]) for found in _TOKEN.finditer(text)])
    reader.read()
    return Cited(tuple(reader.stretches), tuple(reader.phrases))


class _Reader:
    def __init__(self, tokens: Sequence[_Token]) -> None:
        self.tokens = tokens
        self.stretches: list[Stretch] = []
        self.phrases: list[str] = []
        self.kind = ""  # which holds for what follows in the list
        self.words: list[str] = []  # since the last comma
        self.path: Path = []  # since the last comma
        self.first: Path | None = None  # where a stretch began, once its dash was read
        self.before: Path = []  # the last path before the last comma
        self.above: Path = []  # `87` in `87: 2, 4`

    def read(self) -> None:
        """Read every token; each shape has its own way."""
        at = {
            "part": self._part,
            "number": self._number,
            "letter": self._letter,
            "word": self._word,
            "end": self._end,
            "range": self._range,
        }
        for place, token in enumerate(self.tokens):
            if token.shape in at:
                at[token.shape](place, token.text)
        self._close()

    def _shape(self, place: int) -> str:
        return self.tokens[place].shape if 0 <= place < len(self.tokens) else ""

    def _part(self, place: int, text: str) -> None:
        step = _Step(text.lower(), bare=False)
        if self._shape(place - 1) == "range" and self.first is not None:
            self.path = _next_to(self.first, step)
        elif self.path or self.words or not self.before:
            self.path = [*self.path, step]
        else:
            self.path = _next_to(self.before, step)

    def _number(self, place: int, text: str) -> None:
        step = _Step(text.lower(), bare=True)
        if self._shape(place - 1) == "range" and self.first is not None:
            self.path = [step] if self._shape(place + 1) == "dot" else _next_to(self.first, step)
        else:
            self.path = [*(self.path or self.above), step]

    def _letter(self, place: int, text: str) -> None:
        is_step = len(text) == 1 or _ROMAN.fullmatch(text)
        if is_step and self._shape(place + 1) not in {"word", "letter"}:
            self._number(place, text)
        else:
            self._word(place, text)

    def _word(self, place: int, text: str) -> None:
        if self.path and _kind_of([text]) in _PART_OF_AN_ARTICLE and self._shape(place + 1) in {"number", "part"}:
            return  # 5 § 1, 15 para 5
        if self.path:
            self._close()
        self.words.append(text)

    def _range(self, place: int, text: str) -> None:
        if self.path and self.first is None and self._shape(place + 1) in {"part", "number", "letter"}:
            self.first = self.path
        elif text.isalpha():
            self._word(place, text)

    def _end(self, place: int, text: str) -> None:
        if text == ":" and self.path and self._shape(place + 1) == "number":
            self.above, self.path = self.path, []
            return
        self._close()
        if text == ";":
            self.above, self.kind = [], ""

    def _close(self) -> None:
        """Take up what was read since the last comma."""
        kind = _kind_of(self.words)
        if self.path:
            self.kind = kind if self.words else self.kind
            self.stretches.append(Stretch(self.kind, _texts(self.first or self.path), _texts(self.path)))
            self.before = self.path
        elif self.words:
            self.phrases.append(kind)
        self.words, self.path, self.first = [], [], None


def _texts(path: Path) -> tuple[str, ...]:
    return tuple(step.text for step in path)


def _kind_of(words: Sequence[str]) -> str:
    return " ".join(_KINDS.get(word.lower(), _singular(word.lower())) for word in words)


def _singular(word: str) -> str:
    return word[:-1] if len(word) > 3 and word.endswith("s") and not word.endswith("ss") else word


def _next_to(path: Path, step: _Step) -> Path:
    """Return the path with its deepest step of the same shape, and what is below it, replaced: `(6)` next to `15(5)(a)` is `15(6)`."""
    for depth in reversed(range(len(path))):
        if path[depth].bare == step.bare and _alike(path, depth, step.text):
            return [*path[:depth], step]
    return [*path, step]


def _alike(path: Path, depth: int, text: str) -> bool:
    """True where the step at that depth counts as the text does, both in numbers, in letters or in Roman numbers."""
    there = path[depth].text
    if there[0].isdigit() or text[0].isdigit():
        return there[0].isdigit() and text[0].isdigit()
    if set(text) <= set("ivx"):
        return len(text) == 1 or set(there) <= set("ivx")
    below_a_letter = depth > 0 and path[depth - 1].text.isalpha()  # so `i` below `a` is the number one
    return not (set(there) <= set("ivx") and below_a_letter)


# ---- which place is within which -----------------------------------------------------------------------------------


def covers(wanted: Cited, cited: Cited, alike: Collection[str] = ()) -> bool:
    """True where all that is wanted is cited, itself or by a part of it: `5(1)(f)` is a part of `5` and `5(1)`, not of `5(1)(a)` or `50`.

    `alike` are the kinds that mean the same as a number alone, such as `rule` in a source that has nothing but rules.
    """
    named = {*cited.words, *(stretch.kind for stretch in cited.stretches)}
    same = {ARTICLE, "", *alike}
    return all(words in named for words in wanted.words) and all(
        any((one.kind == other.kind or {one.kind, other.kind} <= same) and _meet(one, other) for other in cited.stretches)
        for one in wanted.stretches
    )


def _meet(wanted: Stretch, cited: Stretch) -> bool:
    """True where a place of the first stretch is a place of the second, or has one below it."""
    here, there = _between(wanted), _between(cited)
    if any(_below(end, one) for end in (cited.first, cited.last) for one in (wanted.first, wanted.last)):
        return True
    if there and any(there.holds(one) for one in (wanted.first, wanted.last)):
        return True
    if here and any(here.holds(end[: len(here.above) + 1]) for end in (cited.first, cited.last)):
        return True
    return bool(here and there and here.above == there.above and _overlap(here, there))


def _below(place: tuple[str, ...], above: tuple[str, ...]) -> bool:
    return place[: len(above)] == above


class _Between(Record):
    """What lies between the ends of a stretch: the steps below `above` after `low` and before `high`, counted in one way."""

    above: tuple[str, ...]
    way: str
    low: tuple[int, str]
    high: tuple[int, str]

    def holds(self, place: tuple[str, ...]) -> bool:
        if len(place) != len(self.above) + 1 or place[:-1] != self.above:
            return False
        count = _counted(place[-1], self.way)
        return count is not None and self.low < count < self.high


def _between(stretch: Stretch) -> _Between | None:
    depth = next((i for i, (a, b) in enumerate(zip(stretch.first, stretch.last)) if a != b), None)
    if depth is None:
        return None
    low, high = stretch.first[depth], stretch.last[depth]
    for way in _ways(low, high):
        one, other = _counted(low, way), _counted(high, way)
        if one is not None and other is not None:
            return _Between(stretch.first[:depth], way, one, other)
    return None


def _ways(low: str, high: str) -> Iterator[str]:
    """Give the ways in which these two can count; `(c)-(d)` are letters, `(i)-(v)` and `III-VI` Roman numbers."""
    if len(low + high) > 2 or set(low + high) <= set("ivx"):
        yield "roman"
    yield from ("number", "letter")


def _counted(step: str, way: str) -> tuple[int, str] | None:
    """Return the place of a step in its order, or None where it does not count in that way."""
    if way == "number":
        found = re.fullmatch(r"(\d{1,9})([a-z]?)", step)
        return (int(found[1]), found[2]) if found else None
    if way == "roman":
        return (_roman(step), "") if step and _ROMAN.fullmatch(step) else None
    return (ord(step), "") if len(step) == 1 and step.isalpha() else None


def _roman(text: str) -> int:
    values = [{"i": 1, "v": 5, "x": 10, "l": 50, "c": 100}[letter] for letter in text.lower()]
    return sum(-value if value < following else value for value, following in zip(values, [*values[1:], 0]))


def _overlap(one: _Between, other: _Between) -> bool:
    """True where a whole step lies between the ends of both."""
    low, high = max(one.low, other.low), min(one.high, other.high)
    return one.way == other.way and (low[0] + 1, "") < high
