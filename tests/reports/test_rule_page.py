"""One rule in plain words, and as JSON."""

from __future__ import annotations

import json

import pytest

from rulebook.reports import Manner
from rulebook.reports.asked import asked_by, uses
from rulebook.reports.rule_page import rule_page
from rulebook.reports.rule_record import rule_record
from tests.reports.reporting import POLICY, policy_of, said

__all__: list[str] = []

RULE = {rule.name.partition("/")[2]: rule for rule in POLICY.rules}


def page(name: str) -> str:
    return said(rule_page(POLICY, RULE[name], Manner()))


def test_the_page_says_what_is_asked_why_and_on_whose_authority() -> None:
    shown = page("six-months")
    assert "protects Detention is short Liberty is the rule. nature a qualified right" in shown
    assert "asked of the draft as a whole" in shown
    assert "requires the longest time one person can be held is at most 6 months" in shown
    assert "why Each State sets a limit. to comply Set an outer limit of six months." in shown
    assert "authority Directive 2008/115/EC, 15(5) law of: European Union; wording verified; in force from 13 January 2009" in shown


def test_an_exception_has_its_conditions_its_authority_and_its_days() -> None:
    shown = page("six-months")
    assert "Exception: Up to twelve months more t.detention/twelve-more applies when there is at least one" in shown
    assert "and the grounds on which detention is extended include nothing but lack of cooperation and delayed documents" in shown
    assert "15(6) law of: European Union; wording not verified" in shown
    assert "the exception is in force from 24 December 2010" in shown


def test_worked_cases_show_what_is_given_and_what_results() -> None:
    shown = page("six-months")
    assert "nine months and no ground given longest = 9 months grounds = none result the rule fails" in shown
    assert "as of 1 January 2020 result the rule passes by the exception twelve-more" in shown
    assert "silence result it is not known whether the rule holds: longest is not stated" in shown


def test_a_rule_for_each_member_says_of_whom_it_asks_and_what_it_forbids() -> None:
    shown = page("no-child")
    assert "nature an absolute right: no exception, no derogation, no waiver asked of each group of people that the draft names" in shown
    assert "applies when the group has children in it forbids that the group is detained" in shown
    assert "people.children (yes or no; in doubt: yes)" in shown


def test_a_staged_test_says_that_the_order_counts() -> None:
    shown = page("balance")
    assert "in order one question after the other; the first that is answered with no decides" in shown
    assert "requires room: the floor space for each person is at least 3 then balance: the gain outweighs the harm" in shown
    assert "space (a number of square metres)" in shown


def test_a_rule_on_events_asks_for_the_procedure_and_a_source_says_when_it_binds() -> None:
    shown = page("heard")
    assert "asked of the procedure, and each track of it that the draft names" in shown
    assert "binds where the State is a party" in shown
    assert "When does it happen that a judge hears the person? hearing" in shown


@pytest.mark.parametrize("name", list(RULE))
def test_the_json_has_what_the_page_has(name: str) -> None:
    record = json.loads(rule_record(POLICY, RULE[name]))["rule"]
    shown = page(name)
    for fact in record["facts"]:
        assert fact["ask"] in shown
    for requirement in record["requirements"]:
        assert requirement["condition"]["statement"] in shown
        for exception in requirement["exceptions"]:
            assert exception["title"] in shown
    for case in record["cases"]:
        assert case["title"] in shown


def test_a_condition_in_json_is_in_words_and_in_the_rule_language() -> None:
    record = json.loads(rule_record(POLICY, RULE["six-months"]))["rule"]
    assert record["requirements"][0]["condition"] == {
        "statement": "the longest time one person can be held is at most 6 months",
        "code": "longest is at most 6 months",
    }
    assert record["cases"][1] == {
        "title": "eighteen months where the person does not cooperate",
        "given": ["longest = 18 months", "grounds = lack_of_cooperation"],
        "as_of": "2020-01-01",
        "expect": [{"member": None, "outcome": "pass", "exceptions": ["t.detention/twelve-more"], "missing": []}],
        "comes_out": True,
    }


def test_a_rule_asks_for_the_facts_within_its_concepts_exceptions_and_sources() -> None:
    policy = policy_of("""
rulebook t.asked
  title "Asked"
source S
  title "S"
  legal order un
  when party
group camp
  means "a camp"
  ask "Which camps?"
fact party: yes/no
  means "the State is a party"
fact camp.people: number
  means "the people in the camp"
fact small: yes/no
  means "the measure is small"
fact urgent: yes/no
  means "it is urgent"
define crowded as number of camp where (camp.people is more than 10) is more than 2
  means "there are crowded camps"
safeguard s: qualified
  title "S"
rule r of s
  authority S "1"
  when not small
  forbid crowded
exception e to r
  authority S "2"
  when urgent
""")
    asked = asked_by(policy, policy.rules)
    assert asked.facts == ("small", "camp.people", "urgent", "party")
    assert asked.groups == ("camp",)
    assert uses(policy) == {"small": 1, "camp.people": 1, "urgent": 1, "party": 1, "camp": 1}
