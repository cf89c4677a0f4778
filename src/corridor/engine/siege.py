"""The siege as a model of the engine: how a member begins, lives a day, and what is counted over a block."""

from __future__ import annotations

from functools import cache, partial
from typing import NamedTuple

import jax.numpy as jnp
from jaxtyping import Array, Bool, Float, Int

from corridor.engine.record import record
from corridor.engine.roll import Model
from corridor.fence import fenced
from corridor.model.day import day
from corridor.model.numbers import Layout, Numbers, Params, Weights
from corridor.model.order import Order
from corridor.model.start import start
from corridor.model.state import OPEN, Given, State
from corridor.model.table import Quantiles, draw, numbers
from corridor.model.weights import params
from corridor.rng import decision_key
from corridor.types import RandomKey


class Inputs(NamedTuple):
    """What all members of a siege share."""

    layout: Layout
    quantiles: Quantiles


class Own(NamedTuple):
    """What one member drew."""

    drawn: Float[Array, "number"]
    """In the order of the scenario's table."""
    numbers: Numbers
    weights: Weights


def _begin(key: RandomKey, inputs: Inputs, order: Order) -> tuple[Own, State]:
    layout = inputs.layout
    drawn = draw(decision_key(key, "priors"), inputs.quantiles)
    mine = params(layout, numbers(drawn, layout))
    return Own(drawn, mine.numbers, mine.weights), start(mine, order.mechanisms)


def _day(
    key: RandomKey, state: State, own: Own, inputs: Inputs, given: Given, order: Order
) -> tuple[State, Float[Array, "series"]]:
    mine = Params(inputs.layout, own.numbers, own.weights)
    state, logp = day(key, state, mine, given, order)
    return state, fenced(inputs.layout.step, partial(record, state, mine, logp))


class Watched(NamedTuple):
    """Members of a block, counted each evening."""

    taken: Int[Array, "zone"]
    """In which the besieger's side holds most of the zone."""
    refused: Int[Array, "party"]
    """In which the party refused what was put forward today."""


def _watch(states: State, counted: Bool[Array, "member"]) -> Watched:
    # A siege that is over keeps its last day: what was refused then would be counted again every evening.
    talking = counted & (states.ending == OPEN)
    refused = (states.talks.today.refused_by > 0.0) & talking[:, None]
    return Watched(
        taken=jnp.sum((states.held >= 0.5) & counted[:, None], axis=0, dtype=jnp.int32),
        refused=jnp.sum(refused, axis=0, dtype=jnp.int32),
    )


@cache
def siege(order: Order) -> Model:
    """The siege under an order of mechanisms; the same object for the same order, so that it compiles once."""
    return Model(begin=partial(_begin, order=order), day=partial(_day, order=order), watch=_watch)
