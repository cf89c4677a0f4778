"""What a day shows of sponsors: how likely each type makes what each view saw of its promises today.

Of a promise that is due a view sees, each day that it must be kept, whether it was: rightly with the provision's
sensitivity (not done, seen as not done) and specificity (done, seen as done). So under a type that does it with chance
P a report "kept" has likelihood ``specificity P + (1 - sensitivity) (1 - P)``. Of what is done once nothing is held
against anybody before its time: what counts is the one report when it is done or its deadline passes, and P is then the
chance to have done it by the deadline. Where tries are seen too, each day's try, and what came of it, counts instead:
``try × success``, ``try × (1 - success)`` or ``1 - try``.

Who broke a promise is disputed. A view lays the day's breaches that it only knows by their results to who promised
with chance a, and with 1 - a to nobody in particular: their likelihood is mixed with its mean over the types that the
view believes in, so that its new belief is a times Bayes' plus 1 - a times the old. A view is slower to blame its own
camp (a falls by ``partiality``) and quicker to blame the other.

Limits: sure reports and two types: the clock of ``games.reputation``; reports of known quality: the posterior of
``games.screening.verified``.
"""

from __future__ import annotations

import jax.numpy as jnp

from corridor.elementary import exp
from corridor.model.belief import belief, leaning
from corridor.model.numbers import Params
from corridor.model.talks import Talks
from corridor.scenario.kinds import LEVERS
from corridor.types import (
    PerProvision,
    ProvisionByType,
    ViewByParty,
    ViewByPartyByType,
)

LEAST = 1e-6
"""Least likelihood of what was seen under any type: nothing is ever held to be quite impossible."""
WATCH = LEVERS.index("watch")


def _days(talks: Talks, params: Params) -> PerProvision:
    """Days until its deadline on which a provision could be done and its tries went unseen, today included."""
    layout = params.layout.talks
    waited = layout.after @ (talks.last_try.astype(jnp.float32) + 1.0)
    return jnp.maximum((layout.deadline - waited) * (1.0 - params.numbers.talks.learning.tries_seen), 1.0)


def _reports(talks: Talks, params: Params) -> tuple[PerProvision, PerProvision]:
    """Chance of today's report on each provision if it was done, and if it wasn't."""
    today, provision = talks.today, params.numbers.talks.provision
    watched = jnp.max(params.layout.talks.lever[WATCH] * today.done * provision.effect)
    sensitivity = provision.sensitivity + (1.0 - provision.sensitivity) * watched
    kept = today.seen_kept > 0.0
    if_done = jnp.where(kept, provision.specificity, 1.0 - provision.specificity)
    return if_done, jnp.where(kept, 1.0 - sensitivity, sensitivity)


def likelihood(talks: Talks, params: Params) -> ProvisionByType:
    """How likely each type of its obligor makes what was seen of each provision today; 1 where nothing was."""
    layout, today = params.layout.talks, talks.today
    tries, works = params.weights.attempts[None, :], params.weights.success
    daily = jnp.minimum(tries * works, 1.0 - LEAST)
    by_deadline = -jnp.expm1(_days(talks, params)[:, None] * jnp.log1p(-daily))
    chance = jnp.where(layout.once[:, None] > 0.0, by_deadline, daily)
    reported = jnp.maximum(today.seen_kept, today.seen_broken) > 0.0
    if_done, if_not = _reports(talks, params)
    result = chance * if_done[:, None] + (1.0 - chance) * if_not[:, None]
    # Who sees a try also sees what came of it, whether or not it is reported.
    if_done, if_not = jnp.where(reported, if_done, today.done), jnp.where(reported, if_not, 1.0 - today.done)
    came_of_it = works * if_done[:, None] + (1.0 - works) * if_not[:, None]
    pair = jnp.where(today.tried[:, None] > 0.0, tries * came_of_it, 1.0 - tries)
    seen = jnp.where(today.tries_seen[:, None] > 0.0, pair, jnp.where(reported[:, None], result, 1.0))
    return jnp.where(today.due[:, None] > 0.0, jnp.clip(seen, LEAST, 1.0), 1.0)


def attribution(params: Params) -> ViewByParty:
    """Chance that each view lays a breach to the party that promised, 0 to 1."""
    law = params.numbers.talks.learning
    return jnp.clip(law.attribution - law.partiality * leaning(params), 0.0, 1.0)


def log_likelihood(talks: Talks, params: Params) -> ViewByPartyByType:
    """Log likelihood, by type of each party, of what each view saw of its promises today; 0 where it saw nothing."""
    layout, today = params.layout.talks, talks.today
    told = jnp.log(likelihood(talks, params)).T
    disputed = (today.seen_broken * (1.0 - today.tries_seen))[None, :]
    # One plain product, types first and provisions last, for all views and parties: anything else costs many times it.
    sees = layout.observed.T[:, :, None] * layout.obligor[:, None, :]
    rows = jnp.concatenate([told * (1.0 - disputed), told * disputed]) @ sees.reshape(told.shape[1], -1)
    sure, blame = jnp.moveaxis(rows.reshape(2, told.shape[0], *sees.shape[1:]), 1, -1)
    mean = jnp.sum(belief(talks, params) * exp(blame), axis=-1)
    laid = attribution(params)
    mixed = laid[:, :, None] * exp(blame) + ((1.0 - laid) * mean)[:, :, None]
    return sure + jnp.log(jnp.where(layout.party[None, :, None] > 0.0, jnp.maximum(mixed, LEAST), 1.0))
