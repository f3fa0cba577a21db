"""The syntax tree of conditions and statements: dumb, frozen, each node with its span.

Parsed text first holds `Name`s; the checker replaces each by what it stands for (`FactRef`, `DefineRef`,
`Choice`) and leaves the rest of the tree as it is.
"""

from __future__ import annotations

from typing import Literal

from rulebook.language.source import Span
from rulebook.records import Record
from rulebook.values import Duration, Value

__all__ = [
    "And", "Arithmetic", "AtLeast", "Between", "Choice", "Compare", "CountMembers", "CountSet", "DefineRef", "Expression",
    "FactRef", "Happens", "HappensAfter", "HappensBefore", "HappensWithin", "Includes", "IsOneOf", "Listed", "Literal_", "Misread", "Name",
    "Not", "Or", "Part", "Quantified", "Ratio", "Share", "State", "Statement", "Step", "Total", "Written",
]  # fmt: skip


# ---- names and values ------------------------------------------------------------------------------------------


class Name(Record):
    """A word not yet looked up: the path of a fact or define, or a value such as `removal`."""

    text: str
    span: Span


class FactRef(Record):
    """A fact. `group` is the group that it belongs to, or the empty text."""

    path: str
    group: str
    span: Span


class DefineRef(Record):
    """A defined concept. `group` is the group that it belongs to, or the empty text."""

    path: str
    group: str
    span: Span


class Choice(Record):
    """A value of a closed list (`one of`, `any of`)."""

    value: str
    span: Span


class Listed(Record):
    """A list of values of a set in a comparison: `detention.grounds is (a, b)`; empty for `none`."""

    values: tuple[str, ...]
    span: Span


class Literal_(Record):
    """A yes or no, number, percent, amount of money, duration, date or text, as its value.

    `none` is `Literal_(None)` until the checker knows whether it is a value of that name or the empty set.
    """

    value: Value | None
    span: Span


# ---- conditions ------------------------------------------------------------------------------------------------


class And(Record):
    """`A and B`, of two conditions or more."""

    parts: tuple[Expression, ...]
    span: Span


class Or(Record):
    """`A or B`, of two conditions or more."""

    parts: tuple[Expression, ...]
    span: Span


class Not(Record):
    """`not A`."""

    part: Expression
    span: Span


class AtLeast(Record):
    """`at least 2 of (A, B, C)`: that many of the conditions are yes."""

    count: int
    parts: tuple[Expression, ...]
    span: Span


Operator = Literal[
    "is", "is not", "is at most", "is at least", "is more than", "is less than",
    "is before", "is on or before", "is after", "is on or after",
]  # fmt: skip


class Compare(Record):
    """`A is at most B`: two values of one type, by one of the operators."""

    operator: Operator
    left: Expression
    right: Expression
    span: Span


class Between(Record):
    """`X is between A and B`, both ends included."""

    left: Expression
    low: Expression
    high: Expression
    span: Span


class IsOneOf(Record):
    """`X is one of (a, b)`, or with `negated` `X is none of (a, b)`; the values are words or literals of X's type."""

    left: Expression
    negated: bool
    values: tuple[Expression, ...]
    span: Span


class Includes(Record):
    """A set and the values that it includes. `mode` is "one" (`includes a`), "any of", "all of" or "only".

    `right` is a tuple of words, or a fact of a set type with the same values.
    """

    left: Expression
    mode: Literal["one", "any of", "all of", "only"]
    right: tuple[Expression, ...] | Expression
    span: Span


class Quantified(Record):
    """`any GROUP has (…)`, `every GROUP has (…)`, `no GROUP has (…)`."""

    quantifier: Literal["any", "every", "no"]
    group: str
    condition: Expression
    span: Span


# ---- quantities ------------------------------------------------------------------------------------------------


class Arithmetic(Record):
    """`A + B`, `A - B` or `A * B`."""

    operator: Literal["+", "-", "*"]
    left: Expression
    right: Expression
    span: Span


class Share(Record):
    """`10% of X`."""

    percent: Expression
    of: Expression
    span: Span


class Ratio(Record):
    """`X per Y`."""

    left: Expression
    right: Expression
    span: Span


class CountMembers(Record):
    """`number of GROUP where (…)`; `where` is None where it is left out."""

    group: str
    where: Expression | None
    span: Span


class CountSet(Record):
    """`number of SET-FACT`. The parser cannot tell it from a `CountMembers` of a group; the checker does."""

    fact: Expression
    span: Span


class Total(Record):
    """`total of GROUP.x where (…)`; `where` is None where it is left out."""

    fact: Expression
    where: Expression | None
    span: Span


# ---- events ----------------------------------------------------------------------------------------------------


class Happens(Record):
    """`A happens`."""

    event: str
    span: Span


class HappensBefore(Record):
    """`A happens before B`."""

    event: str
    other: str
    span: Span


class HappensWithin(Record):
    """`A happens within D of B`."""

    event: str
    duration: Duration
    other: str
    span: Span


class HappensAfter(Record):
    """`A happens at least D after B`."""

    event: str
    duration: Duration
    other: str
    span: Span


Expression = (
    Name | FactRef | DefineRef | Choice | Listed | Literal_ | And | Or | Not | AtLeast | Compare | Between | IsOneOf | Includes
    | Quantified | Arithmetic | Share | Ratio | CountMembers | CountSet | Total | Happens | HappensBefore | HappensWithin | HappensAfter
)  # fmt: skip


# ---- statements (of a draft, and after `given`) -----------------------------------------------------------------


class Written(Record):
    """A value as it was written, before anyone knows the type of its fact.

    `kind` says which fields count: "word" (`words` has one), "list" (`words`), "none", "open" (`value` is the quoted
    words), or "value" (`value` is a number, percent, amount, duration, date or text). `by`, `because` and `on` are
    what a person who judged adds; None where left out.
    """

    kind: Literal["word", "list", "none", "open", "value"]
    words: tuple[str, ...]
    value: Value | None
    by: str | None
    because: str | None
    on: Value | None
    span: Span


class Misread(Record):
    """A value or statement that could not be read: the text, one sentence on why, and what to write instead.

    `span` is the stretch within the text that the sentence is about.
    """

    text: str
    message: str
    hint: str
    span: Span


class State(Record):
    """`PATH = VALUE`: of a fact (with or without a member), or of a group that is closed by it.

    A right side that cannot be read is kept as a `Misread`: it is a value of the wrong type, and still names the member.
    """

    path: str
    value: Written | Misread
    span: Span


class Part(Record):
    """`PATH includes a` or `PATH does not include a`: a part of a set is stated."""

    path: str
    included: bool
    words: tuple[str, ...]
    span: Span


class Step(Record):
    """A step of a procedure. The events are paths, with the track before them (`border.decision`) if they have one.

    `kind` is "within" (`duration`, `other`), "at least" (`duration`, `other`), "after" (`other`), "happens" or "never".
    """

    kind: Literal["within", "at least", "after", "happens", "never"]
    event: str
    duration: Value | None
    other: str
    span: Span


Statement = State | Part | Step
