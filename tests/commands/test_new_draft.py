"""`rulebook new draft` writes a skeleton that can be checked at once."""

from __future__ import annotations

from pathlib import Path

import pytest

from rulebook.commands.command_line import main

__all__: list[str] = []

Capture = pytest.CaptureFixture[str]
pytestmark = pytest.mark.usefixtures("folder")


def new(*words: str) -> int:
    return main(["new", "draft", "--rules", "a.rules", *words])


@pytest.mark.parametrize("name", ["draft.md", "draft.yaml", "draft.YML"])
def test_a_skeleton_is_checked_as_it_stands_and_nothing_in_it_fails(name: str, capsys: Capture) -> None:
    assert new("--output", name, "--title", "A procedure") == 0
    assert main(["check", "--rules", "a.rules", "--law", "eu,coe", name]) == 0
    said = capsys.readouterr().out
    assert said.startswith("A procedure\n")
    assert "Result  nothing fails · 3 are not known" in said


def test_without_a_name_a_skeleton_is_markdown(capsys: Capture) -> None:
    assert new() == 0
    assert capsys.readouterr().out.startswith("---\ntitle:\n---\n")


@pytest.mark.parametrize(
    ("words", "asked", "not_asked"),
    [
        (["--rule", "six-months"], "longest", "space"),
        (["--rule", "six-months", "--rule", "t.detention/balance"], "space", "people"),
        (["--safeguard", "child"], "people.children", "longest"),
        (["--rulebook", "t.detention"], "trained", "appeal"),
    ],
)
def test_a_filter_keeps_only_what_its_rules_ask(words: list[str], asked: str, not_asked: str, capsys: Capture) -> None:
    assert new("--format", "yaml", *words) == 0
    lines = capsys.readouterr().out
    assert f"  {asked}:\n" in lines
    assert f"  {not_asked}" not in lines


@pytest.mark.parametrize(
    ("words", "sentence"),
    [
        (["--rule", "six-month"], "No rule is called six-month. Did you mean six-months?"),
        (["--rule", "t.detention"], "t.detention is a rulebook, not a rule; write --rulebook t.detention."),
        (["--rulebook", "six-months"], "six-months is a rule, not a rulebook; write --rule six-months."),
        (["--safeguard", "shrot"], "No safeguard is called shrot. Did you mean short?"),
        (["--rulebook", "zzz"], "No rulebook is called zzz. Look at its spelling."),
    ],
)
def test_a_filter_of_nothing_is_told(words: list[str], sentence: str, capsys: Capture) -> None:
    assert new(*words) == 2
    assert capsys.readouterr().err == f"{sentence}\n"


def test_a_draft_that_is_there_already_is_left_alone(capsys: Capture) -> None:
    before = Path("fails.md").read_bytes()
    assert new("--output", "fails.md") == 2
    assert capsys.readouterr().err == "The file fails.md is there already; give the new draft another name.\n"
    assert Path("fails.md").read_bytes() == before


def test_rules_that_cannot_be_loaded_leave_no_file(capsys: Capture) -> None:
    assert main(["new", "draft", "--rules", "nowhere", "--output", "draft.md"]) == 2
    assert "unreadable" in capsys.readouterr().out
    assert not Path("draft.md").exists()


def test_a_name_that_is_no_draft_s_is_refused_before_anything_is_written(capsys: Capture) -> None:
    assert new("--output", "draft.docx") == 2
    assert capsys.readouterr().err == "draft.docx would not be read as a draft; give it a name that ends in .md or .yaml.\n"
    assert not Path("draft.docx").exists()


@pytest.mark.parametrize("name", ["draft.md", "draft.yaml"])
def test_the_draft_of_one_rule_is_checked_by_the_law_of_that_rule(name: str, capsys: Capture) -> None:
    assert new("--rule", "six-months", "--output", name) == 0
    assert "\nlegal orders: [eu]\n" in Path(name).read_text(encoding="utf-8")
    assert main(["check", "--rules", "a.rules", name]) == 0
    said = capsys.readouterr().out
    assert "law of: European Union" in said
    assert "assumed" not in said
