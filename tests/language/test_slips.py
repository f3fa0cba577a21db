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


@pytest.mark.parametrize(
    ("condition", "hint"),
    [
        ("held within 24 hours", "Write `is at most`, or of an event `happens within … of …`."),
        ("held exceeds 24 hours", "Write `is more than`."),
        ("held is no more than 24 hours", "Write `is at most`."),
        ("held is no longer than 24 hours", "Write `is at most`."),
        ("held is not less than 24 hours", "Write `is at least`."),
        ("held is longer than 24 hours", "Write `is more than`."),
        ("start is no later than 2026-01-01", "Write `is on or before`."),
        ("held shall be 24 hours", "Write `is`, after `require`."),
        ("held is at most 24h", "Put a space between: 24 hours."),
        ("held is at most 1d", "Put a space between: 1 day."),
        ("count is at most 1,5", "Write the decimals after a point: 1.5. Months, years and working days are whole."),
        ("held is at most 24 hours // a remark", "Write # instead of //."),
    ],
)
def test_what_people_say_instead_of_a_comparison_is_answered_with_the_one_to_write(condition: str, hint: str) -> None:
    assert [error.hint for error in errors_of_requirement(condition)] == [hint]


RULE = 'rule r of s\n  authority S "1"\n  require reviewed\n'


@pytest.mark.parametrize(
    ("line", "hint"),
    [
        ("must reviewed", "Write `require`, such as: require detention.reviewed."),
        ("shall be reviewed", "Write `require`, such as: require detention.reviewed."),
        ("if reviewed", "Write `when`, such as: when people.children."),
        ("unless reviewed", "Write a declaration of its own: exception NAME to RULE."),
        ("in_force from 2020-01-01", "Write `in force`."),
        ("for-each people", "Write `for each`."),
    ],
)
def test_a_clause_of_other_words_is_answered_with_the_clause_of_the_language(line: str, hint: str) -> None:
    assert [error.hint for error in errors(f"{RULE}  {line}\n")] == [hint]


@pytest.mark.parametrize(
    ("declaration", "hint"),
    [
        ("rule r of s\n  authority ACT 12(1)\n  require reviewed\n", 'Write: authority ACT "12(1)".'),
        ("rule r of s\n  authority S Article 12(1) unverified\n  require reviewed\n", 'Write: authority S "Article 12(1)".'),
        ("rule r of s\n  authority S\n  require reviewed\n", 'Write where it says so, such as: authority S "5(1)".'),
        ("rule r of s\n  require reviewed\n  authority S", 'Write where it says so, such as: authority S "5(1)".'),
        ('rule r\n  authority S "1"\n  require reviewed\ncase "a"\n  expect r passes\n', "Write: rule r of SAFEGUARD."),
        ("source B\n  legal order European Union\n", "Write: legal order eu."),
        (
            "source B\n  legal order Norwegian Kingdom\n",
            "Write un, coe, eu, practice, or the two letters of a country, such as: legal order xx.",
        ),
        ("source B\n  legal_order xx\n", "Write `legal order`."),
        (f'{RULE}case "a"\n  given held is 24 hours\n  expect r unknown\n', "Write: given held = 24 hours."),
        (f'{RULE}case "a"\n  given held is at most 24 hours\n  expect r unknown\n', "Write: given held = 24 hours."),
    ],
)
def test_a_slip_in_a_declaration_is_told_once_with_what_to_write(declaration: str, hint: str) -> None:
    assert [error.hint for error in errors(declaration)] == [hint]


@pytest.mark.parametrize("clause", ["require", "require held is at most", "require reviewed and", "when not"])
def test_a_clause_that_lacks_its_end_is_told_at_its_end_and_the_next_is_not_blamed(clause: str) -> None:
    (found,) = errors(f'rule r of s\n  authority S "1"\n  {clause}\n  fix "Do it."\n')
    assert (found.code, found.line) == ("incomplete", HEAD.count("\n") + 3)


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
