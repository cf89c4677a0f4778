"""Assault: what the fighting costs each side, and which buildings change hands.

Losses (generalised Lanchester; Bracken 1995, Naval Research Logistics 42): the besieged lose ``α tempo A^p N^q`` a
day in all, the besieger ``β tempo D^p M^q``: power does the killing, persons are the targets. A and D are the camps'
power at the front (D times terrain, once), M and N the besieger's and the besieged camp's persons there. Rates are
stated at 1,000 of power against 1,000 persons. Losses fall on groups by ``persons × (power against them /
persons)^p`` over each group's own area, so that splitting a zone in two changes nothing. A day's total is binomial
around a lognormal spread.

Buildings: contests a day in zone z ``λ tempo B^κ × contact × focus``, each won by the attacker with probability ``ρ^ν
/ (1 + ρ^ν)``, ρ the power ratio, ``ν = 2 ν_battle / buildings a battle`` (so that a race between a battle's two
outcomes is won with odds ρ^ν_battle). Each camp attacks at its own tempo; a won contest moves one building. Where
defenders are too few to cover the contact, the uncovered share ``exp(-persons / (cover × contact))`` is entered at
the pursuit rate without a contest. That last term is Corridor's own: the ratio only decides who wins a building,
never how fast, so without it no front could give way suddenly (force-to-space: Liddell Hart 1960).

Limits (others off): the Lanchester laws and their Markov chain; gambler's ruin on a line; the biased voter on any
graph; front speed ``λ (2p - 1)`` and variance λ. For these, pursuit 0, dispersion 0, both tempos equal.
"""

from __future__ import annotations

from functools import partial

import jax
import jax.numpy as jnp

from corridor.draws import binomial, poisson, spread, uniform
from corridor.elementary import power as raised
from corridor.fence import fenced
from corridor.model.front import TINY, Front, front
from corridor.model.numbers import Params
from corridor.model.state import FULLY, Given, Info, State, nothing_given
from corridor.rng import decision_key
from corridor.types import BESIEGED, BESIEGER, CampByGroup, PerCamp, PerGroup, PerZone, RandomKey

REFERENCE = 1000.0
"""Power and persons at which the loss rates are stated."""
MOST_COVERED = 40.0
"""Cover beyond which nothing is left uncovered; the exponential would only make denormal numbers."""


def _law(power: PerCamp, persons: PerCamp, params: Params) -> PerCamp:
    """Each camp's expected losses a day at full tempo, under the power against it."""
    law = params.numbers.assault
    rate = jnp.stack([law.loss_besieger, law.loss_besieged])
    fire = raised(power / REFERENCE, law.power_exponent) * raised(persons / REFERENCE, law.persons_exponent)
    return jnp.where((power > TINY) & (persons > TINY), rate * REFERENCE * fire, 0.0)


def _exposure(at: Front, params: Params) -> CampByGroup:
    """What a person of each group is exposed to, by camp: (power against / persons)^p over the group's own area."""
    area = params.layout.group_area.T
    persons, against = at.persons @ area, at.power[::-1] @ area
    ratio = against / jnp.maximum(persons, TINY)
    return jnp.where(persons > TINY, raised(ratio, params.numbers.assault.power_exponent), 0.0)


def losses(key: RandomKey, at: Front, state: State, params: Params) -> PerGroup:
    """Fighters each group loses today."""
    layout, numbers, _ = params
    law = numbers.assault
    against = jnp.stack([jnp.sum(at.power[BESIEGED] * layout.terrain), jnp.sum(at.power[BESIEGER])])
    persons = jnp.sum(at.persons, axis=1)
    mean = _law(against, persons, params)
    tempo = jnp.max(state.today.tempo) * layout.step
    factor = spread(decision_key(key, "spread"), jnp.broadcast_to(law.dispersion, mean.shape))
    hazard = tempo * mean * factor / jnp.maximum(persons, TINY)
    total = binomial(uniform(decision_key(key, "losses"), mean.shape), persons, -jnp.expm1(-hazard))
    weight = layout.group_camp * state.strength[None, :] * _exposure(at, params)
    share = weight / jnp.maximum(jnp.sum(weight, axis=1), TINY)[:, None]
    return jnp.minimum(total @ share, state.strength)


def win_probability(at: Front, params: Params) -> PerZone:
    """Chance that the besieger wins a contest over a building of each zone."""
    layout, numbers, _ = params
    exponent = 2.0 * numbers.assault.battle_exponent / numbers.assault.battle_buildings
    attack, defence = at.power[BESIEGER], at.power[BESIEGED] * layout.terrain
    odds = exponent * jnp.log(jnp.maximum(attack, TINY) / jnp.maximum(defence, TINY))
    return jnp.where(attack <= TINY, 0.0, jnp.where(defence <= TINY, 1.0, jax.nn.sigmoid(odds)))


def buildings(key: RandomKey, at: Front, state: State, params: Params) -> PerZone:
    """Net buildings of each zone that go over to the besieger's side today."""
    law, size, layout = params.numbers.assault, params.weights.line, params.layout
    line = jnp.maximum((at.attack + at.counter) * size * law.cover, TINY)
    uncovered = jnp.exp(-jnp.minimum(at.persons / line[None, :], MOST_COVERED))
    win = win_probability(at, params)
    present = (at.persons > TINY).astype(jnp.float32)
    tempo = state.today.tempo * layout.step
    gain = law.contest_rate * win + law.pursuit_rate * uncovered[BESIEGED]
    loss = law.contest_rate * (1.0 - win) + law.pursuit_rate * uncovered[BESIEGER]
    up = tempo[BESIEGER] * at.focus[BESIEGER] * size * at.attack * gain * present[BESIEGER]
    down = tempo[BESIEGED] * at.focus[BESIEGED] * size * at.counter * loss * present[BESIEGED]
    # A key for each camp's gains: a zone's draws stay its own, however many zones are padded on.
    gained = poisson(uniform(decision_key(key, "besieger"), up.shape), up)
    return gained - poisson(uniform(decision_key(key, "besieged"), down.shape), down)


def _fight(key: RandomKey, state: State, params: Params) -> tuple[PerGroup, PerZone, PerZone]:
    at = fenced(params.layout.step, partial(front, state, params))
    return losses(key, at, state, params), buildings(key, at, state, params), at.attack + at.counter


def step(key: RandomKey, state: State, params: Params, given: Given) -> tuple[State, Info]:
    """Fight the day: losses, then buildings, both from the morning's front."""
    layout, numbers, _ = params
    lost, net, contact = fenced(layout.step, partial(_fight, key, state, params))
    held = (
        jnp.clip(jnp.round((state.held + state.talks.today.handed) * layout.buildings) + net, 0.0, layout.buildings)
        / layout.buildings
    )
    held = jnp.where(given.held_known, given.held, held)
    besieger_took = (held >= FULLY) & (layout.held < FULLY)
    besieged_took = (held <= 1.0 - FULLY) & (layout.held > 1.0 - FULLY)
    first = (state.changed_day < 0) & (besieger_took | besieged_took) & (layout.zone > 0.0)
    state = state._replace(
        held=held,
        changed_day=jnp.where(first, state.day, state.changed_day),
        strength=state.strength - lost,
        lost=state.lost + lost,
        killed=state.killed + numbers.assault.killed_share * lost,
        today=state.today._replace(contact=contact, taken=held - state.held, losses=lost),
    )
    return state, nothing_given()
