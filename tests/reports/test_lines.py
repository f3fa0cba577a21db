"""Text is laid out by what it takes on a screen."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st
from rich.cells import cell_len

from rulebook.reports import Manner
from rulebook.reports.excerpt import excerpt
from rulebook.reports.lines import Piece, Sheet, text_width

__all__: list[str] = []

words = st.text(st.characters(categories=["L", "P", "S", "N", "Zs"]), max_size=200)


def prose(text: str, width: int, first: str = "") -> list[str]:
    sheet = Sheet(Manner(width))
    sheet.prose(text, first=(first,))
    return sheet.text().split("\n")[:-1]


@given(words)
def test_the_width_of_a_text_is_what_rich_says_it_is(text: str) -> None:
    assert text_width(text) == cell_len(text)


@given(words, st.integers(20, 60))
def test_no_line_is_wider_than_the_sheet(text: str, width: int) -> None:
    assert all(text_width(line) <= width for line in prose(text, width, "  - "))


@given(words, st.integers(20, 60))
def test_breaking_lines_loses_no_word(text: str, width: int) -> None:
    assert "".join(prose(text, width)).replace(" ", "") == text.replace(" ", "")


def test_wide_characters_count_twice() -> None:
    assert prose("漢字漢字 漢字漢字 漢字", 20) == ["漢字漢字 漢字漢字", "漢字"]


def test_later_lines_are_indented_as_far_as_the_first() -> None:
    assert prose("one two three four five", 22, "  mend   ") == ["  mend   one two three", "         four five"]


def test_a_word_longer_than_a_line_is_broken_within() -> None:
    assert prose("a" * 50, 40) == ["a" * 40, "a" * 10]


def test_the_marks_stand_beneath_the_marked_words() -> None:
    sheet = Sheet(Manner(60))
    excerpt(sheet, "    漢字: longest = 9 months; other", 9, 27, (Piece("8 | "),), (Piece("  | "),))
    line, marks = sheet.text().split("\n")[:2]
    assert line == "8 | 漢字: longest = 9 months; other"
    assert cell_len(line[: line.index("longest")]) == marks.index("^")
    assert marks.count("^") == len("longest = 9 months")


@given(st.text(max_size=300), st.integers(1, 320), st.integers(0, 60), st.integers(40, 100))
def test_however_long_the_line_the_marked_words_are_in_sight(line: str, column: int, more: int, width: int) -> None:
    sheet = Sheet(Manner(width))
    excerpt(sheet, line, column, column + more, (Piece("  8 │ "),), (Piece("    │ "),))
    shown, marks = sheet.lines
    assert sum(text_width(piece.text) for piece in shown) <= width
    assert "……" in line or "……" not in "".join(piece.text for piece in shown)
    assert sum(text_width(piece.text) for piece in marks) <= width
