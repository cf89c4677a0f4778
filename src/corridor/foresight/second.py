"""A second opinion: one party looks ahead by richer features than the fit's, to see how much it could gain by that.

All others expect what the fit says. The party's payoff is regressed directly (not by components), on every product of
two signals; its gain by a plan on more terms. Its gains may be enlarged before it chooses, so that it takes what it
thinks best with hardly any noise.
"""

from __future__ import annotations

import jax
import jax.numpy as jnp
import numpy as np
from numpy.typing import NDArray

from corridor.foresight.features import RICH_NAMES, Signals, rich
from corridor.foresight.outlook import CAMP_TERMS, TERMS, camp_terms, done, evaluate, of_plans, plan_terms
from corridor.foresight.regress import Question, Rows, solve, sums
from corridor.foresight.signals import overrated, signals, trusts
from corridor.model.expectations import Deviant
from corridor.model.numbers import Layout, Params
from corridor.model.state import Given, Info, State, nothing_given
from corridor.model.values import Values
from corridor.types import RandomKey

MORE = ("seen", "besieged_stock", "food", "besieged_cohesion", "besieger_hard", "besieged_hard", "elapsed")
"""Signals that count in a plan's gain beside the fit's own terms."""
RICH_TERMS = (*TERMS[:-1], *MORE, TERMS[-1])
SHARP = 30.0
"""By how much gains are enlarged to choose with hardly any noise."""
RIDGE = 20.0


def second(values: Values, state: State, params: Params) -> Values:
    """The values, with one party's own by its second opinion."""
    layout, mine = params.layout.talks, params.layout.expectations.deviant
    view = layout.view @ mine.who
    trusted = trusts(state, params)
    at = Signals(*(x @ view for x in signals(state, params, trusted, overrated(state, params))))
    fight = rich(at) @ mine.fight
    plain = plan_terms(at, done(state, params), MORE)
    gain = plain @ mine.accept[:-1] + (view @ of_plans(trusted, params)) * mine.accept[-1]
    blame = params.numbers.talks.party.blame @ mine.who
    # Who weighs an answer adds the blame for refusing: it is part of what is enlarged.
    accept = fight + mine.sharp * (gain + blame) - blame
    more = jnp.sum(camp_terms(at) * mine.press, axis=1) * mine.sharp
    me, leads = mine.who > 0.0, layout.principal @ mine.who > 0.0
    obligor, plan = jnp.argmax(layout.obligor, axis=1), jnp.argmax(layout.plan_provision, axis=0)
    told = me[obligor] & (layout.provision > 0.0)
    return values._replace(
        accept=jnp.where(me[:, None], accept[None], values.accept),
        refuse=jnp.where(me, fight, values.refuse),
        propose=jnp.where(me[:, None], (fight + gain)[None], values.propose),
        attempt=jnp.where(told, (fight + gain)[plan], values.attempt),
        stall=jnp.where(told, fight - blame, values.stall),
        press=jnp.where(leads, fight + more, values.press),
        hold=jnp.where(leads, fight, values.hold),
    )


def step(key: RandomKey, state: State, params: Params, given: Given) -> tuple[State, Info]:
    """As the fitted outlook, but for the one party."""
    del key
    values = jax.lax.cond(
        given.talks.rest, lambda: state.talks.values, lambda: second(evaluate(state, params), state, params)
    )
    return state._replace(talks=state.talks._replace(values=values)), nothing_given()


def respond(
    fight: Rows, accept: Rows | None, press: Rows, number: int, view: int, plans: int, layout: Layout
) -> Deviant:
    """The second opinion of one party, from moments at which the fit's policies were played.

    Args:
        fight: rich features and the party's payoff to go.
        accept: columns plan by rich term, and the rich features beside them; None without plans.
        press: camp by term, started and could have started.
        number: of the party.
        view: through which it looks.
        plans: real plans.
        layout: of the scenario.
    """
    base = solve(Question("second opinion", RICH_NAMES), sums(fight), RIDGE)
    padded = len(layout.talks.plan)
    by_plan = np.zeros((len(RICH_TERMS), padded), np.float32)
    if accept is not None:
        names = tuple(f"plan {i}: {t}" for i in range(plans) for t in RICH_TERMS)
        more = solve(Question("second opinion of plans", names, "fight"), sums(accept), RIDGE, base)
        by_plan[:, :plans] = more.weight[0].reshape(plans, len(RICH_TERMS)).T
    names = tuple(f"{c} {w} {t}" for c in range(2) for w in range(2) for t in CAMP_TERMS)
    starts = solve(Question("second opinion of offensives", names, "fight"), sums(press), RIDGE, base)
    who = np.zeros(len(layout.talks.party), np.float32)
    who[number] = 1.0
    offensive: NDArray[np.floating] = starts.weight[0].reshape(2, 2, len(CAMP_TERMS))[:, 0]
    return Deviant(
        jnp.asarray(who),
        jnp.asarray(base.weight[0], jnp.float32),
        jnp.asarray(by_plan),
        jnp.asarray(offensive, jnp.float32),
        jnp.float32(1.0),
    )
