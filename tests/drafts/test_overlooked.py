"""What was meant as a statement and is none never vanishes in silence; prose and the comments of others are left alone."""

from __future__ import annotations

import pytest

from tests.drafts.policies import codes, hints, markdown

SAID = "detention.longest = 9 months"
RIGHT = f"<!-- rulebook: {SAID} -->"
ABOVE = "1. One.\n2. Nine months. "


def told(text: str) -> tuple[list[str], list[str]]:
    """Return the codes of the problems and of the notes of a draft with a comment, in a list item."""
    draft = markdown(ABOVE + text.replace("SAID", SAID) + "\n")
    assert "detention.longest" not in draft.facts
    return codes(draft), [note.code for note in draft.notes]


@pytest.mark.parametrize(
    "text",
    [
        "<!– rulebook: SAID –>",
        "<!— rulebook: SAID —>",
        "<!–- rulebook: SAID -->",
        "<!- rulebook: SAID ->",
        "< !-- rulebook: SAID -->",
        "<! -- rulebook: SAID -- >",
        "<!rulebook: SAID>",
        "&lt;!-- rulebook: SAID --&gt;",
        "<!– Rulebok: SAID –>",
        "<!– SAID –>",
    ],
)
def test_a_comment_with_the_signs_of_a_word_processor_is_told_with_the_right_one(text: str) -> None:
    assert told(text) == (["bad-statement"], [])
    assert f"Write `{RIGHT}`." in hints(markdown(ABOVE + text.replace("SAID", SAID) + "\n"))


@pytest.mark.parametrize(
    "text",
    [
        "\n   <!--\nrulebook: SAID\n   -->",
        "\n   <!-- Rulebook:\n SAID\n-->",
        "\n   <!-- rulebook\n SAID\n-->",
        "\n   <!-- rulebook:\n - SAID\n-->",
        "<!-- rulebook:\n - SAID\n-->",
    ],
)
def test_a_comment_that_its_list_cuts_off_is_told_to_be_indented(text: str) -> None:
    assert told(text) == (["bad-statement"], [])
    assert "indent all its lines" in hints(markdown(ABOVE + text.replace("SAID", SAID) + "\n"))


def test_a_comment_that_an_empty_line_cuts_off_is_told_whatever_its_first_word() -> None:
    assert told("<!-- Rulebook:\nSAID\n\n-->") == (["bad-statement"], [])


@pytest.mark.parametrize(
    "text",
    [
        "<!-- TODO: rulebook: SAID -->",
        "<!-- Art. 5 rulebook: SAID -->",
        "<!-- SAID -->",
        "<!-- SAID; people.children = yes -->",
        "<!-- rule: SAID -->",
        "<!-- answer: SAID -->",
        "<!-- answer: people.a.children = yes -->",
        "<!-- answer: people = (families, NAME) -->",
        "<!-- step hearing within 2 days of arrest -->",
        "<!-- rule\u200bbook: SAID -->",
        "<!--- rulebook: SAID --->",
        "[rulebook: SAID]",
        "{rulebook: SAID}",
        "\n\n[//]: # (rulebook: SAID)",
        "\n\nrulebook: SAID",
        "%% rulebook: SAID %%",
    ],
)
def test_what_can_only_be_meant_as_a_statement_is_a_problem(text: str) -> None:
    assert told(text) == (["bad-statement"], [])


@pytest.mark.parametrize(
    ("text", "note"),
    [
        ("Write `<!-- rulebook: SAID -->` for it.", "in-code"),
        ("<!-- earlier: SAID -->", "not-stated"),
        ("We wrote rulebook: SAID there.", "not-stated"),
    ],
)
def test_what_may_be_meant_is_a_note(text: str, note: str) -> None:
    assert told(text) == ([], [note])


@pytest.mark.parametrize(
    "text",
    [
        "<!-- answer: detention.longest = -->",
        "<!-- answer: people = (NAME, NAME) -->",
        "<!-- answer: step hearing within … of … -->",
        "<!-- see the rule book -->",
        "<!-- write `rulebook:` in the place of `answer:` -->",
        "<!-- width = 9 months -->",
        "<!-- note to self: a = b; see detention.longest -->",
        "<!DOCTYPE html>",
        "<!– a note of the editor –>",
        "a < b and c -> d",
        "The rulebook: a story, in which x = y.",
        "Write `rulebook: SAID` in a comment.",
        "\n\n```\nrulebook: SAID\n<!– rulebook: SAID –>\n```",
        "\\<!-- rulebook: SAID -->",
    ],
)
def test_prose_and_the_comments_of_others_are_left_alone(text: str) -> None:
    assert told(text) == ([], [])


def test_a_letter_that_only_looks_like_one_of_ours_is_named() -> None:
    (problem,) = markdown(f"Nine.\n<!-- rulebо\u043ek: {SAID} -->\n").problems
    assert "only looks like" in problem.message
    assert f"`{RIGHT}`" in problem.hint


def test_many_openings_are_read_in_proportion_to_their_number() -> None:
    draft = markdown("Words.\n" + "<!– rulebook: detention.longest = 9 months –> < ! <" * 3000)
    assert len(draft.problems) == 3000
