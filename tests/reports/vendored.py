"""The schemas of others that reports are checked against. They stand beside the project, or else the tests that need them are skipped."""

from __future__ import annotations

import json
from functools import cache
from pathlib import Path
from typing import Any

import pytest

from tests.documents import ROOT

__all__ = ["SCHEMAS", "schema_file", "validator"]

SCHEMAS = ROOT.parent / "shared" / "schemas"


def schema_file(name: str) -> Path:
    """Return the file of a schema; the test is skipped where it is not there."""
    path = SCHEMAS / name
    if not path.exists():
        pytest.skip(f"the schema {name} is not beside the project (../shared/schemas)")
    return path


def validator(name: str) -> Any:
    """Return a validator of a JSON Schema; the test is skipped where the schema or the library is not there."""
    pytest.importorskip("jsonschema")
    schema_file(name)
    return _validator(name)


@cache
def _validator(name: str) -> Any:
    from jsonschema.validators import validator_for

    schema = json.loads((SCHEMAS / name).read_text(encoding="utf-8"))
    return validator_for(schema)(schema)
