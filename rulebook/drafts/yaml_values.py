"""What stands after a key of a YAML draft, as statements: texts, lists, judgements, open values, parts of sets."""

from __future__ import annotations

from rulebook.drafts.draft import Made, Place
from rulebook.drafts.pages import short
from rulebook.drafts.statements import Gathered, told
from rulebook.drafts.yaml_nodes import Alien, Listing, Node, Scalar
from rulebook.language.nodes import Misread, Part, State, Statement, Written
from rulebook.language.source import NOWHERE
from rulebook.records import replace
from rulebook.values import Text, read_date

__all__ = ["FORM_KEYS", "Values"]

JUDGED = ("by", "because", "on")
PARTS = {"includes": True, "does not include": False}
FORM_KEYS = frozenset({"is", "open", *JUDGED, *PARTS})
Entries = list[tuple[Scalar, Node]]


class Values:
    """Makes the statements of one draft from its nodes."""

    def __init__(self, gathered: Gathered) -> None:
        self._gathered = gathered

    def value(self, path: str, place: Place, node: Node) -> None:
        """Read what stands after the key of a path, where that is no group of keys."""
        if _states_nothing(node):
            self._gathered.named.append((path, place))
        else:
            self._gathered.statements.append(self._stated(path, place, node))

    def form(self, path: str, place: Place, entries: Entries) -> None:
        """Read the keys of a judgement, an open value or parts of a set: `entries` has no others, and no groups of keys after them."""
        stated = [(key.text, node) for key, node in entries if not _states_nothing(node)]
        made: list[Statement] = []
        if any(key in ("is", *JUDGED) for key, _ in stated):
            made += self._judged(path, place, stated, "is" in (key.text for key, _ in entries))
        for key, node in stated:
            if key == "open":
                made.append(State(path, self._open(node), NOWHERE))
            elif key in PARTS:
                words = self._words(node)
                made.append(State(path, words, NOWHERE) if isinstance(words, Misread) else Part(path, PARTS[key], words, NOWHERE))
        if not made:
            self._gathered.named.append((path, place))
            return
        scalar = next((node.text for key, node in stated if key == "is" and isinstance(node, Scalar)), None)
        nested = tuple(self._stated(f"{path}.{key}", place, node) for key, node in stated if " " not in key and not isinstance(node, Alien))
        line = self._gathered.page.source_line(place)
        self._gathered.statements += [Made(statement, place, "", line, scalar, nested) for statement in made]

    def _stated(self, path: str, place: Place, node: Node) -> Made:
        scalar = node.text if isinstance(node, Scalar) else None
        return Made(State(path, self._written(node), NOWHERE), place, "", self._gathered.page.source_line(place), scalar, ())

    # ---- values

    def _written(self, node: Node) -> Written | Misread:
        if isinstance(node, Scalar):
            return self._gathered.value(node.text)
        if isinstance(node, Listing):
            words = self._words(node)
            return words if isinstance(words, Misread) else Written("list", words, None, None, None, None, NOWHERE)
        if isinstance(node, Alien):
            return self._alien(node)
        return Misread("", "Keys stand where a value should.", "Write a value, and no keys.", NOWHERE)

    def _alien(self, node: Alien) -> Misread:
        self._gathered.problem("bad-statement", node.message, node.hint, self._gathered.page.place(node.start, node.end))
        return told("")

    def _words(self, node: Node) -> tuple[str, ...] | Misread:
        """Return the words of a list, or the one word that stands in place of a list."""
        if isinstance(node, Alien):
            return self._alien(node)
        if isinstance(node, Listing) and not node.items:
            return Misread("[]", "An empty list says nothing.", "Write `none` where there is none.", NOWHERE)
        words: list[str] = []
        for item in node.items if isinstance(node, Listing) else (node,):
            read = self._written(item) if isinstance(item, Scalar) else Misread("", "", "", NOWHERE)
            if isinstance(read, Written) and read.kind in ("word", "none") and read.by is read.because is read.on is None:
                words += read.words or ("none",)
            elif isinstance(read, Written) and read.kind == "list" and item is node:
                words += read.words
            else:
                text = item.text if isinstance(item, Scalar) else ""
                message = f"`{short(text)}` is no value of a list." if text.strip() else "An item of the list is no value."
                return Misread(text, message, "Write a list of values as [first, second].", NOWHERE)
        return tuple(words)

    def _open(self, node: Node) -> Written | Misread:
        if isinstance(node, Scalar):
            return Written("open", (), Text(node.text), None, None, None, NOWHERE)
        return Misread("", "What is open is quoted as one text.", 'Write it as `{open: "without delay"}`.', NOWHERE)

    def _judged(self, path: str, place: Place, stated: list[tuple[str, Node]], complete: bool) -> list[Statement]:
        """Return the judgements among the keys, each with who and why; none where only its `is` is still to be filled in."""
        if not complete:
            message, hint = "Who judged is stated here, and the judgement is not.", "Add `is: yes` or `is: no`."
            self._gathered.problem("bad-statement", message, hint, place)
            return [State(path, told(""), NOWHERE)]
        said: dict[str, str] = {}
        for key, node in stated:
            if key in JUDGED and (key in said or not isinstance(node, Scalar)):
                message = f"`{key}` is said twice for one value." if key in said else f"`{key}` is one text."
                self._gathered.problem("bad-statement", message, f"Write it once, as `{key}: …`.", place)
            elif isinstance(node, Scalar):
                said.setdefault(key, node.text)
        judged = [self._written(node) for key, node in stated if key == "is"]
        return [State(path, self._with_reasons(written, said), NOWHERE) for written in judged]

    def _with_reasons(self, written: Written | Misread, said: dict[str, str]) -> Written | Misread:
        if isinstance(written, Misread):
            return written
        day = read_date(said["on"].strip()) if "on" in said else written.on
        if "on" in said and day is None:
            message = f"{short(said['on'])} is no day of the calendar."
            return Misread(said["on"], message, "Write a date as year-month-day, such as 2026-06-12.", NOWHERE)
        return replace(written, by=said.get("by", written.by), because=said.get("because", written.because), on=day)


def _states_nothing(node: Node) -> bool:
    """True for an empty text, and for a list whose items are all empty; an empty list is none."""
    if isinstance(node, Listing):
        return bool(node.items) and all(map(_states_nothing, node.items))
    return isinstance(node, Scalar) and node.empty
