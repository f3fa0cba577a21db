"""What goes wrong in YAML, in a drafter's words."""

from __future__ import annotations

__all__ = ["slip"]

_INDENT = "Keys of one level stand exactly below each other, indented with spaces."
_QUOTE = "Put a text that has a colon, a quotation mark or another sign in it between quotation marks."
_SLIPS = (
    ("mapping values are not allowed", "A colon stands where no key can be.", f"{_INDENT} {_QUOTE}"),
    ("tab character", "A tab stands where only spaces can.", "Indent with spaces."),
    ("found unexpected end of stream", "A text that begins with a quotation mark has no end.", "End it with the same quotation mark."),
    ("document indicator", "A text that begins with a quotation mark has no end.", "End it with the same quotation mark."),
    ("expected ',' or ']'", "A list that begins with [ has no end here, or a comma is missing.", "Write a list as [first, second]."),
    ("expected ',' or '}'", "What begins with { has no end here, or a comma is missing.", "Write it as {first: yes, second: no}."),
    ("expected key", "This line is not in line with those above.", _INDENT),
    ("expected '-' indicator", "This line is not in line with the list above.", "Items of one list begin with - exactly below each other."),
    ("block sequence entries are not allowed", "A list begins on the line of its key.", "Begin the list with - on the line below the key."),
    ("could not find expected ':'", "A colon is missing after a key.", "Write the key, a colon, a blank and the value."),
    ("expected node content", "Something is missing here.", "Write a value, or leave the comma or the bracket out."),
    ("escape", "A text between double quotation marks has a backslash that means nothing.", r"Write \\ for a backslash."),
    ("control characters", "A character stands here that no text can have.", "Delete it, and write the text anew if need be."),
    ("alias", "A * stands where a value begins.", _QUOTE),
    ("anchor", "An & stands where a value begins.", _QUOTE),
    ("tag", "A ! stands where a value begins.", _QUOTE),
    ("directive", "A % stands at the beginning of a line.", _QUOTE),
    ("document start", "The text goes on after its end.", "Put each draft into a file of its own."),
)


def slip(problem: str | None, text: str, offset: int) -> tuple[str, str]:
    """Return one sentence on an error of the YAML library, and what to write instead."""
    if problem and "cannot start any token" in problem:
        sign = text[offset : offset + 1]
        if sign == "\t":
            return "A tab stands where only spaces can.", "Indent with spaces."
        return f"A value cannot begin with {sign}", _QUOTE
    if problem and "expected key" in problem and (slip := _after_a_quotation(text, offset)):
        return slip
    for words, message, hint in _SLIPS:
        if problem and words in problem:
            return message, hint
    if problem is None:
        return "A character stands here that no text can have.", "Delete it, and write the text anew if need be."
    return "These lines are not YAML.", f"{_INDENT} {_QUOTE}"


def _after_a_quotation(text: str, offset: int) -> tuple[str, str] | None:
    """Return what is wrong where a text in quotation marks is followed by more on its line: `title: "Order" on x`."""
    start = text.rfind("\n", 0, offset) + 1
    end = text.find("\n", offset)
    key, _, value = text[start : end if end >= 0 else len(text)].partition(":")
    value = value.strip()
    if value[:1] not in ("'", '"') or value[:1] == value[-1:]:
        return None
    whole = "'" + value.replace("'", "''") + "'"
    message = "A text that begins with a quotation mark ends at the next one, and more stands after it on this line."
    return message, f"Put the whole text between other marks: `{key.strip()}: {whole}`." if len(whole) <= 80 else _QUOTE
