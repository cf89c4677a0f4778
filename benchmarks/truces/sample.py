"""Which simulated truces are scored, and how sure the figures are: strata of the toll, a bootstrap by cluster."""

from __future__ import annotations

from itertools import pairwise
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from truces.record import LARGE, Figure

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


class Row(NamedTuple):
    """A figure over truces: a sum over a sum."""

    name: str
    told: Figure | None
    """What the record says."""
    above: NDArray[np.float64]
    """[truce]."""
    below: NDArray[np.float64]

    @property
    def value(self) -> float:
        """The figure."""
        return float(self.above.sum() / self.below.sum())


def interval(row: Row, cluster: NDArray[np.int64], rng: np.random.Generator, draws: int = 2000) -> tuple[float, float]:
    """95 % interval of a figure by the bootstrap, resampling whole clusters."""
    _, place = np.unique(cluster, return_inverse=True)
    above, below = np.bincount(place, row.above), np.bincount(place, row.below)
    times = rng.multinomial(len(above), np.full(len(above), 1.0 / len(above)), draws)
    told = times @ below > 0.0
    low, high = np.quantile((times @ above)[told] / (times @ below)[told], (0.025, 0.975))
    return float(low), float(high)
