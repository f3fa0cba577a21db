"""SARIF: what the standard asks, what GitHub asks beyond it, and the limits that GitHub sets."""

from __future__ import annotations

import json
from functools import cache
from pathlib import Path
from typing import Any

import pytest

from rulebook.checking.findings import Report
from rulebook.drafts.draft import Place
from rulebook.records import replace
from rulebook.reports import Manner, writer
from rulebook.reports.forges import sarif
from rulebook.reports.forges.line_hash import line_hashes
from rulebook.reports.forges.sarif_parts import category
from tests.reports.reporting import NINE, POLICY, everywhere, finding, of, policy_of, report, reviewed, waived
from tests.reports.vendored import validator

__all__: list[str] = []

EVERYTHING = ("<script>`a_b` {0} [x](y)\n::error:: \u202e", "§ né", "")


def run(made: Report, name: str = "sarif", manner: Manner | None = None) -> dict[str, Any]:
    """Return the one run of a log."""
    log: dict[str, Any] = json.loads(writer(name).write(made, manner or Manner()))
    (only,) = log["runs"]
    result: dict[str, Any] = only
    return result


@cache
def reports() -> list[Report]:
    """Return reports of every kind."""
    kinds = [report(NINE), report("Nothing.\n", law=("un", "eu", "coe", "practice")), reviewed(), of(), Report(())]
    return [*kinds, *map(everywhere, EVERYTHING), report("---\nlegal orders: [eeu]\n---\n<!-- rulebook: lenght = 3; longest = three -->\n")]


@pytest.mark.parametrize("name", ["sarif", "sarif-full"])
def test_every_log_is_what_the_standard_says(name: str) -> None:
    check = validator("sarif-2.1.0.json")
    for made in reports():
        assert list(check.iter_errors(json.loads(writer(name).write(made, Manner())))) == []


@pytest.mark.parametrize("name", ["sarif", "sarif-full"])
def test_what_github_asks_for_is_there(name: str) -> None:
    for made in reports():
        log = json.loads(writer(name).write(made, Manner()))
        assert log["$schema"]
        assert log["version"] == "2.1.0"
        (only,) = log["runs"]
        driver = only["tool"]["driver"]
        assert driver["name"] == "Rulebook"
        for rule in driver["rules"]:
            assert rule["id"]
            assert 0 < len(rule["shortDescription"]["text"]) <= 1024
            assert 0 < len(rule["fullDescription"]["text"]) <= 1024
            assert rule["help"]["text"]
            assert len(rule["name"]) <= 255
            assert len(rule["properties"]["tags"]) <= 10
            assert rule["properties"]["problem.severity"] in {"error", "warning", "recommendation"}
            assert "security-severity" not in rule["properties"]
        for result in only["results"]:
            assert result["message"]["text"]
            if result.get("kind") == "informational" or result.get("baselineState") == "absent":
                continue
            assert driver["rules"][result["ruleIndex"]]["id"] == result["ruleId"]
            place = result["locations"][0]["physicalLocation"]
            uri, region = place["artifactLocation"]["uri"], place["region"]
            assert uri
            assert not uri.startswith(("./", "/"))
            assert "\\" not in uri
            assert region["startLine"] == region["endLine"]
            assert 1 <= region["startColumn"] < region["endColumn"]
            assert "partialFingerprints" in result
            assert len(result["locations"]) + len(result.get("relatedLocations", [])) <= 100
            for flow in result.get("codeFlows", []):
                assert all(0 < len(thread["locations"]) <= 1000 for thread in flow["threadFlows"])


def test_code_points_are_counted_and_the_log_says_so() -> None:
    made = run(report("---\nlegal orders: [eu]\n---\n§ né 🏛 <!-- rulebook: longest = 9 months; grounds = none -->\n", law=None))
    assert made["columnKind"] == "unicodeCodePoints"
    region = made["results"][0]["locations"][0]["physicalLocation"]["region"]
    assert (region["startColumn"], region["endColumn"]) == (23, 41)


def test_for_github_only_what_fails_or_is_not_known_and_what_a_change_touches_of_what_it_is_checked_by() -> None:
    made = run(reviewed())
    assert [result["level"] for result in made["results"]] == ["error", "error", "error", "warning", "note", "note", "note"]
    assert made["results"][4]["ruleId"] == "note/no-longer-checked"
    assert not [result for result in made["results"] if "Waived" in result["message"]["text"]]


def test_the_help_of_a_rule_is_the_same_whatever_the_draft() -> None:
    one, other = run(report(NINE)), run(report("Ten.\n<!-- rulebook: longest = 10 months; grounds = none -->\n"))
    assert one["tool"]["driver"]["rules"][0] == other["tool"]["driver"]["rules"][0]
    assert "9 months" not in json.dumps(one["tool"]["driver"]["rules"])
    assert "**requires** the longest time one person can be held is" in one["tool"]["driver"]["rules"][0]["help"]["markdown"]


def test_names_stand_in_double_quotes_for_backquotes_vanish() -> None:
    (result,) = run(of(finding(message="the draft does not state `custody.longest`")))["results"]
    assert 'The draft does not state "custody.longest".' in result["message"]["text"]


def test_the_explanation_is_one_code_flow_from_the_conclusion_to_the_authority() -> None:
    result = run(report(NINE))["results"][0]
    (flow,) = result["codeFlows"]
    steps = [step["location"]["message"]["text"] for step in flow["threadFlows"][0]["locations"]]
    assert steps[0] == "Detention ends after six months: fails"
    assert "no: exception: Up to twelve months more (does not apply)" in steps
    assert steps[-1] == "Authority: Directive 2008/115/EC, 15(5)"


def test_an_explanation_of_more_steps_than_a_flow_has_says_so() -> None:
    made = finding()
    (part,) = made.explanation.parts
    many = replace(made.explanation, parts=tuple(replace(part, statement=f"part {i}") for i in range(300)))
    (result,) = run(of(replace(made, explanation=many)))["results"]
    steps = [step["location"]["message"]["text"] for step in result["codeFlows"][0]["threadFlows"][0]["locations"]]
    assert steps[200] == "The explanation has more parts, which are left out here."


def test_a_message_links_to_the_other_places_that_decided() -> None:
    result = run(report(NINE))["results"][0]
    assert "It rests on [line 5](1), too." in result["message"]["text"]
    assert result["relatedLocations"][0]["id"] == 1


def test_a_link_to_another_file_names_it() -> None:
    made = finding()
    (part,) = made.explanation.parts
    stated = (replace(part.stated[0], place=Place("annex.yaml", 7, 1, 3)),)
    (result,) = run(of(replace(made, explanation=replace(made.explanation, parts=(replace(part, stated=stated),)))))["results"]
    assert "It rests on [line 7](1) of annex.yaml, too." in result["message"]["text"]


# ---- fingerprints and categories -----------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("text", "hashes"),
    [
        ("", ["c129715d7a2bc9a3:1"]),
        (" a\nb\n  \t\tc\n d", ["271789c17abda88f:1", "54703d4cd895b18:1", "180aee12dab6264:1", "a23a3dc5e078b07b:1"]),
        ("alpha\nbeta\nalpha\n", ["8d07ce75f7b3af45:1", "ca140c3f893ffa65:1", "26f09ff008857193:1", "c129715d7a2bc9a3:1"]),
        (" a l p h a \r\n\tbeta\ralpha\r\n", ["8d07ce75f7b3af45:1", "ca140c3f893ffa65:1", "26f09ff008857193:1", "c129715d7a2bc9a3:1"]),
    ],
)
def test_the_hash_of_a_line_is_the_one_that_github_computes(text: str, hashes: list[str]) -> None:
    assert line_hashes(text) == hashes


def test_equal_lines_are_numbered() -> None:
    hashes = line_hashes("Lorem ipsum dolor sit amet.\n" * 10)
    assert hashes[:2] == ["a7f2ff13bc495cf2:1", "a7f2ff13bc495cf2:2"]
    assert hashes[-2:] == ["cc97dc7b1d7d8f7b:1", "c129715d7a2bc9a3:1"]


def test_a_result_has_the_hash_of_its_line_and_our_own_fingerprint(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    Path("draft.md").write_text("a\nb\nc\nd longest = 9 months\n", encoding="utf-8")
    (result,) = run(of(finding(fingerprint="cafe0123")))["results"]
    known = line_hashes(Path("draft.md").read_text(encoding="utf-8"))
    assert result["partialFingerprints"] == {"rulebook/v1": "cafe0123", "primaryLocationLineHash": known[3]}
    (result,) = run(of(finding()))["results"]
    assert "rulebook/v1" not in result["partialFingerprints"]


def test_a_file_that_cannot_be_read_again_leaves_the_hash_to_github() -> None:
    (result,) = run(of(finding(fingerprint="cafe0123")))["results"]
    assert result["partialFingerprints"] == {"rulebook/v1": "cafe0123"}


def test_the_category_follows_from_the_rules_and_not_from_the_draft() -> None:
    assert run(report(NINE))["automationDetails"] == run(report("x\n"))["automationDetails"] == {"id": "rulebook/t.detention/"}
    assert run(report(NINE), manner=Manner(category="ministry/"))["automationDetails"] == {"id": "ministry/"}
    several = policy_of("rulebook eu.a\n  title \"A\"\n")
    assert category(Report((), policy=several), "") == "rulebook/eu.a"
    assert category(Report(()), "") == "rulebook"


# ---- limits --------------------------------------------------------------------------------------------------------


def test_more_results_than_a_run_holds_are_cut_the_least_serious_first_and_the_log_says_so(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sarif, "MOST_RESULTS", 5)
    monkeypatch.setattr(sarif, "MOST_EXPLAINED", 2)
    open_ones = [finding(status="unknown", member=f"m{i}") for i in range(4)]
    made = run(of(*open_ones, finding(member="worst"), finding(member="worse")))
    assert [result["level"] for result in made["results"]] == ["error", "error", "warning", "warning", "warning"]
    assert ["codeFlows" in result for result in made["results"]] == [True, True, False, False, False]
    told = [one["message"]["text"] for one in made["invocations"][0]["toolExecutionNotifications"]]
    assert told[0] == "1 of 6 results are left out, the least serious: a run holds 5."


def test_a_check_in_which_nothing_was_checked_is_no_success() -> None:
    assert run(of())["invocations"][0]["executionSuccessful"] is False
    assert run(report(NINE))["invocations"] == [{"executionSuccessful": True}]


# ---- everything ----------------------------------------------------------------------------------------------------


def full(made: Report) -> list[dict[str, Any]]:
    results: list[dict[str, Any]] = run(made, "sarif-full")["results"]
    return results


@pytest.mark.parametrize(
    ("changes", "kind", "level"),
    [
        ({}, "fail", "error"),
        ({"status": "pass"}, "pass", "none"),
        ({"status": "not applicable"}, "notApplicable", "none"),
        ({"status": "unknown", "missing": ("longest",)}, "open", "none"),
        ({"status": "unknown", "missing": ("fair",)}, "review", "none"),
        ({"status": "unknown", "unless": ("t.detention/twelve-more",)}, "fail", "error"),
        ({"aside": "in the baseline"}, "fail", "note"),
    ],
)
def test_the_kind_of_a_result(changes: dict[str, Any], kind: str, level: str) -> None:
    (result,) = full(replace(of(finding(**changes)), policy=POLICY))
    assert (result["kind"], result["level"]) == (kind, level)


def test_a_waiver_is_a_suppression_with_its_reason() -> None:
    (result,) = full(of(waived()))
    assert (result["kind"], result["level"]) == ("fail", "error")
    (suppression,) = result["suppressions"]
    assert (suppression["kind"], suppression["status"]) == ("external", "accepted")
    assert "approved by the Minister of Justice: The law is under revision." in suppression["justification"]
    assert suppression["location"]["physicalLocation"]["artifactLocation"]["uri"] == "waivers.yaml"


def test_a_comparison_is_told_for_each_result() -> None:
    states = {result["properties"]["member"]: result.get("baselineState") for result in full(reviewed()) if "properties" in result}
    assert states == {
        None: "new", "families": "unchanged", "others": None, "old": "unchanged", "elsewhere": "unchanged", "silent": "new",
    }  # fmt: skip
    gone = [result["ruleId"] for result in full(reviewed()) if result.get("baselineState") == "absent"]
    assert gone == ["t.detention/no-child", "t.detention/heard"]


def test_no_log_suggests_a_fix_for_a_statement_has_to_be_true_of_the_words_beside_it() -> None:
    assert "fixes" not in writer("sarif-full").write(report(NINE), Manner())
