"""The configuration as the commands use it: which file holds, the rules and drafts that it names, and the loading of the rules."""

from __future__ import annotations

import os
from argparse import Namespace
from collections.abc import Callable, Sequence

from rulebook.commands.output import deliver, manner, notice
from rulebook.commands.parser import CommandParser, WrongUse
from rulebook.configuration.configuration import NO_CONFIGURATION, BadConfiguration, Configuration
from rulebook.language.diagnostics import Diagnostic, RulesCannotBeLoaded
from rulebook.language.loading import load_policy
from rulebook.language.policy import Policy

_SPELLING = "Look at its spelling; it is seen from the folder of the configuration."

__all__ = ["Tell", "add_configuration", "configuration_of", "policy_at", "policy_for", "rule_paths_of", "rules_at", "telling"]

Tell = Callable[[list[Diagnostic]], object]


def add_configuration(parser: CommandParser) -> None:
    """Add `--config FILE` and `--no-config`."""
    parser.add_argument(
        "--config", metavar="FILE", help="the configuration (without it: the nearest rulebook.toml or pyproject.toml from here upward)"
    )
    parser.add_argument("--no-config", action="store_true", help="go by no configuration")


def configuration_of(arguments: Namespace) -> Configuration:
    """Return what the configuration says that holds here; `NO_CONFIGURATION` where there is none. BadConfiguration where it is wrong."""
    config: str | None = getattr(arguments, "config", None)  # a few commands have no say in it
    if getattr(arguments, "no_config", False):
        if config:
            raise WrongUse("--config and --no-config do not go together; leave one of them out.")
        return NO_CONFIGURATION
    from rulebook.configuration.search import found_from

    path = os.path.normpath(config) if config else found_from(os.curdir)
    if path is None:
        return NO_CONFIGURATION
    from rulebook.configuration.reading import read_configuration  # with pydantic: only where there is a configuration

    return read_configuration(path)


def rules_at(named: Sequence[str], configuration: Configuration) -> list[str]:
    """Return the paths of the rules that the command line names, else the configuration; none for the library.

    WrongUse or BadConfiguration where one of them is nowhere.
    """
    if not named and not configuration.rules:
        return []
    from rulebook.language.library import NoSuchPart, rule_paths

    try:
        return rule_paths(named) if named else rule_paths(_entries(configuration))
    except NoSuchPart as wrong:
        if named:
            raise WrongUse(f"{wrong} {wrong.hint}") from None
        raise BadConfiguration(_nowhere(configuration)) from None


def policy_for(arguments: Namespace, consequence: str) -> Policy | None:
    """Return the policy for a command that only reads rules; None, with every error told in its format, where it cannot be loaded."""
    named = [*getattr(arguments, "paths", ()), *arguments.rules]
    return policy_at(rules_at(named, configuration_of(arguments)), consequence, telling(arguments))


def telling(arguments: Namespace) -> Tell:
    """Return what tells errors in rule files where a command writes its report, in its format."""

    def tell(diagnostics: list[Diagnostic]) -> None:
        from rulebook.reports import writer

        deliver(writer(arguments.format).write_rule_errors(diagnostics, manner(arguments.output)), arguments.output)

    return tell


def policy_at(paths: Sequence[str], consequence: str, tell: Tell | None = None) -> Policy | None:
    """Return the policy of the rules at these paths; None, with every error and what comes of it told, where it cannot be loaded.

    Without `tell`, the errors go to standard output as text.
    """
    try:
        return load_policy(paths)
    except RulesCannotBeLoaded as errors:
        if tell is None:
            from rulebook.reports.rule_errors import rule_errors

            deliver(rule_errors(errors.diagnostics, manner(None)), None)
        else:
            tell(errors.diagnostics)
        notice(f"The rules cannot be loaded, so {consequence}.")
        return None


# ---- the rules that a configuration names ----------------------------------------------------------------------------


def rule_paths_of(configuration: Configuration) -> list[str]:
    """Return the paths of the rules of a configuration, also where there is nothing any more; NoSuchPart as it may be."""
    from rulebook.language.library import rule_paths

    return rule_paths(_entry(configuration, entry) for entry in configuration.rules)


def _entries(configuration: Configuration) -> list[str]:
    """Return the entries of `rules`, own paths as seen from where the command runs; BadConfiguration where one is not there."""
    if wrong := _nowhere(configuration):
        raise BadConfiguration(wrong)
    return [_entry(configuration, entry) for entry in configuration.rules]


def _library_part(entry: str) -> str:
    """Return the part of the library that was meant by an entry which names nothing; the empty text where there is none."""
    from rulebook.language.library import LIBRARY, parts_of_the_library
    from rulebook.language.names import nearest

    head, colon, part = entry.partition(":")
    if (head if colon else entry) != LIBRARY and nearest(head if colon else entry, [LIBRARY]) and (colon or "/" not in entry):
        return f"Did you mean {LIBRARY}{colon}{part}?"
    return f"Did you mean {LIBRARY}:{entry}?" if entry in parts_of_the_library() else ""


def _entry(configuration: Configuration, entry: str) -> str:
    from rulebook.language.library import LIBRARY

    if entry.partition(":")[0] == LIBRARY:
        return entry
    return os.path.normpath(os.path.join(configuration.folder, *entry.split("/")))


def _nowhere(configuration: Configuration) -> list[Diagnostic]:
    """Return an error for each entry of `rules` that names nothing."""
    from rulebook.language.library import NoSuchPart, rule_paths

    errors = []
    for number, entry in enumerate(configuration.rules):
        path = _entry(configuration, entry)
        wrong = hint = ""
        try:
            if path in rule_paths([path]) and not os.path.exists(path):
                wrong, hint = f"There are no rules at {path}.", _library_part(entry) or _SPELLING
        except NoSuchPart as part:
            wrong, hint = str(part), part.hint
        if wrong:
            errors.append(configuration.error("no-such-rules", ("rules", number), wrong, hint))
    return errors
