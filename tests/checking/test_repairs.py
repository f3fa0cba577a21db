"""Repairs: the smallest changes with which a rule would pass, never of its `when`, never of what a person judged."""

from __future__ import annotations

import pytest

from tests.checking.checks import finding, requiring


@pytest.mark.parametrize(
    ("condition", "facts", "repairs"),
    [
        ("held is at most 6 months", "held: 9 months", ["held is at most 6 months"]),
        ("held is less than 6 months", "held: 6 months", ["held is less than 6 months"]),
        ("count is more than 3", "count: 3", ["count is more than 3"]),
        ("cost is at least EUR 10", "cost: EUR 9.99", ["cost is at least EUR 10"]),
        ("share is at least 10%", "share: 9%", ["share is at least 10%"]),
        ("start is after 2026-06-12", "start: 2026-06-12", ["start is after 2026-06-12"]),
        ("aim is removal", "aim: entry", ["aim is removal"]),
        ("aim is not entry", "aim: entry", ["aim is not entry"]),
        ("aim is one of (removal)", "aim: entry", ["aim is one of (removal)"]),
        ("reviewed", "reviewed: no", ["reviewed is yes"]),
        ("not reviewed", "reviewed: yes", ["reviewed is no"]),
        ("means_used includes only (cuff)", "means_used: [cuff, gag]", ["means_used includes only (cuff)"]),
        ("not (means_used includes gag)", "means_used: [cuff, gag]", ["means_used does not include gag"]),
        ("not (means_used includes any of (gag, belt))", "means_used: [cuff, gag]", ["means_used does not include (gag, belt)"]),
        ("not (means_used includes all of (cuff, gag))", "means_used: [cuff, gag]", ["means_used does not include all of (cuff, gag)"]),
        ("not (count is between 2 and 4)", "count: 3", ["count is not between 2 and 4"]),
        ("reviewed and held is at most 6 months", "reviewed: no, held: 9 months", ["reviewed is yes and held is at most 6 months"]),
        ("reviewed or held is at most 6 months", "reviewed: no, held: 9 months", ["reviewed is yes", "held is at most 6 months"]),
        (
            "at least 2 of (reviewed, aim is removal, count is 1)",
            "reviewed: no, aim: entry, count: 1",
            ["reviewed is yes", "aim is removal"],
        ),
        ("held is between 1 month and 6 months", "held: 9 months", ["held is between 1 month and 6 months"]),
    ],
)
def test_a_repair_names_what_would_have_to_be_stated(condition: str, facts: str, repairs: list[str]) -> None:
    assert list(requiring(condition, facts).repairs) == repairs


def test_what_a_person_judged_is_never_repaired() -> None:
    assert requiring("fair", "fair: {is: no, by: A, because: it is too much}").repairs == ()
    assert requiring("fair or reviewed", "fair: {is: no, by: A, because: too much}, reviewed: no").repairs == ("reviewed is yes",)


def test_the_when_of_a_rule_is_never_repaired() -> None:
    found = finding(
        'rule r of s\n  authority S "1"\n  when reviewed\n  require held is at most 6 months\n', "reviewed: yes, held: 9 months"
    )
    assert found.repairs == ("held is at most 6 months",)


def test_the_conditions_of_an_exception_are_offered_too() -> None:
    rules = (
        'rule r of s\n  authority S "1"\n  require held is at most 6 months\n\n'
        'exception e to r\n  authority S "2"\n  when aim is removal\n  require held is at most 18 months\n'
    )
    assert finding(rules, "held: 9 months, aim: entry").repairs == ("held is at most 6 months", "aim is removal")
    assert finding(rules, "held: 20 months, aim: entry").repairs == (
        "held is at most 6 months",
        "aim is removal and held is at most 18 months",
    )


def test_a_repair_of_a_member_names_the_member() -> None:
    rules = 'rule r of s\n  authority S "1"\n  for each people\n  forbid people.detained\n'
    assert finding(rules, "people: {families: {detained: yes}}").repairs == ("people.families.detained is no",)


def test_a_step_is_repaired_by_a_bound() -> None:
    late = requiring("hearing happens within 4 days of arrest", steps=("step hearing within 10 days of arrest",))
    assert late.repairs == ("hearing happens within 4 days of arrest",)
    never = requiring("hearing happens", steps=("step hearing never happens",))
    assert never.repairs == ("hearing happens",)


def test_a_repair_promises_no_more_than_holds() -> None:
    """Where only some values that meet the words would do, such a value is named."""
    condition = "means_used is not none and means_used includes only (cuff)"
    assert requiring(condition, "means_used: [gag]").repairs == ("means_used is cuff",)
    assert requiring(condition, "means_used: none").repairs == ("means_used is cuff",)
    assert requiring("aim is not entry and aim is not other", "aim: entry").repairs == ("aim is removal",)


def test_at_most_five_repairs_are_given_and_the_smallest_come_first() -> None:
    condition = " or ".join(f"(count is {i} and held is at most {i} months)" for i in range(1, 9))
    found = requiring(condition + " or reviewed", "count: 0, held: 2 years, reviewed: no").repairs
    assert len(found) == 5
    assert found[0] == "reviewed is yes"


def test_what_passes_or_is_only_unknown_has_no_repairs() -> None:
    assert requiring("reviewed", "reviewed: yes").repairs == ()
    assert requiring("reviewed").repairs == ()


def test_a_general_statement_about_a_group_is_repaired_too() -> None:
    assert requiring("every people has (not people.detained)", "people.detained: yes").repairs == ("people.detained is no",)
    both = "people: {a: {detained: yes}, b: {detained: yes}}"
    closed = requiring("any people has (not people.detained)", both, header="complete: [people]\n")
    assert closed.repairs == ("people.a.detained is no", "people.b.detained is no")
