"""What people write in rule files as clauses, comparisons and comments, and the language has not."""

from __future__ import annotations

import re
from collections.abc import Collection

from rulebook.language.lalr import Unexpected
from rulebook.language.names import nearest
from rulebook.language.slips import Slip
from rulebook.language.tokens import END

__all__ = ["slip_of_clause"]

_CLAUSES = {
    "must": "`require`, such as: require detention.reviewed",
    "shall": "`require`, such as: require detention.reviewed",
    "should": "`require`, such as: require detention.reviewed",
    "obliges": "`require`, such as: require detention.reviewed",
    "needs": "`require`, such as: require detention.reviewed",
    "prohibit": "`forbid`, such as: forbid people.detained",
    "prohibits": "`forbid`, such as: forbid people.detained",
    "prohibited": "`forbid`, such as: forbid people.detained",
    "if": "`when`, such as: when people.children",
    "where": "`when`, such as: when people.children",
    "whenever": "`when`, such as: when people.children",
    "provided": "`when`, such as: when people.children",
    "applies": "`when`, such as: when people.children",
    "unless": "a declaration of its own: exception NAME to RULE",
    "except": "a declaration of its own: exception NAME to RULE",
    "save": "a declaration of its own: exception NAME to RULE",
    "notwithstanding": "a declaration of its own: exception NAME to RULE",
    "reason": "`because`, and the reason in quotation marks",
    "why": "`because`, and the reason in quotation marks",
    "article": 'the authority, such as: authority ECHR "5(1)"',
    "law": 'the authority, such as: authority ECHR "5(1)"',
}

_COMPARED = {
    "within": "`is at most`, or of an event `happens within … of …`",
    "exceeds": "`is more than`",
    "exceed": "`is more than`",
    "over": "`is more than`",
    "above": "`is more than`",
    "under": "`is less than`",
    "below": "`is less than`",
    "equals": "`is`",
    "are": "`is`",
    "was": "`is`",
    "be": "`is`",
    "must": "`is`, after `require`",
    "shall": "`is`, after `require`",
    "should": "`is`, after `require`",
    "contains": "`includes`",
    "contain": "`includes`",
    "include": "`includes`",
    "before": "`is before`, or of an event `happens before`",
    "after": "`is after`, or of an event `happens at least … after`",
    "until": "`is on or before`",
}

_NO_MORE = {
    "more": "`is at most`",
    "longer": "`is at most`",
    "greater": "`is at most`",
    "higher": "`is at most`",
    "less": "`is at least`",
    "shorter": "`is at least`",
    "fewer": "`is at least`",
    "lower": "`is at least`",
    "later": "`is on or before`",
    "earlier": "`is on or after`",
}
_MORE = {
    "longer": "`is more than`",
    "greater": "`is more than`",
    "higher": "`is more than`",
    "shorter": "`is less than`",
    "fewer": "`is less than`",
    "lower": "`is less than`",
    "later": "`is after`",
    "earlier": "`is before`",
}

_ORDERS = {"european union": "eu", "council of europe": "coe", "united nations": "un", "good practice": "practice"}


def slip_of_clause(found: Unexpected, recent: str, line: str, clauses: Collection[str]) -> Slip | None:
    """Return what to tell the author of a rule file; None where it is no slip of a clause.

    `recent` is the text from the start of the clause up to the place, `line` that from the place to the end of the line.
    """
    for known in (_comment, _place, _order, _given, _no_more, _compared):
        if slip := known(found, recent, line):
            return slip
    return _unfinished(found, recent) or _clause(found, clauses)


def _comment(found: Unexpected, recent: str, line: str) -> Slip | None:
    if sign := re.match(r"//|/\*|--", line):
        return Slip("comment-sign", f"{sign[0]} begins no comment here.", f"Write # instead of {sign[0]}.")
    return None


def _place(found: Unexpected, recent: str, line: str) -> Slip | None:
    """An authority whose place lacks its quotation marks, or that has none."""
    written = re.match(r"authority\s+(\S+)", recent)
    if not written or '"' in recent or not {"WORD", "STRING"} & found.expected or found.token.kind == "BAD":
        return None
    named = re.match(r"authority\s+(\S+)\s+(?=\S)", recent)
    if found.token.kind == "CURRENCY":  # three capitals before a number
        named, line = written, line.removeprefix(found.token.text).lstrip()
    if found.token.first or found.token.kind == END or not named:
        return Slip(
            "no-place", f"The authority {written[1]} names no place.", f'Write where it says so, such as: authority {written[1]} "5(1)".'
        )
    place = re.sub(r'\s*(unverified)?\s*(#.*)?$|"', "", line)
    return Slip("place-unquoted", "The place in a source stands between quotation marks.", f'Write: authority {named[1]} "{place}".')


def _order(found: Unexpected, recent: str, line: str) -> Slip | None:
    if not (written := re.match(r"legal\s+order\s+(.*)$", recent, re.DOTALL)) or found.token.first or found.token.kind == END:
        return None
    words = written[1].removesuffix(found.token.text) + line
    order = next((code for name, code in _ORDERS.items() if name in words.lower()), "")
    hint = (
        f"Write: legal order {order}."
        if order
        else "Write un, coe, eu, practice, or the two letters of a country, such as: legal order xx."
    )
    return Slip("legal-order", "A legal order is written in one short word.", hint)


def _given(found: Unexpected, recent: str, line: str) -> Slip | None:
    if found.token.text == "is" and re.match(r"given\s", recent) and "EQUAL" in found.expected:
        said = re.match(r"is(\s+(at\s+(most|least)|more\s+than|less\s+than))?\s+", line)
        value = line[said.end() :].partition("#")[0].strip() if said else "…"
        fact = re.sub(r"^given\s+|\s*is$", "", recent)
        return Slip("given-is", "A case states a fact with `=`.", f"Write: given {fact} = {value}.")
    return None


def _no_more(found: Unexpected, recent: str, line: str) -> Slip | None:
    if said := re.search(r"\bis\s+(?:no|not)\s+(\w+)\s+than$", recent):
        if said[1] in _NO_MORE:
            return Slip("is-not", f"`{' '.join(said[0].split())}` is not said in the language.", f"Write {_NO_MORE[said[1]]}.")
    elif (said := re.search(r"\bis\s+(\w+)\s+than$", recent)) and said[1] in _MORE:
        return Slip("is-not", f"`{' '.join(said[0].split())}` is not said in the language.", f"Write {_MORE[said[1]]}.")
    return None


def _compared(found: Unexpected, recent: str, line: str) -> Slip | None:
    word = found.token.text
    if "IS" in found.expected and not found.token.first and word in _COMPARED:
        return Slip("no-comparison", f"`{word}` does not compare in the language.", f"Write {_COMPARED[word]}.")
    return None


def _unfinished(found: Unexpected, recent: str) -> Slip | None:
    """A rule without its safeguard."""
    if (said := re.fullmatch(r"rule\s+(\S+)(?:\s+\S+)?", recent.strip())) and "OF" in found.expected:
        return Slip("no-safeguard", "A rule says which safeguard it belongs to.", f"Write: rule {said[1]} of SAFEGUARD.")
    return None


def _clause(found: Unexpected, clauses: Collection[str]) -> Slip | None:
    """A word at the start of a line that begins no clause."""
    word = found.token.text
    if not found.token.first or found.token.kind != "WORD" or "TITLE" not in found.expected:
        return None
    if "require" in clauses and (right := _CLAUSES.get(word.lower())):
        return Slip("no-clause", f"`{word}` begins no clause.", f"Write {right}.")
    close = nearest(word, [clause for clause in clauses if " " in clause], likeness=0.75)
    return Slip("misspelt-word", f"`{word}` is not a word of the language here.", f"Write `{close}`.") if close else None
