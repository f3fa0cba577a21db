"""Everything that a report has to say, one remark for each thing, the loudest first: what the formats for other tools are made of.

Problems of the drafts, and drafts of which nothing was checked, are remarks too: a check that says nothing of them would look like one
that passes.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from rulebook.checking.findings import Finding, Report
from rulebook.checking.verdict import LEVELS, Level, Terms, level, unchanged, unchecked, worst_first
from rulebook.checking.wording import listing
from rulebook.drafts.draft import Note, Place, Problem
from rulebook.records import Record
from rulebook.reports import Manner
from rulebook.reports.harmless import flat
from rulebook.reports.reason import places_in_words
from rulebook.reports.standing import later, message_of, nothing_fails, own_terms, sentence, standing
from rulebook.reports.words import counted

__all__ = ["PROBLEMS", "Remark", "in_words", "problem_in_words", "remarks", "terms", "verdict_sentence", "would_pass"]

PROBLEMS = {
    "unknown-fact": "A fact that no rule asks for",
    "unknown-event": "An event that no rule asks for",
    "wrong-type": "A value of the wrong type",
    "contradictory-fact": "A fact stated in two ways",
    "contradictory-steps": "Steps that contradict each other",
    "bad-statement": "A statement that cannot be read",
    "bad-header": "A header that cannot be read",
    "unreadable": "A draft that cannot be read",
    "nothing-checked": "Nothing was checked",
}


class Remark(Record):
    """One thing to say. `code` is the full name of the rule; without a `finding`, `problem/` or `note/` and the code of a problem or note.

    `message` is of whole sentences in one line; `where` is None where the draft has no line for it.
    """

    level: Level
    code: str
    title: str
    message: str
    place: Place
    source_line: str | None
    finding: Finding | None


def terms(manner: Manner) -> Terms:
    """Return what counts as failed."""
    return Terms(manner.strict, manner.warnings)


def remarks(report: Report, manner: Manner) -> list[Remark]:
    """Return all remarks: problems first, then findings in the order of `verdict.worst_first`, in each level what fails first.

    Before all other notes stands what a change touches of what it is checked by.
    """
    said = sorted(worst_first(report, terms(manner)), key=lambda one: (LEVELS.index(one[0]), not one[1].failed))
    made = [_of_finding(loud, finding) for loud, finding in said]
    loud = sum(1 for remark in made if remark.level != "note")
    return [*_problems(report), *made[:loud], *map(_of_note, own_terms(report)), *made[loud:]]


def in_words(finding: Finding, *, named: bool = False) -> str:
    """Return what a finding says, in sentences: for whom (unless that is `named` beside it), the message, and how it stands."""
    message = flat(message_of(finding))
    said = f"For {flat(finding.member).replace('_', ' ')}: {message}" if finding.member and not named else message
    return " ".join(filter(None, (sentence(said), *map(sentence, later(finding)), *map(flat, standing(finding)))))


def would_pass(finding: Finding) -> str:
    """Return the smallest repair of what counts as failed as a sentence, with how many others there are; else the empty text."""
    if not finding.repairs or not finding.failed or finding.waived is not None or finding.aside is not None:
        return ""
    more = len(finding.repairs) - 1
    ways = f", or in {counted(more, 'other way')}" if more else ""
    return f"It would pass if `{flat(finding.repairs[0])}`{ways}."


def verdict_sentence(report: Report, manner: Manner) -> str:
    """Return the verdict on all drafts in one sentence: what fails, what is not known, and of how many rules."""
    if (nothing := unchanged(report)) and not report.problems:
        return nothing
    said = [(level(finding, terms(manner)), finding) for draft in report.drafts for finding in draft.findings]
    failing = [finding for loud, finding in said if loud == "error" and finding.failed]
    short = sum(1 for loud, finding in said if loud == "warning" and finding.failed)
    unknowns = [loud for loud, finding in said if finding.aside is None and finding.status == "unknown" and not finding.failed]
    strictly = unknowns.count("error")
    unknown = len(unknowns) - strictly
    wrong = len(list(_problems(report)))
    rules = len({finding.rule.name for _, finding in said})
    parts = _failing(failing) if failing else [nothing_fails(finding for _, finding in said)]
    parts += [counted(short, "falls short of good practice", "fall short of good practice")] if short else []
    parts += [f"{counted(strictly, 'is', 'are')} not known, which counts as failed"] if strictly else []
    parts += [counted(unknown, "is not known", "are not known")] if unknown else []
    of = f"; {counted(rules, 'rule was', 'rules were')} evaluated" if rules else "; no rule was evaluated"
    wrongs = f", and there {'is' if wrong == 1 else 'are'} {counted(wrong, 'problem')} with what was given" if wrong else ""
    return sentence(f"{listing(parts)}{of}{wrongs}")


def _failing(findings: Sequence[Finding]) -> list[str]:
    """Return how many fail, how many fail unless an exception applies, and how many on a later day."""
    certain = sum(finding.status == "fail" for finding in findings)
    unless = sum(finding.status != "fail" and bool(finding.unless) for finding in findings)
    counts = ((certain, ""), (unless, " unless an exception applies"), (len(findings) - certain - unless, " on a later day"))
    said = [f"{count} {'fails' if count == 1 else 'fail'}{how}" for count, how in counts if count]
    number, _, rest = said[0].partition(" ")
    return [f"{number} {'finding' if number == '1' else 'findings'} {rest}", *said[1:]]


def _problems(report: Report) -> Iterator[Remark]:
    for problem in report.problems:
        yield _of_problem(problem, "")
    for draft in report.drafts:
        for problem in draft.problems:
            yield _of_problem(problem, draft.path)
    unread = {draft.path for draft in report.drafts if draft.problems}
    for path, words in unchecked(report):
        if path not in unread:
            yield Remark("error", "problem/nothing-checked", PROBLEMS["nothing-checked"], flat(words), Place(path, 1), None, None)


def _of_problem(problem: Problem, path: str) -> Remark:
    title = PROBLEMS.get(problem.code, problem.code.replace("-", " ").capitalize())
    place, line = _first(problem.locations, path), problem.source_line or None
    return Remark("error", f"problem/{problem.code}", title, problem_in_words(problem), place, line, None)


def problem_in_words(problem: Problem) -> str:
    """Return what a problem says, in sentences; where it concerns several places, also which: a remark stands at the first."""
    words = [flat(problem.message), flat(problem.hint)]
    if len(problem.locations) > 1:
        words.append(f"It stands on {flat(places_in_words(problem.locations, problem.locations[0].path))}.")
    return " ".join(filter(None, words))


def _of_note(note: Note) -> Remark:
    title = note.code.replace("-", " ").capitalize()
    return Remark("note", f"note/{note.code}", title, flat(note.message), _first(note.locations, ""), None, None)


def _first(places: Sequence[Place], path: str) -> Place:
    return places[0] if places else Place(path, 1)


def _of_finding(loud: Level, finding: Finding) -> Remark:
    line = finding.where.source_line if finding.where is not None else None
    words = f"{in_words(finding)} {would_pass(finding)}".rstrip()
    return Remark(loud, finding.rule.name, finding.rule.title, words, finding.location, line, finding)
