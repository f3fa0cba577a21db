"""Paths as a forge names them: from the root of the repository, links resolved, with forward slashes; and addresses to link to."""

from __future__ import annotations

import os
from collections.abc import Iterable

from rulebook.language.policy import Authority

__all__ = ["Paths", "address", "percent_encoded"]

_UNRESERVED = frozenset(b"ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-._~/")  # RFC 3986, 2.3, and the slash

_LINK_ENDS = frozenset(' "<>\\^`{|}')  # none of them stands in a URI


class Paths:
    """Paths from one root; the empty text is the folder in which the command runs. Each is resolved once."""

    def __init__(self, root: str) -> None:
        self._root = os.path.realpath(root or os.curdir)
        self._found: dict[str, str] = {}

    def relative(self, path: str) -> str:
        """Return the path from the root, without `./`; of a file outside it, the whole path. `-` is standard input and stays."""
        if path not in self._found:
            self._found[path] = self._resolved(path)
        return self._found[path]

    def uri(self, path: str) -> str:
        """Return the path as a relative reference of RFC 3986; of a file outside the root, as a `file:` URI."""
        found = self.relative(path)
        encoded = percent_encoded(found)
        return f"file://{'' if encoded.startswith('/') else '/'}{encoded}" if os.path.isabs(found) else encoded

    def _resolved(self, path: str) -> str:
        if path in {"", "-"}:
            return path
        try:
            found = os.path.relpath(os.path.realpath(path), self._root)
            found = os.path.realpath(path) if found.split(os.sep)[0] == os.pardir else found
        except (OSError, ValueError):  # no name that a file can have, or another drive
            found = path
        return found.replace(os.sep, "/")


def percent_encoded(path: str) -> str:
    """Return a path with every byte that a URI gives a meaning to, or does not allow, as `%` and two digits."""
    try:
        encoded = path.encode("utf-8", "surrogateescape")  # what the system calls the file
    except UnicodeEncodeError:
        encoded = path.encode("utf-8", "replace")
    return "".join(chr(byte) if byte in _UNRESERVED else f"%{byte:02X}" for byte in encoded)


def address(authorities: Iterable[Authority]) -> str:
    """Return the first address of a source if a page can link to it as it is written; else the empty text."""
    url = next((one.source.url for one in authorities if one.source.url.startswith(("https://", "http://"))), "")
    return url if url.isascii() and url.isprintable() and not set(url) & _LINK_ENDS else ""
