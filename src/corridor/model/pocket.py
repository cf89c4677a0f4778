"""The pocket as one figure: the share of its ground that has changed hands since day 0."""

from __future__ import annotations

import jax.numpy as jnp

from corridor.model.numbers import Params
from corridor.types import PerZone, Scalar

LEAST_AREA = 1e-6
"""km²: what a pocket that was lost before day 0 counts as."""


def share_lost(held: PerZone, params: Params) -> Scalar:
    """Share of the pocket's area on day 0 that the besieged no longer hold; negative if they gained.

    Args:
        held: share of each zone that the besieger's side holds.
        params: layout and numbers.
    """
    return share_of(held - params.layout.held, params)


def share_of(taken: PerZone, params: Params) -> Scalar:
    """The pocket's share of what goes over in each zone, relative to what the besieged held of it on day 0.

    Args:
        taken: share of each zone that goes over to the besieger's side; below 0: back.
        params: layout and numbers.
    """
    layout = params.layout
    pocket = layout.area * layout.pocket
    return pocket @ taken / jnp.maximum(pocket @ (1.0 - layout.held), LEAST_AREA)
