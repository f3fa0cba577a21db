"""The two principles: silence is never consent, and a pass stays a pass."""

from __future__ import annotations

from collections.abc import Sequence

from hypothesis import assume, given
from hypothesis import strategies as st

from rulebook.checking.evaluation import Evaluation
from rulebook.values import Date
from tests.naive.books import Book, Declared, load
from tests.naive.findings import found
from tests.naive.generators import EVENTS, GROUPS, events_happening, pick
from tests.naive.statements import OPEN, Check, Said, checks, draft_of, steps

__all__: list[str] = []

# ---- exceptions ----------------------------------------------------------------------------------------------------


@given(checks(most_exceptions=3), st.data())
def test_an_exception_only_relaxes(check: Check, data: st.DataObject) -> None:
    exceptions = check.book.names("exception", "derogation")
    assume(exceptions)
    assume(not _contradicted(check))
    fewer = check.book.without(data.draw(st.sampled_from(exceptions)))
    before, after = found(check, book=fewer), found(check)
    for key, finding in before.items():
        if key in after:
            for order, status in finding.orders:
                assert dict(after[key].orders)[order] in NO_STRICTER[status]
        elif not finding.failed:  # it speaks of events only now, and so of each track
            tracks = [other for (rule, member), other in after.items() if rule == key[0] and member is not None]
            assert all(dict(other.orders)[order] in NO_STRICTER[status] for other in tracks for order, status in finding.orders)


NO_STRICTER = {
    "fail": {"fail", "unknown", "pass"}, "unknown": {"unknown", "pass"}, "pass": {"pass"}, "not applicable": {"not applicable"},
}  # fmt: skip


def _contradicted(check: Check) -> bool:
    policy = load(check.book.text())
    return any(True for _ in Evaluation(policy, draft_of(check.said, policy)).contradictions())


# ---- more facts ----------------------------------------------------------------------------------------------------


@given(checks(), st.data())
def test_a_pass_stays_a_pass_however_much_more_is_stated(check: Check, data: st.DataObject) -> None:
    fewer = data.draw(_fewer(check, [said.path for said in check.said if said.path]))
    before, after = found(check, said=fewer), found(check)
    for key, finding in before.items():
        for order, status in finding.orders if key in after else ():
            assert dict(after[key].orders)[order] in STILL.get(status, {dict(after[key].orders)[order]})


@given(checks(), st.data())
def test_a_failure_stays_a_failure_unless_it_was_held_against_the_draft_in_doubt(check: Check, data: st.DataObject) -> None:
    """Save where a member speaks for itself, or a group is closed; both are left out here."""
    fewer = data.draw(_fewer(check, [said.path for said in check.said if said.path and said.path not in GROUPS]))
    before, after = found(check, said=fewer), found(check)
    for key, finding in before.items():
        if finding.status == "fail" and not finding.held_against and key in after:
            assert after[key].status == "fail"


@st.composite
def _fewer(draw: st.DrawFn, check: Check, paths: Sequence[str]) -> list[Said]:
    """Give the statements without those of some of the paths, the same members named."""
    unsaid = [path for path in dict.fromkeys(paths) if draw(st.booleans()) and _only_adds(path, check.said)]
    fewer = [said for said in check.said if said.path not in unsaid]
    assume(_members(fewer) == _members(check.said))
    return fewer


STILL = {"pass": {"pass", "not applicable"}, "not applicable": {"not applicable"}}  # what does not apply needs no pass


def _only_adds(path: str, said: Sequence[Said]) -> bool:
    """A member's own statement replaces a general one, where there is one; whatever else is stated is more."""
    parts = path.split(".")
    return len(parts) < 3 or all(other.path != f"{parts[0]}.{parts[2]}" for other in said)


def _members(said: Sequence[Said]) -> set[tuple[str, str]]:
    """Return every group with every member that is named."""
    found: set[tuple[str, str]] = set()
    for one in said:
        group, *rest = one.path.split(".")
        if group in GROUPS:
            words = one.value.strip("()").split(", ") if not rest and one.value != "none" else rest[:-1]
            found |= {(group, word) for word in words}
    return found


@st.composite
def procedures(draw: st.DrawFn) -> Check:
    """Give rules that require something of events, and steps with bounds in hours, days and months."""
    durations = ("0 hours", "24 hours", "48 hours", "1 day", "2 days", "1 month", "30 days", "3 working days")
    rules = [f'rule r-{i} of s\n  authority S "1"\n  require {events_happening(draw, durations)}' for i in range(pick(draw, (1, 2)))]
    events = [f'event {name}\n  means "it"{chr(10) + "  may not happen" if optional else ""}' for name, optional in EVENTS.items()]
    texts = [*events, "source S\n  legal order un", 'safeguard s: qualified\n  title "A safeguard"', *rules]
    book = Book(tuple(Declared("", "", text) for text in texts))
    return Check(book, tuple(steps(draw, tuple(EVENTS), 6, durations)), Date(2026, 6, 12), None, False)


@given(procedures(), st.data())
def test_a_procedure_that_passes_still_does_with_more_steps(check: Check, data: st.DataObject) -> None:
    assume(not _contradicted(check))
    before, after = found(check, said=[step for step in check.said if data.draw(st.booleans())]), found(check)
    assert all(after[key].status == "pass" for key, finding in before.items() if finding.status == "pass" and key in after)


# ---- silence -------------------------------------------------------------------------------------------------------


@given(checks())
def test_a_draft_that_says_nothing_passes_no_rule(check: Check) -> None:
    for finding in found(check, said=[]).values():
        if finding.status == "fail":
            assert finding.held_against  # in doubt
        else:
            assert finding.status == "unknown"
            assert finding.missing


# ---- weak statements -----------------------------------------------------------------------------------------------


@given(checks())
def test_a_weak_statement_never_helps(check: Check) -> None:
    """With them, a finding is what it is without, or fails (also: fails unless an exception applies) where it was not known."""
    with_weak, without = found(check), found(check, book=check.book.without_doubt(), said=_without_bare(check.said))
    assert set(without) <= set(with_weak)
    for key, finding in with_weak.items():
        if key not in without:
            assert finding.member is None
            assert finding.held_against
            continue
        strict = without[key]
        assert all(
            status == dict(strict.orders)[order] or (dict(strict.orders)[order], status) == ("unknown", "fail")
            for order, status in finding.orders
        )
        if not finding.held_against:
            assert (finding.status, finding.exceptions, finding.unless) == (strict.status, strict.exceptions, strict.unless)
        else:
            first = next(order for order, status in finding.orders if status == finding.status)
            assert dict(strict.orders)[first] == "unknown"
            assert finding.status == "fail" or finding.unless


@given(checks())
def test_a_judgement_without_reasons_never_helps(check: Check) -> None:
    """What fails, or fails unless an exception applies, where the draft leaves the judgement open still does where it claims it."""
    with_bare, without = found(check), found(check, said=_without_bare(check.said))
    assert all(with_bare[key].failed for key, finding in without.items() if finding.failed)


def _without_bare(said: Sequence[Said]) -> list[Said]:
    """Return the statements with each bare judgement left open, so that its member is still named and no general one takes its place."""
    made: list[Said] = []
    for path in dict.fromkeys(one.path for one in said):
        own = [one for one in said if one.path == path]
        judged = [one for one in own if one.judged]
        if (
            path.rpartition(".")[2] in {"fair", "needed", "fit"}
            and all(one.value in {"yes", "no"} for one in own)
            and len({one.value for one in own}) == 1
        ):
            own = judged or [Said(path, "=", OPEN, left_open=True)]
        made += own
    return made
