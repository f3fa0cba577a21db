"""From a path to a reading: what can be read, and a plain sentence for what cannot."""

from __future__ import annotations

import io
import os
import sys
from pathlib import Path

import pytest

from rulebook.drafts import drafts_in, files, group_by_measure, read_file, read_text
from rulebook.drafts.draft import Reading

DRAFT = "Text <!-- rulebook: held = 2 days -->\n"


def unreadable(reading: Reading) -> str:
    assert reading.unreadable
    assert not reading.statements
    (problem,) = reading.problems
    assert problem.code == "unreadable"
    assert problem.hint
    assert problem.locations[0].path == reading.path
    return problem.message


@pytest.mark.parametrize("name", ["a.md", "a.markdown", "a.MD"])
def test_the_ending_of_the_name_says_markdown(tmp_path: Path, name: str) -> None:
    (tmp_path / name).write_text(DRAFT)
    assert len(read_file(str(tmp_path / name)).statements) == 1


@pytest.mark.parametrize("name", ["a.yaml", "a.yml", "a.b.YML"])
def test_the_ending_of_the_name_says_yaml(tmp_path: Path, name: str) -> None:
    (tmp_path / name).write_text("facts: {held: 2 days}\n")
    assert len(read_file(str(tmp_path / name)).statements) == 1


@pytest.mark.parametrize(
    ("content", "says"),
    [
        (b"a\0b", "empty character"),
        (b"\xff\xfea\0", "UTF-16"),
        (b"fine\n\xe9t\xe9", "UTF-8"),
        (b"x" * 2000, "longer than"),
    ],
)
def test_a_file_that_is_no_text_is_unreadable(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, content: bytes, says: str) -> None:
    monkeypatch.setattr(files, "MOST_BYTES", 1000)
    (tmp_path / "a.md").write_bytes(content)
    reading = read_file(str(tmp_path / "a.md"))
    assert says in unreadable(reading)
    assert reading.problems[0].locations[0].line == (2 if b"\n" in content else 1)


def test_what_is_no_file_is_unreadable(tmp_path: Path) -> None:
    (tmp_path / "folder.md").mkdir()
    (tmp_path / "gone.md").symlink_to(tmp_path / "nowhere.md")
    (tmp_path / "loop.md").symlink_to(tmp_path / "loop.md")
    (tmp_path / "a.docx").write_text("x")
    os.mkfifo(tmp_path / "pipe.md")
    assert "folder" in unreadable(read_file(str(tmp_path / "folder.md")))
    assert "link" in unreadable(read_file(str(tmp_path / "gone.md")))
    assert "cannot be read" in unreadable(read_file(str(tmp_path / "loop.md")))
    assert "no such file" in unreadable(read_file(str(tmp_path / "none.md")))
    assert "no such file" in unreadable(read_file(str(tmp_path / "none.docx")))
    assert ".md" in unreadable(read_file(str(tmp_path / "a.docx")))
    assert "no file" in unreadable(read_file(str(tmp_path / "pipe.md")))
    assert unreadable(read_file("a\0.md"))
    assert unreadable(read_file("x" * 5000 + ".md"))


def test_a_link_to_a_file_is_read(tmp_path: Path) -> None:
    (tmp_path / "a.md").write_text(DRAFT)
    (tmp_path / "b.md").symlink_to(tmp_path / "a.md")
    assert len(read_file(str(tmp_path / "b.md")).statements) == 1


def test_a_file_that_may_not_be_read_is_unreadable(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def refuse(*_: object) -> None:
        raise PermissionError(13, "Permission denied")

    (tmp_path / "a.md").write_text(DRAFT)
    monkeypatch.setattr("builtins.open", refuse)
    assert "may not be read" in unreadable(read_file(str(tmp_path / "a.md")))


@pytest.mark.parametrize(
    ("text", "statements"),
    [
        (DRAFT, 1),
        ("---\ntitle: T\n---\n" + DRAFT, 1),
        ("title: T\nfacts: {held: 2 days}\n", 1),
        ("# a remark\n\n---\nfacts: {held: 2 days}\n", 1),
        ("", 0),
    ],
)
def test_standard_input_tells_its_format_by_its_first_line(monkeypatch: pytest.MonkeyPatch, text: str, statements: int) -> None:
    monkeypatch.setattr(sys, "stdin", io.TextIOWrapper(io.BytesIO(text.encode())))
    reading = read_file("-")
    assert len(reading.statements) == statements
    assert not reading.problems


def test_standard_input_that_is_closed_is_unreadable(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sys, "stdin", None)
    assert unreadable(read_file("-"))


def test_the_drafts_of_a_folder_are_sorted_and_hidden_files_left_out(tmp_path: Path) -> None:
    for name in ("b/z.md", "b/a.yaml", "a.md", "b.yml", ".hidden.md", ".git/x.md", "notes.txt", "c.MARKDOWN"):
        (tmp_path / name).parent.mkdir(exist_ok=True)
        (tmp_path / name).write_text("")
    (tmp_path / "again").symlink_to(tmp_path)
    (tmp_path / "d.md").mkdir()
    found = [os.path.relpath(path, tmp_path) for path in drafts_in(str(tmp_path))]
    assert found == ["a.md", "b/a.yaml", "b/z.md", "b.yml", "c.MARKDOWN"]


def test_a_folder_that_cannot_be_listed_is_told(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (path,) = drafts_in(str(tmp_path / "none"))
    assert "no such file" in unreadable(read_file(path)).lower()


def test_a_text_with_half_a_character_is_unreadable() -> None:
    assert "half a character" in unreadable(read_text("title: \ud800", "a.yaml", "yaml"))
    assert unreadable(read_text("a\0", "a.md", "markdown"))


def test_files_with_one_measure_are_one_draft() -> None:
    texts = {"a": "measure: m\n", "b": "title: T\n", "c": "measure: n\n", "d": "measure: ' m '\n", "e": "title: T\n"}
    readings = [read_text(text, path, "yaml") for path, text in texts.items()]
    assert [[reading.path for reading in group] for group in group_by_measure(readings)] == [["a", "d"], ["b"], ["c"], ["e"]]
