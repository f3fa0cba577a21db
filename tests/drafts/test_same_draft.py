"""The same statements make the same draft, in whatever format and order they stand."""

from __future__ import annotations

import random
from typing import Any

from hypothesis import given
from hypothesis import strategies as st

from tests.drafts.policies import content, said, yaml

GENERAL = {
    "held": ["2 days", "48 hours", "1 month", "six months", "yes"],
    "detention.reviewed": ["yes", "no", "maybe"],
    "detention.purpose": ["removal", "none", "remove"],
    "detention.means": ["(cuff, gag)", "cuff", "none", "(cuff, x)"],
    "camp.toilets": ["0", "12.50", "10%"],
    "share": ["10%", "10"],
    "budget": ["EUR 5", "USD 5"],
    "measure.starts": ["2026-01-01", "never", "2026-02-30"],
    "detention.longst": ["1 day"],
    "detention.short": ["yes"],
    "register.open": ["yes", "no"],
}  # fmt: skip
MEMBERS = {
    "detained": ["yes", "no"],
    "longest": ["1 day", "24 hours", "x y"],
    "means": ["(cuff, gag)", "none"],
    "detaind": ["yes"],
    "vulnerable": ["yes", "no"],
    "at_risk": ["no"],
}
SETS = ["detention.means", "people.a.means", "people.means"]


def stated(path: str, value: str) -> tuple[str, Any, str]:
    """Return a statement: its path, its YAML, its text in Markdown."""
    listed = value.removeprefix("(").removesuffix(")").split(", ")
    return path, (listed if value.startswith("(") else value), f"{path} = {value}"


PLAIN = st.sampled_from([stated(path, value) for path, values in GENERAL.items() for value in values])
OF_MEMBERS = st.builds(
    lambda member, one: stated(f"people.{member}{one[0]}", one[1]),
    st.sampled_from(["", "a.", "b.", "children."]),
    st.sampled_from([(fact, value) for fact, values in MEMBERS.items() for value in values]),
)
CLOSED = st.sampled_from([stated("people", value) for value in ("(a, b)", "none", "(a, b, children)", "a", "yes", "(a, none)")])
OPEN = st.sampled_from(["held", "detention.means", "people.a.longest", "people.longest", "people", "measure.fair", "note"]).map(
    lambda path: (path, {"open": "as needed"}, f'{path} = open "as needed"')
)
PARTS = st.builds(
    lambda path, word, key: (path, {key: [word]}, f"{path} {key} ({word})"),
    st.sampled_from(SETS), st.sampled_from(["cuff", "gag"]), st.sampled_from(["includes", "does not include"]),
)  # fmt: skip
JUDGED = st.builds(
    lambda path, value, by: (path, {"is": value, "by": by, "because": "B"}, f'{path} = {value} by "{by}" because "B"'),
    st.sampled_from(["measure.fair", "people.a.vulnerable", "held"]), st.sampled_from(["yes", "no", "2 days"]), st.sampled_from(["A", " "]),
)  # fmt: skip
TEXTS = st.sampled_from(["x", "a; b", "6 months", "NO"]).map(lambda text: ("note", text, f'note = "{text}"'))
STATEMENTS = st.lists(st.one_of(PLAIN, OF_MEMBERS, CLOSED, OPEN, PARTS, JUDGED, TEXTS), max_size=8)


def written(value: Any) -> str:
    """Return a value as YAML writes it."""
    if isinstance(value, dict):
        return "{" + ", ".join(f"{key}: {written(inner)}" for key, inner in value.items()) + "}"
    if isinstance(value, list):
        return "[" + ", ".join(value) + "]"
    return f"'{value}'" if ";" in value or not value.strip() else str(value)


def nested(path: str, value: Any, dots: int) -> str:
    """Return a statement as nested keys, the last of them with so many dots."""
    names = path.split(".")
    head, tail = names[: max(0, len(names) - 1 - dots)], names[max(0, len(names) - 1 - dots) :]
    text = f"{'.'.join(tail)}: {written(value)}"
    for name in reversed(head):
        text = f"{name}: {{{text}}}"
    return text


@given(STATEMENTS, st.integers(0, 2))
def test_yaml_and_markdown_that_say_the_same_make_the_same_draft(statements: list[tuple[str, Any, str]], dots: int) -> None:
    in_yaml = "facts:\n" + "".join(f"  {nested(path, value, dots)}\n" for path, value, _ in statements)
    assert content(yaml(in_yaml)) == content(said(*(text for _, _, text in statements)))


@given(STATEMENTS, st.randoms(use_true_random=False))
def test_the_order_of_statements_never_changes_a_draft(statements: list[tuple[str, Any, str]], shuffling: random.Random) -> None:
    texts = [text for _, _, text in statements]
    shuffled = list(texts)
    shuffling.shuffle(shuffled)
    assert content(said(*texts)) == content(said(*shuffled))


@given(STATEMENTS)
def test_one_comment_or_many_make_the_same_draft(statements: list[tuple[str, Any, str]]) -> None:
    texts = [text for _, _, text in statements]
    assert content(said("; ".join(texts))) == content(said(*texts)) or not texts


@given(STATEMENTS)
def test_whatever_is_said_of_a_member_names_it(statements: list[tuple[str, Any, str]]) -> None:
    draft = said(*(text for _, _, text in statements))
    spoken_of = {path.split(".")[1] for path, _, _ in statements if path.startswith("people.") and path.count(".") == 2}
    assert spoken_of <= set(draft.groups["people"].members)
