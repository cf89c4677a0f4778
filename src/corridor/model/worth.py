"""What a plan is worth: its flow while it holds, and the war after it where it fails.

Plan k pays party i a flow a day, ends with hazard h a day, and then leaves a war worth W'::

    U = [u + d h W'] / [1 - d (1 - h)],    u = (1 - d) x,    d the discount of a day,
    h = 1 - (1 - spoilers)(1 - 1/term) Π_k [1 - kills_k seen_k (1 - q_k)]

over its provisions that are kept daily, q_k the delivery that i's view expects (``belief.expected``). What is done once
fails once: with the chance that it is not done by its deadline, is seen not to be, and ends the plan, the party gets
the war of today instead. Both risks grow with each failed plan of the same core.

The flow is that of two worlds, mixed by how far the plan stops the war: a front that stands (today's, moved by what
leaves, is handed over or ruled; fighters preserved; what civilians still suffer), and the war as it is, with what the
plan spares civilians. So a plan that stops nothing and brings nothing is worth exactly fighting on. The war after it is
fought from the plan's front, by a besieged camp that has lost those who parted or left.

The effect on each plan's sums is one product of rows over the flat list of provisions with the plans' membership; no
array has an axis each of parties, plans and provisions.

Sources: Powell, International Organization 60 (2006) 169-203, doi:10.1017/S0020818306060061 (commitment under shifting
power); the formula is our own statement of it for a plan with a constant hazard of collapse.
"""

from __future__ import annotations

from typing import NamedTuple

import jax.numpy as jnp
from jaxtyping import Array, Float

from corridor.model import odds
from corridor.model.numbers import Params
from corridor.model.state import State
from corridor.model.talks import KEPT
from corridor.scenario.kinds import LEVERS
from corridor.types import BESIEGED, BESIEGER, PerGroup, PerProvision, Scalar, ViewByPlan, ViewByProvision

AT = {name: i for i, name in enumerate(LEVERS)}
MOST_LOST = 0.95
"""Share of the besieged camp's power that a plan takes from it, at most."""
TINY = 1e-6
Real = Float[Array, "..."]


class Held(NamedTuple):
    """What each view expects of each plan."""

    hazard: ViewByPlan
    """Chance a day that it ends, once in force."""
    fails: ViewByPlan
    """Chance that what is to be done once is not done, and that ends it."""
    front: ViewByPlan
    """Share of the pocket that the besieger's side has under it."""
    leaves: ViewByPlan
    """Share of the pocket's fighters who leave intact."""
    lost: ViewByPlan
    """Share of the besieged camp's power that is gone if war returns."""
    calm: ViewByPlan
    """How far the war stops: the share of the ground fighting that does, or of the ground that is settled."""
    air: ViewByPlan
    """Share of the bombardment that stops."""
    aid: ViewByPlan
    """Share of hunger that is met."""


def plan_value(flow: Real, after: Real, hazard: Real, discount: Real) -> Real:
    """Worth of a flow a day that ends with ``hazard`` a day, and of what comes after: ``[u + d h W'] / [1 - d (1-h)]``.

    Args:
        flow: u, paid each day that the plan holds, the first included.
        after: W', worth on the day after the plan's end.
        hazard: h, chance a day that it ends, 0 to 1.
        discount: d of a day, above 0; below 1 or the hazard above 0.
    """
    return (flow + discount * hazard * after) / jnp.maximum(1.0 - discount * (1.0 - hazard), TINY)


def deliveries(daily: ViewByProvision, state: State, params: Params) -> ViewByProvision:
    """How far each view expects each provision to be kept: the day's chance, or by the deadline for what is done once.

    Args:
        daily: chance a day that it is done, by view.
        state: this morning; what is done once under the plan in force is done.
        params: layout and numbers.
    """
    layout = params.layout.talks
    by_deadline = -jnp.expm1(layout.deadline[None] * jnp.log1p(-jnp.clip(daily, 0.0, 1.0 - TINY)))
    in_force = (jnp.arange(layout.plan.shape[0]) == state.talks.plan).astype(jnp.float32) @ layout.plan_provision
    done = jnp.where(state.talks.provision == KEPT, in_force, 0.0)
    return jnp.where(layout.once[None] > 0.0, jnp.maximum(by_deadline, done[None]), daily)


def spoilers(groups: PerGroup, params: Params) -> Scalar:
    """Chance a day that spoilers end a plan that leaves them where they are; ``groups``: shares of those inside."""
    layout, numbers = params.layout.talks, params.numbers.talks.agreements
    command = layout.spoiler @ jnp.where(groups > 0.0, params.numbers.group.command_share, 0.0)
    rate = numbers.spoiler_rate * 0.5 * (layout.spoiler @ groups + jnp.minimum(command, 1.0))
    return -jnp.expm1(-params.layout.step * rate) * numbers.spoiler_kills


class _Effects(NamedTuple):
    """What each provision does in full, by its lever."""

    front: PerProvision
    leaves: PerProvision
    parts: PerProvision
    calm: PerProvision
    air: PerProvision
    aid: PerProvision


def _effects(groups: PerGroup, state: State, params: Params) -> _Effects:
    layout, talks = params.layout, params.layout.talks
    lever, effect = talks.lever, params.numbers.talks.provision.effect
    free = layout.area * layout.pocket * (1.0 - state.held)
    whole = jnp.maximum(jnp.sum(free), TINY)
    leaves = lever[AT["withdraw"]] * (talks.provision_group @ groups)
    given = talks.provision_zone @ free / whole
    gone = layout.area * layout.pocket * state.held
    back = talks.provision_zone @ gone / jnp.maximum(jnp.sum(gone), TINY)
    by = talks.obligor @ talks.view[:2].T
    handed = lever[AT["ground"]] * (by[:, BESIEGED] * given - by[:, BESIEGER] * back)
    others = groups * (1.0 - talks.spoiler)
    parts = lever[AT["separate"]] * (talks.provision_group @ others) / jnp.maximum(jnp.sum(others), TINY)
    return _Effects(
        front=leaves + handed + lever[AT["rule"]] * effect,
        leaves=leaves,
        parts=parts,
        # Half a camp's share each: a fire stop of one side only halves the war.
        calm=0.5 * lever[AT["fire"]] * effect,
        air=lever[AT["air"]] * effect,
        aid=lever[AT["aid"]] * effect,
    )


def held(daily: ViewByProvision, now: Scalar, state: State, params: Params) -> Held:
    """What each view expects each plan to bring, and how long it expects it to hold.

    Args:
        daily: chance a day that each provision is done, by view.
        now: share of the pocket lost this morning.
        state: this morning.
        params: layout and numbers.
    """
    layout, numbers = params.layout.talks, params.numbers.talks.provision
    inside = params.layout.group_inside * params.layout.group_camp[BESIEGED] * state.strength
    groups = inside / jnp.maximum(jnp.sum(inside), 1.0)
    kept = deliveries(daily, state, params)
    fatal = jnp.log1p(-jnp.clip((numbers.kills * numbers.sensitivity)[None] * (1.0 - kept), 0.0, 1.0 - TINY))
    effects = jnp.stack(_effects(groups, state, params))
    once = layout.once[None]
    rows = jnp.concatenate([fatal * (1.0 - once), fatal * once, *(kept * e[None] for e in effects)])
    sums = (rows @ layout.plan_provision.T).reshape(2 + len(_Effects._fields), 3, -1)
    daily_ok, once_ok, front, leaves, parts, calm, air, aid = sums
    leaves, parts = jnp.clip(leaves, 0.0, 1.0), jnp.clip(parts, 0.0, 1.0)
    shift = jnp.clip(front, -1.0, 1.0)
    moved = now + jnp.maximum(shift, 0.0) * (1.0 - now) + jnp.minimum(shift, 0.0) * now
    term = jnp.where(layout.plan_days > 0.0, 1.0 / jnp.maximum(layout.plan_days, 1.0), 0.0)
    stay = (1.0 - spoilers(groups, params) * (1.0 - leaves)) * jnp.exp(daily_ok)
    again = 1.0 + state.talks.failures[None]
    hazard = jnp.clip((1.0 - stay) * again, 0.0, 1.0)
    # Where all have left, or all was handed over, there is nothing left to fight over.
    calm = jnp.maximum(jnp.clip(calm, 0.0, 1.0), jnp.maximum(leaves, jnp.abs(shift)))
    return Held(
        hazard=1.0 - (1.0 - hazard) * (1.0 - term[None]),
        fails=jnp.clip(-jnp.expm1(once_ok) * again, 0.0, 1.0),
        front=moved,
        leaves=leaves,
        lost=jnp.clip(layout.spoiler @ groups * parts + leaves, 0.0, MOST_LOST),
        calm=calm,
        air=jnp.clip(air, 0.0, 1.0),
        aid=jnp.clip(aid, 0.0, 1.0),
    )


def suffering(plans: Held, state: State, params: Params) -> tuple[ViewByPlan, ViewByPlan]:
    """How much of full suffering is left under each plan where the fighting stops, and how much less it is where not.

    Returns:
        What is left, and what is spared though the fighting goes on; each 0 to 1.
    """
    hunger, bombs, fighting = odds.suffering(state, params)
    fed, spared = hunger * (1.0 - plans.aid), bombs * (1.0 - plans.air)
    left = odds.together(fed, spared, jnp.zeros_like(fed)) * (1.0 - plans.leaves)
    return left, odds.together(hunger, bombs, fighting) - odds.together(fed, spared, fighting)


def telling(variance: ViewByProvision, params: Params) -> ViewByPlan:
    """How much putting each plan forward would show of the others, 0 to 1: 4 × the variance of delivery over types."""
    return jnp.clip(4.0 * variance @ params.layout.talks.plan_provision.T, 0.0, 1.0)
