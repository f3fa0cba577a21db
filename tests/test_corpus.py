"""Plays the scenarios of the corpus through the public functions of the package; corpus/README.md says how they are written."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from functools import cache
from pathlib import Path
from typing import Any

import pytest

import rulebook
from rulebook.checking.findings import Change, CheckedDraft, Finding
from rulebook.commands.check import exit_code
from rulebook.drafts.draft import Problem
from rulebook.language.diagnostics import Diagnostic, Problems
from rulebook.language.parser import parse_file
from rulebook.language.policy import Policy
from rulebook.language.printer import print_file
from rulebook.language.source import Source
from rulebook.values import read_date
from tests.scenarios import Row, Scenario, Section, listed, read_scenario

CORPUS = Path(__file__).parent / "corpus"
PAGES = {path.stem: read_scenario(path) for path in sorted(CORPUS.glob("*.md")) if path.name != "README.md"}
SECTIONS = [(page, section) for page, scenario in PAGES.items() for section in scenario.sections]
DAY = rulebook.Date(2026, 6, 12)  # where the page names none
STATUSES = {"passes": "pass", "fails": "fail"}
WORDS = {status: word for word, status in STATUSES.items()}


Load = Callable[..., Policy]


@pytest.fixture(scope="module")
def loaded(tmp_path_factory: pytest.TempPathFactory) -> Load:
    """Give what loads the rules of a page, as they stand there or laid out anew."""

    @cache
    def load(page: str, laid_out: bool = False) -> Policy:
        folder = tmp_path_factory.mktemp(page)
        for name, text in PAGES[page].rules:
            anew = print_file(parse_file(Source(name, text), Problems())) if laid_out else text
            (folder / name).write_text(anew, encoding="utf-8")
        return rulebook.load_policy([str(folder)])

    return load


def test_the_corpus_is_there() -> None:
    assert len(PAGES) >= 22
    assert all(scenario.title and scenario.rules and scenario.sections for scenario in PAGES.values())


@pytest.mark.parametrize(("page", "section"), SECTIONS, ids=[f"{page}: {section.title}" for page, section in SECTIONS])
def test_a_check_finds_what_the_page_says(page: str, section: Section, loaded: Load) -> None:
    if section.errors is not None:
        with pytest.raises(rulebook.RulesCannotBeLoaded) as caught:
            loaded(page)
        differences = [*_differing_errors(section.errors, caught.value.diagnostics)]
    else:
        differences = [*_differing(section, _checked(loaded(page), PAGES[page], section))]
    if differences:
        pytest.fail("\n".join([f"{PAGES[page].title}: {section.title}", *differences]), pytrace=False)


@pytest.mark.parametrize("page", [page for page, scenario in PAGES.items() if all(section.drafts for section in scenario.sections)])
def test_rules_that_are_laid_out_anew_find_the_same(page: str, loaded: Load) -> None:
    for section in PAGES[page].sections:
        assert not [*_differing(section, _checked(loaded(page, True), PAGES[page], section))]


@pytest.mark.parametrize("page", [page for page, scenario in PAGES.items() if "exit code" in scenario.settings])
def test_a_check_of_all_drafts_ends_with_the_exit_code_that_the_page_says(page: str, loaded: Load) -> None:
    scenario = PAGES[page]
    try:
        policy = loaded(page)
    except rulebook.RulesCannotBeLoaded:
        code = 2
    else:
        code = exit_code(rulebook.Report(tuple(_checked(policy, scenario, section) for section in scenario.sections)))
    assert code == int(scenario.settings["exit code"])


def _checked(policy: Policy, scenario: Scenario, section: Section) -> CheckedDraft:
    """Return the draft of a section with its findings; several texts with the same measure are one draft."""
    formats: dict[str, Any] = {"md": "markdown", "yaml": "yaml"}
    readings = [rulebook.read_text(text, f"draft.{kind}", formats[kind]) for kind, text in section.drafts]
    drafts = [rulebook.assemble(together, policy) for together in rulebook.group_by_measure(readings)]
    assert len(drafts) == 1, "a section has one draft; texts that belong together name the same measure"
    law = tuple(listed(scenario.settings["law"])) if "law" in scenario.settings else None
    day = read_date(scenario.settings["day"]) if "day" in scenario.settings else DAY
    assert day is not None
    return rulebook.check_drafts(policy, drafts, law, day).drafts[0]


# ---- what differs --------------------------------------------------------------------------------------------------


def _difference(what: str, want: str, came: str) -> str:
    return f"  {what}\n    the page says  {want}\n    the check says {came}"


def _differing(section: Section, draft: CheckedDraft) -> Iterator[str]:
    if section.findings is not None:
        for row in section.findings:
            yield from _differing_finding(row, draft.findings)
        if len(draft.findings) != len(section.findings):
            yield _difference("number of findings", str(len(section.findings)), _listing(map(_of, draft.findings)))
        for rule in {finding.rule.name for finding in draft.findings}:
            members = [finding.member or "" for finding in draft.findings if finding.rule.name == rule]
            if members != sorted(members):
                yield _difference(rule, "members in the order of their names", ", ".join(members))
    yield from _differing_problems(section.problems, draft.problems)
    notes = [note.code for note in draft.notes if note.code != "no-words"]
    if section.notes is not None and notes != section.notes:
        yield _difference("notes", _listing(section.notes), _listing(notes))


def _of(finding: Finding) -> str:
    return f"{finding.rule.name}{f' for {finding.member}' if finding.member else ''}"


def _listing(words: Any) -> str:
    return ", ".join(words) or "none"


def _differing_finding(row: Row, findings: tuple[Finding, ...]) -> Iterator[str]:
    member = row.get("of")
    found = [f for f in findings if _named(f.rule.name, row["rule"]) and (member is None or (f.member or "the whole") == member)]
    what = f"{row['rule']}{f' of {member}' if member else ''}"
    if len(found) != 1:
        yield _difference(what, "one finding", _listing(f.member or "the whole" for f in found) if found else "no finding")
        return
    for column, cell in row.items():
        if column not in {"rule", "of"}:
            came = _CAME[column](cell, found[0])
            if came != cell:
                yield _difference(f"{what}, {column}", cell, came)


def _named(full: str, name: str) -> bool:
    return full == name or full.partition("/")[2] == name


def _finding(cell: str, finding: Finding) -> str:
    """Return the status in the words of the page, with as much beside it as the page says."""
    said = [WORDS.get(finding.status, finding.status)]
    full = "/" in cell
    for part in [part.strip() for part in cell.split(";")]:
        if part.startswith("passes by"):
            said[0] += f" by {_names(finding.exceptions, full) or 'itself'}"
        elif part.startswith("fails unless"):
            said.append(f"fails unless {_names(finding.unless, full) or 'nothing'}")
        elif part.startswith("missing some of"):
            enough = finding.missing and set(finding.missing) <= set(listed(part.removeprefix("missing some of")))
            said.append(part if enough else f"missing {_listing(finding.missing)}")
        elif part.startswith("missing"):
            said.append(f"missing {_listing(finding.missing)}")
    if finding.status == "fail" and finding.unless:
        said.append(f"fails unless {_names(finding.unless, full)}")
    return "; ".join(said)


def _names(names: tuple[str, ...], full: bool) -> str:
    return ", ".join(names if full else (name.partition("/")[2] for name in names))


def _orders(cell: str, finding: Finding) -> str:
    return ", ".join(f"{order} {WORDS.get(status, status)}" for order, status in finding.orders)


def _says(text: str, cell: str) -> bool:
    """True where all that the cell lists stands in the text."""
    return all(words in text for words in listed(cell, ";"))


def _repairs(cell: str, finding: Finding) -> str:
    repairs = "; or if ".join(finding.repairs) or "nothing"
    if cell == "nothing":
        return repairs
    return cell if all(any(words in repair for repair in finding.repairs) for words in listed(cell, ";")) else repairs


def _later(cell: str, finding: Finding) -> str:
    return "; ".join(map(_change, finding.changes)) or "no change"


def _change(change: Change) -> str:
    unless = f", fails unless {_names(change.unless, False)}" if change.unless else ""
    return f"from {change.start} {WORDS.get(change.status, change.status)}{unless}"


_CAME: dict[str, Callable[[str, Finding], str]] = {
    "finding": _finding,
    "line": lambda cell, finding: str(finding.location.line),
    "orders": _orders,
    "judgements": lambda cell, finding: _listing(finding.judgements),
    "held against": lambda cell, finding: _listing(finding.held_against),
    "not reached": lambda cell, finding: _listing(finding.not_reached),
    "severity": lambda cell, finding: finding.severity,
    "authorities": lambda cell, finding: _listing(authority.source.name for authority in finding.authorities),
    "message says": lambda cell, finding: cell if _says(finding.message, cell) else finding.message,
    "would pass if": _repairs,
    "later": _later,
}


def _differing_problems(rows: list[Row], problems: tuple[Problem, ...]) -> Iterator[str]:
    wanted, came = [row["problem"] for row in rows], [problem.code for problem in problems]
    if wanted != came:
        yield _difference("problems", _listing(wanted), "; ".join(f"{p.code}: {p.message}" for p in problems) or "none")
        return
    for row, problem in zip(rows, problems, strict=True):
        lines = ", ".join(str(place.line) for place in problem.locations)
        if row.get("lines", lines) != lines:
            yield _difference(f"lines of {problem.code}", row["lines"], lines)
        text = f"{problem.message} {problem.hint}"
        if not _says(text, row.get("says", "")):
            yield _difference(f"words of {problem.code}", row["says"], text)


def _differing_errors(rows: list[Row], errors: list[Diagnostic]) -> Iterator[str]:
    for row in rows:
        lines = [int(line) for line in listed(row["line"])]
        near = [error for error in errors if error.line in lines]
        text, hints = " ".join(f"{error.message} {error.hint}" for error in near), " ".join(error.hint for error in near)
        for column, came in (("says", text), ("hint says", hints)):
            if not _says(came, row.get(column, "")):
                yield _difference(f"line {row['line']}, {column}", row[column], came or "nothing")
    if len(rows) != len(errors):
        yield _difference("errors", str(len(rows)), "; ".join(f"line {error.line}: {error.message}" for error in errors))
