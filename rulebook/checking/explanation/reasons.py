"""What a finding says beside its status: each part is worked out when somebody reads it (see `rulebook.records.Unfolding`).

What is bare needs no grounds. Of what is explained, the grounds of a failure are kept, which are few and always read; those of
what is not known take much room in all, and are found again where more is read than a report's first lines.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from rulebook.checking.explanation.explanations import explanation_of, place_of
from rulebook.checking.explanation.grounds import Grounds
from rulebook.checking.explanation.messages import message_of
from rulebook.checking.findings import Change, Explanation, Status, Where
from rulebook.checking.program.deciding import Bound, Decision, decide
from rulebook.checking.wording import without_article
from rulebook.drafts.draft import GroupState, Made, Place
from rulebook.language.policy import Authority
from rulebook.records import Record, Rest
from rulebook.values import UNKNOWN, YES, Truth

if TYPE_CHECKING:
    from rulebook.checking.evaluation import Evaluation, Subject
    from rulebook.checking.procedures import Network

__all__ = ["NOTHING", "Bare", "OfContradiction", "OfNobody", "Reasons", "Said"]

NOTHING = Explanation("rule", "", "", UNKNOWN, "", (), ())


class Said(Rest):
    """What can be said of any finding without its reasons: where it stands is not known, and nothing else is."""

    __slots__ = ("_bound", "_evaluation", "_statuses")
    explained = True  # whether there is more to read in message, repairs and explanation than nothing

    def __init__(self, evaluation: Evaluation, bound: Bound, statuses: Sequence[Status]) -> None:
        self._evaluation, self._bound = evaluation, bound
        self._statuses = statuses  # by the tests, or one for all

    def orders(self) -> tuple[tuple[str, Status], ...]:
        """Return the status in each legal order in which the rule binds."""
        statuses = self._statuses
        if len(statuses) == 1:
            return tuple([(order, statuses[0]) for order in self._bound.orders])
        return tuple(sorted((order, status) for test, status in zip(self._bound.tests, statuses) for order in test.binding.orders))

    def authorities(self) -> tuple[Authority, ...]:
        """Return those of the legal orders that bind."""
        return self._bound.authorities

    def changes(self) -> tuple[Change, ...]:
        """Return none: whoever looks at several days adds them."""
        return ()

    def exceptions(self) -> tuple[str, ...]:
        """Return the exceptions that were needed to pass."""
        return ()

    unless = judgements = held_against = missing = not_reached = repairs = exceptions

    def message(self) -> str:
        """Return the sentence that a report shows first."""
        return ""

    def location(self) -> Place:
        """Return the place of the first statement that decided; without one, the beginning of the draft."""
        where = self.where()
        return where.place if where is not None else self._evaluation.nowhere

    def where(self) -> Where | None:
        """Return the first statement that decided."""
        return None

    def explanation(self) -> Explanation:
        """Return the tree of statements with their values."""
        return NOTHING


class OfNobody(Said):
    """Of a rule for each member of a group of which the draft says nothing, or says that it is empty."""

    __slots__ = ("_state",)

    def __init__(self, evaluation: Evaluation, bound: Bound, status: Status, state: GroupState) -> None:
        super().__init__(evaluation, bound, (status,))
        self._state = state

    def missing(self) -> tuple[str, ...]:
        return (self._bound.rule.group,) if self._state.silent else ()

    def message(self) -> str:
        group = self._evaluation.policy.groups[self._bound.rule.group]
        means = without_article(group.means or group.name)
        if self._state.silent:
            return f"The draft does not say for which {means} it is meant."
        return f"the draft says that there is no {means}"

    def where(self) -> Where | None:
        return place_of(self._state.made[0]) if self._state.made else None

    def explanation(self) -> Explanation:
        return _plain(self._bound, UNKNOWN if self._state.silent else YES, self.message(), ())


class OfContradiction(Said):
    """Of a procedure of which no schedule meets all steps."""

    __slots__ = ("_network",)

    def __init__(self, evaluation: Evaluation, bound: Bound, network: Network) -> None:
        super().__init__(evaluation, bound, ("unknown",))
        self._network = network

    def message(self) -> str:
        return "It is not known: the steps contradict each other."

    def where(self) -> Where | None:
        return place_of(self._network.contradiction[0].made)

    def explanation(self) -> Explanation:
        return _plain(self._bound, UNKNOWN, self.message(), tuple(place_of(step.made) for step in self._network.contradiction))


class Bare(Said):
    """Of a finding that nobody wants explained: which exceptions it took, or are open."""

    __slots__ = ("_decision", "_grounds", "_subject", "_summary", "_worst")
    explained = False

    def __init__(
        self, evaluation: Evaluation, bound: Bound, statuses: Sequence[Status], subject: Subject, worst: int, decision: Decision | None
    ) -> None:
        self._evaluation, self._bound, self._statuses = evaluation, bound, statuses
        self._subject, self._worst = subject, worst
        self._decision = decision
        self._grounds: Grounds | None = None
        self._summary: Summary | None = None

    def decision(self) -> Decision:
        """Return the decision of the test that gave the status."""
        if self._decision is None:
            test = self._bound.tests[self._worst]
            self._decision = decide(test, self._subject.solid, self._subject.weak(test))
        return self._decision

    def exceptions(self) -> tuple[str, ...]:
        if self._statuses[self._worst] != "pass":
            return ()
        parts, relaxing = self.decision().parts, self._bound.tests[self._worst].binding.relaxing
        needed = [
            relaxed.exception.name
            for truth, ways, of in zip(parts.requirements, parts.ways, relaxing)
            if truth is not YES
            for way, relaxed in zip(ways, of)
            if way is YES
        ]
        return tuple(dict.fromkeys(needed))

    def unless(self) -> tuple[str, ...]:
        if self._statuses[self._worst] != "unknown":
            return ()
        return tuple(dict.fromkeys(relaxing.exception.name for relaxing in self.decision().unless))


class Summary(Record):
    """What a report says of every finding: names, and the statement that decided."""

    exceptions: tuple[str, ...]
    judgements: tuple[str, ...]
    held_against: tuple[str, ...]
    missing: tuple[str, ...]
    not_reached: tuple[str, ...]
    first: Made | None


class Reasons(Bare):
    """Of a finding with all its reasons."""

    __slots__ = ()
    explained = True

    def grounds(self) -> Grounds:
        """Return the conditions of the rule, each with its value and how it came about."""
        if self._grounds is not None:
            return self._grounds
        found = self._evaluation.grounds(self._bound.tests[self._worst], self._subject, self._decision)
        self._decision = found.decision
        if self._statuses[self._worst] != "unknown" or found.decision.unless or self._evaluation.explain is True:
            self._grounds = found
        return found

    def _said(self) -> Summary:
        if self._summary is None:
            grounds = self.grounds()
            self._summary = Summary(
                grounds.exceptions(), grounds.rests_on("judgement"), grounds.rests_on("weak") if grounds.decision.weak else (),
                grounds.missing(), grounds.not_reached(), grounds.first_made(),
            )  # fmt: skip
        return self._summary

    def exceptions(self) -> tuple[str, ...]:
        return self._said().exceptions

    def judgements(self) -> tuple[str, ...]:
        """Return the judgements on which the result rests."""
        return self._said().judgements

    def held_against(self) -> tuple[str, ...]:
        """Return the weak statements on which it rests."""
        return self._said().held_against

    def missing(self) -> tuple[str, ...]:
        """Return what is not stated."""
        return self._said().missing

    def not_reached(self) -> tuple[str, ...]:
        """Return the labels of the later stages of a staged test."""
        return self._said().not_reached

    def where(self) -> Where | None:
        first = self._said().first
        return place_of(first) if first is not None else None

    def message(self) -> str:
        return message_of(self._evaluation.policy, self.grounds())

    def explanation(self) -> Explanation:
        return explanation_of(self._evaluation.policy, self.grounds())

    def repairs(self) -> tuple[str, ...]:
        """Return the smallest changes with which the rule would pass; none where it does not fail."""
        if self._statuses[self._worst] != "fail" and not self.decision().unless:
            return ()
        from rulebook.checking.explanation.repairs import repairs_of  # many a draft fails nothing

        return repairs_of(self._evaluation, list(self._bound.tests), self._subject, self.grounds())


def _plain(bound: Bound, value: Truth, message: str, stated: tuple[Where, ...]) -> Explanation:
    return Explanation("rule", bound.rule.title, bound.rule.name, value, message, (), stated)
