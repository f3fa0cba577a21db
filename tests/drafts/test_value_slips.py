"""What a drafter is told to write in the place of a value that is none."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from rulebook.drafts import read_text
from tests.drafts.policies import codes, hints, markdown, said

__all__: list[str] = []


@pytest.mark.parametrize(
    ("statement", "write"),
    [
        ("held = 9 mths", "9 months"),
        ("held = 9months", "9 months"),
        ("held = nine months", "9 months"),
        ('held = "9 months"', "9 months"),
        ("held = at most 9 months", "9 months"),
        ("held = up to two weeks.", "2 weeks"),
        ("detention.reviewed = ja", "yes"),
        ("detention.reviewed = Nein", "no"),
        ("detention.reviewed = YES", "yes"),
        ('detention.reviewed = true by "the ministry"', "yes"),
        ("measure.fair = Yes by “the ministry” because “reasons”", 'yes by "the ministry" because "reasons"'),
        ("detention.purpose == entry", "entry"),
        ("detention.purpose = the entry", "entry"),
        ("detention.purpose = Entry", "entry"),
        ("detention.means = gag, belt", "(gag, belt)"),
        ("detention.means = [gag, belt]", "(gag, belt)"),
        ("detention.means = gag and belts", "(gag, belt)"),
        ("measure.starts = 12 June 2026", "2026-06-12"),
        ("measure.starts = June 12, 2026", "2026-06-12"),
        ("measure.starts = 12.06.2026", "2026-06-12"),
        ("held = open “as short as possible”", 'open "as short as possible"'),
        ("held = as soon as possible", 'open "as soon as possible"'),
        ("held = open as soon as possible", 'open "as soon as possible"'),
        ("detention.reviewed = without undue delay", 'open "without undue delay"'),
        ("held = 1,5 years", "18 months"),
        ("held = 9,0 months", "9 months"),
        ("held = `9 months`", "9 months"),
        ("held = **9 months**", "9 months"),
        ("held = 9_months", "9 months"),
        ("held = 9&nbsp;months", "9 months"),
        ("held = 9 mon\u200bths", "9 months"),
        ("held = \uff19 months", "9 months"),
        ("held = 9 months[^1]", "9 months"),
        ("held = 1 mths", "1 month"),
        ("held = 9 mnth", "9 months"),
        ("held = Unlimited", "unlimited"),
        ("camp.toilets = 1,5", "1.5"),
        ("share = 2,5%", "2.5%"),
        ("budget = EUR 1,5", "EUR 1.5"),
        ("detention.means = ()", "none"),
        ("people = (family unit, men)", "people = (family_unit, men)"),
        ("measure.fair = no by 'X' because 'Y'", 'no by "X" because "Y"'),
        ("measure.fair = no by the legal service because ten hours outside", 'no by "the legal service" because "ten hours outside"'),
        ('measure.fair = no by "X" because "Y" on 1.1.2026', 'no by "X" because "Y" on 2026-01-01'),
        ('measure.fair = no by "X" and because of "Y"', 'no by "X" because "Y"'),
        ("measure.starts = 2026-9-1", "2026-09-01"),
        ("measure.starts = 25/12/2026", "2026-12-25"),
        ("measure.starts = 1er septembre 2026", "2026-09-01"),
        ("measure.starts = Never", "never"),
    ],
)
def test_a_usual_slip_is_told_with_the_value_to_write(statement: str, write: str) -> None:
    draft = said(statement)
    assert codes(draft) == ["wrong-type"]
    assert f"Write `{write}`" in hints(draft)
    path = statement.partition("=")[0]
    assert not said(write if "=" in write else f"{path}= {write}").problems


@pytest.mark.parametrize("statement", ["held = a short time", "held = 06/12", "measure.starts = 06/12/2026", "detention.means = (gag"])
def test_where_nobody_can_tell_what_is_meant_no_value_is_offered(statement: str) -> None:
    assert not hints(said(statement)).startswith("Write `")


def test_a_day_that_can_be_read_in_two_ways_is_told_both() -> None:
    assert "the day comes first, write `2026-01-09`" in hints(said("measure.starts = 09/01/2026"))


@pytest.mark.parametrize(
    ("statement", "told"),
    [
        ("held = 9,5 months", "whole numbers"),
        ("held = -9 months", "Nothing is negative"),
        ("held = \u22129 months", "Nothing is negative"),
        ("held = a short time", 'open "a short time"'),
        ("detention. longest = 9 months", "Write `detention.longest = 9 months`."),
        ("detention .longest = 9 months", "Write `detention.longest = 9 months`."),
        ("detention.longest\u200b = 9 months", "`detention.longest = 9 months`"),
        ("d\u0435tention.longest = 9 months", "`detention.longest = 9 months`"),
    ],
)
def test_a_slip_that_nobody_sees_or_counts_is_told(statement: str, told: str) -> None:
    assert told in hints(said(statement))


@pytest.mark.parametrize(
    "statement", ["held = 9,5 months", "held = 9 months[^1]", "held = 9th month", "people = ()", "held = \uff19 months"]
)
def test_no_hint_speaks_of_what_a_value_cannot_have(statement: str) -> None:
    for wrong in ("Leave it out", "Take it out", "Write lists", "Put a space", "Names are written"):
        assert wrong not in hints(said(statement))


def test_a_word_of_the_rules_is_offered_to_no_drafter_also_where_more_is_told() -> None:
    told = hints(said('held = yes nine "'))
    assert "`in`" not in told
    assert "A comment ends at its first -->" in told


def test_a_wrong_judgement_is_never_mended_by_leaving_its_reasons_out() -> None:
    for reasons in ("by 'X' because 'Y'", "by X", "because of Y", 'by "X", "Y"', "on 99.99.2026", 'by "A "B"" because "C"'):
        assert "`no`" not in hints(said(f"measure.fair = No {reasons}"))


def test_a_number_without_a_unit_is_not_given_one() -> None:
    assert hints(said("held = 9")).startswith("Write its unit as well")


def test_a_second_statement_behind_a_comma_is_told_to_stand_behind_a_semicolon() -> None:
    assert "semicolon" in hints(said("held = 9 months, detention.reviewed = yes"))


FACTS = ("held", "detention.reviewed", "measure.fair", "detention.purpose", "detention.means", "measure.starts", "share", "note")
WORDS = st.sampled_from('yes Ja nine 9 months mth gag Belt , and ( ) [ ] “ " by because the == 12.06.2026 %'.split())


@given(st.sampled_from(FACTS), st.lists(WORDS, min_size=1, max_size=6).map(" ".join))
def test_what_is_offered_is_a_value_of_the_fact(path: str, text: str) -> None:
    for problem in said(f"{path} = {text}").problems:
        if problem.code == "wrong-type" and problem.hint.startswith("Write `"):
            value = problem.hint.removeprefix("Write `").partition("`")[0]
            assert not said(f"{path} = {value}").problems


def test_a_day_of_the_header_is_told_as_it_is_written() -> None:
    reading = read_text("---\napplies from: 1 January 2027\n---\n", "draft.md", "markdown")
    assert reading.problems[0].hint == "Write `applies from: 2027-01-01`."
    assert reading.problems[0].source_line == "applies from: 1 January 2027"


def test_a_comment_with_a_slip_in_its_first_word_is_told_in_full() -> None:
    (problem,) = markdown("Nine.\n<!-- Rulebook held = 9 months -->\n").problems
    assert "`<!-- rulebook: held = 9 months -->`" in problem.hint


@pytest.mark.parametrize("block", ["```\n{}\n```\n", "Nine.\n\n\t{}\n", "Nine.\n\n    {}\n"])
def test_a_statement_in_a_block_of_code_states_nothing_and_is_told(block: str) -> None:
    reading = read_text(block.format("<!-- rulebook: held = 9 months -->"), "draft.md", "markdown")
    assert not reading.statements
    assert [note.code for note in reading.notes] == ["in-code"]


def test_a_member_that_a_group_does_not_name_is_told_with_the_name_that_is_nearest() -> None:
    (problem,) = said("people = (families)", "people.familys.detained = yes").problems
    assert problem.code == "contradictory-fact"
    assert "`families`" in problem.hint
