"""`rulebook completion` writes scripts that complete what the commands' own parsers take."""

from __future__ import annotations

import os
import shlex
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from rulebook.commands import COMMANDS
from rulebook.commands.command_line import main
from rulebook.commands.completable import completable

__all__: list[str] = []

Capture = pytest.CaptureFixture[str]
pytestmark = pytest.mark.usefixtures("folder")
ROOT = Path(__file__).parents[2]


@pytest.fixture
def script(capsys: Capture) -> str:
    assert main(["completion", "bash"]) == 0
    return capsys.readouterr().out


def completed(script: str, line: str) -> set[str]:
    """Return what bash offers at the end of the line; words that it breaks at an equals sign are broken here too."""
    words = [part for word in line.split(" ") for part in word.replace("=", " = ").split(" ")]
    program = Path("bin/rulebook")
    program.parent.mkdir(exist_ok=True)
    program.write_text(f'#!/bin/sh\nexec {shlex.quote(sys.executable)} {shlex.quote(str(ROOT / "cli.py"))} "$@"\n', encoding="utf-8")
    program.chmod(0o755)
    array = " ".join(map(shlex.quote, words))
    asked = f'COMP_WORDS=({array}); COMP_CWORD={len(words) - 1}; _rulebook; printf "%s\\n" "${{COMPREPLY[@]}}"'
    environment = {**os.environ, "PATH": f"{program.parent.resolve()}{os.pathsep}{os.environ['PATH']}"}
    done = subprocess.run(["bash", "-c", f"{script}\n{asked}"], capture_output=True, text=True, env=environment, timeout=60, check=True)
    assert done.stderr == ""
    return set(done.stdout.split())


@pytest.mark.skipif(shutil.which("bash") is None, reason="there is no bash")
@pytest.mark.parametrize(
    ("line", "offered", "not_offered"),
    [
        ("rulebook ", {"check", "new", "completion"}, {"draft"}),
        ("rulebook ch", {"check"}, {"new"}),
        ("rulebook new ", {"draft"}, {"check"}),
        ("rulebook new draft --ti", {"--title"}, {"--rule"}),
        ("rulebook check --f", {"--fail-on", "--format", "--filter"}, {"--strict"}),
        ("rulebook check --fail-on ", {"error", "warning"}, {"fails.md"}),
        ("rulebook check --format s", {"sarif", "sarif-full"}, {"text"}),
        ("rulebook check --fail-on=w", {"warning"}, {"error"}),
        ("rulebook check --law eu fa", {"fails.md"}, {"passes.yaml"}),
        ("rulebook check --law ", set(), {"fails.md"}),
        ("rulebook check --waivers pa", {"passes.yaml"}, {"fails.md"}),
        ("rulebook completion ", {"bash", "zsh", "fish"}, {"fails.md"}),
        ("rulebook completion --output fa", {"fails.md"}, {"bash"}),
        ("rulebook explain t.det", {"t.detention/six-months"}, {"fails.md"}),
        ("rulebook test --rule t.detention/six", {"t.detention/six-months"}, {"t.detention/balance"}),
        ("rulebook bogus ", set(), {"fails.md"}),
    ],
)
def test_bash_offers_what_fits(script: str, line: str, offered: set[str], not_offered: set[str]) -> None:
    Path("rulebook.toml").write_text("rules = ['a.rules']\n", encoding="utf-8")
    found = completed(script, line)
    assert offered <= found
    assert not not_offered & found


def test_every_command_and_option_is_in_every_script(capsys: Capture) -> None:
    for shell in ("bash", "zsh", "fish"):
        assert main(["completion", shell]) == 0
        said = capsys.readouterr().out
        for command in completable():
            assert all(word in said for word in command.name.split())
            names = [name for option in command.options for name in option.names]
            assert all((f"-l {name[2:]} " if shell == "fish" else name) in said for name in names if name.startswith("--"))
        if shutil.which(shell):
            done = subprocess.run([shell, "-n"], input=said, capture_output=True, text=True, timeout=60, check=False)
            assert (done.returncode, done.stderr) == (0, "")


def test_what_stands_after_an_option_is_read_off_its_help() -> None:
    (check,) = [command for command in completable() if command.name == "check"]
    options = {option.names[-1]: option for option in check.options}
    assert options["--fail-on"].words == ("error", "warning")
    assert options["--output"].kind == "files"
    assert not options["--strict"].takes
    assert {command.name for command in completable()} == set(COMMANDS)


def test_without_a_shell_the_shells_are_named(capsys: Capture) -> None:
    assert main(["completion"]) == 2
    assert "bash, zsh or fish" in capsys.readouterr().err
    assert main(["completion", "bsh"]) == 2
    assert "Did you mean bash?" in capsys.readouterr().err


def test_the_names_of_the_rules_can_be_had_one_on_each_line(capsys: Capture) -> None:
    assert main(["rules", "--rules", "a.rules", "--names", "--nature", "absolute"]) == 0
    assert capsys.readouterr().out == "t.detention/no-child\n"
