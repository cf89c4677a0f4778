"""The ledger: every report that bears on a siege, one claim a row, checked against the scenario it belongs to.

Columns, in any order: ``id, published, about_start, about_end, source, quantity, subject, form, value, low, high,
unit, copies, note, url``. Dates are ``YYYY-MM-DD``; an empty ``about_end`` means one day. ``form`` says which of the
three numbers count: ``number`` has ``value``, ``interval`` has ``low`` and ``high``, ``at_most`` has ``high``,
``at_least`` has ``low``, ``category`` has a word in ``value``, ``statement`` has its words in ``note`` alone.
``copies`` names the source that the row repeats: two rows that copy one source are one report.
"""

from __future__ import annotations

import csv
import datetime
import io
from collections import Counter
from pathlib import Path
from typing import NamedTuple

from corridor.errors import EvidenceError, nearest
from corridor.evidence.claim import COLUMNS, Claim, Row
from corridor.scenario.schema import Scenario

MOST_PROBLEMS = 20
MOST_BYTES = 20_000_000


class Ledger(NamedTuple):
    """The claims of a scenario, in the order of the file."""

    claims: tuple[Claim, ...]

    def as_of(self, day: datetime.date) -> Ledger:
        """What was public on a day."""
        return Ledger(tuple(c for c in self.claims if c.published <= day))

    def of(self, quantity: str) -> Ledger:
        """The claims about one quantity."""
        return Ledger(tuple(c for c in self.claims if c.quantity == quantity))


class Summary(NamedTuple):
    """Counts of a ledger: how many claims in all, by quantity and by source (largest first), and their dates."""

    claims: int
    by_quantity: dict[str, int]
    by_source: dict[str, int]
    first_published: datetime.date | None
    last_published: datetime.date | None


def summary(ledger: Ledger) -> Summary:
    """Count a ledger's claims, for the tables of ``check`` and ``show``."""
    days = sorted(c.published for c in ledger.claims)
    return Summary(
        len(days),
        dict(Counter(c.quantity for c in ledger.claims).most_common()),
        dict(Counter(c.source for c in ledger.claims).most_common()),
        days[0] if days else None,
        days[-1] if days else None,
    )


def read(path: str | Path, scenario: Scenario) -> Ledger:
    """Read and check a ledger.

    Args:
        path: the CSV file (UTF-8).
        scenario: the scenario whose zones, groups, routes, plans, camps and sources the rows name.

    Raises:
        EvidenceError: every problem at once (the first 20), each with file, row, column, what was given and what is
            allowed. The header is row 1.
    """
    path = Path(path)
    rows = _rows(path)
    problems: list[str] = []
    claims: list[Claim] = []
    seen: dict[str, int] = {}
    for number, row in rows:
        check = Row(f"{path.name}, row {number}", row, scenario)
        claim = check.claim()
        first = seen.setdefault(row["id"], number)
        if first != number:
            check.say("id", f"got {row['id']!r}, which row {first} already has; an id must be unique")
        problems += check.problems
        if claim is not None:
            claims.append(claim)
    if problems:
        more = len(problems) - MOST_PROBLEMS
        tail = [f"{path.name}: and {more} more problems"] if more > 0 else []
        raise EvidenceError("\n".join(problems[:MOST_PROBLEMS] + tail))
    return Ledger(tuple(claims))


def _text(path: Path) -> str:
    """The file as text, or one clear error."""
    if path.is_dir():
        raise EvidenceError(f"{path}: is a folder, expected a CSV file")
    if not path.exists():
        raise EvidenceError(f"{path}: no such file")
    size = path.stat().st_size
    if size > MOST_BYTES:
        raise EvidenceError(f"{path.name}: {size:,} bytes, allowed at most {MOST_BYTES:,}")
    data = path.read_bytes()
    try:
        return data.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        row = data[: error.start].count(b"\n") + 1
        raise EvidenceError(
            f"{path.name}, row {row}: byte {error.start} is not UTF-8; save the file as UTF-8"
        ) from None


def _rows(path: Path) -> list[tuple[int, dict[str, str]]]:
    """The rows with their numbers (the header is row 1), each with exactly the ledger's columns."""
    text = _text(path)
    if "\0" in text:
        raise EvidenceError(f"{path.name}: is no CSV table (it holds NUL characters)")
    try:
        table = list(csv.reader(io.StringIO(text, newline=""), strict=True))
    except csv.Error as error:
        raise EvidenceError(f"{path.name}: is no CSV table ({error})") from None
    header = [h.strip() for h in table[0]] if table else []
    problems = [f"{path.name}, row 1: column {c!r} is missing" for c in COLUMNS if c not in header]
    problems += [
        f"{path.name}, row 1: column {c!r} is unknown{nearest(c, COLUMNS)}" for c in header if c not in COLUMNS
    ]
    problems += [f"{path.name}, row 1: column {c!r} stands twice" for c, n in Counter(header).items() if n > 1]
    rows = []
    for number, cells in enumerate(table[1:], start=2):
        if not any(cell.strip() for cell in cells):
            continue
        if len(cells) != len(header):
            problems.append(f"{path.name}, row {number}: {len(cells)} cells, expected {len(header)}")
        rows.append((number, {h: c.strip() for h, c in zip(header, cells, strict=False)}))
    if problems:
        raise EvidenceError("\n".join(problems[:MOST_PROBLEMS]))
    return rows
