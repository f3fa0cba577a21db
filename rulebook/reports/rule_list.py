"""Rules as a list: by rulebook, each with its title, nature and authorities."""

from __future__ import annotations

from collections.abc import Sequence

from rulebook.language.policy import Authority, Policy, Rule
from rulebook.reports import Manner
from rulebook.reports.as_json import VERSION, dumps
from rulebook.reports.lines import Piece, Sheet
from rulebook.reports.words import counted, in_force, short_name

__all__ = ["WRITERS", "as_json", "as_text"]


def as_text(policy: Policy, rules: Sequence[Rule], unverified: bool, manner: Manner) -> str:
    """Return the rules as text; with `unverified`, only the authorities whose wording was not checked are shown."""
    sheet = Sheet(manner)
    before = ""
    for rule in rules:
        if rule.rulebook != before:
            sheet.blank()
            sheet.prose(Piece(policy.rulebooks[rule.rulebook].title, "title"), Piece(f" ({rule.rulebook})", "quiet"))
            sheet.line(Piece("─" * sheet.width, "quiet"))
            before = rule.rulebook
        sheet.prose(Piece(short_name(rule.name), "code"), f"  {rule.title}", first=("  ",), rest=("    ",))
        sheet.prose(Piece(f"{rule.safeguard.nature} · {_cited(rule, unverified)}", "quiet"), first=("    ",))
        dates = in_force(rule.in_force)
        if dates:
            sheet.prose(Piece(dates, "quiet"), first=("    ",))
    sheet.blank()
    sheet.prose(f"{counted(len(rules), 'rule')}." + (f" {_count_unverified(rules)} not checked against the text." if unverified else ""))
    return sheet.text()


def _cited(rule: Rule, unverified: bool) -> str:
    own = [_authority(a) for a in rule.authorities if not (unverified and a.verified)]
    for exception in (e for r in rule.requirements for e in r.exceptions):
        cited = [_authority(a) for a in exception.authorities if not (unverified and a.verified)]
        if cited:
            own.append(f"exception {short_name(exception.name)}: {', '.join(cited)}")
    return "; ".join(own)


def _authority(authority: Authority) -> str:
    words = f"{authority.source.name} {authority.where} [{authority.source.legal_order}]"
    return words if authority.verified else f"{words} (unverified)"


def _count_unverified(rules: Sequence[Rule]) -> str:
    places = {
        (a.source.name, a.where)
        for rule in rules
        for a in [*rule.authorities, *(a for r in rule.requirements for e in r.exceptions for a in e.authorities)]
        if not a.verified
    }
    return f"{counted(len(places), 'place')} cited {'is' if len(places) == 1 else 'are'}"


def as_json(policy: Policy, rules: Sequence[Rule], unverified: bool, manner: Manner) -> str:
    """Return the rules as JSON, version 1."""
    entries = ",\n  ".join(dumps(_record(rule, unverified)) for rule in rules)
    return f'{{"version": {VERSION},\n "rules": [{entries}]}}\n'


def _record(rule: Rule, unverified: bool) -> dict[str, object]:
    return {
        "rule": rule.name,
        "title": rule.title,
        "safeguard": rule.safeguard.name,
        "nature": rule.safeguard.nature,
        "authorities": [_authority_record(a) for a in rule.authorities if not (unverified and a.verified)],
        "exceptions": [
            {"exception": e.name, "authorities": [_authority_record(a) for a in e.authorities if not (unverified and a.verified)]}
            for r in rule.requirements
            for e in r.exceptions
        ],
    }


def _authority_record(authority: Authority) -> dict[str, object]:
    source = authority.source
    return {"source": source.name, "where": authority.where, "legal_order": source.legal_order, "verified": authority.verified}


WRITERS = {"text": as_text, "json": as_json}
