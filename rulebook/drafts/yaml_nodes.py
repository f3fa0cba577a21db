"""YAML as a draft may have it: keys, lists and texts with their offsets; read as a stream, so that a long file needs little memory.

Every text stays as it is written (YAML 1.2 has no boolean `NO`, and a draft's `12:30` and `010` are looked at only when
the type of the fact is known). References, tags and merged keys are given as `Alien`: no reference is followed,
so that nothing grows beyond the file.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, TypeAlias

from rulebook.drafts.yaml_slips import slip
from rulebook.records import Record

if TYPE_CHECKING:
    Event: TypeAlias = Any  # each kind has fields of its own, and its marks are never None

__all__ = ["DEEPEST", "Alien", "BadYaml", "Events", "Listing", "Mapping_", "Node", "Scalar"]

DEEPEST = 50  # mappings and lists within each other
_NO_BREAKS = {0x85: " ", 0x2028: " ", 0x2029: " "}
_EMPTY = frozenset({"", "~", "null", "Null", "NULL"})


class BadYaml(Exception):
    """The text is not YAML, or not a draft's: one sentence, what to write instead, and where (an offset)."""

    def __init__(self, message: str, hint: str, offset: int) -> None:
        super().__init__(message)
        self.message = message
        self.hint = hint
        self.offset = offset


class Scalar:
    """A text; `plain` where no quotation marks stand around it. No `Record`: a long draft has millions, each soon forgotten."""

    __slots__ = ("end", "plain", "start", "text")

    def __init__(self, text: str, plain: bool, start: int, end: int) -> None:
        self.text = text
        self.plain = plain
        self.start = start
        self.end = end

    @property
    def empty(self) -> bool:
        """True where it states nothing: nothing is written, or `null`, or a text without a letter in it."""
        return not self.text.strip() or (self.plain and self.text in _EMPTY)


class Listing(Record):
    """A list."""

    items: tuple[Node, ...]
    start: int
    end: int


class Mapping_(Record):
    """Keys with what stands after each, in their order."""

    entries: tuple[tuple[Node, Node], ...]
    start: int
    end: int


class Alien(Record):
    """What a draft may not have: a reference or a tag. One sentence and what to write instead."""

    message: str
    hint: str
    start: int
    end: int


Node: TypeAlias = "Scalar | Listing | Mapping_ | Alien"

_REFERENCE = "A draft has no references (`*name`).", "Write the value out where it belongs."
_TAG = "A draft has no tags (`!…`).", "Write the value alone."


class Events:
    """The events of one YAML text, one at a time; raises `BadYaml` where the text stops being YAML.

    `base` is the offset at which the text stands in its file.
    """

    def __init__(self, text: str, base: int = 0) -> None:
        import yaml  # 20 ms to import, and a Markdown draft without a header does without
        from yaml import events

        self._errors = yaml.YAMLError
        # YAML 1.1, which the library reads, ends lines where no editor does.
        self._text = text if text.isascii() else text.translate(_NO_BREAKS)
        self._base = base
        self._depth = 0
        self._again: list[Event] = []  # events to be given once more, the next one last
        self._recorded: list[Event] | None = None
        self.kinds: Any = events
        self._parser = self._started(yaml)

    def _started(self, yaml: Any) -> Any:
        try:
            reader = yaml.cyaml.CParser if yaml.__with_libyaml__ else yaml.SafeLoader
            return reader(self._text)
        except self._errors as error:
            raise self._bad(error) from None

    def next(self) -> Event:
        """Return the next event, and take it."""
        try:
            event = self._again.pop() if self._again else self._parser.get_event()
        except self._errors as error:
            raise self._bad(error) from None
        if self._recorded is not None:
            self._recorded.append(event)
        kinds = self.kinds
        if isinstance(event, kinds.CollectionStartEvent):
            self._depth += 1
            if self._depth > DEEPEST:
                message = f"More than {DEEPEST} lists or groups of keys stand within each other."
                raise BadYaml(message, "Write the path of a fact in one key, with dots.", self.start(event))
        elif isinstance(event, kinds.CollectionEndEvent):
            self._depth -= 1
        return event

    def record(self, event: Event) -> None:
        """Record the events from one that was just taken, so that they can be read again; `forget` or `replay` ends it."""
        self._recorded = [event]

    def forget(self) -> None:
        """Leave what was recorded as it was read."""
        self._recorded = None

    def replay(self) -> None:
        """Read again, from the first event that was recorded."""
        self._again += reversed(self._recorded or [])
        self._recorded = None

    def start(self, event: Event) -> int:
        """Return the offset at which an event begins."""
        return self._base + int(event.start_mark.index)

    def end(self, event: Event) -> int:
        """Return the offset at which an event ends."""
        return self._base + int(event.end_mark.index)

    def node(self) -> Node:
        """Return the next text, list or mapping whole."""
        return self.node_of(self.next())

    def node_of(self, event: Event) -> Node:
        """Return the text, list or mapping that begins with an event that was taken."""
        kinds, start = self.kinds, self.start(event)
        if isinstance(event, kinds.AliasEvent):
            return Alien(*_REFERENCE, start, self.end(event))
        alien = self.alien(event)
        if isinstance(event, kinds.ScalarEvent):
            return alien or Scalar(event.value, not event.style, start, self.end(event))
        made: Node = self._listing(start) if isinstance(event, kinds.SequenceStartEvent) else self._mapping(start)
        return alien or made

    def alien(self, event: Event) -> Alien | None:
        """Return what is wrong with a node that has a tag; None for one without."""
        if event.tag is None or event.tag == "!":
            return None
        return Alien(*_TAG, self.start(event), self.end(event))

    def _listing(self, start: int) -> Listing:
        items = []
        while not isinstance(event := self.next(), self.kinds.SequenceEndEvent):
            items.append(self.node_of(event))
        return Listing(tuple(items), start, self.end(event))

    def _mapping(self, start: int) -> Mapping_:
        entries = []
        while not isinstance(event := self.next(), self.kinds.MappingEndEvent):
            key = self.node_of(event)
            entries.append((key, self.node()))
        return Mapping_(tuple(entries), start, self.end(event))

    def _bad(self, error: Any) -> BadYaml:
        """Return the error of the YAML library in a drafter's words."""
        mark = getattr(error, "problem_mark", None) or getattr(error, "context_mark", None)
        offset = mark.index if mark else max(0, self._text.find(chr(error.character)))
        message, hint = slip(getattr(error, "problem", None), self._text, offset)
        return BadYaml(message, hint, self._base + offset)
