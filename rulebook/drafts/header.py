"""The header of a draft: what it is called, whose law binds it, and on which days it applies.

The same keys stand at the top of a YAML draft and between the `---` lines of a Markdown one.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from typing import Any

from rulebook.drafts.draft import Header, Place
from rulebook.drafts.pages import short
from rulebook.drafts.statements import Gathered
from rulebook.drafts.yaml_nodes import Alien, BadYaml, Events, Listing, Mapping_, Node, Scalar
from rulebook.records import replace
from rulebook.values import Date, read_date

__all__ = ["HEADER_KEYS", "header_of", "read_header"]

HEADER_KEYS = ("title", "legal orders", "applies from", "applies until", "measure", "complete")
Entry = tuple[Scalar, Node]


class _NotThis(Exception):
    """A value that its key cannot have: one sentence, and what to write instead."""

    def __init__(self, message: str, hint: str) -> None:
        super().__init__(message)
        self.message = message
        self.hint = hint


def read_header(text: str, base: int, gathered: Gathered) -> Header:
    """Return the header that a text of YAML is; `base` is the offset at which it stands in its file. Problems are noted."""
    try:
        return header_of(_entries(text, base, gathered), gathered, ("facts", "steps"))
    except BadYaml as bad:
        place = gathered.page.place(bad.offset, bad.offset + 1)
        gathered.problem("bad-header", f"The header cannot be read. {bad.message}", bad.hint, place)
        return Header()


def _entries(text: str, base: int, gathered: Gathered) -> list[Entry]:
    events = Events(text, base)
    kinds = events.kinds
    events.next()
    if isinstance(events.next(), kinds.StreamEndEvent):
        return []
    node = events.node()
    if not isinstance(node, Mapping_):
        hint = "Write a key, a colon and its value on each line, such as `title: Removal procedure`."
        raise BadYaml("It is no list of keys with their values.", hint, node.start)
    events.next()
    if not isinstance(again := events.next(), kinds.StreamEndEvent):
        raise BadYaml("It ends and begins again.", "Write all keys between one pair of `---` lines.", events.start(again))
    found = []
    for key, value in node.entries:
        if isinstance(key, Scalar):
            found.append((key, value))
        else:
            place = gathered.page.place(key.start, key.end)
            gathered.problem("bad-header", "A key of the header is a word or two.", f"The keys are: {', '.join(HEADER_KEYS)}.", place)
    return found


def header_of(entries: Iterable[Entry], gathered: Gathered, elsewhere: tuple[str, ...] = ()) -> Header:
    """Return the header that these keys and values make; what is wrong with them is noted.

    `elsewhere` are keys that stand in YAML drafts only.
    """
    values: dict[str, Any] = {}
    places: dict[str, Place] = {}
    for key, node in entries:
        place = gathered.page.place(key.start, max(key.end, node.end))
        if key.text not in _READERS:
            gathered.problem("bad-header", *_no_such_key(key.text, elsewhere), place)
        elif key.text in places:
            gathered.problem("bad-header", f"The key `{key.text}` stands twice in the header.", "Keep one of them.", place)
        else:
            places[key.text] = place
            if isinstance(node, Scalar) and node.empty and key.text != "legal orders":
                continue
            try:
                values[key.text.replace(" ", "_")] = _READERS[key.text](key.text, node)
            except _NotThis as wrong:
                gathered.problem("bad-header", wrong.message, wrong.hint, place)
    return _in_sequence(Header(**values, places=places), gathered)


def _in_sequence(header: Header, gathered: Gathered) -> Header:
    first, last = header.applies_from, header.applies_until
    if first is None or last is None or first <= last:
        return header
    message = f"The draft applies until {last}, which is before {first}, from which it applies."
    gathered.problem("bad-header", message, "Write the earlier day after `applies from`.", header.places["applies until"])
    return replace(header, applies_until=None)


def _no_such_key(key: str, elsewhere: tuple[str, ...]) -> tuple[str, str]:
    from rulebook.language.names import nearest  # only on the way to a message

    written = short(key)
    if key in elsewhere:
        hint = "In Markdown, write each statement in a comment, such as `<!-- rulebook: detention.longest = 9 months -->`."
        return f"`{written}:` stands in a YAML draft only.", hint
    keys = HEADER_KEYS if elsewhere else (*HEADER_KEYS, "facts", "steps")
    if not elsewhere and "." in key:
        return f"`{written}` is no key of a header.", "Write facts below the key `facts:`, and steps below `steps:`."
    close = nearest(key, keys)
    return f"The header has no key `{written}`.", (f"Write `{close}`. " if close else "") + f"The keys are: {', '.join(keys)}."


# ---- the values --------------------------------------------------------------------------------------------------


def _text(key: str, node: Node) -> str:
    if isinstance(node, Alien):
        raise _NotThis(node.message, node.hint)
    if not isinstance(node, Scalar):
        raise _NotThis(f"`{key}` has one text.", f"Write it after the key: `{key}: …`.")
    return " ".join(node.text.split())


def _date(key: str, node: Node) -> Date:
    text = _text(key, node)
    date = read_date(text)
    if date is None:
        message = f"What stands after `{key}` is no date: {short(text)}."
        from rulebook.drafts.date_slips import day_meant  # only on the way to a message

        meant = day_meant(text)
        usual = "Write a day of the calendar as year-month-day, such as 2026-06-12."
        raise _NotThis(message, f"Write `{key}: {meant}`." if meant else usual)
    return date


def _names(key: str, node: Node) -> tuple[str, ...]:
    nodes = node.items if isinstance(node, Listing) else (node,)
    names = [_text(key, item) for item in nodes if not (isinstance(item, Scalar) and item.empty)]
    if not names:
        raise _NotThis(f"Nothing is written after `{key}`.", f"Write a list after it, such as `{key}: [{_SUCH_AS[key]}]`.")
    if any(" " in name or "," in name for name in names):
        raise _NotThis(f"`{key}` is a list of names.", _listed(key, ", ".join(names)))
    return tuple(dict.fromkeys(names))


_SUCH_AS = {"legal orders": "un, eu", "complete": "people"}


def _listed(key: str, text: str) -> str:
    """Return how the names in a text are written as a list, in a sentence."""
    if key == "legal orders":
        from rulebook.drafts.header_slips import orders_meant  # only on the way to a message

        names = orders_meant(text)
        orders = "A legal order is un, coe, eu, practice or the two letters of a country"
        return f"Write `{key}: [{', '.join(names)}]`." if names else f"{orders}; write them such as `{key}: [{_SUCH_AS[key]}]`."
    parts = [part for part in text.replace(",", " ").split() if part != "and"]
    return f"Write `{key}: [{short(', '.join(parts) or _SUCH_AS[key])}]`."


_READERS: dict[str, Callable[[str, Node], object]] = {
    "title": _text, "legal orders": _names, "applies from": _date, "applies until": _date, "measure": _text, "complete": _names,
}  # fmt: skip
