"""The reference of the rules in docs/rules is what the rule files say now, and holds every rule."""

from __future__ import annotations

from pathlib import Path

import pytest

from rulebook.language.loading import load_policy
from rulebook.language.policy import Policy
from rulebook.reports.reference import reference

ROOT = Path(__file__).resolve().parent.parent
PAGES = ROOT / "docs" / "rules"


@pytest.fixture(scope="module")
def policy() -> Policy:
    return load_policy([str(ROOT / "policies")])


def test_the_pages_are_fresh(policy: Policy) -> None:
    written = {path.name: path.read_text(encoding="utf-8") for path in PAGES.glob("*.md")}
    made = reference(policy)
    stale = sorted(name for name in written.keys() | made.keys() if written.get(name) != made.get(name))
    assert not stale, "`rulebook rules --rules policies --pages docs/rules` writes them anew"


def test_every_rule_has_its_place_with_its_authorities(policy: Policy) -> None:
    made = reference(policy)
    for rule in policy.rules:
        page = made[f"{rule.rulebook}.md"]
        assert f"`{rule.name}`" in page
        assert all(
            authority.source.title.split("(")[0].split("*")[0].strip()[:20] in page.replace("\\", "") for authority in rule.authorities
        )
        assert rule.title.replace("_", "\\_") in made["README.md"]
