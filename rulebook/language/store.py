"""The compiled cache: a checked policy as lines of JSON, so that a second check neither parses nor checks the rules.

It can never be stale: its key is made of the content of every rule file, the paths they were given by, the grammar, this version of
the program and its own code. It is never unsafe: JSON builds nothing but the records named in `RECORDS`, and a file
that is damaged in any way is not used. Only policies without errors are kept, so the places inside conditions, which
serve messages about errors, are left out. Rules, facts and cases are decoded when they are first asked for.
"""

from __future__ import annotations

import hashlib
import json
import os
from collections.abc import Callable, Iterator, Mapping, Sequence
from typing import Any, TypeVar, overload

from rulebook import __version__
from rulebook.files import cache_folder, grammar_file, read_bytes, write_whole
from rulebook.language import nodes
from rulebook.language import policy as checked
from rulebook.language.policy import Policy
from rulebook.language.source import NOWHERE, Span
from rulebook.records import Record
from rulebook.values import Date, Duration, Infinite, Members, Money, Nought, Percent, Text, Truth

__all__ = ["keep", "kept"]

MOST_KEPT = 30  # policies; the oldest go first
MADE_IN = ("language", "values")  # the rooms whose code makes a policy

RECORDS: dict[str, type[Record]] = {
    made.__name__: made
    for module in (nodes, checked)
    for made in vars(module).values()
    if isinstance(made, type) and issubclass(made, Record) and made is not Record and made.__module__ == module.__name__
} | {made.__name__: made for made in (Date, Duration, Infinite, Members, Money, Nought, Percent, Text)}
# Whose places are kept: `test` and `explain` point at them.
PLACED = frozenset({"Rule", "Requirement", "Exception_", "Case", "Expectation"})

PLACELESS = frozenset(name for name, made in RECORDS.items() if name not in PLACED and "span" in made.__match_args__)

Contents = Sequence[tuple[str, bytes]]


def _key(contents: Contents) -> str:
    made = hashlib.sha256()
    for part in (__version__.encode(), read_bytes(grammar_file()), *_own_code()):
        made.update(hashlib.sha256(part).digest())
    for path, content in contents:
        made.update(hashlib.sha256(path.encode("utf-8", "surrogateescape")).digest() + hashlib.sha256(content).digest())
    return made.hexdigest()


def _own_code() -> Iterator[bytes]:
    """Give the code that makes a policy: between two versions it changes too. From an archive, which is one version, nothing."""
    package = os.path.dirname(os.path.dirname(os.path.abspath(__file__)))
    for room in MADE_IN:
        folder = os.path.join(package, room)
        if os.path.isdir(folder):
            yield from (read_bytes(os.path.join(folder, name)) for name in sorted(os.listdir(folder)) if name.endswith(".py"))


def _path(key: str) -> str | None:
    folder = cache_folder()
    return os.path.join(folder, f"policy-{key[:40]}.jsonl") if folder else None


# ---- keeping ---------------------------------------------------------------------------------------------------


def keep(contents: Contents, policy: Policy) -> Policy:
    """Keep the policy for the next time and return it. A cache that cannot be written costs time, nothing else."""
    key = _key(contents)
    path = _path(key)
    if path is None:
        return policy
    writer = _Writer(policy)
    lines = [writer.vocabulary(), *map(writer.encode, policy.rules), *map(writer.encode, policy.cases)]
    body = "\n".join(json.dumps(line, separators=(",", ":"), ensure_ascii=False) for line in lines).encode()
    head = {"key": key, "digest": hashlib.sha256(body).hexdigest()}
    try:
        write_whole(path, json.dumps(head).encode() + b"\n" + body)
        _forget_oldest(os.path.dirname(path))
    except OSError:
        pass
    return policy


def _forget_oldest(folder: str) -> None:
    names = [name for name in os.listdir(folder) if name.startswith("policy-") and name.endswith(".jsonl")]
    if len(names) > MOST_KEPT:
        paths = sorted((os.path.join(folder, name) for name in names), key=os.path.getmtime)
        for path in paths[:-MOST_KEPT]:
            os.unlink(path)


class _Writer:
    """Encodes records as lists: the name of the record, then its fields; what many rules share is named by its number."""

    def __init__(self, policy: Policy) -> None:
        self.policy = policy
        self.shared = {
            id(record): ["@", kind, i]
            for kind, records in ((0, policy.sources), (1, policy.safeguards))
            for i, record in enumerate(records)
        }

    def vocabulary(self) -> dict[str, Any]:
        policy, plain = self.policy, _Writer.__new__(_Writer)
        plain.policy, plain.shared = policy, {}
        return {
            "rulebooks": [plain.encode(info) for info in policy.rulebooks.values()],
            "sources": [plain.encode(source) for source in policy.sources],
            "safeguards": [plain.encode(safeguard) for safeguard in policy.safeguards],
            "groups": [plain.encode(group) for group in policy.groups.values()],
            "events": [plain.encode(event) for event in policy.events.values()],
            "facts": {path: plain.encode(fact) for path, fact in policy.facts.items()},
            "defines": {path: plain.encode(define) for path, define in policy.defines.items()},
            "rules": len(policy.rules),
            "in_doubt": [path for path, fact in policy.facts.items() if fact.in_doubt is not None],
        }

    def encode(self, value: Any) -> Any:
        if value is None or isinstance(value, bool | int | str):
            return value
        if id(value) in self.shared:
            return self.shared[id(value)]
        if isinstance(value, tuple):
            return ["", *map(self.encode, value)]
        if isinstance(value, Truth):
            return ["?", value.name]
        if isinstance(value, frozenset):
            return ["{", *sorted(value)]
        if isinstance(value, Span):
            return ["#", value.start, value.end]
        if isinstance(value, Record):
            name = type(value).__name__
            fields: tuple[str, ...] = type(value).__match_args__
            return [name, *(self.encode(getattr(value, field)) for field in (fields[:-1] if name in PLACELESS else fields))]
        return ["/", value.numerator, value.denominator]  # a fraction


# ---- reading ---------------------------------------------------------------------------------------------------


def kept(contents: Contents) -> Policy | None:
    """Return the policy that was kept for exactly these rule files by exactly this program; None where there is none, or it is damaged."""
    key = _key(contents)
    path = _path(key)
    if path is None:
        return None
    try:
        head, _, body = read_bytes(path).partition(b"\n")
        found = json.loads(head)
        if found["key"] != key or found["digest"] != hashlib.sha256(body).hexdigest():
            return None
        lines = body.split(b"\n")
        return _policy(json.loads(lines[0]), lines[1:])
    except (OSError, ValueError, KeyError, IndexError, TypeError):
        return None


def _policy(words: dict[str, Any], lines: list[bytes]) -> Policy:
    rules = words["rules"]
    plain = _Reader((), ())
    sources = tuple(map(plain.decode, words["sources"]))
    safeguards = tuple(map(plain.decode, words["safeguards"]))
    reader = _Reader(sources, safeguards)

    def line(raw: bytes) -> Any:
        return reader.decode(json.loads(raw))

    return Policy(
        {info.name: info for info in map(plain.decode, words["rulebooks"])}, sources, safeguards,
        {group.name: group for group in map(plain.decode, words["groups"])}, Decoded(words["facts"], plain.decode),
        {event.name: event for event in map(plain.decode, words["events"])}, Decoded(words["defines"], plain.decode),
        Lines(lines[:rules], line), Lines(lines[rules:], line), words["in_doubt"],
    )  # fmt: skip


class _Reader:
    def __init__(self, sources: tuple[Any, ...], safeguards: tuple[Any, ...]) -> None:
        self.shared = (sources, safeguards)

    def decode(self, value: Any) -> Any:
        if type(value) is not list:
            return value
        name = value[0]
        if name == "":
            return tuple([self.decode(item) if type(item) is list else item for item in value[1:]])
        made = RECORDS.get(name)
        if made is not None:
            fields = [self.decode(item) if type(item) is list else item for item in value[1:]]
            return made(*fields, NOWHERE) if name in PLACELESS else made(*fields)
        return self._special(name, value)

    def _special(self, name: str, value: list[Any]) -> Any:
        if name == "#":
            return Span(value[1], value[2])
        if name == "@":
            return self.shared[value[1]][value[2]]
        if name == "?":
            return Truth[value[1]]
        if name == "{":
            return frozenset(value[1:])
        if name == "/":
            from fractions import Fraction  # few numbers need it

            return Fraction(value[1], value[2])
        raise ValueError(name)


T = TypeVar("T")


class Decoded(Mapping[str, T]):
    """A mapping whose values are decoded when they are first asked for."""

    def __init__(self, raw: dict[str, Any], decode: Callable[[Any], T]) -> None:
        self._raw, self._decode = raw, decode
        self._made: dict[str, T] = {}

    def __getitem__(self, path: str) -> T:
        found = self._made.get(path)
        if found is None:
            found = self._made[path] = self._decode(self._raw[path])
        return found

    def __contains__(self, path: object) -> bool:
        return path in self._raw

    def __iter__(self) -> Iterator[str]:
        return iter(self._raw)

    def __len__(self) -> int:
        return len(self._raw)


class Lines(Sequence[T]):
    """A sequence whose items are decoded when they are first asked for."""

    def __init__(self, raw: list[bytes], decode: Callable[[bytes], T]) -> None:
        self._raw, self._decode = raw, decode
        self._made: list[T | None] = [None] * len(raw)

    @overload
    def __getitem__(self, index: int) -> T: ...
    @overload
    def __getitem__(self, index: slice) -> list[T]: ...
    def __getitem__(self, index: int | slice) -> T | list[T]:
        if isinstance(index, slice):
            return [self[i] for i in range(*index.indices(len(self)))]
        found = self._made[index]
        if found is None:
            found = self._made[index] = self._decode(self._raw[index])
        return found

    def __len__(self) -> int:
        return len(self._raw)
