"""The explanation that a finding carries: a tree of statements in plain words, each with its value and where the draft says so."""

from __future__ import annotations

from typing import Any

from rulebook.checking.explanation.grounds import Grounds, Stage, WayTaken
from rulebook.checking.explanation.judged import Judged, sought
from rulebook.checking.explanation.messages import leaf_words, unsure
from rulebook.checking.findings import Explanation, Where
from rulebook.checking.wording import clause, code_in, value_words
from rulebook.drafts.draft import Made
from rulebook.language import nodes as n
from rulebook.language.policy import Exception_, Policy, Rule
from rulebook.records import Rest, open_class
from rulebook.values import NO, UNKNOWN, YES, Truth, negate

__all__ = ["explanation_of", "place_of"]


def place_of(made: Made) -> Where:
    """Return where a statement stands, with the words beside it."""
    return Where(made.place, made.words, made.source_line)


class _Told(Rest):
    """How a condition is told: in statements and words that are put together where somebody reads them."""

    __slots__ = ("_policy", "_tree", "_wanted")
    together = ("statement", "code", "detail", "parts", "stated")

    def __init__(self, policy: Policy, tree: Judged, wanted: Truth) -> None:
        self._policy, self._tree, self._wanted = policy, tree, wanted

    def statement(self) -> str:
        return clause(self._policy, self._tree.node, self._wanted is YES)

    def code(self) -> str:
        written = code_in(self._policy, self._tree.node)
        return written if self._wanted is YES else f"not ({written})"

    def detail(self) -> str:
        return _detail(self._policy, self._tree, self._wanted)

    def stated(self) -> tuple[Where, ...]:
        stated = tuple([place_of(made) for made in _made(self._tree)])
        if len(stated) > 1:
            stated = tuple({(where.place.path, where.place.line, where.place.column): where for where in stated}.values())
        return stated

    def parts(self) -> tuple[Explanation, ...]:
        tree = self._tree
        if not tree.parts:
            return ()
        truth, inner = sought(tree), self._wanted if tree.combination != "count" else YES
        return tuple([_tree(self._policy, part, "condition", inner, truth is None or part.truth is truth) for part in tree.parts])


class _OfStage(_Told):
    """How a requirement is told: with its label, and with the exceptions to it."""

    __slots__ = ("_stage",)

    def __init__(self, policy: Policy, tree: Judged, wanted: Truth, stage: Stage) -> None:
        super().__init__(policy, tree, wanted)
        self._stage = stage

    def statement(self) -> str:
        label = self._stage.label
        return f"{label.replace('-', ' ')}: {super().statement()}" if label else super().statement()

    def code(self) -> str:
        return f"{'forbid' if self._stage.forbidden else 'require'} {super().code()}"

    def parts(self) -> tuple[Explanation, ...]:
        ways = self._stage.ways if self._stage.truth is not YES else ()
        return super().parts() + tuple([_begin(_OfWay(self._policy, way), "exception", way.truth, True) for way in ways])


class _OfMember(_Told):
    """How a condition is told of a member of a group."""

    __slots__ = ("_member",)

    def __init__(self, policy: Policy, tree: Judged, wanted: Truth, member: str) -> None:
        super().__init__(policy, tree, wanted)
        self._member = member

    def statement(self) -> str:
        return f"{self._member.replace('_', ' ') or 'any other'}: {super().statement()}"


class _Titled(Rest):
    """How a rule is told, or an exception: by its title, with what it asks."""

    __slots__ = ("_named", "_policy")

    def __init__(self, policy: Policy, named: Rule | Exception_) -> None:
        self._policy, self._named = policy, named

    def statement(self) -> str:
        return self._named.title

    def code(self) -> str:
        return self._named.name

    def stated(self) -> tuple[Where, ...]:
        return ()


class _OfRule(_Titled):
    """How a rule is told: with its `when` and its requirements."""

    __slots__ = ("_grounds",)

    def __init__(self, policy: Policy, grounds: Grounds) -> None:
        super().__init__(policy, grounds.test.rule)
        self._grounds = grounds

    def detail(self) -> str:
        return self._grounds.decision.status

    def parts(self) -> tuple[Explanation, ...]:
        grounds = self._grounds
        not_reached, failing = grounds.not_reached(), grounds.failing()
        parts = [_tree(self._policy, when, "when", YES) for when in grounds.whens]
        parts += [_stage(self._policy, stage, stage.label in not_reached and bool(stage.label), failing) for stage in grounds.stages]
        return tuple(parts)


class _OfWay(_Titled):
    """How an exception is told: with what it asks, and whether it applies."""

    __slots__ = ("_way",)

    def __init__(self, policy: Policy, way: WayTaken) -> None:
        super().__init__(policy, way.relaxing.exception)
        self._way = way

    def detail(self) -> str:
        return {YES: "applies", NO: "does not apply", UNKNOWN: "not known whether it applies"}[self._way.truth]

    def parts(self) -> tuple[Explanation, ...]:
        way, asked = self._way, self._way.relaxing.exception.requirements
        parts = [_tree(self._policy, when, "when", YES) for when in way.whens]
        parts += [_tree(self._policy, tree, "requirement", NO if one.forbidden else YES) for tree, one in zip(way.requirements, asked)]
        return tuple(parts)


_new, _Begun = object.__new__, open_class(Explanation)


def _begin(told: Rest, role: str, value: Truth, decides: bool, not_reached: bool = False) -> Explanation:
    made: Any = _new(_Begun)
    made._rest, made.role, made.value, made.decides, made.not_reached = told, role, value, decides, not_reached
    made.__class__ = Explanation
    return made  # type: ignore[no-any-return]


def explanation_of(policy: Policy, grounds: Grounds) -> Explanation:
    """Return the explanation of a decision: when the rule applies, each requirement, and the exceptions that were tried.

    All values are there, in the grounds; the statements that show them are made where they are read.
    """
    return _begin(_OfRule(policy, grounds), "rule", _TRUTHS[grounds.decision.status], True)


_TRUTHS = {"pass": YES, "fail": NO, "not applicable": YES, "unknown": UNKNOWN}


def _stage(policy: Policy, stage: Stage, not_reached: bool, failing: list[Stage]) -> Explanation:
    tree, wanted = _without_not(stage.tree, NO if stage.forbidden else YES)
    return _begin(_OfStage(policy, tree, wanted, stage), "requirement", stage.met, stage.met is YES or stage in failing, not_reached)


def _tree(policy: Policy, tree: Judged, role: str, wanted: Truth, decides: bool = True) -> Explanation:
    """Return a condition as a statement with its value; `wanted` is what the rule asks of it, so that the statement says what is asked."""
    member = tree.member
    if isinstance(tree.node, n.Not):
        tree, wanted = _without_not(tree, wanted)
    told = _Told(policy, tree, wanted) if member is None else _OfMember(policy, tree, wanted, member)
    if member is not None:
        role = "member"
    elif role == "condition" and isinstance(tree.node, n.DefineRef):
        role = "define"
    return _begin(told, role, tree.truth if wanted is YES else negate(tree.truth), decides)


def _without_not(tree: Judged, wanted: Truth) -> tuple[Judged, Truth]:
    while isinstance(tree.node, n.Not) and tree.parts:
        tree, wanted = tree.parts[0], NO if wanted is YES else YES
    return tree, wanted


def _made(tree: Judged) -> list[Made]:
    made = list(tree.made)
    for read in tree.reads:
        if (stated := read.stated) is not None:
            made += stated.made
    return made


def _detail(policy: Policy, tree: Judged, wanted: Truth) -> str:
    """Return with what numbers a leaf was decided, or why it is not known."""
    if tree.truth is UNKNOWN:
        return "; ".join(words if not plain else f"not stated: {words}" for words, plain in unsure(policy, tree))
    if tree.combination != "leaf":
        return ""
    if isinstance(tree.node, n.FactRef):
        return _judged(tree)
    if tree.value is not None and not isinstance(tree.value, Truth):
        left = getattr(tree.node, "left", None)
        return value_words(policy, left, tree.value) if left is not None else ""
    return tree.reason or _spoken(policy, tree, wanted)


def _spoken(policy: Policy, tree: Judged, wanted: Truth) -> str:
    words = leaf_words(policy, tree, wanted)
    return "" if words == clause(policy, tree.node, tree.truth is not NO) else words


def _judged(tree: Judged) -> str:
    """Return who judged and why."""
    for read in tree.reads:
        if read.weak:
            return "held against the draft in doubt"
        if read.judgement and read.stated is not None and read.stated.by:
            return f"judged by {read.stated.by}: {read.stated.because}"
    return ""
