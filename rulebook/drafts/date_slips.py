"""The day that a text can only mean, where it is not written as year-month-day."""

from __future__ import annotations

import re
from collections.abc import Iterator

from rulebook.values import read_date

__all__ = ["LONGEST", "day_meant", "days", "either_day"]

LONGEST = 200  # code points of a text that is mended
_MONTHS = {
    name: number
    for names in (
        "january february march april may june july august september october november december",
        "janvier février mars avril mai juin juillet août septembre octobre novembre décembre",
        "januar februar märz april mai juni juli august september oktober november dezember",
        "enero febrero marzo abril mayo junio julio agosto septiembre octubre noviembre diciembre",
        "gennaio febbraio marzo aprile maggio giugno luglio agosto settembre ottobre novembre dicembre",
        "januari februari maart april mei juni juli augustus september oktober november december",
        "jan feb mar apr may jun jul aug sep oct nov dec",
    )
    for number, name in enumerate(names.split(), start=1)
}
_DAY = r"(\d{1,2})(?:st|nd|rd|th|er|º|°|\.)?"


def day_meant(text: str) -> str:
    """Return the day that a text such as `1 January 2027` can only mean, as year-month-day, or the empty text."""
    return next((day for day in days(text.strip()) if read_date(day) is not None), "") if len(text) <= LONGEST else ""


def days(text: str) -> Iterator[str]:
    """Give the days that a text can only mean, such as 1 January 2027, 31.12.2026 or 2026-9-1; some may not be in the calendar."""
    if found := re.fullmatch(rf"{_DAY}\s+(?:of\s+|de\s+)?([^\W\d_]+)\.?,?\s+(?:de\s+)?(\d{{4}})", text):
        day, month, year = found[1], _MONTHS.get(found[2].lower()), found[3]
    elif found := re.fullmatch(rf"([^\W\d_]+)\.?\s+{_DAY},?\s+(\d{{4}})", text):
        day, month, year = found[2], _MONTHS.get(found[1].lower()), found[3]
    elif found := re.fullmatch(r"(\d{1,2})\.\s?(\d{1,2})\.\s?(\d{4})", text):
        day, month, year = found[1], int(found[2]), found[3]
    elif found := re.fullmatch(r"(\d{4})[-./](\d{1,2})[-./](\d{1,2})", text):
        day, month, year = found[3], int(found[2]), found[1]
    elif len(either := _either(text)) == 1:
        yield either[0]
        return
    else:
        return
    if month:
        yield f"{year}-{month:02}-{int(day):02}"


def either_day(text: str) -> tuple[str, str] | None:
    """Return the two days that a text such as `09/01/2026` can mean: the one where the day comes first, and the other."""
    either = _either(text.strip()) if len(text) <= LONGEST else []
    return (either[0], either[1]) if len(either) == 2 else None


def _either(text: str) -> list[str]:
    found = re.fullmatch(r"(\d{1,2})[/-](\d{1,2})[/-](\d{4})", text)
    if not found:
        return []
    one, other = int(found[1]), int(found[2])
    both = [f"{found[3]}-{other:02}-{one:02}", f"{found[3]}-{one:02}-{other:02}"]
    return [day for day in dict.fromkeys(both) if read_date(day) is not None]
