"""Frozen records with slots: what `@dataclass(frozen=True, slots=True)` gives, without its cost at import.

A check starts a fresh process, and the standard decorator spends half a millisecond on every class before the
first line of a draft is read (docs/decisions/0002-records.md has the figures). To a type checker, a `Record` is
a frozen dataclass.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING, Any, TypeVar, dataclass_transform

__all__ = ["Record", "Rest", "Unfolding", "begun", "filled", "known", "open_class", "replace", "rest_of"]

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
        namespace |= {"__slots__": own + namespace.pop("__slots__", ()), "__match_args__": fields, "_defaults": defaults}
        made = super().__new__(mcs, name, bases, namespace)
        made._setters = tuple(getattr(made, field).__set__ for field in fields)
        made._compared = tuple(field for field in fields if field not in PLACES)
        made._otherwise = tuple(defaults.get(field, NONE) for field in fields)
        return made

    __match_args__: tuple[str, ...]
    _setters: tuple[Any, ...]
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
    """Return a copy of the record with the named fields changed; what is not worked out yet is not worked out for it."""
    if isinstance(record, Unfolding) and (rest := rest_of(record)) is not None:
        return begun(type(record), rest, {**known(record), **changes})
    return type(record)(**{**known(record), **changes})


class Rest:
    """What works out the rest of a record: a method for each field that may be left out; one with a default needs none.

    The fields `together` are worked out when any of them is read, because they are mostly read together. With `elsewhere`, what they are
    is kept elsewhere: the methods are asked with the record whenever somebody reads one, and it does not stay in the record.
    """

    __slots__ = ()
    together: tuple[str, ...] = ()
    elsewhere = False


class Unfolding(Record):
    """A record that may be begun with some of its fields: each of the others is worked out when it is first read (see `Rest`)."""

    __slots__ = ("_rest",)

    if not TYPE_CHECKING:

        def __init_subclass__(cls) -> None:
            super().__init_subclass__()
            cls._setter_of = {field: getattr(cls, field).__set__ for field in cls.__match_args__}

        def __getattr__(self, name: str) -> Any:
            """Return the value of a field whose slot is empty, which is when Python asks here."""
            setter = self._setter_of.get(name)
            if setter is None:
                raise AttributeError(f"{type(self).__name__} has no {name}")
            rest = _get_rest(self)
            if name in rest.together:
                for field in rest.together:
                    if not _is_there(self, field):  # a changed copy keeps its change
                        self._setter_of[field](self, getattr(rest, field)())
                return getattr(self, name)
            work_out = getattr(rest, name, None)
            if rest.elsewhere and work_out is not None:
                return work_out(self)
            value = work_out() if work_out is not None else type(self)._defaults[name]
            setter(self, value)
            return value


_set_rest, _get_rest = Unfolding._rest.__set__, Unfolding._rest.__get__  # type: ignore[attr-defined]
U = TypeVar("U", bound=Unfolding)


def begun(made: type[U], rest: Rest, values: Mapping[str, Any]) -> U:
    """Return a record of which only these fields are there; TypeError where it has no such field."""
    if unknown := values.keys() - set(made.__match_args__):
        raise TypeError(f"{made.__name__} has no field {next(iter(unknown))} to set")
    record = object.__new__(made)
    for name, value in values.items():
        getattr(made, name).__set__(record, value)
    _set_rest(record, rest)
    return record


def known(record: Record) -> dict[str, Any]:
    """Return the fields of a record that are there; those that nobody has read may not be."""
    return {name: getattr(record, name) for name in type(record).__match_args__ if _is_there(record, name)}


def _is_there(record: Record, name: str) -> bool:
    try:
        getattr(type(record), name).__get__(record)
    except AttributeError:
        return False
    return True


def rest_of(record: Unfolding) -> Rest | None:
    """Return what works out the rest of a record; None where it was made whole."""
    try:
        rest: Rest = _get_rest(record)
    except AttributeError:
        return None
    return rest


def filled(record: U, field: str, value: Any) -> U:
    """Return the record with a value in a field: itself where nobody has read the field yet, which is then worked out by that; otherwise a
    changed copy."""
    if rest_of(record) is None or _is_there(record, field):
        return replace(record, **{field: value})
    getattr(type(record), field).__set__(record, value)
    return record


def open_class(made: type[Record]) -> Any:
    """Return a class whose objects are filled field by field, as fast as any, and become frozen records by `__class__ = made`."""
    return RecordType(f"Open{made.__name__}", (made,), {"__setattr__": object.__setattr__, "__delattr__": object.__delattr__})
