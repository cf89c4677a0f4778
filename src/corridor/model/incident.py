"""Incidents on record: breaches of which it is disputed who did them.

An incident counts as one day on which its author did not try to keep a promise that is in its own hands: under a type
that tries with chance T its likelihood is ``1 - T``. A view lays it to each party with the chance stated, a, and with
``1 - a`` to somebody else, so that its new belief about that party is a times Bayes' plus 1 - a times the old (as in
``model.witness``). Where it is disputed a view is slower to blame its own camp and quicker to blame the other: a moves
by ``partiality × 4 a (1 - a)``; what is admitted, or excluded, is so for all.

Limits: a = 1: Bayes' rule; a = 0: nothing is learned.
"""

from __future__ import annotations

import jax.numpy as jnp

from corridor.model.belief import belief, leaning
from corridor.model.numbers import Params
from corridor.model.talks import Talks
from corridor.types import PerParty, PerView, ViewByParty, ViewByPartyByType

LEAST = 1e-6


def laid(by: PerParty, params: Params) -> ViewByParty:
    """Chance with which each view lays today's incident to each party.

    Args:
        by: chance stated of each party; 0 where there is no incident.
        params: layout and numbers.
    """
    moved = params.numbers.talks.learning.partiality * 4.0 * by * (1.0 - by)
    return jnp.clip(by[None, :] - leaning(params) * moved[None, :], 0.0, 1.0)


def log_likelihood(by: PerParty, talks: Talks, params: Params) -> ViewByPartyByType:
    """Log likelihood of today's incident by type of each party, as each view sees it; 0 where there is none."""
    by_type = jnp.clip(1.0 - params.weights.attempts, LEAST, 1.0)
    believed = belief(talks, params)
    mean = believed @ by_type
    chance = laid(by, params)[:, :, None]
    mixed = chance * by_type[None, None, :] + (1.0 - chance) * mean[:, :, None]
    return jnp.where(chance > 0.0, jnp.log(jnp.maximum(mixed, LEAST)), 0.0)


def news(by: PerParty, params: Params) -> PerView:
    """Breaches by others that each view saw in today's incident, as far as it lays it to them."""
    layout = params.layout.talks
    theirs = layout.party[None, :] - layout.view
    return jnp.sum(jnp.maximum(theirs, 0.0) * laid(by, params), axis=1)
