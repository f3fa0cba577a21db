"""What `rulebook waivers` and a check say of waivers that do not reach what they are for."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest

from rulebook.commands.command_line import main

__all__: list[str] = []

Capture = pytest.CaptureFixture[str]
RULES = """rulebook xx.house
  title "Rules of the house"
source ORDER
  title "Prison Order"
  legal order xx
group block
  means "a block of the prison"
fact block.hours: duration
  means "the time that people spend outside their cells each day"
fact visits: duration
  means "the time between two visits"
safeguard air: qualified
  title "Time outside the cell"
rule eight-hours of air
  title "Eight hours outside the cell"
  authority ORDER "4"
  for each block
  require block.hours is at least 8 hours
rule visits-each-fortnight of air
  title "A visit each fortnight"
  authority ORDER "5"
  require visits is at most 2 weeks
"""
DRAFT = """---
title: House order
legal orders: [xx]
complete: block
---
Six hours in the old block. <!-- rulebook: block.centre.hours = 6 hours; visits = 3 weeks -->
"""


def entry(rule: str, member: str | None, draft: str = "order.md") -> str:
    named = f"    member: {member}\n" if member else ""
    return (
        f"  - id: W-1\n    rule: {rule}\n    draft: {draft}\n{named}    reason: The yard is built.\n"
        "    approved by: the director\n    from: 2026-03-01\n    until: 2026-09-30\n"
    )


@pytest.fixture(autouse=True)
def house(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    Path("house.rules").write_text(RULES, encoding="utf-8")
    Path("order.md").write_text(DRAFT, encoding="utf-8")


def said(capsys: Capture, *words: str) -> str:
    capsys.readouterr()
    main([*words[:1], "--rules", "house.rules", "--as-of", "2026-06-12", *words[1:]])
    return " ".join(capsys.readouterr().out.split())


def waived(text: str) -> None:
    Path("waivers.yaml").write_text(f"waivers:\n{text}", encoding="utf-8")


@pytest.mark.parametrize(
    ("rule", "member", "hint"),
    [
        ("eight-hours", "center", "there is no member `center` for that rule. Did you mean `member: centre`?"),
        ("eight-hours", "all", "there is no member `all` for that rule. Did you mean `member: any`?"),
        ("eight-hours", "yard", "there is no member `yard` for that rule. The draft has `centre`."),
    ],
)
def test_a_member_that_the_draft_does_not_have_is_named(rule: str, member: str, hint: str, capsys: Capture) -> None:
    waived(entry(f"xx.house/{rule}", member))
    listed = said(capsys, "waivers", "waivers.yaml")
    assert "W-1 waives nothing" in listed
    assert "of which 0 hold today" in listed
    assert hint in listed
    assert hint in said(capsys, "check", "--waivers", "waivers.yaml", "order.md")


def test_a_rule_about_the_whole_has_no_member(capsys: Capture) -> None:
    waived(entry("xx.house/visits-each-fortnight", "centre"))
    assert "take `member:` out" in said(capsys, "check", "--waivers", "waivers.yaml", "order.md")


@pytest.mark.parametrize("member", ["centre", "any"])
def test_a_member_that_is_there_is_no_matter(member: str, capsys: Capture) -> None:
    waived(entry("xx.house/eight-hours", member))
    listed = said(capsys, "waivers", "waivers.yaml")
    assert "W-1 holds" in listed
    assert "no member" not in listed


def test_another_file_of_the_measure_may_name_the_member(capsys: Capture) -> None:
    Path("order.md").write_text(DRAFT.replace("title:", "measure: house\ntitle:"), encoding="utf-8")
    waived(entry("xx.house/eight-hours", "east"))
    assert "W-1 holds" in said(capsys, "waivers", "waivers.yaml")


def test_a_rule_by_its_last_name_alone_is_told_in_full(capsys: Capture) -> None:
    waived(entry("eight-hours", "any"))
    assert "Write its full name: `xx.house/eight-hours`." in said(capsys, "waivers", "waivers.yaml")
    Path("rulebook.toml").write_text('rules = ["house.rules"]\nwarn-only = ["eight-hours"]\n', encoding="utf-8")
    main(["check", "order.md"])
    assert "Write its full name: `xx.house/eight-hours`." in " ".join("".join(capsys.readouterr()).split())


def test_a_file_with_another_key_is_yaml_all_the_same(capsys: Capture) -> None:
    Path("waivers.yaml").write_text("waiver:\n" + entry("xx.house/eight-hours", "any"), encoding="utf-8")
    listed = said(capsys, "waivers", "waivers.yaml")
    assert "`waiver` is no key of a file of waivers. Did you mean `waivers:`?" in listed
    assert "cannot be read as YAML" not in listed


@pytest.mark.skipif(shutil.which("git") is None, reason="git is not installed")
def test_where_a_change_moved_the_draft_of_a_waiver_its_new_path_is_told(capsys: Capture) -> None:
    from tests.review.test_change import commit, git

    waived(entry("xx.house/eight-hours", "any"))
    git("init", "-q")
    commit("The beginning")
    Path("drafts").mkdir()
    git("mv", "order.md", "drafts/house.md")
    told = said(capsys, "check", "--waivers", "waivers.yaml", "--since", "HEAD", "drafts")
    assert "There is no draft `order.md`. So waiver W-1 waives nothing." in told
    assert "The change moved it: write `draft: drafts/house.md`." in told
