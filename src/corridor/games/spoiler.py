"""Spoilers: what an attack by outsiders to a deal does to trust in the moderates who were to stop them.

A trustworthy moderate tries to stop attacks, and does so with chance ``stops``; one who is not stops fewer. An attack
that gets through is evidence against the moderate, the more so the abler the trustworthy one was thought to be.

Source: Kydd and Walter, Sabotaging the Peace: The Politics of Extremist Violence, International Organization 56 (2002)
263-296, doi:10.1162/002081802320005487. The form here is a simplification of that model, derived in each docstring, not
its published algebra.
"""

from __future__ import annotations

import numpy as np
from numpy.typing import ArrayLike

from corridor.games import domain
from corridor.games.domain import Array


def attack_ratio(stops: ArrayLike, other_stops: ArrayLike) -> Array:
    """Likelihood ratio of an attack that gets through: (1 - stops) / (1 - other_stops), at most 1.

    Args:
        stops: chance that a trustworthy moderate stops an attack, 0..1, at least ``other_stops``.
        other_stops: chance that another does, 0..1, below 1.

    Returns:
        Ratio, 0..1, of the broadcast shape.

    Raises:
        ValueError: an argument lies outside its range.
    """
    good, bad = _checked(stops, other_stops)
    if not np.all(bad < 1):
        raise domain.refuse("other_stops", other_stops, "below 1")
    return ((1 - good) / (1 - bad))[()]


def trust_after_attack(trust: ArrayLike, stops: ArrayLike, other_stops: ArrayLike) -> Array:
    """Trust once an attack got through: t (1 - s) / (t (1 - s) + (1 - t) (1 - s')).

    Args:
        trust: t, probability that the moderate is trustworthy, 0..1.
        stops: s, chance that a trustworthy moderate stops an attack, 0..1, at least ``other_stops``.
        other_stops: s', chance that another does, 0..1.

    Returns:
        Probability, 0..1, of the broadcast shape; the prior where nobody would have let an attack through.

    Raises:
        ValueError: an argument lies outside its range.
    """
    good, bad = _checked(stops, other_stops)
    return _bayes(trust, 1 - good, 1 - bad)


def trust_after_quiet(trust: ArrayLike, stops: ArrayLike, other_stops: ArrayLike) -> Array:
    """Trust once an attack was stopped: t s / (t s + (1 - t) s').

    Args:
        trust: t, probability that the moderate is trustworthy, 0..1.
        stops: s, chance that a trustworthy moderate stops an attack, 0..1, at least ``other_stops``.
        other_stops: s', chance that another does, 0..1.

    Returns:
        Probability, 0..1, of the broadcast shape; the prior where nobody could have stopped an attack.

    Raises:
        ValueError: an argument lies outside its range.
    """
    good, bad = _checked(stops, other_stops)
    return _bayes(trust, good, bad)


def least_ratio(trust: ArrayLike, threshold: ArrayLike) -> Array:
    """Least ``attack_ratio`` at which a deal outlives an attack: tau (1 - t) / ((1 - tau) t).

    Args:
        trust: t, trust before the attack, above 0 and below 1.
        threshold: tau, least trust at which the deal is kept, above 0 and below 1.

    Returns:
        Ratio, above 0, of the broadcast shape; above 1 where the deal has too little trust even without an attack.

    Raises:
        ValueError: an argument lies outside its range.
    """
    trust, threshold = domain.chance("trust", trust), domain.chance("threshold", threshold)
    return (threshold * (1 - trust) / ((1 - threshold) * trust))[()]


def dead_by(days: ArrayLike, attack: ArrayLike, stops: ArrayLike, kills: ArrayLike = 1.0) -> Array:
    """Chance that attacks have ended a deal by a day: 1 - (1 - attack (1 - stops) kills)^days.

    Args:
        days: 0 or more.
        attack: chance of an attack on a day, 0..1.
        stops: chance that an attack is stopped, 0..1.
        kills: chance that one that gets through ends the deal, 0..1.

    Returns:
        Probability, 0..1, of the broadcast shape.

    Raises:
        ValueError: an argument lies outside its range.
    """
    days = domain.nonnegative("days", days)
    through = domain.within("attack", attack, 0, 1) * (1 - domain.within("stops", stops, 0, 1))
    return (1 - (1 - through * domain.within("kills", kills, 0, 1)) ** days)[()]


def _checked(stops: ArrayLike, other_stops: ArrayLike) -> tuple[Array, Array]:
    good, bad = domain.within("stops", stops, 0, 1), domain.within("other_stops", other_stops, 0, 1)
    if not np.all(bad <= good):
        raise domain.refuse("other_stops", other_stops, f"at most stops, {stops}")
    return good, bad


def _bayes(trust: ArrayLike, good: Array, bad: Array) -> Array:
    prior = domain.within("trust", trust, 0, 1)
    seen = prior * good + (1 - prior) * bad
    return np.where(seen > 0, prior * good / np.where(seen > 0, seen, 1.0), prior)[()]
