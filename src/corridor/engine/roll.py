"""Members through the days: one full block at a time; the only place where the model is batched.

A block has a fixed number of members, also when fewer are wanted, because XLA's results change in the last bits with the
size of a batch. So member i is the same number for number whatever the ensemble's size, order or process.
"""

from __future__ import annotations

from functools import partial
from typing import Any, NamedTuple

import jax
import jax.numpy as jnp
from jaxtyping import Array, Float, Int

from corridor.engine.record import record
from corridor.fence import fenced
from corridor.model.day import Order, day
from corridor.model.numbers import Layout, Params, params
from corridor.model.start import start
from corridor.model.state import Given, State
from corridor.model.table import QuantileTable, draw, numbers
from corridor.rng import decision_key, member_key
from corridor.types import RandomKey

BLOCK = 256
"""Members in a block."""
KEPT = 8
"""Members of a block whose every day is returned."""


class Block(NamedTuple):
    """What a block of members leaves behind."""

    series: Float[Array, "day member series"]
    """The recorded daily figures (``engine.record.SERIES``)."""
    taken: Int[Array, "day zone"]
    """Members of the block in which the besieger's side holds most of the zone."""
    last: State
    """State on the last evening, one row a member."""
    drawn: Float[Array, "member number"]
    """The numbers each member drew."""
    kept: State
    """Every evening of the ``KEPT`` members asked for: [day, kept, ...]."""


class Inputs(NamedTuple):
    """What a block is computed from, besides its members; arrays, so that a changed number recompiles nothing."""

    layout: Layout
    values: QuantileTable
    given: Given
    """One entry a day."""


def _begin(run: RandomKey, member: Int[Array, ""], inputs: Inputs, order: Order) -> tuple[Any, ...]:
    key = member_key(run, member)
    drawn = draw(decision_key(key, "priors"), inputs.values)
    sizes = (inputs.layout.group_camp.shape[1], inputs.layout.depot_camp.shape[0], inputs.layout.route_camp.shape[0])
    mine = params(inputs.layout, numbers(drawn, *sizes))
    return key, drawn, (mine.numbers, mine.weights), start(mine, order.mechanisms)


@partial(jax.jit, static_argnames=("order",))
def roll(
    run: RandomKey, members: Int[Array, "member"], kept: Int[Array, "kept"], inputs: Inputs, *, order: Order
) -> Block:
    """Simulate one full block.

    Args:
        run: the run's root key.
        members: indices of ``BLOCK`` members.
        kept: ``KEPT`` rows of the block whose every day is wanted.
        inputs: layout, quantile table and what is given.
        order: the mechanisms of the day.
    """
    keys, drawn, own, first = jax.vmap(lambda m: _begin(run, m, inputs, order))(members)

    def one_day(states: State, given: Given) -> tuple[State, Any]:
        def one_member(key: RandomKey, state: State, own: Any) -> tuple[State, Array]:
            mine = Params(inputs.layout, *own)
            state, logp = day(key, state, mine, given, order)
            return state, fenced(inputs.layout.step, partial(record, state, mine, logp))

        states, series = jax.vmap(one_member)(keys, states, own)
        taken = jnp.sum(states.held >= 0.5, axis=0, dtype=jnp.int32)
        return states, (series, taken, jax.tree.map(lambda x: x[kept], states))

    last, (series, taken, kept_days) = jax.lax.scan(one_day, first, inputs.given)
    return Block(series, taken, last, drawn, kept_days)
