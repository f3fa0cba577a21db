"""Hypothesis strategies for syntax trees that a rule file can have: what `parser` gives back of the text that says them."""

from __future__ import annotations

from fractions import Fraction
from typing import Any

from hypothesis import strategies as st

from rulebook.language import declarations as d
from rulebook.language import nodes as n
from rulebook.language.clauses import ALLOWED
from rulebook.language.declarations import DECLARATIONS
from rulebook.language.source import NOWHERE, Source
from rulebook.values import NEVER, NO, UNLIMITED, YES, Date, Duration, Money, Percent, Text
from rulebook.values.numbers import simplest

__all__ = ["conditions", "declarations", "files", "statements", "texts"]

AT = NOWHERE

# Words that begin a declaration are good names anywhere else; the printer must not put one at the start of a line.
words = st.sampled_from(["a", "b", "longest", "purpose", "return_list", "a_rather_long_name_of_a_value_in_a_list", *DECLARATIONS])
paths = st.lists(words, min_size=1, max_size=3).map(".".join)
kebab = st.sampled_from(["six-months", "last-resort", "a", "the-name-of-a-rule-that-says-a-little-more", "t.book/six-months", "case"])
names = paths.map(lambda text: n.Name(text, AT))
texts = st.text(st.characters(exclude_characters="\r\n\0", exclude_categories=["Cs"]), max_size=300) | st.lists(
    st.sampled_from(["detention", "is", "short", '"so"', "\\", "reviewed,", "§ 5(1)(f)"]), max_size=60
).map(" ".join)

whole = st.integers(0, 10**6)
numbers = whole | st.builds(lambda top, places: simplest(Fraction(top, 10**places)), whole, st.integers(1, 4))
days = st.builds(Date, st.integers(1, 9999), st.integers(1, 12), st.integers(1, 28))
_parts = st.tuples(whole, st.sampled_from(["years", "months", "weeks", "days", "working days", "hours", "minutes"]))
durations = st.lists(_parts, min_size=1, max_size=3).map(Duration.of)
money = st.builds(Money, st.sampled_from(["EUR", "USD", "CHF"]), numbers)
values: st.SearchStrategy[Any] = st.one_of(
    numbers, numbers.map(Percent), money, durations, days, texts.map(Text), st.sampled_from([UNLIMITED, NEVER])
)  # fmt: skip
literals = (values | st.sampled_from([YES, NO, None])).map(lambda value: n.Literal_(value, AT))
listed = st.lists(words, min_size=2, max_size=8).map(lambda found: n.Listed(tuple(found), AT))
several = st.lists(words.map(lambda word: n.Name(word, AT)), min_size=1, max_size=8).map(tuple)

OPERATORS = (
    "is", "is not", "is at most", "is at least", "is more than", "is less than", "is before", "is on or before", "is after",
    "is on or after",
)  # fmt: skip


def _larger(inner: st.SearchStrategy[Any]) -> st.SearchStrategy[Any]:
    parts = st.lists(inner, min_size=2, max_size=4).map(tuple)
    counted = parts.flatmap(lambda many: st.integers(1, len(many)).map(lambda count: n.AtLeast(count, many, AT)))
    mode = st.sampled_from(["any of", "all of", "only"])
    return st.one_of(
        st.builds(n.And, parts, st.just(AT)),
        st.builds(n.Or, parts, st.just(AT)),
        st.builds(n.Not, inner, st.just(AT)),
        counted,
        st.builds(n.Compare, st.sampled_from(OPERATORS), inner, inner, st.just(AT)),
        st.builds(n.Between, inner, inner, inner, st.just(AT)),
        st.builds(n.IsOneOf, inner, st.booleans(), parts, st.just(AT)),
        st.builds(lambda left, word: n.Includes(left, "one", (word,), AT), inner, words.map(lambda word: n.Name(word, AT))),
        st.builds(n.Includes, inner, mode, several | names, st.just(AT)),
        st.builds(n.Quantified, st.sampled_from(["any", "every", "no"]), paths, inner, st.just(AT)),
        st.builds(n.Arithmetic, st.sampled_from(["+", "-", "*"]), inner, inner, st.just(AT)),
        st.builds(n.Ratio, inner, inner, st.just(AT)),
        st.builds(n.Share, numbers.map(lambda number: n.Literal_(Percent(number), AT)), inner, st.just(AT)),
        st.builds(n.CountMembers, paths, inner, st.just(AT)),
        st.builds(n.Total, names, st.none() | inner, st.just(AT)),
    )


_smallest = st.one_of(
    names,
    literals,
    listed,
    st.builds(n.Happens, words, st.just(AT)),
    st.builds(n.HappensBefore, words, words, st.just(AT)),
    st.builds(n.HappensWithin, words, durations, words, st.just(AT)),
    st.builds(n.HappensAfter, words, durations, words, st.just(AT)),
    st.builds(n.CountSet, names, st.just(AT)),
)
conditions: st.SearchStrategy[Any] = st.recursive(_smallest, _larger, max_leaves=12)

# ---- statements ----------------------------------------------------------------------------------------------------

_word_lists = st.lists(words, min_size=1, max_size=6).map(tuple)
_plain = st.one_of(
    words.map(lambda word: n.Written("word", (word,), None, None, None, None, AT)),
    st.sampled_from(["yes", "no"]).map(lambda word: n.Written("word", (word,), None, None, None, None, AT)),
    _word_lists.map(lambda found: n.Written("list", found, None, None, None, None, AT)),
    st.just(n.Written("none", (), None, None, None, None, AT)),
    values.map(lambda value: n.Written("value", (), value, None, None, None, AT)),
)


def _judged(plain: n.Written) -> st.SearchStrategy[n.Written]:
    said = st.none() | texts
    return st.builds(lambda by, why, on: n.Written(plain.kind, plain.words, plain.value, by, why, on, AT), said, said, st.none() | days)


_written = _plain.flatmap(_judged) | texts.map(lambda text: n.Written("open", (), Text(text), None, None, None, AT))
_bounded = st.builds(n.Step, st.sampled_from(["within", "at least"]), paths, durations | st.just(UNLIMITED), paths, st.just(AT))
_steps = st.one_of(
    _bounded,
    st.builds(lambda event, other: n.Step("after", event, None, other, AT), paths, paths),
    st.builds(lambda kind, event: n.Step(kind, event, None, "", AT), st.sampled_from(["happens", "never"]), paths),
)
statements: st.SearchStrategy[Any] = st.one_of(
    st.builds(n.State, paths, _written, st.just(AT)),
    st.builds(n.Part, paths, st.booleans(), _word_lists, st.just(AT)),
    _steps,
)

# ---- declarations --------------------------------------------------------------------------------------------------

_kebab_names = kebab.map(lambda text: n.Name(text, AT))
_choices = st.lists(words.map(lambda word: n.Name(word, AT)), min_size=1, max_size=9).map(tuple)
_types = st.builds(d.TypeSyntax, st.sampled_from(["one of", "any of"]), _choices, st.just(AT)) | st.sampled_from(
    ["yes/no", "duration", "text"]
).map(lambda kind: d.TypeSyntax(kind, (), AT))
_targets = st.lists(st.builds(d.Target, st.none() | _kebab_names, _kebab_names, st.just(AT)), min_size=1, max_size=5).map(tuple)
_some_names = st.lists(_kebab_names, max_size=5).map(tuple)
_outcomes = st.one_of(
    st.builds(lambda by: ("passes", by, ()), _some_names),
    st.builds(lambda missing: ("unknown", (), missing), _some_names),
    st.sampled_from(["fails", "not applicable", "not in force"]).map(lambda outcome: (outcome, (), ())),
)

HEADS: dict[str, st.SearchStrategy[Any]] = {
    **{word: st.builds(d.NamedHead, st.just(word), _kebab_names, st.just(AT)) for word in ("rulebook", "source", "group", "event")},
    "fact": st.builds(d.FactHead, names, _types, st.just(AT)),
    "define": st.builds(d.DefineHead, names, conditions, st.just(AT)),
    "safeguard": st.builds(d.SafeguardHead, _kebab_names, _kebab_names, st.just(AT)),
    "rule": st.builds(d.RuleHead, _kebab_names, _kebab_names, st.just(AT)),
    **{word: st.builds(d.ExceptionHead, st.just(word), _kebab_names, _targets, st.just(AT)) for word in ("exception", "derogation")},
    "case": texts.map(lambda text: d.CaseHead(n.Name(text, AT), AT)),
}

_in_force = st.one_of(
    days.map(lambda day: (day, None)), days.map(lambda day: (None, day)), st.tuples(days, days).map(lambda pair: (min(pair), max(pair)))
)  # fmt: skip
CLAUSES: dict[str, st.SearchStrategy[Any]] = {
    **{
        word: st.builds(d.TextClause, st.just(word), texts, st.just(AT))
        for word in ("title", "means", "otherwise", "ask", "unit", "url", "because", "fix")
    },
    **{word: st.builds(d.NameClause, st.just(word), _kebab_names, st.just(AT)) for word in ("use", "legal order", "for each")},
    **{word: st.just(d.Flag(word, AT)) for word in ("in order", "may not happen")},
    "in force": _in_force.map(lambda pair: d.InForceClause(pair[0], pair[1], AT)),
    "in doubt": st.builds(d.InDoubt, _plain, st.just(AT)),
    "authority": st.builds(d.AuthorityClause, _kebab_names, texts, st.booleans(), st.just(AT)),
    "when": st.builds(d.When, conditions, st.just(AT)),
    **{word: st.builds(d.Require, st.just(word), st.none() | _kebab_names, conditions, st.just(AT)) for word in ("require", "forbid")},
    "given": st.builds(d.Given, statements, st.just(AT)),
    "as of": st.builds(d.AsOf, days, st.just(AT)),
    "law": st.builds(d.Law, st.lists(_kebab_names, min_size=1, max_size=3).map(tuple), st.just(AT)),
    "expect": st.builds(
        lambda rule, member, outcome: d.Expect(rule, member, outcome[0], outcome[1], outcome[2], AT),
        _kebab_names,
        st.none() | _kebab_names,
        _outcomes,
    ),
}


def _declaration(keyword: str) -> st.SearchStrategy[d.Declaration]:
    clauses = st.sampled_from(sorted(ALLOWED[keyword])).flatmap(lambda word: CLAUSES[word])
    return st.builds(
        lambda head, found: d.Declaration(head, tuple(found), AT), HEADS[keyword], st.lists(clauses, max_size=5)
    )  # fmt: skip


declarations: st.SearchStrategy[d.Declaration] = st.sampled_from(DECLARATIONS).flatmap(_declaration)
files: st.SearchStrategy[d.RuleFile] = st.lists(declarations, max_size=4).map(
    lambda found: d.RuleFile(Source("generated.rules", ""), tuple(found), ())
)
