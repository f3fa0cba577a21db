"""Plays the examples of docs/language.md, which are written as the corpus is (tests/corpus/README.md).

An example begins at a block of rules and goes on to the next one or to the next heading of a chapter. The rules stand in a
rulebook of their own, which uses the words that the page shares out at its beginning. A table of errors counts the lines of
the block as it is shown.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path

import pytest

import rulebook
from rulebook.checking.coverage import play
from tests import test_corpus as corpus
from tests.scenarios import Scenario, read_scenario

__all__: list[str] = []

PAGE = Path(__file__).parent.parent / "docs" / "language.md"
HEAD = 'rulebook example\n  title "An example"\n  use shared\n'
FENCE = re.compile(r"^```(\w*) ?(\S*)\n(.*?)^```$", re.MULTILINE | re.DOTALL)
TABLE = re.compile(r"^\| (?:rule|problem|line) .*\n(?:\|.*\n)+", re.MULTILINE)
HEADING = re.compile(r"^##+ (.*)$", re.MULTILINE)
PASSES = re.compile(r"\| passes\b")
PASSES_NOT = re.compile(r"\| (?:fails|unknown|not applicable)\b|^\| (?:line|problem) ", re.MULTILINE)
NOTES = re.compile(r"^Notes: .*$", re.MULTILINE)


@dataclass
class Example:
    """One example: the chapter it stands in, its rules, and what follows them, as the corpus has it."""

    chapter: str
    line: int
    rules: str
    sections: list[str] = field(default_factory=list)

    @property
    def head(self) -> str:
        return "" if self.rules.startswith("rulebook ") else HEAD

    def page(self, shared: str) -> str:
        """Return the example as a page of the corpus."""
        titled = "\n".join(f"## {number}\n\n{section}" for number, section in enumerate(self.sections, start=1))
        return f"# {self.chapter}\n\n```rules shared.rules\n{shared}```\n\n```rules example.rules\n{self.head}{self.rules}```\n\n{titled}"


def pieces(text: str) -> Iterator[tuple[int, str, re.Match[str]]]:
    """Give the headings, blocks, tables and notes of a page in their order; what stands within a block is part of it."""
    blocks = [(found.start(), found.end(), found) for found in FENCE.finditer(text)]
    found = [(start, "fence", match) for start, _, match in blocks]
    for kind, pattern in (("heading", HEADING), ("table", TABLE), ("notes", NOTES)):
        found += [(m.start(), kind, m) for m in pattern.finditer(text) if not any(start <= m.start() < end for start, end, _ in blocks)]
    yield from sorted(found, key=lambda piece: piece[0])


def read_examples(text: str) -> tuple[str, list[Example]]:
    """Return the shared words and the examples of the page."""
    shared, chapter, examples = "", "", []
    current: Example | None = None
    for start, kind, match in pieces(text):
        if kind == "heading":
            chapter, current = match[1], None
        elif kind == "fence" and match[1] == "rules" and match[2]:
            shared = match[3]
        elif kind == "fence" and match[1] == "rules":
            current = Example(chapter, text.count("\n", 0, start) + 1, match[3])
            examples.append(current)
        elif kind == "fence" and match[1] == "draft":
            assert current is not None, f"a draft without rules in {chapter}"
            current.sections.append(match[0])
        elif kind != "fence" and current is not None:
            table = _shifted(match[0], current.head.count("\n")) if match[0].startswith("| line") else match[0]
            if current.sections:
                current.sections[-1] += f"\n\n{table}"
            else:
                current.sections.append(table)
    return shared, examples


def _shifted(table: str, lines: int) -> str:
    """Return a table of errors with the lines of the block as lines of the file."""
    return re.sub(r"^\| *(\d+)", lambda found: f"| {int(found[1]) + lines}", table, flags=re.MULTILINE)


SHARED, EXAMPLES = read_examples(PAGE.read_text(encoding="utf-8"))


@pytest.mark.parametrize("example", EXAMPLES, ids=[f"line {example.line}, {example.chapter}" for example in EXAMPLES])
def test_an_example_of_the_language_reference_comes_out_as_the_page_says(example: Example, tmp_path: Path) -> None:
    scenario = _scenario(example, tmp_path)
    folder = tmp_path / "rules"
    folder.mkdir()
    for name, text in scenario.rules:
        (folder / name).write_text(text, encoding="utf-8")
    differences: list[str] = []
    for section in scenario.sections:
        if section.errors is not None:
            with pytest.raises(rulebook.RulesCannotBeLoaded) as caught:
                rulebook.load_policy([str(folder)])
            differences += corpus._differing_errors(section.errors, caught.value.diagnostics)
        else:
            policy = rulebook.load_policy([str(folder)])
            differences += [f"{case.title}: {failure.came}" for case in policy.cases for failure in play(policy, case).failures]
            differences += corpus._differing(section, corpus._checked(policy, scenario, section))
    if differences:
        pytest.fail("\n".join([f"{PAGE.name}, line {example.line}", *differences]), pytrace=False)


def _scenario(example: Example, folder: Path) -> Scenario:
    path = folder / "example.md"
    path.write_text(example.page(SHARED), encoding="utf-8")
    return read_scenario(path)


def test_every_example_shows_what_comes_of_it() -> None:
    lacking = [example.line for example in EXAMPLES if not example.sections or not all("\n| " in f"\n{s}" for s in example.sections)]
    assert lacking == []


def test_every_construct_has_an_example_that_passes_and_one_that_does_not() -> None:
    text = PAGE.read_text(encoding="utf-8")
    chapters = [match[1] for _, kind, match in pieces(text) if kind == "heading" and match[0].startswith("### ")]
    shown = {chapter: "".join("".join(example.sections) for example in EXAMPLES if example.chapter == chapter) for chapter in chapters}
    assert [chapter for chapter, tables in shown.items() if not PASSES.search(tables)] == []
    assert [chapter for chapter, tables in shown.items() if not PASSES_NOT.search(tables)] == []
