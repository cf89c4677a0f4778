"""Cohesion: what holds a group together, what wears it down, and what happens when it breaks.

``cohesion' = cohesion + recover (1 - cohesion) - w1 loss share - w2 shortage - w3 ground lost - w4 bombardment
+ w5 hope``, then minus ``w6 × the share of its command that broke``. Below its breakpoint a group breaks for good: it
surrenders, melts away, or withdraws if an exit is open, over the days of ``dissolve_rate``. Desertion has hazard
``rate (1 - cohesion)²``.

Only the pocket's groups feel ground, bombardment and hope. What the pocket's cohesion was lost to is kept by cause,
fading with a memory of 20 days, so that an ending can be split by what led to it: the split is an output, not a
premise.

Limit: with all weights 0 cohesion rises to 1 as ``1 - (1 - c0) (1 - recover)^t``; with one weight w on a constant
stress x it settles at ``1 - w x / recover``.
"""

from __future__ import annotations

from typing import NamedTuple

import jax.numpy as jnp

from corridor.draws import uniform
from corridor.model.numbers import Params
from corridor.model.state import Given, Info, State, nothing_given
from corridor.rng import decision_key
from corridor.types import BESIEGED, CampByGroup, GroupFlag, PerCause, PerGroup, RandomKey, Scalar

MEMORY = 20.0
"""Days over which the causes of lost cohesion fade."""
GONE = 0.5
"""Fighters below which a broken group has wholly left the fight."""


class _Stress(NamedTuple):
    attrition: PerGroup
    hunger: PerGroup
    command: PerGroup
    bombardment: PerGroup
    ground: PerGroup


def share_lost_today(state: State, params: Params) -> Scalar:
    """Share of the pocket's area on day 0 that went over today; never below 0."""
    layout = params.layout
    pocket = layout.area * layout.pocket
    return jnp.maximum(pocket @ state.today.taken, 0.0) / jnp.maximum(pocket @ (1.0 - layout.held), 1e-6)


def hope(state: State, params: Params) -> Scalar:
    """Relief in sight: the open share of the pocket's routes, or 1 while its camp attacks."""
    opened = params.layout.route_relief @ state.today.openness
    return jnp.maximum(opened, state.offensive[BESIEGED])


def _stress(state: State, broke: GroupFlag, params: Params) -> _Stress:
    layout, numbers, _ = params
    law = numbers.cohesion
    inside = layout.group_inside
    shortage = 1.0 - layout.group_depot @ state.today.effect
    return _Stress(
        attrition=law.loss_weight * state.today.losses / jnp.maximum(state.strength + state.today.losses, 1.0),
        hunger=layout.step * law.shortage_weight * shortage,
        command=law.command_weight * (layout.group_comrade @ broke.astype(jnp.float32)),
        bombardment=layout.step * law.bombardment_weight * state.today.bombardment * inside,
        ground=law.ground_weight * share_lost_today(state, params) * inside,
    )


def _causes(state: State, stress: _Stress, params: Params) -> PerCause:
    weight = params.layout.group_inside * state.strength
    weight = weight / jnp.maximum(jnp.sum(weight), 1.0)
    today = jnp.stack([jnp.sum(weight * part) for part in stress])
    return state.cause * jnp.exp(-params.layout.step / MEMORY) + today


def _leave(key: RandomKey, state: State, broken: GroupFlag, exit_open: Scalar, params: Params) -> CampByGroup:
    """Fighters who surrender, desert and depart today, one row each."""
    numbers = params.numbers
    law = numbers.cohesion
    chance = uniform(key, state.strength.shape)
    surrenders = chance < law.surrender_share
    departs = ~surrenders & (chance < law.surrender_share + (1.0 - law.surrender_share) * exit_open)
    going = -jnp.expm1(-params.layout.step * law.dissolve_rate) * state.strength
    going = jnp.where(broken, jnp.where(state.strength < GONE, state.strength, going), 0.0)
    deserting = -jnp.expm1(-params.layout.step * law.desertion_rate * (1.0 - state.cohesion) ** 2) * state.strength
    melts = jnp.where(~surrenders & ~departs, going, 0.0) + jnp.where(broken, 0.0, deserting)
    return jnp.stack([jnp.where(surrenders, going, 0.0), melts, jnp.where(departs, going, 0.0)])


def step(key: RandomKey, state: State, params: Params, given: Given) -> tuple[State, Info]:
    """Wear and mend every group; break those below their breakpoint; count who leaves."""
    layout, numbers, _ = params
    law = numbers.cohesion
    real = jnp.sum(layout.group_camp, axis=0) > 0.0
    alone = _stress(state, state.broken & False, params)
    mended = law.recover * layout.step * (1.0 - state.cohesion)
    lifted = layout.step * law.hope_weight * hope(state, params) * layout.group_inside
    worn = state.cohesion + mended + lifted - sum(alone)
    first = real & ~state.broken & (worn < numbers.group.breakpoint)
    stress = _stress(state, first, params)
    cohesion = jnp.clip(worn - stress.command, 0.0, 1.0)
    broken = state.broken | (real & (cohesion < numbers.group.breakpoint))
    exit_open = jnp.where(given.exit_known, given.exit_open, numbers.people.exit_open)
    exit_open = jnp.maximum(exit_open, state.talks.today.exit)
    # Drawn each day: a broken group leaves in parts, and each part finds its own way out.
    gone = _leave(decision_key(key, "leave"), state, broken, exit_open, params)
    state = state._replace(
        cohesion=cohesion,
        broken=broken,
        cause=_causes(state, stress, params),
        strength=state.strength - jnp.sum(gone, axis=0),
        surrendered=state.surrendered + gone[0],
        deserted=state.deserted + gone[1],
        departed=state.departed + gone[2],
    )
    return state, nothing_given()
