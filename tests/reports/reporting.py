"""Rules, drafts and findings for the tests of reports, and short ways to a report."""

from __future__ import annotations

from rulebook.checking.check import check_drafts
from rulebook.checking.findings import CheckedDraft, Explanation, Finding, Mended, Question, Report, Waived, Waiver, Where
from rulebook.drafts import assemble, read_text
from rulebook.drafts.draft import Note, Place, Problem
from rulebook.language.checker import check
from rulebook.language.diagnostics import Problems
from rulebook.language.parser import parse_file
from rulebook.language.policy import Policy
from rulebook.language.source import Source
from rulebook.records import replace
from rulebook.reports import Manner, writer
from rulebook.values import NO, YES, Date

__all__ = ["DAY", "NINE", "POLICY", "RULES", "everywhere", "finding", "of", "policy_of", "report", "reviewed", "said", "text", "waived"]

DAY = Date(2026, 6, 12)
RULES = """
rulebook t.detention
  title "Detention"

source RD
  title "Directive 2008/115/EC"
  legal order eu
  url "https://eur-lex.europa.eu/eli/dir/2008/115/oj"
  in force from 2009-01-13
source ECHR
  title "European Convention on Human Rights"
  legal order coe
source GUIDE
  title "A guide"
  legal order practice
source CAT
  title "A treaty"
  legal order un
  when state.party

group people
  means "a group of people"
  ask "Which groups of people does the draft concern?"
fact state.party: yes/no
  means "the State is a party"
  ask "Is the State a party?"
fact people.children: yes/no
  means "the group has children in it"
  ask "Does the group have children in it?"
  in doubt yes
fact people.detained: yes/no
  means "the group is detained"
  otherwise "the group is at liberty"
  ask "Is the group detained?"
fact longest: duration
  means "the longest time one person can be held"
  ask "What is the longest time one person can be held?"
fact grounds: any of (lack_of_cooperation, delayed_documents, public_order)
  means "the grounds on which detention is extended"
  ask "On what grounds can detention be extended?"
fact trained: duration
  means "the time between two trainings"
  ask "How often is the staff trained?"
fact fair: judgement
  means "whether the gain outweighs the harm"
  ask "Does the gain outweigh the harm?"
fact space: number
  means "the floor space for each person"
  unit "square metres"
  ask "How much floor space does each person have?"
event arrest
  means "the person is arrested"
event hearing
  means "a judge hears the person"
event appeal
  means "the person appeals"
  may not happen

safeguard short: qualified
  title "Detention is short"
  because "Liberty is the rule."
safeguard child: absolute
  title "No child is detained"
safeguard training: good-practice
  title "The staff is trained"

rule six-months of short
  title "Detention ends after six months"
  authority RD "15(5)"
  require longest is at most 6 months
  because "Each State sets a limit."
  fix "Set an outer limit of six months."

exception twelve-more to six-months
  title "Up to twelve months more"
  authority RD "15(6)" unverified
  in force from 2010-12-24
  when grounds is not none
  when grounds includes only (lack_of_cooperation, delayed_documents)
  require longest is at most 18 months

rule no-child of child
  title "No child is detained"
  authority ECHR "3" unverified
  for each people
  when people.children
  forbid people.detained

rule balance of short in order
  title "The gain outweighs the harm"
  authority ECHR "8(2)"
  require room: space is at least 3
  require balance: fair

rule heard of short
  title "A judge hears every person"
  authority CAT "2"
  require hearing happens within 48 hours of arrest

rule trained-staff of training
  title "The staff is trained every two years"
  authority GUIDE "4"
  require trained is at most 24 months

case "nine months and no ground"
  given longest = 9 months
  given grounds = none
  expect six-months fails
case "eighteen months where the person does not cooperate"
  given longest = 18 months
  given grounds = lack_of_cooperation
  as of 2020-01-01
  expect six-months passes by twelve-more
case "silence"
  expect six-months unknown missing longest
"""


NINE = """---
title: Fast-track removal
---
A person may be held for up to nine months.
<!-- rulebook: longest = 9 months; grounds = public_order -->
"""


def policy_of(rules: str) -> Policy:
    """Return the policy of a rule text; the test fails where it has an error."""
    problems = Problems()
    policy = check([parse_file(Source("rules.rules", rules), problems)], problems)
    assert not problems, problems.all()
    return policy


POLICY = policy_of(RULES)


def report(*drafts: str, law: tuple[str, ...] | None = ("coe", "eu"), policy: Policy = POLICY) -> Report:
    """Return the report on drafts in Markdown, named draft-1.md and so on."""
    readings = [read_text(draft, f"draft-{number}.md", "markdown") for number, draft in enumerate(drafts, start=1)]
    return check_drafts(policy, [assemble([reading], policy) for reading in readings], law, DAY)


def text(made: Report, width: int = 80, verbose: bool = False, strict: bool = False, colour: bool = False) -> str:
    """Return a report as text."""
    return writer("text").write(made, Manner(width, colour, verbose, strict))


def said(shown: str) -> str:
    """Return a text without its line breaks, to look for a sentence wherever its lines end."""
    return " ".join(shown.split())


def of(*findings: Finding) -> Report:
    """Return a report on one draft with findings made by hand."""
    return Report((CheckedDraft("draft.md", ("draft.md",), "A draft", DAY, ("eu",), False, findings, (), (), (), False),))


def finding(**changes: object) -> Finding:
    """Return a finding that fails, made by hand, with some of its fields changed."""
    place = Place("draft.md", 4, 16, 34)
    where = Where(place, "A person may be held for nine months.", "<!-- rulebook: longest = 9 months -->")
    requirement = Explanation(
        "requirement", "the longest time is at most 6 months", "require longest is at most 6 months", NO, "9 months", (), (where,)
    )
    explanation = Explanation("rule", "Detention ends after six months", "t.detention/six-months", NO, "fail", (requirement,), ())
    rule = next(rule for rule in POLICY.rules if rule.name == "t.detention/six-months")
    made = Finding(
        rule, None, "fail", (("eu", "fail"),), (), (), (), (), (), (), (), "the longest time is 9 months; at most 6 months is allowed",
        ("longest is at most 6 months",), rule.authorities, place, where, explanation,
    )  # fmt: skip
    return replace(made, **changes)


def everywhere(words: str) -> Report:
    """Return a report in which the same words of others stand in every place that can hold some."""
    place = Place(words, 4, 3, 5)
    where = Where(place, words, words)
    part = Explanation("condition", words, words, NO, words, (), (where,))
    other = replace(part, role="exception", value=YES, statement=f"{words}2", parts=(part, replace(part, statement=f"{words}3")))
    made = finding(
        member=words, message=words, repairs=(words,), location=place, where=where, judgements=(words,), held_against=(words,),
        missing=(words,), not_reached=(words,), exceptions=(words,),
        explanation=Explanation("rule", words, words, NO, words, (replace(part, parts=(part, other)), other), (where,)),
    )  # fmt: skip
    title = replace(made.rule, title=words, fix=words, authorities=made.authorities)
    source = replace(made.authorities[0].source, title=words, url=words)
    authority = replace(made.authorities[0], source=source, where=words)
    failed = replace(made, rule=title, authorities=(authority,))
    others = [replace(failed, status=status, unless=()) for status in ("pass", "unknown", "not applicable")]
    waiver = Waiver(words, words, words, words, words, words, DAY, DAY, place)
    others += [replace(failed, status="waived", waived=Waived(waiver, "fail")), replace(failed, aside="in the baseline")]
    others += [replace(failed, since="newly failing")]
    draft = CheckedDraft(
        words, (words, words), words, DAY, (words,), True, (failed, *others), (Problem("bad-header", words, words, (place,)),),
        (Note("open-group", words, (place,)),), (Question(words, words, 1),), False,
    )  # fmt: skip
    problem, note = Problem("unknown-waiver", words, words, (place,)), Note("waiver-ends", words, (place,))
    return Report((draft,), (problem,), (note,), words, (Mended(words, words, words, words, "fail", None),))


def waived(**changes: object) -> Finding:
    """Return a finding that is waived."""
    place = Place("waivers.yaml", 3, 5, 9)
    waiver = Waiver(
        "W-1", "t.detention/six-months", "draft.md", None, "The law is under revision.", "the Minister of Justice",
        Date(2026, 1, 1), Date(2026, 12, 31), place,
    )  # fmt: skip
    return finding(status="waived", waived=Waived(waiver, "fail"), **changes)


def reviewed() -> Report:
    """Return a report compared with an earlier revision: newly failing, as before, waived, in the baseline, outside the change, mended."""
    fresh = finding(since="newly failing", fingerprint="aaaa1111")
    made = of(
        fresh, finding(member="families", since="unchanged", fingerprint="bbbb2222"), waived(member="others"),
        finding(member="old", aside="in the baseline"), finding(member="elsewhere", aside="outside the change", since="unchanged"),
        finding(member="silent", status="unknown", missing=("longest",), since="newly unknown"),
    )  # fmt: skip
    mended = (
        Mended("t.detention/no-child", "No child is detained", "families", "draft.md", "fail", "pass"),
        Mended("t.detention/heard", "A judge hears every person", None, "gone.md", "unknown", None),
    )
    problem = Problem("waiver-too-long", "The waiver W-2 lasts longer than 12 months.", "End it earlier.", (Place("waivers.yaml", 9),))
    note = Note("waiver-ends", "The waiver W-1 ends on 31 December 2026.", (Place("waivers.yaml", 3),))
    return replace(made, problems=(problem,), notes=(note,), base="origin/main", mended=mended, policy=POLICY)
