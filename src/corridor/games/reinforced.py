"""The square law with reinforcements: constant inflow (a saddle and its separatrix), and inflow in phases.

x' = P - a y and y' = Q - b x. About the point (Q / b, P / a), where both forces stand still, this is the square law in
the shifted variables: a saddle, so that whoever starts above the line through it (the separatrix) wins in the end.

Sources: Lanchester (1916) for the law; Engel, A Verification of Lanchester's Law, Journal of the Operations Research
Society of America 2 (1954) 163-171 for inflow in phases (landings on Iwo Jima). The formulas are checked against
numerical integration in the tests.
"""

from __future__ import annotations

import itertools
import math
from collections.abc import Sequence
from typing import NamedTuple

import numpy as np
from numpy.typing import ArrayLike

from corridor.games import domain
from corridor.games.domain import Array
from corridor.games.lanchester import Strengths, Winner


class Phase(NamedTuple):
    """A stretch of days with constant inflow, lasting until the next phase starts (the last one for ever).

    Attributes:
        start: first day, 0 or more.
        inflow_x: persons/day that join x, 0 or more.
        inflow_y: persons/day that join y, 0 or more.
    """

    start: float
    inflow_x: float
    inflow_y: float


def saddle(a: float, b: float, inflow_x: float, inflow_y: float) -> Strengths:
    """The strengths at which losses and inflow balance: (inflow_y / b, inflow_x / a).

    Args:
        a: x lost per person of y and day, above 0.
        b: y lost per person of x and day, above 0.
        inflow_x: persons/day that join x, 0 or more.
        inflow_y: persons/day that join y, 0 or more.

    Returns:
        The balance, persons; unstable.

    Raises:
        ValueError: an argument lies outside its range.
    """
    _checked(0, 0, a, b, inflow_x, inflow_y)
    return Strengths(np.asarray(inflow_y / b)[()], np.asarray(inflow_x / a)[()])


def separatrix(x: ArrayLike, a: float, b: float, inflow_x: float, inflow_y: float) -> Array:
    """The y beside ``x`` from which the fight runs into the saddle: y* + sqrt(b / a) (x - x*).

    Args:
        x: persons of x, 0 or more.
        a: x lost per person of y and day, above 0.
        b: y lost per person of x and day, above 0.
        inflow_x: persons/day that join x, 0 or more.
        inflow_y: persons/day that join y, 0 or more.

    Returns:
        Persons of y, of the shape of ``x``: above it y wins, below it x; negative where x wins whatever y has.

    Raises:
        ValueError: an argument lies outside its range.
    """
    x = domain.nonnegative("x", x)
    still_x, still_y = saddle(a, b, inflow_x, inflow_y)
    return (still_y + math.sqrt(b / a) * (x - still_x))[()]


def winner(x0: float, y0: float, a: float, b: float, inflow_x: float, inflow_y: float) -> Winner:
    """Who wins in the end: x if sqrt(b) (x0 - x*) > sqrt(a) (y0 - y*), with (x*, y*) the saddle.

    Args:
        x0: persons of x at the start, 0 or more.
        y0: persons of y at the start, 0 or more.
        a: x lost per person of y and day, above 0.
        b: y lost per person of x and day, above 0.
        inflow_x: persons/day that join x, 0 or more.
        inflow_y: persons/day that join y, 0 or more.

    Returns:
        ``"x"``, ``"y"``, or ``"draw"`` on the separatrix, where the fight never ends.

    Raises:
        ValueError: an argument lies outside its range.
    """
    _checked(x0, y0, a, b, inflow_x, inflow_y)
    edge = float(separatrix(x0, a, b, inflow_x, inflow_y))
    return "draw" if y0 == edge else "y" if y0 > edge else "x"


def strengths(x0: float, y0: float, a: float, b: float, inflow_x: float, inflow_y: float, t: ArrayLike) -> Strengths:
    """Strengths with constant inflow: the square law's solution, shifted to the saddle.

    Args:
        x0: persons of x at the start, 0 or more.
        y0: persons of y at the start, 0 or more.
        a: x lost per person of y and day, above 0.
        b: y lost per person of x and day, above 0.
        inflow_x: persons/day that join x, 0 or more.
        inflow_y: persons/day that join y, 0 or more.
        t: days since the start, 0 or more, before either force is gone; scalar or array.

    Returns:
        Strengths of the shape of ``t``.

    Raises:
        ValueError: an argument lies outside its range, or ``t`` lies after the end of the fight.
    """
    return phased(x0, y0, a, b, [Phase(0, inflow_x, inflow_y)], t)


def phased(x0: float, y0: float, a: float, b: float, phases: Sequence[Phase], t: ArrayLike) -> Strengths:
    """Strengths with inflow that is constant within each phase, as in Engel's account of Iwo Jima.

    Args:
        x0: persons of x at the start, 0 or more.
        y0: persons of y at the start, 0 or more.
        a: x lost per person of y and day, above 0.
        b: y lost per person of x and day, above 0.
        phases: in order of time, the first one starting on day 0.
        t: days since the start, 0 or more, before either force is gone; scalar or array.

    Returns:
        Strengths of the shape of ``t``.

    Raises:
        ValueError: an argument lies outside its range, or ``t`` lies after the end of the fight.
    """
    starts = [phase.start for phase in phases]
    if not phases or starts[0] != 0 or any(late <= early for early, late in itertools.pairwise(starts)):
        raise domain.refuse("phases", starts, "at least one, starting at 0, in order of time")
    t = domain.nonnegative("t", t)
    x, y = np.full(t.shape, np.nan), np.full(t.shape, np.nan)
    now_x, now_y = float(x0), float(y0)
    for phase, until in zip(phases, [*starts[1:], math.inf], strict=True):
        _checked(now_x, now_y, a, b, phase.inflow_x, phase.inflow_y)
        inside = (t >= phase.start) & (t < until)
        x[inside], y[inside] = _shifted_square(now_x, now_y, a, b, phase, t[inside] - phase.start)
        if np.all(t < until):
            break
        now_x, now_y = (float(z) for z in _shifted_square(now_x, now_y, a, b, phase, until - phase.start))
        if min(now_x, now_y) < 0:
            raise domain.refuse("t", t, f"a day before the end of the fight, which comes before day {until}")
    # A force that fell below 0 keeps falling, so the value at t tells whether the fight was over before.
    if np.any(x < 0) or np.any(y < 0):
        raise domain.refuse("t", t, "days on which both forces still stand")
    return Strengths(x[()], y[()])


def _shifted_square(x0: float, y0: float, a: float, b: float, phase: Phase, t: ArrayLike) -> tuple[Array, Array]:
    """The square law's solution about the phase's saddle, on past zero, as sum and difference of scaled forces."""
    still_x, still_y = phase.inflow_y / b, phase.inflow_x / a
    u, v = math.sqrt(b) * (x0 - still_x), math.sqrt(a) * (y0 - still_y)
    c = math.sqrt(a * b) * np.asarray(t)
    total, gap = (u + v) * np.exp(-c), (u - v) * np.exp(c) if u != v else 0.0
    return still_x + (total + gap) / 2 / math.sqrt(b), still_y + (total - gap) / 2 / math.sqrt(a)


def _checked(x0: float, y0: float, a: float, b: float, inflow_x: float, inflow_y: float) -> None:
    for name, value in (("a", a), ("b", b)):
        domain.positive(name, value)
    for name, value in (("x0", x0), ("y0", y0), ("inflow_x", inflow_x), ("inflow_y", inflow_y)):
        domain.nonnegative(name, value)
