"""A race between two stocks: the loser of each battle loses one unit, and whose stock is gone has lost the war.

Where the front comes back, gambler's ruin (``ruin``) counts what was won net; here nothing comes back.

Source: the war in Filson and Werner, A Bargaining Model of War and Peace, American Journal of Political Science 46
(2002) 819-837, in our own statement of it; the chance is the classical problem of points (Pascal and Fermat, 1654).
"""

from __future__ import annotations

from typing import NamedTuple

import numpy as np
from numpy.typing import ArrayLike
from scipy.special import betainc

from corridor.games import domain
from corridor.games.domain import Array


class LastUnit(NamedTuple):
    """The last battle, against a side that may be weak or strong.

    Attributes:
        settle: what x gets by the demand that both types accept.
        press: what x expects of the demand that only the weak type accepts.
        critical: probability of the weak type above which pressing is better.
    """

    settle: Array
    press: Array
    critical: Array


def win(units_x: ArrayLike, units_y: ArrayLike, p: ArrayLike) -> Array:
    """Probability that y's units are gone first: the incomplete beta function I_p(units_y, units_x).

    Args:
        units_x: units of x, 1 or more.
        units_y: units of y, 1 or more.
        p: chance that x wins one battle, above 0 and below 1.

    Returns:
        Probability, 0..1, of the broadcast shape.

    Raises:
        ValueError: an argument lies outside its range.
    """
    x, y, p = _checked(units_x, units_y, p)
    return betainc(y, x, p)[()]


def battles(units_x: ArrayLike, units_y: ArrayLike, p: ArrayLike) -> Array:
    """Expected number of battles: (y / p) I_p(y + 1, x) + (x / (1-p)) I_{1-p}(x + 1, y), x and y the units.

    Args:
        units_x: units of x, 1 or more.
        units_y: units of y, 1 or more.
        p: chance that x wins one battle, above 0 and below 1.

    Returns:
        Battles, 1 or more, of the broadcast shape.

    Raises:
        ValueError: an argument lies outside its range.
    """
    x, y, p = _checked(units_x, units_y, p)
    return (y / p * betainc(y + 1, x, p) + x / (1 - p) * betainc(x + 1, y, 1 - p))[()]


def last_unit(
    p_weak: ArrayLike, p_strong: ArrayLike, cost_x: ArrayLike, cost_y: ArrayLike, weak: ArrayLike
) -> LastUnit:
    """Demands of x when one battle will decide, against a y whose strength it doesn't know.

    Each type accepts a demand up to its chance of losing plus its cost. Press above
    (cost_x + cost_y) / (p_weak - p_strong + cost_x + cost_y).

    Args:
        p_weak: chance that x beats the weak type, 0 to 1.
        p_strong: chance that x beats the strong type, 0 to ``p_weak``.
        cost_x: cost of the battle to x in units of the prize, above 0.
        cost_y: cost of the battle to y, 0 or more.
        weak: probability that y is of the weak type, 0 to 1.

    Returns:
        LastUnit of the broadcast shape.

    Raises:
        ValueError: an argument lies outside its range.
    """
    high, weak = domain.within("p_weak", p_weak, 0, 1), domain.within("weak", weak, 0, 1)
    low = domain.within("p_strong", p_strong, 0, high)
    cost_x, cost_y = domain.positive("cost_x", cost_x), domain.nonnegative("cost_y", cost_y)
    critical = (cost_x + cost_y) / (high - low + cost_x + cost_y)
    found = low + cost_y, weak * (high + cost_y) + (1 - weak) * (low - cost_x), critical
    return LastUnit(*(x[()] for x in np.broadcast_arrays(*found)))


def _checked(units_x: ArrayLike, units_y: ArrayLike, p: ArrayLike) -> tuple[Array, Array, Array]:
    x, y = domain.positive("units_x", units_x), domain.positive("units_y", units_y)
    for name, units in (("units_x", x), ("units_y", y)):
        if np.any(units != np.floor(units)):
            raise domain.refuse(name, units, "whole numbers, 1 or more")
    return x, y, domain.chance("p", p)
