"""The state of a member on the morning of day 0, from its numbers."""

from __future__ import annotations

from collections.abc import Sequence

import jax
import jax.numpy as jnp

from corridor.model import talks
from corridor.model.numbers import Numbers, Params
from corridor.model.state import CAUSES, NOT_FINITE, OK, OPEN, Mechanism, State, Today
from corridor.types import Count


def start(params: Params, mechanisms: Sequence[Mechanism] = ()) -> State:
    """The first state of one member.

    Args:
        params: layout and the member's numbers.
        mechanisms: those that keep state of their own in ``state.extra``.
    """
    layout, numbers, _ = params
    none = jnp.zeros_like(layout.group_inside)
    zero, calm = jnp.float32(0.0), jnp.zeros_like(layout.priority[:, 0])
    return State(
        day=jnp.int32(0),
        held=layout.held,
        changed_day=jnp.full(layout.held.shape, -1, jnp.int32),
        strength=numbers.group.strength,
        cohesion=numbers.group.cohesion,
        broken=none > 0,
        pool=numbers.group.replacement_pool,
        lost=none,
        killed=none,
        deserted=none,
        surrendered=none,
        departed=none,
        replaced=none,
        stock=jnp.minimum(numbers.depot.stock, numbers.depot.capacity),
        food=jnp.minimum(numbers.people.food, numbers.people.food_capacity),
        civilians=numbers.people.population * layout.residents,
        displaced=zero,
        overtaken=zero,
        civilian_deaths=zero,
        damage=zero,
        offensive=calm,
        offensive_days=calm,
        open_days=jnp.int32(0),
        closed_once=jnp.bool_(False),
        cause=jnp.zeros(len(CAUSES), jnp.float32),
        ending=jnp.int32(OPEN),
        ending_day=jnp.int32(-1),
        status=_status(numbers),
        today=_quiet(params),
        talks=talks.start(params),
        extra={m.name: m.start(params) for m in mechanisms if m.start is not None},
    )


def _status(numbers: Numbers) -> Count:
    # A drawn number that is not finite may hide behind a comparison for the whole siege: a failure from the start.
    total = jnp.sum(jnp.stack([jnp.sum(x) for x in jax.tree.leaves(numbers)]))
    return jnp.where(jnp.isfinite(total), OK, NOT_FINITE).astype(jnp.int32)


def _quiet(params: Params) -> Today:
    layout, numbers, _ = params
    return Today(
        effect=jnp.zeros_like(numbers.depot.stock),
        openness=jnp.zeros_like(numbers.route.supply),
        tempo=jnp.zeros_like(layout.priority[:, 0]),
        bombardment=jnp.float32(0.0),
        contact=jnp.zeros_like(layout.held),
        taken=jnp.zeros_like(layout.held),
        losses=jnp.zeros_like(layout.group_inside),
    )
