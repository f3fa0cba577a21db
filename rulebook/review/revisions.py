"""What changed since a revision, and how files were at it, from git.

git is asked through its own command, with a list of words and never through a shell. It reads; it changes nothing, and
runs no hook, pager or file-system monitor that a repository's configuration names.
"""

from __future__ import annotations

import os
import subprocess
from collections.abc import Iterable

from rulebook.records import Record

__all__ = ["Changes", "NoRevision", "changes_since", "contents_at", "files_at"]

# What a configuration inside the repository could make git execute is switched off.
_SAFELY = ("git", "--no-pager", "--literal-pathspecs", "-c", "core.fsmonitor=false", "-c", "core.hooksPath=/dev/null",
           "-c", "diff.external=", "-c", "core.quotePath=false")  # fmt: skip

_WHOLE = ("--no-ext-diff", "--no-textconv", "--ignore-submodules=none")  # a `.gitmodules` under review could hide its drafts


class NoRevision(Exception):
    """The comparison cannot be made; the message is one plain sentence with what to do."""


class Changes(Record):
    """What changed since a revision, in the working tree as it stands. All paths are relative to `root`, with forward slashes.

    `base` is the commit that is compared with: where the present state and the named revision parted. `changed` are the present files that
    differ or are new, `renamed` has the earlier path of those that were moved, `gone` are earlier files that are no more.
    """

    root: str
    base: str
    changed: frozenset[str]
    renamed: dict[str, str]
    gone: frozenset[str]


def changes_since(revision: str, folder: str = ".") -> Changes:
    """Return what changed since a revision in the repository of a folder, files that git does not know yet among it.

    NoRevision where the folder is in no repository, or it has no such revision.
    """
    root = os.path.realpath(_ask(folder, "rev-parse", "--show-toplevel").decode("utf-8", "surrogateescape").rstrip("\n"))
    base = _base(root, revision)
    changed, renamed, gone = set[str](), dict[str, str](), set[str]()
    fields = iter(_names(_ask(root, "diff", *_WHOLE, "--name-status", "-M", "-z", base, "--")))
    for kind in fields:
        earlier = next(fields)
        if kind.startswith(("R", "C")):
            present = next(fields)
            changed.add(present)
            renamed |= {present: earlier} if kind.startswith("R") else {}
        elif kind == "D":
            gone.add(earlier)
        else:
            changed.add(earlier)
    changed |= set(_names(_ask(root, "ls-files", "--others", "--exclude-standard", "-z")))
    return Changes(root, base, frozenset(changed), renamed, frozenset(gone | set(renamed.values())))


def files_at(changes: Changes, folders: Iterable[str] | None) -> list[str]:
    """Return the files at the base revision that are in the folders (or are themselves named), in order of name; None for all files."""
    if folders is None:
        return _names(_ask(changes.root, "ls-tree", "-r", "-z", "--name-only", "--full-tree", changes.base))
    named = sorted(set(folders))
    return _names(_ask(changes.root, "ls-tree", "-r", "-z", "--name-only", "--full-tree", changes.base, "--", *named)) if named else []


def contents_at(changes: Changes, paths: Iterable[str]) -> dict[str, bytes]:
    """Return what the files held at the base revision, by path; a file that was not there, or was no file but a link, is left out."""
    wanted = sorted(set(paths) - {""})
    listed = _names(_ask(changes.root, "ls-tree", "-r", "-z", "--full-tree", changes.base, "--", *wanted)) if wanted else []
    blobs = {}
    for line in listed:
        described, _, path = line.partition("\t")
        mode, kind, name = described.split(" ")
        if kind == "blob" and mode != "120000":
            blobs[path] = name
    return _blobs(changes.root, {path: name for path, name in blobs.items() if path in set(wanted)})


# ---- git -----------------------------------------------------------------------------------------------------------


def _base(root: str, revision: str) -> str:
    if not revision or revision.startswith("-"):
        raise NoRevision(f"`{revision}` is no revision; write a branch, a tag or a commit, such as --since origin/main.")
    try:
        commit = _ask(root, "rev-parse", "--verify", "--quiet", "--end-of-options", f"{revision}^{{commit}}").decode().strip()
    except NoRevision:
        hint = "In a job that fetches only the last commit, fetch the whole history first."
        raise NoRevision(f"The repository has no revision `{revision}`. {_nearest(root, revision)}{hint}") from None
    try:
        return _ask(root, "merge-base", commit, "HEAD").decode().strip()
    except NoRevision:
        return commit  # the two have no common past, or this copy does not reach back to it


def _nearest(root: str, revision: str) -> str:
    """Return "Did you mean …? " with the branch or tag most like a misspelt one, and what follows its name (`~2`); else the empty text."""
    from rulebook.language.names import nearest  # only on the way to an error message

    end = min((at for sign in ("~", "^", ":", "@{") if (at := revision.find(sign)) > 0), default=len(revision))
    listed = _ask(root, "for-each-ref", "--format=%(refname)", "refs/heads", "refs/tags", "refs/remotes").decode("utf-8", "surrogateescape")
    known = {"HEAD": "HEAD"}
    for kind, _, name in (ref.removeprefix("refs/").partition("/") for ref in listed.splitlines() if not ref.endswith("/HEAD")):
        known[name] = name
        if kind == "remotes":
            known.setdefault(name.partition("/")[2], name)  # a branch that only the remote has, by its own name
    close = nearest(revision[:end], known)
    meant = f"{known[close]}{revision[end:]}" if close else revision
    return f"Did you mean {meant}? " if meant != revision else ""


def _blobs(root: str, names: dict[str, str]) -> dict[str, bytes]:
    answer = _ask(root, "cat-file", "--batch", said="".join(f"{name}\n" for name in names.values()).encode())
    found, at = {}, 0
    for path in names:
        end = answer.index(b"\n", at)
        size = int(answer[at:end].split()[-1])
        found[path] = answer[end + 1 : end + 1 + size]
        at = end + 1 + size + 1
    return found


def _names(answer: bytes) -> list[str]:
    return [name.decode("utf-8", "surrogateescape") for name in answer.split(b"\0") if name]


def _ask(folder: str, *words: str, said: bytes = b"") -> bytes:
    environment = os.environ | {"GIT_OPTIONAL_LOCKS": "0", "LC_ALL": "C"}
    command = [*_SAFELY, "-C", folder, *words]
    try:
        answer = subprocess.run(command, input=said, capture_output=True, check=False, env=environment)
    except FileNotFoundError:
        raise NoRevision("git is not installed, so there is no earlier revision to compare with.") from None
    if answer.returncode:
        reason = answer.stderr.decode("utf-8", "replace").strip().split("\n")[0].removeprefix("fatal: ")
        if "not a git repository" in reason:
            raise NoRevision("This folder is in no git repository, so there is no earlier revision to compare with.")
        raise NoRevision(f"git could not say what changed: {reason or 'it gave no reason'}.")
    return answer.stdout
