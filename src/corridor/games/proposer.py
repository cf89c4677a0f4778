"""Bargaining on a moving front with a randomly drawn proposer and logit choices.

The besieger holds some of the zones. Before each contest one side, drawn by a coin, may offer a split of the prize (1)
from a menu; the other accepts or refuses with a logit chance; if nothing is agreed a contest is fought at a cost and
the front moves one zone. Noise moves choices but does not count as payoff. As noise vanishes, with equal costs and no
discount, the war is worth the chance of winning it, gambler's ruin: the costs saved are shared equally.

Sources: Binmore, Perfect Equilibria in Bargaining Models, in Binmore and Dasgupta (eds.), The Economics of Bargaining
(1987), for the drawn proposer; McKelvey and Palfrey, Quantal Response Equilibria for Extensive Form Games, Experimental
Economics 1 (1998) 9-41, doi:10.1023/A:1009905800005, for logit choice in turn; the front is that of ``ruin``.
"""

from __future__ import annotations

from typing import NamedTuple

import numpy as np
from numpy.typing import ArrayLike
from scipy.special import expit, softmax

from corridor.games import domain
from corridor.games.domain import Array

_CLOSE = 1e-12  # values have settled when none moves by more from one contest to the next


class Values(NamedTuple):
    """What the war, talks included, is worth.

    Attributes:
        besieger: share of the prize less costs it expects, [zones + 1]; entry n for n zones held.
        besieged: the same for the other side.
    """

    besieger: Array
    besieged: Array


class _Terms(NamedTuple):
    menu: Array
    noise: float
    precision: float


def values(
    zones: int,
    p: float,
    cost_besieger: float,
    cost_besieged: float,
    menu: ArrayLike,
    noise: float,
    precision: float,
    discount: float = 1.0,
) -> Values:
    """Values of both sides for every number of zones held, by iterating from the front's share of zones.

    Args:
        zones: zones in all, 1 or more; at 0 and at ``zones`` held the war is over.
        p: chance that the besieger wins a contest, above 0 and below 1.
        cost_besieger: its cost of a contest, in shares of the prize, 0 or more.
        cost_besieged: the other side's.
        menu: shares for the besieger that may be offered, 0..1, [Offer], one or more; no offer may be made as well.
        noise: of accepting: the chance is logit((share - value of fighting on) / noise), above 0.
        precision: of proposing: chance proportional to e^(precision × value of the offer), 0 or more.
        discount: factor for one contest, above 0, at most 1.

    Returns:
        Values.

    Raises:
        ValueError: an argument lies outside its range.
        ArithmeticError: the values do not settle.
    """
    size = domain.whole("zones", zones, 1)
    win, factor = float(domain.chance("p", p)), float(domain.factor("discount", discount))
    costs = [domain.nonnegative("cost_besieger", cost_besieger), domain.nonnegative("cost_besieged", cost_besieged)]
    offers = domain.within("menu", np.atleast_1d(menu), 0, 1)
    if offers.ndim != 1 or len(offers) == 0:
        raise domain.refuse("menu", menu, "one row of shares")
    terms = _Terms(offers, float(domain.positive("noise", noise)), float(domain.nonnegative("precision", precision)))
    held = np.arange(size + 1) / size

    def before(worth: Array) -> Array:
        fight = factor * (win * worth[:, 2:] + (1 - win) * worth[:, :-2]) - np.reshape(costs, (2, 1))
        new = worth.copy()
        new[:, 1:-1] = _talk(fight, terms)
        return new

    worth = domain.settled(before, np.stack([held, 1 - held]), _CLOSE)
    return Values(worth[0], worth[1])


def _talk(fight: Array, terms: _Terms) -> Array:
    """Values before the proposer is drawn, [2, State], given those of fighting on, [2, State]."""
    mine, yours = terms.menu, 1 - terms.menu
    besieger_offers = _offer(fight[0], fight[1], mine, yours, terms)
    besieged_offers = _offer(fight[1], fight[0], yours, mine, terms)
    return (besieger_offers + besieged_offers[::-1]) / 2


def _offer(proposer: Array, responder: Array, keeps: Array, gives: Array, terms: _Terms) -> Array:
    """Values of [proposer, responder], by state, when one side proposes: expected over its offers and the answer."""
    accepts = expit((gives[:, None] - responder) / terms.noise)
    own = accepts * keeps[:, None] + (1 - accepts) * proposer
    other = accepts * gives[:, None] + (1 - accepts) * responder
    # The last choice is to offer nothing and fight on.
    own, other = np.vstack([own, proposer]), np.vstack([other, responder])
    chosen = softmax(terms.precision * own, axis=0)
    return np.stack([(chosen * own).sum(axis=0), (chosen * other).sum(axis=0)])
