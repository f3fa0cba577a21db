"""The wheel holds what it should and works where it is installed; so do an editable install and a bare checkout."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
import sysconfig
import zipfile
from pathlib import Path

import pytest

from rulebook.language.loading import library_to_ship
from rulebook.language.tables import tables_to_ship

__all__: list[str] = []

ROOT = Path(__file__).parent.parent
DRAFT = ROOT / "examples" / "removal-centre.md"


@pytest.fixture(scope="module")
def wheel(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The wheel, built from this checkout."""
    folder = tmp_path_factory.mktemp("wheel")
    pip = [sys.executable, "-m", "pip", "wheel", "--quiet", "--no-deps", "--no-build-isolation"]
    run([*pip, "--wheel-dir", str(folder), str(ROOT)], folder)
    (built,) = folder.glob("*.whl")
    return built


@pytest.fixture
def draft(tmp_path: Path) -> Path:
    """A draft in a folder of its own, from where the commands are run."""
    path = tmp_path / "elsewhere" / "draft.md"
    path.parent.mkdir()
    shutil.copy(DRAFT, path)
    return path


def run(command: list[str], folder: Path, codes: tuple[int, ...] = (0,)) -> str:
    """Run a command in a folder, with a cache of its own, and return what it says."""
    clean = {name: value for name, value in os.environ.items() if name not in {"PYTHONPATH", "RULEBOOK_CACHE"}}
    done = subprocess.run(command, cwd=folder, env=clean | {"XDG_CACHE_HOME": str(folder)}, capture_output=True, text=True, timeout=300)
    assert done.returncode in codes, done.stdout + done.stderr
    return done.stdout


def fresh_environment(folder: Path, *install: str) -> Path:
    """Return the scripts of a new environment in which this is installed; the libraries it needs are those of this environment."""
    run([sys.executable, "-m", "venv", "--without-pip", str(folder)], folder.parent)
    scripts = folder / ("Scripts" if os.name == "nt" else "bin")
    python = scripts / Path(sys.executable).name
    site = run([str(python), "-c", "import sysconfig; print(sysconfig.get_path('purelib'))"], folder).strip()
    (Path(site) / "libraries.pth").write_text(f"{sysconfig.get_path('purelib')}\n{sysconfig.get_path('platlib')}\n", encoding="utf-8")
    pip = [sys.executable, "-m", "pip", "--python", str(python), "install", "--quiet", "--no-deps", "--no-build-isolation", "--no-index"]
    run([*pip, *install], folder)
    return scripts


def test_the_wheel_has_one_top_level_name_and_holds_the_grammar_and_the_library(wheel: Path) -> None:
    names = zipfile.ZipFile(wheel).namelist()
    assert {name.split("/")[0] for name in names if ".dist-info/" not in name} == {"rulebook"}
    assert "rulebook/grammar/rulebook.lark" in names
    assert "rulebook/py.typed" in names
    shipped = {name.removeprefix("rulebook/") for name in names if name.endswith(".rules")}
    assert shipped == {path.relative_to(ROOT).as_posix() for path in (ROOT / "policies").rglob("*.rules")}
    assert any(name.endswith(".dist-info/licenses/LICENSE") for name in names)


def test_the_wheel_brings_the_tables_and_the_library_that_would_else_be_made(wheel: Path) -> None:
    assert zipfile.ZipFile(wheel).read("rulebook/grammar/tables.json") == tables_to_ship()
    assert zipfile.ZipFile(wheel).read("rulebook/policies/library.jsonl") == library_to_ship()


def test_an_installed_wheel_needs_to_make_neither(wheel: Path, tmp_path: Path) -> None:
    scripts = fresh_environment(tmp_path / "environment", str(wheel))
    program = (
        "import os, sys; os.environ['RULEBOOK_CACHE'] = 'off'; from rulebook import load_policy; policy = load_policy([])\n"
        "from rulebook.language.parser import parse_value; parse_value('6 months')\n"
        "print(type(policy).__name__, 'lark' in sys.modules, next(iter(policy.rulebooks.values())).path)"
    )
    kind, lark, path = run([str(scripts / "python"), "-c", program], tmp_path).split(" ", 2)
    assert (kind, lark) == ("KeptPolicy", "False")
    assert Path(path.strip()).is_file()


def test_a_rule_that_is_changed_in_an_installed_wheel_counts(wheel: Path, draft: Path, tmp_path: Path) -> None:
    scripts = fresh_environment(tmp_path / "environment", str(wheel))
    where = run([str(scripts / "python"), "-c", "import rulebook.files; print(rulebook.files.library_folder())"], draft.parent)
    (book,) = Path(where.strip()).rglob("eu/return-detention.rules")
    before = book.read_text(encoding="utf-8")
    book.write_text(before.replace("Detention for return ends after six months", "Detention for return has its end"), encoding="utf-8")
    said = run([str(scripts / "rulebook"), "check", draft.name], draft.parent, (1,))
    assert "FAILS  Detention for return has its end\n" in said


def test_an_installed_wheel_checks_a_draft_from_another_folder(wheel: Path, draft: Path, tmp_path: Path) -> None:
    scripts = fresh_environment(tmp_path / "environment", str(wheel))
    said = run([str(scripts / "rulebook"), "check", draft.name], draft.parent, (1,))
    assert "eu.return-detention/six-months" in said
    where = run([str(scripts / "python"), "-c", "import rulebook; print(rulebook.__file__)"], draft.parent)
    assert where.startswith(str(tmp_path / "environment"))


def test_an_editable_install_checks_a_draft_with_the_library_of_the_checkout(draft: Path, tmp_path: Path) -> None:
    scripts = fresh_environment(tmp_path / "environment", "--editable", str(ROOT))
    assert "eu.return-detention/six-months" in run([str(scripts / "rulebook"), "check", draft.name], draft.parent, (1,))
    where = run([str(scripts / "python"), "-c", "import rulebook.files; print(rulebook.files.library_folder())"], draft.parent)
    assert Path(where.strip()) == ROOT / "policies"


def test_a_bare_checkout_checks_a_draft_without_being_installed(draft: Path, tmp_path: Path) -> None:
    checkout = tmp_path / "checkout"
    for name in ("rulebook", "grammar", "policies"):
        shutil.copytree(ROOT / name, checkout / name, ignore=shutil.ignore_patterns("__pycache__"))
    shutil.copy(ROOT / "cli.py", checkout)
    assert "eu.return-detention/six-months" in run([sys.executable, str(checkout / "cli.py"), "check", draft.name], draft.parent, (1,))
