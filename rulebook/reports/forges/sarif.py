"""SARIF 2.1.0 for code scanning on GitHub: what fails or is not known, within the limits that GitHub sets.

GitHub reads no suppressions, so what is waived is left out; it knows no fix, and none would be right: a statement has to be true of the
words beside it. `sarif_full` has everything.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from rulebook.checking.findings import Report
from rulebook.checking.verdict import unchecked
from rulebook.drafts.draft import Place
from rulebook.language.diagnostics import Diagnostic
from rulebook.language.policy import Policy, Rule
from rulebook.reports import Manner
from rulebook.reports.as_json import dumps
from rulebook.reports.forges.sarif_parts import Places, category, log, message, steps
from rulebook.reports.forges.sarif_rules import described, problem_described
from rulebook.reports.remarks import Remark, remarks

__all__ = ["MOST_RESULTS", "RuleTable", "invocation", "version", "write", "write_rule_errors"]

MOST_RESULTS = 25_000  # of a run; GitHub refuses more, and shows the first 5,000 by severity
MOST_EXPLAINED = 5_000  # results with their explanation: what GitHub does not show need not be in the file


class RuleTable:
    """The rules that results speak of, each once, in the order in which they come."""

    def __init__(self, policy: Policy | None) -> None:
        self._policy = policy
        self._index: dict[str, int] = {}
        self.descriptors: list[dict[str, object]] = []

    def of(self, code: str, rule: Rule | None) -> dict[str, object]:
        """Return how a result names its rule; without one, it is a problem."""
        if code not in self._index:
            self._index[code] = len(self.descriptors)
            self.descriptors.append(described(rule, self._policy) if rule is not None else problem_described(code))
        return {"ruleId": code, "ruleIndex": self._index[code]}


def write(report: Report, manner: Manner) -> str:
    """Return the report of a check."""
    said = [remark for remark in remarks(report, manner) if remark.finding is None or remark.finding.waived is None]
    rules, places = RuleTable(report.policy), Places(manner.root)
    results = [dumps(_result(remark, rules, places, i < MOST_EXPLAINED)) for i, remark in enumerate(said[:MOST_RESULTS])]
    notices = [words for _, words in unchecked(report)]
    if len(said) > MOST_RESULTS:
        notices.append(f"{len(said) - MOST_RESULTS} of {len(said)} results are left out, the least serious: a run holds {MOST_RESULTS}.")
    if len(said) > MOST_EXPLAINED:
        notices.append(f"Only the first {MOST_EXPLAINED} results have their explanation as a code flow.")
    run = {
        "automationDetails": {"id": f"{category(report, manner.category)}/"},
        "columnKind": "unicodeCodePoints",
        "invocations": [invocation(not unchecked(report), notices)],
    }
    return log({"rules": rules.descriptors}, run, results, version())


def write_rule_errors(diagnostics: Sequence[Diagnostic], manner: Manner) -> str:
    """Return the report that the rules cannot be loaded: an error at its place in the rule file each."""
    rules, places = RuleTable(None), Places(manner.root)
    results = []
    for found in diagnostics[:MOST_RESULTS]:
        place = Place(found.file, found.line, found.column, found.column + max(found.width, 1))
        made = rules.of(f"rule-error/{found.code}", None) | {"level": "error", "message": message(f"{found.message} {found.hint}")}
        results.append(dumps(made | {"locations": [places.location(place)], "partialFingerprints": places.fingerprints(place, "")}))
    run = {
        "automationDetails": {"id": f"{manner.category.rstrip('/') or 'rulebook'}/"},
        "columnKind": "unicodeCodePoints",
        "invocations": [invocation(False, ["The rules cannot be loaded, so nothing was checked."])],
    }
    return log({"rules": rules.descriptors}, run, results, version())


def version() -> str:
    """Return the version of Rulebook."""
    from rulebook import __version__  # the package itself, which names everything else

    return __version__


def invocation(successful: bool, notices: Iterable[str]) -> dict[str, object]:
    """Return how the run went: whether everything was checked, and what a reader of the results has to know."""
    told = [{"level": "warning", "message": message(words)} for words in notices]
    return {"executionSuccessful": successful} | ({"toolExecutionNotifications": told} if told else {})


def _result(remark: Remark, rules: RuleTable, places: Places, explained: bool) -> dict[str, object]:
    finding = remark.finding
    made = rules.of(remark.code, finding.rule if finding is not None else None) | {
        "level": remark.level,
        "message": message(remark.message),
        "locations": [places.location(remark.place)],
        "partialFingerprints": places.fingerprints(remark.place, finding.fingerprint if finding is not None else ""),
    }
    if finding is None:
        return made
    made["properties"] = {"status": finding.status, "member": finding.member, "missing": finding.missing, "repairs": finding.repairs}
    made |= places.with_related(remark.message, finding)
    if explained and (flow := steps(finding, places)):
        made["codeFlows"] = flow
    return made
