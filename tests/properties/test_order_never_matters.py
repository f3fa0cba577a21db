"""The order of declarations, files, clauses and statements never changes a finding (places aside)."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from random import Random

from hypothesis import given
from hypothesis import strategies as st

from rulebook.checking.findings import Finding
from rulebook.language.policy import Policy
from tests.naive.books import Book, books, load
from tests.naive.findings import findings, found, said_without_places, short
from tests.naive.statements import Check, checks, draft_of

__all__: list[str] = []


def decided(finding: Finding) -> tuple[object, ...]:
    """Return what a finding decides; the names in it have no order and no rulebook."""
    names = (finding.exceptions, finding.unless, finding.judgements, finding.held_against, finding.missing)
    return (finding.status, finding.orders, finding.not_reached, *(frozenset(map(short, group)) for group in names))


def by_short_name(made: Mapping[tuple[str, str | None], Finding]) -> dict[tuple[str, str | None], tuple[object, ...]]:
    return {(short(rule), member): decided(finding) for (rule, member), finding in made.items()}


@given(checks(), st.randoms(use_true_random=False))
def test_the_order_of_statements_changes_nothing(check: Check, random: Random) -> None:
    shuffled = list(check.said)
    random.shuffle(shuffled)
    assert [*map(said_without_places, found(check).values())] == [*map(said_without_places, found(check, said=shuffled).values())]


@given(checks(), st.randoms(use_true_random=False))
def test_the_order_of_declarations_changes_nothing(check: Check, random: Random) -> None:
    declarations = list(check.book.declarations)
    random.shuffle(declarations)
    assert by_short_name(found(check)) == by_short_name(found(check, book=Book(tuple(declarations))))


@given(checks(), st.data())
def test_it_changes_nothing_in_which_file_a_declaration_stands(check: Check, data: st.DataObject) -> None:
    halves: tuple[list[str], list[str]] = ([], [])
    for declared in check.book.declarations:
        data.draw(st.sampled_from(halves)).append(declared.text)
    names = data.draw(st.permutations(("t.one", "t.two")))
    texts = [
        "\n\n".join([f'rulebook {own}\n  title "A book"\n  use {other}', *half]) for own, other, half in zip(names, names[::-1], halves)
    ]
    policy = load(*data.draw(st.permutations(texts)))
    assert by_short_name(found(check)) == by_short_name(findings(check, policy, draft_of(check.said, policy)))


@given(books(), st.randoms(use_true_random=False))
def test_the_order_of_clauses_changes_nothing(book: Book, random: Random) -> None:
    """Those of one keyword keep their order: it is the order of reading, and of a staged test."""
    shuffled = Book(tuple(replace(declared, text=_shuffled(declared.text, random)) for declared in book.declarations))
    assert _content(load(book.text())) == _content(load(shuffled.text()))


def _shuffled(text: str, random: Random) -> str:
    head, *clauses = text.split("\n")
    keywords = [{"forbid": "require"}.get(word, word) for word in (clause.split()[0] for clause in clauses)]
    waiting = {keyword: [clause for clause, own in zip(clauses, keywords) if own == keyword] for keyword in keywords}
    random.shuffle(keywords)
    return "\n".join([head, *(waiting[keyword].pop(0) for keyword in keywords)])


def _content(policy: Policy) -> tuple[object, ...]:
    """Return all that a policy says; places take no part in equality."""
    return policy.sources, policy.safeguards, dict(policy.facts), dict(policy.events), dict(policy.defines), policy.rules
