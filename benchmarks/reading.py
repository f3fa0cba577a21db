"""How fast rule files and drafts are read, beside the libraries underneath doing their part alone."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import yaml
from lark import Lark
from markdown_it import MarkdownIt

from benchmarks import rules as r
from benchmarks import writing
from benchmarks.loaded import checked, texts
from benchmarks.measuring import in_turn
from benchmarks.places import answered
from benchmarks.ratios import Ratio
from benchmarks.scale import Scale
from rulebook.drafts import read_text
from rulebook.files import grammar_file, read_bytes
from rulebook.language.diagnostics import Problems
from rulebook.language.parser import parse_file
from rulebook.language.source import Source
from rulebook.language.tables import STARTS

__all__ = ["measure"]

RULES = 90


def measure(scale: Scale) -> list[Ratio]:
    """Return the time for rule files and drafts beside that of lark, the YAML loader and the Markdown parser on the same texts."""
    books = list(r.books(RULES))
    files = texts(books)
    stated = answered(books, silent=0.1)
    in_yaml, in_markdown = writing.yaml_draft(stated), writing.markdown_draft(stated)
    lark = Lark(read_bytes(grammar_file()).decode(), parser="lalr", start=list(STARTS), maybe_placeholders=False)
    declarations = [declaration for text in files for declaration in _declarations(text)]
    markdown = MarkdownIt()
    tasks: dict[str, Callable[[], Any]] = {
        "lark": lambda: [lark.parse(declaration, "declaration") for declaration in declarations],
        "rules": lambda: [parse_file(Source("", text), Problems()) for text in files],
        "checked": lambda: checked(books),
        "yaml": lambda: read_text(in_yaml, "draft.yaml", "yaml"),
        "compose": lambda: yaml.compose(in_yaml, yaml.CSafeLoader),
        "markdown": lambda: read_text(in_markdown, "draft.md", "markdown"),
        "markdown-it": lambda: markdown.parse(in_markdown),
    }
    took = in_turn(tasks, scale.rounds)
    sizes = {"rules": sum(len(text.encode()) for text in files), "yaml": len(in_yaml.encode()), "markdown": len(in_markdown.encode())}
    sizes["checked"] = sizes["rules"]

    def row(what: str, task: str, beside: str, of: str) -> Ratio:
        return Ratio(what, took[task] / took[beside], of, None, f"{sizes[task] / took[task] / 1e6:.2f} MB/s")

    return [
        row("parsing rule files into syntax trees", "rules", "lark", "lark alone, its own trees"),
        row("parsing and checking rule files", "checked", "lark", "lark alone, its own trees"),
        row("reading drafts in YAML", "yaml", "compose", "PyYAML's C loader alone"),
        row("reading drafts in Markdown", "markdown", "markdown-it", "markdown-it-py alone"),
    ]


def _declarations(text: str) -> list[str]:
    """Return the declarations of a made rule file, one by one; every declaration of theirs ends before an empty line or another."""
    starts = ("rulebook ", "source ", "group ", "fact ", "safeguard ", "rule ", "exception ")
    found: list[list[str]] = []
    for line in text.splitlines():
        if line.startswith(starts):
            found.append([])
        if found:
            found[-1].append(line)
    return ["\n".join(lines) for lines in found]
