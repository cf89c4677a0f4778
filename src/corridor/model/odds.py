"""The siege this morning as a walk: who would win a battle, how often one comes, what it costs, how often they talk.

A battle is a step of the walk (``prospect.STEPS`` to the pocket). The besieger wins it with odds ``(A/D)^ν``, A and D
the camps' fighting power (D times terrain), as in ``assault``. Battles come at ``λ = max(step pace, steps × pace of
the front)`` a day, so that the discount of a battle is ``exp(-patience / λ)``. A principal's belief is worth
``conviction`` battles at these odds, shifted by what it overrates its own camp, and every battle seen since.
"""

from __future__ import annotations

import jax
import jax.numpy as jnp

from corridor.model.numbers import Params
from corridor.model.pocket import share_lost
from corridor.model.prospect import LEAST_CHANCE, MOST_DISCOUNT, STEPS, Real, Terms, Views
from corridor.model.state import State
from corridor.model.talks import CLOSED
from corridor.types import BESIEGED, BESIEGER, NEITHER, PerCamp, PerGroup, PerParty, Scalar

TINY = 1e-6
MOST_ODDS = 12.0
"""Log odds of a battle count up to this."""
RELIEF_RATE = 0.002
"""Chance a day that a pocket with all its roads open is out of danger for good: once in a year and a half."""
UNSPOKEN = 10.0
"""Battles' worth of evidence for the view of a camp for which no principal speaks."""


def power(state: State, params: Params) -> PerGroup:
    """Each group's fighting power: persons × quality × cohesion × supply effect."""
    effect = params.layout.group_depot @ (state.stock / jnp.maximum(state.stock + params.numbers.depot.half, TINY))
    return state.strength * params.numbers.group.quality * state.cohesion * effect


def front(state: State, params: Params) -> Scalar:
    """Share of what the besieged held of the pocket on day 0 that is lost this morning, 0 to 1."""
    return jnp.clip(share_lost(state.held, params), 0.0, 1.0)


def battle(state: State, powers: PerGroup, params: Params) -> Scalar:
    """Log odds that the besieger wins a battle at today's power; a spoiler group that stands alone does not count."""
    layout, talks = params.layout, params.layout.talks
    others = (1.0 - talks.spoiler) * layout.group_camp[BESIEGED] * state.strength
    alone = others @ state.talks.separated / jnp.maximum(jnp.sum(others), 1.0)
    camps = layout.group_camp @ (powers * (1.0 - talks.spoiler * alone))
    fought = layout.pocket * (state.today.contact + TINY)
    terrain = fought @ layout.terrain / jnp.maximum(jnp.sum(fought), TINY * TINY)
    ratio = jnp.log(jnp.maximum(camps[BESIEGER], TINY)) - jnp.log(jnp.maximum(camps[BESIEGED] * terrain, TINY))
    return jnp.clip(params.numbers.assault.battle_exponent * ratio, -MOST_ODDS, MOST_ODDS)


def pace(state: State, params: Params) -> Scalar:
    """Battles a day."""
    return jnp.maximum(jnp.maximum(params.numbers.talks.offers.step_pace, STEPS * state.talks.pace), TINY)


def suffering(state: State, params: Params) -> tuple[Scalar, Scalar, Scalar]:
    """What the pocket's civilians suffer from today, each 0 to 1: hunger, bombs, fighting where they live."""
    hunger = 1.0 - state.food / jnp.maximum(state.food + params.numbers.civilians.ration_half, TINY)
    near = state.civilians @ jnp.minimum(state.today.contact, 1.0) / jnp.maximum(jnp.sum(state.civilians), 1.0)
    return hunger, jnp.clip(state.today.bombardment, 0.0, 1.0), jnp.clip(near * jnp.max(state.today.tempo), 0.0, 1.0)


def together(hunger: Real, bombs: Real, fighting: Real) -> Real:
    """How much of full suffering the three make, 0 to 1."""
    return 1.0 - (1.0 - hunger) * (1.0 - bombs) * (1.0 - fighting)


def contacts(state: State, params: Params) -> Scalar:
    """Contacts a day between the camps: by channels that join them, or by way of those who belong to neither.

    A chain by way of others is as good as the rarer of its two halves. Where a scenario names no channels nothing
    stands between the parties: one contact a day.
    """
    layout = params.layout.talks
    open_to_it = (state.talks.channel != CLOSED).astype(jnp.float32)
    rate = params.numbers.talks.channel.contacts * layout.channel * open_to_it
    ends = jnp.minimum(layout.channel_party @ layout.view.T, 1.0)
    direct = rate @ (ends[:, BESIEGER] * ends[:, BESIEGED])
    halves = (rate * ends[:, NEITHER]) @ ends[:, :2]
    return jnp.where(jnp.sum(layout.channel) > 0.0, direct + jnp.min(halves), 1.0)


def relief(state: State, params: Params) -> Scalar:
    """Chance a day that the pocket is relieved for good: ``RELIEF_RATE`` × the open share of its roads."""
    return RELIEF_RATE * jnp.clip(params.layout.route_relief @ state.today.openness, 0.0, 1.0)


def cost(state: State, params: Params) -> PerParty:
    """What a day of war costs each party, in units of the pocket's worth."""
    party = params.numbers.talks.party
    return (party.days + party.civilians * together(*suffering(state, params))) * params.layout.talks.party


def views(log_odds: Scalar, state: State, params: Params) -> Views:
    """What each camp's principal thinks of the chance that the besieger wins a battle.

    Once struck from outside, the besieger seems weaker to the besieged by ``intervention.news`` in log odds.
    """
    principal, party = params.layout.talks.principal, params.numbers.talks.party
    speaks = jnp.sum(principal, axis=1) > 0.0
    overrates = principal @ party.odds_bias * jnp.array([1.0, -1.0])
    hope = jnp.where(state.talks.strike_day >= 0, params.numbers.talks.intervention.news, 0.0)
    overrates = overrates - jnp.where(jnp.arange(2) == BESIEGED, hope, 0.0)
    held = jnp.where(speaks, jnp.maximum(principal @ party.conviction, 0.5), UNSPOKEN)
    weight = held + jnp.sum(state.talks.wins)
    mean = (held * jax.nn.sigmoid(log_odds + overrates) + state.talks.wins[BESIEGER]) / weight
    return Views(jnp.clip(mean, LEAST_CHANCE, 1.0 - LEAST_CHANCE), weight)


def lasting(state: State, params: Params) -> Scalar:
    """Present value of one unit a day until the next battle, days."""
    patience = jnp.maximum(params.numbers.talks.offers.patience, TINY)
    return -jnp.expm1(-patience / pace(state, params)) / patience


def terms(costs: PerCamp, state: State, params: Params) -> Terms:
    """The war ahead, a battle at a time.

    Args:
        costs: cost of a day of war to each principal, in units of its own prize.
        state: this morning.
        params: layout and numbers.
    """
    rate = pace(state, params)
    patience = params.numbers.talks.offers.patience
    return Terms(
        discount=jnp.clip(jnp.exp(-patience / rate), LEAST_CHANCE, MOST_DISCOUNT),
        relief=-jnp.expm1(-relief(state, params) / rate),
        talk=-jnp.expm1(-contacts(state, params) / rate),
        cost=costs * lasting(state, params),
        holding=jnp.float32(1.0),
    )
