"""What each party expects: the interface between those who decide and whoever computes their values.

A provider is a mechanism named ``outlook`` that stands before the decisions of the day and writes
``state.talks.values``: ``reduced`` computes them from a reduced war, ``foresight`` from regressions on the simulated
one. Offers, agreements, tempo and intervention read them and know nothing of where they come from.

All values are in units of the whole pocket's worth to its camp, as seen by the party itself.
"""

from __future__ import annotations

from typing import NamedTuple

import jax.numpy as jnp

from corridor.model.numbers import Params
from corridor.types import PartyByPlan, PerCamp, PerParty, PerProvision


class Values(NamedTuple):
    """A party's values of its choices, this morning."""

    accept: PartyByPlan
    """Of living under each plan, accepted today."""
    refuse: PerParty
    """Of fighting on, the next chances to settle included."""
    propose: PartyByPlan
    """Of each plan to the one that puts it forward, acceptance aside; screening and exposing included."""
    attempt: PerProvision
    """Of trying to keep a provision, to its obligor."""
    stall: PerProvision
    """Of not trying."""
    press: PerCamp
    """Of an offensive now, to the camp's principal."""
    hold: PerCamp
    """Of holding the line."""
    strike: PerParty
    """Of an outside strike."""
    restrain: PerParty
    """Of no strike."""


def indifferent(params: Params) -> Values:
    """Values of parties that have no reason to prefer anything."""
    talks = params.layout.talks
    party, plan = talks.party * 0.0, talks.plan * 0.0
    camp, provision = jnp.zeros(2, jnp.float32), talks.provision * 0.0
    both = party[:, None] * plan[None, :]
    return Values(both, party, both, provision, provision, camp, camp, party, party)
