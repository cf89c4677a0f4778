"""Random draws of bounded cost: the same number of operations for every member.

JAX's own gamma, Poisson and binomial draws loop until the slowest member of a batch is done; these invert the
distribution function with a fixed number of terms for small means and expand it around the normal law above.
The error bound of each is tested against the exact law.

Words come from a keyed integer hash of the position (two rounds of Wellons' ``lowbias32``), seeded by the decision's
threefry key: one threefry call a decision, a few integer operations a word.
"""

from __future__ import annotations

import math

import jax
import jax.numpy as jnp
from jaxtyping import Array, Float

from corridor.elementary import at_least, at_most, exp, normal_quantile, polynomial
from corridor.types import RandomKey, Words

POISSON_TERMS, BINOMIAL_TERMS = 7, 12
"""Terms of an inverted distribution function."""
POISSON_MEAN, BINOMIAL_MEAN = 1.0, 2.5
"""Largest mean that is inverted; above it an expansion around the normal law serves."""

LEAST_RATIO = 0.01
"""Least ratio of a term to the one before it, from the second on; smaller ones would only make denormal numbers, which
cost a CPU a hundred times a normal one. Changes no probability by more than 5e-5."""

PART = 0.01
"""Part of a trial that is not one more: counts of persons come as sums of floats, and 5.000001 persons are five."""

Drawn = Float[Array, "..."]


def _mix(word: Words) -> Words:
    word = word ^ (word >> 16)
    word = word * jnp.uint32(0x7FEB352D)
    word = word ^ (word >> 15)
    word = word * jnp.uint32(0x846CA68B)
    return word ^ (word >> 16)


def words_at(key: RandomKey, place: Words) -> Words:
    """One uniform 32-bit word for each place, the same whatever other places are asked for."""
    seed = jax.random.key_data(key)
    return _mix(_mix(place * jnp.uint32(0x9E3779B9) + seed[0]) ^ seed[1])


def words(key: RandomKey, shape: tuple[int, ...]) -> Words:
    """Independent uniform 32-bit words of the given shape."""
    count = 1
    for length in shape:
        count *= length
    return words_at(key, jnp.arange(count, dtype=jnp.uint32).reshape(shape))


def _unit(word: Words) -> Drawn:
    return (word >> 9).astype(jnp.float32) * jnp.float32(2.0**-23) + jnp.float32(2.0**-24)


def uniform(key: RandomKey, shape: tuple[int, ...] = ()) -> Drawn:
    """Uniform numbers strictly between 0 and 1, on a grid of 2**-23."""
    return _unit(words(key, shape))


def uniform_at(key: RandomKey, place: Words) -> Drawn:
    """A uniform number for each place, the same whatever other places are asked for."""
    return _unit(words_at(key, place))


def normal(key: RandomKey, shape: tuple[int, ...] = ()) -> Drawn:
    """Standard normal numbers, cut at about 5.3 standard deviations by the grid of ``uniform``."""
    return normal_from(uniform(key, shape))


def normal_from(chance: Drawn) -> Drawn:
    """Standard normal numbers from uniform ones, by inversion."""
    return normal_quantile(chance)


def spread(key: RandomKey, sd: Drawn) -> Drawn:
    """A lognormal factor of mean 1: overdispersion of a day's losses or deaths.

    Args:
        key: the decision's key.
        sd: standard deviation of the logarithm; 0 gives 1.
    """
    return jnp.exp(sd * normal(key, jnp.shape(sd)) - 0.5 * sd * sd)


def _rounded_normal(chance: Drawn, mean: Drawn, variance: Drawn, skew: Drawn) -> Drawn:
    # Cornish and Fisher's first correction carries the skewness that the plain normal law lacks; rounding adds 1/12 to
    # the variance, which is taken out beforehand.
    z = normal_from(chance)
    sd = jnp.sqrt(jnp.maximum(variance - 1.0 / 12.0, 0.0))
    return jnp.round(mean + sd * (z + skew * (z * z - 1.0) / 6.0))


def _large_poisson(chance: Drawn, mean: Drawn) -> Drawn:
    # Fisher and Cornish's expansion of the inverse distribution function to third order (as in Giles 2016, ACM Trans.
    # Math. Softw. 42(1), 10.1145/2699466), in t = z / sqrt(mean). Below t = -2 it would rise again.
    root = jax.lax.rsqrt(mean)
    t = at_least(normal_quantile(chance) * root, -2.0)
    first = polynomial((1.0, 1.0, 1.0 / 6.0, -1.0 / 72.0, 1.0 / 270.0), t)
    second = polynomial((1.0 / 3.0, -1.0 / 36.0, 7.0 / 810.0), t)
    return at_least(jnp.floor(mean * first + (second - jnp.float32(8.0 / 405.0) * root * root)), 0.0)


def poisson(chance: Drawn, mean: Drawn) -> Drawn:
    """Poisson counts from uniform numbers.

    Args:
        chance: uniform numbers in (0, 1).
        mean: means, at least 0; same shape.

    Returns:
        Whole numbers as floats. Total variation from the exact law under 1e-4 for means up to ``POISSON_MEAN``, under
        0.006 above it.
    """
    small = at_most(mean, POISSON_MEAN)
    # The sum of mean**k / k! is compared with chance * exp(mean): the same as inverting, one product a term less.
    sought = chance * exp(small)
    ratio = at_least(small, LEAST_RATIO)
    power, below = small, 1.0 + small
    count = (sought > 1.0).astype(mean.dtype)
    for k in range(2, POISSON_TERMS + 1):
        count = jnp.where(sought > below, count + 1.0, count)
        power = power * ratio
        below = below + power * jnp.float32(1.0 / math.factorial(k))
    # Asked this way round, a mean that is NaN gives NaN.
    return jnp.where(mean <= POISSON_MEAN, count, _large_poisson(chance, at_least(mean, POISSON_MEAN)))


def binomial(chance: Drawn, trials: Drawn, probability: Drawn) -> Drawn:
    """Binomial counts from uniform numbers.

    Args:
        chance: uniform numbers in (0, 1).
        trials: numbers of trials, at least 0 (rounded up to whole ones).
        probability: chance of each, 0 to 1.

    Returns:
        Whole numbers as floats, at most ``trials``. Total variation from the exact law under 1e-4 for means up to
        ``BINOMIAL_MEAN`` and for up to ``BINOMIAL_TERMS`` trials, else under 0.012 (for up to 10,000 trials; beyond
        100,000 the grid of ``uniform`` shows in single counts). A probability above one half is drawn as its
        complement, so that the fixed number of terms always serves the smaller mean.
    """
    trials = jnp.ceil(trials - PART)
    likely = probability > 0.5
    p = jnp.where(likely, 1.0 - probability, probability)
    chance = jnp.where(likely, 1.0 - chance, chance)
    mean = trials * p
    # Up to ``BINOMIAL_TERMS`` trials the terms reach every count, whatever the mean.
    normal_law = (mean > BINOMIAL_MEAN) & (trials > BINOMIAL_TERMS)
    inverted = _inverted_binomial(chance, jnp.where(normal_law, 0.0, trials), p)
    variance = jnp.maximum(mean * (1.0 - p), 1e-6)
    skew = (1.0 - 2.0 * p) * jax.lax.rsqrt(variance)
    count = jnp.where(normal_law, _rounded_normal(chance, mean, variance, skew), inverted)
    count = jnp.clip(count, 0.0, trials)
    return jnp.where(likely, trials - count, count)


def _inverted_binomial(chance: Drawn, trials: Drawn, p: Drawn) -> Drawn:
    odds = p / (1.0 - p)
    term = jnp.exp(trials * jnp.log1p(-p))
    below = term
    count = jnp.zeros_like(trials)
    for k in range(1, BINOMIAL_TERMS + 1):
        count = count + (chance > below).astype(trials.dtype)
        term = term * jnp.maximum(trials - (k - 1.0), 0.0) * jnp.float32(1.0 / k) * odds
        below = below + term
    return jnp.minimum(count, trials)
