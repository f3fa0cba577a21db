"""What a person reads after a check."""

from __future__ import annotations

import re

from rulebook.checking.findings import Change
from rulebook.language.diagnostics import Diagnostic
from rulebook.records import replace
from rulebook.reports import Manner, writer
from rulebook.values import Date
from tests.reports.reporting import NINE, finding, of, report, reviewed, said, text, waived

__all__: list[str] = []

COLOUR = re.compile(r"\x1b\[[0-9;]*m")


def block(shown: str, heading: str) -> str:
    """Return the lines from a heading to the next empty line."""
    return shown[shown.index(heading) :].split("\n\n")[0]


# ---- a failure -----------------------------------------------------------------------------------------------------


def test_a_failure_shows_rule_words_reason_authority_and_repairs() -> None:
    shown = text(report(NINE))
    assert "FAILS  Detention ends after six months\n  t.detention/six-months · qualified right\n" in shown
    assert "draft-1.md, line 5\n           “A person may be held for up to nine months.”\n" in shown
    assert f"{'':11}<!-- rulebook: longest = 9 months; grounds = public_order -->\n{'':26}^^^^^^^^^^^^^^^^^^\n" in shown
    assert "why The longest time one person can be held is 9 months; at most 6 months is allowed. " in said(shown)
    assert "law      Directive 2008/115/EC, 15(5)\n           https://eur-lex.europa.eu/eli/dir/2008/115/oj\n" in shown
    assert "mend     would pass if longest is at most 6 months\n" in shown
    assert "Set an outer limit of six months." in shown


def test_the_tree_says_why_an_exception_does_not_apply_and_where_that_is_stated() -> None:
    line = next(line for line in text(report(NINE), width=200).split("\n") if "exception:" in line)
    assert "no   exception: Up to twelve months more; the grounds on which detention is extended include nothing but " in line
    assert line.endswith("(public order, line 5)")


def test_a_failure_for_one_member_names_it() -> None:
    shown = text(report("Families are detained.\n<!-- rulebook: people.families.children = yes; people.families.detained = yes -->\n"))
    assert "FAILS  No child is detained\n  for families · t.detention/no-child · absolute right\n" in shown
    assert "yes  applies: the group has children in it (line 2)" in shown
    assert "European Convention on Human Rights, 3 (wording not verified)" in shown


def test_what_fails_unless_an_exception_applies_stands_among_the_failures_with_the_question_to_answer() -> None:
    shown = text(report("Nine months.\n<!-- rulebook: longest = 9 months -->\n"))
    assert "FAILS UNLESS  Detention ends after six months" in shown
    assert "answer   On what grounds can detention be extended? grounds" in shown
    assert "1 fails unless an exception applies" in shown
    assert "nothing fails" not in shown


def test_good_practice_is_a_warning_and_stands_after_what_fails() -> None:
    made = report("A.\n<!-- rulebook: trained = 3 years; longest = 9 months; grounds = none -->\n", law=("eu", "practice"))
    shown = text(made)
    assert shown.index("FAILS  Detention ends") < shown.index("WARNING  The staff is trained")
    assert "1 fails · 1 warning" in shown


def test_what_is_held_against_a_draft_is_said() -> None:
    shown = text(report("They are held.\n<!-- rulebook: people.others.detained = yes -->\n"))
    assert "or vague on what counts in doubt, it is held against it: people.others.children" in said(shown)


def test_the_later_stages_of_a_staged_test_are_named_as_not_asked() -> None:
    shown = text(report("Two square metres.\n<!-- rulebook: space = 2 -->\n"))
    assert "no   required: room: the floor space for each person is at least 3" in shown
    assert "not asked any more: balance" in shown


def test_a_status_that_differs_between_legal_orders_is_said_for_each() -> None:
    shown = text(of(finding(orders=(("coe", "fail"), ("eu", "pass")))))
    assert "fails under the law of the Council of Europe · passes under the law of the European Union" in said(shown)


def test_what_fails_on_a_later_day_stands_among_the_failures() -> None:
    shown = text(of(finding(status="not in force", changes=(Change(Date(2027, 12, 2), "fail"),))))
    assert "FAILS FROM 2 DECEMBER 2027  Detention ends after six months" in shown
    assert "later    from 2 December 2027 it fails" in shown
    assert "1 fails on a later day" in shown


def test_what_fails_unless_an_exception_applies_on_a_later_day_stands_among_the_failures() -> None:
    change = Change(Date(2027, 12, 2), "unknown", ("t.detention/twelve-more",))
    shown = text(of(finding(status="pass", changes=(change,))))
    assert "FAILS UNLESS, FROM 2 DECEMBER 2027  Detention ends after six months" in shown
    assert "from 2 December 2027 it fails, unless the exception “twelve-more” applies" in said(shown)


def test_a_judgement_on_which_a_failure_rests_is_named() -> None:
    assert "rests on what a person judged: fair" in text(of(finding(judgements=("fair",))))


def test_a_finding_that_a_thousand_members_decide_shows_a_few_and_counts_the_rest() -> None:
    made = finding()
    part = made.explanation.parts[0]
    members = tuple(replace(part, role="member", statement=f"group {i}: it is held") for i in range(1000))
    whole = replace(made.explanation, parts=(replace(part, statement="for every group, it is not held", parts=members),))
    shown = text(of(replace(made, explanation=whole)))
    assert "group 5: it is held" in shown
    assert "and 994 more" in shown
    assert "group 6:" not in shown


def test_a_place_in_another_file_of_the_measure_is_given_with_its_name() -> None:
    made = finding()
    part = made.explanation.parts[0]
    there = replace(part.stated[0], place=replace(part.stated[0].place, path="annex.yaml", line=7))
    whole = replace(made.explanation, parts=(part, replace(part, role="when", stated=(there,))))
    assert "(9 months, line 7 of annex.yaml)" in text(of(replace(made, explanation=whole))).replace("\n                   ", " ")


def test_a_finding_that_no_statement_decided_quotes_none() -> None:
    assert "where" not in text(of(finding(where=None)))


# ---- the rest of the report ----------------------------------------------------------------------------------------


def test_failures_come_before_problems_and_problems_before_questions() -> None:
    shown = text(report("Nine.\n<!-- rulebook: longest = 9 months; grounds = none; lenght = 3 -->\n"))
    assert shown.index("FAILS") < shown.index("Problems in the draft") < shown.index("What to answer next") < shown.index("Result")
    assert (
        "unknown-fact · line 2\n"
        "    <!-- rulebook: longest = 9 months; grounds = none; lenght = 3 -->\n"
        "                                                       ^^^^^^^^^^\n"
        "    No rulebook declares `lenght`.\n"
    ) in shown


def test_the_questions_that_answer_the_most_come_first_and_the_rest_are_counted() -> None:
    shown = text(report("Nothing.\n", law=("coe", "eu", "practice")))
    asked = block(shown, "What to answer next")
    assert "  1  What is the longest time one person can be held?\n     longest\n" in asked
    assert re.search(r"; \d+ more questions? not shown", said(asked))
    assert "not shown" not in block(text(report("Nothing.\n"), verbose=True), "What to answer next")


def test_what_is_not_a_failure_is_counted_and_shown_only_when_asked_for() -> None:
    made = report("Five.\n<!-- rulebook: longest = 5 months -->\n")
    assert "t.detention/six-months" not in text(made)
    assert "Result  nothing fails · 2 are not known · 1 passes" in text(made)
    assert "passes         Detention ends after six months (t.detention/six-months)" in text(made, verbose=True)
    assert "not stated: people" in text(made, verbose=True)


def test_what_is_not_known_is_listed_where_it_counts_as_failed() -> None:
    made = report("Five.\n<!-- rulebook: longest = 5 months -->\n")
    assert "which counts as failed where the check is strict" in text(made, strict=True)
    assert "is not known   No child is detained (t.detention/no-child)" in text(made, strict=True)


def test_that_no_rule_was_evaluated_is_never_shown_as_nothing_failed() -> None:
    shown = text(report("Nine.\n<!-- rulebook: longest = 9 months -->\n", law=("practice",)))
    assert "nothing fails" in shown  # the one rule of good practice was evaluated, and is not known
    assert "no rule was evaluated" in text(of())
    assert "nothing fails" not in text(of())


def test_that_the_legal_orders_are_assumed_is_said_once() -> None:
    shown = text(report("One.\n", "Two.\n", law=None))
    assert shown.count("law of: United Nations (assumed)") == 2
    assert shown.count("Neither the draft nor the command says whose law binds") == 1
    assert "Neither" not in text(report("One.\n"))


def test_several_drafts_are_counted_together_at_the_end() -> None:
    shown = text(report(NINE, "Five.\n<!-- rulebook: longest = 5 months -->\n"))
    assert "All 2 drafts  1 fails · 4 are not known · 1 passes" in shown


def test_notes_with_the_same_words_are_shown_once_with_all_their_places() -> None:
    made = report("<!-- rulebook: longest = 5 months -->\n\n<!-- rulebook: space = 4 -->\n")
    notes = block(text(made), "Notes")
    assert "stand beside 2 statements" in notes
    assert "(lines 1 and 3)" in notes


def test_the_same_report_is_the_same_text() -> None:
    assert text(report(NINE)) == text(report(NINE))


def test_no_line_is_wider_than_the_terminal_save_an_address_that_would_have_to_be_cut() -> None:
    for width in (40, 60, 80, 100):
        lines = text(report(NINE, "Nothing.\n"), width=width, verbose=True).split("\n")
        assert max(len(line) for line in lines if "https://" not in line) <= width
        assert any(line.strip() == "https://eur-lex.europa.eu/eli/dir/2008/115/oj" for line in lines)


def test_in_colour_the_words_are_the_same() -> None:
    coloured = text(report(NINE), colour=True)
    assert "\x1b[" in coloured
    assert [line.rstrip() for line in COLOUR.sub("", coloured).split("\n")] == text(report(NINE)).split("\n")


# ---- rules that cannot be loaded -----------------------------------------------------------------------------------


def test_an_error_in_a_rule_file_shows_its_line_with_the_place_marked_and_what_to_write() -> None:
    line = "  require lenght is at most 6"
    found = Diagnostic("no-such-fact", "a.rules", 24, 11, "No fact is called lenght.", "Did you mean length?", line, 6)
    shown = writer("text").write_rule_errors([found], Manner())
    assert shown == (
        "a.rules:24:11 no-such-fact\n"
        "  24 │ require lenght is at most 6\n"
        "     │         ^^^^^^\n"
        "  No fact is called lenght.\n"
        "  Did you mean length?\n"
        "\n"
        "1 error in 1 rule file; nothing was checked.\n"
    )


def test_an_error_of_a_whole_file_shows_no_line() -> None:
    found = Diagnostic("unreadable", "nowhere", 1, 1, "The file cannot be read.", "Check the path.")
    assert "│" not in writer("text").write_rule_errors([found], Manner())


# ---- a review ------------------------------------------------------------------------------------------------------


def test_a_waived_finding_is_shown_with_its_reason_and_who_and_until_and_is_no_failure() -> None:
    shown = text(of(waived()))
    assert "FAILS" not in shown
    assert "is waived      Detention ends after six months (t.detention/six-months)" in block(shown, "Waived")
    words = "Waived from 1 January 2026 until 31 December 2026 by W-1, approved by the Minister of Justice: The law is under revision."
    assert f"{words} Without the waiver it fails." in said(shown)
    assert "Result  nothing counts as failed · 1 is waived · 1 rule evaluated" in shown


def test_what_is_set_aside_is_shown_and_counted_and_is_no_failure() -> None:
    shown = text(of(finding(member="old", aside="in the baseline"), finding(member="elsewhere", aside="outside the change")))
    assert "FAILS" not in shown
    assert "It is in the baseline, so it does not count." in block(shown, "Shown, and does not count")
    assert "Result nothing counts as failed · 1 in the baseline · 1 outside the change · 1 rule evaluated" in said(shown)


def test_of_what_is_not_known_and_does_not_count_the_number_is_enough() -> None:
    made = of(finding(status="unknown", aside="outside the change"), finding(member="old", aside="outside the change"))
    assert "is not known" not in text(made)
    assert "2 outside the change" in said(text(made))
    assert "is not known" in text(made, verbose=True)


def test_a_comparison_says_what_is_new_mended_and_as_before() -> None:
    shown = text(reviewed())
    assert "since    It fails newly.\n" in shown
    since = block(shown, "Since origin/main")
    assert "1 newly failing · 1 newly not known · 1 mended · 1 no longer checked · 2 as before" in said(since)
    assert "mended No child is detained for families (draft.md): it failed; now it passes." in said(since)


def test_problems_and_notes_of_the_files_beside_the_drafts_are_shown() -> None:
    shown = text(reviewed())
    assert "waiver-too-long · line 9 of waivers.yaml\n    The waiver W-2 lasts longer than 12 months.\n    End it earlier.\n" in shown
    assert "The waiver W-1 ends on 31 December 2026. (line 3 of waivers.yaml)" in said(shown)


def test_a_check_in_which_nothing_fails_says_how_many_rules_ran() -> None:
    shown = text(report("A.\n<!-- rulebook: longest = 5 months -->\n"))
    assert "Result  nothing fails · 2 are not known · 1 passes · 3 rules evaluated" in shown


def test_words_that_a_workflow_would_obey_are_shown_and_not_obeyed() -> None:
    shown = text(of(finding(message="::error::x", repairs=("##[error]y",))))
    assert not [line for line in shown.split("\n") if line.lstrip().startswith("::")]
    assert "‹U+0023›#[error]y" in shown
