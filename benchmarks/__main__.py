"""`python -m benchmarks [--quick] [PART …]`: measures, and prints tables of ratios."""

from __future__ import annotations

import argparse
import json
import platform
import subprocess
import sys
import time
from collections.abc import Callable, Sequence
from importlib import import_module

from benchmarks.environments import CHECKOUT, Environment, with_peers, with_the_wheel
from benchmarks.ratios import Ratio, Row, Skipped, table
from benchmarks.scale import QUICK, WHOLE, Scale
from rulebook import __version__

__all__ = ["PARTS", "main", "measured"]

# The name of a part: its module, the title of its table, and whether it measures whole processes.
PARTS = {
    "cold-start": ("benchmarks.cold_start", "The whole process of a check", True),
    "warm": ("benchmarks.warm", "Warm, in one process", False),
    "peers": ("benchmarks.beside_peers", "Beside other engines, warm, on the same rules", False),
    "growth": ("benchmarks.growth", "Growth", True),
    "reading": ("benchmarks.reading", "Reading rule files and drafts", False),
    "memory": ("benchmarks.memory", "Peak memory of a check", True),
    "repository": ("benchmarks.repository", "A repository of drafts, on the whole library", True),
}


def main(words: Sequence[str] | None = None) -> int:
    """Run the parts that the words name (without them: all), print their tables, and return the exit code."""
    parser = argparse.ArgumentParser(prog="python -m benchmarks", description="Ratios of time and memory, all of one run.")
    parser.add_argument("parts", nargs="*", metavar="PART", help=f"which measurements: {', '.join(PARTS)} (without it: all)")
    parser.add_argument("--quick", action="store_true", help="fewer rounds and smaller sizes, in less than a minute once installed")
    parser.add_argument("--in-this-process", action="store_true", help=argparse.SUPPRESS)
    arguments = parser.parse_args(words)
    if wrong := [part for part in arguments.parts if part not in PARTS]:
        parser.error(f"there is no part {wrong[0]}; the parts are {', '.join(PARTS)}")
    scale = QUICK if arguments.quick else WHOLE
    if arguments.in_this_process:
        sys.stdout.write(json.dumps([_plain(row) for part in arguments.parts for row in measured(part, scale, None)]))
        return 0
    today, system = time.strftime("%Y-%m-%d"), f"{platform.system()} {platform.machine()}"
    sys.stdout.write(f"Rulebook {__version__}, {today}. Python {platform.python_version()}, {system}.\n")
    for part in arguments.parts or PARTS:
        sys.stdout.write(f"\n{_part(part, scale)}")
        sys.stdout.flush()
    return 0


def _part(part: str, scale: Scale) -> str:
    """Measure one part, in a process and an environment of its own, and return its table."""
    environment = with_peers() if part == "peers" else with_the_wheel()
    name, title, processes = PARTS[part]
    if processes:
        rows: list[Row] = list(measured(part, scale, environment))
    else:
        words = [environment.python, "-m", "benchmarks", "--in-this-process", part, *(["--quick"] if scale is QUICK else [])]
        done = subprocess.run(words, cwd=CHECKOUT, capture_output=True, text=True, check=False)
        if done.returncode:
            return f"{title}: it could not be measured.\n{done.stderr}"
        rows = [_row(plain) for plain in json.loads(done.stdout)]
    rows += [Skipped(package, f"It does not install: {reason}") for package, reason in environment.lacking]
    notes = "".join(f"{note}\n" for note in getattr(import_module(name), "notes", list)())
    return f"{table(title, rows)}{notes}With {environment.versions()}.\n"


def measured(part: str, scale: Scale, environment: Environment | None) -> Sequence[Row]:
    """Return the rows of one part, measured in this process; `environment` is where it starts others, if it does."""
    name, _, processes = PARTS[part]
    measure: Callable[..., Sequence[Row]] = import_module(name).measure
    return measure(scale, environment) if processes else measure(scale)


def _plain(row: Row) -> list[object]:
    return [type(row).__name__, *(getattr(row, field) for field in type(row).__match_args__)]


def _row(plain: list[object]) -> Row:
    made: type[Ratio | Skipped] = Ratio if plain[0] == "Ratio" else Skipped
    return made(*plain[1:])  # type: ignore[arg-type]


if __name__ == "__main__":
    sys.exit(main())
