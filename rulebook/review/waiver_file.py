"""Reads the file of waivers: a reviewed YAML list, of which every entry says what it lifts, why, who approved it and until when.

```yaml
waivers:
  - id: W-1
    rule: practice.detention/weekly-review
    draft: drafts/removal.md
    member: centre
    reason: The review board is appointed in March; until then the court reviews each fortnight.
    approved by: Head of the legal service
    from: 2026-01-01
    until: 2026-03-31
```
"""

from __future__ import annotations

import os
import posixpath
import re
from collections.abc import Iterator

from rulebook.checking.findings import Waiver
from rulebook.drafts.draft import Place, Problem
from rulebook.drafts.files import NotText, decoded
from rulebook.drafts.pages import Page, short
from rulebook.drafts.yaml_nodes import Alien, BadYaml, Events, Listing, Mapping_, Node, Scalar
from rulebook.language.names import nearest
from rulebook.records import Record
from rulebook.values.dates import Date, read_date

__all__ = ["EVERY_MEMBER", "WaiverFile", "read_waivers"]

EVERY_MEMBER = "any"
_NEEDED = ("id", "rule", "draft", "reason", "approved by", "from", "until")
_KEYS = (*_NEEDED, "member")
_WORDS = ("reason", "approved by")
_ID = re.compile(r"[A-Za-z0-9][A-Za-z0-9._-]{0,63}")
_FORM = "An entry has the keys id, rule, draft, reason, approved by, from and until, and member where the rule is about members of a group."


class WaiverFile(Record):
    """The waivers of a file, in its order, and what is wrong with it. An entry with a mistake waives nothing and is not among them."""

    path: str
    waivers: tuple[Waiver, ...]
    problems: tuple[Problem, ...]
    unreadable: bool = False


def read_waivers(content: bytes, path: str) -> WaiverFile:
    """Return the waivers that a file holds; `path` is what places call it. Drafts are named relative to its folder."""
    try:
        page = Page(path, decoded(content))
    except NotText as why:
        message, hint, line = why.problem
        return WaiverFile(path, (), (Problem("bad-waiver", message, hint, (Place(path, line),)),), True)
    return _Reader(page).file()


class _NoWaivers(BadYaml):
    """It is YAML, and not the waivers of a team."""


class _Reader:
    def __init__(self, page: Page) -> None:
        self.page = page
        self.problems: list[Problem] = []
        self.ids: set[str] = set()

    def file(self) -> WaiverFile:
        try:
            entries = self._entries()
        except BadYaml as bad:
            why = bad.message if isinstance(bad, _NoWaivers) else f"The file of waivers cannot be read as YAML. {bad.message}"
            self._bad(why, bad.hint, bad.offset, bad.offset + 1)
            return WaiverFile(self.page.path, (), tuple(self.problems), True)
        waivers = tuple(waiver for entry in entries if (waiver := self._waiver(entry)) is not None)
        return WaiverFile(self.page.path, waivers, tuple(self.problems))

    def _entries(self) -> tuple[Node, ...]:
        events = Events(self.page.text)
        events.next()
        if isinstance(events.next(), events.kinds.StreamEndEvent):
            return ()
        node = events.node()
        events.next()
        if not isinstance(again := events.next(), events.kinds.StreamEndEvent):
            raise BadYaml("It holds more than one document.", "Take out the line `---` in it.", events.start(again))
        if isinstance(node, Scalar) and node.empty:
            return ()
        if not isinstance(node, Mapping_):
            message = "A file of waivers begins with the key `waivers:`."
            raise _NoWaivers(message, "Write `waivers:` and below it a list of entries.", node.start)
        listed: tuple[Node, ...] = ()
        for key, value in node.entries:
            name = key.text if isinstance(key, Scalar) else ""
            if name != "waivers":
                hint = "Did you mean `waivers:`?" if nearest(name, ["waivers"]) else "It has one key, `waivers:`, with the entries."
                raise _NoWaivers(f"`{short(name)}` is no key of a file of waivers.", hint, key.start)
            if isinstance(value, Listing):
                listed += value.items
            elif not (isinstance(value, Scalar) and value.empty):
                raise _NoWaivers("`waivers:` is a list.", "Begin each entry with `- id:`.", value.start)
        return listed

    # ---- an entry

    def _waiver(self, entry: Node) -> Waiver | None:
        if not isinstance(entry, Mapping_):
            self._bad("An entry of the waivers is a list of keys.", _FORM, entry.start, entry.end)
            return None
        before = len(self.problems)
        said = dict(self._said(entry))
        place = self.page.place(entry.start, entry.end)
        for key in _NEEDED:
            if key not in said and not any(problem.locations[0] == place for problem in self.problems[before:]):
                lacking = [key for key in _NEEDED if key not in said]
                message = f"This waiver does not say {_listed(lacking)}, so it waives nothing."
                self.problems.append(Problem("bad-waiver", message, _FORM, (place,)))
                return None
        start, until = self._day("from", said["from"]), self._day("until", said["until"])
        draft = self._draft(said["draft"])
        self._id(said["id"])
        if start and until and until < start:
            self._bad("This waiver ends before it begins.", "Write the later day after `until:`.", said["until"].start, said["until"].end)
        if len(self.problems) > before or until is None:
            return None
        texts = {key: " ".join(node.text.split()) for key, node in said.items()}
        member = texts.get("member")
        return Waiver(texts["id"], texts["rule"], draft, member, texts["reason"], texts["approved by"], start, until, place)

    def _said(self, entry: Mapping_) -> Iterator[tuple[str, Scalar]]:
        seen = set[str]()
        for key, value in entry.entries:
            name = key.text.replace("_", " ").replace("-", " ") if isinstance(key, Scalar) else ""
            if name not in _KEYS:
                meant = nearest(name, _KEYS)
                hint = f"Did you mean `{meant}`?" if meant else _FORM
                self._bad(f"`{short(name)}` is no key of a waiver.", hint, key.start, key.end)
            elif name in seen:
                self._bad(f"This waiver has `{name}` twice.", "Keep the one that was approved.", key.start, key.end)
            elif isinstance(value, Alien):
                self._bad(value.message, value.hint, value.start, value.end)
            elif not isinstance(value, Scalar):
                self._bad(f"`{name}` is one text.", "Write one entry for each rule, draft and member.", value.start, value.end)
            elif name in _WORDS and not value.empty and not any(letter.isalpha() for letter in value.text):
                self._bad(f"`{name}` has no word in it.", "Write it for whoever reads the report.", value.start, value.end)
            elif not value.empty:
                yield name, value
            seen.add(name)

    def _day(self, key: str, node: Scalar) -> Date | None:
        day = read_date(node.text.strip())
        if day is None:
            message = f"`{short(node.text)}` after `{key}:` is no day of the calendar."
            self._bad(message, "Write year, month and day, such as 2026-06-30.", node.start, node.end)
        return day

    def _draft(self, node: Scalar) -> str:
        """Return the path of a draft, tidied; it stays within the folder of the file."""
        written = node.text.strip().replace(os.sep, "/")
        if any(sign in written for sign in "*?["):
            message = f"A waiver is for one draft; `{short(written)}` can be several."
            self._bad(message, "Write one entry for each draft, with its path.", node.start, node.end)
        path = posixpath.normpath(written)
        if path.startswith(("/", "../")) or path == "..":
            message = f"The draft `{short(written)}` is named from outside the folder of this file."
            self._bad(message, "Write its path as seen from the folder in which this file stands.", node.start, node.end)
        return path

    def _id(self, node: Scalar) -> None:
        written = node.text.strip()
        if not _ID.fullmatch(written):
            message = f"`{short(written)}` is no mark for a waiver."
            self._bad(message, "Use letters, digits and - . _ , such as W-12.", node.start, node.end)
        elif written in self.ids:
            self._bad(f"Two waivers have the mark {written}.", "Give each a mark of its own.", node.start, node.end)
        self.ids.add(written)

    def _bad(self, message: str, hint: str, start: int, end: int) -> None:
        self.problems.append(Problem("bad-waiver", message, hint, (self.page.place(start, end),)))


def _listed(keys: list[str]) -> str:
    quoted = [f"`{key}`" for key in keys]
    return quoted[0] if len(quoted) == 1 else f"{', '.join(quoted[:-1])} and {quoted[-1]}"
