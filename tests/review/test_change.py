"""`--since`, waivers and the baseline through the command, in a git repository as a team has it."""

from __future__ import annotations

import json
import shutil
import subprocess
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from rulebook.commands.command_line import main
from tests.reports.reporting import NINE, RULES

__all__: list[str] = []

pytestmark = pytest.mark.skipif(shutil.which("git") is None, reason="git is not installed")
Capture = pytest.CaptureFixture[str]
EU = NINE.replace("---\ntitle", "---\nlegal orders: [eu]\ntitle")
MEASURE = EU.replace("title:", "measure: removal\ntitle:")


def git(*words: str) -> None:
    who = ("-c", "user.name=A team", "-c", "user.email=team@example.org", "-c", "commit.gpgsign=false", "-c", "init.defaultBranch=main")
    subprocess.run(["git", *who, *words], check=True, capture_output=True)


@pytest.fixture
def repository(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A repository with rules, and two drafts that fail, all committed."""
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("RULEBOOK_CACHE", "off")
    for folder in ("drafts", "rules"):
        Path(folder).mkdir()
    Path("rules/a.rules").write_text(RULES, encoding="utf-8")
    Path("drafts/a.md").write_text(EU, encoding="utf-8")
    Path("drafts/b.md").write_text(EU, encoding="utf-8")
    git("init", "-q")
    commit("The beginning")
    return tmp_path


def commit(message: str) -> None:
    git("add", "-A")
    git("commit", "-q", "-m", message)


def check(capsys: Capture, *words: str) -> tuple[int, dict[str, Any]]:
    capsys.readouterr()
    code = main(["check", "--rules", "rules", "--format", "json", *words])
    made: dict[str, Any] = json.loads(capsys.readouterr().out or "{}")
    return code, made


def configure(text: str) -> None:
    Path("rulebook.toml").write_text(text, encoding="utf-8")


def edit(path: str, change: Callable[[str], str]) -> None:
    file = Path(path)
    file.write_text(change(file.read_text(encoding="utf-8")), encoding="utf-8")


def paths(made: dict[str, Any]) -> list[str]:
    return [draft["path"] for draft in made["drafts"]]


@pytest.mark.usefixtures("repository")
def test_without_a_changed_draft_there_is_nothing_to_check_and_that_is_fine(capsys: Capture) -> None:
    assert main(["check", "--rules", "rules", "--since", "HEAD", "drafts"]) == 0
    assert "No draft was changed since HEAD" in capsys.readouterr().err


@pytest.mark.usefixtures("repository")
def test_only_changed_drafts_are_checked_and_only_what_is_new_counts(capsys: Capture) -> None:
    edit("drafts/a.md", lambda text: text + "\nA sentence more.\n")
    code, made = check(capsys, "--since", "HEAD", "drafts")
    assert (code, paths(made)) == (0, ["drafts/a.md"])
    edit("drafts/a.md", lambda text: text.replace("9 months", "10 months"))
    assert check(capsys, "--since", "HEAD", "drafts")[0] == 1


@pytest.mark.usefixtures("repository")
def test_a_draft_that_git_does_not_know_yet_is_new(capsys: Capture) -> None:
    Path("drafts/c.md").write_text(EU.replace("9 months", "11 months"), encoding="utf-8")
    code, made = check(capsys, "--since", "HEAD", "drafts")
    assert (code, paths(made)) == (1, ["drafts/c.md"])


@pytest.mark.usefixtures("repository")
def test_a_renamed_draft_is_nothing_new(capsys: Capture) -> None:
    git("mv", "drafts/a.md", "drafts/renamed.md")
    code, made = check(capsys, "--since", "HEAD", "drafts")
    assert (code, paths(made)) == (0, ["drafts/renamed.md"])


@pytest.mark.usefixtures("repository")
def test_a_branch_is_compared_with_where_it_began(capsys: Capture) -> None:
    git("checkout", "-q", "-b", "change")
    edit("drafts/a.md", lambda text: text + "\nMore.\n")
    commit("A change")
    git("checkout", "-q", "main")
    edit("drafts/b.md", lambda text: text.replace("9 months", "5 months"))
    commit("Meanwhile")
    git("checkout", "-q", "change")
    code, made = check(capsys, "--since", "main", "drafts")
    assert (code, paths(made)) == (0, ["drafts/a.md"])


@pytest.mark.usefixtures("repository")
def test_a_stricter_rule_fails_drafts_that_nobody_touched(capsys: Capture) -> None:
    edit("drafts/b.md", lambda text: text.replace("9 months", "5 months"))
    commit("Shorter")
    edit("rules/a.rules", lambda text: text.replace("require longest is at most 6 months", "require longest is at most 4 months"))
    code, made = check(capsys, "--since", "HEAD", "drafts")
    assert (code, paths(made)) == (1, ["drafts/a.md", "drafts/b.md"])


@pytest.mark.usefixtures("repository")
def test_the_other_files_of_a_measure_are_checked_with_the_one_that_changed(capsys: Capture) -> None:
    Path("drafts/a.md").write_text(MEASURE, encoding="utf-8")
    Path("drafts/b.md").write_text(MEASURE.replace("longest = 9 months; ", ""), encoding="utf-8")
    commit("One measure in two files")
    edit("drafts/b.md", lambda text: text + "\nMore.\n")
    code, made = check(capsys, "--since", "HEAD", "drafts")
    assert (code, paths(made)) == (0, ["drafts/a.md"])
    assert {finding["status"] for finding in made["drafts"][0]["findings"]} >= {"fail"}


@pytest.mark.usefixtures("repository")
def test_a_taken_out_waiver_lets_the_finding_count_again(capsys: Capture) -> None:
    waiver = (
        "waivers:\n  - id: W-1\n    rule: t.detention/six-months\n    draft: drafts/a.md\n    reason: A bill is pending.\n"
        "    approved by: the legal service\n    from: 2026-01-01\n    until: 2026-12-31\n"
    )
    Path("waivers.yaml").write_text(waiver, encoding="utf-8")
    commit("Waived")
    Path("waivers.yaml").write_text("waivers: []\n", encoding="utf-8")
    edit("drafts/a.md", lambda text: text + "\nMore.\n")
    options = ("--waivers", "waivers.yaml", "--as-of", "2026-06-12", "--since", "HEAD", "drafts")
    assert check(capsys, *options)[0] == 1
    Path("waivers.yaml").write_text(waiver, encoding="utf-8")
    assert check(capsys, *options)[0] == 0


@pytest.mark.usefixtures("repository")
@pytest.mark.parametrize("revision", ["nowhere", "--output=x", "", "HEAD~99"])
def test_an_unknown_revision_is_said_in_a_sentence(capsys: Capture, revision: str) -> None:
    assert main(["check", "--rules", "rules", f"--since={revision}", "drafts"]) == 2
    assert "revision" in capsys.readouterr().err


@pytest.mark.parametrize(
    ("written", "meant"),
    [
        ("man", "main"),
        ("Main~2", "main~2"),
        ("origin/man", "origin/main"),
        ("develop", "origin/develop"),  # a branch that this copy has from the remote alone
        ("v1.0", "v1.0.0"),
        ("HAED", "HEAD"),
        ("main~99", None),
        ("release/2031", None),
    ],
)
@pytest.mark.usefixtures("repository")
def test_a_misspelt_revision_is_told_with_the_nearest_branch_or_tag(capsys: Capture, written: str, meant: str | None) -> None:
    git("branch", "-M", "main")
    git("tag", "v1.0.0")
    for name in ("main", "develop"):
        git("update-ref", f"refs/remotes/origin/{name}", "HEAD")
    assert main(["check", "--rules", "rules", "--since", written, "drafts"]) == 2
    said = " ".join(capsys.readouterr().err.split())
    assert f"The repository has no revision `{written}`." in said
    assert (f"Did you mean {meant}?" in said) if meant else ("Did you mean" not in said)


def test_outside_a_repository_there_is_nothing_to_compare_with(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: Capture) -> None:
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("GIT_CEILING_DIRECTORIES", str(tmp_path.parent))
    Path("a.rules").write_text(RULES, encoding="utf-8")
    Path("a.md").write_text(EU, encoding="utf-8")
    assert main(["check", "--rules", "a.rules", "--since", "HEAD", "a.md"]) == 2
    assert "no git repository" in capsys.readouterr().err


@pytest.mark.usefixtures("repository")
def test_file_names_that_look_like_options_or_hold_line_breaks_are_compared_like_any_other(capsys: Capture) -> None:
    for name in ("-x.md", "line\nbreak.md", "ünï çode.md", ":(top)a.md"):
        Path("drafts", name).write_text(EU, encoding="utf-8")
    commit("Odd names")
    for name in ("-x.md", "line\nbreak.md", "ünï çode.md", ":(top)a.md"):
        edit(f"drafts/{name}", lambda text: text + "\nMore.\n")
    code, made = check(capsys, "--since", "HEAD", "drafts")
    assert code == 0
    assert len(made["drafts"]) == 4


@pytest.mark.usefixtures("repository")
def test_the_command_runs_in_a_folder_below_the_root(capsys: Capture, monkeypatch: pytest.MonkeyPatch) -> None:
    edit("drafts/a.md", lambda text: text.replace("9 months", "10 months"))
    monkeypatch.chdir("drafts")
    capsys.readouterr()
    assert main(["check", "--rules", "../rules", "--format", "json", "--since", "HEAD", "."]) == 1
    assert paths(json.loads(capsys.readouterr().out)) == ["a.md"]


@pytest.mark.usefixtures("repository")
def test_nothing_that_the_repository_configures_is_executed(capsys: Capture, tmp_path: Path) -> None:
    trap = tmp_path / "trap.sh"
    trap.write_text("#!/bin/sh\ntouch sprung\n", encoding="utf-8")
    trap.chmod(0o755)
    for key in ("core.fsmonitor", "diff.external", "core.pager", "diff.trap.textconv", "diff.trap.command"):
        git("config", key, str(trap))
    Path(".gitattributes").write_text("*.md diff=trap\n", encoding="utf-8")
    edit("drafts/a.md", lambda text: text.replace("9 months", "10 months"))
    assert check(capsys, "--since", "HEAD", "drafts")[0] == 1
    assert not Path("sprung").exists()


@pytest.mark.usefixtures("repository")
def test_a_baseline_is_written_then_checked_against_then_pruned(capsys: Capture) -> None:
    assert main(["baseline", "--rules", "rules", "drafts"]) == 0
    assert "2 entries: 2 new" in capsys.readouterr().err
    against = ("--baseline", "rulebook-baseline.json", "drafts")
    assert check(capsys, *against)[0] == 0
    edit("drafts/a.md", lambda text: text.replace("9 months", "5 months"))
    assert check(capsys, *against)[0] == 1
    assert main(["baseline", "--rules", "rules", "--prune", "drafts"]) == 0
    assert check(capsys, *against)[0] == 0
    assert Path("rulebook-baseline.json").read_text(encoding="utf-8").count("fingerprint") == 1


@pytest.mark.usefixtures("repository")
def test_waivers_can_be_looked_at_without_a_check(capsys: Capture) -> None:
    Path("waivers.yaml").write_text(
        "waivers:\n  - id: W-1\n    rule: t.detention/six-months\n    draft: drafts/a.md\n    reason: A bill is pending.\n"
        "    approved by: the legal service\n    from: 2026-01-01\n    until: 2026-12-31\n",
        encoding="utf-8",
    )
    assert main(["waivers", "--rules", "rules", "--as-of", "2026-06-12"]) == 0
    shown = capsys.readouterr().out
    assert "W-1 holds t.detention/six-months" in shown
    assert "approved by the legal service" in shown
    assert main(["waivers", "--rules", "rules", "--as-of", "2027-06-12"]) == 0
    capsys.readouterr()
    assert main(["waivers", "--rules", "rules", "--format", "json", "--as-of", "2026-06-12"]) == 0
    assert [(one["id"], one["holds"]) for one in json.loads(capsys.readouterr().out)["waivers"]] == [("W-1", True)]


@pytest.mark.usefixtures("repository")
def test_a_filter_without_a_revision_is_told_and_not_passed_over(capsys: Capture) -> None:
    assert main(["check", "--rules", "rules", "--filter", "all", "drafts"]) == 2
    assert "--since" in capsys.readouterr().err
