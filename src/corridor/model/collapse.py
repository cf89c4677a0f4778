"""How a plan in force holds or ends: deadlines, breaches, spoilers' attacks, its term, being carried out.

Each breach that is seen ends the plan with its provision's chance ``kills``: less once the plan has proved itself by
calm days, more as the parties that must accept it have come to prefer fighting (logit). Spoilers attack by Poisson,
the more the larger their share of the pocket's fighters and of its command; incidents that nobody ordered add to
them. What is done once fails (tried lately) or lapses (not tried) at its deadline. A term that ran calm to its end is
renewed or ends as carried out; a plan without a term is carried out when all that is done once is done. One side's own
measure that a negotiated plan supersedes (``mechanisms.offers``) ends without having failed.

Limits: one daily provision kept with chance q, seen surely, killing with chance g: survival to day n (1 - g (1 - q))^n;
several: competing hazards (``games.truce``); the calm-days clock.
"""

from __future__ import annotations

from typing import NamedTuple

import jax
import jax.numpy as jnp

from corridor.draws import uniform
from corridor.model.compliance import Kept, Seen, in_force
from corridor.model.numbers import Params
from corridor.model.state import State
from corridor.model.talks import (
    BREACH,
    BROKEN,
    DEADLINE,
    FAILED,
    KEPT,
    LAPSED,
    NO_PLAN,
    PENDING,
    RUNNING,
    SPOILER,
    SUPERSEDED,
    TERM,
    Talks,
)
from corridor.rng import decision_key
from corridor.types import BESIEGED, Count, Flag, PerProvision, ProvisionCount, RandomKey, Scalar

LATELY = 3
"""Days within which a try counts as made for a deadline."""
TINY = 1e-6
MOST = 0.99


class Fate(NamedTuple):
    """What becomes of the plan in force today."""

    ended_by: Count
    """See ``talks.ENDED_BY``; 0: it goes on."""
    renewed: Flag
    carried: Flag
    """All of it is done, today for the first time."""
    calm: Count


def overdue(kept: Kept, state: State, params: Params) -> PerProvision:
    """1.0 where something to be done once is due, not done, and out of time."""
    layout = params.layout.talks
    late = (state.talks.plan_day + 1).astype(jnp.float32) >= layout.deadline
    return jnp.where(late, layout.once * kept.due * (1.0 - kept.done), 0.0)


def settle(kept: Kept, finished: PerProvision, state: State, params: Params) -> ProvisionCount:
    """Each provision's state tonight; ``finished`` is 1.0 where what is done once is wholly done."""
    talks, layout = state.talks, params.layout.talks
    tried = kept.tried > 0.0
    last = jnp.where(tried, talks.plan_day, talks.last_try)
    lately = (last >= 0) & (talks.plan_day - last < LATELY)
    once = jnp.where(overdue(kept, state, params) > 0.0, jnp.where(lately, FAILED, LAPSED), talks.provision)
    once = jnp.where((finished > 0.0) & (kept.due > 0.0), KEPT, once)
    daily = jnp.where(kept.due > 0.0, jnp.where(kept.done > 0.0, KEPT, BROKEN), talks.provision)
    return jnp.where(layout.once > 0.0, once, daily).astype(jnp.int32)


def attack(key: RandomKey, state: State, params: Params) -> Flag:
    """Whether spoilers, or units that nobody ordered, broke the calm today."""
    layout, numbers = params.layout, params.numbers.talks.agreements
    inside = layout.group_inside * layout.group_camp[BESIEGED] * state.strength
    spoilers = layout.talks.spoiler
    headcount = spoilers @ inside / jnp.maximum(jnp.sum(inside), 1.0)
    command = jnp.minimum(spoilers @ jnp.where(inside > 1.0, params.numbers.group.command_share, 0.0), 1.0)
    rate = numbers.spoiler_rate * 0.5 * (headcount + command) + numbers.stray_rate * state.talks.today.restraint.max()
    return uniform(key) < -jnp.expm1(-layout.step * rate)


def _will(state: State, params: Params) -> Scalar:
    """How much the least willing of those who must accept prefers fighting, in units of noise; below 0: it does not."""
    layout, numbers, values = params.layout.talks, params.numbers.talks, state.talks.values
    chosen = (jnp.arange(layout.plan.shape[0]) == state.talks.plan).astype(jnp.float32)
    worse = (values.refuse - values.accept @ chosen) / jnp.maximum(numbers.offers.temperature, TINY)
    return jnp.max(jnp.where(chosen @ layout.plan_required > 0.0, worse, -jnp.inf), initial=-20.0)


def killed_by(chance: Scalar | PerProvision, state: State, params: Params) -> Scalar | PerProvision:
    """The chance that an incident of base chance ``chance`` ends the plan, for its age and the parties' will."""
    numbers = params.numbers.talks.agreements
    proved = state.talks.calm.astype(jnp.float32) >= numbers.calm_days
    base = jnp.clip(chance * jnp.where(proved, 1.0 - numbers.settling, 1.0), 0.0, MOST)
    logit = jnp.log(jnp.maximum(base, TINY)) - jnp.log1p(-base)
    return jnp.where(base > 0.0, jax.nn.sigmoid(logit + jnp.clip(_will(state, params), -3.0, 3.0)), 0.0)


def fate(key: RandomKey, seen: Seen, attacked: Flag, state: State, params: Params) -> Fate:
    """What ends the plan today, if anything does; ``state.talks.provision`` holds tonight's states already."""
    layout, numbers, talks = params.layout.talks, params.numbers.talks, state.talks
    active = talks.plan != NO_PLAN
    chosen = (jnp.arange(layout.plan.shape[0]) == talks.plan).astype(jnp.float32)
    mine = in_force(state, params)
    chance = jnp.asarray(killed_by(numbers.provision.kills, state, params))
    fatal = (seen.broken > 0.0) & (uniform(decision_key(key, "breach"), chance.shape) < chance)
    late = (talks.provision == LAPSED) | (talks.provision == FAILED)
    breach, deadline = jnp.any(fatal & ~late), jnp.any(fatal & late & (mine > 0.0))
    spoiled = attacked & (
        uniform(decision_key(key, "spoiler")) < killed_by(numbers.agreements.spoiler_kills, state, params)
    )
    calm = jnp.where(attacked | jnp.any(seen.broken > 0.0), 0, talks.calm + 1)
    term = chosen @ layout.plan_days
    over = (term > 0.0) & ((talks.plan_day + 1).astype(jnp.float32) >= term)
    again = uniform(decision_key(key, "renewal")) < jax.nn.sigmoid(
        numbers.agreements.renewal - jnp.clip(_will(state, params), -10.0, 10.0)
    )
    renewed = over & (calm > 0) & again
    once = mine * layout.once
    undone = jnp.sum(jnp.where(talks.provision != KEPT, once, 0.0))
    carried = jnp.where(term > 0.0, over & (calm > 0), (jnp.sum(once) > 0.0) & (undone <= 0.0))
    ended = jnp.where(breach, BREACH, jnp.where(spoiled, SPOILER, jnp.where(deadline, DEADLINE, RUNNING)))
    ended = jnp.where((ended == RUNNING) & over & ~renewed, TERM, ended)
    already = jnp.any((chosen > 0.0) & (talks.carried_day >= talks.accepted_day) & (talks.carried_day >= 0))
    return Fate(
        jnp.where(active, ended, RUNNING).astype(jnp.int32),
        active & renewed & (ended == RUNNING),
        active & carried & ~already & ((ended == RUNNING) | (ended == TERM)),
        jnp.where(active, calm, 0).astype(jnp.int32),
    )


def close(talks: Talks, fate_: Fate, day: Count, params: Params) -> Talks:
    """Count what the plan came to, and take it out of force if it ended.

    A plan that failed leaves a record against plans of the same core, which also wait before they are put forward; one
    that was superseded leaves none, nor do its promises that were still to be done count as stalled.
    """
    layout, numbers = params.layout.talks, params.numbers.talks
    chosen = jnp.arange(layout.plan.shape[0]) == talks.plan
    ends, mine = fate_.ended_by != RUNNING, chosen.astype(jnp.float32) @ layout.plan_provision > 0.0
    superseded = fate_.ended_by == SUPERSEDED
    by_itself = ends & ~superseded
    carried_day = jnp.where(chosen & fate_.carried, day, talks.carried_day)
    carried = jnp.any(chosen & (carried_day >= talks.accepted_day) & (carried_day >= 0))
    counted = mine & (ends | fate_.carried)
    at = talks.provision
    one = counted.astype(jnp.int32)
    otherwise, failed = ends & ~carried, by_itself & ~carried
    alike = chosen.astype(jnp.float32) @ layout.same_core
    age = jnp.where(fate_.renewed, 0, talks.plan_day + 1)
    return talks._replace(
        plan=jnp.where(ends, NO_PLAN, talks.plan).astype(jnp.int32),
        plan_day=jnp.where(ends, 0, age).astype(jnp.int32),
        calm=jnp.where(ends, 0, fate_.calm).astype(jnp.int32),
        waiting=jnp.where(by_itself & (alike > 0.0), numbers.offers.cooling, talks.waiting),
        carried=talks.carried + (chosen & fate_.carried).astype(jnp.int32),
        carried_day=carried_day.astype(jnp.int32),
        ended=talks.ended + (chosen & otherwise).astype(jnp.int32),
        last_end=jnp.where(chosen & ends, fate_.ended_by, talks.last_end).astype(jnp.int32),
        failures=talks.failures + jnp.where(failed, alike, 0.0),
        kept=talks.kept + jnp.where(at == KEPT, one, 0),
        broken=talks.broken + jnp.where(at == BROKEN, one, 0),
        lapsed=talks.lapsed + jnp.where((at == LAPSED) | ((at == PENDING) & ~superseded), one, 0),
        failed=talks.failed + jnp.where(at == FAILED, one, 0),
        today=talks.today._replace(
            ended_by=jnp.where(fate_.carried & ~ends, 1, fate_.ended_by).astype(jnp.int32),
            ended=jnp.where(ends | fate_.carried, talks.plan, NO_PLAN).astype(jnp.int32),
        ),
    )
