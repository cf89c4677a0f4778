"""What follows from a member's layout and numbers and never changes: computed once a member, read every day.

Three types of sponsor (``diplomacy.TYPES``) differ in two chances a day: that the party tries to keep a promise, and
that a try succeeds. An unable party succeeds as the others do where it acts for itself, far less where clients must
follow. A separation succeeds by the obligor's hold over the groups it is to detach.
"""

from __future__ import annotations

import jax.numpy as jnp

from corridor.model.diplomacy import TYPES, UNABLE
from corridor.model.numbers import Layout, Numbers, Params, Weights
from corridor.scenario.kinds import LEVERS
from corridor.types import PartyByGroup, ProvisionByGroup, ProvisionByType

SEPARATE = LEVERS.index("separate")


def params(layout: Layout, numbers: Numbers) -> Params:
    """Layout and numbers with the weights that follow from them."""
    pull = layout.priority / numbers.assault.effort_temperature
    pull = jnp.exp(pull - jnp.max(pull, axis=1, keepdims=True))
    party, talks, law = numbers.talks.party, layout.talks, numbers.talks.agreements
    leverage = jnp.clip(
        (talks.leverage_party * numbers.talks.sponsor.leverage[:, None]).T @ talks.leverage_group, -1.0, 1.0
    )
    types = jnp.stack([party.able, party.unable, party.preserving], axis=1)
    held = _hold(leverage, layout, numbers)
    by_obligor = talks.obligor @ held
    parts = by_obligor * talks.provision_group * talks.lever[SEPARATE][:, None]
    weights = Weights(
        line=layout.buildings**numbers.assault.buildings_exponent,
        pull=pull,
        leverage=leverage,
        types=types / jnp.maximum(jnp.sum(types, axis=1, keepdims=True), 1e-6),
        hold=held,
        detaching=parts * numbers.talks.provision.capability[:, None],
        attempts=jnp.stack([law.try_able, law.try_unable, law.try_preserving]),
        success=_success(by_obligor, layout, numbers),
    )
    return Params(layout, numbers, weights)


def _hold(leverage: PartyByGroup, layout: Layout, numbers: Numbers) -> PartyByGroup:
    """How far each party can detach each group.

    Its leverage (none where it eggs the group on), less what the spoilers' part of the joint command takes from a group
    under that command that is not its own master: ``leverage × (1 - spoilers' share × (1 - independence))``.
    """
    talks, group = layout.talks, numbers.group
    spoilers = jnp.minimum((talks.spoiler * talks.joint) @ group.command_share, 1.0)
    return jnp.maximum(leverage, 0.0) * (1.0 - spoilers * talks.joint * (1.0 - group.independence))[None, :]


def _success(held: ProvisionByGroup, layout: Layout, numbers: Numbers) -> ProvisionByType:
    """Chance that a day's try brings a provision about, by type of its obligor.

    Several groups part one by one: with k of them, each at the pace p of the slowest, it takes about
    ``H_k / p - (H_k - 1)`` days, H_k the k-th harmonic number: exact at p = 1, and for small p (the mean of the largest
    of k exponential times). The chance is the inverse of that.
    """
    talks = layout.talks
    asked = talks.provision_group * talks.lever[SEPARATE][:, None]
    slowest = jnp.min(jnp.where(asked > 0.0, held, 1.0), axis=1)
    unable = (jnp.arange(len(TYPES)) == UNABLE).astype(jnp.float32)[None, :]
    follows = 1.0 - (1.0 - numbers.talks.agreements.unable_success) * talks.clients[:, None] * unable
    pace = (numbers.talks.provision.capability * talks.provision * slowest)[:, None] * follows
    count = jnp.sum(asked, axis=1)
    places = jnp.arange(1.0, talks.provision_group.shape[1] + 1.0)[None, :]
    harmonic = jnp.maximum(jnp.sum(jnp.where(places <= count[:, None], 1.0 / places, 0.0), axis=1), 1.0)[:, None]
    return pace / (pace + harmonic * (1.0 - pace))
