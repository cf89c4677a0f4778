"""Bombardment: the besieger's fire from the air and from afar, and what it costs those beneath it.

Intensity (0 to 1) is imposed by the timeline, or follows the besieger's offensives as far as no agreement halts it.
Civilian deaths are overdispersed Poisson with mean ``rate × intensity × civilians beneath / 100,000``. A share of what
stands is damaged and stays so.

Limit: with dispersion 0, deaths are Poisson: mean and variance equal. At intensity 0 nobody dies of it.
"""

from __future__ import annotations

import jax.numpy as jnp

from corridor.draws import poisson, spread, uniform
from corridor.model.numbers import Params
from corridor.model.state import PER_PERSONS, Given, Info, State, nothing_given
from corridor.rng import decision_key
from corridor.types import BESIEGER, RandomKey


def step(key: RandomKey, state: State, params: Params, given: Given) -> tuple[State, Info]:
    """Set the day's intensity; count its dead and its damage."""
    layout, numbers, _ = params
    law = numbers.bombardment
    offensive = state.offensive[BESIEGER]
    policy = law.intensity_calm + (law.intensity_offensive - law.intensity_calm) * offensive
    intensity = jnp.where(
        given.bombardment_known, given.bombardment, policy * given.truce * (1.0 - state.talks.today.air)
    )
    beneath = jnp.sum(state.civilians)
    mean = layout.step * law.deaths_rate * intensity * beneath / PER_PERSONS
    mean = mean * spread(decision_key(key, "spread"), law.dispersion)
    deaths = jnp.minimum(poisson(uniform(decision_key(key, "deaths")), mean), beneath)
    alive = jnp.maximum(1.0 - deaths / jnp.maximum(beneath, 1.0), 0.0)
    state = state._replace(
        civilians=state.civilians * alive,
        civilian_deaths=state.civilian_deaths + deaths,
        damage=state.damage - jnp.expm1(-layout.step * law.damage_rate * intensity) * (1.0 - state.damage),
        today=state.today._replace(bombardment=intensity),
    )
    return state, nothing_given()
