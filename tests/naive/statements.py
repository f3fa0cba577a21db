"""Hypothesis strategies for drafts: lists of statements that can be written as Markdown and as YAML.

They collide with the rules on purpose: values lie at and beside the limits, sets are stated in part, values are open,
contradictory or of the wrong type, judgements are bare, facts are not stated, groups are left open.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from hypothesis import strategies as st

from rulebook.drafts.assembly import assemble, assemble_statements
from rulebook.drafts.draft import Draft
from rulebook.drafts.files import Format, read_text
from rulebook.language.nodes import Misread
from rulebook.language.parser import parse_statement
from rulebook.language.policy import Policy
from rulebook.values import Date
from tests.naive.books import Book, books
from tests.naive.generators import AIMS, AMOUNTS, DATES, DURATIONS, HOURS, MEMBERS, NUMBERS, PERCENTS, WORDS, kind_of, pick, several

__all__ = ["OPEN", "Check", "Said", "checks", "draft_of", "markdown", "sayings", "steps", "yaml"]

VALUES = {
    "yes/no": ("yes", "yes", "no"),
    "judgement": ("yes", "no"),
    "one of": AIMS,
    "any of": ("none", "cuff", "gag", "(cuff, gag)", "(belt, cuff, gag)"),
    "duration": (*DURATIONS, "23 hours", "29 days", "366 days"),
    "number": (*NUMBERS, "4"),
    "percent": PERCENTS,
    "money": AMOUNTS,
    "date": DATES,
    "text": ('"so"',),
}
TRACKS = ("", "", "", "border.", "inland.")
OPEN = "as long as needed"


@dataclass(frozen=True)
class Said:
    """One statement: of a fact (`verb` is "=", "includes" or "does not include") or a step (`verb` is "step", `value` the step).

    `judged` is true for a value that a person reasoned, `left_open` for words that set nothing.
    """

    path: str
    verb: str
    value: str
    judged: bool = False
    left_open: bool = False

    def markdown(self) -> str:
        """Return the statement as it stands in a comment."""
        if self.verb == "step":
            return f"step {self.value}"
        if self.left_open:
            return f'{self.path} = open "{self.value}"'
        return f"{self.path} {self.verb} {self.value}" + (' by "counsel" because "reasons"' if self.judged else "")

    def yaml(self) -> str:
        """Return the statement as a line of YAML."""
        if self.verb == "step":
            return f"- step {self.value}"
        value = f"[{self.value.strip('()')}]" if self.value.startswith("(") or self.verb != "=" else self.value
        if self.left_open:
            value = f"{{open: {self.value}}}"
        elif self.judged:
            value = f"{{is: {self.value}, by: counsel, because: reasons}}"
        elif self.verb != "=":
            value = f"{{{self.verb}: {value}}}"
        return f"{self.path}: {value}"


def markdown(statements: Sequence[Said]) -> str:
    """Return the draft as Markdown."""
    return "\n\n".join(["# A draft", *(f"Words.\n<!-- rulebook: {said.markdown()} -->" for said in statements)])


def yaml(statements: Sequence[Said]) -> str:
    """Return the draft as YAML."""
    facts = [f"  {said.yaml()}" for said in statements if said.verb != "step"]
    steps = [f"  {said.yaml()}" for said in statements if said.verb == "step"]
    return "\n".join(["title: A draft", *(["facts:", *facts] if facts else []), *(["steps:", *steps] if steps else [])])


def draft_of(statements: Sequence[Said], policy: Policy, form: Format | None = None) -> Draft:
    """Return the draft that the statements make, read as Markdown or YAML, or without any file."""
    if form is not None:
        text = markdown(statements) if form == "markdown" else yaml(statements)
        return assemble([read_text(text, "draft", form)], policy)
    read = [parse_statement(said.markdown()) for said in statements]
    return assemble_statements([one for one in read if not isinstance(one, Misread)], policy, judgements_reasoned=False)


# ---- what is said --------------------------------------------------------------------------------------------------


def _of_fact(draw: st.DrawFn, path: str, fact: str) -> list[Said]:
    """Return what is said of one fact, in general or of one member: mostly one value, else something stranger, or nothing."""
    kind = kind_of(fact)
    how = pick(draw, (*("value",) * 12, *("nothing",) * 4, "open", "twice", "wrong", *(("parts",) * 6 if kind == "any of" else ())))
    if how == "nothing":
        return []
    if how == "open":
        return [Said(path, "=", OPEN, left_open=True)]
    if how == "wrong":
        return [Said(path, "=", "purple")]
    if how == "parts":
        return [Said(path, pick(draw, ("includes", "does not include")), word) for word in several(draw, WORDS, 1, 2)]
    made = [pick(draw, VALUES[kind]) for _ in range(2 if how == "twice" else 1)]
    return [Said(path, "=", value, judged=kind == "judgement" and pick(draw, (True, True, False))) for value in made]


def _of_group(draw: st.DrawFn, group: str, facts: Sequence[str]) -> list[Said]:
    how = pick(draw, ("nothing", "general", "general", "closed", "closed", "open", "open", "both", "both", "none", "muddle"))
    if how == "nothing":
        return []
    members = several(draw, MEMBERS, 1, 2) if how not in {"general", "none"} else []
    said = [one for member in members for path in facts for one in _of_fact(draw, f"{group}.{member}.{path.rpartition('.')[2]}", path)]
    if how in {"general", "both", "muddle"} or (how == "closed" and pick(draw, (True, False))):
        said += [one for path in facts for one in _of_fact(draw, path, path)]
    closings = {
        "closed": [f"({', '.join(members)})"],
        "none": ["none"],
        "muddle": pick(draw, (("none",), ("(adults)",), ("(adults)", "(families)"))),
    }
    return said + [Said(group, "=", value) for value in closings.get(how, [])]


ALONE = ("{a} happens", "{a} never happens")
BOUNDS = (*("{a} within {d} of {b}",) * 6, *("{a} at least {d} after {b}",) * 3, "{a} after {b}", "{a} within unlimited of {b}")


def _step(draw: st.DrawFn, events: Sequence[str], durations: Sequence[str]) -> Said:
    track = pick(draw, TRACKS)
    first, second = several(draw, events, 2, 2) if len(events) > 1 else (events[0], "")
    shape = pick(draw, (*BOUNDS, *ALONE) if second else ALONE)
    return Said("", "step", shape.format(a=track + first, b=track + second, d=pick(draw, durations)))


def steps(draw: st.DrawFn, events: Sequence[str], most: int = 4, durations: Sequence[str] = HOURS) -> list[Said]:
    """Return some steps of a procedure."""
    return [_step(draw, events, durations) for _ in range(pick(draw, range(most + 1)))]


@st.composite
def sayings(draw: st.DrawFn, book: Book) -> list[Said]:
    """Give the statements of a draft that speaks of what a book asks."""
    said = [one for path in book.names("fact") if "." not in path for one in _of_fact(draw, path, path)]
    of_groups = {group: [path for path in book.names("fact") if path.startswith(f"{group}.")] for group in book.names("group")}
    said += [one for group, facts in of_groups.items() for one in _of_group(draw, group, facts)]
    events = book.names("event")
    return said + (steps(draw, events) if events else [])


@dataclass(frozen=True)
class Check:
    """A policy and a draft, with the law that binds: the day, the legal orders (None: all), and whether dates count."""

    book: Book
    said: tuple[Said, ...]
    day: Date
    orders: tuple[str, ...] | None
    dates: bool


DAYS = (Date(2026, 6, 12), Date(2026, 6, 11))
ORDERS = (None, None, ("eu", "coe", "xx", "practice"), ("eu", "xx"), ("eu", "coe"), ("coe",))


@st.composite
def checks(draw: st.DrawFn, most_rules: int = 2, most_exceptions: int = 3) -> Check:
    """Give a policy with a draft and the law that binds it."""
    book = draw(books(most_rules, most_exceptions))
    return Check(book, tuple(draw(sayings(book))), pick(draw, DAYS), pick(draw, ORDERS), pick(draw, (False, False, True)))
