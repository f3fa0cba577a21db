"""Two environments made for the benchmarks: one with the wheel and its dependencies only, one with the other engines beside it.

They are kept in `benchmarks/.environments` from one run to the next; the wheel is built and installed anew each time.
"""

from __future__ import annotations

import os
import subprocess
import sys
import venv
from collections.abc import Sequence
from functools import cache
from importlib.util import find_spec
from pathlib import Path

from rulebook.records import Record

__all__ = ["CHECKOUT", "Environment", "with_peers", "with_the_wheel"]

CHECKOUT = Path(__file__).resolve().parents[1]
FOLDER = CHECKOUT / "benchmarks" / ".environments"


class Environment(Record):
    """A virtual environment: its folder, and what could not be installed in it, with the reason."""

    folder: Path
    lacking: tuple[tuple[str, str], ...] = ()

    @property
    def python(self) -> str:
        """The path of its Python."""
        return str(self.folder / "bin" / "python")

    @property
    def rulebook(self) -> str:
        """The path of its console script."""
        return str(self.folder / "bin" / "rulebook")

    def versions(self) -> str:
        """Return what is installed in it, one `name==version` after the other."""
        return ", ".join(_pip(self.folder, "list", "--format=freeze").split())


@cache
def with_the_wheel() -> Environment:
    """Return an environment with Rulebook as its wheel, and its dependencies."""
    folder = _made("product")
    _install(folder, _wheel())
    return Environment(folder)


@cache
def with_peers() -> Environment:
    """Return an environment with Rulebook and every other engine that installs."""
    folder = _made("peers")
    _install(folder, _wheel())
    lacking = []
    for line in (CHECKOUT / "benchmarks" / "peers" / "requirements.txt").read_text(encoding="utf-8").splitlines():
        if line and not line.startswith("#"):
            try:
                _pip(folder, "install", line)
            except subprocess.CalledProcessError as error:
                lacking.append((line, (error.stderr.strip().splitlines() or ["it does not install"])[-1]))
    return Environment(folder, tuple(lacking))


def _made(name: str) -> Path:
    folder = FOLDER / name
    if not (folder / "bin" / "python").exists():
        FOLDER.mkdir(exist_ok=True)
        (FOLDER / ".gitignore").write_text("*\n", encoding="utf-8")
        venv.create(folder, with_pip=False, symlinks=True)
    return folder


def _install(folder: Path, wheel: str) -> None:
    _pip(folder, "install", wheel)
    _pip(folder, "install", "--force-reinstall", "--no-deps", wheel)


@cache
def _wheel() -> str:
    """Build the wheel of the checkout and return its path; with the hatchling that is there, else with one that pip fetches."""
    built = FOLDER / "wheel"
    isolation = ["--no-build-isolation"] if find_spec("hatchling") else []
    _run([sys.executable, "-m", "pip", "wheel", "--quiet", "--no-deps", *isolation, "--wheel-dir", str(built), str(CHECKOUT)])
    return str(max(built.glob("*.whl"), key=os.path.getmtime))


def _pip(folder: Path, command: str, *words: str) -> str:
    return _run([sys.executable, "-m", "pip", "--python", str(folder), command, *words])


def _run(words: Sequence[str]) -> str:
    return subprocess.run(words, capture_output=True, text=True, check=True).stdout
