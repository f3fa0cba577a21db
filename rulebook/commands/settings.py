"""What a check goes by: the command line, and where that is silent the configuration."""

from __future__ import annotations

import os
from argparse import Namespace
from collections.abc import Callable, Collection, Iterable, Sequence
from typing import TYPE_CHECKING

from rulebook.commands.configured import configuration_of, rules_at
from rulebook.commands.options import today
from rulebook.commands.output import notice
from rulebook.commands.parser import WrongUse, nearest_hint
from rulebook.configuration.configuration import Configuration, FailOn
from rulebook.drafts.draft import Note, Place, Problem
from rulebook.records import Record, replace
from rulebook.values import Date

if TYPE_CHECKING:
    from rulebook.checking.evaluation import Explain
    from rulebook.checking.findings import CheckedDraft
    from rulebook.configuration.applying import Told
    from rulebook.drafts.draft import Draft
    from rulebook.language.policy import Policy

SHARED_ORDERS = ("eu", "un")  # of two letters, and of no one country

__all__ = ["Chosen", "DraftCheck", "Settings", "chosen", "settings_by", "settings_of", "trusted"]


class Settings(Record):
    """What a check goes by. `day` is that of the command line, else today: the day for waivers, which no configuration moves.

    `strict` and `warnings` hold for drafts of which the configuration says nothing else.
    """

    configuration: Configuration
    rules: tuple[str, ...]  # paths; none for the library
    rules_named: bool  # on the command line
    day: Date
    as_of: Date | None  # of the command line
    law: tuple[str, ...] | None  # likewise
    format: str
    strict: bool
    warnings: bool
    strict_named: bool
    fail_on_named: bool


class Chosen(Record):
    """The drafts to check, and what to say of those that are not. `asked` is true of the path of a draft that would be checked too,
    though there be no file of that name any more. `unfollowed` are links out of the repository, found in a folder and not named."""

    files: tuple[str, ...]
    notes: tuple[Note, ...]
    asked: Callable[[str], bool]
    unfollowed: frozenset[str] = frozenset()


def settings_of(arguments: Namespace) -> Settings:
    """Return what a check goes by. WrongUse or BadConfiguration where one of them makes no sense."""
    configuration = configuration_of(arguments)
    return settings_by(arguments, configuration, rules_at(arguments.rules, configuration))


def settings_by(arguments: Namespace, configuration: Configuration, rules: Sequence[str]) -> Settings:
    """Return what a check goes by with this configuration, by the rules at these paths."""
    return Settings(
        configuration,
        tuple(rules),
        bool(arguments.rules),
        arguments.as_of or today(),
        arguments.as_of,
        arguments.law,
        arguments.format or configuration.format or "text",
        bool(arguments.strict or configuration.strict),
        (arguments.fail_on or configuration.fail_on) == "warning",
        bool(arguments.strict),
        arguments.fail_on is not None,
    )


# ---- drafts ----------------------------------------------------------------------------------------------------------


def chosen(named: Sequence[str], configuration: Configuration, only_configured: bool = False) -> Chosen:
    """Return the drafts to check: those that the command line names, else those that the configuration does; each once.

    What the configuration excludes is left out of folders, and not where a file is named. With `only_configured`, only those drafts of
    the configuration that are named are left, and the other files of their measures.
    """
    if only_configured:
        return _only_configured(named, configuration)
    if named:
        return _named(named, configuration)
    from rulebook.configuration.selection import drafts_of, is_draft

    files, left_out, empty = drafts_of(configuration)
    for entry in empty:
        notice(f"{configuration.file} names drafts by `{entry}`, and there is none; their names end in .md, .markdown, .yaml or .yml.")
    named_by = {os.path.normpath(os.path.join(configuration.folder, entry)) for entry in configuration.drafts}
    return Chosen(
        tuple(files), _excluded(left_out, configuration), lambda path: is_draft(configuration, path), _unfollowed(files, named_by)
    )


def _named(named: Sequence[str], configuration: Configuration) -> Chosen:
    from rulebook.drafts import drafts_in

    found: list[str] = []
    left_out: list[str] = []
    for path in named:
        if path != "-" and os.path.isdir(path):
            inside = list(map(os.path.normpath, drafts_in(path)))
            if not inside:
                notice(f"There is no draft in the folder {path}; the names of drafts end in .md, .markdown, .yaml or .yml.")
            if configuration.exclude:
                from rulebook.configuration.selection import is_excluded

                left_out += [one for one in inside if is_excluded(configuration, one)]
            found += [one for one in inside if one not in left_out]
        else:
            found.append(path)
    asked = [os.path.normpath(path) for path in named]

    def is_asked_for(path: str) -> bool:
        return any(one in (path, ".") or path.startswith(f"{one}{os.sep}") for one in asked)

    return Chosen(tuple(dict.fromkeys(found)), _excluded(left_out, configuration), is_asked_for, _unfollowed(found, asked))


def _unfollowed(files: Sequence[str], named: Collection[str]) -> frozenset[str]:
    from rulebook.drafts.files import leads_out

    return frozenset(path for path in files if leads_out(path) and os.path.normpath(path) not in named)


def _only_configured(named: Sequence[str], configuration: Configuration) -> Chosen:
    if not configuration.drafts:
        raise WrongUse("--only-configured needs a configuration that names the drafts; write for example drafts = [\"drafts\"] in it.")
    from rulebook.configuration.selection import drafts_of, is_draft
    from rulebook.drafts import read_file

    files = [path for path in named if is_draft(configuration, path)]
    measures = {read_file(path).header.measure for path in files} - {None}
    if measures:
        there = {os.path.normpath(path) for path in files}
        every = drafts_of(configuration)[0]
        # In the order of the configuration, so that a measure has the same first file whichever of its files are named.
        together = [path for path in every if path in there or read_file(path).header.measure in measures]
        files = together + [path for path in files if os.path.normpath(path) not in together]
    return Chosen(tuple(dict.fromkeys(files)), (), lambda path: is_draft(configuration, path))


def _excluded(paths: Sequence[str], configuration: Configuration) -> tuple[Note, ...]:
    """Return the note that drafts are left out, which whoever reviews should see."""
    if not paths:
        return ()
    from rulebook.configuration.applying import note_at, some

    count = "1 draft is" if len(paths) == 1 else f"{len(paths)} drafts are"
    return (note_at(configuration, "excluded", f"{count} not checked, because `exclude` says so: {some(paths)}.", ("exclude",)),)


# ---- the check -------------------------------------------------------------------------------------------------------


def trusted(policy: Policy, settings: Settings) -> Policy:
    """Return the policy. BadConfiguration where the configuration would weaken a rule of it that nothing may weaken, or names law that it
    has no rule of."""
    if settings.configuration:
        from rulebook.configuration.leaving_out import refuse_weakening

        refuse_weakening(settings.configuration, policy, all_loaded=not settings.rules_named)
        if settings.law is None and not settings.rules_named:
            from rulebook.configuration.law import refuse_unknown_law

            refuse_unknown_law(settings.configuration, policy)
    return policy


class DraftCheck:
    """The check of drafts, one by one, under the law and the terms of each."""

    def __init__(self, policy: Policy, settings: Settings, explain: Explain) -> None:
        self._policy, self._settings, self._explain = policy, settings, explain
        self._law, self._wrong = _law(policy, settings.law)
        self._configured = None
        if settings.configuration:
            from rulebook.configuration.applying import ConfiguredCheck, Given

            strict = True if settings.strict_named else None
            fail_on: FailOn = "warning" if settings.warnings else "error"
            given = Given(settings.day, self._law, settings.as_of, strict, fail_on if settings.fail_on_named else None)
            self._configured = ConfiguredCheck(policy, settings.configuration, given, explain)

    def draft(self, draft: Draft) -> CheckedDraft:
        """Return the findings on one draft."""
        if self._configured is not None:
            return _with_problems(self._configured.draft(draft), self._wrong)
        from rulebook.checking.check import check_drafts

        (checked,) = check_drafts(self._policy, [draft], self._law, self._settings.day, explain=self._explain).drafts
        return _with_problems(checked, self._wrong)

    def taken(self) -> Told:
        """Return what there is to tell of the configuration after the drafts so far, and forget it."""
        return {} if self._configured is None else self._configured.taken()

    def notes(self, drafts: Sequence[CheckedDraft], told: Iterable[Told]) -> tuple[Note, ...]:
        """Return the notes on the configuration, after what was taken from the check of each of the drafts, in their order."""
        if self._configured is None:
            return ()
        for one in told:
            self._configured.add(one)
        return (*self._configured.notes(), *_of_rules(self._settings), *_not_asked(self._policy, drafts, self._settings))


def _of_rules(settings: Settings) -> tuple[Note, ...]:
    """Return the note that not the whole library was checked, where the configuration chose the rules."""
    from rulebook.configuration.applying import note_at, some
    from rulebook.language.library import LIBRARY

    rules = settings.configuration.rules
    if settings.rules_named or not rules or LIBRARY in rules:
        return ()
    message = f"The rules are those that {settings.configuration.file} names, not the whole library: {some(rules)}."
    return (note_at(settings.configuration, "configured-rules", message, ("rules",)),)


def _not_asked(policy: Policy, drafts: Sequence[CheckedDraft], settings: Settings) -> tuple[Note, ...]:
    """Return the note that rules of a country, which are never the library's, bind no draft that was checked, and why."""
    configuration = settings.configuration
    if not configuration.rules or settings.rules_named or settings.law is not None or not drafts:
        return ()
    bind = {order for draft in drafts for order in draft.legal_orders} | set(configuration.law or ())
    unbound = sorted(order for order in policy.legal_orders() - bind if len(order) == 2 and order not in SHARED_ORDERS)
    if not unbound:
        return ()
    from rulebook.configuration.applying import note_at

    message = f"No rule of the law of {', '.join(unbound)} was asked, because no draft is bound by it: add it under `law`."
    return (note_at(configuration, "law-not-asked", message, ("rules",)),)


def _law(policy: Policy, named: tuple[str, ...] | None) -> tuple[tuple[str, ...] | None, list[tuple[str, str]]]:
    """Return the legal orders of --law that a loaded rule has, and for each of the others what is wrong with it and what to write."""
    if named is None:
        return None, []
    known = policy.legal_orders()
    wrong = []
    for order in named:
        if order not in known:
            hint = nearest_hint(order, known) or f"The legal orders of the loaded rules are: {', '.join(sorted(known)) or 'none'}."
            wrong.append((f"No loaded rule is of the legal order `{order}`, which --law names.", hint))
    return tuple(order for order in named if order in known), wrong


def _with_problems(draft: CheckedDraft, wrong: Sequence[tuple[str, str]]) -> CheckedDraft:
    """Return the draft with what is wrong with the command line as its first problems, if it could be read."""
    if not wrong or draft.unreadable:
        return draft
    return replace(draft, problems=tuple(Problem("bad-header", *one, (Place(draft.path, 1),)) for one in wrong) + draft.problems)
