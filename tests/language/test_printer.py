"""The canonical layout: what is printed is read back as the same rules, and nothing that a drafter wrote is lost."""

from __future__ import annotations

import random
from pathlib import Path

import pytest
from hypothesis import assume, given, settings
from hypothesis import strategies as st

from rulebook.language import nodes as n
from rulebook.language.clauses import usual_order
from rulebook.language.declarations import Declaration, RuleFile
from rulebook.language.diagnostics import Problems
from rulebook.language.layout import WIDTH
from rulebook.language.nodes import Expression, Statement
from rulebook.language.parser import parse_condition, parse_file, parse_statement
from rulebook.language.printer import print_file, write_condition, write_statement
from rulebook.language.source import NOWHERE, Source
from rulebook.language.tables import tables
from rulebook.language.tokens import cut
from rulebook.records import replace
from rulebook.values import UNLIMITED, YES, Duration, Members, Text
from tests.language.trees import conditions, files, statements

ROOT = Path(__file__).parents[2]
RULE_FILES = sorted([*ROOT.glob("policies/**/*.rules"), *ROOT.glob("examples/**/*.rules")])


def read(text: str) -> RuleFile:
    problems = Problems()
    file = parse_file(Source("test.rules", text), problems)
    assert not problems, problems.all()
    return file


def in_order(file: RuleFile) -> list[Declaration]:
    """Return the declarations with their clauses in the printed order, which is no part of what they say."""
    return [replace(declaration, clauses=tuple(usual_order(declaration))) for declaration in file.declarations]


def comments(file: RuleFile) -> list[str]:
    return [file.source.text[span.start : span.end].rstrip() for span in file.comments]


# ---- laws ----------------------------------------------------------------------------------------------------------


@given(conditions)
def test_a_condition_is_read_back_as_it_was(condition: Expression) -> None:
    assert parse_condition(write_condition(condition)) == condition


@given(statements)
def test_a_statement_is_read_back_as_it_was(statement: Statement) -> None:
    assert parse_statement(write_statement(statement)) == statement


@given(files)
@settings(deadline=None)
def test_a_file_is_read_back_as_it_was_and_printed_again_the_same(file: RuleFile) -> None:
    text = print_file(file)
    again = read(text)
    assert in_order(again) == in_order(file)
    assert print_file(again) == text


def commented(text: str, seed: int) -> str:
    """Return the text with comments at places chosen by chance: behind a word, or on lines of their own."""
    chance = random.Random(seed)
    made, end = [], 0
    for number, token in enumerate(cut(text, tables())):
        if chance.random() < 0.15:
            behind = number > 0 and chance.random() < 0.5
            indent = " " * chance.randrange(4)
            between = text[end : token.start]
            made += [between.rstrip(" ") if behind else f"{between}\n{indent}", f"  # comment {number} \t\n"]
            made += ["\n" * chance.randrange(3) + indent]
        else:
            made.append(text[end : token.start])
        made.append(token.text)
        end = token.end
    return "".join(made) + text[end:] + chance.choice(["", "# the end", "\n\n  # indented at the end\n\n# the end\n"])


@given(files, st.integers(0, 2**32))
@settings(deadline=None)
def test_no_comment_is_lost_wherever_it_stands(file: RuleFile, seed: int) -> None:
    text = commented(print_file(file), seed)
    problems = Problems()
    before = parse_file(Source("test.rules", text), problems)
    assume(not problems and in_order(before) == in_order(file))  # a comment may part an amount from its currency
    printed = print_file(before)
    after = read(printed)
    assert in_order(after) == in_order(file)
    assert sorted(comments(after)) == sorted(comments(before))
    if list(before.declarations) == in_order(before):
        assert comments(after) == comments(before)
    assert print_file(after) == printed


@pytest.mark.parametrize("path", RULE_FILES, ids=lambda path: str(path.relative_to(ROOT)))
def test_every_rule_file_of_the_library_is_kept(path: Path) -> None:
    file = read(path.read_text(encoding="utf-8"))
    printed = print_file(file)
    assert in_order(read(printed)) == in_order(file)
    assert comments(read(printed)) == comments(file)
    assert print_file(read(printed)) == printed
    too_long = [line for line in printed.splitlines() if len(line) > WIDTH and "#" not in line and not line.lstrip().startswith("url ")]
    assert not too_long  # a comment stays as it is, and an address has no place to break


# ---- what it looks like --------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("written", "printed"),
    [
        ("(a)", "a"),
        ("(a is b) and (not c)", "a is b and not c"),
        ("a and (b and c)", "a and (b and c)"),
        ("(a and b) or c", "(a and b) or c"),
        ("not (a and b)", "not (a and b)"),
        ("not (a is b)", "not a is b"),
        ("(not a) is yes", "(not a) is yes"),
        ("(a and b) is yes", "(a and b) is yes"),
        ("10% of (a + b)", "10% of (a + b)"),
        ("(10% of a) + b is at most c", "10% of a + b is at most c"),
        ("a - (b - c)", "a - (b - c)"),
        ("(a - b) - c", "a - b - c"),
        ("a * (b + c) per d", "a * (b + c) per d"),
        ("(a * b) + (c per d)", "a * b + c per d"),
        ("a * (b per c)", "a * (b per c)"),
        ("(a is at most b) is yes", "(a is at most b) is yes"),
        ("any people has ((a))", "any people has (a)"),
        ("every people has (a or (b and c))", "every people has (a or (b and c))"),
        ("at least 2 of ((a and b), (c))", "at least 2 of (a and b, c)"),
        ("a is between (1 + 2) and 3", "a is between 1 + 2 and 3"),
        ("number of people where (a) is at most 1", "number of people where (a) is at most 1"),
        ("first_hearing happens within 48 hours of arrest", "first_hearing happens within 48 hours of arrest"),
    ],
)
def test_parentheses_stand_only_where_they_are_needed(written: str, printed: str) -> None:
    condition = parse_condition(written)
    assert not isinstance(condition, n.Misread)
    assert write_condition(condition) == printed


def test_looked_up_names_are_written_as_names() -> None:
    at = NOWHERE
    fact = n.FactRef("detention.grounds", "detention", at)
    assert write_condition(n.Compare("is not", fact, n.Listed((), at), at)) == "detention.grounds is not none"
    assert write_condition(n.Compare("is", fact, n.Listed(("a",), at), at)) == "detention.grounds is a"
    assert write_condition(n.Compare("is", fact, n.Listed(("a", "b"), at), at)) == "detention.grounds is (a, b)"
    assert write_condition(n.Includes(fact, "only", (n.Choice("a", at),), at)) == "detention.grounds includes only (a)"
    assert write_condition(n.Includes(fact, "all of", n.DefineRef("x.y", "", at), at)) == "detention.grounds includes all of x.y"
    assert write_condition(n.CountMembers("people", None, at)) == "number of people"


def test_a_statement_of_a_draft_is_written_on_one_line() -> None:
    at = NOWHERE
    words = n.Written("open", (), Text('"in due\ncourse"'), None, None, None, at)
    assert write_statement(n.State("review.time", words, at)) == 'review.time = open "\\"in due course\\""'
    assert write_statement(n.Step("within", "ruling", UNLIMITED, "appeal", at)) == "step ruling within unlimited of appeal"
    misread = n.Misread("  nine months ", "Numbers are written in digits.", "Write 9 months.", at)
    assert write_statement(n.State("detention.longest", misread, at)) == "detention.longest = nine months"


def test_the_layout_of_a_whole_file() -> None:
    written = """\
# Licence

# About removal
rulebook   t.untidy # its name
use vocabulary.people
  title "Untidy"
# ---- vocabulary
fact detention.grounds: any of (lack_of_cooperation, delayed_documents, public_order, risk_of_absconding,
  identity_unclear, security)
   ask "On what grounds?"
 means "the grounds on which detention is extended, whoever extends them,"
  "and by whatever decision it is that they are extended" "or prolonged"
event arrest means "the person is arrested"



safeguard s: qualified
rule r of s # staged
  # why the first
  require first: detention.purpose is removal and
      (detention.longest is at most 6 months or detention.court_extends) and detention.longest is at least EUR 12.50
  forbid second: not (a)
  authority RD "15(5)" unverified # checked by nobody
  in order
  # forbid third: b

# goes with the case
case "nine" expect r fails given detention.longest=1 hour 90 minutes
# the end
"""
    assert (
        print_file(read(written))
        == """\
# Licence

# About removal
rulebook t.untidy  # its name
  title "Untidy"
  use vocabulary.people

# ---- vocabulary
fact detention.grounds: any of (
    lack_of_cooperation, delayed_documents, public_order, risk_of_absconding, identity_unclear, security)
  means "the grounds on which detention is extended, whoever extends them, and by whatever decision it is that they are"
    "extended or prolonged"
  ask "On what grounds?"

event arrest
  means "the person is arrested"

safeguard s: qualified

rule r of s  # staged
  in order
  authority RD "15(5)" unverified  # checked by nobody
  # why the first
  require first: detention.purpose is removal
    and (detention.longest is at most 6 months or detention.court_extends)
    and detention.longest is at least EUR 12.50
  forbid second: not a
  # forbid third: b

# goes with the case
case "nine"
  given detention.longest = 1 hour 90 minutes
  expect r fails

# the end
"""
    )


def test_a_test_in_order_says_so_on_its_first_line() -> None:
    assert print_file(read('rule r of s\n authority S "1"\n in order\n require a: b')) == (
        'rule r of s in order\n  authority S "1"\n  require a: b\n'
    )


def test_a_condition_too_long_for_a_line_is_broken_at_its_joiners() -> None:
    long = "detention.individual_assessment_of_necessity"
    condition = f"every people has ({long} and {long} and not ({long} or {long} or {long}))"
    assert (
        print_file(read(f"rule r of s\n  require {condition}"))
        == f"""\
rule r of s
  require every people has ({long}
    and {long}
    and not ({long}
      or {long}
      or {long}))
"""
    )


def test_comments_inside_a_condition_stay_behind_their_words() -> None:
    written = """\
rule r of s
  require (a # one
    # two
    and b) # three
    or c # four
"""
    assert (
        print_file(read(written))
        == """\
rule r of s
  require (a  # one
      # two
      and b)  # three
    or c  # four
"""
    )


def test_an_empty_file_stays_empty() -> None:
    assert print_file(read("")) == ""
    assert print_file(read("\n\n  \n")) == ""
    assert print_file(read("  # only a comment")) == "# only a comment\n"


def test_a_duration_of_whole_days_is_not_turned_into_weeks() -> None:
    assert write_condition(n.Literal_(Duration.of([(14, "days")]), NOWHERE)) == "14 days"
    assert write_condition(n.Literal_(YES, NOWHERE)) == "yes"
    assert write_condition(n.Literal_(Members(frozenset({"b", "a"})), NOWHERE)) == "(a, b)"
