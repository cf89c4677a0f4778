"""Talks made by hand on a quiet siege: a few parties, one plan, promises that somebody sees kept or broken."""

from typing import Any

import jax
import jax.numpy as jnp
import numpy as np

from corridor.model.diplomacy import TalksLayout
from corridor.model.numbers import Layout, Numbers, Params
from corridor.model.state import State
from corridor.model.weights import params
from model.support import NEUTRAL, _filled, ground, lengths_of, morning

CERTAIN = {
    "talks.provision.capability": 1.0,
    "talks.provision.sensitivity": 1.0,
    "talks.provision.specificity": 1.0,
    "talks.agreements.try_able": 1.0,
    "talks.agreements.unable_success": 1.0,
    "talks.learning.attribution": 1.0,
    "talks.offers.memory": 1.0,
    "talks.offers.temperature": 1.0,
    "talks.party.able": 1.0,
    "talks.party.ground": 1.0,
}
"""Promises are kept by whoever tries, everything is seen, and everybody is able."""


def parley(
    numbers: dict[str, Any] | None = None,
    parties: int = 2,
    provisions: int = 1,
    at: Layout | None = None,
    **changed: Any,
) -> Params:
    """A siege with one plan, in force or not; what a test doesn't name switches nothing on.

    Args:
        numbers: by path, over ``CERTAIN``.
        parties: party 0 is of the besieger's camp, 1 of the besieged's, others of neither.
        provisions: of the plan; all party 0's, seen by all, kept every day.
        at: the ground; a zone half held by default.
        changed: fields of the talks' layout.
    """
    view = np.eye(3)[:, np.minimum(np.arange(parties), 2)]
    fields: dict[str, Any] = dict(
        party=1.0,
        view=view,
        faction=[1.0, 0.0, 0.0, 0.0],
        plan=1.0,
        plan_provision=1.0,
        same_core=1.0,
        provision=1.0,
        deadline=10.0,
        obligor=np.eye(parties)[np.zeros(provisions, int)],
        observed=1.0,
    )
    base = ground() if at is None else at
    lengths = lengths_of(base) | {"party": parties, "provision": provisions, "current": 4 * parties,
                                  "leverage": len(changed.get("leverage_party", [0])),
                                  "channel": np.atleast_1d(changed.get("channel", 0.0)).size,
                                  "plan": np.atleast_1d(changed.get("plan", 1.0)).size}  # fmt: skip
    values = fields | changed
    talks = _filled(TalksLayout, lengths, values)
    assert not values, f"talks have no {list(values)}"
    stated = NEUTRAL | CERTAIN | (numbers or {})
    drawn = _filled(Numbers, lengths, stated)
    assert not stated, f"no such numbers: {list(stated)}"
    return params(base._replace(talks=talks), drawn)


def told(known: Params, state: State | None = None, **today: Any) -> State:
    """The state on a day of talks; ``today`` replaces fields of what the day tells, the rest is as in ``state``."""
    state = morning(known) if state is None else state
    arrays = {
        name: jnp.broadcast_to(
            jnp.asarray(np.asarray(value), getattr(state.talks.today, name).dtype),
            getattr(state.talks.today, name).shape,
        )
        for name, value in today.items()
    }
    return state._replace(talks=state.talks._replace(today=state.talks.today._replace(**arrays)))


def changed(state: State, **talks: Any) -> State:
    """The state with fields of its talks replaced."""
    arrays = {
        name: value if hasattr(value, "_fields") else jnp.broadcast_to(
            jnp.asarray(np.asarray(value), getattr(state.talks, name).dtype), getattr(state.talks, name).shape
        )
        for name, value in talks.items()
    }  # fmt: skip
    return state._replace(talks=state.talks._replace(**arrays))


def finite(state: State) -> bool:
    """Whether every figure of the state is finite."""
    return all(bool(jnp.all(jnp.isfinite(x))) for x in jax.tree.leaves(state) if jnp.issubdtype(x.dtype, jnp.floating))
