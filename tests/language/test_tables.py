"""The automaton that runs the parse tables, held against Lark's own parser: both accept the same texts, and see the same tree in them."""

from __future__ import annotations

import re
from functools import cache
from pathlib import Path
from typing import Any

from hypothesis import given
from hypothesis import strategies as st
from lark import Lark, Token, Tree
from lark.exceptions import UnexpectedInput

from rulebook.files import grammar_file, library_folder
from rulebook.language.declarations import DECLARATIONS
from rulebook.language.lalr import Build, Unexpected, run
from rulebook.language.tables import STARTS, tables
from rulebook.language.tokens import Token as OwnToken
from rulebook.language.tokens import cut

__all__: list[str] = []

Seen = tuple[str, tuple[Any, ...]] | str | None  # a production with what is in it, a word, or None where the text makes no sense

WORDS = re.compile(r'"(?:[^"\\\r\n]|\\["\\])*"|[A-Za-z0-9_./%-]+|\S')


@cache
def lark() -> Lark:
    return Lark(Path(grammar_file()).read_text(encoding="utf-8"), parser="lalr", start=list(STARTS), maybe_placeholders=False)


@cache
def every_token() -> Lark:
    """The same, with the keywords kept in the tree."""
    grammar = Path(grammar_file()).read_text(encoding="utf-8")
    return Lark(grammar, parser="lalr", start=list(STARTS), maybe_placeholders=False, keep_all_tokens=True)


@cache
def library() -> tuple[str, ...]:
    """The declarations of the rule library, each without its comments."""
    starts = "|".join(DECLARATIONS)
    texts = [path.read_text(encoding="utf-8") for path in sorted(Path(library_folder()).rglob("*.rules"))]
    found = [part for text in texts for part in re.split(rf"(?m)^(?=(?:{starts}) )", text)]
    return tuple(part for part in found if part.startswith(DECLARATIONS))


def by_lark(text: str, start: str) -> Seen:
    try:
        tree = lark().parse(text, start=start)
    except UnexpectedInput:
        return None
    # Where only `or` can stand, Lark reads `order` as `or der`; here a word is a word.
    ends = {found.end() for found in WORDS.finditer(text)}
    whole = every_token().parse(text, start=start).scan_values(lambda value: isinstance(value, Token))
    return _of_lark(tree) if all(token.end_pos in ends for token in whole) else None


def _of_lark(node: Tree[Token] | Token) -> Seen:
    if isinstance(node, Token):
        return str(node)
    return str(node.data), tuple(_of_lark(child) for child in node.children)


def by_tables(text: str, start: str) -> Seen:
    tokens = [token for token in cut(text, tables()) if token.kind != "COMMENT"]
    made = run(tables(), tokens, start, {}, _as_seen)
    return None if isinstance(made, Unexpected) else _word(made)


def _as_seen(production: str) -> Build:
    return lambda children, span: (production, tuple(map(_word, children)))


def _word(made: Any) -> Any:
    return made.text if isinstance(made, OwnToken) else made


def test_every_declaration_of_the_library_is_read_as_lark_reads_it() -> None:
    assert len(library()) > 100
    for text in library():
        seen = by_tables(text, "declaration")
        assert seen is not None, text
        assert seen == by_lark(text, "declaration"), text


@st.composite
def damaged(draw: st.DrawFn) -> str:
    """A declaration of the library in which words are lost, doubled, exchanged or replaced by words of another."""
    words = WORDS.findall(re.sub(r"#.*", "", draw(st.sampled_from(library()))))[:80]
    others = WORDS.findall(draw(st.sampled_from(library())))
    for _ in range(draw(st.integers(1, 3))):
        at = draw(st.integers(0, len(words) - 1))
        words[at : at + 1] = draw(st.sampled_from([[], [words[at]] * 2, [draw(st.sampled_from(others))], words[at : at + 2][::-1]]))
        words = words or ["rule"]
    return " ".join(words)


@given(damaged(), st.sampled_from(STARTS))
def test_a_damaged_declaration_is_read_or_refused_as_lark_does(text: str, start: str) -> None:
    assert by_tables(text, start) == by_lark(text, start)


signs_and_values = ["(", ")", ",", "=", "+", "-", "*", ":", "a", "a.b", "6", "10%", '"x"', "2026-06-12", "EUR"]
any_words = st.deferred(lambda: st.lists(st.sampled_from([*sorted(tables().keywords), *signs_and_values]), max_size=12))


@given(any_words)
def test_any_words_in_any_order_are_read_or_refused_as_lark_does(words: list[str]) -> None:
    for start in STARTS:
        assert by_tables(" ".join(words), start) == by_lark(" ".join(words), start)
