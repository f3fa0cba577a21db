"""The acceptance scenarios, where they stand beside the project, through the installed command."""

from __future__ import annotations

import shlex
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

RUNNER = Path(__file__).parents[2] / "shared" / "acceptance" / "run.py"
COMMAND = shutil.which("rulebook", path=str(Path(sys.executable).parent))


@pytest.mark.skipif(not RUNNER.is_file(), reason="there are no acceptance scenarios beside the project; tests/corpus has them all")
@pytest.mark.skipif(COMMAND is None, reason="the command is not installed")
def test_the_installed_command_meets_every_acceptance_scenario() -> None:
    words = [sys.executable, str(RUNNER), "--command", shlex.quote(str(COMMAND))]
    done = subprocess.run(words, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stdout + done.stderr
