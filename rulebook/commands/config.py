"""`rulebook config [DRAFT]`: every value that a check goes by, and where it comes from."""

from __future__ import annotations

import os
from argparse import Namespace
from collections.abc import Iterator, Sequence

from rulebook.commands.configured import add_configuration, configuration_of, policy_at, rules_at, telling
from rulebook.commands.exits import CANNOT, FINE
from rulebook.commands.options import add_format, add_output
from rulebook.commands.output import deliver, manner
from rulebook.commands.parser import CommandParser
from rulebook.configuration.configuration import Configuration, Key
from rulebook.records import Record

__all__ = ["HELP", "NAME", "configure", "run"]

NAME = "config"
HELP = "Show every value of the configuration, and where it comes from."

_MORE = """
With a draft, what holds for that draft: the sections of the configuration that match its path, and what its own header says.

Examples:
  rulebook config
  rulebook config drafts/border/procedure.md
  rulebook config --format json
"""

Value = str | int | bool | list[str] | dict[str, str] | None


class Entry(Record):
    """A key with its value; `line` is None where no configuration file says it, and `origin` says who does."""

    key: str
    value: Value
    origin: str
    line: int | None = None


def configure(parser: CommandParser) -> None:
    """Add the arguments of the command."""
    parser.epilog = _MORE
    parser.add_argument("draft", nargs="?", metavar="DRAFT", help="a draft (without it: what holds in general)")
    add_configuration(parser)
    add_format(parser)
    add_output(parser)


def run(arguments: Namespace) -> int:
    """Write what holds, and return the exit code; 2 where the configuration cannot be used."""
    configuration = configuration_of(arguments)
    if configuration:
        from rulebook.configuration.law import refuse_unknown_law
        from rulebook.configuration.leaving_out import refuse_weakening

        policy = policy_at(rules_at((), configuration), "it is not certain what the configuration leaves out", telling(arguments))
        if policy is None:
            return CANNOT
        refuse_weakening(configuration, policy, all_loaded=True)
        refuse_unknown_law(configuration, policy)
    entries = [*_of_draft(configuration, arguments.draft)] if arguments.draft else []
    said = {entry.key for entry in entries}
    entries += [entry for entry in _general(configuration) if entry.key not in said]
    if not arguments.draft:
        entries += _sections(configuration)
    written = _as_json(configuration, entries) if arguments.format == "json" else _as_text(configuration, entries, arguments)
    deliver(written, arguments.output)
    return FINE


# ---- what holds ------------------------------------------------------------------------------------------------------


def _entry(configuration: Configuration, key: str, value: Value, usual: Value, at: Key | None = None) -> Entry:
    at = at or (key,)
    if at in configuration.places:
        return Entry(key, value, configuration.file, configuration.spot(at).line)
    return Entry(key, usual, "by default")


def _general(configuration: Configuration) -> Iterator[Entry]:
    c = configuration
    listed: tuple[tuple[str, tuple[str, ...] | None, Value], ...] = (
        ("drafts", c.drafts, []), ("exclude", c.exclude, []), ("rules", c.rules, ["library"]), ("leave-out", c.leave_out, []),
        ("warn-only", c.warn_only, []), ("law", c.law, ["un"]),
    )  # fmt: skip
    for key, values, usual in listed:
        yield _entry(c, key, list(values or ()), usual)
    months = f"{c.longest_waiver} months" if c.longest_waiver is not None else None
    plain: tuple[tuple[str, Value, Value], ...] = (
        ("as-of", str(c.as_of) if c.as_of else None, "today"), ("strict", c.strict, False), ("fail-on", c.fail_on, "error"),
        ("format", c.format, "text"), ("output", dict(c.output), {}), ("waivers", c.waivers, None), ("baseline", c.baseline, None),
        ("longest-waiver", months, "12 months"), ("warn-before", c.warn_before, 30),
    )  # fmt: skip
    for name, value, default in plain:
        yield _entry(c, name, value, default)


def _of_draft(configuration: Configuration, path: str) -> Iterator[Entry]:
    """Give what holds for one draft where sections or its own header have a say in it."""
    from rulebook.configuration.selection import is_draft, is_excluded, terms_for
    from rulebook.drafts import read_file

    said = terms_for(configuration, path)
    header = read_file(path).header
    if configuration:
        counted = "excluded" if is_excluded(configuration, path) else is_draft(configuration, path)
        yield Entry("draft", counted if os.path.exists(path) else "there is no such file", configuration.file)
    if header.legal_orders is not None:
        place = header.places.get("legal orders")
        yield Entry("law", list(header.legal_orders), path, place.line if place else 1)
    else:
        yield _entry(configuration, "law", list(said.law or ()), ["un"], said.law_key)
    if header.applies_from is not None:
        place = header.places.get("applies from")
        yield Entry("as-of", str(header.applies_from), path, place.line if place else 1)
    yield _entry(configuration, "leave-out", list(said.leave_out), [], said.leave_out_key)
    yield _entry(configuration, "warn-only", list(said.warn_only), [], said.warn_only_key)
    yield _entry(configuration, "strict", said.strict, False, said.strict_key)
    yield _entry(configuration, "fail-on", said.fail_on, "error", said.fail_on_key)


def _sections(configuration: Configuration) -> Iterator[Entry]:
    """Give what the sections for some paths say."""
    for section in configuration.paths:
        named = ", ".join(section.match)
        values: tuple[tuple[str, Sequence[str] | bool | str | None], ...] = (
            ("law", section.law), ("leave-out", section.leave_out), ("warn-only", section.warn_only), ("strict", section.strict),
            ("fail-on", section.fail_on),
        )  # fmt: skip
        for key, value in values:
            if value is not None:
                line = configuration.spot(("paths", section.number, key)).line
                yield Entry(f"{named}: {key}", list(value) if isinstance(value, tuple) else value, configuration.file, line)  # type: ignore[arg-type]


# ---- how it is written -----------------------------------------------------------------------------------------------


def _as_json(configuration: Configuration, entries: Sequence[Entry]) -> str:
    from rulebook.reports.as_json import dumps

    lines = ",\n  ".join(
        f"{dumps(one.key)}: {dumps({'value': one.value, 'from': one.origin, 'line': one.line})}" for one in entries
    )  # fmt: skip
    return f'{{"version": 1, "file": {dumps(configuration.file or None)}, "values": {{\n  {lines}}}}}\n'


def _as_text(configuration: Configuration, entries: Sequence[Entry], arguments: Namespace) -> str:
    from rulebook.reports.lines import Piece, Sheet

    sheet = Sheet(manner(arguments.output))
    sheet.prose(Piece(configuration.file or "There is no configuration file.", "title"))
    sheet.blank()
    wide = max(len(entry.key) for entry in entries)
    for entry in entries:
        origin = f"{entry.origin}, line {entry.line}" if entry.line else entry.origin
        first = (f"{entry.key:<{wide}}  ",) if wide <= sheet.width // 2 else (f"{entry.key}  ",)
        sheet.prose(_shown(entry.value), Piece(f" ({origin})", "quiet"), first=first, rest=(" " * 4,))
    return sheet.text()


def _shown(value: Value) -> str:
    if isinstance(value, bool):
        return "yes" if value else "no"
    if isinstance(value, list):
        return ", ".join(value) or "none"
    if isinstance(value, dict):
        return ", ".join(f"{form} to {file}" for form, file in value.items()) or "none"
    return "none" if value is None else str(value)
