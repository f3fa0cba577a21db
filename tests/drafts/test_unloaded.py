"""A draft that is checked with a part of the library, and says more than that part asks."""

from __future__ import annotations

from pathlib import Path

from rulebook.drafts import assemble, read_text
from rulebook.drafts.draft import Draft
from rulebook.language.library import names_of_the_library
from rulebook.language.loading import load_policy
from tests.drafts.policies import codes, markdown

__all__: list[str] = []

PART = str(Path(__file__).parents[2] / "policies/eu/return-detention.rules")


def by_a_part(*statements: str, orders: str = "eu, un") -> Draft:
    text = f"---\nlegal orders: [{orders}]\n---\nWords.\n" + "".join(f"<!-- rulebook: {one} -->\n" for one in statements)
    return assemble([read_text(text, "draft.md", "markdown")], load_policy([PART]))


def test_what_only_the_rest_of_the_library_knows_is_a_note_and_no_problem() -> None:
    draft = by_a_part("people.children = yes", "people.families.detained = no", "people = (families)", "step first_hearing after arrest")
    assert not draft.problems
    assert draft.legal_orders == ("eu",)
    (note,) = draft.notes
    assert note.code == "not-loaded"
    assert "`people.children`" in note.message
    assert [place.line for place in note.locations] == [2, 5, 6, 7, 8]


def test_what_nobody_knows_stays_a_problem() -> None:
    draft = by_a_part("detention.longst = 9 months", "people.childrn = yes", "step first_hearng after first_haering")
    assert codes(draft) == ["unknown-fact", "unknown-fact", "unknown-event", "unknown-event"]


def test_a_draft_of_whose_law_nothing_is_loaded_is_a_problem() -> None:
    assert codes(by_a_part(orders="un")) == ["bad-header"]
    assert codes(by_a_part(orders="eu, uu")) == ["bad-header"]


def test_rules_that_are_no_part_of_the_library_are_all_that_counts() -> None:
    assert codes(markdown("Words.\n<!-- rulebook: detention.returnees = yes -->\n")) == ["unknown-fact"]


def test_the_names_of_the_library_are_those_of_its_rules() -> None:
    policy, names = load_policy([]), names_of_the_library()
    assert names.facts == set(policy.facts)
    assert names.groups == set(policy.groups)
    assert names.events == set(policy.events)
    assert names.orders == policy.legal_orders()
