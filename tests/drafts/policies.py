"""A small vocabulary for the tests of drafts, and short ways to read and assemble."""

from __future__ import annotations

from rulebook.drafts import assemble, read_text
from rulebook.drafts.draft import Draft, GroupState, Stated
from rulebook.language.checker import check
from rulebook.language.diagnostics import Problems
from rulebook.language.parser import parse_file
from rulebook.language.policy import Policy
from rulebook.language.source import Source

__all__ = ["POLICY", "codes", "content", "hints", "lines", "markdown", "policy_of", "said", "yaml"]

RULES = """
rulebook t.drafts
  title "Facts of every type"

source S
  title "A source"
  legal order eu
source C
  title "A source of a country"
  legal order xx

group people
  means "a group of people"
  ask "Which groups of people?"
group line
  means "a budget line"
  ask "Which lines?"

fact held: duration
  means "the longest time"
fact detention.longest: duration
  means "the longest time in detention"
fact detention.reviewed: yes/no
  means "detention is reviewed"
fact detention.purpose: one of (removal, entry, none)
  means "the purpose of detention"
fact detention.means: any of (cuff, belt, gag)
  means "the means of restraint"
fact measure.fair: judgement
  means "whether the balance is fair"
fact measure.starts: date
  means "the day on which it starts"
fact camp.toilets: number
  means "the number of toilets"
fact share: percent
  means "the share"
fact budget: money
  means "the budget"
fact note: text
  means "a note"
fact register.open: yes/no
  means "the register is open"
fact gate: duration
  means "how long the gate is open"
fact gate.open: yes/no
  means "the gate is open"

fact people.children: yes/no
  means "the group has children in it"
fact people.detained: yes/no
  means "the group is detained"
fact people.longest: duration
  means "the longest time that the group is held"
fact people.means: any of (cuff, belt, gag)
  means "the means of restraint"
fact people.vulnerable: judgement
  means "whether the group is vulnerable"
fact line.amount: money
  means "the amount"

define detention.short as detention.longest is at most 2 days and detention.reviewed
  means "detention is short"
define people.at_risk as people.children and people.detained
  means "the group is at risk"

event arrest
  means "the arrest"
event hearing
  means "the hearing"
event removal
  means "the removal"
"""


def policy_of(text: str) -> Policy:
    """Return the policy of one rule file."""
    problems = Problems()
    policy = check([parse_file(Source("test.rules", text), problems)], problems)
    assert not problems, problems.all()
    return policy


POLICY = policy_of(RULES)


def markdown(text: str) -> Draft:
    """Return the draft that a Markdown text makes."""
    return assemble([read_text(text, "draft.md", "markdown")], POLICY)


def yaml(text: str) -> Draft:
    """Return the draft that a YAML text makes."""
    return assemble([read_text(text, "draft.yaml", "yaml")], POLICY)


def said(*statements: str) -> Draft:
    """Return the draft that makes these statements, each in a comment on a line of its own below some words."""
    return markdown("Words.\n" + "".join(f"<!-- rulebook: {statement} -->\n" for statement in statements))


def codes(draft: Draft) -> list[str]:
    """Return the codes of the draft's problems."""
    return [problem.code for problem in draft.problems]


def lines(draft: Draft) -> list[list[int]]:
    """Return the lines of each problem of the draft."""
    return [[place.line for place in problem.locations] for problem in draft.problems]


def hints(draft: Draft) -> str:
    """Return the hints of all problems of the draft."""
    return " ".join(problem.hint for problem in draft.problems)


def content(draft: Draft) -> object:
    """Return what a draft states, without the places at which it does."""
    facts = {path: _stated(stated) for path, stated in draft.facts.items()}
    members = {key: _stated(stated) for key, stated in draft.members.items()}
    groups = {name: _group(state) for name, state in draft.groups.items()}
    return facts, members, groups, sorted((repr(one.step), one.track) for one in draft.steps), draft.tracks, sorted(codes(draft))


def _stated(stated: Stated) -> object:
    return stated.kind, stated.value, stated.weak


def _group(state: GroupState) -> object:
    return state.members, state.closed, state.general
