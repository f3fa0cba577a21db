"""Rules as all engines of the comparison can say them, made up by a recipe: the same rules for the same number, on every machine.

Every ten rules have the mix of the rule library: a limit with an exception, a shorter limit under a condition, a staged test of five
questions, sets, closed lists, and plain yes/no rules. What a draft answers is drawn once, so that most rules pass and some fail.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from random import Random
from typing import Literal

from rulebook.records import Record

__all__ = [
    "All", "Answer", "AtMost", "Book", "Condition", "Exemption", "Fact", "Includes", "Is", "NotEmpty", "OneOf", "Rule", "Some", "Stage",
    "Yes", "answers", "books",
]  # fmt: skip

RULES_IN_A_BOOK = 30
Kind = Literal["yes/no", "duration", "one of", "any of"]
Answer = bool | int | str | tuple[str, ...]


class Fact(Record):
    """What a draft answers: its path within the book, its kind, the choices of a list, the unit of a duration."""

    path: str
    kind: Kind
    choices: tuple[str, ...] = ()
    unit: str = ""


class Yes(Record):
    fact: Fact


class Is(Record):
    fact: Fact
    value: str


class OneOf(Record):
    fact: Fact
    values: tuple[str, ...]


class AtMost(Record):
    fact: Fact
    limit: int


class Includes(Record):
    fact: Fact
    mode: Literal["all of", "any of", "only"]
    values: tuple[str, ...]


class NotEmpty(Record):
    fact: Fact


class All(Record):
    parts: tuple[Condition, ...]


class Some(Record):
    parts: tuple[Condition, ...]


Condition = Yes | Is | OneOf | AtMost | Includes | NotEmpty | All | Some


class Exemption(Record):
    """An exception to one requirement: under its `when`, the condition stands in for that of the requirement."""

    name: str
    when: Condition
    condition: Condition


class Stage(Record):
    """A requirement; with `forbidden` it is met when the condition is no."""

    label: str
    condition: Condition
    forbidden: bool = False
    exemption: Exemption | None = None


class Rule(Record):
    name: str
    title: str
    when: Condition | None
    stages: tuple[Stage, ...]
    staged: bool = False


class Book(Record):
    """A rulebook: its number, its facts in the order in which its rules speak of them, and its rules."""

    number: int
    facts: tuple[Fact, ...]
    rules: tuple[Rule, ...]

    @property
    def group(self) -> str:
        """The group of all its facts, which is the first part of their paths."""
        return f"measure_{self.number}"


PURPOSES = ("removal", "entry", "identification", "transfer", "conviction", "public_health", "deterrence", "punishment")
BASES = ("statute", "published_rules", "settled_case_law", "instruction", "practice")
GROUNDS = ("lack_of_cooperation", "delayed_documents", "public_order", "capacity", "absconding", "other")
CONTENT = ("grounds", "authority", "procedure", "length", "court_review", "remedy", "language", "costs")
AIMS = ("national_security", "public_safety", "public_order", "health", "morals", "rights_of_others", "convenience", "savings")


class _Maker:
    """Makes the rules of one book, and notes their facts."""

    def __init__(self, number: int) -> None:
        self.group = f"measure_{number}"
        self.facts: dict[str, Fact] = {}
        self.purpose = self.fact("purpose", "one of", PURPOSES)

    def fact(self, name: str, kind: Kind, choices: tuple[str, ...] = (), unit: str = "") -> Fact:
        path = f"{self.group}.{name}"
        return self.facts.setdefault(path, Fact(path, kind, choices, unit))

    def yes(self, name: str) -> Yes:
        return Yes(self.fact(name, "yes/no"))

    def limit(self, i: int) -> Rule:
        longest, grounds = self.fact(f"longest_{i}", "duration", unit="months"), self.fact(f"extension_grounds_{i}", "any of", GROUNDS)
        closed = All((NotEmpty(grounds), Includes(grounds, "only", GROUNDS[:2])))
        further = Exemption(f"further-months-{i}", closed, AtMost(longest, 18))
        return Rule(f"limit-{i}", "It ends after six months", None, (Stage("", AtMost(longest, 6), exemption=further),))

    def assessment(self, i: int) -> Rule:
        return Rule(f"assessed-{i}", "Each case is assessed by itself", None, (Stage("", self.yes(f"assessed_{i}")),))

    def conditional(self, i: int) -> Rule:
        when = OneOf(self.purpose, ("removal", "entry", "transfer"))
        return Rule(f"milder-means-{i}", "Milder means come first", when, (Stage("", self.yes(f"milder_means_{i}")),))

    def content(self, i: int) -> Rule:
        states = self.fact(f"law_states_{i}", "any of", CONTENT)
        return Rule(f"content-{i}", "The law says what it must say", None, (Stage("", Includes(states, "all of", CONTENT[:4])),))

    def purposes(self, i: int) -> Rule:
        aims = self.fact(f"aims_{i}", "any of", AIMS)
        stage = Stage("", Includes(aims, "any of", AIMS[6:]), forbidden=True)
        return Rule(f"no-other-aim-{i}", "It serves no aim that counts for nothing", None, (stage,))

    def staged(self, i: int) -> Rule:
        basis, aims = self.fact(f"basis_{i}", "one of", BASES), self.fact(f"aims_{i}", "any of", AIMS)
        weighed = self.fact(f"weighed_{i}", "any of", ("person", "family", "children", "sick"))
        stages = (
            Stage("legality", OneOf(basis, BASES[:3])),
            Stage("legitimate-aim", All((NotEmpty(aims), Includes(aims, "only", AIMS[:6])))),
            Stage("suitability", All((self.yes(f"evidence_named_{i}"), self.yes(f"suitable_{i}")))),
            Stage("necessity", All((self.yes(f"means_weighed_{i}"), self.yes(f"necessary_{i}")))),
            Stage("balance", All((Includes(weighed, "all of", ("person", "family")), self.yes(f"balanced_{i}")))),
        )
        return Rule(f"five-questions-{i}", "The restriction is lawful, aimed, suitable, necessary and balanced", None, stages, staged=True)

    def basis(self, i: int) -> Rule:
        basis, states = self.fact(f"basis_{i}", "one of", BASES), self.fact(f"order_states_{i}", "any of", CONTENT)
        stages = (Stage("basis", OneOf(basis, BASES[:3])), Stage("content", Includes(states, "all of", ("grounds", "remedy"))))
        return Rule(f"basis-{i}", "It rests on law that anybody can read", Is(self.purpose, "removal"), stages)

    def alternative(self, i: int) -> Rule:
        court = All((self.yes(f"heard_{i}"), self.yes(f"by_a_court_{i}")))
        stage = Stage("", Some((court, self.yes(f"leaves_freely_{i}"))))
        return Rule(f"hearing-{i}", "The person is heard, or leaves freely", None, (stage,))

    def short_limit(self, i: int) -> Rule:
        judge = self.fact(f"until_judge_{i}", "duration", unit="hours")
        return Rule(f"judge-{i}", "A judge decides within two days", Is(self.purpose, "identification"), (Stage("", AtMost(judge, 48)),))

    def ban(self, i: int) -> Rule:
        return Rule(f"not-despite-danger-{i}", "Nobody is sent into danger", None, (Stage("", self.yes(f"despite_danger_{i}"), True),))


SHAPES: tuple[Callable[[_Maker, int], Rule], ...] = (
    _Maker.limit, _Maker.assessment, _Maker.conditional, _Maker.content, _Maker.purposes, _Maker.staged, _Maker.basis, _Maker.alternative,
    _Maker.short_limit, _Maker.ban,
)  # fmt: skip


def books(count: int) -> Iterator[Book]:
    """Give rulebooks with so many rules altogether, at most thirty in each; the shapes of the rules follow in turn."""
    for number, first in enumerate(range(0, count, RULES_IN_A_BOOK)):
        maker = _Maker(number)
        rules = tuple(SHAPES[i % len(SHAPES)](maker, i // 10) for i in range(min(RULES_IN_A_BOOK, count - first)))
        yield Book(number, tuple(maker.facts.values()), rules)


# ---- what a draft answers ----------------------------------------------------------------------------------------


def answers(book: Book, *, silent: float = 0.0, draft: int = 0) -> dict[Fact, Answer]:
    """Return what a draft (by its number) says of the facts of a book; it is silent on the share `silent` of them."""
    drawn = Random(f"{book.number}/{draft}")
    return {fact: _ANSWERS[fact.kind](fact, drawn) for fact in book.facts if drawn.random() >= silent}


def _yes_or_no(fact: Fact, drawn: Random) -> bool:
    bad = "despite" in fact.path
    return (drawn.random() < 0.92) is not bad


def _duration(fact: Fact, drawn: Random) -> int:
    usual, most = (6, 24) if fact.unit == "months" else (48, 120)
    return int(drawn.random() * usual) + 1 if drawn.random() < 0.75 else int(drawn.random() * most) + 1


def _one(fact: Fact, drawn: Random) -> str:
    return fact.choices[int(drawn.random() ** 3 * len(fact.choices))]


def _several(fact: Fact, drawn: Random) -> tuple[str, ...]:
    """Choices become rarer from the first to the last, as in lists that begin with what the law asks for."""
    last = len(fact.choices)
    return tuple(choice for i, choice in enumerate(fact.choices) if drawn.random() ** 6 < 1 - i / last)


_ANSWERS: dict[Kind, Callable[[Fact, Random], Answer]] = {"yes/no": _yes_or_no, "duration": _duration, "one of": _one, "any of": _several}
