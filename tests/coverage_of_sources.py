"""Which rules encode which entry of the references: the table in docs/coverage.md, made from the comments of the rule files.

A comment `# entry: ENTRY` (or several, parted by commas) directly above a rule says which entry it encodes. `docs/entries.yaml` lists
all entries; one written as a mapping, `ENTRY: why`, says what of it is left out and why.
`python -m tests.coverage_of_sources --update` writes the table.
"""

from __future__ import annotations

import re
import sys
from pathlib import Path

import yaml

ROOT = Path(__file__).resolve().parent.parent
PAGE = ROOT / "docs" / "coverage.md"
TITLES = {"migration": "Migration governance and enforcement", "human-security": "Human security in foreign policy"}


def entries() -> dict[str, dict[str, dict[str, str]]]:
    """Return the entries by reference and part, each with what of it is left out (the empty text: nothing)."""
    read = yaml.safe_load((ROOT / "docs" / "entries.yaml").read_text(encoding="utf-8"))
    return {
        reference: {
            part: {name: why for item in items for name, why in (item.items() if isinstance(item, dict) else [(item, "")])}
            for part, items in parts.items()
        }
        for reference, parts in read.items()
    }


def encoded() -> dict[str, list[tuple[str, str]]]:
    """Return, for each entry, the rules that encode it: (rulebook, rule), in the order of the files."""
    found: dict[str, list[tuple[str, str]]] = {}
    for path in sorted((ROOT / "policies").rglob("*.rules")):
        book, waiting = "", []
        for line in path.read_text(encoding="utf-8").splitlines():
            if named := re.match(r"rulebook (\S+)", line):
                book = named[1]
            elif comment := re.match(r"# entry: (.+)", line):
                waiting += [name.strip() for name in comment[1].split(",")]
            elif rule := re.match(r"rule (\S+) of", line):
                for name in waiting:
                    found.setdefault(name, []).append((book, rule[1]))
                waiting = []
    return found


def page() -> str:
    """Return the table as a Markdown page."""
    rules = encoded()
    lines = ["# From the references to the rules", ""]
    lines += [
        "Each entry of the two references that the library encodes, with its rules; made from the comments `# entry:` of the",
        "rule files.",
        "",
    ]
    for reference, parts in entries().items():
        lines += [f"## {TITLES[reference]}", ""]
        for part, names in parts.items():
            lines += [f"### {part}", "", "| entry | rules | left out, and why |", "| --- | --- | --- |"]
            for name, why in names.items():
                links = ", ".join(f"[{rule}](rules/{book}.md#{rule})" for book, rule in rules.get(name, ()))
                lines.append(f"| `{name}` | {links or 'not encoded yet'} | {why} |")
            lines.append("")
    return "\n".join(lines).rstrip("\n") + "\n"


def main(words: list[str]) -> int:
    """Write the page, or say how."""
    if words != ["--update"]:
        sys.stderr.write("python -m tests.coverage_of_sources --update\n")
        return 2
    PAGE.write_text(page(), encoding="utf-8")
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
