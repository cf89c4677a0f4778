"""The generalised attrition law, its invariant, its end and its trajectory.

x' = -a y^p x^q and y' = -b x^p y^q: ``p`` is the exponent of the force that fires, ``q`` of the force that is hit. The
square law is (1, 0), the linear law (1, 1), the logarithmic law (0, 1); Helmbold's law, with losses that also depend on
the force ratio, is (w, 1 - w). Along any trajectory (b x^α - a y^α) / α is constant, α = p - q + 1.

Sources: Bracken, Lanchester Models of the Ardennes Campaign, Naval Research Logistics 42 (1995) 559-577; Helmbold, A
Modification of Lanchester's Equations, Operations Research 13 (1965).
"""

from __future__ import annotations

import math

import numpy as np
from numpy.typing import ArrayLike
from scipy.integrate import quad, solve_ivp

from corridor.games import domain
from corridor.games.domain import Array
from corridor.games.lanchester import End, Strengths

_GONE = 25.0  # e-folds: a force this far below its start, 1 in 7e10, counts as gone


def helmbold(w: float) -> tuple[float, float]:
    """Exponents (p, q) = (w, 1 - w) of Helmbold's law x' = -a (x / y)^(1 - w) y.

    Args:
        w: 1 is the square law, 1/2 the linear law's invariant, 0 the logarithmic law; 0 to 1.

    Returns:
        ``p`` and ``q``.

    Raises:
        ValueError: ``w`` lies outside 0 to 1.
    """
    domain.within("w", w, 0, 1)
    return w, 1 - w


def tactical_rates(a: float, b: float, factor: float) -> tuple[float, float]:
    """Rates with x on the defence: Bracken's factor multiplies the defender's losses and divides the attacker's.

    Args:
        a: rate of x's losses without the factor, above 0.
        b: rate of y's losses without the factor, above 0.
        factor: below 1 where defence protects, above 0.

    Returns:
        ``(a × factor, b / factor)``.

    Raises:
        ValueError: an argument is not positive.
    """
    for name, value in (("a", a), ("b", b), ("factor", factor)):
        domain.positive(name, value)
    return a * factor, b / factor


def invariant(x: ArrayLike, y: ArrayLike, a: float, b: float, p: float, q: float) -> Array:
    """What the law keeps constant: b x^α - a y^α with α = p - q + 1, or b ln x - a ln y where α = 0.

    Args:
        x: persons of x, above 0.
        y: persons of y, above 0.
        a: rate of x's losses, persons^(1-p-q)/day, above 0.
        b: rate of y's losses, persons^(1-p-q)/day, above 0.
        p: exponent of the force that fires, 0 or more.
        q: exponent of the force that is hit, 0 or more.

    Returns:
        The invariant of the broadcast shape; for α above 0 it is positive where x wins.

    Raises:
        ValueError: an argument lies outside its range.
    """
    x, y = domain.positive("x", x), domain.positive("y", y)
    alpha = _checked(1.0, 1.0, a, b, p, q)
    return (b * np.log(x) - a * np.log(y) if alpha == 0 else b * x**alpha - a * y**alpha)[()]


def end(x0: float, y0: float, a: float, b: float, p: float, q: float) -> End:
    """The end of a fight to the finish: x wins if b x0^α > a y0^α, with (invariant / b)^(1/α) survivors.

    Args:
        x0: persons of x at the start, above 0.
        y0: persons of y at the start, above 0.
        a: rate of x's losses, persons^(1-p-q)/day, above 0.
        b: rate of y's losses, persons^(1-p-q)/day, above 0.
        p: exponent of the force that fires, 0 or more.
        q: exponent of the force that is hit, 0 or more, below ``p + 1`` (else neither force outlives the other).

    Returns:
        Winner, survivors and time; the time, by quadrature, is infinite for ``q`` of 1 or more.

    Raises:
        ValueError: an argument lies outside its range.
    """
    alpha = _checked(x0, y0, a, b, p, q)
    if alpha <= 0:
        raise domain.refuse("q", q, f"below p + 1 = {p + 1}")
    lead = float(invariant(x0, y0, a, b, p, q))
    if lead < 0:
        mirror = end(y0, x0, b, a, p, q)
        return mirror._replace(winner="y")
    if lead == 0:
        # Both shrink in proportion: x' = -a (y0 / x0)^p x^(p+q).
        slow = 1 - p - q
        return End("draw", 0.0, x0**slow / slow / (a * (y0 / x0) ** p) if slow > 0 else math.inf)
    survivors = (lead / b) ** (1 / alpha)
    if q >= 1:
        return End("x", survivors, math.inf)

    # dt = dy / (b x^p y^q); in s = (y / y0)^(1-q) the integrand is smooth where y vanishes.
    def days(s: float) -> float:
        y = y0 * s ** (1 / (1 - q))
        return ((lead + a * y**alpha) / b) ** (-p / alpha)

    integral, _ = quad(days, 0, 1, epsabs=0, epsrel=1e-10)
    return End("x", survivors, integral * y0 ** (1 - q) / ((1 - q) * b))


def strengths(x0: float, y0: float, a: float, b: float, p: float, q: float, t: ArrayLike) -> Strengths:
    """Strengths over time by numerical integration (relative error about 1e-9), for any exponents.

    The logarithms of both forces are integrated, so neither turns negative; once a force is gone it stays at 0.

    Args:
        x0: persons of x at the start, above 0.
        y0: persons of y at the start, above 0.
        a: rate of x's losses, persons^(1-p-q)/day, above 0.
        b: rate of y's losses, persons^(1-p-q)/day, above 0.
        p: exponent of the force that fires, 0 or more.
        q: exponent of the force that is hit, 0 or more.
        t: days since the start, 0 or more; scalar or array.

    Returns:
        Strengths of the shape of ``t``.

    Raises:
        ValueError: an argument lies outside its range.
    """
    _checked(x0, y0, a, b, p, q)
    t = domain.nonnegative("t", t)
    # In units of the starting forces the exponents stay moderate whatever the size of the armies.
    rate_x, rate_y = a * y0**p * x0 ** (q - 1), b * x0**p * y0 ** (q - 1)

    def slopes(_: float, z: Array) -> list[float]:
        u, v = z
        return [-rate_x * math.exp(p * v + (q - 1) * u), -rate_y * math.exp(p * u + (q - 1) * v)]

    def gone(_: float, z: Array) -> float:
        return min(z) + _GONE

    gone.terminal = True  # type: ignore[attr-defined]
    days = np.unique(t)
    horizon = max(float(days[-1]), np.finfo(float).tiny)
    # Only for q < 1 does a force vanish at a finite time; its logarithm has a pole there.
    events = gone if q < 1 else None
    run = solve_ivp(slopes, (0, horizon), [0.0, 0.0], "DOP853", days, events=events, rtol=1e-11, atol=1e-11)
    paths = np.exp(run.y) * [[x0], [y0]]
    if paths.shape[1] < len(days):
        winner, survivors, _ = end(x0, y0, a, b, p, q)
        last = [[survivors if winner == "x" else 0.0], [survivors if winner == "y" else 0.0]]
        paths = np.hstack([paths, np.repeat(last, len(days) - paths.shape[1], axis=1)])
    place = np.searchsorted(days, t)
    return Strengths(paths[0][place][()], paths[1][place][()])


def _checked(x0: float, y0: float, a: float, b: float, p: float, q: float) -> float:
    """α = p - q + 1 of checked arguments."""
    for name, value in (("x0", x0), ("y0", y0), ("a", a), ("b", b)):
        domain.positive(name, value)
    return float(domain.nonnegative("p", p) - domain.nonnegative("q", q) + 1)
