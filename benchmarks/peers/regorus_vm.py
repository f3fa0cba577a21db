"""regorus: Microsoft's engine for Rego, in Rust, by its virtual machine; and by its interpreter."""

from __future__ import annotations

import json
from collections.abc import Sequence
from importlib import import_module
from itertools import chain, product
from typing import Any

from benchmarks import rules as r
from benchmarks.peers import Contender, Rules, Stated
from benchmarks.peers.dialects import name_of

__all__ = ["HOW", "PACKAGE", "module_of", "prepare"]

PACKAGE = "gordon-to-regorus"
HOW = (
    "one module compiled for its virtual machine, a machine for each draft with the input set beforehand, sets as objects whose keys are "
    "the members; a row of its own for setting the input too, and for the interpreter"
)

Lines = list[str]
QUERY = "data.made.fails"


def prepare(rules: Rules, drafts: Sequence[Stated]) -> list[Contender]:
    """Return the rules as one module: by the virtual machine with the input set beforehand, with setting it, and by the interpreter."""
    regorus: Any = import_module("regorus")
    text = module_of(rules)
    program = regorus.Program.compile_from_modules("{}", [("made.rego", text)], [QUERY])
    inputs = [json.dumps({name_of(fact): _input_of(answer) for fact, answer in stated.items()}) for stated in drafts]
    machines = [_machine(regorus, program, one) for one in inputs]
    machine = _machine(regorus, program, inputs[0])
    engine = regorus.Engine()
    engine.add_policy("made.rego", text)

    def with_input(number: int) -> str:
        machine.set_input_json(inputs[number])
        return machine.execute()  # type: ignore[no-any-return]

    def interpreted(number: int) -> str:
        engine.set_input_json(inputs[number])
        return engine.eval_rule_as_json(QUERY)  # type: ignore[no-any-return]

    def failing(came: str) -> set[str]:
        return set(json.loads(came))

    return [
        Contender("regorus VM", lambda number: machines[number].execute(), failing),
        Contender("regorus VM, setting the input", with_input, failing),
        Contender("regorus interpreter", interpreted, failing),
    ]


def _input_of(answer: r.Answer) -> object:
    return dict.fromkeys(answer, True) if isinstance(answer, tuple) else answer


def _machine(regorus: Any, program: Any, facts: str) -> Any:
    machine = regorus.Rvm()
    machine.load_program(program)
    machine.set_input_json(facts)
    return machine


def module_of(rules: Rules) -> str:
    lines = ["package made", "import rego.v1"]
    for number, (name, rule) in enumerate(rules.items()):
        lines += _rule(number, name, rule)
    return "\n".join(lines)


def _rule(number: int, name: str, rule: r.Rule) -> Lines:
    """Return a rule as the set `fails` has it: an *or* is several bodies, a *not* asks for a rule of its own."""
    lines, stages = [], []
    for place, stage in enumerate(rule.stages):
        bodies = _bodies(stage.condition)
        if stage.forbidden:
            lines += [f"bad_{number}_{place} if {{ {'; '.join(body)} }}" for body in bodies]
            bodies = [[f"not bad_{number}_{place}"]]
        if stage.exemption is not None:
            bodies += _bodies(r.All((stage.exemption.when, stage.exemption.condition)))
        stages.append(bodies)
    lines += [f"met_{number} if {{ {'; '.join(chain(*body))} }}" for body in product(*stages)]
    whens = _bodies(rule.when) if rule.when is not None else [[]]
    return lines + [f'fails contains "{name}" if {{ {"; ".join([*when, f"not met_{number}"])} }}' for when in whens]


def _bodies(node: r.Condition) -> list[Lines]:
    """Return the bodies of a condition: it holds where all lines of one of them do."""
    match node:
        case r.All(parts):
            return [list(chain(*body)) for body in product(*map(_bodies, parts))]
        case r.Some(parts):
            return [body for part in parts for body in _bodies(part)]
        case r.Includes(fact, "any of", values):
            return [[f"{_input(fact)}.{value}"] for value in values]
        case r.Includes(fact, "all of", values):
            return [[f"{_input(fact)}.{value}" for value in values]]
        case r.Includes(fact, _, values):
            return [[f"object.keys({_input(fact)}) - {{{_listed(values)}}} == set()"]]
        case r.NotEmpty(fact):
            return [[f"count({_input(fact)}) > 0"]]
        case r.Yes(fact):
            return [[_input(fact)]]
        case r.Is(fact, value):
            return [[f'{_input(fact)} == "{value}"']]
        case r.OneOf(fact, values):
            return [[f"{_input(fact)} in {{{_listed(values)}}}"]]
        case r.AtMost(fact, limit):
            return [[f"{_input(fact)} <= {limit}"]]


def _input(fact: r.Fact) -> str:
    return f"input.{name_of(fact)}"


def _listed(values: Sequence[str]) -> str:
    return ", ".join(f'"{value}"' for value in values)
