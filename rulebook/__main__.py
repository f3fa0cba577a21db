"""Starts Rulebook as `python -m rulebook`."""

from __future__ import annotations

import sys

from rulebook.commands.command_line import main

if __name__ == "__main__":
    sys.exit(main())
