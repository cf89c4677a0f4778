"""Deterministic attrition: the classic laws in closed form.

Two forces of ``x`` and ``y`` persons wear each other down. ``a`` is how effective y's fire is against x, ``b`` how
effective x's is against y; the laws differ in what else a loss depends on:

- square (aimed fire): x' = -a y, y' = -b x
- linear (area fire): x' = -a x y, y' = -b x y
- logarithmic (losses by own numbers): x' = -a x, y' = -b y
- mixed (x hidden, under area fire; y exposed, under aimed fire): x' = -a x y, y' = -b x

``corridor.games.bracken`` holds the family that contains the first three, ``reinforced`` the square law with inflow.

Sources: Lanchester, Aircraft in Warfare (1916) for square and linear; Peterson (1953) for the logarithmic law;
Deitchman, A Lanchester Model of Guerrilla Warfare, Operations Research 10 (1962) 818-827 for the mixed law.
"""

from __future__ import annotations

import math
from typing import Literal, NamedTuple

import numpy as np
from numpy.typing import ArrayLike

from corridor.games import domain
from corridor.games.domain import Array

Winner = Literal["x", "y", "draw"]


class Strengths(NamedTuple):
    """Strength of both forces at one time or at many.

    Attributes:
        x: persons of x, 0 or more, shape of the time asked for.
        y: persons of y, 0 or more, same shape.
    """

    x: Array
    y: Array


class End(NamedTuple):
    """How a fight to the finish ends.

    Attributes:
        winner: ``"x"``, ``"y"``, or ``"draw"`` when both vanish together.
        survivors: persons of the winner when the other is gone; 0 in a draw.
        time: days until then; infinite where it happens only in the limit.
    """

    winner: Winner
    survivors: float
    time: float


def square(x0: float, y0: float, a: float, b: float, t: ArrayLike) -> Strengths:
    """Strengths under the square law: x(t) = x0 cosh(ct) - sqrt(a/b) y0 sinh(ct), c = sqrt(ab), and the mirror image.

    After one force is gone it stays at 0 and the other keeps its survivors.

    Args:
        x0: persons of x at the start, above 0.
        y0: persons of y at the start, above 0.
        a: x lost per person of y and day, above 0.
        b: y lost per person of x and day, above 0.
        t: days since the start, 0 or more; scalar or array.

    Returns:
        Strengths of the shape of ``t``.

    Raises:
        ValueError: an argument lies outside its range.
    """
    end = square_end(x0, y0, a, b)
    t = domain.nonnegative("t", t)
    c = math.sqrt(a * b)
    u, v = math.sqrt(b) * x0, math.sqrt(a) * y0
    # The sum of the scaled forces decays, the difference grows: exact at parity, where cosh - sinh would cancel.
    running = np.minimum(t, end.time)
    total, gap = (u + v) * np.exp(-c * running), (u - v) * np.exp(c * running) if u != v else 0.0
    return _stop(Strengths((total + gap) / 2 / math.sqrt(b), (total - gap) / 2 / math.sqrt(a)), end, t)


def square_end(x0: float, y0: float, a: float, b: float) -> End:
    """The end under the square law: x wins if b x0² > a y0², with sqrt(x0² - (a/b) y0²) survivors.

    Args:
        x0: persons of x at the start, above 0.
        y0: persons of y at the start, above 0.
        a: x lost per person of y and day, above 0.
        b: y lost per person of x and day, above 0.

    Returns:
        Winner, survivors, and the time artanh(smaller / larger scaled force) / sqrt(ab).

    Raises:
        ValueError: an argument is not positive.
    """
    _positive(x0, y0, a, b)
    u, v = math.sqrt(b) * x0, math.sqrt(a) * y0
    if u == v:
        return End("draw", 0.0, math.inf)
    survivors = math.sqrt(abs(u - v) * (u + v)) / math.sqrt(b if u > v else a)
    return End("x" if u > v else "y", survivors, math.log((u + v) / abs(u - v)) / (2 * math.sqrt(a * b)))


def linear(x0: float, y0: float, a: float, b: float, t: ArrayLike) -> Strengths:
    """Strengths under the linear law: x / y = (x0 / y0) e^(L t) with L = b x - a y constant.

    Args:
        x0: persons of x at the start, above 0.
        y0: persons of y at the start, above 0.
        a: x lost per person of x, person of y and day, above 0.
        b: y lost per person of x, person of y and day, above 0.
        t: days since the start, 0 or more; scalar or array.

    Returns:
        Strengths of the shape of ``t``; the loser vanishes only in the limit.

    Raises:
        ValueError: an argument lies outside its range.
    """
    _positive(x0, y0, a, b)
    t = domain.nonnegative("t", t)
    lead = b * x0 - a * y0
    if lead < 0:
        return Strengths(*reversed(linear(y0, x0, b, a, t)))
    # Written with the decaying exponential only, and with its limit t at parity: no overflow and no cancellation.
    exposure = -np.expm1(-lead * t) / lead if lead > 0 else t
    shrink = 1 + a * y0 * exposure
    return Strengths(x0 / shrink, y0 * np.exp(-lead * t) / shrink)


def linear_end(x0: float, y0: float, a: float, b: float) -> End:
    """The end under the linear law: x wins if b x0 > a y0, with x0 - (a/b) y0 survivors, in the limit of time.

    Args:
        x0: persons of x at the start, above 0.
        y0: persons of y at the start, above 0.
        a: x lost per person of x, person of y and day, above 0.
        b: y lost per person of x, person of y and day, above 0.

    Returns:
        Winner, survivors, infinite time.

    Raises:
        ValueError: an argument is not positive.
    """
    _positive(x0, y0, a, b)
    lead = b * x0 - a * y0
    if lead == 0:
        return End("draw", 0.0, math.inf)
    return End("x", lead / b, math.inf) if lead > 0 else End("y", -lead / a, math.inf)


def logarithmic(x0: float, y0: float, a: float, b: float, t: ArrayLike) -> Strengths:
    """Strengths under the logarithmic law: each force decays by itself, x0 e^(-a t) and y0 e^(-b t).

    Args:
        x0: persons of x at the start, above 0.
        y0: persons of y at the start, above 0.
        a: x lost per person of x and day, above 0.
        b: y lost per person of y and day, above 0.
        t: days since the start, 0 or more; scalar or array.

    Returns:
        Strengths of the shape of ``t``; neither force ever vanishes, so this law has no end.

    Raises:
        ValueError: an argument lies outside its range.
    """
    _positive(x0, y0, a, b)
    t = domain.nonnegative("t", t)
    return Strengths(x0 * np.exp(-a * t), y0 * np.exp(-b * t))


def mixed_invariant(x: ArrayLike, y: ArrayLike, a: float, b: float) -> Array:
    """What the mixed law keeps constant: b x - (a / 2) y²; positive where x wins.

    Args:
        x: persons of x, 0 or more.
        y: persons of y, 0 or more.
        a: x lost per person of x, person of y and day, above 0.
        b: y lost per person of x and day, above 0.

    Returns:
        The invariant, any sign, of the broadcast shape.

    Raises:
        ValueError: an argument lies outside its range.
    """
    x, y = domain.nonnegative("x", x), domain.nonnegative("y", y)
    return (domain.positive("b", b) * x - domain.positive("a", a) / 2 * y**2)[()]


def mixed(x0: float, y0: float, a: float, b: float, t: ArrayLike) -> Strengths:
    """Strengths under the mixed law: y' = -I - (a / 2) y² with I = b x - (a / 2) y² constant.

    After y is gone it stays at 0 and x keeps its survivors.

    Args:
        x0: persons of x at the start (hidden, under area fire), above 0.
        y0: persons of y at the start (exposed, under aimed fire), above 0.
        a: x lost per person of x, person of y and day, above 0.
        b: y lost per person of x and day, above 0.
        t: days since the start, 0 or more; scalar or array.

    Returns:
        Strengths of the shape of ``t``.

    Raises:
        ValueError: an argument lies outside its range.
    """
    end = mixed_end(x0, y0, a, b)
    t = domain.nonnegative("t", t)
    level = float(mixed_invariant(x0, y0, a, b))
    k = math.sqrt(2 * abs(level) / a)
    angle = a * k / 2 * np.minimum(t, end.time)
    # x = x0 / D², y = N / D with D = cos + (y0 / k) sin, N = y0 cos - k sin of the angle, or the hyperbolic pair.
    if level > 0:
        cos, sin = np.cos(angle), np.sin(angle)
        below, above, scale = cos + y0 / k * sin, y0 * cos - k * sin, 1.0
    elif level < 0:
        # Both times 2 e^(-angle), so that a long fight does not overflow.
        cos, sin, scale = 1 + np.exp(-2 * angle), -np.expm1(-2 * angle), 2 * np.exp(-angle)
        below, above = cos + y0 / k * sin, y0 * cos + k * sin
    else:
        below, above, scale = 1 + a * y0 * t / 2, y0, 1.0
    return _stop(Strengths(x0 * (scale / below) ** 2, above / below), end, t)


def mixed_end(x0: float, y0: float, a: float, b: float) -> End:
    """The end under the mixed law: x wins if b x0 > (a / 2) y0², with x0 - (a / 2b) y0² survivors.

    Args:
        x0: persons of x at the start (hidden, under area fire), above 0.
        y0: persons of y at the start (exposed, under aimed fire), above 0.
        a: x lost per person of x, person of y and day, above 0.
        b: y lost per person of x and day, above 0.

    Returns:
        Winner, survivors and time; where y wins, with sqrt(y0² - 2 b x0 / a) survivors, or in a draw, time is infinite.

    Raises:
        ValueError: an argument is not positive.
    """
    _positive(x0, y0, a, b)
    level = float(mixed_invariant(x0, y0, a, b))
    k = math.sqrt(2 * abs(level) / a)
    if level > 0:
        return End("x", level / b, math.atan(y0 / k) / (a * k / 2))
    return End("y", k, math.inf) if level < 0 else End("draw", 0.0, math.inf)


def _positive(x0: float, y0: float, a: float, b: float) -> None:
    for name, value in (("x0", x0), ("y0", y0), ("a", a), ("b", b)):
        domain.positive(name, value)


def _stop(strengths: Strengths, end: End, t: Array) -> Strengths:
    """Hold the exact end values from the end on, where rounding would leave crumbs of the loser."""
    over = t >= end.time
    last = {"x": (end.survivors, 0.0), "y": (0.0, end.survivors), "draw": (0.0, 0.0)}[end.winner]
    x, y = (np.where(over, value, now)[()] for value, now in zip(last, strengths, strict=True))
    return Strengths(x, y)
