"""Factions: who is in control of a party, how power shifts between its factions, and when a coalition agrees.

Control is a hidden Markov chain: each day one faction decides, another may take over, and others see only whether the
day's promise was kept. Power is a share for each faction, summing to 1.

Sources: Hamilton, A New Approach to the Economic Analysis of Nonstationary Time Series and the Business Cycle,
Econometrica 57 (1989) 357-384, doi:10.2307/1912559, for the filter; Taylor and Jonker, Evolutionarily Stable Strategies
and Game Dynamics, Mathematical Biosciences 40 (1978) 145-156, doi:10.1016/0025-5564(78)90077-9, for the replicator;
Black, On the Rationale of Group Decision-Making, Journal of Political Economy 56 (1948) 23-34, doi:10.1086/256633, for
the median.
"""

from __future__ import annotations

from typing import NamedTuple

import numpy as np
from numpy.typing import ArrayLike
from scipy.special import softmax

from corridor.games import domain
from corridor.games.domain import Array

_SUM = 1e-9  # how far from 1 given probabilities may add up


class Control(NamedTuple):
    """Who seems to be in control, day by day.

    Attributes:
        belief: probability that each faction is in control once the day's outcome is known, [Day, Faction].
        log_likelihood: log probability of the whole record.
    """

    belief: Array
    log_likelihood: float


def in_control(record: ArrayLike, compliance: ArrayLike, switch: ArrayLike, prior: ArrayLike) -> Control:
    """Filter of the faction in control from a record of promises kept (1) and broken (0).

    Args:
        record: 1 or 0 for each day, [Day], one or more.
        compliance: chance that each faction keeps a promise while in control, 0..1, [Faction].
        switch: chance a day that control goes from row to column, rows summing to 1, [Faction, Faction].
        prior: probability that each faction is in control on the first day, summing to 1, [Faction].

    Returns:
        Control.

    Raises:
        ValueError: an argument lies outside its range, or no faction could have led to the record.
    """
    moves, belief = _moves(switch), _shares("prior", prior)
    keeps = domain.within("compliance", compliance, 0, 1)
    if not (keeps.shape == belief.shape == moves.shape[:1]):
        raise domain.refuse("compliance, prior", (keeps.shape, belief.shape), f"{len(moves)} factions, as in switch")
    days = np.atleast_1d(domain.within("record", record, 0, 1))
    if days.ndim != 1 or len(days) == 0 or not np.all((days == 0) | (days == 1)):
        raise domain.refuse("record", record, "one row of 0 and 1")
    path, log_likelihood = np.empty((len(days), len(belief))), 0.0
    for day, kept in enumerate(days):
        seen = belief * (keeps if kept else 1 - keeps)
        chance = float(seen.sum())
        if chance == 0:
            raise domain.refuse("record", f"{kept:g} on day {day}", "an outcome that some faction could have led to")
        path[day] = seen / chance
        log_likelihood += float(np.log(chance))
        belief = path[day] @ moves
    return Control(path, log_likelihood)


def stationary(switch: ArrayLike) -> Array:
    """Share of days that each faction is in control in the long run.

    Args:
        switch: chance a day that control goes from row to column, rows summing to 1, [Faction, Faction]; every faction
            must be able to follow every other, if not at once.

    Returns:
        Shares summing to 1, [Faction].

    Raises:
        ValueError: the argument lies outside its range, or the long run depends on who was first in control.
    """
    moves = _moves(switch)
    size = len(moves)
    # The balance equations, one of which follows from the others, and that the shares sum to 1.
    system = np.vstack([moves.T - np.eye(size), np.ones(size)])
    shares, _, rank, _ = np.linalg.lstsq(system, np.append(np.zeros(size), 1.0))
    if rank < size:
        raise domain.refuse("switch", switch, "a chain whose long run doesn't depend on its start")
    return np.maximum(shares, 0.0)


def mean_spell(switch: ArrayLike) -> Array:
    """Mean days that each faction stays in control once there: 1 / (1 - chance of staying); infinite if it never goes.

    Args:
        switch: chance a day that control goes from row to column, rows summing to 1, [Faction, Faction].

    Returns:
        Days, [Faction].

    Raises:
        ValueError: the argument lies outside its range.
    """
    leaves = 1 - np.diag(_moves(switch))
    return np.where(leaves > 0, 1 / np.where(leaves > 0, leaves, 1.0), np.inf)


def replicator(power: ArrayLike, utility: ArrayLike, pace: float = 1.0, steps: float = 1.0) -> Array:
    """Power after ``steps``: each faction's share grows by e^(pace × utility), then all are scaled to sum to 1.

    Log-odds move in a straight line, so many steps are one step of many times the pace.

    Args:
        power: share of each faction, 0 or more, summing to 1, [Faction].
        utility: what the present course gives each faction, [Faction].
        pace: how fast success turns into power, 0 or more, 1/step.
        steps: 0 or more.

    Returns:
        Shares summing to 1, [Faction].

    Raises:
        ValueError: an argument lies outside its range.
    """
    shares, worth = _shares("power", power), _worth(utility, power)
    push = float(domain.nonnegative("pace", pace)) * float(domain.nonnegative("steps", steps))
    held = shares > 0
    new = np.zeros_like(shares)
    new[held] = softmax(np.log(shares[held]) + push * worth[held])
    return new


def accepts(power: ArrayLike, utility: ArrayLike, needed: float) -> bool:
    """Whether factions that don't lose by a plan hold enough power to accept it.

    Args:
        power: share of each faction, 0 or more, summing to 1, [Faction].
        utility: what the plan gives each faction beyond its present course, [Faction].
        needed: power of a winning coalition, above 0, at most 1 (everybody).

    Returns:
        True where the factions with utility of 0 or more hold at least ``needed``.

    Raises:
        ValueError: an argument lies outside its range.
    """
    shares, worth = _shares("power", power), _worth(utility, power)
    # Shares that add up to what is needed, but for rounding, are enough.
    return bool(shares[worth >= 0].sum() >= float(domain.factor("needed", needed)) - _SUM)


def weighted_median(ideal: ArrayLike, power: ArrayLike) -> float:
    """The position that no other beats by a vote, each faction preferring what is nearer: the median weighted by power.

    Args:
        ideal: position of each faction on one dimension, [Faction].
        power: weight of each faction, 0 or more, some above 0, [Faction].

    Returns:
        The lowest position with at least half of the weight at or below it.

    Raises:
        ValueError: an argument lies outside its range.
    """
    place, weight = domain.within("ideal", ideal, -np.inf, np.inf), domain.nonnegative("power", power)
    if place.shape != weight.shape or place.ndim != 1 or weight.sum() == 0:
        raise domain.refuse("power", power, "one weight for each position, some above 0")
    order = np.argsort(place, kind="stable")
    below = np.cumsum(weight[order])
    return float(place[order][np.searchsorted(below, below[-1] / 2)])


def _shares(name: str, value: ArrayLike) -> Array:
    shares = domain.within(name, value, 0, 1)
    if shares.ndim != 1 or abs(shares.sum() - 1) > _SUM:
        raise domain.refuse(name, value, "one row of shares that sum to 1")
    return shares


def _worth(utility: ArrayLike, power: ArrayLike) -> Array:
    worth = domain.within("utility", utility, -np.inf, np.inf)
    if worth.shape != np.shape(power):
        raise domain.refuse("utility", utility, "one number for each faction")
    return worth


def _moves(switch: ArrayLike) -> Array:
    moves = domain.within("switch", switch, 0, 1)
    if moves.ndim != 2 or moves.shape[0] != moves.shape[1] or np.any(abs(moves.sum(axis=1) - 1) > _SUM):
        raise domain.refuse("switch", switch, "a square table whose rows sum to 1")
    return moves
