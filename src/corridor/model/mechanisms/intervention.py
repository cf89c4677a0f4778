"""Intervention: a party outside strikes the besieger's camp, or doesn't.

Hazard of each party that could strike: ``hazard × its hard factions' power × prospect of the besieged camp's defeat ×
(1 - shelving × talks live) × exp(-deterrence) × 2 logistic((strike - restrain) / temperature)``, the last 1 where the
party is indifferent. Talks are live for a party while a plan is in force or is put forward, or while a channel that
ends at it or runs through it is not closed. An air-defence deployment adds to deterrence while it stands.

A strike takes a share ``damage`` of the besieger's stocks and of its groups' cohesion, not persons, and ends the plan
in force with chance ``escalation`` (not on days whose plan is on record).

Limits: constant factors: survival ``exp(-hazard t)``; temperature to 0: a strike only where it is worth more than none,
at a red line the walk of ``games.deterrence.red_line``; shelving 1: none while talks live.
"""

from __future__ import annotations

import jax
import jax.numpy as jnp

from corridor.draws import uniform
from corridor.model.choice import LEAST_NOISE, hardliners
from corridor.model.collapse import Fate, close
from corridor.model.defeat import defeat
from corridor.model.numbers import Params
from corridor.model.state import Given, Info, State
from corridor.model.talks import CLOSED, NO_PLAN, STRIKE, Talks
from corridor.rng import decision_key
from corridor.types import BESIEGED, BESIEGER, Flag, PerParty, RandomKey

LEAST_CHANCE = 1e-6
"""Chance given to what is on record and impossible by the model."""


def live(talks: Talks, params: Params) -> PerParty:
    """1.0 at the parties that are in talks today."""
    layout = params.layout.talks
    carries = jnp.where(talks.channel != CLOSED, layout.channel, 0.0)
    reached = carries @ (layout.channel_party + layout.channel_carrier) > 0.0
    at_work = (talks.plan != NO_PLAN) | (talks.today.offered != NO_PLAN)
    return jnp.where(at_work | reached, layout.party, 0.0)


def hazard(state: State, params: Params) -> PerParty:
    """Hazard a day of a strike by each party; 0 where it could not strike."""
    layout, numbers = params.layout.talks, params.numbers.talks
    law, talks = numbers.intervention, state.talks
    drive = hardliners(talks.power, layout.hardness) * defeat(state, params)[BESIEGED]
    better = (talks.values.strike - talks.values.restrain) / jnp.maximum(numbers.offers.temperature, LEAST_NOISE)
    open_to_it = (1.0 - law.shelving * live(talks, params)) * jnp.exp(-talks.deterrence)
    return layout.strikes * law.hazard * drive * open_to_it * 2.0 * jax.nn.sigmoid(better)


def _hit(state: State, struck: Flag, params: Params) -> State:
    """What the strike takes of the besieger's cohesion and stocks."""
    layout = params.layout
    taken = jnp.where(struck, params.numbers.talks.intervention.damage, 0.0)
    return state._replace(
        cohesion=state.cohesion * (1.0 - taken * layout.group_camp[BESIEGER]),
        stock=state.stock * jnp.where(layout.depot_camp == BESIEGER, 1.0 - taken, 1.0),
    )


def _end(state: State, ends: Flag, params: Params) -> Talks:
    """The talks tonight, the plan in force over where ``ends``."""
    no = ends & False
    over = close(state.talks, Fate(jnp.int32(STRIKE), no, no, state.talks.calm), state.day, params)
    return jax.tree.map(lambda ended, goes_on: jnp.where(ends, ended, goes_on), over, state.talks)


def step(key: RandomKey, state: State, params: Params, given: Given) -> tuple[State, Info]:
    """Draw or take a strike; damage the besieger; end the plan in force or let it hold."""
    law = params.numbers.talks.intervention
    deterrence = law.deterrence + jnp.where(given.talks.deployed, law.deployment, 0.0)
    state = state._replace(talks=state.talks._replace(deterrence=deterrence))
    chance = -jnp.expm1(-params.layout.step * jnp.sum(hazard(state, params)))
    drawn = uniform(decision_key(key, "strike")) < chance
    struck = jnp.where(given.talks.strike_known, given.talks.strike, drawn)
    likely = jnp.where(struck, chance, 1.0 - chance)
    logp = jnp.where(given.talks.strike_known, jnp.log(jnp.maximum(likely, LEAST_CHANCE)), 0.0)
    state = _hit(state, struck, params)
    breaks = uniform(decision_key(key, "escalation")) < law.escalation
    talks = _end(state, struck & breaks & (state.talks.plan != NO_PLAN) & ~given.talks.known, params)
    talks = talks._replace(
        strike_day=jnp.where(struck & (talks.strike_day < 0), state.day, talks.strike_day),
        today=talks.today._replace(strike=struck),
    )
    return state._replace(talks=talks), Info(logp=logp)
