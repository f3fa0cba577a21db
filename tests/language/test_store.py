"""The compiled cache gives back the same policy, is never stale, and never trusts a damaged file."""

from __future__ import annotations

import os
from functools import cache
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from rulebook.checking.program.binding import bindings
from rulebook.language import store
from rulebook.language.diagnostics import RulesCannotBeLoaded
from rulebook.language.loading import _compile, load_policy, read_contents, rule_files
from rulebook.language.policy import Policy
from rulebook.language.source import Span
from rulebook.values import NEVER, Date
from tests.language.loading import HEAD

RULES = HEAD + (
    'rule cap of s\n  authority S "15(5)" unverified\n  for each people\n  when people.detained\n'
    "  require held is at most 6 months\n\n"
    'exception longer to cap\n  authority S "15(6)"\n  when means_used includes only (cuff) and cost is at least EUR 10.50\n'
    "  require held is at most 18 months\n\n"
    'define dear as cost per EUR 3 is more than 0.3\n  means "it is dear"\n\n'
    'case "x"\n  given held = 9 months\n  given people.a.detained = yes\n  expect cap for a fails\n'
)


@pytest.fixture
def rules(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Give a rule file, and a cache of the test's own."""
    monkeypatch.setenv("RULEBOOK_CACHE", str(tmp_path / "cache"))
    path = tmp_path / "a.rules"
    path.write_text(RULES, encoding="utf-8")
    return path


def cached(tmp_path: Path) -> list[Path]:
    return sorted((tmp_path / "cache").glob("policy-*.jsonl"))


def same(left: Policy, right: Policy) -> bool:
    names = ("rulebooks", "sources", "safeguards", "groups", "facts", "events", "defines", "in_doubt")
    return (
        all(
            list(getattr(left, n).values() if hasattr(getattr(left, n), "values") else getattr(left, n))
            == list(getattr(right, n).values() if hasattr(getattr(right, n), "values") else getattr(right, n))
            for n in names
        )
        and list(left.rules) == list(right.rules)
        and list(left.cases) == list(right.cases)
        and places(left) == places(right)
    )


def places(policy: Policy) -> list[Span]:
    """The places that are kept, which take no part in equality."""
    placed: list[Any] = [*policy.rules, *policy.cases]
    placed += [part for _, requirement, exception in policy.exceptions() for part in (requirement, exception)]
    placed += [expectation for case in policy.cases for expectation in case.expectations]
    return [one.span for one in placed]


def test_a_kept_policy_is_the_policy(rules: Path, tmp_path: Path) -> None:
    first = load_policy([str(rules)])
    assert len(cached(tmp_path)) == 1
    second = load_policy([str(rules)])
    assert isinstance(second, store.KeptPolicy), "the second was not loaded from the cache"
    assert same(first, second)


def test_the_shipped_library_is_the_same_from_the_cache(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("RULEBOOK_CACHE", str(tmp_path / "cache"))
    if not rule_files([]):
        pytest.skip("the library is empty")
    first, second = load_policy([]), load_policy([])
    assert isinstance(second, store.KeptPolicy), "the second was not loaded from the cache"
    assert same(first, second)


def test_rules_are_kept_wherever_the_files_lie(rules: Path, tmp_path: Path) -> None:
    load_policy([str(rules)])
    elsewhere = tmp_path / "elsewhere.rules"
    rules.rename(elsewhere)
    found = load_policy([str(elsewhere)])
    assert isinstance(found, store.KeptPolicy)
    assert [book.path for book in found.rulebooks.values()] == [str(elsewhere)]


@cache
def library() -> tuple[Policy, Policy]:
    """The library twice, as it is made and as it is kept."""
    first, second = load_policy([]), load_policy([])
    return (_compile(read_contents([])[0]) if isinstance(first, store.KeptPolicy) else first), second


days = st.none() | st.builds(Date, st.integers(1990, 2040), st.integers(1, 12), st.integers(1, 28)) | st.just(NEVER)
some_orders = st.none() | st.sets(st.sampled_from(["un", "coe", "eu", "practice", "de"]))


@given(days, some_orders)
def test_every_rule_that_binds_is_given(day: Date | None, orders: set[str] | None) -> None:
    made, kept = library()
    given_ = [rule.name for rule in kept.rules_on(day, orders)]
    assert given_ == [rule.name for rule in made.rules if rule.name in set(given_)], "the rules are given in their order"
    assert {rule.name for rule in made.rules if bindings(rule, day, orders)} <= set(given_)
    assert kept.legal_orders() == made.legal_orders()


def test_cases_that_are_found_damaged_are_read_anew(rules: Path, tmp_path: Path) -> None:
    first = load_policy([str(rules)])
    (path,) = cached(tmp_path)
    whole = path.read_bytes()
    path.write_bytes(whole.replace(b'{"Case"', b'{"Casf"'))
    found = load_policy([str(rules)])
    assert isinstance(found, store.KeptPolicy)
    assert list(found.cases) == list(first.cases)


def test_rules_that_were_changed_before_they_were_read_are_not_mixed_with_what_was_kept(rules: Path, tmp_path: Path) -> None:
    load_policy([str(rules)])
    (path,) = cached(tmp_path)
    other = RULES + '\nrule another of s\n  authority S "1"\n  for each people\n  require people.detained\n'
    found = store.kept([(str(rules), RULES.encode())], lambda: _compile([("a.rules", other.encode())]))
    assert found is not None
    path.write_bytes(path.read_bytes().replace(b'{"Rule"', b'{"Rulf"'))
    with pytest.raises(RulesCannotBeLoaded) as told:
        list(found.rules)
    assert [one.message for one in told.value.diagnostics] == ["The rule files were changed while they were being read."]


def test_a_changed_file_is_read_anew(rules: Path) -> None:
    assert len(load_policy([str(rules)]).rules) == 1
    stamp = os.stat(rules)
    rules.write_text(RULES.replace("6 months", "7 months"), encoding="utf-8")
    os.utime(rules, ns=(stamp.st_atime_ns, stamp.st_mtime_ns))  # not even the same size and time deceive it
    assert "months=7" in repr(load_policy([str(rules)]).rules[0])


def test_a_damaged_cache_is_not_used(rules: Path, tmp_path: Path) -> None:
    first = load_policy([str(rules)])
    (path,) = cached(tmp_path)
    whole = path.read_bytes()
    for damaged in (
        b"",
        whole[:100],
        whole[:-20],
        whole.replace(b"months", b"monthz"),
        b"[]\n" + whole,
        b"null\n[]",
        whole.replace(b'"counts":[1', b'"counts":[2'),
    ):
        path.write_bytes(damaged)
        assert same(load_policy([str(rules)]), first)


def test_without_a_cache_folder_the_rules_are_still_read(rules: Path, monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.setenv("RULEBOOK_CACHE", "off")
    assert len(load_policy([str(rules)]).rules) == 1
    blocked = tmp_path / "a file"
    blocked.write_text("x", encoding="utf-8")
    monkeypatch.setenv("RULEBOOK_CACHE", str(blocked / "below"))
    assert len(load_policy([str(rules)]).rules) == 1


def test_rules_with_errors_are_never_kept(rules: Path, tmp_path: Path) -> None:
    rules.write_text(RULES.replace("6 months", "6"), encoding="utf-8")
    for _ in range(2):
        with pytest.raises(RulesCannotBeLoaded):
            load_policy([str(rules)])
    assert cached(tmp_path) == []


def test_only_so_many_policies_are_kept(rules: Path, tmp_path: Path) -> None:
    for i in range(store.MOST_KEPT + 3):
        rules.write_text(RULES + f"# {i}\n", encoding="utf-8")
        load_policy([str(rules)])
    assert len(cached(tmp_path)) == store.MOST_KEPT
