"""Which end of a line a walk leaves by: the algebra common to gambler's ruin and the Brownian front.

A walk starts at ``n`` on a line from 0 to ``size``. Its tilt ``theta`` is the log-odds of a step up, or for Brownian
motion 2 × drift / variance. It leaves at the top with probability (1 - e^(-theta n)) / (1 - e^(-theta size)). With
discounting or without, that is one formula in hyperbolic sines; nothing here overflows or cancels, whatever the sign of
the tilt and however small it is.

Source: Feller, An Introduction to Probability Theory and Its Applications, vol. 1 (1968), chapter XIV; the stable forms
are checked against linear systems in the tests.
"""

from __future__ import annotations

import numpy as np

from corridor.games.domain import Array

_LEVEL = 1e-100  # below it a tilt makes no difference, and soon its digits are lost to float64's smallest numbers
_SERIES_TERMS = 20  # 1/21! lies below the rounding error of float64 where the series is used


def top(theta: Array, phi: Array, n: Array, size: Array) -> Array:
    """e^(theta (size - n) / 2) sinh(phi n) / sinh(phi size), the (discounted) chance of leaving at the top.

    Args:
        theta: tilt, any sign.
        phi: half the gap of the two characteristic exponents, at least ``|theta| / 2``; equal to it with no discount.
        n: start, 0 to ``size``.
        size: length of the line, above 0.

    Returns:
        The chance, in 0..1; ``n / size`` where both ``theta`` and ``phi`` are (all but) 0.
    """
    level = phi * size < _LEVEL
    safe = np.where(level, 1.0, phi)
    share = np.expm1(-2 * safe * n) / np.expm1(-2 * safe * size)
    return np.where(level, n / size, np.exp((theta / 2 - phi) * (size - n)) * share)


def slack(theta: Array, n: Array, size: Array) -> Array:
    """(size × P - n) / theta with P the chance of leaving at the top: what expected durations are made of.

    Args:
        theta: tilt, any sign.
        n: start, 0 to ``size``.
        size: length of the line, above 0.

    Returns:
        The quotient, 0 or more; ``n (size - n) / 2`` where ``theta`` is 0.
    """
    # A walk tilted down is one tilted up, seen from the other end.
    n = np.where(theta < 0, size - n, n)
    theta = np.abs(theta)
    u, v = theta * n, theta * size
    small = v < 1
    far_u, far_v = np.where(small, 1.0, u), np.where(small, 1.0, v)
    # The same number from either end: each is exact where the other subtracts nearly equal numbers.
    from_below = size * np.expm1(-far_u) / np.expm1(-far_v) - n
    from_above = (size - n) - size * np.exp(-far_u) * np.expm1(far_u - far_v) / np.expm1(-far_v)
    direct = np.where(2 * n <= size, from_below, from_above) / np.where(small, 1.0, theta)
    # With g(z) = (1 - e^-z) / z, size × P - n = n (g(u) - g(v)) / g(v): subtract term by term, theta divided out.
    near_u, near_v = np.where(small, u, 0.0), np.where(small, v, 0.0)
    difference = np.zeros(np.broadcast(u, v).shape)
    coefficient, power_n, power_size = 1.0, np.ones_like(u), np.ones_like(v)
    for k in range(1, _SERIES_TERMS + 1):
        coefficient /= -(k + 1)
        power_n, power_size = power_n * (n if k == 1 else near_u), power_size * (size if k == 1 else near_v)
        difference += coefficient * (power_n - power_size)
    safe_v = np.where(small & (v > 0), v, 1.0)
    g = np.where(v > 0, -np.expm1(-safe_v) / safe_v, 1.0)
    return np.maximum(np.where(small, n * difference / g, direct), 0.0)  # the smallest starts round below 0
