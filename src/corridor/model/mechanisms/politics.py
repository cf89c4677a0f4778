"""Politics: power shifts between the factions of each party, on yesterday's news.

Powers move by the replicator along hardness: each faction's power grows by
``exp(hardness × (breach_news × breaches - kept_news × kept promises - prospect_news × prospect of defeat))``, news as
the party's camp saw it, plus log odds that the calendar gives it; then all are scaled to sum to 1. Then they return to
where they started, ``p' = p + (1 - exp(-return_rate)) (start - p)``. A broken promise of the other side strengthens
those who lean against deals; the prospect of defeat converts some of them. The prospect is the camp's principal's
(``model.defeat``); a party of no camp feels none.

Limits: no return: the replicator of ``games.factions`` (Taylor and Jonker 1978, doi:10.1016/0025-5564(78)90077-9); no
news: the chance that a faction is in control of a two-state chain, whose stationary share is the start and whose second
eigenvalue is ``exp(-return_rate)`` (Hamilton 1989, doi:10.2307/1912559). A faction of power 0 never rises by news.
"""

from __future__ import annotations

import jax.numpy as jnp

from corridor.model.defeat import defeat
from corridor.model.numbers import Params
from corridor.model.state import Given, Info, State, nothing_given
from corridor.types import PartyByFaction, PerParty, RandomKey

TINY = 1e-6


def first_power(params: Params) -> PartyByFaction:
    """Power of each faction on day 0; rows of real parties sum to 1."""
    faction = params.layout.talks.faction
    power = params.numbers.talks.faction.power.reshape(faction.shape) * faction
    return power / jnp.maximum(jnp.sum(power, axis=1, keepdims=True), TINY)


def push(state: State, params: Params) -> PerParty:
    """Log odds by which a faction of hardness 1 gains on one of hardness 0 in each party today."""
    law, view = params.numbers.talks.politics, params.layout.talks.view
    news = state.talks.today.news @ view
    feared = defeat(state, params) @ view[:2]
    told = jnp.where(news > 0.0, law.breach_news, law.kept_news) * news
    return told - params.layout.step * law.prospect_news * feared


def replicator(power: PartyByFaction, shift: PartyByFaction) -> PartyByFaction:
    """Powers after their log odds moved by ``shift``; rows sum to 1 as before, rows of 0 stay."""
    grown = power * jnp.exp(shift - jnp.max(shift, axis=1, keepdims=True))
    total = jnp.sum(grown, axis=1, keepdims=True)
    return jnp.where(total > 0.0, grown / jnp.where(total > 0.0, total, 1.0), power)


def step(key: RandomKey, state: State, params: Params, given: Given) -> tuple[State, Info]:
    """Shift the powers of all factions by the news of yesterday, the prospects and the calendar."""
    del key
    layout = params.layout
    shift = layout.talks.hardness * push(state, params)[:, None] + given.talks.calendar
    moved = replicator(state.talks.power, shift * layout.talks.faction)
    back = -jnp.expm1(-layout.step * params.numbers.talks.politics.return_rate)
    power = moved + back * (first_power(params) - moved)
    return state._replace(talks=state.talks._replace(power=power)), nothing_given()
