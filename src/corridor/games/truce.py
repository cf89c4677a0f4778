"""How long a truce holds: hazards that fall with age, hidden differences between truces, competing causes, thresholds.

Days count from the start of the truce; survival is the chance that it still holds.

Sources: Cox and Oakes, Analysis of Survival Data (1984), for Weibull, proportional and competing hazards; Vaupel,
Manton and Stallard, The Impact of Heterogeneity in Individual Frailty on the Dynamics of Mortality, Demography 16
(1979) 439-454, doi:10.2307/2061224, for gamma frailty.
"""

from __future__ import annotations

import numpy as np
from numpy.typing import ArrayLike
from scipy.special import gamma, gammainc

from corridor.games import domain
from corridor.games.domain import Array


def weibull_survival(days: ArrayLike, rate: ArrayLike, shape: ArrayLike, ratio: ArrayLike = 1.0) -> Array:
    """Survival under Weibull hazards: exp(-ratio (rate × days)^shape).

    Args:
        days: age of the truce, 0 or more.
        rate: 1/day, above 0.
        shape: above 0; below 1 the hazard falls with age, at 1 it is constant.
        ratio: hazard ratio of this truce to the base, above 0.

    Returns:
        Probability, 0..1, of the broadcast shape.

    Raises:
        ValueError: an argument lies outside its range.
    """
    return np.exp(-_weibull_load(days, rate, shape, ratio))[()]


def weibull_daily(day: ArrayLike, rate: ArrayLike, shape: ArrayLike, ratio: ArrayLike = 1.0) -> Array:
    """Chance that a truce that held to the start of its ``day``-th day ends on it: 1 - S(day) / S(day - 1).

    Args:
        day: which day, 1 the first, 1 or more.
        rate: 1/day, above 0.
        shape: above 0.
        ratio: hazard ratio of this truce to the base, above 0.

    Returns:
        Probability, 0..1, of the broadcast shape.

    Raises:
        ValueError: an argument lies outside its range.
    """
    last = domain.within("day", day, 1, np.inf)
    more = _weibull_load(last, rate, shape, ratio) - _weibull_load(last - 1, rate, shape, ratio)
    return (-np.expm1(-more))[()]


def weibull_quantile(survival: ArrayLike, rate: ArrayLike, shape: ArrayLike, ratio: ArrayLike = 1.0) -> Array:
    """Age at which survival has fallen to ``survival``: (-log(survival) / ratio)^(1 / shape) / rate; 1/2 is the median.

    Args:
        survival: above 0, at most 1.
        rate: 1/day, above 0.
        shape: above 0.
        ratio: hazard ratio of this truce to the base, above 0.

    Returns:
        Days, of the broadcast shape.

    Raises:
        ValueError: an argument lies outside its range.
    """
    load = -np.log(domain.factor("survival", survival)) / domain.positive("ratio", ratio)
    return (load ** (1 / domain.positive("shape", shape)) / domain.positive("rate", rate))[()]


def weibull_mean(rate: ArrayLike, shape: ArrayLike, ratio: ArrayLike = 1.0) -> Array:
    """Expected life of a truce: Gamma(1 + 1 / shape) ratio^(-1 / shape) / rate.

    Args:
        rate: 1/day, above 0.
        shape: above 0.
        ratio: hazard ratio of this truce to the base, above 0.

    Returns:
        Days, of the broadcast shape.

    Raises:
        ValueError: an argument lies outside its range.
    """
    power = 1 / domain.positive("shape", shape)
    return (gamma(1 + power) * domain.positive("ratio", ratio) ** -power / domain.positive("rate", rate))[()]


def frailty_survival(days: ArrayLike, hazard: ArrayLike, variance: ArrayLike) -> Array:
    """Survival among truces that differ: (1 + variance × hazard × days)^(-1 / variance).

    Each truce has a constant hazard, ``hazard`` times a gamma variable of mean 1. The weak ones end first, so that what
    is left looks ever safer though no truce has changed.

    Args:
        days: age, 0 or more.
        hazard: mean hazard at the start, 1/day, above 0.
        variance: of the gamma variable, 0 (all alike) or more.

    Returns:
        Probability, 0..1, of the broadcast shape.

    Raises:
        ValueError: an argument lies outside its range.
    """
    load, spread = _frailty(days, hazard, variance)
    alike = spread == 0
    safe = np.where(alike, 1.0, spread)
    return np.exp(-np.where(alike, load, np.log1p(spread * load) / safe))[()]


def frailty_hazard(days: ArrayLike, hazard: ArrayLike, variance: ArrayLike) -> Array:
    """Hazard among the truces that are left: hazard / (1 + variance × hazard × days).

    Args:
        days: age, 0 or more.
        hazard: mean hazard at the start, 1/day, above 0.
        variance: of the gamma variable, 0 (all alike) or more.

    Returns:
        1/day, of the broadcast shape.

    Raises:
        ValueError: an argument lies outside its range.
    """
    load, spread = _frailty(days, hazard, variance)
    return (domain.positive("hazard", hazard) / (1 + spread * load))[()]


def competing_survival(days: ArrayLike, hazards: ArrayLike) -> Array:
    """Survival against several causes at once, each with its constant hazard: exp(-days × sum of hazards).

    Args:
        days: age, 0 or more.
        hazards: of each cause, 1/day, 0 or more, [..., Cause].

    Returns:
        Probability, 0..1, of the shape of ``days`` broadcast against ``hazards`` without its last axis.

    Raises:
        ValueError: an argument lies outside its range.
    """
    total = domain.nonnegative("hazards", np.atleast_1d(hazards)).sum(axis=-1)
    return np.exp(-domain.nonnegative("days", days) * total)[()]


def competing_shares(hazards: ArrayLike) -> Array:
    """Chance that each cause is the one that ends the truce, whenever that is: its share of the summed hazards.

    Args:
        hazards: of each cause, 1/day, 0 or more, some above 0, [..., Cause].

    Returns:
        Shares summing to 1, [..., Cause].

    Raises:
        ValueError: an argument lies outside its range.
    """
    each = domain.nonnegative("hazards", np.atleast_1d(hazards))
    total = each.sum(axis=-1, keepdims=True)
    if not np.all(total > 0):
        raise domain.refuse("hazards", hazards, "some cause above 0")
    return each / total


def threshold_daily(rate: ArrayLike, threshold: int) -> Array:
    """Chance of ``threshold`` or more violations on a day on which they come as a Poisson number.

    Where such a day ends the truce, its life is geometric: mean 1 / this, survival (1 - this)^days.

    Args:
        rate: mean violations a day, 0 or more.
        threshold: number of violations that ends the truce, 1 or more.

    Returns:
        Probability, 0..1, of the shape of ``rate``.

    Raises:
        ValueError: an argument lies outside its range.
    """
    return gammainc(domain.whole("threshold", threshold, 1), domain.nonnegative("rate", rate))[()]


def threshold_survival(days: ArrayLike, rate: ArrayLike, threshold: int) -> Array:
    """Chance that no day has seen ``threshold`` violations: (1 - ``threshold_daily``)^days.

    Args:
        days: age, 0 or more.
        rate: mean violations a day, 0 or more.
        threshold: number of violations that ends the truce, 1 or more.

    Returns:
        Probability, 0..1, of the broadcast shape.

    Raises:
        ValueError: an argument lies outside its range.
    """
    return ((1 - threshold_daily(rate, threshold)) ** domain.nonnegative("days", days))[()]


def _weibull_load(days: ArrayLike, rate: ArrayLike, shape: ArrayLike, ratio: ArrayLike) -> Array:
    """The cumulative hazard."""
    scaled = domain.positive("rate", rate) * domain.nonnegative("days", days)
    return domain.positive("ratio", ratio) * scaled ** domain.positive("shape", shape)


def _frailty(days: ArrayLike, hazard: ArrayLike, variance: ArrayLike) -> tuple[Array, Array]:
    load = domain.positive("hazard", hazard) * domain.nonnegative("days", days)
    return load, domain.nonnegative("variance", variance)
