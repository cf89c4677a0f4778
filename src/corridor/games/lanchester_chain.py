"""Stochastic attrition: two forces of whole persons, as a Markov chain that loses them one by one.

With m of x and n of y left, x loses one at rate ``rate_x(m, n)`` and y at rate ``rate_y(m, n)``, until one force is
gone. ``rates`` gives the rates of the generalised law; any functions will do. Everything is computed forwards, from the
start: the chance of passing through each state, and from it the chances of every end.

``daily`` is the same fight in steps of a day, all losses of a step drawn at once: what a simulation with a daily step
does, and the exact law to test it against when hazards are not small. ``reinforced_win`` lets fresh persons arrive.

Source: Brown, Theory of Combat: The Probability of Winning, Operations Research 11 (1963) 418-425,
doi:10.1287/opre.11.3.418, for the recursion.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import NamedTuple

import numpy as np
from scipy.sparse import csc_array
from scipy.sparse.linalg import spsolve
from scipy.stats import binom

from corridor.games import domain
from corridor.games.domain import Array

Rate = Callable[[int, int], float]
"""Losses per day of one side, given the persons left of x and of y, both at least 1."""


class Battle(NamedTuple):
    """The law of a fight to the finish.

    Attributes:
        x_left: probability that y is gone and i persons of x are left, [0..m]; entry 0 is 0.
        y_left: probability that x is gone and j persons of y are left, [0..n]; entry 0 is 0.
        both_gone: probability that both vanish in one step; 0 in continuous time.
        time: expected days to the end.
    """

    x_left: Array
    y_left: Array
    both_gone: float
    time: float

    @property
    def win(self) -> float:
        """Probability that x wins; both gone at once counts half to either side."""
        return float(self.x_left.sum() + self.both_gone / 2)

    @property
    def survivors_x(self) -> float:
        """Expected persons of x left at the end, 0 counted where x loses."""
        return float(np.arange(len(self.x_left)) @ self.x_left)

    @property
    def survivors_y(self) -> float:
        """Expected persons of y left at the end, 0 counted where y loses."""
        return float(np.arange(len(self.y_left)) @ self.y_left)


def rates(a: float, b: float, p: float, q: float) -> tuple[Rate, Rate]:
    """Rates of the generalised law: x loses at a n^p m^q, y at b m^p n^q.

    Args:
        a: effectiveness of y's fire, above 0.
        b: effectiveness of x's fire, above 0.
        p: exponent of the force that fires (square law 1, linear 1, logarithmic 0), 0 or more.
        q: exponent of the force that is hit (square law 0, linear 1, logarithmic 1), 0 or more.

    Returns:
        ``rate_x`` and ``rate_y``, losses per day.

    Raises:
        ValueError: an argument lies outside its range.
    """
    domain.positive("a", a)
    domain.positive("b", b)
    domain.nonnegative("p", p)
    domain.nonnegative("q", q)
    return (lambda m, n: a * n**p * m**q), (lambda m, n: b * m**p * n**q)


def battle(m: int, n: int, rate_x: Rate, rate_y: Rate) -> Battle:
    """The fight in continuous time, one loss at a time.

    Args:
        m: persons of x at the start, 1 or more.
        n: persons of y at the start, 1 or more.
        rate_x: losses of x per day, 0 or more.
        rate_y: losses of y per day, 0 or more; never both 0.

    Returns:
        The law of the end, and the expected days to it.

    Raises:
        ValueError: a force is empty, or rates are negative or both 0 somewhere.
    """
    domain.whole("m", m, 1)
    domain.whole("n", n, 1)
    passing = np.zeros((m + 1, n + 1))
    passing[m, n] = 1.0
    time = 0.0
    for i in range(m, 0, -1):
        for j in range(n, 0, -1):
            loss_x, loss_y = _rates_at(rate_x, rate_y, i, j)
            stay = 1 / (loss_x + loss_y)
            time += passing[i, j] * stay
            passing[i - 1, j] += passing[i, j] * loss_x * stay
            passing[i, j - 1] += passing[i, j] * loss_y * stay
    return Battle(passing[:, 0].copy(), passing[0].copy(), 0.0, time)


def daily(m: int, n: int, rate_x: Rate, rate_y: Rate, step: float) -> Battle:
    """The fight in steps: each person is lost with chance 1 - exp(-hazard × step), independently, both sides at once.

    The hazard of one person is the side's rate divided by its number. As ``step`` goes to 0 this becomes ``battle``;
    for 5 against 3 at unit rates the chance of winning is off by about 0.08 × step.

    Args:
        m: persons of x at the start, 1 or more.
        n: persons of y at the start, 1 or more.
        rate_x: losses of x per day, 0 or more.
        rate_y: losses of y per day, 0 or more; never both 0.
        step: length of a step in days, above 0.

    Returns:
        The law of the end, and the expected days to it (the whole last step counted).

    Raises:
        ValueError: an argument lies outside its range, or rates are negative or both 0 somewhere.
    """
    domain.whole("m", m, 1)
    domain.whole("n", n, 1)
    domain.positive("step", step)
    visits = np.zeros((m + 1, n + 1))
    visits[m, n] = 1.0
    time = 0.0
    for i in range(m, 0, -1):
        for j in range(n, 0, -1):
            loss_x, loss_y = _rates_at(rate_x, rate_y, i, j)
            # Entry k: chance that k persons are left after the step.
            left_x = binom.pmf(np.arange(i + 1), i, np.exp(-loss_x / i * step))
            left_y = binom.pmf(np.arange(j + 1), j, np.exp(-loss_y / j * step))
            steps = visits[i, j] / -np.expm1(-(loss_x + loss_y) * step)
            time += steps * step
            visits[i, j] = 0.0
            onward = steps * np.outer(left_x, left_y)
            onward[i, j] = 0.0
            visits[: i + 1, : j + 1] += onward
    both = float(visits[0, 0])
    visits[0, 0] = 0.0
    return Battle(visits[:, 0].copy(), visits[0].copy(), both, time)


def reinforced_win(m: int, n: int, rate_x: Rate, rate_y: Rate, inflow: float, cap: int) -> float:
    """Probability that x wins when single persons join it as a Poisson stream, while it is below ``cap``.

    Solved as one sparse linear system over all states: the chance of winning is left unchanged, on average, by the
    next event.

    Args:
        m: persons of x at the start, 1 to ``cap``.
        n: persons of y at the start, 1 or more.
        rate_x: losses of x per day, 0 or more.
        rate_y: losses of y per day, 0 or more; never both 0, and above 0 wherever x is at its cap.
        inflow: persons/day that join x, 0 or more.
        cap: largest strength of x.

    Returns:
        Probability, 0..1.

    Raises:
        ValueError: an argument lies outside its range, or rates are negative or both 0 somewhere.
    """
    domain.whole("cap", cap, 1)
    domain.whole("m", m, 1, cap)
    domain.whole("n", n, 1)
    domain.nonnegative("inflow", inflow)
    rows, columns, values = [], [], []
    won = np.zeros(cap * n)
    for i in range(1, cap + 1):
        for j in range(1, n + 1):
            loss_x, loss_y = _rates_at(rate_x, rate_y, i, j)
            join = inflow if i < cap else 0.0
            here = _index(i, j, n)
            targets = [(i, j, loss_x + loss_y + join), (i - 1, j, -loss_x), (i, j - 1, -loss_y), (i + 1, j, -join)]
            for to_x, to_y, weight in targets:
                if to_x >= 1 and to_y >= 1 and weight != 0:
                    rows.append(here)
                    columns.append(_index(to_x, to_y, n))
                    values.append(weight)
            won[here] = loss_y if j == 1 else 0.0
    system = csc_array((values, (rows, columns)), shape=(cap * n, cap * n))
    return float(np.asarray(spsolve(system, won))[_index(m, n, n)])


def _index(i: int, j: int, n: int) -> int:
    return (i - 1) * n + j - 1


def _rates_at(rate_x: Rate, rate_y: Rate, i: int, j: int) -> tuple[float, float]:
    loss_x, loss_y = float(rate_x(i, j)), float(rate_y(i, j))
    for name, loss in (("rate_x", loss_x), ("rate_y", loss_y)):
        if not 0 <= loss < np.inf:
            raise domain.refuse(f"{name}({i}, {j})", loss, "0 or more, finite")
    if loss_x + loss_y == 0:
        raise domain.refuse(f"rate_x({i}, {j}) and rate_y({i}, {j})", 0, "not both 0: the fight would never end")
    return loss_x, loss_y
