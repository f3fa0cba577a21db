"""What people write and the language has not: each is told in plain words, with what to write instead, at its place."""

from __future__ import annotations

import pytest

from tests.language.loading import HEAD, errors, errors_of_requirement, load

JARGON = ("token", "Token", "$END", "RPAR", "LPAR", "WORD", "STRING", "unexpected", "expected one of", "Traceback", "None")


@pytest.mark.parametrize(
    ("condition", "code", "advice"),
    [
        ("held is at most 6months", "glued-number", "6 months"),
        ("held is at most six months", "number-word", "6 months"),
        ("count is at most 1,200", "grouped-number", "1200"),
        ("count >= 3", "sign", "is at least"),
        ("count <= 3", "sign", "is at most"),
        ("count is any of (1, 2)", "is-any-of", "is one of"),
        ("held is stated", "is-stated", "is not unlimited"),
        ("held is not stated", "is-stated", "is not unlimited"),
        ("name is “act”", "curly-quotes", '"'),
        ("held is not more than 6 months", "is-not", "is at most"),
        ("reviewed = yes", "equals", "is"),
        ("count is 5 is 6", "chained", "between"),
        ("(reviewed and reviewed", "open-parenthesis", ")"),
        ("reviewed)", "extra-parenthesis", "("),
        ("reviewed and", "incomplete", "and"),
        ("reviewed and fair or reviewed", "mixed-and-or", "(reviewed and fair) or reviewed"),
        ("start is before 12.6.2026", "bad-date", "2026-06-12"),
        ("start is before 2026-13-01", "bad-date", "year-month-day"),
        ("held is at most 1.5 months", "bad-duration", "whole number"),
        ("reviewed && reviewed", "sign", "and"),
        ("aim is 'removal'", "single-quotes", '"'),
        ("at least 4 of (reviewed, fair)", "bad-count", "1 to 2"),
    ],
)
def test_what_people_write_is_answered_with_what_to_write(condition: str, code: str, advice: str) -> None:
    found = errors_of_requirement(condition)
    assert [error.code for error in found] == [code]
    assert advice in found[0].hint
    assert found[0].line == HEAD.count("\n") + 3
    assert not [word for word in JARGON if word in found[0].message + found[0].hint]


@pytest.mark.parametrize(
    ("line", "word"),
    [("requires reviewed", "require"), ('becase "x"', "because"), ('autority S "2"', "authority"), ("forbids reviewed", "forbid")],
)
def test_a_misspelt_clause_is_answered_with_the_nearest(line: str, word: str) -> None:
    found = errors(f'rule r of s\n  authority S "1"\n  {line}\n')
    assert [error.code for error in found] == ["misspelt-word"]
    assert f"`{word}`" in found[0].hint


def test_a_text_that_is_not_closed_on_its_line_is_told_where_it_begins() -> None:
    found = errors('rule r of s\n  authority S "1\n  require reviewed\n')
    assert [(error.code, error.column) for error in found] == [("open-text", 15)]


def test_one_slip_never_hides_the_next() -> None:
    found = errors(
        'rule a of s\n  authority S "1"\n  require held is at most 6months\n  because “x”\n  fix "y"\n\n'
        'rule b of s\n  authority S "2"\n  require reviewed and\n\nrule c of s\n  authority S "3"\n  require reviewed\n'
    )
    assert [error.code for error in found] == ["glued-number", "curly-quotes", "incomplete"]


def test_a_fact_whose_declaration_is_broken_is_not_reported_as_missing() -> None:
    found = errors('fact extra yes/no\n  means "extra"\n\nrule a of s\n  authority S "1"\n  require extra\n')
    assert len(found) == 1


def test_a_word_that_begins_no_declaration_is_told_with_the_nearest() -> None:
    _, found = load(HEAD.replace("safeguard s", "safegard s"))
    assert [error.code for error in found] == ["no-declaration"]
    assert "`safeguard`" in found[0].hint


def test_the_marked_place_is_the_place_of_the_word() -> None:
    found = errors_of_requirement("aim is removel")
    assert found[0].source_line[found[0].column - 1 :][: found[0].width] == "removel"


@pytest.mark.parametrize("text", ["", "\n\n", "# only a comment\n"])
def test_a_file_without_a_rulebook_says_so(text: str) -> None:
    assert [error.code for error in load(text)[1]] == ["no-rulebook"]


@pytest.mark.parametrize("nest", ["(", "not "])
def test_ten_thousand_parentheses_are_refused_and_do_not_crash(nest: str) -> None:
    close = ")" * 10_000 if nest == "(" else ""
    assert [error.code for error in errors_of_requirement(nest * 10_000 + "reviewed" + close)] == ["too-deep"]


def test_a_very_long_sum_is_refused_and_a_very_long_chain_is_read() -> None:
    assert {error.code for error in errors_of_requirement(" + ".join(["1"] * 5_000) + " is 3")} == {"too-long"}
    assert errors_of_requirement(" and ".join(["reviewed"] * 5_000)) == []
