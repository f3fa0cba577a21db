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


@pytest.mark.parametrize("name", ["nowhere/", "nowhere.rules"])
def test_rules_that_cannot_be_loaded_are_exit_2(name: str, capsys: Capture) -> None:
    assert main(["facts", name, "--format", "json"]) == 2
    assert json.loads(capsys.readouterr().out)["rule_errors"][0]["code"] == "unreadable"


def listed(capsys: Capture, *words: str) -> set[str]:
    assert main(["facts", "--rules", "a.rules", "--format", "json", *words]) == 0
    found = [fact["path"] for book in json.loads(capsys.readouterr().out)["rulebooks"] for fact in book["facts"]]
    return set(found)


@pytest.mark.parametrize(
    ("words", "facts"),
    [
        (["CHILDREN"], {"people.children"}),  # in the name
        (["harm"], {"fair"}),  # in the meaning
        (["how", "often"], {"trained"}),  # in the question
        (["public_order"], {"grounds"}),  # in the values
        (["person", "floor"], {"space"}),
        (["each person floor"], {"space"}),
        (["a.rules", "floor"], {"space"}),
    ],
)
def test_words_find_the_facts_that_have_them_all(words: list[str], facts: set[str], capsys: Capture) -> None:
    assert listed(capsys, *words) == facts


def test_the_name_of_a_rulebook_shows_all_that_it_declares(capsys: Capture) -> None:
    assert listed(capsys, "t.detention") == listed(capsys)


def test_a_fact_that_is_found_stands_under_its_group(capsys: Capture) -> None:
    assert main(["facts", "a.rules", "children"]) == 0
    out = capsys.readouterr().out
    assert "people · a group" in out
    assert "people.children" in out
    assert "people.detained" not in out
    assert "longest" not in out


def test_words_that_nothing_has_are_told_with_the_nearest(capsys: Capture) -> None:
    assert main(["facts", "a.rules", "chidlren"]) == 2
    said = "Nothing that a draft can state has “chidlren” in its name, meaning, question or values. Did you mean children?\n"
    assert capsys.readouterr().err == said


def test_the_name_of_a_rulebook_that_is_not_loaded_is_answered_with_how_the_library_s_is_written(capsys: Capture) -> None:
    assert main(["facts", "a.rules", "eu.return-detention"]) == 2
    assert "Write `library:eu/return-detention` for that part of the library." in capsys.readouterr().err


def test_a_rulebook_that_declares_nothing_itself_is_answered_with_how_to_see_what_it_asks(capsys: Capture) -> None:
    with open("b.rules", "w", encoding="utf-8") as file:
        file.write("rulebook t.empty\n  use t.detention\n")
    assert main(["facts", "a.rules", "b.rules", "t.empty"]) == 2
    assert "`rulebook new draft --rulebook t.empty` writes all that its rules ask." in capsys.readouterr().err
