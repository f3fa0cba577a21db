"""From syntax tree to text: the canonical layout, the way back from `parser`.

What is printed and read again gives the same tree. Parentheses stand only where the binding of the language needs them:
`not` binds closer than `and` and `or`, which never mix without; comparisons closer than `not`; `*` and `per` closer than
`+` and `-`, all of them from left to right.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from typing import TYPE_CHECKING, Any

from rulebook.language import declarations as d
from rulebook.language import nodes as n
from rulebook.language.declarations import DECLARATIONS
from rulebook.language.layout import NOTHING, SPACE, Break, Group, Piece, Quoted, flat, group, quoted
from rulebook.values import Date, Duration, Text, Truth, Value, write

if TYPE_CHECKING:
    from rulebook.language.source import Source, Span

__all__ = ["Printer", "print_file", "write_condition", "write_statement"]

# How closely an expression binds, from the loosest: `a and b`; `not a`; `a is b`; `a + b`; `a * b`; a name or what stands alone.
CHAIN, SIMPLE, COMPARISON, SUM, PRODUCT, OPERAND = range(6)
DEEPER = 2  # columns by which what belongs to a part of a chain or comparison is indented where it goes on after its first line


def write_condition(expression: n.Expression) -> str:
    """Return a condition or quantity on one line, as the rule language writes it.

    Its names may be looked up already or not: `detention.longest is at most 6 months`.
    """
    return flat(_PLAIN.expression(expression))


def write_statement(statement: n.Statement) -> str:
    """Return a statement on one line, as a draft makes it: `detention.longest = 6 months`."""
    return flat(_PLAIN.statement(statement))


def print_file(file: d.RuleFile) -> str:
    """Return the rule file in the canonical layout, with all its comments; the empty text for an empty file."""
    from rulebook.language.remarks import page  # for `fmt` only

    return page(file, Printer(file.source))


class Printer:
    """Makes the pieces of lines of declarations, conditions and statements.

    With the source that they were read from, numbers and amounts stay as they were written there (`EUR 12.50`, `90 minutes`).
    """

    def __init__(self, source: Source | None = None) -> None:
        self.source = source

    # ---- conditions

    def expression(self, node: n.Expression, least: int = CHAIN) -> Piece:
        """Return the expression, between parentheses where it binds less closely than `least`."""
        level, form = _FORMS[type(node)]
        if isinstance(node, n.Arithmetic) and node.operator == "*":
            level = PRODUCT
        made: Piece = form(self, node)
        return made if level >= least else ("(", made, ")")

    def _chain(self, node: n.And | n.Or) -> Piece:
        joiner = "and " if isinstance(node, n.And) else "or "
        parts = [group(self.expression(part, SIMPLE), indent=DEEPER) for part in node.parts]
        return group(parts[0], *(piece for part in parts[1:] for piece in (SPACE, joiner, part)))

    def _compared(self, left: n.Expression, operator: str, right: Piece) -> Piece:
        return group(self.expression(left, SUM), SPACE, f"{operator} ", right, indent=DEEPER)

    def _between(self, node: n.Between) -> Piece:
        low, high = self.expression(node.low, SUM), self.expression(node.high, SUM)
        return self._compared(node.left, "is between", (low, " and ", high))

    def _is_one_of(self, node: n.IsOneOf) -> Piece:
        operator = " is none of " if node.negated else " is one of "
        return self.expression(node.left, SUM), operator, _listed(self.expression(value, SUM) for value in node.values)

    def _includes(self, node: n.Includes) -> Piece:
        left = self.expression(node.left, SUM)
        if not isinstance(node.right, tuple):
            return left, f" includes {node.mode} ", self.expression(node.right)
        if node.mode == "one":
            return left, " includes ", self.expression(node.right[0])
        return left, f" includes {node.mode} ", _listed(map(self.expression, node.right))

    def _at_least(self, node: n.AtLeast) -> Piece:
        parts: list[Piece] = []
        for part in map(self.expression, node.parts):
            parts += [",", _break(part, SPACE), part] if parts else [_break(part, NOTHING), part]
        return f"at least {node.count} of (", group(*parts), ")"

    def _within(self, start: str, inner: n.Expression | None) -> Piece:
        return start if inner is None else (f"{start}(", self.expression(inner), ")")

    def _count_members(self, node: n.CountMembers) -> Piece:
        return self._within(f"number of {node.group}{' where ' if node.where is not None else ''}", node.where)

    def _total(self, node: n.Total) -> Piece:
        return self._within(f"total of {flat(self.expression(node.fact))}{' where ' if node.where is not None else ''}", node.where)

    def _calculated(self, left: n.Expression, operator: str, right: n.Expression, level: int) -> Piece:
        return group(self.expression(left, level), SPACE, f"{operator} ", self.expression(right, level + 1), indent=DEEPER)

    def _share(self, node: n.Share) -> Piece:
        return self.expression(node.percent, OPERAND), " of ", self.expression(node.of, OPERAND)

    def _happens(self, node: n.HappensBefore | n.HappensWithin | n.HappensAfter) -> Piece:
        if isinstance(node, n.HappensBefore):
            bound = f"before {node.other}"
        elif isinstance(node, n.HappensWithin):
            bound = f"within {self._inside(node.duration, node.span, 3)} of {node.other}"
        else:
            bound = f"at least {self._inside(node.duration, node.span, 4)} after {node.other}"
        return group(f"{node.event} happens", SPACE, bound, indent=DEEPER)

    # ---- values

    def value(self, value: Value | None, span: Span) -> str:
        """Return a value as it stands at the place in the source, else as the language writes it."""
        if value is None:
            return "none"
        return self._as_written(value, [] if isinstance(value, Truth | Text | Date) else self._words(span))

    def _inside(self, value: Value, span: Span, first: int) -> str:
        """Return a duration that stands from the word of this number up to the last two words of a condition or step."""
        return self._as_written(value, self._words(span)[first:-2])

    def _words(self, span: Span) -> list[str]:
        if self.source is None:
            return []
        from rulebook.language.tables import tables  # for `fmt` only
        from rulebook.language.tokens import cut

        return [token.text for token in cut(self.source.text[span.start : span.end], tables()) if token.kind != "COMMENT"]

    @staticmethod
    def _as_written(value: Value, words: Sequence[str]) -> str:
        if words:
            from rulebook.language.parser import parse_value

            read = parse_value(" ".join(words))
            if isinstance(read, n.Written) and read.by is read.because is read.on is None and read.value == value:
                return " ".join(words)
        return quoted(value.text) if isinstance(value, Text) else write(value)

    def written(self, value: n.Written) -> Piece:
        """Return the value of a statement, with who judged it, why and when."""
        if value.kind == "open":
            return "open ", Quoted(value.value.text if isinstance(value.value, Text) else "")
        plain: Piece = self.value(value.value, value.span)
        if value.kind in {"word", "list"}:
            plain = value.words[0] if value.kind == "word" else _listed(value.words)
        said: list[Piece] = [plain]
        for word, text in (("by", value.by), ("because", value.because)):
            said += [] if text is None else [SPACE, f"{word} ", Quoted(text)]
        said += [] if value.on is None else [SPACE, f"on {write(value.on)}"]
        return group(*said)

    # ---- statements

    def statement(self, statement: n.Statement | n.Misread) -> Piece:
        """Return a statement; of one that could not be read, the text."""
        if isinstance(statement, n.Misread):
            return " ".join(statement.text.split())
        if isinstance(statement, n.State):
            value = statement.value
            return f"{statement.path} = ", self.statement(value) if isinstance(value, n.Misread) else self.written(value)
        if isinstance(statement, n.Part):
            words = statement.words[0] if len(statement.words) == 1 else _listed(statement.words)
            return f"{statement.path} {'includes' if statement.included else 'does not include'} ", words
        return self._step(statement)

    def _step(self, step: n.Step) -> str:
        bound = {"happens": "happens", "never": "never happens", "after": f"after {step.other}"}.get(step.kind)
        if bound is None and step.kind == "within":
            bound = f"within {self._inside(step.duration or Duration(), step.span, 3)} of {step.other}"
        elif bound is None:
            bound = f"at least {self._inside(step.duration or Duration(), step.span, 4)} after {step.other}"
        return f"step {step.event} {bound}"

    # ---- declarations

    def head(self, head: d.Head) -> Piece:
        """Return the first line of a declaration."""
        return _HEADS[type(head)](self, head)

    def clause(self, clause: d.Clause) -> Piece:
        """Return one clause."""
        return _CLAUSES[type(clause)](self, clause)

    def _fact(self, head: d.FactHead) -> Piece:
        kind: Piece = head.type.kind
        if head.type.choices:
            kind = (f"{head.type.kind} ", _listed(choice.text for choice in head.type.choices))
        return f"fact {head.name.text}: ", kind

    def _exception(self, head: d.ExceptionHead) -> Piece:
        targets = [f"{target.label.text} of {target.rule.text}" if target.label else target.rule.text for target in head.targets]
        return f"{head.keyword} {head.name.text} to ", _filled(targets)

    def _in_force(self, clause: d.InForceClause) -> Piece:
        days = [f" {word} {write(day)}" for word, day in (("from", clause.start), ("until", clause.end)) if day is not None]
        return "in force" + "".join(days)

    def _require(self, clause: d.Require) -> Piece:
        label = f"{clause.label.text}: " if clause.label is not None else ""
        return f"{clause.keyword} {label}", self.expression(clause.condition)

    def _expect(self, clause: d.Expect) -> Piece:
        member = f" for {clause.member.text}" if clause.member is not None else ""
        start = f"expect {clause.rule.text}{member} {clause.outcome}"
        for word, names in (("by", clause.exceptions), ("missing", clause.missing)):
            if names:
                return f"{start} {word} ", _filled([name.text for name in names])
        return start


def _break(following: Piece, wanted: Break) -> Piece:
    """Return the break, or a blank instead where the line after it would be read as the start of a declaration."""
    return wanted.flat if flat(following).partition(" ")[0] in DECLARATIONS else wanted


def _filled(names: Iterable[Piece]) -> Piece:
    """Return names with commas, as many on a line as fit."""
    parts: list[Piece] = []
    for name in names:
        parts += [",", _break(name, SPACE), name] if parts else [name]
    return Group(tuple(parts), 0, True)


def _listed(names: Iterable[Piece]) -> Piece:
    """Return a list between parentheses; one too long for its line begins on the next."""
    return "(", group(NOTHING, _filled(names)), ")"


def _words_of_set(values: tuple[str, ...]) -> Piece:
    """Return the values of a set after `is`: one stands alone, and `none` are none."""
    return _listed(values) if len(values) > 1 else values[0] if values else "none"


_FORMS: dict[type, tuple[int, Callable[[Printer, Any], Piece]]] = {
    n.And: (CHAIN, Printer._chain),
    n.Or: (CHAIN, Printer._chain),
    n.Not: (SIMPLE, lambda p, e: ("not ", p.expression(e.part, SIMPLE))),
    n.Compare: (COMPARISON, lambda p, e: p._compared(e.left, e.operator, p.expression(e.right, SUM))),
    n.Between: (COMPARISON, Printer._between),
    n.IsOneOf: (COMPARISON, Printer._is_one_of),
    n.Includes: (COMPARISON, Printer._includes),
    n.Happens: (COMPARISON, lambda p, e: f"{e.event} happens"),
    n.HappensBefore: (COMPARISON, Printer._happens),
    n.HappensWithin: (COMPARISON, Printer._happens),
    n.HappensAfter: (COMPARISON, Printer._happens),
    n.Arithmetic: (SUM, lambda p, e: p._calculated(e.left, e.operator, e.right, PRODUCT if e.operator == "*" else SUM)),
    n.Ratio: (PRODUCT, lambda p, e: p._calculated(e.left, "per", e.right, PRODUCT)),
    n.Share: (OPERAND, Printer._share),
    n.AtLeast: (OPERAND, Printer._at_least),
    n.Quantified: (OPERAND, lambda p, e: p._within(f"{e.quantifier} {e.group} has ", e.condition)),
    n.CountMembers: (OPERAND, Printer._count_members),
    n.CountSet: (OPERAND, lambda p, e: ("number of ", p.expression(e.fact, OPERAND))),
    n.Total: (OPERAND, Printer._total),
    n.Literal_: (OPERAND, lambda p, e: p.value(e.value, e.span)),
    n.Listed: (OPERAND, lambda p, e: _words_of_set(e.values)),
    n.Name: (OPERAND, lambda p, e: e.text),
    n.FactRef: (OPERAND, lambda p, e: e.path),
    n.DefineRef: (OPERAND, lambda p, e: e.path),
    n.Choice: (OPERAND, lambda p, e: e.value),
}

_HEADS: dict[type, Callable[[Printer, Any], Piece]] = {
    d.NamedHead: lambda p, h: f"{h.keyword} {h.name.text}",
    d.FactHead: Printer._fact,
    d.DefineHead: lambda p, h: (f"define {h.name.text} as ", p.expression(h.expression)),
    d.SafeguardHead: lambda p, h: f"safeguard {h.name.text}: {h.nature.text}",
    d.RuleHead: lambda p, h: f"rule {h.name.text} of {h.safeguard.text}",
    d.ExceptionHead: Printer._exception,
    d.CaseHead: lambda p, h: ("case ", Quoted(h.name.text)),
}

_CLAUSES: dict[type, Callable[[Printer, Any], Piece]] = {
    d.TextClause: lambda p, c: (f"{c.keyword} ", Quoted(c.text)),
    d.NameClause: lambda p, c: f"{c.keyword} {c.name.text}",
    d.Flag: lambda p, c: c.keyword,
    d.InForceClause: Printer._in_force,
    d.InDoubt: lambda p, c: ("in doubt ", p.written(c.value)),
    d.AuthorityClause: lambda p, c: (f"authority {c.source.text} ", Quoted(c.where), "" if c.verified else " unverified"),
    d.When: lambda p, c: ("when ", p.expression(c.condition)),
    d.Require: Printer._require,
    d.Given: lambda p, c: ("given ", p.statement(c.statement)),
    d.AsOf: lambda p, c: f"as of {write(c.day)}",
    d.Law: lambda p, c: f"law {', '.join(name.text for name in c.orders)}",
    d.Expect: Printer._expect,
}

_PLAIN = Printer()
