"""Whether the cases notice a slip: each mutant of each rule is played against the cases on it."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping

from rulebook.checking.coverage import disappoints
from rulebook.checking.mutants import Mutant, mutants_of_define, mutants_of_rule, mutants_of_source
from rulebook.drafts import assemble_statements
from rulebook.drafts.draft import Draft
from rulebook.language import nodes as n
from rulebook.language.checker import walk
from rulebook.language.policy import Case, Define, Policy, Rule, SourceOfLaw

__all__ = ["mutants", "survivors"]


def survivors(policy: Policy, rules: Collection[str] | None = None) -> Iterator[Mutant]:
    """Give the mutants of the rules named in full (None: all), and of what they use and cite, that no case notices."""
    stage = _Stage(policy)
    for mutant in mutants(policy, rules):
        if not stage.noticed(mutant):
            yield mutant


def mutants(policy: Policy, rules: Collection[str] | None = None) -> Iterator[Mutant]:
    """Give every mutant of the rules named in full (None: all), of their exceptions, and of the defines and sources that they use."""
    chosen = [rule for rule in policy.rules if rules is None or rule.name in rules]
    using: dict[str, list[Rule]] = {}
    citing: dict[SourceOfLaw, list[Rule]] = {}
    for rule in chosen:
        yield from mutants_of_rule(rule)
        for path in _defines_of(rule, policy.defines):
            using.setdefault(path, []).append(rule)
        for source in _sources_of(rule):
            citing.setdefault(source, []).append(rule)
    for path, users in using.items():
        yield from mutants_of_define(policy.defines[path], tuple(users))
    for source, citers in citing.items():
        yield from mutants_of_source(source, tuple(citers))


def _sources_of(rule: Rule) -> Iterator[SourceOfLaw]:
    """Give the sources that a rule or its exceptions cite, each once."""
    exceptions = [exception for requirement in rule.requirements for exception in requirement.exceptions]
    authorities = [*rule.authorities, *(authority for exception in exceptions for authority in exception.authorities)]
    yield from dict.fromkeys(authority.source for authority in authorities)


class _Stage:
    """The cases of a policy, ready to be played again and again."""

    def __init__(self, policy: Policy) -> None:
        self.policy = policy
        self._cases: dict[str, list[Case]] = {}
        self._drafts: dict[int, Draft] = {}
        for case in policy.cases:
            for name in dict.fromkeys(expectation.rule for expectation in case.expectations):
                self._cases.setdefault(name, []).append(case)

    def noticed(self, mutant: Mutant) -> bool:
        """True where a case on one of the changed rules comes out otherwise."""
        changed = self._changed(mutant)
        return any(
            disappoints(changed, case, self._draft(case), rule.name) for rule in mutant.rules for case in self._cases.get(rule.name, ())
        )

    def _draft(self, case: Case) -> Draft:
        found = self._drafts.get(id(case))
        if found is None:
            found = self._drafts[id(case)] = assemble_statements(case.given, self.policy, judgements_reasoned=True)  # type: ignore[arg-type]
        return found

    def _changed(self, mutant: Mutant) -> Policy:
        defines = self.policy.defines
        if mutant.define is not None:
            defines = {**defines, mutant.define.path: mutant.define}
        return self.policy.with_rules(mutant.rules, defines)


def _defines_of(rule: Rule, defines: Mapping[str, Define]) -> Iterator[str]:
    """Give the defines that a rule uses, those of its exceptions and those used by other defines among them, each once."""
    waiting = [rule.when, *(requirement.condition for requirement in rule.requirements)]
    for requirement in rule.requirements:
        for exception in requirement.exceptions:
            waiting += [exception.when, *(r.condition for r in exception.requirements)]
    seen: set[str] = set()
    while waiting:
        condition = waiting.pop()
        for node in walk(condition) if condition is not None else ():
            if isinstance(node, n.DefineRef) and node.path not in seen:
                seen.add(node.path)
                yield node.path
                waiting.append(defines[node.path].expression)
