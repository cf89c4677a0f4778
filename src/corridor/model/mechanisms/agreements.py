"""Agreements: the provisions of the plan in force are tried, kept, seen, broken; the plan holds or ends.

What the parties do about each provision stands in ``compliance``, what that does to the day in ``levers``, and how a
plan ends in ``collapse``. Violence falls only through provisions kept, and comes back through provisions not kept and
through attacks: a day on which spoilers attack is fought without restraint.
"""

from __future__ import annotations

import jax
import jax.numpy as jnp

from corridor.model.collapse import Fate, attack, close, fate, overdue, settle
from corridor.model.compliance import Kept, Seen, keep, see
from corridor.model.lanes import anyone
from corridor.model.levers import AT, LEFT, act, pull
from corridor.model.numbers import Params
from corridor.model.state import FULLY, Given, Info, State, nothing_given
from corridor.model.talks import NO_PLAN, RECORD, RUNNING, quiet
from corridor.rng import decision_key
from corridor.types import BESIEGED, PerProvision, PerView, RandomKey


def _finished(kept: Kept, state: State, params: Params) -> PerProvision:
    """1.0 where what is to be done once is wholly done tonight: all have left, all has been handed over."""
    layout = params.layout
    talks, today = layout.talks, state.talks.today
    left = state.strength - today.leaving
    remain = talks.provision_group @ (left > LEFT).astype(jnp.float32)
    held = state.held + today.handed
    give = (talks.obligor @ talks.view[BESIEGED]) > 0.0
    not_all, some = (held < FULLY).astype(jnp.float32), (held > 1.0 - FULLY).astype(jnp.float32)
    short = jnp.where(give, talks.provision_zone @ not_all, talks.provision_zone @ some)
    leaves, gives = talks.lever[AT["withdraw"]] > 0.0, talks.lever[AT["ground"]] > 0.0
    whole = jnp.where(leaves, remain <= 0.0, jnp.where(gives, short <= 0.0, kept.done > 0.0))
    return jnp.where(talks.once > 0.0, whole, False).astype(jnp.float32)


def _news(seen: Seen, params: Params) -> PerView:
    """Breaches by others that each view saw today, less promises of others that it saw kept."""
    talks = params.layout.talks
    theirs = 1.0 - talks.view @ talks.obligor.T
    promises = jnp.sum(talks.once) > 0.0
    daily = 1.0 - talks.once
    # A day of a daily promise kept is little news; a breach of it is.
    good = jnp.where(promises, seen.kept * (talks.once + 0.1 * daily), 0.0)
    return (theirs * talks.observed) @ (seen.broken - good)


def _known(told: Fate, state: State, given: Given) -> Fate:
    """On a day on record the plan ends when the record says so."""
    known, active = given.talks.known, state.talks.plan != NO_PLAN
    over = active & (given.talks.plan != state.talks.plan)
    ended = jnp.where(known, jnp.where(over, RECORD, RUNNING), told.ended_by).astype(jnp.int32)
    return told._replace(ended_by=ended, renewed=told.renewed | (known & active & ~over))


def _under_plan(key: RandomKey, state: State, params: Params, given: Given) -> tuple[State, Info]:
    """A day under a plan; with none in force it only counts days, as ``_without`` does."""
    kept = keep(decision_key(key, "keep"), state, params, given)
    separated = jnp.maximum(state.talks.separated, kept.parted)
    state = state._replace(talks=state.talks._replace(separated=separated))
    today = pull(decision_key(key, "leave"), kept, state, params)
    state = state._replace(talks=state.talks._replace(today=today))
    finished = _finished(kept, state, params)
    closing = jnp.where(params.layout.talks.once > 0.0, jnp.maximum(finished, overdue(kept, state, params)), 1.0)
    seen = see(decision_key(key, "see"), kept, closing, state, params)
    attacked = (today.attack | attack(decision_key(key, "attack"), state, params)) & (state.talks.plan != NO_PLAN)
    talks = state.talks._replace(
        provision=settle(kept, finished, state, params),
        last_try=jnp.where(kept.tried > 0.0, state.talks.plan_day, state.talks.last_try),
        attacks=state.talks.attacks + attacked.astype(jnp.int32),
        today=today._replace(
            restraint=jnp.where(attacked, 0.0, today.restraint),
            attack=attacked,
            seen_kept=seen.kept,
            seen_broken=seen.broken,
            tries_seen=seen.tries,
            news=_news(seen, params),
        ),
    )
    state = act(state._replace(talks=talks), params)
    told = _known(fate(decision_key(key, "fate"), seen, attacked, state, params), state, given)
    return state._replace(talks=close(state.talks, told, state.day, params)), Info(logp=kept.logp)


def _without(state: State) -> tuple[State, Info]:
    """A day with no plan in force."""
    talks = state.talks._replace(plan_day=state.talks.plan_day + 1, calm=jnp.zeros_like(state.talks.calm))
    return state._replace(talks=talks), nothing_given()


def step(key: RandomKey, state: State, params: Params, given: Given) -> tuple[State, Info]:
    """Keep and break what was promised; let the plan hold or end."""
    fresh = quiet(params)._replace(**{
        name: getattr(state.talks.today, name) for name in ("offered", "proposer", "accepted", "refused_by")
    })  # fmt: skip
    state = state._replace(talks=state.talks._replace(today=fresh))
    return jax.lax.cond(
        anyone(state.talks.plan != NO_PLAN),
        lambda: _under_plan(key, state, params, given),
        lambda: _without(state),
    )
