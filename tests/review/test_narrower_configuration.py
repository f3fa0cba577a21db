"""A configuration that a change makes narrower: what it no longer looks at is told, and what failed there first."""

from __future__ import annotations

import json
import shutil
from pathlib import Path
from typing import Any

import pytest

from rulebook.commands.command_line import main
from tests.review.test_change import Capture, commit, configure, edit, git, repository

__all__: list[str] = ["repository"]

pytestmark = [
    pytest.mark.skipif(shutil.which("git") is None, reason="git is not installed"),
    pytest.mark.usefixtures("repository"),
]
WIDE = 'drafts = ["drafts"]\nrules = ["rules"]\nlaw = ["eu"]\n'


def since_head(capsys: Capture, *words: str) -> tuple[int, dict[str, Any]]:
    """Check as the configuration says, without `--rules`."""
    capsys.readouterr()
    code = main(["check", "--since", "HEAD", "--format", "json", *words])
    return code, json.loads(capsys.readouterr().out)


def not_checked(made: dict[str, Any]) -> list[tuple[str, str, str]]:
    return [(one["path"], one["rule"], one["was"]) for one in made["mended"] if one["now"] is None]


@pytest.fixture
def configured(repository: Path) -> Path:
    configure(WIDE)
    for path in ("drafts/a.md", "drafts/b.md"):
        edit(path, lambda text: text.replace("legal orders: [eu]\n", ""))
    Path("rules/more.rules").write_text(
        'rulebook t.more\n  title "More"\nuse t.detention\nsafeguard shorter: qualified\n  title "Shorter"\n'
        'rule five-months of shorter\n  title "Five months"\n  authority RD "15"\n  require longest is at most 5 months\n'
        'source CH\n  title "A constitution"\n  legal order xx\n'
        'rule four-months of shorter\n  title "Four months"\n  authority CH "1"\n  require longest is at most 4 months\n',
        encoding="utf-8",
    )
    commit("Configured")
    return repository


FAILED = ("t.detention/six-months", "fail")
NARROWER = [
    ('exclude = ["drafts/a.md"]\n', [("drafts/a.md", "t.detention/six-months", "fail"), ("drafts/a.md", "t.more/five-months", "fail")]),
    ('leave-out = ["t.more/*"]\n', [("drafts/a.md", "t.more/five-months", "fail"), ("drafts/b.md", "t.more/five-months", "fail")]),
    (
        '[[paths]]\nmatch = "drafts/b.md"\nleave-out = ["t.detention/six-months"]\n',
        [("drafts/b.md", "t.detention/six-months", "fail")],
    ),
]


@pytest.mark.usefixtures("configured")
@pytest.mark.parametrize(("more", "gone"), NARROWER)
@pytest.mark.parametrize("named", [(), ("drafts",)])
def test_what_a_narrower_configuration_no_longer_looks_at_is_told(
    capsys: Capture, more: str, gone: list[tuple[str, str, str]], named: tuple[str, ...]
) -> None:
    configure(WIDE + more)
    code, made = since_head(capsys, *named)
    assert (code, not_checked(made)) == (0, gone)


@pytest.mark.usefixtures("configured")
@pytest.mark.parametrize(
    ("before", "after", "gone"),
    [
        ('rules = ["rules"]', 'rules = ["rules/a.rules"]', "t.more/five-months"),
        ('law = ["eu"]', 'law = ["xx"]', "t.detention/six-months"),
        ('drafts = ["drafts"]', 'drafts = ["drafts/b.md"]', "t.more/five-months"),
    ],
)
def test_so_is_what_fewer_rules_less_law_or_fewer_drafts_take_out_of_sight(capsys: Capture, before: str, after: str, gone: str) -> None:
    configure(WIDE.replace(before, after))
    made = since_head(capsys)[1]
    assert ("drafts/a.md", gone, "fail") in not_checked(made)


@pytest.mark.usefixtures("configured")
def test_a_configuration_that_moves_to_another_file_is_compared_with_what_it_was(capsys: Capture) -> None:
    Path("rulebook.toml").unlink()
    Path("pyproject.toml").write_text(f'[tool.rulebook]\n{WIDE}exclude = ["drafts/a.md"]\n', encoding="utf-8")
    assert ("drafts/a.md", *FAILED) in not_checked(since_head(capsys)[1])


@pytest.mark.usefixtures("configured")
def test_rules_and_the_configuration_that_named_them_can_go_together_and_it_is_told(capsys: Capture) -> None:
    git("mv", "rules/more.rules", "drafts/more.txt")
    configure(WIDE + 'exclude = ["drafts/a.md"]\n')
    made = since_head(capsys)[1]
    assert [rule for path, rule, _ in not_checked(made) if path == "drafts/a.md"] == ["t.detention/six-months", "t.more/five-months"]


@pytest.mark.usefixtures("configured")
def test_a_wider_configuration_or_another_layout_of_it_takes_nothing_out_of_sight(capsys: Capture) -> None:
    for text in (f"# as before\n{WIDE}", WIDE.replace('law = ["eu"]', 'law = ["eu", "coe"]'), f"{WIDE}strict = true\n"):
        configure(text)
        assert not_checked(since_head(capsys)[1]) == []


@pytest.mark.usefixtures("configured")
def test_what_the_command_line_says_held_before_too(capsys: Capture) -> None:
    configure(WIDE.replace('rules = ["rules"]', 'rules = ["rules/a.rules"]'))
    assert not_checked(since_head(capsys, "--rules", "rules")[1]) == []


@pytest.mark.usefixtures("configured")
def test_of_a_few_named_drafts_only_these_are_compared(capsys: Capture) -> None:
    configure(WIDE + 'exclude = ["drafts/a.md"]\n')
    assert not_checked(since_head(capsys, "--only-configured", "drafts/b.md")[1]) == []
    assert not_checked(since_head(capsys, "drafts/a.md")[1]) == []  # a file that is named is never excluded


@pytest.mark.usefixtures("configured")
def test_a_configuration_of_before_that_cannot_be_used_is_told(capsys: Capture) -> None:
    configure("nonsense = 1\n")
    commit("Nonsense")
    configure(WIDE)
    main(["check", "--since", "HEAD"])
    assert "rulebook.toml as it was before the change cannot be used" in capsys.readouterr().err
