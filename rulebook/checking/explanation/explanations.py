"""The explanation that a finding carries: a tree of statements in plain words, each with its value and where the draft says so."""

from __future__ import annotations

from collections.abc import Iterable

from rulebook.checking.explanation.grounds import Grounds, Stage, WayTaken
from rulebook.checking.explanation.judged import Judged, decisive
from rulebook.checking.explanation.messages import leaf_words, unsure
from rulebook.checking.findings import Explanation, Where
from rulebook.checking.wording import clause, code_in, value_words
from rulebook.drafts.draft import Made
from rulebook.language import nodes as n
from rulebook.language.policy import Policy
from rulebook.values import NO, UNKNOWN, YES, Truth

__all__ = ["explanation_of", "place_of"]


def place_of(made: Made) -> Where:
    """Return where a statement stands, with the words beside it."""
    return Where(made.place, made.words, made.source_line)


def explanation_of(policy: Policy, grounds: Grounds) -> Explanation:
    """Return the explanation of a decision: when the rule applies, each requirement, and the exceptions that were tried."""
    rule, decision = grounds.test.rule, grounds.decision
    truth = {"pass": YES, "fail": NO, "not applicable": YES, "unknown": UNKNOWN}[decision.status]
    not_reached = set(grounds.not_reached())
    parts = [_tree(policy, when, "when", YES) for when in grounds.whens]
    parts += [_stage(policy, stage, stage.label in not_reached and bool(stage.label), grounds.failing()) for stage in grounds.stages]
    return Explanation("rule", rule.title, rule.name, truth, decision.status, tuple(parts), ())


def _stage(policy: Policy, stage: Stage, not_reached: bool, failing: list[Stage]) -> Explanation:
    wanted = NO if stage.forbidden else YES
    tree = _tree(policy, stage.tree, "requirement", wanted)
    statement = f"{stage.label.replace('-', ' ')}: {tree.statement}" if stage.label else tree.statement
    keyword = "forbid" if stage.forbidden else "require"
    parts = tree.parts + tuple(_way(policy, way) for way in stage.ways if stage.truth is not YES)
    return Explanation(
        "requirement",
        statement,
        f"{keyword} {tree.code}",
        stage.met,
        tree.detail,
        parts,
        tree.stated,
        decides=stage in failing or stage.met is YES,
        not_reached=not_reached,
    )


def _way(policy: Policy, way: WayTaken) -> Explanation:
    exception = way.relaxing.exception
    parts = [_tree(policy, when, "when", YES) for when in way.whens]
    for tree, requirement in zip(way.requirements, exception.requirements):
        parts.append(_tree(policy, tree, "requirement", NO if requirement.forbidden else YES))
    detail = {YES: "applies", NO: "does not apply", UNKNOWN: "not known whether it applies"}[way.truth]
    return Explanation("exception", exception.title, exception.name, way.truth, detail, tuple(parts), ())


def _tree(policy: Policy, tree: Judged, role: str, wanted: Truth) -> Explanation:
    """Return a condition as a statement with its value; `wanted` is what the rule asks of it, so that the statement says what is asked."""
    node = tree.node
    if isinstance(node, n.Not) and tree.parts:
        return _tree(policy, tree.parts[0], role, NO if wanted is YES else YES)
    value = tree.truth if wanted is YES else {YES: NO, NO: YES, UNKNOWN: UNKNOWN}[tree.truth]
    role = "define" if isinstance(node, n.DefineRef) and role == "condition" else role
    deciding = set(map(id, decisive(tree)))
    parts = [_part(policy, part, wanted if tree.combination != "count" else YES, id(part) in deciding) for part in tree.parts]
    stated = tuple(map(place_of, _made(tree)))
    if len(stated) > 1:
        stated = tuple({(where.place.path, where.place.line, where.place.column): where for where in stated}.values())
    return Explanation(
        role, clause(policy, node, wanted is YES), _code(policy, node, wanted), value, _detail(policy, tree, wanted), tuple(parts), stated
    )


def _part(policy: Policy, part: Judged, wanted: Truth, decides: bool) -> Explanation:
    if part.member is not None:
        inner = _tree(policy, part, "member", wanted)
        name = part.member.replace("_", " ") or "any other"
        return Explanation(
            "member", f"{name}: {inner.statement}", inner.code, inner.value, inner.detail, inner.parts, inner.stated, decides
        )
    made = _tree(policy, part, "condition", wanted)
    return Explanation(made.role, made.statement, made.code, made.value, made.detail, made.parts, made.stated, decides)


def _code(policy: Policy, node: n.Expression, wanted: Truth) -> str:
    written = code_in(policy, node)
    return written if wanted is YES else f"not ({written})"


def _made(tree: Judged) -> Iterable[Made]:
    yield from tree.made
    for read in tree.reads:
        if read.stated is not None:
            yield from read.stated.made


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
    return tree.reason or ("" if tree.truth is UNKNOWN else "" if isinstance(tree.node, n.FactRef) else _spoken(policy, tree, wanted))


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
