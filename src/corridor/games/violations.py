"""Violations of a truce that breed further violations: a self-exciting process, in continuous time and by days.

Violations come at a base rate, and each one draws more after it: ``branching`` of them on average, soon after. So they
come in clusters, and spread about their mean far more than chance alone would have it.

Sources: Hawkes, Spectra of Some Self-Exciting and Mutually Exciting Point Processes, Biometrika 58 (1971) 83-90,
doi:10.1093/biomet/58.1.83; Ferland, Latour and Oraichi, Integer-Valued GARCH Process, Journal of Time Series Analysis
27 (2006) 923-942, doi:10.1111/j.1467-9892.2006.00496.x, for the daily form.
"""

from __future__ import annotations

import numpy as np
from numpy.typing import ArrayLike

from corridor.games import domain
from corridor.games.domain import Array


def stationary_rate(base: ArrayLike, branching: ArrayLike) -> Array:
    """Mean violations a day in the long run: base / (1 - branching).

    Args:
        base: violations a day that nothing provoked, 0 or more.
        branching: violations that one draws after it directly, on average, 0 or more, below 1.

    Returns:
        1/day, of the broadcast shape.

    Raises:
        ValueError: an argument lies outside its range.
    """
    return (domain.nonnegative("base", base) * cluster(branching))[()]


def cluster(branching: ArrayLike) -> Array:
    """Mean violations that go back to one that nothing provoked, itself included: 1 / (1 - branching).

    Args:
        branching: violations that one draws after it directly, on average, 0 or more, below 1.

    Returns:
        Violations, 1 or more, of the argument's shape.

    Raises:
        ValueError: the argument lies outside its range.
    """
    return (1 / (1 - _subcritical("branching", branching)))[()]


def dispersion(branching: ArrayLike) -> Array:
    """Variance of the number of violations over a long time, by its mean: 1 / (1 - branching)²; 1 for chance alone.

    Args:
        branching: violations that one draws after it directly, on average, 0 or more, below 1.

    Returns:
        Ratio, 1 or more, of the argument's shape.

    Raises:
        ValueError: the argument lies outside its range.
    """
    return (cluster(branching) ** 2)[()]


def mean_rate(days: ArrayLike, base: ArrayLike, branching: ArrayLike, decay: ArrayLike) -> Array:
    """Mean violations a day at an age, from none before: base (1 - n e^(-decay (1 - n) days)) / (1 - n), n branching.

    The excitement of one violation fades as e^(-decay × days).

    Args:
        days: age of the truce, 0 or more.
        base: violations a day that nothing provoked, 0 or more.
        branching: violations that one draws after it directly, on average, 0 or more, below 1.
        decay: how fast excitement fades, 1/day, above 0.

    Returns:
        1/day, of the broadcast shape; ``base`` on day 0.

    Raises:
        ValueError: an argument lies outside its range.
    """
    breed = _subcritical("branching", branching)
    faded = np.exp(-domain.positive("decay", decay) * (1 - breed) * domain.nonnegative("days", days))
    return (domain.nonnegative("base", base) * (1 - breed * faded) / (1 - breed))[()]


def daily_mean(day: ArrayLike, base: ArrayLike, kick: ArrayLike, memory: ArrayLike) -> Array:
    """Mean violations on a day, from the base rate on day 0, where each day's rate follows from the day before.

    rate' = base + kick × violations + memory (rate - base), violations Poisson with mean ``rate``. The mean excess over
    its long-run value shrinks by kick + memory a day.

    Args:
        day: 0 the first, 0 or more.
        base: violations a day that nothing provoked, 0 or more.
        kick: what one violation adds to the next day's rate, 0 or more.
        memory: share of the excess rate that lasts to the next day, 0 or more; kick + memory below 1.

    Returns:
        Violations a day, of the broadcast shape.

    Raises:
        ValueError: an argument lies outside its range.
    """
    settled = daily_stationary(base, kick, memory)
    shrink = np.asarray(kick, dtype=np.float64) + np.asarray(memory, dtype=np.float64)
    base = np.asarray(base, dtype=np.float64)
    return (settled + (base - settled) * shrink ** domain.nonnegative("day", day))[()]


def daily_stationary(base: ArrayLike, kick: ArrayLike, memory: ArrayLike) -> Array:
    """Mean violations a day in the long run: base (1 - memory) / (1 - kick - memory).

    Args:
        base: violations a day that nothing provoked, 0 or more.
        kick: what one violation adds to the next day's rate, 0 or more.
        memory: share of the excess rate that lasts to the next day, 0 or more; kick + memory below 1.

    Returns:
        1/day, of the broadcast shape.

    Raises:
        ValueError: an argument lies outside its range.
    """
    kick, memory = domain.nonnegative("kick", kick), domain.nonnegative("memory", memory)
    shrink = _subcritical("kick + memory", kick + memory)
    return (domain.nonnegative("base", base) * (1 - memory) / (1 - shrink))[()]


def _subcritical(name: str, value: ArrayLike) -> Array:
    breed = domain.nonnegative(name, value)
    if not np.all(breed < 1):
        raise domain.refuse(name, value, "0 or more, below 1: else violations multiply without end")
    return breed
