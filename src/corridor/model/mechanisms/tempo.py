"""Tempo: offensives start when a camp is ready and end by exhaustion; between them the front only simmers.

A camp's offensive is a two-state Markov chain. It starts with hazard ``start × readiness × free × eagerness`` and
ends with hazard ``1 / (length × readiness)``, where readiness is the camp's mean supply effect × cohesion. Supply and
cohesion thus decide how often and how long, and ``assault`` decides what comes of it. What is free of a truce scales
starts and tempo; eagerness is what the camp's principal expects of an offensive, 1 where it expects nothing.

Limit: with readiness 1 and no truce or talks, times between and lengths are geometric with means 1/start and length.
"""

from __future__ import annotations

import jax
import jax.numpy as jnp

from corridor.draws import uniform
from corridor.model.numbers import Params
from corridor.model.state import Given, Info, State
from corridor.types import PerCamp, RandomKey

LEAST_NOISE = 1e-6
LEAST_READY = 0.05
"""Readiness below which an offensive ends no faster; keeps the hazard finite."""


def readiness(state: State, params: Params) -> PerCamp:
    """Mean supply effect × cohesion over a camp's fighters, 0 to 1."""
    layout, numbers, _ = params
    effect = layout.group_depot @ (state.stock / (state.stock + numbers.depot.half))
    ready = layout.group_camp @ (state.strength * state.cohesion * effect)
    return ready / jnp.maximum(layout.group_camp @ state.strength, 1.0)


def eagerness(state: State, params: Params) -> PerCamp:
    """How much likelier than usual an offensive starts, 0 to 2, by what the camp's principal expects of it."""
    values = state.talks.values
    gain = (values.press - values.hold) / jnp.maximum(params.numbers.talks.offers.temperature, LEAST_NOISE)
    return 2.0 * jax.nn.sigmoid(gain)


def step(key: RandomKey, state: State, params: Params, given: Given) -> tuple[State, Info]:
    """Start or stop each camp's offensive and set the day's tempo."""
    layout, numbers, _ = params
    ready = readiness(state, params)
    start = jnp.stack([numbers.assault.start_besieger, numbers.assault.start_besieged])
    length = jnp.stack([numbers.assault.length_besieger, numbers.assault.length_besieged])
    free = given.truce * (1.0 - state.talks.today.restraint)
    begin = -jnp.expm1(-layout.step * start * ready * free * eagerness(state, params))
    end = -jnp.expm1(-layout.step / (length * jnp.maximum(ready, LEAST_READY)))
    chance = jnp.where(state.offensive > 0.0, 1.0 - end, begin)
    runs = (uniform(key, chance.shape) < chance).astype(jnp.float32)
    known = given.offensive_known > 0.0
    offensive = jnp.where(known, given.offensive, runs)
    likely = jnp.where(offensive > 0.0, chance, 1.0 - chance)
    logp = jnp.sum(jnp.where(known, jnp.log(jnp.maximum(likely, 1e-12)), 0.0))
    calm = numbers.assault.tempo_calm
    tempo = free * (calm + (1.0 - calm) * offensive)
    state = state._replace(
        offensive=offensive,
        offensive_days=(state.offensive_days + layout.step) * offensive,
        today=state.today._replace(tempo=tempo),
    )
    return state, Info(logp=logp)
