"""The figures recorded of each member on each evening, with their units."""

from __future__ import annotations

from typing import NamedTuple

import jax.numpy as jnp

from corridor.model.compliance import in_force
from corridor.model.numbers import Params
from corridor.model.pocket import share_lost
from corridor.model.state import CAUSES, State
from corridor.model.talks import CARRIED_OUT, KEPT, NO_PLAN
from corridor.types import BESIEGED, BESIEGER, PerSeries, Scalar

CODE = "code"
"""Unit of a figure that stands for what happened: it is counted, never averaged."""
STEP = 64
"""Plans of a scenario are fewer; see ``plan_code``."""


class Series(NamedTuple):
    """Name, unit and meaning of a recorded figure."""

    name: str
    unit: str
    meaning: str


SERIES = (
    Series("front", "1", "share of the pocket's area on day 0 that the besieged no longer hold"),
    Series("strength_besieger", "persons", "fighters of the besieger's camp"),
    Series("strength_besieged", "persons", "fighters of the besieged camp inside the pocket"),
    Series("strength_relief", "persons", "fighters of the besieged camp outside the pocket"),
    Series("cohesion_besieged", "1", "cohesion inside the pocket, by strength"),
    Series("stock_besieger", "days", "mean stock of the besieger's depots"),
    Series("stock_besieged", "days", "mean stock of the pocket's depots"),
    Series("food", "days", "food in the pocket, in days of full rations"),
    Series("open_share", "1", "share of the pocket's supply routes that is open"),
    Series("lost_besieger", "persons", "losses of the besieger's camp so far, killed and wounded"),
    Series("lost_besieged", "persons", "losses of the besieged camp so far, killed and wounded"),
    Series("killed_besieger", "persons", "killed in the besieger's camp so far"),
    Series("killed_besieged", "persons", "killed in the besieged camp so far"),
    Series("civilian_deaths", "persons", "civilians killed so far"),
    Series("civilians", "persons", "civilians in the pocket"),
    Series("displaced", "persons", "civilians who have left the pocket so far"),
    Series("bombardment", "1", "intensity of bombardment"),
    Series("tempo_besieger", "1", "tempo of the besieger's attacks"),
    Series("tempo_besieged", "1", "tempo of the besieged camp's attacks"),
    Series("restraint", "1", "share of the ground attacks that agreements held back, of the camp held back less"),
    Series("plan", CODE, "plan in force, or what ended one: see plan_code"),
    Series("promises", "1", "share of the promises of the plan in force that are done today or stand done"),
    *(Series(f"cause_{name}", "1", f"recent loss of cohesion in the pocket to {name}") for name in CAUSES),
    Series("logp", "1", "log probability of what was imposed that day"),
)


def plan_code(state: State) -> Scalar:
    """Which plan was in force today, and what became of it: ``STEP × reason + plan + 1``; 0: none.

    The reason is 0 while the plan goes on, ``CARRIED_OUT`` on the day on which all of it was done (it may go on), else
    what ended it today. A plan accepted today while another stood is the one told: the other's last evening was
    yesterday's, and that it was superseded is read from what follows. So the evenings of a member tell every plan's
    life: see ``ensemble.spells``.
    """
    talks = state.talks
    ended, plan = talks.today.ended, talks.plan
    done = (talks.carried_day[ended] == state.day - 1) & (ended != NO_PLAN)
    told = STEP * jnp.where(done, CARRIED_OUT, talks.today.ended_by) + ended + 1
    over = (ended != NO_PLAN) & ((plan == NO_PLAN) | (plan == ended))
    return jnp.where(over, told, plan + 1).astype(jnp.float32)


def promises(state: State, params: Params) -> Scalar:
    """Share of the promises of the plan in force that are done today or stand done, 0 to 1; 0 without a plan."""
    mine = in_force(state, params)
    return mine @ (state.talks.provision == KEPT).astype(jnp.float32) / jnp.maximum(jnp.sum(mine), 1.0)


def record(state: State, params: Params, logp: Scalar) -> PerSeries:
    """The recorded figures of one member, in the order of ``SERIES``."""
    layout = params.layout
    camp = layout.group_camp
    inside = layout.group_inside * camp[BESIEGED]
    relief = (1.0 - layout.group_inside) * camp[BESIEGED]
    defenders = inside @ state.strength
    real = (layout.group_depot.sum(axis=0) > 0.0).astype(jnp.float32)
    outside = jnp.where(layout.depot_camp == BESIEGER, real, 0.0)
    figures = [
        share_lost(state.held, params),
        camp[BESIEGER] @ state.strength,
        defenders,
        relief @ state.strength,
        inside @ (state.strength * state.cohesion) / jnp.maximum(defenders, 1.0),
        outside @ state.stock / jnp.maximum(jnp.sum(outside), 1.0),
        layout.depot_pocket @ state.stock / jnp.maximum(jnp.sum(layout.depot_pocket), 1.0),
        state.food,
        layout.route_relief @ state.today.openness,
        camp[BESIEGER] @ state.lost,
        camp[BESIEGED] @ state.lost,
        camp[BESIEGER] @ state.killed,
        camp[BESIEGED] @ state.killed,
        state.civilian_deaths,
        jnp.sum(state.civilians),
        state.displaced,
        state.today.bombardment,
        state.today.tempo[BESIEGER],
        state.today.tempo[BESIEGED],
        jnp.min(state.talks.today.restraint),
        plan_code(state),
        promises(state, params),
    ]
    return jnp.concatenate([jnp.stack(figures), state.cause, logp[None]])
