"""The arguments that several commands share, each defined once."""

from __future__ import annotations

import time
from collections.abc import Callable, Collection
from typing import TYPE_CHECKING

from rulebook.commands.configured import add_configuration
from rulebook.commands.parser import CommandParser, WrongUse, one_of
from rulebook.values.dates import Date, read_date

if TYPE_CHECKING:
    from argparse import _ArgumentGroup

__all__ = ["add_format", "add_law", "add_output", "add_rules", "add_terms", "day_of", "law_of", "today"]


FEW = 3  # formats that stand in the place of their name


def add_rules(parser: CommandParser) -> None:
    """Add `--rules PATH`, which may be given several times (`arguments.rules` is a list), `--config FILE` and `--no-config`."""
    parser.add_argument(
        "--rules",
        metavar="PATH",
        action="append",
        default=[],
        help="a rule file, a folder of them, or a part of the library such as library:eu; may be given several times (without it: what the "
        "configuration says, else the library)",
    )
    add_configuration(parser)


def add_law(parser: CommandParser) -> None:
    """Add `--law` and `--as-of`: which law binds, and of which day."""
    parser.add_argument(
        "--law",
        metavar="ORDERS",
        type=law_of,
        help="the legal orders that bind, such as un,coe,eu or a country's two letters (without it: those of the draft, else of the "
        "configuration, else un)",
    )
    parser.add_argument(
        "--as-of",
        metavar="DATE",
        type=day_of("--as-of"),
        help="the day whose law counts, such as 2026-06-12, where the draft does not say from when it applies (without it: that of the "
        "configuration, else today)",
    )


def add_terms(parser: CommandParser, strict: str, warning: str) -> None:
    """Add `--strict` and `--fail-on`: what counts as failed; the texts say what they do, the second that of `--fail-on warning`."""
    parser.add_argument("--strict", action="store_true", help=strict)
    parser.add_argument(
        "--fail-on",
        metavar="error|warning",
        type=one_of("--fail-on", ("error", "warning")),
        help=f"with `warning`, {warning} (without it: error)",
    )


def add_format(parser: CommandParser, formats: Collection[str] = ("text", "json"), *, configured: bool = False) -> None:
    """Add `--format`, the first of the formats being the usual one; None where it is not given and the configuration may say."""
    usual = next(iter(formats))
    few = len(formats) <= FEW
    listed = "" if few else f": {', '.join(formats)}"
    parser.add_argument(
        "--format",
        metavar="|".join(formats) if few else "FORMAT",
        type=one_of("--format", formats),
        default=None if configured else usual,
        help=f"how the report is written{listed} (without it: {usual})",
    )


def add_output(parser: CommandParser | _ArgumentGroup) -> None:
    """Add `--output FILE`."""
    parser.add_argument("--output", metavar="FILE", help="write the report to this file, whole or not at all (without it: to the terminal)")


def law_of(text: str) -> tuple[str, ...]:
    """Return the legal orders of `--law un,coe,eu`, each once; WrongUse where there is none."""
    orders = tuple(dict.fromkeys(order.strip() for order in text.split(",") if order.strip()))
    if not orders:
        raise WrongUse("--law names no legal order; write for example --law un,coe,eu.")
    return orders


def day_of(option: str) -> Callable[[str], Date]:
    """Return the reader of the day that `2026-06-12` writes after this option; WrongUse where it is none."""

    def read(text: str) -> Date:
        day = read_date(text)
        if day is None:
            raise WrongUse(f"{option} {text} is no day of the calendar; write year, month and day, such as {option} 2026-06-12.")
        return day

    return read


def today() -> Date:
    """Return the present day where the machine stands."""
    now = time.localtime()
    return Date(now.tm_year, now.tm_mon, now.tm_mday)
