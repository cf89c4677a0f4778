"""The siege as a model of the engine that records what the fit needs: signals each morning, payments each evening."""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor
from functools import cache, partial
from typing import Any, NamedTuple

import jax
import jax.numpy as jnp
import numpy as np
from jaxtyping import Array, Float
from numpy.typing import NDArray

from corridor.engine.roll import BLOCK, KEPT, Block, Model, roll
from corridor.engine.siege import Inputs, Own, siege
from corridor.foresight import outlook, second
from corridor.foresight.features import Signals
from corridor.foresight.outlook import done, of_plans
from corridor.foresight.payoff import COMMON, discount, ground, paid, refused
from corridor.foresight.signals import signals, trusts
from corridor.model.day import day
from corridor.model.diplomacy import PartyNumbers
from corridor.model.numbers import Params
from corridor.model.order import Order
from corridor.model.state import OK, OPEN, Given, Mechanism, State
from corridor.model.talks import NO_PLAN, free
from corridor.types import RandomKey

THREADS = 2
PLAIN = tuple(name for name in Signals._fields if name != "trust")
FACTS = ("alive", "free", "plan", "accepted", "done", "attack_besieger", "attack_besieged", "starts_besieger",
         "starts_besieged", "front_after", "alive_after", "discount")  # fmt: skip
"""What else is told of a day: -1 where there is no plan; attack: an offensive runs this morning, or can't be chosen."""


class Days(NamedTuple):
    """Members through their days; arrays [day, member, ...]."""

    signals: dict[str, NDArray[np.float32]]
    """Plain signals of each morning."""
    trust: NDArray[np.float32]
    """[..., view]: trust of each view in the other side's principal."""
    plan_trust: NDArray[np.float32]
    """[..., view]: trust in those who must keep the plan that is in force, or was accepted today."""
    facts: dict[str, NDArray[np.float32]]
    paid: NDArray[np.float32]
    """[..., component]: the common ones, then each party's blame for promises broken."""
    refused: NDArray[np.float32]
    """[..., party]."""
    party: PartyNumbers
    """What each member's parties weigh, numpy arrays [member, party]."""


def with_outlook(order: Order, explore: bool) -> Order:
    """The same day with the parties looking ahead by fitted expectations."""
    step = outlook.exploring if explore else outlook.step
    return Order(tuple(Mechanism("outlook", step) if m.name == "outlook" else m for m in order.mechanisms))


def deviating(order: Order) -> Order:
    """The same day with one party looking ahead by a second opinion."""
    mine = tuple(Mechanism("outlook", second.step) if m.name == "outlook" else m for m in order.mechanisms)
    return Order(mine)


def _signals_of(state: State, params: Params) -> tuple[list[Array], Array]:
    trusted = trusts(state, params)
    seen = signals(state, params, trusted, jnp.zeros(3, jnp.float32))
    return [getattr(seen, name)[0] for name in PLAIN] + [seen.trust[i] for i in range(3)], of_plans(trusted, params)


def _record(key: RandomKey, state: State, own: Own, inputs: Inputs, given: Given, order: Order) -> tuple[State, Array]:
    params = Params(inputs.layout, own.numbers, own.weights)
    told, trusted = _signals_of(state, params)
    new, _ = day(key, state, params, given, order)
    alive = (state.ending == OPEN) & (state.status == OK)
    today = new.talks.today
    accepted = jnp.where(today.accepted & free(state.talks, params), today.offered, NO_PLAN)
    concerned = jnp.where(accepted != NO_PLAN, accepted, state.talks.plan)
    at_plan = (jnp.arange(trusted.shape[1]) == concerned).astype(jnp.float32)
    held = jnp.maximum(state.offensive, given.offensive_known)
    starts = new.offensive * (1.0 - held)
    facts = [alive, ~given.talks.known, state.talks.plan, accepted, done(state, params), held[0], held[1], starts[0],
             starts[1], ground(new, params), new.ending == OPEN, discount(params)]  # fmt: skip
    plain = jnp.stack([jnp.asarray(x, jnp.float32) for x in (*told, *facts)])
    return new, jnp.concatenate([plain, trusted @ at_plan, paid(new, params), refused(new)])


@cache
def recorded(order: Order) -> Model:
    """The siege under an order, recording what the fit needs; the same object for the same order."""
    return Model(siege(order).begin, partial(_record, order=order), lambda states, counted: jnp.zeros(()))


def played(run: RandomKey, blocks: int, inputs: Inputs, given: Given, model: Model) -> list[Block]:
    """So many full blocks of members, two at a time."""
    kept = jnp.arange(KEPT, dtype=jnp.int32)

    def block(number: int) -> Block:
        members = jnp.arange(BLOCK, dtype=jnp.int32) + number * BLOCK
        return roll(run, members, kept, inputs, given, model=model)

    with ThreadPoolExecutor(THREADS) as pool:
        return [jax.block_until_ready(done) for done in pool.map(block, range(blocks))]


def days(series: Float[NDArray[Any], "day member series"], parties: int, party: PartyNumbers) -> Days:
    """What was recorded, by name; ``party``: see ``Days``."""
    at, count = 0, len(COMMON) + parties
    parts: list[NDArray[Any]] = []
    for length in (len(PLAIN), 3, len(FACTS), 3, count, parties):
        parts.append(series[..., at : at + length])
        at += length
    plain, trust, facts, plan_trust, pays, refuses = parts
    return Days(
        {name: plain[..., i] for i, name in enumerate(PLAIN)},
        trust,
        plan_trust,
        {name: facts[..., i] for i, name in enumerate(FACTS)},
        pays,
        refuses,
        party,
    )
