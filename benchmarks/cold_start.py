"""The whole process of a check, from its start to its end, beside a Python that does nothing."""

from __future__ import annotations

from pathlib import Path
from tempfile import TemporaryDirectory

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
        found, stopped = costs(commands, scale.process_rounds)
    floor = found.pop("bare")
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
    return rows + stopped
