"""One change under review: which drafts have to be checked because of it, and how the drafts and the rules were before it."""

from __future__ import annotations

import os
from collections.abc import Callable, Iterable, Sequence

from rulebook.drafts.draft import Reading
from rulebook.drafts.files import ENDINGS, STANDARD_INPUT, read_content, read_file
from rulebook.files import read_bytes
from rulebook.language.library import completed
from rulebook.language.loading import load_policy, policy_of, read_contents, rule_files
from rulebook.language.policy import Policy
from rulebook.review.revisions import Changes, changes_since, contents_at, files_at

__all__ = ["Change"]


class Change:
    """What is different since a revision, in terms of the paths that the command was given (relative to where it runs).

    `rules` are the paths of the rules, as for `load_policy`. NoRevision where git cannot tell.
    """

    def __init__(self, revision: str, rules: Sequence[str]) -> None:
        self._changes: Changes = changes_since(revision)
        self._rules = rules
        self._touched = self._changes.changed | self._changes.gone
        # git names a repository within this one, such as a submodule, and not the files in it.
        within = (name.rstrip("/") for name in self._changes.changed if os.path.isdir(os.path.join(self._changes.root, name)))
        self._repositories = tuple(f"{name}/" for name in within)
        links = (path for path in (rule_files(rules) if rules else ()) if os.path.islink(path))
        self._linked = {name: path for path in links if (name := self._name(os.path.realpath(path))) is not None}
        self.base = self._changes.base
        self.rules_changed = any(self._of_rules(path) for path in self._touched)

    def to_check(self, files: Sequence[str], everything: bool) -> list[str]:
        """Return which of the drafts have to be checked: all of them where that is wished or rules were changed.

        Else those that were changed, and with them the other files of a measure of which one was; and what is no file, so that reading
        it tells.
        """
        if everything or self.rules_changed:
            return list(files)
        touched = [path for path in files if self.touches(path) or not os.path.isfile(path)]
        earlier = contents_at(self._changes, (self._earlier(path) for path in touched)).values()
        if not any(map(_may_have_measure, [*earlier, *map(_content, touched)])):
            return touched
        measures = {reading.header.measure for reading in self._then(touched) + [read_file(path) for path in touched]} - {None}
        together = (path for path in files if _may_have_measure(_content(path)))
        others = {path for path in together if measures & {read_file(path).header.measure}} if measures else set()
        return [path for path in files if path in others or path in touched]

    def before(self, checked: Sequence[str], is_draft: Callable[[str], bool]) -> list[Reading]:
        """Return what the drafts said at the revision: those that are checked, and those that are no more.

        `is_draft` is true of a path that would be checked if it were there.
        """
        return self._then([*checked, *self.left(checked, is_draft)])

    def drafts_before(self, is_draft: Callable[[str], bool]) -> list[Reading]:
        """Return all drafts of the revision, under the paths that they had, of which `is_draft` is true."""
        named = (name for name in files_at(self._changes, None) if os.path.splitext(name)[1].lower() in ENDINGS)
        paths = {name: path for name in named if is_draft(path := self._path(name))}
        contents = contents_at(self._changes, paths)
        there = (name for name in paths if name not in contents and name not in self._touched and os.path.isfile(paths[name]))
        links = [read_file(paths[name]) for name in there]  # to a file, as they stand
        return [read_content(content, paths[name]) for name, content in contents.items()] + links

    def left(self, checked: Sequence[str], is_draft: Callable[[str], bool]) -> dict[str, str | None]:
        """Return the drafts of the revision that are none any more, and where each was moved to, if it was; see `before`."""
        there = {self._name(path) for path in checked}
        moved = {then: now for now, then in self._changes.renamed.items()}
        drafts = (name for name in sorted(self._changes.gone) if os.path.splitext(name)[1].lower() in ENDINGS)
        paths = {self._path(name): moved.get(name) for name in drafts if moved.get(name) not in there or name not in moved}
        asked = (path for path in paths if is_draft(path) or _through_link(path))  # behind a link to a folder nothing is looked for
        return {path: None if (now := paths[path]) is None else self._path(now) for path in asked}

    def policy_before(self, policy: Policy) -> Policy:
        """Return the policy that held at the revision: the present one where no rule was changed. RulesCannotBeLoaded as it may be."""
        return self.policy_of(self._rules) if self.rules_changed else policy

    def policy_of(self, rules: Sequence[str]) -> Policy:
        """Return the policy that rules at these paths made at the revision; RulesCannotBeLoaded as it may be."""
        names = {path: self._name(path) for path in rules}
        if not any(names.values()):
            return load_policy(rules)  # the library, which is no part of the change
        # What the rules of a submodule were is in another repository: the present ones stand in for them.
        inside = [name for name in names.values() if name is not None and not f"{name}/".startswith(self._repositories)]
        outside = [path for path, name in names.items() if name not in inside]
        linked = self._linked if rules == self._rules else {}
        then = [name for name in files_at(self._changes, inside) if name.endswith(".rules")]
        contents = [
            (linked.get(name) or self._path(name), content)
            for name, content in contents_at(self._changes, {*then, *linked}).items()
        ]
        return policy_of(completed(contents + (read_contents(outside)[0] if outside else [])))

    def moved(self) -> dict[str, str]:
        """Return the present path of each file that was moved, by its earlier one."""
        return {self._path(then): self._path(now) for now, then in self._changes.renamed.items()}

    def earlier(self, paths: Iterable[str]) -> dict[str, str]:
        """Return under which path each of the files was known at the revision."""
        return {path: self._path(name) for path in paths if (name := self._earlier(path))}

    def touched(self, paths: Iterable[str]) -> frozenset[str]:
        """Return which of the present files differ or are new."""
        return frozenset(filter(self.touches, paths))

    def touched_rules(self) -> list[str]:
        """Return the rule files that differ, are new or are no more."""
        return sorted(self._path(name) for name in self._touched if self._of_rules(name))

    def touched_called(self, name: str) -> list[str]:
        """Return the files of that name, in whatever folder, that differ, are new or are no more."""
        return sorted(self._path(one) for one in self._touched if one.rpartition("/")[2] == name)

    def touches(self, path: str) -> bool:
        """True where a file differs, or what it is a link to, or where git cannot tell because it lies elsewhere."""
        if path == STANDARD_INPUT:
            return True
        names = {self._name(path), self._name(os.path.realpath(path))}
        return any(name is None or name in self._touched or name.startswith(self._repositories) for name in names)

    def content_before(self, path: str) -> bytes | None:
        """Return what a file held at the revision; None where it was not there. A file that did not change is read as it stands."""
        name = self._earlier(path)
        if not name or (not self.touches(path) and name not in self._touched):
            return _content(path) if os.path.isfile(path) else None
        return contents_at(self._changes, [name]).get(name)

    def content_at(self, path: str) -> bytes | None:
        """Return what the file at this very path held at the revision, whatever was moved since; None where there was none."""
        name = self._name(path)
        if name is None or (name not in self._touched and not self.touches(path)):
            return _content(path) if os.path.isfile(path) else None
        return contents_at(self._changes, [name]).get(name)

    # ---- paths: those of the command are relative to where it runs, those of git to the repository

    def _name(self, path: str) -> str | None:
        """Return git's name of a path; None where that lies outside the repository."""
        whole = os.path.join(os.path.realpath(os.path.dirname(path) or "."), os.path.basename(path))
        name = os.path.relpath(whole, self._changes.root).replace(os.sep, "/")
        return None if name == ".." or name.startswith("../") else name

    def _path(self, name: str) -> str:
        return os.path.relpath(os.path.join(self._changes.root, *name.split("/")), os.path.realpath("."))

    def _earlier(self, path: str) -> str:
        name = self._name(path) or ""
        if name not in self._touched and os.path.islink(path):
            name = self._name(os.path.realpath(path)) or ""
        return self._changes.renamed.get(name, name)

    def _of_rules(self, name: str) -> bool:
        folders = [folder for path in self._rules if (folder := self._name(path)) is not None]
        if f"{name.rstrip('/')}/" in self._repositories:
            return any(folder == "." or f"{folder}/".startswith(f"{name}/") or name.startswith(f"{folder}/") for folder in folders)
        if name in self._linked:
            return True
        return name.endswith(".rules") and any(folder in (".", name) or name.startswith(f"{folder}/") for folder in folders)

    # ---- drafts

    def _then(self, paths: Iterable[str]) -> list[Reading]:
        named = {path: self._earlier(path) for path in paths}
        touched = {path: name for path, name in named.items() if self.touches(path)}
        contents = contents_at(self._changes, touched.values())
        readings = []
        for path, name in named.items():
            if path not in touched:
                readings.append(read_file(path))  # as it stands is as it was
            elif name in contents:
                readings.append(read_content(contents[name], self._path(name)))
        return readings


def _may_have_measure(content: bytes) -> bool:
    return b"measure" in content or b"\\" in content  # YAML can write any letter by its number


def _through_link(path: str) -> bool:
    while path := os.path.dirname(path):
        if os.path.islink(path):
            return True
    return False


def _content(path: str) -> bytes:
    try:
        return read_bytes(path)
    except OSError:
        return b""
