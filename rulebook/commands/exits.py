"""The exit codes. Where several apply, the highest wins; 130 is a shell's own for Ctrl-C."""

from __future__ import annotations

__all__ = ["CANNOT", "FAILED", "FINE", "STOPPED"]

FINE = 0  # nothing failed
FAILED = 1  # something failed
CANNOT = 2  # an input could not be read, a header or statement is bad, nothing was checked, or the command is wrong
STOPPED = 130
