"""What goes wrong with a header, in a drafter's words: lines that look like one and are none, and names of legal orders."""

from __future__ import annotations

import re
from collections.abc import Sequence

__all__ = ["not_a_header", "orders_meant"]

_KEYS = ("legal orders", "applies from", "applies until", "title", "measure", "complete")
_LONGEST = 8  # words of a list of legal orders; what has more is a sentence of the draft
_RULED = "-–—―‒−_*=+~"
_ORDERS = {
    "european union": "eu", "e.u.": "eu", "union": "eu", "ue": "eu", "united nations": "un", "u.n.": "un", "onu": "un",
    "council of europe": "coe", "echr": "coe", "good practice": "practice",
}  # fmt: skip


def not_a_header(lines: Sequence[str]) -> tuple[int, str, str] | None:
    """Return the line of what is meant as a header and is none, why, and what to do; None where there is no such thing.

    It is one that names `legal orders`, or any key directly below a ruled line. `lines` are those of a text that has no header.
    """
    ruled, fenced, first_below = 0, False, False
    for number, line in enumerate(lines, start=1):
        text = line.strip()
        if text.startswith(("```", "~~~")):
            fenced = not fenced
        elif fenced or not text or line.startswith(("    ", "\t")):
            continue
        elif not text.strip(_RULED):
            ruled, first_below = number, True
        else:
            key, colon, value = text.partition(":")
            key = key.strip("'\" \t") if colon else ""
            names_law = key.lower().replace("_", " ") in ("legal orders", "legal order") and len(value.split()) <= _LONGEST
            if names_law or (first_below and key in _KEYS):
                return _why(lines, ruled, number, key)
            first_below = False
    return None


def _why(lines: Sequence[str], ruled: int, number: int, key: str) -> tuple[int, str, str]:
    mark = lines[ruled - 1].strip() if ruled else ""
    if not ruled:
        message = f"`{key}:` stands in no header, so that it is not read."
        return number, message, "Write `---` in line 1, the keys of the header below it, and `---` below the last of them."
    if mark != "---":
        message = f"The header begins with `{mark[:20]}` and not with `---`, so that none of it is read."
        return ruled, message, "Write `---`, with three hyphens, in line 1 above it, and again below its last key."
    if ruled > 1:
        above = "empty lines" if not any(map(str.strip, lines[: ruled - 1])) else "lines"
        hint = "Take out the empty lines above its `---`." if above == "empty lines" else "Move the header up: its first `---` is line 1."
        return ruled, "The header begins below line 1, so none of it is read.", hint
    return ruled, "The `---` of the header is indented, so that none of it is read.", "Begin line 1 with `---`."


def orders_meant(text: str) -> list[str]:
    """Return the legal orders that a text such as `European Union and UN` can only mean; none where nobody can tell."""
    parts = [part.strip() for part in re.split(r"[,;/&+]|\s+and\s+", re.sub(r"\s+", " ", text).replace(" , ", ",")) if part.strip()]
    found = [_ORDERS.get(part.lower().removeprefix("the "), part.lower().removeprefix("the ")) for part in parts]
    if any(not re.fullmatch(r"[a-z]{2,3}|practice", order) for order in found):
        words = [word.lower() for word in re.findall(r"[^\s,;/&+]+", text) if word.lower() != "and"]
        return words if words and all(re.fullmatch(r"un|coe|eu|practice", word) for word in words) else []
    return found
