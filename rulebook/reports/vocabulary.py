"""What a draft can state, by rulebook and group: every fact, group and event with its question."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from rulebook.language.policy import Event, Fact, Group, Policy
from rulebook.reports import Manner
from rulebook.reports.as_json import VERSION, dumps
from rulebook.reports.asked import uses
from rulebook.reports.lines import Piece, Sheet
from rulebook.reports.rule_record import event_record, fact_record, group_record
from rulebook.reports.words import counted, type_words
from rulebook.values import write as write_value

__all__ = ["has_words", "vocabulary_json", "vocabulary_text"]


def has_words(entry: Fact | Group | Event, words: Sequence[str]) -> bool:
    """True where each word is in the name, meaning, question or values, or all are the name of the rulebook; capitals do not matter."""
    name = entry.path if isinstance(entry, Fact) else entry.name
    values = entry.type.choices if isinstance(entry, Fact) else ()
    ask = "" if isinstance(entry, Event) else entry.ask
    text = " ".join((name, entry.means, ask, *values)).lower()
    return all(word.lower() in text or word == entry.rulebook for word in words)


def vocabulary_text(policy: Policy, manner: Manner, words: Sequence[str] = ()) -> str:
    """Return the vocabulary as text; with words, only what has them all, each fact with its group."""
    sheet = Sheet(manner)
    used = uses(policy)
    for book in policy.rulebooks.values():
        groups, facts, events = _declared(policy, book.name, words)
        if not (groups or facts or events):
            continue
        sheet.blank()
        sheet.prose(Piece(book.title or book.name, "title"), Piece(f" ({book.name})" if book.title else "", "quiet"))
        sheet.line(Piece("─" * sheet.width, "quiet"))
        for fact in facts:
            if not fact.group:
                _fact(sheet, fact, used, "  ")
        for group in _groups_of(policy, groups, facts):
            _group(sheet, group, used, "" if group.rulebook == book.name else group.rulebook)
            for fact in facts:
                if fact.group == group.name:
                    _fact(sheet, fact, used, "    ")
        for event in events:
            _event(sheet, event, used)
    return sheet.text()


def _declared(policy: Policy, book: str, words: Sequence[str]) -> tuple[list[Group], list[Fact], list[Event]]:
    """Return what a rulebook declares that has the words, in its order, and the groups of these facts."""
    facts = [fact for fact in policy.facts.values() if fact.rulebook == book and has_words(fact, words)]
    of_facts = {fact.group for fact in facts}
    return (
        [group for group in policy.groups.values() if group.rulebook == book and (group.name in of_facts or has_words(group, words))],
        facts,
        [event for event in policy.events.values() if event.rulebook == book and has_words(event, words)],
    )


def _groups_of(policy: Policy, groups: list[Group], facts: list[Fact]) -> Iterator[Group]:
    """Give the groups that a rulebook declares, then those of other rulebooks to which it adds facts."""
    yield from groups
    named = {group.name for group in groups}
    yield from (policy.groups[name] for name in dict.fromkeys(fact.group for fact in facts if fact.group) if name not in named)


def _used(name: str, used: dict[str, int]) -> Piece:
    count = used.get(name, 0)
    return Piece(f" · {counted(count, 'rule')}" if count else " · no rule asks for it", "quiet")


def _group(sheet: Sheet, group: Group, used: dict[str, int], other: str) -> None:
    """Add a group; `other` is the rulebook that declares it where it is not the one whose facts are listed."""
    means = f" · a group{f' of {other}' if other else ''}{f': {group.means}' if group.means else ''}"
    sheet.prose(Piece(group.name, "code"), Piece(means, "quiet"), _used(group.name, used), first=("  ",))
    sheet.prose(group.ask, first=("    ",))
    sheet.blank()


def _fact(sheet: Sheet, fact: Fact, used: dict[str, int], indent: str) -> None:
    sheet.prose(Piece(fact.path, "code"), _used(fact.path, used), first=(indent,))
    sheet.prose(fact.ask or fact.means, first=(f"{indent}  ",))
    doubt = f"; in doubt: {write_value(fact.in_doubt)}" if fact.in_doubt is not None else ""
    sheet.prose(Piece(f"{type_words(fact.type, fact.unit)}{doubt}", "quiet"), first=(f"{indent}  ",))
    sheet.blank()


def _event(sheet: Sheet, event: Event, used: dict[str, int]) -> None:
    sheet.prose(Piece(event.name, "code"), Piece(" · an event", "quiet"), _used(event.name, used), first=("  ",))
    optional = " (only if somebody acts)" if event.optional else ""
    sheet.prose(f"{event.means or event.name}{optional}", first=("    ",))
    sheet.blank()


def vocabulary_json(policy: Policy, words: Sequence[str] = ()) -> str:
    """Return the vocabulary as JSON, with words only what has them all; `rules` says how many rules ask for a fact, group or event."""
    used = uses(policy)
    books = []
    for book in policy.rulebooks.values():
        groups, facts, events = _declared(policy, book.name, words)
        if words and not (groups or facts or events):
            continue
        books.append(
            {
                "name": book.name,
                "title": book.title,
                "groups": [group_record(group) | {"rules": used.get(group.name, 0)} for group in groups],
                "facts": [fact_record(fact) | {"rules": used.get(fact.path, 0)} for fact in facts],
                "events": [event_record(event) | {"rules": used.get(event.name, 0)} for event in events],
            }
        )
    listed = ",\n  ".join(map(dumps, books))
    return f'{{"version": {VERSION}, "rulebooks": [{listed}]}}\n'
