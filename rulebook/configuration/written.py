"""A configuration as it is written: which keys there are, and what each may hold.

The sentences about what is wrong stand here too, beside the types that they speak of.
"""

from __future__ import annotations

import datetime
import re
from typing import Annotated, Any, Literal

from pydantic import AfterValidator, BaseModel, BeforeValidator, ConfigDict, Field, StrictBool, StrictInt
from pydantic_core import PydanticCustomError

from rulebook.reports import FORMATS
from rulebook.values.dates import Date, read_date

__all__ = ["EXAMPLES", "Written", "WrittenSection"]

# What to write, for each key, also in a message about it.
EXAMPLES: dict[str, str] = {
    "drafts": 'drafts = ["drafts"]',
    "exclude": 'exclude = ["drafts/old/**"]',
    "rules": 'rules = ["library:eu", "rules"]',
    "leave-out": 'leave-out = ["practice.*"]',
    "warn-only": 'warn-only = ["eu.decision-times/*"]',
    "law": 'law = ["un", "coe", "eu"]',
    "as-of": "as-of = 2026-06-12",
    "strict": "strict = true",
    "fail-on": 'fail-on = "warning"',
    "format": 'format = "text"',
    "output": 'output = { json = "findings.json" }',
    "waivers": 'waivers = "waivers.yaml"',
    "baseline": 'baseline = "rulebook-baseline.json"',
    "longest-waiver": 'longest-waiver = "12 months"',
    "warn-before": "warn-before = 30",
    "paths": '[[paths]] and below it match = "drafts/border/**"',
    "match": 'match = "drafts/border/**"',
}

MOST_MONTHS = 120  # that any configuration may let a waiver last


def _wrong(sentence: str, **more: Any) -> PydanticCustomError:
    return PydanticCustomError("sentence", "{sentence}", {"sentence": sentence, **more})


def _text(value: object) -> str:
    if not isinstance(value, str):
        raise _wrong("is a text")
    if not value.strip():
        raise _wrong("is empty")
    if "\0" in value or "\n" in value:
        raise _wrong("is a text on one line")
    return value


def _texts(value: object) -> tuple[str, ...]:
    """Return a list of texts; one text stands for a list of one."""
    items = [value] if isinstance(value, str) else value
    if not isinstance(items, list):
        raise _wrong("is a list of texts")
    for number, item in enumerate(items):
        if not isinstance(item, str) or not item.strip() or "\0" in item or "\n" in item:
            raise _wrong("is a list of texts, each between quotation marks", item=number)
    return tuple(items)


def _paths(texts: tuple[str, ...]) -> tuple[str, ...]:
    """Return paths and patterns of paths, which are the same on every machine."""
    for number, text in enumerate(texts):
        if "\\" in text:
            raise _wrong("has folders with / between them, also on Windows", item=number)
    return texts


def _some(texts: tuple[str, ...]) -> tuple[str, ...]:
    if not texts:
        raise _wrong("names nothing")
    return texts


def _orders(texts: tuple[str, ...]) -> tuple[str, ...]:
    return tuple(dict.fromkeys(order.strip() for text in texts for order in text.split(",") if order.strip()))


def _day(value: object) -> Date:
    if isinstance(value, datetime.date) and not isinstance(value, datetime.datetime):
        return Date(value.year, value.month, value.day)
    day = read_date(value) if isinstance(value, str) else None
    if day is None:
        raise _wrong("is a day of the calendar: year, month and day")
    return day


def _months(value: object) -> int:
    found = re.fullmatch(r"(\d{1,4}) (months?|years?)", value.strip()) if isinstance(value, str) else None
    if found is None or int(found[1]) == 0:
        raise _wrong("is a number of months or years")
    months = int(found[1]) * (12 if found[2].startswith("year") else 1)
    if months > MOST_MONTHS:
        raise _wrong("is ten years at most: a waiver is for a time")
    return months


def _inside(path: str) -> str:
    """Return the path of a file that a check writes. A configuration comes with a change under review, so it stays in its own folder."""
    parts = path.replace("\\", "/").split("/")
    if path.startswith(("/", "\\", "~")) or ".." in parts or re.match(r"[A-Za-z]:", path):
        raise _wrong("names a file outside the folder of the configuration, which only --output on the command line can")
    return path


Text = Annotated[Any, BeforeValidator(_text)]
Texts = Annotated[Any, BeforeValidator(_texts)]
Paths = Annotated[Any, BeforeValidator(_texts), AfterValidator(_paths)]
Orders = Annotated[Any, BeforeValidator(_texts), AfterValidator(_orders), AfterValidator(_some)]
FailOn = Literal["error", "warning"]


class Part(BaseModel):
    model_config = ConfigDict(extra="forbid", frozen=True, alias_generator=lambda name: name.replace("_", "-"))


class Terms(Part):
    """What can be said in general and for some drafts."""

    law: Orders | None = None
    leave_out: Texts | None = None
    warn_only: Texts | None = None
    strict: StrictBool | None = None
    fail_on: FailOn | None = None


class WrittenSection(Terms):
    """A `[[paths]]` section."""

    match: Annotated[Any, BeforeValidator(_texts), AfterValidator(_some), AfterValidator(_paths)]


class Written(Terms):
    """The whole of a configuration."""

    drafts: Paths | None = None
    exclude: Paths | None = None
    rules: Annotated[Any, BeforeValidator(_texts), AfterValidator(_some), AfterValidator(_paths)] | None = None
    as_of: Annotated[Any, BeforeValidator(_day)] | None = None
    format: Literal[tuple(FORMATS)] | None = None  # type: ignore[valid-type]  # pydantic reads the table when it runs
    output: dict[Literal[tuple(FORMATS)], Annotated[Any, BeforeValidator(_text), AfterValidator(_inside)]] | None = None  # type: ignore[valid-type]
    waivers: Text | None = None
    baseline: Text | None = None
    longest_waiver: Annotated[Any, BeforeValidator(_months)] | None = None
    warn_before: Annotated[StrictInt, Field(ge=0, le=3660)] | None = None
    paths: list[WrittenSection] | None = None
