"""Reviewdog's diagnostic format: columns count bytes of UTF-8, and the end is the column after the last.

Reviewdog puts a message into a comment as it is, which makes it Markdown: so no word of it becomes HTML, a link or a mention.
No suggestion is made: a statement has to be true of the words beside it, and what would mend a rule is for a drafter to decide.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from rulebook.checking.findings import Report, Where
from rulebook.language.diagnostics import Diagnostic
from rulebook.reports import Manner
from rulebook.reports.as_json import dumps
from rulebook.reports.markdown_text import paragraph
from rulebook.reports.offsets import utf8_column
from rulebook.reports.paths import Paths, address
from rulebook.reports.reason import stated_beside
from rulebook.reports.remarks import Remark, remarks

__all__ = ["SOURCE", "diagnostics_of", "errors_of", "write", "write_rule_errors"]

MOST_RELATED = 20  # places of one diagnostic beside its own
SOURCE = {"name": "rulebook"}
_SEVERITIES = {"error": "ERROR", "warning": "WARNING", "note": "INFO"}


def write(report: Report, manner: Manner) -> str:
    """Return the report of a check."""
    return _result(diagnostics_of(report, manner))


def write_rule_errors(diagnostics: Sequence[Diagnostic], manner: Manner) -> str:
    """Return the report that the rules cannot be loaded."""
    return _result(errors_of(diagnostics, manner))


def diagnostics_of(report: Report, manner: Manner) -> Iterator[dict[str, object]]:
    """Give a diagnostic for each remark, the loudest first."""
    paths = Paths(manner.root)
    for remark in remarks(report, manner):
        yield _diagnostic(remark, paths)


def errors_of(diagnostics: Sequence[Diagnostic], manner: Manner) -> Iterator[dict[str, object]]:
    """Give a diagnostic for each error in the rule files."""
    paths = Paths(manner.root)
    for found in diagnostics:
        start = {"line": found.line, "column": utf8_column(found.source_line, found.column)}
        end = {"line": found.line, "column": utf8_column(found.source_line, found.column + max(found.width, 0))}
        yield {
            "message": paragraph(f"{found.message} {found.hint}"),
            "location": {"path": paths.relative(found.file), "range": {"start": start, "end": end}},
            "severity": "ERROR",
            "code": {"value": f"rule-error/{found.code}"},
        }


def _result(diagnostics: Iterator[dict[str, object]]) -> str:
    return f'{{"source": {dumps(SOURCE)}, "diagnostics": [{",".join(f"{chr(10)}  {dumps(one)}" for one in diagnostics)}\n]}}\n'


def _diagnostic(remark: Remark, paths: Paths) -> dict[str, object]:
    place = remark.place
    start, end = {"line": place.line}, {"line": place.line}
    if remark.source_line is not None and place.end > place.column:
        start["column"], end["column"] = utf8_column(remark.source_line, place.column), utf8_column(remark.source_line, place.end)
    others = stated_beside(remark.finding) if remark.finding is not None else []
    more = len(others) - MOST_RELATED
    left_out = f" Of the places on which it rests, {more} more {'is' if more == 1 else 'are'} left out here." if more > 0 else ""
    made: dict[str, object] = {
        "message": paragraph(f"{remark.title}: {remark.message}{left_out}"),
        "location": {"path": paths.relative(place.path), "range": {"start": start, "end": end}},
        "severity": _SEVERITIES[remark.level],
        "code": _code(remark),
    }
    related = [_related(where, paths) for where in others[:MOST_RELATED]]
    return made | {"related_locations": related} if related else made


def _code(remark: Remark) -> dict[str, str]:
    url = address(remark.finding.authorities) if remark.finding is not None else ""
    return {"value": remark.code, "url": url} if url else {"value": remark.code}


def _related(where: Where, paths: Paths) -> dict[str, object]:
    place = where.place
    span = {
        "start": {"line": place.line, "column": utf8_column(where.source_line, place.column)},
        "end": {"line": place.line, "column": utf8_column(where.source_line, max(place.end, place.column))},
    }
    return {"message": "It rests on this, too.", "location": {"path": paths.relative(place.path), "range": span}}
