"""The skeleton of a draft: the questions that rules ask of it, with a place to answer each.

It is a valid draft as it stands, and states nothing. In YAML a key without a value states nothing. In Markdown, where a
comment of Rulebook without a statement would be a slip, the statements stand ready in comments that begin with another word, `answer:`;
what is never turned into `rulebook:` stays among the questions that a check lists.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterator, Sequence

from rulebook.language.policy import Event, Fact, Group, Policy
from rulebook.reports.asked import Asked
from rulebook.reports.harmless import flat, harmless
from rulebook.reports.words import type_words

__all__ = ["SKELETONS", "in_markdown", "in_yaml"]


def _facts(policy: Policy, asked: Asked) -> Iterator[tuple[Group | None, list[Fact]]]:
    """Give the facts of no group, then those of each group, in the order of their declaration."""
    wanted = set(asked.facts)
    facts = [fact for path, fact in policy.facts.items() if path in wanted]
    groups = [group for name, group in policy.groups.items() if name in asked.groups]
    yield None, [fact for fact in facts if not fact.group]
    for group in groups:
        yield group, [fact for fact in facts if fact.group == group.name]


def _events(policy: Policy, asked: Asked) -> list[Event]:
    return [event for name, event in policy.events.items() if name in asked.events]


def _one_line(text: str) -> str:
    """Return a text of the rules on one line; nothing in it is taken for a statement that was meant."""
    return re.sub(r"(rule\W?book)\W*?:", r"\1 –", harmless(flat(text)), flags=re.IGNORECASE)


def _quoted(title: str) -> str:
    """Return a title as YAML writes it on one line; nothing where there is none. No comment begins in it."""
    return f" {json.dumps(_one_line(title).replace('<!--', '<! --'), ensure_ascii=False)}" if title else ""


def _event_question(event: Event) -> str:
    return f"By when, and after what, does it happen that {event.means or event.name}?"


def _capital(text: str) -> str:
    return text[:1].upper() + text[1:]


# ---- YAML ----------------------------------------------------------------------------------------------------------


def in_yaml(policy: Policy, asked: Asked, title: str, orders: Sequence[str] = ()) -> str:
    """Return the skeleton as YAML: the questions as comments, each above a key without a value. `orders` go into its header."""
    lines = [
        "# Write each answer after its colon; what stays empty states nothing.",
        f"title:{_quoted(title)}",
        f"legal orders: [{', '.join(orders)}]" if orders else "# legal orders: [un, coe, eu]   (whose law binds)",
        "# applies from: 2026-06-12",
    ]
    facts: list[str] = []
    for group, own in _facts(policy, asked):
        if group is not None:
            facts += _yaml_group(group)
        for fact in own:
            answer = type_words(fact.type, fact.unit)
            facts += ["", f"  # {_one_line(fact.ask or fact.means)}", f"  # {_one_line(answer)}", f"  {fact.path}:"]
    lines += ["", "facts:" if asked.facts else "facts: {}", *facts]
    if events := _events(policy, asked):
        lines += ["", "# Take the # away before the steps that there are, and write when they happen.", "# steps:"]
        for event in events:
            lines += [f"#   # {_one_line(_event_question(event))}", f"#   - step {event.name} within 2 days of …"]
    return "\n".join(lines) + "\n"


def _yaml_group(group: Group) -> list[str]:
    return [
        "",
        f"  # ---- {_one_line(group.means or group.name)}",
        f"  # {_one_line(group.ask)}",
        f"  # `{group.name}.x: …` speaks of all of them; `{group.name}.NAME.x: …` of the one with that name.",
        f"  # Where all are named, write at the head: complete: [{group.name}]",
    ]


# ---- Markdown ------------------------------------------------------------------------------------------------------


def in_markdown(policy: Policy, asked: Asked, title: str, orders: Sequence[str] = ()) -> str:
    """Return the skeleton as Markdown: each question as a paragraph, with what an answer looks like, and a comment to write it into.

    `orders` go into its header.
    """
    lines = ["---", f"title:{_quoted(title)}", *([f"legal orders: [{', '.join(orders)}]"] if orders else []), "---", ""]
    lines += [f"# {_shown(title) or 'Draft'}", ""]
    lines += [
        "<!-- Put the draft's own words in the place of each question. To state what they say, write the value after the sign = in the",
        "comment beneath, and `rulebook:` in the place of `answer:`; a comment that begins otherwise states nothing. The head of the",
        "file says whose law binds and from when the draft applies: legal orders: [un, coe, eu] and applies from: 2026-06-12. -->",
    ]
    for group, facts in _facts(policy, asked):
        if group is not None:
            lines += ["", f"## {_shown(_capital(group.means or group.name))}", ""]
            hint = f"all of them by name; {group.name}.x speaks of all, {group.name}.NAME.x of the one with that name"
            lines += _markdown_question(group.ask or group.means or group.name, hint, f"{group.name} = (NAME, NAME)")
        for fact in facts:
            lines += ["", *_markdown_question(fact.ask or fact.means, type_words(fact.type, fact.unit), f"{fact.path} =")]
    if events := _events(policy, asked):
        lines += ["", "## The procedure"]
        hint = "a length of time, and the event before it"
        for event in events:
            lines += ["", *_markdown_question(_event_question(event), hint, f"step {event.name} within … of …")]
    return "\n".join(lines) + "\n"


def _markdown_question(question: str, hint: str, statement: str) -> list[str]:
    return [_shown(question), f"<!-- {_in_comment(hint)} -->", f"<!-- answer: {_in_comment(statement)} -->"]


def _shown(text: str) -> str:
    """Return a text as Markdown that shows it as it is: nothing in it begins a comment, a tag, code, a heading or a list."""
    escaped = re.sub(r"([\\`*_\[\]<>&])", r"\\\1", _one_line(text))
    return re.sub(r"^(\d*)([#+\-=~|:.)])", r"\1\\\2", escaped)


def _in_comment(text: str) -> str:
    """Return a text that ends no comment."""
    return _one_line(text).replace("--", "‐‐").replace(">", "›")


SKELETONS = {"markdown": in_markdown, "yaml": in_yaml}
