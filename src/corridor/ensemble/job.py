"""A plan made ready to compute: its arrays, and one block of its members."""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple

import jax.numpy as jnp

from corridor.engine.roll import BLOCK, KEPT, Block, Model, roll
from corridor.engine.siege import Inputs, siege
from corridor.ensemble.plan import Plan
from corridor.ensemble.sketch import Scale
from corridor.ensemble.summary import day_of
from corridor.ensemble.tally import scales
from corridor.foresight.columns import with_fit
from corridor.model.history import history
from corridor.model.layout import layout
from corridor.model.numbers import Layout
from corridor.model.state import Given
from corridor.model.table import Table, table
from corridor.rng import run_key


class Job(NamedTuple):
    """A plan made ready to compute."""

    plan: Plan
    table: Table
    inputs: Inputs
    given: Given
    widths: list[Scale]
    report_days: dict[str, int]
    model: Model


def _layout(ready: Plan) -> Layout:
    made = layout(ready.scenario)
    return made if ready.foresight is None else with_fit(made, ready.scenario, ready.foresight)


def job(ready: Plan) -> Job:
    """The arrays of a plan."""
    scenario = ready.scenario
    numbers = table(scenario)
    dates = {d.isoformat(): day_of(scenario, d) for d in scenario.questions.dates}
    return Job(
        ready,
        numbers,
        Inputs(_layout(ready), numbers.quantiles()),
        history(scenario, ready.days, ready.known_until, ready.impose),
        scales(scenario, numbers),
        {name: day for name, day in dates.items() if 0 <= day < ready.days},
        siege(ready.order),
    )


def block(of: Job, number: int, kept: Sequence[int] = tuple(range(KEPT))) -> Block:
    """Simulate one block.

    Args:
        of: what to compute.
        number: of the block; its first member is ``number * BLOCK``.
        kept: ``KEPT`` rows of the block whose every evening is wanted.
    """
    first = number * BLOCK
    members = jnp.arange(first, first + BLOCK, dtype=jnp.int32)
    members = jnp.where(members < of.plan.members, members, -1)
    rows = jnp.asarray(kept, dtype=jnp.int32)
    return roll(run_key(of.plan.seed), members, rows, of.inputs, of.given, model=of.model)
