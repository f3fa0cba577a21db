"""A checked draft as bytes: how it comes from a worker to the process that reports, and how it is kept there until it is reported.

What belongs to the policy is named by its place and not copied. Messages, repairs and explanations take most of the room and few of them
are read, so only those that the chosen reports show are worked out and sent; they stay packed, and whoever reads one has it unpacked
for as long as it is read. One that is read though it was not sent is worked out again: a report is never short of it.
"""

from __future__ import annotations

import pickle
import zlib
from collections.abc import Callable, Mapping
from io import BytesIO
from typing import Any

from rulebook.checking.explanation.reasons import NOTHING
from rulebook.checking.findings import Change, CheckedDraft, Explanation, Finding, Question, Where
from rulebook.checking.verdict import Terms, level
from rulebook.drafts.draft import Note, Place, Problem
from rulebook.language.policy import Policy
from rulebook.records import Record, Rest, begun, known, replace, rest_of
from rulebook.values import Date, Truth

__all__ = ["Sending", "Shown"]

LEVEL = 1  # of compression: most of the room for little time

RECORDS: list[type[Record]] = [Change, Date, Explanation, Note, Place, Problem, Question, Where]
KINDS: list[type] = [Truth, *RECORDS]
MADE = {(made.__module__, made.__name__): made for made in KINDS}
FIELDS = Finding.__match_args__
HEAVY = ("message", "repairs", "explanation")
RULE, ORDERS, MISSING, AUTHORITIES, MESSAGE, REPAIRS, EXPLANATION = map(FIELDS.index, ("rule", "orders", "missing", "authorities", *HEAVY))
Key = tuple[str, str | None]
Parts = tuple[str, ...]


class Shown(Record):
    """What of the findings will be read: by reports in these formats, with every finding or not, and what counts as failed in them."""

    formats: frozenset[str]
    verbose: bool = False
    terms: Terms = Terms()

    def of(self, finding: Finding) -> int:
        """Return how many of message, repairs and explanation will be read, in this order; JSON has a way of its own."""
        others = self.formats - {"json", "text"}
        if "sarif-full" in others:
            return 3
        loud = level(finding, self.terms)
        if (others and loud is not None) or ("text" in self.formats and finding.failed):
            return 3
        return 1 if "text" in self.formats and (self.verbose or loud == "error") else 0


class Sending:
    """Packs checked drafts, and unpacks them. `again` checks the draft of a number once more."""

    def __init__(self, policy: Policy, shown: Shown, again: Callable[[int], CheckedDraft]) -> None:
        self._rules = list(policy.rules)
        self._numbers = {id(rule): number for number, rule in enumerate(self._rules)}
        self._shown = shown
        self._again = again
        self._same: dict[Any, Any] = {}  # what many findings have, each once
        self._opened: dict[str, tuple[object, Any]] = {}  # what was read last

    # ---- packing

    def packed(self, draft: CheckedDraft, beside: object) -> bytes:
        """Return a checked draft that no review has changed yet, and plain data beside it, as bytes."""
        counts = [(one, self._shown.of(one)) for one in draft.findings]
        heavy = {_key(one): tuple([getattr(one, field) for field in HEAVY[:count]]) for one, count in counts if count}
        written: dict[Key, Parts] = {}
        if "json" in self._shown.formats:
            from rulebook.reports.as_json import fixed

            written = {_key(one): fixed(one) for one in draft.findings}
        findings = [self._light(one) for one in draft.findings]
        head = [getattr(draft, field) if field != "findings" else None for field in CheckedDraft.__match_args__]
        return _dumped((head, findings, _compressed(heavy), _compressed(written), beside))

    def _light(self, finding: Finding) -> list[Any]:
        explained = getattr(rest_of(finding), "explained", True)
        there = known(finding)
        values = [there.get(field) if field in HEAVY else getattr(finding, field) for field in FIELDS]
        rule = finding.rule
        values[RULE] = self._numbers[id(rule)]
        cited = [id(one) for one in rule.authorities]
        values[AUTHORITIES] = tuple([cited.index(id(one)) for one in finding.authorities])
        values[EXPLANATION] = None if explained else 0
        for field, nothing in ((MESSAGE, ""), (REPAIRS, ())):
            values[field] = nothing if values[field] == nothing or not explained else None
        return values

    # ---- unpacking

    def unpacked(self, number: int, packed: bytes) -> tuple[CheckedDraft, Any]:
        """Return the checked draft of a number, and what is beside it."""
        head, light, heavy, written, beside = _loaded(packed)
        home = _Home(self, number, heavy, written)
        findings, same = [], self._same
        for values in light:
            cited = values[RULE], values[AUTHORITIES]
            rule = values[RULE] = self._rules[cited[0]]
            values[AUTHORITIES] = same.get(cited) or same.setdefault(cited, tuple([rule.authorities[i] for i in cited[1]]))
            for field in (ORDERS, MISSING):
                values[field] = same.setdefault(values[field], values[field])
            if values[EXPLANATION] is not None:
                values[EXPLANATION] = NOTHING
            there = {field: value for field, value in zip(FIELDS, values) if value is not None or field not in HEAVY}
            findings.append(begun(Finding, home, there))
        draft = CheckedDraft(*head)
        return replace(draft, findings=tuple(findings)), beside

    def opened(self, what: str, home: object, opened: Callable[[], Any]) -> Any:
        """Return what a draft's home has of a kind; it is kept until another draft is asked for it."""
        found = self._opened.get(what)
        if found is None or found[0] is not home:
            found = self._opened[what] = (home, opened())
        return found[1]

    def checked_again(self, number: int) -> Mapping[Key, Finding]:
        """Return the findings on the draft of a number, checked once more."""
        return {_key(finding): finding for finding in self._again(number).findings}


class _Home(Rest):
    """What is kept of one draft beside its findings, and asked for whenever somebody reads it."""

    __slots__ = ("_heavy", "_number", "_sending", "_written")
    elsewhere = True

    def __init__(self, sending: Sending, number: int, heavy: bytes, written: bytes) -> None:
        self._sending, self._number, self._heavy, self._written = sending, number, heavy, written

    def message(self, finding: Finding) -> Any:
        return self._asked(finding, 0)

    def repairs(self, finding: Finding) -> Any:
        return self._asked(finding, 1)

    def explanation(self, finding: Finding) -> Any:
        return self._asked(finding, 2)

    def _asked(self, finding: Finding, place: int) -> Any:
        """Return a field of a finding on the draft, by its place among those that are long."""
        values = self._sending.opened("heavy", self, lambda: _expanded(self._heavy)).get(_key(finding), ())
        if place < len(values):
            return values[place]
        again = self._sending.opened("again", self, lambda: self._sending.checked_again(self._number))
        return getattr(again[_key(finding)], HEAVY[place])

    @property
    def written(self) -> Callable[[Finding], Any] | None:
        """What gives the parts of a finding's JSON; None where they were not written."""
        return self._parts if self._written else None

    def _parts(self, finding: Finding) -> Any:
        return self._sending.opened("written", self, lambda: _expanded(self._written))[_key(finding)]


def _key(finding: Finding) -> Key:
    return finding.rule.name, finding.member


# ---- bytes ---------------------------------------------------------------------------------------------------------


def _as_record(record: Record) -> tuple[type[Record], tuple[Any, ...]]:
    made = type(record)
    return made, tuple([getattr(record, field) for field in made.__match_args__])


_TABLE: dict[type, Callable[[Any], Any]] = dict.fromkeys(RECORDS, _as_record) | {Truth: lambda truth: (Truth, (truth.value,))}


def _dumped(value: object) -> bytes:
    buffer = BytesIO()
    pickler = pickle.Pickler(buffer, pickle.HIGHEST_PROTOCOL)
    pickler.dispatch_table = _TABLE
    pickler.dump(value)
    return buffer.getvalue()


class _Reader(pickle.Unpickler):
    """Makes nothing but the records of findings, whatever the bytes say."""

    def find_class(self, module: str, name: str) -> Any:
        return MADE[module, name]


def _loaded(content: bytes) -> Any:
    return _Reader(BytesIO(content)).load()


def _compressed(value: Mapping[Key, object]) -> bytes:
    return zlib.compress(_dumped(value), LEVEL) if value else b""


def _expanded(content: bytes) -> Any:
    return _loaded(zlib.decompress(content)) if content else {}
