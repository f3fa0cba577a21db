"""What a change did: new findings count, old ones are shown, mended ones are told."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from rulebook.checking.findings import Report
from rulebook.checking.verdict import Terms, counts, level, worst_first
from rulebook.reports import Manner, writer
from rulebook.review.comparison import FILTERS, Filter, compared
from tests.review.reviewing import all_findings, page, report_on, the

__all__: list[str] = []

NINE = ("A person may be held for up to nine months.", "longest = 9 months; grounds = none")
TEN = ("A person may be held for up to ten months.", "longest = 10 months; grounds = none")
FIVE = ("A person may be held for up to five months.", "longest = 5 months; grounds = none")
STRICT = Terms(strict=True, warnings=True)


def change(then: Report, now: Report, shown: Filter = "added", renamed: dict[str, str] | None = None, changed: str = "a.md") -> Report:
    return compared(now, then, "main", renamed or {}, frozenset(changed.split()), shown)


def test_a_passage_that_was_there_does_not_count_and_stays_in_the_report() -> None:
    made = change(report_on(a=page(NINE)), report_on(a=page(("Before it.", "space = 4"), NINE)))
    finding = the(made, "six-months")
    assert (finding.status, finding.since, finding.aside) == ("fail", "unchanged", "outside the change")
    assert not counts(finding, STRICT)


def test_an_edited_passage_is_new() -> None:
    made = change(report_on(a=page(NINE)), report_on(a=page(TEN)))
    assert the(made, "six-months").since == "newly failing"
    assert counts(the(made, "six-months"), Terms())
    assert "t.detention/six-months" not in {one.rule for one in made.mended}


def test_a_fact_that_was_taken_out_is_newly_unknown() -> None:
    made = change(report_on(a=page(FIVE)), report_on(a=page(("Held.", "grounds = none"))))
    assert the(made, "six-months").since == "newly unknown"
    assert counts(the(made, "six-months"), STRICT)


def test_a_failing_passage_that_was_only_taken_out_is_newly_unknown_and_not_mended() -> None:
    made = change(report_on(a=page(NINE)), report_on(a=page(("Held.", "space = 4"))))
    assert the(made, "six-months").since == "newly unknown"
    assert "t.detention/six-months" not in {one.rule for one in made.mended}


CHILDREN = ("Families are held.", "people.families.children = yes; people.families.detained = yes")
HALF = ("Families are held.", "people.families.children = yes")


def test_an_absolute_safeguard_that_failed_counts_until_what_was_taken_out_is_said_again() -> None:
    made = change(report_on(a=page(CHILDREN)), report_on(a=page(HALF)))
    finding = the(made, "no-child", "families")
    assert (finding.status, finding.since, finding.failed_at) == ("unknown", "newly unknown", "main")
    assert (counts(finding, Terms()), level(finding, Terms())) == (True, "error")
    free = ("Families stay free.", "people.families.children = yes; people.families.detained = no")
    again = change(report_on(a=page(CHILDREN)), report_on(a=page(free)))
    assert not the(again, "no-child", "families").failed_at


def test_of_a_qualified_safeguard_it_is_told_and_comes_first() -> None:
    made = change(report_on(a=page(NINE)), report_on(a=page(("Held.", "space = 4"))))
    finding = the(made, "six-months")
    assert (finding.failed_at, counts(finding, Terms()), counts(finding, STRICT)) == ("main", False, True)
    warnings = [one for loud, one in worst_first(made, Terms()) if loud == "warning"]
    assert warnings[0] == finding
    assert len(warnings) > 1


def test_what_was_only_not_known_before_has_not_failed() -> None:
    made = change(report_on(a=page(HALF)), report_on(a=page(("Families.", "people.families.children = yes"))))
    assert not the(made, "no-child", "families").failed_at


def test_a_failing_passage_that_moved_to_another_draft_was_not_taken_out() -> None:
    made = change(report_on(a=page(NINE)), report_on(a=page(("Held.", "space = 4")), b=page(NINE)))
    assert not the(made, "six-months").failed_at
    assert the(made, "six-months", draft=1).since == "unchanged"


@pytest.mark.parametrize("form", ["text", "markdown", "narrated", "github", "sarif", "junit"])
def test_every_report_says_that_it_failed(form: str) -> None:
    made = change(report_on(a=page(CHILDREN, NINE)), report_on(a=page(HALF)))
    said = " ".join("".join(writer(form).write(made, Manner(80))).replace("`", "").split())
    assert said.count("It failed at main, and is not known now.") + said.count("(it failed at main)") >= 2
    if form in {"text", "markdown", "narrated"}:
        assert "newly not known (of which 2 failed at main)" in said


def test_of_what_is_not_checked_any_more_what_failed_stands_first_and_is_never_cut() -> None:
    many = {f"d{number:02}": page(HALF, NINE) for number in range(30)} | {"z": page(CHILDREN)}
    made = change(report_on(**many), report_on(a=page(FIVE)))
    gone = [(one.rule, one.was) for one in made.mended]
    assert gone[0] == ("t.detention/no-child", "fail")
    assert gone[1:31] == [("t.detention/six-months", "fail")] * 30
    assert {was for _, was in gone[31:]} == {"unknown"}
    said = " ".join("".join(writer("text").write(made, Manner(80))).split())
    assert said.count("it failed; now nothing is said of it") == 31
    assert f"and {len(gone) - 31} more" in said
    assert "31 findings that failed and" in said


def test_what_passes_now_is_mended() -> None:
    made = change(report_on(a=page(NINE)), report_on(a=page(FIVE)))
    assert [(one.rule, one.was, one.now) for one in made.mended] == [("t.detention/six-months", "fail", "pass")]


def test_a_renamed_draft_and_a_passage_moved_to_another_are_nothing_new() -> None:
    renamed = change(report_on(a=page(NINE)), report_on(b=page(NINE)), renamed={"b.md": "a.md"}, changed="b.md")
    assert {one.since for one in all_findings(renamed)} <= {None, "unchanged"}
    moved = change(
        report_on(a=page(NINE), b=page(("B.", "space = 4"))), report_on(a=page(("A.", "space = 4")), b=page(("B.", "space = 4"), NINE))
    )
    assert the(moved, "six-months", draft=1).since == "unchanged"


def test_a_copy_of_a_failing_passage_in_another_draft_is_new() -> None:
    made = change(report_on(a=page(NINE)), report_on(a=page(NINE), b=page(NINE)), changed="b.md")
    assert the(made, "six-months", draft=0).since == "unchanged"
    assert the(made, "six-months", draft=1).since == "newly failing"


def test_the_silence_of_a_new_draft_is_new_though_another_draft_broke_the_same_silence() -> None:
    then = report_on(a=page(("A.", "space = 4")))
    now = report_on(a=page(("A.", "space = 4; trained = 12 months")), b=page(("B.", "space = 4")))
    assert the(change(then, now, changed="a.md b.md"), "trained-staff", draft=1).since == "newly unknown"


@pytest.mark.parametrize(("shown", "aside"), [("added", "outside the change"), ("changed-file", None), ("all", None)])
def test_the_filter_says_whether_old_findings_in_changed_drafts_count(shown: Filter, aside: str | None) -> None:
    assert the(change(report_on(a=page(NINE)), report_on(a=page(NINE)), shown), "six-months").aside == aside


@pytest.mark.parametrize(("shown", "aside"), [("added", "outside the change"), ("changed-file", "outside the change"), ("all", None)])
def test_the_filter_says_whether_old_findings_in_other_drafts_count(shown: Filter, aside: str | None) -> None:
    assert the(change(report_on(a=page(NINE)), report_on(a=page(NINE)), shown, changed="b.md"), "six-months").aside == aside


PASSAGES = st.lists(st.sampled_from([NINE, TEN, FIVE, ("S.", "space = 2"), ("T.", "trained = 30 months")]), unique=True, max_size=3)


@given(then=PASSAGES, now=PASSAGES, shown=st.sampled_from(FILTERS))
def test_nothing_that_is_new_is_ever_set_aside(then: list[tuple[str, str]], now: list[tuple[str, str]], shown: Filter) -> None:
    before, today = report_on(a=page(*then)), report_on(a=page(*now))
    bad = {finding.fingerprint for finding in all_findings(before) if finding.fingerprint}
    made = change(before, today, shown)
    for finding in all_findings(made):
        if finding.fingerprint and finding.fingerprint not in bad:
            assert finding.aside is None
            assert finding.since in ("newly failing", "newly unknown")
    assert [one.status for one in all_findings(made)] == [one.status for one in all_findings(today)]


@given(PASSAGES)
def test_without_a_change_nothing_is_new_and_nothing_is_mended(passages: list[tuple[str, str]]) -> None:
    made = change(report_on(a=page(*passages)), report_on(a=page(*passages)))
    assert {one.since for one in all_findings(made)} <= {None, "unchanged"}
    assert made.mended == ()
