"""`rulebook test`: what it answers about the worked cases of rule files."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from rulebook.commands.command_line import main

RULES = """\
rulebook t.book
  title "A book"

source RD
  title "A directive"
  legal order eu

fact longest: duration
  means "the longest time one person can be held"
  ask "How long?"

safeguard s: qualified
  title "Detention is short"

rule cap of s
  authority RD "15(5)"
  require longest is at most 6 months

rule lower-cap of s
  authority RD "15(5)"
  require longest is at most 9 months
"""
GOOD = """
case "nine months"
  given longest = 9 months
  expect cap fails

case "six months"
  given longest = 6 months
  expect cap passes

case "silence"
  expect cap unknown missing longest
"""
BAD = """
case "a year"
  given longest = 1 year
  expect cap passes
"""


@pytest.fixture
def book(tmp_path: Path) -> Path:
    return tmp_path / "book.rules"


def test_a_failed_case_shows_where_what_was_expected_what_came_and_why(book: Path, capsys: pytest.CaptureFixture[str]) -> None:
    book.write_text(RULES + GOOD + BAD, encoding="utf-8")
    assert main(["test", str(book)]) == 1
    shown = capsys.readouterr().out
    assert f"{book}:34" in shown
    assert "a year" in shown.replace("\n", " ")
    assert "expected   cap passes (line 36)" in shown
    assert "came       fails" in shown
    assert "the longest time one person can be held" in shown
    assert "4 cases: 1 not as expected. 1 of 2 rules tried out in every way." in shown


def test_what_is_not_tried_out_is_listed_and_fails_only_when_asked(book: Path, capsys: pytest.CaptureFixture[str]) -> None:
    book.write_text(RULES + GOOD, encoding="utf-8")
    assert main(["test", str(book)]) == 0
    assert "t.book/lower-cap never passes, never fails and is never unknown" in capsys.readouterr().out
    assert main(["test", "--coverage", "--rules", str(book)]) == 1


def test_one_rule_can_be_tested_by_itself(book: Path, capsys: pytest.CaptureFixture[str]) -> None:
    book.write_text(RULES + GOOD + BAD.replace("cap", "lower-cap"), encoding="utf-8")
    assert main(["test", str(book), "--coverage", "--rule", "cap"]) == 0
    assert "3 cases: all as expected. 1 of 1 rule tried out in every way." in capsys.readouterr().out
    assert main(["test", str(book), "--rule", "t.book/lower-cap"]) == 1
    assert main(["test", str(book), "--rule", "lowr-cap"]) == 2
    assert "lower-cap" in capsys.readouterr().err


def test_no_case_is_no_success(book: Path, capsys: pytest.CaptureFixture[str]) -> None:
    book.write_text(RULES, encoding="utf-8")
    assert main(["test", str(book)]) == 2
    assert "no case" in capsys.readouterr().err


def test_rules_that_cannot_be_loaded_are_told_as_in_a_check(book: Path, capsys: pytest.CaptureFixture[str]) -> None:
    book.write_text(RULES.replace("require longest is", "require longst is"), encoding="utf-8")
    assert main(["test", str(book)]) == 2
    assert "longst" in capsys.readouterr().out
    assert main(["test", str(book), "--format", "json"]) == 2
    assert json.loads(capsys.readouterr().out)["rule_errors"][0]["line"] == 17


def test_the_json_has_every_case_every_gap_and_a_summary(book: Path, capsys: pytest.CaptureFixture[str]) -> None:
    book.write_text(RULES + GOOD + BAD, encoding="utf-8")
    assert main(["test", str(book), "--format", "json"]) == 1
    report = json.loads(capsys.readouterr().out)
    assert report["version"] == 1
    assert report["summary"] == {"cases": 4, "failed": 1, "rules": 2, "covered": 1}
    assert [case["passed"] for case in report["cases"]] == [True, True, True, False]
    failed = report["cases"][-1]
    assert (failed["title"], failed["rulebook"], failed["file"], failed["line"]) == ("a year", "t.book", str(book), 34)
    assert failed["failures"][0]["expected"] == "cap passes"
    assert failed["failures"][0]["came"] == "fails"
    assert failed["failures"][0]["line"] == 36
    assert report["gaps"] == [{"rule": "t.book/lower-cap", "exception": None, "lacks": ["pass", "fail", "unknown"]}]


ONE_RULE = RULES.partition("rule lower-cap")[0] + GOOD.replace("nine months", "seven months").replace("9 months", "7 months")


def test_what_no_case_notices_is_listed_and_fails(book: Path, capsys: pytest.CaptureFixture[str]) -> None:
    book.write_text(ONE_RULE, encoding="utf-8")
    assert main(["test", str(book), "--mutate"]) == 0
    assert "every change is noticed." in capsys.readouterr().out
    book.write_text(ONE_RULE.replace("7 months", "9 months"), encoding="utf-8")
    assert main(["test", str(book), "--mutate"]) == 1
    shown = capsys.readouterr().out
    assert "no case notices  `7 months` for `6 months`" in shown
    assert "1 of them no case notices." in shown


def test_a_change_that_a_comment_explains_is_counted_and_not_listed(book: Path, capsys: pytest.CaptureFixture[str]) -> None:
    remark = "# survives: cap: `7 months` for `6 months`, because\n# nobody is held for so long\n"
    book.write_text(ONE_RULE.replace("7 months", "9 months") + remark, encoding="utf-8")
    assert main(["test", str(book), "--mutate"]) == 0
    assert "every change is noticed but 1, which a comment explains." in capsys.readouterr().out


def test_where_a_case_fails_it_is_said_that_no_change_was_tried(book: Path, capsys: pytest.CaptureFixture[str]) -> None:
    book.write_text(RULES + GOOD + BAD, encoding="utf-8")
    assert main(["test", str(book), "--mutate"]) == 1
    said = capsys.readouterr()
    assert "a year" in said.out
    assert said.err == "No change of the rules was tried, because cases fail as the rules stand; mend these first.\n"
