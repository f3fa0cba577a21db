"""Text of others is shown harmlessly, wherever it stands and whatever the format."""

from __future__ import annotations

import json
import re
import sys
import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from rulebook.language.diagnostics import Diagnostic
from rulebook.reports import FORMATS, Manner, writer
from rulebook.reports.harmless import DANGEROUS, flat, harmless, replaced
from tests.reports.reporting import everywhere

__all__: list[str] = []

COLOUR = re.compile(r"\x1b\[[0-9;]*m")
NASTY = "\x1b]0;owned\x07 \x1b[2J \x9b31m \u202e\u2066 \u200b\u200d \u2028 \u061c \ufeff \U000e0041 \u3164 [bold red]x[/] :warning: \r\n"
hostile = st.text(st.one_of(st.characters(codec="utf-8"), st.sampled_from(sorted(NASTY))), max_size=30)


def test_every_control_format_and_separating_character_of_unicode_is_made_visible() -> None:
    seen = {code for code in range(sys.maxunicode + 1) if DANGEROUS.match(chr(code))}
    of_category = {code for code in range(sys.maxunicode + 1) if unicodedata.category(chr(code)) in {"Cc", "Cf", "Cs", "Zl", "Zp"}}
    assert of_category <= seen


@pytest.mark.parametrize(
    "name",
    ["RIGHT-TO-LEFT OVERRIDE", "ZERO WIDTH JOINER", "HANGUL FILLER", "VARIATION SELECTOR-16", "SOFT HYPHEN", "TAG LATIN SMALL LETTER A"],
)
def test_a_character_that_nobody_sees_is_shown_by_its_code_point(name: str) -> None:
    character = unicodedata.lookup(name)
    assert harmless(f"a{character}b") == f"a‹U+{ord(character):04X}›b"


@pytest.mark.parametrize(
    "words",
    ["§ 4 (2) “né” – naïve Straße", "Ελληνικά", "漢字かな", "עברית", "العربية", "🇺🇳 ½ €", "a combining e\u0301"],
)
def test_letters_of_every_script_stay_as_they_are(words: str) -> None:
    assert harmless(words) == words


def test_a_tab_is_a_space_and_a_line_end_is_made_visible() -> None:
    assert harmless("a\tb\nc") == "a b‹U+000A›c"
    assert flat(" a\t b\r\n\nc ") == "a b c"


@given(hostile)
def test_to_make_a_text_harmless_twice_is_to_do_it_once(words: str) -> None:
    assert not DANGEROUS.search(harmless(words))
    assert harmless(harmless(words)) == harmless(words)


@given(hostile)
def test_a_report_as_text_holds_nothing_that_a_terminal_obeys(words: str) -> None:
    for verbose in (False, True):
        shown = writer("text").write(everywhere(words), Manner(verbose=verbose, strict=True))
        assert not DANGEROUS.search(shown.replace("\n", ""))


@given(hostile)
def test_a_coloured_report_holds_nothing_that_a_terminal_obeys_but_its_own_colours(words: str) -> None:
    coloured = COLOUR.sub("", writer("text").write(everywhere(words), Manner(colour=True, verbose=True)))
    assert not DANGEROUS.search(coloured.replace("\n", ""))
    assert coloured.replace(" ", "") == writer("text").write(everywhere(words), Manner(verbose=True)).replace(" ", "")


@given(hostile)
def test_a_report_as_json_holds_nothing_that_a_terminal_obeys_and_loses_nothing(words: str) -> None:
    shown = writer("json").write(everywhere(words), Manner())
    assert not DANGEROUS.search(shown.replace("\n", ""))
    (draft,) = json.loads(shown)["drafts"]
    assert draft["title"] == draft["findings"][0]["member"] == draft["notes"][0]["message"] == words


@given(hostile)
@pytest.mark.parametrize("name", list(FORMATS))
def test_errors_in_rule_files_hold_nothing_that_a_terminal_obeys(name: str, words: str) -> None:
    found = Diagnostic("no-such-fact", words, 3, 2, words, words, words, 4)
    assert not DANGEROUS.search(writer(name).write_rule_errors([found], Manner()).replace("\n", ""))


def test_the_markup_of_the_library_that_colours_is_shown_as_it_was_written() -> None:
    shown = writer("text").write(everywhere("[bold]x[/bold] :warning: [link=y]"), Manner(colour=True))
    assert "[bold]x[/bold] :warning: [link=y]" in COLOUR.sub("", shown)


def test_half_a_character_in_the_name_of_a_file_becomes_a_replacement_character_in_json() -> None:
    assert json.loads(writer("json").write(everywhere("caf\udce9.md"), Manner()))["drafts"][0]["path"] == "caf\ufffd.md"


def test_what_is_passed_over_quickly_is_what_has_nothing_dangerous_in_it() -> None:
    for code in range(sys.maxunicode + 1):
        text = f"é{chr(code)}"
        assert (replaced(text, lambda _: "") == text) is not bool(DANGEROUS.search(text)), hex(code)
