"""Stochastic attrition where a closed form exists, and its diffusion limit for large forces.

The chain itself, for any rates, stands in ``corridor.games.lanchester_chain``; these are the cases that need no chain.
"""

from __future__ import annotations

import math
from fractions import Fraction

import numpy as np
from numpy.typing import ArrayLike
from scipy.special import betainc, gamma, ndtr

from corridor.games import domain
from corridor.games.domain import Array

_LOG_STEP = 0.02  # of the trapezoid rule over the logarithm of time


def square_win(m: int, n: int) -> Fraction:
    """Probability that x wins under the square law with equal effectiveness, as an exact fraction.

    sum over k = 1..m of (-1)^(m-k) k^(m+n) / ((m-k)! (n+k)!).

    Args:
        m: persons of x, 1 or more.
        n: persons of y, 1 or more.

    Returns:
        Exact probability.

    Raises:
        ValueError: an argument is not a whole number of at least 1.

    Source: Brown, Theory of Combat: The Probability of Winning, Operations Research 11 (1963) 418-425,
    doi:10.1287/opre.11.3.418, solves this case; the form used here is checked against the recursion.
    """
    domain.whole("m", m, 1)
    domain.whole("n", n, 1)
    total = Fraction(0)
    for k in range(1, m + 1):
        total += Fraction((-1) ** (m - k) * k ** (m + n), math.factorial(m - k) * math.factorial(n + k))
    return total


def linear_win(m: ArrayLike, n: ArrayLike, share: ArrayLike) -> Array:
    """Probability that x wins under the linear law: who loses next doesn't depend on the state.

    The chance that y's n-th loss comes before x's m-th is the regularised incomplete beta function I_share(n, m).

    Args:
        m: persons of x, above 0.
        n: persons of y, above 0.
        share: b / (a + b), the chance that the next loss is y's, above 0 and below 1.

    Returns:
        Probability, 0..1, of the broadcast shape.

    Raises:
        ValueError: an argument lies outside its range.

    Source: Brown (1963), as for ``square_win``.
    """
    return betainc(domain.positive("n", n), domain.positive("m", m), domain.chance("share", share))[()]


def logarithmic_win(m: int, n: int, a: float, b: float) -> float:
    """Probability that x wins under the logarithmic law: the last of y goes before the last of x.

    Persons are lost independently, so with u = e^(-a t) it is the integral over 0..1 of m (1-u)^(m-1) (1-u^(b/a))^n.

    Args:
        m: persons of x, 1 or more.
        n: persons of y, 1 or more.
        a: hazard of each person of x, 1/day, above 0.
        b: hazard of each person of y, 1/day, above 0.

    Returns:
        Probability, 0..1, to about 1e-14 for forces up to 1,000 and 1e-11 for a million.

    Raises:
        ValueError: an argument lies outside its range.

    Source: order statistics of exponential lifetimes; checked against the recursion.
    """
    domain.whole("m", m, 1)
    domain.whole("n", n, 1)
    domain.positive("a", a)
    domain.positive("b", b)
    # In the logarithm of s = a t the integrand is smooth and vanishes doubly fast, where the trapezoid rule is exact to
    # rounding; in u it has a cusp for b far below a.
    log_s = _LOG_STEP * np.arange(-45 / _LOG_STEP, math.log(45 + math.log(m)) / _LOG_STEP)
    s = np.exp(log_s)
    last_x = m * s * np.exp(-s) * (-np.expm1(-s)) ** (m - 1)
    gone_y = (-np.expm1(-b / a * s)) ** n
    return min(float(_LOG_STEP * (last_x @ gone_y)), 1.0)


def normal_win(m: ArrayLike, n: ArrayLike, a: ArrayLike, b: ArrayLike) -> Array:
    """Probability that x wins under the square law, for large forces near parity.

    b x² - a y² is nearly a martingale that ends positive if x wins; along the parity line it gathers the variance
    V = 4 (sqrt(a) + sqrt(b)) s³ / 3, with s the scaled strength sqrt(b) m = sqrt(a) n (here the mean of the two, so
    that swapping the sides swaps the chances). Hence Φ((b m² - a n²) / sqrt(V)). For equal effectiveness the error is
    0.008 at 2 against 1 and 0.0015 at 10 against 8; where x is twice as effective, 0.011 at 10 against 14, falling
    like m^(-1/2).

    Args:
        m: persons of x, above 0.
        n: persons of y, above 0.
        a: x lost per person of y and day, above 0.
        b: y lost per person of x and day, above 0.

    Returns:
        Approximate probability, 0..1, of the broadcast shape.

    Raises:
        ValueError: an argument is not positive.

    Source: the normal approximation is Brown's (1963) in kind; this variance is derived as said and checked against
    the recursion.
    """
    m, n, a, b = (domain.positive(name, z) for name, z in (("m", m), ("n", n), ("a", a), ("b", b)))
    u, v = np.sqrt(b) * m, np.sqrt(a) * n
    variance = 4 / 3 * (np.sqrt(a) + np.sqrt(b)) * ((u + v) / 2) ** 3
    return ndtr((u - v) * (u + v) / np.sqrt(variance))[()]


def parity_survivors(n: ArrayLike) -> Array:
    """Expected survivors of the winner when n meet n under the square law: (16/3)^(1/4) Γ(3/4) / sqrt(π) × n^(3/4).

    The deterministic law leaves nobody at parity; chance leaves many. Asymptotic: 3 % high at n = 10, 1 % at n = 60.

    Args:
        n: persons on each side, above 0.

    Returns:
        Persons, of the shape of ``n``.

    Raises:
        ValueError: ``n`` is not positive.

    Source: Kingman, Martingales in the OK Corral, Bulletin of the London Mathematical Society 31 (1999) 601-606.
    """
    return ((16 / 3) ** 0.25 * gamma(0.75) / math.sqrt(math.pi) * domain.positive("n", n) ** 0.75)[()]
