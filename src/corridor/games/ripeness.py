"""Ripeness: when a war can be ended by talks, as numbers.

A stalemate that hurts makes a settlement worth having: the surplus of settling is what the war costs a battle, times
the battles it would still last. A plan is ripe if every side that could refuse it gains more by it than it costs to say
yes. With judgement that errs, acceptance is a chance, and talks compete with the front.

Source: the idea is Zartman's, Ripe for Resolution (1985); the forms are elementary and derived in each docstring. The
war of attrition: Maynard Smith (1974).
"""

from __future__ import annotations

from typing import NamedTuple

import numpy as np
from numpy.typing import ArrayLike
from scipy.special import expit

from corridor.games import domain, ruin
from corridor.games.domain import Array


class Ending(NamedTuple):
    """How a war ends where talks compete with the front, by zones held: axis [zones + 1].

    Attributes:
        settled: probability of a settlement.
        besieger: probability that the besieger takes every zone first.
        mean_periods: expected number of periods begun before the end of either kind.
    """

    settled: Array
    besieger: Array
    mean_periods: Array


class Attrition(NamedTuple):
    """Two sides that wait for the other to concede, each as likely at any moment as makes the other indifferent.

    Attributes:
        rate_x: chance a unit of time that x concedes.
        rate_y: chance a unit of time that y concedes.
        mean_duration: mean time until one of them does.
        x_first: probability that it is x.
    """

    rate_x: Array
    rate_y: Array
    mean_duration: Array
    x_first: Array


def surplus(held: ArrayLike, zones: ArrayLike, p: ArrayLike, cost_x: ArrayLike, cost_y: ArrayLike) -> Array:
    """What settling saves two sides that agree on the odds: (cost_x + cost_y) × battles to the end.

    Greatest in the middle of an even war, (cost_x + cost_y) zones² / 4; with uneven odds, nearer the weaker side's end.

    Args:
        held: zones held by the besieger, 0 to ``zones``.
        zones: zones in all, above 0.
        p: chance that the besieger wins a battle, above 0 and below 1.
        cost_x: cost of one battle to one side in units of the prize, 0 or more.
        cost_y: cost of one battle to the other, 0 or more.

    Returns:
        Surplus in units of the prize, of the broadcast shape.

    Raises:
        ValueError: an argument lies outside its range.
    """
    cost = domain.nonnegative("cost_x", cost_x) + domain.nonnegative("cost_y", cost_y)
    return (cost * ruin.duration(held, zones, p))[()]


def ripe(plans: ArrayLike, war: ArrayLike, price: ArrayLike = 0.0) -> Array:
    """Which plans every side prefers to war by at least the price of saying yes.

    Args:
        plans: what each plan is worth to each side, axes [plans, sides].
        war: what war is worth to each side, axis [sides].
        price: political cost of accepting, 0 or more; for all sides or axis [sides].

    Returns:
        The rows of ``plans`` that are ripe.

    Raises:
        ValueError: an argument lies outside its range or the sides don't match.
    """
    plans, war = (domain.within(name, x, -np.inf, np.inf) for name, x in (("plans", plans), ("war", war)))
    if plans.ndim != 2 or war.shape != plans.shape[1:]:
        raise domain.refuse("plans", f"shape {plans.shape}", f"[plans, {war.size}], a column for each side in war")
    return plans[np.all(plans - domain.nonnegative("price", price) >= war, axis=1)]


def hazard(
    plan_x: ArrayLike, war_x: ArrayLike, plan_y: ArrayLike, war_y: ArrayLike, temperature: ArrayLike, talks: ArrayLike
) -> Array:
    """Chance of settling in a period: talks × σ((U_x - W_x) / s) × σ((U_y - W_y) / s), σ the logistic function.

    As s goes to 0 it is ``talks`` where both gain by the plan, else 0.

    Args:
        plan_x: what the plan is worth to x.
        war_x: what war is worth to x.
        plan_y: what the plan is worth to y.
        war_y: what war is worth to y.
        temperature: s, how far judgement errs, in units of the prize, above 0.
        talks: chance of a talk in a period, 0 to 1.

    Returns:
        Probability a period, 0..1, of the broadcast shape.

    Raises:
        ValueError: an argument lies outside its range.
    """
    named = (("plan_x", plan_x), ("war_x", war_x), ("plan_y", plan_y), ("war_y", war_y))
    ux, wx, uy, wy = (domain.within(name, value, -np.inf, np.inf) for name, value in named)
    scale = domain.positive("temperature", temperature)
    return (domain.within("talks", talks, 0, 1) * expit((ux - wx) / scale) * expit((uy - wy) / scale))[()]


def settled_by(hazard: ArrayLike, periods: ArrayLike) -> Array:
    """Probability of a settlement within so many periods at a constant hazard: 1 - (1 - h)^t; the mean wait is 1 / h.

    Args:
        hazard: chance of settling in a period, 0 up to 1.
        periods: periods, 0 or more.

    Returns:
        Probability, 0..1, of the broadcast shape.

    Raises:
        ValueError: an argument lies outside its range.
    """
    return (1 - (1 - domain.within("hazard", hazard, 0, 1)) ** domain.nonnegative("periods", periods))[()]


def front_with_talks(p: float, hazards: ArrayLike) -> Ending:
    """Talks that compete with a moving front: each period the sides settle, by the hazard where they stand, or battle.

    Args:
        p: chance that the besieger wins a battle, above 0 and below 1.
        hazards: chance of settling in a period with n zones held, 0 to 1, axis [zones + 1]; the ends play no part.

    Returns:
        Ending, axis [zones + 1].

    Raises:
        ValueError: an argument lies outside its range.
    """
    settle = np.array(domain.within("hazards", hazards, 0, 1))
    if settle.ndim != 1 or settle.size < 2:
        raise domain.refuse("hazards", f"shape {settle.shape}", "[zones + 1], 2 or more")
    p, inner = float(domain.chance("p", p)), np.arange(1, settle.size - 1)
    settle[[0, -1]] = 0.0
    system, inside = np.eye(settle.size), np.zeros(settle.size)
    system[inner, inner + 1] -= (1 - settle[inner]) * p
    system[inner, inner - 1] -= (1 - settle[inner]) * (1 - p)
    inside[inner] = 1.0
    top = np.zeros(settle.size)
    top[-1] = 1.0
    return Ending(*np.linalg.solve(system, np.stack([settle, top, inside], axis=1)).T)


def attrition(cost_x: ArrayLike, cost_y: ArrayLike, gain_x: ArrayLike, gain_y: ArrayLike) -> Attrition:
    """The war of attrition: x concedes at rate cost_y / gain_y, which makes y indifferent, and y at cost_x / gain_x.

    So the side whose waiting costs more for what it may gain is the one less likely to concede first: what it does must
    leave the other, who waits cheaply, indifferent.

    Args:
        cost_x: cost of waiting to x, a unit of time, above 0.
        cost_y: cost of waiting to y, above 0.
        gain_x: what x gains if y concedes, above 0.
        gain_y: what y gains if x concedes, above 0.

    Returns:
        Attrition of the broadcast shape.

    Raises:
        ValueError: an argument lies outside its range.
    """
    rate_x = domain.positive("cost_y", cost_y) / domain.positive("gain_y", gain_y)
    rate_y = domain.positive("cost_x", cost_x) / domain.positive("gain_x", gain_x)
    both = rate_x + rate_y
    return Attrition(*(x[()] for x in np.broadcast_arrays(rate_x, rate_y, 1 / both, rate_x / both)))
