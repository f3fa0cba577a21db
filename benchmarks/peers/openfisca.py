"""OpenFisca: tax and benefit law as formulas over arrays of people, in Python."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from importlib import import_module
from typing import Any

from benchmarks import rules as r
from benchmarks.peers import Contender, Rules, Stated
from benchmarks.peers.dialects import Dialect, name_of

__all__ = ["HOW", "PACKAGE", "prepare"]

PACKAGE = "openfisca-core"
HOW = (
    "each rule a variable with a formula, sets as a variable for each value, one of a list as its number; a simulation for each draft made "
    "beforehand, from which the results are taken out after each evaluation. It is made for thousands of people at once, and a draft is one"
)


class _Formulas(Dialect):
    """Arrays have no sets: each value of a set is an array of its own."""

    def condition(self, node: r.Condition) -> str:
        match node:
            case r.Is(fact, value):
                return f"({_array(fact)} == {fact.choices.index(value)})"
            case r.OneOf(fact, values):
                return self._joined("or", [self.condition(r.Is(fact, value)) for value in values])
            case r.NotEmpty(fact):
                return self._joined("or", [_array(fact, value) for value in fact.choices])
            case r.Includes(fact, "only", values):
                return self._not(self._joined("or", [_array(fact, value) for value in fact.choices if value not in values]))
            case r.Includes(fact, mode, values):
                return self._joined("and" if mode == "all of" else "or", [_array(fact, value) for value in values])
            case r.AtMost(fact, limit):
                return f"({_array(fact)} <= {limit})"
            case _:
                return super().condition(node)


def _array(fact: r.Fact, value: str = "") -> str:
    return f'draft("{name_of(fact)}{f"__{value}" if value else ""}", period)'


FORMULAS = _Formulas({"and": " & ", "or": " | ", "not": "~({})"}, {}, owner='draft("<f>", period)')


def prepare(rules: Rules, drafts: Sequence[Stated]) -> list[Contender]:
    """Return the rules as variables."""
    entities: Any = import_module("openfisca_core.entities")
    systems: Any = import_module("openfisca_core.taxbenefitsystems")
    builders: Any = import_module("openfisca_core.simulation_builder")
    periods: Any = import_module("openfisca_core.periods")
    period = periods.period("2026-06")
    draft = entities.Entity("draft", "drafts", "A draft", "")
    system = systems.TaxBenefitSystem([draft])
    names = {f"rule_{number}": name for number, name in enumerate(rules)}
    variable: Any = import_module("openfisca_core.variables").Variable

    def declare(name: str, kind: type, formula: Callable[..., Any] | None = None) -> None:
        body = {"value_type": kind, "entity": draft, "definition_period": periods.MONTH, "label": name}
        system.add_variable(type(name, (variable,), body | ({"formula": formula} if formula else {})))

    for fact, answer in drafts[0].items():
        for name, value in _arrays(fact, answer).items():
            declare(name, type(value))
    for name, rule in zip(names, rules.values()):
        declare(name, bool, eval(f"lambda draft, period: {FORMULAS.fails(rule)}"))
    simulations = []
    for stated in drafts:
        simulation = builders.SimulationBuilder().build_default_simulation(system, 1)
        for fact, answer in stated.items():
            for name, value in _arrays(fact, answer).items():
                simulation.set_input(name, period, [value])
        simulations.append(simulation)

    def evaluate(number: int) -> set[str]:
        simulation = simulations[number]
        failing = {names[name] for name in names if simulation.calculate(name, period)[0]}
        for name in names:
            simulation.delete_arrays(name)
        return failing

    return [Contender("openfisca-core", evaluate, set)]


def _arrays(fact: r.Fact, answer: r.Answer) -> Mapping[str, bool | int]:
    """Return the variables of a fact with their values."""
    name = name_of(fact)
    if isinstance(answer, tuple):
        return {f"{name}__{choice}": choice in answer for choice in fact.choices}
    return {name: fact.choices.index(answer) if isinstance(answer, str) else answer}
