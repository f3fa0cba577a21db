"""The reference of a rule library as Markdown pages: one for each rulebook, and an index by subject, legal order and authority.

The words are those of `rulebook explain`: both are made of the same clauses.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence

from rulebook.checking.wording import clause, listing, without_article
from rulebook.language.nodes import And, Expression
from rulebook.language.policy import Authority, Case, Exception_, Policy, Requirement, Rule, RulebookInfo, SourceOfLaw
from rulebook.language.printer import write_statement
from rulebook.reports.rule_page import cases_of
from rulebook.reports.words import NATURES, counted, in_force, legal_order, short_name

__all__ = ["is_page", "reference", "rule_in_markdown"]

ORDERS = ("un", "coe", "eu", "practice")
_MADE = "These pages are made from the rule files."
_ALL_RULES = "[All rules](README.md)"


def reference(policy: Policy) -> dict[str, str]:
    """Return the pages by file name: `README.md`, the index, and a page for each rulebook that has rules."""
    by_book: dict[str, list[Rule]] = {}
    for rule in policy.rules:
        by_book.setdefault(rule.rulebook, []).append(rule)
    pages = {f"{name}.md": _page(policy, policy.rulebooks[name], rules) for name, rules in by_book.items()}
    return {"README.md": _index(policy, by_book)} | pages


def is_page(name: str, text: str) -> bool:
    """True where a file of this name with this text is a page that `reference` made, of these rules or of others."""
    _, _, third, *_ = [*text.split("\n", 3), "", "", ""]
    if name == "README.md":
        return third.endswith(_MADE)
    return third.startswith(f"Rulebook `{name.removesuffix('.md')}`, ") and third.endswith(_ALL_RULES)


def rule_in_markdown(policy: Policy, rule: Rule) -> str:
    """Return one rule in plain words as Markdown, as its page has it, without worked cases."""
    return _text([f"**{harmless(rule.title)}**", "", *_rule_itself(policy, rule)])


def _text(lines: Iterable[str]) -> str:
    return "\n".join(lines).rstrip("\n") + "\n"


def harmless(text: str) -> str:
    """Return the text with the signs that Markdown or HTML would obey made plain."""
    for sign, plain in (("\\", "\\\\"), ("<", "&lt;"), ("*", "\\*"), ("_", "\\_"), ("[", "\\["), ("]", "\\]"), ("`", "\\`"), ("|", "\\|")):
        text = text.replace(sign, plain)
    return text


def _link(rule: Rule) -> str:
    return f"[{harmless(rule.title)}]({rule.rulebook}.md#{_anchor(rule)})"


def _anchor(rule: Rule) -> str:
    return short_name(rule.name)


# ---- the index -----------------------------------------------------------------------------------------------------


def _index(policy: Policy, by_book: dict[str, list[Rule]]) -> str:
    lines = [
        "# The rules",
        "",
        f"{counted(len(policy.rules), 'rule')} in {counted(len(by_book), 'rulebook')}. {_MADE}",
        "`rulebook explain RULE` says the same of one rule.",
        "",
        "By [subject](#by-subject), [legal order](#by-legal-order), [authority](#by-authority).",
        "What was [not checked against the text](#not-checked-against-the-text).",
        "",
        "## By subject",
        "",
    ]
    for name, rules in by_book.items():
        lines.append(f"- [{harmless(policy.rulebooks[name].title)}]({name}.md) ({counted(len(rules), 'rule')})")
    lines += ["", "## By legal order", ""]
    orders = sorted({a.source.legal_order for rule in policy.rules for a in rule.authorities}, key=lambda o: (o not in ORDERS, o))
    for order in orders:
        bound = [rule for rule in policy.rules if any(a.source.legal_order == order for a in rule.authorities)]
        lines += [f"### {legal_order(order)} (`{order}`)", "", *(f"- {_link(rule)}" for rule in bound), ""]
    lines += ["## By authority", "", *_by_authority(policy)]
    lines += ["## Not checked against the text", "", *_unverified(policy)]
    return _text(lines)


def _by_authority(policy: Policy) -> Iterator[str]:
    cited: dict[SourceOfLaw, dict[str, list[Rule]]] = {}
    for rule in policy.rules:
        for authority in _authorities(rule):
            of_place = cited.setdefault(authority.source, {}).setdefault(authority.where, [])
            if rule not in of_place:
                of_place.append(rule)
    for source in sorted(cited, key=lambda s: (s.title.lower(), s.name)):
        title = harmless(source.title)
        yield f"### {f'[{title}]({source.url})' if source.url else title}"
        yield ""
        for where, rules in sorted(cited[source].items()):
            yield f"- {harmless(where)}: {', '.join(_link(rule) for rule in rules)}"
        yield ""


def _unverified(policy: Policy) -> Iterator[str]:
    yield "The rules rest on these places too, but nobody has compared them with the wording; findings say so."
    yield ""
    places = {(a.source.title, a.where) for rule in policy.rules for a in _authorities(rule) if not a.verified}
    yield from (f"- {harmless(title)}, {harmless(where)}" for title, where in sorted(places))
    if not places:
        yield "- None."


def _authorities(rule: Rule) -> list[Authority]:
    return [*rule.authorities, *(a for r in rule.requirements for e in r.exceptions for a in e.authorities)]


# ---- the page of a rulebook ------------------------------------------------------------------------------------------


def _page(policy: Policy, book: RulebookInfo, rules: Sequence[Rule]) -> str:
    lines = [f"# {harmless(book.title)}", "", f"Rulebook `{book.name}`, {counted(len(rules), 'rule')}. {_ALL_RULES}", ""]
    for rule in rules:
        lines += _rule(policy, rule)
    return _text(lines)


def _rule(policy: Policy, rule: Rule) -> Iterator[str]:
    yield f'<a id="{_anchor(rule)}"></a>'
    yield ""
    yield f"## {harmless(rule.title)}"
    yield ""
    yield from _rule_itself(policy, rule)
    yield from _examples(policy, rule)


def _rule_itself(policy: Policy, rule: Rule) -> Iterator[str]:
    yield f"`{rule.name}` protects: {harmless(rule.safeguard.title)}. {NATURES[rule.safeguard.nature].capitalize()}."
    if rule.safeguard.because:
        yield ""
        yield harmless(rule.safeguard.because)
    yield ""
    if rule.group:
        group = policy.groups[rule.group]
        yield f"- **asked of** each {harmless(without_article(group.means or group.name))} that the draft names"
    elif rule.events:
        yield "- **asked of** the procedure, and each track of it that the draft names"
    yield from _applies(policy, rule.when)
    if rule.staged:
        yield "- **in order**: one question after the other; the first that is answered with no decides"
    yield from (_requirement(policy, requirement) for requirement in rule.requirements)
    yield ""
    for words in filter(None, (rule.because, f"To comply: {rule.fix}" if rule.fix else "")):
        yield harmless(words)
        yield ""
    yield from _cited(policy, rule.authorities, "Authority")
    if days := in_force(rule.in_force):
        yield f"The rule is {days}."
        yield ""
    lifted: dict[str, tuple[Exception_, list[str]]] = {}
    for requirement in rule.requirements:
        for exception in requirement.exceptions:
            lifted.setdefault(exception.name, (exception, []))[1].append(requirement.label)
    for exception, labels in lifted.values():
        yield from _exception(policy, exception, [label for label in labels if label])


def _applies(policy: Policy, when: Expression | None) -> Iterator[str]:
    if when is not None:
        parts = when.parts if isinstance(when, And) else (when,)
        yield f"- **applies when** {' and '.join(harmless(clause(policy, part)) for part in parts)}"


def _requirement(policy: Policy, requirement: Requirement) -> str:
    label = f"{requirement.label}: " if requirement.label else ""
    return f"- **{'forbids that' if requirement.forbidden else 'requires'}** {label}{harmless(clause(policy, requirement.condition))}"


def _cited(policy: Policy, authorities: Sequence[Authority], word: str) -> Iterator[str]:
    yield f"{word}:"
    yield ""
    for authority in authorities:
        source = authority.source
        title = harmless(source.title)
        notes = [legal_order(source.legal_order), in_force(source.in_force), "" if authority.verified else "not checked against the text"]
        if source.when is not None:
            notes.append(f"binds where {harmless(clause(policy, source.when))}")
        linked = f"[{title}]({source.url})" if source.url else title
        yield f"- {linked}, {harmless(authority.where)} ({'; '.join(filter(None, notes))})"
    yield ""


def _exception(policy: Policy, exception: Exception_, labels: list[str]) -> Iterator[str]:
    yield f"### {exception.kind.capitalize()}: {harmless(exception.title)}"
    yield ""
    lifts = f" It lifts the requirement{'s' if len(labels) > 1 else ''} {listing(labels)}." if labels else ""
    yield f"`{exception.name}`.{lifts}"
    yield ""
    yield from _applies(policy, exception.when)
    yield from (_requirement(policy, own) for own in exception.requirements)
    yield ""
    if exception.because:
        yield harmless(exception.because)
        yield ""
    yield from _cited(policy, exception.authorities, "Authority")
    if days := in_force(exception.in_force):
        yield f"The {exception.kind} is {days}."
        yield ""


def _examples(policy: Policy, rule: Rule) -> Iterator[str]:
    """Give a draft that passes and one that fails, from the worked cases: the first of each."""
    for outcome, words in (("pass", "A draft that passes"), ("fail", "A draft that fails")):
        found = next((case for case, expected in cases_of(policy, rule) if any(e.outcome == outcome for e in expected)), None)
        if found is not None:
            yield from _example(found, words)


def _example(case: Case, words: str) -> Iterator[str]:
    yield f"{words}: {harmless(case.title)}"
    yield ""
    yield "```"
    yield from (write_statement(statement) for statement in case.given)  # type: ignore[arg-type]  # nodes.Statement
    yield "```"
    yield ""
