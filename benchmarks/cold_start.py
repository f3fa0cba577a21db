"""The whole process of a check, from its start to its end, beside a Python that does nothing."""

from __future__ import annotations

from pathlib import Path
from tempfile import TemporaryDirectory

import rulebook
from benchmarks import rules as r
from benchmarks.environments import CHECKOUT, Environment
from benchmarks.measuring import Command, costs
from benchmarks.places import Place, bare
from benchmarks.ratios import Ratio, Row
from benchmarks.scale import Scale

__all__ = ["measure"]

OF = "a bare Python"
YAML_TO_JSON, MARKDOWN_TO_TEXT, COLD = 8, 11, 14  # times a bare Python: the aims
LIBRARY = 2.5  # times the check of one rule: the aim for a full draft with all rules of the library that bind
ONE_RULE = "one rule, Markdown to text, warm cache"
A_RULE = 5e-6  # seconds of loading: the aim
# As the command does it: with a garbage collector that hardly looks, and an end without taking everything apart.
AS_A_COMMAND = "import gc, os, rulebook.language.loading as l, rulebook.language.store; gc.set_threshold(1_000_000); {}; os._exit(0)"
LOADING = {"the modules that load it": AS_A_COMMAND.format("pass"), "the library": AS_A_COMMAND.format("l.load_policy([])")}
FULL = "the whole library, a full draft in Markdown"


def measure(scale: Scale, environment: Environment) -> list[Row]:
    """Return what a check of one rule and of thirty costs, with a warm cache and a cold one."""
    aims: dict[str, float | None] = {}
    with TemporaryDirectory() as folder:
        commands = {"bare": Command((environment.python, "-I", "-c", "pass"), bare(Path(folder) / "cache"))}
        for size in (1, 30):
            place = Place(Path(folder) / str(size), list(r.books(size)))
            rules = "one rule" if size == 1 else f"{size} rules"
            for what, command, aim in (
                ("YAML to JSON, warm cache", place.check(environment, place.yaml, "json"), YAML_TO_JSON),
                ("Markdown to text, warm cache", place.check(environment, place.markdown, "text"), MARKDOWN_TO_TEXT),
            ):
                commands[f"{rules}, {what}"] = command
                aims[f"{rules}, {what}"] = aim
            cold = Place(Path(folder) / f"{size}-cold", list(r.books(size)))
            commands[f"{rules}, YAML to JSON, after a rule was changed"] = cold.check(environment, cold.yaml, "json", forget="policy-")
            emptied = Place(Path(folder) / f"{size}-emptied", list(r.books(size)))
            commands[f"{rules}, YAML to JSON, cold cache"] = emptied.check(environment, emptied.yaml, "json", forget="")
            aims[f"{rules}, YAML to JSON, cold cache"] = COLD
        library = Place(Path(folder) / "library", list(r.books(1)))
        words = (environment.rulebook, "check", "--law", "un,coe,eu", "--format", "json", str(library.yaml))
        commands["the whole library, YAML to JSON, warm cache"] = Command(words, bare(library.cache))
        for form in ("text", "json"):
            draft = str(CHECKOUT / "examples" / "removal-centre.md")
            command = Command((environment.rulebook, "check", "--format", form, draft), bare(library.cache))
            commands[f"{FULL} to {'JSON' if form == 'json' else form}"] = command
        for what, program in LOADING.items():
            commands[what] = Command((environment.python, "-I", "-c", program), bare(library.cache))
        found, stopped = costs(commands, scale.process_rounds)
    floor = found.pop("bare")
    loading = [found.pop(what).seconds for what in LOADING if what in found]
    rows: list[Row] = [
        Ratio(what, cost.seconds / floor.seconds, OF, aims.get(what), f"{cost.seconds * 1000:.0f} ms of CPU")
        for what, cost in found.items()
    ]
    if ONE_RULE in found:
        rows += [
            Ratio(what, cost.seconds / found[ONE_RULE].seconds, "the check of one rule", LIBRARY, f"{cost.seconds * 1000:.0f} ms of CPU")
            for what, cost in found.items()
            if what.startswith(FULL)
        ]
    if len(loading) == len(LOADING):
        rows.append(_loading(loading[1] - loading[0]))
    return rows + stopped


def _loading(seconds: float) -> Ratio:
    """Return what loading the library takes for each of its rules, once Python and the modules that load it are there."""
    each = seconds / len(rulebook.load_policy([]).rules)
    return Ratio("loading the checked library from its compiled cache, a rule", each / A_RULE, "5 µs", 1, f"{each * 1e6:.1f} µs")
