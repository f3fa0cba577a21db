"""The action for GitHub: its script does what its inputs say, and nothing that they hold is ever run."""

from __future__ import annotations

import os
import re
import shutil
import subprocess
import sys
from pathlib import Path

import pytest
import yaml

from tests.reports.reporting import NINE, RULES

__all__: list[str] = []

ROOT = Path(__file__).parent.parent.parent
ACTION = yaml.safe_load((ROOT / "action.yml").read_text(encoding="utf-8"))
pytestmark = pytest.mark.skipif(shutil.which("bash") is None, reason="bash is not installed")


class Step:
    """What a run of the script left behind."""

    def __init__(self, done: subprocess.CompletedProcess[str], folder: Path) -> None:
        self.code, self.log, self.errors = done.returncode, done.stdout, done.stderr
        lines = (folder / "output").read_text(encoding="utf-8").splitlines() if (folder / "output").exists() else []
        self.outputs = dict(line.split("=", 1) for line in lines)
        self.summary = (folder / "summary.md").read_text(encoding="utf-8") if (folder / "summary.md").exists() else ""


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    (tmp_path / "a.rules").write_text(RULES, encoding="utf-8")
    (tmp_path / "fails.md").write_text(NINE, encoding="utf-8")
    (tmp_path / "passes.yaml").write_text("legal orders: [eu]\nfacts: {longest: 5 months, space: 4}\n", encoding="utf-8")
    (tmp_path / "rulebook").write_text(f'#!/bin/sh\nexec "{sys.executable}" "{ROOT}/cli.py" "$@"\n', encoding="utf-8")
    (tmp_path / "rulebook").chmod(0o755)
    return tmp_path


def run(folder: Path, **inputs: str) -> Step:
    environment = {
        "PATH": os.environ["PATH"], "HOME": str(folder), "RULEBOOK_CACHE": "off", "RUNNER_TEMP": str(folder),
        "RULEBOOK": str(folder / "rulebook"),
        "GITHUB_OUTPUT": str(folder / "output"), "GITHUB_STEP_SUMMARY": str(folder / "summary.md"),
    }  # fmt: skip
    environment |= {f"INPUT_{name.upper()}": value for name, value in inputs.items()}
    words = ["bash", str(ROOT / "ci" / "check.sh")]
    done = subprocess.run(words, cwd=folder, env=environment, capture_output=True, text=True, check=False)
    return Step(done, folder)


def test_a_draft_that_fails_stands_in_the_log_the_summary_and_the_outputs(folder: Path) -> None:
    step = run(folder, paths="fails.md\n", rules="a.rules", law="eu", sarif_file="found.sarif")
    assert step.code == 1, step.errors
    assert "::error file=fails.md,line=5" in step.log
    assert "Detention ends after six months" in step.summary
    assert step.outputs | {"exit-code": "1", "errors": "1", "waived": "0", "sarif-file": "found.sarif"} == step.outputs
    assert (folder / "found.sarif").exists()


def test_a_draft_that_passes_is_exit_0(folder: Path) -> None:
    step = run(folder, paths="passes.yaml", rules="a.rules", summary="false")
    assert (step.code, step.outputs["exit-code"], step.summary) == (0, "0", "")


def test_several_paths_stand_on_lines_of_their_own(folder: Path) -> None:
    (folder / "with space.md").write_text(NINE, encoding="utf-8")
    step = run(folder, paths="\nfails.md\r\n  \nwith space.md", rules="a.rules", law="eu")
    assert (step.code, step.outputs["errors"]) == (1, "2")


@pytest.mark.parametrize(
    "name", ["paths", "rules", "law", "since", "filter", "fail_on", "waivers", "baseline", "sarif_file", "strict", "summary"]
)
@pytest.mark.parametrize(
    "value", ["$(touch sprung)", "`touch sprung`", "; touch sprung", "'; touch sprung; '", "--output=sprung", "x\nerrors=0"]
)
def test_nothing_that_an_input_holds_is_run_or_taken_for_an_option(folder: Path, name: str, value: str) -> None:
    step = run(folder, **({"paths": "fails.md", "rules": "a.rules", "law": "eu"} | {name: value}))
    assert not (folder / "sprung").exists()
    assert step.outputs["exit-code"] == str(step.code)
    assert step.outputs.get("errors", "0") in {"0", "1"}


def test_every_input_reaches_the_script_as_a_variable_and_no_expression_stands_in_a_script() -> None:
    steps = ACTION["runs"]["steps"]
    given = {expression for step in steps for expression in step["env"].values()}
    assert given == {f"${{{{ inputs.{name} }}}}" for name in ACTION["inputs"] if name != "working-directory"}
    assert all(step["shell"] == "bash" and "${{" not in step["run"] for step in steps)


def test_every_input_is_read_by_a_script_and_described_on_the_page() -> None:
    scripts = "".join((ROOT / "ci" / name).read_text(encoding="utf-8") for name in ("check.sh", "install.sh"))
    page = (ROOT / "docs/how-to/github.md").read_text(encoding="utf-8")
    for name in ACTION["inputs"]:
        assert f"`{name}`" in page, name
        if name != "working-directory":
            assert f"INPUT_{name.upper().replace('-', '_')}" in scripts, name
    for name in ACTION["outputs"]:
        assert f"`{name}`" in page, name


def test_the_action_uses_no_action_of_others() -> None:
    assert not re.search(r"^\s*-?\s*uses:", (ROOT / "action.yml").read_text(encoding="utf-8"), re.MULTILINE)


@pytest.mark.parametrize(("name", "value"), [("strict", "True"), ("strict", "yes"), ("summary", "no")])
def test_an_input_that_is_neither_true_nor_false_is_not_passed_over(folder: Path, name: str, value: str) -> None:
    step = run(folder, paths="passes.yaml", rules="a.rules", law="eu", **{name: value})
    assert step.code == 2
    assert f"The input {name} is true or false." in step.errors


def test_the_counts_of_an_earlier_step_are_not_given_out_again(folder: Path) -> None:
    (folder / "rulebook-output.txt").write_text("errors=0\n", encoding="utf-8")
    assert run(folder, paths="fails.md", rules="a.rules", filter="nothing").outputs == {"exit-code": "2"}


@pytest.mark.parametrize("script", ["ci/install.sh", "ci/gitlab.yml"])
def test_no_module_of_the_change_under_review_is_run_when_rulebook_is_installed(script: str) -> None:
    text = (ROOT / script).read_text(encoding="utf-8")
    assert "-I -m venv" in text
    assert "CI_PROJECT_DIR" not in text  # compiled rules in the folder of the job could come with the change
