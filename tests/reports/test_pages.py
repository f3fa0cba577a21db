"""The comment on a change, the summary of a run, and the report that is listened to."""

from __future__ import annotations

import re

import pytest

from rulebook.checking.findings import Change, Report
from rulebook.drafts.draft import Place
from rulebook.language.diagnostics import Diagnostic
from rulebook.records import replace
from rulebook.reports import FORMATS, Manner, markdown, writer
from rulebook.reports.forges import github_summary
from rulebook.values import Date
from tests.reports.reporting import NINE, finding, of, report, reviewed, said

__all__: list[str] = []


def page(made: Report, name: str = "markdown") -> str:
    return writer(name).write(made, Manner())


# ---- a comment -----------------------------------------------------------------------------------------------------


def test_a_comment_begins_with_the_verdict_in_one_sentence() -> None:
    assert page(report(NINE)).startswith(
        "<!-- rulebook-report -->\n## Rulebook\n\n**1 finding fails and 2 are not known; 3 rules were evaluated.**\n"
    )


def test_what_fails_stands_in_a_table_with_place_reason_law_and_repair() -> None:
    row = next(line for line in page(report(NINE)).splitlines() if "six-months" in line)
    assert row == (
        "| `draft-1.md`, line 5 | Detention ends after six months `t.detention/six-months` | "
        "The longest time one person can be held is 9 months; at most 6 months is allowed. "
        "It would pass if `longest is at most 6 months`, or in 1 other way. | Directive 2008/115/EC, 15(5) |"
    )


def test_a_comment_says_what_is_new_mended_waived_and_set_aside() -> None:
    shown = page(reviewed())
    counts = "1 newly failing, 1 newly not known, 1 mended, 1 no longer checked, 2 as before"
    assert f"### Since `origin/main`\n\nOf the findings are {counts}.\n" in shown
    assert "- newly failing: Detention ends after six months `t.detention/six-months`" in shown
    assert "- mended: No child is detained for families (draft.md): it failed; now it passes." in shown
    assert "- not checked: A judge hears every person (gone.md): it was not known; now nothing is said of it." in shown
    assert "| `draft.md` | The law is under revision. | the Minister of Justice | 31 December 2026 |" in shown
    assert "It is in the baseline, so it does not count." in shown
    assert "| `waivers.yaml`, line 9 | The waiver W-2 lasts longer than 12 months. End it earlier. |" in shown


def test_a_comment_asks_the_questions_for_which_most_findings_wait() -> None:
    shown = page(report("Nothing.\n"))
    assert "| How much floor space does each person have? | `space` | 1 |" in shown


def test_a_comment_keeps_to_its_limit_and_says_what_it_leaves_out() -> None:
    shown = page(of(*(finding(member=f"m{i}") for i in range(2000))))
    assert markdown.LIMIT - 3000 < len(shown.encode()) <= markdown.LIMIT
    found = re.search(r"Left out here, because the place is too small: (\d+) findings that fail\. ", shown)
    assert found
    assert int(found[1]) + shown.count("`t.detention/six-months`") == 2000


def test_nothing_less_important_takes_the_place_of_what_did_not_fit() -> None:
    made = replace(of(*(finding(member=f"m{i}") for i in range(2000)), *reviewed().drafts[0].findings), base="main")
    assert "### Waived" not in page(made)


def test_a_strict_check_says_that_what_is_not_known_counts_as_failed() -> None:
    made = report("Nothing.\n")
    words = "Nothing fails and 3 are not known, which counts as failed; 3 rules were evaluated."
    for name in ("markdown", "github", "narrated"):
        assert words in said(writer(name).write(made, Manner(strict=True)))
        assert "which counts as failed" not in writer(name).write(made, Manner())
    assert "nothing fails · 3 are not known, which counts as failed" in said(writer("text").write(made, Manner(strict=True)))


# ---- a summary -----------------------------------------------------------------------------------------------------


def test_a_summary_has_the_explanation_of_each_failure_to_unfold() -> None:
    shown = page(report(NINE), "github-summary")
    assert shown.count("<details>\n<summary>Why, in full</summary>\n\n- no: required:") == 1
    assert "  - no: exception: Up to twelve months more (does not apply)\n" in shown


@pytest.mark.parametrize("name", ["github-summary", "narrated"])
def test_a_statement_in_another_file_of_a_measure_is_told_with_the_file(name: str) -> None:
    made = finding()
    (part,) = made.explanation.parts
    stated = (replace(part.stated[0], place=Place("annex.yaml", 7, 1, 3)),)
    shown = said(page(of(replace(made, explanation=replace(made.explanation, parts=(replace(part, stated=stated),)))), name))
    assert re.search("[Ll]ine 7 of `?annex.yaml", shown)


def test_a_summary_of_more_than_a_mebibyte_is_cut_below_900_kibibytes() -> None:
    long = "A long reason, told at length. " * 60
    shown = page(of(*(finding(member=f"m{i}", message=f"{long}{i}") for i in range(700))), "github-summary")
    assert 890 * 1024 < len(shown.encode()) <= github_summary.LIMIT == 900 * 1024
    assert shown.index("**700 findings fail; 1 rule was evaluated.**") < 100
    assert re.search(r"Left out here, because the place is too small: .*\d+ explanations\. The full report has all\.\n$", shown)


# ---- a report to be listened to ------------------------------------------------------------------------------------


def test_a_narrated_report_tells_its_order_and_its_end() -> None:
    shown = said(page(reviewed(), "narrated"))
    assert shown.startswith("Report of Rulebook on 1 draft. 2 findings fail and 1 is not known; 1 rule was evaluated, ")
    assert "The report goes on in this order. For each draft: what fails, " in shown
    assert shown.endswith("End of the report.")


def test_a_narrated_report_says_all_of_a_failure_in_sentences() -> None:
    shown = said(page(report(NINE), "narrated"))
    assert "Failure 1 of 1. Detention ends after six months. The rule is called t.detention/six-months." in shown
    assert "Reason: The longest time one person can be held is 9 months; at most 6 months is allowed." in shown
    assert "Place: line 5 of draft-1.md. The draft says there: A person may be held for up to nine months." in shown
    assert "Step 1 of the reason. It is required that the longest time one person can be held is at most 6 months. Answer: No." in shown
    assert "The law: Directive 2008/115/EC, 15(5)." in shown
    assert "It would pass if longest is at most 6 months." in shown


def test_a_narrated_report_says_what_does_not_count_and_why() -> None:
    shown = said(page(reviewed(), "narrated"))
    assert "Waived from 1 January 2026 until 31 December 2026 by W-1, approved by the Minister of Justice: The law is under" in shown
    assert "Compared with origin/main: 1 newly failing, 1 newly not known, 1 mended, 1 no longer checked, 2 as before." in shown
    assert "Problem 1 of 1. Line 9 of waivers.yaml. The waiver W-2 lasts longer than 12 months. End it earlier." in shown


def test_a_narrated_report_says_what_to_change() -> None:
    shown = said(page(report(NINE), "narrated"))
    assert "pass if longest is at most 6 months." in shown
    assert "What to change: Set an outer limit of six months." in shown


def test_a_narrated_report_says_the_line_of_a_problem_and_what_is_written_there() -> None:
    shown = said(page(report("---\ntitle: T\n---\nWords.\n<!-- rulebook: trained = 3 years; lenght = 3; longest = soon -->\n"), "narrated"))
    assert "Problem 1 of 2. Line 5 of draft-1.md. No rulebook declares “lenght”." in shown
    assert "What is written there: lenght = 3" in shown


def test_a_narrated_report_says_every_line_of_a_problem() -> None:
    shown = said(page(report("One.\n<!-- rulebook: longest = 3 months -->\n\nTwo.\n<!-- rulebook: longest = 4 months -->\n"), "narrated"))
    assert "Problem 1 of 1. Lines 2 and 5 of draft-1.md." in shown


UNLESS = report("Nine.\n<!-- rulebook: longest = 9 months -->\n")


@pytest.mark.parametrize("name", ["markdown", "github", "narrated"])
def test_a_verdict_tells_what_fails_from_what_fails_unless_or_later(name: str) -> None:
    assert "1 finding fails unless an exception applies and 2 are not known; 3 rules were evaluated." in said(page(UNLESS, name))
    later = finding(status="pass", member="b", changes=(Change(Date(2027, 1, 1), "fail"),))
    shown = said(page(of(finding(), finding(member="a"), later), name))
    assert "2 findings fail and 1 fails on a later day; 1 rule was evaluated." in shown


def test_a_narrated_report_says_what_fails_unless_an_exception_applies_and_what_to_answer() -> None:
    shown = said(page(UNLESS, "narrated"))
    assert "Reason: Fails, unless the exception “Up to twelve months more” applies:" in shown
    assert "It waits for an answer under grounds: On what grounds can detention be extended?" in shown


def test_a_narrated_report_says_what_counts_as_failed_where_the_check_is_strict() -> None:
    shown = said(writer("narrated").write(report("Nothing.\n"), Manner(strict=True)))
    assert "Counts as failed, because it is not known and the check is strict: The gain outweighs the harm. The draft does not" in shown


def test_a_narrated_report_says_that_it_leaves_out_steps_and_the_rest_of_a_long_passage() -> None:
    made = finding()
    (part,) = made.explanation.parts
    steps = replace(made.explanation, parts=tuple(replace(part, statement=f"part {i}") for i in range(40)))
    assert made.where is not None
    shown = said(page(of(replace(made, explanation=steps, where=replace(made.where, words="word " * 100))), "narrated"))
    assert "Step 30 of the reason." in shown
    assert "Step 31 of the reason." not in shown
    assert "The reason has more steps, which are left out here." in shown
    assert "word… The rest of it is left out here." in shown


@pytest.mark.parametrize("made", [report(NINE), reviewed(), of(), report("<!-- rulebook: lenght = 3 -->\n")])
def test_a_narrated_report_has_no_drawing_no_columns_and_no_signs_that_are_noise(made: Report) -> None:
    shown = page(made, "narrated")
    assert not re.search("[│├└─·`*#|<>^\\[\\]]|  ", shown.replace("t.detention/", ""))


# ---- rules that cannot be loaded -----------------------------------------------------------------------------------


@pytest.mark.parametrize("name", [name for name in FORMATS if name != "github-output"])  # numbers only
def test_every_format_says_where_a_rule_file_is_wrong_and_what_to_write(name: str) -> None:
    found = Diagnostic("no-such-fact", "a.rules", 24, 11, "No fact is called x.", "Write y.", "  require x", 1)
    shown = said(writer(name).write_rule_errors([found], Manner()))
    for words in ("a.rules", "24", "No fact is called x.", "Write y."):
        assert words in shown
