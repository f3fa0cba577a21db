"""Records of which fields are worked out when they are read."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from rulebook.records import Rest, Unfolding, begun, known, open_class, replace

__all__: list[str] = []


class Person(Unfolding):
    name: str
    age: int
    town: str
    street: str
    nickname: str = "none"


class Register(Rest):
    """Counts how often it is asked."""

    together = ("town", "street")

    def __init__(self, elsewhere: bool = False) -> None:
        self.asked: list[str] = []
        self.elsewhere = elsewhere

    def age(self, *of: Person) -> int:
        self.asked.append("age")
        return 40

    def town(self) -> str:
        self.asked.append("town")
        return "Nicosia"

    def street(self) -> str:
        return "Ledra"


def test_what_is_not_there_is_worked_out_once_when_it_is_read() -> None:
    register = Register()
    person = begun(Person, register, {"name": "Ada"})
    assert (person.name, register.asked) == ("Ada", [])
    assert (person.age, person.age, person.nickname) == (40, 40, "none")
    assert register.asked == ["age"]


def test_what_is_mostly_read_together_is_worked_out_together() -> None:
    person = begun(Person, Register(), {"name": "Ada"})
    assert person.town == "Nicosia"
    assert known(person) == {"name": "Ada", "town": "Nicosia", "street": "Ledra"}


def test_what_is_kept_elsewhere_does_not_stay_in_the_record() -> None:
    register = Register(elsewhere=True)
    person = begun(Person, register, {"name": "Ada", "town": "Nicosia", "street": "Ledra"})
    assert (person.age, person.age, register.asked) == (40, 40, ["age", "age"])
    assert "age" not in known(person)


def test_a_changed_copy_keeps_its_change_and_works_out_nothing_for_it() -> None:
    register = Register()
    copy = replace(replace(begun(Person, register, {"name": "Ada"}), street="Makarios"), name="Eve")
    assert register.asked == []
    assert (copy.town, copy.street, copy.name) == ("Nicosia", "Makarios", "Eve")


def test_a_record_that_is_begun_equals_one_that_was_made_whole_and_is_as_frozen() -> None:
    whole, person = Person("Ada", 40, "Nicosia", "Ledra"), begun(Person, Register(), {"name": "Ada"})
    assert person == whole
    with pytest.raises(AttributeError, match="frozen"):
        person.age = 41  # type: ignore[misc]
    filled = object.__new__(open_class(Person))
    filled.name, filled._rest = "Ada", Register()
    filled.__class__ = Person
    assert filled == whole
    with pytest.raises(AttributeError, match="frozen"):
        filled.age = 41


def test_a_field_that_there_is_not_is_an_error() -> None:
    person = begun(Person, Register(), {"name": "Ada"})
    if not TYPE_CHECKING:
        with pytest.raises(AttributeError, match="has no size"):
            _ = person.size
    with pytest.raises(TypeError, match="no field size"):
        replace(person, size=3)
    with pytest.raises(TypeError, match="no field size"):
        replace(Person("Ada", 40, "Nicosia", "Ledra"), size=3)
