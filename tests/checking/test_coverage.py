"""Worked cases: when they come out as expected, what their failures say, and what counts as tried out."""

from __future__ import annotations

import pytest

from rulebook.checking.coverage import Gap, Played, gaps, play
from rulebook.language.checker import check
from rulebook.language.diagnostics import Problems
from rulebook.language.parser import parse_file
from rulebook.language.policy import Policy
from rulebook.language.source import Source

RULES = """
rulebook t.book
source RD
  legal order eu
source ACT
  legal order xx
source OLD
  legal order eu
  in force until 2020-12-31
group people
  means "a group of people"
fact people.children: yes/no
  means "there are children in the group"
fact people.detained: yes/no
  means "the group is detained"
fact longest: duration
  means "the longest time one person can be held"
fact court: yes/no
  means "a court extends it"
fact fair: judgement
  means "whether it is fair"
event arrest
  means "the person is arrested"
event hearing
  means "a judge hears the person"
safeguard s: qualified
rule cap of s
  authority RD "1"
  require longest is at most 6 months
exception by-court to cap
  authority RD "2"
  when court
  require longest is at most 18 months
rule free of s
  authority RD "3"
  for each people
  when people.children
  forbid people.detained
rule heard of s
  authority RD "4"
  require hearing happens within 4 days of arrest
rule old of s
  authority OLD "5"
  require longest is at most 3 months
rule fair-play of s
  authority RD "6"
  require fair
"""


def policy_of(text: str) -> Policy:
    problems = Problems()
    policy = check([parse_file(Source("t.rules", text), problems)], problems)
    assert not problems, problems.all()
    return policy


def played(case: str, rules: str = RULES) -> Played:
    policy = policy_of(f'{rules}case "a case"\n{case}')
    return play(policy, policy.cases[0])


def came(case: str) -> list[str]:
    return [failure.came for failure in played(case).failures]


@pytest.mark.parametrize(
    "case",
    [
        "given longest = 9 months given court = no expect cap fails",
        "given longest = 9 months given court = yes expect cap passes expect cap passes by by-court",
        "given longest = 6 months expect cap passes",
        "expect cap unknown expect cap unknown missing longest",
        "given longest = 9 months expect cap unknown missing court",
        "given people = none expect free not applicable",
        "given fair = yes expect fair-play passes",
        "given fair = no expect fair-play fails",
        "given longest = 9 months expect old fails",
        "given longest = 9 months as of 2021-01-01 expect old not in force",
        "given longest = 9 months as of 2020-12-31 expect old fails",
        "given step hearing within 2 days of arrest expect heard passes",
        "given step border.hearing within 2 days of border.arrest expect heard for border passes",
    ],
)
def test_an_expectation_that_is_met_says_nothing(case: str) -> None:
    assert came(case) == []


@pytest.mark.parametrize(
    ("case", "outcome"),
    [
        ("given longest = 9 months given court = yes expect cap fails", "passes by by-court"),
        ("given longest = 6 months expect cap passes by by-court", "passes"),
        ("expect cap passes", "unknown missing longest, court"),
        ("given longest = 9 months expect cap fails", "unknown missing court"),
        ("expect cap unknown missing fair", "unknown missing longest, court"),
        ("given longest = 9 months as of 2021-01-01 expect old fails", "not in force"),
        ("given longest = 9 months expect old not in force", "fails"),
        ("given longest = 9 months given court = no expect cap not applicable", "fails"),
    ],
)
def test_a_disappointed_expectation_says_what_came_in_the_words_of_the_language(case: str, outcome: str) -> None:
    assert came(case) == [outcome]


FAMILIES_HELD = """
  given people = (adults, families)
  given people.adults.children = no
  given people.adults.detained = yes
  given people.families.children = yes
  given people.families.detained = {held}
"""


def test_without_a_member_an_expectation_speaks_of_the_worst_finding() -> None:
    assert came(f"{FAMILIES_HELD.format(held='yes')} expect free fails") == []
    assert came(f"{FAMILIES_HELD.format(held='no')} expect free passes") == []
    assert came(f"{FAMILIES_HELD.format(held='yes')} expect free passes") == ["fails, for families"]
    assert came(f"{FAMILIES_HELD.format(held='no')} expect free not applicable") == ["passes, for families"]


def test_with_a_member_it_speaks_of_that_member_alone() -> None:
    held = FAMILIES_HELD.format(held="yes")
    assert came(f"{held} expect free for adults not applicable expect free for families fails") == []
    assert came(f"{held} expect free for tourists fails") == ["no finding on tourists; there are findings on: adults, families"]


def test_what_is_wrong_with_what_is_given_is_a_failure() -> None:
    failures = played("given longest = nine expect cap unknown").failures
    assert [failure.expected for failure in failures] == [""]
    assert "longest" in failures[0].came or "duration" in failures[0].came
    assert len(came("given longest = 1 month given longest = 9 months expect cap unknown expect heard unknown")) == 1


def test_a_case_may_exist_to_show_what_is_wrong() -> None:
    assert came("given longest = 1 month given longest = 9 months expect cap unknown missing longest") == []
    contradicting = "given step hearing within 1 day of arrest given step hearing at least 2 days after arrest"
    assert came(f"{contradicting} expect heard unknown") == []
    assert len(came(f"{contradicting} given longest = 1 month expect cap passes")) == 1


def uncovered(*cases: str, rule: str, rules: str = RULES) -> list[Gap]:
    policy = policy_of(rules + "".join(f'case "{number}"\n{case}\n' for number, case in enumerate(cases)))
    results = [play(policy, case) for case in policy.cases]
    assert not any(result.failures for result in results), results
    return list(gaps(policy, results, {rule}))


def test_a_rule_is_tried_out_when_it_passed_failed_and_was_unknown() -> None:
    passed, failed = "given fair = yes expect fair-play passes", "given fair = no expect fair-play fails"
    silent, nobody = "expect fair-play unknown", "given people = none expect free not applicable"
    assert [gap.lacks for gap in uncovered(passed, rule="t.book/fair-play")] == [("fail", "unknown")]
    assert uncovered(passed, failed, silent, rule="t.book/fair-play") == []
    assert [gap.lacks for gap in uncovered(nobody, rule="t.book/free")] == [("pass", "fail", "unknown")]


def test_an_exception_is_tried_out_when_it_was_needed_and_refused() -> None:
    needed = "given longest = 9 months given court = yes expect cap passes"
    refused = "given longest = 9 months given court = no expect cap fails"
    silent, by_itself = "expect cap unknown", "given longest = 1 month given court = no expect cap passes"
    rule = "t.book/cap"
    assert [(gap.exception, gap.lacks) for gap in uncovered(by_itself, silent, refused, rule=rule)] == [("t.book/by-court", ("needed",))]
    assert [(gap.exception, gap.lacks) for gap in uncovered(needed, silent, by_itself, rule=rule)] == [
        ("", ("fail",)),
        ("t.book/by-court", ("refused",)),
    ]
    assert uncovered(needed, refused, silent, rule=rule) == []


def test_a_failed_expectation_tries_out_nothing() -> None:
    policy = policy_of(f'{RULES}case "wrong"\ngiven fair = yes expect fair-play fails')
    assert gaps(policy, [play(policy, policy.cases[0])], {"t.book/fair-play"})[0].lacks == ("pass", "fail", "unknown")


def test_an_exception_in_one_legal_order_counts_although_the_rule_fails_in_another() -> None:
    rules = """
rulebook t.orders
source RD
  legal order eu
source ECHR
  legal order coe
source ACT
  legal order xx
fact oral: yes/no
  means "the decision is oral"
fact mass: yes/no
  means "many people arrive"
safeguard s: qualified
rule written of s
  authority RD "12"
  authority ECHR "13"
  forbid oral
exception option to written
  authority RD "12(3)"
  authority ACT "5"
  when mass
"""
    cases = ("given oral = yes given mass = yes expect written fails", "given oral = yes given mass = no expect written fails")
    found = uncovered(*cases, rule="t.orders/written", rules=rules)
    assert [(gap.exception, gap.lacks) for gap in found] == [("", ("pass", "unknown"))]


def test_a_case_may_say_which_legal_orders_bind() -> None:
    from rulebook.checking.coverage import play
    from tests.language.loading import HEAD, load

    rules = HEAD.replace("source S\n", "source E\n  legal order eu\n\nsource S\n") + (
        'rule cap of s\n  authority S "1"\n  authority E "1"\n  require held is at most 6 months\n\n'
        'exception longer to cap\n  authority E "2"\n  require held is at most 9 months\n\n'
        'case "under the law of the union alone"\n  given held = 8 months\n  law eu\n  expect cap passes by longer\n\n'
        'case "under both"\n  given held = 8 months\n  expect cap fails\n'
    )
    policy, found = load(rules)
    assert found == []
    assert [tuple(play(policy, case).failures) for case in policy.cases] == [(), ()]
