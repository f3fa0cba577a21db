"""What a rulebook of the library uses is the library's own, whatever the files beside it are called."""

from __future__ import annotations

from pathlib import Path

import pytest

from rulebook.files import library_folder
from rulebook.language.diagnostics import RulesCannotBeLoaded
from rulebook.language.library import completed, rule_paths
from rulebook.language.loading import load_policy

__all__: list[str] = []


def test_no_file_of_ones_own_stands_in_for_the_sources_of_the_library(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("RULEBOOK_CACHE", "off")
    sources = Path(library_folder(), "sources", "un.rules").read_text(encoding="utf-8")
    (tmp_path / "mine.rules").write_text(sources.replace("legal order un", "legal order xx"), encoding="utf-8")
    with pytest.raises(RulesCannotBeLoaded) as errors:
        load_policy([*rule_paths(["library:un/non-refoulement"]), str(tmp_path)])
    assert any("declared twice" in error.message for error in errors.value.diagnostics)


def test_a_rulebook_of_ones_own_may_use_another_under_any_name() -> None:
    own = [("a.rules", b"rulebook house\n  use sources.un\n"), ("b.rules", b"rulebook sources.un\n")]
    assert completed(own) == own


def test_only_the_library_excepts_from_what_it_holds_non_derogable(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("RULEBOOK_CACHE", "off")
    own = tmp_path / "own.rules"
    for rule, refused in (("other-elements-stay", True), ("each-measure-reasoned", False)):
        own.write_text(
            "rulebook xx.own\n  use sources.un\n  use sources.procedure\n\n"
            'fact my.reason: yes/no\n  means "the ministry has a reason"\n\n'
            f'exception mine to un.derogation/{rule}\n  authority ICCPR "4"\n  authority HRC-GC29 "1"\n  when my.reason\n',
            encoding="utf-8",
        )
        paths = [*rule_paths(["library:un/derogation"]), str(own)]
        if refused:
            with pytest.raises(RulesCannotBeLoaded) as errors:
                load_policy(paths)
            assert [error.code for error in errors.value.diagnostics] == ["refused"]
        else:
            load_policy(paths)


def test_a_rulebook_with_the_name_of_one_of_the_library_is_the_one_to_be_renamed(tmp_path: Path) -> None:
    own = tmp_path / "own.rules"
    own.write_text('rulebook eu.return-detention\n  title "Our own"\n', encoding="utf-8")
    for paths in ([str(own), *rule_paths(["library:eu/return-detention"])], [*rule_paths(["library:eu/return-detention"]), str(own)]):
        with pytest.raises(RulesCannotBeLoaded) as refused:
            load_policy(paths)
        assert {(error.code, error.file) for error in refused.value.diagnostics} == {("two-rulebooks", str(own))}


def test_a_word_that_the_library_declares_too_is_to_be_renamed_in_ones_own_file(tmp_path: Path) -> None:
    own = tmp_path / "own.rules"
    own.write_text(
        'rulebook aa.house\n  use vocabulary.detention\n\nfact detention.longest: yes/no\n  means "it is long"\n', encoding="utf-8"
    )
    with pytest.raises(RulesCannotBeLoaded) as refused:
        load_policy([str(own), *rule_paths(["library:eu/return-detention"])])
    assert [(error.code, error.file) for error in refused.value.diagnostics] == [("declared-twice", str(own))]
