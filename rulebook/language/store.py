"""The compiled cache: a checked policy as lines of JSON, so that a second check neither parses nor checks the rules.

It can never be stale: it stands behind the content of every rule file, the grammar, this version of the program and its own code, word
for word (`keeping`). It is never unsafe: JSON builds nothing but the records named in `RECORDS`, and a file that is damaged in any way
is not used. Only policies without errors are kept, so the places inside conditions, which serve messages about errors, are left out.
Everything is decoded when it is first asked for; of a rule that binds in other legal orders or at other times, nothing ever is.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Collection, Iterable, Iterator, Mapping, Sequence
from functools import partial
from itertools import chain
from typing import Any, TypeVar, overload

from rulebook import __version__
from rulebook.files import grammar_file, read_bytes, shipped_library
from rulebook.language import keeping, nodes
from rulebook.language import policy as checked
from rulebook.language.diagnostics import Diagnostic, RulesCannotBeLoaded
from rulebook.language.policy import InForce, Policy, Rule, RulebookInfo
from rulebook.language.source import NOWHERE, Span
from rulebook.records import Record, replace
from rulebook.values import NEVER, Date, Duration, Infinite, Members, Money, Nought, Percent, Text, Truth

__all__ = ["KeptPolicy", "keep", "kept", "shipped", "to_ship"]

MOST_KEPT = 12  # policies; the oldest go first
MADE_IN = ("language", "values")  # the rooms whose code makes a policy

RECORDS: dict[str, type[Record]] = {
    made.__name__: made
    for module in (nodes, checked)
    for made in vars(module).values()
    if isinstance(made, type) and issubclass(made, Record) and made is not Record and made.__module__ == module.__name__
} | {made.__name__: made for made in (Date, Duration, Infinite, Members, Money, Nought, Percent, Text)}
# Whose places are kept: `test` and `explain` point at them. The place is the last field of every record that has one.
PLACED = frozenset({"Rule", "Requirement", "Exception_", "Case", "Expectation"})
PLACELESS = frozenset(name for name, made in RECORDS.items() if name not in PLACED and "span" in made.__match_args__)
# Fields whose values many records share, so that their numbers stand for them; and whose numbers they are.
NUMBERED = {"source": "sources", "safeguard": "safeguards", "in_force": "constants", "type": "constants"}
NAMED = ("rulebooks", "groups", "events", "facts", "defines")  # mappings of a policy, by name
LISTED = ("sources", "safeguards", "rules", "cases")
APART = ("facts", "rules", "cases")  # the largest blocks of lines, each read from the disk when somebody asks for one of its things

Contents = Sequence[tuple[str, bytes]]


def _made_from(contents: Contents) -> tuple[bytes, ...]:
    """Return what a policy follows from. Where the rule files lie is no part of it."""
    return (*_by_this_program(), *(content for _, content in contents))


def _by_this_program() -> Iterator[bytes]:
    yield __version__.encode()
    yield read_bytes(grammar_file())
    yield from keeping.code_of(*MADE_IN)


# ---- keeping ---------------------------------------------------------------------------------------------------


def keep(contents: Contents, policy: Policy) -> Policy:
    """Keep the policy for the next time and return it. A cache that cannot be written costs time, nothing else."""
    made_from = _made_from(contents)
    path = keeping.cached_at("policy", made_from, "jsonl")
    if path is not None and keeping.keep(path, made_from, *_written(contents, policy)):
        keeping.forget_oldest(path, MOST_KEPT)
    return policy


def to_ship(contents: Contents, policy: Policy) -> bytes:
    """Return the file of the checked library that a wheel brings, so that its first check need not make it (see `hatch_build.py`)."""
    return keeping.whole(_made_from(contents), *_written(contents, policy))


def _written(contents: Contents, policy: Policy) -> list[bytes]:
    """Return the policy as blocks of lines, a line for each thing. The first is an index, and with it all but the largest blocks."""
    writer = _Writer(policy, [path for path, _ in contents])
    things = {name: getattr(policy, name).values() for name in NAMED} | {name: getattr(policy, name) for name in LISTED}
    blocks = {name: _lines(map(writer.line, some)) for name, some in things.items()}
    bindings = [_binding(rule, writer) for rule in policy.rules]
    numbers = {written: number for number, written in enumerate(dict.fromkeys(map(_json, bindings)))}
    blocks |= {"constants": _lines(map(_json, writer.constants)), "in_doubt": writer.line(tuple(policy.in_doubt.items())).encode()}
    near = {name: block for name, block in blocks.items() if name not in APART}
    index = {
        "names": {name: " ".join(getattr(policy, name)) for name in NAMED},
        "counts": {name: len(getattr(policy, name)) for name in LISTED} | {"constants": len(writer.constants)},
        "blocks": {name: len(block) for name, block in near.items()},
        "sources": [[source.legal_order, *_days(source.in_force)] for source in policy.sources],
        "bindings": [json.loads(written) for written in numbers],
        "binding": [numbers[_json(binding)] for binding in bindings],
    }
    return [b"\n".join([_json(index).encode(), b"".join(near.values())]), *(blocks[name] for name in APART)]


def _lines(lines: Iterable[str]) -> bytes:
    return "\n".join(lines).encode()


def _days(in_force: InForce) -> list[int]:
    """Return the days in force as numbers that compare as days do; an open beginning is before every day, an open end after."""
    return [0 if in_force.start is None else _day(in_force.start), LATEST if in_force.end is None else _day(in_force.end)]


def _day(day: Date) -> int:
    return (day.year * 100 + day.month) * 100 + day.day


LATEST = _day(NEVER) + 1


def _binding(rule: Rule, writer: _Writer) -> list[Any]:
    """Return when a rule is in force, and the numbers of the sources on whose authority it binds."""
    return [*_days(rule.in_force), *sorted({writer.shared[id(authority.source)] for authority in rule.authorities})]


def _json(value: Any) -> str:
    return json.dumps(value, separators=(",", ":"), ensure_ascii=False)


class _Writer:
    """Encodes records as objects with one key, the name of the record, and a list of its fields.

    What stands in a field of `NUMBERED` is a number; `constants` holds what is neither a source nor a safeguard.
    """

    def __init__(self, policy: Policy, paths: Sequence[str]) -> None:
        self.paths = {path: i for i, path in enumerate(paths)}
        self.shared = {id(record): i for records in (policy.sources, policy.safeguards) for i, record in enumerate(records)}
        self.constants: list[Any] = []
        self._numbers: dict[str, int] = {}

    def line(self, thing: Any) -> str:
        """Return one thing as a line; a source or safeguard itself, not its number."""
        if isinstance(thing, RulebookInfo):
            return _json(self._record(replace(thing, path=self.paths[thing.path])))  # where it lies is said when it is read
        return _json(self._record(thing) if isinstance(thing, Record) else self.encode(thing))

    def encode(self, value: Any) -> Any:
        """Return what stands for a value in JSON; `_OTHERS` and `_RECIPES` turn it back."""
        if value is None or isinstance(value, bool | int | str):
            return value
        if isinstance(value, Record):
            return self._record(value)
        if isinstance(value, tuple):  # in another: one that is a field is a plain list
            return {"": list(map(self.encode, value))}
        if isinstance(value, Truth):
            return {"?": value.name}
        if isinstance(value, frozenset):
            return {"{": sorted(value)}
        return {"/": [value.numerator, value.denominator]}  # a fraction

    def _record(self, value: Record) -> Any:
        name = type(value).__name__
        fields: tuple[str, ...] = type(value).__match_args__
        if name in PLACED or name in PLACELESS:
            fields = fields[:-1]
        encoded = [self._field(field, getattr(value, field)) for field in fields]
        if name in PLACED:
            span: Span = value.span  # type: ignore[attr-defined]
            encoded += [span.start, span.end]
        return {name: encoded}

    def _field(self, field: str, value: Any) -> Any:
        if field in NUMBERED:
            shared = self.shared.get(id(value))
            return self._constant(self._record(value)) if shared is None else shared
        return list(map(self.encode, value)) if isinstance(value, tuple) else self.encode(value)

    def _constant(self, encoded: Any) -> int:
        number = self._numbers.setdefault(_json(encoded), len(self.constants))
        if number == len(self.constants):
            self.constants.append(encoded)
        return number


# ---- reading ---------------------------------------------------------------------------------------------------


def kept(contents: Contents, anew: Callable[[], Policy]) -> Policy | None:
    """Return the policy that was kept for exactly these rule files by exactly this program; None where there is none, or it is damaged.

    `anew` makes the policy; it is asked for what is found damaged later.
    """
    made_from = _made_from(contents)
    path = keeping.cached_at("policy", made_from, "jsonl")
    return _kept(path, [path for path, _ in contents], made_from, anew) if path is not None else None


def shipped(paths: Sequence[str], anew: Callable[[], Policy]) -> Policy | None:
    """Return the policy of the library as a wheel brings it, if it was made of exactly the rule files at these paths; None as `kept`
    does, and where one cannot be read."""
    return _kept(shipped_library(), paths, chain(_by_this_program(), map(read_bytes, paths)), anew)


def _kept(path: str, paths: Sequence[str], made_from: Iterable[bytes], anew: Callable[[], Policy]) -> Policy | None:
    file = keeping.found(path, made_from)
    if file is not None:
        try:
            return KeptPolicy(file, paths, anew)
        except (ValueError, LookupError, TypeError, AttributeError):
            pass  # not written by this program
    return None


class KeptPolicy(Policy):
    """A policy from the cache: what a check does not ask for is never decoded, and of the largest blocks not even read."""

    def __init__(self, file: keeping.Kept, paths: Sequence[str], anew: Callable[[], Policy]) -> None:
        first = file.first
        end = first.index(b"\n")
        index = json.loads(first[:end])
        self._sources: list[list[Any]] = index["sources"]
        self._bindings: list[list[Any]] = index["bindings"]
        self._binding: list[int] = index["binding"]
        blocks = dict(_near(first, end + 1, index["blocks"])) | dict(_apart(file, anew, index))
        reader = _Reader()
        rulebooks, groups, events, facts, defines = [Decoded[Any](index["names"][n].split(), blocks[n], reader.decode) for n in NAMED]
        rulebooks.decode = lambda line: replace(info := reader.decode(line), path=paths[info.path])
        listed = {name: Lines[Any](blocks[name], count, reader.decode) for name, count in index["counts"].items()}
        reader.shared = {name: listed[name] for name in NUMBERED.values()}
        sources, safeguards, rules, cases = [listed[name] for name in LISTED]
        in_doubt = dict(reader.decode(blocks["in_doubt"]()[0]))
        super().__init__(rulebooks, sources, safeguards, groups, facts, events, defines, rules, cases, in_doubt)

    def legal_orders(self) -> frozenset[str]:
        """Return what `Policy.legal_orders` does, from the index alone."""
        return frozenset(order for order, _, _ in self._sources)

    def rules_on(self, day: Date | None, orders: Collection[str] | None) -> Iterator[Rule]:
        """Give only the rules that do bind, by what the index says of each; no other rule is decoded."""
        on = _day(day) if day is not None else None
        binding = {
            number
            for number, (order, start, end) in enumerate(self._sources)
            if (orders is None or order in orders) and (on is None or start <= on <= end)
        }
        binds = [not binding.isdisjoint(sources) and (on is None or start <= on <= end) for start, end, *sources in self._bindings]
        for number, which in enumerate(self._binding):
            if binds[which]:
                yield self.rules[number]


Block = Callable[[], Sequence[Any]]  # gives its lines, or the things themselves


def _near(first: bytes, at: int, lengths: Mapping[str, int]) -> Iterator[tuple[str, Block]]:
    """Give the blocks that stand after the index."""
    for name, length in lengths.items():
        yield name, partial(_parted, first, at, at + length)
        at += length
    if at != len(first):
        raise ValueError(at)


def _apart(file: keeping.Kept, anew: Callable[[], Policy], index: Mapping[str, Any]) -> Iterator[tuple[str, Block]]:
    for number, name in enumerate(APART):
        count = index["counts"].get(name) or len(index["names"].get(name, "").split())
        yield name, partial(_read, file, number + 1, name, count, anew)


def _parted(content: bytes, start: int, end: int) -> list[bytes]:
    return content[start:end].split(b"\n")


def _read(file: keeping.Kept, number: int, name: str, count: int, anew: Callable[[], Policy]) -> Sequence[Any]:
    """Return the lines of a block that is read by itself; where it is damaged, what a policy that is made anew has in its place.

    RulesCannotBeLoaded where that is another policy, because the rule files were changed in between.
    """
    content = file.content(number)
    if content is not None:
        return content.split(b"\n")
    things = getattr(anew(), name)
    made = list(things.values()) if isinstance(things, Mapping) else list(things)
    if len(made) != count:
        message = "The rule files were changed while they were being read."
        raise RulesCannotBeLoaded([Diagnostic("changed-meanwhile", file.path, 1, 1, message, "Run it once more.")])
    return made


Pairs = list[tuple[str, Any]]


class _Reader:
    """Decodes lines: Python's own reader of JSON calls `_made` for each object, the inner ones first."""

    def __init__(self) -> None:
        self._read = json.JSONDecoder(object_pairs_hook=self._made).raw_decode
        self.shared: Mapping[str, Sequence[Any]] = {}  # what the numbers of `NUMBERED` stand for

    def decode(self, line: Any) -> Any:
        """Return what a line says; what was made anew stands for itself."""
        return self._read(line.decode())[0] if isinstance(line, bytes) else line

    def _made(self, pairs: Pairs) -> Any:
        ((name, values),) = pairs
        recipe = _RECIPES.get(name)
        if recipe is None:
            return _OTHERS[name](values)
        made, setters, placed, numbered = recipe
        if placed is not None:
            values[-2:] = (Span(*values[-2:]),) if placed else (*values[-2:], NOWHERE)
        for at, whose in numbered:
            values[at] = self.shared[whose][values[at]]
        if len(values) != len(setters):
            raise ValueError(name)
        record = _new(made)
        for setter, value in zip(setters, values):
            setter(record, tuple(value) if type(value) is list else value)
        return record


_new = object.__new__  # a record is filled here without a call for each, as most of the time goes by in it


def _recipe(name: str, made: type[Record]) -> tuple[type[Record], Sequence[Callable[..., None]], bool | None, Sequence[tuple[int, str]]]:
    """Return how a record is filled: its class, its fields, whether it has its place (None: it has none), and which fields are numbers."""
    numbered = tuple((at, NUMBERED[field]) for at, field in enumerate(made.__match_args__) if field in NUMBERED)
    return made, made._setters, True if name in PLACED else False if name in PLACELESS else None, numbered


_RECIPES = {name: _recipe(name, made) for name, made in RECORDS.items()}


def _fraction(values: list[int]) -> Any:
    from fractions import Fraction  # few numbers need it

    return Fraction(*values)


_OTHERS: dict[str, Callable[[Any], Any]] = {"": tuple, "?": Truth.__getitem__, "{": frozenset, "/": _fraction}

T = TypeVar("T")


class Decoded(Mapping[str, T]):
    """A mapping whose values are decoded when they are first asked for; `lines` gives them in the order of their names."""

    def __init__(self, names: Sequence[str], lines: Block, decode: Callable[[Any], T]) -> None:
        self._names, self._given = dict.fromkeys(names), lines
        self._lines: dict[str, Any] | None = None
        self.decode = decode
        self._made: dict[str, T] = {}

    def __getitem__(self, name: str) -> T:
        found = self._made.get(name)
        if found is None:
            if self._lines is None:
                self._lines = dict(zip(self._names, self._given()))
            found = self._made[name] = self.decode(self._lines[name])
        return found

    def __contains__(self, name: object) -> bool:
        return name in self._names

    def __iter__(self) -> Iterator[str]:
        return iter(self._names)

    def __len__(self) -> int:
        return len(self._names)


class Lines(Sequence[T]):
    """A sequence whose items are decoded when they are first asked for; `lines` gives what they are decoded from."""

    def __init__(self, lines: Block, count: int, decode: Callable[[Any], T]) -> None:
        self._given, self._decode = lines, decode
        self._lines: Sequence[Any] | None = None
        self._made: list[T | None] = [None] * count

    @overload
    def __getitem__(self, index: int) -> T: ...
    @overload
    def __getitem__(self, index: slice) -> list[T]: ...
    def __getitem__(self, index: int | slice) -> T | list[T]:
        if isinstance(index, slice):
            return [self[i] for i in range(*index.indices(len(self)))]
        found = self._made[index]
        if found is None:
            if self._lines is None:
                self._lines = self._given()
            found = self._made[index] = self._decode(self._lines[index])
        return found

    def __len__(self) -> int:
        return len(self._made)
