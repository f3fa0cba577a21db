"""Texts, the union of all values, and how each value is written in the rule language."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any, TypeAlias

from rulebook.records import Record
from rulebook.values.dates import Date
from rulebook.values.durations import Duration, write_duration
from rulebook.values.numbers import Exact, Infinite, Money, Nought, Percent, Range, write_number
from rulebook.values.sets import Members
from rulebook.values.truth import Truth

__all__ = ["Text", "Value", "write"]


class Text(Record):
    """Words to be quoted; never compared."""

    text: str


# A `str` is a word of a closed list, such as `removal`.
Value: TypeAlias = "Truth | str | Exact | Percent | Money | Duration | Date | Text | Members | Range | Nought | Infinite"


def write(value: Value) -> str:
    """Return the value as the rule language writes it, such as `(a, b)`, `EUR 1200000` or `1 year 6 months`.

    What no rule can write is said in plain words: "between 2 and 5", "2 or more", "not known".
    """
    return WRITERS.get(type(value), write_number)(value)


def _write_text(value: Text) -> str:
    escaped = value.text.replace("\\", "\\\\").replace('"', '\\"')
    return f'"{escaped}"'


def _write_members(value: Members) -> str:
    named = ", ".join(sorted(value.included))
    if value.whole:
        return "none" if not named else named if len(value.included) == 1 else f"({named})"
    parts = [f"includes {named}"] if named else []
    if value.excluded:
        parts.append(f"does not include {', '.join(sorted(value.excluded))}")
    return " and ".join(parts) or "not known"


def _write_range(value: Range) -> str:
    low = write(value.low)
    return f"{low} or more" if value.high is None else f"between {low} and {write(value.high)}"


# Whole numbers and fractions are the rest: `write_number` serves both.
WRITERS: dict[type, Callable[[Any], str]] = {
    Truth: lambda value: str(value.value),
    str: str,
    Percent: lambda value: f"{write_number(value.value)}%",
    Money: lambda value: f"{value.currency} {write_number(value.amount)}",
    Duration: write_duration,
    Date: str,
    Text: _write_text,
    Members: _write_members,
    Range: _write_range,
    Nought: lambda value: "0",
    Infinite: lambda value: "unlimited",
}
