"""The published JSON Schemas are those of the models, and what each command gives is what its schema says."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

from rulebook.commands.command_line import main
from rulebook.reports import schema_of_rules
from rulebook.reports.schema import Part
from tests.reports.reporting import RULES
from tests.schemas import FOLDER, published

__all__: list[str] = []

COMMANDS = {
    "check": ("check", "draft.md"),
    "explain": ("explain", "six-months"),
    "facts": ("facts",),
    "rules": ("rules",),
    "test": ("test",),
    "test-mutate": ("test", "--mutate", "--rule", "six-months"),
}
MODELS: dict[str, type[Part]] = {
    "explain": schema_of_rules.ExplainReport,
    "facts": schema_of_rules.FactsReport,
    "rules": schema_of_rules.RulesReport,
    "test": schema_of_rules.CaseReport,
    "test-mutate": schema_of_rules.MutantReport,
}


def test_the_published_schemas_are_those_of_the_models() -> None:
    kept = {path.name: path.read_text(encoding="utf-8") for path in FOLDER.glob("*.json")}
    assert kept == published(), "python -m tests.schemas --update writes them"


@pytest.mark.parametrize("name", list(COMMANDS))
def test_what_a_command_gives_is_what_its_schema_says(
    name: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    validators = pytest.importorskip("jsonschema.validators")
    monkeypatch.chdir(tmp_path)
    Path("a.rules").write_text(RULES, encoding="utf-8")
    Path("draft.md").write_text("Nine months.\n<!-- rulebook: longest = 9 months -->\n", encoding="utf-8")
    main([*COMMANDS[name], "--rules", "a.rules", "--format", "json"])
    made: dict[str, Any] = json.loads(capsys.readouterr().out)
    schema = json.loads((FOLDER / f"{name}.json").read_text(encoding="utf-8"))
    validator = validators.validator_for(schema)
    validator.check_schema(schema)
    assert [error.message for error in validator(schema).iter_errors(made)] == []
    if name in MODELS:
        MODELS[name].model_validate(made)


def test_rules_that_cannot_be_loaded_are_told_as_the_schema_says(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    validators = pytest.importorskip("jsonschema.validators")
    monkeypatch.chdir(tmp_path)
    Path("a.rules").write_text("rulebook x.y\n  titel \"x\"\n", encoding="utf-8")
    assert main(["facts", "--rules", "a.rules", "--format", "json"]) == 2
    schema = json.loads((FOLDER / "rule-errors.json").read_text(encoding="utf-8"))
    made = json.loads(capsys.readouterr().out)
    assert [error.message for error in validators.validator_for(schema)(schema).iter_errors(made)] == []
