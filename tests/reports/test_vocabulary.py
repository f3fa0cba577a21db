"""What a draft can state, listed for a drafter."""

from __future__ import annotations

import json

from rulebook.reports import Manner
from rulebook.reports.vocabulary import vocabulary_json, vocabulary_text
from tests.reports.reporting import POLICY, said

__all__: list[str] = []


def test_each_fact_stands_under_its_rulebook_and_group_with_question_values_and_use() -> None:
    shown = said(vocabulary_text(POLICY, Manner()))
    assert shown.startswith("Detention (t.detention)")
    assert "people · a group: a group of people · 1 rule Which groups of people does the draft concern?" in shown
    assert "people.children · 1 rule Does the group have children in it? yes or no; in doubt: yes" in shown
    assert "grounds · 1 rule On what grounds can detention be extended? any of: lack_of_cooperation, delayed_documents, " in shown
    assert "space · 1 rule How much floor space does each person have? a number of square metres" in shown


def test_events_are_listed_with_what_no_rule_asks_for() -> None:
    shown = said(vocabulary_text(POLICY, Manner()))
    assert "arrest · an event · 1 rule the person is arrested" in shown
    assert "appeal · an event · no rule asks for it the person appeals (only if somebody acts)" in shown


def test_the_json_has_every_fact_group_and_event() -> None:
    (book,) = json.loads(vocabulary_json(POLICY))["rulebooks"]
    assert book["name"] == "t.detention"
    assert [fact["path"] for fact in book["facts"]] == list(POLICY.facts)
    assert [group["name"] for group in book["groups"]] == list(POLICY.groups)
    assert book["events"][2] == {"name": "appeal", "means": "the person appeals", "may_not_happen": True, "rules": 0}
    assert book["facts"][1] == {
        "path": "people.children", "group": "people", "type": "yes/no", "values": [], "unit": "", "means": "the group has children in it",
        "ask": "Does the group have children in it?", "in_doubt": "yes", "rules": 1,
    }  # fmt: skip
