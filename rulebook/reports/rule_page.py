"""One rule in plain words: what it asks, of whom, when, why, on what authority, its exceptions, and worked cases."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from rulebook.checking.wording import clause, listing, without_article
from rulebook.language import nodes as n
from rulebook.language.nodes import Expression
from rulebook.language.policy import Authority, Case, Exception_, Expectation, Policy, Requirement, Rule
from rulebook.language.printer import write_statement
from rulebook.reports import Manner
from rulebook.reports.asked import asked_by
from rulebook.reports.lines import Line, Piece, Sheet
from rulebook.reports.words import NATURES, day, in_force, legal_order, short_name, type_words
from rulebook.values import write as write_value

__all__ = ["cases_of", "failing_of", "outcome", "rule_page"]

LABELS = 14  # cells for the label before each part


def rule_page(policy: Policy, rule: Rule, manner: Manner, *, cases: bool = True) -> str:
    """Return the rule in plain words, with its worked cases if they are wanted."""
    sheet = Sheet(manner)
    sheet.prose(Piece(rule.title, "title"))
    sheet.prose(Piece(rule.name, "code"))
    sheet.line(Piece("─" * sheet.width, "quiet"))
    _protects(sheet, policy, rule)
    sheet.blank()
    _asks(sheet, policy, rule)
    sheet.blank()
    _grounds(sheet, policy, rule)
    for requirement in rule.requirements:
        for exception in requirement.exceptions:
            _exception(sheet, policy, exception, requirement)
    _questions(sheet, policy, rule)
    if cases:
        _cases(sheet, policy, rule)
    return sheet.text()


def _label(words: str, indent: int = 0) -> Line:
    return (Piece(f"{'':{indent}}{words:<{LABELS - 1}} ", "quiet"),)


def _heading(sheet: Sheet, words: str) -> None:
    sheet.blank()
    sheet.line(Piece(words, "title"))


def _protects(sheet: Sheet, policy: Policy, rule: Rule) -> None:
    safeguard = rule.safeguard
    sheet.prose(safeguard.title or safeguard.name, first=_label("protects"))
    if safeguard.because:
        sheet.prose(safeguard.because, first=_label(""))
    sheet.prose(NATURES[safeguard.nature], first=_label("nature"))
    if rule.group:
        group = policy.groups[rule.group]
        sheet.prose(f"each {without_article(group.means or group.name)} that the draft names", first=_label("asked of"))
    elif rule.events:
        sheet.prose("the procedure, and each track of it that the draft names", first=_label("asked of"))
    else:
        sheet.prose("the draft as a whole", first=_label("asked of"))


def _asks(sheet: Sheet, policy: Policy, rule: Rule) -> None:
    _conditions(sheet, policy, rule.when, "applies when")
    if rule.staged:
        sheet.prose("one question after the other; the first that is answered with no decides", first=_label("in order"))
    for i, requirement in enumerate(rule.requirements):
        _requirement(sheet, policy, requirement, again="" if not i else "then" if rule.staged else "and")


def _conditions(sheet: Sheet, policy: Policy, when: Expression | None, label: str, indent: int = 0) -> None:
    if when is None:
        return
    parts = when.parts if isinstance(when, n.And) else (when,)
    for i, part in enumerate(parts):
        sheet.prose(clause(policy, part), first=_label("and" if i else label, indent))


def _requirement(sheet: Sheet, policy: Policy, requirement: Requirement, *, again: str, indent: int = 0) -> None:
    """Add a requirement; `again` is the word before it where it is not the first."""
    condition = requirement.condition
    parts: tuple[Expression, ...]
    if requirement.forbidden:
        word, parts = f"{again} forbids" if again else "forbids that", (condition,)
    else:
        word, parts = again or "requires", condition.parts if isinstance(condition, n.And) else (condition,)
    label = Piece(f"{requirement.label}: ", "title") if requirement.label else ""
    for i, part in enumerate(parts):
        sheet.prose("" if i else label, clause(policy, part), first=_label("and" if i else word, indent))


def _grounds(sheet: Sheet, policy: Policy, rule: Rule) -> None:
    if rule.because:
        sheet.prose(rule.because, first=_label("why"))
    if rule.fix:
        sheet.prose(rule.fix, first=_label("to comply"))
    _authorities(sheet, policy, rule.authorities)
    if days := in_force(rule.in_force):
        sheet.prose(f"the rule is {days}", first=_label("in force"))


def _authorities(sheet: Sheet, policy: Policy, authorities: Sequence[Authority], indent: int = 0) -> None:
    for i, authority in enumerate(authorities):
        source = authority.source
        checked: Piece | str = "wording verified" if authority.verified else Piece("wording not verified", "open")
        days = in_force(source.in_force)
        where = f", {authority.where}" if authority.where else ""
        sheet.prose(f"{source.title or source.name}{where}", first=_label("" if i else "authority", indent))
        sheet.prose(f"law of: {legal_order(source.legal_order)}; ", checked, f"; {days}" if days else "", first=_label("", indent))
        if source.when is not None:
            sheet.prose(f"binds where {clause(policy, source.when)}", first=_label("", indent))
        if source.url:
            sheet.prose(Piece(source.url, "place"), first=_label("", indent))


def _exception(sheet: Sheet, policy: Policy, exception: Exception_, requirement: Requirement) -> None:
    _heading(sheet, f"{exception.kind.capitalize()}: {exception.title}")
    sheet.prose(Piece(exception.name, "code"), first=("  ",))
    if requirement.label:
        sheet.prose(requirement.label, first=_label("lifts", 2))
    _conditions(sheet, policy, exception.when, "applies when", 2)
    for i, own in enumerate(exception.requirements):
        _requirement(sheet, policy, own, again="and" if i else "", indent=2)
    if exception.because:
        sheet.prose(exception.because, first=_label("why", 2))
    _authorities(sheet, policy, exception.authorities, 2)
    if days := in_force(exception.in_force):
        sheet.prose(f"the {exception.kind} is {days}", first=_label("in force", 2))


# ---- what a draft must say -----------------------------------------------------------------------------------------


def _questions(sheet: Sheet, policy: Policy, rule: Rule) -> None:
    asked = asked_by(policy, [rule])
    if not (asked.facts or asked.events or asked.groups):
        return
    _heading(sheet, "What a draft is asked")
    for name in asked.groups:
        _question(sheet, policy.groups[name].ask or policy.groups[name].means, name, "the names of all of them")
    for path in asked.facts:
        fact = policy.facts[path]
        doubt = f"; in doubt: {write_value(fact.in_doubt)}" if fact.in_doubt is not None else ""
        _question(sheet, fact.ask or fact.means, path, f"{type_words(fact.type, fact.unit)}{doubt}")
    for name in asked.events:
        event = policy.events[name]
        _question(sheet, f"When does it happen that {event.means or name}?", name, f"such as: step {name} within 2 days of …")


def _question(sheet: Sheet, ask: str, name: str, answer: str) -> None:
    sheet.prose(ask, first=("  ",))
    sheet.prose(Piece(name, "code"), f" ({answer})", first=("    ",))


# ---- worked cases --------------------------------------------------------------------------------------------------


def cases_of(policy: Policy, rule: Rule) -> Iterator[tuple[Case, list[Expectation]]]:
    """Give the cases that expect something of the rule, with what they expect of it."""
    for case in policy.cases:
        expected = [expectation for expectation in case.expectations if expectation.rule == rule.name]
        if expected:
            yield case, expected


def _cases(sheet: Sheet, policy: Policy, rule: Rule) -> None:
    cases = list(cases_of(policy, rule))
    if not cases:
        return
    _heading(sheet, "Worked cases")
    for case, expected in cases:
        sheet.blank()
        sheet.prose(Piece(case.title, "title"), first=("  ",))
        for i, statement in enumerate(case.given):
            sheet.prose(Piece(write_statement(statement), "code"), first=_label("" if i else "given", 2))  # type: ignore[arg-type]  # nodes.Statement
        if case.as_of is not None:
            sheet.prose(day(case.as_of), first=_label("as of", 2))
        failing = failing_of(policy, case, expected)
        for i, expectation in enumerate(expected):
            if expectation in failing:
                said = f"wrong: it says that {outcome(expectation)}, and it comes out otherwise (`rulebook test` says how)"
                sheet.prose(Piece(said, "fails"), first=_label("" if i else "result", 2))
            else:
                sheet.prose(outcome(expectation), first=_label("" if i else "result", 2))


def failing_of(policy: Policy, case: Case, expected: Sequence[Expectation]) -> list[Expectation]:
    """Return those of the expectations that do not come out when the case is played; all where what it is given cannot be used."""
    from rulebook.checking.coverage import play  # only where cases are shown

    failures = play(policy, case).failures
    if any(not failure.expected for failure in failures):
        return list(expected)
    places = {failure.span for failure in failures}
    return [expectation for expectation in expected if expectation.span in places]


_OUTCOMES = {
    "pass": "the rule passes",
    "fail": "the rule fails",
    "unknown": "it is not known whether the rule holds",
    "not applicable": "the rule does not apply",
    "not in force": "the rule is not in force",
}


def outcome(expectation: Expectation) -> str:
    """Return what is expected of a rule, such as "the rule passes by the exception further-twelve-months"."""
    words = _OUTCOMES[expectation.outcome]
    if expectation.member is not None:
        words = f"for {expectation.member}, {words}"
    if expectation.exceptions:
        plural = "s" if len(expectation.exceptions) > 1 else ""
        words += f" by the exception{plural} {listing(short_name(name) for name in expectation.exceptions)}"
    if expectation.missing:
        words += f": {listing(expectation.missing)} {'is' if len(expectation.missing) == 1 else 'are'} not stated"
    return words
