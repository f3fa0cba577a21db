"""What no case notices: a threshold off by one, an operator exchanged, a condition or exception left out."""

from __future__ import annotations

import pytest

from rulebook.checking.mutation import mutants, survivors
from tests.language.loading import HEAD, load

RULE = 'rule cap of s\n  authority S "1"\n  when reviewed\n  require held is at most 6 months\n\n'


def alive(rules: str) -> list[str]:
    policy, found = load(HEAD + rules)
    assert found == []
    return [mutant.what for mutant in survivors(policy)]


def case(given: str, outcome: str) -> str:
    lines = "".join(f"  given {one}\n" for one in given.split(", "))
    return f'case "{given}"\n{lines}  expect cap {outcome}\n\n'


def test_a_case_on_the_number_itself_and_one_beyond_it_notice_every_slip() -> None:
    cases = case("reviewed = yes, held = 6 months", "passes") + case("reviewed = yes, held = 7 months", "fails")
    assert alive(RULE + cases + case("reviewed = no, held = 7 months", "not applicable")) == []


def test_a_case_far_from_the_number_lets_it_slip() -> None:
    cases = case("reviewed = yes, held = 1 month", "passes") + case("reviewed = yes, held = 3 years", "fails")
    assert set(alive(RULE + cases + case("reviewed = no, held = 7 months", "not applicable"))) == {
        "`7 months` for `6 months`",
        "`5 months` for `6 months`",
        "`held is less than 6 months` for `held is at most 6 months`",
    }


def test_a_condition_that_no_case_needs_is_found() -> None:
    cases = case("reviewed = yes, held = 6 months", "passes") + case("reviewed = yes, held = 7 months", "fails")
    assert alive(RULE + cases) == ["without `when reviewed`"]


def test_an_exception_that_no_case_needs_is_found() -> None:
    exception = 'exception e to cap\n  authority S "2"\n  when aim is removal\n\n'
    cases = case("reviewed = yes, held = 6 months", "passes") + case("reviewed = yes, held = 7 months, aim = entry", "fails")
    left = alive(RULE + exception + cases + case("reviewed = no, held = 7 months, aim = entry", "not applicable"))
    assert left == ["the exception left out"]


@pytest.mark.parametrize(
    ("condition", "change"),
    [
        ("fair and reviewed", "`fair or reviewed` for `fair and reviewed`"),
        ("means_used includes only (cuff, belt)", "`means_used includes any of (cuff, belt)` for `means_used includes only (cuff, belt)`"),
        ("aim is removal", "`aim is not removal` for `aim is removal`"),
        ("at least 1 of (fair, reviewed)", "`at least 2 of (fair, reviewed)` for `at least 1 of (fair, reviewed)`"),
        ("every people has (people.detained)", "`any people has (people.detained)` for `every people has (people.detained)`"),
        (
            "hearing happens within 48 hours of arrest",
            "`hearing happens within 49 hours of arrest` for `hearing happens within 48 hours of arrest`",
        ),
        ("start is before 2026-06-12", "`2026-06-13` for `2026-06-12`"),
        ("cost is at least 10% of EUR 100", "`11%` for `10%`"),
        ("not fair", "`fair` for `not fair`"),
        ("aim is one of (entry, other)", "`aim is none of (entry, other)` for `aim is one of (entry, other)`"),
        ("aim is one of (entry, other)", "`aim is one of (other)` for `aim is one of (entry, other)`"),
    ],
)
def test_each_kind_of_change_is_tried(condition: str, change: str) -> None:
    policy, found = load(HEAD + f'rule r of s\n  authority S "1"\n  require {condition}\n')
    assert found == []
    assert change in [mutant.what for mutant in mutants(policy)]


def test_a_slip_in_a_define_is_one_of_every_rule_that_uses_it() -> None:
    define = 'define long as held is more than 6 months\n  means "it is long"\n\n'
    define += 'define hard as long or reviewed\n  means "it is hard"\n\n'
    policy, found = load(HEAD + define + 'rule cap of s\n  authority S "1"\n  forbid hard\n\n' + case("held = 1 year", "fails"))
    assert found == []
    assert ("long", "`7 months` for `6 months`") in [(mutant.where, mutant.what) for mutant in survivors(policy)]


def test_a_date_in_force_that_no_case_looks_at_is_found() -> None:
    dated = HEAD.replace("source S\n  legal order un", "source S\n  legal order un\n  in force from 2026-06-12")
    policy, found = load(
        dated + RULE.replace("  when reviewed\n", "") + case("held = 6 months", "passes") + case("held = 7 months", "fails")
    )
    assert found == []
    assert [(m.where, m.what) for m in survivors(policy)] == [("t.test/S", "without its dates in force")]
    before = case("held = 7 months", "not in force").replace("  expect", "  as of 2026-06-11\n  expect")
    policy, _ = load(
        dated + RULE.replace("  when reviewed\n", "") + case("held = 6 months", "passes") + case("held = 7 months", "fails") + before
    )
    assert list(survivors(policy)) == []
