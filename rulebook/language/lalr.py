"""Runs Lark's LALR(1) tables over tokens: the plain shift-and-reduce automaton (Aho, Sethi and Ullman, Compilers, § 4.7).

What a production builds is given from outside, as a table from its name to a function; so one automaton makes
syntax trees for the checker and, in the tests, the same tree that Lark's own parser makes.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from typing import Any

from rulebook.language.source import Span
from rulebook.language.tables import Tables
from rulebook.language.tokens import END, Token
from rulebook.records import Record

__all__ = ["Build", "Unexpected", "run"]

Build = Callable[[list[Any], Span], Any]


class Unexpected(Record):
    """Where the text stops making sense: the token there (of the kind END where the text is over), its place among the tokens, the last
    token that did make sense, and the terminals that could stand there."""

    token: Token
    index: int
    before: Token | None
    expected: frozenset[str]


def run(
    tables: Tables, tokens: Sequence[Token], start: str, builders: Mapping[str, Build], default: Callable[[str], Build] | None = None
) -> Any:
    """Return what the builders make of the tokens, or an `Unexpected`.

    A word counts as a word of the language where the grammar allows that word there, else as a name. `default` makes the
    builder of a production that has none.
    """
    actions, productions, keywords = tables.actions, tables.productions, tables.keywords
    states = [tables.starts[start]]
    values: list[tuple[Any, int, int]] = []
    end_state = tables.ends[start]
    last = tokens[-1].end if tokens else 0
    over = Token(END, "", last, last, False)
    index, count = 0, len(tokens)
    while True:
        token = tokens[index] if index < count else over
        row = actions[states[-1]]
        symbol = token.kind
        if symbol == "WORD":
            keyword = keywords.get(token.text)
            if keyword is not None and keyword in row:
                symbol = keyword
        action = row.get(symbol)
        if action is None:
            expected = frozenset(name for name in row if name.isupper())
            return Unexpected(token, index, tokens[index - 1] if index else None, expected)
        if action >= 0:
            states.append(action)
            values.append((token, token.start, token.end))
            index += 1
            continue
        production = productions[~action]
        taken = production.length
        children: list[Any] = []
        first, stop = token.start, token.start
        if taken:
            popped = values[-taken:]
            del values[-taken:], states[-taken:]
            first, stop = popped[0][1], popped[-1][2]
            dropped = production.dropped
            if production.spliced and type(popped[0][0]) is list:
                children = popped.pop(0)[0]  # a list that grows by one is not copied: a million names stay linear
                dropped = frozenset(place - 1 for place in dropped)
            for place, (value, _, _) in enumerate(popped):
                if place in dropped:
                    continue
                if type(value) is list:
                    children += value
                else:
                    children.append(value)
        if production.spliced:
            made: Any = children
        elif production.lone and len(children) == 1:
            made = children[0]
        else:
            build = builders.get(production.callback)
            if build is None:
                assert default is not None, production.callback
                build = default(production.callback)
            made = build(children, Span(first, stop))
        states.append(actions[states[-1]][production.origin])
        values.append((made, first, stop))
        if symbol == END and states[-1] == end_state:
            return made
