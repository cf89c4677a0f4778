"""Uncertain quantities as rows of quantiles: one table serves every kind of distribution.

A member draws a uniform number for each entry and reads the quantile off by linear interpolation. So changing a value
into a range, or a range into a lognormal, changes a table and never the compiled program. Distributions are truncated
to the range that the field allows; unbounded ones end at their 0.0001 and 0.9999 quantiles.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any, NamedTuple

import numpy as np
from numpy.typing import NDArray
from scipy import stats

from corridor.scenario.quantity import Meaning, Quantity, Section, meaning_of

GRID = 513
"""Quantiles kept of each entry, equally spaced in probability."""
TAIL = 1e-4


class Named(NamedTuple):
    """A quantity of a scenario and where it stands."""

    path: str
    quantity: Quantity
    meaning: Meaning


def _distribution(q: Quantity) -> Any:
    if q.distribution == "lognormal":
        return stats.lognorm(s=q.sigma, scale=q.median)
    if q.distribution == "normal":
        return stats.norm(loc=q.mean, scale=q.sd)
    low, high = q.span()
    if q.distribution == "loguniform":
        return stats.loguniform(low, high)
    if q.distribution == "triangular":
        assert q.mode is not None
        return stats.triang((q.mode - low) / (high - low), loc=low, scale=high - low)
    return stats.uniform(low, high - low)


def quantiles(q: Quantity, meaning: Meaning) -> NDArray[np.float64]:
    """Quantiles of a quantity at ``GRID`` equally spaced probabilities, within its allowed range."""
    if q.value is not None:
        return np.full(GRID, q.value)
    law = _distribution(q)
    chance = np.clip(np.linspace(0.0, 1.0, GRID), TAIL, 1.0 - TAIL)
    if q.distribution in (None, "uniform", "loguniform", "triangular"):
        chance = np.linspace(0.0, 1.0, GRID)
    below, up_to = law.cdf(meaning.low), law.cdf(meaning.high)
    return np.clip(law.ppf(below + (up_to - below) * chance), meaning.low, meaning.high)


def quantities(section: Section, prefix: str = "") -> Iterator[Named]:
    """Every quantity of a section and of those inside it, with its dotted path (list items by id)."""
    for name, field in type(section).model_fields.items():
        value, path = getattr(section, name), f"{prefix}{name}"
        meaning = meaning_of(field)
        if isinstance(value, Quantity) and meaning is not None:
            yield Named(path, value, meaning)
        elif isinstance(value, Section):
            yield from quantities(value, f"{path}.")
        elif isinstance(value, list):
            for number, item in enumerate(value):
                if isinstance(item, Section):
                    yield from quantities(item, f"{path}.{getattr(item, 'id', number)}.")
