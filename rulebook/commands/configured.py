"""The configuration as the commands use it: which file holds, and the options that name another one or none."""

from __future__ import annotations

import os
from argparse import Namespace

from rulebook.commands.parser import CommandParser, WrongUse
from rulebook.configuration.configuration import NO_CONFIGURATION, Configuration

__all__ = ["add_configuration", "configuration_of"]


def add_configuration(parser: CommandParser) -> None:
    """Add `--config FILE` and `--no-config`."""
    parser.add_argument(
        "--config", metavar="FILE", help="the configuration (without it: the nearest rulebook.toml or pyproject.toml from here upward)"
    )
    parser.add_argument("--no-config", action="store_true", help="go by no configuration")


def configuration_of(arguments: Namespace) -> Configuration:
    """Return what the configuration says that holds here; `NO_CONFIGURATION` where there is none. BadConfiguration where it is wrong."""
    if arguments.no_config:
        if arguments.config:
            raise WrongUse("--config and --no-config do not go together; leave one of them out.")
        return NO_CONFIGURATION
    from rulebook.configuration.search import found_from

    path = os.path.normpath(arguments.config) if arguments.config else found_from(os.curdir)
    if path is None:
        return NO_CONFIGURATION
    from rulebook.configuration.reading import read_configuration  # with pydantic: only where there is a configuration

    return read_configuration(path)
