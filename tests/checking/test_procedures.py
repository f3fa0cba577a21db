"""Procedures: what follows from the steps, and why."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from hypothesis import given
from hypothesis import strategies as st

from rulebook.checking.procedures import Network, Verdict
from rulebook.values import NO, UNKNOWN, YES, Duration, Truth
from tests.checking.steps import lasting, network, told

# ---- what the scenarios of the language reference say ------------------------------------------------------------

ADDS_UP = (
    "transfer within 2 days of arrest",
    "first_hearing within 3 days of transfer",
    "rights_explained within 6 hours of transfer",
    "interview at least 1 day after transfer",
    "removal at least 10 days after decision",
)
NO_LIMIT = (
    "transfer at least 1 hour after arrest",
    "first_hearing within 2 days of transfer",
    "interview within 1 day of transfer",
    "rights_explained within 2 days of transfer",
    "removal within 5 days of decision",
)
IN_TIME = (
    "transfer within 12 hours of arrest",
    "first_hearing within 72 hours of transfer",
    "rights_explained within 1 hour of arrest",
    "interview at least 2 hours after arrest",
    "removal at least 7 days after decision",
)
IMPOSSIBLE = (
    "transfer within 12 hours of arrest",
    "first_hearing within 24 hours of arrest",
    "first_hearing at least 48 hours after transfer",
)
ON_REQUEST = (
    "appeal within 12 hours of arrest",
    "first_hearing within 24 hours of appeal",
    "appeal_hearing within 20 days of appeal",
    "removal at least 10 days after appeal",
    "appeal after decision",
)
NO_JUDGE = (
    "first_hearing never happens",
    "rights_explained at least 5 days after arrest",
    "interview within 2 days of arrest",
)
TOO_LATE = ("first_hearing at least 5 days after arrest",)
Ask = Callable[[Network], Verdict]
RULES: dict[str, Ask] = {
    "promptly-heard": lambda net: net.within("first_hearing", lasting("4 days"), "arrest"),
    "told-first": lambda net: net.before("rights_explained", "interview"),
    "time-to-appeal": lambda net: net.after("removal", lasting("7 days"), "decision"),
    "a-judge": lambda net: net.happens("first_hearing"),
    "heard-on-appeal": lambda net: net.within("appeal_hearing", lasting("30 days"), "appeal"),
}


@pytest.mark.parametrize(
    ("steps", "answers"),
    [
        (ADDS_UP, [NO, YES, YES, YES, UNKNOWN]),
        (NO_LIMIT, [UNKNOWN, NO, NO, YES, UNKNOWN]),
        (IN_TIME, [YES, YES, YES, YES, UNKNOWN]),
        (IMPOSSIBLE, [UNKNOWN] * 5),
        (ON_REQUEST, [UNKNOWN, UNKNOWN, UNKNOWN, UNKNOWN, YES]),
        (NO_JUDGE, [NO, NO, UNKNOWN, NO, UNKNOWN]),
        (TOO_LATE, [NO, UNKNOWN, UNKNOWN, YES, UNKNOWN]),
    ],
    ids=["adds up", "no limit", "in time", "impossible", "on request", "no judge", "too late already"],
)
def test_a_detention_procedure_is_judged_by_what_its_steps_add_up_to(steps: tuple[str, ...], answers: list[Truth]) -> None:
    net = network(*steps, optional=("appeal", "appeal_hearing"))
    assert [rule(net).truth for rule in RULES.values()] == answers


@pytest.mark.parametrize(
    ("steps", "ruled", "window"),
    [
        (["appeal after decision", "removal at least 10 days after appeal", "ruling within 20 days of appeal"], YES, UNKNOWN),
        (["appeal after decision", "removal at least 10 days after decision", "ruling within 20 days of appeal"], YES, YES),
        (["ruling never happens", "removal at least 10 days after decision"], NO, YES),
        (["ruling within unlimited of appeal", "removal at least 10 days after decision"], NO, YES),
        (["decision never happens", "removal happens", "ruling within 20 days of appeal"], YES, NO),
        (["removal never happens", "ruling within 20 days of appeal"], YES, YES),
    ],
    ids=["hangs on the appeal", "stands by itself", "never a ruling", "without limit", "without a decision", "no removal"],
)
def test_what_happens_only_if_somebody_acts_protects_only_those_who_act(steps: list[str], ruled: Truth, window: Truth) -> None:
    net = network(*steps, optional=("appeal", "ruling"))
    assert net.within("ruling", lasting("30 days"), "appeal").truth is ruled
    assert net.after("removal", lasting("7 days"), "decision").truth is window


# ---- why ---------------------------------------------------------------------------------------------------------


def test_a_failure_shows_the_chain_that_adds_up() -> None:
    verdict = network(*ADDS_UP).within("first_hearing", lasting("4 days"), "arrest")
    assert verdict.reason == "arrest → transfer 2 days → first_hearing 3 days = 5 days"
    assert told(verdict) == list(ADDS_UP[:2])


def test_a_pass_shows_the_chain_that_holds_it() -> None:
    verdict = network(*IN_TIME).within("first_hearing", lasting("4 days"), "arrest")
    assert verdict.reason == "arrest → transfer 12 hours → first_hearing 72 hours = 84 hours"
    assert told(network(*ADDS_UP).after("removal", lasting("7 days"), "decision")) == ["removal at least 10 days after decision"]


def test_a_chain_that_leads_back_says_what_comes_earlier() -> None:
    before = network(*IN_TIME).before("rights_explained", "interview")
    assert before.reason == "interview → arrest at least 2 hours earlier → rights_explained 1 hour = at least 1 hour earlier"
    late = network(*NO_JUDGE).before("rights_explained", "interview")
    assert told(late) == list(NO_JUDGE[:0:-1])
    assert late.reason == "interview → arrest at most 2 days earlier → rights_explained at least 5 days = at least 3 days"


def test_what_nothing_limits_is_missing() -> None:
    verdict = network(*NO_LIMIT).within("first_hearing", lasting("4 days"), "arrest")
    assert verdict.missing == ("transfer",)
    assert verdict.reason == "nothing limits how late transfer can be, counted from arrest"
    later = network("removal at least 10 days after last_day", "last_day after decision", "removal after order", "order after report")
    assert later.after("removal", lasting("12 days"), "decision").truth is NO
    assert later.within("removal", lasting("12 days"), "decision").missing == ("removal",)
    loose = network("removal at least 10 days after order", "order within 3 days of report", "decision within 3 days of report")
    assert loose.after("removal", lasting("12 days"), "decision").truth is NO
    far = network("removal at least 10 days after order", "report after order", "report after decision")
    assert far.after("removal", lasting("7 days"), "decision").missing == ("order",)


def test_two_events_that_no_steps_join_are_both_missing() -> None:
    net = network("appeal after decision", "removal at least 10 days after appeal", optional=("appeal",))
    verdict = net.after("removal", lasting("7 days"), "decision")
    assert verdict.missing == ("removal", "decision")
    assert verdict.reason == "removal and decision are joined only by appeal, which may not happen"
    assert network().before("rights_explained", "interview").missing == ("rights_explained", "interview")


def test_a_comparison_that_hangs_on_the_start_says_so_and_nothing_is_missing() -> None:
    verdict = network("decision within 6 months of registration").within("decision", lasting("183 days"), "registration")
    assert (verdict.truth, verdict.missing) == (UNKNOWN, ())
    assert "183 days: six months are 181 to 184 days, according to the start date" in verdict.reason
    assert told(verdict) == ["decision within 6 months of registration"]


def test_another_chain_decides_what_hangs_on_the_start_in_the_first() -> None:
    steps = ["decision within 6 months of registration", "decision within 180 days of registration"]
    assert network(*steps).within("decision", lasting("183 days"), "registration").truth is YES
    assert network(*steps[::-1]).within("decision", lasting("1 month"), "registration").truth is NO


# ---- days and hours ----------------------------------------------------------------------------------------------


def test_days_that_hours_part_count_apart() -> None:
    net = network("b within 1 day of a", "c within 1 hour of b", "d within 1 day of c")
    assert net.within("d", lasting("73 hours"), "a").truth is UNKNOWN
    assert net.within("d", lasting("96 hours"), "a").truth is UNKNOWN
    assert net.within("d", lasting("97 hours"), "a").truth is YES
    assert net.within("d", lasting("4 days"), "a").truth is YES
    assert net.within("d", lasting("48 hours"), "a").truth is NO


def test_days_in_one_run_count_together() -> None:
    net = network("b within 1 day of a", "c within 1 day of b", "d within 1 hour of c")
    assert net.within("d", lasting("73 hours"), "a").truth is YES
    assert net.within("c", lasting("2 days"), "a").truth is YES


forward = st.lists(st.tuples(st.integers(0, 3), st.integers(0, 30)), min_size=1, max_size=4)


@given(forward, st.integers(0, 400))
def test_what_a_clock_shows_agrees_with_whatever_is_certain_of_days_and_hours(links: list[tuple[int, int]], limit: int) -> None:
    steps = [f"e{n + 1} within {days} days {hours} hours of e{n}" for n, (days, hours) in enumerate(links)]
    truth = network(*steps).within(f"e{len(links)}", Duration(hours=limit), "e0").truth
    for start in range(24):
        clock, at_the_end = start, False  # of a day: what happens at midnight after days happens on the day that ends then
        for days, hours in links:
            if days:
                day = clock // 24 - at_the_end
                clock, at_the_end = (day + days + 1) * 24, True  # the day of the event is not counted
            clock, at_the_end = clock + hours, at_the_end and not hours
        assert truth is not (NO if clock - start <= limit else YES)


# ---- events that never happen, or only if somebody acts ------------------------------------------------------------


def test_nothing_follows_from_a_step_that_never_happens() -> None:
    net = network("decision never happens")
    assert net.within("removal", lasting("3 days"), "decision").truth is UNKNOWN
    assert net.before("removal", "decision").truth is YES
    assert net.after("decision", lasting("3 days"), "arrest").truth is YES
    assert net.happens("decision").truth is NO


def test_never_fails_only_where_the_other_event_happens() -> None:
    silent = network("hearing never happens")
    assert silent.within("hearing", lasting("4 days"), "arrest").truth is UNKNOWN
    assert silent.within("hearing", lasting("4 days"), "arrest").missing == ("arrest",)
    assert network("hearing never happens", "arrest happens").within("hearing", lasting("4 days"), "arrest").truth is NO
    assert network("hearing never happens", "arrest happens").before("hearing", "arrest").truth is NO


def test_an_event_bounded_only_by_one_that_hangs_on_somebody_is_not_sure_to_happen() -> None:
    steps = ["first_hearing within 24 hours of appeal"]
    assert network(*steps, optional=("appeal",)).happens("first_hearing").truth is UNKNOWN
    assert network(*steps).happens("first_hearing").truth is YES
    assert network(*steps, optional=("first_hearing",)).happens("first_hearing").truth is UNKNOWN
    assert network("appeal happens", *steps, optional=("appeal",)).happens("appeal").truth is YES
    assert network("appeal happens", *steps, optional=("appeal",)).happens("first_hearing").truth is UNKNOWN
    assert network().happens("first_hearing").missing == ("first_hearing",)


def test_without_limit_breaks_a_limit_and_says_nothing_of_which_comes_first() -> None:
    net = network("rights_explained within unlimited of transfer", "interview within 1 day of transfer")
    assert net.within("rights_explained", lasting("2 days"), "interview").truth is NO
    assert net.before("rights_explained", "interview").truth is UNKNOWN
    assert net.before("rights_explained", "interview").missing == ("rights_explained",)


def test_without_limit_fails_unless_another_chain_limits() -> None:
    endless = "decision within unlimited of registration"
    assert network(endless).within("decision", lasting("10 years"), "registration").truth is NO
    assert network(endless).within("decision", lasting("10 years"), "registration").reason == "registration → decision unlimited"
    limited = network(endless, "interview within 3 days of registration", "decision within 3 days of interview")
    assert limited.within("decision", lasting("6 days"), "registration").truth is YES


# ---- contradictions ----------------------------------------------------------------------------------------------


def test_a_contradiction_names_the_steps_of_the_round_and_leaves_everything_unknown() -> None:
    net = network(*IMPOSSIBLE, "interview within 1 day of arrest")
    assert {one.made.source_line for one in net.contradiction} == set(IMPOSSIBLE)
    assert net.within("interview", lasting("2 days"), "arrest").truth is UNKNOWN
    assert net.happens("interview").truth is UNKNOWN
    assert net.happens("interview").reason == "the steps contradict each other"


@pytest.mark.parametrize("other", ["hearing happens", "hearing within 2 days of arrest", "removal after hearing"])
def test_what_never_happens_and_does_is_a_contradiction(other: str) -> None:
    assert [one.made.source_line for one in network(other, "hearing never happens").contradiction] == ["hearing never happens", other]


def test_a_step_that_comes_after_itself_is_a_contradiction() -> None:
    assert len(network("hearing at least 1 hour after hearing").contradiction) == 1
    assert network("hearing within 1 hour of hearing").contradiction == ()


def test_a_round_that_some_starts_meet_is_no_contradiction() -> None:
    net = network("removal within 1 month of decision", "removal at least 30 days after decision")
    assert net.contradiction == ()
    assert net.within("removal", lasting("10 days"), "decision").truth is NO
    assert net.within("removal", lasting("31 days"), "decision").truth is YES
    assert network("removal within 1 month of decision", "removal at least 32 days after decision").contradiction != ()


def test_days_and_hours_contradict_only_where_no_hour_of_the_start_meets_them() -> None:
    assert network("b within 1 day of a", "b at least 48 hours after a").contradiction == ()
    assert network("b within 1 day of a", "b at least 49 hours after a").contradiction != ()
    assert network("c within 1 hour of b", "d within 1 day of c", "d at least 1 day after b").contradiction == ()
    assert network("c within 1 hour of b", "d within 1 day of c", "d at least 2 days after b").contradiction != ()


# ---- large procedures --------------------------------------------------------------------------------------------

MANY = 1000


@pytest.mark.parametrize(
    ("steps", "within", "after"),
    [
        ([f"e{n + 1} within 1 day of e{n}" for n in range(MANY)], YES, NO),
        ([f"e{n + 1} within 1 day of e{n}" for n in reversed(range(MANY))], YES, NO),
        ([f"e{n + 1} at least 1 hour after e{n}" for n in range(MANY)], UNKNOWN, YES),
        ([f"e{n + 1} within {'1 day' if n % 2 else '5 hours'} of e{n}" for n in range(MANY)], YES, NO),
        ([f"e{n // 2 + 1} within {'1 month' if n % 2 else '30 days'} of e{n // 2}" for n in range(MANY)], NO, NO),
        ([f"e{n // 2 + 1} {'within 1 month of' if n % 2 else 'at least 30 days after'} e{n // 2}" for n in range(MANY)], NO, YES),
    ],
    ids=["in order", "backward", "at least", "days and hours", "two ways each", "rounds that hang on the start"],
)
def test_a_thousand_steps_are_worked_out(steps: list[str], within: Truth, after: Truth) -> None:
    net = network(*steps)
    assert not net.contradiction
    assert net.within("e500", lasting("900 days"), "e0").truth is within
    assert net.after("e500", lasting("400 hours"), "e0").truth is after


def test_a_round_of_a_thousand_steps_is_found() -> None:
    steps = [f"e{n + 1} within 1 hour of e{n}" for n in range(MANY)]
    net = network(*steps, f"e{MANY} at least {MANY + 1} hours after e0")
    assert len(net.contradiction) == MANY + 1


def test_more_chains_than_are_kept_leave_a_failure_open_and_a_pass_a_pass() -> None:
    net = network(*(f"b within {n} working days {60 - 2 * n} days of a" for n in range(25)))
    assert net.within("b", lasting("1 year"), "a").truth is YES
    assert net.within("b", lasting("1 day"), "a").truth is not YES
