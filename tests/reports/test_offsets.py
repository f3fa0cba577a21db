"""Columns as reviewdog counts them, and paths as a forge names them."""

from __future__ import annotations

import os
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from rulebook.reports.offsets import utf8_column
from rulebook.reports.paths import Paths, percent_encoded

__all__: list[str] = []


@pytest.mark.parametrize(
    ("before", "points", "utf8"),
    [
        ("", 1, 1),
        ("abc", 4, 4),
        ("§ 4 ", 5, 6),
        ("né", 3, 4),
        ("ne\u0301", 4, 5),  # a combining mark is a code point of its own
        ("المادة", 7, 13),
        ("漢字", 3, 7),
        ("⚖️", 3, 7),
        ("🏛", 2, 5),
        ("🇺🇳", 3, 9),
        ("👩‍⚖️", 5, 14),
    ],
)
def test_the_column_after_some_words(before: str, points: int, utf8: int) -> None:
    line = f"{before}x"
    assert line[points - 1] == "x"
    assert utf8_column(line, points) == utf8


@given(st.text(), st.integers(min_value=1, max_value=50))
def test_a_column_is_where_the_encoded_line_has_the_same_letter(line: str, column: int) -> None:
    if column <= len(line):
        assert line.encode("utf-8", "surrogatepass")[utf8_column(line, column) - 1 :].decode("utf-8", "surrogatepass") == line[column - 1 :]


@given(st.text())
def test_columns_never_go_backwards(line: str) -> None:
    columns = [utf8_column(line, column) for column in range(1, len(line) + 4)]
    assert columns == sorted(set(columns))


def test_half_a_character_has_a_column_too() -> None:
    assert utf8_column("\udce9x", 2) == 4


# ---- paths ---------------------------------------------------------------------------------------------------------


def test_a_path_is_relative_to_the_root_without_a_dot_and_with_forward_slashes(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (tmp_path / "drafts").mkdir()
    monkeypatch.chdir(tmp_path / "drafts")
    assert Paths("").relative("./a.md") == "a.md"
    assert Paths(str(tmp_path)).relative("./a.md") == "drafts/a.md"
    assert Paths(str(tmp_path)).uri(str(tmp_path / "drafts" / "ä b.md")) == "drafts/%C3%A4%20b.md"


def test_links_are_resolved(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    Path("real").mkdir()
    Path("real/a.md").write_text("x", encoding="utf-8")
    Path("link").symlink_to("real")
    assert Paths("").relative("link/a.md") == "real/a.md"
    assert Paths("link").relative("link/a.md") == "a.md"


def test_a_file_outside_the_root_keeps_its_whole_path(tmp_path: Path) -> None:
    (tmp_path / "inside").mkdir()
    outside = tmp_path / "a.md"
    found = Paths(str(tmp_path / "inside"))
    assert found.relative(str(outside)) == str(outside).replace(os.sep, "/")
    assert found.uri(str(outside)).startswith("file:///")


def test_a_path_with_signs_that_a_uri_gives_a_meaning_to() -> None:
    assert percent_encoded("a:b?c#d%e[f].md") == "a%3Ab%3Fc%23d%25e%5Bf%5D.md"
    assert percent_encoded("caf\udce9.md") == "caf%E9.md"
    assert percent_encoded("\ud83d.md") == "%3F.md"


@given(st.text())
def test_any_path_becomes_a_uri(path: str) -> None:
    assert Paths("").uri(path).isascii()


def test_standard_input_stays_what_it_is() -> None:
    assert Paths("").relative("-") == "-"
