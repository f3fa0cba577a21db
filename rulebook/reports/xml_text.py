"""Text of others in XML: escaped, and without the characters that XML 1.0 forbids."""

from __future__ import annotations

from collections.abc import Mapping

from rulebook.reports.harmless import harmless

__all__ = ["element", "quoted", "told"]

_SIGNS = {"&": "&amp;", "<": "&lt;", ">": "&gt;", '"': "&quot;", "\n": "&#10;"}


def quoted(text: str) -> str:
    """Return a text as the value of an attribute, quotes included; its line ends stay."""
    return f'"{_escaped(text)}"'


def told(text: str) -> str:
    """Return a text as the content of an element, in which no line begins as a command of a workflow does."""
    return "\n".join(f"&#58;{line[1:]}" if line.startswith(":") else line for line in map(str.lstrip, _escaped(text).split("&#10;")))


def element(name: str, attributes: Mapping[str, object]) -> str:
    """Return the start of an element, without its closing bracket."""
    return f"<{name}{''.join(f' {key}={quoted(str(value))}' for key, value in attributes.items())}"


def _escaped(text: str) -> str:
    lines = text.replace("\r\n", "\n").replace("\r", "\n").split("\n")
    text = "\n".join(map(harmless, lines))
    for sign, written in _SIGNS.items():
        text = text.replace(sign, written)
    return text.replace("##[", "&#35;#[")  # a workflow of GitHub obeys `##[error]` anywhere in its log
