"""The allowed imports between the folders of the package, and what each may not do (docs/architecture.md has the table)."""

from __future__ import annotations

import ast
from collections.abc import Iterator
from pathlib import Path

__all__: list[str] = []

PACKAGE = Path(__file__).parent.parent / "rulebook"
TREES = {path.relative_to(PACKAGE).as_posix(): ast.parse(path.read_text(encoding="utf-8")) for path in sorted(PACKAGE.rglob("*.py"))}

# Everyone may import `records`; the package's own `__init__` names its public functions, which are looked up when used.
MAY_IMPORT: dict[str, set[str]] = {
    "records": set(),
    "files": set(),
    "values": set(),
    "language": {"values", "files", "rulebook"},
    "drafts": {"values", "language"},
    "checking": {"values", "language", "drafts"},
    "review": {"values", "language", "drafts", "checking", "files"},
    "reports": {"values", "language", "drafts", "checking", "rulebook"},
    "configuration": {"values", "language", "drafts", "checking", "reports", "files"},
    "commands": {"values", "language", "drafts", "checking", "review", "reports", "configuration", "files", "rulebook"},
    "__main__": {"commands"},
    "__init__": {"values", "language", "drafts", "checking"},
}
# The rooms of `checking`, of which each may import those named; what stands in no room may import all of them.
ROOMS: dict[str, set[str]] = {
    "procedures": set(),
    "program": {"procedures"},
    "explanation": {"procedures", "program"},
    "statuses": {"program"},
}
# A library has one home, where it can be exchanged, and only who needs it pays for its import.
HOMES: dict[str, str | tuple[str, ...]] = {
    "lark": "language/tables.py",
    "yaml": "drafts/",
    "markdown_it": "drafts/",
    "pydantic": ("reports/schema", "configuration/"),
    "pydantic_core": "configuration/",
    "tomllib": "configuration/",
    "rich": "reports/lines.py",
    "argparse": "commands/",
}
# With these a module can compute, and reach no file, clock, environment or network.
PURE = {"__future__", "collections", "datetime", "enum", "fractions", "itertools", "operator", "re", "typing"}
CAN_EXECUTE = {"eval", "exec", "system", "popen", "unsafe_load", "full_load"}
# Git is asked in the one, by a list of words and no shell. The other unpickles what a worker, forked from the same process, sends it
# through a pipe that nobody else holds, and its reader makes nothing but records of findings (decision 0012).
MAY_REACH_OUT = {"review/revisions.py": {"subprocess"}, "commands/sending.py": {"pickle"}}
CAN_REACH_OUT = {"subprocess", "pickle", "marshal", "shelve", "socket", "urllib", "http", "ctypes"}


def folder_of(name: str) -> str:
    return name.split("/")[0].removesuffix(".py")


def imports(name: str) -> Iterator[str]:
    """Give the full name of every module that a module imports anywhere."""
    for node in ast.walk(TREES[name]):
        if isinstance(node, ast.Import):
            yield from (alias.name for alias in node.names)
        elif isinstance(node, ast.ImportFrom):
            yield "." * node.level + (node.module or "")


def calls(name: str) -> set[str]:
    """Return the last word of all that a module calls: `print` of `print(…)`, `exit` of `sys.exit(…)`."""
    called = [node.func for node in ast.walk(TREES[name]) if isinstance(node, ast.Call)]
    return {func.id if isinstance(func, ast.Name) else func.attr for func in called if isinstance(func, ast.Name | ast.Attribute)}


def test_a_folder_imports_only_what_stands_below_it() -> None:
    wrong = []
    for name in TREES:
        folder = folder_of(name)
        parts = [module.split(".") for module in imports(name) if module.startswith(("rulebook", "."))]
        rooms = {part[1] if len(part) > 1 else "rulebook" for part in parts}
        wrong += [f"{name} imports {room}" for room in rooms - MAY_IMPORT.get(folder, set()) - {folder, "records"}]
    assert wrong == []


def test_a_room_of_checking_imports_only_what_stands_below_it() -> None:
    wrong = []
    for name in TREES:
        if name.startswith("checking/") and (room := name.split("/")[1]) in ROOMS:
            others = {module.split(".")[2] for module in imports(name) if module.startswith("rulebook.checking.")}
            wrong += [f"{name} imports {other}" for other in others & set(ROOMS) - ROOMS[room] - {room}]
    assert wrong == []


def test_a_library_is_imported_at_its_home_only() -> None:
    used = [(name, module) for name in TREES for module in imports(name)]
    assert [f"{name} imports {module}" for name, module in used if not name.startswith(HOMES.get(module.split(".")[0], ""))] == []


def test_evaluation_reads_no_file_clock_environment_or_network() -> None:
    for name in TREES:
        if folder_of(name) in {"values", "checking"}:
            assert {module.split(".")[0] for module in imports(name)} <= PURE | {"rulebook"}, name
            assert not calls(name) & {"open", "input", "today", "now", "utcnow"}, name


def test_nothing_prints_outside_reports_and_commands_and_nothing_exits_outside_commands() -> None:
    for name in TREES:
        if folder_of(name) not in {"reports", "commands"}:
            assert not calls(name) & {"print"}, name
        if folder_of(name) not in {"commands", "__main__"}:
            assert not calls(name) & {"exit", "_exit", "quit", "abort", "SystemExit"}, name


def test_nothing_of_a_draft_or_a_rule_file_can_be_executed() -> None:
    for name in TREES:
        # One module executes code, which another makes of the checked rules; tests/properties/test_statuses.py holds what may be in it.
        allowed_to_execute = {"exec"} if name == "checking/statuses/generated.py" else set()
        assert not calls(name) & CAN_EXECUTE - allowed_to_execute, name
        assert not {module.split(".")[0] for module in imports(name)} & CAN_REACH_OUT - MAY_REACH_OUT.get(name, set()), name


def test_only_jobs_makes_and_ends_processes() -> None:
    made = {"fork", "forkpty", "kill", "waitpid"}
    assert [name for name in TREES if calls(name) & made] == ["commands/jobs.py"]
