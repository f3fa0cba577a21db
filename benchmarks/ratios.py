"""The table of ratios: what was measured, how much it is of what, and whether that meets the aim."""

from __future__ import annotations

from collections.abc import Sequence

from rulebook.records import Record

__all__ = ["Ratio", "Row", "Skipped", "table"]


class Ratio(Record):
    """How much one figure is of another. `aim` is the most that it should be; `this_run` is the figure itself, for this machine only."""

    what: str
    ratio: float
    of: str
    aim: float | None = None
    this_run: str = ""


class Skipped(Record):
    """What was not measured, with the reason."""

    what: str
    reason: str


Row = Ratio | Skipped
HEAD = ("", "ratio", "of", "aim", "", "this run")
RIGHT = (False, True, False, True, False, False)


def table(title: str, rows: Sequence[Row]) -> str:
    """Return the rows as text in columns, under a title."""
    cells = [HEAD, *(_cells(row) for row in rows if isinstance(row, Ratio))]
    widths = [max(map(len, column)) for column in zip(*cells)]
    lines = [title, "=" * len(title)]
    lines += ["  ".join(map(_padded, row, widths, RIGHT)).rstrip() for row in cells]
    lines += [f"{row.what}: skipped. {row.reason}" for row in rows if isinstance(row, Skipped)]
    return "\n".join(lines) + "\n"


def _padded(cell: str, width: int, right: bool) -> str:
    return cell.rjust(width) if right else cell.ljust(width)


def _cells(row: Ratio) -> tuple[str, ...]:
    aim = "" if row.aim is None else f"≤ {_number(row.aim)}"
    verdict = "" if row.aim is None else "met" if row.ratio <= row.aim else "NOT MET"
    return row.what, _number(row.ratio), row.of, aim, verdict, row.this_run


def _number(value: float) -> str:
    """Return three figures at most, and no more than they can carry."""
    return f"{value:.0f}" if value >= 100 else f"{value:.1f}" if value >= 10 else f"{value:.2f}"
