"""Civilians: hunger, flight, and what the ground fighting does to those in its way.

Hazard of leaving a zone = ``contact × tempo``, bombardment and hunger, each with its rate, times how far an exit is
open. Hunger is ``1 - food / (food + half)``; food is eaten at ``food / (food + half)`` rations. When buildings change
hands, those still inside either leave across the front or stay under the other side. Deaths from ground fire are
overdispersed Poisson in ``rate × Σ civilians × contact × tempo / 100,000``; those under bombardment are counted by
that mechanism.

Limit: with all hazards off nobody moves; persons are conserved: in the pocket + displaced + overtaken + dead = start.
"""

from __future__ import annotations

import jax.numpy as jnp

from corridor.draws import poisson, spread, uniform
from corridor.model.numbers import Params
from corridor.model.state import PER_PERSONS, Given, Info, State, nothing_given
from corridor.rng import decision_key
from corridor.types import PerZone, RandomKey, Scalar


def _food(state: State, params: Params) -> tuple[Scalar, Scalar]:
    """Food in store tonight, and today's hunger (0 fed, 1 starving)."""
    layout, numbers, _ = params
    eaten = state.food / (state.food + numbers.civilians.ration_half)
    # A road freed by agreement lets food through, not arms; aid comes besides.
    opened = jnp.maximum(state.today.openness, state.talks.today.road)
    carried = numbers.people.food_inflow + jnp.sum(numbers.route.food * opened * layout.route_camp)
    food = state.food + layout.step * (carried + state.talks.today.aid - eaten)
    return jnp.clip(food, 0.0, numbers.people.food_capacity), 1.0 - eaten


def _in_contact(state: State) -> PerZone:
    return jnp.minimum(state.today.contact, 1.0) * jnp.max(state.today.tempo)


def step(key: RandomKey, state: State, params: Params, given: Given) -> tuple[State, Info]:
    """Move the hungry and the bombed; count those overtaken and those killed by ground fire."""
    layout, numbers, _ = params
    law = numbers.civilians
    food, hunger = _food(state, params)
    exit_open = jnp.where(given.exit_known, given.exit_open, numbers.people.exit_open)
    exit_open = jnp.maximum(exit_open, state.talks.today.exit)
    exposed = _in_contact(state)
    hazard = law.flee_contact * exposed + law.flee_bombardment * state.today.bombardment + law.flee_hunger * hunger
    flee = state.civilians * -jnp.expm1(-layout.step * hazard * exit_open)
    staying = state.civilians - flee
    free_before = 1.0 - (params.layout.zone * (state.held - state.today.taken))
    overrun = jnp.clip(state.today.taken / jnp.maximum(free_before, 1e-6), 0.0, 1.0) * staying
    across = law.flee_capture * overrun
    staying = staying - overrun
    mean = layout.step * law.shelling_rate * jnp.sum(staying * exposed) / PER_PERSONS
    mean = mean * spread(decision_key(key, "spread"), numbers.bombardment.dispersion)
    beneath = jnp.sum(staying)
    deaths = jnp.minimum(poisson(uniform(decision_key(key, "deaths")), mean), beneath)
    state = state._replace(
        food=food,
        civilians=staying * jnp.maximum(1.0 - deaths / jnp.maximum(beneath, 1.0), 0.0),
        displaced=state.displaced + jnp.sum(flee) + jnp.sum(across),
        overtaken=state.overtaken + jnp.sum(overrun) - jnp.sum(across),
        civilian_deaths=state.civilian_deaths + deaths,
    )
    return state, nothing_given()
