"""How many battles it takes to learn whether the other side is weak or strong.

Each battle is won with one chance against a weak opponent and with another against a strong one. The log-odds of the
two types move by a fixed amount with each battle won or lost, and drift toward the truth.

Source: Wald, Sequential Tests of Statistical Hypotheses, Annals of Mathematical Statistics 16 (1945) 117-186; Kullback
and Leibler, On Information and Sufficiency, ibid. 22 (1951) 79-86.
"""

from __future__ import annotations

import math
from typing import NamedTuple

import numpy as np
from numpy.typing import ArrayLike
from scipy.special import expit, logit

from corridor.games import domain, ruin
from corridor.games.domain import Array


class Steps(NamedTuple):
    """How log-odds move, in nats.

    Attributes:
        won: with a battle won.
        lost: with a battle lost.
        drift: on average with a battle, if the first type is the true one.
    """

    won: Array
    lost: Array
    drift: Array


class Verdict(NamedTuple):
    """A test that goes on until the odds are high enough either way.

    Attributes:
        net: battles that must be won, or lost, net.
        right: probability that it ends on the true type.
        battles: expected number of battles.
    """

    net: int
    right: float
    battles: float


def steps(p_first: ArrayLike, p_second: ArrayLike) -> Steps:
    """What one battle says: log(p₁ / p₂), log((1-p₁) / (1-p₂)), and their mean under p₁, the divergence of p₂ from p₁.

    Args:
        p_first: chance of winning a battle against the first type, above 0 and below 1.
        p_second: chance against the second type, above 0 and below 1.

    Returns:
        Steps of the broadcast shape, of the log-odds of the first type against the second.

    Raises:
        ValueError: an argument lies outside its range.
    """
    first, second = domain.chance("p_first", p_first), domain.chance("p_second", p_second)
    won, lost = np.log(first) - np.log(second), np.log1p(-first) - np.log1p(-second)
    return Steps(won[()], lost[()], (first * won + (1 - first) * lost)[()])


def posterior(first: ArrayLike, p_first: ArrayLike, p_second: ArrayLike, won: ArrayLike, lost: ArrayLike) -> Array:
    """Probability of the first type after a record of battles.

    Args:
        first: its probability before, above 0 and below 1.
        p_first: chance of winning a battle against the first type, above 0 and below 1.
        p_second: chance against the second type, above 0 and below 1.
        won: battles won, 0 or more.
        lost: battles lost, 0 or more.

    Returns:
        Probability, 0..1, of the broadcast shape.

    Raises:
        ValueError: an argument lies outside its range.
    """
    one, won, lost = steps(p_first, p_second), domain.nonnegative("won", won), domain.nonnegative("lost", lost)
    return expit(logit(domain.chance("first", first)) + won * one.won + lost * one.lost)[()]


def verdict(p: float, odds: float) -> Verdict:
    """The test between types beaten with chances p and 1 - p, from even odds until they stand at ``odds`` to 1.

    Each battle moves the log-odds by the same amount, up or down, so the test is gambler's ruin.

    Args:
        p: chance of winning a battle against the true type, above 1/2 and below 1.
        odds: odds for either type at which the test ends, above 1.

    Returns:
        Verdict.

    Raises:
        ValueError: an argument lies outside its range.
    """
    p, odds = float(domain.chance("p", p)), float(domain.positive("odds", odds))
    if p <= 0.5:
        raise domain.refuse("p", p, "above 1/2 and below 1")
    if odds <= 1:
        raise domain.refuse("odds", odds, "above 1")
    # Odds that are a power of one battle's must not take one battle more for a rounding error.
    net = math.ceil(math.log(odds) / math.log(p / (1 - p)) * (1 - 1e-12))
    return Verdict(net, float(ruin.win(net, 2 * net, p)), float(ruin.duration(net, 2 * net, p)))
