"""Repairs: the smallest sets of changed statements with which a rule would pass.

They are read off the explanation tree (a failed conjunction needs all its failed parts, a failed disjunction one). A repair
changes what the draft says in a requirement or in the conditions of an exception, never the rule's `when`, never what a
person judged; and each is checked by evaluating the rule with it.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from itertools import combinations, islice, product
from typing import TYPE_CHECKING, Any, Literal

from rulebook.checking.explanation.grounds import Grounds, Stage
from rulebook.checking.explanation.judged import Judged
from rulebook.checking.explanation.witnesses import witnesses
from rulebook.checking.program.comparing import NEGATED
from rulebook.checking.program.conditions import evaluated
from rulebook.checking.program.deciding import Test
from rulebook.checking.program.situation import Facts, Situation
from rulebook.checking.wording import code, code_in, remembered
from rulebook.drafts.draft import Made, Place, StepMade
from rulebook.language import nodes as n
from rulebook.language.policy import Policy
from rulebook.language.source import NOWHERE
from rulebook.values import NO, UNKNOWN, YES, Truth, Value, write

if TYPE_CHECKING:
    from rulebook.checking.evaluation import Evaluation, Subject
    from rulebook.checking.procedures import Network

__all__ = ["Change", "repairs_of"]

MOST = 5
MOST_TRIED = 200  # sets of changes tried for one finding
MOST_CHOICES = 64  # values tried for one set of changes
MOST_MEMBERS = 50  # members of a group whose statements are looked into


class Change:
    """One changed statement, and its words: the fact (path, and member or None) with values that could stand there, or a step.

    The values are those tried for the `condition` to be as `wanted`; `shown` is the path with the member in it. `key` tells the
    changes of one finding apart.
    """

    __slots__ = ("condition", "instead_of", "key", "member", "path", "shown", "step", "text", "values", "wanted")

    def __init__(
        self, text: str, path: str = "", member: str | None = None, shown: str = "", values: tuple[Value, ...] = (),
        condition: n.Expression | None = None, wanted: Truth = YES, step: n.Step | None = None, instead_of: tuple[StepMade, ...] = (),
    ) -> None:  # fmt: skip
        self.text, self.path, self.member, self.shown, self.values = text, path, member, shown, values
        self.condition, self.wanted = condition, wanted
        self.step, self.instead_of = step, instead_of
        self.key = (text, shown, bool(instead_of))


Changes = tuple[Change, ...]


def repairs_of(evaluation: Evaluation, tests: list[Test], subject: Subject, grounds: Grounds) -> tuple[str, ...]:
    """Return the words of the repairs, smallest first, at most five."""
    finder = _Finder(evaluation, subject)
    found: list[tuple[frozenset[str], str]] = []
    for changes in islice(_smallest_first(finder.all_stages(grounds.stages)), MOST_TRIED):
        names = frozenset(change.text for change in changes)
        if any(smaller <= names for smaller, _ in found):
            continue
        texts = finder.words_if_passing(tests, changes)
        if texts:
            found.append((names, " and ".join(dict.fromkeys(texts))))
            if len(found) == MOST:
                break
    return tuple(words for _, words in found)


def _smallest_first(sets: Iterable[Changes]) -> list[Changes]:
    return sorted({tuple([change.key for change in changes]): changes for changes in sets}.values(), key=len)


class _Finder:
    """Finds sets of changes for one subject of a finding, and tries them."""

    def __init__(self, evaluation: Evaluation, subject: Subject) -> None:
        self.evaluation, self.subject = evaluation, subject
        self.policy = evaluation.policy

    # ---- which changes could do

    def all_stages(self, stages: list[Stage]) -> Iterator[Changes]:
        """Give the sets of changes with which every requirement that is not met would be."""
        return _every([self._stage(stage) for stage in stages if stage.met is not YES])

    def _stage(self, stage: Stage) -> Iterator[Changes]:
        yield from self._to(stage.tree, NO if stage.forbidden else YES)
        for way in stage.ways:
            needed = [self._to(tree, YES) for tree in way.whens if tree.truth is not YES]
            for tree, requirement in zip(way.requirements, way.relaxing.exception.requirements):
                wanted = NO if requirement.forbidden else YES
                if tree.truth is not wanted:
                    needed.append(self._to(tree, wanted))
            yield from _every(needed)

    def _to(self, tree: Judged, wanted: Truth) -> Iterator[Changes]:
        """Give the sets of changes that would make a condition yes, or no."""
        if tree.truth is wanted:
            yield ()
            return
        node = tree.node
        if isinstance(node, n.Not):
            yield from self._to(tree.parts[0], NO if wanted is YES else YES)
        elif tree.combination == "same":
            yield from self._to(tree.parts[0], wanted)
        elif tree.combination in {"all", "some"}:
            inner = wanted if not tree.negative else NO if wanted is YES else YES
            parts = tree.parts[:MOST_MEMBERS]
            if (tree.combination == "all") is (inner is YES):
                yield from _every([self._to(part, inner) for part in parts if part.truth is not inner])
            else:
                for part in parts:
                    yield from self._to(part, inner)
        elif tree.combination == "count":
            yield from self._count(tree, wanted)
        else:
            yield from self._leaf(tree, wanted)

    def _count(self, tree: Judged, wanted: Truth) -> Iterator[Changes]:
        needed = tree.count if wanted is YES else len(tree.parts) - tree.count + 1
        have = sum(part.truth is wanted for part in tree.parts)
        open_parts = [part for part in tree.parts if part.truth is not wanted]
        for chosen in combinations(open_parts, max(needed - have, 0)):
            yield from _every([self._to(part, wanted) for part in chosen])

    def _leaf(self, tree: Judged, wanted: Truth) -> Iterator[Changes]:
        node = tree.node
        if isinstance(node, n.Happens | n.HappensBefore | n.HappensWithin | n.HappensAfter):
            yield from self._step(tree, wanted)
            return
        fact = node if isinstance(node, n.FactRef) else getattr(node, "left", None)
        if isinstance(fact, n.DefineRef):
            fact = self.policy.defines[fact.path].expression
        if not isinstance(fact, n.FactRef) or not tree.reads or self.policy.facts[fact.path].type.kind in {"judgement", "text"}:
            return
        read = tree.reads[0]
        member = read.path.split(".")[-2] if read.path != read.fact else None
        values = tuple(witnesses(self.policy, fact, node, tree.value, wanted, self._right_of(node)))
        if values:
            words = self._words(node, fact, read.path, wanted)
            yield (Change(words, fact.path, member, read.path, values, node, wanted),)

    def _right_of(self, node: n.Expression) -> Any:
        """Return the value on the right of a comparison; None where none stands there, UNKNOWN where it is of a member not meant."""
        right, solid = getattr(node, "right", None), self.subject.solid
        if not isinstance(right, n.Expression):
            return None
        if isinstance(right, n.FactRef) and right.group and right.group not in solid.member:
            return UNKNOWN
        return evaluated(self.evaluation.program.instruction(right), solid)

    def _words(self, node: n.Expression, fact: n.FactRef, path: str, wanted: Truth) -> str:
        """Return the condition as a statement about this member: `detention.return.longest is at most 6 months`."""
        if isinstance(node, n.FactRef):
            return f"{path} is {'yes' if wanted is YES else 'no'}"
        text = code_in(self.policy, node) if wanted is YES else _code_of_opposite(self.policy, node)
        return text.replace(fact.path, path, 1) if path != fact.path else text

    def _step(self, tree: Judged, wanted: Truth) -> Iterator[Changes]:
        """Give the step that would set the bound that is asked for, beside the others or instead of those that decided."""
        node: Any = tree.node
        if wanted is not YES:
            return
        if isinstance(node, n.Happens):
            step = n.Step("happens", node.event, None, "", NOWHERE)
        elif isinstance(node, n.HappensBefore):
            step = n.Step("after", node.other, None, node.event, NOWHERE)
        else:
            kind: Literal["within", "at least"] = "within" if isinstance(node, n.HappensWithin) else "at least"
            step = n.Step(kind, node.event, node.duration, node.other, NOWHERE)
        if step.kind != "happens":
            yield (Change(code(node), step=step),)
        yield (Change(code(node), step=step, instead_of=self._saying(tree)),)

    def _saying(self, tree: Judged) -> tuple[StepMade, ...]:
        places = {id(made) for made in tree.made}
        return tuple(step for step in self.evaluation.draft.steps if id(step.made) in places)

    # ---- trying them

    def words_if_passing(self, tests: list[Test], changes: Changes) -> list[str]:
        """Return the words of the changes if the rule passes in every legal order with them; nothing if it does not.

        Where it passes with some values only that would make a change true, such a value is named, so that the words promise no more
        than was tried.
        """
        values: dict[tuple[str, str | None], list[Value]] = {}
        for change in changes:
            if change.path:
                values.setdefault((change.path, change.member), []).extend(change.values)
        steps = [change for change in changes if change.step is not None]
        passing, failing = [], False
        for chosen in islice(product(*map(_distinct, values.values())), MOST_CHOICES):
            facts = dict(zip(values, chosen))
            situation = self._changed(facts, steps)
            if all(self._is_as_wanted(change, situation) for change in changes):
                if self._passes(tests, situation):
                    passing.append(facts)
                else:
                    failing = True
        if not passing:
            return []
        if not failing:
            return [change.text for change in changes]
        several = {key for key, tried in values.items() if len(set(tried)) > 1}
        return [
            f"{change.shown} is {write(passing[0][change.path, change.member])}" if (change.path, change.member) in several else change.text
            for change in changes
        ]

    def _is_as_wanted(self, change: Change, situation: Situation) -> bool:
        if change.condition is None:
            return True
        if group := self.policy.facts[change.path].group:
            situation = situation.of(group, change.member)
        return evaluated(self.evaluation.program.instruction(change.condition), situation) is change.wanted

    def _passes(self, tests: list[Test], situation: Situation) -> bool:
        statuses = [test.status(situation) for test in tests]
        return "pass" in statuses and all(status in {"pass", "not applicable"} for status in statuses)

    def _changed(self, facts: dict[tuple[str, str | None], Value], steps: list[Change]) -> Situation:
        solid = self.subject.solid
        general, own = dict(solid.general), dict(solid.own)
        for (path, member), value in facts.items():
            if member is None:
                general[path] = value
            else:
                own[path, member] = value
        network = self._network(steps) if steps else solid.network
        return Situation(Facts(general, own), solid.groups, solid.member, network)

    def _network(self, changes: list[Change]) -> Callable[[], Network]:
        from rulebook.checking.procedures import Network  # few drafts have steps

        dropped = {id(step) for change in changes for step in change.instead_of}
        track = self.subject.name or ""
        kept = [step for step in self.evaluation.draft.steps if step.track in {"", track} and id(step) not in dropped]
        nowhere = Made(n.Step("happens", "", None, "", NOWHERE), Place("", 1), "", "")
        added = [StepMade(change.step, "", nowhere) for change in changes if change.step is not None]
        optional = frozenset(event.name for event in self.policy.events.values() if event.optional)
        network = Network([*kept, *added], optional)
        return lambda: network


def _every(ways: list[Iterator[Changes]]) -> Iterator[Changes]:
    """Give every choice of one set of changes from each of several, put together."""
    options = [list(islice(way, MOST_TRIED)) for way in ways]
    if len(options) == 1:
        yield from options[0]
        return
    for chosen in islice(product(*options), MOST_TRIED):
        yield tuple({change.key: change for changes in chosen for change in changes}.values())


def _distinct(values: list[Value]) -> Iterable[Value]:
    return dict.fromkeys(values) if len(values) > 1 else values


def _code_of_opposite(policy: Policy, node: n.Expression) -> str:
    found = policy.words.get(("code of the opposite", id(node)))
    return found[1] if found is not None else remembered(policy, "code of the opposite", node, _words_of_opposite(node))


_NOT_INCLUDED = {"one": "include", "any of": "include", "all of": "include all of", "only": "include only"}


def _words_of_opposite(node: n.Expression) -> str:
    """Return what would have to be so: for a set as a draft states it (`does not include (a, b)`), and no `not` before a sentence."""
    words = code(node)
    if isinstance(node, n.Includes):
        said = "includes" if node.mode == "one" else f"includes {node.mode}"
        return words.replace(f" {said} ", f" does not {_NOT_INCLUDED[node.mode]} ", 1)
    if isinstance(node, n.Between):
        return words.replace(" is between ", " is not between ", 1)
    return code(_opposite(node))


def _opposite(node: n.Expression) -> n.Expression:
    if isinstance(node, n.Compare):
        return n.Compare(NEGATED[node.operator], node.left, node.right, node.span)  # type: ignore[arg-type]
    if isinstance(node, n.IsOneOf):
        return n.IsOneOf(node.left, not node.negated, node.values, node.span)
    return n.Not(node, node.span)
