"""What a check found before a change that goes by another configuration: the drafts of then, by the configuration of then."""

from __future__ import annotations

import os
from argparse import Namespace
from collections.abc import Callable
from typing import TYPE_CHECKING

from rulebook.checking.findings import Report
from rulebook.commands.checked import Wanted, checked
from rulebook.commands.configured import rule_paths_of
from rulebook.commands.output import notice
from rulebook.commands.reviewing import policy_before
from rulebook.commands.settings import Settings, settings_by
from rulebook.configuration.configuration import NO_CONFIGURATION, BadConfiguration, Configuration
from rulebook.configuration.search import OWN_FILE, PROJECT_FILE, speaks_of_rulebook
from rulebook.records import replace

if TYPE_CHECKING:
    from rulebook.language.policy import Policy
    from rulebook.review.change import Change

__all__ = ["configuration_before", "found_before"]

_NOT_COMPARED = "so what was checked then and is not any more cannot be told"


def configuration_before(change: Change, arguments: Namespace, now: Configuration) -> Configuration | None:
    """Return the configuration that held before the change, where it said anything else; None where it is as it was.

    None too where there was none and only the present one names drafts: then nothing was checked before.
    """
    if arguments.no_config:
        return None
    path, content = _where_it_was(change, arguments.config)
    if content is None:
        return NO_CONFIGURATION if now and arguments.drafts else None
    from rulebook.configuration.reading import configuration_in

    try:
        was = configuration_in(content, path)
    except BadConfiguration:
        notice(f"{path} as it was before the change cannot be used, {_NOT_COMPARED}.")
        return None
    return was if replace(was, places={}) != replace(now, places={}) else None


def _where_it_was(change: Change, named: str | None) -> tuple[str, bytes | None]:
    """Return the path and content of the configuration that a check went by, found as `found_from` finds that of today."""
    if named:
        path = os.path.normpath(named)
        return path, change.content_before(path)
    above = ""
    while True:
        for name in (OWN_FILE, PROJECT_FILE):
            path = os.path.join(above, name)
            content = change.content_at(path)
            if content is not None and (name == OWN_FILE or speaks_of_rulebook(content)):
                return path, content
        here = above or os.curdir
        if os.path.exists(os.path.join(here, ".git")) or os.path.dirname(os.path.realpath(here)) == os.path.realpath(here):
            return OWN_FILE, None
        above = os.path.join(above, os.pardir)


def found_before(
    change: Change, was: Configuration, arguments: Namespace, settings: Settings, policy: Policy, wanted: Wanted
) -> tuple[Report, Policy] | None:
    """Return the findings on all drafts of then by the configuration of then, and its rules; None, and a notice, where it has none."""
    from rulebook.language.diagnostics import RulesCannotBeLoaded
    from rulebook.language.library import NoSuchPart

    try:
        rules = list(arguments.rules and settings.rules) or rule_paths_of(was)
        then = policy_before(change, policy) if tuple(rules) == settings.rules else change.policy_of(rules)
    except (NoSuchPart, RulesCannotBeLoaded):
        notice(f"The rules of {was.file} as it was before the change cannot be loaded, {_NOT_COMPARED}.")
        return None
    readings = change.drafts_before(_asked(was, arguments))
    return checked(readings, then, settings_by(arguments, was, rules), replace(wanted, formats=frozenset())), then


def _asked(was: Configuration, arguments: Namespace) -> Callable[[str], bool]:
    """Return what is true of the paths of drafts that the same command checked then."""
    from rulebook.configuration.selection import is_draft, is_excluded

    named = [os.path.normpath(path) for path in arguments.drafts]
    if not named:
        return lambda path: is_draft(was, path)
    if arguments.only_configured:
        return lambda path: path in named and is_draft(was, path)

    def asked(path: str) -> bool:
        within = any(one == os.curdir or path.startswith(f"{one}{os.sep}") for one in named)
        return path in named or (within and not is_excluded(was, path))

    return asked
