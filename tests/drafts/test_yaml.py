"""What a YAML draft states."""

from __future__ import annotations

import pytest

from rulebook.drafts import read_text
from rulebook.drafts.draft import Reading
from rulebook.values import NO, YES, Date, Duration, Members, Text
from tests.drafts.policies import codes, content, hints, lines, yaml


def read(text: str) -> Reading:
    return read_text(text, "draft.yaml", "yaml")


def paths(text: str) -> list[str]:
    return [getattr(made.statement, "path", "") for made in read(text).statements]


@pytest.mark.parametrize(
    "text",
    [
        "facts:\n  detention:\n    longest: 2 days\n    reviewed: yes\n",
        "facts: {detention: {longest: 2 days, reviewed: yes}}\n",
        "facts:\n  detention.longest: 2 days\n  detention.reviewed: yes\n",
        "facts:\n  detention: {longest: 2 days}\n  detention.reviewed: yes\n",
        "facts: {detention: {longest: 2 days}}\nfacts: {detention: {reviewed: yes}}\n",
        "facts:\n  detention:\n    longest: 2 days\n  detention:\n    reviewed: yes\n",
        "facts: {detention: {longest: {is: 2 days}, reviewed: 'yes'}}\n",
        '---\nfacts: {detention: {longest: "2 days", reviewed: yes}} # a remark\n...\n',
    ],
)
def test_dotted_keys_and_nested_mappings_are_the_same(text: str) -> None:
    draft = yaml(text)
    assert not draft.problems
    assert {path: stated.value for path, stated in draft.facts.items()} == {
        "detention.longest": Duration(days=2),
        "detention.reviewed": YES,
    }


def test_a_key_given_twice_is_a_fact_stated_twice() -> None:
    text = "facts:\n  held: 2 days\n  held: 3 days\n  detention: {longest: 12 months}\n  detention.longest: 1 year\n"
    draft = yaml(text)
    assert codes(draft) == ["contradictory-fact"]
    assert lines(draft) == [[2, 3]]
    assert draft.facts["held"].kind == "problem"
    assert len(draft.facts["detention.longest"].made) == 2


@pytest.mark.parametrize(
    "empty",
    ["", "~", "null", "''", '""', "{}", "\n      children:\n      longest: ''", "{vulnerable: {is: , by: , because: }}", "{means: [ , ]}"],
)
def test_an_empty_value_states_nothing_and_names_the_member(empty: str) -> None:
    if empty == "{means: [ , ]}":
        empty = "\n      means:\n        -\n        -"
    draft = yaml(f"facts:\n  people:\n    families: {empty}\n")
    assert not draft.problems
    assert draft.groups["people"].members == ("families",)
    assert not draft.members


def test_a_skeleton_of_general_questions_names_nobody() -> None:
    draft = yaml("facts:\n  people:\n    children:\n    detained:\n  held:\n")
    assert not draft.problems
    assert draft.groups["people"].silent
    assert not draft.facts


@pytest.mark.parametrize(
    ("text", "kind"),
    [("NO", "problem"), ("true", "problem"), ("Yes", "problem"), ("on", "problem"), ("yes", "value"), ("'no'", "value")],
)
def test_only_yes_and_no_are_yes_and_no(text: str, kind: str) -> None:
    draft = yaml(f"facts: {{detention: {{reviewed: {text}}}}}\n")
    assert draft.facts["detention.reviewed"].kind == kind
    assert codes(draft) == ([] if kind == "value" else ["wrong-type"])


def test_numbers_and_times_of_day_are_no_other_numbers() -> None:
    draft = yaml("facts: {camp: {toilets: 010}, held: 12:30, share: 1e3}\n")
    assert draft.facts["camp.toilets"].value == 10
    assert codes(draft) == ["wrong-type", "wrong-type"]


@pytest.mark.parametrize("text", ["010", "NO", "12:30", "yes", "6 months", "2026-01-01", "'a: b'", "(a, b)", "none", '"x" and "y"'])
def test_a_text_fact_takes_the_text_as_it_stands(text: str) -> None:
    draft = yaml(f"facts:\n  note: {text if text[0] != chr(34) else chr(39) + text + chr(39)}\n")
    assert not draft.problems
    assert draft.facts["note"].value == Text(text.strip("'"))


def test_a_judgement_has_who_why_and_when() -> None:
    draft = yaml(
        "facts:\n  measure:\n    fair:\n      is: yes\n      by: The ministry\n      because: Tried for a year\n      on: 2026-01-01\n"
    )
    stated = draft.facts["measure.fair"]
    assert (stated.value, stated.weak, stated.by, stated.because) == (YES, False, "The ministry", "Tried for a year")
    assert lines(draft) == []
    assert stated.made[0].place.line == 3


@pytest.mark.parametrize(
    "reasons", ["by: A", "because: B", "by: A, because: ''", "by: A, because: '   '", "by: ' ', because: B", "by: A, because: '–'"]
)
def test_a_judgement_without_a_person_or_reasons_is_weak(reasons: str) -> None:
    draft = yaml(f"facts: {{measure: {{fair: {{is: yes, {reasons}}}}}}}\n")
    assert not draft.problems
    assert draft.facts["measure.fair"].weak


@pytest.mark.parametrize(
    ("value", "code"),
    [
        ("{by: A, because: B}", "bad-statement"),
        ("{is: yes, by: A, by: B}", "bad-statement"),
        ("{is: yes, by: [A]}", "bad-statement"),
        ("{is: yes, by: A, because: B, on: tomorrow}", "wrong-type"),
        ("{is: yes, is: no}", "contradictory-fact"),
        ("{is: yes, open: perhaps}", "contradictory-fact"),
        ("{is: yes, reason: B}", "unknown-fact"),
        ("{is: maybe, by: A, because: B}", "wrong-type"),
        ("*anchor", "bad-statement"),
        ("!!bool yes", "bad-statement"),
        ("{is: *anchor}", "bad-statement"),
        ("[yes]", "wrong-type"),
        ("[]", "wrong-type"),
    ],
)
def test_a_wrong_judgement_is_told_and_is_not_known(value: str, code: str) -> None:
    draft = yaml(f"facts: {{measure: {{fair: {value}}}}}\n")
    assert code in codes(draft)
    stated = draft.facts.get("measure.fair")
    assert stated is None or stated.kind == "problem" or value.startswith("{is: yes, by:")


def test_an_open_value_quotes_its_words() -> None:
    draft = yaml("facts: {held: {open: as long as needed}, people: {a: {longest: {open: 'short'}}}}\n")
    assert not draft.problems
    assert (draft.facts["held"].kind, draft.facts["held"].words) == ("open", "as long as needed")
    assert draft.members["people.longest", "a"].words == "short"


def test_parts_of_a_set_add_up() -> None:
    draft = yaml("facts:\n  detention:\n    means: {includes: [cuff], does not include: gag}\n  detention.means: {includes: belt}\n")
    assert not draft.problems
    assert draft.facts["detention.means"].value == Members(frozenset({"cuff", "belt"}), frozenset({"gag"}), False)


@pytest.mark.parametrize(
    ("value", "members"),
    [("[cuff, gag]", {"cuff", "gag"}), ("cuff", {"cuff"}), ("[cuff]", {"cuff"}), ("none", set()), ("(cuff, gag)", {"cuff", "gag"})],
)
def test_a_list_states_a_set_whole(value: str, members: set[str]) -> None:
    assert yaml(f"facts: {{detention: {{means: {value!r}}}}}".replace("'[", "[").replace("]'", "]")).facts[
        "detention.means"
    ].value == Members(frozenset(members))


@pytest.mark.parametrize(
    "value", ["[]", "[cuff, ]x", "[cuff, {a: b}]", "[cuff, '']", "[6 months]", "{includes: [cuf]}", "{includes: []}", "[none, cuff]"]
)
def test_a_wrong_list_is_told_and_is_not_known(value: str) -> None:
    draft = yaml(f"facts:\n  detention:\n    means: {value}\n")
    assert draft.problems
    assert draft.unreadable or draft.facts["detention.means"].kind == "problem"


def test_keys_that_are_names_of_facts_are_read_as_such() -> None:
    draft = yaml("facts:\n  register: {open: yes}\n  gate: {open: no, closed: 1}\n")
    assert draft.facts["register.open"].value == YES
    assert draft.facts["gate.open"].value == NO
    assert codes(draft) == ["unknown-fact"]


def test_keys_that_can_be_read_in_two_ways_are_told_and_state_nothing() -> None:
    draft = yaml("facts:\n  gate: {open: yes}\n")
    assert codes(draft) == ["bad-statement"]
    assert {stated.kind for stated in draft.facts.values()} == {"problem"}
    assert not yaml("facts:\n  gate.open: yes\n").problems


def test_members_may_have_the_names_of_keys() -> None:
    draft = yaml("facts: {people: {open: {detained: yes}, is: {detained: no}}}\n")
    assert not draft.problems
    assert draft.groups["people"].members == ("is", "open")


def test_a_name_that_is_none_still_names_the_member() -> None:
    draft = yaml("facts:\n  people:\n    families: {Is detained: yes}\n    Single adults: {detained: yes}\n")
    assert codes(draft) == ["bad-statement", "bad-statement"]
    assert draft.groups["people"].members == ("Single_adults", "families")


def test_steps_are_a_list_of_statements() -> None:
    draft = yaml("steps:\n  - step hearing within 2 days of arrest\n  -\n  - 'step removal never happens'\n")
    assert not draft.problems
    assert [one.made.place.line for one in draft.steps] == [2, 4]


@pytest.mark.parametrize(
    "steps",
    [
        "step hearing within 2 days of arrest",
        "{hearing: 2 days}",
        "[held = 2 days]",
        "[[step hearing after arrest]]",
        "[{step hearing: 2 days}]",
        "[*a]",
        "[hearing within 2 days of arrest]",
    ],
)
def test_what_is_no_step_is_told(steps: str) -> None:
    draft = yaml(f"steps: {steps}\n")
    assert codes(draft) == ["bad-statement"]
    assert not draft.steps


@pytest.mark.parametrize(
    ("text", "line"),
    [
        ("just a text\n", 1),
        ("- a\n- b\n", 1),
        ("title: [\n", 2),
        ("title: a: b\n", 1),
        ("title: T\n\tfacts: x\n", 2),
        ("title: 'T\n", 2),
        ("title: T\nfacts:\n  a: 1\n b: 2\n", 4),
        ("title: @x\n", 1),
        ("title: T\n---\nfacts: {}\n", 2),
        ("title: \x07\n", 1),
        ("facts: " + "{a: " * 60 + "1" + "}" * 60 + "\n", 1),
        ("facts: " + "[" * 100_000, 1),
        ("*a\n", 1),
    ],
)
def test_what_is_no_draft_is_unreadable_with_a_plain_sentence(text: str, line: int) -> None:
    reading = read(text)
    assert reading.unreadable
    (problem,) = reading.problems
    assert problem.code == "unreadable"
    assert problem.locations[0].line == line
    assert problem.hint
    assert not any(word in problem.message for word in ("scalar", "token", "mapping", "parser", "Error"))


@pytest.mark.parametrize("text", ["", "\n", "# a remark\n", "---\n", "facts:\n", "facts: {}\nsteps: []\n", "~\n"])
def test_an_empty_draft_says_nothing(text: str) -> None:
    draft = yaml(text)
    assert not draft.problems
    assert not draft.unreadable
    assert not draft.facts


def test_references_do_not_grow_a_draft() -> None:
    bomb = "a: &a [x, x]\n" + "".join(f"{chr(98 + i)}: &{chr(98 + i)} [*{chr(97 + i)}, *{chr(97 + i)}]\n" for i in range(20))
    draft = yaml("facts:\n" + "".join(f"  {line}\n" for line in bomb.splitlines()))
    assert len(draft.problems) <= 60
    assert not draft.facts


def test_merged_keys_are_told() -> None:
    draft = yaml("facts:\n  people:\n    a: &a {detained: yes}\n    b: {<<: *a}\n")
    assert codes(draft) == ["bad-statement"]
    assert draft.groups["people"].members == ("a", "b")


@pytest.mark.parametrize("facts", ["6 months", "[a]", "!x {a: b}"])
def test_facts_are_keys(facts: str) -> None:
    assert codes(yaml(f"facts: {facts}\n")) == ["bad-statement"]


def test_lines_and_columns_are_those_of_the_file() -> None:
    reading = read("titel: é😀\u2028x\nfacts:\r\n  'held': 2 days # so\r\n  note: 'ü 😀'\r\n".replace("titel", "title"))
    assert [(made.place.line, made.place.column, made.place.end) for made in reading.statements] == [(3, 3, 17), (4, 3, 14)]
    assert reading.statements[0].source_line == "  'held': 2 days # so"


def test_a_date_stays_a_date() -> None:
    assert yaml("facts: {measure: {starts: 2026-06-12}}\n").facts["measure.starts"].value == Date(2026, 6, 12)


def test_many_members_are_read_in_proportion_to_their_number() -> None:
    draft = yaml("complete: [people]\nfacts:\n  people:\n" + "".join(f"    m{i}: {{detained: no}}\n" for i in range(20_000)))
    assert len(draft.groups["people"].members) == 20_000
    assert not draft.problems


def test_hints_for_wrong_values_are_those_of_the_type() -> None:
    draft = yaml("facts: {held: six months, share: 10, detention: {reviewed: true}}\n")
    assert "`6 months`" in hints(draft)
    assert "`10%`" in hints(draft)
    assert "`yes`" in hints(draft)


def test_the_order_of_keys_in_one_value_does_not_matter() -> None:
    first = yaml("facts: {measure: {fair: {is: yes, by: A, because: B}}}\n")
    second = yaml("facts: {measure: {fair: {because: B, by: A, is: yes}}}\n")
    assert content(first) == content(second)
    mixed = yaml("facts: {measure: {fair: {is: yes, reason: B}}}\n"), yaml("facts: {measure: {fair: {reason: B, is: yes}}}\n")
    assert content(mixed[0]) == content(mixed[1])
    assert paths("facts: {a: {is: yes, x: no}}\n") == ["a.is", "a.x"]
