"""What a finding says: the numbers and the limit, what is missing, whom it rests on, where it stands."""

from __future__ import annotations

from rulebook.checking.findings import Finding
from tests.checking.checks import check, finding, requiring

CAP = 'rule cap of s\n  title "No longer than six months"\n  authority S "1"\n  require held is at most 6 months\n'


def test_a_failure_says_the_number_and_the_limit() -> None:
    assert (
        requiring("held is at most 6 months", "held: 9 months").message
        == "the longest time one person can be held is 9 months; at most 6 months is allowed"
    )


def test_a_limit_that_was_worked_out_is_said_too() -> None:
    assert "(EUR 9.1)" in requiring("cost is at least 10% of (cost + EUR 90)", "cost: EUR 1").message


def test_a_total_of_two_currencies_says_why_it_is_not_known() -> None:
    shares = "people: {a: {share: EUR 1}, b: {share: USD 1}}"
    found = requiring("total of people.share is at most EUR 10", shares, header="complete: [people]\n")
    assert found.status == "unknown"
    assert "more than one currency" in found.message


def test_what_a_value_must_be_between_is_said() -> None:
    found = requiring("held is between 1 month and 6 months", "held: 9 months")
    assert found.message == "the longest time one person can be held is 9 months; it must be between 1 month and 6 months"


def test_an_exception_needs_its_own_condition_and_that_of_its_source() -> None:
    rules = CAP + 'source D\n  legal order un\n  when reviewed\n\nexception e to cap\n  authority D "2"\n  when aim is removal\n'
    assert finding(rules, "held: 9 months, aim: removal, reviewed: yes").exceptions == ("t.test/e",)
    assert finding(rules, "held: 9 months, aim: removal, reviewed: no").status == "fail"
    assert finding(rules, "held: 9 months, aim: removal").unless == ("t.test/e",)


def test_what_is_left_open_is_quoted() -> None:
    found = requiring("held is at most 6 months", "held: {open: as long as needed}")
    assert found.status == "unknown"
    assert "as long as needed" in found.message


def test_a_doubt_about_the_start_date_is_explained() -> None:
    found = requiring("held is at most 6 months", "held: 183 days")
    assert (found.status, found.missing) == ("unknown", ())
    assert "181 to 184 days" in found.message


def test_an_exception_that_holds_is_named_with_its_numbers() -> None:
    rules = (
        CAP
        + '\nexception e to cap\n  title "Longer for removal"\n  authority S "2"\n'
        "  when aim is removal\n  require held is at most 18 months\n"
    )
    found = finding(rules, "held: 9 months, aim: removal")
    assert found.exceptions == ("t.test/e",)
    assert "Longer for removal" in found.message
    assert "9 months" in found.message


def test_what_fails_unless_an_exception_applies_is_not_hidden_by_an_order_in_which_it_is_only_not_known() -> None:
    rules = (
        'source A\n  title "A"\n  legal order coe\n  when reviewed\n\nsource B\n  title "B"\n  legal order eu\n\n'
        'rule cap of s\n  authority A "1"\n  authority B "1"\n  require held is at most 6 months\n\n'
        'exception e to cap\n  authority B "2"\n  when aim is removal\n  require held is at most 18 months\n'
    )
    found = finding(rules, "held: 9 months", law=("coe", "eu"))
    assert found.orders == (("coe", "unknown"), ("eu", "unknown"))
    assert (found.status, found.unless, found.failed) == ("unknown", ("t.test/e",), True)
    assert found.missing == ("aim",)


def test_the_explanation_names_the_exceptions_that_were_tried_and_why_they_do_not_apply() -> None:
    rules = CAP + '\nexception e to cap\n  authority S "2"\n  when aim is removal\n  require held is at most 18 months\n'
    tree = finding(rules, "held: 9 months, aim: entry").explanation
    exceptions = [part for requirement in tree.parts for part in requirement.parts if part.role == "exception"]
    assert [(e.code, e.value.value) for e in exceptions] == [("t.test/e", "no")]
    assert any(part.value.value == "no" and "purpose of detention" in part.statement for part in exceptions[0].parts)


def test_passes_are_explained_too() -> None:
    tree = requiring("reviewed and held is at most 6 months", "reviewed: yes, held: 1 month").explanation
    assert [part.value.value for part in tree.parts[0].parts] == ["yes", "yes"]
    assert tree.parts[0].parts[1].stated[0].place.line == 2


def test_a_failed_or_rests_on_the_judgements_of_all_its_parts_and_a_passed_one_on_the_fewest() -> None:
    judged = "{is: %s, by: A, because: reasons enough}"
    assert requiring("fair or reviewed", f"fair: {judged % 'yes'}, reviewed: yes").judgements == ()
    assert requiring("fair or reviewed", f"fair: {judged % 'yes'}, reviewed: no").judgements == ("fair",)
    assert requiring("fair and reviewed", f"fair: {judged % 'no'}, reviewed: no").judgements == ()
    assert requiring("fair or reviewed", f"fair: {judged % 'no'}, reviewed: no").judgements == ("fair",)


def test_a_bare_judgement_counts_against_a_draft_and_never_for_it() -> None:
    assert requiring("fair", "fair: yes").status == "unknown"
    against = requiring("fair", "fair: no")
    assert (against.status, against.held_against) == ("fail", ("fair",))
    assert finding('rule r of s\n  authority S "1"\n  forbid fair\n', "fair: no").status == "unknown"


def test_the_place_of_a_finding_is_the_first_statement_that_decided_it() -> None:
    rules = 'rule r of s\n  authority S "1"\n  when reviewed\n  require aim is removal and held is at most 6 months\n'
    found = finding(rules, "\n  reviewed: yes,\n  aim: removal,\n  held: 9 months")
    assert found.location.line == 5


def test_the_place_is_the_first_line_where_the_draft_says_nothing() -> None:
    assert requiring("reviewed").location.line == 1


def test_questions_come_in_the_order_of_how_many_findings_wait() -> None:
    rules = CAP + '\nrule b of s\n  authority S "2"\n  require reviewed and held is at most 1 year\n'
    assert [(q.fact, q.findings) for q in check(rules).questions] == [("held", 2), ("reviewed", 1)]


def test_an_open_group_is_noted_with_the_number_of_rules_that_spoke_of_its_members_only() -> None:
    rules = 'rule r of s\n  authority S "1"\n  for each people\n  forbid people.detained\n'
    checked = check(rules, "people: {a: {detained: no}}")
    assert [note.code for note in checked.notes if note.code != "no-words"] == ["open-group"]
    assert "1 rule" in next(note.message for note in checked.notes if note.code == "open-group")


def test_contradicting_steps_are_one_problem_with_every_line_of_the_circle() -> None:
    steps = ("step hearing within 24 hours of arrest", "step hearing at least 48 hours after arrest")
    checked = check('rule r of s\n  authority S "1"\n  require hearing happens within 4 days of arrest\n', steps=steps)
    assert [(p.code, [place.line for place in p.locations]) for p in checked.problems] == [("contradictory-steps", [4, 5])]
    assert [f.status for f in checked.findings] == ["unknown"]


def test_what_fails_on_a_later_day_counts_as_failed() -> None:
    rules = 'rule r of s\n  authority S "1"\n  in force from 2027-01-01\n  require reviewed\n'
    checked = check(rules, "reviewed: no", header="applies from: 2026-06-01\napplies until: 2027-12-31\n")
    (found,) = checked.findings
    assert (found.status, [(str(c.start), c.status) for c in found.changes], found.failed) == (
        "not in force",
        [("2027-01-01", "fail")],
        True,
    )


PERIOD = "applies from: 2026-06-01\napplies until: 2027-12-31\n"


def changes(found: Finding) -> list[tuple[str, str, tuple[str, ...]]]:
    return [(str(change.start), change.status, change.unless) for change in found.changes]


def test_what_fails_unless_an_exception_applies_on_a_later_day_only_counts_as_failed() -> None:
    rules = (
        CAP + "\n"
        'exception old to cap\n  authority S "2"\n  in force until 2026-12-31\n  require held is at most 18 months\n\n'
        'exception open to cap\n  authority S "3"\n  when aim is removal\n\n'
        'rule late of s\n  authority S "1"\n  in force from 2027-01-01\n  require held is at most 6 months\n\n'
        'exception option to late\n  authority S "2"\n  when aim is removal\n'
    )
    cap, late = check(rules, "held: 9 months", header=PERIOD).findings
    assert (cap.status, cap.failed, changes(cap)) == ("pass", True, [("2027-01-01", "unknown", ("t.test/open",))])
    assert (late.status, late.failed, changes(late)) == ("not in force", True, [("2027-01-01", "unknown", ("t.test/option",))])


def test_what_is_not_known_and_fails_unless_an_exception_applies_on_a_later_day_changes_then() -> None:
    rules = (
        'source OLD\n  title "Old"\n  legal order un\n  when reviewed\n\n'
        'source NEW\n  title "New"\n  legal order un\n  in force from 2027-01-01\n\n'
        'rule cap of s\n  authority OLD "1"\n  authority NEW "1"\n  require held is at most 6 months\n\n'
        'exception e to cap\n  authority S "2"\n  when aim is removal\n'
    )
    found = finding(rules, "held: 9 months", header=PERIOD)
    assert (found.status, found.unless, changes(found)) == ("unknown", (), [("2027-01-01", "unknown", ("t.test/e",))])
    assert found.failed


def test_a_claim_without_reasons_takes_away_nothing_that_counts_in_doubt() -> None:
    words = 'fact calm: judgement\n  means "whether it is calm"\n  in doubt no\n\n'
    rules = f'{words}rule r of s\n  authority S "1"\n  require calm\n\nrule q of s\n  authority S "2"\n  forbid calm\n'
    claimed, admitted = check(rules, "calm: yes").findings
    assert (claimed.status, claimed.held_against) == ("fail", ("calm",))
    assert (admitted.status, admitted.held_against) == ("fail", ("calm",))
    assert [one.status for one in check(rules, "calm: {is: yes, by: the court, because: nobody shouts}").findings] == ["pass", "fail"]


def test_good_practice_is_a_warning() -> None:
    rules = 'safeguard u: good-practice\n\nrule r of u\n  authority S "1"\n  require reviewed\n'
    assert finding(rules, "reviewed: no").severity == "warning"


def test_an_authority_that_was_not_checked_says_so() -> None:
    found = finding('rule r of s\n  authority S "1" unverified\n  require reviewed\n')
    assert [a.verified for a in found.authorities] == [False]


def test_what_does_not_apply_says_what_the_draft_states_and_asks_nothing() -> None:
    rules = 'rule r of s\n  authority S "1"\n  when aim is removal and means_used is not none\n  require reviewed\n'
    assert (
        finding(rules, "aim: entry, means_used: none").message
        == "does not apply: the purpose of detention is entry and the means of restraint: none"
    )


def test_a_derogation_is_called_one_beside_an_exception() -> None:
    rules = CAP + "".join(
        f'\n{kind} {name} to cap\n  title "{title}"\n  authority S "2"\n  when aim is removal\n  require held is at most 18 months\n'
        for kind, name, title in (("exception", "e", "Longer for removal"), ("derogation", "d", "In an emergency"))
    )
    found = finding(rules, "held: 9 months")
    assert found.message.startswith("fails, unless the exception “Longer for removal” or the derogation “In an emergency” applies")
