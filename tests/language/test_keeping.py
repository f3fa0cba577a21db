"""What is kept is used only where all that it was made from is the same, and never where the file itself is damaged."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from rulebook.files import grammar_file
from rulebook.language import tables as home
from rulebook.language.keeping import cached_at, keep, kept, whole
from rulebook.language.parser import parse_value

__all__: list[str] = []

ROOT = Path(__file__).resolve().parents[2]
parts = st.lists(st.binary(max_size=20), max_size=4)


@pytest.fixture
def path(tmp_path: Path) -> str:
    return str(tmp_path / "kept")


@given(parts, st.binary(max_size=50), st.data())
def test_what_is_kept_is_found_again_for_the_same_parts_alone(
    tmp_path_factory: pytest.TempPathFactory, one: list[bytes], content: bytes, data: st.DataObject
) -> None:
    path = str(tmp_path_factory.getbasetemp() / "kept")
    other = data.draw(parts | st.just([b"".join(one)]) | st.just(one))
    assert keep(path, one, content)
    assert kept(path, other) == (content if other == one else None)


@given(st.binary(min_size=1, max_size=50), st.data())
def test_a_damaged_or_truncated_file_is_not_used(tmp_path_factory: pytest.TempPathFactory, content: bytes, data: st.DataObject) -> None:
    path = tmp_path_factory.getbasetemp() / "damaged"
    file = whole([b"rules"], content)
    at = data.draw(st.integers(0, len(file) - 1))
    path.write_bytes(data.draw(st.sampled_from([file[:at], file[:at] + bytes([file[at] ^ 1]) + file[at + 1 :], file + b" "])))
    assert kept(str(path), [b"rules"]) is None


def test_where_no_file_can_be_written_nothing_is_kept_and_nothing_fails(tmp_path: Path) -> None:
    assert not keep(str(tmp_path / "no such folder" / "kept"), [b"rules"], b"content")
    assert os.listdir(tmp_path) == []


def test_two_processes_that_write_at_once_leave_one_whole_file(path: str) -> None:
    program = (
        "import sys; from rulebook.language.keeping import keep\n"
        "for _ in range(100): assert keep(sys.argv[1], [b'rules'], sys.argv[2].encode() * 100_000)"
    )
    writers = [subprocess.Popen([sys.executable, "-c", program, path, word], cwd=ROOT) for word in "ab"]
    seen = set()
    while any(writer.poll() is None for writer in writers):
        if os.path.exists(path):
            content = kept(path, [b"rules"])
            assert content is not None, "a file was seen before it was whole"
            seen.add(content[:1])
    assert [writer.returncode for writer in writers] == [0, 0]
    assert seen <= {b"a", b"b"}
    assert os.listdir(os.path.dirname(path)) == ["kept"]


@pytest.mark.parametrize("content", [b"", b"[]", b"{}", b'{"actions":1}', b"\xff"])
def test_tables_of_another_program_are_not_used(content: bytes, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("RULEBOOK_CACHE", str(tmp_path))
    monkeypatch.setattr(home, "shipped_tables", lambda: str(tmp_path / "none"))
    for _ in range(2):
        monkeypatch.setattr(home, "_made", None)
        before = parse_value("6 months")
        (file,) = tmp_path.glob("grammar-*.json")
        made_from = home._made_from(Path(grammar_file()).read_bytes())
        assert cached_at("grammar", made_from, "json") == str(file)
        assert keep(str(file), made_from, content)
        monkeypatch.setattr(home, "_made", None)
        assert parse_value("6 months") == before
