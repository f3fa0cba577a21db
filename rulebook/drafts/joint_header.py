"""The header of a draft that may stand in several files, checked against the policy."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from rulebook.drafts.draft import Header, Place, Problem, Reading
from rulebook.drafts.groups import GroupSaid
from rulebook.drafts.pages import short
from rulebook.drafts.vocabulary import Vocabulary
from rulebook.language.policy import Policy
from rulebook.records import replace

__all__ = ["joint_header"]

_ONE_FOR_ALL = {"legal_orders": "legal orders", "applies_from": "applies from", "applies_until": "applies until"}


def joint_header(readings: Sequence[Reading], vocabulary: Vocabulary, groups: Mapping[str, GroupSaid], problems: list[Problem]) -> Header:
    """Return the header of all files of one draft together; `complete` has only the groups that it does close. Problems are noted."""
    policy = vocabulary.policy
    values = {field: _agreed(field, key, readings, problems) for field, key in _ONE_FOR_ALL.items()}
    headers = [reading.header for reading in readings]
    title = next((header.title for header in headers if header.title), None)
    measure = next((header.measure for header in headers if header.measure), None)
    joint = Header(title=title, measure=measure, complete=_complete(readings, policy, groups, problems))
    joint = _in_sequence(replace(joint, **values), readings, problems)
    return replace(joint, legal_orders=_known_orders(joint, readings, vocabulary, problems))


def _place(reading: Reading, key: str) -> Place:
    return reading.header.places.get(key) or Place(reading.path, 1)


def _agreed(field: str, key: str, readings: Sequence[Reading], problems: list[Problem]) -> object:
    """Return what the files say after a key; the first, with a problem, where they differ."""
    said = [(getattr(reading.header, field), _place(reading, key)) for reading in readings if getattr(reading.header, field) is not None]
    others = [place for value, place in said if _as_set(value) != _as_set(said[0][0])]
    if others:
        message = f"The files of this draft say different things after `{key}`."
        problems.append(Problem("bad-header", message, "Write the same in each of them, or in one of them only.", (said[0][1], *others)))
    return said[0][0] if said else None


def _as_set(value: object) -> object:
    return frozenset(value) if isinstance(value, tuple) else value


def _in_sequence(header: Header, readings: Sequence[Reading], problems: list[Problem]) -> Header:
    """Return the header, without its last day where that is before the first; one file by itself has been checked already."""
    first, last = header.applies_from, header.applies_until
    if first is None or last is None or first <= last:
        return header
    places = (_place(reading, "applies until") for reading in readings if reading.header.applies_until is not None)
    message = f"The draft applies until {last}, which is before {first}, from which it applies."
    problems.append(Problem("bad-header", message, "Write the earlier day after `applies from`.", tuple(places)))
    return replace(header, applies_until=None)


def _known_orders(header: Header, readings: Sequence[Reading], vocabulary: Vocabulary, problems: list[Problem]) -> tuple[str, ...] | None:
    """Return the legal orders that a loaded rule has; the others are noted."""
    if header.legal_orders is None:
        return None
    known = vocabulary.policy.legal_orders()
    some = any(order in known for order in header.legal_orders)
    for reading in readings:
        for order in reading.header.legal_orders or ():
            place = _place(reading, "legal orders")
            # A draft of which no legal order is loaded would be checked by none.
            if order not in known and not (some and vocabulary.unloaded.order(order, place)):
                these = "The legal orders of the loaded rules are"
                message, hint = _no_such(order, "No loaded rule is of the legal order", sorted(known), these)
                problems.append(Problem("bad-header", message, hint, (place,)))
    return tuple(order for order in header.legal_orders if order in known)


def _complete(readings: Sequence[Reading], policy: Policy, groups: Mapping[str, GroupSaid], problems: list[Problem]) -> tuple[str, ...]:
    """Return the groups that the header closes; a name that closes nothing is noted."""
    closed: dict[str, None] = {}
    for reading in readings:
        for name in reading.header.complete:
            if why := _closes_nothing(name, policy, groups):
                problems.append(Problem("bad-header", *why, (_place(reading, "complete"),)))
            elif left_open := groups[name].left_open:
                message = f"`complete` says that all members of `{name}` are named, and the draft leaves them open as well."
                hint = "Keep one of the two."
                problems.append(Problem("contradictory-fact", message, hint, (_place(reading, "complete"), *left_open)))
            else:
                closed[name] = None
    return tuple(closed)


def _closes_nothing(name: str, policy: Policy, groups: Mapping[str, GroupSaid]) -> tuple[str, str] | None:
    if name not in policy.groups:
        return _no_such(name, "No rulebook declares the group", sorted(policy.groups), "The groups are")
    group = groups[name]
    if not group.names_members:
        message = f"`complete` says that all members of `{name}` are named, and none is."
        return message, f"Name them, or write `{name} = none` where there are none."
    for path in group.unanswered:
        message = f"`complete` closes `{name}`, and `{path}` is left empty: it is a fact, and might be meant for a member of that name."
        return message, f"Take the empty key out, or name the members in `{name} = (…)`."
    return None


def _no_such(name: str, what: str, names: Sequence[str], these: str) -> tuple[str, str]:
    from rulebook.language.names import nearest  # only on the way to a message

    close = nearest(name, names) if len(name) <= 200 else None
    listed = f"{these}: {', '.join(names[:12])}{' and more' if len(names) > 12 else ''}." if names else ""
    return f"{what} `{short(name)}`.", f"{f'Write `{close}`. ' if close else ''}{listed}".strip() or "Leave it out."
