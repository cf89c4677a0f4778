"""One day of one siege: the mechanisms in order, and why in that order.

What is decided in the morning binds the day's fighting; what was done is counted at night; only then does the day end.

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

from collections.abc import Iterable
from functools import partial
from typing import NamedTuple

import jax
import jax.numpy as jnp

from corridor.errors import CorridorError, nearest
from corridor.fence import fenced
from corridor.model.mechanisms import assault, bombardment, civilians, cohesion, ending, supply, tempo
from corridor.model.numbers import Params
from corridor.model.state import OK, OPEN, Given, Mechanism, State
from corridor.rng import decision_key
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


class Order(NamedTuple):
    """The mechanisms of a day, in order; change it with ``after``, ``before`` and ``without``."""

    mechanisms: tuple[Mechanism, ...] = MECHANISMS

    def _place(self, name: str, mine: Iterable[Mechanism], offset: int) -> Order:
        names = [m.name for m in self.mechanisms]
        if name not in names:
            raise CorridorError(f"no mechanism is called {name!r}{nearest(name, names)}")
        at, added = names.index(name) + offset, tuple(mine)
        if taken := {m.name for m in added} & set(names):
            raise CorridorError(
                f"a mechanism called {taken.pop()!r} stands in the day already; give yours another name"
            )
        return Order(self.mechanisms[:at] + added + self.mechanisms[at:])

    def after(self, name: str, *mine: Mechanism) -> Order:
        """The same day with mechanisms of one's own right after the named one."""
        return self._place(name, mine, 1)

    def before(self, name: str, *mine: Mechanism) -> Order:
        """The same day with mechanisms of one's own right before the named one."""
        return self._place(name, mine, 0)

    def without(self, name: str) -> Order:
        """The same day with the named mechanism left out."""
        self._place(name, (), 0)
        return Order(tuple(m for m in self.mechanisms if m.name != name))


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
    day_key = jax.random.fold_in(key, state.day)
    new, logp = state, jnp.float32(0.0)
    for name, step, _ in order.mechanisms:
        new, info = fenced(params.layout.step, partial(step, decision_key(day_key, name), new, params, given))
        logp = logp + info.logp
    kept = jax.tree.map(lambda old, now: jnp.where(over, old, now), state, new)
    return kept, jnp.where(over, 0.0, logp)
