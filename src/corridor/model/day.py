"""One day of one siege: the mechanisms in order, and why in that order.

What is decided in the morning binds the day's fighting; what was done is counted at night; only then does the day
end.

 1. politics      factions shift on yesterday's news
 2. outlook       what each party expects this morning: the provider of values (``reduced``, or a fitted one)
 3. offers        plans are proposed, accepted, refused
 4. agreements    provisions in force are tried, kept, broken; they bind the rest of the day
 5. tempo         offensives start or stop: decided by yesterday's readiness and this morning's truce
 6. supply        roads, stocks, replacements: what the day can be fought with
 7. bombardment   falls before and during the assault
 8. assault       losses and buildings, from the morning's front
 9. cohesion      feels the day's losses, hunger, bombs and lost ground; groups break
10. civilians     flee, starve, are overtaken, die, once it is known what changed hands
11. intervention  an outside strike, weighed on the day's outcome
12. learning      beliefs about sponsors and about the odds, from what was seen today
13. ending        closes the day
"""

from __future__ import annotations

import jax
import jax.numpy as jnp

from corridor.model import reduced
from corridor.model.mechanisms import agreements, assault, bombardment, civilians, cohesion, ending, intervention

from corridor.model.mechanisms import learning, offers, politics, supply, tempo  # isort: skip
from corridor.model.numbers import Params
from corridor.model.order import Order
from corridor.model.state import OK, OPEN, Given, Mechanism, State
from corridor.rng import decision_key, fold
from corridor.types import RandomKey, Scalar

_STEPS = {
    "politics": politics, "outlook": reduced, "offers": offers, "agreements": agreements, "tempo": tempo,
    "supply": supply, "bombardment": bombardment, "assault": assault, "cohesion": cohesion, "civilians": civilians,
    "intervention": intervention, "learning": learning, "ending": ending,
}  # fmt: skip
MECHANISMS = tuple(Mechanism(name, module.step) for name, module in _STEPS.items())


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
