"""What the documents say is true: their commands are run again, their links lead somewhere, every command is described."""

from __future__ import annotations

import os
import re
import subprocess
import sys
from pathlib import Path

import pytest
from pydantic import BaseModel

from rulebook.commands import COMMANDS
from rulebook.language.clauses import ALLOWED
from rulebook.reports import schema
from tests.documents import FENCE, PAGES, ROOT, commands_of, files_of, replayed

__all__: list[str] = []

DOCUMENTS = sorted([*ROOT.glob("*.md"), *(ROOT / "docs").rglob("*.md")])
NAMES = [path.relative_to(ROOT).as_posix() for path in DOCUMENTS]


@pytest.mark.skipif(sys.version_info[:2] != (3, 11), reason="argparse lays out its help differently in every version of Python")
@pytest.mark.parametrize("path", PAGES, ids=lambda path: path.relative_to(ROOT).as_posix())
def test_the_commands_on_a_page_say_what_the_page_shows(path: Path, tmp_path: Path) -> None:
    page = path.read_text(encoding="utf-8")
    assert replayed(page, tmp_path).splitlines() == page.splitlines(), "python -m tests.documents --update writes what they say now"


def test_the_pages_are_not_rewritten_in_ci(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("CI", "1")
    done = subprocess.run([sys.executable, "-m", "tests.documents", "--update"], cwd=ROOT, capture_output=True, text=True, check=False)
    assert done.returncode == 2
    assert "does not rewrite" in done.stderr


def test_every_command_is_described_with_its_help() -> None:
    page = (ROOT / "docs/commands.md").read_text(encoding="utf-8")
    assert commands_of(page) == ["rulebook --help", *(f"rulebook {name} --help" for name in COMMANDS)]
    assert re.findall(r"^## `rulebook (.+)`$", page, re.MULTILINE) == list(COMMANDS)


@pytest.mark.parametrize("name", list(COMMANDS))
def test_the_help_of_a_command_has_an_example(name: str) -> None:
    page = (ROOT / "docs/commands.md").read_text(encoding="utf-8")
    (block,) = (found["text"] for found in FENCE.finditer(page) if found["text"].startswith(f"$ rulebook {name} --help\n"))
    assert f"Examples:\n  rulebook {name}" in block


def test_the_draft_and_the_rule_in_the_readme_are_those_of_the_files_that_it_names() -> None:
    page = (ROOT / "README.md").read_text(encoding="utf-8")
    files = files_of(page)
    assert files
    for name, texts in files.items():
        assert texts == [(ROOT / name).read_text(encoding="utf-8")]
    (rule,) = (found["text"] for found in FENCE.finditer(page) if found["kind"] == "rules")
    assert rule in (ROOT / "policies/eu/return-detention.rules").read_text(encoding="utf-8")


@pytest.mark.parametrize("path", DOCUMENTS, ids=NAMES)
def test_a_link_leads_to_a_file_and_a_heading(path: Path) -> None:
    text = FENCE.sub("", path.read_text(encoding="utf-8"))
    for target in re.findall(r"\]\(([^)\s]+)\)", text):
        if "://" in target:
            continue
        file, _, anchor = target.partition("#")
        linked = (path.parent / file).resolve() if file else path
        assert linked.exists(), f"{target} leads nowhere"
        if anchor:
            text = linked.read_text(encoding="utf-8")
            anchors = {*map(_anchor, re.findall(r"^#+ (.*)$", text, re.MULTILINE)), *re.findall(r'<a id="([^"]+)"></a>', text)}
            assert anchor in anchors, target


def test_every_page_can_be_reached_from_the_readme() -> None:
    reached, waiting = set[Path](), [ROOT / "README.md"]
    while waiting:
        page = waiting.pop()
        if page in reached or page.suffix != ".md" or not page.exists():
            continue
        reached.add(page)
        links = re.findall(r"\]\(([^)\s#]+)", FENCE.sub("", page.read_text(encoding="utf-8")))
        waiting += [(page.parent / link).resolve() for link in links if "://" not in link]
    assert [name for path, name in zip(DOCUMENTS, NAMES, strict=True) if path.resolve() not in reached] == []


def _anchor(heading: str) -> str:
    """Return the anchor that GitHub and GitLab make of a heading."""
    return re.sub(r"[^\w\- ]", "", heading.lower()).replace(" ", "-")


@pytest.mark.parametrize("path", DOCUMENTS, ids=NAMES)
def test_a_decision_or_page_has_a_title_and_no_line_that_promises_the_future(path: Path) -> None:
    text = path.read_text(encoding="utf-8")
    assert text.startswith("# ")
    assert not re.search(r"\b(TODO|FIXME|coming soon|to be written)\b", text)


def test_the_readme_and_the_ci_run_the_tests_with_the_same_command() -> None:
    (command,) = re.findall(r"python -m (pytest .*)$", (ROOT / "README.md").read_text(encoding="utf-8"), re.MULTILINE)
    assert f'.venv/bin/python -m {command} ||' in (ROOT / ".ci/run").read_text(encoding="utf-8")
    assert os.access(ROOT / ".ci/run", os.X_OK)


def test_a_decision_has_context_decision_and_consequences() -> None:
    decisions = sorted((ROOT / "docs/decisions").glob("*.md"))
    assert [path.name[:4] for path in decisions] == [f"{number:04}" for number in range(1, len(decisions) + 1)]
    for path in decisions:
        text = path.read_text(encoding="utf-8")
        assert text.startswith(f"# {path.name[:4]} ")
        assert re.findall(r"^## (.*)$", text, re.MULTILINE) == ["Context", "Decision", "Consequences"]


def test_every_key_of_the_json_is_explained() -> None:
    page = (ROOT / "docs/findings.md").read_text(encoding="utf-8")
    models: list[type[BaseModel]] = [
        schema.CheckReport, schema.Draft, schema.Finding, schema.Explanation, schema.Stated, schema.Location, schema.Authority,
        schema.Change, schema.Problem, schema.Note, schema.Question, schema.RuleErrors, schema.RuleError,
    ]  # fmt: skip
    keys = {field.alias or name for model in models for name, field in model.model_fields.items()}
    assert {key for key in keys if f"`{key}`" not in page} == set()


def test_every_folder_of_the_package_stands_in_the_table_of_the_house() -> None:
    page = (ROOT / "docs/architecture.md").read_text(encoding="utf-8")
    folders = sorted(path.parent.name for path in (ROOT / "rulebook").glob("*/__init__.py"))
    assert [folder for folder in folders if f"| `rulebook/{folder}/`" not in page] == []


def test_every_clause_and_declaration_stands_in_the_language_reference() -> None:
    page = (ROOT / "docs/language.md").read_text(encoding="utf-8")
    words = {*ALLOWED, *(clause for clauses in ALLOWED.values() for clause in clauses)}
    assert {word for word in words if not re.search(rf"`{word}\b", page)} == set()
