"""How a file that a team keeps (waivers, baseline) names drafts: by their path as seen from its own folder, with forward slashes."""

from __future__ import annotations

import os
from collections.abc import Iterable, Mapping
from types import MappingProxyType

__all__ = ["Names"]


class Names:
    """The names of drafts in one such file. `there` are paths at which there was a draft when the file was as it is.

    `moved` has the present path of each draft that a change moved, by its earlier path.
    """

    def __init__(self, file: str, there: Iterable[str] = (), moved: Mapping[str, str] = MappingProxyType({})) -> None:
        self._there = frozenset(there)
        self._moved = moved
        self._folder = os.path.dirname(os.path.realpath(file))

    def of(self, path: str) -> str:
        """Return the name of the draft at a path (relative to where the command runs); `-` is standard input."""
        if path == "-":
            return path
        # The folder is resolved, the draft's own last name is not: a draft that is a link goes by the name that it has here.
        whole = os.path.join(os.path.realpath(os.path.dirname(path) or "."), os.path.basename(path))
        try:
            return os.path.relpath(whole, self._folder).replace(os.sep, "/")
        except ValueError:  # on another drive
            return whole.replace(os.sep, "/")

    def moved_to(self, name: str) -> str:
        """Return the name that the draft of a name has now; the empty text where no change moved it."""
        return next((self.of(now) for then, now in self._moved.items() if self.of(then) == name), "")

    def exists(self, name: str) -> bool:
        """Return whether there is a file of that name."""
        return name == "-" or name in map(self.of, self._there) or os.path.isfile(os.path.join(self._folder, *name.split("/")))
