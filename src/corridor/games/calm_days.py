"""The calm-days clock of truce texts: a plan starts after so many calm days in a row, and any other day sets it back.

Each day is calm with the same chance, independently of the others.

Source: Feller, An Introduction to Probability Theory and Its Applications, vol. 1 (1968), section XIII.7.
"""

from __future__ import annotations

import numpy as np
from numpy.typing import ArrayLike

from corridor.games import domain
from corridor.games.domain import Array


def mean_wait(run: ArrayLike, calm: ArrayLike) -> Array:
    """Expected days until ``run`` calm days in a row: (1 - calm^run) / ((1 - calm) calm^run).

    Args:
        run: calm days in a row that are asked for, 0 or more.
        calm: chance that a day is calm, above 0, at most 1.

    Returns:
        Days, the last of the run included, of the broadcast shape; ``run`` itself where every day is calm.

    Raises:
        ValueError: an argument lies outside its range.
    """
    run, calm = domain.nonnegative("run", run), domain.factor("calm", calm)
    odds = np.log(calm)
    sure = calm == 1
    # expm1 keeps the digits that 1 - calm^run loses where nearly every day is calm.
    broken = np.where(sure, 1.0, 1 - calm)
    return np.where(sure, run, np.expm1(-run * odds) / broken)[()]


def within(run: int, calm: float, days: int) -> Array:
    """Chance that ``run`` calm days in a row come within so many days, exactly, for every number of days to ``days``.

    The chance of a first run that ends on day d: none of the days to d - run - 1 has ended one, day d - run was not
    calm, the ``run`` days after it were.

    Args:
        run: calm days in a row that are asked for, 1 or more.
        calm: chance that a day is calm, 0..1.
        days: last day, 0 or more.

    Returns:
        Probability, 0..1, [days + 1]; entry d is that for d days.

    Raises:
        ValueError: an argument lies outside its range.
    """
    run, days = domain.whole("run", run, 1), domain.whole("days", days, 0)
    chance = float(domain.within("calm", calm, 0, 1))
    done = np.zeros(days + 1)
    if days >= run:
        done[run] = chance**run
    for day in range(run + 1, days + 1):
        done[day] = done[day - 1] + (1 - done[day - run - 1]) * (1 - chance) * chance**run
    return done
