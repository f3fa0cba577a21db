"""What is wrong with a configuration, in plain sentences: from what pydantic found to the line, why, and what to write."""

from __future__ import annotations

from typing import Any

from pydantic import ValidationError

from rulebook.configuration.configuration import Configuration, Key
from rulebook.configuration.written import EXAMPLES, Written, WrittenSection
from rulebook.language.diagnostics import Diagnostic
from rulebook.language.names import nearest
from rulebook.reports import FORMATS

__all__ = ["slips"]

_TYPES = {
    "bool_type": "is true or false, without quotation marks",
    "bool_parsing": "is true or false, without quotation marks",
    "int_type": "is a whole number of days",
    "int_parsing": "is a whole number of days",
    "greater_than_equal": "is nought or more days",
    "less_than_equal": "is ten years at most",
    "dict_type": "is a table of formats and files",
    "list_type": "is a section of its own for some drafts",
    "model_type": "is a section of its own for some drafts",
    "missing": "is needed here: it says for which drafts the section holds",
}


def slips(error: ValidationError, empty: Configuration, prefix: Key) -> list[Diagnostic]:
    """Return each error with its place; `empty` knows the places of the file, and `prefix` leads to the table in it."""
    found = [_slip(one, empty, prefix) for one in error.errors(include_url=False, include_input=True)]
    return sorted(dict.fromkeys(found), key=lambda slip: (slip.line, slip.column))


def _slip(one: Any, empty: Configuration, prefix: Key) -> Diagnostic:
    way: Key = tuple(part for part in one["loc"] if part != "[key]")
    key = str(next((part for part in reversed(way) if isinstance(part, str)), "the file"))
    if one["type"] == "extra_forbidden":
        return empty.error("unknown-key", (*prefix, *way), *_no_such_key(key, "paths" in way))
    if way[:1] == ("output",) and len(way) > 1 and one["type"] == "literal_error":
        return empty.error("bad-value", (*prefix, *way), *_no_such("`output` has no format", key, FORMATS))
    if one["type"] == "literal_error":
        values = FORMATS if key == "format" else ("error", "warning")
        return empty.error("bad-value", (*prefix, *way), *_no_such(f"`{key}` has no value", one["input"], values))
    context = one.get("ctx", {})
    if "item" in context:
        way = (*way, context["item"])
    named = "output" if way[:1] == ("output",) else key
    sentence = context.get("sentence") or _TYPES.get(one["type"], "has another form")
    hint = f"Write for example `{EXAMPLES.get(named, 'strict = true')}`."
    return empty.error("bad-value", (*prefix, *way), f"`{named}` {sentence}.", hint)


def _no_such_key(key: str, in_section: bool) -> tuple[str, str]:
    model = WrittenSection if in_section else Written
    keys = [field.alias or name for name, field in model.model_fields.items()]
    where = "A `[[paths]]` section" if in_section else "The configuration"
    if in_section and key in EXAMPLES:
        return f"`{key}` holds for all drafts, and has no place in a `[[paths]]` section.", "Write it above the first section."
    close = nearest(key.replace("_", "-"), keys)
    hint = f"Did you mean {close}? Write for example `{EXAMPLES[close]}`." if close else f"Its keys are: {', '.join(keys)}."
    return f"{where} has no key `{key}`.", hint


def _no_such(sentence: str, written: object, values: Any) -> tuple[str, str]:
    close = nearest(str(written), values)
    return f"{sentence} {written}.", (f"Did you mean {close}? " if close else "") + f"There are: {', '.join(values)}."
