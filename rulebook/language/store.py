"""The compiled cache: a checked policy as lines of JSON, so that a second check neither parses nor checks the rules.

It can never be stale: it stands behind the content of every rule file, the grammar, this version of the program and its own code, word
for word (`keeping`). It is never unsafe: JSON builds nothing but the records named in `RECORDS`, and a file that is damaged in any way
is not used. Only policies without errors are kept, so the places inside conditions, which serve messages about errors, are left out.
Everything is decoded when it is first asked for; of a rule that binds in other legal orders or at other times, nothing ever is.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Collection, Iterator, Mapping, Sequence
from typing import Any, TypeVar, overload

from rulebook import __version__
from rulebook.files import grammar_file, library_folder, read_bytes, shipped_library
from rulebook.language import keeping, nodes
from rulebook.language import policy as checked
from rulebook.language.policy import Case, InForce, Policy, Rule, RulebookInfo
from rulebook.language.source import NOWHERE, Span
from rulebook.records import Record, replace
from rulebook.values import NEVER, Date, Duration, Infinite, Members, Money, Nought, Percent, Text, Truth

__all__ = ["KeptPolicy", "keep", "kept", "to_ship"]

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
LISTED = ("sources", "safeguards", "rules")

Contents = Sequence[tuple[str, bytes]]


def _made_from(contents: Contents) -> tuple[bytes, ...]:
    """Return what a policy follows from. Where the rule files lie is no part of it."""
    return (__version__.encode(), read_bytes(grammar_file()), *keeping.code_of(*MADE_IN), *(content for _, content in contents))


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


def _written(contents: Contents, policy: Policy) -> tuple[bytes, bytes]:
    """Return the policy as lines: an index, the values that many share, those in doubt, then one line for each thing; apart, its cases."""
    writer = _Writer(policy, [path for path, _ in contents])
    things = [thing for name in NAMED for thing in getattr(policy, name).values()]
    things += [thing for name in LISTED for thing in getattr(policy, name)]
    encoded, cases = list(map(writer.line, things)), list(map(writer.line, policy.cases))
    doubted = writer.line(tuple(policy.in_doubt.items()))
    index = {
        "names": [list(getattr(policy, name)) for name in NAMED],
        "counts": [len(getattr(policy, name)) for name in LISTED],
        "cases": len(policy.cases),
        "constants": len(writer.constants),
        "sources": [[source.legal_order, *_days(source.in_force)] for source in policy.sources],
        "binding": [_binding(rule, writer) for rule in policy.rules],
    }
    lines = [_json(index), *map(_json, writer.constants), doubted, *encoded]
    return "\n".join(lines).encode(), "\n".join(cases).encode()


def _days(in_force: InForce) -> list[list[int]]:
    """Return the days in force as lists that compare as days do; an open beginning is before every day, an open end after."""
    return [[] if in_force.start is None else _day(in_force.start), [LATEST] if in_force.end is None else _day(in_force.end)]


LATEST = NEVER.year + 1


def _day(day: Date) -> list[int]:
    return [day.year, day.month, day.day]


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

    `anew` makes the policy; it is asked for the cases where these are found damaged later.
    """
    made_from = _made_from(contents)
    cached = keeping.cached_at("policy", made_from, "jsonl")
    for path in (shipped_library() if contents[0][0].startswith(library_folder()) else None, cached):
        if path is not None and (content := keeping.kept(path, made_from)) is not None:
            try:
                return KeptPolicy(content, [path for path, _ in contents], _Cases(path, made_from, anew))
            except (ValueError, LookupError, TypeError, AttributeError):
                pass  # not written by this program
    return None


class _Cases:
    """What gives the cases of a kept policy when they are first asked for."""

    def __init__(self, path: str, made_from: Sequence[bytes], anew: Callable[[], Policy]) -> None:
        self.path, self.made_from, self.anew = path, made_from, anew

    def __call__(self) -> Sequence[bytes] | Sequence[Case]:
        found = keeping.kept(self.path, self.made_from, 1)
        return self.anew().cases if found is None else found.split(b"\n")


class KeptPolicy(Policy):
    """A policy from the cache: what a check does not ask for is never decoded, nor are the cases read."""

    def __init__(self, content: bytes, paths: Sequence[str], cases: Callable[[], Sequence[Any]]) -> None:
        first, *lines = content.split(b"\n")
        index = json.loads(first)
        self._sources: list[list[Any]] = index["sources"]
        self._binding: list[list[Any]] = index["binding"]
        at: int = index["constants"]
        reader = _Reader(lines[:at])
        doubted: tuple[tuple[str, Any], ...] = reader.decode(lines[at])
        parts: list[list[bytes]] = []
        for count in (*map(len, index["names"]), *index["counts"]):
            parts.append(lines[at + 1 : at + 1 + count])
            at += count
        rulebooks, groups, events, facts, defines = [
            Decoded[Any](names, part, reader.decode) for names, part in zip(index["names"], parts)
        ]  # fmt: skip
        rulebooks.decode = lambda line: replace(info := reader.decode(line), path=paths[info.path])
        sources, safeguards, rules = [Lines[Any](part, len(part), reader.decode) for part in parts[len(NAMED) :]]
        reader.shared(sources, safeguards)
        played = Lines[Any](cases, index["cases"], lambda one: reader.decode(one) if isinstance(one, bytes) else one)
        super().__init__(rulebooks, sources, safeguards, groups, facts, events, defines, rules, played, dict(doubted))

    def legal_orders(self) -> frozenset[str]:
        return frozenset(order for order, _, _ in self._sources)

    def rules_on(self, day: Date | None, orders: Collection[str] | None) -> Iterator[Rule]:
        on = _day(day) if day is not None else None
        binding = {
            number
            for number, (order, start, end) in enumerate(self._sources)
            if (orders is None or order in orders) and (on is None or start <= on <= end)
        }
        for number, (start, end, *sources) in enumerate(self._binding):
            if not binding.isdisjoint(sources) and (on is None or start <= on <= end):
                yield self.rules[number]


Pairs = list[tuple[str, Any]]


class _Reader:
    """Decodes lines: Python's own reader of JSON calls `_made` for each object, the inner ones first."""

    def __init__(self, constants: Sequence[bytes]) -> None:
        self._read = json.JSONDecoder(object_pairs_hook=self._made).raw_decode
        self._shared: dict[str, Sequence[Any]] = {"constants": Lines[Any](constants, len(constants), self.decode)}

    def shared(self, sources: Sequence[Any], safeguards: Sequence[Any]) -> None:
        """Say what the numbers of sources and safeguards stand for."""
        self._shared |= {"sources": sources, "safeguards": safeguards}

    def decode(self, line: bytes) -> Any:
        return self._read(line.decode())[0]

    def _made(self, pairs: Pairs) -> Any:
        ((name, values),) = pairs
        recipe = _RECIPES.get(name)
        if recipe is None:
            return _OTHERS[name](values)
        made, setters, placed, numbered = recipe
        if placed is not None:
            values[-2:] = (Span(*values[-2:]),) if placed else (*values[-2:], NOWHERE)
        for at, whose in numbered:
            values[at] = self._shared[whose][values[at]]
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
    """A mapping whose values are decoded when they are first asked for."""

    def __init__(self, names: Sequence[str], lines: Sequence[bytes], decode: Callable[[bytes], T]) -> None:
        self._lines = dict(zip(names, lines))
        self.decode = decode
        self._made: dict[str, T] = {}

    def __getitem__(self, name: str) -> T:
        found = self._made.get(name)
        if found is None:
            found = self._made[name] = self.decode(self._lines[name])
        return found

    def __contains__(self, name: object) -> bool:
        return name in self._lines

    def __iter__(self) -> Iterator[str]:
        return iter(self._lines)

    def __len__(self) -> int:
        return len(self._lines)


class Lines(Sequence[T]):
    """A sequence whose items are decoded when they are first asked for; `lines` may be what reads them."""

    def __init__(self, lines: Sequence[Any] | Callable[[], Sequence[Any]], count: int, decode: Callable[[Any], T]) -> None:
        self._lines, self._decode = lines, decode
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
            if callable(self._lines):
                self._lines = self._lines()
            found = self._made[index] = self._decode(self._lines[index])
        return found

    def __len__(self) -> int:
        return len(self._made)
