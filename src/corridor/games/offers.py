"""Offers while fighting: one side names a division, is refused, fights, and learns whom it is fighting.

The proposer doesn't know whether the responder is weak or tough. A refused offer is followed by a battle, in which the
proposer collapses with chance ``fall_proposer`` (the responder takes the prize of 1), the responder with chance
``fall_responder``. Two things tell the types apart: a tough one bears a battle's cost more easily and so refuses offers
that a weak one takes (``ladder``), and a tough one is less likely to be beaten (``by_strength``, ``surviving``). The
first fades as offers come more often than battles.

Source: the model of Powell, Bargaining and Learning While Fighting, American Journal of Political Science 48 (2004)
344-361, doi:10.1111/j.0092-5853.2004.00074.x, in our own statement of it with two types; the fading after Gul,
Sonnenschein and Wilson (1986).
"""

from __future__ import annotations

from typing import NamedTuple

import numpy as np
from numpy.typing import ArrayLike

from corridor.games import domain
from corridor.games.domain import Array


class Battle(NamedTuple):
    """One battle, in units of the prize.

    Attributes:
        cost_weak: its cost to the weak type of responder, more than ``cost_tough``.
        cost_tough: its cost to the tough type, 0 or more.
        cost_proposer: its cost to the proposer, 0 or more.
        fall_proposer: chance that the proposer collapses in it, 0 to 1.
        fall_responder: chance that the responder collapses in it, 0 to 1; the two sum to at most 1.
        discount: factor for one battle, above 0, at most 1.
    """

    cost_weak: float
    cost_tough: float
    cost_proposer: float
    fall_proposer: float
    fall_responder: float
    discount: float


class Ladder(NamedTuple):
    """Rising belief, falling offers: what the proposer offers at each belief, axis [rungs].

    Attributes:
        offers: what is offered to the responder; the first is accepted by both types, each later one by the weak only.
        thresholds: probability of the weak type at and above which each offer is made.
        slopes: what one unit of probability of the tough type costs the proposer on each rung.
        tough: what fighting to the finish is worth to the tough type; also the first offer.
        weak: what it is worth to the weak type; the offers fall towards it.
        proposer: what it is worth to the proposer.
    """

    offers: Array
    thresholds: Array
    slopes: Array
    tough: float
    weak: float
    proposer: float

    def rung(self, weak: float) -> int:
        """How many battles may still be fought before the offer that both types accept, at this belief."""
        return int(np.searchsorted(self.thresholds, float(domain.within("weak", weak, 0, 1)), side="right") - 1)

    def value(self, weak: float) -> float:
        """What the proposer expects at this belief; 1 - offers[0] where it gives both types what the tough one asks."""
        at = self.rung(weak)
        return float(1 - self.offers[at] - (1 - weak) * self.slopes[at])


class Strength(NamedTuple):
    """The first offer against a responder of unknown strength.

    Attributes:
        both: the offer that both types accept: what fighting to the finish is worth to the tough one.
        first: the offer that the weak type accepts rather than fight one battle and be offered ``both``.
        screen: what the proposer expects of offering ``first``.
        pool: what it gets by offering ``both``.
        critical: probability of the weak type at and above which ``first`` is the better offer.
    """

    both: float
    first: float
    screen: float
    pool: float
    critical: float


def ladder(battle: Battle, fought: float = 1.0, rungs: int = 12) -> Ladder:
    """Offers and the beliefs at which they are made, where the types differ in what a battle costs them.

    With w = (1 - falls) × discount, an offer x_j leaves the weak type indifferent to waiting for x_{j-1}:
    x_j = γ (fall_proposer - cost_weak + w x_{j-1}) + (1 - γ) x_{j-1}. It accepts with the probability that brings the
    proposer, if refused, down to the belief where x_{j-1} is next.

    Args:
        battle: one battle.
        fought: chance that a refused offer is followed by a battle before the next, γ, above 0, at most 1.
        rungs: most offers computed, 1 or more.

    Returns:
        Ladder of ``rungs`` offers, or fewer where waiting longer gains the proposer nothing.

    Raises:
        ValueError: an argument lies outside its range.
    """
    battle, keep = _checked(battle)
    share, rungs = float(domain.factor("fought", fought)), domain.whole("rungs", rungs, 1)
    tough, weak = ((battle.fall_proposer - cost) / (1 - keep) for cost in (battle.cost_tough, battle.cost_weak))
    won = battle.fall_responder - battle.cost_proposer
    # In the probability s of the tough type, the proposer's value on a rung is a line: 1 - offer - slope × s.
    offers, bounds, slopes = [tough], [1.0], [0.0]
    while len(offers) < rungs:
        below = 1 - offers[-1] - slopes[-1] * bounds[-1]
        offer = share * (battle.fall_proposer - battle.cost_weak + keep * offers[-1]) + (1 - share) * offers[-1]
        refused = share * (won + keep * below) + (1 - share) * below
        slope = (1 - offer - refused) / bounds[-1]
        if offer >= offers[-1] or slope <= slopes[-1]:
            break
        bounds.append((offers[-1] - offer) / (slope - slopes[-1]))
        offers.append(offer)
        slopes.append(slope)
    return Ladder(np.array(offers), 1 - np.array(bounds), np.array(slopes), tough, weak, won / (1 - keep))


def by_strength(
    fall_proposer_weak: float,
    fall_proposer_tough: float,
    fall_responder: float,
    cost_responder: float,
    cost_proposer: float,
    discount: float,
    weak: float,
) -> Strength:
    """The first offer where the types differ in how likely they are to bring the proposer down.

    Args:
        fall_proposer_weak: chance that the weak type makes the proposer collapse in a battle, 0 to 1.
        fall_proposer_tough: the same for the tough type, more than ``fall_proposer_weak``.
        fall_responder: chance that the responder collapses in a battle, 0 to 1.
        cost_responder: cost of a battle to the responder, 0 or more.
        cost_proposer: cost of a battle to the proposer, 0 or more.
        discount: factor for one battle, above 0, at most 1.
        weak: probability of the weak type, 0 to 1.

    Returns:
        Strength.

    Raises:
        ValueError: an argument lies outside its range.
    """
    tough, keep = _checked(
        Battle(cost_responder, cost_responder, cost_proposer, fall_proposer_tough, fall_responder, discount), True
    )
    low = float(domain.within("fall_proposer_weak", fall_proposer_weak, 0, fall_proposer_tough))
    weak = float(domain.within("weak", weak, 0, 1))
    both = (tough.fall_proposer - tough.cost_tough) / (1 - keep)
    first = low - tough.cost_tough + (1 - low - tough.fall_responder) * tough.discount * both
    fought, taken = tough.fall_responder - tough.cost_proposer + keep * (1 - both), 1 - first
    pool = 1 - both
    return Strength(both, first, weak * taken + (1 - weak) * fought, pool, (pool - fought) / (taken - fought))


def surviving(
    weak: ArrayLike,
    fall_proposer_weak: ArrayLike,
    fall_proposer_tough: ArrayLike,
    fall_responder: ArrayLike,
    battles: ArrayLike,
) -> Array:
    """Probability of the weak type after battles that ended nothing: that the proposer still stands says something.

    Args:
        weak: probability of the weak type before them, 0 to 1.
        fall_proposer_weak: chance that the weak type makes the proposer collapse in a battle, 0 up to 1.
        fall_proposer_tough: the same for the tough type; each sums with ``fall_responder`` to less than 1.
        fall_responder: chance that the responder collapses in a battle, 0 up to 1.
        battles: battles since, 0 or more.

    Returns:
        Probability, 0..1, of the broadcast shape.

    Raises:
        ValueError: an argument lies outside its range.
    """
    weak, other = domain.within("weak", weak, 0, 1), domain.within("fall_responder", fall_responder, 0, 1)
    battles = domain.nonnegative("battles", battles)
    stands = []
    for name, fall in (("fall_proposer_weak", fall_proposer_weak), ("fall_proposer_tough", fall_proposer_tough)):
        stands.append(domain.chance(f"1 - {name} - fall_responder", 1 - domain.within(name, fall, 0, 1) - other))
    odds = (stands[1] / stands[0]) ** battles
    return (weak / (weak + (1 - weak) * odds))[()]


def _checked(battle: Battle, alike: bool = False) -> tuple[Battle, float]:
    """The battle, its numbers in range, and the discounted chance that it ends nothing."""
    for name in Battle._fields[:3]:
        domain.nonnegative(name, getattr(battle, name))
    for name in Battle._fields[3:5]:
        domain.within(name, getattr(battle, name), 0, 1)
    domain.factor("discount", battle.discount)
    if battle.cost_weak <= battle.cost_tough and not alike:
        raise domain.refuse("cost_weak", battle.cost_weak, f"more than cost_tough, {battle.cost_tough}")
    both = battle.fall_proposer + battle.fall_responder
    keep = (1 - both) * battle.discount
    if both > 1 or keep == 1:
        raise domain.refuse("fall_proposer + fall_responder", both, "at most 1, and above 0 without discount")
    return battle, keep
