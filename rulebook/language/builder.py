"""What each production of the grammar builds: a node of the syntax tree.

A `Builder` also keeps the faults that only show when a value is made (a day that no calendar has, `and` beside
`or`), so that they are told together with all others.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Any, cast

from rulebook.language import declarations as d
from rulebook.language import nodes as n
from rulebook.language.lalr import Build
from rulebook.language.source import Span
from rulebook.language.tokens import Token, unquoted
from rulebook.records import Record, replace
from rulebook.values import NEVER, NO, UNLIMITED, YES, Date, Duration, Exact, Money, Percent, Text, read_date, read_number

__all__ = ["Builder", "Fault"]

LONGEST_CHAIN = 100  # terms in one sum or product: more is no sentence


class Fault(Record):
    """Something wrong with a stretch of text that the grammar itself allows."""

    code: str
    message: str
    hint: str
    span: Span


class Builder:
    """Makes nodes; `faults` holds what was wrong with the values in them."""

    def __init__(self, text: str) -> None:
        self.text = text
        self.faults: list[Fault] = []

    def builders(self) -> dict[str, Build]:
        """Return the function for every production, by the production's name."""
        bound = {name: cast(Build, make.__get__(self)) for name, make in _METHODS.items()}
        return PLAIN | bound

    def _fault(self, code: str, message: str, hint: str, span: Span) -> None:
        self.faults.append(Fault(code, message, hint, span))

    # ---- words, texts, values

    def number(self, token: Token) -> Exact:
        """Return the exact number of a token; nought, with a fault, where it has too many digits."""
        value = read_number(token.text)
        if value is None:
            self._fault(
                "bad-number", f"The number {token.text[:20]}… has too many digits.", "Write a number of at most 30 digits.", _at(token)
            )
            return 0
        return value

    def day(self, token: Token) -> Date:
        """Return the date of a token; `never`, with a fault, where no calendar has the day."""
        value = read_date(token.text)
        if value is None:
            message = f"{token.text} is no day of the calendar."
            self._fault("bad-date", message, "Write a date as year-month-day, such as 2026-06-12.", _at(token))
            return NEVER
        return value

    def duration(self, children: list[Any], span: Span) -> n.Literal_:
        parts = list(zip(children[::2], children[1::2]))
        made = Duration.of([(self.number(token), unit) for token, unit in parts])
        if made is None:
            message = "Months, years and working days are counted whole."
            self._fault("bad-duration", message, "Write a whole number, such as 1 year 6 months or 18 months.", span)
            made = UNLIMITED
        return n.Literal_(made, span)

    def chain(self, children: list[Any], span: Span) -> n.Expression:
        parts, joiners = tuple(children[::2]), children[1::2]
        if len(set(joiners)) > 1:
            self._mixed(parts, joiners, span)
        made = n.And if joiners[0] == "and" else n.Or
        return made(parts, span)

    def _mixed(self, parts: tuple[n.Expression, ...], joiners: list[str], span: Span) -> None:
        turn = next(i for i, joiner in enumerate(joiners) if joiner != joiners[0])

        def words(first: int, last: int) -> str:
            return " ".join(self.text[parts[first].span.start : parts[last].span.end].split())

        before, middle, after = words(0, turn - 1) if turn else "", words(turn, turn), words(turn + 1, len(parts) - 1)
        one = f"({before} {joiners[0]} {middle}) {joiners[turn]} {after}"
        other = f"{before} {joiners[0]} ({middle} {joiners[turn]} {after})"
        message = "`and` and `or` stand side by side here, so that the sentence can be read in two ways."
        self._fault("mixed-and-or", message, f"Say with parentheses which is meant: {one}, or: {other}.", span)

    def _arithmetic(self, children: list[Any], span: Span, operator: str) -> n.Expression:
        left, length = children[0], 0
        while isinstance(left, n.Arithmetic | n.Ratio):
            left, length = left.left, length + 1
        if length > LONGEST_CHAIN:
            self._fault("too-long", "This sum or product has too many terms.", "Give parts of it a name with `define`.", span)
            return n.Literal_(0, span)
        if operator == "per":
            return n.Ratio(children[0], children[1], span)
        return n.Arithmetic(cast(Any, operator), children[0], children[1], span)

    def plus(self, children: list[Any], span: Span) -> n.Expression:
        return self._arithmetic(children, span, "+")

    def minus(self, children: list[Any], span: Span) -> n.Expression:
        return self._arithmetic(children, span, "-")

    def times(self, children: list[Any], span: Span) -> n.Expression:
        return self._arithmetic(children, span, "*")

    def per(self, children: list[Any], span: Span) -> n.Expression:
        return self._arithmetic(children, span, "per")

    def number_literal(self, children: list[Any], span: Span) -> n.Literal_:
        return n.Literal_(self.number(children[0]), span)

    def percent(self, children: list[Any], span: Span) -> n.Literal_:
        token: Token = children[0]
        bare = Token(token.kind, token.text[:-1], token.start, token.end, token.first)
        return n.Literal_(Percent(self.number(bare)), span)

    def money(self, children: list[Any], span: Span) -> n.Literal_:
        return n.Literal_(Money(children[0].text, self.number(children[1])), span)

    def date(self, children: list[Any], span: Span) -> n.Literal_:
        return n.Literal_(self.day(children[0]), span)

    def share(self, children: list[Any], span: Span) -> n.Expression:
        return n.Share(self.percent(children[:1], _at(children[0])), children[1], span)

    def at_least_of(self, children: list[Any], span: Span) -> n.Expression:
        count = self.number(children[0])
        parts = tuple(children[1:])
        if not isinstance(count, int) or not 1 <= count <= len(parts):
            message = f"`at least {children[0].text} of` needs a whole number from 1 to the {len(parts)} conditions in the list."
            self._fault("bad-count", message, f"Write a number from 1 to {len(parts)}.", _at(children[0]))
            count = 1
        return n.AtLeast(int(count), parts, span)

    # ---- statements

    def on_day(self, children: list[Any], span: Span) -> tuple[str, Any]:
        return "on", self.day(children[0])

    def judged_value(self, children: list[Any], span: Span) -> n.Written:
        value = _written(children[0])
        said: dict[str, Any] = {}
        for key, content in children[1:]:
            if key in said:
                self._fault("said-twice", f"`{key}` is said twice for one value.", f"Say `{key}` once.", span)
            said[key] = content
        return n.Written(value.kind, value.words, value.value, said.get("by"), said.get("because"), said.get("on"), span)

    # ---- clauses with dates

    def in_force_from(self, children: list[Any], span: Span) -> d.Clause:
        return d.InForceClause(self.day(children[0]), None, span)

    def in_force_until(self, children: list[Any], span: Span) -> d.Clause:
        return d.InForceClause(None, self.day(children[0]), span)

    def in_force_both(self, children: list[Any], span: Span) -> d.Clause:
        start, end = self.day(children[0]), self.day(children[1])
        if end < start:
            self._fault("bad-date", "The last day in force is before the first.", "Write the earlier date after `from`.", span)
        return d.InForceClause(start, end, span)

    def as_of_clause(self, children: list[Any], span: Span) -> d.Clause:
        return d.AsOf(self.day(children[0]), span)


_METHODS: dict[str, Any] = {
    ("number" if name == "number_literal" else name): getattr(Builder, name)
    for name in (
        "duration", "chain", "plus", "minus", "times", "per", "number_literal", "percent", "money", "date", "share", "at_least_of",
        "on_day", "judged_value", "in_force_from", "in_force_until", "in_force_both", "as_of_clause",
    )
}  # fmt: skip


def _at(token: Token) -> Span:
    return Span(token.start, token.end)


def _name(token: Token) -> n.Name:
    return n.Name(token.text, Span(token.start, token.end))


def _names(children: list[Any]) -> tuple[n.Name, ...]:
    return tuple(map(_name, children))


def _words(children: list[Any]) -> tuple[str, ...]:
    return tuple(token.text for token in children)


def _written(value: Any) -> n.Written:
    """Return a plain value as a statement's: yes and no are words there, until the type of the fact is known."""
    if isinstance(value, n.Written):
        return value
    literal: n.Literal_ = value
    if literal.value is None:
        return n.Written("none", (), None, None, None, None, literal.span)
    if literal.value is YES or literal.value is NO:
        return n.Written("word", ("yes" if literal.value is YES else "no",), None, None, None, None, literal.span)
    return n.Written("value", (), literal.value, None, None, None, literal.span)


def _text_clause(keyword: Any) -> Build:
    return lambda children, span: d.TextClause(keyword, children[0], span)


def _compared(operator: Any) -> Build:
    return lambda children, span: n.Compare(operator, children[0], children[1], span)


def _literal(value: Any) -> Build:
    return lambda children, span: n.Literal_(value, span)


def _constant(value: Any) -> Build:
    return lambda children, span: value


def _includes(mode: Any) -> Build:
    return lambda children, span: n.Includes(children[0], mode, children[1], span)


def _quantified(quantifier: Any) -> Build:
    return lambda children, span: n.Quantified(quantifier, children[0].text, children[1], span)


def _head(keyword: Any) -> Build:
    return lambda children, span: d.NamedHead(keyword, _name(children[0]), span)


def _exception(keyword: Any) -> Build:
    return lambda children, span: d.ExceptionHead(keyword, _name(children[0]), tuple(children[1:]), span)


def _expect(outcome: str, exceptions: tuple[n.Name, ...] = (), missing: tuple[n.Name, ...] = ()) -> tuple[Any, ...]:
    return outcome, exceptions, missing


def _expected(rule: n.Name, member: n.Name | None, outcome: tuple[Any, ...], span: Span) -> d.Expect:
    word, exceptions, missing = outcome
    return d.Expect(rule, member, word, exceptions, missing, span)


def _step(kind: Any, make: Callable[[list[Any]], tuple[Any, str]]) -> Build:
    def build(children: list[Any], span: Span) -> n.Step:
        duration, other = make(children)
        return n.Step(kind, children[0].text, duration, other, span)

    return build


PLAIN: dict[str, Build] = {
    # heads
    "declaration": lambda c, s: d.Declaration(c[0], tuple(c[1:]), s),
    **{f"{keyword}_head": _head(keyword) for keyword in ("rulebook", "source", "group", "event")},
    "fact_head": lambda c, s: d.FactHead(_name(c[0]), c[1], s),
    "define_head": lambda c, s: d.DefineHead(_name(c[0]), c[1], s),
    "safeguard_head": lambda c, s: d.SafeguardHead(_name(c[0]), _name(c[1]), s),
    "rule_head": lambda c, s: d.RuleHead(_name(c[0]), _name(c[1]), s),
    "exception_head": _exception("exception"),
    "derogation_head": _exception("derogation"),
    "case_head": lambda c, s: d.CaseHead(n.Name(c[0], s), s),
    "target_rule": lambda c, s: d.Target(None, _name(c[0]), s),
    "target_label": lambda c, s: d.Target(_name(c[0]), _name(c[1]), s),
    "plain_type": lambda c, s: d.TypeSyntax(c[0].text, (), s),
    "one_of_type": lambda c, s: d.TypeSyntax("one of", _names(c), s),
    "any_of_type": lambda c, s: d.TypeSyntax("any of", _names(c), s),
    # clauses
    **{f"{keyword}_clause": _text_clause(keyword) for keyword in ("title", "means", "otherwise", "ask", "unit", "url", "because", "fix")},
    "use_clause": lambda c, s: d.NameClause("use", _name(c[0]), s),
    "legal_order_clause": lambda c, s: d.NameClause("legal order", _name(c[0]), s),
    "for_each_clause": lambda c, s: d.NameClause("for each", _name(c[0]), s),
    "in_doubt_clause": lambda c, s: d.InDoubt(_written(c[0]), s),
    "in_order_clause": lambda c, s: d.Flag("in order", s),
    "may_not_happen_clause": lambda c, s: d.Flag("may not happen", s),
    "authority_clause": lambda c, s: d.AuthorityClause(_name(c[0]), c[1], True, s),
    "unverified_clause": lambda c, s: d.AuthorityClause(_name(c[0]), c[1], False, s),
    "when_clause": lambda c, s: d.When(c[0], s),
    "require_clause": lambda c, s: d.Require("require", None, c[0], s),
    "labelled_require_clause": lambda c, s: d.Require("require", _name(c[0]), c[1], s),
    "forbid_clause": lambda c, s: d.Require("forbid", None, c[0], s),
    "labelled_forbid_clause": lambda c, s: d.Require("forbid", _name(c[0]), c[1], s),
    "given_clause": lambda c, s: d.Given(c[0], s),
    "law_clause": lambda c, s: d.Law(_names(c), s),
    "expect_clause": lambda c, s: _expected(_name(c[0]), None, c[1], s),
    "expect_member_clause": lambda c, s: _expected(_name(c[0]), _name(c[1]), c[2], s),
    "passes": lambda c, s: _expect("passes"),
    "passes_by": lambda c, s: _expect("passes", exceptions=_names(c)),
    "fails": lambda c, s: _expect("fails"),
    "unknown": lambda c, s: _expect("unknown"),
    "unknown_missing": lambda c, s: _expect("unknown", missing=_names(c)),
    "not_applicable": lambda c, s: _expect("not applicable"),
    "not_in_force": lambda c, s: _expect("not in force"),
    "texts": lambda c, s: " ".join([unquoted(token.text) for token in c]),
    # conditions
    "and_joiner": _constant("and"),
    "or_joiner": _constant("or"),
    "negation": lambda c, s: n.Not(c[0], s),
    "is_": _compared("is"),
    "between": lambda c, s: n.Between(c[0], c[1], c[2], s),
    **{
        word.replace(" ", "_"): _compared(f"is {word}")
        for word in ("not", "at most", "at least", "more than", "less than", "before", "on or before", "after", "on or after")
        if word != "not"
    },
    "is_not": _compared("is not"),
    "is_one_of": lambda c, s: n.IsOneOf(c[0], False, tuple(c[1:]), s),
    "is_none_of": lambda c, s: n.IsOneOf(c[0], True, tuple(c[1:]), s),
    "includes": lambda c, s: n.Includes(c[0], "one", (_name(c[1]),), s),
    "includes_any": _includes("any of"),
    "includes_all": _includes("all of"),
    "includes_only": _includes("only"),
    "several_values": lambda c, s: _names(c),
    "several_of_fact": lambda c, s: _name(c[0]),
    "happens": lambda c, s: n.Happens(c[0].text, s),
    "happens_before": lambda c, s: n.HappensBefore(c[0].text, c[1].text, s),
    "happens_within": lambda c, s: n.HappensWithin(c[0].text, c[1].value, c[2].text, s),
    "happens_after": lambda c, s: n.HappensAfter(c[0].text, c[1].value, c[2].text, s),
    # quantities
    "name": lambda c, s: _name(c[0]),
    # The parentheses belong to the place of what they hold, so that a message quotes them with it.
    "parenthesised": lambda c, s: replace(c[0], span=s) if isinstance(c[0], n.And | n.Or) else c[0],
    "listed": lambda c, s: n.Listed(_words(c), s),
    "any_has": _quantified("any"),
    "every_has": _quantified("every"),
    "no_has": _quantified("no"),
    "number_of": lambda c, s: n.CountSet(_name(c[0]), s),
    "number_where": lambda c, s: n.CountMembers(c[0].text, c[1], s),
    "total_of": lambda c, s: n.Total(_name(c[0]), None, s),
    "total_where": lambda c, s: n.Total(_name(c[0]), c[1], s),
    # values
    "yes": _literal(YES),
    "no": _literal(NO),
    "none": _literal(None),
    "never": _literal(NEVER),
    "unlimited": _literal(UNLIMITED),
    "text": lambda c, s: n.Literal_(Text(unquoted(c[0].text)), s),
    **{unit.replace(" ", "_"): _constant(unit) for unit in ("minutes", "hours", "days", "weeks", "months", "years", "working days")},
    # statements
    "state": lambda c, s: n.State(c[0].text, c[1], s),
    "state_includes": lambda c, s: n.Part(c[0].text, True, c[1], s),
    "state_excludes": lambda c, s: n.Part(c[0].text, False, c[1], s),
    "step_within": _step("within", lambda c: (c[1].value, c[2].text)),
    "step_unlimited": _step("within", lambda c: (UNLIMITED, c[1].text)),
    "step_at_least": _step("at least", lambda c: (c[1].value, c[2].text)),
    "step_at_least_unlimited": _step("at least", lambda c: (UNLIMITED, c[1].text)),
    "step_after": _step("after", lambda c: (None, c[1].text)),
    "step_happens": _step("happens", lambda c: (None, "")),
    "step_never": _step("never", lambda c: (None, "")),
    "value": lambda c, s: _written(c[0]),
    "open_value": lambda c, s: n.Written("open", (), Text(c[0]), None, None, None, s),
    "by": lambda c, s: ("by", c[0]),
    "reasons": lambda c, s: ("because", c[0]),
    "word_value": lambda c, s: n.Written("word", _words(c), None, None, None, None, s),
    "list_value": lambda c, s: n.Written("list", _words(c), None, None, None, None, s),
    "words": lambda c, s: _words(c),
}
