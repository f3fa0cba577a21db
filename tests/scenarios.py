"""Reads a scenario of the corpus: a page in Markdown with rules, drafts and what a check of them must find."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from markdown_it import MarkdownIt
from markdown_it.token import Token

__all__ = ["Row", "Scenario", "Section", "read_scenario"]

Row = dict[str, str]  # by the name of the column; no empty cells

SETTINGS = {"law", "day", "exit code"}
TABLES = {
    "rule": {
        "rule", "of", "finding", "line", "orders", "judgements", "held against", "not reached", "severity", "authorities", "message says",
        "would pass if", "later",
    },
    "problem": {"problem", "lines", "says"},
    "line": {"line", "says", "hint says"},
}  # fmt: skip


@dataclass
class Section:
    """A draft (its text, and `md` or `yaml`), or the errors in the rules; None for a table that is not there."""

    title: str
    drafts: list[tuple[str, str]] = field(default_factory=list)
    findings: list[Row] | None = None
    problems: list[Row] = field(default_factory=list)
    errors: list[Row] | None = None
    notes: list[str] | None = None


@dataclass
class Scenario:
    """A page: its rules (name of the file and text), how they are checked, and its sections."""

    title: str
    settings: dict[str, str] = field(default_factory=dict)
    rules: list[tuple[str, str]] = field(default_factory=list)
    sections: list[Section] = field(default_factory=list)


def read_scenario(path: Path) -> Scenario:
    """Return the scenario of a page; ValueError, with what is wrong, where the notation is not followed."""
    tokens = MarkdownIt("commonmark").enable("table").parse(path.read_text(encoding="utf-8"))
    scenario = Scenario("")
    for kind, content in _blocks(tokens):
        if kind == "h1":
            scenario.title = content
        elif kind == "h2":
            scenario.sections.append(Section(content))
        elif kind == "fence":
            _fence(scenario, *content)
        elif kind == "item" and not scenario.sections:
            name, _, value = content.partition(":")
            scenario.settings[_known(name, SETTINGS, path)] = value.strip()
        elif kind == "table":
            _table(scenario.sections[-1], content, path)
        elif kind == "paragraph" and scenario.sections and content.startswith("Notes: "):
            scenario.sections[-1].notes = listed(content.removeprefix("Notes: "))
    return scenario


def listed(cell: str, separator: str = ",") -> list[str]:
    """Return what a cell lists; nothing for `none`."""
    return [] if cell in {"none", "nothing", "no change"} else [part.strip() for part in cell.split(separator) if part.strip()]


def _known(name: str, names: set[str], path: Path) -> str:
    if name.strip() not in names:
        raise ValueError(f"{path.name}: {name!r} is none of {', '.join(sorted(names))}")
    return name.strip()


def _fence(scenario: Scenario, info: str, text: str) -> None:
    kind, _, name = info.partition(" ")
    if kind == "rules":
        scenario.rules.append((name or "rules.rules", text))
    elif kind == "draft":
        scenario.sections[-1].drafts.append((name, text))


def _table(section: Section, rows: Sequence[Sequence[str]], path: Path) -> None:
    columns = list(rows[0])
    allowed = TABLES.get(columns[0])
    if allowed is None:
        raise ValueError(f"{path.name}: a table begins with one of the columns {', '.join(TABLES)}, not with {columns[0]!r}")
    names = [_known(column, allowed, path) for column in columns]
    made = [{name: cell for name, cell in zip(names, row, strict=True) if cell} for row in rows[1:]]
    if columns[0] == "rule":
        section.findings = made
    elif columns[0] == "problem":
        section.problems = made
    else:
        section.errors = made


def _blocks(tokens: Sequence[Token]) -> Iterator[tuple[str, Any]]:
    """Give the headings, fences, items of lists, paragraphs and tables (a list of rows of cells) of a page."""
    rows: list[list[str]] = []
    inside: list[str] = []
    for token in tokens:
        if token.type == "fence":
            yield "fence", (token.info.strip(), token.content)
        elif token.type == "table_close":
            yield "table", rows
            rows = []
        elif token.type == "tr_open":
            rows.append([])
        elif token.type == "inline" and inside[-1] in {"th", "td"}:
            rows[-1].append(token.content.strip().replace("`", ""))
        elif token.type == "inline":
            block = inside[-1] if inside[-1] in {"h1", "h2"} else "item" if "list_item" in inside else "paragraph"
            yield block, token.content
        if token.nesting == 1:
            inside.append(token.tag if token.type == "heading_open" else token.type.removesuffix("_open"))
        elif token.nesting == -1:
            inside.pop()
