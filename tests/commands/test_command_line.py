"""The command line: help, wrong use, and everything that can go wrong, each a plain sentence and the right exit code."""

from __future__ import annotations

import os
import subprocess
import sys
from importlib import import_module
from pathlib import Path

import pytest

import rulebook
from rulebook.commands import COMMANDS, configured
from rulebook.commands.command_line import main
from rulebook.reports import FORMATS

__all__: list[str] = []

Capture = pytest.CaptureFixture[str]
ROOT = Path(__file__).parents[2]
COMMAND = [sys.executable, str(ROOT / "cli.py")]
CHECK = [*COMMAND, "check", "--rules", "a.rules", "--law", "eu", "fails.md"]
posix_only = pytest.mark.skipif(os.name != "posix", reason="it speaks of the streams of POSIX")


# ---- help ----------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("name", list(COMMANDS))
def test_every_command_is_in_the_table_and_has_help_with_examples_that_fits_a_terminal(name: str, capsys: Capture) -> None:
    path, line = COMMANDS[name]
    module = import_module(path)
    assert name == module.NAME
    assert line == module.HELP
    assert main([*name.split(), "--help"]) == 0
    said = capsys.readouterr().out
    assert line in said
    assert f"Examples:\n  rulebook {name}" in said
    assert max(map(len, said.split("\n"))) <= 100
    assert main(["help", *name.split()]) == 0
    assert capsys.readouterr().out == said


def test_help_lists_every_command(capsys: Capture) -> None:
    assert main(["--help"]) == 0
    said = capsys.readouterr().out
    assert all(f"rulebook {name}" in said and line in said for name, (_, line) in COMMANDS.items())


def test_the_version_is_that_of_the_package(capsys: Capture) -> None:
    assert main(["--version"]) == 0
    assert capsys.readouterr().out == f"rulebook {rulebook.__version__}\n"


def test_without_a_command_the_help_goes_to_standard_error(capsys: Capture) -> None:
    assert main([]) == 2
    said = capsys.readouterr()
    assert said.out == ""
    assert "rulebook check" in said.err


# ---- wrong use -----------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("words", "sentence"),
    [
        ("chek a.md", "`rulebook` has no command chek. Did you mean check?"),
        ("bogus", f"`rulebook` has no command bogus. The commands are: {', '.join(COMMANDS)}."),
        ("new", "`rulebook new` needs to know what; write `rulebook new draft`."),
        ("-x", "`rulebook` has no option -x before its command; write the command first, such as `rulebook check draft.md`."),
        ("check", "`rulebook check` needs a draft to check; write for example `rulebook check procedure.md`."),
        ("check a.md --frmat json", "`rulebook check` has no option --frmat. Did you mean --format?"),
        ("explain x --format=jsn", "--format has no value jsn. Did you mean json? Its values are: text, json."),
        ("check a.md --format=sarf", f"--format has no value sarf. Did you mean sarif? Its values are: {', '.join(FORMATS)}."),
        ("check a.md --form json", "`rulebook check` has no option --form. Did you mean --format?"),
        ("check a.md --output", "`--output` needs a word after it."),
        ("check a.md --verbose=3", "`--verbose` takes no word after it."),
        ("check a.md --as-of May", "--as-of May is no day of the calendar; write year, month and day, such as --as-of 2026-06-12."),
        ("check a.md --law ,", "--law names no legal order; write for example --law un,coe,eu."),
        ("check a.md --fail-on never", "--fail-on has no value never. Its values are: error, warning."),
        ("explain", "`rulebook explain` needs the name of a rule; write for example `rulebook explain six-months`."),
        ("explain a b", "`rulebook explain` has no place for b; `rulebook explain --help` says what it takes."),
    ],
)
def test_wrong_use_is_told_in_one_sentence_with_the_nearest_right_word(words: str, sentence: str, capsys: Capture) -> None:
    assert main(words.split()) == 2
    said = capsys.readouterr()
    assert said.out == ""
    assert said.err == f"{sentence}\n"


@pytest.mark.usefixtures("folder")
def test_a_draft_in_the_place_of_the_command_is_told_how_to_check_it(capsys: Capture) -> None:
    assert main(["fails.md"]) == 2
    assert capsys.readouterr().err == "fails.md is no command; to check it, write `rulebook check fails.md`.\n"


def test_a_hostile_word_is_shown_harmlessly(capsys: Capture) -> None:
    assert main(["\x1b[31mred\u202e"]) == 2
    assert "‹U+001B›[31mred‹U+202E›" in capsys.readouterr().err


# ---- what goes wrong -----------------------------------------------------------------------------------------------


def test_a_fault_of_the_program_is_told_without_a_traceback(capsys: Capture, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(configured, "load_policy", lambda paths: 1 / 0)
    assert main(["check", "a.md"]) == 2
    said = capsys.readouterr().err
    assert said.startswith("Rulebook has made a mistake of its own (ZeroDivisionError) and could not finish: please report it")
    assert said.count("\n") == 1
    monkeypatch.setenv("RULEBOOK_DEBUG", "1")
    assert main(["check", "a.md"]) == 2
    assert "Traceback" in capsys.readouterr().err


def test_ctrl_c_stops_with_a_word_and_exit_130(capsys: Capture, monkeypatch: pytest.MonkeyPatch) -> None:
    def interrupted(paths: object) -> None:
        raise KeyboardInterrupt

    monkeypatch.setattr(configured, "load_policy", interrupted)
    assert main(["check", "a.md"]) == 130
    assert capsys.readouterr().err == "Stopped.\n"


@posix_only
@pytest.mark.usefixtures("folder")
def test_a_reader_that_has_gone_is_told_without_a_traceback() -> None:
    with subprocess.Popen(CHECK, stdout=subprocess.PIPE, stderr=subprocess.PIPE) as process:
        assert process.stdout is not None
        assert process.stderr is not None
        process.stdout.close()
        said = process.stderr.read().decode()
        assert process.wait() == 2
    assert said == "The report was not written to its end, because the program that read it stopped reading.\n"


@posix_only
@pytest.mark.usefixtures("folder")
@pytest.mark.parametrize(
    ("output", "sentence"),
    [
        (">/dev/full", "Standard output cannot be written: no space left on device.\n"),
        (">&-", "Standard output cannot be written: it is closed.\n"),
        (">/dev/null 2>&-", ""),
    ],
)
def test_a_stream_that_cannot_be_written_is_told_where_anyone_listens(output: str, sentence: str) -> None:
    if "/dev/full" in output and not Path("/dev/full").exists():
        pytest.skip("there is no full device")
    command = f"{' '.join(CHECK)} {output}"
    done = subprocess.run(command, shell=True, capture_output=True, text=True, timeout=60, check=False)
    assert done.stderr == sentence
    assert done.returncode == (2 if sentence else 1)


@posix_only
@pytest.mark.usefixtures("folder")
def test_letters_that_the_terminal_has_not_are_written_as_escapes() -> None:
    environment = {**os.environ, "PYTHONIOENCODING": "ascii"}
    done = subprocess.run(CHECK, capture_output=True, env=environment, timeout=60, check=False)
    assert done.returncode == 1
    assert done.stdout.isascii()
    assert b"FAILS" in done.stdout


@posix_only
@pytest.mark.usefixtures("folder")
@pytest.mark.parametrize(
    ("more", "coloured"),
    [({}, True), ({"NO_COLOR": "1"}, False), ({"TERM": "dumb"}, False), ({"NO_COLOR": ""}, True)],
)
def test_there_is_colour_on_a_terminal_only_and_none_where_it_is_not_wanted(more: dict[str, str], coloured: bool) -> None:
    import pty

    environment = {name: value for name, value in os.environ.items() if name != "NO_COLOR"} | {"TERM": "xterm-256color"} | more
    ours, theirs = pty.openpty()
    with subprocess.Popen(CHECK, stdout=theirs, env=environment) as process:
        os.close(theirs)
        shown = b""
        while True:
            try:
                part = os.read(ours, 65536)
            except OSError:  # how a terminal on Linux ends
                break
            if not part:
                break
            shown += part
        assert process.wait() == 1
    os.close(ours)
    assert b"FAILS" in shown
    assert (b"\x1b[" in shown) is coloured
    piped = subprocess.run(CHECK, capture_output=True, env=environment, timeout=60, check=False)
    assert b"\x1b[" not in piped.stdout


# ---- what a check costs --------------------------------------------------------------------------------------------

LIBRARIES = {"rich", "pydantic", "lark", "markdown_it", "typing_extensions"}
HEAVY = LIBRARIES | {"dataclasses", "decimal", "difflib", "inspect", "pathlib", "shutil"}
OTHERS = {path for name, (path, _) in COMMANDS.items() if name != "check"}


@pytest.mark.usefixtures("folder")
@pytest.mark.parametrize("form", ["json", "text"])
def test_a_check_of_a_yaml_draft_imports_no_library_that_it_does_not_need(form: str) -> None:
    program = (
        "import sys; started = set(sys.modules); from rulebook.commands.command_line import main\n"
        "code = main(sys.argv[1:]); print(code, *sorted(set(sys.modules) - started), file=sys.stderr)"
    )
    words = ["check", "--rules", "a.rules", "--law", "eu,coe", "--format", form, "passes.yaml"]
    environment = {**os.environ, "PYTHONPATH": str(ROOT)}
    for _ in range(2):  # the first makes the cache
        command = [sys.executable, "-c", program, *words]
        done = subprocess.run(command, capture_output=True, text=True, env=environment, timeout=60, check=True)
    code, *imported = done.stderr.split()
    assert code == "0"
    assert not {name.partition(".")[0] for name in imported} & HEAVY
    assert not set(imported) & OTHERS


# ---- from Python ---------------------------------------------------------------------------------------------------


def test_every_public_name_of_the_package_is_there_and_no_other() -> None:
    assert dir(rulebook) == sorted(rulebook.__all__)
    assert all(getattr(rulebook, name) is not None for name in rulebook.__all__)
    with pytest.raises(AttributeError, match="no attribute 'bogus'"):
        rulebook.bogus  # noqa: B018


@pytest.mark.usefixtures("folder")
def test_from_python_three_steps_give_a_report() -> None:
    policy = rulebook.load_policy(["a.rules"])
    draft = rulebook.assemble([rulebook.read_file("fails.md")], policy)
    report = rulebook.check_drafts(policy, [draft], law=("eu",), as_of=rulebook.Date(2026, 6, 12))
    assert report.summary()["fail"] == 1
