"""JUnit's XML, for every build server: a suite for each draft, a test for each rule on it.

What counts as failed is a failure, what is not known or waived is skipped with the reason, and what is wrong with a draft is an error.
Nothing is written that the schema of Jenkins (`junit-10.xsd`) refuses.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from rulebook.checking.findings import CheckedDraft, Finding, Report
from rulebook.checking.verdict import Terms, counts, unchecked
from rulebook.drafts.draft import Problem
from rulebook.language.diagnostics import Diagnostic
from rulebook.records import Record
from rulebook.reports import Manner
from rulebook.reports.remarks import PROBLEMS, in_words, problem_in_words, terms
from rulebook.reports.standing import ASIDE, OWN_TERMS, own_terms, waived
from rulebook.reports.words import HOLDS
from rulebook.reports.xml_text import element, told

__all__ = ["write", "write_rule_errors"]

MOST_REPAIRS = 5


class _Test(Record):
    """A test: its names, and what came of it ("failure", "error", "skipped"; the empty text where it passes), with its reason."""

    classname: str
    name: str
    came: str = ""
    type: str = ""
    message: str = ""
    text: str = ""


def write(report: Report, manner: Manner) -> str:
    """Return the report of a check."""
    empty = dict(unchecked(report))
    suites = [(draft.path, list(_of_draft(draft, terms(manner), empty.get(draft.path, "")))) for draft in report.drafts]
    if report.problems:
        suites.append(("waivers and baseline", [_of_problem(problem) for problem in report.problems]))
    if notes := own_terms(report):
        tests = [_Test(f"rulebook.note.{note.code}", note.message, "skipped", "", OWN_TERMS) for note in notes]
        suites.append(("the change itself", tests))
    if not report.drafts and report.base is None:
        suites.append(("rulebook", [_Test("rulebook.problem.nothing-checked", "a draft was found", "error", "nothing-checked", empty[""])]))
    elif not report.drafts:  # many readers take a file without a test for a broken one
        suites.append(("rulebook", [_Test("rulebook", "no draft was changed")]))
    return _document(suites)


def write_rule_errors(diagnostics: Sequence[Diagnostic], manner: Manner) -> str:
    """Return the report that the rules cannot be loaded."""
    files: dict[str, list[_Test]] = {}
    for found in diagnostics:
        words = f"{found.message} {found.hint}".strip()
        name = f"line {found.line}, column {found.column}"
        files.setdefault(found.file, []).append(_Test(f"rulebook.rule-error.{found.code}", name, "error", found.code, words, words))
    return _document(list(files.items()))


# ---- the tests -----------------------------------------------------------------------------------------------------


def _of_draft(draft: CheckedDraft, counted: Terms, nothing: str) -> Iterator[_Test]:
    yield from map(_of_problem, draft.problems)
    if nothing and not draft.problems:
        yield _Test("rulebook.problem.nothing-checked", "a rule was evaluated", "error", "nothing-checked", nothing, nothing)
    yield from (_of_finding(finding, counted) for finding in draft.findings)


def _of_problem(problem: Problem) -> _Test:
    title = PROBLEMS.get(problem.code, problem.code)
    line = f" (line {problem.locations[0].line})" if problem.locations else ""
    words = problem_in_words(problem)
    return _Test(f"rulebook.problem.{problem.code}", f"{title}{line}", "error", problem.code, words, words)


def _of_finding(finding: Finding, counted: Terms) -> _Test:
    member = f" for {finding.member}" if finding.member else ""
    made = f"rulebook.{finding.rule.name}", f"{finding.rule.title}{member}"
    if counts(finding, counted):
        kind = finding.rule.name if finding.failed else "unknown"
        return _Test(*made, "failure", kind, in_words(finding), _at_length(finding))
    reason = _skipped(finding)
    return _Test(*made, "skipped", "", reason) if reason else _Test(*made)


def _skipped(finding: Finding) -> str:
    """Return why a test says neither yes nor no; the empty text where it passes."""
    if finding.waived is not None:
        return waived(finding.waived)
    if finding.failed:
        return f"{ASIDE[finding.aside] if finding.aside else 'Good practice, which does not count:'} {in_words(finding)}"
    if finding.status == "unknown":
        needs = f"unknown: needs {', '.join(finding.missing)}" if finding.missing else "unknown"
        return f"{needs}. {in_words(finding)}"
    return "" if finding.status == "pass" else f"The rule {HOLDS[finding.status]}."


def _at_length(finding: Finding) -> str:
    """Return what a failure says when it is opened: where, why, on whose authority, what would mend it."""
    place = finding.location
    lines = [f"{place.path}, line {place.line}, column {place.column}"]
    if finding.where is not None:
        lines.append(finding.where.words or finding.where.source_line.strip())
    lines.append(in_words(finding))
    for one in finding.authorities:
        lines.append(f"Authority: {one.source.title}{f', {one.where}' if one.where else ''} {one.source.url}".rstrip())
    lines += [f"Would pass if: {repair}" for repair in finding.repairs[:MOST_REPAIRS]]
    return "\n".join(lines)


# ---- the document --------------------------------------------------------------------------------------------------


def _document(suites: Sequence[tuple[str, Sequence[_Test]]]) -> str:
    everything = [test for _, tests in suites for test in tests]
    head = {"name": "rulebook", "tests": len(everything), "failures": _count(everything, "failure"), "errors": _count(everything, "error")}
    made = ['<?xml version="1.0" encoding="UTF-8"?>\n', f"{element('testsuites', head)}>\n"]
    for name, tests in suites:
        made.append(f"  {element('testsuite', {'name': name, **_counts(tests)})}>\n")
        made += map(_written, tests)
        made.append("  </testsuite>\n")
    return "".join([*made, "</testsuites>\n"])


def _counts(tests: Sequence[_Test]) -> dict[str, int]:
    counted = {"failures": _count(tests, "failure"), "errors": _count(tests, "error"), "skipped": _count(tests, "skipped")}
    return {"tests": len(tests), **counted}


def _count(tests: Sequence[_Test], came: str) -> int:
    return sum(test.came == came for test in tests)


def _written(test: _Test) -> str:
    head = f"    {element('testcase', {'classname': test.classname, 'name': test.name})}"
    if not test.came:
        return f"{head}/>\n"
    reason = element(test.came, ({"type": test.type} if test.type else {}) | {"message": test.message})
    inside = f"{reason}>{told(test.text)}</{test.came}>" if test.text else f"{reason}/>"
    return f"{head}>\n      {inside}\n    </testcase>\n"
