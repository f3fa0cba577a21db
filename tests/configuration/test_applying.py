"""What a configuration does to a check: the order of who says what, what it cannot weaken, and what it says of what is out of sight."""

from __future__ import annotations

from pathlib import Path

import pytest

from rulebook.checking.findings import CheckedDraft, Report
from rulebook.checking.verdict import PLAIN, Terms, counts, level
from rulebook.configuration.applying import ConfiguredCheck, Given
from rulebook.configuration.configuration import BadConfiguration, Configuration
from rulebook.configuration.leaving_out import refuse_weakening
from rulebook.configuration.patterns import any_matches
from rulebook.configuration.reading import read_configuration
from rulebook.drafts import assemble, read_text
from rulebook.language.policy import Policy
from rulebook.values import Date
from tests.reports.reporting import POLICY, RULES, policy_of

__all__: list[str] = []

TODAY = Date(2026, 6, 12)
LONG = "facts:\n  longest: 9 months\n  grounds: none\n  trained: 3 years\n"


@pytest.fixture(autouse=True)
def _here(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)


def configured(text: str) -> Configuration:
    Path("rulebook.toml").write_text(text, encoding="utf-8")
    return read_configuration("rulebook.toml")


def check(text: str, draft: str = LONG, path: str = "a.yaml", policy: Policy = POLICY, **given: object) -> Report:
    made = assemble([read_text(draft, path, "yaml")], policy)
    checking = ConfiguredCheck(policy, configured(text), Given(TODAY, **given), explain=False)  # type: ignore[arg-type]
    found = checking.draft(made)
    return Report((found,), notes=tuple(checking.notes()))


def draft_of(report: Report) -> CheckedDraft:
    (draft,) = report.drafts
    return draft


def names(report: Report) -> set[str]:
    return {finding.rule.name.partition("/")[2] for finding in draft_of(report).findings}


def codes(report: Report) -> list[str]:
    return [note.code for note in report.notes]


# ---- whose law -------------------------------------------------------------------------------------------------------

SECTIONS = "law = ['un']\n[[paths]]\nmatch = 'border'\nlaw = ['eu']\n[[paths]]\nmatch = '**/x.yaml'\nlaw = ['coe']\n"


@pytest.mark.parametrize(
    ("path", "header", "named", "law", "said_by"),
    [
        ("a.yaml", "", None, ("un",), "rulebook.toml"),
        ("border/a.yaml", "", None, ("eu",), "rulebook.toml"),
        ("border/deep/x.yaml", "", None, ("coe",), "rulebook.toml"),
        ("border/a.yaml", "legal orders: [coe, eu]\n", None, ("coe", "eu"), ""),
        ("border/a.yaml", "legal orders: [coe]\n", ("practice",), ("practice",), ""),
    ],
)
def test_the_command_line_goes_first_then_the_header_then_the_last_section_then_the_configuration(
    path: str, header: str, named: tuple[str, ...] | None, law: tuple[str, ...], said_by: str
) -> None:
    draft = draft_of(check(SECTIONS, header + LONG, path, law=named))
    assert draft.legal_orders == law
    report = check(SECTIONS, header + LONG, path, law=named)
    assert draft.law_from == said_by
    assert ("configured-law" in codes(report)) is bool(said_by)
    assert not draft.orders_assumed


def test_where_nobody_says_whose_law_binds_it_is_assumed_as_without_a_configuration() -> None:
    draft = draft_of(check("strict = true"))
    assert (draft.legal_orders, draft.orders_assumed, draft.law_from) == (("un",), True, "")


def test_a_header_that_leaves_out_an_order_of_the_configuration_is_noted() -> None:
    draft = draft_of(check("law = ['un', 'eu', 'coe']", "legal orders: [eu]\n" + LONG))
    (note,) = [note for note in draft.notes if note.code == "law-left-out"]
    assert "un, coe" in note.message
    assert not [note for note in draft_of(check("law = ['eu']", "legal orders: [eu, un]\n" + LONG)).notes if note.code == "law-left-out"]


def test_an_order_of_the_configuration_that_no_rule_has_is_a_problem_at_its_line() -> None:
    (problem,) = draft_of(check("\nlaw = ['eeu', 'coe']")).problems
    assert problem.code == "bad-header"
    assert (problem.locations[0].path, problem.locations[0].line) == ("rulebook.toml", 2)
    assert "eu" in problem.hint


def test_law_of_the_library_of_which_no_rule_is_loaded_is_noted_unless_nothing_would_be_checked() -> None:
    rules = policy_of(RULES.replace("legal order coe", "legal order eu"))
    draft = draft_of(check("law = ['eu', 'coe']", policy=rules))
    assert [note.message for note in draft.notes if note.code == "not-loaded"] == [
        "rulebook.toml names law of which no rule is loaded, so nothing of it was checked: coe."
    ]
    assert not draft.problems
    assert [problem.code for problem in draft_of(check("law = ['coe']", policy=rules)).problems] == ["bad-header"]


def test_a_day_of_the_configuration_is_said_and_gives_way_to_the_draft_and_the_command_line() -> None:
    text = "as-of = 2009-06-01\nlaw = ['eu']"
    assert (draft_of(check(text)).as_of, draft_of(check(text)).as_of_from) == (Date(2009, 6, 1), "rulebook.toml")
    assert "configured-day" in codes(check(text))
    assert draft_of(check(text, as_of=Date(2020, 1, 1))).as_of == Date(2020, 1, 1)
    assert "configured-day" not in codes(check(text, as_of=Date(2020, 1, 1)))
    own = draft_of(check(text, "applies from: 2026-09-01\n" + LONG))
    assert (own.as_of, own.as_of_from) == (Date(2026, 9, 1), "")


# ---- what counts -----------------------------------------------------------------------------------------------------


def test_rules_that_are_left_out_are_not_evaluated_and_the_report_names_them() -> None:
    report = check("law = ['eu', 'practice']\nleave-out = ['t.detention/six-*', '*/trained-staff']")
    assert names(report) == set()
    (note,) = [note for note in report.notes if note.code == "left-out"]
    assert "2 rules (t.detention/six-months, t.detention/trained-staff) out of the check, for a.yaml." in note.message
    assert (note.locations[0].path, note.locations[0].line) == ("rulebook.toml", 2)


def test_a_section_leaves_out_for_its_drafts_alone_and_can_take_back_what_is_left_out_elsewhere() -> None:
    text = "law = ['eu']\nleave-out = ['*/six-months']\n[[paths]]\nmatch = 'strict/**'\nleave-out = []\n"
    assert names(check(text)) == set()
    assert names(check(text, path="strict/a.yaml")) == {"six-months"}
    assert "left-out" not in codes(check(text, path="strict/a.yaml"))


def test_a_rule_that_only_warns_fails_the_check_where_warnings_do() -> None:
    report = check("law = ['eu']\nwarn-only = ['*/six-months']")
    (finding,) = draft_of(report).findings
    assert (finding.status, finding.severity, finding.nature) == ("fail", "warning", "qualified")
    assert not counts(finding, PLAIN)
    assert counts(finding, Terms(warnings=True))
    assert "warn-only" in codes(report)


def test_strict_and_fail_on_hold_for_the_drafts_of_a_section_unless_the_command_line_says_otherwise() -> None:
    text = "law = ['practice', 'coe']\n[[paths]]\nmatch = 'a.yaml'\nstrict = true\nfail-on = 'warning'\n"
    found = {f.rule.name.partition("/")[2]: f for f in draft_of(check(text)).findings}
    assert counts(found["trained-staff"], PLAIN)
    assert counts(found["balance"], PLAIN)
    assert level(found["balance"], PLAIN) == "error"
    elsewhere = {f.rule.name.partition("/")[2]: f for f in draft_of(check(text, path="b.yaml")).findings}
    assert not counts(elsewhere["trained-staff"], PLAIN)
    assert not counts(elsewhere["balance"], PLAIN)
    named = {f.rule.name.partition("/")[2]: f for f in draft_of(check(text, fail_on="error")).findings}
    assert not counts(named["trained-staff"], PLAIN)


# ---- what nothing can weaken -----------------------------------------------------------------------------------------


@pytest.mark.parametrize("key", ["leave-out", "warn-only"])
@pytest.mark.parametrize("pattern", ["t.detention/no-child", "t.detention/*", "*", "t.detention/no-chil?", "*child"])
@pytest.mark.parametrize("section", [False, True])
def test_no_pattern_of_a_configuration_reaches_a_rule_that_is_absolute(key: str, pattern: str, section: bool) -> None:
    text = ("[[paths]]\nmatch = 'nothing/here'\n" if section else "") + f"{key} = ['t.detention/balance', '{pattern}']\n"
    with pytest.raises(BadConfiguration) as bad:
        refuse_weakening(configured(text), POLICY, all_loaded=True)
    (error,) = bad.value.diagnostics
    assert error.code == "weakens"
    assert error.line == (3 if section else 1)
    assert error.source_line[error.column - 1 :].startswith(f"'{pattern}'")
    assert "t.detention/no-child, whose safeguard is absolute" in error.message
    assert "nothing can justify" in error.message


def test_a_pattern_that_reaches_no_rule_is_an_error_with_the_nearest_name_unless_other_rules_are_loaded() -> None:
    text = configured("leave-out = ['t.detention/six-month']")
    with pytest.raises(BadConfiguration) as bad:
        refuse_weakening(text, POLICY, all_loaded=True)
    assert "Did you mean t.detention/six-months?" in bad.value.diagnostics[0].hint
    refuse_weakening(text, POLICY, all_loaded=False)


# ---- patterns of paths -----------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("pattern", "matches", "does_not"),
    [
        ("drafts", "drafts/a/b.md", "drafts2/a.md"),
        ("drafts/", "drafts/a.md", "x/drafts/a.md"),
        ("./drafts/*.md", "drafts/a.md", "drafts/a/b.md"),
        ("drafts/**", "drafts/a/b.md", "draft.md"),
        ("**/b.md", "b.md", "a/bb.md"),
        ("**/old/**", "a/old/b.md", "a/older/b.md"),
        ("a?.md", "ab.md", "a/.md"),
        ("[ab].md", "b.md", "c.md"),
        ("[!ab].md", "c.md", "a.md"),
        ("a.md", "a.md", "abmd"),
        (".", "x/y.md", ""),
        ("a+(b).md", "a+(b).md", "aab.md"),
        ("*", "x.md", ""),
    ],
)
def test_patterns_of_paths(pattern: str, matches: str, does_not: str) -> None:
    assert any_matches([pattern], matches)
    assert not does_not or not any_matches([pattern], does_not)
