"""Where each key and value of a TOML text stands: the reader of the standard library does not say.

The text has been read already, so it is known to be TOML; what this scanner does not know is passed over.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from rulebook.configuration.configuration import Key, Spot

__all__ = ["places_of"]

_BLANK = re.compile(r"(?:[ \t\r\n]|#[^\n]*)*")
_BARE = re.compile(r"[A-Za-z0-9_-]+")
_PLAIN = re.compile(r"[^,\]}\n#]+")
_QUOTED = re.compile(
    r'"""(?:[^\\]|\\.)*?"""+'
    r"|'''.*?'''+"
    r'|"(?:[^"\\\n]|\\.)*"'
    r"|'[^'\n]*'",
    re.DOTALL,
)


def places_of(text: str) -> dict[Key, Spot]:
    """Return the place of every key, and of every item of a list, by the way that leads to it."""
    scanner = _Scanner(text)
    scanner.document()
    return {key: _spot(text, start, end) for key, (start, end) in scanner.found.items()}


def _spot(text: str, start: int, end: int) -> Spot:
    begin = text.rfind("\n", 0, start) + 1
    line = text[begin : (text.find("\n", start) + 1 or len(text) + 1) - 1].rstrip("\r")
    return Spot(text.count("\n", 0, start) + 1, start - begin + 1, max(1, min(end, begin + len(line)) - start), line)


class _Scanner:
    def __init__(self, text: str) -> None:
        self.text = text
        self.at = 0
        self.found: dict[Key, tuple[int, int]] = {}
        self.numbers: dict[Key, int] = {}  # of the last table in each `[[…]]`

    def document(self) -> None:
        table: Key = ()
        while self._skip():
            table = self._header() if self._next("[") else self._entry(table)

    def _skip(self) -> bool:
        """Pass over blanks and comments; false at the end of the text."""
        blank = _BLANK.match(self.text, self.at)
        self.at = blank.end() if blank else self.at
        return self.at < len(self.text)

    def _next(self, sign: str) -> bool:
        return self.text.startswith(sign, self.at)

    def _take(self, sign: str) -> bool:
        self._skip()
        taken = self._next(sign)
        self.at += len(sign) if taken else 0
        return taken

    def _header(self) -> Key:
        several = self._take("[[")
        if not several:
            self._take("[")
        start = self.at
        names = list(self._names())
        place = start, self.at
        self._take("]]" if several else "]")
        table: Key = ()
        for i, name in enumerate(names):
            table = (*table, name)
            self.found.setdefault(table, place)
            if several and i == len(names) - 1:
                self.numbers[table] = self.numbers.get(table, -1) + 1
            if table in self.numbers:
                table = (*table, self.numbers[table])
        self.found.setdefault(table, place)
        return table

    def _names(self) -> Iterator[str]:
        """Give the parts of a key, which may be dotted."""
        while True:
            self._skip()
            found = _QUOTED.match(self.text, self.at) or _BARE.match(self.text, self.at)
            if found is None:
                self.at += 1  # no key: on, so as to come to an end
                return
            self.at = found.end()
            yield found[0].strip("\"'")
            if not self._take("."):
                return

    def _entry(self, table: Key) -> Key:
        """Pass over a key with its value, and return the table that it stands in."""
        start = self.at
        key = (*table, *self._names())
        for part in range(len(table) + 1, len(key) + 1):
            self.found.setdefault(key[:part], (start, start + len(self.text[start : self.at].rstrip())))
        if self._take("="):
            self._value(key)
        return table

    def _value(self, key: Key) -> None:
        self._skip()
        start = self.at
        if self._take("["):
            number = 0
            while self._skip() and not self._take("]"):
                self._value((*key, number))
                self._take(",")
                number += 1
        elif self._take("{"):
            while self._skip() and not self._take("}"):
                self._entry(key)
                self._take(",")
        else:
            found = _QUOTED.match(self.text, self.at) or _PLAIN.match(self.text, self.at)
            self.at = found.end() if found else self.at + 1
        if key and isinstance(key[-1], int):
            self.found.setdefault(key, (start, start + len(self.text[start : self.at].rstrip())))
