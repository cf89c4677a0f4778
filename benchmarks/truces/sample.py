"""Which simulated truces are scored, and how sure the figures are: strata of the toll, a bootstrap by cluster."""

from __future__ import annotations

from collections.abc import Callable
from itertools import pairwise
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from truces.record import LARGE

SMALL_BINS, LARGE_BINS = np.geomspace(10.0, 100.0, 9), np.geomspace(100.0, 1000.0, 9)
"""Ends of the bins that make the tolls log-uniform within each stratum."""


class Truces(NamedTuple):
    """Truces and their twins; the last axis of every array is the truce."""

    toll: NDArray[np.float64]
    deaths: NDArray[np.float64]
    """[day, truce] from the day after the truce."""
    twins: NDArray[np.float64]
    """The same of the same member without the truce; its toll is the same."""
    cluster: NDArray[np.int64]
    """Number of the theatre's draw."""
    restraint: NDArray[np.float64]
    """[day, truce] share of the ground attacks held back, of the camp held back less."""
    active: NDArray[np.bool_]
    """[day, truce] the plan is in force that evening."""

    def pick(self, at: NDArray) -> Truces:
        """Those at these places."""
        return Truces(*(array[..., at] for array in self))


def chosen(toll: NDArray[np.float64], wanted: int, rng: np.random.Generator) -> NDArray[np.int64]:
    """Places of truces whose tolls are log-uniform within 10-99 and 100-999, in the recorded shares.

    Args:
        toll: of every simulated truce.
        wanted: how many; fewer come back where a bin holds too few.
        rng: draws within a bin.
    """
    places = []
    for bins, share in ((SMALL_BINS, 1.0 - LARGE), (LARGE_BINS, LARGE)):
        for low, high in pairwise(bins):
            here = np.flatnonzero((toll >= low) & (toll < high))
            count = round(wanted * share / (len(bins) - 1))
            places.append(rng.permutation(here)[:count])
    return np.concatenate(places)


def interval(
    truces: Truces, figure: Callable[[Truces], float], rng: np.random.Generator, draws: int = 300
) -> tuple[float, float]:
    """95 % interval of a figure, resampling whole clusters."""
    names = np.unique(truces.cluster)
    places = [np.flatnonzero(truces.cluster == name) for name in names]
    found = []
    for _ in range(draws):
        again = np.concatenate([places[i] for i in rng.integers(0, len(names), len(names))])
        found.append(figure(truces.pick(again)))
    low, high = np.nanquantile(found, (0.025, 0.975))
    return float(low), float(high)
