"""The prospect of defeat, as those see it who decide for a camp."""

from __future__ import annotations

import jax.numpy as jnp

from corridor.model.numbers import Params
from corridor.model.state import State
from corridor.types import BESIEGED, PerCamp

LEAST_WORTH = 1e-3
"""Least worth of the pocket that a value is divided by."""


def defeat(state: State, params: Params) -> PerCamp:
    """How sure each camp's principal is to lose the pocket, 0 to 1: 1 less its value of fighting on.

    That value is in units of the pocket's worth to the principal, its costs included, so that a war not worth its costs
    counts as lost. Where no principal speaks for the camp, or nobody has computed what it expects, the ground itself
    speaks: the share of the pocket that the camp has lost since day 0.
    """
    layout, talks = params.layout.talks, state.talks
    worth = jnp.maximum(params.numbers.talks.party.ground, LEAST_WORTH)
    hope = layout.principal @ (talks.values.refuse / worth)
    silent = layout.principal @ jnp.abs(talks.values.refuse) <= 0.0
    ground = jnp.where(jnp.arange(2) == BESIEGED, talks.front, -talks.front)
    return jnp.clip(jnp.where(silent, ground, 1.0 - hope), 0.0, 1.0)
