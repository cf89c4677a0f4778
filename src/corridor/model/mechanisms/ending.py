"""Ending: has the siege ended today, and how.

- *relief*: a pocket once closed has been open (its routes carry at least ``relief_open`` of their capacity) for
  ``relief_days`` in a row;
- the last zone is lost: no pocket zone is held by the besieged any more, or too few fighters are left inside to hold
  one. It is a *withdrawal* if most of the surviving fighters left by an exit, else a *collapse*. They leave by
  agreement only, so that a plan in force is then carried out, whatever is left of it;
- *frozen*: on the last day simulated a plan is in force that has proved itself (``calm_days`` without a seen breach);
- else the siege is *open* (to the horizon).

On a day whose front is known from the record the siege is known to have gone on, so nothing ends.

A member whose numbers are not finite, or leave their range, ends at once with a status: never a crash, never hidden.
"""

from __future__ import annotations

import jax
import jax.numpy as jnp

from corridor.model.numbers import Params
from corridor.model.state import (
    COLLAPSE,
    FROZEN,
    FULLY,
    NOT_FINITE,
    OK,
    OPEN,
    OUT_OF_RANGE,
    RELIEF,
    WITHDRAWAL,
    Given,
    Info,
    State,
    nothing_given,
)
from corridor.model.talks import CARRIED_OUT, NO_PLAN, Talks
from corridor.types import BESIEGED, Count, Flag, RandomKey


def _status(state: State) -> Count:
    # One sum over all figures is enough: a NaN or an infinity anywhere makes it not finite.
    figures = [x for x in jax.tree.leaves(state) if jnp.issubdtype(x.dtype, jnp.floating)]
    total = jnp.sum(jnp.stack([jnp.sum(x) for x in figures]))
    least = jnp.minimum(jnp.min(state.strength), jnp.min(state.civilians))
    status = jnp.where(least < -1.0, OUT_OF_RANGE, OK)
    return jnp.where(jnp.isfinite(total), status, NOT_FINITE).astype(jnp.int32)


def _lost(state: State, params: Params) -> Flag:
    layout, numbers, _ = params
    free = jnp.any((layout.pocket > 0.0) & (state.held < FULLY))
    inside = jnp.sum(layout.group_inside * layout.group_camp[BESIEGED] * state.strength)
    return ~free | (inside < numbers.ending.last_fighters)


def _still(state: State, params: Params, given: Given) -> Count:
    talks = state.talks
    proved = (talks.plan != NO_PLAN) & (talks.calm.astype(jnp.float32) >= params.numbers.talks.agreements.calm_days)
    return jnp.where(given.talks.last & proved, FROZEN, OPEN)


def _carried(talks: Talks, leaves: Flag, state: State) -> Talks:
    """The talks tonight: where most have left, the plan in force is carried out, if it was not before."""
    chosen = (jnp.arange(talks.carried.shape[0]) == talks.plan) & leaves
    fresh = chosen & ((talks.carried_day < talks.accepted_day) | (talks.carried_day < 0))
    now = jnp.any(fresh)
    return talks._replace(
        carried=talks.carried + fresh.astype(jnp.int32),
        carried_day=jnp.where(fresh, state.day, talks.carried_day).astype(jnp.int32),
        today=talks.today._replace(
            ended_by=jnp.where(now, CARRIED_OUT, talks.today.ended_by).astype(jnp.int32),
            ended=jnp.where(now, talks.plan, talks.today.ended).astype(jnp.int32),
        ),
    )


def step(key: RandomKey, state: State, params: Params, given: Given) -> tuple[State, Info]:
    """Close the day: count open days, name the ending if there is one."""
    del key
    layout, numbers, _ = params
    opened = layout.route_relief @ state.today.openness >= numbers.ending.relief_open
    has_route = jnp.sum(layout.route_relief) > 0.0
    open_days = jnp.where(opened & has_route, state.open_days + 1, 0)
    relieved = state.closed_once & (open_days.astype(jnp.float32) * layout.step >= numbers.ending.relief_days)
    inside = layout.group_inside * layout.group_camp[BESIEGED]
    left, stayed = inside @ state.departed, inside @ (state.strength + state.surrendered)
    lost = jnp.where(left > stayed, WITHDRAWAL, COLLAPSE)
    found = jnp.where(_lost(state, params), lost, jnp.where(relieved, RELIEF, _still(state, params, given)))
    ending = jnp.where(given.held_known, OPEN, found).astype(jnp.int32)
    state = state._replace(
        open_days=open_days,
        closed_once=state.closed_once | ~opened,
        ending=ending,
        ending_day=jnp.where(ending != OPEN, state.day, -1).astype(jnp.int32),
        status=_status(state),
        talks=_carried(state.talks, ending == WITHDRAWAL, state),
    )
    return state, nothing_given()
