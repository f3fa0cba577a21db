"""Why a finding is what it is: its explanation as a short tree in plain words.

An explanation says everything that was evaluated. A reader wants what decided: of a condition that is no, the parts that are no; of an
exception that does not apply, what stands in its way. A statement that only joins others gives way to the one of them that decides.
"""

from __future__ import annotations

from collections.abc import Sequence

from rulebook.checking.findings import Explanation, Finding, Where
from rulebook.drafts.draft import Place
from rulebook.records import Record
from rulebook.reports.lines import Piece, Sheet
from rulebook.values import NO, YES

__all__ = ["places_in_words", "reason", "stands_at", "stated_beside"]

MOST_PARTS = 6  # of one statement: a group may have a thousand members that fail alike
MOST_PLACES = 3
MOST_LINES = 12  # of one problem or note that are named

_SIGNS = {YES: Piece("yes  ", "yes"), NO: Piece("no   ", "no")}
_OPEN = Piece("?    ", "open")
_ROLES = {"when": "applies: ", "requirement": "required: "}


class Shown(Record):
    """A statement as it is shown: what it is, with its value and place, and what is shown beneath it."""

    node: Explanation
    role: str
    parts: tuple[Shown, ...]


def reason(sheet: Sheet, explanation: Explanation, indent: Sequence[Piece | str], path: str, told: bool) -> None:
    """Add the explanation of a rule as a tree.

    `path` is the file that needs no name. With `told`, the message before it says what a requirement without parts says: only the
    exceptions to it are shown.
    """
    shown: list[Shown] = []
    for part in explanation.parts:
        if not part.decides or part.not_reached:
            continue
        made = _shown(part, part.role)
        alone = told and part.role == "requirement" and all(one.node.role == "exception" for one in made.parts)
        shown += made.parts if alone else [made]
    _tree(sheet, shown, indent, path)


def _shown(node: Explanation, role: str) -> Shown:
    parts = _deciding(node)
    if len(parts) == 1 and role != "exception" and parts[0].role not in {"exception", "member"} and parts[0].statement in node.statement:
        return _shown(parts[0], role)
    return Shown(node, role, tuple(_shown(part, part.role) for part in parts))


def _deciding(node: Explanation) -> list[Explanation]:
    """Return the parts that made a statement what it is; none where all of them had to be yes and are."""
    if node.role == "exception":
        return [part for part in node.parts if part.value is node.value] if node.value is not YES else []
    parts = [part for part in node.parts if part.decides]
    return parts if node.value is not YES or len(parts) == 1 else []


# ---- drawing -------------------------------------------------------------------------------------------------------


def _tree(sheet: Sheet, shown: Sequence[Shown], indent: Sequence[Piece | str], path: str) -> None:
    for i, one in enumerate(shown[:MOST_PARTS]):
        last = i + 1 == len(shown)
        branch, beneath = Piece("└─ " if last else "├─ ", "quiet"), Piece("   " if last else "│  ", "quiet")
        sign = _SIGNS.get(one.node.value, _OPEN)
        said, parts = _said(one, path)
        bar = Piece("│    " if parts else "     ", "quiet")
        sheet.prose(*said, first=(*indent, branch, sign), rest=(*indent, beneath, bar))
        _tree(sheet, parts, (*indent, beneath), path)
    if len(shown) > MOST_PARTS:
        sheet.prose(f"and {len(shown) - MOST_PARTS} more", first=(*indent, Piece("└─ ", "quiet")))


def _said(shown: Shown, path: str) -> tuple[list[Piece | str], tuple[Shown, ...]]:
    """Return the words of a statement, and what is left to show beneath it: one simple reason of an exception stands beside it."""
    node = shown.node
    if shown.role == "exception":
        head: list[Piece | str] = [Piece("exception: ", "quiet"), Piece(node.statement, "title")]
        if len(shown.parts) == 1 and not shown.parts[0].parts:
            return [*head, "; ", *_clause(shown.parts[0].node, path)], ()
        return head, shown.parts
    return [Piece(_ROLES.get(shown.role, ""), "quiet"), *_clause(node, path)], shown.parts


def _clause(node: Explanation, path: str) -> list[Piece | str]:
    """Return a statement, with what the draft says instead and where."""
    detail = "not stated" if node.detail.startswith("not stated: ") and not node.parts else node.detail
    if node.value is YES and detail in node.statement:
        detail = ""
    beside: list[Piece | str] = [detail] if detail else []
    if node.stated:
        beside += [*([", "] if detail else []), Piece(places(node.stated, path), "place")]
    return [node.statement, " (", *beside, ")"] if beside else [node.statement]


def places(stated: Sequence[Where], path: str) -> str:
    """Return where something is stated, such as "line 8" or "lines 8 and 12 of annex.yaml"."""
    by_file: dict[str, list[int]] = {}
    for where in stated[:MOST_PLACES]:
        lines = by_file.setdefault(where.place.path, [])
        if where.place.line not in lines:
            lines.append(where.place.line)
    said = "; ".join(stands_at(file, lines, path) for file, lines in by_file.items())
    return said if len(stated) <= MOST_PLACES else f"{said} and {len(stated) - MOST_PLACES} more"


def stands_at(file: str, lines: Sequence[int], path: str) -> str:
    """Return the lines in words; the file is named where it is not the one at `path`."""
    words = f"line {lines[0]}" if len(lines) == 1 else f"lines {', '.join(map(str, lines[:-1]))} and {lines[-1]}"
    return words if file == path else f"{words} of {file}"


def places_in_words(locations: Sequence[Place], path: str) -> str:
    """Return places, such as "lines 8 and 12 of annex.yaml and 3 more"; the file is named where it is not the one at `path`."""
    by_file: dict[str, list[int]] = {}
    for place in locations[:MOST_LINES]:
        by_file.setdefault(place.path, []).append(place.line)
    said = "; ".join(stands_at(file, list(dict.fromkeys(lines)), path) for file, lines in by_file.items())
    return said if len(locations) <= MOST_LINES else f"{said} and {len(locations) - MOST_LINES} more"


def stated_beside(finding: Finding) -> list[Where]:
    """Return the statements that decided beside the one at the finding's own place, each once, in the order of the explanation."""
    places = {(finding.location.path, finding.location.line, finding.location.column)}
    found: list[Where] = []
    waiting = [finding.explanation]
    while waiting:
        node = waiting.pop()
        if not node.decides or node.not_reached:
            continue
        for where in node.stated:
            at = (where.place.path, where.place.line, where.place.column)
            if at not in places:
                places.add(at)
                found.append(where)
        waiting += reversed(node.parts)
    return found
