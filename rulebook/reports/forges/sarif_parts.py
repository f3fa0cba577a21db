"""The parts of a SARIF result: messages, places, fingerprints, the explanation as steps."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence

from rulebook.checking.findings import Explanation, Finding, Report, Where
from rulebook.checking.wording import listing
from rulebook.drafts.draft import Place
from rulebook.reports.as_json import dumps
from rulebook.reports.forges.line_hash import line_hashes
from rulebook.reports.harmless import flat, harmless
from rulebook.reports.paths import Paths
from rulebook.reports.reason import stated_beside
from rulebook.reports.words import HOLDS

__all__ = ["SCHEMA", "Places", "category", "log", "message", "steps"]

SCHEMA = "https://docs.oasis-open.org/sarif/sarif/v2.1.0/errata01/os/schemas/sarif-schema-2.1.0.json"
LONGEST = 4000  # characters of a message
MOST_LINKS = 3
MOST_RELATED = 20  # locations beside the first
MOST_STEPS = 200  # GitHub keeps 1,000 of each result
_PLACEHOLDER = re.compile(r"\{(\d+)\}")


def message(text: str) -> dict[str, str]:
    """Return a message of one line, in which nothing is a link or placeholder; names are in double quotes, for GitHub drops backquotes."""
    said = harmless(flat(text)).replace("`", '"').replace("](", "] (")
    said = _PLACEHOLDER.sub(r"(\1)", said)
    return {"text": (said if len(said) <= LONGEST else f"{said[:LONGEST]}…") or "-"}


class Places:
    """Places in drafts as SARIF has them, from one root; a file is read at most once, for the hashes of its lines."""

    def __init__(self, root: str) -> None:
        self._paths = Paths(root)
        self._hashes: tuple[str, list[str]] = ("", [])  # of the file that was asked for last: findings come draft by draft

    def location(self, place: Place, words: str = "") -> dict[str, object]:
        """Return a location; where a place says no end, it is one character."""
        end = max(place.end, place.column + 1)
        region = {"startLine": place.line, "startColumn": place.column, "endLine": place.line, "endColumn": end}
        physical = {"artifactLocation": {"uri": self._paths.uri(place.path) or "."}, "region": region}
        return {"physicalLocation": physical} | ({"message": message(words)} if words else {})

    def fingerprints(self, place: Place, own: str) -> dict[str, str]:
        """Return the hash of the line, unless its file cannot be read again, and the finding's own fingerprint where it has one."""
        made = {"rulebook/v1": own} if own else {}
        if place.path in {"", "-"}:
            return made
        if self._hashes[0] != place.path:
            self._hashes = (place.path, _hashes_of(place.path))
        known = self._hashes[1]
        return made | ({"primaryLocationLineHash": known[place.line - 1]} if place.line <= len(known) else {})

    def with_related(self, said: str, finding: Finding) -> dict[str, object]:
        """Return the message of a finding, and the other statements on which it rests.

        The message links to the first of them, for GitHub shows only those, and says how many more there are.
        """
        beside = stated_beside(finding)
        if not beside:
            return {"message": message(said)}
        related = [{"id": i} | self.location(where.place, _quoted(where)) for i, where in enumerate(beside[:MOST_RELATED], start=1)]
        links = [self._link(where.place, i, finding.location) for i, where in enumerate(beside[:MOST_LINKS], start=1)]
        more = len(beside) - len(links)
        rests = listing([*links, *([f"{more} more {'place' if more == 1 else 'places'}"] if more else [])])
        return {"message": {"text": f"{message(said)['text']} It rests on {rests}, too."}, "relatedLocations": related}

    def _link(self, place: Place, number: int, beside: Place) -> str:
        """Return the link to a related location; another file is named behind it."""
        of = f" of {message(self._paths.relative(place.path))['text']}" if place.path != beside.path else ""
        return f"[line {place.line}]({number}){of}"


def _hashes_of(path: str) -> list[str]:
    try:
        with open(path, "rb") as file:
            return line_hashes(file.read().decode("utf-8"))
    except (OSError, ValueError):
        return []


def _quoted(where: Where) -> str:
    return where.words or where.source_line.strip() or "The draft says so here."


def steps(finding: Finding, places: Places) -> list[dict[str, object]]:
    """Return the explanation as the steps of one code flow: the conclusion, what decided it, and on whose authority."""
    told = [
        {"location": places.location(place, words), "nestingLevel": depth, "importance": importance}
        for place, words, depth, importance in _told(finding)
    ]
    return [{"threadFlows": [{"locations": told}]}] if told else []


def _told(finding: Finding) -> Iterator[tuple[Place, str, int, str]]:
    yield finding.location, f"{finding.rule.title}: {HOLDS[finding.status]}", 0, "essential"
    waiting = [(part, 1) for part in reversed(finding.explanation.parts)]
    count = 1
    while waiting and count < MOST_STEPS:
        node, depth = waiting.pop()
        if node.not_reached:
            continue
        place = node.stated[0].place if node.stated else finding.location
        yield place, _statement(node), depth, "important" if node.decides else "unimportant"
        count += 1
        waiting += [(part, depth + 1) for part in reversed(node.parts)]
    if any(not part.not_reached for part, _ in waiting):
        yield finding.location, "The explanation has more parts, which are left out here.", 0, "important"
    for one in finding.authorities:
        where = f", {one.where}" if one.where else ""
        unverified = "" if one.verified else " (wording not verified)"
        yield finding.location, f"Authority: {one.source.title or one.source.name}{where}{unverified}", 0, "essential"


def _statement(node: Explanation) -> str:
    word = "exception: " if node.role == "exception" else "required: " if node.role == "requirement" else ""
    return f"{node.value.value}: {word}{node.statement}{f' ({node.detail})' if node.detail else ''}"


def category(report: Report, given: str) -> str:
    """Return what tells this check apart on a forge: what is given, or else follows from the names of the rulebooks alone.

    So a change of a draft never leaves old alerts behind in another category, and checks by different rules do not clear each other's.
    """
    if given:
        return given.rstrip("/")
    names = [name.split(".") for name in report.policy.rulebooks] if report.policy is not None else []
    common = []
    for parts in zip(*names):
        if len(set(parts)) > 1:
            break
        common.append(parts[0])
    return "/".join(["rulebook", *([".".join(common)] if common else [])])


def log(driver: Mapping[str, object], run: Mapping[str, object], results: Sequence[str], version: str) -> str:
    """Return a whole log of one run; each result, written already, stands on a line of its own."""
    head = dumps({"tool": {"driver": {"name": "Rulebook", "semanticVersion": version, **driver}}, **run})
    listed = ",\n".join(results)
    return f'{{"$schema": "{SCHEMA}", "version": "2.1.0", "runs": [\n{head[:-1]}, "results": [\n{listed}\n]}}\n]}}\n'
