"""One sentence on a finding, in a drafter's words: always with the numbers and the limits, never with parser words."""

from __future__ import annotations

from collections.abc import Callable, Iterable

from rulebook.checking.explanation.grounds import Grounds, Stage, WayTaken
from rulebook.checking.explanation.judged import Judged, Read, decisive
from rulebook.checking.program.comparing import NEGATED
from rulebook.checking.wording import clause, listing, noun, shown, value_words, without_article
from rulebook.language import nodes as n
from rulebook.language.policy import Exception_, Policy
from rulebook.values import NO, UNKNOWN, YES, Members, Truth

__all__ = ["leaf_words", "message_of", "unsure"]


def message_of(policy: Policy, grounds: Grounds) -> str:
    """Return the sentence for a finding."""
    return _MESSAGES[grounds.decision.status](policy, grounds)


def _applies_not(policy: Policy, grounds: Grounds) -> str:
    no = [when for when in grounds.whens if when.truth is NO]
    return f"does not apply: {listing(words for when in no for words in _because_of(policy, when, None)) or 'its condition is not met'}"


def _passes(policy: Policy, grounds: Grounds) -> str:
    words = []
    for stage in grounds.stages:
        if stage.truth is YES:
            words += _reasons(policy, [stage.tree], NO if stage.forbidden else YES)
        else:
            words += [_exception_words(policy, way) for way in stage.ways if way.truth is YES]
    return _joined(words)


def _exception_words(policy: Policy, way: WayTaken) -> str:
    """Return the exception that holds, with the numbers with which it does."""
    words = _reasons(policy, way.whens, YES)
    for tree, requirement in zip(way.requirements, way.relaxing.exception.requirements):
        words += _reasons(policy, [tree], NO if requirement.forbidden else YES)
    return f"the {way.relaxing.exception.kind} “{way.relaxing.exception.title}” applies: {_joined(words)}"


def _fails(policy: Policy, grounds: Grounds) -> str:
    words = _failures(policy, grounds.failing())
    return _joined(words) + _held(grounds)


def _unknown(policy: Policy, grounds: Grounds) -> str:
    said = _not_said(policy, grounds)
    if grounds.decision.unless:
        named = _named([relaxing.exception for relaxing in grounds.decision.unless])
        return f"fails, unless {named} applies: {_joined(_failures(policy, grounds.failing()))}{_held(grounds)}. {said}"
    return said


def _named(exceptions: list[Exception_]) -> str:
    """Return exceptions and derogations by their titles: `the exception “A” or “B”`, `the exception “A” or the derogation “B”`."""
    kinds = {exception.kind for exception in exceptions}
    if len(kinds) == 1:
        return f"the {exceptions[0].kind} {listing((f'“{exception.title}”' for exception in exceptions), 'or')}"
    return listing((f"the {exception.kind} “{exception.title}”" for exception in exceptions), "or")


_MESSAGES: dict[str, Callable[[Policy, Grounds], str]] = {
    "not applicable": _applies_not,
    "pass": _passes,
    "fail": _fails,
    "unknown": _unknown,
}


def _held(grounds: Grounds) -> str:
    held = grounds.rests_on("weak") if grounds.decision.weak else ()
    return f" (held against the draft in doubt: {listing(held)})" if held else ""


def _failures(policy: Policy, stages: Iterable[Stage]) -> list[str]:
    words: list[str] = []
    for stage in stages:
        words += _reasons(policy, [stage.tree], NO if stage.forbidden else YES)
    return words


def _joined(words: Iterable[str]) -> str:
    return "; ".join(dict.fromkeys(word for word in words if word))


def _reasons(policy: Policy, trees: Iterable[Judged], wanted: Truth) -> list[str]:
    """Return what decided these conditions, leaf by leaf; `wanted` is what the rule asks of them."""
    return [words for tree in trees for words in _because_of(policy, tree, wanted)]


def _because_of(policy: Policy, tree: Judged, wanted: Truth | None) -> list[str]:
    """Return the phrases, one for each leaf, that say why a condition is what it is, where `wanted` is asked of it (None: nothing)."""
    if isinstance(tree.node, n.Not) and tree.parts:
        return _because_of(policy, tree.parts[0], _opposite(wanted))
    if isinstance(tree.node, n.DefineRef) and policy.defines[tree.node.path].type.kind == "yes/no":
        return [clause(policy, tree.node, tree.truth is not NO)]
    if tree.combination == "leaf":
        return [leaf_words(policy, tree, wanted)]
    if isinstance(tree.node, n.Quantified):
        return _of_members(policy, tree, wanted)
    found = [words for part in decisive(tree) for words in _because_of(policy, part, wanted)]
    return found or [clause(policy, tree.node, tree.truth is YES)]


def _opposite(wanted: Truth | None) -> Truth | None:
    return None if wanted is None else NO if wanted is YES else YES


def _of_members(policy: Policy, tree: Judged, wanted: Truth | None) -> list[str]:
    node = tree.node
    assert isinstance(node, n.Quantified)
    inner = wanted if node.quantifier != "no" else _opposite(wanted)
    found = []
    for part in decisive(tree):
        words = "; ".join(_because_of(policy, part, inner))
        found.append(f"{part.member}: {words}" if part.member else words)
    return found or [clause(policy, node, tree.truth is YES)]


_MUST = {
    "is at most": "at most {} is allowed",
    "is less than": "less than {} is allowed",
    "is at least": "at least {} is required",
    "is more than": "more than {} is required",
    "is before": "it must be before {}",
    "is on or before": "it must be on or before {}",
    "is after": "it must be after {}",
    "is on or after": "it must be on or after {}",
    "is": "{} is required",
}


def leaf_words(policy: Policy, tree: Judged, wanted: Truth | None) -> str:
    """Return a comparison with the value that the draft states and the limit: `the longest time is 9 months; at most 6 months is
    allowed`."""
    node = tree.node
    if wanted is None and isinstance(node, n.Compare | n.Between | n.IsOneOf | n.Includes) and _has_value(tree):
        return f"{noun(policy, node.left)}{_is(tree)} {value_words(policy, node.left, tree.value)}"
    if isinstance(node, n.Compare) and _has_value(tree):
        operator = node.operator if wanted is YES else NEGATED[node.operator]
        limit = noun(policy, node.right)
        if tree.limit is not None and tree.limit is not UNKNOWN:
            limit = f"{limit} ({value_words(policy, node.right, tree.limit)})"
        stated = f"{noun(policy, node.left)}{_is(tree)} {value_words(policy, node.left, tree.value)}"
        if isinstance(node.right, n.Listed) and not node.right.values:
            return f"{stated}; there must be {'none' if operator == 'is' else 'at least one'}"
        if operator == "is not":
            return f"{stated}; {limit} is not allowed" if tree.truth is wanted else f"{stated}, which is not allowed"
        return f"{stated}; {_MUST[operator].format(limit)}"
    if isinstance(node, n.Between) and _has_value(tree):
        asked = "must be" if wanted is YES else "must not be"
        limits = f"between {noun(policy, node.low)} and {noun(policy, node.high)}"
        return f"{noun(policy, node.left)} is {value_words(policy, node.left, tree.value)}; it {asked} {limits}"
    if isinstance(node, n.IsOneOf) and _has_value(tree):
        values = listing((noun(policy, value) for value in node.values), "or")
        asked = f"{values} is allowed" if (wanted is YES) is not node.negated else f"{values} is not allowed"
        return f"{noun(policy, node.left)} is {value_words(policy, node.left, tree.value)}; {asked}"
    if isinstance(node, n.Includes) and _has_value(tree):
        return f"{_what_set(policy, node, tree)}; {_asked_of_set(policy, node, wanted)}"
    words = clause(policy, node, tree.truth is not NO)
    return f"{words}: {tree.reason}" if tree.reason else words


def _is(tree: Judged) -> str:
    """Return what joins a thing to its value: a set is listed, whatever the number of its name."""
    return ":" if isinstance(tree.value, Members) else " is"


def _has_value(tree: Judged) -> bool:
    return tree.value is not None and tree.value is not UNKNOWN and not isinstance(tree.value, Truth)


def _what_set(policy: Policy, node: n.Includes, tree: Judged) -> str:
    return f"{noun(policy, node.left)}: {shown(tree.value)}"


_ASKED = {
    ("one", True): "{} must be among them",
    ("one", False): "{} must not be among them",
    ("any of", True): "one of {} must be among them",
    ("any of", False): "none of {} may be among them",
    ("all of", True): "all of {} must be among them",
    ("all of", False): "not all of {} may be among them",
    ("only", True): "only {} may be among them",
    ("only", False): "something other than {} must be among them",
}


def _asked_of_set(policy: Policy, node: n.Includes, wanted: Truth | None) -> str:
    joiner = "or" if node.mode == "any of" else "and"
    right = listing((noun(policy, part) for part in node.right), joiner) if isinstance(node.right, tuple) else noun(policy, node.right)
    return _ASKED[node.mode, wanted is YES].format(right)


# ---- what is not known -------------------------------------------------------------------------------------------


def _not_said(policy: Policy, grounds: Grounds) -> str:
    """Return what the draft does not say, or why what it says does not decide."""
    trees = [when for when in grounds.whens if when.truth is UNKNOWN]
    for stage in grounds.stages:
        if stage.met is UNKNOWN:
            trees += [stage.tree] if stage.truth is UNKNOWN else []
            trees += [tree for way in stage.ways if way.truth is UNKNOWN for tree in way.whens + way.requirements if tree.truth is UNKNOWN]
    lacking: list[str] = []
    others: list[str] = []
    for tree in trees:
        for words, plain in unsure(policy, tree):
            (lacking if plain else others).append(words)
    sentences = [f"The draft does not state {listing(dict.fromkeys(lacking))}."] if lacking else []
    sentences += [f"{words[0].upper()}{words[1:]}." for words in dict.fromkeys(others)]
    return " ".join(sentences) or "It cannot be decided from what the draft says."


def unsure(policy: Policy, tree: Judged) -> list[tuple[str, bool]]:
    """Return why a condition is not known: with true, what the draft does not say; with false, a clause of its own."""
    if tree.truth is not UNKNOWN:
        return []
    found = [entry for part in tree.parts for entry in unsure(policy, part)]
    if tree.combination == "leaf":
        before = len(found)
        for read in tree.reads:
            found += _unsure_read(policy, read)
        if tree.reason and (len(found) == before or isinstance(tree.node, _EVENTS)):
            found.append((_reason(policy, tree), False))
    found += [(_which(policy, name), True) for name in tree.lacking if name in policy.groups]
    if tree.combination == "leaf" and tree.lacking and not tree.reason:
        found += [(f"how {policy.events[name].means or name} is limited in time", True) for name in tree.lacking if name in policy.events]
    return found


_EVENTS = (n.Happens, n.HappensBefore, n.HappensWithin, n.HappensAfter)


def _reason(policy: Policy, tree: Judged) -> str:
    return f"it is not known whether {clause(policy, tree.node)}: {tree.reason}"


def _which(policy: Policy, group: str) -> str:
    return f"whether more than one {without_article(policy.groups[group].means or group)} is concerned, and which these are"


def _unsure_read(policy: Policy, read: Read) -> list[tuple[str, bool]]:
    fact, stated = policy.facts[read.fact], read.stated
    member = read.path if read.path != read.fact else ""
    of = f" (for {member.split('.')[-2].replace('_', ' ')})" if member else ""
    if isinstance(read.value, Members) and not read.value.whole:
        return [(f"whether anything else belongs to {fact.means}{of}", True)]
    if read.value is not UNKNOWN:
        return []
    asked = f"whether {fact.means}" if fact.type.kind == "yes/no" else fact.means
    if stated is None:
        return [(asked + of, True)]
    if stated.kind == "open":
        return [(f"of {asked}{of} the draft says only “{stated.words}”, which sets nothing", False)]
    if stated.kind == "problem":
        return [(f"what the draft says of {asked}{of} contradicts itself or is no value of it", False)]
    return [(f"the draft does not say who judged {fact.means}{of}, and for what reasons", False)]
