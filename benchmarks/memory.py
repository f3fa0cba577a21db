"""The peak memory of a whole check, beside a Python that does nothing."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from tempfile import TemporaryDirectory

from benchmarks import rules as r
from benchmarks.environments import Environment
from benchmarks.measuring import Command, costs
from benchmarks.places import Place, bare
from benchmarks.ratios import Ratio, Row
from benchmarks.scale import Scale

__all__ = ["measure"]

# One finding on the group as a whole: findings on each of a million members would be a report that nobody reads.
OF_A_GROUP = """rulebook made.people
  title "A rule on a group"

source RD
  title "Directive"
  legal order eu

group people
  means "a group of people"
  ask "Which groups of people are concerned?"

fact people.heard: yes/no
  means "the group is heard"
  otherwise "the group is not heard"

safeguard hearing: qualified
  title "Nobody is left unheard"

rule few-unheard of hearing
  title "Hardly any group goes unheard"
  authority RD "1"
  require number of people where (people.heard) is at least 10
"""


def measure(scale: Scale, environment: Environment) -> list[Row]:
    """Return the peak memory of checks of thirty rules and of many, and of a draft that names very many members of a group."""
    with TemporaryDirectory() as name:
        folder = Path(name)
        commands = {"bare": Command((environment.python, "-I", "-c", "pass"), bare(folder / "cache"))}
        for size in (30, scale.rules[-1]):
            place = Place(folder / str(size), list(r.books(size)))
            commands[f"{size:,} rules, YAML to JSON, warm cache"] = place.check(environment, place.yaml, "json")
        commands[f"a draft that names {scale.long_draft:,} members of a group"] = _of_members(folder, environment, scale.long_draft)
        found, stopped = costs(commands, 1)
    floor = found.pop("bare")
    rows: list[Row] = [
        Ratio(what, cost.peak / floor.peak, "a bare Python", None, f"{cost.peak / 2**20:.0f} MB") for what, cost in found.items()
    ]
    return rows + stopped


def _of_members(folder: Path, environment: Environment, count: int) -> Command:
    place = Place(folder / "members", [])
    (place.rules / "people.rules").write_text(OF_A_GROUP, encoding="utf-8")
    with open(place.yaml, "w", encoding="utf-8") as file:
        file.writelines(_draft(count))
    return place.check(environment, place.yaml, "json")


def _draft(count: int) -> Iterator[str]:
    yield "title: A long draft\nlegal orders: [eu]\ncomplete: [people]\nfacts:\n  people:\n"
    for number in range(count):
        yield f"    m{number}: {{heard: {'no' if number % 9 else 'yes'}}}\n"
