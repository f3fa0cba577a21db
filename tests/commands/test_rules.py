"""`rulebook rules` lists rules by subject, authority, nature, legal order and day, and what was not checked against the text."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from rulebook.commands.command_line import main

Capture = pytest.CaptureFixture[str]

RULES = """rulebook t.list
  title "Things to list"

source RD
  title "Return Directive"
  legal order eu
  in force from 2009-01-13

source ECHR
  legal order coe

fact a: yes/no
  means "a"

safeguard liberty: qualified
  title "Liberty"

safeguard dignity: absolute
  title "Dignity"

rule six-months of liberty
  title "Six months"
  authority RD "15(5)"
  require a

rule at-the-limit of liberty
  title "Release"
  authority RD "15(5)-(6)" unverified
  in force from 2020-01-01
  require a

rule lawful of liberty
  title "Lawful"
  authority ECHR "5(1)(f)"
  require a

rule ten of dignity
  title "Ten"
  authority ECHR "10"
  require a

exception more to six-months
  authority RD "15(6)" unverified
  when a
"""


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (tmp_path / "a.rules").write_text(RULES, encoding="utf-8")
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("RULEBOOK_CACHE", str(tmp_path / "cache"))


def listed(capsys: Capture, *words: str) -> list[str]:
    main(["rules", "--rules", "a.rules", "--format", "json", *words])
    return [rule["rule"].removeprefix("t.list/") for rule in json.loads(capsys.readouterr().out)["rules"]]


@pytest.mark.usefixtures("folder")
@pytest.mark.parametrize(
    ("options", "rules"),
    [
        ((), ["six-months", "at-the-limit", "lawful", "ten"]),
        (("--authority", "RD 15(5)"), ["six-months", "at-the-limit"]),
        (("--authority", "rd art. 15(6)"), ["six-months"]),
        (("--authority", "RD"), ["six-months", "at-the-limit"]),
        (("--authority", "ECHR 5"), ["lawful"]),
        (("--authority", "ECHR 1"), []),
        (("--nature", "absolute"), ["ten"]),
        (("--law", "coe"), ["lawful", "ten"]),
        (("--law", "coe,eu"), ["six-months", "at-the-limit", "lawful", "ten"]),
        (("--in-force", "2010-01-01"), ["six-months", "lawful", "ten"]),
        (("--in-force", "2000-01-01"), ["lawful", "ten"]),
        (("--subject", "dignity"), ["ten"]),
        (("--subject", "RELEASE"), ["at-the-limit"]),
        (("--unverified",), ["six-months", "at-the-limit"]),
        (("--unverified", "--subject", "release"), ["at-the-limit"]),
    ],
)
def test_each_option_narrows_the_list(options: tuple[str, ...], rules: list[str], capsys: Capture) -> None:
    assert listed(capsys, *options) == rules


@pytest.mark.usefixtures("folder")
def test_the_text_says_what_was_not_checked(capsys: Capture) -> None:
    assert main(["rules", "--rules", "a.rules", "--unverified"]) == 0
    out = capsys.readouterr().out
    assert "RD 15(5)-(6) [eu] (unverified)" in out
    assert "exception more: RD 15(6) [eu] (unverified)" in out
    assert "2 places cited are not checked against the text." in out


@pytest.mark.usefixtures("folder")
def test_a_source_that_is_none_is_told_with_the_nearest(capsys: Capture) -> None:
    assert main(["rules", "--rules", "a.rules", "--authority", "ECHT 5"]) == 2
    assert "No source is called ECHT 5." in capsys.readouterr().err


@pytest.mark.usefixtures("folder")
def test_nothing_to_list_is_no_success(capsys: Capture) -> None:
    assert main(["rules", "--rules", "a.rules", "--subject", "whales"]) == 2
    assert "No rule is of that kind." in capsys.readouterr().err


@pytest.mark.usefixtures("folder")
def test_pages_of_rulebooks_that_are_no_more_are_taken_away(capsys: Capture) -> None:
    assert main(["rules", "--rules", "a.rules", "--pages", "pages"]) == 0
    assert sorted(path.name for path in Path("pages").iterdir()) == ["README.md", "t.list.md"]
    Path("a.rules").write_text(RULES.replace("t.list", "t.new"), encoding="utf-8")
    assert main(["rules", "--rules", "a.rules", "--pages", "pages"]) == 0
    assert sorted(path.name for path in Path("pages").iterdir()) == ["README.md", "t.new.md"]
    assert "[Things to list](t.new.md)" in Path("pages/README.md").read_text(encoding="utf-8")
    assert capsys.readouterr() == ("", "")


@pytest.mark.usefixtures("folder")
def test_pages_take_the_place_of_nothing_else(capsys: Capture) -> None:
    Path("docs").mkdir()
    Path("docs/plan.md").write_text("# My plan\n", encoding="utf-8")
    assert main(["rules", "--rules", "a.rules", "--pages", "docs"]) == 0
    assert Path("docs/plan.md").read_text(encoding="utf-8") == "# My plan\n"
    Path("docs/README.md").write_text("# My own\n", encoding="utf-8")
    assert main(["rules", "--rules", "a.rules", "--pages", "docs"]) == 2
    assert "README.md is no page of rules, and would be lost" in capsys.readouterr().err
    assert Path("docs/README.md").read_text(encoding="utf-8") == "# My own\n"


@pytest.mark.usefixtures("folder")
def test_explain_finds_the_rule_that_cites_an_authority(capsys: Capture) -> None:
    assert main(["explain", "--rules", "a.rules", "RD 15(5)"]) == 0
    assert capsys.readouterr().out.startswith("Six months\n")
    assert main(["explain", "--rules", "a.rules", "ECHR"]) == 2
    assert "2 rules cite ECHR" in capsys.readouterr().err
