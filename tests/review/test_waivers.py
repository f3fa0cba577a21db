"""Waivers: what they lift, what they cannot, and what is said of them."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from rulebook.checking.findings import Change, Report
from rulebook.checking.verdict import PLAIN, Terms, counts, level
from rulebook.records import replace
from rulebook.review.names import Names
from rulebook.review.waiver_file import read_waivers
from rulebook.review.waivers import WaiverTerms, waive
from rulebook.values import Date
from tests.reports.reporting import POLICY
from tests.review.reviewing import all_findings, page, report_on, the

__all__: list[str] = []

TODAY = Date(2026, 6, 12)
NINE = page(("Nine months.", "longest = 9 months; grounds = none"), ("Families wait.", "people.a.children = yes; people.a.detained = yes"))


@pytest.fixture
def file(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> str:
    monkeypatch.chdir(tmp_path)
    for name in ("a.md", "b.md"):
        Path(name).write_text("here", encoding="utf-8")
    return "waivers.yaml"


def entry(**changes: str | None) -> str:
    """Return one entry of a file of waivers, with some keys changed; None takes one out."""
    keys: dict[str, Any] = {
        "id": "W-1", "rule": "t.detention/six-months", "draft": "a.md", "reason": "The bill to amend the Act is before Parliament.",
        "approved_by": "the legal service", "from": "2026-01-01", "until": "2026-12-31",
    } | {key.replace("from_", "from"): value for key, value in changes.items()}  # fmt: skip
    lines = [f"{key.replace('_', ' ')}: {value}" for key, value in keys.items() if value is not None]
    return "  - " + "\n    ".join(lines) + "\n"


def after(file: str, *entries: str, report: Report | None = None, today: Date = TODAY) -> Report:
    text = "waivers:\n" + "".join(entries)
    return waive(report or report_on(a=NINE), read_waivers(text.encode(), file), POLICY, today, WaiverTerms(), Names(file))


def codes(report: Report) -> tuple[list[str], list[str]]:
    return [problem.code for problem in report.problems], [note.code for note in report.notes]


def test_a_waived_finding_does_not_count_and_says_by_what_it_is_waived(file: str) -> None:
    made = after(file, entry())
    finding = the(made, "six-months")
    assert finding.status == "waived"
    assert finding.waived is not None
    assert (finding.waived.waiver.id, finding.waived.status, str(finding.waived.waiver.until)) == ("W-1", "fail", "2026-12-31")
    assert not counts(finding, Terms(strict=True, warnings=True))
    assert level(finding, PLAIN) == "note"
    assert codes(made) == ([], [])
    assert made.summary()["waived"] == 1


def test_what_is_not_known_can_be_waived(file: str) -> None:
    made = after(file, entry(rule="t.detention/heard"))
    assert the(made, "heard").status == "waived"


@pytest.mark.parametrize("member", ["a", "any"])
def test_nobody_can_waive_an_absolute_safeguard(file: str, member: str) -> None:
    made = after(file, entry(rule="t.detention/no-child", member=member))
    assert the(made, "no-child", "a").status == "fail"
    assert codes(made)[0] == ["waiver-forbidden"]
    assert "absolute: the law lets nobody set it aside" in made.problems[0].message


def test_a_waiver_lifts_what_fails_unless_an_exception_applies_on_a_later_day(file: str) -> None:
    report = report_on(a=NINE)
    later = replace(the(report, "six-months"), status="pass", changes=(Change(Date(2027, 1, 1), "unknown", ("t.detention/twelve-more",)),))
    (draft,) = report.drafts
    findings = tuple(later if one.rule.name == later.rule.name else one for one in draft.findings)
    made = the(after(file, entry(), report=replace(report, drafts=(replace(draft, findings=findings),))), "six-months")
    assert (made.status, [change.status for change in made.changes], made.failed) == ("pass", ["waived"], False)


@pytest.mark.parametrize(
    ("changes", "code"),
    [
        ({"rule": "t.detention/six-month"}, "waiver-unknown-rule"),
        ({"draft": "c.md"}, "waiver-unknown-draft"),
        ({"from_": "2025-12-30"}, "waiver-too-long"),
        ({"until": None}, "bad-waiver"),
        ({"from_": None}, "bad-waiver"),
        ({"reason": None}, "bad-waiver"),
        ({"reason": '""'}, "bad-waiver"),
        ({"approved_by": None}, "bad-waiver"),
        ({"until": "2026-02-30"}, "bad-waiver"),
        ({"until": "2025-12-31"}, "bad-waiver"),
        ({"until": "[2026-12-31]"}, "bad-waiver"),
        ({"draft": '"*.md"'}, "bad-waiver"),
        ({"draft": "../a.md"}, "bad-waiver"),
        ({"untill": "2026-12-31"}, "bad-waiver"),
        ({"id": "W 1"}, "bad-waiver"),
    ],
)
def test_a_waiver_that_is_not_in_order_waives_nothing_and_says_why(file: str, changes: dict[str, str | None], code: str) -> None:
    made = after(file, entry(**changes))
    assert the(made, "six-months").status == "fail"
    assert code in codes(made)[0]
    assert all(problem.hint and problem.locations[0].path == file for problem in made.problems)


@pytest.mark.parametrize(
    ("today", "status", "note"),
    [
        (Date(2025, 12, 31), "fail", "waiver-not-begun"),
        (Date(2026, 1, 1), "waived", None),
        (Date(2026, 11, 30), "waived", None),
        (Date(2026, 12, 1), "waived", "waiver-ends-soon"),
        (Date(2026, 12, 31), "waived", "waiver-ends-soon"),
        (Date(2027, 1, 1), "fail", "waiver-expired"),
    ],
)
def test_a_waiver_holds_from_its_first_day_through_its_last(file: str, today: Date, status: str, note: str | None) -> None:
    made = after(file, entry(), today=today)
    assert the(made, "six-months").status == status
    assert codes(made)[1] == ([note] if note else [])


def test_a_rule_about_members_needs_one_named(file: str) -> None:
    made = after(file, entry(rule="t.detention/no-child"))
    assert codes(made)[0] == ["waiver-forbidden"]  # what is forbidden is said first


def test_a_waiver_is_for_its_own_draft(file: str) -> None:
    made = after(file, entry(), report=report_on(a=NINE, b=NINE))
    assert [finding.status for finding in all_findings(made) if finding.rule.name.endswith("six-months")] == ["waived", "fail"]


def test_a_waiver_that_lifts_nothing_is_told_where_its_draft_was_checked_and_only_there(file: str) -> None:
    mended = report_on(a=page(("Five.", "longest = 5 months; grounds = none")))
    assert codes(after(file, entry(), report=mended)) == ([], ["waiver-unused"])
    assert codes(after(file, entry(), report=report_on(b=NINE))) == ([], [])


def test_two_waivers_cannot_have_the_same_mark(file: str) -> None:
    assert "Two waivers have the mark W-1." in [problem.message for problem in after(file, entry(), entry()).problems]


@pytest.mark.parametrize(
    ("content", "mentions"),
    [
        (b"waivers: []\n---\nwaivers: []\n", "more than one document"),
        (b"- id: W-1\n", "begins with the key `waivers:`"),
        (b"waiver: []\n", "`waiver` is no key"),
        (b"waivers: yes\n", "`waivers:` is a list"),
        (b"waivers:\n  - W-1\n", "An entry of the waivers is a list of keys"),
        (b"waivers:\n  - {id: W-1, id: W-2}\n", "has `id` twice"),
        (b"waivers:\n  - {id: *w}\n", "no references"),
    ],
)
def test_a_file_of_another_form_has_no_waivers_and_says_why(file: str, content: bytes, mentions: str) -> None:
    found = read_waivers(content, file)
    assert found.waivers == ()
    assert any(mentions in problem.message and problem.hint for problem in found.problems)


@pytest.mark.parametrize("content", [b"", b"waivers:\n", b"# nothing\n", b"waivers: []\n"])
def test_an_empty_file_has_no_waivers(file: str, content: bytes) -> None:
    assert read_waivers(content, file).problems == ()


@given(st.binary(max_size=200) | st.text(max_size=200).map(lambda text: f"waivers:\n  - {text}".encode("utf-8", "replace")))
def test_no_content_makes_reading_raise_or_yields_a_waiver_with_a_gap(content: bytes) -> None:
    for waiver in read_waivers(content, "w.yaml").waivers:
        assert waiver.id
        assert waiver.reason
        assert waiver.approved_by


@given(st.sampled_from([rule.name for rule in POLICY.rules]), st.sampled_from([None, "a", "any"]))
def test_whatever_is_waived_no_absolute_rule_changes(rule: str, member: str | None) -> None:
    made = after("waivers.yaml", entry(rule=rule, member=member), report=report_on(a=NINE))
    before = [one for one in all_findings(report_on(a=NINE)) if one.nature == "absolute"]
    assert [one.status for one in all_findings(made) if one.nature == "absolute"] == [one.status for one in before]


@pytest.mark.parametrize("key", ["reason", "approved by"])
@pytest.mark.parametrize("said", ["-", "\u200b", "12", "..."])
def test_a_waiver_says_in_words_why_and_who(key: str, said: str) -> None:
    entry = {"reason": "A bill is pending.", "approved by": "the legal service", key: said}
    written = (
        f"waivers:\n  - id: W-1\n    rule: a/b\n    draft: a.md\n    reason: '{entry['reason']}'\n"
        f"    approved by: '{entry['approved by']}'\n"
        "    from: 2026-01-01\n    until: 2026-12-31\n"
    )
    file = read_waivers(written.encode(), "waivers.yaml")
    assert file.waivers == ()
    assert f"`{key}` has no word in it." in [problem.message for problem in file.problems]
