"""A configuration is found and read, and whatever is wrong with it is told in a sentence with its line and what to write."""

from __future__ import annotations

import tomllib
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from rulebook.configuration.configuration import BadConfiguration, Configuration
from rulebook.configuration.places import places_of
from rulebook.configuration.reading import read_configuration
from rulebook.configuration.search import found_from
from rulebook.configuration.written import EXAMPLES, Written, WrittenSection
from rulebook.language.diagnostics import Diagnostic
from rulebook.values import Date

__all__: list[str] = []


@pytest.fixture(autouse=True)
def _here(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)


def read(text: str, name: str = "rulebook.toml") -> Configuration:
    Path(name).parent.mkdir(parents=True, exist_ok=True)
    Path(name).write_text(text, encoding="utf-8")
    return read_configuration(name)


def wrong(text: str, name: str = "rulebook.toml") -> list[Diagnostic]:
    with pytest.raises(BadConfiguration) as bad:
        read(text, name)
    return bad.value.diagnostics


# ---- where it is found -----------------------------------------------------------------------------------------------


def test_the_nearest_configuration_upward_holds_and_rulebook_toml_goes_first() -> None:
    Path("a/b/c").mkdir(parents=True)
    Path("rulebook.toml").touch()
    Path("a/pyproject.toml").write_text("[tool.rulebook]\nstrict = true\n", encoding="utf-8")
    assert found_from("a/b/c") == str(Path("../../pyproject.toml"))
    Path("a/rulebook.toml").touch()
    assert found_from("a/b/c") == str(Path("../../rulebook.toml"))
    assert found_from(".") == "rulebook.toml"


def test_a_project_that_says_nothing_to_rulebook_is_passed_over() -> None:
    Path("a").mkdir()
    Path("rulebook.toml").touch()
    Path("a/pyproject.toml").write_text('[project]\ndependencies = ["rulebook-checker"]\n', encoding="utf-8")
    assert found_from("a") == str(Path("../rulebook.toml"))
    Path("a/pyproject.toml").write_text("[tool]\nrulebook = {strict = true}\n", encoding="utf-8")
    assert found_from("a") == "pyproject.toml"


def test_a_project_that_would_speak_to_rulebook_if_it_could_be_read_does_not_hide_it() -> None:
    Path("pyproject.toml").write_text("[tool.rulebook]\nlaw = un\n", encoding="utf-8")
    assert found_from(".") == "pyproject.toml"
    assert wrong("[tool.rulebook]\nlaw = un\n", "pyproject.toml")[0].line == 2


def test_nothing_above_the_repository_holds() -> None:
    Path("a/.git").mkdir(parents=True)
    Path("a/b").mkdir()
    Path("rulebook.toml").touch()
    assert found_from("a/b") is None
    Path("a/rulebook.toml").touch()
    assert found_from("a/b") == str(Path("../rulebook.toml"))


# ---- what it says ----------------------------------------------------------------------------------------------------


def test_every_key_is_read_and_files_are_seen_from_the_folder_of_the_configuration() -> None:
    made = read(
        "\n".join(
            [
                *(EXAMPLES[key] for key in EXAMPLES if key not in ("paths", "match")),
                '[[paths]]\nmatch = "drafts/border/**"\nlaw = "eu, de"\nstrict = false',
            ]
        ),
        "team/rulebook.toml",
    )
    assert (made.law, made.as_of, made.strict, made.fail_on) == (("un", "coe", "eu"), Date(2026, 6, 12), True, "warning")
    assert (made.longest_waiver, made.warn_before) == (12, 30)
    assert made.waivers == str(Path("team/waivers.yaml"))
    assert made.output == (("json", str(Path("team/findings.json"))),)
    (section,) = made.paths
    assert (section.law, section.strict, section.leave_out) == (("eu", "de"), False, None)


def test_a_project_file_says_the_same_below_its_own_table() -> None:
    assert read('[project]\nname = "x"\n[tool.rulebook]\nlaw = ["eu"]\n', "pyproject.toml").law == ("eu",)


def test_every_key_has_an_example_that_is_right() -> None:
    keys = {field.alias for model in (Written, WrittenSection) for field in model.model_fields.values()}
    assert keys == set(EXAMPLES)
    for key, example in EXAMPLES.items():
        if key not in ("paths", "match"):
            Written.model_validate(tomllib.loads(example))


def test_every_key_stands_in_the_page_on_the_configuration() -> None:
    page = (Path(__file__).parents[2] / "docs/how-to/configuration.md").read_text(encoding="utf-8")
    assert [key for key in EXAMPLES if f"`{key}`" not in page and f"`[[{key}]]`" not in page] == []


@pytest.mark.parametrize(
    ("text", "line", "marked", "message", "hint"),
    [
        ("\nfail_on = 'warning'", 2, "fail_on", "no key `fail_on`", "Did you mean fail-on?"),
        ("bogus.x = 3", 1, "bogus.x", "no key `bogus`", "Its keys are: "),
        ("strict = 'yes'", 1, "strict", "`strict` is true or false", "strict = true"),
        ("drafts = 'a\\b.md'", 1, "drafts", "`drafts` has folders with /", 'drafts = ["drafts"]'),
        ("exclude = ['x', 'a\\b']", 1, "'a\\b'", "`exclude` has folders with /", "exclude ="),
        ("law = ['un',\n  3]", 2, "3", "`law` is a list of texts", 'law = ["un", "coe", "eu"]'),
        ("law = [' ']", 1, "' '", "`law` is a list of texts", "law ="),
        ("law = []", 1, "law", "`law` names nothing", "law ="),
        ("format = 'jsn'", 1, "format", "`format` has no value jsn", "Did you mean json?"),
        ("fail-on = 'never'", 1, "fail-on", "`fail-on` has no value never", "There are: error, warning."),
        ("output = {jsn = 'x'}", 1, "jsn", "`output` has no format jsn", "Did you mean json?"),
        ("output = 'x'", 1, "output", "`output` is a table", "output = {"),
        ("as-of = 'May'", 1, "as-of", "is a day of the calendar", "as-of = 2026-06-12"),
        ("as-of = 2026-02-30", 1, "2", "no day of the calendar", "such as 2026-06-12"),
        ("longest-waiver = '90 days'", 1, "longest-waiver", "number of months or years", "12 months"),
        ("warn-before = -1", 1, "warn-before", "nought or more days", "warn-before = 30"),
        ("waivers = ''", 1, "waivers", "`waivers` is empty", "waivers.yaml"),
        ("rules = 3", 1, "rules", "`rules` is a list of texts", "library:eu"),
        ("[[paths]]\nlaw = ['un']", 1, "paths", "`match` is needed here", "drafts/border/**"),
        ("[[paths]]\nmatch = 'a'\n[[paths]]\nmatch = 'b'\ndrafts = 'c'", 5, "drafts", "holds for all drafts", "above the first section"),
        ("paths = 3", 1, "paths", "`paths` is a section of its own", "[[paths]]"),
        ("law = un", 1, "u", "This line cannot be read", "between quotation marks"),
        ("law = ['un'", 1, "", "no end", "closing bracket"),
        ("strict = true\nstrict = true", 2, "", "stands twice", "Keep one"),
        ("waivers = 'C:\n", 1, "", "no end on this line", "quotation mark"),
    ],
)  # fmt: skip
def test_a_slip_is_told_with_its_line_and_what_to_write(text: str, line: int, marked: str, message: str, hint: str) -> None:
    (slip,) = wrong(text)
    assert slip.line == line
    assert slip.source_line == text.split("\n")[line - 1]
    if marked:
        assert slip.source_line[slip.column - 1 : slip.column - 1 + slip.width] == marked
    assert message in slip.message
    assert hint in slip.hint
    assert "Traceback" not in slip.message + slip.hint


def test_all_slips_are_told_at_once_in_the_order_of_their_lines() -> None:
    found = wrong("laww = 'un'\nstrict = 1\nwarn-before = 'x'\n")
    assert [slip.line for slip in found] == [1, 2, 3]


@pytest.mark.parametrize("file", ["../x.json", "/tmp/x.json", "a/../../x", "~/x", "C:/x", "\\x"])
def test_a_configuration_writes_no_report_outside_its_own_folder(file: str) -> None:
    (slip,) = wrong(f"output = {{json = '{file}'}}")
    assert "outside the folder of the configuration" in slip.message


@pytest.mark.parametrize("content", [b"law = ['un']\xff", b"a = " + b"[" * 100_000, b"\x00"])
def test_a_file_that_is_no_toml_is_told(content: bytes) -> None:
    Path("rulebook.toml").write_bytes(content)
    with pytest.raises(BadConfiguration):
        read_configuration("rulebook.toml")


def test_a_configuration_that_is_not_there_is_told() -> None:
    with pytest.raises(BadConfiguration) as bad:
        read_configuration("nowhere.toml")
    assert "no such file" in bad.value.diagnostics[0].message


# ---- places ----------------------------------------------------------------------------------------------------------

TEXTS = (
    "x = 1", 'x = "a # b"', "x = '''\n[y]\nz = 1\n'''", 'x = """a\\"""b"""', "x = [1, [2, {a = 3}],\n # c ]\n 4]",
    "x = 1979-05-27 07:32:00",
)  # fmt: skip
HEADS = ("", "[t]\n", "[t.u]\n", "[[s]]\n", '["t w".v]\n')


@given(st.lists(st.tuples(st.sampled_from(HEADS), st.sampled_from(TEXTS)), max_size=6))
def test_every_key_of_a_toml_text_has_the_place_where_it_stands(parts: list[tuple[str, str]]) -> None:
    text = "".join(f"{head}{body.replace('x', f'k{i}', 1)}  # comment\n" for i, (head, body) in enumerate(parts))
    try:
        said = tomllib.loads(text)
    except tomllib.TOMLDecodeError:  # a table that stands twice
        return
    places = places_of(text)

    def walk(value: object, way: tuple[str | int, ...]) -> None:
        inside = value.items() if isinstance(value, dict) else enumerate(value) if isinstance(value, list) else ()
        for key, below in inside:
            assert (*way, key) in places
            if isinstance(key, str) and key.startswith("k"):
                spot = places[(*way, key)]
                assert text.split("\n")[spot.line - 1][spot.column - 1 :].startswith(key)
            walk(below, (*way, key))

    walk(said, ())


@given(st.text(alphabet="[]{}=.,\"'#\n ak1\\", max_size=40))
def test_the_scanner_comes_to_an_end_on_any_text(text: str) -> None:
    places_of(text)


def test_a_report_that_a_configuration_names_does_not_leave_its_folder_by_a_link(
    tmp_path: Path, tmp_path_factory: pytest.TempPathFactory, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    Path("reports").symlink_to(tmp_path_factory.mktemp("elsewhere"))
    Path("here.json").symlink_to("reports/there.json")
    for file in ("reports/found.json", "here.json"):
        Path("rulebook.toml").write_text(f"output = {{ json = '{file}' }}\n", encoding="utf-8")
        with pytest.raises(BadConfiguration) as bad:
            read_configuration("rulebook.toml")
        (error,) = bad.value.diagnostics
        assert "out of the folder of the configuration" in error.message


@pytest.mark.parametrize(("written", "right"), [("10 years", True), ("121 months", False), ("9999 years", False)])
def test_no_configuration_lets_a_waiver_last_for_good(tmp_path: Path, written: str, right: bool) -> None:
    file = tmp_path / "rulebook.toml"
    file.write_text(f'longest-waiver = "{written}"\n', encoding="utf-8")
    if right:
        assert read_configuration(str(file)).longest_waiver == 120
    else:
        with pytest.raises(BadConfiguration):
            read_configuration(str(file))


def test_a_configuration_that_is_a_link_to_nowhere_is_no_configuration_that_is_not_there(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    Path("rulebook.toml").symlink_to("nowhere.toml")
    assert found_from(".") == "rulebook.toml"
    with pytest.raises(BadConfiguration):
        read_configuration("rulebook.toml")


@pytest.mark.parametrize("value", ["True", "FALSE", "yes", "no  # for now"])
def test_a_word_for_true_or_false_is_told_how_to_write_it(value: str) -> None:
    (slip,) = wrong(f"strict = {value}\n")
    assert slip.hint == "Write `true` or `false`, in small letters and without quotation marks."
