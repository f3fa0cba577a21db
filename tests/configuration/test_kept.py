"""A configuration that was checked before says the same, and is not checked again."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import pytest

from rulebook.configuration.configuration import BadConfiguration, Configuration
from rulebook.configuration.reading import read_configuration

__all__: list[str] = []

ROOT = Path(__file__).resolve().parents[2]
WHOLE = """
drafts = ["drafts"]
exclude = "drafts/old/**"
rules = ["library:eu", "rules"]
leave-out = ["practice.*"]
warn-only = []
law = "un, eu"
as-of = 2026-06-12
strict = true
fail-on = "warning"
format = "text"
output = { json = "out/findings.json" }
waivers = "waivers.yaml"
baseline = "baseline.json"
longest-waiver = "1 year"
warn-before = 30

[[paths]]
match = "drafts/border/**"
law = ["coe"]
strict = false
"""


@pytest.fixture(autouse=True)
def _here(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("RULEBOOK_CACHE", str(tmp_path / "cache"))


def written(text: str, path: str) -> str:
    Path(path).parent.mkdir(parents=True, exist_ok=True)
    Path(path).write_text(text, encoding="utf-8")
    return path


def fields(said: Configuration) -> list[object]:
    return [getattr(said, field) for field in Configuration.__match_args__]


@pytest.mark.parametrize("text", [WHOLE, "", "# nothing\n", 'law = ["eu"]\n', "[[paths]]\nmatch = ['a', 'b']\n", "output = {}\n"])
def test_a_kept_configuration_says_the_same(text: str, monkeypatch: pytest.MonkeyPatch) -> None:
    path = written(text, "rulebook.toml")
    first, second = read_configuration(path), read_configuration(path)
    assert [file.name.partition("-")[0] for file in Path("cache").iterdir()] == ["configuration"]
    monkeypatch.setenv("RULEBOOK_CACHE", "off")
    without = read_configuration(path)
    assert fields(first) == fields(second) == fields(without)
    assert all(
        second.spot(key) == without.spot(key) and second.spot(key).source_line == without.spot(key).source_line for key in without.places
    )


def test_the_same_words_elsewhere_are_of_the_other_folder() -> None:
    assert read_configuration(written(WHOLE, "rulebook.toml")).waivers == "waivers.yaml"
    assert read_configuration(written(WHOLE, "below/rulebook.toml")).waivers == os.path.join("below", "waivers.yaml")


def test_a_project_file_and_a_file_of_its_own_are_not_the_same() -> None:
    text = '[tool.rulebook]\nlaw = ["eu"]\n'
    assert read_configuration(written(text, "pyproject.toml")).law == ("eu",)
    with pytest.raises(BadConfiguration):
        read_configuration(written(text, "rulebook.toml"))


@pytest.mark.parametrize("content", [b"", b"[]", b"[1, 2]", b'[{"law": 1}]', b"\xff"])
def test_a_damaged_or_foreign_file_is_not_used(content: bytes) -> None:
    path = written(WHOLE, "rulebook.toml")
    first = read_configuration(path)
    (kept,) = Path("cache").iterdir()
    kept.write_bytes(kept.read_bytes()[:-20] + content)
    assert fields(read_configuration(path)) == fields(first)


def test_what_is_wrong_is_told_each_time() -> None:
    path = written('law = ["eu"]\nbogus = 1\n', "rulebook.toml")
    for _ in range(2):
        with pytest.raises(BadConfiguration):
            read_configuration(path)
    assert not list(Path("cache").iterdir()) if Path("cache").exists() else True


def test_a_configuration_that_was_checked_before_needs_neither_pydantic_nor_toml() -> None:
    path = written(WHOLE, "rulebook.toml")
    program = (
        "import sys; from rulebook.configuration.reading import read_configuration; read_configuration(sys.argv[1])\n"
        "print('pydantic' in sys.modules, 'tomllib' in sys.modules)"
    )
    command, environment = [sys.executable, "-c", program, path], {**os.environ, "PYTHONPATH": str(ROOT)}
    said = [subprocess.run(command, env=environment, capture_output=True, text=True, check=True).stdout for _ in range(2)]
    assert said == ["True True\n", "False False\n"]
