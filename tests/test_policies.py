"""The rule library: every worked case comes out as expected, every rule and exception is tried out, every file is laid out."""

from __future__ import annotations

from functools import cache
from pathlib import Path

import pytest

from rulebook.checking.coverage import Played, gaps, play
from rulebook.language.diagnostics import Problems
from rulebook.language.loading import load_policy
from rulebook.language.parser import parse_file
from rulebook.language.policy import Policy
from rulebook.language.printer import print_file
from rulebook.language.source import Source

LIBRARY = Path(__file__).parents[1] / "policies"
FILES = sorted(LIBRARY.rglob("*.rules"))

pytestmark = pytest.mark.skipif(not FILES, reason="the rule library has no rule file yet")


@cache
def library() -> tuple[Policy, tuple[Played, ...]]:
    policy = load_policy([str(LIBRARY)])
    return policy, tuple(play(policy, case) for case in policy.cases)


def test_every_case_comes_out_as_expected() -> None:
    _, played = library()
    failed = [
        f"{one.case.title!r}: expected {failure.expected or 'sound statements'}, came {failure.came}. {failure.message}"
        for one in played
        for failure in one.failures
    ]
    assert not failed, "\n".join(failed)
    assert played


def test_every_rule_and_exception_is_tried_out_in_every_way() -> None:
    policy, played = library()
    left = [f"{gap.exception or gap.rule.name}: never {', never '.join(gap.lacks)}" for gap in gaps(policy, played)]
    assert not left, "\n".join(left)


@pytest.mark.parametrize("path", FILES, ids=lambda path: str(path.relative_to(LIBRARY)))
def test_every_file_is_laid_out_as_fmt_does(path: Path) -> None:
    text = path.read_text(encoding="utf-8")
    assert text == print_file(parse_file(Source(path.name, text), Problems())), f"write: rulebook fmt {path.relative_to(LIBRARY.parent)}"
