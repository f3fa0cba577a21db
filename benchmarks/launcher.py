"""Runs commands in turn, each in a process of its own, and prints what each took: the CPU seconds and the peak memory in bytes.

It is run by itself as a bare script, because a process inherits the peak memory of the one that starts it: so this one stays small.
Standard input is JSON: `{"rounds": 5, "commands": {"name": {"words": […], "environment": {…}, "forget": […]}}}`. Before each run the
files in the folder `forget[0]` whose names begin with `forget[1]` are deleted. A command that fails, or runs too long and is stopped,
is not run again: a sentence stands for its last figures.
"""

from __future__ import annotations

import json
import os
import resource
import signal
import sys

LONGEST = 100  # CPU seconds of one process
MOST = 10 * 2**30  # bytes of one process


def run(words: list[str], environment: dict[str, str]) -> tuple[float, int] | str:
    """Return the user and system seconds of a process and its peak memory, or a sentence that says why there are none."""
    quiet = [(os.POSIX_SPAWN_OPEN, 1, os.devnull, os.O_WRONLY, 0)]
    process = os.posix_spawn(words[0], words, environment, file_actions=quiet)
    _, status, used = os.wait4(process, 0)
    code = os.waitstatus_to_exitcode(status)
    if code in (-signal.SIGXCPU, -signal.SIGKILL):
        return "It ran for too long, and was stopped."
    if code not in (0, 1):  # 1: the draft fails a rule, as it is meant to
        return f"It ended with exit code {code}."
    unit = 1 if sys.platform == "darwin" else 1024
    return used.ru_utime + used.ru_stime, used.ru_maxrss * unit


def forget(folder: str, beginning: str) -> None:
    """Delete the files of a folder whose names begin so."""
    for name in os.listdir(folder) if os.path.isdir(folder) else ():
        if name.startswith(beginning):
            os.unlink(os.path.join(folder, name))


def main() -> None:
    """Run every command once in each round, and print the figures of all rounds by name."""
    asked = json.load(sys.stdin)
    figures: dict[str, list[tuple[float, int] | str]] = {name: [] for name in asked["commands"]}
    resource.setrlimit(resource.RLIMIT_CPU, (LONGEST, LONGEST + 10))  # of each process that it starts, too
    resource.setrlimit(resource.RLIMIT_AS, (MOST, MOST))
    for _ in range(asked["rounds"]):
        for name, command in asked["commands"].items():
            if figures[name] and isinstance(figures[name][-1], str):
                continue
            if command["forget"]:
                forget(*command["forget"])
            figures[name].append(run(command["words"], command["environment"]))
    json.dump(figures, sys.stdout)


if __name__ == "__main__":
    main()
