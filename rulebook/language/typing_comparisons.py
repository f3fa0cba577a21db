"""Comparisons: both sides of one type, a value that the left side can have, an operator that compares such.

A part of `typing_rules`; each function returns the comparison with its names looked up, or None where an error was noted.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING

from rulebook.language import nodes as n
from rulebook.language.kinds import LIKE, QUANTITIES, YES_NO, a
from rulebook.language.names import nearest
from rulebook.language.policy import FactType
from rulebook.values import write

if TYPE_CHECKING:
    from rulebook.language.typing_rules import Typed, Typer, Where

__all__ = ["COMPARISONS"]

_ORDERED = {"is at most", "is at least", "is more than", "is less than"}
_DATED = {"is before", "is on or before", "is after", "is on or after"}
_FOR_DATES = {"is at most": "is on or before", "is at least": "is on or after", "is more than": "is after", "is less than": "is before"}


def _compare(typer: Typer, node: n.Compare, where: Where) -> Typed | None:
    left = typer.expression(node.left, where)
    if left is None:
        return None
    kind = left[1].kind
    if node.operator in {"is", "is not"}:
        return _same(typer, node, left, where)
    if (node.operator in _DATED and kind != "date") or (node.operator in _ORDERED and kind not in QUANTITIES):
        _wrong_operator(typer, node, kind)
        return None
    right = _like(typer, node.right, left, node.left, where)
    return None if right is None else (n.Compare(node.operator, left[0], right, node.span), YES_NO)


def _wrong_operator(typer: Typer, node: n.Compare, kind: str) -> None:
    other = _FOR_DATES.get(node.operator, "") if kind == "date" else {v: k for k, v in _FOR_DATES.items()}.get(node.operator, "")
    hint = (
        f"Write `{other}`."
        if other and kind in QUANTITIES | {"date"}
        else {"any of": "Ask what is in it: `includes any of (…)`, or count it: `number of …`."}.get(kind, "Write `is` or `is not`.")
    )
    typer.error("wrong-operator", f"`{typer.words(node.left)}` is {a(kind)}; `{node.operator}` does not compare such.", node.span, hint)


def _same(typer: Typer, node: n.Compare, left: Typed, where: Where) -> Typed | None:
    made, of = left
    if of.kind == "text":
        typer.error("text-compared", "A text is quoted and never compared.", node.span, "Ask a yes/no fact about it.")
        return None
    right: n.Expression | None
    if of.kind == "one of":
        right = _choice(typer, node.right, of, node.left, where)
    elif of.kind == "any of":
        right = _set(typer, node.right, of, node.left, where)
    else:
        right = _like(typer, node.right, left, node.left, where)
    return None if right is None else (n.Compare(node.operator, made, right, node.span), YES_NO)


def _choice(typer: Typer, node: n.Expression, of: FactType, left: n.Expression, where: Where) -> n.Expression | None:
    """Return the right side of a comparison with one value of a list: a value of it, or a fact with the same list."""
    if isinstance(node, n.Literal_) and (word := _written(node)) in {"none", "yes", "no"}.intersection(of.choices):
        return n.Choice(word, node.span)
    if not isinstance(node, n.Name):
        _no_value(typer, node, of, left)
        return None
    if node.text in of.choices:
        return n.Choice(node.text, node.span)
    return _fact_like(typer, node, of, left, where)


def _fact_like(typer: Typer, node: n.Name, of: FactType, left: n.Expression, where: Where) -> n.Expression | None:
    """Return the fact of this name if it has the same values as the left side, else note what the values are."""
    if node.text in typer.scope.words:
        typed = typer.name(node, where)
        if typed is None or typed[1] == of:
            return None if typed is None else typed[0]
        typer.error(
            "other-values",
            f"{node.text} has not the same values as `{typer.words(left)}`.",
            node.span,
            f"Compare with one of: {', '.join(of.choices)}.",
        )
        return None
    _no_value(typer, node, of, left)
    return None


def _no_value(typer: Typer, node: n.Expression, of: FactType, left: n.Expression) -> None:
    """Note that what is written is none of the values of the left side."""
    written, close = (node.text, nearest(node.text, of.choices)) if isinstance(node, n.Name) else (f"`{typer.words(node)}`", None)
    hint = f"Did you mean {close}? " if close else ""
    values = f"{hint}Its values are: {', '.join(of.choices)}."
    typer.error("no-value-of", f"{written} is no value of `{typer.words(left)}`.", node.span, values)


def _words_of_set(typer: Typer, names: tuple[n.Expression, ...], of: FactType, left: n.Expression) -> tuple[n.Expression, ...] | None:
    made: list[n.Expression] = []
    for name in names:
        assert isinstance(name, n.Name)
        if name.text in of.choices:
            made.append(n.Choice(name.text, name.span))
        else:
            _no_value(typer, name, of, left)
    return tuple(made) if len(made) == len(names) else None


def _set(typer: Typer, node: n.Expression, of: FactType, left: n.Expression, where: Where) -> n.Expression | None:
    """Return the right side of `is` with a set: its values, `none`, or a fact with the same values."""
    if isinstance(node, n.Literal_) and node.value is None:
        return n.Listed(("none",) if "none" in of.choices else (), node.span)
    if isinstance(node, n.Listed):
        names = tuple(n.Name(word, node.span) for word in node.values)
        return None if _words_of_set(typer, names, of, left) is None else node
    if isinstance(node, n.Name):
        if node.text in of.choices:
            return n.Listed((node.text,), node.span)
        return _fact_like(typer, node, of, left, where)
    _no_value(typer, node, of, left)
    return None


def _like(typer: Typer, node: n.Expression, left: Typed, shown: n.Expression, where: Where) -> n.Expression | None:
    """Return the right side of a comparison if it is of the same type as the left side, else note what such a value looks like."""
    kind = left[1].kind
    if isinstance(node, n.Literal_) and node.value is None:
        typer.error(
            "lost-none",
            f"`{typer.words(shown)}` is {a(kind)} and is never `none`.",
            node.span,
            f"Write a value such as {LIKE[kind]}.",
        )
        return None
    typed = typer.expression(node, where)
    if typed is None:
        return None
    other = "yes/no" if typed[1].kind == "judgement" else typed[1].kind
    if other == ("yes/no" if kind == "judgement" else kind):
        return typed[0]
    example = (
        f"{write(node.value)} months"
        if kind == "duration" and isinstance(node, n.Literal_) and other == "number" and node.value is not None
        else LIKE[kind]
    )
    message = f"`{typer.words(shown)}` is {a(kind)}, and `{typer.words(node)}` is {a(other)}."
    typer.error("other-type", message, node.span, f"Write {a(kind)}, such as {example}.")
    return None


def _between(typer: Typer, node: n.Between, where: Where) -> Typed | None:
    left = typer.expression(node.left, where)
    if left is None:
        return None
    if left[1].kind not in QUANTITIES | {"date"}:
        message = f"`{typer.words(node.left)}` is {a(left[1].kind)}, which is between nothing."
        typer.error("wrong-operator", message, node.span, "`is between A and B` compares numbers, shares, amounts, durations and dates.")
        return None
    low, high = _like(typer, node.low, left, node.left, where), _like(typer, node.high, left, node.left, where)
    return None if low is None or high is None else (n.Between(left[0], low, high, node.span), YES_NO)


def _is_one_of(typer: Typer, node: n.IsOneOf, where: Where) -> Typed | None:
    left = typer.expression(node.left, where)
    if left is None:
        return None
    kind = left[1].kind
    if kind in {"any of", "text", "yes/no", "judgement"}:
        hint = "For a set write `includes any of (…)` or `includes only (…)`." if kind == "any of" else "Ask it directly, as a condition."
        typer.error("wrong-operator", f"`{typer.words(node.left)}` is {a(kind)}; `is one of` does not compare such.", node.span, hint)
        return None
    if kind == "one of":
        values = [_choice(typer, value, left[1], node.left, where) for value in node.values]
    else:
        values = [_like(typer, value, left, node.left, where) for value in node.values]
    made = tuple(value for value in values if value is not None)
    return (n.IsOneOf(left[0], node.negated, made, node.span), YES_NO) if len(made) == len(values) else None


def _includes(typer: Typer, node: n.Includes, where: Where) -> Typed | None:
    left = typer.expression(node.left, where)
    if left is None:
        return None
    if left[1].kind != "any of":
        hint = "Write `is` for one value, `is one of (…)` for several." if left[1].kind == "one of" else "`includes` asks what is in a set."
        typer.error("wrong-operator", f"`{typer.words(node.left)}` is {a(left[1].kind)}; it includes nothing.", node.span, hint)
        return None
    right: tuple[n.Expression, ...] | n.Expression | None
    if isinstance(node.right, tuple):
        right = _words_of_set(typer, node.right, left[1], node.left)
    elif isinstance(node.right, n.Name) and node.right.text in left[1].choices and node.right.text not in typer.scope.words:
        right = (n.Choice(node.right.text, node.right.span),)
    else:
        assert isinstance(node.right, n.Name)
        right = _fact_like(typer, node.right, left[1], node.left, where)
    return None if right is None else (n.Includes(left[0], node.mode, right, node.span), YES_NO)


def _written(node: n.Literal_) -> str:
    return "none" if node.value is None else write(node.value)


COMPARISONS: dict[type, Callable[..., Typed | None]] = {
    n.Compare: _compare,
    n.Between: _between,
    n.IsOneOf: _is_one_of,
    n.Includes: _includes,
}
