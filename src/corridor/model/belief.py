"""Beliefs about sponsors: what each view thinks of each party's type, and what delivery that makes it expect.

Three types (``diplomacy.TYPES``) differ in two chances a day: that the party tries to keep a promise, and that a try
succeeds. An unable party succeeds as the others do where it acts for itself, far less where clients must follow. A
separation succeeds by the obligor's hold over the groups it is to detach. A view's belief is its prior, the weights of
``types``, times the likelihood of what it saw (``talks.record``), scaled to sum to 1; what it expects of a provision is
the mean over its belief. Nobody outside a party knows its second thoughts, so they enter no expectation.

Limits: one type: a fixed chance; three types at the nodes of a Beta law: the Beta record (``games.reputation``) while
the record is short; an unable type that never succeeds: capacity screening (``games.screening``).
"""

from __future__ import annotations

import jax.numpy as jnp

from corridor.model.diplomacy import ABLE, TYPES, UNABLE
from corridor.model.numbers import Params
from corridor.model.talks import Talks
from corridor.scenario.kinds import LEVERS
from corridor.types import (
    PartyByGroup,
    PerProvision,
    PerType,
    ProvisionByType,
    ViewByParty,
    ViewByPartyByType,
    ViewByProvision,
)

TINY = 1e-9
SEPARATE = LEVERS.index("separate")


def belief(talks: Talks, params: Params) -> ViewByPartyByType:
    """Chance of each type of each party, in the eyes of each view.

    Rows of real parties sum to 1, those of padding are 0. A type of weight 0 stays at 0 whatever was seen.
    """
    prior = params.weights.types[None]
    possible = prior > 0.0
    top = jnp.max(jnp.where(possible, talks.record, -jnp.inf), axis=-1, keepdims=True)
    weight = jnp.where(possible, prior * jnp.exp(jnp.where(possible, talks.record - top, 0.0)), 0.0)
    return weight / jnp.maximum(jnp.sum(weight, axis=-1, keepdims=True), TINY)


def hold(params: Params) -> PartyByGroup:
    """How far each party can detach each group from the spoilers, 0 to 1.

    Its leverage (none where it eggs the group on), less what the spoilers' part of the joint command takes from a group
    under that command that is not its own master: ``leverage × (1 - spoilers' share × (1 - independence))``.
    """
    layout, group = params.layout.talks, params.numbers.group
    spoilers = jnp.minimum((layout.spoiler * layout.joint) @ group.command_share, 1.0)
    free = 1.0 - spoilers * layout.joint * (1.0 - group.independence)
    return jnp.maximum(params.weights.leverage, 0.0) * free[None, :]


def attempts(params: Params) -> PerType:
    """Chance a day that a party of each type tries to keep a promise that is due."""
    law = params.numbers.talks.agreements
    return jnp.stack([law.try_able, law.try_unable, law.try_preserving])


def _detaching(params: Params) -> PerProvision:
    """How far the obligor can detach the group it has least hold over, of those named; 1 where it is to detach none."""
    layout = params.layout.talks
    asked = layout.provision_group * layout.lever[SEPARATE][:, None]
    return jnp.min(jnp.where(asked > 0.0, layout.obligor @ hold(params), 1.0), axis=1)


def success(params: Params) -> ProvisionByType:
    """Chance that a day's try brings a provision about, by type of its obligor; 0 for padding.

    Several groups part one by one: with k of them, each at the pace p of the slowest, it takes about
    ``H_k / p - (H_k - 1)`` days, H_k the k-th harmonic number: exact at p = 1, and for small p (the mean of the largest
    of k exponential times). The chance is the inverse of that.
    """
    layout, numbers = params.layout.talks, params.numbers.talks
    unable = (jnp.arange(len(TYPES)) == UNABLE).astype(jnp.float32)[None, :]
    follows = 1.0 - (1.0 - numbers.agreements.unable_success) * layout.clients[:, None] * unable
    pace = (numbers.provision.capability * layout.provision * _detaching(params))[:, None] * follows
    count = jnp.sum(layout.provision_group, axis=1) * layout.lever[SEPARATE]
    places = jnp.arange(1.0, layout.provision_group.shape[1] + 1.0)[None, :]
    harmonic = jnp.maximum(jnp.sum(jnp.where(places <= count[:, None], 1.0 / places, 0.0), axis=1), 1.0)[:, None]
    return pace / (pace + harmonic * (1.0 - pace))


def delivery(params: Params) -> ProvisionByType:
    """Chance a day that a provision that is due is tried and done, by type of its obligor; 0 for padding."""
    return attempts(params)[None, :] * success(params)


def expected(talks: Talks, params: Params) -> ViewByProvision:
    """Chance a day that a provision that is due is tried and done, as each view expects it; 0 for padding."""
    types = jnp.einsum("vpt,qp->vqt", belief(talks, params), params.layout.talks.obligor)
    return jnp.sum(types * delivery(params)[None], axis=-1)


def trust(talks: Talks, params: Params) -> ViewByParty:
    """What each view expects of each party, relative to an able and willing one: the printed reading of its belief.

    1: it is sure that the party is able; at the prior, the prior's mean. The promise it is measured by is one that
    clients must follow, as those are what types differ in. 0 for padding.
    """
    law = params.numbers.talks.agreements
    kept = attempts(params) * jnp.where(jnp.arange(len(TYPES)) == UNABLE, law.unable_success, 1.0)
    return belief(talks, params) @ (kept / jnp.maximum(kept[ABLE], TINY))
