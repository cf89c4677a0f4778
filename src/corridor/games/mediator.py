"""The mediator's word: how much bias makes its advice believed.

Side 1 demands a high or a low share. A weak opponent gives in to both, a strong one fights over the high demand. The
mediator has a signal of the opponent's strength, wrong with chance ``error``, and advises side 1, which follows. It
values side 1's share times ``bias`` and loses ``war_cost`` if there is war. One who only wants peace (bias 0) always
calls the opponent strong, so its advice says nothing: only a mediator on side 1's side can call for restraint and be
believed.

Source: Kydd, Which Side Are You On? Bias, Credibility, and Mediation, American Journal of Political Science 47 (2003)
597-611, doi:10.1111/1540-5907.00042. The form here is a simplification of that model, derived in each docstring, not
its published algebra.
"""

from __future__ import annotations

import numpy as np
from numpy.typing import ArrayLike

from corridor.games import domain
from corridor.games.domain import Array


def least_bias(error: ArrayLike, war_cost: ArrayLike, high: ArrayLike, low: ArrayLike) -> Array:
    """Least bias at which a signal "weak" is passed on: error w / ((1 - error) high - low).

    Calling a seemingly weak opponent weak yields (1 - error) bias × high - error w, calling it strong bias × low.

    Args:
        error: chance that the signal is wrong, 0 to 1/2.
        war_cost: w, the mediator's loss from war, above 0.
        high: side 1's share if the high demand is met, 0..1.
        low: its share if it makes the low demand, 0..1, less than ``high``.

    Returns:
        Bias in units of war cost per share, of the broadcast shape; infinite where no bias is enough, since the high
        demand is not worth its risk even to side 1's friends.

    Raises:
        ValueError: an argument lies outside its range.
    """
    wrong, cost, more, less = _checked(error, war_cost, high, low)
    gain = (1 - wrong) * more - less
    return np.where(gain > 0, wrong * cost / np.where(gain > 0, gain, 1.0), np.inf)[()]


def most_bias(error: ArrayLike, war_cost: ArrayLike, high: ArrayLike, low: ArrayLike) -> Array:
    """Largest bias at which a signal "strong" is still passed on: (1 - error) w / (error high - low).

    Calling a seemingly strong opponent weak yields error bias × high - (1 - error) w, calling it strong bias × low.

    Args:
        error: chance that the signal is wrong, 0 to 1/2.
        war_cost: w, the mediator's loss from war, above 0.
        high: side 1's share if the high demand is met, 0..1.
        low: its share if it makes the low demand, 0..1, less than ``high``.

    Returns:
        Bias, of the broadcast shape; infinite where any bias will do, since the low demand is safe and worth more.

    Raises:
        ValueError: an argument lies outside its range.
    """
    wrong, cost, more, less = _checked(error, war_cost, high, low)
    gain = wrong * more - less
    return np.where(gain > 0, (1 - wrong) * cost / np.where(gain > 0, gain, 1.0), np.inf)[()]


def truthful(
    bias: ArrayLike, error: ArrayLike, war_cost: ArrayLike, high: ArrayLike, low: ArrayLike
) -> np.bool_ | np.ndarray:
    """Whether the mediator passes on what it has seen, whichever it is: bias from ``least_bias`` to ``most_bias``.

    Args:
        bias: weight of side 1's share to the mediator, any sign.
        error: chance that the signal is wrong, 0 to 1/2.
        war_cost: the mediator's loss from war, above 0.
        high: side 1's share if the high demand is met, 0..1.
        low: its share if it makes the low demand, 0..1, less than ``high``.

    Returns:
        Truth values of the broadcast shape.

    Raises:
        ValueError: an argument lies outside its range.
    """
    lean = domain.within("bias", bias, -np.inf, np.inf)
    terms = (error, war_cost, high, low)
    return (lean >= least_bias(*terms)) & (lean <= most_bias(*terms))


def _checked(error: ArrayLike, war_cost: ArrayLike, high: ArrayLike, low: ArrayLike) -> tuple[Array, ...]:
    more, less = domain.within("high", high, 0, 1), domain.within("low", low, 0, 1)
    if not np.all(less < more):
        raise domain.refuse("low", low, f"less than high, {high}")
    return domain.within("error", error, 0, 0.5), domain.positive("war_cost", war_cost), more, less
