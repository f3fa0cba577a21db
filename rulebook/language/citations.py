"""Finding rules by what they cite: `RD 15(5)`, `ECHR 5`, `CAT`."""

from __future__ import annotations

import re

from rulebook.language.policy import Authority, Policy, Rule
from rulebook.records import Record

__all__ = ["Citation", "citing", "read_citation"]


class Citation(Record):
    """A source, and the place in it; an empty place is the whole source."""

    source: str
    where: str


def read_citation(policy: Policy, words: str) -> Citation | None:
    """Return the citation that the words are, or None where they begin with no source that a loaded rulebook declares.

    The name of a source may have blanks beside it only, and the case of letters does not matter: `rd 15(5)`, `RD art. 15(5)`.
    """
    text = " ".join(words.split())
    names = sorted({source.name for source in policy.sources}, key=len, reverse=True)
    for name in names:
        if text.lower() == name.lower() or text.lower().startswith(f"{name.lower()} "):
            where = re.sub(r"(?i)^(articles?|arts?\.?|paras?\.?|§§?)\s*", "", text[len(name) :].strip())
            return Citation(name, where)
    return None


def cites(authority: Authority, citation: Citation) -> bool:
    """True where the authority is the cited place or a part of it: `5(1)(f)` is a part of `5(1)`, and not of `5(1)(a)` or `5(10)`."""
    if authority.source.name != citation.source:
        return False
    where, wanted = _bare(authority.where), _bare(citation.where)
    return wanted in {"", where} or (where.startswith(wanted) and not where[len(wanted) : len(wanted) + 1].isalnum())


def _bare(where: str) -> str:
    return re.sub(r"\s+", "", where).lower()


def citing(policy: Policy, citation: Citation, *, exactly: bool = False) -> list[Rule]:
    """Return the rules that cite the place, or a part of it, themselves or in an exception; with `exactly`, the place itself."""
    found = []
    for rule in policy.rules:
        authorities = [*rule.authorities, *(a for r in rule.requirements for e in r.exceptions for a in e.authorities)]
        if any(cites(a, citation) and (not exactly or _bare(a.where) == _bare(citation.where)) for a in authorities):
            found.append(rule)
    return found
