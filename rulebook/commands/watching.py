"""`rulebook check --watch`: checks again when a draft, a rule file, the configuration, the waivers or the baseline has changed."""

from __future__ import annotations

import os
import time
from argparse import Namespace
from collections.abc import Callable
from typing import NoReturn

from rulebook.commands.inputs import files_of_check
from rulebook.commands.jobs import WorkerLost
from rulebook.commands.output import OutputFailed, clear, notice
from rulebook.commands.parser import WrongUse
from rulebook.configuration.configuration import BadConfiguration

__all__ = ["State", "state_of", "watch", "watch_check"]

INTERVAL = 0.4  # seconds between two looks
State = dict[str, tuple[int, int]]  # when each file was changed last, and how long it is


def watch_check(arguments: Namespace, check: Callable[[Namespace], int]) -> NoReturn:
    """Check, wait for a change, and check again, until somebody presses Ctrl-C."""
    if "-" in arguments.drafts:
        raise WrongUse("--watch watches files, and standard input is none; name a file instead of -.")

    def once() -> None:
        clear()
        try:
            check(arguments)
        except (BadConfiguration, OutputFailed, WorkerLost, WrongUse) as wrong:
            from rulebook.commands.command_line import sentence_of

            notice(sentence_of(wrong))
        notice("Watching for changes; Ctrl-C stops.")

    watch(once, lambda: state_of(arguments), time.sleep)


def watch(once: Callable[[], object], state: Callable[[], State], sleep: Callable[[float], None]) -> NoReturn:
    """Do it once, and again after each change of the state, when that has come to rest."""
    while True:
        before = state()
        once()
        while (now := state()) == before:
            sleep(INTERVAL)
        while True:  # an editor may write several files, or one in several steps
            sleep(INTERVAL)
            if (later := state()) == now:
                break
            now = later


def state_of(arguments: Namespace) -> State:
    """Return the state of all files that a check rests on."""
    state: State = {}
    for path in files_of_check(arguments):
        try:
            found = os.stat(path)
            state[path] = found.st_mtime_ns, found.st_size
        except (OSError, ValueError):
            state[path] = 0, -1
    return state
