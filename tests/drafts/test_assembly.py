"""From readings to a draft: types, contradictions, groups, steps."""

from __future__ import annotations

import pytest

from rulebook.drafts import assemble, assemble_statements, read_text
from rulebook.language.nodes import State, Statement, Step
from rulebook.language.parser import parse_statement
from rulebook.values import NO, YES, Date, Duration, Members, Money, Percent, Text
from tests.drafts.policies import POLICY, codes, hints, lines, markdown, said


@pytest.mark.parametrize(
    ("statement", "path", "value"),
    [
        ("held = 1 year 6 months", "held", Duration(months=18)),
        ("held = unlimited", "held", Duration(unlimited=True)),
        ("detention.reviewed = yes", "detention.reviewed", YES),
        ("detention.purpose = removal", "detention.purpose", "removal"),
        ("detention.purpose = none", "detention.purpose", "none"),
        ("detention.means = none", "detention.means", Members(frozenset())),
        ("detention.means = gag", "detention.means", Members(frozenset({"gag"}))),
        ("detention.means = (gag, belt)", "detention.means", Members(frozenset({"gag", "belt"}))),
        ("detention.means includes (gag, belt)", "detention.means", Members(frozenset({"gag", "belt"}), frozenset(), False)),
        ("detention.means does not include gag", "detention.means", Members(frozenset(), frozenset({"gag"}), False)),
        ("measure.fair = no", "measure.fair", NO),
        ("measure.starts = 2026-06-12", "measure.starts", Date(2026, 6, 12)),
        ("camp.toilets = 0", "camp.toilets", 0),
        ("share = 10%", "share", Percent(10)),
        ("budget = EUR 12", "budget", Money("EUR", 12)),
        ('note = "a \\"b\\""', "note", Text('a "b"')),
    ],
)
def test_a_value_of_the_type_is_stated(statement: str, path: str, value: object) -> None:
    draft = said(statement)
    assert not draft.problems
    assert draft.facts[path].value == value
    assert draft.facts[path].kind == "value"


@pytest.mark.parametrize(
    ("statement", "mentions"),
    [
        ("held = six months", "`6 months`"),
        ("held = 6", "6 months"),
        ("held = never", "`unlimited`"),
        ("held = removal", "6 months"),
        ("held =", "6 months"),
        ("held includes x", "`held = …`"),
        ("detention.reviewed = true", "`yes`"),
        ("detention.reviewed = No", "`no`"),
        ('detention.reviewed = yes by "A" because "B"', "`detention.reviewed = yes`"),
        ("detention.purpose = remove", "`removal`"),
        ("detention.purpose = punishment", "removal, entry, none"),
        ("detention.purpose = (removal)", "removal"),
        ("detention.means = (cuff, bel)", "`(cuff, belt)`"),
        ("detention.means includes gags", "`gag`"),
        ("detention.means = yes", "or none"),
        ("measure.fair = 5", "because"),
        ("measure.starts = tomorrow", "2026-06-12"),
        ("measure.starts = 2026-02-30", "2026-06-12"),
        ("camp.toilets = -5", "such as 12"),
        ("camp.toilets = 10%", "such as 12"),
        ("camp.toilets = 99999999999999999999999999999999", "30 digits"),
        ("share = 10", "`10%`"),
        ("budget = 12", "EUR"),
        ("note = word", "quotation marks"),
        ("people = yes", "`people = none`"),
        ("people = 3", "`people = none`"),
        ("people includes families", "`people = none`"),
    ],
)
def test_a_value_of_another_type_is_told_with_an_example(statement: str, mentions: str) -> None:
    draft = said(statement)
    assert codes(draft) == ["wrong-type"]
    assert mentions in hints(draft)
    assert all(stated.kind == "problem" for stated in draft.facts.values())


@pytest.mark.parametrize(
    ("statement", "mentions"),
    [
        ("detention.longst = 2 days", "`detention.longest`"),
        ("people.families.detaind = yes", "`people.families.detained`"),
        ("people.detaind = yes", "`people.detained`"),
        ("zzz = yes", "rulebook facts"),
        ("people.families.qqqqqqqqqqqqqq = yes", "`people.children`"),
        ("detention.short = yes", "`detention.longest`, `detention.reviewed`"),
        ("people.families.at_risk = yes", "`people.families.children`, `people.families.detained`"),
        ("arrest = yes", "`step arrest happens`"),
        ("detention.longest.max = 2 days", "`detention.longest`"),
        ("people.families.longest.max = 2 days", "`people.families.longest`"),
    ],
)
def test_a_fact_that_no_rulebook_declares_is_told_with_the_nearest(statement: str, mentions: str) -> None:
    draft = said(statement)
    assert codes(draft) == ["unknown-fact"]
    assert mentions in hints(draft)


def test_an_unknown_fact_is_one_problem_with_all_its_places() -> None:
    draft = said("detention.longst = 2 days", "detention.longst = 3 days")
    assert lines(draft) == [[2, 3]]


# ---- several statements of one fact ------------------------------------------------------------------------------


@pytest.mark.parametrize(
    "statements",
    [
        ("held = 12 months", "held = 1 year"),
        ("held = 2 weeks", "held = 14 days"),
        ('held = open "short"', 'held = open "as short as possible"'),
        ("detention.means = (cuff, gag)", "detention.means = (gag, cuff)"),
        ("detention.means = (cuff, gag)", "detention.means includes cuff", "detention.means does not include belt"),
        ("detention.means includes cuff", "detention.means does not include belt"),
        ('note = "x"', 'note = "x"'),
        ("camp.toilets = 2", "camp.toilets = 2.0"),
        ("people = (a, b)", "people = (b, a)"),
        ("people.longest = 1 day", "people.a.longest = 2 days"),
    ],
)
def test_statements_that_agree_are_no_contradiction(statements: tuple[str, ...]) -> None:
    assert not said(*statements).problems


@pytest.mark.parametrize(
    "statements",
    [
        ("held = 6 months", "held = 9 months"),
        ("held = 24 hours", "held = 1 day"),
        ("held = 30 days", "held = 1 month"),
        ("held = 6 months", 'held = open "short"'),
        ("detention.reviewed = yes", "detention.reviewed = no"),
        ("detention.means = (cuff)", "detention.means includes gag"),
        ("detention.means = (cuff)", "detention.means does not include cuff"),
        ("detention.means = none", "detention.means includes gag"),
        ("detention.means includes gag", "detention.means does not include gag"),
        ("detention.means = cuff", "detention.means = gag"),
        ('note = "x"', 'note = "y"'),
        ("budget = EUR 1", "budget = USD 1"),
        ("measure.fair = yes", 'measure.fair = no by "A" because "B"'),
        ("people.a.longest = 1 day", "people.a.longest = 2 days"),
        ("people = (a)", "people = (a, b)"),
        ("people = (a)", "people.b.detained = no"),
        ("people = (a)", "people.b.detaind = no"),
        ("people = none", "people.detained = no"),
        ("people = none", "people.a.detained = no"),
        ("people = (a)", 'people = open "various groups"'),
    ],
)
def test_statements_that_are_not_certainly_the_same_contradict_each_other(statements: tuple[str, ...]) -> None:
    for draft in (said(*statements), said(*reversed(statements))):
        (problem,) = (problem for problem in draft.problems if problem.code == "contradictory-fact")
        assert [place.line for place in problem.locations] == [2, 3]
        assert all(stated.kind == "problem" for stated in (*draft.facts.values(), *draft.members.values()) if len(stated.made) > 1)
        assert not draft.groups["people"].closed


def test_a_contradiction_names_all_its_places() -> None:
    draft = said("held = 1 day", "held = 2 days", "detention.reviewed = yes", "held = 1 day")
    assert lines(draft) == [[2, 3, 5]]


def test_why_two_durations_are_not_certainly_the_same_is_told() -> None:
    assert "24 to 48 hours" in said("held = 24 hours", "held = 1 day").problems[0].message


def test_a_wrong_value_beside_a_right_one_makes_the_fact_not_known() -> None:
    draft = said("held = 1 day", "held = yes")
    assert codes(draft) == ["wrong-type"]
    assert draft.facts["held"].kind == "problem"


def test_equal_statements_keep_the_first_place() -> None:
    draft = said("held = 12 months", "held = 1 year")
    assert [made.place.line for made in draft.facts["held"].made] == [2, 3]


def test_a_judgement_with_reasons_stands_before_one_without() -> None:
    for draft in (
        said("measure.fair = yes", 'measure.fair = yes by "A" because "B"'),
        said('measure.fair = yes by "A" because "B"', "measure.fair = yes"),
    ):
        assert not draft.problems
        assert not draft.facts["measure.fair"].weak
        assert draft.facts["measure.fair"].by == "A"


@pytest.mark.parametrize(
    ("reasons", "weak"), [("", True), ('by "A"', True), ('because "B"', True), ('by "" because " "', True), ('by "A" because "B"', False)]
)
def test_a_bare_judgement_is_weak(reasons: str, weak: bool) -> None:
    assert said(f"measure.fair = yes {reasons}").facts["measure.fair"].weak is weak


@pytest.mark.parametrize("text", ["whom", "what reasons", "TODO", "TBD.", "tbc", "XXX", "[who]", "…", "?"])
def test_a_word_that_keeps_the_place_of_reasons_is_none_and_is_told(text: str) -> None:
    draft = said(f'measure.fair = no by "{text}" because "{text}"')
    assert draft.facts["measure.fair"].weak
    (note,) = draft.notes
    assert note.code == "weak-judgement"
    assert f"“{text}” says nothing" in note.message


@pytest.mark.parametrize(("reasons", "lacks"), [('by "A"', 'because "…"'), ('because "B"', 'by "…"')])
def test_half_a_judgement_is_told_what_it_lacks(reasons: str, lacks: str) -> None:
    (note,) = said(f"measure.fair = no {reasons}").notes
    assert note.message.endswith(f"Complete it with {lacks}.")


@pytest.mark.parametrize("who", ["A", "WHO", "the ministry"])
def test_a_sound_judgement_has_no_note(who: str) -> None:
    assert not said(f'measure.fair = no by "{who}" because "B" on 2026-01-01').notes


@pytest.mark.parametrize("statement", ["people = (NAME, NAME)", "people = (families, NAME)", "people.NAME.detained = yes"])
def test_the_place_of_a_name_in_a_skeleton_is_no_name(statement: str) -> None:
    draft = said(statement)
    assert codes(draft)
    assert "name" in hints(draft)
    assert not draft.groups["people"].closed


def test_parts_stay_known_beside_an_open_rest() -> None:
    stated = said("detention.means includes gag", 'detention.means = open "and others"').facts["detention.means"]
    assert stated.value == Members(frozenset({"gag"}), frozenset(), False)
    assert stated.words == "and others"


# ---- groups ------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    "statement",
    ["people.families.detained = no", "people.families.detaind = no", "people.families.longest = six", "people.families.a.b.c = no",
     "people.families.at_risk = no", 'people.families.longest = open "short"', "people.families.means includes gag",
     "people.families.detained is no", "people includes families", "people = (families)", "people = families"],
)  # fmt: skip
def test_every_statement_of_a_member_names_it(statement: str) -> None:
    state = said(statement).groups["people"]
    assert state.members == ("families",)
    assert not state.general


@pytest.mark.parametrize(
    "statement", ["people.detained = no", "people.longest = six", 'people.longest = open "x"', "people.means includes gag"]
)
def test_a_general_statement_names_nobody(statement: str) -> None:
    state = said(statement).groups["people"]
    assert state.general
    assert not state.members
    assert not state.silent


def test_a_group_that_nobody_speaks_of_is_silent() -> None:
    assert all(state.silent for state in said("held = 1 day", "people.detaind = yes").groups.values())


def test_a_member_may_have_the_name_of_a_fact() -> None:
    draft = said("people.children.detained = no", "people.children = yes")
    assert not draft.problems
    assert draft.members["people.detained", "children"].value is NO
    assert draft.facts["people.children"].value is YES


@pytest.mark.parametrize(("statement", "members"), [("people = none", ()), ("people = (b, a)", ("a", "b")), ("people = a", ("a",))])
def test_a_closed_group_has_the_members_of_its_list(statement: str, members: tuple[str, ...]) -> None:
    state = said(statement).groups["people"]
    assert state.closed
    assert state.members == members


def test_a_contradicted_group_counts_as_open_with_all_members_named_anywhere() -> None:
    draft = said("people = (a, b)", "people = (b, c)", "people.d.detained = no", "people.longest = 1 day")
    state = draft.groups["people"]
    assert (state.members, state.closed, state.general) == (("a", "b", "c", "d"), False, True)
    assert codes(draft) == ["contradictory-fact"]
    assert lines(draft) == [[2, 3, 4]]


def test_a_closing_that_is_wrong_leaves_the_group_open() -> None:
    draft = said("people = (a, yes)", "people = (a)")
    assert codes(draft) == ["wrong-type"]
    assert not draft.groups["people"].closed


# ---- steps -------------------------------------------------------------------------------------------------------


def test_steps_lose_their_prefix_and_have_a_track() -> None:
    draft = said(
        "step border.hearing within 2 days of border.arrest",
        "step hearing within 3 days of arrest",
        "step border.removal never happens",
        "step sea.hearing after arrest",
    )
    assert not draft.problems
    assert draft.tracks == ("border", "sea")
    assert [(one.track, one.step.event, one.step.other) for one in draft.steps] == [
        ("border", "hearing", "arrest"), ("", "hearing", "arrest"), ("border", "removal", ""), ("sea", "hearing", "arrest"),
    ]  # fmt: skip


@pytest.mark.parametrize(
    ("statement", "code", "mentions", "tracks"),
    [
        ("step hering within 2 days of arrest", "unknown-event", "`hearing`", ()),
        ("step border.hering within 2 days of border.arrest", "unknown-event", "`border.hearing`", ("border",)),
        ("step a.b.hearing happens", "unknown-event", "`hearing`", ()),
        ("step held happens", "unknown-event", "`held = …`", ()),
        ("step a.hearing after b.arrest", "bad-statement", "same track", ("a", "b")),
        ("step hearing at least unlimited after arrest", "bad-statement", "never happens", ()),
        ("step border.hearing witin 2 days of arrest", "bad-statement", "`within`", ("border",)),
    ],
)
def test_a_wrong_step_is_told_and_still_names_its_track(statement: str, code: str, mentions: str, tracks: tuple[str, ...]) -> None:
    draft = said(statement)
    assert codes(draft) == [code]
    assert mentions in hints(draft)
    assert draft.tracks == tracks
    assert not draft.steps


# ---- drafts ------------------------------------------------------------------------------------------------------


def test_problems_are_in_the_order_of_their_lines_and_codes() -> None:
    draft = markdown(
        "T <!-- rulebook: zzz = 1; held = x; oops; held = 1 day -->\n\n"
        'U <!-- rulebook: detention.reviewed = 5; note = "a" -->\n\nV <!-- rulebook: note = "b" -->\n'
    )
    assert codes(draft) == ["bad-statement", "unknown-fact", "wrong-type", "contradictory-fact", "wrong-type"]
    assert [first for first, *_ in lines(draft)] == [1, 1, 1, 3, 3]


def test_the_places_of_several_files_keep_their_file() -> None:
    one = read_text("T <!-- rulebook: held = 1 day -->\n", "b.md", "markdown")
    two = read_text("measure: m\nfacts: {held: 2 days, zzz: 1}\n", "a.yaml", "yaml")
    draft = assemble([one, two], POLICY)
    assert [[place.path for place in problem.locations] for problem in draft.problems] == [["b.md", "a.yaml"], ["a.yaml"]]


def test_an_unreadable_file_makes_an_unreadable_draft() -> None:
    draft = assemble([read_text("- a\n", "a.yaml", "yaml")], POLICY)
    assert draft.unreadable
    assert codes(draft) == ["unreadable"]
    assert draft.title == "a.yaml"


def test_a_bare_judgement_of_a_case_counts_as_reasoned() -> None:
    statements: list[Statement] = []
    for text in ("measure.fair = yes", "people.a.vulnerable = no", "step hearing after arrest"):
        read = parse_statement(text)
        assert isinstance(read, State | Step)
        statements.append(read)
    draft = assemble_statements(statements, POLICY)
    assert not draft.facts["measure.fair"].weak
    assert not draft.members["people.vulnerable", "a"].weak
    assert len(draft.steps) == 1
    assert assemble_statements(statements, POLICY, judgements_reasoned=False).facts["measure.fair"].weak


def test_many_unknown_facts_are_told_in_little_time() -> None:
    draft = said(*(f"unheard.of_{i} = yes" for i in range(2000)))
    assert len(draft.problems) == 2000
