"""From text to syntax tree: rule files, statements, values, conditions.

A rule file is cut at the keywords that begin declarations, and each declaration is parsed by itself. Where a clause
makes no sense, the error is noted, the clause left out, and the declaration read again: so every slip is told at once.
"""

from __future__ import annotations

from collections.abc import Sequence
from itertools import pairwise
from typing import TYPE_CHECKING, Any, cast

from rulebook.language.builder import Builder, Fault
from rulebook.language.declarations import CLAUSES, DECLARATIONS, Declaration, RuleFile
from rulebook.language.diagnostics import Problems
from rulebook.language.lalr import Unexpected, run
from rulebook.language.nodes import Expression, Misread, State, Statement, Written
from rulebook.language.source import Source, Span
from rulebook.language.tables import Tables, tables
from rulebook.language.tokens import BAD, END, Token, cut
from rulebook.records import replace

if TYPE_CHECKING:
    from rulebook.language.slips import Slip

__all__ = ["parse_condition", "parse_file", "parse_statement", "parse_value"]

DEEPEST = 60  # parentheses within each other: more is no sentence, and would exhaust the machine later
MOST_SLIPS = 20  # in one declaration

_CLAUSE_STARTS = frozenset(clause.split()[0] for clause in CLAUSES)


def parse_file(source: Source, problems: Problems) -> RuleFile:
    """Return the declarations of a rule file that make sense, and note every slip in `problems`."""
    grammar = tables()
    tokens, comments = [], []
    for token in cut(source.text, grammar):
        if token.kind == "COMMENT":
            comments.append(Span(token.start, token.end))
        else:
            tokens.append(token)
    found, broken = [], set()
    for chunk in _declarations(tokens, source.text):
        declaration = _declaration(list(chunk), source, grammar, problems)
        if declaration is not None:
            found.append(declaration)
        elif len(chunk) > 1:
            broken.add(chunk[1].text)
    return RuleFile(source, tuple(found), tuple(comments), frozenset(broken))


def _declarations(tokens: Sequence[Token], text: str) -> list[list[Token]]:
    """Cut the tokens before each word that begins a declaration, or is meant to and misspelt.

    Such a word is the first of its line, and a name or text follows on the same line: in a list that runs over several
    lines, a value may have the same name.
    """
    starts = [
        i
        for i, token in enumerate(tokens)
        if token.first
        and (token.text in DECLARATIONS or _nearly_begins(tokens, i, text))
        and (i + 1 == len(tokens) or tokens[i + 1].first or tokens[i + 1].kind in {"WORD", "STRING", BAD, "NUMBER"})
        and not (i + 1 < len(tokens) and tokens[i + 1].first and i and tokens[i - 1].text in {"(", ",", "and", "or", "is", "of"})
    ]
    edges = ([0] if tokens and (not starts or starts[0] > 0) else []) + starts + [len(tokens)]
    return [list(tokens[start:end]) for start, end in pairwise(edges)]


def _nearly_begins(tokens: Sequence[Token], i: int, text: str) -> bool:
    """True where a word at the very start of a line, with a name after it, is nearly a word that begins a declaration."""
    token = tokens[i]
    if token.kind != "WORD" or token.text in _CLAUSE_STARTS or (token.start and text[token.start - 1] not in "\r\n"):
        return False
    if i + 1 == len(tokens) or tokens[i + 1].first or tokens[i + 1].kind not in {"WORD", "STRING"}:
        return False
    from rulebook.language.names import nearest  # such a word is rare in a rule file

    return nearest(token.text, DECLARATIONS, likeness=0.8) is not None


def _declaration(tokens: list[Token], source: Source, grammar: Tables, problems: Problems) -> Declaration | None:
    if tokens[0].text not in DECLARATIONS:
        _no_declaration(tokens[0], source, grammar, problems)
        return None
    whole = len(tokens)
    for _ in range(MOST_SLIPS):
        if (deep := _too_deep(tokens)) is not None:
            span = Span(deep.start, deep.end)
            problems.error(
                "too-deep", f"More than {DEEPEST} parentheses stand within each other.", at=span, source=source, hint=_NAME_PARTS
            )
            return None
        builder = Builder(source.text)
        made = run(grammar, tokens, "declaration", builder.builders())
        if not isinstance(made, Unexpected):
            for fault in builder.faults:
                problems.error(fault.code, fault.message, at=fault.span, source=source, hint=fault.hint)
            return replace(made, damaged=len(tokens) < whole)  # type: ignore[no-any-return]
        made = _before_a_clause_read_as_a_name(made, tokens)
        unfinished = _begins_a_clause(made.token)  # what makes no sense is then the clause before, which lacks something
        begin, end = _clause_around(tokens, made.index - unfinished)
        recent = source.text[tokens[begin].start : tokens[end - 1].end if unfinished else made.token.end]
        slip = _slip(made, source.text, grammar, recent, _clauses_of(tokens[0].text), unfinished)
        problems.error(slip.code, slip.message, at=_shown(made, unfinished), source=source, hint=slip.hint)
        if begin == 0:  # the head itself: what it declares stays unknown
            return None
        del tokens[begin:end]
    return None


def _slip(found: Unexpected, text: str, grammar: Tables, recent: str, clauses: Sequence[str] = (), unfinished: bool = False) -> Slip:
    from rulebook.language.slips import explain  # only on the way to an error message

    return explain(found, text, grammar, recent, clauses, unfinished)


_WANT_MORE = frozenset("require forbid when and or not is most least than between before after per + - *".split())


def _before_a_clause_read_as_a_name(found: Unexpected, tokens: Sequence[Token]) -> Unexpected:
    """Return the place before a clause whose first word was taken for the name that the unfinished clause before it lacks."""
    i = found.index - 1
    if i < 1 or not _begins_a_clause(tokens[i]) or tokens[i - 1].text not in _WANT_MORE:
        return found
    return Unexpected(tokens[i], i, tokens[i - 1], frozenset({"WORD", "NUMBER", "LPAR", "STRING"}))


def _begins_a_clause(token: Token) -> bool:
    """True where a new clause begins at the token; it makes no sense there only where the clause before it is not complete."""
    return token.first and token.text in _CLAUSE_STARTS


def _clauses_of(keyword: str) -> list[str]:
    from rulebook.language.clauses import ALLOWED  # needed for an error message only

    return list(ALLOWED[keyword])


_NAME_PARTS = "Give a part of the condition a name with `define`, and use the name."


def _too_deep(tokens: Sequence[Token]) -> Token | None:
    """Return the token at which too much stands within each other (parentheses, `not`, shares of shares)."""
    depth = run_of_prefixes = 0
    for token in tokens:
        if token.text == "(":
            depth += 1
        elif token.text == ")":
            depth -= 1
        prefix = token.text in {"not", "of"} or token.kind == "PERCENT"
        run_of_prefixes = run_of_prefixes + 1 if prefix else 0
        if depth > DEEPEST or run_of_prefixes > DEEPEST:
            return token
    return None


def _shown(found: Unexpected, unfinished: bool = False) -> Span:
    """Return the stretch to mark: where the text or an unfinished clause ends, the last word that did make sense."""
    if (unfinished or found.token.kind == END) and found.before:
        return Span(found.before.start, found.before.end)
    return Span(found.token.start, found.token.end)


def _clause_around(tokens: Sequence[Token], index: int) -> tuple[int, int]:
    """Return where the clause with this token begins and ends: from one first word of a line that begins a clause to the next.

    A first word of a line that itself makes no sense begins the clause; the head of a declaration counts as one, at 0.
    """
    last = min(index, len(tokens) - 1)
    begin = last
    while begin > 0 and not (tokens[begin].first and (begin == index or tokens[begin].text in _CLAUSE_STARTS)):
        begin -= 1
    end = max(last, begin) + 1
    while end < len(tokens) and not (tokens[end].first and tokens[end].text in _CLAUSE_STARTS):
        end += 1
    return begin, end


def _no_declaration(token: Token, source: Source, grammar: Tables, problems: Problems) -> None:
    from rulebook.language.names import nearest  # only on the way to an error message

    span = Span(token.start, token.end)
    if token.kind == BAD:
        slip = _slip(Unexpected(token, 0, None, frozenset({"RULE"})), source.text, grammar, "")
        problems.error(slip.code, slip.message, at=span, source=source, hint=slip.hint)
        return
    close = nearest(token.text, DECLARATIONS)
    hint = f"Write `{close}`." if close else f"Begin with one of: {', '.join(DECLARATIONS)}."
    problems.error("no-declaration", f"`{token.text[:40]}` begins no declaration.", at=span, source=source, hint=hint)


# ---- the statements of a draft, and single values ------------------------------------------------------------------


def parse_statement(text: str) -> Statement | Misread:
    """Return the statement that the text makes, or why it makes none.

    A right side that is no value comes back as a `State` with the `Misread` in it, so that the statement still names its fact.
    """
    made = _parse(text, "statement")
    if isinstance(made, Misread):
        path, sign, right = text.partition("=")
        if sign and (name := path.strip()) and _is_word(name):
            value = parse_value(right)
            if isinstance(value, Misread):
                return State(name, value, Span(0, len(text)))
    return cast(Statement | Misread, made)


def parse_value(text: str) -> Written | Misread:
    """Return the value that the text is, or why it is none."""
    return cast(Written | Misread, _parse(text, "value"))


def parse_condition(text: str) -> Expression | Misread:
    """Return the condition that the text is, or why it is none."""
    return cast(Expression | Misread, _parse(text, "condition"))


def _is_word(text: str) -> bool:
    tokens = list(cut(text, tables()))
    return len(tokens) == 1 and tokens[0].kind == "WORD"


def _parse(text: str, start: str) -> Any:
    grammar = tables()
    tokens = list(cut(text, grammar))
    if (deep := _too_deep(tokens)) is not None:
        return Misread(text, f"More than {DEEPEST} parentheses stand within each other.", _NAME_PARTS, Span(deep.start, deep.end))
    builder = Builder(text)
    made = run(grammar, tokens, start, builder.builders())
    if isinstance(made, Unexpected):
        if not tokens:
            return Misread(text, "Nothing is written here.", "Write a value after the = sign.", _shown(made))
        slip = _slip(made, text, grammar, text[: made.token.end])
        return Misread(text, slip.message, slip.hint, _shown(made))
    if builder.faults:
        fault: Fault = builder.faults[0]
        return Misread(text, fault.message, fault.hint, fault.span)
    return made
