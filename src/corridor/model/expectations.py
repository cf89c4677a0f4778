"""Coefficients of what parties expect, as fitted on simulated wars: numbers that the provider ``foresight`` reads.

An *observer* is one who sees through one view and holds one account of the world; a party is one observer. What it
expects of the future stands in components (ground, days of war, ...), which a party weighs by its own payoff: so the
coefficients hold for any payoff.
"""

from __future__ import annotations

from typing import NamedTuple

import jax.numpy as jnp
from jaxtyping import Array, Float

from corridor.types import PerParty, Scalar

Answers = Float[Array, "observer component feature"]
PlanAnswers = Float[Array, "observer component term plan"]
CampAnswers = Float[Array, "observer component camp campterm"]


class Deviant(NamedTuple):
    """One party that looks ahead by a second opinion: only while asking how much it could gain by that."""

    who: PerParty
    """1.0 at the party; all 0: nobody."""
    fight: Float[Array, "richfeature"]
    """Its payoff of fighting on, linear in the rich features."""
    accept: Float[Array, "richterm plan"]
    """How much more it gets of each plan."""
    press: Float[Array, "camp campterm"]
    sharp: Scalar
    """By how much its gains are enlarged before it chooses: the larger, the less noise; 1: as it is."""


class Expectations(NamedTuple):
    """Coefficients of all observers."""

    fight: Answers
    """Of fighting on: what comes in each component, linear in the morning's features."""
    accept: PlanAnswers
    """How much more comes with each plan, accepted now, linear in a few terms."""
    standing: PlanAnswers
    """How much more comes with each plan where it is in force already."""
    press: CampAnswers
    """How much more comes if a camp starts an offensive now."""
    sees: Float[Array, "observer view"]
    """1.0 at the view through which each observer looks."""
    is_observer: Float[Array, "party observer"]
    """1.0 at the observer that each party is; rows of padding are 0."""
    overrates: Scalar
    """1: parties overrate their own odds as ``odds_bias`` says; 0: they see them as they are."""
    explore: Scalar
    """Share of mornings on which choices are made at random, 0 to 1; above 0 only while fitting."""
    deviant: Deviant


def nobody() -> Deviant:
    """Nobody deviates."""
    return Deviant(jnp.zeros(1), jnp.zeros(1), jnp.zeros((1, 1)), jnp.zeros((2, 1)), jnp.float32(1.0))


def none() -> Expectations:
    """No expectations: for a war whose parties look ahead by other means."""
    zero, plans = jnp.float32(0.0), jnp.zeros((1, 1, 1, 1))
    return Expectations(
        fight=jnp.zeros((1, 1, 1)),
        accept=plans,
        standing=plans,
        press=jnp.zeros((1, 1, 2, 1)),
        sees=jnp.zeros((1, 3)),
        is_observer=jnp.zeros((1, 1)),
        overrates=zero,
        explore=zero,
        deviant=nobody(),
    )
