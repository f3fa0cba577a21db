"""What a Markdown draft states: comments, where they stand, and what is none."""

from __future__ import annotations

import pytest

from rulebook.drafts import read_text
from rulebook.drafts.draft import Reading
from rulebook.language.nodes import Misread, State

COMMENT = "<!-- rulebook: held = 2 days -->"


def read(text: str) -> Reading:
    return read_text(text, "draft.md", "markdown")


def stated(text: str) -> list[tuple[int, int]]:
    """Return the line and column of each statement that could be read."""
    made = read(text).statements
    return [
        (one.place.line, one.place.column)
        for one in made
        if not (isinstance(one.statement, State) and isinstance(one.statement.value, Misread))
    ]


def problems(text: str) -> list[tuple[str, int]]:
    return [(problem.code, problem.locations[0].line) for problem in read(text).problems]


@pytest.mark.parametrize(
    "text",
    [
        f"Text.\n{COMMENT}\n",
        f"Text {COMMENT} and more.\n",
        f"# Heading {COMMENT}\n",
        f"Heading {COMMENT}\n===\n",
        f"- item\n  - inner {COMMENT}\n",
        f"1. item\n   {COMMENT}\n",
        f"> quoted\n> {COMMENT}\n",
        f"> - quoted item\n>   {COMMENT}\n",
        f"| a | b |\n|---|---|\n| x {COMMENT} | y |\n",
        f"<div>\n{COMMENT}\n</div>\n",
        f"<details><summary>x</summary>\n{COMMENT}\n</details>\n",
        f"**bold {COMMENT}** and [a link {COMMENT.replace('held', 'gate')}](https://example.org)\n",
        f"Text.\r\n{COMMENT}\r\n",
        f"Text.\r{COMMENT}\r",
        f"\ufeffText.\n{COMMENT}\n",
        f"No end of line {COMMENT}",
        f"   {COMMENT}",
        "Text.\n<!--\nrulebook:\n\n  held = 2 days\n-->\n",
        "Text <!--rulebook:held = 2 days--> more.\n",
        f"<!-- a comment of somebody else's --> {COMMENT}\n",
        f"A `code span` {COMMENT} and `another`.\n",
        f"An odd ` in the text {COMMENT}\n",
        f"\\`not code {COMMENT}\\`\n",
        f"```\ncode\n```\n{COMMENT}\n",
    ],
)
def test_a_comment_is_read_wherever_markdown_has_one(text: str) -> None:
    assert stated(text)
    assert not problems(text)


@pytest.mark.parametrize(
    "text",
    [
        f"```\n{COMMENT}\n```\n",
        f"~~~ yaml\n{COMMENT}\n~~~\n",
        f"Text.\n\n    {COMMENT}\n",
        f"Write `{COMMENT}` for it.\n",
        f"Write ``a ` and {COMMENT}`` for it.\n",
        f"- item\n\n      {COMMENT}\n",
        f"> ```\n> {COMMENT}\n> ```\n",
        f"Shown: \\{COMMENT}\n",
        "Text.\n<!-- a note for the next reader: held = 2 days -->\n",
        "<!-- rules of the house -->\n",
        "<!-- book a room -->\n",
        "No comment at all: rulebook: held = 2 days.\n",
    ],
)
def test_code_and_the_comments_of_others_state_nothing(text: str) -> None:
    assert not stated(text)
    assert not problems(text)


@pytest.mark.parametrize(
    "first_words",
    [
        "rulebok:",
        "Rulebook:",
        "RULEBOOK :",
        "Rule book:",
        "rule-book:",
        "rulebook",
        "rulebook -",
        "rulebooks:",
        "ruelbook:",
        "- rulebook:",
        "rulebоok:",
    ],
)
def test_a_comment_that_begins_nearly_as_ours_says_what_to_write(first_words: str) -> None:
    reading = read(f"Text.\n<!-- {first_words} held = 2 days -->\n")
    assert not reading.statements
    (problem,) = reading.problems
    assert problem.code == "bad-statement"
    assert problem.locations[0].line == 2
    assert "`rulebook:`" in problem.hint


@pytest.mark.parametrize(
    ("text", "line"),
    [
        ("Text.\n<!-- rulebook: held = 2 days\n\nMore text.\n", 2),
        ("Text <!-- rulebook: held = 2 days\n\nMore --> text.\n", 1),
        ("Text.\n\n<!-- rulebook: held = 2 days\n", 3),
        ('| a | b |\n|---|---|\n| <!-- rulebook: note = "x | y" --> | z |\n', 3),
        (f'[a]: https://example.org "{COMMENT}"\n', 1),
        (f"![a picture {COMMENT}](x.png)\n", 1),
        (f'A <b title="{COMMENT}">tag</b>.\n', 1),
        (f"<!-- kept for later: {COMMENT}\n", 1),
        (f"| a |\n|---|\n| x | y {COMMENT} |\n", 3),
        (f"---\ntitle: T # {COMMENT}\n---\nText.\n", 2),
        ("> " * 60 + COMMENT, 1),
    ],
)
def test_a_comment_of_ours_that_cannot_be_read_is_told(text: str, line: int) -> None:
    assert ("bad-statement", line) in problems(text)
    assert not stated(text)


def test_a_forgotten_end_does_not_hide_the_next_comment() -> None:
    text = f"One <!-- rulebook: gate = 1 day\ntwo {COMMENT} three.\n\n<!-- rulebook: gate = 1 day\n{COMMENT}\n"
    assert stated(text) == [(2, 20), (5, 16)]
    assert problems(text) == [("bad-statement", 1), ("bad-statement", 4)]


def test_statements_of_one_comment_are_parted_by_semicolons_and_lines() -> None:
    text = 'Text.\n<!-- rulebook: held = 2 days; note = "a; b"\n  gate = 1 day;; share = 10%;\n-->\n'
    assert stated(text) == [(2, 16), (2, 31), (3, 3), (3, 18)]
    assert not problems(text)


def test_one_bad_statement_does_not_hide_the_next() -> None:
    text = "Text.\n<!-- rulebook: held is 2 days; gate = 1 day; ???; share = 10% -->\n"
    assert [column for _, column in stated(text)] == [32, 51]
    assert problems(text) == [("bad-statement", 2), ("bad-statement", 2)]


@pytest.mark.parametrize(
    ("text", "places"),
    [
        ("Über uns 😀 <!-- rulebook: held = 2 days -->\n", [(1, 27, 40)]),
        ("> a\n>   <!-- rulebook:\n> held = 2 days;\n>  gate = 1 day -->\n", [(3, 3, 16), (4, 4, 16)]),
        ("- a\n\n\t<!-- rulebook: held = 2 days -->\n", [(3, 17, 30)]),
        ("x <!-- rulebook: held = 2 days; held = 2 days -->\n", [(1, 18, 31), (1, 33, 46)]),
        ("|a|\n|-|\n|é <!-- rulebook: held = 2 days -->|\n", [(3, 19, 32)]),
    ],
)
def test_places_count_lines_and_code_points(text: str, places: list[tuple[int, int, int]]) -> None:
    found = [(made.place.line, made.place.column, made.place.end) for made in read(text).statements]
    assert found == places
    lines = text.split("\n")
    for made in read(text).statements:
        assert made.source_line == lines[made.place.line - 1]
        assert made.source_line[made.place.column - 1 : made.place.end - 1] in ("held = 2 days", "gate = 1 day")


def test_a_comment_ends_at_its_first_arrow_also_inside_a_text() -> None:
    (made,) = read('Text.\n<!-- rulebook: note = "a --> b" -->\n').statements
    assert isinstance(made.statement, State)
    assert isinstance(made.statement.value, Misread)
    assert "-->" in made.statement.value.hint


def test_a_comment_of_ours_without_a_statement_is_told() -> None:
    assert problems("Text.\n<!-- rulebook: -->\n") == [("bad-statement", 2)]


def test_a_long_row_of_comments_is_read_in_proportion_to_its_length() -> None:
    text = "Text.\n" + "".join(f"<!-- rulebook: people.m{i}.detained = no -->\n" for i in range(3000))
    assert len(read(text).statements) == 3000
    unended = read("Text " + "<!-- rulebook: " * 5000)
    assert len(unended.problems) == 5000
