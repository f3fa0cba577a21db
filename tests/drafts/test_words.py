"""The words beside a statement, which a finding quotes."""

from __future__ import annotations

import pytest

from rulebook.drafts import read_text
from rulebook.drafts.words import last_sentence

A, B = "<!-- rulebook: a = yes -->", "<!-- rulebook: b = yes -->"


def beside(text: str) -> list[str]:
    return [made.words for made in read_text(text, "draft.md", "markdown").statements]


@pytest.mark.parametrize(
    ("text", "words"),
    [
        (f"4.2 A person may be held\nfor nine months.\n{A}\n", ["4.2 A person may be held for nine months."]),
        (f"One. Two. {A} Three. {B}\n", ["Two.", "Three."]),
        (f"One. {A} {B}\n", ["One.", "One."]),
        (f"A paragraph.\n{A}\n{B}\n", ["A paragraph.", "A paragraph."]),
        (f"A paragraph.\n\n{A}\n", ["A paragraph."]),
        (f"One.\n{A}\nTwo.\n{B}\n", ["One.", "Two."]),
        (f"{A} What follows.\n", ["What follows."]),
        (f"One {A} two.\n{B}\n", ["One", "two."]),
        (f"- one\n- two\n  {A}\n", ["two"]),
        (f"- one\n- two\n\n{A}\n", ["two"]),
        (f"| when | how long |\n|---|---|\n| arrest | 2 days {A} |\n| x {B} | y |\n", ["2 days", "x"]),
        (f"| when | how long | |\n|---|---|---|\n| arrest | 2 days | {A} |\n", ["arrest | 2 days"]),
        (f"See *the* `law` of [Article 5](https://example.org) {A}\n", ["See the law of Article 5"]),
        (f"# Detention for nine months {A}\n", ["Detention for nine months"]),
        (f"> Quoted.\n> {A}\n", ["Quoted."]),
        (f"<p>A <b>tagged</b> text.</p> {A}\n", ["A tagged text."]),
    ],
)
def test_a_statement_stands_beside_the_words_before_it(text: str, words: list[str]) -> None:
    assert beside(text) == words


@pytest.mark.parametrize(
    "text",
    [
        f"{A}\n",
        f"# Heading\n{A}\n",
        f"Text.\n\n---\n{A}\n",
        f"Text.\n\n```\ncode\n```\n{A}\n",
        f"Text.\n\n- {A}\n",
        f"---\ntitle: T\n---\n{A}\n",
        f"<!-- other -->\n{A}\n",
    ],
)
def test_a_statement_without_words_beside_it_is_noted(text: str) -> None:
    reading = read_text(text, "draft.md", "markdown")
    assert [note.code for note in reading.notes] == ["no-words"]
    assert [place.line for place in reading.notes[0].locations] == [made.place.line for made in reading.statements]


def test_statements_with_words_have_no_note() -> None:
    assert not read_text(f"Text.\n{A}\n{B}\n", "draft.md", "markdown").notes


@pytest.mark.parametrize(
    ("text", "last"),
    [
        ("One. Two.", "Two."),
        ("It is held under Art. 5 of the Convention.", "It is held under Art. 5 of the Convention."),
        ("Nobody is held, e.g. Families with children.", "Nobody is held, e.g. Families with children."),
        ("4. The centre registers them.", "4. The centre registers them."),
        ("They are held. 4.2 They are fed.", "4.2 They are fed."),
        ("Is it so? Yes.", "Yes."),
        ("He said “never.” She left.", "She left."),
        ("It lasts 2 days. then it ends.", "It lasts 2 days. then it ends."),
        ("一句话。另一句话。", "另一句话。"),
        ("", ""),
    ],
)
def test_the_last_sentence_is_told_from_abbreviations_and_numbers(text: str, last: str) -> None:
    assert last_sentence(text) == last
