"""Members through the days: one full block at a time; the only place where a model is batched.

A block has a fixed number of members, also when fewer are wanted, because XLA's results change in the last bits with
the size of a batch. So member i is the same, bit for bit, whatever the ensemble's size, order or process.
"""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from typing import Any, NamedTuple

import jax
from jaxtyping import Array, Bool, Float, Int

from corridor.rng import member_key
from corridor.types import RandomKey

BLOCK = 256
"""Members in a block."""
KEPT = 8
"""Members of a block whose every evening is returned."""
COMPILED = {"xla_cpu_prefer_vector_width": 512}
"""Lets XLA use the whole vector register where there is AVX-512, of which it takes half by itself; elsewhere it changes
nothing. JAX takes such options at the outermost ``jit`` only, so ``roll`` can't be called inside another."""


class Model(NamedTuple):
    """What the engine needs to know of a model; each function is for one member but ``watch``."""

    begin: Callable[[RandomKey, Any], tuple[Any, Any]]
    """(member's key, inputs) -> (the member's own numbers, its first state)."""
    day: Callable[[RandomKey, Any, Any, Any, Any], tuple[Any, Array]]
    """(member's key, state, own, inputs, given for the day) -> (state, figures recorded that evening)."""
    watch: Callable[[Any, Bool[Array, "member"]], Any]
    """(states of a whole block, which members count) -> what is counted over the block each evening."""


class Block(NamedTuple):
    """What a block of members leaves behind."""

    series: Float[Array, "day member series"]
    """The figures recorded each evening."""
    watched: Any
    """What the model counted over the block, one entry a day."""
    last: Any
    """State on the last evening, one row a member."""
    own: Any
    """The numbers each member drew, one row a member."""
    kept: Any
    """Every evening of the ``KEPT`` members asked for: [day, kept, ...]."""


@partial(jax.jit, static_argnames=("model",), compiler_options=COMPILED)
def roll(
    run: RandomKey,
    members: Int[Array, "member"],
    kept: Int[Array, "kept"],
    inputs: Any,
    given: Any,
    *,
    model: Model,
) -> Block:
    """Simulate one full block.

    Args:
        run: the run's root key.
        members: indices of ``BLOCK`` members; a negative one only fills the block and is not counted.
        kept: ``KEPT`` rows of the block whose every evening is wanted.
        inputs: what all members share; arrays, so that a changed number recompiles nothing.
        given: what is imposed, one entry a day on the leading axis of every leaf; its length is the number of days.
        model: what is simulated.
    """
    keys = jax.vmap(partial(member_key, run))(members)
    own, first = jax.vmap(lambda key: model.begin(key, inputs))(keys)

    def one_day(states: Any, today: Any) -> tuple[Any, Any]:
        one_member = jax.vmap(lambda key, state, mine: model.day(key, state, mine, inputs, today))
        states, series = one_member(keys, states, own)
        return states, (series, model.watch(states, members >= 0), jax.tree.map(lambda x: x[kept], states))

    last, (series, watched, evenings) = jax.lax.scan(one_day, first, given)
    return Block(series, watched, last, own, evenings)
