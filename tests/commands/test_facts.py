"""`rulebook facts` lists what a draft can state."""

from __future__ import annotations

import json

import pytest

from rulebook.commands.command_line import main

__all__: list[str] = []

Capture = pytest.CaptureFixture[str]
pytestmark = pytest.mark.usefixtures("folder")


@pytest.mark.parametrize("words", [["a.rules"], ["--rules", "a.rules"]])
def test_the_rule_files_are_named_with_or_without_the_option(words: list[str], capsys: Capture) -> None:
    assert main(["facts", *words]) == 0
    assert "people.children · 1 rule" in capsys.readouterr().out


def test_the_facts_as_json_in_a_file(capsys: Capture) -> None:
    assert main(["facts", "a.rules", "--format", "json", "--output", "facts.json"]) == 0
    assert capsys.readouterr().out == ""
    with open("facts.json", encoding="utf-8") as file:
        assert json.load(file)["rulebooks"][0]["name"] == "t.detention"


def test_rules_that_cannot_be_loaded_are_exit_2(capsys: Capture) -> None:
    assert main(["facts", "nowhere", "--format", "json"]) == 2
    assert json.loads(capsys.readouterr().out)["rule_errors"][0]["code"] == "unreadable"


@pytest.mark.parametrize(("name", "part"), [("eu.return-detention", "library:eu/return-detention"), ("eu", "library:eu")])
def test_the_name_of_a_rulebook_is_answered_with_how_the_library_s_is_written(name: str, part: str, capsys: Capture) -> None:
    assert main(["facts", name]) == 2
    assert f"Write `{part}` for that part of the library." in capsys.readouterr().out
