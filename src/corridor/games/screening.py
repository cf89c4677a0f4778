"""Screening: demands that only one type of party fulfils, and what a report on a promise says about the type.

A party asks another, whose type it doesn't know, for an effort (a share of fighters separated, days of calm) and
rewards it if the effort is made. Two types: the ``reliable`` one and the other. Where a demand separates them, asking
is a way to learn. Functions take scalars or arrays that broadcast against each other.

Sources: Spence, Job Market Signaling, Quarterly Journal of Economics 87 (1973) 355-374, doi:10.2307/1882010; Riley,
Informational Equilibrium, Econometrica 47 (1979) 331-359. The forms here are elementary and derived in each docstring.
"""

from __future__ import annotations

from typing import Literal, NamedTuple

import numpy as np
from numpy.typing import ArrayLike

from corridor.games import domain
from corridor.games.domain import Array


class Separation(NamedTuple):
    """The efforts that separate two types by their costs.

    Attributes:
        least: smallest effort that the costly type would rather not make; Riley's least-cost outcome.
        most: largest effort that the cheap type is still willing to make.
        rent: what the cheap type keeps of the reward at ``least``.
    """

    least: Array
    most: Array
    rent: Array


class Reach(NamedTuple):
    """The efforts that separate two types by what they are able to do.

    Attributes:
        above: the effort must exceed this, the most that the less able type can do.
        most: largest effort that the abler type is both able and willing to make; none separates if not over ``above``.
    """

    above: Array
    most: Array


class Demand(NamedTuple):
    """What each demand is worth to the party that makes it, and which one it makes.

    Attributes:
        easy: value of the demand that both types fulfil.
        hard: value of the demand that only the reliable type fulfils.
        choice: the demand made; ``none`` where waiting is worth more than either.
    """

    easy: float
    hard: float
    choice: Literal["easy", "hard", "none"]


def riley(reward: ArrayLike, cost_low: ArrayLike, cost_high: ArrayLike) -> Separation:
    """Efforts e with reward ≤ cost_high e and reward ≥ cost_low e: one type makes them, the other gains nothing by it.

    Args:
        reward: worth of being taken for the cheap type, above 0.
        cost_low: the cheap type's cost of one unit of effort, above 0.
        cost_high: the other's, more than ``cost_low``.

    Returns:
        Separation of the broadcast shape, efforts in units of effort, rent in units of reward.

    Raises:
        ValueError: an argument lies outside its range.
    """
    reward, low = domain.positive("reward", reward), domain.positive("cost_low", cost_low)
    high = domain.positive("cost_high", cost_high)
    if not np.all(high > low):
        raise domain.refuse("cost_high", cost_high, f"more than cost_low, {cost_low}")
    return Separation((reward / high)[()], (reward / low)[()], (reward * (1 - low / high))[()])


def capacity(able: ArrayLike, unable: ArrayLike, reward: ArrayLike, cost: ArrayLike) -> Reach:
    """Efforts over ``unable`` and at most min(able, reward / cost): they separate whatever effort costs the less able.

    Args:
        able: most effort that the abler type can make, 0 or more.
        unable: most that the other can make, 0 or more.
        reward: worth of being taken for the abler type, above 0.
        cost: the abler type's cost of one unit of effort, above 0.

    Returns:
        Reach of the broadcast shape, in units of effort.

    Raises:
        ValueError: an argument lies outside its range.
    """
    willing = domain.positive("reward", reward) / domain.positive("cost", cost)
    most = np.minimum(domain.nonnegative("able", able), willing)
    above, most = np.broadcast_arrays(domain.nonnegative("unable", unable), most)
    return Reach(above[()], most[()])


def mimic(prior: ArrayLike, threshold: ArrayLike) -> Array:
    """How often the other type fulfils a demand too, in the semi-pooling equilibrium: prior (1 - t) / ((1 - prior) t).

    It imitates just so often that fulfilment leaves the receiver at its threshold t, indifferent; the receiver then
    accepts just so often (``acceptance``) that the imitator is indifferent as well.

    Args:
        prior: probability of the reliable type, above 0 and below 1.
        threshold: least trust at which the receiver accepts, above 0 and below 1.

    Returns:
        Probability, 0..1, of the broadcast shape; 1 (both fulfil) where the prior already meets the threshold.

    Raises:
        ValueError: an argument lies outside its range.
    """
    prior, threshold = domain.chance("prior", prior), domain.chance("threshold", threshold)
    return np.minimum(1.0, prior * (1 - threshold) / ((1 - prior) * threshold))[()]


def fulfilled(prior: ArrayLike, threshold: ArrayLike) -> Array:
    """Chance that a demand is fulfilled in the semi-pooling equilibrium: prior + (1 - prior) mimic = prior / threshold.

    Args:
        prior: probability of the reliable type, above 0 and below 1.
        threshold: least trust at which the receiver accepts, above 0 and below 1.

    Returns:
        Probability, 0..1, of the broadcast shape; 1 where the prior already meets the threshold.

    Raises:
        ValueError: an argument lies outside its range.
    """
    return np.minimum(1.0, domain.chance("prior", prior) / domain.chance("threshold", threshold))[()]


def acceptance(effort: ArrayLike, cost_high: ArrayLike, reward: ArrayLike) -> Array:
    """How often the receiver accepts in the semi-pooling equilibrium: cost_high × effort / reward.

    It is what makes the imitator's expected reward equal to its cost.

    Args:
        effort: effort demanded, 0 or more.
        cost_high: the imitator's cost of one unit of effort, above 0.
        reward: worth of being accepted, above 0.

    Returns:
        Probability, 0..1, of the broadcast shape; 1 where effort costs the imitator more than the reward.

    Raises:
        ValueError: an argument lies outside its range.
    """
    cost = domain.nonnegative("effort", effort) * domain.positive("cost_high", cost_high)
    return np.minimum(1.0, cost / domain.positive("reward", reward))[()]


def posterior(
    prior: ArrayLike,
    reliable: ArrayLike,
    other: ArrayLike,
    sensitivity: ArrayLike,
    specificity: ArrayLike,
    reported: bool,
) -> Array:
    """Probability of the reliable type after a report, by an imperfect monitor, that a promise was kept or wasn't.

    Bayes, with the chance of a report "kept" equal to q × sensitivity + (1 - q) (1 - specificity) for a type that keeps
    it with chance q.

    Args:
        prior: probability of the reliable type, 0..1.
        reliable: chance that the reliable type keeps the promise, 0..1.
        other: chance that the other type does, 0..1.
        sensitivity: chance that a kept promise is reported kept, 0..1.
        specificity: chance that a broken one is reported broken, 0..1.
        reported: True where the report says kept.

    Returns:
        Probability, 0..1, of the broadcast shape; the prior where neither type could have led to the report.

    Raises:
        ValueError: an argument lies outside its range.
    """
    prior = domain.within("prior", prior, 0, 1)
    hit = domain.within("sensitivity", sensitivity, 0, 1)
    false = 1 - domain.within("specificity", specificity, 0, 1)
    reports = []
    for name, value in (("reliable", reliable), ("other", other)):
        kept = domain.within(name, value, 0, 1)
        said = kept * hit + (1 - kept) * false
        reports.append(said if reported else 1 - said)
    mine, both = prior * reports[0], prior * reports[0] + (1 - prior) * reports[1]
    return np.where(both > 0, mine / np.where(both > 0, both, 1.0), prior)[()]


def demand(prior: float, value_reliable: float, value_other: float, waiting: float) -> Demand:
    """Which demand the uninformed side makes: one that both types fulfil, one that only the reliable does, or none.

    The hard one costs nothing where the reliable type is met and leads to waiting where it isn't, so it is chosen
    where a deal with the other type is worth less than waiting: asking for more in order to learn.

    Args:
        prior: probability of the reliable type, 0..1.
        value_reliable: worth of a deal with the reliable type, any sign, finite.
        value_other: worth of a deal with the other type, likewise.
        waiting: worth of no deal, likewise.

    Returns:
        Demand; in a tie the hard demand, then the easy one.

    Raises:
        ValueError: an argument lies outside its range.
    """
    prior = float(domain.within("prior", prior, 0, 1))
    worths = {"value_reliable": value_reliable, "value_other": value_other, "waiting": waiting}
    good, bad, wait = (float(domain.within(name, worth, -np.inf, np.inf)) for name, worth in worths.items())
    easy, hard = prior * good + (1 - prior) * bad, prior * good + (1 - prior) * wait
    if hard >= max(easy, wait):
        return Demand(easy, hard, "hard")
    return Demand(easy, hard, "easy" if easy >= wait else "none")
