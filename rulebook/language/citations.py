"""Finding rules by what they cite: `RD 15(5)`, `ECHR 5`, `Article 5 ECHR`, `CAT`, or a place alone: `15(5)`."""

from __future__ import annotations

import re
from collections.abc import Collection, Sequence

from rulebook.language.places import ARTICLE, Cited, covers, read_places
from rulebook.language.policy import Authority, Policy, Rule
from rulebook.records import Record

__all__ = ["Citation", "authorities_of", "citing", "is_a_place", "read_citation", "wider"]


class Citation(Record):
    """A source, and what is named of it; an empty `where` is the whole source, and without a source the place is meant in any."""

    source: str | None
    where: str


def read_citation(policy: Policy, words: str) -> Citation | None:
    """Return the citation that the words are, or None where they have no source that a loaded rulebook declares and are no place.

    The source stands first or last, and the case of letters does not matter: `rd 15(5)`, `RD15(5)`, `RD art. 15(5)`, `Article 5 ECHR`,
    `Article 5 of the ECHR`.
    """
    text = " ".join(words.split())
    for name in sorted({source.name for source in policy.sources}, key=len, reverse=True):
        own = re.escape(name)
        glued = r"|(?=[\d§])" if not name[-1].isdigit() else ""
        if found := re.fullmatch(rf"(?i){own}(?:$|[ ,:]+{glued})(.*)", text):
            return Citation(name, found[1])
        if (found := re.fullmatch(rf"(?i)(.+?),? (?:of (?:the )?)?{own}", text)) and read_places(found[1]).stretches:
            return Citation(name, found[1])
    return Citation(None, text) if is_a_place(text) else None


def is_a_place(text: str) -> bool:
    """True where the text is a place and nothing else, and begins with a number, so that it cannot be a name."""
    read = read_places(text)
    kinds = {stretch.kind for stretch in read.stretches}
    return bool(kinds) and not read.words and kinds <= {"", ARTICLE, "para"} and read.stretches[0].first[0][0].isdigit()


def citing(policy: Policy, citation: Citation) -> list[Rule]:
    """Return the rules that cite the place, or a part of it, themselves or in an exception: in a list and in a range as well."""
    among = [(rule, [_read(a) for a in authorities_of(rule) if citation.source in {None, a.source.name}]) for rule in policy.rules]
    alike = _alike([cited for _, all_cited in among for cited in all_cited]) if citation.source else frozenset()
    for where in dict.fromkeys((citation.where, re.sub(r"\b\d+[a-z]\b", lambda found: found[0].upper(), citation.where))):
        wanted = read_places(where)
        found = [rule for rule, all_cited in among if any(covers(wanted, one, _units(one, alike)) for one in all_cited)]
        if found:
            return found
    return []


# What a source as a whole can be made of; annexes, recitals, chapters and the like stand beside its articles.
_UNITS = frozenset({"para", "rule", "principle", "guideline", "objective", "commitment", "recommendation", "conclusion", "goal"})


def _alike(all_cited: Sequence[Cited]) -> frozenset[str] | None:
    """Return the one unit that a number alone means where a source is cited now with it and now without; None where it is always with."""
    kinds = {stretch.kind for cited in all_cited for stretch in cited.stretches}
    if not kinds & {"", ARTICLE}:
        return None
    units = kinds & _UNITS
    return frozenset(units if len(units) == 1 else ())


def _units(cited: Cited, alike: frozenset[str] | None) -> Collection[str]:
    """Return the kinds that a number alone means in this authority: without a unit of the whole source, the one that it names first."""
    return alike if alike is not None else {stretch.kind for stretch in cited.stretches[:1]}


def wider(citation: Citation) -> Citation | None:
    """Return the citation of what the place is a part of, such as `15(1)` for `15(1)(a)`; None where that is the whole source."""
    found = re.fullmatch(r"(.*[\w)])\s*(?:\(\s*\w+\s*\)|[.§]\s*\w+)", citation.where)
    return Citation(citation.source, found[1].rstrip(" .§")) if found and read_places(found[1]).stretches else None


def authorities_of(rule: Rule) -> list[Authority]:
    """Return what the rule and its exceptions cite."""
    return [*rule.authorities, *(a for r in rule.requirements for e in r.exceptions for a in e.authorities)]


def _read(authority: Authority) -> Cited:
    return read_places(authority.where)
