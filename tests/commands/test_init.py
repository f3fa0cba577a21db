"""`rulebook init` writes a repository that works as it stands, asks on a terminal only, and overwrites nothing."""

from __future__ import annotations

import io
import re
import shlex
import sys
import tomllib
from collections.abc import Iterator
from pathlib import Path

import pytest
import yaml

from rulebook.commands import COMMANDS
from rulebook.commands.command_line import main
from rulebook.commands.init import configure
from rulebook.commands.parser import CommandParser
from rulebook.configuration.reading import read_configuration

__all__: list[str] = []

ROOT = Path(__file__).parent.parent.parent
Capture = pytest.CaptureFixture[str]


@pytest.fixture(autouse=True)
def _here(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)


@pytest.mark.parametrize("forge", ["github", "gitlab", "none"])
def test_what_is_written_works_as_it_stands(forge: str, capsys: Capture, monkeypatch: pytest.MonkeyPatch) -> None:
    assert main(["init", "--yes", "--own-rules", "--rules", "library:eu/return-detention", "--forge", forge, "policy"]) == 0
    monkeypatch.chdir("policy")
    said = capsys.readouterr().out
    assert said.count("wrote  ") == len([path for path in Path().rglob("*") if path.is_file()])
    assert main(["check"]) == 0
    said = capsys.readouterr().out
    assert "First draft" in said
    assert "law of: European Union and XX (from rulebook.toml)" in " ".join(said.split())
    assert "nothing fails" in said
    own = ("test rules --coverage", "fmt --check rules")
    for command in (*own, "waivers", "config", "check --only-configured README.md drafts/first-draft.md"):
        assert main(command.split()) == 0, command
    assert "house.review" in Path("rules/house.rules").read_text(encoding="utf-8")


def test_the_first_draft_asks_what_the_chosen_rules_ask_and_of_many_questions_the_most_asked(monkeypatch: pytest.MonkeyPatch) -> None:
    assert main(["init", "--yes", "--rules", "library:eu/return-detention", "one"]) == 0
    assert "answer: detention.longest =" in Path("one/drafts/first-draft.md").read_text(encoding="utf-8")
    assert main(["init", "--yes", "all"]) == 0
    draft = Path("all/drafts/first-draft.md").read_text(encoding="utf-8")
    assert 30 <= draft.count("<!-- answer:") <= 60


PERHAPS = re.compile(r'\$\{\w+:\+(--since=)"\$\w+"\}')


def words_of(text: str) -> list[str]:
    """Return the commands of Rulebook in a workflow, a job or hooks, with a revision where they may name one."""

    def texts(node: object) -> Iterator[str]:
        if isinstance(node, dict):
            for value in node.values():
                yield from texts(value)
        elif isinstance(node, list):
            for value in node:
                yield from texts(value)
        elif isinstance(node, str):
            yield node

    command = re.compile(r'(?:"\$\w+/rulebook/bin/)?rulebook"? (.*)', re.DOTALL)
    found = [said[1] for line in texts(yaml.safe_load(text)) if (said := command.match(line))]
    return [PERHAPS.sub(r"\1main", line) for line in found]


@pytest.mark.parametrize(("forge", "job"), [("github", ".github/workflows/rulebook.yml"), ("gitlab", ".gitlab-ci.yml")])
def test_the_job_and_the_hooks_call_commands_that_there_are(forge: str, job: str) -> None:
    words = ["--own-rules", "--rules", "library:eu/return-detention", "--forge", forge, "--package", "a @ b"]
    assert main(["init", "--yes", *words, "."]) == 0
    for path in (job, ".pre-commit-config.yaml"):
        text = Path(path).read_text(encoding="utf-8")
        assert yaml.safe_load(text)
        commands = words_of(text)
        assert len(commands) >= 2
        for line in commands:
            name, *words = shlex.split(line)
            parser = CommandParser(name, "")
            __import__(COMMANDS[name][0], fromlist=["configure"]).configure(parser)
            parser.read(words)
    assert 'RULEBOOK_PACKAGE: "a @ b"\n' in Path(job).read_text(encoding="utf-8")


def test_a_job_installs_and_runs_nothing_that_the_change_under_review_could_bring() -> None:
    for forge, job in (("github", ".github/workflows/rulebook.yml"), ("gitlab", ".gitlab-ci.yml")):
        assert main(["init", "--yes", "--own-rules", "--forge", forge, "--law", "eu", "--rules", "library:eu/return-detention"]) == 0
        text = Path(job).read_text(encoding="utf-8")
        assert "python -I -m venv" in text
        assert "python -m" not in text
        # Rulebook runs only by the path of what was installed.
        assert text.count("/rulebook/bin/rulebook") == 2
        assert not re.search(r"(?<![/\w])rulebook (check|test|waivers)", text)


def test_the_job_for_gitlab_is_the_one_of_the_documents() -> None:
    assert main(["init", "--yes", "--forge", "gitlab", "--law", "eu", "--rules", "library:eu/return-detention"]) == 0
    made = yaml.safe_load(Path(".gitlab-ci.yml").read_text(encoding="utf-8"))
    documented = yaml.safe_load((ROOT / "ci" / "gitlab.yml").read_text(encoding="utf-8"))
    assert made["rulebook"].pop("variables")["RULEBOOK_PACKAGE"].startswith("rulebook-checker==")
    assert documented["rulebook"].pop("variables")["GIT_DEPTH"] == "0"
    assert made == documented


def test_the_example_of_help_does_what_it_says() -> None:
    parser = CommandParser("init", "")
    configure(parser)
    (line,) = re.findall(r"^  rulebook (init --law.*)$", str(parser.epilog), re.MULTILINE)
    assert main(shlex.split(line)) == 0
    assert Path("policy/.github/workflows/rulebook.yml").exists()


def test_a_waiver_that_is_over_stops_neither_the_hook_nor_the_job(capsys: Capture) -> None:
    assert main(["init", "--yes", "--rules", "library:eu/return-detention", "--forge", "github"]) == 0
    text = Path("waivers.yaml").read_text(encoding="utf-8")
    Path("waivers.yaml").write_text(text.replace("\n#  ", "\n  "), encoding="utf-8")
    capsys.readouterr()
    assert main(["waivers", "--as-of", "2027-06-01"]) == 0
    assert "ended on 2026-09-30" in " ".join(capsys.readouterr().out.split())
    assert main(["waivers", "--as-of", "2027-06-01", "--strict"]) == 1
    assert "waivers" not in Path(".github/workflows/rulebook.yml").read_text(encoding="utf-8")


def test_the_waivers_have_an_example_that_holds_when_its_signs_are_taken_away(capsys: Capture) -> None:
    assert main(["init", "--yes", "--rules", "library:eu/return-detention"]) == 0
    text = Path("waivers.yaml").read_text(encoding="utf-8")
    Path("waivers.yaml").write_text(text.replace("\n#  ", "\n  "), encoding="utf-8")
    assert main(["waivers", "--as-of", "2026-06-01"]) == 0
    assert "1 waiver, of which 1 holds" in capsys.readouterr().out


def test_nothing_is_overwritten_and_what_is_kept_is_said(capsys: Capture) -> None:
    Path("README.md").write_text("mine\n", encoding="utf-8")
    Path("pyproject.toml").write_text("[tool.rulebook]\nlaw = ['un']\n", encoding="utf-8")
    assert main(["init", "--yes", "--rules", "library:eu/return-detention"]) == 0
    said = capsys.readouterr().out
    assert "kept   README.md (it is there already)" in said
    assert "kept   rulebook.toml (pyproject.toml has the configuration)" in said
    assert Path("README.md").read_text(encoding="utf-8") == "mine\n"
    before = {path: path.read_bytes() for path in Path().rglob("*") if path.is_file()}
    assert main(["init", "--yes", "--rules", "library:eu/return-detention"]) == 0
    assert "wrote" not in capsys.readouterr().out
    assert {path: path.read_bytes() for path in Path().rglob("*") if path.is_file()} == before


def test_a_dry_run_shows_the_files_and_writes_nothing(capsys: Capture) -> None:
    assert main(["init", "--yes", "--dry-run", "--rules", "library:eu/return-detention"]) == 0
    said = capsys.readouterr().out
    assert "would write  ./rulebook.toml\n  | # What `rulebook check` goes by." in said
    assert not list(Path().iterdir())


class Terminal(io.StringIO):
    def isatty(self) -> bool:
        return True


def answered(monkeypatch: pytest.MonkeyPatch, *answers: str) -> None:
    monkeypatch.setattr(sys, "stdin", Terminal("".join(f"{answer}\n" for answer in answers)))


def test_on_a_terminal_it_asks_for_what_no_option_says_and_again_where_an_answer_makes_no_sense(
    capsys: Capture, monkeypatch: pytest.MonkeyPatch
) -> None:
    answered(monkeypatch, "library:eu/return-detenton", "library:eu/return-detention", "", "gtlab", "GitLab", "yes")
    assert main(["init"]) == 0
    said = capsys.readouterr()
    assert "Whose law binds, such as un, eu [eu]: " in said.err
    assert "Did you mean library:eu/return-detention?" in said.err
    assert "Did you mean gitlab?" in said.err
    assert "?" not in said.out
    assert Path(".gitlab-ci.yml").exists()
    made = read_configuration("rulebook.toml")
    assert (made.rules, made.law) == (("library:eu/return-detention", "rules"), ("eu", "xx"))


def test_the_forge_is_guessed_from_the_settings_of_git() -> None:
    Path(".git").mkdir()
    Path(".git/config").write_text('[remote "origin"]\n\turl = git@gitlab.example.org:a/b.git\n', encoding="utf-8")
    assert main(["init", "--yes", "--rules", "library:eu/return-detention"]) == 0
    assert Path(".gitlab-ci.yml").exists()


@pytest.mark.parametrize(
    ("words", "sentence"),
    [
        (["--rules", "libary"], "libary is no part of the library"),
        (["--rules", "library:eu/return-detenton"], "Did you mean library:eu/return-detention?"),
        (["--rules", "library:eu/return-detention", "--law", "un"], "None of these rules is of the legal order un."),
        (["--forge", "gtlab"], "Did you mean gitlab?"),
    ],
)
def test_a_choice_that_makes_no_sense_writes_nothing(words: list[str], sentence: str, capsys: Capture) -> None:
    assert main(["init", "--yes", *words]) == 2
    assert sentence in capsys.readouterr().err
    assert not list(Path().iterdir())


def test_the_configuration_is_toml_whatever_the_package_is_called() -> None:
    assert main(["init", "--yes", "--rules", "library:eu/return-detention", "--package", 'x"; rm']) == 0
    assert tomllib.loads(Path("rulebook.toml").read_text(encoding="utf-8"))["drafts"] == ["drafts"]
