"""`--output`: where the reports of one check go, in which format, and what happens when one of them cannot be written."""

from __future__ import annotations

import json
import os
from pathlib import Path

import pytest

from rulebook.commands.command_line import main
from rulebook.reports import FORMATS
from rulebook.reports.schema import read

__all__: list[str] = []

Capture = pytest.CaptureFixture[str]
LISTED = ", ".join(FORMATS)
pytestmark = pytest.mark.usefixtures("folder")


def check(*words: str) -> int:
    return main(["check", "--rules", "a.rules", "--law", "eu", *words])


def test_several_reports_come_from_one_check_and_the_text_still_goes_to_standard_output(capsys: Capture) -> None:
    assert check("--output", "sarif=f.sarif", "--output", "junit=j.xml", "--output", "json=f.json", "fails.md") == 1
    assert "FAILS  Detention ends after six months" in capsys.readouterr().out
    assert json.loads(Path("f.sarif").read_text(encoding="utf-8"))["version"] == "2.1.0"
    assert Path("j.xml").read_text(encoding="utf-8").startswith("<?xml")
    assert read(Path("f.json").read_text(encoding="utf-8"))


def test_a_plain_file_has_the_format_of_the_option_and_nothing_goes_to_standard_output(capsys: Capture) -> None:
    assert check("--format", "json", "--output", "f.json", "--output", "github=g.txt", "fails.md") == 1
    assert capsys.readouterr().out == ""
    assert read(Path("f.json").read_text(encoding="utf-8"))
    assert Path("g.txt").read_text(encoding="utf-8").startswith("::error file=fails.md,line=5,")


def test_standard_output_has_the_format_of_the_option(capsys: Capture) -> None:
    check("--format", "github", "--output", "json=f.json", "fails.md")
    assert capsys.readouterr().out.startswith("::error ")


def test_json_beside_the_text_explains_what_passes_too(capsys: Capture) -> None:
    check("--output", "json=f.json", "passes.yaml")
    beside = Path("f.json").read_text(encoding="utf-8")
    capsys.readouterr()
    check("--format", "json", "passes.yaml")
    assert capsys.readouterr().out == beside


def test_a_report_that_cannot_be_written_is_exit_2_and_loses_no_other(capsys: Capture) -> None:
    assert check("--output", "sarif=none/f.sarif", "--output", "junit=j.xml", "fails.md") == 2
    said = capsys.readouterr()
    assert "The file none/f.sarif cannot be written: no such file or directory." in said.err
    assert "FAILS" in said.out
    assert Path("j.xml").exists()


def test_a_file_that_cannot_be_written_stays_as_it_was(capsys: Capture) -> None:
    Path("old.sarif").mkdir()
    assert check("--output", "sarif=old.sarif", "fails.md") == 2
    assert "The file old.sarif cannot be written: it is a folder." in capsys.readouterr().err


@pytest.mark.parametrize(
    ("words", "said"),
    [
        (["sarif="], "--output sarif= names no file; write --format sarif for standard output, or --output sarif=FILE."),
        (["sarif=-"], "--output sarif=- names no file; write --format sarif for standard output, or --output sarif=FILE."),
        (["sariff=a"], f"--output has no format sariff. Did you mean sarif? For a file of this name write --output .{os.sep}sariff=a."),
        (["word=a"], f"--output has no format word. Its formats are: {LISTED}. For a file of this name write --output .{os.sep}word=a."),
        (["sarif=a", "junit=./a"], "--output names the file a twice; give each report a file of its own."),
        ([""], "--output needs the name of a file."),
    ],
)
def test_outputs_that_make_no_sense_are_told_with_what_to_write(words: list[str], said: str, capsys: Capture) -> None:
    assert check(*(part for word in words for part in ("--output", word)), "fails.md") == 2
    assert capsys.readouterr().err == f"{said}\n"


def test_a_name_with_an_equals_sign_that_is_no_format_is_a_file() -> None:
    assert check("--output", "2026=may", "fails.md") == 1
    assert Path("2026=may").exists()
    assert check("--output", "./sarif=may", "fails.md") == 1
    assert Path("sarif=may").exists()


def test_a_name_that_ends_like_another_format_is_told_what_it_holds(capsys: Capture) -> None:
    assert check("--output", "found.json", "fails.md") == 1
    assert capsys.readouterr().err == "found.json has the format text; for json write --output json=found.json.\n"
    assert check("--output", "found.html", "fails.md") == 1
    assert capsys.readouterr().err == "found.html has the format text; there is no HTML.\n"
    for words in (["--output", "found.txt"], ["--format", "text", "--output", "found.json"], ["--output", "json=found.json"]):
        check(*words, "passes.yaml")
        assert capsys.readouterr().err == "", words


def test_rules_that_cannot_be_loaded_are_told_in_every_format(capsys: Capture) -> None:
    Path("a.rules").write_text('rulebook x.y\n  titel "x"\n', encoding="utf-8")
    assert check("--output", "sarif=f.sarif", "--output", "junit=j.xml", "fails.md") == 2
    assert "titel" in capsys.readouterr().out
    assert "rule-error/" in Path("f.sarif").read_text(encoding="utf-8")
    assert 'errors="1"' in Path("j.xml").read_text(encoding="utf-8")


def test_paths_are_those_of_the_repository(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.delenv("GITHUB_WORKSPACE", raising=False)
    monkeypatch.delenv("CI_PROJECT_DIR", raising=False)
    inside = tmp_path / "drafts"
    inside.mkdir()
    (tmp_path / ".git").mkdir()
    Path("fails.md").rename(inside / "fails.md")
    monkeypatch.chdir(inside)
    assert main(["check", "--rules", "../a.rules", "--law", "eu", "--output", "gitlab=g.json", "--output", "json=f.json", "fails.md"]) == 1
    assert json.loads(Path("g.json").read_text(encoding="utf-8"))[0]["location"]["path"] == "drafts/fails.md"
    assert json.loads(Path("f.json").read_text(encoding="utf-8"))["drafts"][0]["path"] == "fails.md"


def test_the_workspace_of_a_forge_is_the_root_where_the_command_runs_in_it(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    inside = tmp_path / "drafts"
    inside.mkdir()
    Path("fails.md").rename(inside / "fails.md")
    monkeypatch.chdir(inside)
    monkeypatch.setenv("GITHUB_WORKSPACE", str(tmp_path))
    main(["check", "--rules", "../a.rules", "--law", "eu", "--output", "rdjson=r.json", "fails.md"])
    assert json.loads(Path("r.json").read_text(encoding="utf-8"))["diagnostics"][0]["location"]["path"] == "drafts/fails.md"


def test_the_summary_of_a_workflow_step_is_added_to_what_stands_there(monkeypatch: pytest.MonkeyPatch) -> None:
    Path("summary.md").write_text("# Of another tool\n", encoding="utf-8")
    monkeypatch.setenv("GITHUB_STEP_SUMMARY", "summary.md")
    check("--output", "github-summary=summary.md", "fails.md")
    assert Path("summary.md").read_text(encoding="utf-8").startswith("# Of another tool\n<!-- rulebook-report -->\n## Rulebook\n")


def test_a_notice_gives_no_command_to_a_workflow(capsys: Capture) -> None:
    assert check("::error::a.md") == 2
    said = capsys.readouterr()
    assert "::error::a.md could not be read" not in said.err
    assert "‹U+003A›:error::a.md could not be read" in said.err


def test_a_plain_check_imports_no_other_format(monkeypatch: pytest.MonkeyPatch, capsys: Capture) -> None:
    import subprocess
    import sys

    program = (
        "import sys; from rulebook.commands.command_line import main; main(sys.argv[1:]);"
        "print(*[name for name in sys.modules if name.startswith('rulebook.reports')], file=sys.stderr)"
    )
    done = subprocess.run(
        [sys.executable, "-c", program, "check", "--rules", "a.rules", "--law", "eu", "fails.md"],
        capture_output=True, text=True, check=False, env=os.environ | {"PYTHONPATH": str(Path(__file__).parents[2])},
    )  # fmt: skip
    assert set(done.stderr.split()) == {
        "rulebook.reports", *(f"rulebook.reports.{name}" for name in (
            "as_text", "excerpt", "finding_text", "harmless", "lines", "reason", "rule_errors", "standing", "words",
        )),
    }  # fmt: skip
# ---- what is read is never written over ------------------------------------------------------------------------------


def kept(path: str, words: list[str], capsys: Capture) -> str:
    """Return what a command says that would write over a file, which stays as it was."""
    before = Path(path).read_bytes()
    capsys.readouterr()
    assert main(words) == 2
    said = capsys.readouterr()
    assert Path(path).read_bytes() == before
    assert said.out == ""
    return said.err


@pytest.fixture
def house(folder: Path) -> Path:
    """A configuration with a folder of drafts, waivers and a baseline."""
    Path("drafts").mkdir()
    os.rename("fails.md", "drafts/fails.md")
    Path("drafts/old.md").write_text("Old.\n", encoding="utf-8")
    Path("waivers.yaml").write_text("waivers: []\n", encoding="utf-8")
    Path("baseline.json").write_text('{"version": 1, "findings": []}\n', encoding="utf-8")
    configure("")
    return folder


def configure(more: str) -> None:
    text = 'drafts = ["drafts"]\nexclude = ["drafts/old.md"]\nrules = ["a.rules"]\nwaivers = "waivers.yaml"\nbaseline = "baseline.json"\n'
    Path("rulebook.toml").write_text(text + more, encoding="utf-8")


COMMANDS = ["check", "facts", "waivers", "rules", "test", "config", "explain six-months", "fmt", "completion bash"]
INPUTS = [
    ("drafts/fails.md", "a draft"),
    ("drafts/old.md", "a draft"),
    ("a.rules", "a rule file"),
    ("rulebook.toml", "the configuration"),
    ("waivers.yaml", "the file of waivers"),
    ("baseline.json", "the baseline"),
]


@pytest.mark.usefixtures("house")
@pytest.mark.parametrize(("path", "what"), INPUTS)
@pytest.mark.parametrize("command", COMMANDS)
def test_no_report_is_written_over_a_file_that_is_read(path: str, what: str, command: str, capsys: Capture) -> None:
    said = kept(path, [*command.split(), "--output", path], capsys)
    assert said == f"The file {path} is {what}, and would be overwritten; give what is to be written a file of its own.\n"


@pytest.mark.usefixtures("house")
@pytest.mark.parametrize(("path", "what"), INPUTS)
def test_nor_by_another_name_of_it(path: str, what: str, capsys: Capture) -> None:
    os.symlink(path, "link.txt")
    os.link(path, "hard.txt")
    for name in ("link.txt", "hard.txt", os.path.abspath(path), f"drafts/../{path}"):
        assert f"is {what}, and would be overwritten" in kept(path, ["check", "--output", f"json={name}"], capsys)


@pytest.mark.usefixtures("house")
@pytest.mark.parametrize(("path", "what"), INPUTS)
def test_nor_where_the_configuration_says_so(path: str, what: str, capsys: Capture) -> None:
    configure(f'output = {{ json = "{path}" }}\n')
    assert f"The file {path} is {what}, and would be overwritten" in kept(path, ["check"], capsys)


def test_nor_over_what_only_the_command_line_names(capsys: Capture) -> None:
    Path("w.yaml").write_text("waivers: []\n", encoding="utf-8")
    words = ["check", "--rules", "a.rules", "--law", "eu", "--waivers", "w.yaml", "fails.md", "--output"]
    for path in ("fails.md", "a.rules", "w.yaml"):
        assert "would be overwritten" in kept(path, [*words, path], capsys)


@pytest.mark.usefixtures("house")
def test_a_report_of_before_is_written_over(capsys: Capture) -> None:
    Path("found.json").write_text("before", encoding="utf-8")
    assert main(["check", "--law", "eu", "--output", "json=found.json"]) == 1
    assert read(Path("found.json").read_text(encoding="utf-8"))
