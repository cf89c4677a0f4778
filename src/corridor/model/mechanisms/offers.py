"""Offers: who can reach whom today, which plan is put forward, who accepts it.

Channels make contact at their own rates; low trust between the two ends makes the direct ones rarer and the indirect
ones likelier, and no channel carries more than it is. With no plan in force, one plan may be put forward: plan and
proposer are drawn by logit on ``(value of proposing - value of fighting on) / temperature + weight × log chance that
the others accept``, against making no offer (0). Each party that must accept does so with the chance of ``choice``:
its factions' logits on the value of the plan less that of fighting on, weighted by their power. A party that puts a
plan forward accepts it.

Negotiations go on beside one side's own measure: while it stands, a plan that two or more sides must agree to may be
put forward, but no second measure. If it is accepted it supersedes the measure, which ends that morning without having
failed; if it is refused the measure stands. What the plan is weighed against stays the value of fighting on, measure or
no measure: what one side does by itself changes the war little, and it need not keep it up if the offer falls.

Limits: temperature to 0: a plan passes exactly if no required party loses by it (Fearon 1995,
doi:10.1017/S0020818300033324); a constant gain g for all: accepted with the product of logistic(g / temperature).
"""

from __future__ import annotations

from typing import NamedTuple

import jax
import jax.numpy as jnp

from corridor.draws import uniform
from corridor.model.belief import trust
from corridor.model.choice import accepts
from corridor.model.collapse import Fate, close
from corridor.model.numbers import Params
from corridor.model.state import Given, Info, State
from corridor.model.talks import CLOSED, NO_PLAN, PENDING, SUPERSEDED, Talks, free
from corridor.rng import decision_key
from corridor.types import (
    ChannelCount,
    Count,
    Flag,
    PartyByPlan,
    PerChannel,
    PerParty,
    PerPlan,
    PlanByParty,
    RandomKey,
    Scalar,
)

TINY = 1e-9
LEAST_CHANCE = 1e-6
"""Chance given to what is on record and impossible by the model."""
IMPOSSIBLE = -1e9


class Offer(NamedTuple):
    """What was put forward today."""

    plan: Count
    """-1: nothing."""
    proposer: Count
    logp: Scalar
    """Log chance of this plan, or of none."""


def channels(talks: Talks, given: Given) -> ChannelCount:
    """The channels' states this morning."""
    return jnp.where(given.talks.channel_known > 0.0, given.talks.channel, talks.channel)


def contact(state: State, params: Params) -> PerChannel:
    """Chance a day that each channel makes contact."""
    layout, numbers = params.layout.talks, params.numbers.talks
    seen = layout.view.T @ trust(state.talks, params)
    ends = layout.channel_party
    mutual = 0.5 * (jnp.sum((ends @ seen) * ends, axis=1) - ends @ jnp.diagonal(seen))
    lean = numbers.offers.indirect_ease * (mutual - 0.5)
    indirect = jnp.sum(layout.channel_carrier, axis=1) > 0.0
    ease = 2.0 * jax.nn.sigmoid(jnp.where(indirect, -lean, lean))
    return -jnp.expm1(-params.layout.step * numbers.channel.contacts * ease) * layout.channel


def present(key: RandomKey, state: State, params: Params) -> PerParty:
    """1.0 for the parties that can put something forward today."""
    layout = params.layout.talks
    chance = jnp.where(state.talks.channel != CLOSED, contact(state, params), 0.0)
    live = (uniform(key, chance.shape) < chance).astype(jnp.float32)
    reached = live @ (layout.channel_party + layout.channel_carrier)
    # Where a scenario names no channels, nothing stands between the parties.
    return jnp.where(jnp.sum(layout.channel) > 0.0, (reached > 0.0).astype(jnp.float32), layout.party)


def _gain(state: State, params: Params) -> PartyByPlan:
    """What each party gains by each plan, in units of its noise."""
    values = state.talks.values
    return (values.accept - values.refuse[:, None]) / jnp.maximum(params.numbers.talks.offers.temperature, TINY)


def _hardness(state: State, params: Params) -> PerParty:
    return jnp.sum(state.talks.power * params.layout.talks.hardness, axis=1)


def scores(state: State, here: PerParty, menu: PerPlan, params: Params) -> PartyByPlan:
    """Log weight of each party's putting each plan forward, against 0 for no offer.

    Beside one side's own measure only plans that more than one side must agree to count.
    """
    layout, numbers = params.layout.talks, params.numbers.talks
    noise = jnp.maximum(numbers.offers.temperature, TINY)
    hard = numbers.politics.hard_weight * _hardness(state, params) / noise
    others = jax.nn.log_sigmoid(_gain(state, params) - hard[:, None]) * layout.plan_required.T
    all_but_me = jnp.sum(others, axis=0)[None, :] - others
    own = (state.talks.values.propose - state.talks.values.refuse[:, None]) / noise
    no_measure = (state.talks.plan == NO_PLAN) | (layout.unilateral <= 0.0)
    ready = (state.talks.waiting <= 0.0) & (menu > 0.0) & free(state.talks, params) & no_measure
    may = layout.plan_proposer.T * here[:, None] * jnp.where(ready, 1.0, 0.0)[None, :]
    return jnp.where(may > 0.0, own + numbers.offers.own_weight * all_but_me, IMPOSSIBLE)


def draw(key: RandomKey, weight: PartyByPlan, may: PlanByParty, given: Given) -> Offer:
    """Draw what is put forward, or take it as given; ``may`` says who could put forward what is given."""
    plans = jax.nn.logsumexp(weight, axis=0)
    total = jnp.logaddexp(jax.nn.logsumexp(plans), 0.0)
    chance = jnp.exp(plans - total)
    place = uniform(decision_key(key, "plan"))
    above = jnp.cumsum(chance)
    free = jnp.where(place < above[-1], jnp.argmax(place < above), NO_PLAN)
    plan = jnp.where(given.talks.known, given.talks.offered, free).astype(jnp.int32)
    made = plan != NO_PLAN
    likely = jnp.where(made, chance[plan], jnp.exp(-total))
    mine = weight[:, plan]
    by = jnp.where(jnp.max(mine) > 0.5 * IMPOSSIBLE, jax.nn.softmax(mine), may[plan])
    who = jnp.argmax(uniform(decision_key(key, "proposer")) < jnp.cumsum(by) / jnp.maximum(jnp.sum(by), TINY))
    return Offer(plan, jnp.where(made, who, -1).astype(jnp.int32), jnp.log(jnp.maximum(likely, LEAST_CHANCE)))


def answer(key: RandomKey, offer: Offer, state: State, params: Params, given: Given) -> tuple[Flag, PerParty, Scalar]:
    """Whether all accept, who refuses, and the log chance of what is on record."""
    layout, numbers = params.layout.talks, params.numbers.talks
    made = offer.plan != NO_PLAN
    chosen = (jnp.arange(layout.plan.shape[0]) == offer.plan).astype(jnp.float32)
    required = chosen @ layout.plan_required
    proposer = (jnp.arange(layout.party.shape[0]) == offer.proposer).astype(jnp.float32)
    asked = required * (1.0 - proposer)
    values = state.talks.values
    gain = values.accept @ chosen - values.refuse + numbers.party.blame
    chance = accepts(gain, state.talks.power, layout.hardness, numbers.offers.temperature, numbers.politics.hard_weight)
    chance = jnp.where(asked > 0.0, chance, 1.0)
    says = uniform(key, chance.shape) < chance
    every = jnp.sum(jnp.log(jnp.maximum(chance, LEAST_CHANCE)))
    agreed = made & jnp.where(given.talks.known, given.talks.plan == offer.plan, jnp.all(says))
    logp = jnp.where(agreed, every, jnp.log(jnp.maximum(-jnp.expm1(every), LEAST_CHANCE)))
    refused = made & ~agreed
    return agreed, jnp.where(refused & ~given.talks.known & ~says, asked, 0.0), jnp.where(made, logp, 0.0)


def give_way(talks: Talks, plan: Count, day: Count, params: Params) -> Talks:
    """What was in force ends, superseded by ``plan``; nothing changes where nothing else was."""
    other, no = (talks.plan != NO_PLAN) & (talks.plan != plan), jnp.bool_(False)
    over = close(talks, Fate(jnp.int32(SUPERSEDED), no, no, talks.calm), day, params)._replace(today=talks.today)
    return jax.tree.map(lambda ended, goes_on: jnp.where(other, ended, goes_on), over, talks)


def begin(talks: Talks, plan: Count, params: Params) -> Talks:
    """The plan comes into force: its provisions are pending."""
    layout = params.layout.talks
    chosen = (jnp.arange(layout.plan.shape[0]) == plan).astype(jnp.float32)
    mine = chosen @ layout.plan_provision > 0.0
    return talks._replace(
        plan=plan,
        plan_day=jnp.int32(0),
        calm=jnp.int32(0),
        provision=jnp.where(mine, PENDING, talks.provision),
        last_try=jnp.where(mine, -1, talks.last_try),
    )


def step(key: RandomKey, state: State, params: Params, given: Given) -> tuple[State, Info]:
    """Open and close channels; put one plan forward; accept or refuse it."""
    layout, numbers = params.layout.talks, params.numbers.talks
    state = state._replace(talks=state.talks._replace(channel=channels(state.talks, given)))
    here = present(decision_key(key, "contact"), state, params)
    weight = scores(state, here, given.talks.menu, params)
    offer = draw(decision_key(key, "offer"), weight, layout.plan_proposer, given)
    agreed, refused_by, logp = answer(decision_key(key, "answer"), offer, state, params, given)
    chosen = jnp.arange(layout.plan.shape[0]) == offer.plan
    talks = state.talks
    count, turned = chosen.astype(jnp.int32), chosen & ~agreed
    talks = talks._replace(
        waiting=jnp.where(turned, numbers.offers.cooling, jnp.maximum(talks.waiting - params.layout.step, 0.0)),
        offered=talks.offered + count,
        refused=talks.refused + turned.astype(jnp.int32),
        accepted=talks.accepted + jnp.where(agreed, count, 0),
        accepted_day=jnp.where(chosen & agreed, state.day, talks.accepted_day),
        today=talks.today._replace(offered=offer.plan, proposer=offer.proposer, accepted=agreed, refused_by=refused_by),
    )
    begun = begin(give_way(talks, offer.plan, state.day, params), offer.plan, params)
    talks = jax.tree.map(lambda new, old: jnp.where(agreed, new, old), begun, talks)
    return state._replace(talks=talks), Info(logp=jnp.where(given.talks.known, offer.logp + logp, 0.0))
