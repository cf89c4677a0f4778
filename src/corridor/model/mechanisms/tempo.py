"""Tempo: offensives start when a camp is ready and end by exhaustion; between them the front only simmers.

A camp's offensive is a two-state Markov chain. It starts with hazard ``start × readiness × truce`` and ends with
hazard ``1 / (length × readiness)``, where readiness is the camp's mean supply effect × cohesion. Supply and cohesion
thus decide how often and how long, and ``assault`` decides what comes of it. A truce stops starts and scales the
tempo.

Limit: with readiness 1 and no truce, times between and lengths are geometric with means 1/start and length.
"""

from __future__ import annotations

import jax.numpy as jnp

from corridor.draws import uniform
from corridor.model.numbers import Params
from corridor.model.state import Given, Info, State
from corridor.types import PerCamp, RandomKey

LEAST_READY = 0.05
"""Readiness below which an offensive ends no faster; keeps the hazard finite."""


def readiness(state: State, params: Params) -> PerCamp:
    """Mean supply effect × cohesion over a camp's fighters, 0 to 1."""
    layout, numbers, _ = params
    effect = layout.group_depot @ (state.stock / (state.stock + numbers.depot.half))
    ready = layout.group_camp @ (state.strength * state.cohesion * effect)
    return ready / jnp.maximum(layout.group_camp @ state.strength, 1.0)


def step(key: RandomKey, state: State, params: Params, given: Given) -> tuple[State, Info]:
    """Start or stop each camp's offensive and set the day's tempo."""
    layout, numbers, _ = params
    ready = readiness(state, params)
    start = jnp.stack([numbers.assault.start_besieger, numbers.assault.start_besieged])
    length = jnp.stack([numbers.assault.length_besieger, numbers.assault.length_besieged])
    begin = -jnp.expm1(-layout.step * start * ready * given.truce)
    end = -jnp.expm1(-layout.step / (length * jnp.maximum(ready, LEAST_READY)))
    chance = jnp.where(state.offensive > 0.0, 1.0 - end, begin)
    runs = (uniform(key, chance.shape) < chance).astype(jnp.float32)
    known = given.offensive_known > 0.0
    offensive = jnp.where(known, given.offensive, runs)
    likely = jnp.where(offensive > 0.0, chance, 1.0 - chance)
    logp = jnp.sum(jnp.where(known, jnp.log(jnp.maximum(likely, 1e-12)), 0.0))
    calm = numbers.assault.tempo_calm
    tempo = given.truce * (calm + (1.0 - calm) * offensive)
    state = state._replace(
        offensive=offensive,
        offensive_days=(state.offensive_days + layout.step) * offensive,
        today=state.today._replace(tempo=tempo),
    )
    return state, Info(logp=logp)
