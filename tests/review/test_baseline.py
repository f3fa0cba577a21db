"""The baseline: what it knows does not count, and it never outlives its reason."""

from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from rulebook.checking.findings import Report
from rulebook.checking.verdict import PLAIN, counts
from rulebook.records import replace
from rulebook.review.baseline import BaselineUnreadable, Entry, baseline_of, read_baseline, still_needed, with_baseline, write_baseline
from rulebook.review.names import Names
from tests.reports.reporting import POLICY
from tests.review.reviewing import all_findings, page, report_on, the

__all__: list[str] = []

NINE = ("Nine months.", "longest = 9 months; grounds = none")
FAMILIES = ("Families wait.", "people.a.children = yes; people.a.detained = yes")
FILE = "baseline.json"


@pytest.fixture
def _drafts(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    for name in ("a.md", "b.md"):
        Path(name).write_text("here", encoding="utf-8")


def after(report: Report, entries: tuple[Entry, ...]) -> Report:
    return with_baseline(report, read_baseline(write_baseline(entries).encode(), FILE), POLICY, Names(FILE))


def entries_of(report: Report) -> tuple[Entry, ...]:
    return baseline_of(report, PLAIN, Names(FILE))[0]


pytestmark = pytest.mark.usefixtures("_drafts")


def test_what_failed_when_it_was_written_is_shown_and_does_not_count() -> None:
    report = report_on(a=page(NINE))
    finding = the(after(report, entries_of(report)), "six-months")
    assert (finding.status, finding.aside) == ("fail", "in the baseline")
    assert not counts(finding, PLAIN)


def test_an_edited_passage_lapses_and_its_entry_is_stale() -> None:
    made = after(report_on(a=page(("Ten months.", "longest = 10 months; grounds = none"))), entries_of(report_on(a=page(NINE))))
    assert counts(the(made, "six-months"), PLAIN)
    assert [problem.code for problem in made.problems] == ["baseline-stale"]
    assert made.problems[0].locations[0].line == 2


def test_a_moved_passage_is_still_known_in_its_draft_and_in_another() -> None:
    entries = entries_of(report_on(a=page(NINE)))
    moved = after(report_on(a=page(("First.", "space = 4"), NINE)), entries)
    assert (the(moved, "six-months").aside, moved.problems) == ("in the baseline", ())
    other = after(report_on(a=page(("First.", "space = 4")), b=page(NINE)), entries)
    assert (the(other, "six-months", draft=1).aside, other.problems) == ("in the baseline", ())


def test_one_entry_covers_one_finding() -> None:
    made = after(report_on(a=page(NINE), b=page(NINE)), entries_of(report_on(a=page(NINE))))
    assert [one.aside for one in all_findings(made) if one.rule.name.endswith("six-months")] == ["in the baseline", None]


def test_an_absolute_safeguard_gets_no_entry_and_one_written_by_hand_covers_nothing() -> None:
    report = report_on(a=page(FAMILIES))
    entries, refused = baseline_of(report, PLAIN, Names(FILE))
    assert refused == 1
    assert [entry.rule for entry in entries if entry.rule.endswith("no-child")] == []
    child = the(report, "no-child", "a")
    forged = Entry(child.fingerprint, child.rule.name, child.rule.title, "a", "a.md", "fail")
    made = after(report, (forged,))
    assert counts(the(made, "no-child", "a"), PLAIN)
    assert [problem.code for problem in made.problems] == ["baseline-forbidden"]


def test_an_entry_for_what_was_not_known_does_not_cover_a_failure() -> None:
    report = report_on(a=page(NINE))
    entries = tuple(Entry(e.fingerprint, e.rule, e.title, e.member, e.draft, "unknown") for e in entries_of(report))
    assert counts(the(after(report, entries), "six-months"), PLAIN)


def test_entries_of_drafts_that_were_not_looked_at_are_left_alone_and_those_of_gone_drafts_are_stale() -> None:
    entries = entries_of(report_on(a=page(NINE)))
    assert after(report_on(b=page(("B.", "space = 4"))), entries).problems == ()
    Path("a.md").unlink()
    assert [problem.code for problem in after(report_on(b=page(("B.", "space = 4"))), entries).problems] == ["baseline-stale"]


def test_pruning_takes_out_what_is_stale_and_nothing_else() -> None:
    both = report_on(a=page(NINE), b=page(NINE))
    file = read_baseline(write_baseline(entries_of(both)).encode(), FILE)
    made = with_baseline(report_on(a=page(NINE), b=page(("B.", "longest = 5 months"))), file, POLICY, Names(FILE))
    assert [entry.draft for entry in still_needed(made, file.entries, FILE)] == ["a.md"]


@pytest.mark.parametrize(
    "content",
    [
        b'{"version": 1, "findings": [1], "findings": []}',
        b"", b"[]", b"{}", b"\xff", b'{"version": 2, "findings": []}', b'{"version": 1, "findings": [1]}', b'{"version": 1}', b"[" * 9999,
    ],
)  # fmt: skip
def test_what_is_no_baseline_is_refused_in_a_sentence(content: bytes) -> None:
    with pytest.raises(BaselineUnreadable, match="rulebook baseline"):
        read_baseline(content, FILE)


TEXT = st.text(max_size=12)


@given(st.lists(st.builds(Entry, TEXT, TEXT, TEXT, st.none() | TEXT, TEXT, st.sampled_from(["fail", "unknown"])), max_size=5))
def test_what_is_written_is_read_again(entries: list[Entry]) -> None:
    read = read_baseline(write_baseline(tuple(entries)).encode(), FILE).entries

    def key(entry: Entry) -> tuple[str, ...]:
        return (entry.fingerprint, entry.rule, entry.title, str(entry.member), entry.draft, entry.status)

    assert sorted(map(key, read)) == sorted(map(key, entries))


@pytest.mark.usefixtures("_drafts")
def test_a_baseline_of_today_leaves_nothing_that_can_be_set_aside() -> None:
    report = report_on(a=page(NINE, FAMILIES), b=page(("T.", "trained = 30 months")))
    made = after(report, entries_of(report))
    assert {finding.nature for finding in all_findings(made) if counts(finding, PLAIN)} == {"absolute"}
    assert made.problems == ()


def test_an_entry_sets_aside_the_rule_that_it_names_to_its_reader_and_no_other() -> None:
    report = report_on(a=page(NINE))
    (entry,) = entries_of(report)
    forged = replace(entry, rule="t.detention/trained-staff")
    assert the(after(report, (forged,)), "six-months").aside is None
