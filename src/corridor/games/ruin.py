"""Gambler's ruin: the front as a walk on a line of zones, one contest at a time.

The besieger holds ``held`` of ``zones`` zones. Each contest moves the front one zone: forward with probability ``p``,
back with 1 - p. It ends when the besieger holds all of them (win) or none. All functions take scalars or arrays that
broadcast against each other.

Source: Feller, An Introduction to Probability Theory and Its Applications, vol. 1 (1968), chapter XIV.
"""

from __future__ import annotations

import numpy as np
from numpy.typing import ArrayLike

from corridor.games import domain, exits
from corridor.games.domain import Array


def win(held: ArrayLike, zones: ArrayLike, p: ArrayLike) -> Array:
    """Probability that the besieger ends with every zone: (1 - r^held) / (1 - r^zones), r = (1 - p) / p.

    Computed in the log-odds of ``p``, so p = 1/2 (held / zones) and any p near it need no special case.

    Args:
        held: zones held now, 0 to ``zones``.
        zones: zones in all, above 0.
        p: chance of winning one contest, above 0 and below 1.

    Returns:
        Probability, 0..1, of the broadcast shape.

    Raises:
        ValueError: an argument lies outside its range.
    """
    held, zones, odds = _checked(held, zones, p)
    return exits.top(odds, np.abs(odds) / 2, held, zones)[()]


def duration(held: ArrayLike, zones: ArrayLike, p: ArrayLike) -> Array:
    """Expected number of contests to the end: (zones × win - held) / (2 p - 1), or held (zones - held) at p = 1/2.

    Args:
        held: zones held now, 0 to ``zones``.
        zones: zones in all, above 0.
        p: chance of winning one contest, above 0 and below 1.

    Returns:
        Contests, 0 or more, of the broadcast shape.

    Raises:
        ValueError: an argument lies outside its range.
    """
    held, zones, odds = _checked(held, zones, p)
    # 2 p - 1 = tanh(odds / 2); its quotient with odds has the limit 1/2.
    flat = odds == 0
    per_odds = np.where(flat, 0.5, np.tanh(odds / 2) / np.where(flat, 1.0, odds))
    return (exits.slack(odds, held, zones) / per_odds)[()]


def discounted_win(held: ArrayLike, zones: ArrayLike, p: ArrayLike, discount: ArrayLike) -> Array:
    """E[discount^T; win], T the number of contests: the value now of 1 paid at the moment of winning.

    With roots l = (1 ± sqrt(1 - 4 d² p q)) / (2 d p) it is (l1^n - l2^n) / (l1^N - l2^N). As a function of ``discount``
    it is the generating function of T on the event of winning; at 1 it is the chance of winning.

    Args:
        held: zones held now, 0 to ``zones``.
        zones: zones in all, above 0.
        p: chance of winning one contest, above 0 and below 1.
        discount: factor for one contest, above 0, at most 1.

    Returns:
        Discounted probability, 0..1, of the broadcast shape.

    Raises:
        ValueError: an argument lies outside its range.
    """
    held, zones, odds = _checked(held, zones, p)
    return exits.top(odds, _spread(odds, discount), held, zones)[()]


def discounted_loss(held: ArrayLike, zones: ArrayLike, p: ArrayLike, discount: ArrayLike) -> Array:
    """E[discount^T; loss]: the mirror image of ``discounted_win``, with the defender's zones and odds.

    Args:
        held: zones held now, 0 to ``zones``.
        zones: zones in all, above 0.
        p: chance of winning one contest, above 0 and below 1.
        discount: factor for one contest, above 0, at most 1.

    Returns:
        Discounted probability, 0..1, of the broadcast shape.

    Raises:
        ValueError: an argument lies outside its range.
    """
    held, zones, odds = _checked(held, zones, p)
    return exits.top(-odds, _spread(odds, discount), zones - held, zones)[()]


def _checked(held: ArrayLike, zones: ArrayLike, p: ArrayLike) -> tuple[Array, Array, Array]:
    """Checked ``held`` and ``zones``, and the log-odds of ``p``."""
    zones = domain.positive("zones", zones)
    held = domain.within("held", held, 0, zones)
    p = domain.chance("p", p)
    # log(p) - log(1 - p) cancels near 1/2, log1p(2p - 1) rounds near 0 and 1: take each where it is exact.
    near = np.abs(p - 0.5) < 0.25
    middle = np.where(near, 2 * p - 1, 0.0)
    odds = np.where(near, np.log1p(middle) - np.log1p(-middle), np.log(p) - np.log1p(-p))
    return held, zones, odds


def _spread(odds: Array, discount: ArrayLike) -> Array:
    """The phi > 0 with cosh(phi) = cosh(odds / 2) / discount, exact for a discount near 1 and odds near 0."""
    discount = domain.factor("discount", discount)
    return 2 * np.arcsinh(np.sqrt((np.sinh(odds / 4) ** 2 + (1 - discount) / 2) / discount))
