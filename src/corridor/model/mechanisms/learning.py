"""Learning: what today showed of sponsors' types and of the front.

Bayes over each sponsor's type: ``record' = record exp(-forgetting) + log likelihood of what was seen today``, view by
view (``model.witness``; ``model.incident`` for incidents on record, which are news too); beliefs follow from it
(``model.belief``). A mediator who puts forward a plan that is
accepted, or guarantees a promise in it, vouches for the obligors: the word moves their odds of being able by
``word_weight`` times its credibility. Vouching favours the obligor's camp, so it counts as far as the mediator is
known to lean against that camp; from one without bias, who would say so in any case to have peace, or from the camp's
own friend it is worth nothing (Kydd 2003, doi:10.1111/1540-5907.00042; ``games.mediator``).

Battles: what changed hands by fighting, in twelfths of the pocket, is won by the camp that gained it; the pace of the
front is its exponential mean over ``offers.memory`` days.

Limits: no reports: beliefs stay at the prior; forgetting without news: log odds return to it as exp(-forgetting t).
"""

from __future__ import annotations

import jax
import jax.numpy as jnp

from corridor.model import incident
from corridor.model.diplomacy import ABLE, TYPES
from corridor.model.lanes import anyone
from corridor.model.numbers import Params
from corridor.model.pocket import share_lost, share_of
from corridor.model.state import Given, Info, State, nothing_given
from corridor.model.talks import Talks
from corridor.model.witness import log_likelihood
from corridor.types import BESIEGED, BESIEGER, PerParty, PerProvision, RandomKey, ViewByPartyByType

BATTLES = 12.0
"""Battles that the whole pocket is worth."""


def credibility(talks: Talks, params: Params) -> PerProvision:
    """How far a mediator's word for the obligor of each provision of a plan accepted today counts, 0 to 1."""
    layout, today = params.layout.talks, talks.today
    side = layout.obligor @ (layout.view[BESIEGER] - layout.view[BESIEGED])
    spoken = layout.mediator * layout.bias
    proposer = jnp.sum(jnp.where(jnp.arange(layout.party.shape[0]) == today.proposer, spoken, 0.0))
    guarantor = layout.guarantor @ spoken
    against = jnp.maximum(-side * proposer, -side * guarantor)
    plan = (jnp.arange(layout.plan.shape[0]) == today.offered) & today.accepted
    return (plan.astype(jnp.float32) @ layout.plan_provision) * jnp.clip(against, 0.0, 1.0)


def _word(talks: Talks, params: Params) -> PerParty:
    """Log odds by which mediators' words move the view of each party today: once a plan, however many its promises."""
    spoken = jnp.minimum(credibility(talks, params) @ params.layout.talks.obligor, 1.0)
    return params.numbers.talks.learning.word_weight * spoken


def _sponsors(talks: Talks, by: PerParty, params: Params) -> Talks:
    fade = jnp.exp(-params.layout.step * params.numbers.talks.learning.forgetting)
    able = (jnp.arange(len(TYPES)) == ABLE).astype(jnp.float32)
    due = jnp.any(talks.today.due > 0.0) | jnp.any(by > 0.0)
    nothing = jnp.zeros_like(talks.record)

    def evidence() -> ViewByPartyByType:
        told = log_likelihood(talks, params) + incident.log_likelihood(by, talks, params)
        return jnp.where(due, told, 0.0)

    # With no promise due and no incident nothing is seen; on many days that holds for all members.
    shown = jax.lax.cond(anyone(due), evidence, lambda: nothing)
    record = talks.record * fade + shown + (_word(talks, params)[:, None] * able[None, :])[None]
    # Only differences between types matter: the likeliest stands at 0, so that a long record keeps its precision.
    today = talks.today._replace(news=talks.today.news + incident.news(by, params))
    return talks._replace(record=record - jnp.max(record, axis=-1, keepdims=True), today=today)


def _battles(state: State, params: Params) -> Talks:
    talks, step = state.talks, params.layout.step
    front = share_lost(state.held, params)
    # Ground that an agreement hands over is nobody's victory.
    fought = front - talks.front - share_of(talks.today.handed, params)
    kept = jnp.exp(-step / jnp.maximum(params.numbers.talks.offers.memory, 1e-6))
    gained = jnp.where(jnp.arange(2) == BESIEGER, fought, -fought)
    return talks._replace(
        wins=talks.wins + BATTLES * jnp.maximum(gained, 0.0),
        pace=kept * talks.pace + (1.0 - kept) * jnp.abs(fought) / step,
        front=front,
    )


def step(key: RandomKey, state: State, params: Params, given: Given) -> tuple[State, Info]:
    """Update what each view believes of each sponsor, and the count of battles."""
    del key
    talks = _sponsors(_battles(state, params), given.talks.incident, params)
    return state._replace(talks=talks), nothing_given()
