"""The rules and drafts of the measurements, on disk: `Place` writes them into a folder of its own."""

from __future__ import annotations

import os
from collections.abc import Iterable, Sequence
from pathlib import Path

from benchmarks import rules as r
from benchmarks import writing
from benchmarks.environments import Environment
from benchmarks.measuring import Command

__all__ = ["Place", "answered", "bare"]


def answered(books: Iterable[r.Book], *, silent: float, draft: int = 0) -> dict[r.Fact, r.Answer]:
    """Return what a draft says of the facts of several books."""
    return {fact: answer for book in books for fact, answer in r.answers(book, silent=silent, draft=draft).items()}


class Place:
    """A folder with rules, a draft about them in YAML and in Markdown, and a compiled cache."""

    def __init__(self, folder: Path, books: Sequence[r.Book], silent: float = 0.1) -> None:
        self.rules, self.cache = folder / "rules", folder / "cache"
        self.yaml, self.markdown = folder / "draft.yaml", folder / "draft.md"
        self.rules.mkdir(parents=True)
        (self.rules / "sources.rules").write_text(writing.SOURCES, encoding="utf-8")
        for book in books:
            (self.rules / f"book-{book.number}.rules").write_text(writing.rule_file(book), encoding="utf-8")
        stated = answered(books, silent=silent)
        self.yaml.write_text(writing.yaml_draft(stated), encoding="utf-8")
        self.markdown.write_text(writing.markdown_draft(stated), encoding="utf-8")

    def check(self, environment: Environment, draft: Path, form: str, *, forget: str | None = None) -> Command:
        """Return the command that checks a draft; `forget` is how the names of the cached files begin that are deleted first."""
        words = (environment.rulebook, "check", "--rules", str(self.rules), "--format", form, str(draft))
        return Command(words, bare(self.cache), (str(self.cache), forget) if forget is not None else None)


def bare(cache: Path) -> dict[str, str]:
    """Return an environment with nothing in it but the search path, a home, and where the compiled cache is."""
    return {"PATH": os.defpath, "HOME": str(cache.parent), "RULEBOOK_CACHE": str(cache), "PYTHONDONTWRITEBYTECODE": "1"}
