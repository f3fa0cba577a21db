"""Loads rules that a test writes out: the head and the words that most need, and the errors found."""

from __future__ import annotations

from rulebook.language.checker import check
from rulebook.language.diagnostics import Diagnostic, Problems
from rulebook.language.parser import parse_file
from rulebook.language.policy import Policy
from rulebook.language.source import Source

HEAD = """rulebook t.test
  title "A test"

source S
  legal order un

group people
  means "a group of people"

fact people.detained: yes/no
  means "the group is detained"

fact people.share: money
  means "the share of the group"

fact held: duration
  means "the longest time one person can be held"

fact count: number
  means "the number of beds"

fact share: percent
  means "the share of women"

fact cost: money
  means "the cost"

fact start: date
  means "the first day"

fact reviewed: yes/no
  means "detention is reviewed"

fact aim: one of (removal, entry, other)
  means "the purpose of detention"

fact means_used: any of (cuff, belt, gag)
  means "the means of restraint"

fact name: text
  means "the name of the act"

fact fair: judgement
  means "whether the balance is fair"

event arrest
  means "the person is arrested"

event hearing
  means "a judge hears the person"

safeguard s: qualified
  title "S"

"""


def load(*texts: str) -> tuple[Policy, list[Diagnostic]]:
    """Return the policy of rule files given as texts, and what is wrong with them."""
    problems = Problems()
    files = [parse_file(Source(f"file{i}.rules", text), problems) for i, text in enumerate(texts)]
    policy = check(files, problems)
    return policy, problems.all()


def errors(rules: str) -> list[Diagnostic]:
    """Return what is wrong with rules that follow the head."""
    return load(HEAD + rules)[1]


def errors_of_requirement(condition: str) -> list[Diagnostic]:
    """Return what is wrong with a rule that requires this condition."""
    return errors(f'rule r of s\n  authority S "1"\n  require {condition}\n')
