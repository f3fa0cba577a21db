"""`rulebook completion SHELL`: a script that completes commands, options, words and names of rules in a shell."""

from __future__ import annotations

import shlex
from argparse import Namespace
from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING

from rulebook.commands.exits import FINE
from rulebook.commands.options import add_output
from rulebook.commands.output import deliver
from rulebook.commands.parser import CommandParser, WrongUse, one_of

if TYPE_CHECKING:
    from rulebook.commands.completable import Completable, Option

__all__ = ["HELP", "NAME", "configure", "run"]

NAME = "completion"
HELP = "Write a script that completes the command line in a shell."
SHELLS = ("bash", "zsh", "fish")

_MORE = """
For bash, put the first example into ~/.bashrc. For zsh, write the script to a file _rulebook in a folder of your fpath; for
fish, to ~/.config/fish/completions/rulebook.fish.

Examples:
  rulebook completion bash
  rulebook completion zsh --output ~/.zfunc/_rulebook
  rulebook completion fish --output ~/.config/fish/completions/rulebook.fish
"""

NAMES = "rulebook rules --names 2>/dev/null"


def configure(parser: CommandParser) -> None:
    """Add the arguments of the command."""
    parser.epilog = _MORE
    parser.add_argument("shell", nargs="?", metavar="|".join(SHELLS), type=one_of("`rulebook completion`", SHELLS), help="the shell")
    add_output(parser)


def run(arguments: Namespace) -> int:
    """Write the script and return the exit code."""
    if not arguments.shell:
        raise WrongUse("`rulebook completion` needs a shell: bash, zsh or fish; write for example `rulebook completion bash`.")
    from rulebook.commands.completable import completable

    written = {"bash": _bash, "zsh": _zsh, "fish": _fish}[arguments.shell]
    deliver(written(completable()), arguments.output)
    return FINE


def _names(options: Sequence[Option]) -> str:
    return " ".join(name for option in options for name in option.names)


def _first_words(commands: Sequence[Completable]) -> str:
    return " ".join(dict.fromkeys(command.name.split()[0] for command in commands))


def _second_words(commands: Sequence[Completable]) -> dict[str, str]:
    """Return the second words of commands of two, by the first."""
    found: dict[str, list[str]] = {}
    for first, _, second in (command.name.partition(" ") for command in commands):
        if second:
            found.setdefault(first, []).append(second)
    return {first: " ".join(seconds) for first, seconds in found.items()}


# ---- bash ------------------------------------------------------------------------------------------------------------

_BASH = """# Completion of rulebook for bash, made by `rulebook completion bash`.
_rulebook() {{
  local word="${{COMP_WORDS[COMP_CWORD]}}" before="${{COMP_WORDS[COMP_CWORD-1]}}" command="${{COMP_WORDS[1]}}"
  local from=2 words="" kind=words
  COMPREPLY=()
  if [[ $word == "=" ]]; then word=""; elif [[ $before == "=" ]]; then before="${{COMP_WORDS[COMP_CWORD-2]}}"; fi
  if ((COMP_CWORD == 1)); then
    mapfile -t COMPREPLY < <(compgen -W "{first} help --help --version" -- "$word")
    return
  fi
  case "$command" in
{seconds}
  esac
  if ((COMP_CWORD >= from)); then
    case "$command $before" in
{values}
      *)
        if [[ $word == -* ]]; then
          case "$command" in
{options}
          esac
        else
          case "$command" in
{others}
          esac
        fi
        ;;
    esac
  fi
  if [[ $kind == rules ]]; then words="$({names})"; fi
  if [[ $kind == files ]]; then
    compopt -o filenames 2>/dev/null
    mapfile -t COMPREPLY < <(compgen -f -- "$word")
  elif [[ $kind != none ]]; then
    mapfile -t COMPREPLY < <(compgen -W "$words" -- "$word")
  fi
}}
complete -F _rulebook rulebook
"""


def _bash(commands: Sequence[Completable]) -> str:
    seconds = [
        f"    {first})\n      if ((COMP_CWORD == 2)); then words={shlex.quote(words)}; from=3; "
        f'else command="$command ${{COMP_WORDS[2]}}"; from=3; fi\n      ;;'
        for first, words in _second_words(commands).items()
    ]
    values = [
        f"      {'|'.join(shlex.quote(f'{command.name} {name}') for name in option.names)}) {_said(option.kind, option.words)} ;;"
        for command in commands
        for option in command.options
        if option.takes
    ]
    options = [f"            {shlex.quote(command.name)}) words={shlex.quote(_names(command.options))} ;;" for command in commands]
    others = [f"            {shlex.quote(command.name)}) {_said(command.kind, command.words)} ;;" for command in commands]
    return _BASH.format(
        first=_first_words(commands), seconds="\n".join(seconds), values="\n".join(values), options="\n".join(options),
        others="\n".join(others), names=NAMES,
    )  # fmt: skip


def _said(kind: str, words: Sequence[str]) -> str:
    return f"words={shlex.quote(' '.join(words))}" if kind == "words" else f"kind={kind}"


# ---- zsh -------------------------------------------------------------------------------------------------------------

_ZSH = """#compdef rulebook
# Completion of rulebook for zsh, made by `rulebook completion zsh`.
_rulebook() {{
  local command="${{words[2]}}" before="${{words[CURRENT-1]}}"
  if (( CURRENT == 2 )); then
    compadd -- {first} help --help --version
    return
  fi
  case "$command" in
{seconds}
  esac
  case "$command $before" in
{values}
  esac
  if [[ "${{words[CURRENT]}}" == -* ]]; then
    case "$command" in
{options}
    esac
    return
  fi
  case "$command" in
{others}
  esac
}}
if [[ "${{funcstack[1]}}" == "_rulebook" ]]; then
  _rulebook "$@"
else
  compdef _rulebook rulebook
fi
"""


def _zsh(commands: Sequence[Completable]) -> str:
    def does(kind: str, words: Sequence[str]) -> str:
        if kind == "words":
            return f"compadd -- {' '.join(words)}"
        return {"files": "_files", "rules": f'compadd -- ${{(f)"$({NAMES})"}}'}.get(kind, ":")

    seconds = [
        f'    {first})\n      if (( CURRENT == 3 )); then compadd -- {words}; return; fi\n      command="$command ${{words[3]}}"\n      ;;'
        for first, words in _second_words(commands).items()
    ]
    values = [
        f"    {'|'.join(shlex.quote(f'{command.name} {name}') for name in option.names)}) {does(option.kind, option.words)}; return ;;"
        for command in commands
        for option in command.options
        if option.takes
    ]
    options = [f"      {shlex.quote(command.name)}) compadd -- {_names(command.options)} ;;" for command in commands]
    others = [f"    {shlex.quote(command.name)}) {does(command.kind, command.words)} ;;" for command in commands]
    return _ZSH.format(
        first=_first_words(commands), seconds="\n".join(seconds), values="\n".join(values), options="\n".join(options),
        others="\n".join(others),
    )  # fmt: skip


# ---- fish ------------------------------------------------------------------------------------------------------------


def _fish(commands: Sequence[Completable]) -> str:
    lines = ["# Completion of rulebook for fish, made by `rulebook completion fish`.", "complete -c rulebook -f"]
    heads: dict[str, str] = {}
    for command in commands:
        heads.setdefault(command.name.split()[0], command.help)
    lines += [f"complete -c rulebook -n __fish_use_subcommand -a {first} -d {_fish_text(line)}" for first, line in heads.items()]
    for first, words in _second_words(commands).items():
        lines.append(f"complete -c rulebook -n '__fish_seen_subcommand_from {first}' -a {_fish_text(words)}")
    for command in commands:
        lines += _fish_command(command)
    return "\n".join(lines) + "\n"


def _fish_command(command: Completable) -> Iterator[str]:
    seen = "; and ".join(f"__fish_seen_subcommand_from {word}" for word in command.name.split())
    start = f"complete -c rulebook -n {_fish_text(seen)}"
    for option in command.options:
        names = " ".join(f"-l {name[2:]}" if name.startswith("--") else f"-s {name[1:]}" for name in option.names)
        yield f"{start} {names}{_fish_values(option.kind, option.words, option.takes)} -d {_fish_text(option.help)}"
    if command.kind != "none":
        yield f"{start}{_fish_values(command.kind, command.words, False)}"


def _fish_values(kind: str, words: Sequence[str], takes: bool) -> str:
    said = {"words": f" -f -a {_fish_text(' '.join(words))}", "rules": f" -f -a '({NAMES})'", "files": " -F"}.get(kind, "")
    return f" -r{said}" if takes else said


def _fish_text(text: str) -> str:
    """Return a text between single quotation marks, in which fish knows two escapes."""
    escaped = text.replace("\\", "\\\\").replace("'", "\\'")
    return f"'{escaped}'"
