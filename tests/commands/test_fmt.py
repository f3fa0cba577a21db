"""`rulebook fmt`: what it changes, what it leaves alone, and what it answers."""

from __future__ import annotations

import io
import os
import sys
from pathlib import Path

import pytest

from rulebook.commands.command_line import main

UNTIDY = 'rulebook t.x title "X"\nfact a: yes/no means "a" # why\n'
TIDY = 'rulebook t.x\n  title "X"\n\nfact a: yes/no\n  means "a"  # why\n'


@pytest.fixture
def rules(tmp_path: Path) -> Path:
    path = tmp_path / "x.rules"
    path.write_text(UNTIDY, encoding="utf-8")
    return path


def test_a_file_is_laid_out_in_place_and_named(rules: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["fmt", str(rules)]) == 0
    assert rules.read_text(encoding="utf-8") == TIDY
    assert capsys.readouterr().out == f"{rules}\n"
    assert main(["fmt", str(rules)]) == 0
    assert capsys.readouterr().out == ""


def test_a_check_changes_nothing_and_names_what_would_change(rules: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (rules.parent / "tidy.rules").write_text(TIDY, encoding="utf-8")
    assert main(["fmt", "--check", str(rules.parent)]) == 1
    assert rules.read_text(encoding="utf-8") == UNTIDY
    assert capsys.readouterr().out == f"{rules}\n"
    main(["fmt", str(rules)])
    assert main(["fmt", "--check", str(rules.parent)]) == 0


def test_a_difference_shows_what_would_change(rules: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["fmt", "--diff", str(rules)]) == 1
    assert rules.read_text(encoding="utf-8") == UNTIDY
    shown = capsys.readouterr().out
    assert '-rulebook t.x title "X"\n' in shown
    assert '+rulebook t.x\n+  title "X"\n' in shown


def test_a_file_with_errors_stays_as_it_is_and_the_others_are_laid_out(rules: Path, capsys: pytest.CaptureFixture[str]) -> None:
    broken = rules.parent / "broken.rules"
    broken.write_text("rulebook   t.y\nrule r of s\n  requires a\n", encoding="utf-8")
    assert main(["fmt", str(rules.parent)]) == 2
    assert broken.read_text(encoding="utf-8") == "rulebook   t.y\nrule r of s\n  requires a\n"
    assert rules.read_text(encoding="utf-8") == TIDY
    said = capsys.readouterr().err
    assert "broken.rules:3:3" in said
    assert "require" in said


def test_line_ends_and_a_byte_order_mark_become_those_of_unix(rules: Path, capsys: pytest.CaptureFixture[str]) -> None:
    rules.write_bytes(b"\xef\xbb\xbf" + TIDY.replace("\n", "\r\n").encode())
    assert main(["fmt", "--check", str(rules)]) == 1
    assert main(["fmt", str(rules)]) == 0
    assert rules.read_bytes() == TIDY.encode()
    rules.write_bytes(TIDY.replace("\n", "\r\n").encode())
    capsys.readouterr()
    assert main(["fmt", "--diff", str(rules)]) == 1
    assert "line ends" in capsys.readouterr().out


@pytest.mark.skipif(os.name == "nt", reason="Windows keeps no such mode")
def test_mode_and_links_are_kept(rules: Path) -> None:
    rules.chmod(0o640)
    link = rules.parent / "link.rules"
    link.symlink_to(rules)
    assert main(["fmt", str(link)]) == 0
    assert link.is_symlink()
    assert rules.read_text(encoding="utf-8") == TIDY
    assert rules.stat().st_mode & 0o777 == 0o640


class Input:
    """Standard input with these bytes."""

    def __init__(self, content: bytes) -> None:
        self.buffer = io.BytesIO(content)


def test_standard_input_is_laid_out_on_standard_output(monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> None:
    monkeypatch.setattr(sys, "stdin", Input(UNTIDY.encode()))
    assert main(["fmt", "-"]) == 0
    assert capsys.readouterr().out == TIDY
    monkeypatch.setattr(sys, "stdin", Input(UNTIDY.encode()))
    assert main(["fmt", "-", "--check"]) == 1
    assert capsys.readouterr().out == "standard input\n"
    for option in ("--check", "--diff"):
        monkeypatch.setattr(sys, "stdin", Input(TIDY.encode()))
        assert main(["fmt", "-", option]) == 0
        assert capsys.readouterr().out == ""


def test_standard_input_with_errors_gives_nothing(monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> None:
    monkeypatch.setattr(sys, "stdin", Input(b"rulebook\n"))
    assert main(["fmt", "-"]) == 2
    shown = capsys.readouterr()
    assert shown.out == ""
    assert "standard input:1" in shown.err


def test_no_rule_file_is_no_success(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["fmt", str(tmp_path)]) == 2
    assert "There is no rule file here" in capsys.readouterr().err
    assert main(["fmt", str(tmp_path / "missing.rules")]) == 2
    assert "missing.rules" in capsys.readouterr().err


def test_what_is_no_text_is_refused(rules: Path, capsys: pytest.CaptureFixture[str]) -> None:
    rules.write_bytes(b"rulebook t.x \xff\n")
    assert main(["fmt", str(rules)]) == 2
    assert rules.read_bytes() == b"rulebook t.x \xff\n"
    assert "UTF-8" in capsys.readouterr().err
