"""What is added up over members: integer counts and per-block sums, so that memory does not grow with members."""

from __future__ import annotations

from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from corridor.engine.record import SERIES
from corridor.engine.roll import Block
from corridor.ensemble.sketch import BINS, Scale, counts
from corridor.model.state import CAUSES, ENDINGS, STATUSES
from corridor.model.table import Table
from corridor.scenario.schema import Scenario

INDEX = {series.name: i for i, series in enumerate(SERIES)}
SUDDEN_SHARE, SUDDEN_DAYS = 1.0 / 3.0, 3
"""A sudden loss: this share of the pocket within these days."""


class Sudden(NamedTuple):
    """The steepest loss of each member within ``SUDDEN_DAYS`` days."""

    share: NDArray[np.float32]
    """[member] share of the pocket lost in those days."""
    day: NDArray[np.int32]
    """[member] last of them."""
    cause: NDArray[np.int32]
    """[member] what most of the pocket's cohesion had been lost to by then: index of ``CAUSES``."""


class Tally(NamedTuple):
    """Sums over members so far; every entry is added block by block."""

    members: NDArray[np.int64]
    """[] members counted."""
    statuses: NDArray[np.int64]
    """[status]."""
    ending_days: NDArray[np.int64]
    """[ending, day + 1]: the last column holds those still open."""
    bins: NDArray[np.integer]
    """[day, series, BINS]."""
    sums: NDArray[np.float64]
    """[day, series] of values, in block order."""
    taken: NDArray[np.int64]
    """[day, zone] members in which the besieger's side holds most of the zone."""
    changed: NDArray[np.int64]
    """[zone, day + 1] first day fully in the other camp's hands; the last column: never."""
    sudden: NDArray[np.int64]
    """[cause] members with a sudden loss, by what led to it."""


def empty(days: int, zones: int) -> Tally:
    """A tally of no members."""
    return Tally(
        members=np.zeros((), np.int64),
        statuses=np.zeros(len(STATUSES), np.int64),
        ending_days=np.zeros((len(ENDINGS), days + 1), np.int64),
        bins=np.zeros((days, len(SERIES), BINS), np.int64),
        sums=np.zeros((days, len(SERIES)), np.float64),
        taken=np.zeros((days, zones), np.int64),
        changed=np.zeros((zones, days + 1), np.int64),
        sudden=np.zeros(len(CAUSES), np.int64),
    )


def add(total: Tally, more: Tally) -> None:
    """Add ``more`` to ``total`` in place; call it in block order, for the sake of the floating sums."""
    for here, there in zip(total, more, strict=True):
        np.add(here, there, out=here)


def scales(scenario: Scenario, table: Table) -> list[Scale]:
    """How each recorded figure is spread over its bins, wide enough for any member."""
    top = {path: float(values.max()) for path, values in zip(table.paths, table.values, strict=True) if path}
    total = sum(top[f"groups.{g.id}.strength"] + top[f"groups.{g.id}.replacement.pool"] if g.replacement else
                top[f"groups.{g.id}.strength"] for g in scenario.groups)  # fmt: skip
    total += sum(e.persons.span()[1] for e in scenario.timeline if e.kind == "arrival") + 1.0
    people = top["civilians.population"] + 1.0
    widest = {
        "front": Scale(-0.5, 1.0, False),
        "civilian_deaths": Scale(0.0, people, True),
        "civilians": Scale(0.0, people, False),
        "displaced": Scale(0.0, people, False),
        "food": Scale(0.0, top["civilians.food_capacity"] + 1e-6, False),
        "logp": Scale(-20.0, 0.0, False),
    }
    for series in SERIES:
        if series.unit == "persons" and series.name not in widest:
            widest[series.name] = Scale(0.0, total, series.name.startswith(("lost", "killed")))
        elif series.name.startswith("stock"):
            widest[series.name] = Scale(0.0, max(top[f"depots.{d.id}.capacity"] for d in scenario.depots), False)
        elif series.name.startswith("cause"):
            widest[series.name] = Scale(0.0, 3.0, True)
    return [widest.get(series.name, Scale(0.0, 1.0, False)) for series in SERIES]


def sudden(series: NDArray[np.float32]) -> Sudden:
    """Find each member's steepest loss in [day, member, series]."""
    front = series[:, :, INDEX["front"]]
    lag = min(SUDDEN_DAYS, len(front))
    before = np.concatenate([np.zeros((lag, front.shape[1]), np.float32), front])[: len(front)]
    loss = front - before
    day = np.argmax(loss, axis=0).astype(np.int32)
    rows = np.arange(front.shape[1])
    first = INDEX[f"cause_{CAUSES[0]}"]
    causes = series[day, rows, first : first + len(CAUSES)]
    return Sudden(loss[day, rows], day, np.argmax(causes, axis=1).astype(np.int32))


def tally(block: Block, count: int, zones: int, widths: list[Scale]) -> Tally:
    """What one block adds.

    Args:
        block: as the engine returned it.
        count: how many of its members were asked for (the last block may be partly padding).
        zones: real zones.
        widths: bins of each figure.
    """
    series = np.asarray(block.series)[:, :count]
    days = len(series)
    ending, day = np.asarray(block.last.ending)[:count], np.asarray(block.last.ending_day)[:count]
    ending_days = np.zeros((len(ENDINGS), days + 1), np.int64)
    np.add.at(ending_days, (ending, np.where(day < 0, days, day)), 1)
    changed_day = np.asarray(block.last.changed_day)[:count, :zones]
    cells = np.arange(zones)[None, :] * (days + 1) + np.where(changed_day < 0, days, changed_day)
    changed = np.bincount(cells.ravel(), minlength=zones * (days + 1)).reshape(zones, days + 1)
    found = sudden(series)
    is_sudden = found.share >= SUDDEN_SHARE
    return Tally(
        members=np.full((), count, np.int64),
        statuses=np.bincount(np.asarray(block.last.status)[:count], minlength=len(STATUSES)).astype(np.int64),
        ending_days=ending_days,
        bins=counts(series, widths),
        sums=series.sum(axis=1, dtype=np.float64),
        taken=np.asarray(block.watched.taken)[:, :zones].astype(np.int64),
        changed=changed,
        sudden=np.bincount(found.cause[is_sudden], minlength=len(CAUSES)).astype(np.int64),
    )
