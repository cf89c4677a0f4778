"""Compliance: who tries to keep what, who succeeds, and what others see of it.

A provision is due while its plan is in force, what must come first is kept, and (if it is done once) it is pending.
Its obligor tries with the chance of its true type, lowered by second thoughts where fighting on has come to pay more;
a try succeeds by capability: for a separation, of each named group by the obligor's hold over it; for what needs
clients to follow, far less for a party that can't bind them. What is done or not is seen with the provision's
specificity and sensitivity, which monitors raise; tries are seen apart from results now and then.

Limits: constant chances: days until done are geometric; sensitivity and specificity 1: what is seen is what was done.
"""

from __future__ import annotations

from typing import NamedTuple

import jax
import jax.numpy as jnp

from corridor.draws import uniform
from corridor.model.diplomacy import UNABLE
from corridor.model.numbers import Params
from corridor.model.state import Given, State
from corridor.model.talks import BROKEN, FAILED, IDLE, KEPT, PENDING
from corridor.rng import decision_key
from corridor.scenario.kinds import LEVERS
from corridor.types import PerGroup, PerProvision, ProvisionByGroup, RandomKey, Scalar

TINY = 1e-6
SEPARATE, WITHDRAW, WATCH = LEVERS.index("separate"), LEVERS.index("withdraw"), LEVERS.index("watch")


class Kept(NamedTuple):
    """What was done about each provision today. 1.0 or 0.0, but for ``parted``."""

    due: PerProvision
    tried: PerProvision
    done: PerProvision
    """Of what must follow from others (withdrawals): that the obligor did its part."""
    parted: PerGroup
    """1.0 at the groups that parted from the spoiler group today."""
    logp: Scalar
    """Log chance of the results that are given."""


def in_force(state: State, params: Params) -> PerProvision:
    """1.0 at the provisions of the plan in force."""
    layout = params.layout.talks
    chosen = (jnp.arange(layout.plan.shape[0]) == state.talks.plan).astype(jnp.float32)
    return chosen @ layout.plan_provision


def due(state: State, params: Params) -> PerProvision:
    """1.0 where something is to be done today."""
    layout, at = params.layout.talks, state.talks.provision
    first = layout.after @ (at != KEPT).astype(jnp.float32)
    waiting = jnp.where(layout.once > 0.0, at == PENDING, at != IDLE)
    return in_force(state, params) * jnp.where((first <= 0.0) & waiting, 1.0, 0.0)


def chance_of_try(state: State, params: Params) -> PerProvision:
    """Chance that each obligor tries today, by its true type and its second thoughts."""
    layout, numbers = params.layout.talks, params.numbers.talks.agreements
    mine = layout.obligor @ params.weights.attempts[state.talks.kind]
    values = state.talks.values
    doubt = numbers.second_thoughts * jnp.maximum(values.stall - values.attempt, 0.0)
    logit = jnp.log(jnp.clip(mine, TINY, 1.0)) - jnp.log(jnp.clip(1.0 - mine, TINY, 1.0))
    return jnp.where(mine > 0.0, jax.nn.sigmoid(logit - doubt), 0.0)


def _chance_to_part(state: State, params: Params) -> tuple[PerProvision, ProvisionByGroup]:
    """Success of a try, separation aside, and of a separation by group, for the obligor's true type."""
    layout, numbers = params.layout.talks, params.numbers.talks
    kind = layout.obligor @ (state.talks.kind == UNABLE).astype(jnp.float32)
    follows = 1.0 - layout.clients * kind * (1.0 - numbers.agreements.unable_success)
    success = numbers.provision.capability * follows
    return success, params.weights.detaching * follows[:, None]


def _whole(success: PerProvision, by_group: ProvisionByGroup, state: State, params: Params) -> PerProvision:
    """Chance that a try does it all today: of a separation, that every named group that has not parted yet parts."""
    layout = params.layout.talks
    waits = (layout.provision_group > 0.0) & (state.talks.separated <= 0.0)[None, :]
    every = jnp.prod(jnp.where(waits, by_group, 1.0), axis=1)
    return jnp.where(layout.lever[SEPARATE] > 0.0, every, success)


def keep(key: RandomKey, state: State, params: Params, given: Given) -> Kept:
    """Who tries, and who succeeds, today.

    What is given as kept was tried and done; as failed, tried and not done; as broken, not done, and whether it was
    tried is drawn by Bayes from the chances of this member.
    """
    layout = params.layout.talks
    owed = due(state, params)
    will = chance_of_try(state, params)
    success, by_group = _chance_to_part(state, params)
    whole = _whole(success, by_group, state, params)
    separating = layout.lever[SEPARATE]
    result = jnp.where(owed > 0.0, given.talks.result, IDLE)
    in_vain = will * (1.0 - whole) / jnp.maximum(1.0 - will * whole, TINY)
    tried = uniform(decision_key(key, "try"), owed.shape) < jnp.where(result == BROKEN, in_vain, will)
    tried = (tried | (result == KEPT) | (result == FAILED)) & (owed > 0.0)
    works = uniform(decision_key(key, "success"), owed.shape) < success
    works = jnp.where(result == IDLE, works, result == KEPT)
    # One draw a group: a group parts or not, whoever asks it to.
    asked = jnp.where((tried & (result == IDLE))[:, None], by_group, 0.0)
    chance = 1.0 - jnp.prod(1.0 - asked, axis=0)
    known = jnp.max(jnp.where((result == KEPT)[:, None], layout.provision_group * separating[:, None], 0.0), axis=0)
    parts = (uniform(decision_key(key, "part"), chance.shape) < chance) | (known > 0.0)
    parted = jnp.where(state.talks.separated > 0.0, 0.0, parts.astype(jnp.float32))
    still = layout.provision_group @ (1.0 - jnp.maximum(state.talks.separated, parted))
    done = tried & jnp.where(separating > 0.0, still <= 0.0, works)
    likely = jnp.where(result == KEPT, will * whole, jnp.where(result == FAILED, will * (1 - whole), 1 - will * whole))
    logp = jnp.sum(jnp.where((result != IDLE) & (owed > 0.0), jnp.log(jnp.maximum(likely, TINY)), 0.0))
    return Kept(owed, tried.astype(jnp.float32), done.astype(jnp.float32), parted, logp)


class Seen(NamedTuple):
    """What the public sees of today. 1.0 or 0.0."""

    kept: PerProvision
    broken: PerProvision
    tries: PerProvision
    """Where it saw whether the obligor tried."""


def see(key: RandomKey, kept: Kept, closing: PerProvision, state: State, params: Params) -> Seen:
    """What is seen of today's results and tries.

    Args:
        key: the decision's key.
        kept: what was done.
        closing: 1.0 where a result falls due today: every day for what is kept daily, else when done or too late.
        state: this morning.
        params: layout and numbers.
    """
    layout, numbers = params.layout.talks, params.numbers.talks
    watched = jnp.max(layout.lever[WATCH] * kept.done * numbers.provision.effect * in_force(state, params))
    sensitivity = numbers.provision.sensitivity + (1.0 - numbers.provision.sensitivity) * watched
    looks = uniform(decision_key(key, "result"), kept.due.shape)
    done, open_today = kept.done > 0.0, (kept.due > 0.0) & (closing > 0.0)
    # What is not noticed as broken passes for kept.
    bad = open_today & jnp.where(done, looks >= numbers.provision.specificity, looks < sensitivity)
    good = open_today & ~bad
    tries = (kept.due > 0.0) & (uniform(decision_key(key, "tries"), looks.shape) < numbers.learning.tries_seen)
    return Seen(good.astype(jnp.float32), bad.astype(jnp.float32), tries.astype(jnp.float32))
