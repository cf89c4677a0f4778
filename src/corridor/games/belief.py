"""Beta beliefs about the odds of a battle: what two sides that see the same battles come to think.

A belief that the besieger wins a battle with chance p is a Beta distribution, as if ``won`` of his battles had been
seen won and ``lost`` of them lost. Each battle adds 1 to one of the two. Sides may start from different beliefs and
agree to disagree; the record they then see is common.

Source: the conjugate prior of Bernoulli trials (Raiffa and Schlaifer, Applied Statistical Decision Theory, 1961).
"""

from __future__ import annotations

from typing import NamedTuple

import numpy as np
from numpy.typing import ArrayLike
from scipy.special import expit

from corridor.games import domain
from corridor.games.domain import Array

_DROP = 40.0  # log density below the peak at which a belief's tail no longer counts in float64
_LEAST_NODES = 48  # enough for a bell curve to rounding error


class Belief(NamedTuple):
    """A Beta distribution of the chance p that the besieger wins a battle; fields are scalars or arrays that broadcast.

    Attributes:
        won: a, battles of the besieger as if seen won, above 0.
        lost: b, battles as if seen lost, above 0.
    """

    won: ArrayLike
    lost: ArrayLike

    @property
    def mean(self) -> Array:
        """Chance that the besieger wins the next battle: a / (a + b)."""
        belief = checked("belief", self)
        return (np.asarray(belief.won) / np.add(belief.won, belief.lost))[()]

    def after(self, won: ArrayLike, lost: ArrayLike) -> Belief:
        """The belief after so many more battles won and lost by the besieger, each 0 or more."""
        return Belief(
            np.add(self.won, domain.nonnegative("won", won)), np.add(self.lost, domain.nonnegative("lost", lost))
        )


def checked(name: str, belief: Belief) -> Belief:
    """The belief as two float64 arrays of one shape, every entry finite and above 0."""
    won, lost = domain.positive(f"{name}.won", belief.won), domain.positive(f"{name}.lost", belief.lost)
    return Belief(*np.broadcast_arrays(won, lost))


def gap(first: Belief, second: Belief, battles: ArrayLike) -> Array:
    """Difference of the means of two beliefs of equal weight a + b = M after a common record: (a₁ - a₂) / (M + t).

    It depends on how many battles were seen, not on who won them.

    Args:
        first: one side's belief at the start.
        second: the other's, of the same ``won + lost``.
        battles: battles seen since, t, 0 or more.

    Returns:
        Difference of the two chances, of the broadcast shape.

    Raises:
        ValueError: an argument lies outside its range.
    """
    first, second = checked("first", first), checked("second", second)
    weight = np.add(first.won, first.lost)
    if not np.allclose(weight, np.add(second.won, second.lost), rtol=1e-12, atol=0):
        raise domain.refuse("second", np.add(second.won, second.lost), f"won + lost as in first, {weight}")
    return (np.subtract(first.won, second.won) / (weight + domain.nonnegative("battles", battles)))[()]


def nodes(belief: Belief, step: float) -> tuple[Array, Array]:
    """Points p and weights that average a smooth function over a belief, to rounding error for a fine enough step.

    The trapezoidal rule in the log-odds of p, over the stretch where the density counts; weights sum to 1.

    Args:
        belief: the belief, fields of shape [...].
        step: largest distance of neighbouring points in log-odds, above 0.

    Returns:
        Points and weights, each of shape [..., points]; a point may round to 1.

    Raises:
        ValueError: an argument lies outside its range.
    """
    belief, step = checked("belief", belief), float(domain.positive("step", step))
    a, b = np.asarray(belief.won), np.asarray(belief.lost)
    low, high = _tail(a, b), -_tail(b, a)
    count = max(_LEAST_NODES, int(np.ceil(np.max(high - low) / step)) + 1)
    z = np.linspace(low, high, count, axis=-1)
    a, b, peak = a[..., None], b[..., None], np.log(a / b)[..., None]
    weights = np.exp(_log_density(z, a, b) - _log_density(peak, a, b))
    return expit(z), weights / weights.sum(axis=-1, keepdims=True)


def _log_density(z: Array, a: Array, b: Array) -> Array:
    """Log density of the log-odds z, up to a constant: a log p + b log(1 - p)."""
    return -a * np.logaddexp(0, -z) - b * np.logaddexp(0, z)


def _tail(a: Array, b: Array) -> Array:
    """The log-odds at or below which the density has fallen by e^-40 from its peak."""
    floor = _log_density(np.log(a / b), a, b) - _DROP
    z = floor / a
    # The density's log is concave: from outside, each step of Newton's falls short of the root and never passes it.
    for _ in range(12):
        z = z + np.maximum(floor - _log_density(z, a, b), 0) / (a * expit(-z) - b * expit(z))
    return z
