"""Steps, networks and what they answer, for the tests of procedures."""

from __future__ import annotations

import re

from rulebook.checking.procedures import Network, Verdict
from rulebook.drafts.draft import Made, Place, StepMade
from rulebook.language.nodes import Step
from rulebook.language.source import NOWHERE
from rulebook.values import UNLIMITED, Duration, read_number

__all__ = ["lasting", "network", "step", "told"]

FORMS = (
    (r"(\w+) within (.+) of (\w+)", "within"),
    (r"(\w+) at least (.+) after (\w+)", "at least"),
    (r"(\w+) after()? (\w+)", "after"),
    (r"(\w+) happens()()", "happens"),
    (r"(\w+) never happens()()", "never"),
)


def lasting(text: str) -> Duration:
    if text == "unlimited":
        return UNLIMITED
    words = text.replace("working day", "working-day").split()
    parts = [(read_number(count) or 0, unit.replace("-", " ")) for count, unit in zip(words[::2], words[1::2], strict=True)]
    made = Duration.of(parts)
    assert made is not None
    return made


def step(text: str) -> StepMade:
    for form, kind in FORMS:
        if found := re.fullmatch(form, text):
            event, length, other = found.groups()
            said = Step(kind, event, lasting(length) if length else None, other, NOWHERE)  # type: ignore[arg-type]
            return StepMade(said, "", Made(said, Place("draft.md", 1), "", text))
    raise AssertionError(text)


def network(*steps: str, optional: tuple[str, ...] = ()) -> Network:
    return Network([step(text) for text in steps], frozenset(optional))


def told(verdict: Verdict) -> list[str]:
    return [one.made.source_line for one in verdict.steps]
