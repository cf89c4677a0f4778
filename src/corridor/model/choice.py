"""How a party chooses: its factions weigh the same gain, each by its own hardness, and count by their power.

``P(accept) = Σ_f power_f × logistic((gain - hardness_f × hard_weight) / temperature)``: one of its factions decides,
with a chance that is its power, by logit choice (McFadden 1974; McKelvey and Palfrey 1995, doi:10.1006/game.1995.1023).

Limits: one faction: the plain logit; temperature to 0: the power of the factions that gain.
"""

from __future__ import annotations

import jax
import jax.numpy as jnp

from corridor.types import PartyByFaction, PerParty, Scalar

LEAST_NOISE = 1e-6
"""Temperature below which a choice is taken to be without noise."""


def accepts(
    gain: PerParty, power: PartyByFaction, hardness: PartyByFaction, temperature: Scalar, hard_weight: Scalar
) -> PerParty:
    """Chance that each party accepts.

    Args:
        gain: what it gains by accepting, in units of the pocket's worth.
        power: of each of its factions; the rows of real parties sum to 1, those of padding are 0.
        hardness: of each faction, -1 to 1.
        temperature: noise of the choice, in the units of ``gain``, 0 or more.
        hard_weight: what a faction of hardness 1 takes off the gain, in the same units.

    Returns:
        Probabilities; 0 for padding.
    """
    own = gain[:, None] - hard_weight * hardness
    return jnp.sum(power * jax.nn.sigmoid(own / jnp.maximum(temperature, LEAST_NOISE)), axis=1)


def hardliners(power: PartyByFaction, hardness: PartyByFaction) -> PerParty:
    """Power of each party's hard factions, each by how hard it is: 0 to 1."""
    return jnp.sum(power * jnp.maximum(hardness, 0.0), axis=1)
