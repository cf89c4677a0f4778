"""Why fight at all: the range of divisions that both sides prefer to war, and what ignorance or few options do to it.

War gives x the whole prize of 1 with chance p and costs each side something; both know p. Any share of x between
p - cost_x and p + cost_y leaves both better off than war. War still comes where no plan on the table lies in that
range, or where x doesn't know the cost of y and asks for more at some risk.

Source: Fearon, Rationalist Explanations for War, International Organization 49 (1995) 379-414,
doi:10.1017/S0020818300033324.
"""

from __future__ import annotations

from typing import NamedTuple

import numpy as np
from numpy.typing import ArrayLike

from corridor.games import domain
from corridor.games.domain import Array


class Range(NamedTuple):
    """The shares of x that both sides prefer to war; empty where ``low`` exceeds ``high``.

    Attributes:
        low: the least that x accepts.
        high: the most that y concedes.
    """

    low: Array
    high: Array

    @property
    def width(self) -> Array:
        """What a settlement saves the two together; below 0 where there is none."""
        return self.high - self.low


class Demand(NamedTuple):
    """The best demand on a side of unknown cost.

    Attributes:
        share: what x demands for itself, 0..1.
        war: probability that y refuses.
        value: what x expects of it.
    """

    share: Array
    war: Array
    value: Array


class Stand(NamedTuple):
    """The two demands that can be best where y is of one of two types.

    Attributes:
        press: expected value of a demand that only the type of high cost accepts.
        settle: value of the demand that both accept.
        critical: probability of the type of high cost above which pressing is better.
    """

    press: Array
    settle: Array
    critical: Array


def bargaining_range(p: ArrayLike, cost_x: ArrayLike, cost_y: ArrayLike) -> Range:
    """The range [p - cost_x, p + cost_y].

    Args:
        p: chance that x wins the war, 0 to 1.
        cost_x: cost of war to x in units of the prize, 0 or more.
        cost_y: cost of war to y, 0 or more.

    Returns:
        Range of the broadcast shape; its ends may lie outside 0..1, where no division reaches.

    Raises:
        ValueError: an argument lies outside its range.
    """
    p = domain.within("p", p, 0, 1)
    low, high = p - domain.nonnegative("cost_x", cost_x), p + domain.nonnegative("cost_y", cost_y)
    return Range(*(end[()] for end in np.broadcast_arrays(low, high)))


def acceptable(menu: ArrayLike, p: float, cost_x: float, cost_y: float) -> Array:
    """The shares of x on a finite menu that both sides prefer to war; none where the prize cannot be divided so.

    Args:
        menu: shares of x on the table, each 0 to 1, axis [plans].
        p: chance that x wins the war, 0 to 1.
        cost_x: cost of war to x, 0 or more.
        cost_y: cost of war to y, 0 or more.

    Returns:
        The acceptable shares, in the menu's order.

    Raises:
        ValueError: an argument lies outside its range.
    """
    shares, ends = np.atleast_1d(domain.within("menu", menu, 0, 1)), bargaining_range(p, cost_x, cost_y)
    return shares[(shares >= ends.low) & (shares <= ends.high)]


def risk_return(p: ArrayLike, cost_x: ArrayLike, cost_y_most: ArrayLike) -> Demand:
    """The best take-it-or-leave-it demand where the cost of y is uniform on 0..cost_y_most, known to y alone.

    A demand of p + z is refused by the types of cost below z: probability z / cost_y_most. Best is
    z = (cost_y_most - cost_x) / 2, or 0 where that is negative, and no demand exceeds 1.

    Args:
        p: chance that x wins the war, 0 to 1.
        cost_x: cost of war to x, 0 or more.
        cost_y_most: highest cost of war that y may have, above 0.

    Returns:
        Demand of the broadcast shape.

    Raises:
        ValueError: an argument lies outside its range.
    """
    p, cost = domain.within("p", p, 0, 1), domain.nonnegative("cost_x", cost_x)
    most = domain.positive("cost_y_most", cost_y_most)
    more = np.minimum(np.maximum((most - cost) / 2, 0), 1 - p)
    war = more / most
    return Demand((p + more)[()], war[()], ((p + more) * (1 - war) + (p - cost) * war)[()])


def two_types(p: ArrayLike, cost_x: ArrayLike, cost_weak: ArrayLike, cost_strong: ArrayLike, weak: ArrayLike) -> Stand:
    """Pressing, which risks war with the strong type of y, against settling for what both types accept.

    Pressing demands p + cost_weak; settling, p + cost_strong. Press where the probability of the weak type is above
    (cost_x + cost_strong) / (cost_x + cost_weak).

    Args:
        p: chance that x wins the war, 0 to 1.
        cost_x: cost of war to x, 0 or more.
        cost_weak: cost of war to the weak type of y, more than ``cost_strong``.
        cost_strong: cost of war to the strong type, 0 or more.
        weak: probability that y is of the weak type, 0 to 1.

    Returns:
        Stand of the broadcast shape.

    Raises:
        ValueError: an argument lies outside its range.
    """
    p, cost, weak = domain.within("p", p, 0, 1), domain.nonnegative("cost_x", cost_x), domain.within("weak", weak, 0, 1)
    high, low = domain.positive("cost_weak", cost_weak), domain.nonnegative("cost_strong", cost_strong)
    if not np.all(high > low):
        raise domain.refuse("cost_weak", cost_weak, f"more than cost_strong, {cost_strong}")
    stand = weak * (p + high) + (1 - weak) * (p - cost), p + low, (cost + low) / (cost + high)
    return Stand(*(x[()] for x in np.broadcast_arrays(*stand)))
