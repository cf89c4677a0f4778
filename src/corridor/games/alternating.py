"""Offers made in turn: with a battle after each refusal, or with nothing but time lost.

One side names a division of a prize of 1; the other accepts, or refuses and names the next. Everything is known, so the
first offer is accepted. With battles between, a refusal moves the front by one zone and costs both sides.

Source: Rubinstein, Perfect Equilibrium in a Bargaining Model, Econometrica 50 (1982) 97-109, doi:10.2307/1912531; with
battles in the manner of Slantchev, The Principle of Convergence in Wartime Negotiations, American Political Science
Review 97 (2003), in our own statement; proposers drawn by chance after Binmore (1987).
"""

from __future__ import annotations

from typing import NamedTuple

import numpy as np
from numpy.typing import ArrayLike

from corridor.games import domain
from corridor.games.domain import Array

_SWEEPS = 100_000


class Proposing(NamedTuple):
    """What each side gets when it is the one that proposes, by zones held: axis [zones + 1].

    Attributes:
        besieger: value of the besieger when it proposes; it offers the other 1 minus this.
        besieged: value of the besieged when they propose.
    """

    besieger: Array
    besieged: Array


def with_battles(zones: int, p: float, cost_besieger: float, cost_besieged: float, discount: float = 1.0) -> Proposing:
    """Alternating offers with a battle after each refusal, both sides knowing everything.

    The proposer leaves the other what refusing is worth: V_G(n) = 1 - max(0, δ E V_R(n') - k_R), and likewise V_R, with
    n' = n + 1 by chance p, else n - 1. Where the other would rather have nothing than fight, it is offered nothing.

    Args:
        zones: zones in all, 1 or more.
        p: chance that the besieger wins a battle, above 0 and below 1.
        cost_besieger: k_G, cost of one battle to the besieger in units of the prize, 0 or more.
        cost_besieged: k_R, cost of one battle to the besieged, 0 or more.
        discount: factor for one battle, δ, above 0, at most 1.

    Returns:
        Proposing, axis [zones + 1].

    Raises:
        ValueError: an argument lies outside its range.
    """
    zones, p = domain.whole("zones", zones, 1), float(domain.chance("p", p))
    cost_g = float(domain.nonnegative("cost_besieger", cost_besieger))
    cost_r = float(domain.nonnegative("cost_besieged", cost_besieged))
    discount = float(domain.factor("discount", discount))
    besieger, besieged = _unbounded(zones, p, cost_g, cost_r, discount)
    if max(besieger.max(), besieged.max()) <= 1:
        return Proposing(besieger, besieged)
    besieger, besieged = np.minimum(besieger, 1), np.minimum(besieged, 1)
    for _ in range(_SWEEPS):
        left_r = np.maximum(discount * (p * besieged[2:] + (1 - p) * besieged[:-2]) - cost_r, 0)
        left_g = np.maximum(discount * (p * besieger[2:] + (1 - p) * besieger[:-2]) - cost_g, 0)
        change = max(np.abs(1 - left_r - besieger[1:-1]).max(), np.abs(1 - left_g - besieged[1:-1]).max())
        besieger[1:-1], besieged[1:-1] = 1 - left_r, 1 - left_g
        if change < 1e-15:
            break
    return Proposing(besieger, besieged)


def rubinstein(discount_first: ArrayLike, discount_second: ArrayLike) -> Array:
    """What the first to propose keeps if refusing costs only time: (1 - δ₂) / (1 - δ₁ δ₂); 1 / (1 + δ) if alike.

    Args:
        discount_first: factor for one round of the side that proposes first, above 0 and below 1.
        discount_second: factor of the other, above 0 and below 1.

    Returns:
        Share, 0..1, of the broadcast shape.

    Raises:
        ValueError: an argument lies outside its range.
    """
    first, second = domain.chance("discount_first", discount_first), domain.chance("discount_second", discount_second)
    return ((1 - second) / (1 - first * second))[()]


def random_proposer(discount: ArrayLike, chance: ArrayLike = 0.5) -> Array:
    """What a proposer keeps if the proposer of each round is drawn: 1 - δ (1 - chance).

    The other is left the discounted worth of the next round, in which its share in the mean is its chance to propose.

    Args:
        discount: factor for one round, δ, above 0, at most 1.
        chance: chance that this side proposes in a round, 0 to 1.

    Returns:
        Share, 0..1, of the broadcast shape.

    Raises:
        ValueError: an argument lies outside its range.
    """
    return (1 - domain.factor("discount", discount) * (1 - domain.within("chance", chance, 0, 1)))[()]


def _unbounded(zones: int, p: float, cost_g: float, cost_r: float, discount: float) -> tuple[Array, Array]:
    """The linear system of both values, as if offers below 0 could be made."""
    size = zones + 1
    system, right = np.eye(2 * size), np.ones(2 * size)
    for own, other, cost in ((0, size, cost_r), (size, 0, cost_g)):
        for n in range(1, zones):
            system[own + n, other + n + 1] = discount * p
            system[own + n, other + n - 1] = discount * (1 - p)
            right[own + n] = 1 + cost
    right[0] = right[size + zones] = 0.0
    values = np.asarray(np.linalg.solve(system, right), dtype=np.float64)
    return values[:size], values[size:]
