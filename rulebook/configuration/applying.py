"""Checks drafts as a configuration says: each under its own law and terms, with what is out of sight said in the report.

The order is: the command line, then the sections for some paths, then the rest of the configuration. Whose law binds, the draft's own
header says before the configuration does.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from rulebook.checking.check import check_drafts
from rulebook.checking.evaluation import Explain
from rulebook.checking.findings import CheckedDraft, Finding
from rulebook.configuration.configuration import Configuration, FailOn, Key
from rulebook.configuration.law import OF_THE_LIBRARY, order_hint
from rulebook.configuration.leaving_out import named_by, without
from rulebook.configuration.selection import Said, terms_for
from rulebook.drafts.draft import Draft, Note, Place, Problem
from rulebook.language.policy import Policy
from rulebook.records import Record, replace
from rulebook.values import Date

__all__ = ["ConfiguredCheck", "Given", "Told", "note_at", "some"]

MOST_NAMES = 5
Told = dict[Key, tuple[str, str, list[str]]]  # the code of a note, what a key of the configuration does, and for which drafts


class Given(Record):
    """What the command line says, None where it is silent. `today` is the day of the check where nobody names one."""

    today: Date
    law: tuple[str, ...] | None = None
    as_of: Date | None = None
    strict: bool | None = None
    fail_on: FailOn | None = None


def note_at(configuration: Configuration, code: str, message: str, key: Key) -> Note:
    """Return a note on what stands at a key of the configuration."""
    return Note(code, message, (_place(configuration, key),))


def _place(configuration: Configuration, key: Key) -> Place:
    spot = configuration.spot(key)
    return Place(configuration.file, spot.line, spot.column, spot.column + spot.width)


class ConfiguredCheck:
    """The check of drafts, one by one; it remembers what to tell of the configuration."""

    def __init__(self, policy: Policy, configuration: Configuration, given: Given, explain: Explain) -> None:
        self.policy, self.configuration, self.given, self.explain = policy, configuration, given, explain
        self.policies: dict[frozenset[str], Policy] = {frozenset(): policy}
        self.named: dict[tuple[str, ...], frozenset[str]] = {}
        self.said: Told = {}

    def draft(self, draft: Draft) -> CheckedDraft:
        """Return the findings on one draft; the files of one measure go by the path of the first."""
        path = draft.paths[0] if draft.paths else ""
        said = terms_for(self.configuration, path)
        left_out = self._rules(said.leave_out, said.leave_out_key, path)
        warn_only = self._rules(said.warn_only, said.warn_only_key, path)
        law, problems, notes = self._law(draft, said, path)
        day = self.given.as_of or self.configuration.as_of or self.given.today
        (checked,) = check_drafts(self._without(left_out), [draft], law, day, explain=self.explain).drafts
        findings = tuple(self._under(finding, said, warn_only) for finding in checked.findings)
        law_said = law is not None and self.given.law is None
        day_said = self.configuration.as_of is not None and self.given.as_of is None and draft.applies_from is None
        if law_said and said.law_key is not None:
            self._say(said.law_key, "configured-law", f"`law` says that the law of {', '.join(said.law or ())} binds", path)
        if day_said:
            self._say(("as-of",), "configured-day", f"`as-of` says that the law of {day} counts", path)
        return replace(
            checked,
            findings=findings,
            problems=checked.problems if checked.unreadable else problems + checked.problems,
            notes=checked.notes + notes,
            law_from=self.configuration.file if law_said else "",
            as_of_from=self.configuration.file if day_said else "",
        )

    def taken(self) -> Told:
        """Return what there is to tell of the drafts so far, and forget it."""
        said, self.said = self.said, {}
        return said

    def add(self, said: Told) -> None:
        """Remember what was taken elsewhere: of the drafts in their order."""
        for key, (code, sentence, paths) in said.items():
            self.said.setdefault(key, (code, sentence, []))[2].extend(paths)

    def _say(self, key: Key, code: str, sentence: str, path: str) -> None:
        self.said.setdefault(key, (code, sentence, []))[2].append(path)

    def _rules(self, patterns: tuple[str, ...], key: Key | None, path: str) -> frozenset[str]:
        """Return the full names of the rules that the patterns name, and have it said."""
        if patterns not in self.named:
            self.named[patterns] = frozenset(rule.name for rule in named_by(patterns, self.policy.rules))
        names = self.named[patterns]
        if names and key is not None:
            listed = f"{len(names)} rule{'s' if len(names) != 1 else ''} ({some(sorted(names))})"
            if key[-1] == "leave-out":
                self._say(key, "left-out", f"`leave-out` takes {listed} out of the check", path)
            else:
                self._say(key, "warn-only", f"`warn-only` lets {listed} no more than warn", path)
        return names

    def _without(self, left_out: frozenset[str]) -> Policy:
        if left_out not in self.policies:
            self.policies[left_out] = without(self.policy, left_out)
        return self.policies[left_out]

    def _under(self, finding: Finding, said: Said, warn_only: frozenset[str]) -> Finding:
        """Return the finding with what counts for its draft, where the configuration says so and the command line does not."""
        strict = said.strict if self.given.strict is None else None
        warnings = said.fail_on == "warning" if said.fail_on is not None and self.given.fail_on is None else None
        lowered = finding.rule.name in warn_only
        if strict is None and warnings is None and not lowered:
            return finding
        return replace(finding, strict=strict, warnings=warnings, lowered=lowered)

    def _law(self, draft: Draft, said: Said, path: str) -> tuple[tuple[str, ...] | None, tuple[Problem, ...], tuple[Note, ...]]:
        """Return the legal orders to check under (None: those of the draft, else un), what is wrong with them, and what to say of them."""
        if self.given.law is not None or said.law is None:
            return self.given.law, (), ()
        file = self.configuration.file
        if draft.legal_orders is not None:
            beyond = [order for order in said.law if order not in draft.legal_orders]
            message = f"{file} names the legal orders {', '.join(said.law)}; the draft's own header leaves out {', '.join(beyond)}."
            return None, (), (Note("law-left-out", message, (Place(path, 1),)),) if beyond else ()
        known = self.policy.legal_orders()
        place = _place(self.configuration, said.law_key or ())
        unknown = [order for order in said.law if order not in known]
        # As in a header: where a part of the library is loaded, law that the rest of it has is no slip, unless nothing would be checked.
        lacking = [order for order in unknown if order in OF_THE_LIBRARY] if len(unknown) < len(said.law) else []
        problems = tuple(
            Problem("bad-header", f"No loaded rule is of the legal order {order}, which {file} names.", order_hint(order, known), (place,))
            for order in unknown
            if order not in lacking
        )
        message = f"{file} names law of which no rule is loaded, so nothing of it was checked: {', '.join(lacking)}."
        return tuple(order for order in said.law if order in known), problems, (Note("not-loaded", message, (place,)),) if lacking else ()

    def notes(self) -> Iterable[Note]:
        """Give a note for each key that decides what is checked and how, with its drafts."""
        for key, (code, sentence, paths) in self.said.items():
            yield note_at(self.configuration, code, f"{sentence}, for {some(paths)}.", key)


def some(names: Sequence[str]) -> str:
    """Return the first of the names, and how many there are besides."""
    more = f" and {len(names) - MOST_NAMES} more" if len(names) > MOST_NAMES else ""
    return ", ".join(names[:MOST_NAMES]) + more
