"""What each party expects this morning, by coefficients fitted on simulated wars: a provider of ``model.values``.

What fighting on brings, in components, is linear in the features of the morning as the party's view sees them; a plan
brings more or less of each by a few terms (how far the front has come, the odds, patience, trust in those who must keep
it, what is done already). A party weighs the components by its own payoff. In each party's account the others play by
what *they* expect in theirs (they agree to disagree).

- putting a plan forward also shows something of the others: ``exposing`` × the variance of their delivery (screening);
- trying to keep a promise is worth the plan as it stands, not trying the war less blame;
- an offensive is worth what the fit found that starting one brings to the camp's principal;
- an outside strike is worth ``escalation`` × the ground that the besieged camp is expected to lose, against 0.
"""

from __future__ import annotations

from typing import NamedTuple

import jax
import jax.numpy as jnp
from jaxtyping import Array, Float

from corridor.draws import uniform
from corridor.foresight.features import Signals, features
from corridor.foresight.payoff import COMMON, GROUND, weights
from corridor.foresight.signals import overrated, signals, trusts
from corridor.model.belief import belief, delivery, of_obligors
from corridor.model.numbers import Params
from corridor.model.reduced import variance
from corridor.model.state import Given, Info, State, nothing_given
from corridor.model.talks import KEPT, NO_PLAN
from corridor.model.values import Values
from corridor.model.worth import telling
from corridor.rng import decision_key
from corridor.types import BESIEGED, BESIEGER, PartyByPlan, PerCamp, RandomKey, Scalar, ViewByParty, ViewByPlan

TERMS = ("one", "front", "odds", "patience", "done", "trust")
"""Terms in which a plan's worth is linear; the last differs from plan to plan."""
CAMP_TERMS = ("one", "front", "odds", "stock")
TINY = 1e-6


def of_plans(trusted: ViewByParty, params: Params) -> ViewByPlan:
    """How far each view trusts those who must keep each plan, less 0.5: the mean over its provisions."""
    layout = params.layout.talks
    by = layout.plan_provision @ layout.obligor
    return trusted @ by.T / jnp.maximum(jnp.sum(by, axis=1), 1.0)[None] - 0.5


def done(state: State, params: Params) -> Scalar:
    """Share of what the plan in force asks once that is done."""
    layout = params.layout.talks
    chosen = (jnp.arange(layout.plan.shape[0]) == state.talks.plan).astype(jnp.float32)
    once = (chosen @ layout.plan_provision) * layout.once
    return once @ (state.talks.provision == KEPT).astype(jnp.float32) / jnp.maximum(jnp.sum(once), 1.0)


class Sight(NamedTuple):
    """What is looked at this morning."""

    features: Float[Array, "view feature"]
    terms: Float[Array, "view term"]
    """Of a plan: all of ``TERMS`` but the last."""
    trust: ViewByPlan
    camp: Float[Array, "view camp campterm"]


def plan_terms(at: Signals, finished: Array, more: tuple[str, ...] = ()) -> Float[Array, "... term"]:
    """Terms of a plan on a last axis: all of ``TERMS`` but the last, then the signals named."""
    plain = [jnp.ones_like(at.front), 2.0 * at.front - 1.0, at.odds, at.patience, finished * jnp.ones_like(at.front)]
    return jnp.stack([*plain, *(getattr(at, name) for name in more)], axis=-1)


def camp_terms(at: Signals) -> Float[Array, "... camp campterm"]:
    """``CAMP_TERMS`` of each camp on two last axes."""
    plain = [jnp.ones_like(at.front), 2.0 * at.front - 1.0, at.odds]
    return jnp.stack([jnp.stack([*plain, s], axis=-1) for s in (at.besieger_stock, at.besieged_stock)], axis=-2)


def look(state: State, params: Params) -> Sight:
    """What each view looks at, its own overrating of the odds included."""
    trusted = trusts(state, params)
    at = signals(state, params, trusted, overrated(state, params))
    return Sight(features(at), plan_terms(at, done(state, params)), of_plans(trusted, params), camp_terms(at))


def _seen(by_view: Float[Array, "view x"], weight: Float[Array, "observer c x"], sees: Array) -> Array:
    """``sum over x of weight[o, c, x] × by_view[view of o, x]``: plain products with all views, of which one counts."""
    flat = weight.reshape(-1, weight.shape[-1])
    every = (by_view @ flat.T).reshape(by_view.shape[0], *weight.shape[:2])
    return jnp.sum(every * sees.T[:, :, None], axis=0)


def _gains(sight: Sight, weight: Float[Array, "observer component term plan"], sees: Array) -> Array:
    """How much more comes with each plan, [observer, component, plan]."""
    observers, components, _, plans = weight.shape
    plain = jnp.moveaxis(weight[:, :, :-1], 2, 3).reshape(observers, components * plans, -1)
    gain = _seen(sight.terms, plain, sees).reshape(observers, components, plans)
    return gain + weight[:, :, -1] * (sees @ sight.trust)[:, None]


def _weighed(common: Array, blame: Array, params: Params) -> Array:
    """A party's worth of what its observer expects: [observer, component, ...] -> [party, ...], ``own`` left out."""
    _, weight, price = weights(params)
    me = params.layout.expectations.is_observer
    mine = jnp.tensordot(me, common, axes=1)
    extra = (1,) * (mine.ndim - 2)
    own = jnp.sum(mine * weight.reshape(*weight.shape, *extra), axis=1)
    # A party's blame is its own component: party p's stands p-th.
    cases = jnp.sum(me.reshape(*me.shape, *extra) * jnp.moveaxis(blame, 1, 0), axis=1)
    return own - price.reshape(-1, *extra) * cases


def evaluate(state: State, params: Params) -> Values:
    """Every party's values this morning."""
    layout, numbers, at = params.layout.talks, params.numbers.talks, params.layout.expectations
    sight, count = look(state, params), len(COMMON)
    ahead = _seen(sight.features, at.fight, at.sees)
    own, _, price = weights(params)
    fight = own + _weighed(ahead[:, :count], ahead[:, count:], params)
    new, old = _gains(sight, at.accept, at.sees), _gains(sight, at.standing, at.sees)
    in_force = jnp.arange(layout.plan.shape[0]) == state.talks.plan
    gain = jnp.where(in_force, old, new)
    accept = fight[:, None] + _weighed(gain[:, :count], gain[:, count:], params)
    pressed = jnp.stack([_seen(sight.camp[:, c], at.press[:, :, c], at.sees) for c in (BESIEGER, BESIEGED)])
    more = jnp.stack(
        [layout.principal[c] @ _weighed(p[:, :count], p[:, count:], params) for c, p in enumerate(pressed)]
    )
    hold = layout.principal @ fight
    obligor, plan = jnp.argmax(layout.obligor, axis=1), jnp.argmax(layout.plan_provision, axis=0)
    lost = jnp.clip(at.is_observer @ ahead[:, GROUND], 0.0, 1.0)
    strike = layout.strikes * numbers.party.escalation * lost
    return Values(
        accept=accept,
        refuse=fight,
        propose=accept + numbers.offers.exposing * exposes(state, params),
        attempt=accept[obligor, plan] * layout.provision,
        stall=(fight - price)[obligor] * layout.provision,
        press=hold + more,
        hold=hold,
        strike=strike,
        restrain=0.0 * strike,
    )


def shares(state: State, params: Params) -> PerCamp:
    """Share of the pocket that each camp's principal expects its own camp to hold, discounted, if it fights on.

    Their sum above 1 is mutual optimism.
    """
    at = params.layout.expectations
    ahead = _seen(look(state, params).features, at.fight, at.sees)[:, GROUND]
    expected = params.layout.talks.principal @ (at.is_observer @ ahead)
    return jnp.stack([expected[BESIEGER], 1.0 - expected[BESIEGED]])


def exposes(state: State, params: Params) -> PartyByPlan:
    """How much putting each plan forward would show each party of the others, 0 to 1."""
    layout = params.layout.talks
    chance = of_obligors(belief(state.talks, params), params)
    theirs = 1.0 - layout.view @ layout.obligor.T
    return layout.view.T @ telling(variance(delivery(params), chance) * theirs * layout.provision[None], params)


def explored(key: RandomKey, values: Values, params: Params) -> Values:
    """The values, or on some mornings such that offers are made and answered at random: only while fitting."""
    numbers = params.numbers.talks
    some = uniform(decision_key(key, "explore")) < params.layout.expectations.explore
    noise = numbers.offers.temperature
    liking = 6.0 * uniform(decision_key(key, "liking"), values.accept.shape[1:])
    yes = jnp.where(uniform(decision_key(key, "answer"), ()) < 0.7, 20.0, -20.0)
    propose = values.refuse[:, None] + noise * liking[None]
    accept = values.refuse[:, None] + noise * yes + 0.0 * values.accept
    return values._replace(
        propose=jnp.where(some, propose, values.propose), accept=jnp.where(some, accept, values.accept)
    )


def step(key: RandomKey, state: State, params: Params, given: Given) -> tuple[State, Info]:
    """Fill in what every party expects this morning, on the days on which they look ahead."""
    del key
    values = jax.lax.cond(given.talks.rest, lambda: state.talks.values, lambda: evaluate(state, params))
    return state._replace(talks=state.talks._replace(values=values)), nothing_given()


def exploring(key: RandomKey, state: State, params: Params, given: Given) -> tuple[State, Info]:
    """As ``step``, with some choices at random: what is never tried is never learned."""
    new, info = step(key, state, params, given)
    free = new.talks.plan == NO_PLAN
    values = explored(key, new.talks.values, params)
    tried = jax.tree.map(lambda a, b: jnp.where(free & ~given.talks.rest, a, b), values, new.talks.values)
    return new._replace(talks=new.talks._replace(values=tried)), info
