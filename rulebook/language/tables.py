"""The parse tables that Lark makes of the grammar; the only module that imports lark.

Lark is the compiler of the grammar: it works out the LALR(1) tables and the terminals. They ship with a wheel, and are
kept in the cache elsewhere, as JSON, and run by `parser`, because importing lark costs more than a whole check may take
(docs/decisions/0003). A test holds the two against each other: whatever Lark's own parser accepts, `parser` accepts,
with the same tree.
"""

from __future__ import annotations

import json
import re
from typing import Any

from rulebook.files import grammar_file, read_bytes, shipped_tables
from rulebook.language.keeping import cached_at, keep, kept, whole
from rulebook.records import Record

__all__ = ["STARTS", "Production", "Tables", "tables", "tables_to_ship"]

STARTS = ("declaration", "statement", "value", "condition")


class Production(Record):
    """One production: its callback's name, how many symbols it takes, which of them are left out of the tree, and whether a
    lone child stands for it (`?rule`); `spliced` where its children join its parent's (the helpers of `+` and `*`)."""

    origin: str
    callback: str
    length: int
    dropped: frozenset[int]
    lone: bool
    spliced: bool


class Tables:
    """LALR(1) tables. `actions[state][symbol]` is n ≥ 0 to shift (or go) to state n, or ~p to reduce by production p."""

    def __init__(self, made: dict[str, Any]) -> None:
        self.actions: list[dict[str, int]] = made["actions"]
        self.productions = [Production(o, c, n, frozenset(d), lone, spliced) for o, c, n, d, lone, spliced in made["productions"]]
        self.starts: dict[str, int] = made["starts"]
        self.ends: dict[str, int] = made["ends"]
        self.keywords: dict[str, str] = made["keywords"]
        self.words_of: dict[str, str] = {terminal: word for word, terminal in self.keywords.items()} | made["signs"]
        self.lexer: re.Pattern[str] = re.compile(made["lexer"])


_made: Tables | None = None


def tables() -> Tables:
    """Return the tables of the grammar, from the cache where it has them."""
    global _made
    if _made is None:
        _made = _kept_or_made()
    return _made


def _kept_or_made() -> Tables:
    grammar = read_bytes(grammar_file())
    made_from = _made_from(grammar)
    path = cached_at("grammar", made_from, "json")
    for place in (shipped_tables(), path):
        if place is not None and (content := kept(place, made_from)) is not None:
            try:
                return Tables(json.loads(content))
            except (ValueError, LookupError, TypeError, AttributeError, re.error):
                pass  # not written by this program
    made = _make(grammar.decode())
    if path is not None:
        keep(path, made_from, _written(made))
    return Tables(made)


def tables_to_ship() -> bytes:
    """Return the file of tables that a wheel brings, so that its first check need not make them (see `hatch_build.py`)."""
    grammar = read_bytes(grammar_file())
    return whole(_made_from(grammar), _written(_make(grammar.decode())))


def _made_from(grammar: bytes) -> tuple[bytes, ...]:
    """Return what the tables follow from: the grammar, and this module."""
    return grammar, read_bytes(__file__)


def _written(made: dict[str, Any]) -> bytes:
    return json.dumps(made, separators=(",", ":")).encode()


def _make(grammar: str) -> dict[str, Any]:
    from lark import Lark
    from lark.lexer import PatternStr
    from lark.parsers.lalr_analysis import Shift

    lark = Lark(grammar, parser="lalr", start=list(STARTS), maybe_placeholders=False)
    table = lark.parser.parser._parse_table
    # Lark numbers states as its sets happen to lie; here they are counted as they are reached, so that tables are the same each time.
    states = list(dict.fromkeys(table.start_states[name] for name in STARTS))
    number = {state: i for i, state in enumerate(states)}
    productions: list[Any] = []
    seen: dict[Any, int] = {}
    actions: list[dict[str, int]] = []
    for state in states:
        row = {}
        for symbol, (action, argument) in sorted(table.states[state].items()):
            if action is Shift:
                if argument not in number:
                    number[argument] = len(states)
                    states.append(argument)
                row[symbol] = number[argument]
            else:
                if argument not in seen:
                    seen[argument] = len(productions)
                    productions.append(_production(argument))
                row[symbol] = ~seen[argument]
        actions.append(row)
    patterns = sorted(lark.terminals, key=lambda t: (-t.priority, -t.pattern.max_width, -len(t.pattern.value), t.name))
    words = {t.pattern.value: t.name for t in patterns if isinstance(t.pattern, PatternStr)}
    keywords = {text: name for text, name in words.items() if text[0].isalpha()}
    signs = {text: name for text, name in words.items() if not text[0].isalpha()}
    shapes = [
        f"(?P<{t.name}>{t.pattern.to_regexp()})" for t in patterns if t.name in signs.values() or not isinstance(t.pattern, PatternStr)
    ]
    return {
        "actions": actions,
        "productions": productions,
        "starts": {name: number[table.start_states[name]] for name in STARTS},
        "ends": {name: number[table.end_states[name]] for name in STARTS},
        "keywords": keywords,
        "signs": {name: text for text, name in signs.items()},
        "lexer": "|".join(shapes),
    }


def _production(rule: Any) -> list[Any]:
    dropped = [i for i, symbol in enumerate(rule.expansion) if symbol.is_term and symbol.filter_out]
    return [
        rule.origin.name, rule.alias or rule.origin.name, len(rule.expansion), dropped,
        bool(rule.options.expand1) and not rule.alias, rule.origin.name.startswith("_"),
    ]  # fmt: skip
