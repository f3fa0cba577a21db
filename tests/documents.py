"""Replays what the documents show: the commands on a page are run again, and their output is compared with the page.

A fence with the name of a file (` ```md draft.md `) is that file, in the folder in which the page's commands run; with `added`
after the name it stands at the end of the file, with `instead` in the place of what was added last. In a fence `console`, a line
that begins with `$ ` is a command, and what follows is what it says; where that ends with a line `…`, only as many lines as are
shown. `echo $?` says the exit code, and `| python -m json.tool` breaks lines. A fence `sh` is for commands that are not run.

`python -m tests.documents --update` writes what came into the pages and shows the differences; it refuses to where `CI` is set.
"""

from __future__ import annotations

import difflib
import json
import os
import re
import shlex
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Sequence
from pathlib import Path

__all__ = ["PAGES", "ROOT", "commands_of", "files_of", "replayed"]

ROOT = Path(__file__).parent.parent
PAGES = tuple(
    ROOT / name
    for name in (
        "README.md", "docs/commands.md", "docs/findings.md", "docs/reports.md", "docs/tutorial-drafter.md",
        "docs/tutorial-rule-author.md",
        "docs/how-to/waivers.md", "docs/how-to/baseline.md", "docs/how-to/changes.md",
        "docs/how-to/configuration.md", "docs/how-to/own-rules.md",
    )
)  # fmt: skip
BESIDE = ("examples", "policies")  # folders of the project that a page may name
FENCE = re.compile(r"^```(?P<kind>\w+)(?: (?P<name>\S+))?(?: (?P<way>added|instead))?\n(?P<text>.*?)^```$", re.MULTILINE | re.DOTALL)
PROMPT = "$ "
AND_SO_ON = "…\n"
JSON_TOOL = "python -m json.tool --no-ensure-ascii --indent 2"


def files_of(page: str) -> dict[str, list[str]]:
    """Return the files that a page shows, by name; each as often as it is shown."""
    files: dict[str, list[str]] = {}
    for found in FENCE.finditer(page):
        if found["name"]:
            files.setdefault(found["name"], []).append(found["text"])
    return files


def commands_of(page: str) -> list[str]:
    """Return the commands that a page shows with their output."""
    blocks = [found["text"] for found in FENCE.finditer(page) if found["kind"] == "console"]
    return [command for block in blocks for command, _ in _commands(block)]


def replayed(page: str, folder: Path) -> str:
    """Return the page with the output that its commands have now, run in the folder, which is empty before."""
    for name in BESIDE:
        if (ROOT / name).is_dir():
            shutil.copytree(ROOT / name, folder / name)
    replay = _Replay(folder)
    return FENCE.sub(replay.fence, page)


class _Replay:
    """The commands of one page, one after the other in one folder."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self.code = 0
        self.before = ""  # what the file had before the last addition

    def fence(self, found: re.Match[str]) -> str:
        """Do what a fence shows, and return it with what its commands say now."""
        if found["name"]:
            self._write(self.folder / found["name"], found["text"], found["way"])
        if found["kind"] != "console":
            return found[0]
        said = (f"{PROMPT}{command}\n{_as_far(shown, self._output(command))}" for command, shown in _commands(found["text"]))
        return f"```console\n{''.join(said)}```"

    def _write(self, path: Path, text: str, way: str | None) -> None:
        path.parent.mkdir(parents=True, exist_ok=True)
        if way == "added":
            self.before = path.read_text(encoding="utf-8")
        path.write_text(f"{self.before}\n{text}" if way else text, encoding="utf-8")

    def _output(self, command: str) -> str:
        if command == "echo $?":
            return f"{self.code}\n"
        command, _, then = command.partition(" | ")
        program, *words = shlex.split(command)
        if program != "rulebook":
            raise ValueError(f"a page shows the output of `{command}`, which cannot be replayed; show it in a fence `sh`")
        done = subprocess.run(
            [sys.executable, "-m", "rulebook", *words], cwd=self.folder, env=_environment(), encoding="utf-8", check=False, timeout=120,
            stdout=subprocess.PIPE, stderr=subprocess.STDOUT,
        )  # fmt: skip
        self.code = done.returncode
        if any(str(path) in done.stdout for path in (ROOT, self.folder)):
            raise ValueError(f"`{command}` speaks of a path of this machine, which no reader has:\n{done.stdout}")
        return _through(then, done.stdout)


def _through(program: str, text: str) -> str:
    """Return what the second program of a command makes of what the first says."""
    if program == JSON_TOOL:
        return json.dumps(json.loads(text), indent=2, ensure_ascii=False) + "\n"
    if program:
        raise ValueError(f"a page pipes into `{program}`, which cannot be replayed")
    return text


def _as_far(shown: Sequence[str], output: str) -> str:
    """Return the output as far as it is shown."""
    lines = output.splitlines(True)
    if list(shown[-1:]) != [AND_SO_ON] or len(lines) < len(shown):
        return output
    return "".join([*lines[: len(shown) - 1], AND_SO_ON])


def _commands(text: str) -> list[tuple[str, list[str]]]:
    """Return the commands in a fence, each with the lines that are shown of what it says."""
    commands: list[tuple[str, list[str]]] = []
    for line in text.splitlines(True):
        if line.startswith(PROMPT):
            commands.append((line.removeprefix(PROMPT).strip(), []))
        else:
            commands[-1][1].append(line)
    return commands


def _environment() -> dict[str, str]:
    """Return the environment of a reader whose terminal has 80 columns."""
    kept = {name: value for name, value in os.environ.items() if name not in {"RULEBOOK_DEBUG", "FORCE_COLOR", "PYTHONWARNINGS"}}
    return kept | {"COLUMNS": "80", "NO_COLOR": "1", "PYTHONPATH": str(ROOT), "PYTHONIOENCODING": "utf-8"}


def _update() -> int:
    if os.environ.get("CI"):
        sys.stderr.write("CI compares the documents with what the commands say; it does not rewrite them.\n")
        return 2
    for path in PAGES:
        with tempfile.TemporaryDirectory() as folder:
            before = path.read_text(encoding="utf-8")
            after = replayed(before, Path(folder))
        name = path.relative_to(ROOT).as_posix()
        sys.stdout.writelines(difflib.unified_diff(before.splitlines(True), after.splitlines(True), name, f"{name}, replayed"))
        path.write_text(after, encoding="utf-8")
    return 0


def main(words: Sequence[str]) -> int:
    if list(words) != ["--update"]:
        sys.stderr.write("python -m tests.documents --update\n")
        return 2
    return _update()


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
