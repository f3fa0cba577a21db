"""The examples: the library agrees with what courts and treaty bodies decided, and the drafts of the README show what they are meant to."""

from __future__ import annotations

import re
from collections import Counter
from functools import cache
from pathlib import Path

import pytest

import rulebook
from benchmarks import agreement
from benchmarks.agreement import DRAFTS, LIBRARY, Case, Judged
from rulebook.checking.findings import CheckedDraft, Finding
from rulebook.language.policy import Policy

__all__: list[str] = []

EXAMPLES = DRAFTS.parent
CASES = agreement.decided_cases()
SOME_DAY = rulebook.Date(2026, 1, 1)  # every draft says from when it applies


@cache
def library() -> Policy:
    return rulebook.load_policy([str(LIBRARY)])


@cache
def results() -> tuple[tuple[CheckedDraft, tuple[Judged, ...]], ...]:
    return tuple(agreement.judged(library(), CASES))


def rows() -> list[Judged]:
    return [one for _, ones in results() for one in ones]


def table() -> str:
    """Return the table of agreement, which a failed test shows."""
    return "\n\n" + agreement.table(results())


def named(ones: list[Judged]) -> list[str]:
    return [f"{one.case.name}, {one.row.safeguard}" for one in ones]


def opened(path: Path) -> set[str]:
    """Return the facts that a draft states in words that set nothing."""
    return set(re.findall(r'([\w.]+) = open "', path.read_text(encoding="utf-8")))


# ---- the decided cases ---------------------------------------------------------------------------------------------


def test_every_draft_has_its_case_and_every_case_its_draft() -> None:
    assert {path.stem for path in DRAFTS.iterdir()} == {case.name for case in CASES}


@pytest.mark.parametrize("case", CASES, ids=[case.name for case in CASES])
def test_the_draft_of_a_case_is_read_whole_and_judges_nothing(case: Case) -> None:
    path = DRAFTS / f"{case.name}.md"
    checked = agreement.check(library(), path)
    assert not checked.problems
    assert {note.code for note in checked.notes} <= {"open-group"}
    assert checked.title
    assert len(checked.legal_orders) == 1
    assert ' by "' not in path.read_text(encoding="utf-8"), "a judgement belongs to the court, not to the measure"


@pytest.mark.parametrize("number", range(len(CASES)), ids=[case.name for case in CASES])
def test_the_rules_find_in_a_case_what_is_expected(number: int) -> None:
    checked, ones = results()[number]
    found = list(agreement.differences(ones[0].case, checked))
    assert not found, "\n".join(found) + table()


def test_no_breach_that_was_held_is_missed() -> None:
    assert not named([one for one in rows() if one.outcome == "missed breach"]), table()


def test_a_false_alarm_is_listed_with_its_reason() -> None:
    alarms = [one for one in rows() if one.outcome == "false alarm"]
    assert named(alarms) == named([one for one in rows() if one.row.false_alarm]), table()


def test_what_is_decided_on_the_face_of_the_text_is_decided_alike() -> None:
    asked = [one for one in rows() if one.row.decided_by == "face" and one.outcome == "asks"]
    assert named(asked) == named([one for one in rows() if one.row.unsaid]), table()


def test_what_turns_on_a_judgement_is_asked_for_by_name() -> None:
    for one in rows():
        if one.row.decided_by == "judgement" and one.outcome == "asks":
            missing = [path for expected in one.row.rules for path in expected.missing]
            assert any(_judgement(path) for path in missing) or set(missing) & opened(DRAFTS / f"{one.case.name}.md"), named([one])


def _judgement(path: str) -> bool:
    """Return whether the fact is a judgement: `group.member.fact`, or a fact that belongs to no group."""
    names = path.split(".")
    fact = library().facts.get(f"{names[0]}.{names[-1]}")
    return fact is not None and fact.type.kind == "judgement"


def test_the_table_counts_every_holding_once() -> None:
    last = next(line for line in agreement.table(results()).splitlines() if line.startswith("all "))
    counted = [int(number) for number in last.split()[1:]]
    assert counted[0] == sum(counted[1:]) == sum(row.score != "skip" for case in CASES for row in case.rows)


HEARD = "step first_hearing within 36 hours of arrest"
WAITS = "other_grounds = removal_waits_for_the_judge"
TRIAL = "return.deportation.for_trial = yes"
JUDGED = f'{TRIAL}; return.deportation.flagrant_denial = %s by "a judge" because "the statements %s"'


@pytest.mark.parametrize(
    ("name", "said", "instead", "rule", "status"),
    [
        ("REV-01", HEARD, HEARD.replace("36 hours", "7 days"), "un.detention/judge-within-four-days", "fail"),
        ("REV-03", "step first_hearing never happens", HEARD, "un.detention/judge-within-four-days", "pass"),
        ("DET-07", "at least 76 hours after", "within 0 hours of", "un.detention/reasons-told-promptly", "pass"),
        ("DET-11", "milder_means_first = yes", "milder_means_first = no", "un.detention/milder-means-first", "fail"),
        ("DET-17", "case_law_or_practice", "law_of_general_application", "eu.detention/absconding-defined-in-law", "pass"),
        ("DET-18", "only_out_of_the_country", "at_any_time", "un.detention/lawful-basis", "not applicable"),
        ("NRF-03", TRIAL, JUDGED % ("yes", "will be admitted"), "coe.flagrant-denial/no-trial-on-torture-evidence", "fail"),
        ("NRF-03", TRIAL, JUDGED % ("no", "are barred by law"), "coe.flagrant-denial/no-trial-on-torture-evidence", "pass"),
        ("COL-08", "removal_goes_on", "stops_removal", "coe.suspensive-effect/appeal-on-risk-stops-removal", "pass"),
        ("REM-06", "other_grounds = removal_goes_on", WAITS, "coe.suspensive-effect/judge-before-removal", "pass"),
        ("ACC-02", "longest = 1 year", "longest = 4 weeks", "eu.border-detention/four-weeks-for-old-applications", "pass"),
        ("ACC-02", "same_authority", "court", "coe.effective-remedy/court-at-last", "pass"),
        ("CHD-07", "most = 1 month", "most = 14 days", "coe.children-in-detention/small-children-not-for-fifteen-days", "pass"),
        ("ACC-02", "for = passed_through_another_country", "for = none", "eu.inadmissibility/closed-list-of-the-old-directive", "pass"),
        ("LEG-06", "first_return.heard_before = yes", "first_return.heard_before = no", "eu.individual-decision/heard-first", "fail"),
        ("LEG-07", "not_in_custody", "before_the_first_question", "coe.police-custody/no-class-without-a-lawyer", "pass"),
        ("DAT-02", "depends_on = none", "depends_on = seriousness_of_offences", "coe.police-records/not-everybody-alike", "pass"),
        ("DAT-09", "(seriousness_of_offences, forecast_for_the_person)", "none", "coe.police-records/not-everybody-alike", "fail"),
        ("FOR-01", "firearms_grounds = flight", "firearms_grounds = none", "un.policing/firearms-to-save-life", "not applicable"),
        ("EMG-05", "spares_like_danger = yes", "spares_like_danger = no", "coe.derogation/not-some-only", "pass"),
        ("EMG-06", "purposes = public_health", "purposes = deterrence", "coe.detention/listed-purpose", "fail"),
        ("ARM-02", "looked_at_without_conclusion", "concluded_where_possible", "eu.arms-exports/past-conduct-assessed", "pass"),
    ],
)
def test_the_finding_follows_the_deciding_words(name: str, said: str, instead: str, rule: str, status: str) -> None:
    text = (DRAFTS / f"{name}.md").read_text(encoding="utf-8")
    assert text.count(said) == 1
    before, after = (_findings(words, name) for words in (text, text.replace(said, instead)))
    assert status not in [finding.status for finding in before if finding.rule.name == rule]
    assert status in [finding.status for finding in after if finding.rule.name == rule]


def _findings(text: str, name: str) -> tuple[Finding, ...]:
    draft = rulebook.assemble([rulebook.read_text(text, name, "markdown")], library())
    (checked,) = rulebook.check_drafts(library(), [draft], law=None, as_of=SOME_DAY).drafts
    assert not checked.problems
    return checked.findings


# ---- the drafts of the README and the tutorial ---------------------------------------------------------------------


def procedure(name: str) -> CheckedDraft:
    checked = agreement.check(library(), EXAMPLES / name)
    assert not checked.problems
    assert not checked.notes
    return checked


def test_the_fast_track_procedure_breaks_rules_keeps_rules_and_leaves_questions_open() -> None:
    counted = Counter("fail" if finding.failed else finding.status for finding in procedure("fast-track-removal.md").findings)
    assert 5 <= counted["fail"] <= 12
    assert counted["pass"] > counted["fail"]
    assert counted["unknown"] > 0


def test_nothing_fails_in_the_mended_procedure_and_no_pass_is_lost() -> None:
    drafted, mended = (procedure(name).findings for name in ("fast-track-removal.md", "fast-track-removal-mended.md"))
    assert not [(finding.rule.name, finding.member, finding.message) for finding in mended if finding.failed]
    came = {(finding.rule.name, finding.member): finding.status for finding in mended}
    kept = [(finding.rule.name, finding.member) for finding in drafted if finding.status == "pass"]
    assert {key: came[key] for key in kept if came.get(key) not in ("pass", "not applicable")} == {}
