"""What a clever drafter tries in a change, so that a bad text is not looked at, or does not count. None of it may work, or pass unseen."""

from __future__ import annotations

import os
import shutil
from pathlib import Path
from typing import Any

import pytest

from rulebook.commands.command_line import main
from rulebook.reports import FORMATS
from tests.review.test_change import Capture, check, commit, configure, edit, git, paths, repository

__all__: list[str] = ["repository"]

pytestmark = [
    pytest.mark.skipif(shutil.which("git") is None, reason="git is not installed"),
    pytest.mark.usefixtures("repository"),
]
WAIVER = (
    "waivers:\n  - id: W-1\n    rule: t.detention/six-months\n    draft: drafts/a.md\n    reason: A bill is pending.\n"
    "    approved by: the legal service\n    from: 2026-01-01\n    until: 2026-12-31\n"
)
WAIVED = ("--waivers", "waivers.yaml", "--as-of", "2026-06-12", "--since", "HEAD", "drafts")


def worse(path: str) -> None:
    edit(path, lambda text: text.replace("9 months", "19 months"))


def codes(made: dict[str, Any]) -> list[str]:
    return [note["code"] for note in made["notes"]]


# ---- out of sight ----------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("hiding", ['exclude = ["**"]', 'exclude = ["drafts/*.md"]'])
def test_a_change_that_leaves_no_draft_to_check_is_no_pass(capsys: Capture, hiding: str) -> None:
    worse("drafts/a.md")
    configure(f'drafts = ["drafts"]\n{hiding}\n')
    assert check(capsys, "--since", "HEAD")[0] == 2


@pytest.mark.parametrize("named", ["nowhere.md", "-", "empty"])
def test_with_since_too_what_is_no_draft_of_the_repository_is_not_passed_over(
    capsys: Capture, named: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    import io
    import sys

    Path("empty").mkdir()
    monkeypatch.setattr(sys, "stdin", io.TextIOWrapper(io.BytesIO(Path("drafts/a.md").read_bytes())))
    assert check(capsys, "--since", "HEAD", named)[0] == (1 if named == "-" else 2)


def test_a_draft_outside_the_repository_that_is_named_is_checked_as_new(capsys: Capture, tmp_path_factory: pytest.TempPathFactory) -> None:
    elsewhere = tmp_path_factory.mktemp("elsewhere") / "c.md"
    elsewhere.write_bytes(Path("drafts/a.md").read_bytes())
    assert check(capsys, "--since", "HEAD", str(elsewhere))[0] == 1


@pytest.mark.parametrize("to", ["drafts/a.txt", "texts/a.md", "drafts/.a.md"])
def test_a_draft_that_is_moved_to_where_nobody_looks_is_told(capsys: Capture, to: str) -> None:
    Path("texts").mkdir()
    git("mv", "drafts/a.md", to)
    code, made = check(capsys, "--since", "HEAD", "drafts")
    assert (code, paths(made)) == (0, [])
    (note,) = made["notes"]
    assert note["message"] == f"drafts/a.md was checked before the change and is no more: it was moved to {to}."
    assert [(one["path"], one["now"]) for one in made["mended"]] == [("drafts/a.md", None)]
    main(["check", "--rules", "rules", "--since", "HEAD", "drafts"])
    said = capsys.readouterr()
    assert "0 mended · 1 no longer checked" in said.out
    assert "No draft that is still there was changed" in said.err


def test_a_folder_of_drafts_that_becomes_a_link_is_told(capsys: Capture) -> None:
    Path("drafts/deep").mkdir()
    git("mv", "drafts/a.md", "drafts/deep/a.md")
    commit("Deeper")
    Path("texts").mkdir()
    git("mv", "drafts/deep", "texts/deep")
    Path("drafts/deep").symlink_to("../texts/deep")
    configure('drafts = ["drafts"]\n')
    assert "draft-left" in codes(check(capsys, "--since", "HEAD")[1])


# ---- links and repositories in repositories --------------------------------------------------------------------------


def test_a_link_out_of_the_repository_is_read_only_where_it_is_named(capsys: Capture, tmp_path_factory: pytest.TempPathFactory) -> None:
    elsewhere = tmp_path_factory.mktemp("elsewhere") / "c.md"
    elsewhere.write_bytes(Path("drafts/a.md").read_bytes())
    Path("drafts/a.md").unlink()
    Path("drafts/a.md").symlink_to(elsewhere)
    for words in (("drafts",), ("--since", "HEAD", "drafts")):
        code, made = check(capsys, *words)
        draft = made["drafts"][0]
        assert (code, draft["findings"], draft["problems"][0]["code"]) == (2, [], "unreadable")
    assert check(capsys, "drafts/a.md")[1]["drafts"][0]["findings"]


def test_what_a_draft_is_a_link_to_is_compared(capsys: Capture) -> None:
    Path("texts").mkdir()
    git("mv", "drafts/a.md", "texts/a.md")
    Path("drafts/a.md").symlink_to("../texts/a.md")
    commit("A link")
    assert check(capsys, "--since", "HEAD", "drafts")[1]["drafts"] == []
    edit("texts/a.md", lambda text: text + "\nMore.\n")
    assert (check(capsys, "--since", "HEAD", "drafts")[0], paths(check(capsys, "--since", "HEAD", "drafts")[1])) == (0, ["drafts/a.md"])
    worse("texts/a.md")
    assert check(capsys, "--since", "HEAD", "drafts")[0] == 1


@pytest.mark.parametrize("hidden", [False, True])
def test_the_drafts_of_a_submodule_are_checked_when_it_changes(
    capsys: Capture, tmp_path_factory: pytest.TempPathFactory, monkeypatch: pytest.MonkeyPatch, hidden: bool
) -> None:
    here, inner = os.getcwd(), tmp_path_factory.mktemp("inner")
    shutil.copy("drafts/a.md", inner / "c.md")
    monkeypatch.chdir(inner)
    git("init", "-q")
    commit("Inside")
    monkeypatch.chdir(here)
    git("-c", "protocol.file.allow=always", "submodule", "add", "-q", str(inner), "drafts/inner")
    if hidden:
        edit(".gitmodules", lambda text: text + "\tignore = all\n")
    commit("A submodule")
    assert check(capsys, "--since", "HEAD", "drafts")[1]["drafts"] == []
    worse("drafts/inner/c.md")
    code, made = check(capsys, "--since", "HEAD", "drafts")
    assert (code, paths(made)) == (1, ["drafts/inner/c.md"])


# ---- waivers ---------------------------------------------------------------------------------------------------------


def test_a_change_of_the_waivers_alone_fails_where_one_of_them_may_not_be(capsys: Capture) -> None:
    Path("waivers.yaml").write_text("waivers: []\n", encoding="utf-8")
    commit("No waiver")
    Path("waivers.yaml").write_text(WAIVER.replace("six-months", "no-child") + "    member: any\n", encoding="utf-8")
    assert check(capsys, *WAIVED)[0] == 1


@pytest.mark.parametrize("moved", [False, True])
def test_to_take_a_waiver_out_lets_the_finding_count_although_no_word_of_the_draft_changed(capsys: Capture, moved: bool) -> None:
    Path("waivers.yaml").write_text(WAIVER, encoding="utf-8")
    commit("Waived")
    Path("waivers.yaml").write_text("waivers: []\n", encoding="utf-8")
    if moved:
        git("mv", "drafts/a.md", "drafts/c.md")
    code, made = check(capsys, *WAIVED)
    assert code == 1
    assert {finding["since"] for draft in made["drafts"] for finding in draft["findings"]} == {"newly failing", "unchanged"}


def test_a_waiver_that_comes_with_the_change_is_told_as_such(capsys: Capture) -> None:
    Path("waivers.yaml").write_text(WAIVER, encoding="utf-8")
    commit("Waived")
    edit("waivers.yaml", lambda text: text.replace("2026-12-31", "2026-11-30") + text.removeprefix("waivers:\n").replace("W-1", "W-2"))
    made = check(capsys, *WAIVED)[1]
    assert [note["message"].partition(" of ")[0] for note in made["notes"] if note["code"] == "waiver-changed"] == [
        "The change itself adds or alters waiver W-1",
        "The change itself adds or alters waiver W-2",
    ]


# ---- the baseline ----------------------------------------------------------------------------------------------------

BASELINE = ("--baseline", "rulebook-baseline.json", "--since", "HEAD", "drafts")


@pytest.mark.parametrize("begins", [True, False])
def test_no_entry_that_a_change_adds_sets_aside_what_the_change_made_fail(capsys: Capture, begins: bool) -> None:
    if not begins:
        main(["baseline", "--rules", "rules", "drafts"])
        commit("A baseline")
    worse("drafts/a.md")
    main(["baseline", "--rules", "rules", "drafts"])
    code, made = check(capsys, *BASELINE)
    assert code == 1
    assert {"baseline-changed", "baseline-added"} <= set(codes(made))


def test_a_copied_passage_with_an_entry_of_its_own_counts(capsys: Capture) -> None:
    main(["baseline", "--rules", "rules", "drafts"])
    commit("A baseline")
    shutil.copy("drafts/a.md", "drafts/c.md")
    main(["baseline", "--rules", "rules", "drafts"])
    assert check(capsys, *BASELINE)[0] == 1


def test_what_fails_by_a_stricter_rule_in_drafts_that_nobody_touched_may_be_written_down_with_it(capsys: Capture) -> None:
    for path in ("drafts/a.md", "drafts/b.md"):
        edit(path, lambda text: text.replace("9 months", "5 months"))
    main(["baseline", "--rules", "rules", "drafts"])
    commit("Shorter")
    edit("rules/a.rules", lambda text: text.replace("require longest is at most 6 months", "require longest is at most 4 months"))
    assert check(capsys, *BASELINE)[0] == 1
    main(["baseline", "--rules", "rules", "drafts"])
    code, made = check(capsys, *BASELINE)
    assert (code, "rules-changed" in codes(made)) == (0, True)


# ---- what the change is checked by -----------------------------------------------------------------------------------


@pytest.mark.parametrize("name", sorted(set(FORMATS) - {"github-output"}))  # numbers only
def test_every_report_says_before_its_results_that_a_change_touches_what_it_is_checked_by(capsys: Capture, name: str) -> None:
    configure('drafts = ["drafts"]\nrules = ["rules"]\nfail-on = "warning"\n')
    commit("Stricter")
    configure('drafts = ["drafts"]\nrules = ["rules"]\n')
    edit("drafts/a.md", lambda text: text.replace("nine", "several"))
    capsys.readouterr()
    assert main(["check", "--since", "HEAD", "--filter", "added", "--format", name]) == 1
    shown = " ".join(capsys.readouterr().out.split())
    assert "The change touches rulebook.toml, which says what is checked and how. Look at that first." in shown
    if name in {"text", "markdown", "github-summary", "narrated"}:
        assert shown.index("Look at this first") < shown.index("No check fails by that alone: somebody has to look.")
        assert shown.index("The change touches rulebook.toml") < shown.index("Detention ends after six months")


def test_what_is_no_longer_asked_is_told_first(capsys: Capture) -> None:
    edit("drafts/a.md", lambda text: text.replace("[eu]", "[coe]"))
    main(["check", "--rules", "rules", "--since", "HEAD", "drafts"])
    shown = " ".join(capsys.readouterr().out.split())
    why = "nothing in the draft, the rules and the configuration asks for it any more"
    assert f"1 finding that failed is no longer checked: {why}." in shown
    assert shown.index("is no longer checked") < shown.index("drafts/a.md")


def test_a_change_of_the_configuration_is_told_in_the_annotations_too(capsys: Capture) -> None:
    configure('drafts = ["drafts"]\nrules = ["rules"]\n')
    commit("Configured")
    worse("drafts/a.md")
    configure('drafts = ["drafts"]\nrules = ["rules"]\nwarn-only = ["t.detention/six-months"]\n')
    main(["check", "--since", "HEAD", "--format", "github"])
    said = capsys.readouterr().out
    assert "::notice file=rulebook.toml,line=1,title=Configuration changed::The change touches rulebook.toml" in said
    assert "title=Warn only::`warn-only` lets 1 rule" in said


def test_a_configuration_that_the_change_takes_away_is_told(capsys: Capture) -> None:
    configure('drafts = ["drafts"]\nfail-on = "warning"\n')
    commit("Configured")
    Path("rulebook.toml").unlink()
    assert "configuration-changed" in codes(check(capsys, "--since", "HEAD", "drafts")[1])


def test_rules_that_are_links_or_in_a_submodule_are_told_when_they_change(
    capsys: Capture, tmp_path_factory: pytest.TempPathFactory, monkeypatch: pytest.MonkeyPatch
) -> None:
    here, inner = os.getcwd(), tmp_path_factory.mktemp("inner")
    shutil.copy("rules/a.rules", inner / "a.rules")
    monkeypatch.chdir(inner)
    git("init", "-q")
    commit("Inside")
    monkeypatch.chdir(here)
    git("rm", "-q", "-r", "rules")
    git("-c", "protocol.file.allow=always", "submodule", "add", "-q", str(inner), "rules")
    commit("A submodule")
    edit("rules/a.rules", lambda text: text.replace("at most 6 months", "at most 7 months"))
    made = check(capsys, "--since", "HEAD", "drafts")[1]
    assert ("rules-changed" in codes(made), paths(made)) == (True, ["drafts/a.md", "drafts/b.md"])


def test_a_rule_file_that_is_a_link_changes_with_what_it_leads_to(capsys: Capture) -> None:
    Path("pack").mkdir()
    git("mv", "rules/a.rules", "pack/a.txt")
    Path("rules").mkdir(exist_ok=True)
    Path("rules/a.rules").symlink_to("../pack/a.txt")
    commit("A link")
    edit("pack/a.txt", lambda text: text.replace("at most 6 months", "at most 7 months"))
    made = check(capsys, "--since", "HEAD", "drafts")[1]
    assert "rules-changed" in codes(made)
    assert {one["since"] for draft in made["drafts"] for one in draft["findings"] if one["rule"] == "t.detention/six-months"} == {
        "unchanged"
    }


def test_the_first_rules_of_a_repository_are_new_to_all_its_drafts(capsys: Capture) -> None:
    git("mv", "rules", "packs")
    commit("Elsewhere")
    git("mv", "packs", "rules")
    made = check(capsys, "--since", "HEAD", "drafts")[1]
    assert {one["since"] for draft in made["drafts"] for one in draft["findings"] if one["status"] == "fail"} == {"newly failing"}


# ---- later days ------------------------------------------------------------------------------------------------------

LATER = """
source CLOSED
  title "A rule that ends"
  legal order eu
  in force until 2026-12-31

exception until-the-reform to six-months
  authority CLOSED "1"
  require longest is at most 18 months
"""


@pytest.mark.parametrize("form", ["text", "json"])
def test_what_passes_today_and_fails_later_is_new_where_its_passage_was_edited(capsys: Capture, form: str) -> None:
    edit("rules/a.rules", lambda text: text + LATER)
    edit("drafts/a.md", lambda text: text.replace("---\nlegal", "---\napplies from: 2026-06-01\napplies until: 2028-01-01\nlegal", 1))
    commit("It passes until the reform")
    words = ("check", "--rules", "rules", "--since", "HEAD", "--format", form, "drafts/a.md")
    assert main(words) == 0
    edit("drafts/a.md", lambda text: text.replace("9 months", "17 months"))
    assert main(words) == 1


# ---- a statement less ------------------------------------------------------------------------------------------------


def test_to_take_out_what_an_absolute_safeguard_failed_by_fails_the_check(capsys: Capture) -> None:
    told = "---\nlegal orders: [coe]\ncomplete: people\n---\n<!-- rulebook: people.all.children = yes; people.all.detained = yes -->\n"
    Path("drafts/a.md").write_text(told, encoding="utf-8")
    commit("Children are held")
    edit("drafts/a.md", lambda text: text.replace("; people.all.detained = yes", ""))
    code, made = check(capsys, "--since", "HEAD", "drafts")
    found = {one["rule"]: (one["status"], one["failed_at"]) for one in made["drafts"][0]["findings"]}
    assert (code, found["t.detention/no-child"]) == (1, ("unknown", "HEAD"))
    edit("drafts/a.md", lambda text: text.replace("children = yes", "children = yes; people.all.detained = no"))
    assert check(capsys, "--since", "HEAD", "drafts")[0] == 0
