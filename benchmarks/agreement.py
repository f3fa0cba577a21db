"""How far the library agrees with courts and treaty bodies on decided cases: `python -m benchmarks.agreement` prints the table.

The drafts are `examples/decided`; what was held, safeguard by safeguard, stands in `examples/decided-expected.yaml`, whose
notation `examples/README.md` explains. Nothing here is weighed or averaged: rows are counted.
"""

from __future__ import annotations

import sys
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path
from typing import Any, Literal, get_args

import yaml

import rulebook
from rulebook.checking.findings import CheckedDraft, Finding
from rulebook.language.policy import Policy
from rulebook.records import Record

__all__ = [
    "DRAFTS",
    "LIBRARY",
    "Case",
    "DecidedBy",
    "Expected",
    "Judged",
    "Outcome",
    "Row",
    "Score",
    "Verdict",
    "check",
    "decided_cases",
    "differences",
    "judge",
    "judged",
    "table",
    "verdict",
]  # fmt: skip

ROOT = Path(__file__).parents[1]
LIBRARY = ROOT / "policies"
DRAFTS = ROOT / "examples" / "decided"
HOLDINGS = ROOT / "examples" / "decided-expected.yaml"

Score = Literal["fail", "pass", "pass-if", "skip"]
DecidedBy = Literal["face", "judgement", "practice"]
Verdict = Literal["breach", "no breach", "not known", "does not apply", "no rule"]
Outcome = Literal["agrees", "asks", "missed breach", "false alarm", "no rule", "left out"]

# What a verdict is worth beside what was held. A rule that does not apply finds no breach.
OUTCOMES: Mapping[tuple[Score, Verdict], Outcome] = {
    ("fail", "breach"): "agrees",
    ("fail", "not known"): "asks",
    ("fail", "no breach"): "missed breach",
    ("fail", "does not apply"): "missed breach",
    ("pass", "no breach"): "agrees",
    ("pass", "does not apply"): "agrees",
    ("pass", "not known"): "asks",
    ("pass", "breach"): "false alarm",
    ("pass-if", "no breach"): "agrees",
    ("pass-if", "not known"): "agrees",
    ("pass-if", "does not apply"): "agrees",
    ("pass-if", "breach"): "false alarm",
}


class Expected(Record):
    """What a check is expected to find by one rule: its status, for which member, and which facts are named as missing."""

    rule: str
    member: str | None
    finds: str
    missing: tuple[str, ...]


class Row(Record):
    """One holding: the safeguard, what was held of it, how it scores, on what it turned, and the rules that test that.

    `rules` is empty where no rule of the library does; `why` then says what is missing. `false_alarm` says why the library finds a breach
    where none was held; empty where it does not. `unsaid` says which deciding fact the measure leaves out; empty where it leaves out none.
    """

    safeguard: str
    held: str
    score: Score
    decided_by: DecidedBy | None  # None for a row that is left out
    rules: tuple[Expected, ...]
    why: str
    false_alarm: str
    unsaid: str


class Case(Record):
    """A decided case; `source` is VERIFIED where the outcome was read in a source, else MEMORY."""

    name: str
    title: str
    source: str
    rows: tuple[Row, ...]


class Judged(Record):
    """A holding beside what the library finds on the draft of its case."""

    case: Case
    row: Row
    verdict: Verdict
    outcome: Outcome


# ---- what was held -------------------------------------------------------------------------------------------------


def decided_cases(path: Path = HOLDINGS) -> tuple[Case, ...]:
    """Return the decided cases with their holdings; ValueError, with what is wrong, where the notation is not followed."""
    return tuple(_case(name, entry) for name, entry in yaml.safe_load(path.read_text(encoding="utf-8")).items())


def _case(name: str, entry: Mapping[str, Any]) -> Case:
    _known(name, entry, {"case", "source", "rows"}, set())
    if entry["source"] not in ("VERIFIED", "MEMORY"):
        raise ValueError(f"{name}: the source is VERIFIED or MEMORY, not {entry['source']}")
    return Case(name, entry["case"], entry["source"], tuple(_row(name, row) for row in entry["rows"]))


def _row(name: str, row: Mapping[str, Any]) -> Row:
    at = f"{name}, {row.get('safeguard')}"
    left_out = row.get("score") == "skip"
    required = {"safeguard", "held", "score"} | (set() if left_out else {"decided by", "rules"})
    _known(at, row, required, {"why", "remark", "false alarm", "unsaid"})
    _one_of(at, row["score"], Score)
    if not left_out:
        _one_of(at, row["decided by"], DecidedBy)
    none = left_out or row["rules"] == "none"
    if none and not left_out and not row.get("why"):
        raise ValueError(f"{at}: a row without a rule says why")
    rules = () if none else tuple(_expected(at, rule) for rule in row["rules"])
    return Row(
        row["safeguard"], row["held"], row["score"], row.get("decided by"), rules, row.get("why", ""), row.get("false alarm", ""),
        row.get("unsaid", ""),
    )  # fmt: skip


def _expected(at: str, rule: Mapping[str, Any]) -> Expected:
    _known(at, rule, {"rule", "finds"}, {"for", "missing"})
    return Expected(rule["rule"], rule.get("for"), rule["finds"], tuple(rule.get("missing", ())))


def _known(at: str, entry: Mapping[str, Any], required: set[str], allowed: set[str]) -> None:
    if wrong := (required - set(entry)) | (set(entry) - required - allowed):
        raise ValueError(f"{at}: lacks, or does not know, {', '.join(sorted(wrong))}")


def _one_of(at: str, value: str, choices: Any) -> None:
    if value not in get_args(choices):
        raise ValueError(f"{at}: {value} is none of {', '.join(get_args(choices))}")


# ---- what the library finds ----------------------------------------------------------------------------------------


def check(policy: Policy, path: Path) -> CheckedDraft:
    """Return the findings on a draft, under the legal orders and on the day that its header names."""
    draft = rulebook.assemble([rulebook.read_file(str(path))], policy)
    (checked,) = rulebook.check_drafts(policy, [draft], law=None, as_of=rulebook.Date(2026, 1, 1)).drafts
    return checked


def judged(policy: Policy, cases: Sequence[Case]) -> Iterator[tuple[CheckedDraft, tuple[Judged, ...]]]:
    """Give, for each case, the findings on its draft and each of its holdings beside them."""
    for case in cases:
        checked = check(policy, DRAFTS / f"{case.name}.md")
        yield checked, tuple(judge(case, row, checked) for row in case.rows)


def judge(case: Case, row: Row, checked: CheckedDraft) -> Judged:
    """Return the holding beside what the rules that speak to it find."""
    if row.score == "skip":
        return Judged(case, row, "no rule", "left out")
    found = verdict([finding_of(expected, checked) for expected in row.rules])
    return Judged(case, row, found, "no rule" if found == "no rule" else OUTCOMES[row.score, found])


def finding_of(expected: Expected, checked: CheckedDraft) -> Finding | None:
    """Return the finding of the rule, on the member, that a row names; None where the rule is not in force on the day, or not there."""
    found = (f for f in checked.findings if f.rule.name == expected.rule and f.member == expected.member)
    return next(found, None)


def verdict(findings: Sequence[Finding | None]) -> Verdict:
    """Return what several rules find together: the worst of it. A breach unless an exception applies is printed, and counts, as one."""
    if not findings:
        return "no rule"
    statuses = {finding.status for finding in findings if finding is not None}
    if any(finding is not None and finding.failed for finding in findings):
        return "breach"
    if "unknown" in statuses:
        return "not known"
    return "no breach" if "pass" in statuses else "does not apply"


def differences(case: Case, checked: CheckedDraft) -> Iterator[str]:
    """Give a sentence for every rule of a case that finds something else than is expected of it."""
    for row in case.rows:
        for expected in row.rules:
            finding = finding_of(expected, checked)
            came = "no finding" if finding is None else finding.status
            unnamed = set(expected.missing) - set(finding.missing if finding is not None else ())
            at = f"{case.name}, {row.safeguard}: {expected.rule}{f' for {expected.member}' if expected.member else ''}"
            if came != expected.finds:
                yield f"{at}: expected {expected.finds}, came {came}. {finding.message if finding is not None else ''}"
            elif unnamed:
                yield f"{at}: does not name as missing {', '.join(sorted(unnamed))}"


def _beside(case: Case, checked: CheckedDraft) -> list[str]:
    """Return the failures on which no holding of the case speaks: the body was not asked, or did not rule on it."""
    spoken = {(expected.rule, expected.member) for row in case.rows for expected in row.rules}
    failed = [finding for finding in checked.findings if finding.failed and finding.severity == "error"]
    return [f.rule.name + (f" for {f.member}" if f.member else "") for f in failed if (f.rule.name, f.member) not in spoken]


# ---- the table -----------------------------------------------------------------------------------------------------

COLUMNS: tuple[Outcome, ...] = ("agrees", "asks", "missed breach", "false alarm", "no rule")


def table(results: Sequence[tuple[CheckedDraft, tuple[Judged, ...]]]) -> str:
    """Return the holdings one by one, then counted, then the failures of which no holding speaks."""
    rows = [one for _, ones in results for one in ones if one.outcome != "left out"]
    lines = [_line("case", "safeguard", "turns on", "held", "found", "")]
    lines += [
        _line(one.case.name, one.row.safeguard, one.row.decided_by or "", one.row.score, one.verdict, one.outcome) for one in rows
    ]  # fmt: skip
    lines += ["", _counts("", rows, head=True)]
    lines += [_counts(by, [one for one in rows if one.row.decided_by == by]) for by in get_args(DecidedBy)]
    lines += [_counts(source, [one for one in rows if one.case.source == source]) for source in ("VERIFIED", "MEMORY")]
    lines += [_counts("all", rows), "", "Fails, and no holding speaks of it:"]
    for checked, ones in results:
        lines += [f"  {ones[0].case.name}  {name}" for name in _beside(ones[0].case, checked)]
    return "\n".join(lines) + "\n"


def _line(case: str, safeguard: str, turns_on: str, held: str, found: str, outcome: str) -> str:
    short = safeguard if len(safeguard) <= 46 else f"{safeguard[:45]}…"
    return f"{case:7} {short:47} {turns_on:10} {held:8} {found:10} {outcome}".rstrip()


def _counts(title: str, rows: Sequence[Judged], *, head: bool = False) -> str:
    if head:
        return f"{title:10} {'rows':>5}" + "".join(f"  {column:>13}" for column in COLUMNS)
    counted = Counter(one.outcome for one in rows)
    return f"{title:10} {len(rows):5}" + "".join(f"  {counted[column]:13}" for column in COLUMNS)


def main(words: Sequence[str]) -> int:
    """Print the table, of the library or of the rules that are named; return 1 where a breach is missed, else 0."""
    results = list(judged(rulebook.load_policy(list(words) or [str(LIBRARY)]), decided_cases()))
    sys.stdout.write(table(results))
    return int(any(one.outcome == "missed breach" for _, ones in results for one in ones))


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
