"""The header of a draft, in both formats."""

from __future__ import annotations

import pytest

from rulebook.drafts import assemble, read_text
from rulebook.drafts.draft import Reading
from rulebook.drafts.files import Format
from rulebook.values import Date
from tests.drafts.policies import POLICY, codes, hints, yaml

GOOD = "title: Removal\nlegal orders: [eu, xx]\napplies from: 2026-06-12\napplies until: 2027-01-01\nmeasure: m 1\ncomplete: [people]\n"


def read(header: str, kind: Format) -> Reading:
    return read_text(header if kind == "yaml" else f"---\n{header}---\nText.\n", "draft", kind)


def both(header: str) -> list[Reading]:
    return [read(header, "yaml"), read(header, "markdown")]


def test_both_formats_read_the_same_header() -> None:
    for reading in both(GOOD):
        header = reading.header
        assert (header.title, header.legal_orders, header.measure, header.complete) == ("Removal", ("eu", "xx"), "m 1", ("people",))
        assert (header.applies_from, header.applies_until) == (Date(2026, 6, 12), Date(2027, 1, 1))
        assert not reading.problems
    yaml_header, markdown_header = (reading.header for reading in both(GOOD))
    assert yaml_header.places["measure"].line == 5
    assert markdown_header.places["measure"].line == 6


@pytest.mark.parametrize(
    ("header", "mentions"),
    [
        ("legal order: [eu]\n", "`legal orders`"),
        ("Title: T\n", "`title`"),
        ("author: me\n", "title, legal orders"),
        ("applies from: 2026-13-01\n", "2026-06-12"),
        ("applies from: 12.6.2026\n", "2026-06-12"),
        ("applies from: never\n", "2026-06-12"),
        ("applies from: [2026-06-12]\n", "`applies from: …`"),
        ("applies from: 2026-06-12\napplies until: 2026-06-11\n", "earlier day"),
        ("legal orders: un, eu\n", "`legal orders: [un, eu]`"),
        ("legal orders: []\n", "`legal orders: [un, eu]`"),
        ("legal orders: {eu: yes}\n", "`legal orders: …`"),
        ("title: T\ntitle: U\n", "Keep one"),
        ("title: *t\n", "Write the value out"),
    ],
)
def test_a_slip_in_the_header_says_what_to_write(header: str, mentions: str) -> None:
    for reading in both(header):
        assert [problem.code for problem in reading.problems] == ["bad-header"]
        assert mentions in reading.problems[0].hint


@pytest.mark.parametrize(
    ("header", "mentions"),
    [
        ('"title: T"\n', "Write a key, a colon"),
        ("title: T\n--- # and on\nmeasure: m\n", "one pair of `---` lines"),
        ("title: T\n? [measure]\n: m\n", "The keys are: title"),
    ],
)
def test_a_header_of_markdown_that_is_no_list_of_keys_says_what_one_is(header: str, mentions: str) -> None:
    (problem,) = read(header, "markdown").problems
    assert problem.code == "bad-header"
    assert mentions in problem.hint


@pytest.mark.parametrize("header", ["", "# nothing yet\n"])
def test_a_header_of_markdown_may_say_nothing(header: str) -> None:
    reading = read(header, "markdown")
    assert (reading.header.title, reading.problems) == (None, ())


def test_a_wrong_date_is_quoted() -> None:
    for reading in both("applies from: 2026-13-01\n"):
        assert "2026-13-01" in reading.problems[0].message


def test_a_single_legal_order_needs_no_brackets() -> None:
    assert all(reading.header.legal_orders == ("eu",) for reading in both("legal orders: eu\n"))


def test_an_empty_key_is_as_if_it_were_not_there() -> None:
    for reading in both("title:\napplies from: ~\nmeasure: ''\n"):
        header = reading.header
        assert (header.title, header.applies_from, header.measure) == (None, None, None)
        assert not reading.problems


def test_facts_in_a_markdown_header_say_where_they_belong() -> None:
    (problem,) = read("facts: {held: 2 days}\n", "markdown").problems
    assert problem.code == "bad-header"
    assert "comment" in problem.hint


def test_a_fact_outside_facts_says_where_it_belongs() -> None:
    (problem,) = read("detention.longest: 2 days\n", "yaml").problems
    assert problem.code == "bad-header"
    assert "`facts:`" in problem.hint


def test_a_markdown_header_without_an_end_is_told() -> None:
    reading = read_text("---\ntitle: T\nlegal orders: [eu]\n\nText <!-- rulebook: held = 2 days -->\n", "draft.md", "markdown")
    assert [problem.code for problem in reading.problems] == ["bad-header"]
    assert len(reading.statements) == 1


def test_a_broken_markdown_header_does_not_hide_the_statements() -> None:
    reading = read_text("---\ntitle: [\n---\nText <!-- rulebook: held = 2 days -->\n", "draft.md", "markdown")
    assert [problem.code for problem in reading.problems] == ["bad-header"]
    assert len(reading.statements) == 1


def test_a_ruled_line_at_the_top_is_no_header() -> None:
    reading = read_text("---\n\nSome text.\n\n---\n\nText <!-- rulebook: held = 2 days -->\n", "draft.md", "markdown")
    assert not reading.problems
    assert reading.statements[0].place.line == 7


def test_a_legal_order_that_no_loaded_rule_has_is_told_with_the_nearest() -> None:
    draft = yaml("legal orders: [eeu, xx, yy]\nfacts: {held: 1 day}\n")
    assert codes(draft) == ["bad-header", "bad-header"]
    assert "`eu`" in hints(draft)
    assert draft.legal_orders == ("xx",)
    assert draft.facts["held"].kind == "value"


@pytest.mark.parametrize(
    ("text", "mentions"),
    [
        ("complete: [peeple]\nfacts: {people: {a: {detained: no}}}\n", "`people`"),
        ("complete: [people]\nfacts: {people: {detained: no}}\n", "`people = none`"),
        ("complete: [people]\nfacts: {people: {adults: {detained: no}, children: }}\n", "`people = (…)`"),
    ],
)
def test_a_complete_that_closes_nothing_is_told_and_closes_nothing(text: str, mentions: str) -> None:
    draft = yaml(text)
    assert codes(draft) == ["bad-header"]
    assert mentions in hints(draft)
    assert not draft.groups["people"].closed


@pytest.mark.parametrize(
    "text", ["complete: [people]\nfacts: {people: {a: {detained: no}}}\n", "complete: people\nfacts: {people: {a: }}\n"]
)
def test_complete_closes_a_group_over_the_members_named(text: str) -> None:
    draft = yaml(text)
    assert not draft.problems
    assert draft.groups["people"].closed
    assert draft.groups["people"].members == ("a",)


def test_what_is_complete_in_the_header_and_left_open_in_a_statement_contradicts_itself_and_is_open() -> None:
    first = read_text("---\nmeasure: m\ncomplete: [people]\n---\nA.\n<!-- rulebook: people.a.detained = no -->\n", "a.md", "markdown")
    second = read_text('---\nmeasure: m\n---\nB.\n<!-- rulebook: people = open "others as needed" -->\n', "b.md", "markdown")
    draft = assemble([first, second], POLICY)
    (problem,) = draft.problems
    assert problem.code == "contradictory-fact"
    assert [(place.path, place.line) for place in problem.locations] == [("a.md", 3), ("b.md", 5)]
    assert (draft.groups["people"].closed, draft.groups["people"].members) == (False, ("a",))


def test_the_files_of_one_draft_have_one_header() -> None:
    first = read_text("measure: m\ntitle: T\nlegal orders: [eu]\ncomplete: [people]\n", "a.yaml", "yaml")
    second = read_text("measure: m\napplies from: 2026-01-01\nfacts: {people: {a: }}\n", "b.yaml", "yaml")
    draft = assemble([first, second], POLICY)
    assert not draft.problems
    assert (draft.title, draft.legal_orders, draft.applies_from) == ("T", ("eu",), Date(2026, 1, 1))
    assert draft.groups["people"].closed
    assert draft.paths == ("a.yaml", "b.yaml")


def test_files_of_one_draft_that_differ_in_their_header_are_told() -> None:
    first = read_text("legal orders: [eu]\napplies from: 2026-01-02\n", "a.yaml", "yaml")
    second = read_text("legal orders: [xx]\napplies until: 2026-01-01\n", "b.yaml", "yaml")
    draft = assemble([first, second], POLICY)
    assert codes(draft) == ["bad-header", "bad-header"]
    assert [[place.path for place in problem.locations] for problem in draft.problems] == [["a.yaml", "b.yaml"], ["b.yaml"]]


def test_a_draft_without_a_title_is_called_by_its_path() -> None:
    assert yaml("facts: {}\n").title == "draft.yaml"


@pytest.mark.parametrize("above", ["\n", " \n\n"])
def test_a_header_below_empty_lines_is_not_passed_over_in_silence(above: str) -> None:
    reading = read_text(f"{above}---\nlegal orders: [eu]\n---\nText.\n", "draft", "markdown")
    assert [problem.code for problem in reading.problems] == ["bad-header"]
    assert reading.problems[0].locations[0].line == above.count("\n") + 1
    assert not read_text(f"{above}---\n\nText: more.\n\n---\n", "draft", "markdown").problems


KEYS = "title: T\nlegal orders: [eu]\n"


@pytest.mark.parametrize(
    ("text", "line", "write"),
    [
        (f"-----\n{KEYS}-----\n", 1, "`---`"),
        (f"—\n{KEYS}—\n", 1, "`---`"),
        (f"***\n{KEYS}***\n", 1, "`---`"),
        (f"# Title\n---\n{KEYS}---\n", 2, "line 1"),
        (f"# Title\n\nWords.\n\n---\n{KEYS}---\n", 5, "line 1"),
        (f"\n\n---\n{KEYS}---\n", 3, "empty lines"),
        (f" ---\n{KEYS}---\n", 1, "line 1"),
        (f"{KEYS}---\nText.\n", 2, "line 1"),
        ("Legal orders: eu\n\nText.\n", 1, "line 1"),
    ],
)
def test_lines_that_look_like_a_header_and_are_none_are_told(text: str, line: int, write: str) -> None:
    (problem,) = read_text(text, "draft.md", "markdown").problems
    assert problem.code == "bad-header"
    assert problem.locations[0].line == line
    assert write in problem.hint


@pytest.mark.parametrize(
    "text",
    [
        "# One\n\n---\n\nTitle: of the chapter.\n",
        f"```\n---\n{KEYS}---\n```\n",
        "Heading\n-----\nMeasure: a deed of a State.\n",
        "Legal orders: in this law, these are the orders of law to which a State has bound itself.\n",
        "Applies from: the day of its publication.\n",
    ],
)
def test_prose_that_has_a_colon_is_no_header(text: str) -> None:
    assert not read_text(text, "draft.md", "markdown").problems


@pytest.mark.parametrize("value", ["", " []"])
def test_legal_orders_without_any_are_told(value: str) -> None:
    for kind, text in (("markdown", f"---\nlegal orders:{value}\n---\n"), ("yaml", f"legal orders:{value}\n")):
        (problem,) = read_text(text, "draft", kind).problems  # type: ignore[arg-type]
        assert problem.code == "bad-header"
        assert "`legal orders: [un, eu]`" in problem.hint


@pytest.mark.parametrize(
    ("written", "write"),
    [
        ("[European Union]", "[eu]"),
        ("European Union and the United Nations", "[eu, un]"),
        ("eu and un", "[eu, un]"),
        ("UN, Council of Europe; DE", "[un, coe, de]"),
    ],
)
def test_legal_orders_in_words_are_told_by_their_names(written: str, write: str) -> None:
    (problem,) = read_text(f"---\nlegal orders: {written}\n---\n", "draft.md", "markdown").problems
    assert problem.hint == f"Write `legal orders: {write}`."


def test_a_legal_order_that_nobody_knows_by_its_words_is_not_guessed() -> None:
    (problem,) = read_text("---\nlegal orders: [Kingdom of Belgium]\n---\n", "draft.md", "markdown").problems
    assert "two letters of a country" in problem.hint


def test_words_after_a_quotation_are_told_to_go_between_other_marks() -> None:
    (problem,) = read_text('---\ntitle: "Order" on x\n---\n', "draft.md", "markdown").problems
    assert problem.hint == "Put the whole text between other marks: `title: '\"Order\" on x'`."


@pytest.mark.parametrize(
    ("statement", "key"), [("legal orders = (eu)", "legal orders: [eu]"), ("applies from = 2026-01-01", "applies from: 2026-01-01")]
)
def test_a_key_of_the_header_in_a_statement_is_told_where_it_belongs(statement: str, key: str) -> None:
    (problem,) = read_text(f"Words.\n<!-- rulebook: {statement} -->\n", "draft.md", "markdown").problems
    assert f"`{key}`" in problem.hint
