"""Books and drafts that meet in a corner of the language into which the generators seldom come."""

from __future__ import annotations

from collections.abc import Mapping

from rulebook.values import Date
from tests.naive.books import Book, Declared
from tests.naive.statements import Check, Said

__all__ = ["CORNERS"]

_WORDS = """
source S
  legal order eu
source ACT
  legal order xx
source OTHER
  legal order yy
safeguard s: qualified
  title "A safeguard"
group people
  means "a group"
fact a: yes/no
  means "it is so"
fact b: yes/no
  means "it is so"
fact v: judgement
  means "whether it is so"
fact w: judgement
  means "whether it is so"
fact people.child: yes/no
  means "it is so"
  in doubt yes
fact people.free: yes/no
  means "it is so"
event arrest
  means "an event"
event hearing
  means "an event"
event appeal
  means "an event"
  may not happen
define heard as hearing happens
  means "it is so"
rule r of s
  authority S "1"
"""


def _said(statement: str) -> Said:
    path, _, value = statement.partition(" = ")
    for verb in ("does not include", "includes"):
        if f" {verb} " in statement:
            return Said(statement.partition(" ")[0], verb, statement.rpartition(" ")[2])
    if statement.startswith("step "):
        return Said("", "step", statement.removeprefix("step "))
    return Said(path, "=", value.removesuffix(" judged"), judged=value.endswith(" judged"))


def _check(rule: str, *statements: str, orders: tuple[str, ...] | None = None) -> Check:
    """Return a check of the rule `r`, of which the clauses are given, and of what else the text declares."""
    return Check(Book((Declared("", "", _WORDS + rule),)), tuple(map(_said, statements)), Date(2026, 6, 12), orders, False)


def _exception(when: str, name: str = "e") -> str:
    return f'exception {name} to r\n  authority S "2"\n  when {when}\n'


_TWO_PARTS = """  require one: {one}
  require two: {two}
exception e-one to one of r
  authority S "2"
  when a
exception e-two to two of r
  authority S "3"
  when b
"""
_OPTION = '  require a\nexception e to r\n  authority S "2"\n  authority ACT "1"\n{other}  when b\n'

_CONTRADICTION = ("step hearing happens", "step hearing never happens")
_TRACKS = ("step border.hearing happens", "step inland.hearing never happens")
_SOON = "  require hearing happens within 2 hours of arrest\n"
_SOME_FREE = "  require any people has (people.free)\n"

_DOUBTED = """
fact calm: judgement
  means "whether it is so"
  in doubt no
fact risky: judgement
  means "whether it is so"
  in doubt no
fact tools: any of (cuff, gag)
  means "tools"
  in doubt gag
"""
_NO_GAG = f"  forbid tools includes gag\n{_DOUBTED}"

CORNERS: Mapping[str, Check] = {
    "a claim without reasons stands against what counts in doubt": _check(f"  require calm\n{_DOUBTED}", "calm = yes"),
    "what is admitted without reasons is worse than what counts in doubt": _check(f"  forbid risky\n{_DOUBTED}", "risky = yes"),
    "one claim and one admission, both without reasons": _check(
        f"  require calm or not risky\n{_DOUBTED}", "calm = yes", "risky = yes"
    ),
    "a claim without reasons for an exception, which is no in doubt": _check(
        f"  require a\n{_exception('calm')}{_exception('b', 'f')}{_DOUBTED}", "a = no", "calm = yes"
    ),
    "a set is stated in part, and something else counts in doubt": _check(_NO_GAG, "tools includes cuff"),
    "a set is stated not to have what counts in doubt": _check(_NO_GAG, "tools does not include gag"),
    "two requirements are no by weak statements, and an exception to each is open": _check(
        _TWO_PARTS.format(one="v", two="w"), "v = no", "w = no"
    ),
    "one requirement is no, another by a weak statement, and an exception to each is open": _check(
        _TWO_PARTS.format(one="any people has (people.free)", two="w"), "people = none", "w = no"
    ),
    "an exception is no by a weak statement, another is open": _check(
        f"  require a\n{_exception('v')}{_exception('b', 'f')}", "a = no", "v = no"
    ),
    "an exception speaks of events": _check(f"  require a\n{_exception('hearing happens')}", "a = no", *_TRACKS),
    "an exception speaks of events by way of a define": _check(f"  require a\n{_exception('heard')}", "a = no", *_TRACKS),
    "steps contradict each other, and the rule does not apply": _check("  when a\n  require hearing happens\n", "a = no", *_CONTRADICTION),
    "steps contradict each other, and a fact meets the requirement": _check(
        "  require a or (hearing happens)\n", "a = yes", *_CONTRADICTION
    ),
    "steps contradict each other, and a fact breaks a requirement": _check(
        "  require one: a\n  require two: hearing happens\n",
        *("a = no", "step hearing after arrest", "step arrest at least 1 hour after hearing"),
    ),
    "steps of one track contradict each other": _check(
        _SOON, "step border.hearing happens", "step border.hearing never happens", "step hearing within 1 hour of arrest"
    ),
    "an option is used": _check(_OPTION.format(other=""), "a = no", "b = yes", orders=("eu", "xx")),
    "an option is not used": _check(_OPTION.format(other=""), "a = no", "b = yes", orders=("eu",)),
    "two countries have an option, and one of them uses it": _check(
        _OPTION.format(other='  authority OTHER "1"\n'), "a = no", "b = yes", orders=("eu", "xx")
    ),
    "the general part fails beside a harmless member": _check(
        "  for each people\n  when people.child\n  require people.free\n", "people.free = no", "people.adults.child = no"
    ),
    "a group is closed, and empty": _check("  for each people\n  require people.free\n", "people = none"),
    "any of an open group is no of all that are named": _check(_SOME_FREE, "people.adults.free = no"),
    "any of an open group is no in general too": _check(_SOME_FREE, "people.adults.free = no", "people.free = no"),
    "any of an open group is yes by the other alone": _check(_SOME_FREE, "people.adults.free = no", "people.free = yes"),
    "every one of an open group is no by the other alone": _check(
        _SOME_FREE.replace("any", "every"), "people.adults.free = yes", "people.free = no"
    ),
    "a requirement is met by a judgement, and an exception needs none": _check(
        f"  require v\n{_exception('a')}", "v = yes judged", "a = yes"
    ),
    "an event that may not happen is not named": _check(
        _SOON, "step appeal within 1 hour of arrest", "step hearing within 1 hour of appeal"
    ),
    "an event that may not happen is named": _check(_SOON.replace("arrest", "appeal"), "step hearing never happens"),
}  # fmt: skip
