"""Trust and reassurance: how much trust cooperation needs, and a first small stake that an untrustworthy party betrays.

Each side cooperates or betrays. A trustworthy party would rather cooperate with one who cooperates (both > betray); an
untrustworthy one would rather betray (betray > both). Neither knows the other's type. Splitting what is at stake in two
lets a party show its type on the first, smaller part.

Sources: Kydd, Trust, Reassurance, and Cooperation, International Organization 54 (2000) 325-357; Kydd, Trust and
Mistrust in International Relations (Princeton 2005). The forms here are a simplification of that model, derived in each
docstring, not its published algebra.
"""

from __future__ import annotations

import numpy as np
from numpy.typing import ArrayLike

from corridor.games import domain
from corridor.games.domain import Array


def trust_threshold(both: ArrayLike, betray: ArrayLike, neither: ArrayLike, betrayed: ArrayLike) -> Array:
    """Least trust at which a trustworthy party cooperates: (P - S) / ((R - T) + (P - S)).

    With trust t it gains t R + (1 - t) S by cooperating and t T + (1 - t) P by betraying.

    Args:
        both: R, its payoff if both cooperate, more than ``betray``.
        betray: T, if it alone betrays, at least ``neither``.
        neither: P, if both betray, more than ``betrayed``.
        betrayed: S, if it alone cooperates.

    Returns:
        Probability that the other is trustworthy, 0..1, of the broadcast shape.

    Raises:
        ValueError: the payoffs are not those of a trustworthy party.
    """
    return trust_needed(1.0, both, betray, neither, betrayed)


def trust_needed(
    stake: ArrayLike, both: ArrayLike, betray: ArrayLike, neither: ArrayLike, betrayed: ArrayLike
) -> Array:
    """Least trust at which a trustworthy party risks a first part ``a`` of the whole.

    a (P - S) / (a (P - S) + a (R - T) + (1 - a) (R - P)). The first part separates
    the types (``separating_stake``), so that the rest is played knowing them. Cooperating yields R from a trustworthy
    party and a S + (1 - a) P from another; betraying, which exposes as untrustworthy, a T + (1 - a) P or P.

    Args:
        stake: a, share of the whole in the first part, above 0, at most 1 (all at once).
        both: R, its payoff from the whole if both cooperate, more than ``betray``.
        betray: T, if it alone betrays, at least ``neither``.
        neither: P, if both betray, more than ``betrayed``.
        betrayed: S, if it alone cooperates.

    Returns:
        Probability that the other is trustworthy, 0..1, of the broadcast shape.

    Raises:
        ValueError: an argument lies outside its range, or the payoffs are not those of a trustworthy party.
    """
    first = domain.factor("stake", stake)
    given = (both, betray, neither, betrayed)
    everything, alone, nothing, left = (np.asarray(value, dtype=np.float64) for value in given)
    if not np.all((everything > alone) & (alone >= nothing) & (nothing > left)):
        raise domain.refuse("both, betray, neither, betrayed", given, "both > betray >= neither > betrayed")
    risk = first * (nothing - left)
    return (risk / (risk + first * (everything - alone) + (1 - first) * (everything - nothing)))[()]


def separating_stake(both: ArrayLike, betray: ArrayLike, neither: ArrayLike) -> Array:
    """Least share in the first part at which an untrustworthy party betrays it: (T - P) / ((T - R) + (T - P)).

    Betraying at once yields a T and then, exposed, (1 - a) P; cooperating first yields a R and then (1 - a) T. With a
    smaller first part it hides its type, and the part teaches nothing.

    Args:
        both: R, its payoff from the whole if both cooperate, less than ``betray``, more than ``neither``.
        betray: T, if it alone betrays.
        neither: P, if both betray.

    Returns:
        Share of the whole, above 1/2 and below 1, of the broadcast shape.

    Raises:
        ValueError: the payoffs are not those of an untrustworthy party.
    """
    given = (both, betray, neither)
    everything, alone, nothing = (np.asarray(value, dtype=np.float64) for value in given)
    if not np.all((alone > everything) & (everything > nothing)):
        raise domain.refuse("both, betray, neither", given, "betray > both > neither")
    return ((alone - nothing) / ((alone - everything) + (alone - nothing)))[()]
