"""`rulebook check --watch` checks again after a change, once it has come to rest, and ends with Ctrl-C."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
import time
from argparse import Namespace
from pathlib import Path

import pytest

from rulebook.commands.command_line import main
from rulebook.commands.watching import State, state_of, watch

__all__: list[str] = []

Capture = pytest.CaptureFixture[str]
pytestmark = pytest.mark.usefixtures("folder")
ROOT = Path(__file__).parents[2]


class Stopped(Exception):
    """The test has seen enough."""


def watched(states: list[int]) -> list[int]:
    """Return at which of the states that are seen, one after the other, something is done."""
    seen = iter(states)
    last = -1
    done: list[int] = []

    def state() -> State:
        nonlocal last
        try:
            last = next(seen)
        except StopIteration:
            raise Stopped from None
        return {"file": (last, 0)}

    with pytest.raises(Stopped):
        watch(lambda: done.append(last), state, lambda seconds: None)
    return done


@pytest.mark.parametrize(
    ("states", "done"),
    [
        ([1, 1, 1, 1], [1]),
        ([1, 1, 2, 2, 2, 2], [1, 2]),
        ([1, 2, 3, 4, 4, 4, 4], [1, 4]),  # it is still being written
        ([1, 2, 2, 3, 3, 3, 3], [1, 3]),  # changed while it was checked
    ],
)
def test_a_change_is_followed_once_it_has_come_to_rest(states: list[int], done: list[int]) -> None:
    assert watched(states) == done


def arguments(**more: object) -> Namespace:
    given = {"drafts": ["."], "rules": ["a.rules"], "config": None, "no_config": False, "waivers": None, "baseline": None}
    return Namespace(**(given | more))


@pytest.mark.parametrize("name", ["fails.md", "new.md", "a.rules", "waivers.yaml", "rulebook.toml"])
def test_whatever_a_check_rests_on_is_watched(name: str) -> None:
    Path("rulebook.toml").write_text("drafts = ['.']\nwaivers = 'waivers.yaml'\nrules = ['a.rules']\n", encoding="utf-8")
    for case in (arguments(), arguments(drafts=[], rules=[])):
        before = state_of(case)
        with Path(name).open("a", encoding="utf-8") as file:
            file.write("\n")
        assert state_of(case) != before


def test_a_configuration_that_cannot_be_read_is_watched_until_it_can() -> None:
    Path("rulebook.toml").write_text("drafts = [", encoding="utf-8")
    before = state_of(arguments())
    Path("rulebook.toml").write_text("drafts = []", encoding="utf-8")
    assert state_of(arguments()) != before


def test_standard_input_cannot_be_watched(capsys: Capture) -> None:
    assert main(["check", "--watch", "-"]) == 2
    assert "standard input is none" in capsys.readouterr().err


def test_what_cannot_be_checked_is_told_and_watching_goes_on(capsys: Capture, monkeypatch: pytest.MonkeyPatch) -> None:
    Path("rulebook.toml").write_text("drafts = 3", encoding="utf-8")

    def mended(seconds: float) -> None:
        if Path("rulebook.toml").read_text(encoding="utf-8") == "drafts = 3":
            Path("rulebook.toml").write_text("drafts = ['passes.yaml']", encoding="utf-8")
        elif "Result" in said():
            raise KeyboardInterrupt

    shown = []

    def said() -> str:
        shown.append("".join(capsys.readouterr()))
        return "".join(shown)

    monkeypatch.setattr(time, "sleep", mended)
    assert main(["check", "--watch", "--rules", "a.rules"]) == 130
    text = said()
    assert "`drafts` is a list of texts" in text
    assert "nothing fails" in text
    assert "\x1b" not in text


@pytest.mark.skipif(os.name != "posix", reason="it speaks of the signals of POSIX")
def test_a_draft_that_is_mended_is_checked_again_and_ctrl_c_ends_with_130() -> None:
    command = [sys.executable, str(ROOT / "cli.py"), "check", "--watch", "--rules", "a.rules", "--law", "eu", "passes.yaml"]
    with subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.PIPE) as process:
        assert process.stderr is not None
        assert process.stdout is not None
        assert b"Watching" in process.stderr.readline()
        time.sleep(0.1)
        Path("passes.yaml").write_text("facts: {longest: 9 months, grounds: none}\n", encoding="utf-8")
        assert b"Watching" in process.stderr.readline()
        process.send_signal(signal.SIGINT)
        assert process.wait(30) == 130
        said = process.stdout.read().decode()
    assert said.index("nothing fails") < said.index("FAILS")
