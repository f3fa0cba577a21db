"""The configuration as the commands go by it: which drafts and rules, what counts, and `rulebook config`, which shows it."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from pathlib import Path

import pytest

from rulebook.commands import settings
from rulebook.commands.command_line import main
from rulebook.commands.settings import chosen
from rulebook.configuration.configuration import Configuration
from rulebook.configuration.reading import read_configuration
from rulebook.values import Date

__all__: list[str] = []

Capture = pytest.CaptureFixture[str]
pytestmark = pytest.mark.usefixtures("folder")
ROOT = Path(__file__).parents[2]


def configured(text: str, name: str = "rulebook.toml") -> Configuration:
    Path(name).write_text(text, encoding="utf-8")
    return read_configuration(name)


def paths(capsys: Capture, *words: str) -> list[str]:
    """Return the drafts that a check looks at."""
    capsys.readouterr()
    main(["check", "--rules", "a.rules", "--format", "json", *words])
    return [draft["path"] for draft in json.loads(capsys.readouterr().out)["drafts"]]


# ---- drafts ----------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("text", "words", "found"),
    [
        ("drafts = ['fails.md']", [], ["fails.md"]),
        ("drafts = ['*.yaml', '.']", [], ["passes.yaml", "fails.md", "latin.md"]),
        ("drafts = ['.']\nexclude = ['latin.*']", [], ["fails.md", "passes.yaml"]),
        ("drafts = ['.']\nexclude = ['latin.*']", ["."], ["fails.md", "passes.yaml"]),
        ("exclude = ['latin.*']", ["latin.md"], ["latin.md"]),  # named, so it is wanted
        ("drafts = ['fails.md']", ["passes.yaml"], ["passes.yaml"]),
        ("drafts = ['nowhere.md']", [], ["nowhere.md"]),  # reading it tells
    ],
)
def test_the_drafts_are_those_of_the_command_line_else_of_the_configuration(
    text: str, words: list[str], found: list[str], capsys: Capture
) -> None:
    configured(text)
    assert paths(capsys, *words) == found


def test_from_a_folder_below_the_configuration_names_the_same_drafts(capsys: Capture, monkeypatch: pytest.MonkeyPatch) -> None:
    configured("drafts = ['*.yaml']\nrules = ['a.rules']\nlaw = ['eu']")
    Path("below").mkdir()
    monkeypatch.chdir("below")
    assert main(["check", "--format", "json"]) == 0
    assert [draft["path"] for draft in json.loads(capsys.readouterr().out)["drafts"]] == [str(Path("../passes.yaml"))]


def test_excluded_drafts_are_named_in_the_report() -> None:
    drafts = chosen((), configured("\nexclude = ['latin.*', 'fails.md']\ndrafts = ['.']"))
    assert drafts.files == ("passes.yaml",)
    (note,) = drafts.notes
    assert note.code == "excluded"
    assert "2 drafts are not checked, because `exclude` says so: fails.md, latin.md." in note.message
    assert (note.locations[0].path, note.locations[0].line) == ("rulebook.toml", 2)


def test_an_entry_under_which_there_is_no_draft_is_told(capsys: Capture) -> None:
    configured("drafts = ['*.yml', 'fails.md']")
    assert paths(capsys) == ["fails.md"]
    main(["check", "--rules", "a.rules"])
    assert "rulebook.toml names drafts by `*.yml`, and there is none" in capsys.readouterr().err


def test_a_configuration_that_excludes_everything_is_no_check(capsys: Capture) -> None:
    configured("drafts = ['.']\nexclude = ['**']")
    assert main(["check", "--rules", "a.rules"]) == 2
    assert "No draft was found, so nothing was checked." in capsys.readouterr().err


def test_without_a_draft_anywhere_it_says_where_to_name_one(capsys: Capture) -> None:
    configured("strict = true")
    assert main(["check"]) == 2
    assert 'write for example drafts = ["drafts"] in rulebook.toml.' in capsys.readouterr().err


def test_only_configured_passes_over_what_is_no_draft_and_brings_the_rest_of_a_measure(capsys: Capture) -> None:
    configured("drafts = ['drafts']\nexclude = ['drafts/old.yaml']")
    Path("drafts").mkdir()
    for name, fact in (("one", "space: 4"), ("two", "trained: 3 years"), ("old", "longest: 1 month")):
        Path(f"drafts/{name}.yaml").write_text(f"measure: m\nlegal orders: [eu]\nfacts:\n  {fact}\n", encoding="utf-8")
    Path("drafts/other.yaml").write_text("facts:\n  space: 4\n", encoding="utf-8")
    found = chosen(["fails.md", "drafts/two.yaml", "drafts/old.yaml"], read_configuration("rulebook.toml"), only_configured=True)
    assert set(found.files) == {str(Path("drafts/two.yaml")), str(Path("drafts/one.yaml"))}
    assert main(["check", "--rules", "a.rules", "--only-configured", "fails.md"]) == 0
    assert "so there was nothing to check" in capsys.readouterr().err
    assert main(["check", "--rules", "a.rules", "--only-configured", "--no-config", "fails.md"]) == 2


# ---- what counts -----------------------------------------------------------------------------------------------------


def test_the_command_line_goes_before_the_configuration(capsys: Capture) -> None:
    configured("law = ['practice']\nfail-on = 'warning'\nformat = 'json'\nrules = ['a.rules']\ndrafts = ['d.yaml']")
    Path("d.yaml").write_text("facts: {trained: 3 years}\n", encoding="utf-8")
    assert main(["check"]) == 1
    assert json.loads(capsys.readouterr().out)["drafts"][0]["legal_orders"] == ["practice"]
    assert main(["check", "--fail-on", "error", "--format", "text"]) == 0
    assert "(from rulebook.toml)" in " ".join(capsys.readouterr().out.split())
    assert main(["check", "--no-config", "--rules", "a.rules", "--law", "practice", "d.yaml"]) == 0
    assert "from rulebook.toml" not in capsys.readouterr().out


def test_strict_can_come_from_the_configuration_or_from_a_section_of_it() -> None:
    configured("rules = ['a.rules']\ndrafts = ['passes.yaml']\nlaw = ['eu']\n[[paths]]\nmatch = 'passes.*'\nstrict = true")
    Path("passes.yaml").write_text("facts: {space: 4}\n", encoding="utf-8")
    assert main(["check"]) == 1
    configured("rules = ['a.rules']\ndrafts = ['passes.yaml']\nlaw = ['eu']\nstrict = true\n[[paths]]\nmatch = 'passes.*'\nstrict = false")
    assert main(["check"]) == 0
    assert main(["check", "--strict"]) == 1


WAIVED = """waivers:
  - {id: W-1, rule: t.detention/six-months, draft: fails.md, member: any, reason: for now, approved by: the head, from: 2026-01-01,
     until: 2026-02-01}
"""


def test_a_day_of_the_configuration_does_not_keep_a_waiver_alive(capsys: Capture, monkeypatch: pytest.MonkeyPatch) -> None:
    Path("waivers.yaml").write_text(WAIVED, encoding="utf-8")
    configured("rules = ['a.rules']\ndrafts = ['fails.md']\nlaw = ['eu']\nwaivers = 'waivers.yaml'\nas-of = 2026-01-15")
    monkeypatch.setattr(settings, "today", lambda: Date(2026, 1, 20))
    assert main(["check"]) == 0
    monkeypatch.setattr(settings, "today", lambda: Date(2026, 3, 1))
    assert main(["check"]) == 1


def test_reports_are_written_beside_the_configuration_unless_the_command_line_names_others() -> None:
    configured("rules = ['a.rules']\ndrafts = ['.']\nexclude = ['latin.md']\noutput = { json = 'found.json', junit = 'found.xml' }")
    main(["check", "--output", "sarif=found.sarif"])
    assert not Path("found.json").exists()
    main(["check"])
    made = json.loads(Path("found.json").read_text(encoding="utf-8"))
    assert [note["code"] for note in made["notes"]] == ["configured-rules", "excluded"]
    assert Path("found.xml").exists()


OWN = """rulebook xx.house
  title "Rules of the house"

source ACT
  title "Act"
  legal order xx

fact house.looked_at: yes/no
  means "the house looks at it"
  ask "Does the house look at it?"

safeguard looks: qualified
  title "It is looked at"

rule looked-at of looks
  title "It is looked at"
  authority ACT "1"
  require house.looked_at
"""


@pytest.mark.parametrize(("law", "told"), [("['eu']", True), ("['eu', 'xx']", False)])
def test_rules_of_a_country_that_bind_no_draft_are_told(law: str, told: bool, capsys: Capture) -> None:
    Path("own.rules").write_text(OWN, encoding="utf-8")
    configured(f"rules = ['a.rules', 'own.rules']\ndrafts = ['passes.yaml']\nlaw = {law}")
    Path("passes.yaml").write_text("facts: {space: 4}\n", encoding="utf-8")
    main(["check", "--format", "json"])
    notes = {note["code"]: note["message"] for note in json.loads(capsys.readouterr().out)["notes"]}
    assert ("law-not-asked" in notes) is told
    assert not told or "No rule of the law of xx was asked" in notes["law-not-asked"]


# ---- rules -----------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("command", ["facts", "rules", "explain six-months", "test", "new draft", "waivers waivers.yaml"])
def test_every_command_goes_by_the_rules_of_the_configuration(command: str, capsys: Capture) -> None:
    configured("rules = ['a.rules']")
    Path("waivers.yaml").write_text("waivers: []\n", encoding="utf-8")
    assert main(command.split()) == 0
    configured("rules = ['nowhere.rules']")
    assert main(command.split()) == 2
    said = capsys.readouterr().err
    assert "rulebook.toml:1:10 no-such-rules" in said
    assert "There are no rules at nowhere.rules." in said
    assert main([*command.split(), "--rules", "a.rules"]) == 0


def test_a_part_of_the_library_can_be_named_and_brings_what_it_uses(capsys: Capture) -> None:
    configured("rules = ['library:eu/return-detention']")
    assert main(["rules", "--names"]) == 0
    assert {name.partition("/")[0] for name in capsys.readouterr().out.split()} == {"eu.return-detention"}
    assert main(["rules", "--names", "--rules", "library:coe/detention"]) == 0
    assert {name.partition("/")[0] for name in capsys.readouterr().out.split()} == {"coe.detention"}
    configured("rules = ['library:eu/return-detenton']")
    assert main(["rules"]) == 2
    assert "Did you mean library:eu/return-detention?" in capsys.readouterr().err
    assert main(["rules", "--rules", "library:zz"]) == 2
    assert "Its parts are library:coe, library:eu" in capsys.readouterr().err


def test_rules_of_ones_own_use_the_words_of_the_library() -> None:
    Path("own.rules").write_text(
        'rulebook xx.own\n  title "Own"\n  use vocabulary.detention\n\nsource ACT\n  title "Act"\n  legal order xx\n\n'
        'safeguard liberty: qualified\n  title "Liberty"\n\nrule one-month of liberty\n  title "A month"\n  authority ACT "1"\n'
        "  for each detention\n  require detention.longest is at most 1 month\n",
        encoding="utf-8",
    )
    assert main(["explain", "--rules", "own.rules", "one-month"]) == 0


# ---- what is wrong ---------------------------------------------------------------------------------------------------


def test_a_configuration_that_would_weaken_an_absolute_rule_stops_the_check_and_says_why(capsys: Capture) -> None:
    configured("rules = ['a.rules']\ndrafts = ['fails.md']\n\n[[paths]]\nmatch = 'elsewhere/**'\nleave-out = ['t.*']")
    for command in ("check", "baseline", "config"):
        assert main([command]) == 2
        said = " ".join(capsys.readouterr().err.split())
        assert "rulebook.toml:6:14 weakens" in said
        assert "would leave out t.detention/no-child, whose safeguard is absolute" in said
        assert "1 error in 1 configuration file; nothing was done." in said


def test_a_slip_in_the_configuration_goes_to_standard_error_with_its_line(capsys: Capture) -> None:
    Path("rulebook.toml").write_text("drafts = ['.']\nfail_on = 'warning'\n", encoding="utf-8")
    assert main(["check", "--format", "json"]) == 2
    said = capsys.readouterr()
    assert said.out == ""
    assert "rulebook.toml:2:1 unknown-key\n  2 │ fail_on = 'warning'\n    │ ^^^^^^^" in said.err
    assert 'Did you mean fail-on? Write for example `fail-on = "warning"`.' in said.err
    assert main(["check", "--no-config", "--rules", "a.rules", "--law", "eu", "passes.yaml"]) == 0


def test_a_configuration_can_be_named_and_not_at_once_refused(capsys: Capture) -> None:
    configured("rules = ['a.rules']", "other.toml")
    assert main(["facts", "--config", "other.toml"]) == 0
    assert main(["facts", "--config", "other.toml", "--no-config"]) == 2
    assert main(["facts", "--config", "none.toml"]) == 2
    assert "no such file" in capsys.readouterr().err


# ---- rulebook config -------------------------------------------------------------------------------------------------


def test_config_shows_every_value_and_where_it_comes_from(capsys: Capture) -> None:
    configured("law = ['eu']\nrules = ['a.rules']\n\n[[paths]]\nmatch = 'fails.*'\nlaw = ['coe']\nstrict = true\n")
    assert main(["config", "--format", "json"]) == 0
    made = json.loads(capsys.readouterr().out)
    assert made["file"] == "rulebook.toml"
    assert made["values"]["law"] == {"value": ["eu"], "from": "rulebook.toml", "line": 1}
    assert made["values"]["fail-on"] == {"value": "error", "from": "by default", "line": None}
    assert made["values"]["fails.*: strict"] == {"value": True, "from": "rulebook.toml", "line": 7}
    assert main(["config", "--format", "json", "passes.yaml"]) == 0
    made = json.loads(capsys.readouterr().out)["values"]
    assert made["law"] == {"value": ["eu"], "from": "passes.yaml", "line": 1}
    assert main(["config", "fails.md"]) == 0
    said = capsys.readouterr().out
    assert "strict          yes (rulebook.toml, line 7)" in said


def test_config_says_that_a_draft_is_not_there(capsys: Capture) -> None:
    configured("rules = ['a.rules']\ndrafts = ['drafts']\n")
    assert main(["config", "drafts/nope.md"]) == 0
    assert "there is no such file (rulebook.toml)" in capsys.readouterr().out


@pytest.mark.parametrize("section", ["", "[[paths]]\nmatch = 'fails.md'\n"])
@pytest.mark.parametrize(("order", "hint"), [("EU", "Did you mean eu?"), ("european union", "The legal orders of the loaded rules are: ")])
def test_law_that_no_rule_is_of_is_an_error_of_the_configuration_and_not_of_each_draft(
    section: str, order: str, hint: str, capsys: Capture
) -> None:
    configured(f"rules = ['a.rules']\n{section}law = ['{order}']\n")
    for command in (["check", "fails.md", "passes.yaml"], ["config"]):
        assert main(command) == 2
        said = "".join(capsys.readouterr())
        assert said.count("no-such-law") == said.count(f"No loaded rule is of the legal order {order}.") == 1
        assert hint in said
    main(["check", "--law", "eu", "fails.md"])
    assert "no-such-law" not in "".join(capsys.readouterr())


@pytest.mark.parametrize(
    ("entry", "meant"), [("eu", "library:eu"), ("libary:eu", "library:eu"), ("libary", "library"), ("eu/detention", "library:eu/detention")]
)
def test_a_part_of_the_library_that_was_meant_is_suggested(entry: str, meant: str, capsys: Capture) -> None:
    configured(f"rules = ['{entry}']\n")
    assert main(["check", "fails.md"]) == 2
    assert f"Did you mean {meant}?" in capsys.readouterr().err


def test_config_says_where_there_is_none(capsys: Capture) -> None:
    assert main(["config", "--no-config"]) == 0
    said = capsys.readouterr().out
    assert said.startswith("There is no configuration file.\n")
    assert "rules           library (by default)" in said


# ---- what it costs ---------------------------------------------------------------------------------------------------


def test_without_a_configuration_no_reader_of_one_is_imported() -> None:
    program = (
        "import sys; from rulebook.commands.command_line import main; code = main(sys.argv[1:])\n"
        "print(code, *sorted(name for name in sys.modules if name.startswith('rulebook.configuration')), file=sys.stderr)"
    )
    command = [sys.executable, "-c", program, "check", "--rules", "a.rules", "--law", "eu,coe", "passes.yaml"]
    environment = {**os.environ, "PYTHONPATH": str(ROOT)}
    done = subprocess.run(command, capture_output=True, text=True, env=environment, timeout=60, check=True)
    code, *imported = done.stderr.split()
    assert code == "0"
    assert set(imported) == {"rulebook.configuration", "rulebook.configuration.configuration", "rulebook.configuration.search"}
