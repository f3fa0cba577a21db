"""From rule files on disk to a checked policy, by way of the compiled cache."""

from __future__ import annotations

import os
from collections.abc import Sequence

from rulebook.files import library_folder, read_bytes, shipped_rules
from rulebook.language.diagnostics import Diagnostic, Problems, RulesCannotBeLoaded
from rulebook.language.policy import Policy
from rulebook.language.source import Source

__all__ = ["decoded", "library_to_ship", "load_policy", "policy_of", "read_contents", "read_sources", "rule_files"]

LARGEST = 20_000_000  # bytes of one rule file


def rule_files(paths: Sequence[str]) -> list[str]:
    """Return the rule files that the paths name: files as given, of folders every `.rules` file in them, hidden ones left out, sorted.

    Without a path, the library that ships with the package. A path that is not there is returned too; reading it tells.
    """
    if not paths and (shipped := shipped_rules()):
        return shipped
    found: list[str] = []
    for path in paths or [library_folder()]:
        if not os.path.isdir(path):
            found.append(path)
            continue
        found += sorted(_inside(path))
    return list(dict.fromkeys(found))


def _inside(folder: str) -> list[str]:
    """Return the rule files in a folder and in those in it; a folder that cannot be read, and one behind a link, has none."""
    found, waiting = [], [folder]
    while waiting:
        try:
            with os.scandir(waiting.pop()) as entries:
                for entry in entries:
                    if entry.name.startswith("."):
                        continue
                    if entry.is_dir(follow_symlinks=False):
                        waiting.append(entry.path)
                    elif entry.name.endswith(".rules") and not entry.is_dir():
                        found.append(entry.path)
        except OSError:
            pass
    return found


def load_policy(paths: Sequence[str]) -> Policy:
    """Return the policy of the rule files that the paths name; RulesCannotBeLoaded, with every error, where they have any.

    What these files use of the library comes with them.
    """
    if not paths and (library := _shipped()) is not None:
        return library
    contents, problems = read_contents(paths)
    if problems:
        raise RulesCannotBeLoaded(problems.all())
    if paths:
        from rulebook.language.library import completed  # the library itself is whole

        contents = completed(contents)
    return policy_of(contents)


def _shipped() -> Policy | None:
    """Return the library that a wheel brings ready; None where there is none, as in a checkout, or a rule file was changed since."""
    from rulebook.language import store

    return store.shipped(rule_files([]), lambda: _compile(read_contents([])[0]))


def policy_of(contents: Sequence[tuple[str, bytes]]) -> Policy:
    """Return the policy of rule files with these paths and contents; RulesCannotBeLoaded, with every error, where they have any."""
    from rulebook.language import store  # the cache is next to free; what makes a policy anew is not

    if not contents:  # no rule at all, as before a repository had its first; there is nothing to keep
        return _compile(contents)
    return store.kept(contents, lambda: _compile(contents)) or store.keep(contents, _compile(contents))


def library_to_ship() -> bytes:
    """Return the file of the checked library that a wheel brings; RulesCannotBeLoaded where the library has errors."""
    from rulebook.language import store

    contents, _ = read_contents([])
    return store.to_ship(contents, _compile(contents))


def read_sources(paths: Sequence[str]) -> tuple[list[Source], Problems]:
    """Return the texts of the rule files that the paths name, and what could not be read."""
    contents, problems = read_contents(paths)
    sources = []
    for path, content in contents:
        text, error = decoded(path, content)
        if error is None:
            sources.append(Source(path, text))
        else:
            problems.add(error)
    return sources, problems


def _compile(contents: Sequence[tuple[str, bytes]]) -> Policy:
    from rulebook.language.checker import check
    from rulebook.language.parser import parse_file

    problems = Problems()
    files = []
    for path, content in contents:
        text, error = decoded(path, content)
        if error is not None:
            problems.add(error)
        else:
            files.append(parse_file(Source(path, text), problems))
    policy = check(files, problems)
    if problems:
        raise RulesCannotBeLoaded(problems.all())
    return policy


def read_contents(paths: Sequence[str]) -> tuple[list[tuple[str, bytes]], Problems]:
    """Return the paths and contents of the rule files that the paths name, and what could not be read."""
    problems = Problems()
    contents: list[tuple[str, bytes]] = []
    files = rule_files(paths)
    for path in files:
        try:
            content = read_bytes(path, LARGEST)
            if content is not None:
                contents.append((path, content))
                continue
            hint = "Part it into several rulebooks."
            problems.add(_whole(path, "too-large", f"The file is larger than {LARGEST // 1_000_000} MB.", hint))
        except OSError as error:
            hint = _other_path(path) if not os.path.exists(path) else "Check who may read the file."
            problems.add(_whole(path, "unreadable", f"The file cannot be read: {(error.strerror or 'it is no file').lower()}.", hint))
    if not files:
        where = ", ".join(paths)
        problems.add(
            _whole(
                where, "no-rules", "There is no rule file here.", "Rule files end in .rules; name the folder that holds them with --rules."
            )
        )
    return contents, problems


def _other_path(path: str) -> str:
    """Return what to write in the place of a path at which nothing is: where it is the name of a rulebook of the library, that part."""
    from rulebook.language.library import LIBRARY, parts_of_the_library  # only on the way to a message

    part = path.replace(".", "/", 1)
    return (
        f"Write `{LIBRARY}:{part}` for that part of the library." if part in parts_of_the_library() else "Look at the spelling of the path."
    )


def decoded(path: str, content: bytes) -> tuple[str, Diagnostic | None]:
    """Return the text of a rule file without a byte order mark, or why it is no text."""
    try:
        text = content.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        line = content.count(b"\n", 0, error.start) + 1
        message = "The file is not written in UTF-8."
        return "", Diagnostic("not-utf-8", path, line, 1, message, "Save it as UTF-8 in your editor.")
    if "\0" in text:
        line = text.count("\n", 0, text.index("\0")) + 1
        return "", Diagnostic("not-text", path, line, 1, "The file holds a NUL character and is no text.", "Save it as plain text.")
    return text, None


def _whole(path: str, code: str, message: str, hint: str) -> Diagnostic:
    return Diagnostic(code, path, 1, 1, message, hint)
