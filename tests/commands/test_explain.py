"""`rulebook explain` finds the rule that is meant, or says which there are."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from rulebook.commands.command_line import main

__all__: list[str] = []

Capture = pytest.CaptureFixture[str]
pytestmark = pytest.mark.usefixtures("folder")


def explain(*words: str) -> int:
    return main(["explain", "--rules", "a.rules", *words])


@pytest.mark.parametrize("name", ["six-months", "t.detention/six-months", "twelve-more", "t.detention/twelve-more"])
def test_a_rule_is_found_by_its_name_in_full_or_short_and_by_its_exceptions(name: str, capsys: Capture) -> None:
    assert explain(name) == 0
    assert capsys.readouterr().out.startswith("Detention ends after six months\nt.detention/six-months\n")


@pytest.mark.parametrize("title", ["Detention ends after six months", "  detention ends after  six months. ", "Up to twelve months more"])
def test_a_rule_is_found_by_the_title_that_a_report_prints(title: str, capsys: Capture) -> None:
    assert explain(title) == 0
    assert capsys.readouterr().out.startswith("Detention ends after six months\nt.detention/six-months\n")


def test_the_rule_as_json(capsys: Capture) -> None:
    assert explain("six-months", "--format", "json") == 0
    assert json.loads(capsys.readouterr().out)["rule"]["name"] == "t.detention/six-months"


@pytest.mark.parametrize(
    ("name", "sentence"),
    [
        ("six-month", "No rule is called six-month. Did you mean six-months?"),
        ("t.detention/six-month", "No rule is called t.detention/six-month. Did you mean t.detention/six-months?"),
        (
            "Detention ends after 6 months",
            "No rule is called Detention ends after 6 months. Did you mean “Detention ends after six months” (t.detention/six-months)?",
        ),
        ("RD 15(7)", 'No rule cites RD 15(7). 1 rule cites RD 15; `rulebook rules --authority "RD 15"` lists it.'),
        ("RD 99", "No rule cites RD 99."),
        ("RDD 15(5)", "No source is called RDD. Did you mean RD?"),
        ("longest", "longest is a fact that drafts state, not a rule. The rules that ask for it are: t.detention/six-months."),
        ("short", "short is a safeguard, not a rule; its rules are: t.detention/six-months, t.detention/balance, t.detention/heard."),
    ],
)
def test_another_name_is_told_with_the_nearest(name: str, sentence: str, capsys: Capture) -> None:
    assert explain(name) == 2
    assert capsys.readouterr().err == f"{sentence}\n"


def test_the_name_of_a_rulebook_lists_its_rules(capsys: Capture) -> None:
    assert explain("t.detention") == 2
    said = capsys.readouterr().err
    assert said.startswith("t.detention is a rulebook, not a rule; its rules are: t.detention/six-months, ")


def test_a_name_that_is_near_none_lists_the_rules(capsys: Capture) -> None:
    assert explain("zzz") == 2
    assert "No rule is called zzz. The rules are: t.detention/six-months, " in capsys.readouterr().err


def test_words_that_are_near_no_name_list_the_rules_that_have_them(capsys: Capture) -> None:
    assert explain("how long may detention last until it ends, please") == 2
    first, nearest, *_ = capsys.readouterr().err.splitlines()
    assert first == "No rule is called how long may detention last until it ends, please. The nearest are:"
    assert nearest == "  t.detention/six-months – Detention ends after six months"


def test_a_short_name_of_two_rules_lists_both(capsys: Capture) -> None:
    rules = Path("a.rules").read_text(encoding="utf-8")
    safeguard = rules[rules.index("safeguard short") : rules.index("exception twelve-more")]
    head = 'rulebook t.other\n  title "Other"\n  use t.detention\nsource RD\n  title "D"\n  legal order eu\n'
    Path("b.rules").write_text(head + safeguard, encoding="utf-8")
    assert explain("--rules", "b.rules", "six-months") == 2
    said = capsys.readouterr().err
    assert said == "2 rules are called six-months; give one of the full names: t.detention/six-months, t.other/six-months.\n"


WRONG = """
case "a slip in what is given"
  given longest = 9 months
  given longest = 8 months
  expect six-months fails

case "expected otherwise"
  given longest = 9 months
  given grounds = none
  expect six-months passes
"""


def test_a_case_that_does_not_come_out_is_not_shown_as_the_truth(capsys: Capture) -> None:
    with open("a.rules", "a", encoding="utf-8") as file:
        file.write(WRONG)
    assert explain("six-months") == 0
    shown = " ".join(capsys.readouterr().out.split())
    for outcome in ("fails", "passes"):
        assert f"wrong: it says that the rule {outcome}, and it comes out otherwise (`rulebook test` says how)" in shown
    assert explain("six-months", "--format", "json") == 0
    cases = json.loads(capsys.readouterr().out)["rule"]["cases"]
    assert [case["title"] for case in cases if not case["comes_out"]] == ["a slip in what is given", "expected otherwise"]
    assert any(case["comes_out"] for case in cases)


def test_rules_that_cannot_be_loaded_are_exit_2(capsys: Capture) -> None:
    assert main(["explain", "--rules", "nowhere", "six-months"]) == 2
    assert "unreadable" in capsys.readouterr().out


def test_a_few_rules_that_cite_the_same_are_explained_one_after_the_other(capsys: Capture) -> None:
    assert main(["explain", "RD 15(5)"]) == 0
    shown = capsys.readouterr().out
    assert "Detention for return ends after six months" in shown
    assert "When the time is up, the person is released" in shown
