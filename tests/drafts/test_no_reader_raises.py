"""No input makes a reader fail: whatever the bytes are, there is a reading, and its problems have sentences and places."""

from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from rulebook.drafts import assemble, read_file, read_text
from rulebook.drafts.draft import Reading
from rulebook.drafts.files import Format
from tests.drafts.policies import POLICY

MARKDOWN = """---
title: Fast-track
legal orders: [eu]
applies from: 2026-06-12
complete: [people]
---
# One
4.2 Held up to nine months, see `code` and [a link](https://x.y "t").
<!-- rulebook: detention.longest = 9 months; people = (a, b) -->
- item <!-- rulebook: people.a.detained = yes by "A" because "B; c" -->
  > quote
  > <!-- rulebook:
  > step border.hearing within 48 hours of border.arrest
  > detention.means includes (cuff, gag) -->

| a | b |
|---|---|
| x <!-- rulebook: note = "x" --> | y |

```
<!-- rulebook: held = 1 day -->
```
"""
YAML = """title: Fast-track
legal orders: [eu]
applies from: 2026-06-12
complete: [people]
facts:
  detention:
    longest: 9 months
    means: {includes: [cuff], does not include: gag}
  people:
    a: {detained: yes, vulnerable: {is: yes, by: A, because: "B", on: 2026-01-01}}
    b:
      longest: {open: 'as needed'}
  note: |
    a text
    of two lines
steps:
  - step border.hearing within 48 hours of border.arrest
"""
SAMPLES: dict[Format, str] = {"markdown": MARKDOWN, "yaml": YAML}
SCRAPS = st.one_of(
    st.sampled_from(["<!--", "-->", "rulebook:", "\n", "  ", "\t", "- ", "> ", "`", "```\n", '"', "'", ":", ": ", "|", "{", "}", "[", "]",
                     "&a", "*a", "!x", "<<: ", "---\n", "...\n", "%", "#", "\\", ";", "=", ".", "\u2028", "\x85", "\ufeff", "\x1b[31m",
                     "é😀", "is: ", "open: ", "includes: ", "? ", "<!–", "–>", "< !", "&lt;!--", "answer:", "Rulebook:",
                     "detention.longest = 9 months", "step hearing", "legal orders:", "\u200b", "(NAME, NAME)"]),
    st.text(max_size=3),
)  # fmt: skip


def sound(reading: Reading) -> None:
    """Assert what holds of every reading and of the draft that it makes."""
    draft = assemble([reading], POLICY)
    lines = max(2, max((place.line for problem in draft.problems for place in problem.locations), default=1))
    for problem in (*reading.problems, *draft.problems):
        assert problem.message
        assert problem.hint
        assert problem.locations
        assert all(1 <= place.line <= lines and 1 <= place.column <= place.end for place in problem.locations)
    assert [problem for problem in reading.problems if problem not in draft.problems] == []
    for made in reading.statements:
        assert made.source_line[made.place.column - 1 : made.place.end - 1] or made.place.column == made.place.end
    assert draft.unreadable == reading.unreadable
    assert not (reading.unreadable and reading.statements)


@given(st.binary(max_size=300), st.sampled_from(["a.md", "a.yaml"]))
def test_any_bytes_give_a_reading(tmp_path_factory: pytest.TempPathFactory, content: bytes, name: str) -> None:
    path: Path = tmp_path_factory.getbasetemp() / name
    path.write_bytes(content)
    sound(read_file(str(path)))


@given(st.text(max_size=300), st.sampled_from(["markdown", "yaml"]))
def test_any_text_gives_a_reading(text: str, kind: Format) -> None:
    sound(read_text(text, "draft", kind))


@given(st.lists(SCRAPS, max_size=30).map("".join), st.sampled_from(["markdown", "yaml"]))
def test_any_scraps_of_drafts_give_a_reading(text: str, kind: Format) -> None:
    sound(read_text(text, "draft", kind))


@given(st.sampled_from(["markdown", "yaml"]), st.lists(st.tuples(st.integers(0, 800), st.integers(0, 8), SCRAPS), min_size=1, max_size=4))
def test_a_draft_with_slips_gives_a_reading(kind: Format, slips: list[tuple[int, int, str]]) -> None:
    text = SAMPLES[kind]
    for start, length, scrap in slips:
        start %= len(text)
        text = text[:start] + scrap + text[start + length :]
    sound(read_text(text, "draft", kind))


@pytest.mark.parametrize("kind", ["markdown", "yaml"])
def test_the_samples_themselves_have_no_problems(kind: Format) -> None:
    reading = read_text(SAMPLES[kind], "draft", kind)
    assert not reading.problems
    assert len(reading.statements) >= 6
    sound(reading)
