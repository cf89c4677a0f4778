"""One plan, a fixed split of the prize, and two sides that weigh it against fighting on, on a moving front.

The besieger holds some of the zones. Before each battle there is a talk with some chance; if both sides accept, the
prize (1) is split as the plan says and the war is over. Otherwise a battle is fought at a cost and the front moves one
zone. Each accepts with a logit chance of what the plan gives it less what it expects if it fights on, later talks
included. Noise moves choices but does not count as payoff:

    C = -k + d E[V'],   accept = σ((x - C) / s),   V = C + r accept₁ accept₂ (x - C).

Source: McKelvey and Palfrey, Quantal Response Equilibria for Extensive Form Games, Experimental Economics 1 (1998)
9-41, doi:10.1023/A:1009905800005, for logit answers; the front is that of ``ruin``. ``ripeness.front_with_talks`` has
the same talks with answers that look at a war without further talks.
"""

from __future__ import annotations

from typing import NamedTuple

import numpy as np
from scipy.special import expit

from corridor.games import domain
from corridor.games.domain import Array

_CLOSE = 1e-13  # values have settled when none moves by more from one battle to the next


class Split(NamedTuple):
    """What fighting on is worth and how often the plan is accepted, by zones held.

    Attributes:
        fight: value of fighting on to the besieger and the besieged, [2, zones + 1]; at the ends, of the war's outcome.
        accept: chance that each says yes where a talk is held, [2, zones + 1]; 0 at the ends, where the war is over.
        hazard: chance of settling before the next battle, [zones + 1]; 0 at the ends.
    """

    fight: Array
    accept: Array
    hazard: Array


def values(
    zones: int,
    p: float,
    cost_besieger: float,
    cost_besieged: float,
    share: float,
    noise: float,
    talk: float = 1.0,
    discount: float = 1.0,
) -> Split:
    """Logit equilibrium in strategies that depend on the zones held, by iterating from the front's share of zones.

    Args:
        zones: zones in all, 2 or more; at 0 and at ``zones`` held the war is over.
        p: chance that the besieger wins a battle, above 0 and below 1.
        cost_besieger: its cost of a battle, in shares of the prize, 0 or more.
        cost_besieged: the other side's.
        share: of the prize that the plan gives the besieger, 0 to 1.
        noise: s, of accepting, in shares of the prize, above 0.
        talk: chance of a talk before a battle, 0 to 1.
        discount: factor for one battle, above 0, at most 1.

    Returns:
        Split.

    Raises:
        ValueError: an argument lies outside its range.
        ArithmeticError: the values do not settle.
    """
    size = domain.whole("zones", zones, 2)
    win, factor = float(domain.chance("p", p)), float(domain.factor("discount", discount))
    costs = [domain.nonnegative("cost_besieger", cost_besieger), domain.nonnegative("cost_besieged", cost_besieged)]
    mine = float(domain.within("share", share, 0, 1))
    gives, spread = np.array([[mine], [1 - mine]]), float(domain.positive("noise", noise))
    talks = float(domain.within("talk", talk, 0, 1))
    held = np.arange(size + 1) / size

    def answers(fight: Array) -> tuple[Array, Array]:
        accept = expit((gives - fight) / spread)
        accept[:, [0, -1]] = 0.0
        return accept, talks * accept.prod(axis=0)

    def before(fight: Array) -> Array:
        worth = fight + answers(fight)[1] * (gives - fight)
        new = fight.copy()
        new[:, 1:-1] = factor * (win * worth[:, 2:] + (1 - win) * worth[:, :-2]) - np.reshape(costs, (2, 1))
        return new

    fight = domain.settled(before, np.stack([held, 1 - held]), _CLOSE)
    return Split(fight, *answers(fight))
