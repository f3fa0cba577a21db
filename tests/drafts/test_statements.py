"""Statements cut out of a text, and what a slip in one is told."""

from __future__ import annotations

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from rulebook.drafts.pages import Page, short
from rulebook.drafts.slips import why_no_statement
from rulebook.drafts.statements import Gathered, cut
from rulebook.language.nodes import Misread
from rulebook.language.parser import parse_statement
from tests.drafts.policies import said

PIECES = st.sampled_from(
    ["people.a.b", "held", "step", "a.step", "=", " ", "  ", "yes", "no", "none", "6 months", "1 year 6 months", "EUR 5", "10%",
     "2026-06-12", "never", "unlimited", '"x"', '"a;b"', '"', "open", "by", "because", "on", "(a, b)", "includes", "does not include", ";",
     "\n", "-5", "#", "is", "1,200", "é", "\\", "/", "."]
)  # fmt: skip


def test_semicolons_and_lines_part_outside_texts_only() -> None:
    found = [(piece.text, piece.start) for piece in cut('a = 1; b = "x; \\" y";c\n\n d = "open; e\nf;')]
    assert found == [("a = 1", 0), ('b = "x; \\" y"', 7), ("c", 21), ('d = "open; e', 25), ("f", 38)]


@given(st.text(alphabet='ab"\\;\n =', max_size=60))
def test_cutting_leaves_out_nothing_but_signs_that_part(text: str) -> None:
    pieces = list(cut(text))
    for piece in pieces:
        assert text[piece.start : piece.start + len(piece.text)] == piece.text
        assert piece.text == piece.text.strip() != ""
        assert "\n" not in piece.text
    ends = [0, *(piece.start + len(piece.text) for piece in pieces)]
    between = [text[end:start] for end, start in zip(ends, [*(piece.start for piece in pieces), len(text)])]
    assert all(not gap.strip("; \n") for gap in between)


@given(st.lists(PIECES, max_size=8).map("".join))
@example("a.b = 6 months")
@example("a.b =")
@example("step.a = 3")
@example('a.b = open "x"')
@example("a.b = = 3")
def test_a_kept_value_is_the_value_that_the_statement_has(text: str) -> None:
    for piece in cut(text):
        gathered = Gathered(Page("draft.md", piece.text))
        gathered.statement(piece.text, gathered.page.place_of_line(1), "")
        read = parse_statement(piece.text)
        assert bool(gathered.problems) == isinstance(read, Misread)
        if not isinstance(read, Misread):
            assert gathered.statements[0].statement == read


@pytest.mark.parametrize(
    ("text", "write"),
    [
        ("detention.longest is 9 months", "`detention.longest = 9 months`"),
        ("detention.longest: 9 months", "`detention.longest = 9 months`"),
        ("people.families.detained", "`people.families.detained = yes`"),
        ("not detention.reviewed", "`detention.reviewed = no`"),
        ("hearing within 2 days of arrest", "`step hearing within 2 days of arrest`"),
        ("removal never happens", "`step removal never happens`"),
        ("step hearing witin 2 days of arrest", "`within`"),
        ("step hearing", "`step A within 2 days of B`"),
        ("detention.means contains belt", "`detention.means includes belt`"),
        ("detention.means excludes (belt, gag)", "`detention.means does not include (belt, gag)`"),
        ('because "the reasons"', "on one line"),
        ("detention.reviewed yes", "`detention.reviewed = yes`"),
        ("detention.longest <= 9 months", "`detention.longest = 9 months`"),
        ("belt)", "`(first, second)`"),
        ("", "`fact = value`"),
        ("what a nice day", "`fact = value`"),
    ],
)
def test_a_slip_says_what_to_write(text: str, write: str) -> None:
    read = parse_statement(text)
    assert isinstance(read, Misread)
    message, hint = why_no_statement(read)
    assert write in hint or (not text and hint)
    assert message.endswith(".")


@given(st.text(max_size=200))
def test_no_text_makes_a_message_fail(text: str) -> None:
    read = parse_statement(text)
    if isinstance(read, Misread):
        message, hint = why_no_statement(read)
        assert message
        assert hint
        assert len(message) < 600


def test_a_misread_statement_is_not_replaced_by_a_general_one() -> None:
    draft = said("people.detained = no", "people.families.detained is yes", "people.adults.longest: 2 days")
    assert draft.members["people.detained", "families"].kind == "problem"
    assert draft.members["people.longest", "adults"].kind == "problem"
    assert draft.groups["people"].members == ("adults", "families")


def test_a_misread_statement_of_a_fact_makes_it_not_known() -> None:
    draft = said("detention.reviewed = yes", "detention.reviewed is no")
    assert draft.facts["detention.reviewed"].kind == "problem"
    assert [problem.code for problem in draft.problems] == ["bad-statement"]


def test_a_statement_of_absurd_length_is_told_and_a_long_list_is_read() -> None:
    assert [problem.code for problem in said("held = " + "x " * 100_000).problems] == ["bad-statement"]
    draft = said("people = (" + ", ".join(f"m{i}" for i in range(30_000)) + ")")
    assert not draft.problems
    assert len(draft.groups["people"].members) == 30_000


@given(st.text(max_size=500))
def test_quotations_are_short_and_on_one_line(text: str) -> None:
    assert len(short(text)) <= 80
    assert "\n" not in short(text)
