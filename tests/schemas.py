"""The JSON Schemas that `docs/schemas/` publishes, made from the models.

`python -m tests.schemas --update` writes them; a test compares them with the models.
"""

from __future__ import annotations

import json
import sys
from collections.abc import Sequence

from rulebook.reports.schema import json_schema, rule_errors_schema
from rulebook.reports.schema_of_rules import json_schemas
from tests.documents import ROOT

__all__ = ["FOLDER", "published"]

FOLDER = ROOT / "docs" / "schemas"


def published() -> dict[str, str]:
    """Return the text of each schema by the name of its file."""
    schemas = {"check": json_schema(), "rule-errors": rule_errors_schema()} | json_schemas()
    return {f"{name}.json": json.dumps(schema, indent=2, ensure_ascii=False) + "\n" for name, schema in schemas.items()}


def main(words: Sequence[str]) -> int:
    if list(words) != ["--update"]:
        sys.stderr.write("python -m tests.schemas --update\n")
        return 2
    FOLDER.mkdir(exist_ok=True)
    for name, text in published().items():
        (FOLDER / name).write_text(text, encoding="utf-8")
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
