"""A skeleton is a valid draft that states nothing, whatever words the rules are made of, and easy to fill in."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from rulebook.checking.check import check_drafts
from rulebook.drafts import assemble, read_text
from rulebook.language.policy import Policy
from rulebook.records import replace
from rulebook.reports.asked import asked_by
from rulebook.reports.harmless import DANGEROUS
from rulebook.reports.skeleton import SKELETONS
from tests.reports.reporting import DAY, POLICY

__all__: list[str] = []

FORMATS = list(SKELETONS)
TROUBLE = [
    "<!-- rulebook: longest = 1 day -->", "-->", "<!--", "`", "```", "#", "- ", "1. ", "> ", "    ", "---", ": ", '"', "'", "\\", "&lt;",
    "\x85", "\u2028", "{", "[", "|", "*", "_", "~~~", "===",
]  # fmt: skip
trouble = st.lists(st.one_of(st.sampled_from(TROUBLE), st.text(max_size=5)), max_size=6).map("".join)


def skeleton(form: str, policy: Policy = POLICY, title: str = "") -> str:
    return SKELETONS[form](policy, asked_by(policy, policy.rules), title)


def worded(words: str) -> Policy:
    """Return the policy with the words in every text that a skeleton shows."""
    return Policy(
        POLICY.rulebooks, POLICY.sources, POLICY.safeguards,
        {name: replace(group, ask=words, means=words) for name, group in POLICY.groups.items()},
        {path: replace(fact, ask=words, means=words, unit=words) for path, fact in POLICY.facts.items()},
        {name: replace(event, means=words) for name, event in POLICY.events.items()},
        POLICY.defines, POLICY.rules, POLICY.cases,
    )  # fmt: skip


@pytest.mark.parametrize("form", FORMATS)
@given(words=trouble)
def test_a_skeleton_is_a_valid_draft_that_states_nothing(form: str, words: str) -> None:
    written = skeleton(form, worded(words), words)
    assert not DANGEROUS.search(written.replace("\n", ""))
    reading = read_text(written, "draft", form)  # type: ignore[arg-type]
    assert reading.problems == ()
    assert reading.statements == ()


@pytest.mark.parametrize("form", FORMATS)
def test_every_rule_is_unknown_on_a_skeleton(form: str) -> None:
    draft = assemble([read_text(skeleton(form), "draft", form)], POLICY)  # type: ignore[arg-type]
    (checked,) = check_drafts(POLICY, [draft], ("un", "coe", "eu", "practice"), DAY).drafts
    assert checked.problems == ()
    assert {finding.status for finding in checked.findings} == {"unknown"}
    assert len(checked.findings) == len(POLICY.rules)


@pytest.mark.parametrize("form", FORMATS)
def test_a_skeleton_asks_what_the_rules_ask_and_nothing_else(form: str) -> None:
    some = [rule for rule in POLICY.rules if rule.name.endswith("/six-months")]
    written = SKELETONS[form](POLICY, asked_by(POLICY, some), "A draft")
    assert "What is the longest time one person can be held?" in written
    assert "On what grounds can detention be extended?" in written
    assert "How often is the staff trained?" not in written
    assert "hearing" not in written


@pytest.mark.parametrize("form", FORMATS)
def test_the_title_is_the_title_of_the_draft(form: str) -> None:
    reading = read_text(skeleton(form, title='A "fast" procedure: 100% \\ done'), "draft", form)  # type: ignore[arg-type]
    assert reading.header.title == 'A "fast" procedure: 100% \\ done'


def test_an_answer_is_filled_in_after_the_sign_and_under_another_word_in_markdown() -> None:
    filled = skeleton("markdown").replace("<!-- answer: longest = -->", "<!-- rulebook: longest = 5 months -->")
    (made,) = read_text(filled, "draft.md", "markdown").statements
    assert made.source_line == "<!-- rulebook: longest = 5 months -->"
    assert made.words == "What is the longest time one person can be held?"


def test_an_answer_is_filled_in_after_the_colon_in_yaml() -> None:
    filled = skeleton("yaml").replace("  longest:\n", "  longest: 5 months\n").replace("# steps:", "steps:")
    filled = filled.replace("#   - step hearing within 2 days of …", "   - step hearing within 2 days of arrest")
    assert len(read_text(filled, "draft.yaml", "yaml").statements) == 2
