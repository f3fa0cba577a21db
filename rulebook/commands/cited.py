"""The rules that a command is asked for by what they cite: one search and one way to say that there is none."""

from __future__ import annotations

from rulebook.commands.parser import WrongUse, nearest_hint
from rulebook.language.policy import Policy, Rule

__all__ = ["no_such_source", "not_cited", "rules_citing"]


def rules_citing(policy: Policy, words: str) -> list[Rule]:
    """Return the rules that cite a source, a place in it or a part of that, in the order of the rules.

    WrongUse where the words neither begin nor end with a source and are no place.
    """
    from rulebook.language.citations import citing, read_citation

    citation = read_citation(policy, words)
    if citation is None:
        raise WrongUse(no_such_source(policy, words) or f"No source is called {words}.")
    return citing(policy, citation)


def not_cited(policy: Policy, words: str) -> str:
    """Return the sentence that no rule cites what the words name, and how many cite what it is a part of."""
    from rulebook.language.citations import citing, read_citation, wider

    here = read_citation(policy, words)
    while here is not None and (here := wider(here)) is not None:
        if count := len(citing(policy, here)):
            whole = f"{here.source or ''} {here.where}".strip()
            cite, them = ("1 rule cites", "it") if count == 1 else (f"{count} rules cite", "them")
            return f'No rule cites {words}. {cite} {whole}; `rulebook rules --authority "{whole}"` lists {them}.'
    return f"No rule cites {words}."


def no_such_source(policy: Policy, words: str) -> str:
    """Return the sentence that no source is called so, with the nearest; the empty text where the words are not like `SOURCE place`."""
    from rulebook.language.citations import is_a_place

    name, _, where = words.strip().partition(" ")
    if not is_a_place(where):
        return ""
    hint = nearest_hint(name, {source.name for source in policy.sources}) or "`rulebook rules` shows what each rule cites."
    return f"No source is called {name}. {hint}"
