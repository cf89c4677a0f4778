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

from corridor.elementary import exp
from corridor.model.diplomacy import ABLE, TYPES, UNABLE
from corridor.model.numbers import Params
from corridor.model.talks import Talks
from corridor.scenario.kinds import LEVERS
from corridor.types import (
    BESIEGED,
    BESIEGER,
    ProvisionByType,
    ViewByParty,
    ViewByPartyByType,
    ViewByProvision,
)

TINY = 1e-9
SEPARATE = LEVERS.index("separate")


def leaning(params: Params) -> ViewByParty:
    """1 where a view is of the party's own camp, -1 where of the other, 0 where one of them belongs to neither."""
    view = params.layout.talks.view
    side = view[BESIEGER] - view[BESIEGED]
    return jnp.stack([side, -side, side * 0.0])


def belief(talks: Talks, params: Params) -> ViewByPartyByType:
    """Chance of each type of each party, in the eyes of each view.

    Rows of real parties sum to 1, those of padding are 0. A type of weight 0 stays at 0 whatever was seen.
    """
    prior = params.weights.types[None]
    possible = prior > 0.0
    top = jnp.max(jnp.where(possible, talks.record, -jnp.inf), axis=-1, keepdims=True)
    weight = jnp.where(possible, prior * exp(jnp.where(possible, talks.record - top, 0.0)), 0.0)
    return weight / jnp.maximum(jnp.sum(weight, axis=-1, keepdims=True), TINY)


def delivery(params: Params) -> ProvisionByType:
    """Chance a day that a provision that is due is tried and done, by type of its obligor; 0 for padding."""
    return params.weights.attempts[None, :] * params.weights.success


def of_obligors(believed: ViewByPartyByType, params: Params) -> list[ViewByProvision]:
    """Chance of each type of each provision's obligor, type by type: plain products, which cost a tenth of a gather."""
    to_provision = params.layout.talks.obligor.T
    return [believed[:, :, kind] @ to_provision for kind in range(len(TYPES))]


def expected(talks: Talks, params: Params) -> ViewByProvision:
    """Chance a day that a provision that is due is tried and done, as each view expects it; 0 for padding."""
    return mean_of(of_obligors(belief(talks, params), params), delivery(params))


def mean_of(chance: list[ViewByProvision], by_type: ProvisionByType) -> ViewByProvision:
    """Mean over types of what ``by_type`` says of each provision, as ``of_obligors`` gives their chances."""
    return sum((chance[i] * by_type[:, i][None] for i in range(1, len(TYPES))), chance[0] * by_type[:, 0][None])


def trust(talks: Talks, params: Params) -> ViewByParty:
    """What each view expects of each party, relative to an able and willing one: the printed reading of its belief.

    1: it is sure that the party is able; at the prior, the prior's mean. The promise it is measured by is one that
    clients must follow, as those are what types differ in. 0 for padding.
    """
    law = params.numbers.talks.agreements
    kept = params.weights.attempts * jnp.where(jnp.arange(len(TYPES)) == UNABLE, law.unable_success, 1.0)
    return belief(talks, params) @ (kept / jnp.maximum(kept[ABLE], TINY))
