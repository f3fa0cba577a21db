"""The demonstration repository, made a git repository with a change under review, through the whole flow."""

from __future__ import annotations

import json
import os
import re
import shutil
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest

from rulebook.commands.command_line import main

__all__: list[str] = []

ROOT = Path(__file__).parent.parent.parent
HERE = Path(sys.executable).parent
DEMONSTRATION = ROOT / "examples" / "policy-repository"
DAY = ("--as-of", "2026-11-25")
CENTRE, SCREENING, REGISTER = (
    Path("drafts", name) for name in ("detention/removal-centre.md", "border/screening.md", "data/register.yaml")
)
pytestmark = pytest.mark.skipif(shutil.which("git") is None, reason="git is not installed")
Capture = pytest.CaptureFixture[str]


def git(*words: str) -> None:
    who = ("-c", "user.name=A ministry", "-c", "user.email=ministry@example.org", "-c", "commit.gpgsign=false")
    subprocess.run(["git", *who, *words], check=True, capture_output=True)


def edit(path: Path, old: str, new: str) -> None:
    text = path.read_text(encoding="utf-8")
    assert old in text
    path.write_text(text.replace(old, new), encoding="utf-8")


@pytest.fixture
def repository(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """The demonstration on its branch `main`, all committed; the test stands in it."""
    folder = tmp_path / "ministry"
    shutil.copytree(DEMONSTRATION, folder)
    monkeypatch.chdir(folder)
    monkeypatch.setenv("RULEBOOK_CACHE", str(tmp_path / "cache"))
    for name in ("GITHUB_WORKSPACE", "CI_PROJECT_DIR", "GITHUB_STEP_SUMMARY"):
        monkeypatch.delenv(name, raising=False)
    git("init", "-q", "-b", "main")
    git("add", "-A")
    git("commit", "-q", "-m", "What the ministry has")
    return folder


@pytest.fixture
def change(repository: Path) -> Path:
    """A branch that holds people for longer, mends the register, renames a draft, and adds one that says little."""
    git("checkout", "-q", "-b", "longer")
    edit(CENTRE, "four months at most", "seven months at most")
    edit(CENTRE, "longest = 4 months", "longest = 7 months")
    edit(CENTRE, "for eighteen months", "for twelve months")
    edit(CENTRE, "kept = 18 months", "kept = 12 months")
    git("mv", str(REGISTER), "drafts/data/visitors.yaml")
    Path("drafts/border/night.md").write_text(
        "---\ntitle: Night shift\n---\nThe post is open at night, and does what it does by day.\n", encoding="utf-8"
    )
    git("add", "-A")
    git("commit", "-q", "-m", "A change")
    return repository


def checked(capsys: Capture, *words: str) -> tuple[int, dict[str, Any]]:
    capsys.readouterr()
    code = main(["check", *DAY, "--format", "json", *words])
    made: dict[str, Any] = json.loads(capsys.readouterr().out)
    return code, made


def findings(made: dict[str, Any]) -> dict[tuple[str, str, str | None], dict[str, Any]]:
    return {(draft["path"], one["rule"], one["member"]): one for draft in made["drafts"] for one in draft["findings"]}


@pytest.mark.usefixtures("repository")
def test_as_it_stands_it_passes_with_one_waiver_and_one_finding_in_the_baseline(capsys: Capture) -> None:
    code, made = checked(capsys)
    assert code == 0
    found = findings(made)
    assert found[str(SCREENING), "xx.aliens-act/office-named", None]["status"] == "waived"
    assert found[str(CENTRE), "xx.aliens-act/register-of-a-year", None]["aside"] == "in the baseline"
    assert main(["test"]) == 0
    assert main(["waivers", *DAY]) == 0
    assert main(["fmt", "--check", "rules"]) == 0


@pytest.mark.usefixtures("change")
def test_a_change_shows_what_it_breaches_and_what_it_mends(capsys: Capture) -> None:
    code, made = checked(capsys, "--since", "main")
    found = findings(made)
    assert code == 1
    assert found[str(CENTRE), "eu.return-detention/six-months", "centre"]["since"] == "newly failing"
    assert found[str(CENTRE), "xx.aliens-act/four-months", "centre"]["since"] == "newly failing"
    assert found[str(CENTRE), "xx.aliens-act/leaflet-in-six-languages", None]["aside"] == "outside the change"
    assert {one["since"] for (path, _, _), one in found.items() if path == "drafts/data/visitors.yaml"} <= {None, "unchanged"}
    assert found["drafts/border/night.md", "xx.aliens-act/office-named", None]["since"] == "newly unknown"
    assert "xx.aliens-act/register-of-a-year" in {one["rule"] for one in made["mended"]}
    assert [problem["code"] for problem in made["problems"]] == ["baseline-stale"]
    assert str(SCREENING) not in {draft["path"] for draft in made["drafts"]}


@pytest.mark.usefixtures("change")
def test_once_the_change_is_put_right_it_passes(capsys: Capture) -> None:
    edit(CENTRE, "seven months at most", "four months at most")
    edit(CENTRE, "longest = 7 months", "longest = 4 months")
    assert main(["baseline", "--prune", *DAY]) == 0
    code, made = checked(capsys, "--since", "main")
    assert (code, made["problems"]) == (0, [])


@pytest.mark.usefixtures("change")
def test_all_reports_are_written_from_one_check() -> None:
    outputs = {"sarif": "a.sarif", "junit": "a.xml", "gitlab": "a.json", "github-summary": "a.md", "rdjson": "b.json", "narrated": "a.txt"}
    assert main(["check", *DAY, "--since", "main", *(f"--output={form}={file}" for form, file in outputs.items())]) == 1
    (run,) = json.loads(Path("a.sarif").read_text(encoding="utf-8"))["runs"]
    said = {(one["ruleId"], one["locations"][0]["physicalLocation"]["artifactLocation"]["uri"]) for one in run["results"]}
    assert ("eu.return-detention/six-months", CENTRE.as_posix()) in said
    assert all(Path(file).stat().st_size for file in outputs.values())


@pytest.mark.usefixtures("repository")
def test_a_waiver_of_an_absolute_safeguard_fails_the_check(capsys: Capture) -> None:
    waiver = "\n  - id: W-2\n    rule: un.non-refoulement/{}\n    draft: {}\n    member: any\n    reason: It is needed.\n"
    rule = "no-return-to-torture"
    main(["rules", "--rules", "library:un/non-refoulement", "--nature", "absolute", "--format", "json"])
    absolute = json.loads(capsys.readouterr().out)["rules"][0]["rule"]
    text = waiver.format(rule, SCREENING).replace(f"un.non-refoulement/{rule}", absolute)
    with open("waivers.yaml", "a", encoding="utf-8") as file:
        file.write(f"{text}    approved by: somebody\n    from: 2026-10-01\n    until: 2026-12-01\n")
    edit(Path("rulebook.toml"), '"library:eu/screening", ', '"library:eu/screening", "library:un/non-refoulement", ')
    code, made = checked(capsys)
    assert code == 1
    assert "waiver-forbidden" in {problem["code"] for problem in made["problems"]}


# ---- pre-commit ------------------------------------------------------------------------------------------------------


@pytest.mark.usefixtures("change")
def test_files_handed_over_in_batches_give_the_findings_of_one_run(capsys: Capture) -> None:
    edit(CENTRE, "title: House order", "measure: centre\ntitle: House order")
    Path("drafts/detention/annex.md").write_text(
        "---\nmeasure: centre\n---\nComplaints about the canteen too.\n<!-- rulebook: centre.leaflet = 4 -->\n", encoding="utf-8"
    )
    named = sorted(map(str, [*Path("drafts").rglob("*.md"), *Path("drafts").rglob("*.yaml"), Path("README.md"), Path("waivers.yaml")]))
    whole = findings(checked(capsys, "--only-configured", *named)[1])
    for size in (1, 2, 3):
        together: dict[Any, Any] = {}
        for start in range(0, len(named), size):
            capsys.readouterr()
            main(["check", *DAY, "--format", "json", "--only-configured", *named[start : start + size]])
            if out := capsys.readouterr().out:
                together |= findings(json.loads(out))
        assert together == whole


@pytest.mark.usefixtures("change")
def test_pre_commit_itself_runs_the_hooks_from_a_checkout_of_this_project() -> None:
    pre_commit = shutil.which("pre-commit", path=str(HERE))
    if pre_commit is None:
        pytest.skip("pre-commit is not installed")
    if not (ROOT / ".git").exists():
        pytest.skip("this is no checkout, and pre-commit takes hooks from one")
    environment = os.environ | {"PRE_COMMIT_HOME": str(Path("../pre-commit").resolve()), "PIP_DISABLE_PIP_VERSION_CHECK": "1"}

    words = [pre_commit, "try-repo", str(ROOT), "--all-files", "--verbose", "--color", "never"]
    done = subprocess.run(words, env=environment, capture_output=True, text=True, check=False)
    if "An unexpected error has occurred" in done.stdout:
        pytest.skip("pre-commit could not install the project here: " + done.stdout[-300:])
    assert done.returncode == 1, done.stdout
    assert "Detention for return ends after six months" in done.stdout
    assert "README.md" not in done.stdout
    outcomes = dict(re.findall(r"^([a-z ]+)\.{3,}(?:\(.*\))?(Passed|Failed|Skipped)$", done.stdout, re.MULTILINE))
    assert outcomes == {
        "check drafts against the rules": "Failed",
        "lay out rule files": "Passed",
        "run the cases of rule files": "Passed",
        "look at the waivers": "Passed",
    }
