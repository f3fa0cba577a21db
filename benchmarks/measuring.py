"""How things are measured: in turn (A B A B), so that what slows the machine slows all alike; medians; CPU time, not the clock."""

from __future__ import annotations

import gc
import json
import subprocess
import sys
import time
from collections.abc import Callable, Mapping
from statistics import median
from tempfile import gettempdir
from typing import Any

from benchmarks.ratios import Skipped
from rulebook.records import Record

__all__ = ["Command", "Cost", "NotMeasured", "costs", "in_turn"]

SHORTEST = 0.02  # seconds: what takes less is repeated within a round until it takes this long


def in_turn(tasks: Mapping[str, Callable[[], Any]], rounds: int) -> dict[str, float]:
    """Return the CPU seconds that each task takes: the median of so many rounds, in each of which every task has its turn.

    The garbage collector rests while a task is timed, as in Python's own `timeit`: when it looks, and at what, depends on all that was
    made before.
    """
    repeats = {name: _repeats(task) for name, task in tasks.items()}
    took: dict[str, list[float]] = {name: [] for name in tasks}
    for _ in range(rounds):
        for name, task in tasks.items():
            took[name].append(_seconds(task, repeats[name]))
    return {name: median(seconds) for name, seconds in took.items()}


def _repeats(task: Callable[[], Any]) -> int:
    task()
    once = _seconds(task, 1)
    return max(1, round(SHORTEST / max(once, 1e-7)))


def _seconds(task: Callable[[], Any], repeats: int) -> float:
    gc.collect()
    gc.disable()
    try:
        start = time.process_time()
        for _ in range(repeats):
            task()
        return (time.process_time() - start) / repeats
    finally:
        gc.enable()


# ---- whole processes ---------------------------------------------------------------------------------------------


class Command(Record):
    """A command with its environment; `forget` is a folder and how the names of the files begin that are deleted there before each run."""

    words: tuple[str, ...]
    environment: Mapping[str, str]
    forget: tuple[str, str] | None = None


class NotMeasured(Exception):
    """A process failed of itself; the message is what it said."""


class Cost(Record):
    """What a process took: user and system seconds, and its peak memory in bytes."""

    seconds: float
    peak: int


def costs(commands: Mapping[str, Command], rounds: int) -> tuple[dict[str, Cost], list[Skipped]]:
    """Return the median cost of each command, after one run of each that does not count; all have their turn in each round.

    Beside them, the commands that failed or ran too long.
    """
    from benchmarks.environments import CHECKOUT

    asked = {
        name: {"words": command.words, "environment": dict(command.environment), "forget": command.forget}
        for name, command in commands.items()
    }  # fmt: skip
    launcher = [sys.executable, "-I", "-S", f"{CHECKOUT}/benchmarks/launcher.py"]
    text = json.dumps({"rounds": rounds + 1, "commands": asked})
    nowhere = gettempdir()  # no project with a configuration, which would be read
    done = subprocess.run(launcher, input=text, text=True, capture_output=True, check=False, cwd=nowhere)
    if done.returncode:
        raise NotMeasured(done.stderr)
    figures: dict[str, list[tuple[float, int] | str]] = json.loads(done.stdout)
    stopped = [Skipped(name, run) for name, runs in figures.items() for run in runs if isinstance(run, str)]
    gone = {skipped.what for skipped in stopped}
    counted = {name: [run for run in runs[1:] if not isinstance(run, str)] for name, runs in figures.items() if name not in gone}
    return {name: Cost(median(s for s, _ in runs), int(median(p for _, p in runs))) for name, runs in counted.items()}, stopped
