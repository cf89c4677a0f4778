"""How sieges end: probabilities with their Monte Carlo error, and days to the end."""

from __future__ import annotations

import math
from typing import NamedTuple

import numpy as np
import xarray as xr


class Share(NamedTuple):
    """A probability estimated from counted members."""

    value: float
    error: float
    """Monte Carlo standard error."""


def share(count: int, total: int) -> Share:
    """A share with its standard error.

    The error is Agresti and Coull's (1998, doi:10.2307/2685469), which does not vanish when nothing or everything was
    counted.

    Args:
        count: members counted, 0 to ``total``.
        total: members in all, at least 1.
    """
    middle = (count + 2.0) / (total + 4.0)
    return Share(count / total, math.sqrt(middle * (1.0 - middle) / (total + 4.0)))


def endings(summary: xr.Dataset) -> dict[str, Share]:
    """Probability of each ending by the horizon."""
    total = max(int(summary.members), 1)
    return {str(e): share(int(summary.ending_members.sel(ending=e)), total) for e in summary.ending.values}


def days_to_end(summary: xr.Dataset, chances: tuple[float, ...] = (0.1, 0.5, 0.9)) -> list[int | None]:
    """Quantiles of the day of the ending over all members; None where it lies beyond the horizon."""
    total = max(int(summary.members), 1)
    by_then = np.cumsum(summary.ending_day_members.sum("ending").values) / total
    found = [int(np.argmax(by_then >= chance)) if by_then[-1] >= chance else None for chance in chances]
    return found


def at_end(summary: xr.Dataset, name: str, chances: tuple[float, ...] = (0.1, 0.5, 0.9)) -> list[float]:
    """Quantiles of a recorded figure on the last day."""
    return [float(summary[name].sel(quantile=chance).isel(day=-1)) for chance in chances]
