"""The value of a statement, typed: of what was written, what is a value of the fact's type, and what is none and why."""

from __future__ import annotations

from collections.abc import Callable, Collection

from rulebook.drafts.pages import short
from rulebook.language.nodes import Misread, Part, State, Written
from rulebook.language.policy import Fact, FactType
from rulebook.records import Record
from rulebook.values import NO, YES, Date, Duration, Members, Money, Percent, Text, Value, write

__all__ = ["Refused", "as_written", "part_of", "value_of"]

MOST_LISTED = 12  # values of a closed list in one message


class Refused(Record):
    """Why what was written is no value of the type, in one sentence, and what to write instead."""

    message: str
    hint: str


def value_of(state: State, fact: Fact, scalar: str | None) -> Value | Refused:
    """Return the value that a statement gives its fact. A text of YAML (`scalar`) is the value of a text fact as it stands."""
    written, kind = state.value, fact.type.kind
    if kind == "text" and scalar is not None:
        return Text(scalar)
    if isinstance(written, Misread):
        from rulebook.drafts.slips import useful_hint  # only on the way to a message

        text = written.text.strip()
        return _refused(state.path, fact.type, text, _meant(text, fact.type) or useful_hint(written, of_value=True))
    value_or_none = _READERS[kind](written, fact.type)
    if value_or_none is not None and kind != "judgement" and not (written.by is written.because is written.on is None):
        value = short(as_written(written))
        message = f"`{short(state.path)}` is no judgement, so that nobody judges it."
        return Refused(message, f"Write `{short(state.path)} = {value}` without `by`, `because` and `on`.")
    if value_or_none is None:
        text = as_written(written)
        return _refused(state.path, fact.type, text, _instead(text, fact.type) or _meant(text, fact.type))
    return value_or_none


def part_of(part: Part, fact: Fact) -> Members | Refused:
    """Return the part of a set that a statement gives its fact."""
    if fact.type.kind != "any of":
        path = short(part.path)
        noun, hint = _said(fact.type)
        return Refused(f"`{path}` is {noun}, and no set that includes values.", f"Write `{path} = …`. {hint}")
    if wrong := [word for word in part.words if word not in fact.type.choices]:
        return _refused(part.path, fact.type, wrong[0], _nearest(wrong[0], fact.type))
    words = frozenset(part.words)
    return Members(words, frozenset(), False) if part.included else Members(frozenset(), words, False)


def as_written(written: Written) -> str:
    """Return what was written, without who judged and why."""
    if written.kind == "word":
        return written.words[0]
    if written.kind == "list":
        return f"({', '.join(written.words)})"
    if written.kind == "none" or written.value is None:
        return "none"
    return f"open {write(written.value)}" if written.kind == "open" else write(written.value)


# ---- types -------------------------------------------------------------------------------------------------------


def _yes_or_no(written: Written, type_: FactType) -> Value | None:
    return {"yes": YES, "no": NO}.get(written.words[0]) if written.kind == "word" else None


def _one_of(written: Written, type_: FactType) -> Value | None:
    word = written.words[0] if written.kind == "word" else "none" if written.kind == "none" else ""
    return word if word in type_.choices else None


def _any_of(written: Written, type_: FactType) -> Value | None:
    if written.kind == "none":
        return Members(frozenset({"none"} & set(type_.choices)))
    words = frozenset(written.words)
    return Members(words) if words and words.issubset(type_.choices) else None


def _a(class_: type) -> Callable[[Written, FactType], Value | None]:
    return lambda written, type_: written.value if written.kind == "value" and isinstance(written.value, class_) else None


def _number(written: Written, type_: FactType) -> Value | None:
    value = written.value  # an int or a Fraction, which is not imported here for its cost
    return value if written.kind == "value" and hasattr(value, "denominator") else None


_READERS: dict[str, Callable[[Written, FactType], Value | None]] = {
    "yes/no": _yes_or_no, "judgement": _yes_or_no, "one of": _one_of, "any of": _any_of, "duration": _a(Duration), "date": _a(Date),
    "number": _number, "percent": _a(Percent), "money": _a(Money), "text": _a(Text),
}  # fmt: skip

# ---- what is wrong -----------------------------------------------------------------------------------------------

_NOUNS = {
    "yes/no": ("yes or no", "Write yes or no."),
    "judgement": ("a judgement", 'Write yes or no, with who judged and why: yes by "…" because "…".'),
    "duration": ("a length of time", "A length of time is such as 6 months, 48 hours, 3 working days or unlimited."),
    "date": ("a date", "A date is year-month-day, such as 2026-06-12, or never."),
    "number": ("a number", "A number is written in digits, such as 12 or 12.5."),
    "percent": ("a percentage", "A percentage is such as 10%."),
    "money": ("an amount of money", "An amount is written with its currency before it, such as EUR 1200000."),
    "text": ("a text", 'A text stands between quotation marks: "…".'),
}
_YES_OR_NO = {"true": "yes", "false": "no", "yes": "yes", "no": "no"}
_INSTEAD = {
    "yes/no": _YES_OR_NO, "judgement": _YES_OR_NO, "duration": {"never": "unlimited", "none": "0 days` or `unlimited"},
    "date": {"unlimited": "never"}, "number": {"none": "0"},
}  # fmt: skip


def _said(type_: FactType) -> tuple[str, str]:
    """Return a type in words, and how its values are written."""
    if type_.kind in _NOUNS:
        return _NOUNS[type_.kind]
    noun = "one value of a list" if type_.kind == "one of" else "a set of values of a list"
    none = "" if type_.kind == "one of" or "none" in type_.choices else ", or none"
    return noun, f"The values are: {_listed(type_.choices)}{none}."


def _listed(choices: Collection[str]) -> str:
    shown = list(choices)[:MOST_LISTED]
    return ", ".join(shown) + ("" if len(choices) <= MOST_LISTED else f" and {len(choices) - MOST_LISTED} more")


def _refused(path: str, type_: FactType, text: str, instead: str) -> Refused:
    noun, hint = _said(type_)
    if not text:
        return Refused(f"`{short(path)}` is {noun}; nothing is written after it.", f"Write a value after the sign =. {hint}")
    no_value, no_noun = f"`{short(text)}` is no value of `{short(path)}`.", f"`{short(path)}` is {noun}; `{short(text)}` is not."
    message = no_value if type_.choices else no_noun
    whole = (
        instead.startswith("Write `") and not type_.choices and type_.kind != "text" and (type_.kind != "judgement" or " by " in instead)
    )
    return Refused(message, instead if whole else f"{instead} {hint}".strip())


def _instead(text: str, type_: FactType) -> str:
    """Return what a word that is a value of other facts is for this one, as a sentence; else the empty text."""
    known = _INSTEAD.get(type_.kind, {}).get(text.lower())
    return f"Write `{known}`." if known is not None else ""


def _meant(text: str, type_: FactType) -> str:
    """Return what the drafter most likely meant, as a sentence; the empty text where nobody can say."""
    import re  # only on the way to a message

    from rulebook.drafts.date_slips import either_day
    from rulebook.drafts.value_slips import meant, runs_on, whole_numbers

    if runs_on(text):
        return "Part two statements with a semicolon."
    if type_.kind == "duration" and text.isdecimal():
        return f"Write its unit as well, such as `{short(text)} months`."
    if value := meant(text, type_, _READERS[type_.kind]):
        return f"Write `{value}`."
    if type_.kind == "date" and (either := either_day(text)):
        return f"Where the day comes first, write `{either[0]}`; where the month does, `{either[1]}`."
    if re.match(r"[-−–]\s*\d", text):
        return "Nothing is negative."
    if type_.kind == "duration" and (whole := whole_numbers(text)):
        return whole
    if type_.choices or type_.kind == "text" or not _is_words(text):
        return ""
    return f'Words that set nothing are stated as `open "{short(text)}"`.'


def _is_words(text: str) -> bool:
    """True of several words without a number or a sign."""
    return " " in text and all(word.isalpha() for word in text.split()) and text.split()[0].lower() not in _YES_OR_NO


def _nearest(word: str, type_: FactType) -> str:
    from rulebook.language.names import nearest  # only on the way to a message

    close = nearest(word, type_.choices)
    return f"Write `{close}`." if close else ""
