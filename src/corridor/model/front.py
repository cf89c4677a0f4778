"""The front: what of each zone can be fought over, and who stands there.

Contact of zone z, with ``held`` the besieger's share and w the border weights:

- inside a contested zone ``2 held (1 - held)`` for each camp (together ``4 held (1 - held)``, 1 at its most);
- at its edge ``(1 - held_z) Σ w_zn held_n`` for the besieger's attacks, ``held_z Σ w_zn (1 - held_n)`` for the
  other camp's.

A sum over neighbours, not their maximum, so that one building a zone is the biased voter on the graph: total attack
contact equals total counter contact, edge by edge, and the number of zones held walks like a gambler's fortune.
"""

from __future__ import annotations

from typing import NamedTuple

import jax.numpy as jnp

from corridor.model.numbers import Params
from corridor.model.state import State
from corridor.types import BESIEGED, CampByZone, PerGroup, PerZone

TINY = 1e-9


class Front(NamedTuple):
    """Contact and presence along the front."""

    attack: PerZone
    """Contact open to the besieger's attacks."""
    counter: PerZone
    """Contact open to the besieged camp's attacks."""
    focus: CampByZone
    """Each camp's attacks in a zone, relative to an even spread; mean 1 over its contact."""
    persons: CampByZone
    """Fighters of each camp who stand there."""
    power: CampByZone
    """Their fighting power: persons × cohesion × supply effect × quality."""


def contact(held: PerZone, params: Params) -> tuple[PerZone, PerZone]:
    """Contact open to the besieger's and to the besieged camp's attacks, each at least 0."""
    layout = params.layout
    beside_held = held @ layout.border  # symmetric; this way round it is a plain product under vmap
    # Where all around is held the difference can round to below 0.
    beside_free = jnp.maximum(jnp.sum(layout.border, axis=1) - beside_held, 0.0)
    inside = 2.0 * held * (1.0 - held)
    return (inside + (1.0 - held) * beside_held) * layout.zone, (inside + held * beside_free) * layout.zone


def effort(state: State, attack: PerZone, counter: PerZone, params: Params) -> tuple[CampByZone, CampByZone]:
    """Where each camp stands (shares that sum to 1), and the focus of its attacks.

    A camp on an offensive stands where priority and contact are; a camp that only defends mirrors a share of that and
    stands evenly along the contact with the rest; with no offensive both stand evenly.
    """
    mirror, pull = params.numbers.assault.mirror, params.weights.pull
    both = attack + counter
    drawn = pull * both[None, :]
    even = both / jnp.maximum(jnp.sum(both), TINY)
    attacks = state.offensive[:, None] > 0.0
    own = jnp.where(attacks, drawn / jnp.maximum(jnp.sum(drawn, axis=1), TINY)[:, None], even[None, :])
    mirrored = mirror * own[::-1] + (1.0 - mirror) * even[None, :]
    stand = jnp.where(attacks[::-1] & ~attacks, mirrored, own)
    wanted = jnp.stack([pull[0] @ attack, pull[1] @ counter])
    mean_pull = wanted / jnp.maximum(jnp.stack([jnp.sum(attack), jnp.sum(counter)]), TINY)
    return stand, jnp.where(attacks, pull / jnp.maximum(mean_pull, TINY)[:, None], 1.0)


def standing(state: State, params: Params) -> PerGroup:
    """Fighters who stand at the front: a spoiler group stands alone as far as the others have parted from it."""
    talks = params.layout.talks
    others = (1.0 - talks.spoiler) * params.layout.group_camp[BESIEGED] * state.strength
    alone = others @ state.talks.separated / jnp.maximum(jnp.sum(others), 1.0)
    return state.strength * (1.0 - talks.spoiler * alone)


def front(state: State, params: Params) -> Front:
    """Contact, effort and presence this morning."""
    layout, numbers, _ = params
    attack, counter = contact(state.held, params)
    stand, focus = effort(state, attack, counter, params)
    # A group spreads over the contact inside its own area of operation only.
    reach = jnp.sum(layout.group_camp * (stand @ layout.group_area.T), axis=0)
    at_front = jnp.where(reach > TINY, standing(state, params) / jnp.maximum(reach, TINY), 0.0)
    weight = state.cohesion * numbers.group.quality * (layout.group_depot @ state.today.effect)
    rows = jnp.concatenate([layout.group_camp * at_front[None, :], layout.group_camp * (at_front * weight)[None, :]])
    spread = rows @ layout.group_area
    return Front(attack, counter, focus, spread[:2] * stand, spread[2:] * stand)
