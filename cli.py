"""Starts Rulebook from a bare checkout: `python cli.py check draft.md`. An installed Rulebook has the command `rulebook`."""

from __future__ import annotations

from rulebook.commands.command_line import start

if __name__ == "__main__":
    start()
