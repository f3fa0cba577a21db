"""Whatever the cache holds, or cannot hold, a check says the same, byte for byte."""

from __future__ import annotations

import os
from collections.abc import Callable
from pathlib import Path

import pytest

from rulebook.commands.command_line import main
from rulebook.files import grammar_file
from rulebook.language import keeping, store, tables

__all__: list[str] = []

Capture = pytest.CaptureFixture[str]
CHECKS = [
    ["check", "--rules", "a.rules", "--law", "eu", "--format", form, draft]
    for form in ("json", "text")
    for draft in ("fails.md", "passes.yaml")
]


def said(capsys: Capture, monkeypatch: pytest.MonkeyPatch) -> list[tuple[int, str, str]]:
    """What every check says, each as if in a process of its own."""
    found = []
    for words in CHECKS:
        monkeypatch.setattr(tables, "_made", None)
        code = main(words)
        found.append((code, *capsys.readouterr()))
    return found


def _truncated(path: Path) -> None:
    path.write_bytes(path.read_bytes()[:-30])


def _empty(path: Path) -> None:
    path.write_bytes(b"")


def _foreign(path: Path) -> None:
    grammar, rules = Path(grammar_file()).read_bytes(), Path("a.rules").read_bytes()
    made_from = tables._made_from(grammar) if path.name.startswith("grammar") else store._made_from([("a.rules", rules)])
    assert keeping.keep(str(path), made_from, b'{"names": [1]}', b"")


def _of_other_rules(path: Path) -> None:
    path.write_bytes(keeping.whole([b"other rules"], b"{}"))


def _a_folder(path: Path) -> None:
    path.unlink()
    path.mkdir()


@pytest.mark.usefixtures("folder")
@pytest.mark.parametrize("harm", [_truncated, _empty, _foreign, _of_other_rules, _a_folder])
def test_a_check_says_the_same_whatever_the_cache_holds(
    harm: Callable[[Path], None], tmp_path: Path, capsys: Capture, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("RULEBOOK_CACHE", "off")
    without = said(capsys, monkeypatch)
    cache = tmp_path / "a cache"
    monkeypatch.setenv("RULEBOOK_CACHE", str(cache))
    assert said(capsys, monkeypatch) == without, "with an empty cache"
    assert said(capsys, monkeypatch) == without, "with a warm one"
    files = sorted(cache.iterdir())
    assert [path.name.partition("-")[0] for path in files] == ["grammar", "policy"]
    for path in files:
        harm(path)
        assert said(capsys, monkeypatch) == without, f"after harm to {path.name}"


@pytest.mark.usefixtures("folder")
@pytest.mark.skipif(os.name == "nt" or os.getuid() == 0, reason="everything can be written to")
def test_a_check_says_the_same_where_the_cache_cannot_be_written(tmp_path: Path, capsys: Capture, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("RULEBOOK_CACHE", "off")
    without = said(capsys, monkeypatch)
    cache = tmp_path / "a cache"
    cache.mkdir(mode=0o500)
    monkeypatch.setenv("RULEBOOK_CACHE", str(cache))
    assert said(capsys, monkeypatch) == without
    assert list(cache.iterdir()) == []
