"""The command line: finds the command, lets it run, and turns everything that can go wrong into a sentence and an exit code."""

from __future__ import annotations

import os
import sys
from collections.abc import Sequence
from typing import Any, NoReturn

from rulebook.commands import COMMANDS
from rulebook.commands.exits import CANNOT, FINE, STOPPED
from rulebook.configuration.configuration import BadConfiguration

__all__ = ["main", "sentence_of", "start"]

MOST_UNSEEN = 1_000_000  # objects made before Python looks for cycles among them: few checks make so many, and none makes many cycles


def start() -> NoReturn:
    """Run the command of the command line in a process of its own, and end that process at once.

    What was written has left by then, so that Python need not take apart, piece by piece, what the system takes back whole.
    """
    import gc  # a process of its own may say how it is used; who calls `main` from Python keeps their own settings

    gc.set_threshold(MOST_UNSEEN)
    code = main()
    try:
        for stream in (sys.stdout, sys.stderr):
            if stream is not None:
                stream.flush()
    except (OSError, ValueError):
        sys.exit(code)  # as any other program whose reader has gone
    os._exit(code)


def main(words: Sequence[str] | None = None) -> int:
    """Run the command that the words name (without them: those of the command line) and return its exit code."""
    try:
        return _run(list(sys.argv[1:] if words is None else words))
    except KeyboardInterrupt:
        return _say("Stopped.", STOPPED)
    except Exception as error:
        return _say(sentence_of(error), CANNOT)


def _run(words: list[str]) -> int:
    from rulebook.commands.output import deliver

    if words[:1] == ["help"]:
        words = [*words[1:], "--help"]
    if not words:
        return _say(_overview(), CANNOT)
    if words[0] in ("-h", "--help"):
        deliver(_overview(), None)
        return FINE
    if words[0] in ("-V", "--version"):
        from rulebook import __version__

        deliver(f"rulebook {__version__}\n", None)
        return FINE
    return _command(words)


def _command(words: list[str]) -> int:
    from rulebook.commands.output import deliver
    from rulebook.commands.parser import CommandParser, HelpWanted

    name = " ".join(words[:2]) if " ".join(words[:2]) in COMMANDS else words[0]
    if name not in COMMANDS:
        return _say(_no_command(words), CANNOT)
    path, help_line = COMMANDS[name]
    module: Any = __import__(path, fromlist=["run"])
    parser = CommandParser(name, help_line)
    module.configure(parser)
    try:
        arguments = parser.read(words[len(name.split()) :])
    except HelpWanted as wanted:
        deliver(str(wanted), None)
        return FINE
    if isinstance(output := getattr(arguments, "output", None), str):  # `check` has several, and looks itself
        from rulebook.commands.inputs import refuse_overwriting

        refuse_overwriting([output], arguments)
    code: int = module.run(arguments)
    return code


def _overview() -> str:
    from rulebook import __version__

    width = max(map(len, COMMANDS))
    listed = "\n".join(f"  rulebook {name:<{width}}  {line}" for name, (_, line) in COMMANDS.items())
    return (
        f"Rulebook {__version__} checks drafts of laws and procedures against rules that a lawyer can read aloud.\n\n"
        f"{listed}\n\n"
        "`rulebook check --help` says more on a command; `rulebook --version` gives the version.\n"
    )


def _no_command(words: list[str]) -> str:
    from rulebook.commands.parser import nearest_hint

    written = words[0]
    second = {name.split()[1] for name in COMMANDS if name.startswith(f"{written} ")}
    if second:
        return f"`rulebook {written}` needs to know what; write `rulebook {written} {' or '.join(sorted(second))}`."
    if written.startswith("-"):
        return f"`rulebook` has no option {written} before its command; write the command first, such as `rulebook check draft.md`."
    if os.path.exists(written):
        return f"{written} is no command; to check it, write `rulebook check {written}`."
    hint = nearest_hint(written, COMMANDS) or f"The commands are: {', '.join(COMMANDS)}."
    return f"`rulebook` has no command {written}. {hint}"


def _slips(bad: BadConfiguration) -> str:
    """Return everything that is wrong with a configuration, each with its line."""
    from rulebook.reports import Manner
    from rulebook.reports.rule_errors import rule_errors

    return rule_errors(bad.diagnostics, Manner(), "nothing was done", "configuration file")


def sentence_of(error: Exception) -> str:
    """Return what tells what went wrong, in a sentence, or for a configuration in its lines; a fault of our own is named as one."""
    from rulebook.commands.jobs import WorkerLost
    from rulebook.commands.output import OutputFailed
    from rulebook.commands.parser import WrongUse

    if isinstance(error, (OutputFailed, WorkerLost, WrongUse)):
        return str(error)
    if isinstance(error, BadConfiguration):
        return _slips(error)
    if os.environ.get("RULEBOOK_DEBUG") == "1":
        import traceback

        traceback.print_exception(error)
    return (
        f"Rulebook has made a mistake of its own ({type(error).__name__}) and could not finish: please report it, with the command that "
        "you gave and what RULEBOOK_DEBUG=1 adds to this message."
    )


def _say(sentence: str, code: int) -> int:
    from rulebook.commands.output import notice

    notice(sentence)
    return code
