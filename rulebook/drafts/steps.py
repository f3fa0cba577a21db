"""The steps of a draft, each with its track and its events looked up."""

from __future__ import annotations

from rulebook.drafts.draft import Made, Place, Problem, StepMade
from rulebook.drafts.pages import short
from rulebook.drafts.vocabulary import Vocabulary
from rulebook.language.nodes import Step
from rulebook.records import replace
from rulebook.values import Duration

__all__ = ["Steps"]


class Steps:
    """The steps read so far. A track is named by every step that has its prefix, also one that is wrong."""

    def __init__(self, vocabulary: Vocabulary) -> None:
        self._vocabulary = vocabulary
        self._events = vocabulary.policy.events
        self._steps: list[StepMade] = []
        self._tracks: set[str] = set()
        self._unknown: dict[str, list[Place]] = {}

    def add(self, step: Step, made: Made, problems: list[Problem]) -> None:
        """Read one step. Where one of its events has a prefix and the other none, it is a step of that track."""
        events = [self._split(path) for path in (step.event, step.other) if path]
        tracks = list(dict.fromkeys(track for track, _ in events if track))
        self._tracks |= set(tracks)
        unknown = [path for path, (_, event) in zip((step.event, step.other), events) if event not in self._events]
        for path in dict.fromkeys(unknown):
            self._unknown.setdefault(path, []).append(made.place)
        if len(tracks) > 1:
            message = f"One step speaks of two tracks, `{short(tracks[0])}` and `{short(tracks[1])}`."
            problems.append(_bad(message, "Write the same track before both events, and a step of its own for each track.", made))
        elif step.kind == "at least" and isinstance(step.duration, Duration) and step.duration.unlimited:
            message = "A step at least an unlimited time after another never comes."
            problems.append(_bad(message, f"Write `step {short(step.event)} never happens`, or a length of time.", made))
        elif not unknown:
            other = events[1][1] if step.other else ""
            self._steps.append(StepMade(replace(step, event=events[0][1], other=other), tracks[0] if tracks else "", made))

    def name(self, path: str) -> None:
        """Note that a path is named which may be an event's, with its track before it."""
        track, event = self._split(path)
        if track and event in self._events and not self._vocabulary.subject(path)[0].group:
            self._tracks.add(track)

    def _split(self, path: str) -> tuple[str, str]:
        """Return the track and the event of a path; a prefix with a dot in it is none."""
        track, _, event = path.rpartition(".")
        return (track, event) if "." not in track else ("", path)

    def settled(self, problems: list[Problem]) -> tuple[tuple[StepMade, ...], tuple[str, ...]]:
        """Return the steps in their order, and the tracks in order of name. Events that no rulebook declares are noted."""
        for path, places in self._unknown.items():
            if self._vocabulary.unloaded.event(self._split(path)[1], path, places):
                continue
            message, hint = self._why_unknown(path)
            problems.append(Problem("unknown-event", message, hint, tuple(dict.fromkeys(places))))
        return tuple(self._steps), tuple(sorted(self._tracks))

    def _why_unknown(self, path: str) -> tuple[str, str]:
        track, event = self._split(path)
        before = f"{track}." if track else ""
        if self._vocabulary.subject(path)[0].fact is not None:
            return f"`{short(path)}` is a fact, not an event.", f"State it as `{short(path)} = …`, without `step`."
        close = self._vocabulary.nearest_event(event)
        names = sorted(self._events)
        listed = ", ".join(f"`{name}`" for name in names[:8]) + (f" and {len(names) - 8} more" if len(names) > 8 else "")
        hint = f"Write `{before}{close}`." if close else f"The events are: {listed}." if names else "No rulebook that is loaded has events."
        return f"No rulebook declares the event `{short(path)}`.", hint


def _bad(message: str, hint: str, made: Made) -> Problem:
    return Problem("bad-statement", message, hint, (made.place,))
