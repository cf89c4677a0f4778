"""The reduced siege: its definition, its numbers, and what every implementation returns.

A pocket of 8 x 8 zones, ringed by ground that the besieger holds for good. Of each zone's buildings the besieger's side
holds a share ``held``, a multiple of 1/buildings, 0 on day 0. Two strengths: M besieger, N besieged. A day, with all
of it read from the morning:

1. supply     stock' = clip(stock + inflow - use * effect, 0, capacity); effect = stock / (stock + half), again from the
              new stock; power A = M, D = N * effect
2. losses     besieged: alpha * 1000 * (A/1000)^p * (N/1000)^q * F1,
              besieger: beta * 1000 * (D/1000)^p * (M/1000)^q * F0,
              with F lognormal of mean 1, one normal draw a camp: F = exp(sd * z - sd^2 / 2);
              the besieger is reinforced; no strength falls below 1
3. buildings  beside = mean of held over the four neighbours (outside the pocket: 1); inside = 2 held (1 - held);
              attack = inside + (1 - held) * beside; counter = inside + held * (1 - beside);
              win = 1 / (1 + (D/A)^exponent); one uniform u a zone:
              a building is gained if u < 1 - exp(-rate * win * attack), one is lost if
              u > exp(-rate * (1 - win) * counter)  (never both: the two chances sum to less than 1)
4. end        share = mean of held over the pocket. Once share >= most or a strength < least the siege is over: that day
              is its end and nothing changes any more

Every implementation follows this law; how it draws and in what order it computes is its own business.
"""

from __future__ import annotations

from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

SIDE = 8
ZONES = SIDE * SIDE
DAYS = 180


class Numbers(NamedTuple):
    """The numbers of the law above, in the order in which siege.c reads them."""

    buildings: float = 16.0
    rate: float = 0.7
    exponent: float = 1.0
    p: float = 0.45
    q: float = 0.73
    alpha: float = 0.006
    beta: float = 0.008
    sd: float = 1.5
    inflow: float = 0.5
    use: float = 1.0
    half: float = 10.0
    capacity: float = 60.0
    stock: float = 20.0
    besieger: float = 7000.0
    besieged: float = 7000.0
    reinforcement: float = 40.0
    most: float = 0.99
    least: float = 700.0


NUMBERS = Numbers()


class Outcome(NamedTuple):
    """What is known of each member after the last day."""

    end: NDArray[np.float32]
    """Day on which the siege ended; -1 if it did not."""
    share: NDArray[np.float32]
    besieger: NDArray[np.float32]
    besieged: NDArray[np.float32]
