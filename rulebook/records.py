"""Frozen records with slots: what `@dataclass(frozen=True, slots=True)` gives, without its cost at import.

A check starts a fresh process, and the standard decorator spends half a millisecond on every class before the
first line of a draft is read (docs/decisions/0002-records.md has the figures). To a type checker, a `Record` is
a frozen dataclass.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Any, TypeVar, dataclass_transform

__all__ = ["Elsewhere", "Later", "Record", "kept_elsewhere", "replace", "worked_out_when_read"]

NONE = object()
PLACES = frozenset({"span", "place", "places"})


@dataclass_transform(frozen_default=True, eq_default=True)
class RecordType(type):
    """Turns the annotations of a class body into slots, and its assigned values into defaults."""

    def __new__(mcs, name: str, bases: tuple[type, ...], namespace: dict[str, Any]) -> RecordType:
        own = tuple(namespace.get("__annotations__", ()))
        inherited = tuple(field for base in bases for field in getattr(base, "__match_args__", ()))
        defaults = {field: value for base in bases for field, value in getattr(base, "_defaults", {}).items()}
        defaults |= {field: namespace.pop(field) for field in own if field in namespace}
        fields = inherited + own
        namespace |= {"__slots__": own, "__match_args__": fields, "_defaults": defaults}
        made = super().__new__(mcs, name, bases, namespace)
        made._setters = tuple(getattr(made, field).__set__ for field in fields)
        made._getters = tuple(getattr(made, field).__get__ for field in fields)
        made._compared = tuple(field for field in fields if field not in PLACES)
        made._otherwise = tuple(defaults.get(field, NONE) for field in fields)
        return made

    __match_args__: tuple[str, ...]
    _setters: tuple[Any, ...]
    _getters: tuple[Any, ...]  # what stands in each field, even where it is only worked out when somebody reads it
    _compared: tuple[str, ...]
    _otherwise: tuple[Any, ...]  # what a field is where it is not given; NONE where it has to be
    _defaults: dict[str, Any]


class Record(metaclass=RecordType):
    """A frozen value with named fields; equal to another of its own class when all fields but its places are.

    The fields `span`, `place` and `places` say where a thing was written and take no part in equality.
    """

    def __init__(self, *values: Any, **named: Any) -> None:
        setters = type(self)._setters
        if named or len(values) != len(setters):
            values = _complete(type(self), values, named)
        for setter, value in zip(setters, values):
            setter(self, value)

    def __setattr__(self, name: str, value: object) -> None:
        raise AttributeError(f"{type(self).__name__} is frozen; make a changed copy with replace()")

    def __delattr__(self, name: str) -> None:
        raise AttributeError(f"{type(self).__name__} is frozen")

    def __eq__(self, other: object) -> bool:
        if type(self) is not type(other):
            return NotImplemented
        return all(getattr(self, name) == getattr(other, name) for name in type(self)._compared)

    def __hash__(self) -> int:
        return hash((type(self), *(getattr(self, name) for name in type(self)._compared)))

    def __repr__(self) -> str:
        return f"{type(self).__name__}({', '.join(f'{name}={getattr(self, name)!r}' for name in type(self)._compared)})"


def _complete(made: RecordType, values: tuple[Any, ...], named: dict[str, Any]) -> tuple[Any, ...]:
    """Return the values of all fields in order, the defaults filled in; TypeError where one is missing or unknown."""
    fields: tuple[str, ...] = made.__match_args__
    count = len(values)
    if count > len(fields):
        raise TypeError(f"{made.__name__} has {len(fields)} fields, not {count}")
    others: tuple[Any, ...] = made._otherwise[count:]
    if named:
        others = tuple([named.pop(field, other) for field, other in zip(fields[count:], others)])
        if named:
            raise TypeError(f"{made.__name__} has no field {next(iter(named))} to set")
    if NONE in others:
        lacking = [field for field, other in zip(fields[count:], others) if other is NONE]
        raise TypeError(f"{made.__name__} needs {', '.join(lacking)}")
    return values + others


R = TypeVar("R", bound=Record)


def replace(record: R, **changes: Any) -> R:
    """Return a copy of the record with the named fields changed."""
    made = type(record)
    kept = {name: get(record) for name, get in zip(made.__match_args__, made._getters)}
    return made(**(kept | changes))


class Later:
    """The value of a field that is worked out when it is first read."""

    __slots__ = ("make",)

    def __init__(self, make: Callable[[], Any]) -> None:
        self.make = make


class Elsewhere:
    """The value of a field that is kept elsewhere: it is asked for, with the record, whenever somebody reads it, and not kept in it.

    `written` gives what a report has of the record in writing already, where there is such a thing.
    """

    __slots__ = ("ask", "written")

    def __init__(self, ask: Callable[[Any], Any], written: Callable[[Any], Any] | None = None) -> None:
        self.ask, self.written = ask, written


def kept_elsewhere(record: Record, field: str) -> Elsewhere | None:
    """Return where a field of the record is kept; None where the record has it itself."""
    made = type(record)
    value = made._getters[made.__match_args__.index(field)](record)
    return value if type(value) is Elsewhere else None


def worked_out_when_read(*fields: str) -> Callable[[type[R]], type[R]]:
    """Let these fields of a record be given as `Later` or `Elsewhere`; whoever reads them gets the value, which is kept for `Later`."""

    def decorated(made: type[R]) -> type[R]:
        for field in fields:
            setattr(made, field, property(_reader(getattr(made, field))))
        return made

    return decorated


def _reader(slot: Any) -> Callable[[Any], Any]:
    get, put = slot.__get__, slot.__set__

    def read(record: Any) -> Any:
        value = get(record)
        if type(value) is Later:
            value = value.make()
            put(record, value)
        elif type(value) is Elsewhere:
            value = value.ask(record)
        return value

    return read
