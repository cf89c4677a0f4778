"""Reduced values: what each party expects, from the war as a walk and the plans as flows that may fail.

Fighting on is worth C to a camp's principal (``prospect``), its chances to settle included. Any other party weighs the
same ground by its own payoff and counts its own days of war; one of neither camp leans as its known bias does. Plans
are worth what ``worth`` says, in the eyes of the party's view. On top of that:

- putting a plan forward is worth ``exposing`` × how much it would show of the others: the variance of their delivery
  over the types they may be. So a party that is unsure of another may ask for what only one type will keep (screening);
- trying to keep a provision is worth what its plan is worth to the obligor, not trying the war after it less blame;
- an offensive is worth a battle sooner: ``E_i[M'] - k - C``, nothing where the odds are even and delay costs nothing;
- an outside strike is worth ``escalation`` × the prospect of the besieged camp's defeat, against 0.

Values of parties in a scenario without principals are 0.
"""

from __future__ import annotations

from typing import NamedTuple

import jax
import jax.numpy as jnp
from jaxtyping import Array, Float

from corridor.fence import fenced
from corridor.model import odds, prospect, worth
from corridor.model.belief import belief, delivery, mean_of, of_obligors
from corridor.model.numbers import Params
from corridor.model.prospect import STEPS, Prospect, Terms, Views
from corridor.model.state import Given, Info, State, nothing_given
from corridor.model.values import Values
from corridor.types import (
    BESIEGED,
    BESIEGER,
    PartyByPlan,
    PerCamp,
    PerParty,
    PerView,
    ProvisionByType,
    RandomKey,
    Scalar,
    ViewByPlan,
    ViewByProvision,
)

LEAST_PRIZE = 1e-3


class Outlook(NamedTuple):
    """The war ahead as all parties see it this morning."""

    front: Scalar
    """Share of the pocket lost."""
    views: Views
    terms: Terms
    ahead: Prospect
    ground: PerView
    """Worth of the ground that each view expects the besieger's side to end up with, delay and relief included."""


class Stakes(NamedTuple):
    """What the ground is worth to each party: ``own + lean × besieger's share``, and what a day of war costs it."""

    own: PerParty
    lean: PerParty
    cost: PerParty
    principal: PerCamp
    """The principals' own prize."""


def stakes(state: State, params: Params) -> Stakes:
    """What each party has at stake."""
    layout, party = params.layout.talks, params.numbers.talks.party
    side = layout.view[BESIEGER] - layout.view[BESIEGED] + layout.view[2] * layout.bias
    ground = party.ground * layout.party
    prize = jnp.maximum(layout.principal @ ground, LEAST_PRIZE)
    return Stakes(ground * layout.view[BESIEGED], ground * side, odds.cost(state, params), prize)


def outlook(at: Stakes, state: State, params: Params) -> Outlook:
    """The war ahead: today's odds, beliefs and terms, and what the principals expect of it."""
    now = odds.front(state, params)
    views = odds.views(odds.battle(state, odds.power(state, params), params), state, params)
    costs = params.layout.talks.principal @ at.cost / at.principal
    terms = odds.terms(costs, state, params)
    ahead = prospect.prospect(now * STEPS, views, terms)
    gross = ahead.value + terms.cost * ahead.battles
    two = jnp.stack([gross[0], 1.0 - gross[1]])
    return Outlook(now, views, terms, ahead, jnp.append(two, jnp.mean(two)))


def _mean(two: Float[Array, "camp plan"]) -> ViewByPlan:
    """The two camps' views, and as the third, of those who belong to neither, their mean."""
    return jnp.concatenate([two, jnp.mean(two, axis=0, keepdims=True)])


def _ends(chance: Array, front: Array, terms: Terms) -> prospect.Finish:
    return prospect.finish(chance, front, terms.discount, terms.relief, terms.holding, STEPS, reflecting=True)


def shift(look: Outlook, plans: worth.Held, params: Params) -> tuple[ViewByPlan, ViewByPlan]:
    """How the besieger's ground and the number of battles ahead change for each view if a plan fails.

    The ground by the difference of two wars to the finish, from the plan's front with the power that is left and from
    today's; the number of battles in their proportion, as the war ahead may be settled long before its finish.
    """
    views, terms = look.views, look.terms
    logit = jnp.log(views.mean) - jnp.log1p(-views.mean)
    gained = -params.numbers.assault.battle_exponent * jnp.log1p(-plans.lost[:2])
    after = 1.0 / (1.0 + jnp.exp(-(logit[:, None] + gained)))
    chance = jnp.concatenate([views.mean[:, None], after], axis=1)
    front = jnp.concatenate([jnp.stack([look.front, look.front])[:, None], plans.front[:2]], axis=1) * STEPS
    # Read again and again below, and dear: computed once.
    end = fenced(params.layout.step, lambda: _ends(chance, front, terms))
    # What pays while it is held is shared whole: the besieged expect what the besieger does not (holding is 1).
    ground = end.ground
    longer = end.battles[:, 1:] / jnp.maximum(end.battles[:, :1], LEAST_PRIZE) - 1.0
    return _mean(ground[:, 1:] - ground[:, :1]), _mean(longer) * look.ahead.battles


def variance(by_type: ProvisionByType, chance: list[ViewByProvision]) -> ViewByProvision:
    """Variance of each provision's delivery over the types its obligor may be; ``chance``: see ``of_obligors``."""
    mean = mean_of(chance, by_type)
    return jnp.maximum(mean_of(chance, by_type * by_type) - mean * mean, 0.0)


def plan_values(
    fight: PerParty, look: Outlook, plans: worth.Held, at: Stakes, state: State, params: Params
) -> tuple[PartyByPlan, PartyByPlan]:
    """What each plan is worth to each party, and the war after it."""
    layout, numbers = params.layout.talks, params.numbers.talks
    see = layout.view.T
    d = jnp.exp(-numbers.offers.patience * params.layout.step)
    lasting = odds.lasting(state, params)
    ground, battles = shift(look, plans, params)
    after = fight[:, None] + at.lean[:, None] * (see @ ground) - (at.cost * lasting)[:, None] * (see @ battles)
    frozen = at.own[:, None] + at.lean[:, None] * (see @ plans.front)
    frozen = frozen + (numbers.party.preserved * layout.party)[:, None] * (see @ plans.leaves)
    civilians = (numbers.party.civilians * layout.party)[:, None]
    suffers, less = worth.suffering(plans, state, params)
    patience = jnp.maximum(numbers.offers.patience, LEAST_PRIZE * LEAST_PRIZE)
    frozen = frozen - civilians * (see @ suffers) / patience
    war = fight[:, None] + civilians * (see @ less) * lasting * look.ahead.battles
    calm = see @ plans.calm
    holds = worth.plan_value((1.0 - d) * (calm * frozen + (1.0 - calm) * war), after, see @ plans.hazard, d)
    return holds + (see @ plans.fails) * (fight[:, None] - holds), after


def evaluate(state: State, params: Params) -> Values:
    """Every party's values this morning."""
    layout, numbers = params.layout.talks, params.numbers.talks
    at = stakes(state, params)
    look = outlook(at, state, params)
    see = layout.view.T
    fight = at.own + at.lean * (see @ look.ground) - at.cost * odds.lasting(state, params) * look.ahead.battles
    obligor, plan = jnp.argmax(layout.obligor, axis=1), jnp.argmax(layout.plan_provision, axis=0)
    chance, by_type = of_obligors(belief(state.talks, params), params), delivery(params)
    plans = worth.held(mean_of(chance, by_type), look.front, state, params)
    accept, after = plan_values(fight, look, plans, at, state, params)
    theirs = 1.0 - layout.view @ layout.obligor.T
    shows = worth.telling(variance(by_type, chance) * theirs * layout.provision[None], params)
    blame = numbers.party.blame[obligor]
    hold = at.principal * look.ahead.value
    flow = look.terms.holding * (1.0 - look.terms.discount) * jnp.stack([look.front, 1.0 - look.front])
    next_battle = (look.ahead.value + look.terms.cost - flow) / look.terms.discount
    sooner = at.principal * (next_battle - look.terms.cost - look.ahead.value)
    speaks = jnp.sum(layout.principal, axis=1) > 0.0
    any_speaks = jnp.any(speaks)
    strike = layout.strikes * numbers.party.escalation * jnp.clip(see @ look.ground, 0.0, 1.0)
    values = Values(
        accept=accept,
        refuse=fight,
        propose=accept + numbers.offers.exposing * (see @ shows),
        attempt=accept[obligor, plan] * layout.provision,
        stall=(after[obligor, plan] - blame) * layout.provision,
        press=jnp.where(speaks, hold + sooner, 0.0),
        hold=jnp.where(speaks, hold, 0.0),
        strike=strike,
        restrain=0.0 * strike,
    )
    return Values(*(jnp.where(any_speaks, x, 0.0) for x in values))


def step(key: RandomKey, state: State, params: Params, given: Given) -> tuple[State, Info]:
    """Fill in what every party expects this morning, on the days on which they look ahead."""
    del key
    values = jax.lax.cond(given.talks.rest, lambda: state.talks.values, lambda: evaluate(state, params))
    return state._replace(talks=state.talks._replace(values=values)), nothing_given()
