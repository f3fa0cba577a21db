"""Annotations on GitHub, Code Quality on GitLab, reviewdog, JUnit, Checkstyle: what their readers need, and their limits."""

from __future__ import annotations

import json
import re
from collections import Counter
from typing import Any

import pytest

from rulebook.checking.findings import Report
from rulebook.drafts.draft import Place
from rulebook.language.diagnostics import Diagnostic
from rulebook.records import replace
from rulebook.reports import Manner, writer
from tests.reports.reporting import NINE, everywhere, finding, of, report, reviewed, waived
from tests.reports.vendored import schema_file, validator

__all__: list[str] = []

WRONG = report("---\nlegal orders: [eeu]\n---\n<!-- rulebook: lenght = 3; longest = three -->\n")
REPORTS = [report(NINE), report("Nothing.\n"), reviewed(), of(), Report(()), WRONG, everywhere("<x> § né\n"), everywhere("")]


def written(name: str, made: Report, **changes: Any) -> str:
    return writer(name).write(made, replace(Manner(), **changes))


def many(count: int) -> Report:
    """Return a report with so many failures and as many that are not known, the failures last."""
    unknown = [finding(member=f"u{i}", status="unknown") for i in range(count)]
    return of(*unknown, *(finding(member=f"f{i}") for i in range(count)))


# ---- the member ----------------------------------------------------------------------------------------------------

OF_FAMILIES = report("The groups are old families.\n<!-- rulebook: people = (old_families) -->\n")
ITS_MESSAGE = "For old families: The draft does not state whether the group has children in it and whether the group is detained."


def messages(name: str, made: Report) -> list[str]:
    """Return the messages of a report, in whatever key or attribute its format has them."""
    shown = written(name, made)
    if name in {"junit", "checkstyle"}:
        from xml.etree import ElementTree

        return [element.get("message", "") for element in ElementTree.fromstring(shown).iter() if element.get("message")]
    if name == "github":
        return [line.split("::", 2)[2] for line in shown.splitlines() if line.startswith("::")]
    if name in {"gitlab", "rdjson"}:
        entries = json.loads(shown)
        return [entry["description"] for entry in entries] if name == "gitlab" else [one["message"] for one in entries["diagnostics"]]
    return [result["message"]["text"] for result in json.loads(shown)["runs"][0]["results"]]


@pytest.mark.parametrize("name", ["sarif", "sarif-full", "github", "gitlab", "rdjson", "junit", "checkstyle"])
def test_a_message_names_its_member_once_in_every_format_alike(name: str) -> None:
    (message,) = [message for message in messages(name, OF_FAMILIES) if "old families" in message]
    assert message.endswith(ITS_MESSAGE)
    assert message.count("old families") == 1


def test_what_the_draft_itself_says_of_the_member_in_brackets_stays() -> None:
    made = finding(member="old_families", message="of the time (for old families) the draft says only “soon (for old families)”")
    (message,) = messages("sarif", of(made))
    assert message.startswith("For old families: of the time the draft says only “soon (for old families)”")


def test_another_member_stays_named() -> None:
    (message,) = messages("sarif", of(finding(member="a", message="the draft does not state x (for a) and x (for a b)")))
    assert message.startswith("For a: the draft does not state x and x (for a b).")


def test_a_row_of_a_comment_names_the_member_beside_its_rule_alone() -> None:
    made = finding(member="families", message="the time (for families) is 9 months")
    (row,) = [line for line in written("markdown", of(made)).splitlines() if "families" in line]
    assert row.count("families") == 1


# ---- what would mend it, and what is left out ------------------------------------------------------------------------

FORGES = ["sarif", "sarif-full", "github", "gitlab", "rdjson", "checkstyle"]


@pytest.mark.parametrize("name", FORGES)
def test_a_failure_says_what_would_mend_it_and_what_does_not_count_needs_no_mending(name: str) -> None:
    (message,) = messages(name, of(finding(repairs=("a is yes", "b is yes", "c is yes"))))
    assert re.search("It would pass if [`\"]a is yes[`\"], or in 2 other ways\\.", message)
    quiet = of(finding(status="unknown"), finding(aside="in the baseline"), waived())
    assert not [message for message in messages(name, quiet) if "It would pass if" in message]


@pytest.mark.parametrize("name", ["sarif", "sarif-full", "rdjson"])
def test_places_that_are_left_out_are_counted(name: str) -> None:
    made = finding()
    (part,) = made.explanation.parts
    stated = tuple(replace(part.stated[0], place=Place("draft.md", line, 1, 3)) for line in range(10, 40))
    explanation = replace(made.explanation, parts=(replace(part, stated=stated),))
    (message,) = messages(name, of(replace(made, explanation=explanation)))
    counted = "Of the places on which it rests, 10 more are left out here." if name == "rdjson" else "(3) and 27 more places, too."
    assert counted in message


# ---- problems --------------------------------------------------------------------------------------------------------

TWICE = report("One.\n<!-- rulebook: longest = 3 months -->\n\n§ 🏛 <!-- rulebook: longest = 4 months -->\n")


@pytest.mark.parametrize("name", ["sarif", "sarif-full", "github", "gitlab", "rdjson", "junit", "checkstyle"])
def test_a_problem_of_several_places_names_them_all(name: str) -> None:
    assert "Keep one of the statements. It stands on lines 2 and 4." in messages(name, TWICE)[0]


def test_reviewdog_marks_the_words_of_a_problem_too() -> None:
    made = report("§ 🏛 <!-- rulebook: lenght = 3 -->\n")
    span = json.loads(written("rdjson", made))["diagnostics"][0]["location"]["range"]
    assert span == {"start": {"line": 1, "column": 24}, "end": {"line": 1, "column": 34}}


# ---- GitHub --------------------------------------------------------------------------------------------------------


def test_an_annotation_has_its_place_and_title() -> None:
    first = written("github", report(NINE)).splitlines()[0]
    assert first == (
        "::error file=draft-1.md,line=5,endLine=5,col=16,endColumn=34,title=Detention ends after six months (t.detention/six-months)::"
        "The longest time one person can be held is 9 months; at most 6 months is allowed. "
        "It would pass if `longest is at most 6 months`, or in 1 other way."
    )


def test_percent_comes_first_and_commas_and_colons_only_in_properties() -> None:
    made = finding(message="100%, or: a\nb", rule=replace(finding().rule, title="a: 5%, b\r\nc"))
    line = written("github", of(made)).splitlines()[0]
    assert ",title=a%3A 5%25%2C b‹U+000D›‹U+000A›c (t.detention/six-months)::100%25, or: a b." in line


def test_github_shows_ten_of_a_level_and_the_tenth_says_how_many_more_there_are() -> None:
    lines = written("github", many(12)).splitlines()
    assert Counter(line.split()[0] for line in lines[:-1]) == {"::error": 10, "::warning": 10}
    assert lines[9] == "::error title=3 more like this::GitHub shows 10 of a level. There are 3 more; the full report has all."
    assert lines[-1] == "12 findings fail and 12 are not known; 1 rule was evaluated."
    exact = written("github", many(10)).splitlines()
    assert not [line for line in exact if "more like this" in line]


def test_the_outputs_of_a_step_are_numbers() -> None:
    assert written("github-output", reviewed()) == "errors=2\nunknowns=1\nwaived=1\n"
    assert written("github-output", of(finding(status="unknown")), strict=True) == "errors=1\nunknowns=0\nwaived=0\n"


def test_a_draft_from_standard_input_has_no_file_to_stand_beside() -> None:
    made = finding(location=replace(finding().location, path="-"))
    assert written("github", of(made)).startswith("::error title=")


def test_a_check_of_nothing_is_an_error_and_not_silence() -> None:
    assert written("github", Report(())).splitlines()[0] == (
        "::error title=Nothing was checked (problem/nothing-checked)::No draft was found, so nothing was checked."
    )


# ---- GitLab --------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("made", REPORTS)
def test_code_quality_has_what_gitlab_asks_for_and_no_fingerprint_twice(made: Report) -> None:
    entries = json.loads(written("gitlab", made))
    for entry in entries:
        assert {"description", "check_name", "fingerprint", "severity", "location"} == set(entry)
        assert entry["description"].startswith(f"{entry['check_name']}: ")
        assert entry["severity"] in {"info", "minor", "major", "critical", "blocker"}
        assert entry["location"]["lines"]["begin"] >= 1
        assert not entry["location"]["path"].startswith("./")
    fingerprints = [entry["fingerprint"] for entry in entries]
    assert len(set(fingerprints)) == len(fingerprints)


def test_a_fingerprint_stays_where_lines_move() -> None:
    def fingerprints(draft: str) -> list[str]:
        return [entry["fingerprint"] for entry in json.loads(written("gitlab", report(draft)))]

    assert fingerprints(NINE) == fingerprints(NINE.replace("A person", "A line more.\n\nA person"))


# ---- reviewdog -----------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("made", REPORTS)
def test_rdjson_is_what_its_schema_says_and_rdjsonl_the_same_line_by_line(made: Report) -> None:
    whole = json.loads(written("rdjson", made))
    assert list(validator("rdjson.json").iter_errors(whole)) == []
    lines = [json.loads(line) for line in written("rdjsonl", made).splitlines()]
    assert [{key: value for key, value in line.items() if key != "source"} for line in lines] == whole["diagnostics"]


LINE = "§ né المادة 🏛 👩‍⚖️ <!-- rulebook: longest = 9 months; grounds = none -->"
STATED = "longest = 9 months"


def test_columns_are_bytes_for_reviewdog_and_code_points_in_sarif_which_says_so_and_all_others() -> None:
    made = report(f"---\nlegal orders: [eu]\n---\n{LINE}\n", law=None)
    span = json.loads(written("rdjson", made))["diagnostics"][0]["location"]["range"]
    assert LINE.encode()[span["start"]["column"] - 1 : span["end"]["column"] - 1].decode() == STATED
    for name in ("sarif", "sarif-full"):
        (run,) = json.loads(written(name, made))["runs"]
        region = run["results"][0]["locations"][0]["physicalLocation"]["region"]
        assert run["columnKind"] == "unicodeCodePoints"
        assert LINE[region["startColumn"] - 1 : region["endColumn"] - 1] == STATED
    start = LINE.index(STATED) + 1
    assert f",col={start},endColumn={start + len(STATED)}," in written("github", made)
    assert f'<error line="4" column="{start}" ' in written("checkstyle", made)
    assert f"draft-1.md, line 4, column {start}\n" in written("junit", made)


def test_columns_of_a_wrong_rule_file_are_counted_likewise() -> None:
    found = Diagnostic("no-such-fact", "a.rules", 3, LINE.index(STATED) + 1, "No fact is called x.", "Write y.", LINE, len(STATED))
    (told,) = json.loads(writer("rdjson").write_rule_errors([found], Manner()))["diagnostics"]
    span = told["location"]["range"]
    assert LINE.encode()[span["start"]["column"] - 1 : span["end"]["column"] - 1].decode() == STATED
    (run,) = json.loads(writer("sarif").write_rule_errors([found], Manner()))["runs"]
    region = run["results"][0]["locations"][0]["physicalLocation"]["region"]
    assert run["columnKind"] == "unicodeCodePoints"
    assert LINE[region["startColumn"] - 1 : region["endColumn"] - 1] == STATED


# ---- JUnit ---------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("made", REPORTS)
def test_junit_is_what_the_schema_of_jenkins_says(made: Report) -> None:
    etree = pytest.importorskip("lxml.etree")
    schema = etree.XMLSchema(etree.parse(str(schema_file("junit-10.xsd"))))
    schema.assertValid(etree.fromstring(written("junit", made).encode()))


def junit_of(made: Report, **changes: Any) -> list[Any]:
    from xml.etree import ElementTree

    return list(ElementTree.fromstring(written("junit", made, **changes)).iter("testcase"))


def test_what_counts_as_failed_is_a_failure_and_the_rest_is_skipped_with_its_reason() -> None:
    made = of(
        finding(), waived(member="w"), finding(member="b", aside="in the baseline"),
        finding(member="u", status="unknown", missing=("longest",)), finding(member="p", status="pass"),
        finding(member="n", status="not applicable"),
    )  # fmt: skip
    came = [test[0].tag if len(test) else "" for test in junit_of(made)]
    assert came == ["failure", "skipped", "skipped", "skipped", "", "skipped"]
    reasons = [test[0].get("message") for test in junit_of(made) if len(test)]
    assert reasons[1].startswith("Waived from 1 January 2026 until 31 December 2026 by W-1, approved by the Minister of Justice:")
    assert reasons[2].startswith("It is in the baseline, so it does not count.")
    assert reasons[3].startswith("unknown: needs longest.")


def test_with_strict_what_is_not_known_is_a_failure() -> None:
    (test,) = junit_of(of(finding(status="unknown")), strict=True)
    assert (test[0].tag, test[0].get("type")) == ("failure", "unknown")


def test_a_problem_and_an_empty_check_are_errors() -> None:
    assert [test[0].tag for test in junit_of(of())] == ["error"]
    assert [test[0].tag for test in junit_of(Report(()))] == ["error"]
    assert [test[0].get("type") for test in junit_of(WRONG)][:2] == ["bad-header", "unknown-fact"]


def test_a_change_that_touches_no_draft_is_no_failure_and_says_so() -> None:
    made = Report((), base="origin/main")
    assert [len(test) for test in junit_of(made)] == [0]
    assert written("github", made) == "No draft was changed since origin/main, so there was nothing to check.\n"
    assert json.loads(written("gitlab", made)) == []


def test_the_counts_of_a_suite_are_those_of_its_tests() -> None:
    from xml.etree import ElementTree

    for made in REPORTS:
        root = ElementTree.fromstring(written("junit", made))
        for suite in root:
            came = Counter(test[0].tag for test in suite if len(test))
            assert [suite.get(key) for key in ("tests", "failures", "errors", "skipped")] == [
                str(len(suite)), str(came["failure"]), str(came["error"]), str(came["skipped"])
            ]  # fmt: skip


# ---- Checkstyle ----------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("made", REPORTS)
def test_checkstyle_has_positive_places_and_severities(made: Report) -> None:
    from xml.etree import ElementTree

    root = ElementTree.fromstring(written("checkstyle", made))
    assert root.get("version")
    for file in root:
        assert file.get("name")
        for error in file:
            assert int(error.get("line", "0")) >= 1
            assert int(error.get("column", "0")) >= 1
            assert error.get("severity") in {"error", "warning", "info"}
            assert error.get("source", "").startswith("rulebook.")
            assert error.get("message")
