"""Reputation: trust from a record of promises kept and broken, as a Beta belief or as a clock between two types.

A record is a run of 1 (kept) and 0 (broken). The Beta belief doubts only how often promises are kept; the two-type
clock knows how often each of two types keeps them, and asks which type it faces.

Sources: Jøsang and Ismail, The Beta Reputation System, Proceedings of the 15th Bled Electronic Commerce Conference
(2002), for the Beta record with forgetting; Wald, Sequential Tests of Statistical Hypotheses, Annals of Mathematical
Statistics 16 (1945) 117-186, doi:10.1214/aoms/1177731118, for the log-odds of two types as a walk.
"""

from __future__ import annotations

from typing import NamedTuple

import numpy as np
from numpy.typing import ArrayLike
from scipy.special import betaincc, betaln, expit, logit

from corridor.games import domain
from corridor.games.domain import Array


class Counts(NamedTuple):
    """A Beta belief about the chance that a promise is kept.

    Attributes:
        kept: weight of promises kept, prior included.
        broken: weight of promises broken, prior included.
    """

    kept: Array
    broken: Array


class Clock(NamedTuple):
    """How the log-odds of the reliable type move.

    Attributes:
        up: step after a promise kept, log(reliable / other).
        down: step after a promise broken, log((1 - reliable) / (1 - other)).
        drift_reliable: mean step if the type is the reliable one, 0 or more (a Kullback-Leibler divergence).
        drift_other: mean step if it is the other, 0 or less.
        breach_days: kept promises that make up for a broken one.
    """

    up: Array
    down: Array
    drift_reliable: Array
    drift_other: Array
    breach_days: Array


def counts(kept: float, broken: float, record: ArrayLike, memory: float = 1.0) -> Counts:
    """Beta counts after each entry of a record; older entries, and the prior, fade by ``memory`` at every step.

    Args:
        kept: prior weight of promises kept, above 0.
        broken: prior weight of promises broken, above 0.
        record: 1 for kept, 0 for broken, [Entry]; a share between 0 and 1 counts as partly kept.
        memory: factor on the old counts at each entry, above 0, at most 1 (nothing is forgotten).

    Returns:
        Counts with axis [Entry].

    Raises:
        ValueError: an argument lies outside its range.
    """
    entries = domain.within("record", record, 0, 1)
    if entries.ndim != 1:
        raise domain.refuse("record", f"{entries.ndim} axes", "one axis")
    fade = float(domain.factor("memory", memory))
    state = np.array([domain.positive("kept", kept), domain.positive("broken", broken)], dtype=np.float64)
    path = np.empty((len(entries), 2))
    for i, entry in enumerate(entries):
        state = fade * state + (entry, 1 - entry)
        path[i] = state
    return Counts(path[:, 0], path[:, 1])


def mean(kept: ArrayLike, broken: ArrayLike) -> Array:
    """Expected chance that the next promise is kept: kept / (kept + broken).

    Args:
        kept: weight of promises kept, above 0.
        broken: weight of promises broken, above 0.

    Returns:
        Probability, 0..1, of the broadcast shape.

    Raises:
        ValueError: an argument lies outside its range.
    """
    kept = domain.positive("kept", kept)
    return (kept / (kept + domain.positive("broken", broken)))[()]


def chance_above(level: ArrayLike, kept: ArrayLike, broken: ArrayLike) -> Array:
    """Probability that promises are kept more often than ``level``: the upper tail of the Beta belief.

    Args:
        level: chance of keeping a promise, 0..1.
        kept: weight of promises kept, above 0.
        broken: weight of promises broken, above 0.

    Returns:
        Probability, 0..1, of the broadcast shape.

    Raises:
        ValueError: an argument lies outside its range.
    """
    level = domain.within("level", level, 0, 1)
    return betaincc(domain.positive("kept", kept), domain.positive("broken", broken), level)[()]


def all_kept(promises: ArrayLike, kept: ArrayLike, broken: ArrayLike) -> Array:
    """Probability that the next ``promises`` are all kept: the product of (kept + i) / (kept + broken + i).

    It exceeds ``mean`` to that power, since each one kept raises trust in the next.

    Args:
        promises: how many, 0 or more.
        kept: weight of promises kept, above 0.
        broken: weight of promises broken, above 0.

    Returns:
        Probability, 0..1, of the broadcast shape.

    Raises:
        ValueError: an argument lies outside its range.
    """
    more = domain.nonnegative("promises", promises)
    kept, broken = domain.positive("kept", kept), domain.positive("broken", broken)
    return np.exp(betaln(kept + more, broken) - betaln(kept, broken))[()]


def weight_limit(memory: ArrayLike) -> Array:
    """The most that a fading record can weigh, 1 / (1 - memory) entries; infinite where nothing is forgotten.

    Args:
        memory: factor on the old counts at each entry, above 0, at most 1.

    Returns:
        Entries, of the argument's shape.

    Raises:
        ValueError: the argument lies outside its range.
    """
    fade = domain.factor("memory", memory)
    return np.where(fade < 1, 1 / np.where(fade < 1, 1 - fade, 1.0), np.inf)[()]


def clock(reliable: ArrayLike, other: ArrayLike) -> Clock:
    """Steps and drifts of the log-odds between two types.

    Args:
        reliable: chance that the reliable type keeps a promise, above 0 and below 1.
        other: chance that the other type does, above 0, less than ``reliable``.

    Returns:
        Clock of the broadcast shape.

    Raises:
        ValueError: an argument lies outside its range.
    """
    high, low = _checked_types(reliable, other)
    up, down = np.log(high / low), np.log1p(-high) - np.log1p(-low)
    drifts = [rate * up + (1 - rate) * down for rate in (high, low)]
    return Clock(up[()], down[()], drifts[0][()], drifts[1][()], (-down / up)[()])


def two_type(prior: ArrayLike, kept: ArrayLike, broken: ArrayLike, reliable: ArrayLike, other: ArrayLike) -> Array:
    """Probability of the reliable type after promises kept and broken, in any order.

    Args:
        prior: probability of the reliable type, above 0 and below 1.
        kept: promises kept, 0 or more.
        broken: promises broken, 0 or more.
        reliable: chance that the reliable type keeps a promise, above 0 and below 1.
        other: chance that the other type does, above 0, less than ``reliable``.

    Returns:
        Probability, 0..1, of the broadcast shape.

    Raises:
        ValueError: an argument lies outside its range.
    """
    steps = clock(reliable, other)
    kept, broken = domain.nonnegative("kept", kept), domain.nonnegative("broken", broken)
    return expit(logit(domain.chance("prior", prior)) + kept * steps.up + broken * steps.down)[()]


def calm_days(prior: ArrayLike, goal: ArrayLike, reliable: ArrayLike, other: ArrayLike) -> Array:
    """Kept promises in a row, one a day, that lift trust from ``prior`` to ``goal``.

    Args:
        prior: probability of the reliable type, above 0 and below 1.
        goal: trust to be reached, above 0 and below 1.
        reliable: chance that the reliable type keeps a promise, above 0 and below 1.
        other: chance that the other type does, above 0, less than ``reliable``.

    Returns:
        Whole days, 0 or more, of the broadcast shape.

    Raises:
        ValueError: an argument lies outside its range.
    """
    gap = logit(domain.chance("goal", goal)) - logit(domain.chance("prior", prior))
    days = gap / clock(reliable, other).up
    # A goal met exactly on a day must not, by rounding, take one day more.
    return np.maximum(0.0, np.ceil(days - 1e-9))[()]


def _checked_types(reliable: ArrayLike, other: ArrayLike) -> tuple[Array, Array]:
    high, low = domain.chance("reliable", reliable), domain.chance("other", other)
    if not np.all(low < high):
        raise domain.refuse("other", other, f"less than reliable, {reliable}")
    return high, low
