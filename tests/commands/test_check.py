"""`rulebook check`: what it reads, what it says, and its exit codes."""

from __future__ import annotations

import io
import json
import os
import sys
from pathlib import Path
from typing import Any

import pytest

from rulebook.checking.findings import Change, CheckedDraft, Report
from rulebook.checking.verdict import Terms
from rulebook.commands.check import exit_code
from rulebook.commands.command_line import main
from rulebook.drafts.draft import Place, Problem
from rulebook.records import replace
from rulebook.reports.schema import read
from rulebook.values import Date
from tests.reports.reporting import POLICY, finding, of

__all__: list[str] = []

Capture = pytest.CaptureFixture[str]
pytestmark = pytest.mark.usefixtures("folder")


def check(*words: str) -> int:
    return main(["check", "--rules", "a.rules", *words])


def checked(capsys: Capture, *words: str) -> tuple[int, dict[str, Any]]:
    """Return the exit code and the JSON of a check."""
    code = check("--format", "json", *words)
    made: dict[str, Any] = json.loads(capsys.readouterr().out)
    return code, made


# ---- exit codes ----------------------------------------------------------------------------------------------------

GOOD_PRACTICE = next(rule for rule in POLICY.rules if rule.safeguard.nature == "good-practice")


def problem(code: str) -> Report:
    made = of(finding(status="pass"))
    return Report((replace(made.drafts[0], problems=(Problem(code, "A message.", "", (Place("draft.md", 1),)),)),))


@pytest.mark.parametrize(
    ("made", "plain", "strict", "warnings"),
    [
        (of(finding(status="pass")), 0, 0, 0),
        (of(finding(status="not applicable")), 0, 0, 0),
        (of(finding(status="waived")), 0, 0, 0),
        (of(finding()), 1, 1, 1),
        (of(finding(status="unknown")), 0, 1, 0),
        (of(finding(status="unknown", unless=("t.detention/twelve-more",))), 1, 1, 1),
        (of(finding(status="pass", changes=(Change(Date(2027, 1, 1), "fail"),))), 1, 1, 1),
        (of(finding(status="not in force", changes=(Change(Date(2027, 1, 1), "unknown"),))), 0, 1, 0),
        (of(finding(status="pass", changes=(Change(Date(2027, 1, 1), "unknown", ("t.detention/twelve-more",)),))), 1, 1, 1),
        (of(finding(rule=GOOD_PRACTICE)), 0, 0, 1),
        (of(finding(rule=GOOD_PRACTICE, status="unknown")), 0, 0, 0),
        (of(), 2, 2, 2),
        (Report(()), 2, 2, 2),
        (problem("unknown-fact"), 1, 1, 1),
        (problem("contradictory-steps"), 1, 1, 1),
        (problem("bad-statement"), 2, 2, 2),
        (problem("bad-header"), 2, 2, 2),
        (Report((of(finding()).drafts[0], of().drafts[0])), 2, 2, 2),
    ],
)
def test_the_exit_code_is_the_highest_that_applies(made: Report, plain: int, strict: int, warnings: int) -> None:
    assert exit_code(made) == plain
    assert exit_code(made, Terms(strict=True)) == strict
    assert exit_code(made, Terms(warnings=True)) == warnings


def test_with_both_options_good_practice_that_is_not_known_counts_as_failed() -> None:
    assert exit_code(of(finding(rule=GOOD_PRACTICE, status="unknown")), Terms(strict=True, warnings=True)) == 1


def test_a_draft_that_could_not_be_read_never_counts_as_checked() -> None:
    draft = CheckedDraft("x.md", ("x.md",), "", Date(2026, 1, 1), ("un",), True, (), (), (), (), True)
    assert exit_code(Report((draft,))) == 2


# ---- drafts --------------------------------------------------------------------------------------------------------


def test_a_draft_that_fails_is_exit_1_and_one_that_does_not_exit_0(capsys: Capture) -> None:
    assert check("--law", "eu", "fails.md") == 1
    assert check("passes.yaml") == 0
    assert "nothing fails" in capsys.readouterr().out


def test_a_folder_stands_for_the_drafts_in_it_in_order_of_name(capsys: Capture) -> None:
    code, made = checked(capsys, ".")
    assert [draft["path"] for draft in made["drafts"]] == ["fails.md", "latin.md", "passes.yaml"]
    assert code == 2


def test_of_a_draft_that_is_not_there_nobody_is_told_whose_law_was_assumed(capsys: Capture) -> None:
    assert check("nowhere.md") == 2
    assert "whose law" not in capsys.readouterr().out


def test_one_draft_that_cannot_be_read_does_not_stop_the_others(capsys: Capture) -> None:
    code = check("--law", "eu", "latin.md", "fails.md")
    said = capsys.readouterr()
    assert code == 2
    assert "FAILS  Detention ends after six months" in said.out
    assert "unreadable · line 1" in said.out
    assert "latin.md could not be read, so nothing was checked in it." in said.err


def test_a_folder_without_a_draft_is_exit_2_and_says_so(capsys: Capture) -> None:
    Path("empty").mkdir()
    assert check("empty") == 2
    said = capsys.readouterr().err
    assert "There is no draft in the folder empty" in said
    assert "No draft was found, so nothing was checked." in said


def test_a_check_in_which_no_rule_binds_is_exit_2_and_says_so(capsys: Capture) -> None:
    Path("small.rules").write_text(Path("a.rules").read_text(encoding="utf-8").split("rule no-child")[0], encoding="utf-8")
    assert main(["check", "--rules", "small.rules", "--law", "coe", "fails.md"]) == 2
    said = capsys.readouterr()
    assert "no rule was evaluated" in said.out
    assert "No rule was evaluated on fails.md" in said.err


def test_the_same_draft_named_twice_is_checked_once(capsys: Capture) -> None:
    assert len(checked(capsys, "fails.md", "fails.md")[1]["drafts"]) == 1


def test_standard_input_is_a_draft(capsys: Capture, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sys, "stdin", io.TextIOWrapper(io.BytesIO(b"legal orders: [eu]\nfacts: {longest: 9 months, grounds: none}\n")))
    code, made = checked(capsys, "--input-format", "yaml", "-")
    assert code == 1
    assert made["drafts"][0]["findings"][-1]["status"] in {"fail", "unknown"}


def test_files_with_the_same_measure_are_one_draft(capsys: Capture) -> None:
    Path("one.yaml").write_text("measure: m\nlegal orders: [eu]\nfacts: {longest: 9 months}\n", encoding="utf-8")
    Path("two.yaml").write_text("measure: m\nfacts: {grounds: none}\n", encoding="utf-8")
    _, made = checked(capsys, "one.yaml", "two.yaml")
    assert [draft["path"] for draft in made["drafts"]] == ["one.yaml"]


def test_drafts_and_options_may_stand_in_any_order(capsys: Capture) -> None:
    _, made = checked(capsys, "passes.yaml", "--law", "eu", "fails.md")
    assert [draft["path"] for draft in made["drafts"]] == ["passes.yaml", "fails.md"]


def test_the_name_of_a_draft_may_begin_with_a_dash(capsys: Capture) -> None:
    Path("fails.md").rename("-x.md")
    assert checked(capsys, "--", "-x.md")[1]["drafts"][0]["path"] == "-x.md"


# ---- whose law, and of which day -----------------------------------------------------------------------------------


def test_the_law_of_the_command_line_replaces_that_of_the_draft(capsys: Capture) -> None:
    assert checked(capsys, "--law", "coe,practice", "passes.yaml")[1]["drafts"][0]["legal_orders"] == ["coe", "practice"]


def test_a_legal_order_that_no_rule_has_is_a_problem_of_the_draft_with_the_nearest_right_name(capsys: Capture) -> None:
    code, made = checked(capsys, "--law", "eeu,coe", "fails.md")
    (draft,) = made["drafts"]
    assert code == 2
    assert draft["legal_orders"] == ["coe"]
    assert draft["problems"][0]["code"] == "bad-header"
    assert "eeu" in draft["problems"][0]["message"]
    assert "eu" in draft["problems"][0]["hint"].rstrip("?").split()


def test_the_day_of_the_check_can_be_given(capsys: Capture) -> None:
    assert checked(capsys, "--as-of", "2005-01-01", "--law", "coe,eu", "passes.yaml")[1]["drafts"][0]["as_of"] == "2005-01-01"


# ---- the report ----------------------------------------------------------------------------------------------------


def test_standard_output_holds_the_report_and_nothing_else(capsys: Capture) -> None:
    check("--format", "json", "latin.md", "fails.md")
    assert read(capsys.readouterr().out)


def test_rules_that_cannot_be_loaded_are_the_report_and_exit_2(capsys: Capture) -> None:
    Path("b.rules").write_text("rulebook t.b\n  title \"B\"\nsafeguard s: qualified\nrule r of s\n  require x\n", encoding="utf-8")
    assert main(["check", "--rules", "b.rules", "--format", "json", "fails.md"]) == 2
    said = capsys.readouterr()
    assert {error["line"] for error in json.loads(said.out)["rule_errors"]} >= {4, 5}
    assert said.err == "The rules cannot be loaded, so nothing was checked.\n"
    assert main(["check", "--rules", "b.rules", "fails.md"]) == 2
    assert "│ require x" in capsys.readouterr().out


def test_a_path_of_rules_that_is_not_there_is_told(capsys: Capture) -> None:
    assert main(["check", "--rules", "nowhere", "fails.md"]) == 2
    assert "nowhere:1:1 unreadable" in capsys.readouterr().out


def test_the_report_goes_to_a_file(capsys: Capture) -> None:
    check("--law", "eu", "--output", "report.txt", "fails.md")
    assert capsys.readouterr().out == ""
    assert "FAILS  Detention ends after six months" in Path("report.txt").read_text(encoding="utf-8")


def test_a_report_that_cannot_be_written_leaves_the_old_one_whole(capsys: Capture, monkeypatch: pytest.MonkeyPatch) -> None:
    Path("report.txt").write_text("old", encoding="utf-8")

    def full(*_: object) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(os, "replace", full)
    assert check("--output", "report.txt", "fails.md") == 2
    assert capsys.readouterr().err == "The file report.txt cannot be written: no space left on device.\n"
    assert Path("report.txt").read_text(encoding="utf-8") == "old"
    assert not list(Path().glob("*.part"))


@pytest.mark.parametrize("output", [".", "no/such/folder/report.txt", "a\0b"])
def test_an_output_that_is_no_file_is_told_in_a_sentence(output: str, capsys: Capture) -> None:
    assert check("--output", output, "passes.yaml") == 2
    assert "cannot be written: " in capsys.readouterr().err


def test_an_output_keeps_its_rights_and_a_link_stays_a_link() -> None:
    Path("real.txt").write_text("old", encoding="utf-8")
    Path("real.txt").chmod(0o640)
    Path("link.txt").symlink_to("real.txt")
    check("--output", "link.txt", "passes.yaml")
    assert Path("link.txt").is_symlink()
    assert "Result" in Path("real.txt").read_text(encoding="utf-8")
    assert Path("real.txt").stat().st_mode & 0o777 == 0o640


@pytest.mark.skipif(not Path("/dev/null").is_char_device(), reason="there is no device to write to")
def test_an_output_that_is_a_device_stays_one() -> None:
    assert check("--output", "/dev/null", "passes.yaml") == 0
    assert Path("/dev/null").is_char_device()


def test_strict_fail_on_and_verbose_reach_the_check(capsys: Capture) -> None:
    assert check("--law", "eu,coe", "passes.yaml") == 0
    assert check("--law", "eu,coe", "--strict", "passes.yaml") == 1
    Path("untrained.yaml").write_text("facts: {trained: 3 years}\n", encoding="utf-8")
    assert check("--law", "practice", "untrained.yaml") == 0
    assert check("--law", "practice", "--fail-on", "warning", "untrained.yaml") == 1
    capsys.readouterr()
    check("--law", "eu", "--verbose", "passes.yaml")
    assert "passes         Detention ends after six months" in capsys.readouterr().out
