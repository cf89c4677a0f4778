"""Commitment: why a shift of power breaks the peace, and why a plan that shifts power is refused by who loses from it.

A flow of 1 a period is divided for ever; a war, won by x with chance p, destroys a share of every later flow. A side
that will be strong tomorrow cannot promise today to take little then. Where its gain in strength exceeds what war would
destroy, no division of today's flow makes up for it.

Source: Powell, War as a Commitment Problem, International Organization 60 (2006) 169-203,
doi:10.1017/S0020818306060061. The plan that pays until it collapses is our own, by the same accounting.
"""

from __future__ import annotations

from typing import NamedTuple

import numpy as np
from numpy.typing import ArrayLike

from corridor.games import domain
from corridor.games.domain import Array
from corridor.games.fearon import Range


class Shift(NamedTuple):
    """The largest shift of power along a path.

    Attributes:
        size: max over T of discount^T p_T - p_0.
        period: the T where it is largest, the last one if there are several.
        war: whether it exceeds ``threshold``: the side that declines fights rather than waits.
    """

    size: float
    period: int
    war: bool


def threshold(destroyed: ArrayLike) -> Array:
    """The discounted shift of power above which there is no peace: d / (1 - d).

    Args:
        destroyed: share of every later flow that a war destroys, d, 0 or more and below 1.

    Returns:
        A difference of probabilities, of the shape of ``destroyed``.

    Raises:
        ValueError: an argument lies outside its range.
    """
    return (_destroyed(destroyed) / (1 - _destroyed(destroyed)))[()]


def critical_next(p: ArrayLike, discount: ArrayLike, destroyed: ArrayLike) -> Array:
    """The strength tomorrow above which the other side fights today: (p + d / (1 - d)) / discount.

    Args:
        p: chance that the rising side wins a war today, 0 to 1.
        discount: factor for one period, above 0, at most 1.
        destroyed: share of every later flow that a war destroys, 0 or more and below 1.

    Returns:
        Chance that it wins a war tomorrow, of the broadcast shape; above 1 where no shift breaks the peace.

    Raises:
        ValueError: an argument lies outside its range.
    """
    return ((domain.within("p", p, 0, 1) + threshold(destroyed)) / domain.factor("discount", discount))[()]


def worst_shift(path: ArrayLike, discount: float, destroyed: float) -> Shift:
    """The largest discounted shift along a path of strength, however slow, and whether it breaks the peace now.

    The side in decline can be paid at most all of the flow until period T, when the other takes what it could then win.

    Args:
        path: chance that the rising side wins a war in period 0, 1, ..., each 0 to 1, axis [periods].
        discount: factor for one period, above 0 and below 1.
        destroyed: share of every later flow that a war destroys, 0 or more and below 1.

    Returns:
        Shift.

    Raises:
        ValueError: an argument lies outside its range.
    """
    path = np.atleast_1d(domain.within("path", path, 0, 1))
    sizes = float(domain.chance("discount", discount)) ** np.arange(len(path)) * path - path[0]
    period = len(sizes) - 1 - int(np.argmax(sizes[::-1]))
    return Shift(float(sizes[period]), period, bool(sizes[period] > threshold(destroyed)))


def plan_value(flow: ArrayLike, after: ArrayLike, hazard: ArrayLike, discount: ArrayLike) -> Array:
    """What a plan is worth that pays a flow until it collapses: [u + δ h W'] / [1 - δ (1 - h)].

    Args:
        flow: what it pays a side in a period, u, in units of the prize (any number; a share s of the prize pays
            (1 - discount) s).
        after: what the war after a collapse is worth to that side, W'.
        hazard: chance that the plan collapses in a period, h, 0 to 1.
        discount: factor for one period, δ, above 0 and below 1.

    Returns:
        Value of the broadcast shape.

    Raises:
        ValueError: an argument lies outside its range.
    """
    flow, after = _number("flow", flow), _number("after", after)
    hazard, discount = domain.within("hazard", hazard, 0, 1), domain.chance("discount", discount)
    return ((flow + discount * hazard * after) / (1 - discount * (1 - hazard)))[()]


def plan_shares(
    war_x: ArrayLike,
    war_y: ArrayLike,
    after_x: ArrayLike,
    after_y: ArrayLike,
    hazard: ArrayLike,
    discount: ArrayLike,
) -> Range:
    """The shares of the flow to x at which both sides prefer a plan to war.

    A plan that shifts power leaves the joint gain as it was and moves the range: who gains from its collapse must give
    up almost all of the flow.

    Args:
        war_x: what war now is worth to x.
        war_y: what war now is worth to y.
        after_x: what the war after a collapse is worth to x.
        after_y: what it is worth to y.
        hazard: chance that the plan collapses in a period, 0 to 1.
        discount: factor for one period, above 0 and below 1.

    Returns:
        Range of the broadcast shape, cut to 0..1; empty where ``low`` exceeds ``high``.

    Raises:
        ValueError: an argument lies outside its range.
    """
    hazard, discount = domain.within("hazard", hazard, 0, 1), domain.chance("discount", discount)

    def least(war: Array, after: Array) -> Array:
        return (war * (1 - discount * (1 - hazard)) - discount * hazard * after) / (1 - discount)

    low = least(_number("war_x", war_x), _number("after_x", after_x))
    high = 1 - least(_number("war_y", war_y), _number("after_y", after_y))
    return Range(np.maximum(low, 0)[()], np.minimum(high, 1)[()])


def critical_hazard(flow: ArrayLike, war: ArrayLike, after: ArrayLike, discount: ArrayLike) -> Array:
    """The hazard of collapse above which a side refuses a plan whose collapse would leave it weaker.

    h* = [u - (1 - δ) W] / [δ (W - W')].

    Args:
        flow: what the plan pays the side in a period, u.
        war: what war now is worth to it, W.
        after: what the war after a collapse is worth to it, W', less than ``war``.
        discount: factor for one period, δ, above 0 and below 1.

    Returns:
        Chance a period, of the broadcast shape; below 0 where it refuses any such plan, above 1 where it refuses none.

    Raises:
        ValueError: an argument lies outside its range.
    """
    war, after, discount = _number("war", war), _number("after", after), domain.chance("discount", discount)
    if not np.all(after < war):
        raise domain.refuse("after", after, f"less than war, {war}")
    return ((_number("flow", flow) - war * (1 - discount)) / (discount * (war - after)))[()]


def _destroyed(destroyed: ArrayLike) -> Array:
    share = domain.nonnegative("destroyed", destroyed)
    if not np.all(share < 1):
        raise domain.refuse("destroyed", destroyed, "0 or more and below 1")
    return share


def _number(name: str, value: ArrayLike) -> Array:
    return domain.within(name, value, -np.inf, np.inf)
