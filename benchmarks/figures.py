"""A figure beside what is required of it: one line that a person reads and ``run_all.py`` collects."""

from __future__ import annotations

from typing import NamedTuple

MARK, BAR = "* ", " | "
VERDICTS = {True: "met", False: "MISSED", None: "not required"}


class Figure(NamedTuple):
    """One line of the joint table."""

    name: str
    required: str
    measured: str
    verdict: str


def show(name: str, required: str, measured: str, met: bool | None) -> bool:
    """Print a figure.

    Args:
        name: what was measured.
        required: what is asked of it, with unit.
        measured: what it came to, with unit and spread.
        met: whether it is enough; None if nothing is asked.

    Returns:
        False if it is missed.
    """
    print(MARK + BAR.join(Figure(name, required, measured, VERDICTS[met])), flush=True)
    return met is not False


def read(line: str) -> Figure | None:
    """The figure that ``show`` printed as this line, or None if it is another line."""
    parts = line.rstrip("\n").removeprefix(MARK).split(BAR)
    if not line.startswith(MARK) or len(parts) != len(Figure._fields) or parts[-1] not in VERDICTS.values():
        return None
    return Figure(*parts)


def joint(found: list[Figure]) -> str:
    """All figures as one table."""
    rows = [Figure("figure", "required", "measured", ""), *found]
    wide = [max(len(row[i]) for row in rows) for i in range(len(Figure._fields))]
    return "\n".join("  ".join(x.ljust(w) for x, w in zip(row, wide, strict=True)).rstrip() for row in rows)
