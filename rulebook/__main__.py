"""Starts Rulebook as `python -m rulebook`."""

from __future__ import annotations

from rulebook.commands.command_line import start

if __name__ == "__main__":
    start()
