"""A front that moves as Brownian motion: the limit of gambler's ruin with many small steps.

The front stands at ``place`` on a line from 0 (pushed back all the way) to ``length`` (everything taken), with
dX = drift dt + volatility dW. All functions take scalars or arrays that broadcast.

Source: Cox and Miller, The Theory of Stochastic Processes (1965), chapter 5; checked against the walk's limit in the
tests.
"""

from __future__ import annotations

import numpy as np
from numpy.typing import ArrayLike

from corridor.games import domain, exits
from corridor.games.domain import Array


def hit(place: ArrayLike, length: ArrayLike, drift: ArrayLike, volatility: ArrayLike) -> Array:
    """Probability that the front reaches ``length`` before 0: (1 - e^(-θ x)) / (1 - e^(-θ L)).

    θ = 2 drift / volatility² is the tilt of the movement.

    Args:
        place: position of the front, 0 to ``length`` (any length unit, the same for all).
        length: length of the line, above 0.
        drift: mean speed forward, length/day, any sign.
        volatility: standard deviation of a day's movement, length/day^½, above 0.

    Returns:
        Probability, 0..1, of the broadcast shape; ``place / length`` without drift.

    Raises:
        ValueError: an argument lies outside its range.
    """
    place, length, tilt, _ = _checked(place, length, drift, volatility)
    return exits.top(tilt, np.abs(tilt) / 2, place, length)[()]


def duration(place: ArrayLike, length: ArrayLike, drift: ArrayLike, volatility: ArrayLike) -> Array:
    """Expected days until the front reaches either end: (L × hit - x) / drift; undrifted, x (L - x) / volatility².

    Args:
        place: position of the front, 0 to ``length`` (any length unit, the same for all).
        length: length of the line, above 0.
        drift: mean speed forward, length/day, any sign.
        volatility: standard deviation of a day's movement, length/day^½, above 0.

    Returns:
        Days, 0 or more, of the broadcast shape.

    Raises:
        ValueError: an argument lies outside its range.
    """
    place, length, tilt, variance = _checked(place, length, drift, volatility)
    return (exits.slack(tilt, place, length) * 2 / variance)[()]


def _checked(
    place: ArrayLike, length: ArrayLike, drift: ArrayLike, volatility: ArrayLike
) -> tuple[Array, Array, Array, Array]:
    """Checked ``place`` and ``length``, the tilt 2 drift / volatility², and the variance of a day."""
    length = domain.positive("length", length)
    place = domain.within("place", place, 0, length)
    variance = domain.positive("volatility", volatility) ** 2
    drift = domain.within("drift", drift, -np.inf, np.inf)
    return place, length, 2 * drift / variance, variance
