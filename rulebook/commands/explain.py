"""`rulebook explain RULE`: one rule in plain words."""

from __future__ import annotations

from argparse import Namespace
from collections.abc import Iterable, Sequence

from rulebook.commands.cited import no_such_source, not_cited, rules_citing
from rulebook.commands.configured import policy_for
from rulebook.commands.exits import CANNOT, FINE
from rulebook.commands.options import add_format, add_output, add_rules
from rulebook.commands.output import deliver, manner
from rulebook.commands.parser import CommandParser, WrongUse, nearest_hint
from rulebook.language.policy import Policy, Rule

__all__ = ["HELP", "NAME", "configure", "run"]

NAME = "explain"
HELP = "Explain one rule in plain words."

_MORE = """
Shows what the rule asks, of whom, when, why and on what authority, its exceptions, the questions that a draft is asked, and
worked cases.

RULE is the name in a finding, such as eu.return-detention/six-months (the part after the / will do where only one rule has
it), the title in a report, or what the rule cites: "RD 15(5)", "Article 5 ECHR", or a place alone, "15(5)". Up to three rules
that cite it or a part of it are explained one after the other; more are listed, as `rulebook rules --authority` does. The
name or title of an exception shows the rule that it lifts.

Examples:
  rulebook explain six-months
  rulebook explain --rules policies/eu eu.return-detention/six-months
  rulebook explain "RD 15(5)"
"""

MOST_NAMES = 10
MOST_PAGES = 3  # of rules that cite what is named: more are a list to choose from
MOST_NEAR = 5


def configure(parser: CommandParser) -> None:
    """Add the arguments of the command."""
    parser.epilog = _MORE
    parser.add_argument("rule", nargs="?", metavar="RULE", help="the name or title of a rule, or what it cites")
    add_rules(parser)
    add_format(parser)
    add_output(parser)


def run(arguments: Namespace) -> int:
    """Write the page of the rule and return the exit code."""
    if not arguments.rule:
        raise WrongUse("`rulebook explain` needs the name of a rule; write for example `rulebook explain six-months`.")
    shown = manner(arguments.output)
    policy = policy_for(arguments, "nothing can be explained")
    if policy is None:
        return CANNOT
    rules = _rules(policy, arguments.rule)
    most = 1 if arguments.format == "json" else MOST_PAGES
    if len(rules) > most:
        raise WrongUse(_several(rules, arguments.rule))
    if arguments.format == "json":
        from rulebook.reports.rule_record import rule_record

        deliver(rule_record(policy, rules[0]), arguments.output)
    else:
        from rulebook.reports.rule_page import rule_page

        deliver("\n".join(rule_page(policy, rule, shown) for rule in rules), arguments.output)
    return FINE


def _rules(policy: Policy, words: str) -> list[Rule]:
    """Return the rule that is meant by its name or its title, or the rules that cite what is named; WrongUse where there is none, or a name
    is that of several."""
    for found, are in ((_named(policy, words), "are called"), (_titled(policy, words), "have the title")):
        if len(found) == 1:
            return found
        if found:
            names = [rule.name for rule in found]
            raise WrongUse(f"{len(found)} rules {are} {words}; give one of the full names: {_listed(names)}.")
    of_safeguard = [rule.name for rule in policy.rules if rule.safeguard.name == words]
    if of_safeguard:
        raise WrongUse(f"{words} is a safeguard, not a rule; its rules are: {_listed(of_safeguard)}.")
    of_rulebook = [rule.name for rule in policy.rules if rule.rulebook == words]
    if of_rulebook:
        raise WrongUse(f"{words} is a rulebook, not a rule; its rules are: {_listed(of_rulebook)}.")
    if said := _of_fact(policy, words):
        raise WrongUse(said)
    return _cited(policy, words)


def _named(policy: Policy, name: str) -> list[Rule]:
    """Return the rules of that name, full or short, or else those that the exception of that name lifts."""
    return [rule for rule in policy.rules if _called(rule.name, name)] or _once(
        rule for rule, _, exception in policy.exceptions() if _called(exception.name, name)
    )


def _titled(policy: Policy, title: str) -> list[Rule]:
    """Return the rules of that title, or else those that the exception of that title lifts; capitals and blanks do not matter."""
    wanted = _bare(title)
    return [rule for rule in policy.rules if _bare(rule.title) == wanted] or _once(
        rule for rule, _, exception in policy.exceptions() if exception.title and _bare(exception.title) == wanted
    )


def _cited(policy: Policy, words: str) -> list[Rule]:
    """Return the rules that cite what the words name; WrongUse, with what is near, where there is none."""
    from rulebook.language.citations import read_citation

    if read_citation(policy, words) is None:
        raise WrongUse(no_such_source(policy, words) or f"No rule is called {words}. {_nearest(policy, words) or _some(policy, words)}")
    found = rules_citing(policy, words)
    if not found:
        raise WrongUse(not_cited(policy, words))
    return found


def _several(rules: Sequence[Rule], words: str) -> str:
    """Return what to say where more rules cite the words than are explained at once."""
    more = f'; `rulebook rules --authority "{words}"` lists all' if len(rules) > MOST_NAMES else ""
    return f"{len(rules)} rules cite {words} or a part of it; give one of the names{more}:\n{_with_titles(rules[:MOST_NAMES])}"


def _of_fact(policy: Policy, name: str) -> str:
    """Return what to say where the name is that of a fact, also of one member of its group; else the empty text."""
    parts = name.split(".")
    fact = policy.facts.get(name) or (policy.facts.get(f"{parts[0]}.{parts[2]}") if len(parts) == 3 else None)
    if fact is None:
        return ""
    from rulebook.reports.asked import asked_by

    asking = [rule.name for rule in policy.rules if fact.path in asked_by(policy, [rule]).facts]
    rules = f"The rules that ask for it are: {_listed(asking)}." if asking else "No rule asks for it."
    return f"{name} is a fact that drafts state, not a rule. {rules}"


def _called(full: str, name: str) -> bool:
    return name in (full, full.rpartition("/")[2])


def _bare(title: str) -> str:
    return " ".join(title.lower().split()).strip(" .“”\"'")


def _once(rules: Iterable[Rule]) -> list[Rule]:
    return list({rule.name: rule for rule in rules}.values())


def _nearest(policy: Policy, words: str) -> str:
    """Return the name or title that is nearest to what was written; the empty text where none is near."""
    names = [rule.name for rule in policy.rules] + [exception.name for _, _, exception in policy.exceptions()]
    if hint := nearest_hint(words, names if "/" in words else [full.rpartition("/")[2] for full in names]):
        return hint
    titles = {rule.title: rule.name for rule in policy.rules}
    from rulebook.language.names import nearest

    close = nearest(words, titles)
    return f"Did you mean “{close}” ({titles[close]})?" if close else ""


def _some(policy: Policy, words: str) -> str:
    """Return the rules that have most words in common with what was written, or all where they are few."""
    if not policy.rules:
        return "The rule files that were loaded have no rule."
    wanted = _words(words)
    alike = [(len(wanted & _words(f"{rule.name} {rule.title}")), -place) for place, rule in enumerate(policy.rules)]
    best = max(alike)[0]
    if best:
        near = [policy.rules[-place] for count, place in sorted(alike, reverse=True)[:MOST_NEAR] if count == best]
        return f"The nearest are:\n{_with_titles(near)}"
    if len(policy.rules) <= MOST_NAMES:
        return f"The rules are: {_listed([rule.name for rule in policy.rules])}."
    return "`rulebook rules --subject WORD` finds rules by a word of their names and titles."


def _words(text: str) -> set[str]:
    """Return the words that say something, without the s of a plural."""
    words = text.lower().replace("-", " ").replace("/", " ").replace(".", " ").replace("_", " ").split()
    return {word.rstrip("s") for word in words if len(word) > 3} - _COMMON


_COMMON = frozenset({"after", "before", "from", "that", "their", "they", "with", "where", "which", "rule", "article", "ever", "every"})


def _with_titles(rules: Sequence[Rule]) -> str:
    return "\n".join(f"  {rule.name} – {rule.title}" for rule in rules)


def _listed(names: list[str]) -> str:
    more = f" and {len(names) - MOST_NAMES} more" if len(names) > MOST_NAMES else ""
    return f"{', '.join(names[:MOST_NAMES])}{more}"
