"""The compiled cache gives back the same policy, is never stale, and never trusts a damaged file."""

from __future__ import annotations

import os
from pathlib import Path

import pytest

from rulebook.language import store
from rulebook.language.loading import load_policy, rule_files
from rulebook.language.policy import Policy
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
    )


def test_a_kept_policy_is_the_policy(rules: Path, tmp_path: Path) -> None:
    first = load_policy([str(rules)])
    assert len(cached(tmp_path)) == 1
    second = load_policy([str(rules)])
    assert type(second.rules).__name__ == "Lines", "the second was not loaded from the cache"
    assert same(first, second)


def test_the_shipped_library_is_the_same_from_the_cache(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("RULEBOOK_CACHE", str(tmp_path / "cache"))
    if not rule_files([]):
        pytest.skip("the library is empty")
    assert same(load_policy([]), load_policy([]))


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
        whole.replace(b'"rules":1', b'"rules":0'),
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
        with pytest.raises(Exception, match="errors in the rule files"):
            load_policy([str(rules)])
    assert cached(tmp_path) == []


def test_only_so_many_policies_are_kept(rules: Path, tmp_path: Path) -> None:
    for i in range(store.MOST_KEPT + 3):
        rules.write_text(RULES + f"# {i}\n", encoding="utf-8")
        load_policy([str(rules)])
    assert len(cached(tmp_path)) == store.MOST_KEPT
