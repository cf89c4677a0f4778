"""A war of known odds fought to the finish: the walk over a line of zones with discount, relief and a lower edge.

It is gambler's ruin (``ruin``) with three more things that a siege needs. In each battle period the ring may be
broken, with chance ``relief``, and the besieged have won. The lower edge may reflect: where the besieged cannot win by
storming, a battle that the besieger loses at the lowest step leaves him there. And what comes later is worth less, by
``discount`` a battle.

The system x(n) = c + d (p x(n+1) + q x(n-1)), d = discount × (1 - relief), is solved by elimination written so that
only positive numbers are added: exact to rounding for every p, discount and edge.

Source: Feller, An Introduction to Probability Theory and Its Applications, vol. 1 (1968), chapter XIV; elimination
without subtraction after Grassmann, Taksar and Heyman, Operations Research 33 (1985) 1107-1116.
"""

from __future__ import annotations

from typing import NamedTuple

import numpy as np
from numpy.typing import ArrayLike

from corridor.games import domain
from corridor.games.domain import Array


class Finish(NamedTuple):
    """What a war fought to the finish leads to, by zones held: axis [..., zones + 1].

    Attributes:
        win: E[discount^T; the besieger takes every zone], T the number of battles; undiscounted, its probability.
        loss: E[discount^T; the besieged win], by the lower edge or by relief.
        length: expected number of battles, each weighed by the discount at its start: Σ discount^t P(t battles fought).
    """

    win: Array
    loss: Array
    length: Array


def finish(
    zones: int, p: ArrayLike, discount: ArrayLike = 1.0, relief: ArrayLike = 0.0, reflecting: bool = False
) -> Finish:
    """Discounted chances of each outcome and discounted number of battles, from every number of zones held.

    With no discount and no relief: P(n) and D(n) of ``ruin.win`` and ``ruin.duration``.

    Args:
        zones: zones in all, 1 or more.
        p: chance that the besieger wins a battle, above 0 and below 1.
        discount: factor for one battle, above 0, at most 1.
        relief: chance in a battle period that the war ends with the besieged's win, 0 up to 1.
        reflecting: whether a battle lost with no zone held leaves the besieger there; else the besieged have then won.

    Returns:
        Finish of shape [..., zones + 1], [...] the broadcast shape of ``p``, ``discount`` and ``relief``.

    Raises:
        ValueError: an argument lies outside its range.
    """
    zones = domain.whole("zones", zones, 1)
    discount, relief = domain.factor("discount", discount), domain.within("relief", relief, 0, 1)
    p, discount, relief = np.broadcast_arrays(domain.chance("p", p), discount, relief)
    return unchecked(zones, p, discount, relief, reflecting)


def unchecked(zones: int, p: Array, discount: Array, relief: Array, reflecting: bool) -> Finish:
    """``finish`` for arguments already checked and of one shape; ``p`` may have rounded to 0 or 1, discount be 0."""
    d = discount * (1 - relief)
    up, down, gap = d * p, d * (1 - p), 1 - d
    shape = (*p.shape, zones + 1)
    win, loss, length, carry = np.zeros(shape), np.zeros(shape), np.zeros(shape), np.zeros(shape)
    # Row n after elimination reads x(n) = own(n) + carry(n) x(n+1); short is 1 - carry, kept apart to stay exact.
    if reflecting:
        pivot = gap + up
        short, carry[..., 0], length[..., 0] = gap / pivot, up / pivot, 1 / pivot
    else:
        short, loss[..., 0] = np.ones_like(p), 1.0
    for n in range(1, zones):
        pivot = gap + up + down * short
        short, carry[..., n] = (gap + down * short) / pivot, up / pivot
        loss[..., n] = down * loss[..., n - 1] / pivot
        length[..., n] = (1 + down * length[..., n - 1]) / pivot
    win[..., zones] = 1.0
    for n in range(zones - 1, -1 if reflecting else 0, -1):
        for x in (win, loss, length):
            x[..., n] += carry[..., n] * x[..., n + 1]
    return Finish(win, loss + (discount * relief)[..., None] * length, length)
