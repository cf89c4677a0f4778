"""Quantiles of a stream: counts in fixed bins, so that blocks add up exactly and in any order."""

from __future__ import annotations

from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

BINS = 512
"""Bins of each recorded figure; a quantile is off by at most one bin's width."""


class Scale(NamedTuple):
    """How a figure is spread over the bins."""

    low: float
    high: float
    logarithmic: bool
    """Bins equally wide in log(1 + value): for counts that start at 0 and may grow large."""

    def place(self, values: NDArray[np.float32]) -> NDArray[np.float32]:
        """Position of values along the bins, 0 to ``BINS``; values beyond an end go to the last bin there."""
        if self.logarithmic:
            values = np.log1p(np.maximum(values, 0.0))
        low, high = self._ends()
        return (values - np.float32(low)) * np.float32(BINS / (high - low))

    def value(self, place: NDArray[np.float64]) -> NDArray[np.float64]:
        """The value at a position along the bins."""
        low, high = self._ends()
        value = low + place / BINS * (high - low)
        return np.expm1(value) if self.logarithmic else value

    def _ends(self) -> tuple[float, float]:
        if self.logarithmic:
            return float(np.log1p(self.low)), float(np.log1p(self.high))
        return self.low, self.high


def counts(values: NDArray[np.float32], scales: list[Scale]) -> NDArray[np.int32]:
    """How many members fall in each bin.

    Args:
        values: [day, member, series].
        scales: one a series.

    Returns:
        [day, series, BINS] counts. A value that is not a number is counted nowhere.
    """
    days, members, series = values.shape
    found = np.empty((days, series, BINS), np.int32)
    row = np.repeat(np.arange(days, dtype=np.int32) * (BINS + 1), members)
    for s, scale in enumerate(scales):
        with np.errstate(invalid="ignore"):
            place = np.clip(scale.place(values[:, :, s].ravel()), 0.0, BINS - 1)
        # What is not a number goes to a bin of its own, which is dropped.
        cell = np.where(np.isfinite(values[:, :, s].ravel()), place, BINS).astype(np.int32)
        found[:, s] = np.bincount(row + cell, minlength=days * (BINS + 1)).reshape(days, BINS + 1)[:, :BINS]
    return found


def quantile(count: NDArray[np.integer], scale: Scale, chance: float) -> NDArray[np.float64]:
    """A quantile from counts, interpolated inside its bin.

    Args:
        count: [day, BINS].
        scale: of the figure.
        chance: probability, 0 to 1.

    Returns:
        [day]; NaN where nothing was counted.
    """
    below = np.cumsum(count, axis=1)
    total = below[:, -1:]
    wanted = chance * total
    bin_ = np.minimum(np.sum(below < wanted, axis=1, keepdims=True), BINS - 1)
    here = np.take_along_axis(count, bin_, axis=1)
    before = np.take_along_axis(below, bin_, axis=1) - here
    inside = np.where(here > 0, (wanted - before) / np.maximum(here, 1), 0.0)
    value = scale.value((bin_ + np.clip(inside, 0.0, 1.0))[:, 0])
    return np.where(total[:, 0] > 0, value, np.nan)
