"""The signals of a morning in a siege, as each view sees them."""

from __future__ import annotations

import jax.numpy as jnp

from corridor.foresight.features import Signals
from corridor.model import odds
from corridor.model.belief import trust
from corridor.model.choice import hardliners
from corridor.model.numbers import Params
from corridor.model.state import State
from corridor.types import BESIEGED, BESIEGER, PerParty, PerView, ViewByParty

MEMORY = 4.0
"""Battles seen that count for as much as what one thought before."""
USUAL_PATIENCE = 0.003
PACE = 0.01
"""Share of the pocket a day that is half the scale of the pace."""
TINY = 1e-6


def overrated(state: State, params: Params) -> PerView:
    """How far each view's principal overrates the besieger's log odds now: less the more battles it has seen."""
    layout, party = params.layout.talks, params.numbers.talks.party
    bias = layout.principal @ party.odds_bias * jnp.array([1.0, -1.0])
    held = layout.principal @ party.conviction
    seen = jnp.sum(state.talks.wins)
    return jnp.append(bias * held / jnp.maximum(held + seen, TINY), 0.0) * params.layout.expectations.overrates


def signals(state: State, params: Params, trusted: ViewByParty, shift: PerView) -> Signals:
    """What each view looks at this morning, on an axis [view].

    Args:
        state: this morning.
        params: layout and numbers.
        trusted: how far each view trusts each party, see ``belief.trust``.
        shift: added to the log odds that each view sees; 0: as they are.
    """
    layout, talks = params.layout, state.talks
    all_view = jnp.ones(3, jnp.float32)
    log_odds = odds.battle(state, odds.power(state, params), params)
    wins = jnp.sum(talks.wins)
    pocket, outside = layout.depot_pocket, 1.0 - layout.depot_pocket
    effect = state.stock / jnp.maximum(state.stock + params.numbers.depot.half, TINY)
    depots = jnp.where(jnp.sum(layout.group_depot, axis=0) > 0.0, 1.0, 0.0)
    theirs = jnp.where(layout.depot_camp == BESIEGER, depots, 0.0) * outside
    inside = layout.group_inside * layout.group_camp[BESIEGED] * state.strength
    attackers = layout.group_camp[BESIEGER] * state.strength
    hard = layout.talks.principal @ _hard(state, params)
    hunger, bombs, _ = odds.suffering(state, params)
    residents = jnp.maximum(params.numbers.people.population, 1.0)
    distrust = trusted @ layout.talks.principal.T
    other = jnp.stack([distrust[BESIEGER, BESIEGED], distrust[BESIEGED, BESIEGER], 0.5 * jnp.sum(distrust[2])])
    plain = dict(
        front=odds.front(state, params),
        seen=(talks.wins[BESIEGER] - talks.wins[BESIEGED]) / (wins + MEMORY),
        evidence=wins / (wins + MEMORY),
        pace=talks.pace / (talks.pace + PACE),
        besieger_stock=theirs @ effect / jnp.maximum(jnp.sum(theirs), 1.0) - 0.5,
        besieged_stock=pocket @ effect / jnp.maximum(jnp.sum(pocket), 1.0) - 0.5,
        besieger_cohesion=attackers @ state.cohesion / jnp.maximum(jnp.sum(attackers), 1.0) - 0.5,
        besieged_cohesion=inside @ state.cohesion / jnp.maximum(jnp.sum(inside), 1.0) - 0.5,
        food=0.5 - hunger,
        civilians=jnp.sum(state.civilians) / residents - 0.5,
        roads=layout.route_relief @ state.today.openness,
        bombardment=bombs,
        besieger_attack=state.offensive[BESIEGER],
        besieged_attack=state.offensive[BESIEGED],
        besieger_hard=hard[BESIEGER],
        besieged_hard=hard[BESIEGED],
        spoilers=layout.talks.spoiler @ inside / jnp.maximum(jnp.sum(inside), 1.0),
        failures=jnp.max(talks.failures) / (jnp.max(talks.failures) + 2.0),
        patience=0.5 * jnp.log(jnp.maximum(params.numbers.talks.offers.patience, TINY) / USUAL_PATIENCE),
        elapsed=state.day.astype(jnp.float32) / 365.0,
    )
    return Signals(
        odds=jnp.clip((log_odds + shift) / 4.0, -1.5, 1.5),
        trust=other - 0.5,
        **{name: value * all_view for name, value in plain.items()},
    )


def _hard(state: State, params: Params) -> PerParty:
    return hardliners(state.talks.power, params.layout.talks.hardness)


def trusts(state: State, params: Params) -> ViewByParty:
    """How far each view trusts each party this morning."""
    return trust(state.talks, params)
