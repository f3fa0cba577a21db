"""The arguments of one command, read by argparse; wrong use is told in one plain sentence with the nearest right word."""

from __future__ import annotations

import argparse
import re
from collections.abc import Callable, Collection, Sequence

__all__ = ["CommandParser", "HelpWanted", "OneOf", "WrongUse", "nearest_hint", "one_of"]


class WrongUse(Exception):
    """The command line makes no sense; the message is one plain sentence, with what to write instead."""


class HelpWanted(Exception):
    """The command line asks for help; the message is the help text."""


class CommandParser(argparse.ArgumentParser):
    """Reads the arguments of one command. It never exits and prints nothing: it raises `WrongUse` or `HelpWanted`."""

    def __init__(self, command: str, help_line: str) -> None:
        super().__init__(
            prog=f"rulebook {command}",
            description=help_line,
            formatter_class=_formatter,
            add_help=False,
            allow_abbrev=False,
            exit_on_error=False,
        )
        self._positionals.title = "arguments"
        self.add_argument("-h", "--help", action=_Help, nargs=0, dest=argparse.SUPPRESS, help="show this help")

    def read(self, words: Sequence[str]) -> argparse.Namespace:
        """Return the arguments; WrongUse where there is a word that has no place, or one too few."""
        # What follows `--` is never an option; argparse then cannot take options and other words in any order.
        parse = self.parse_known_args if "--" in words else self.parse_known_intermixed_args
        try:
            arguments, extra = parse(words)
        except argparse.ArgumentError as error:
            raise WrongUse(_sentence(error)) from None
        if extra:
            raise WrongUse(self._no_such(extra[0]))
        return arguments

    def actions(self) -> list[argparse.Action]:
        """Return the arguments in the order in which help lists them."""
        return list(self._actions)

    def error(self, message: str) -> None:  # type: ignore[override]  # argparse exits here; a command must not
        """Raise WrongUse for what argparse says is lacking."""
        lacking = re.sub(r"^the following arguments are required: ", "", message)
        raise WrongUse(f"`{self.prog}` needs {lacking}; `{self.prog} --help` says more.")

    def _no_such(self, word: str) -> str:
        if not word.startswith("-") or word == "-":
            return f"`{self.prog}` has no place for {word}; `{self.prog} --help` says what it takes."
        written = word.partition("=")[0]
        options = [option for option in self._option_string_actions if option.startswith("--")]
        return f"`{self.prog}` has no option {written}. {nearest_hint(written, options) or f'`{self.prog} --help` lists its options.'}"


def _formatter(prog: str) -> argparse.HelpFormatter:
    """Return the layout of help. argparse makes one for every argument, and without a width it imports half an archiver to find one."""
    from rulebook.commands.output import columns

    return _Layout(prog, max_help_position=28, width=columns())


class _Layout(argparse.HelpFormatter):
    """Breaks paragraphs where the terminal ends, and leaves those with indented lines as they are."""

    def _fill_text(self, text: str, width: int, indent: str) -> str:
        paragraphs = text.strip("\n").split("\n\n")
        return "\n\n".join(part if "\n " in part else super(_Layout, self)._fill_text(part, width, indent) for part in paragraphs)


class _Help(argparse.Action):
    def __call__(self, parser: argparse.ArgumentParser, *_: object) -> None:
        raise HelpWanted(parser.format_help())


_SENTENCES: tuple[tuple[str, Callable[[str, re.Match[str]], str]], ...] = (
    (r"expected (?:one|at least one) argument", lambda option, _: f"{option} needs a word after it."),
    (r"ignored explicit argument (.*)", lambda option, _: f"{option} takes no word after it."),
)


def _sentence(error: argparse.ArgumentError) -> str:
    option = f"`{error.argument_name.rpartition('/')[2]}`" if error.argument_name else "The command"
    for shape, sentence in _SENTENCES:
        if found := re.fullmatch(shape, error.message):
            return sentence(option, found)
    return f"{option} cannot be read: {error.message}."


def nearest_hint(written: str, names: Collection[str]) -> str:
    """Return "Did you mean …?" with the nearest right name; the empty text where none is near."""
    from rulebook.language.names import did_you_mean  # only on the way to an error message

    return did_you_mean(written, names, "")


class OneOf:
    """Reads a word that must be one of the values."""

    def __init__(self, option: str, values: Collection[str]) -> None:
        self.option, self.values = option, values

    def __call__(self, word: str) -> str:
        """Return the word; WrongUse, with the nearest right one, where it is none of the values."""
        if word in self.values:
            return word
        hint = nearest_hint(word, self.values)
        listed = f"{f'{hint} ' if hint else ''}Its values are: {', '.join(self.values)}."
        raise WrongUse(f"{self.option} has no value {word or 'that is empty'}. {listed}")


def one_of(option: str, values: Collection[str]) -> OneOf:
    """Return the reader of a word that must be one of the values."""
    return OneOf(option, values)
