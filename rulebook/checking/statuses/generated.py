"""The one place where code is executed that is made while the tool runs: the functions of `generating`.

Before it is, it is held to what that module writes: names made there, whole numbers, and a few signs. A text from a rule
file or a draft cannot be in it, and would be refused.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from typing import Any

__all__ = ["function_of"]

_WORDS = "def|statuses|return|if|else|or|is|not|in|None|x|v|s|__class__|int"
_CODE = re.compile(rf"(?:\b(?:{_WORDS}|[tk]\d+|\d+)\b|[ \n(),:\[\].=<>!&*-]|:=)*", re.ASCII)


def function_of(source: str, objects: Mapping[str, Any]) -> Callable[[list[Any], Any], tuple[int, ...]]:
    """Return the function `statuses` of generated code, which may name the objects and nothing else; ValueError for any other code."""
    if not _CODE.fullmatch(source):
        raise ValueError("the code holds what the generator does not write")
    space: dict[str, Any] = {"__builtins__": {"int": int}, **objects}
    exec(compile(source, "<generated>", "exec"), space)
    made: Callable[[list[Any], Any], tuple[int, ...]] = space["statuses"]
    return made
