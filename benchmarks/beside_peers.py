"""Rulebook beside other engines on the same rules: the answers are compared first, then all are measured in turn."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from functools import partial
from importlib import import_module
from itertools import product
from typing import Any

from benchmarks import rules as r
from benchmarks.loaded import DAY, checked, drafted
from benchmarks.measuring import in_turn
from benchmarks.peers import MODULES, Contender, Rules, Stated
from benchmarks.places import answered
from benchmarks.ratios import Ratio, Row, Skipped
from benchmarks.scale import Scale
from benchmarks.telling import told, tree, words
from rulebook.checking.evaluation import Explain, evaluate
from rulebook.checking.findings import Finding
from rulebook.checking.statuses import Statuses

__all__ = ["DifferentAnswers", "contenders", "measure", "notes", "ours", "the_same"]

RULES = 90
DRAFTS = 20
OURS, FOUND = "Rulebook, statuses", "Rulebook, findings without explanations"
EXPLAINED, WORDED = "Rulebook, explaining what does not pass", "Rulebook, the same in words, with repairs"
# What Rulebook takes should be at most so much of what the other takes.
AIMS = {(OURS, "regorus VM"): 1 / 2, (OURS, "cedarpy"): 1 / 3, (EXPLAINED, "zen-engine with trace"): 1.0}
LEFT_OUT = (
    "Left out, because the others cannot say it: what is not known and what does not apply (the drafts answer everything, and the others "
    "say only whether a rule fails), durations (they compare numbers), groups, legal orders and days, judgements, procedures, the stages "
    "of a staged test, places in the draft. Rulebook works all of that out in the time that is shown."
)


class DifferentAnswers(Exception):
    """Two engines do not agree on which rules fail; the message says which, and on what."""


def measure(scale: Scale) -> list[Row]:
    """Return what Rulebook takes beside each other engine; DifferentAnswers where they do not agree."""
    books = list(r.books(RULES))
    drafts = [answered(books, silent=0.0, draft=number) for number in range(DRAFTS)]
    own = ours(books, drafts)
    others, skipped = contenders({f"made.book-{book.number}/{rule.name}": rule for book in books for rule in book.rules}, drafts)
    the_same([*own, *others], len(drafts))
    took = in_turn({one.name: partial(_each, one.evaluate, len(drafts)) for one in [*own, *others]}, scale.rounds)
    rows: list[Row] = []
    for one, other in product(own, others):
        seconds = took[other.name] / DRAFTS / RULES
        ratio, aim = took[one.name] / took[other.name], AIMS.get((one.name, other.name))
        rows.append(Ratio(one.name, ratio, other.name, aim, f"{seconds * 1e6:.2f} µs a rule"))
    return rows + skipped


def notes() -> list[str]:
    """Return what the comparison leaves out, and how each engine is used in it."""
    modules = [import_module(name) for name in MODULES]
    return [LEFT_OUT, *(f"{module.PACKAGE or 'by hand'}: {module.HOW}." for module in modules)]


def _each(evaluate: Callable[[int], Any], count: int) -> None:
    for number in range(count):
        evaluate(number)


def ours(books: Sequence[r.Book], drafts: Sequence[Stated]) -> list[Contender]:
    """Return Rulebook on the same rules: the policy checked once, the drafts read and typed beforehand."""
    policy = checked(books, plain=True)
    typed = [drafted(stated, policy) for stated in drafts]

    ready = [Statuses(policy, DAY, ("eu",)).prepared(draft) for draft in typed]

    def by(explain: Explain) -> Callable[[int], tuple[Finding, ...]]:
        return lambda number: evaluate(policy, typed[number], DAY, ("eu",), explain=explain)

    def failing(findings: tuple[Finding, ...]) -> set[str]:
        return {finding.rule.name for finding in findings if finding.status == "fail"}

    def explaining(tell: Callable[[Finding], object]) -> Callable[[int], tuple[Finding, ...]]:
        return lambda number: told(by("open")(number), tell)

    return [
        Contender(OURS, lambda number: ready[number](), lambda found: {name for name, _, status in found if status == "fail"}),
        Contender(FOUND, by(False), failing),
        Contender(EXPLAINED, explaining(tree), failing),
        Contender(WORDED, explaining(words), failing),
    ]


def contenders(rules: Rules, drafts: Sequence[Stated]) -> tuple[list[Contender], list[Skipped]]:
    """Return the other engines, made ready, and those that could not be, with the reason."""
    ready: list[Contender] = []
    skipped = []
    for name in MODULES:
        module = import_module(name)
        try:
            ready += module.prepare(rules, drafts)
        except ImportError as error:
            skipped.append(Skipped(module.PACKAGE, f"It is not installed ({error})."))
        except Exception as error:  # a version of it that works in another way; the rest is measured all the same
            skipped.append(Skipped(module.PACKAGE, f"It does not do what it is asked here: {type(error).__name__}, {error}"))
    return ready, skipped


def the_same(engines: Sequence[Contender], drafts: int) -> None:
    """Raise DifferentAnswers where two engines do not find that the same rules fail in every draft."""
    for number in range(drafts):
        first = engines[0].failing(engines[0].evaluate(number))
        for other in engines[1:]:
            if different := first ^ other.failing(other.evaluate(number)):
                raise DifferentAnswers(f"{engines[0].name} and {other.name} differ on {', '.join(sorted(different))} (draft {number})")
