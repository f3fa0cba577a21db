"""Which clauses each declaration may have, and reading them out of it.

Clauses may come in any order; `ALLOWED` has them in the usual one, in which `fmt` puts them.
"""

from __future__ import annotations

from typing import TypeVar

from rulebook.language import declarations as d
from rulebook.language.diagnostics import Problems
from rulebook.language.policy import ALWAYS, InForce
from rulebook.language.source import Source

__all__ = ["ALLOWED", "check_clauses", "in_force", "name_of", "of_type", "text_of", "usual_order"]

ONE, MANY, NEEDED, SOME = "at most one", "any number", "exactly one", "at least one"

ALLOWED: dict[str, dict[str, str]] = {
    "rulebook": {"title": ONE, "use": MANY},
    "source": {"title": ONE, "legal order": NEEDED, "url": ONE, "in force": ONE, "when": MANY},
    "group": {"means": NEEDED, "ask": ONE},
    "fact": {"means": NEEDED, "otherwise": ONE, "ask": ONE, "unit": ONE, "in doubt": ONE},
    "event": {"means": NEEDED, "may not happen": ONE},
    "define": {"means": NEEDED, "otherwise": ONE},
    "safeguard": {"title": ONE, "because": ONE, "when": MANY},
    "rule": {
        "in order": ONE,
        "title": ONE,
        "authority": SOME,
        "in force": ONE,
        "for each": ONE,
        "when": MANY,
        "require": MANY,
        "forbid": MANY,
        "because": ONE,
        "fix": ONE,
    },
    "exception": {
        "title": ONE,
        "authority": SOME,
        "in force": ONE,
        "when": MANY,
        "require": MANY,
        "forbid": MANY,
        "because": ONE,
        "fix": ONE,
    },
    "case": {"given": MANY, "as of": ONE, "law": ONE, "expect": SOME},
}
ALLOWED["derogation"] = ALLOWED["exception"]


def usual_order(declaration: d.Declaration) -> list[d.Clause]:
    """Return the clauses in the usual order; those of one kind keep theirs, and `require` and `forbid` are one kind."""
    place = {keyword: number for number, keyword in enumerate(ALLOWED[declaration.head.keyword])}
    if "require" in place:
        place["forbid"] = place["require"]
    return sorted(declaration.clauses, key=lambda clause: place.get(clause.keyword, len(place)))


_NEEDED_WHY = {
    ("rule", "authority"): ("A rule says on what authority it rests.", 'Add a line such as: authority ECHR "5(1)(f)".'),
    ("exception", "authority"): ("An exception says on what authority it rests.", 'Add a line such as: authority RD "15(6)".'),
    ("derogation", "authority"): ("A derogation says on what authority it rests.", 'Add a line such as: authority ICCPR "4(1)".'),
    ("source", "legal order"): ("A source says whose law it is.", "Add a line such as: legal order eu."),
    ("case", "expect"): ("A case says what it expects.", "Add a line such as: expect RULE fails."),
}


def check_clauses(declaration: d.Declaration, source: Source, problems: Problems) -> None:
    """Note every clause that has no place in the declaration or stands twice, and every one that is lacking."""
    keyword = declaration.head.keyword
    allowed = ALLOWED[keyword]
    seen: dict[str, int] = {}
    for clause in declaration.clauses:
        number = allowed.get(clause.keyword)
        seen[clause.keyword] = seen.get(clause.keyword, 0) + 1
        if number is None:
            hint = f"{_a(keyword)} has the clauses: {', '.join(allowed)}."
            problems.error(
                "misplaced-clause", f"`{clause.keyword}` has no place in {_a(keyword).lower()}.", at=clause.span, source=source, hint=hint
            )
        elif number in {ONE, NEEDED} and seen[clause.keyword] == 2:
            hint = "Several texts are joined when they follow one keyword." if isinstance(clause, d.TextClause) else "Keep one of them."
            problems.error("clause-twice", f"`{clause.keyword}` stands twice in this {keyword}.", at=clause.span, source=source, hint=hint)
    for name, number in allowed.items():
        if number in {NEEDED, SOME} and name not in seen and not declaration.damaged:
            default = (f"{_a(keyword)} needs the clause `{name}`.", f'Add a line such as: {name} "…".')
            message, hint = _NEEDED_WHY.get((keyword, name), default)
            problems.error(f"no-{name.replace(' ', '-')}", message, at=declaration.head.span, source=source, hint=hint)


def _a(keyword: str) -> str:
    return f"An {keyword}" if keyword[0] in "aeiou" else f"A {keyword}"


C = TypeVar("C")


def of_type(declaration: d.Declaration, clause: type[C], keyword: str = "") -> list[C]:
    """Return the declaration's clauses of a type, with the keyword if one is given, in the order in which they stand."""
    return [c for c in declaration.clauses if isinstance(c, clause) and keyword in {"", c.keyword}]


def text_of(declaration: d.Declaration, keyword: str) -> str:
    """Return the text of a clause, or the empty text where it is not there."""
    return next((c.text for c in of_type(declaration, d.TextClause, keyword)), "")


def name_of(declaration: d.Declaration, keyword: str) -> d.NameClause | None:
    """Return the clause `use`, `legal order` or `for each`, or None where it is not there."""
    return next(iter(of_type(declaration, d.NameClause, keyword)), None)


def in_force(declaration: d.Declaration) -> InForce:
    """Return the days of the clause `in force`; all days where it is not there."""
    clause = next(iter(of_type(declaration, d.InForceClause)), None)
    return ALWAYS if clause is None else InForce(clause.start, clause.end)
