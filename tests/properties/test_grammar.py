"""Our own run of the parse tables accepts what Lark's parser accepts, and builds the same tree."""

from __future__ import annotations

from functools import cache
from itertools import pairwise
from typing import Any

from hypothesis import given
from hypothesis import strategies as st
from lark import Lark, Token, Tree
from lark.exceptions import UnexpectedInput

from rulebook.files import grammar_file, read_bytes
from rulebook.language.lalr import Build, Unexpected, run
from rulebook.language.tables import STARTS, tables
from rulebook.language.tokens import cut
from tests.naive.books import books
from tests.naive.mutation import mutated
from tests.naive.statements import checks

__all__: list[str] = []


@cache
def lark() -> Lark:
    return Lark(read_bytes(grammar_file()).decode(), parser="lalr", start=list(STARTS), maybe_placeholders=False)


def tree_of_lark(text: str, start: str) -> object:
    """Return Lark's tree as nested tuples of names and words; None where it refuses the text, or cuts a word of it in two.

    Lark reads `factlawful` as `fact lawful`, because no name can begin a declaration; a drafter has made a slip there.
    """
    try:
        parser: Any = lark().parse_interactive(text, start=start)
        tokens = list(parser.iter_parse())
        tree = _plain(parser.feed_eof())
    except UnexpectedInput:
        return None
    glued = any(one.end_pos == other.start_pos and f"{one[-1]}{other[0]}".isalnum() for one, other in pairwise(tokens))
    return None if glued else tree


def _plain(node: Tree[Token] | Token) -> object:
    return str(node) if isinstance(node, Token) else (str(node.data), *map(_plain, node.children))


def tree_of_ours(text: str, start: str) -> object:
    """Return the same of our own run."""

    def build(name: str) -> Build:
        return lambda children, span: (name, *(child if isinstance(child, tuple) else child.text for child in children))

    grammar = tables()
    tokens = [token for token in cut(text, grammar) if token.kind != "COMMENT"]
    made: Any = run(grammar, tokens, start, {}, build)
    return None if isinstance(made, Unexpected) else made if isinstance(made, tuple) else made.text


@given(books())
def test_declarations_are_read_as_lark_reads_them(book: Any) -> None:
    for declared in book.declarations:
        tree = tree_of_lark(declared.text, "declaration")
        assert tree is not None
        assert tree_of_ours(declared.text, "declaration") == tree


@given(checks())
def test_statements_are_read_as_lark_reads_them(check: Any) -> None:
    for said in check.said:
        tree = tree_of_lark(said.markdown(), "statement")
        assert tree is not None
        assert tree_of_ours(said.markdown(), "statement") == tree


@given(books().flatmap(lambda book: st.sampled_from(book.declarations)).flatmap(lambda declared: mutated(declared.text)))
def test_a_damaged_declaration_is_read_or_refused_as_lark_does(text: str) -> None:
    assert tree_of_ours(text, "declaration") == tree_of_lark(text, "declaration")


SAID = checks().filter(lambda check: bool(check.said)).flatmap(lambda check: st.sampled_from(check.said))


@given(SAID.flatmap(lambda said: mutated(said.markdown())))
def test_a_damaged_statement_is_read_or_refused_as_lark_does(text: str) -> None:
    for start in ("statement", "value", "condition"):
        assert tree_of_ours(text, start) == tree_of_lark(text, start)
