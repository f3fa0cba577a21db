"""A rule as SARIF describes it. The help is the same for every draft: a forge keeps it once for all that it shows."""

from __future__ import annotations

from rulebook.language.policy import Policy, Rule
from rulebook.reports import Manner
from rulebook.reports.harmless import flat, harmless
from rulebook.reports.paths import address
from rulebook.reports.reference import rule_in_markdown
from rulebook.reports.remarks import PROBLEMS
from rulebook.reports.rule_page import rule_page
from rulebook.reports.standing import OWN_CODES, OWN_TERMS
from rulebook.reports.words import NATURES, legal_order, short_name

__all__ = ["MOST_TAGS", "described", "problem_described"]

LONGEST = 1024  # characters of a description, on GitHub
LONGEST_NAME = 255
MOST_TAGS = 10
_PROBLEM_HELP = (
    "What is written here has to be mended before everything can be checked: the message says what to write. "
    "Until then the rules that ask for it are not known, and never pass."
)


def described(rule: Rule, policy: Policy | None) -> dict[str, object]:
    """Return the descriptor of a rule; without the policy, the help is of the rule's own words."""
    warning = rule.safeguard.nature == "good-practice"
    protects = " ".join(filter(None, (f"{rule.safeguard.title or rule.safeguard.name}.", rule.safeguard.because, rule.because)))
    page = _page(rule, policy) if policy is not None else f"{rule.title}\n{protects}"
    made: dict[str, object] = {
        "id": rule.name,
        "name": short_name(rule.name)[:LONGEST_NAME],
        "shortDescription": {"text": _cut(rule.title or rule.name)},
        "fullDescription": {"text": _cut(protects)},
        "help": {"text": page} | ({"markdown": rule_in_markdown(policy, rule)} if policy is not None else {}),
        "defaultConfiguration": {"level": "warning" if warning else "error"},
        "properties": {
            "tags": _tags(rule),
            "precision": "high",
            "problem.severity": "warning" if warning else "error",
            "nature": NATURES[rule.safeguard.nature],
        },
    }
    url = address(rule.authorities)
    return made | ({"helpUri": url} if url else {})


def problem_described(code: str) -> dict[str, object]:
    """Return the descriptor of a problem of a draft, of an error in a rule file (`rule-error/…`), or of a note (`note/…`)."""
    name = code.rpartition("/")[2]
    note = code.startswith("note/")
    title = PROBLEMS.get(name, name.replace("-", " ").capitalize())
    help_of = OWN_TERMS if name in OWN_CODES else "Something to know that is no problem." if note else _PROBLEM_HELP
    return {
        "id": code,
        "name": name[:LONGEST_NAME],
        "shortDescription": {"text": _cut(title)},
        "fullDescription": {"text": _cut(title)},
        "help": {"text": help_of, "markdown": help_of},
        "defaultConfiguration": {"level": "note" if note else "error"},
        "properties": {"tags": ["draft"], "precision": "very-high", "problem.severity": "recommendation" if note else "error"},
    }


def _page(rule: Rule, policy: Policy) -> str:
    """Return the page of a rule, without the line that is drawn beneath its title."""
    lines = rule_page(policy, rule, Manner(100), cases=False).splitlines(True)
    return "".join(line for line in lines if not line.startswith("─"))


def _tags(rule: Rule) -> list[str]:
    orders = dict.fromkeys(legal_order(one.source.legal_order) for one in rule.authorities)
    return [rule.safeguard.nature, *orders, rule.rulebook][:MOST_TAGS]


def _cut(text: str) -> str:
    text = harmless(flat(text))
    return text if len(text) <= LONGEST else f"{text[: LONGEST - 1]}…"
