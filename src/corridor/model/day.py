"""One day of one siege: the mechanisms in order, and why in that order.

What is decided in the morning binds the day's fighting; what was done is counted at night; only then does the day
end.

 1. politics      (with the talks)  factions shift on yesterday's news
 2. offers        (with the talks)  plans are proposed, accepted, refused
 3. agreements    (with the talks)  provisions in force are tried, kept, broken
 4. tempo         offensives start or stop: decided by yesterday's readiness and this morning's truce
 5. supply        roads, stocks, replacements: what the day can be fought with
 6. bombardment   falls before and during the assault
 7. assault       losses and buildings, from the morning's front
 8. cohesion      feels the day's losses, hunger, bombs and lost ground; groups break
 9. civilians     flee, starve, are overtaken, die, once it is known what changed hands
10. intervention  (with the talks)  an outside strike, weighed on the day's outcome
11. learning      (with the talks)  beliefs about sponsors, from what was seen
12. ending        closes the day
"""

from __future__ import annotations

import jax
import jax.numpy as jnp

from corridor.model.mechanisms import assault, bombardment, civilians, cohesion, ending, supply, tempo
from corridor.model.numbers import Params
from corridor.model.order import Order
from corridor.model.state import OK, OPEN, Given, Mechanism, State
from corridor.rng import decision_key, fold
from corridor.types import RandomKey, Scalar

MECHANISMS = (
    Mechanism("tempo", tempo.step),
    Mechanism("supply", supply.step),
    Mechanism("bombardment", bombardment.step),
    Mechanism("assault", assault.step),
    Mechanism("cohesion", cohesion.step),
    Mechanism("civilians", civilians.step),
    Mechanism("ending", ending.step),
)


def default() -> Order:
    """The day as it stands: change it with ``after``, ``before`` and ``without``."""
    return Order(MECHANISMS)


def day(key: RandomKey, state: State, params: Params, given: Given, order: Order) -> tuple[State, Scalar]:
    """One day of one member.

    Args:
        key: the member's key.
        state: yesterday evening.
        params: layout and the member's numbers.
        given: what is imposed for this day.
        order: the mechanisms.

    Returns:
        This evening's state (unchanged if the siege has ended) and the log probability of what was given.
    """
    over = (state.ending != OPEN) | (state.status != OK)
    day_key = fold(key, state.day)
    new, logp = state, jnp.float32(0.0)
    for name, step, _ in order.mechanisms:
        new, info = step(decision_key(day_key, name), new, params, given)
        logp = logp + info.logp
    # Here and not in a mechanism: whatever the order holds, tomorrow's draws are others.
    new = new._replace(day=state.day + 1)
    kept = jax.tree.map(lambda old, now: jnp.where(over, old, now), state, new)
    return kept, jnp.where(over, 0.0, logp)
