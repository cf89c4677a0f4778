"""What is measured of a truce, by the definitions of the recorded figures.

Deaths are given by day, one column a truce. The clock starts the day after the truce came into force: day 1 is the
first entry. A toll is that of the 30 days before the truce.
"""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

WINDOW = 30
"""Days over which deaths are added up."""
RESUMED = 25.0
"""Deaths in a window from which the fighting counts as resumed."""
Days = NDArray[np.float64]
"""[truce]: day of the clock, infinite if it did not come."""
Deaths = NDArray[np.float64]
"""[day, truce]."""


def since(deaths: Deaths) -> Deaths:
    """Deaths since the truce in at most the last ``WINDOW`` days, on each evening."""
    total = np.cumsum(deaths, axis=0)
    before = np.zeros_like(total)
    before[WINDOW:] = total[:-WINDOW]
    return total - before


def first_reach(deaths: Deaths, level: NDArray[np.float64] | float) -> Days:
    """First day on which the deaths since the truce, in at most the last ``WINDOW`` days, reach ``level``."""
    reached = since(deaths) >= np.maximum(level, 1.0)
    return np.where(reached.any(axis=0), reached.argmax(axis=0) + 1.0, np.inf)


def first_death(deaths: Deaths) -> Days:
    """First day with a death."""
    return first_reach(deaths, 1.0)


def resumed(deaths: Deaths) -> Days:
    """First day on which the fighting counts as resumed."""
    return first_reach(deaths, RESUMED)


def returned(deaths: Deaths, toll: NDArray[np.float64]) -> Days:
    """First day on which half the toll before the truce is reached again."""
    return first_reach(deaths, 0.5 * toll)


def by(days: Days, day: float) -> NDArray[np.bool_]:
    """Whether it came by that day of the clock."""
    return days <= day
