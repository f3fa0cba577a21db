"""Made rules and drafts in memory, as the product itself makes them of their texts."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from benchmarks import rules as r
from benchmarks import writing
from rulebook.drafts import assemble, read_text
from rulebook.drafts.draft import Draft
from rulebook.language.checker import check
from rulebook.language.diagnostics import Problems, RulesCannotBeLoaded
from rulebook.language.parser import parse_file
from rulebook.language.policy import Policy
from rulebook.language.source import Source
from rulebook.values import Date

__all__ = ["DAY", "checked", "drafted", "texts"]

DAY = Date(2026, 6, 12)


def texts(books: Iterable[r.Book], *, plain: bool = False) -> list[str]:
    """Return the texts of the rule files of several books, that of their sources first."""
    return [writing.SOURCES, *(writing.rule_file(book, plain=plain) for book in books)]


def checked(books: Iterable[r.Book], *, plain: bool = False) -> Policy:
    """Return the policy of several books, parsed and checked anew; RulesCannotBeLoaded where the made rules are wrong."""
    problems = Problems()
    files = [parse_file(Source(f"{number}.rules", text), problems) for number, text in enumerate(texts(books, plain=plain))]
    policy = check(files, problems)
    if problems:
        raise RulesCannotBeLoaded(problems.all())
    return policy


def drafted(stated: Mapping[r.Fact, r.Answer], policy: Policy) -> Draft:
    """Return a draft that states the answers; ValueError where it has a problem."""
    draft = assemble([read_text(writing.yaml_draft(stated), "draft.yaml", "yaml")], policy)
    if draft.problems:
        raise ValueError(draft.problems[0].message)
    return draft
