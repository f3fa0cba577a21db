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

rule dignified of dignity
  title "Dignified"
  authority ECHR "3, 5(2)-(4)"
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
        ((), ["six-months", "at-the-limit", "lawful", "ten", "dignified"]),
        (("--authority", "RD 15(5)"), ["six-months", "at-the-limit"]),
        (("--authority", "rd art. 15(6)"), ["six-months", "at-the-limit"]),
        (("--authority", "RD15"), ["six-months", "at-the-limit"]),
        (("--authority", "15(6)"), ["six-months", "at-the-limit"]),
        (("--authority", "Article 5 of the ECHR"), ["lawful", "dignified"]),
        (("--authority", "ECHR 3"), ["dignified"]),
        (("--authority", "ECHR 5 § 4"), ["dignified"]),
        (("--authority", "RD"), ["six-months", "at-the-limit"]),
        (("--authority", "ECHR 5"), ["lawful", "dignified"]),
        (("--authority", "ECHR 1"), []),
        (("--nature", "absolute"), ["ten", "dignified"]),
        (("--law", "coe"), ["lawful", "ten", "dignified"]),
        (("--law", "coe,eu"), ["six-months", "at-the-limit", "lawful", "ten", "dignified"]),
        (("--in-force", "2010-01-01"), ["six-months", "lawful", "ten", "dignified"]),
        (("--in-force", "2000-01-01"), ["lawful", "ten", "dignified"]),
        (("--subject", "dignity"), ["ten", "dignified"]),
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
@pytest.mark.parametrize(
    ("words", "sentence"),
    [
        (("--authority", "ECHT 5"), "No source is called ECHT. Did you mean ECHR?"),
        (("--authority", "ECHR 11"), "No rule cites ECHR 11."),
        (
            ("--authority", "ECHR 5(1)(f)(ii)"),
            'No rule cites ECHR 5(1)(f)(ii). 1 rule cites ECHR 5(1)(f); `rulebook rules --authority "ECHR 5(1)(f)"` lists it.',
        ),
        (("--subject", "whales"), "No rule is of that kind."),
        (("--authority", "ECHR 5", "--subject", "whales"), "No rule is of that kind."),
        (("--law", "EU"), "No loaded rule is of the legal order EU. Did you mean eu? The legal orders are: coe, eu."),
        (
            ("--in-force", "12.06.2026"),
            "--in-force 12.06.2026 is no day of the calendar; write year, month and day, such as --in-force 2026-06-12.",
        ),
    ],
)
def test_nothing_to_list_is_no_success_and_the_reason_is_said(words: tuple[str, ...], sentence: str, capsys: Capture) -> None:
    assert main(["rules", "--rules", "a.rules", *words]) == 2
    assert capsys.readouterr().err == f"{sentence}\n"


@pytest.mark.usefixtures("folder")
@pytest.mark.parametrize("place", ["RD 15(6)", "RD15(5)", "ECHR 5", "Article 5 ECHR", "ECHR", "15(5)"])
def test_explain_finds_the_same_rules_as_the_list_by_authority(place: str, capsys: Capture) -> None:
    rules = listed(capsys, "--authority", place)
    assert main(["explain", "--rules", "a.rules", "--format", "json", place]) == 2  # one record is of one rule
    first, *lines = capsys.readouterr().err.splitlines()
    assert first == f"{len(rules)} rules cite {place} or a part of it; give one of the names:"
    assert [line.split()[0].removeprefix("t.list/") for line in lines] == rules
    assert main(["explain", "--rules", "a.rules", place]) == 0
    shown = capsys.readouterr().out
    assert [rule for rule in rules if f"t.list/{rule}" in shown] == rules


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
@pytest.mark.parametrize("place", ["ECHR 10", "ECHR 5(1)(f)", "Article 5 § 1 (f) ECHR", "ECHR 5(1)", "5(1)"])
def test_explain_shows_the_one_rule_that_cites_a_place(place: str, capsys: Capture) -> None:
    [rule] = listed(capsys, "--authority", place)
    assert main(["explain", "--rules", "a.rules", place]) == 0
    assert f"t.list/{rule}\n" in capsys.readouterr().out


UNITS = """rulebook t.units
  title "Sources that are made of rules, paragraphs and objectives"

source STANDARDS
  legal order un
source REGULATION
  legal order eu
source COMPACT
  legal order un

fact a: yes/no
  means "a"
safeguard s: qualified

rule one of s
  authority STANDARDS "rules 43-45"
  require a
rule two of s
  authority STANDARDS "56-57"
  require a
rule three of s
  authority REGULATION "6(1), annex 1"
  require a
rule four of s
  authority REGULATION "recital 43"
  require a
rule five of s
  authority COMPACT "objectives 1, 3, para 17"
  require a
"""


@pytest.mark.usefixtures("folder")
@pytest.mark.parametrize(
    ("place", "rules"),
    [
        ("STANDARDS 44", ["one"]),
        ("STANDARDS rule 44", ["one"]),
        ("STANDARDS rule 56", ["two"]),
        ("STANDARDS 56", ["two"]),
        ("REGULATION 6", ["three"]),
        ("REGULATION 1", []),
        ("REGULATION annex 1", ["three"]),
        ("REGULATION annex", ["three"]),
        ("REGULATION 43", []),
        ("COMPACT 3", ["five"]),
        ("COMPACT 17", []),
        ("COMPACT para 17", ["five"]),
    ],
)
def test_a_number_alone_means_the_unit_of_its_source(place: str, rules: list[str], capsys: Capture) -> None:
    Path("a.rules").write_text(UNITS, encoding="utf-8")
    main(["rules", "--rules", "a.rules", "--names", "--authority", place])
    assert capsys.readouterr().out.split() == [f"t.units/{rule}" for rule in rules]
