"""`rulebook check --watch`: checks again when a draft, a rule file, the configuration, the waivers or the baseline has changed."""

from __future__ import annotations

import os
import time
from argparse import Namespace
from collections.abc import Callable, Iterator
from typing import NoReturn

from rulebook.commands.configured import configuration_of, rules_at
from rulebook.commands.jobs import WorkerLost
from rulebook.commands.output import OutputFailed, clear, notice
from rulebook.commands.parser import WrongUse
from rulebook.configuration.configuration import NO_CONFIGURATION, BadConfiguration

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
    for path in _files(arguments):
        try:
            found = os.stat(path)
            state[path] = found.st_mtime_ns, found.st_size
        except (OSError, ValueError):
            state[path] = 0, -1
    return state


def _files(arguments: Namespace) -> Iterator[str]:
    from rulebook.drafts import drafts_in
    from rulebook.language.loading import rule_files

    try:
        configuration = configuration_of(arguments)
    except BadConfiguration as bad:  # it will be mended
        configuration = NO_CONFIGURATION
        yield from (slip.file for slip in bad.diagnostics)
    if configuration:
        from rulebook.configuration.selection import drafts_of

        yield configuration.file
        if not arguments.drafts:
            yield from drafts_of(configuration)[0]
    for path in arguments.drafts:
        yield from drafts_in(path) if os.path.isdir(path) else (path,)
    try:
        yield from rule_files(rules_at(arguments.rules, configuration))
    except (BadConfiguration, WrongUse):
        pass
    for file in (arguments.waivers or configuration.waivers, arguments.baseline or configuration.baseline):
        if file:
            yield file
