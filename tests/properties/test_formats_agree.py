"""A Markdown and a YAML draft that say the same have the same findings."""

from __future__ import annotations

from hypothesis import given, settings

from tests.naive.books import load
from tests.naive.findings import found, said_without_places
from tests.naive.statements import Check, checks, draft_of

__all__: list[str] = []


@given(checks())
@settings(max_examples=max(1, settings().max_examples // 2))
def test_markdown_and_yaml_say_the_same(check: Check) -> None:
    markdown, yaml = found(check, form="markdown"), found(check, form="yaml")
    assert [*map(said_without_places, markdown.values())] == [*map(said_without_places, yaml.values())]


@given(checks())
@settings(max_examples=max(1, settings().max_examples // 2))
def test_markdown_and_yaml_have_the_same_problems(check: Check) -> None:
    policy = load(check.book.text())
    markdown, yaml = (sorted(p.code for p in draft_of(check.said, policy, form).problems) for form in ("markdown", "yaml"))
    assert markdown == yaml
