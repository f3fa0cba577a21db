"""No text whatever makes the tool raise anything but its own errors."""

from __future__ import annotations

from contextlib import suppress
from functools import cache
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from rulebook.checking.evaluation import evaluate
from rulebook.drafts.assembly import assemble
from rulebook.drafts.draft import Reading
from rulebook.drafts.files import read_file, read_text
from rulebook.language.checker import check
from rulebook.language.diagnostics import Problems, RulesCannotBeLoaded
from rulebook.language.loading import load_policy
from rulebook.language.parser import parse_condition, parse_file, parse_statement, parse_value
from rulebook.language.policy import Policy
from rulebook.language.source import Source
from rulebook.values import Date
from tests.naive.books import books, load
from tests.naive.generators import INSTRUCTIVE
from tests.naive.mutation import mutated
from tests.naive.statements import checks, markdown, yaml

__all__: list[str] = []

TOP = Path(__file__).parents[2]
texts = st.text(st.characters(exclude_categories=())) | st.text("abc =()\"\\,.:;#-<>!\n\t%0123456789{}[]&*'|", max_size=80)


def samples(*endings: str) -> list[str]:
    """Return the texts of this repository that end so."""
    places = [place for folder in ("policies", "examples", "tests/corpus") for place in sorted((TOP / folder).rglob("*"))]
    return [place.read_text("utf-8") for place in places if place.suffix in endings]


rules = texts | books().map(lambda book: book.text()).flatmap(mutated) | st.sampled_from([INSTRUCTIVE, *samples(".rules")]).flatmap(mutated)
drafts = st.one_of(
    texts,
    checks().map(lambda check: markdown(check.said)).flatmap(mutated),
    checks().map(lambda check: yaml(check.said)).flatmap(mutated),
    st.sampled_from(["---\ntitle: x\n---\n", *samples(".md", ".yaml")]).flatmap(mutated),
)


@cache
def policy() -> Policy:
    return load(INSTRUCTIVE)


@given(rules)
def test_any_rule_file_is_read_and_checked(text: str) -> None:
    problems = Problems()
    check([parse_file(Source("x.rules", text), problems)], problems)
    for problem in problems.all():
        assert problem.message
        assert problem.line >= 1
        assert problem.column >= 1


@given(texts | rules)
def test_any_text_is_a_statement_a_value_a_condition_or_none(text: str) -> None:
    for parse in (parse_statement, parse_value, parse_condition):
        assert parse(text) is not None


@given(drafts, st.sampled_from(("markdown", "yaml")))
def test_any_draft_is_read_and_checked(text: str, form: str) -> None:
    reading = read_text(text, "draft", form)  # type: ignore[arg-type]
    _sound(reading, text)
    draft = assemble([reading], policy())
    evaluate(policy(), draft, Date(2026, 6, 12), None)


def _sound(reading: Reading, text: str) -> None:
    """Every place is in the text, and every problem says what it is."""
    places = [made.place for made in reading.statements] + [place for problem in reading.problems for place in problem.locations]
    lines = text.replace("\r\n", "\n").replace("\r", "\n").split("\n")
    assert all(1 <= place.line <= len(lines) and place.column >= 1 for place in places)
    assert all(problem.message and problem.locations for problem in reading.problems)


@given(st.binary(max_size=200) | texts.map(lambda text: text.encode("utf-8", "surrogatepass")))
def test_any_bytes_are_a_file_or_an_error_that_says_so(tmp_path_factory: pytest.TempPathFactory, content: bytes) -> None:
    folder = tmp_path_factory.mktemp("any")
    for name in ("draft.md", "draft.yaml", "book.rules"):
        (folder / name).write_bytes(content)
    assemble([read_file(str(folder / "draft.md")), read_file(str(folder / "draft.yaml"))], policy())
    with suppress(RulesCannotBeLoaded):
        load_policy([str(folder / "book.rules")])
