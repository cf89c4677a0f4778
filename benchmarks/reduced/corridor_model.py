"""The reduced siege as a model of Corridor's engine: its keys, its draws, full blocks, one thread a processor."""

from __future__ import annotations

from functools import cache, partial
from typing import Any, NamedTuple

import jax
import jax.numpy as jnp
import numpy as np

from corridor.draws import normal_from, uniform
from corridor.elementary import exp
from corridor.engine.roll import Model, roll
from corridor.ensemble.blocks import in_order
from corridor.fence import fenced
from corridor.rng import decision_key, fold, run_key
from reduced.numbers import DAYS, NUMBERS, SIDE, ZONES, Numbers, Outcome

LARGE = 1024
"""Members of a full block that suit this model: a day is so cheap that the engine's own blocks are too small for it."""


class Inputs(NamedTuple):
    """What all members share."""

    numbers: Numbers
    step: jax.Array
    left: jax.Array
    """1/4 where a zone has a neighbour to its left inside the pocket."""
    right: jax.Array
    outside: jax.Array
    """1/4 for each neighbour to the left or right that lies outside."""


class State(NamedTuple):
    """One member on one evening."""

    day: jax.Array
    held: jax.Array
    stock: jax.Array
    besieger: jax.Array
    besieged: jax.Array
    share: jax.Array
    end: jax.Array


def _begin(key: jax.Array, inputs: Inputs) -> tuple[tuple[()], State]:
    n, zero = inputs.numbers, jnp.float32(0.0)
    return (), State(jnp.int32(0), jnp.zeros(ZONES), n.stock, n.besieger, n.besieged, zero, jnp.int32(-1))  # type: ignore


def _camps(state: State, z: jax.Array, n: Any) -> tuple[jax.Array, ...]:
    """Stock, strengths, and the rates of gain and loss of buildings."""
    live = jnp.where(state.end < 0, 1.0, 0.0)
    effect = state.stock / (state.stock + n.half)
    stock = jnp.clip(state.stock + live * (n.inflow - n.use * effect), 0.0, n.capacity)
    defence = state.besieged * stock / (stock + n.half)
    log_m, log_n, log_d = (jnp.log(x * 1e-3) for x in (state.besieger, state.besieged, defence))
    bias = 0.5 * n.sd * n.sd
    hurt = n.alpha * 1000.0 * exp(n.p * log_m + n.q * log_n + n.sd * z[1] - bias)
    cost = n.beta * 1000.0 * exp(n.p * log_d + n.q * log_m + n.sd * z[0] - bias)
    win = 1.0 / (1.0 + exp(n.exponent * (log_d - log_m)))
    besieger = jnp.maximum(state.besieger + live * (n.reinforcement - cost), 1.0)
    besieged = jnp.maximum(state.besieged - live * hurt, 1.0)
    return stock, besieger, besieged, live * n.rate * win, live * n.rate * (1.0 - win)


def _beside(held: jax.Array, inputs: Inputs) -> jax.Array:
    """Mean of held over the four neighbours. The ring is written out, so that the four are plain slices."""
    ringed = jax.lax.dynamic_update_slice(jnp.ones(ZONES + 2 * SIDE), held, (SIDE,))
    above, below = ringed[:ZONES], ringed[2 * SIDE :]
    left, right = ringed[SIDE - 1 : SIDE - 1 + ZONES], ringed[SIDE + 1 : SIDE + 1 + ZONES]
    return 0.25 * (above + below) + inputs.left * left + inputs.right * right + inputs.outside


def _day(key: jax.Array, state: State, own: Any, inputs: Inputs, given: Any) -> tuple[State, jax.Array]:
    n, h = inputs.numbers, state.held
    chance = uniform(decision_key(fold(key, state.day), "day"), (ZONES + 2,))
    z = normal_from(chance[ZONES:])
    stock, besieger, besieged, gain, loss = fenced(inputs.step, partial(_camps, state, z, n))
    beside, inside, u = _beside(h, inputs), 2.0 * h * (1.0 - h), chance[:ZONES]
    up, down = gain * (inside + (1.0 - h) * beside), loss * (inside + h * (1.0 - beside))
    building = 1.0 / n.buildings
    moved = jnp.where(u < 1.0 - exp(-up), building, 0.0) - jnp.where(u > exp(-down), building, 0.0)
    held = jnp.clip(h + moved, 0.0, 1.0)
    share = jnp.sum(held) / ZONES
    over = (share >= n.most) | (besieger < n.least) | (besieged < n.least)
    end = jnp.where((state.end < 0) & over, state.day, state.end)
    return State(state.day + 1, held, stock, besieger, besieged, share, end), jnp.zeros(0)


MODEL = Model(_begin, _day, lambda states, counted: ())  # type: ignore[arg-type]


@cache
def _inputs() -> Inputs:
    column = np.arange(ZONES) % SIDE
    left, right = 0.25 * (column > 0), 0.25 * (column < SIDE - 1)
    shared = [jnp.asarray(x, jnp.float32) for x in (1.0, left, right, 0.5 - left - right)]
    return Inputs(Numbers(*(jnp.float32(x) for x in NUMBERS)), *shared)  # type: ignore[arg-type]


def _arguments(seed: int, block: int, size: int) -> tuple[Any, ...]:
    members = jnp.arange(block * size, (block + 1) * size, dtype=jnp.int32)
    return run_key(seed), members, jnp.zeros(0, jnp.int32), _inputs(), jnp.zeros(DAYS)


def missing() -> str | None:
    """Why this implementation can't run here: it always can."""
    return None


def simulate(members: int, seed: int, size: int = LARGE) -> Outcome:
    """Run ``members`` of the reduced siege on all processors.

    Args:
        members: how many.
        seed: root of all draws.
        size: members of a block.
    """

    def work(block: int) -> State:
        last = jax.block_until_ready(roll(*_arguments(seed, block, size), model=MODEL)).last
        return last._replace(held=None)

    blocks = [last for _, last in in_order(work, 0, -(-members // size))]
    columns = zip(*((b.end, b.share, b.besieger, b.besieged) for b in blocks), strict=True)
    return Outcome(*(np.concatenate([np.asarray(x, np.float32) for x in c])[:members] for c in columns))
