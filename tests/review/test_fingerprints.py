"""A fingerprint knows a passage again wherever it stands, and knows when it was edited."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from rulebook.checking.findings import Finding
from tests.review.reviewing import page, report_on, the

__all__: list[str] = []

NINE = ("A person may be held for up to nine months.", "longest = 9 months; grounds = none")


def six_months(*passages: tuple[str, str]) -> Finding:
    return the(report_on(a=page(*passages)), "six-months")


@given(
    st.lists(
        st.sampled_from([("Staff is trained.", "trained = 30 months"), ("Cells are wide.", "space = 4"), ("Nothing.", "")]), unique=True
    )
)
def test_what_stands_around_a_passage_does_not_change_its_fingerprint(around: list[tuple[str, str]]) -> None:
    assert six_months(*around, NINE).fingerprint == six_months(NINE, *around).fingerprint == six_months(NINE).fingerprint


def test_the_name_of_the_file_does_not_change_it() -> None:
    text = page(NINE)
    assert the(report_on(a=text), "six-months").fingerprint == the(report_on(quite_another=text), "six-months").fingerprint


def test_line_breaks_and_spaces_do_not_change_it() -> None:
    wrapped = ("A person may be held\nfor up to nine   months.", "longest =   9 months ; grounds = none")
    assert six_months(wrapped).fingerprint == six_months(NINE).fingerprint


def test_another_number_another_word_another_rule_and_another_member_each_change_it() -> None:
    number = ("A person may be held for up to nine months.", "longest = 10 months; grounds = none")
    word = ("A person may be held for up to nine months in all.", "longest = 9 months; grounds = none")
    members = report_on(a=page(("Families wait.", "people.a.children = yes; people.b.children = yes")))
    made = [six_months(NINE), six_months(number), six_months(word), the(members, "no-child", "a"), the(members, "no-child", "b")]
    assert len({finding.fingerprint for finding in made}) == len(made)
    assert all(finding.fingerprint for finding in made)


def test_what_passes_needs_none() -> None:
    assert not six_months(("Five months.", "longest = 5 months; grounds = none")).fingerprint
