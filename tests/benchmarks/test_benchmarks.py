"""The benchmarks can be put together, and what they measure is what they say; nothing is timed here."""

from __future__ import annotations

from importlib import import_module
from itertools import product

import pytest

from benchmarks import beside_peers, writing
from benchmarks import rules as r
from benchmarks.__main__ import PARTS
from benchmarks.loaded import DAY, checked, drafted
from benchmarks.peers import MODULES, by_hand, cedar, cel, openfisca, regorus_vm, rule_engine, zen_engine
from benchmarks.places import answered
from benchmarks.ratios import Ratio, Row, Skipped, table
from rulebook.checking.evaluation import evaluate
from rulebook.drafts import assemble, read_text


@pytest.mark.parametrize("module", [*(module for module, _, _ in PARTS.values()), *MODULES])
def test_each_part_can_be_imported_without_what_it_measures(module: str) -> None:
    found = import_module(module)
    assert found.__doc__
    assert callable(getattr(found, "measure", None) or found.prepare)


@pytest.mark.parametrize("size", [1, 30, 45])
def test_there_are_as_many_rules_as_asked_for(size: int) -> None:
    assert len(checked(r.books(size)).rules) == size


@pytest.mark.parametrize("plain", [True, False])
def test_the_made_rules_and_drafts_are_sound_and_every_status_comes_up(plain: bool) -> None:
    books = list(r.books(30))
    policy = checked(books, plain=plain)
    drafts = [drafted(answered(books, silent=0.2, draft=number), policy) for number in range(3)]
    found = {finding.status for draft in drafts for finding in evaluate(policy, draft, DAY, None)}
    assert found == {"pass", "fail", "unknown", "not applicable"}


def test_a_draft_says_the_same_in_yaml_and_in_markdown() -> None:
    books = list(r.books(30))
    policy, stated = checked(books), answered(books, silent=0.2)
    texts = (("yaml", writing.yaml_draft(stated)), ("markdown", writing.markdown_draft(stated)))
    came = [evaluate(policy, assemble([read_text(text, "draft", form)], policy), DAY, None) for form, text in texts]  # type: ignore[arg-type]
    for one, other in zip(*came, strict=True):
        assert (one.rule.name, one.status, one.missing) == (other.rule.name, other.status, other.missing)


def test_a_draft_of_members_names_and_closes_its_group() -> None:
    book = next(r.books(2))
    policy = checked([book])
    draft = assemble([read_text("".join(writing.members_draft(book, 12)), "draft.yaml", "yaml")], policy)
    assert not draft.problems
    assert len(draft.groups[book.group].members) == 12
    assert draft.groups[book.group].closed


def test_rules_by_hand_fail_where_rulebook_says_so_and_a_difference_is_told() -> None:
    books = list(r.books(30))
    drafts = [answered(books, silent=0.0, draft=number) for number in range(4)]
    rules = {f"made.book-{book.number}/{rule.name}": rule for book in books for rule in book.rules}
    ours = beside_peers.ours(books, drafts)
    beside_peers.the_same([*ours, *by_hand.prepare(rules, drafts)], len(drafts))
    wrong = by_hand.prepare({name: rules[name] for name in list(rules)[:3]}, drafts)
    with pytest.raises(beside_peers.DifferentAnswers, match="differ on"):
        beside_peers.the_same([*ours, *wrong], len(drafts))


def test_every_condition_can_be_said_by_every_engine() -> None:
    kinds = {type(node) for book in r.books(30) for rule in book.rules for stage in rule.stages for node in _within(stage.condition)}
    assert kinds >= {r.Yes, r.OneOf, r.AtMost, r.Includes, r.All, r.Some}
    rules = {rule.name: rule for book in r.books(30) for rule in book.rules}
    for dialect, rule in product((cedar.CEDAR, cel.CEL, zen_engine.ZEN, rule_engine.RULE_ENGINE, openfisca.FORMULAS), rules.values()):
        assert "<" not in dialect.fails(rule).replace("<=", "")
    module = regorus_vm.module_of(rules)
    assert all(name in module for name in rules)


def _within(node: r.Condition) -> list[r.Condition]:
    return [node, *(part for one in node.parts for part in _within(one))] if isinstance(node, r.All | r.Some) else [node]


def test_the_table_says_whether_an_aim_is_met_and_what_was_left_out() -> None:
    rows: list[Row] = [
        Ratio("a check", 7.5, "a bare Python", 8.0, "70 ms"),
        Ratio("a slow check", 123.4, "a bare Python", 8.0),
        Skipped("other", "It is not installed."),
    ]
    lines = table("A title", rows).splitlines()
    assert lines[0] == "A title"
    assert "7.50" in lines[3]
    assert lines[3].split()[-3:] == ["met", "70", "ms"]
    assert "123" in lines[4]
    assert lines[4].endswith("NOT MET")
    assert lines[5] == "other: skipped. It is not installed."
