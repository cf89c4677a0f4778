"""A mechanism of one's own: cold nights that wear the pocket's fighters, with a state of its own.

A mechanism is a pure function of one member. It reads and returns the state, keeps what is its own in ``state.extra``
under its name, and draws only with the key it is given; the draws of every other mechanism stay the same.
"""

from typing import Any

import jax.numpy as jnp

import corridor as co
from corridor.draws import uniform
from corridor.model.numbers import Params
from corridor.model.state import Given, Info, State, nothing_given
from corridor.types import RandomKey


def start(params: Params) -> dict[str, Any]:
    """What the mechanism keeps: how many cold nights there have been."""
    return {"nights": jnp.float32(0.0)}


def step(key: RandomKey, state: State, params: Params, given: Given) -> tuple[State, Info]:
    """With chance 0.3 a cold night: the pocket's cohesion falls by 0.01."""
    del given
    cold = (uniform(key) < 0.3).astype(jnp.float32)
    cohesion = jnp.clip(state.cohesion - 0.01 * cold * params.layout.group_inside, 0.0, 1.0)
    kept = {**state.extra, "cold": {"nights": state.extra["cold"]["nights"] + cold}}
    return state._replace(cohesion=cohesion, extra=kept), nothing_given()


if __name__ == "__main__":
    cold = co.Mechanism("cold", step, start)
    siege = co.load("teaching-six")
    plain = co.simulate(siege, members=1_000, seed=1)
    colder = co.simulate(siege, members=1_000, seed=1, mechanisms=co.default().after("supply", cold))
    for name, run in (("plain", plain), ("with cold nights", colder)):
        lost = run.members.front.mean()
        print(f"{name:18} collapse {(run.members.ending == 'collapse').mean():.1%}, share lost {lost:.1%}")
