"""The YAML reader: header keys, `facts:` as nested keys, `complete:`, and `steps:` as a list.

`people: {families: {detained: yes}}` and `people.families.detained: yes` say the same. A key given twice is a fact
stated twice; a key with nothing after it states nothing, and names the member all the same. Facts are read as they
come, so that a file with a million members needs no more than its statements.
"""

from __future__ import annotations

import re
from typing import Any

from rulebook.drafts.draft import Header, Place, Reading
from rulebook.drafts.header import header_of
from rulebook.drafts.pages import Page, short
from rulebook.drafts.statements import Gathered, cut
from rulebook.drafts.yaml_nodes import Alien, BadYaml, Events, Mapping_, Node, Scalar
from rulebook.drafts.yaml_values import FORM_KEYS, Values
from rulebook.language.nodes import Step

__all__ = ["read_yaml"]

_KEY = re.compile(r"\w+(?:[./-]\w+)*", re.ASCII)
_KEYS_HINT = "Names are written with the letters a to z, digits and _ ; a path has dots between its names."


def read_yaml(page: Page) -> Reading:
    """Return what a YAML draft says; unreadable where it is no YAML, or no list of keys."""
    gathered = Gathered(page)
    try:
        return gathered.reading(_Reader(page, gathered).draft())
    except BadYaml as bad:
        message = f"The file cannot be read as YAML. {bad.message}"
        return gathered.unread(page.unreadable(message, bad.hint, bad.offset))


class _Reader:
    """Reads one draft."""

    def __init__(self, page: Page, gathered: Gathered) -> None:
        self.page = page
        self.gathered = gathered
        self.events = Events(page.text)
        self.kinds = self.events.kinds
        self.values = Values(gathered)

    def draft(self) -> Header:
        """Read the whole draft and return its header."""
        events, kinds = self.events, self.kinds
        events.next()
        if isinstance(events.next(), kinds.StreamEndEvent):
            return Header()
        header = self._top()
        events.next()
        if not isinstance(again := events.next(), kinds.StreamEndEvent):
            message = "The file holds more than one document: a line `---` ends the first."
            raise BadYaml(message, "Write one draft in one file, without a line `---` in it.", events.start(again))
        return header

    def _top(self) -> Header:
        events, kinds = self.events, self.kinds
        first = events.next()
        if not isinstance(first, kinds.MappingStartEvent):
            node = events.node_of(first)
            if isinstance(node, Scalar) and node.empty:
                return Header()
            hint = "Begin with keys, such as `title: Removal procedure`, and write what it states below the key `facts:`."
            raise BadYaml("A draft is a list of keys with their values.", hint, node.start)
        entries = []
        while not isinstance(event := events.next(), kinds.MappingEndEvent):
            key = events.node_of(event)
            if isinstance(key, Scalar) and key.text in ("facts", "steps"):
                self._facts(key) if key.text == "facts" else self._steps(key)
            elif isinstance(key, Scalar):
                entries.append((key, events.node()))
            else:
                self._problem("A key is a word or two.", "Write the key, a colon and the value.", key)
                events.node()
        return header_of(entries, self.gathered)

    def _problem(self, message: str, hint: str, node: Node) -> None:
        self.gathered.problem("bad-statement", message, hint, self.page.place(node.start, node.end))

    # ---- facts

    def _facts(self, key: Scalar) -> None:
        event = self.events.next()
        if isinstance(event, self.kinds.MappingStartEvent) and not self.events.alien(event):
            self._mapping("", key)
            return
        node = self.events.node_of(event)
        if not (isinstance(node, Scalar) and node.empty):
            hint = "Write each fact on a line below it, indented, such as `detention.longest: 9 months`."
            self._problem("`facts:` is a list of keys with their values.", hint, node)

    def _mapping(self, path: str, above: Scalar) -> None:
        """Read the keys below a path, up to their end. `above` is the key that they stand below.

        As long as all keys are those of a judgement, an open value or a part of a set, it is read as such.
        """
        events, held, only_form, empty = self.events, list[tuple[Scalar, Node]](), bool(path), True
        while not isinstance(event := events.next(), self.kinds.MappingEndEvent):
            key, empty = events.node_of(event), False
            if only_form and isinstance(key, Scalar) and key.text in FORM_KEYS:
                if not held:
                    events.record(event)
                held.append((key, events.node()))
                only_form = not isinstance(held[-1][1], Mapping_)
            else:
                only_form = False
            if held and not only_form:  # the keys are names of facts after all
                held = []
                events.replay()
            elif not only_form:
                self._entry(path, key)
        if held:
            events.forget()
            self.values.form(path, self._place(above, above), held)
        elif empty and path:
            self.gathered.named.append((path, self._place(above, above)))

    def _entry(self, path: str, key: Node) -> None:
        """Read a key below a path, and what stands after it."""
        if not isinstance(key, Scalar):
            self._problem("The key of a fact is a name.", _KEYS_HINT, key)
            self._name(path, self.events.node())
            return
        full = f"{path}.{key.text}" if path else key.text
        if not _KEY.fullmatch(key.text) or not full[0].isalpha():
            self._bad_key(path, key)
            return
        event = self.events.next()
        if isinstance(event, self.kinds.MappingStartEvent) and not self.events.alien(event):
            self._mapping(full, key)
            return
        node = self.events.node_of(event)
        self.values.value(full, self._place(key, node), node)

    def _bad_key(self, path: str, key: Scalar) -> None:
        if key.text == "<<":
            self._problem("A draft has no merged keys (`<<`).", "Write the facts out where they belong.", key)
        else:
            self._problem(f"`{short(key.text)}` is no name of a fact.", _KEYS_HINT, key)
        below = self.events.node()
        named = re.sub(r"\W+", "_", key.text)
        self._name(path if isinstance(below, Scalar) else f"{path}.{named}", key)

    def _name(self, path: str, node: Node) -> None:
        """Keep what is named by facts that cannot be read."""
        if path:
            self.gathered.named.append((path.strip("."), self.page.place(node.start, node.end)))

    def _place(self, key: Scalar, node: Node) -> Place:
        return self.page.place(key.start, max(key.end, node.end))

    # ---- steps

    def _steps(self, key: Scalar) -> None:
        node = self.events.node()
        items: Any = getattr(node, "items", None)
        if items is None:
            if not (isinstance(node, Scalar) and node.empty):
                hint = "Write each step on a line below it, such as `- step hearing within 48 hours of arrest`."
                self._problem("`steps:` is a list.", hint, node)
            return
        for item in items:
            if isinstance(item, Alien):
                self._problem(item.message, item.hint, item)
            elif not isinstance(item, Scalar):
                hint = "Write it as one text, such as `- step hearing within 48 hours of arrest`."
                self._problem("A step is one text.", hint, item)
            elif not item.empty:
                self._step(item)

    def _step(self, item: Scalar) -> None:
        place = self.page.place(item.start, item.end)
        for piece in cut(item.text):
            made = self.gathered.statement(piece.text, place, "")
            if made is None or isinstance(made.statement, Step):
                continue
            self.gathered.statements.pop()
            self.gathered.bad(made.statement.path, piece.text, place)
            hint = "Write facts below the key `facts:`; a step is such as `step hearing within 48 hours of arrest`."
            self._problem(f"`{short(piece.text)}` is no step.", hint, item)
