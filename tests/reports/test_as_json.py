"""The JSON of a check keeps its contract: every report is what the schema says, complete, in a stable order, the same each time."""

from __future__ import annotations

import json

import pytest
from hypothesis import given
from hypothesis import strategies as st
from pydantic import ValidationError

from rulebook.checking.findings import Change
from rulebook.language.diagnostics import Diagnostic
from rulebook.records import replace
from rulebook.reports import Manner, writer
from rulebook.reports.schema import CheckReport, RuleErrors, json_schema, read
from rulebook.values import Date
from tests.reports.reporting import NINE, everywhere, finding, of, report, reviewed

__all__: list[str] = []

KEYS = [
    "rule", "title", "safeguard", "nature", "severity", "member", "status", "orders", "exceptions", "unless", "judgements", "held_against",
    "missing", "not_reached", "changes", "message", "repairs", "authorities", "location", "explanation",
    "fingerprint", "waiver", "aside", "since", "failed_at",
]  # fmt: skip
DRAFTS = [
    NINE,
    "Nothing.\n",
    "Nine months.\n<!-- rulebook: longest = 9 months -->\n",
    "<!-- rulebook: people.families.children = yes; people.families.detained = yes; people.others.children = no -->\n",
    "Fair.\n<!-- rulebook: space = 4; fair = yes by \"the judge\" because \"all was weighed\" -->\n",
    "---\nlegal orders: [eeu]\n---\n<!-- rulebook: lenght = 3; longest = three -->\n",
    "<!-- rulebook: step hearing within 3 days of arrest; step hearing at least 5 days after arrest; state.party = yes -->\n",
]


def written(*drafts: str, law: tuple[str, ...] | None = ("coe", "eu", "un")) -> str:
    return writer("json").write(report(*drafts, law=law), Manner())


@pytest.mark.parametrize("draft", DRAFTS)
def test_every_report_is_what_the_schema_says(draft: str) -> None:
    assert isinstance(read(written(draft)), CheckReport)


def test_a_report_on_several_drafts_is_what_the_schema_says() -> None:
    assert len(read(written(*DRAFTS, law=None)).drafts) == len(DRAFTS)  # type: ignore[union-attr]


@given(st.text())
def test_a_report_is_what_the_schema_says_whatever_words_stand_in_it(words: str) -> None:
    made = read(writer("json").write(everywhere(words), Manner()))
    assert isinstance(made, CheckReport)
    assert made.drafts[0].findings[0].explanation.stated[0].quote == words or not words


def test_a_finding_has_all_keys_in_the_documented_order() -> None:
    (draft,) = json.loads(written(NINE))["drafts"]
    assert list(draft) == ["path", "title", "as_of", "legal_orders", "findings", "problems", "notes", "questions"]
    assert [list(finding) for finding in draft["findings"]] == [KEYS] * len(draft["findings"])


def test_the_explanation_quotes_the_words_beside_a_statement_or_else_the_statement() -> None:
    (draft,) = json.loads(written(NINE))["drafts"]
    (found,) = (found for found in draft["findings"] if found["rule"] == "t.detention/six-months")
    assert found["explanation"]["parts"][0]["stated"] == [
        {"path": "draft-1.md", "line": 5, "column": 16, "quote": "A person may be held for up to nine months."}
    ]  # fmt: skip
    made = finding()
    where = replace(made.explanation.parts[0].stated[0], words="")
    alone = of(replace(made, explanation=replace(made.explanation, stated=(where,))))
    stated = json.loads(writer("json").write(alone, Manner()))["drafts"][0]["findings"][0]["explanation"]["stated"]
    assert [one["quote"] for one in stated] == ["longest = 9 months"]


def test_changes_say_from_when_which_status_holds() -> None:
    changed = of(finding(status="not in force", changes=(Change(Date(2027, 12, 2), "fail"),)))
    shown = writer("json").write(changed, Manner())
    assert json.loads(shown)["drafts"][0]["findings"][0]["changes"] == [{"from": "2027-12-02", "status": "fail"}]
    assert isinstance(read(shown), CheckReport)


def test_changes_name_the_exceptions_unless_one_of_which_applies_it_fails() -> None:
    changed = of(finding(status="pass", changes=(Change(Date(2027, 12, 2), "unknown", ("t.detention/twelve-more",)),)))
    shown = writer("json").write(changed, Manner())
    assert json.loads(shown)["drafts"][0]["findings"][0]["changes"] == [
        {"from": "2027-12-02", "status": "unknown", "unless": ["t.detention/twelve-more"]}
    ]
    assert isinstance(read(shown), CheckReport)


def test_the_summary_counts_the_findings_of_all_drafts() -> None:
    made = json.loads(written(NINE, NINE))
    assert made["summary"]["fail"] == 2
    assert sum(made["summary"].values()) == sum(len(draft["findings"]) for draft in made["drafts"])


def test_the_same_inputs_give_the_same_bytes() -> None:
    assert written(*DRAFTS) == written(*DRAFTS)


def test_letters_of_other_scripts_stay_readable() -> None:
    assert "Détention – 漢字" in written("---\ntitle: Détention – 漢字\n---\n")


def test_rules_that_cannot_be_loaded_are_told_as_the_schema_says() -> None:
    found = Diagnostic("no-such-fact", "a.rules", 24, 11, "No fact is called x.", "Write y.", "  require x", 6)
    shown = writer("json").write_rule_errors([found], Manner())
    error = {"code": "no-such-fact", "file": "a.rules", "line": 24, "column": 11, "message": "No fact is called x.", "hint": "Write y."}
    assert json.loads(shown) == {"version": 1, "rule_errors": [error]}
    assert isinstance(read(shown), RuleErrors)


def test_the_schema_says_no_where_a_key_is_missing_or_unknown() -> None:
    made = json.loads(written(NINE))
    with pytest.raises(ValidationError):
        read(json.dumps(made | {"more": 1}))
    del made["drafts"][0]["findings"][0]["status"]
    with pytest.raises(ValidationError):
        read(json.dumps(made))


def test_the_json_schema_names_every_key_of_a_finding() -> None:
    schema = json_schema()
    assert list(schema["$defs"]["Finding"]["properties"]) == KEYS
    assert schema["$defs"]["Finding"]["required"] == KEYS
    json.dumps(schema)


def test_a_review_is_told_with_the_waiver_what_is_set_aside_and_what_is_mended() -> None:
    shown = writer("json").write(reviewed(), Manner())
    assert isinstance(read(shown), CheckReport)
    made = json.loads(shown)
    found = made["drafts"][0]["findings"]
    assert [one["since"] for one in found] == ["newly failing", "unchanged", None, None, "unchanged", "newly unknown"]
    assert [one["aside"] for one in found] == [None, None, None, "in the baseline", "outside the change", None]
    assert found[0]["fingerprint"] == "aaaa1111"
    assert found[2]["waiver"] == {
        "id": "W-1", "status": "fail", "reason": "The law is under revision.", "approved_by": "the Minister of Justice",
        "from": "2026-01-01", "until": "2026-12-31", "location": {"path": "waivers.yaml", "line": 3, "column": 5},
    }  # fmt: skip
    assert made["base"] == "origin/main"
    assert [one["now"] for one in made["mended"]] == ["pass", None]
    assert [one["code"] for one in made["problems"] + made["notes"]] == ["waiver-too-long", "waiver-ends"]


def test_without_a_review_the_keys_of_one_are_there_and_empty() -> None:
    made = json.loads(written(NINE))
    assert [made[key] for key in ("problems", "notes", "base", "mended")] == [[], [], None, []]
    found = made["drafts"][0]["findings"]
    assert {(one["fingerprint"], one["waiver"], one["aside"], one["since"]) for one in found} == {("", None, None, None)}
