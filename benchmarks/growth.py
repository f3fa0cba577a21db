"""How time grows with the rules, and with the members of a group: what one of them takes should not depend on how many there are."""

from __future__ import annotations

import gc
from functools import partial
from pathlib import Path
from tempfile import TemporaryDirectory

from benchmarks import rules as r
from benchmarks import writing
from benchmarks.environments import Environment
from benchmarks.loaded import DAY, checked, drafted
from benchmarks.measuring import Command, costs, in_turn
from benchmarks.places import Place, answered, bare
from benchmarks.ratios import Ratio, Row
from benchmarks.scale import Scale
from benchmarks.telling import told, tree
from rulebook.checking.evaluation import Explain, evaluate
from rulebook.drafts import assemble, read_text
from rulebook.drafts.draft import Draft
from rulebook.language.policy import Policy

__all__ = ["measure"]

AIM = 2.5
FEW = 100  # what the larger ones are held against


def measure(scale: Scale, environment: Environment) -> list[Row]:
    """Return what one rule, one member, takes among many beside what it takes among a hundred."""
    return [*_rules(scale), *_members(scale), *_whole_checks(scale, environment)]


def _rules(scale: Scale) -> list[Ratio]:
    found = []
    for explain in (False, "open"):
        each = {size: _seconds_a_rule(size, explain, scale) for size in scale.rules}
        said = "evaluation, explaining what does not pass" if explain else "evaluation, without explanations"
        found += _beside_few(each, f"{said}: a rule", "rules")
    return found


def _seconds_a_rule(size: int, explain: Explain, scale: Scale) -> float:
    books = list(r.books(size))
    policy = checked(books)
    draft = drafted(answered(books, silent=0.1), policy)
    del books
    gc.collect()
    rounds = 3 if size >= 10_000 else scale.rounds
    return in_turn({"": partial(_evaluated, policy, draft, explain)}, rounds)[""] / size


def _evaluated(policy: Policy, draft: Draft, explain: Explain) -> None:
    findings = evaluate(policy, draft, DAY, writing.LAW, explain=explain)
    if explain:
        told(findings, tree)


def _members(scale: Scale) -> list[Ratio]:
    book = next(r.books(2))
    policy = checked([book])
    each = {}
    for size in scale.members:
        draft = assemble([read_text("".join(writing.members_draft(book, size)), "draft.yaml", "yaml")], policy)
        each[size] = in_turn({"": partial(_evaluated, policy, draft, "open")}, scale.rounds)[""] / size
    return _beside_few(each, "evaluation, explaining what does not pass: a member", "members")


def _whole_checks(scale: Scale, environment: Environment) -> list[Row]:
    """Return the same for whole processes, with a warm cache; what a bare Python takes is taken off."""
    with TemporaryDirectory() as folder:
        commands = {size: _check(Path(folder) / str(size), size, environment) for size in scale.rules}
        named = {str(size): command for size, command in commands.items()}
        found, stopped = costs(named | {"bare": Command((environment.python, "-I", "-c", "pass"), bare(Path(folder) / "cache"))}, 3)
    each = {size: (found[str(size)].seconds - found["bare"].seconds) / size for size in scale.rules if str(size) in found}
    return [*_beside_few(each, "the whole process, YAML to JSON, warm cache: a rule", "rules"), *stopped]


def _check(folder: Path, size: int, environment: Environment) -> Command:
    place = Place(folder, list(r.books(size)))
    return place.check(environment, place.yaml, "json")


def _beside_few(each: dict[int, float], what: str, of: str) -> list[Ratio]:
    few = each[FEW]
    return [
        Ratio(f"{what} among {size:,}", seconds / few, f"among {FEW} {of}", AIM if size > FEW else None, f"{seconds * 1e6:.1f} µs")
        for size, seconds in each.items()
        if size != FEW
    ]
