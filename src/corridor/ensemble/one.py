"""One member alone: its evenings, and what of them was imposed."""

from __future__ import annotations

import datetime
from typing import NamedTuple

import numpy as np
import xarray as xr
from numpy.typing import NDArray

from corridor.engine.roll import BLOCK, KEPT
from corridor.ensemble.job import block, job
from corridor.ensemble.plan import MOST_MEMBERS, plan
from corridor.ensemble.run import use_compilation_cache
from corridor.ensemble.trajectories import evenings, trajectories
from corridor.errors import RunError
from corridor.foresight.store import Foresight
from corridor.model.day import default
from corridor.model.order import Order
from corridor.model.state import Given
from corridor.scenario.schema import Scenario


class OnRecord(NamedTuple):
    """Which days' events were imposed from the record."""

    front: NDArray[np.bool_]
    """[day]."""
    offensive: NDArray[np.bool_]
    """[day, camp]."""
    talks: NDArray[np.bool_]
    """[day]."""
    channel: NDArray[np.bool_]
    """[day, channel]."""
    strike: NDArray[np.bool_]
    """[day]."""


class One(NamedTuple):
    """A member's history."""

    scenario: Scenario
    member: int
    evenings: xr.Dataset
    """Every evening, without a member axis: see ``trajectories``."""
    on_record: OnRecord


def on_record(given: Given) -> OnRecord:
    """Which days' events were imposed."""
    talks = given.talks
    parts = (given.held_known, given.offensive_known, talks.known, talks.channel_known, talks.strike_known)
    return OnRecord(*(np.asarray(part) > 0 for part in parts))


def one(
    scenario: Scenario,
    member: int,
    seed: int = 0,
    days: int | None = None,
    known_until: datetime.date | None = None,
    impose: str = "record",
    parties: str = "reduced",
    foresight: Foresight | None = None,
    mechanisms: Order | None = None,
) -> One:
    """Simulate one member, the same as in any ensemble of the same scenario and seed; nothing is written.

    Args:
        scenario: a loaded scenario.
        member: its index, from 0.
        seed: root of all draws.
        days: how many; the scenario's own number if None.
        known_until: last day of history that is imposed; the scenario's own if None.
        impose: ``record``, ``decisions`` or ``nothing``.
        parties: ``foresight``, ``reduced`` or ``none``.
        foresight: the fit, for ``foresight``.
        mechanisms: the day's order; ``default()`` if None.

    Raises:
        RunError: a number, date or mode that is not allowed.
    """
    if isinstance(member, bool) or not isinstance(member, int) or not 0 <= member < MOST_MEMBERS:
        raise RunError(f"member: got {member!r}, allowed a whole number from 0 to {MOST_MEMBERS - 1:,}")
    ready = plan(scenario, member + 1, seed, days, known_until, impose, mechanisms or default(), parties, foresight)
    use_compilation_cache()
    made = job(ready)
    number, row = divmod(member, BLOCK)
    kept = evenings(block(made, number, [row] * KEPT).kept, ready.scenario)
    told = trajectories([kept], [member], ready.scenario).isel(member=0, drop=True)
    return One(ready.scenario, member, told, on_record(made.given))
