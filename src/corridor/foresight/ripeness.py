"""Ripeness by date: what each plan would bring over fighting on, and how far both sides expect more than there is.

Read from the parties' values of each morning without a negotiated plan in force (one side's own measure is no obstacle
to talks), whoever computes them. A plan's *joint surplus* is what both camps' principals gain by it together; the
*least gain* that of the party that must accept it and gains least: at 0 or more for all the plan is ripe (Zartman 1985;
``games.ripeness``). *Mutual optimism* is the sum of the shares of the pocket that the two principals expect for their
own camps, less the one pocket that there is (Blainey 1973; Smith and Stam 2004, doi:10.1177/0022002704268026); it is
known where parties decide by foresight.
"""

from __future__ import annotations

import datetime
from functools import cache, partial
from typing import Any

import jax.numpy as jnp
import numpy as np
import xarray as xr
from jaxtyping import Array
from numpy.typing import NDArray

from corridor.engine.roll import BLOCK, Model
from corridor.engine.siege import Inputs, Own, siege
from corridor.foresight import outlook
from corridor.foresight.columns import with_fit
from corridor.foresight.recorded import played, with_outlook
from corridor.foresight.store import Foresight
from corridor.model.choice import accepts
from corridor.model.day import day, default
from corridor.model.history import Impose, history
from corridor.model.layout import layout
from corridor.model.numbers import Params
from corridor.model.order import Order
from corridor.model.state import OK, OPEN, Given, State
from corridor.model.table import table
from corridor.model.talks import free
from corridor.rng import run_key
from corridor.scenario.known import as_known
from corridor.scenario.schema import Scenario
from corridor.types import BESIEGED, BESIEGER, PerPlan, RandomKey

NEVER = 1e3


def _plans(state: State, params: Params) -> tuple[PerPlan, PerPlan, PerPlan]:
    """Joint surplus, least gain and chance that all accept, of each plan this morning."""
    talks, values, numbers = params.layout.talks, state.talks.values, params.numbers.talks
    gain = values.accept - values.refuse[:, None]
    joint = talks.principal[BESIEGER] @ gain + talks.principal[BESIEGED] @ gain
    asked = talks.plan_required.T > 0.0
    least = jnp.min(jnp.where(asked, gain, NEVER), axis=0)
    chance = [
        accepts(gain[:, i] + numbers.party.blame, state.talks.power, talks.hardness, numbers.offers.temperature,
                numbers.politics.hard_weight) for i in range(gain.shape[1])
    ]  # fmt: skip
    every = jnp.where(asked, jnp.stack(chance, axis=1), 1.0)
    return joint, least, jnp.prod(every, axis=0)


def _record(
    key: RandomKey, state: State, own: Own, inputs: Inputs, given: Given, order: Order, fitted: bool
) -> tuple[State, Array]:
    params = Params(inputs.layout, own.numbers, own.weights)
    new, _ = day(key, state, params, given, order)
    # Values are of this morning, and stand where they were put.
    counts = (state.ending == OPEN) & (state.status == OK) & free(state.talks, params)
    joint, least, chance = _plans(state._replace(talks=state.talks._replace(values=new.talks.values)), params)
    shares = outlook.shares(state, params) if fitted else jnp.zeros(2, jnp.float32)
    return new, jnp.concatenate([jnp.asarray([counts], jnp.float32), shares, joint, least, chance])


@cache
def _model(order: Order, fitted: bool) -> Model:
    return Model(
        siege(order).begin, partial(_record, order=order, fitted=fitted), lambda states, counted: jnp.zeros(())
    )


def ripeness(
    scenario: Scenario,
    foresight: Foresight | None = None,
    members: int = 1024,
    seed: int = 0,
    days: int | None = None,
    *,
    known_until: datetime.date | None = None,
    impose: Impose = "record",
) -> xr.Dataset:
    """What each plan would bring over fighting on, by date; parties decide by foresight, or reduced values without.

    Args:
        scenario: a checked scenario with plans.
        foresight: what the parties expect; None: they decide by reduced values.
        members: how many; rounded up to whole blocks.
        seed: root of all draws.
        days: how many from the scenario's start; its own number if None.
        known_until: last day of history that is imposed; the scenario's own if None.
        impose: what of history is imposed.

    Returns:
        By ``day``: ``members`` that go on without a negotiated plan in force; ``optimism`` (quantiles; nan without
        foresight); and by ``plan``: ``joint_surplus`` and ``least_gain`` (medians, units of the pocket's worth),
        ``accepted`` (mean chance that all who must accept the plan do, if it is put forward) and ``ripe`` (share of
        members in which no required party loses by it).
    """
    until = known_until or scenario.questions.known_until
    known, order = as_known(scenario, until), default()
    made = layout(known)
    if foresight is not None:
        made, order = with_fit(made, known, foresight), with_outlook(order, explore=False)
    length = days or known.period.days
    inputs, given = Inputs(made, table(known).quantiles()), history(known, length, until, impose)
    blocks = played(run_key(seed), -(-members // BLOCK), inputs, given, _model(order, foresight is not None))
    series = np.concatenate([np.asarray(block.series) for block in blocks], axis=1)
    return _dataset(series, known, foresight is not None)


def _dataset(series: NDArray[np.float32], scenario: Scenario, fitted: bool) -> xr.Dataset:
    plans, days = len(scenario.plans), len(series)
    padded = (series.shape[-1] - 3) // 3
    counts, shares = series[..., 0] > 0, series[..., 1:3].sum(axis=-1) - 1.0
    by_plan = np.moveaxis(series[..., 3:].reshape(days, -1, 3, padded)[..., :plans], 2, 0)
    out: dict[str, NDArray[Any]] = {
        "optimism": np.full((days, 3), np.nan),
        **{name: np.full((days, plans), np.nan) for name in ("joint_surplus", "least_gain", "accepted", "ripe")},
    }
    for t in np.flatnonzero(counts.any(axis=1)):
        some = counts[t]
        if fitted:
            out["optimism"][t] = np.quantile(shares[t, some], [0.1, 0.5, 0.9])
        joint, least, chance = (x[t, some] for x in by_plan)
        out["joint_surplus"][t], out["least_gain"][t] = np.median(joint, axis=0), np.median(least, axis=0)
        out["accepted"][t], out["ripe"][t] = chance.mean(axis=0), (least >= 0).mean(axis=0)
    dates = [scenario.period.start + datetime.timedelta(days=t) for t in range(days)]
    axes = {"optimism": ("day", "quantile")}
    return xr.Dataset(
        {"members": ("day", counts.sum(axis=1)), **{n: (axes.get(n, ("day", "plan")), a) for n, a in out.items()}},
        coords={
            "day": np.arange(days),
            "date": ("day", np.array(dates, "datetime64[ns]")),
            "plan": [p.id for p in scenario.plans],
            "quantile": [0.1, 0.5, 0.9],
        },
    )


def plain(found: xr.Dataset, every: int = 7) -> dict[str, Any]:
    """Ripeness as plain data: one entry every few days on which somebody may still settle.

    Args:
        found: see ``ripeness``.
        every: days between entries.
    """
    at = np.flatnonzero(found.members.values > 0)[::every]

    def rounded(values: NDArray[Any]) -> list[float | None]:
        return [None if not np.isfinite(v) else round(float(v), 4) for v in values]

    by_plan = {
        str(plan): {name: rounded(found[name].sel(plan=plan).values[at])
                    for name in ("joint_surplus", "least_gain", "accepted", "ripe")}
        for plan in found.plan.values
    }  # fmt: skip
    return {
        "dates": [str(d)[:10] for d in found.date.values[at]],
        "members": [int(m) for m in found.members.values[at]],
        "optimism": [rounded(row) for row in found.optimism.values[at]],
        "plans": by_plan,
    }
