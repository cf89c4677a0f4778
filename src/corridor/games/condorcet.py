"""The probabilistic Condorcet election: which of several options a contest of coalitions ends in, as a distribution.

``coalition[i, j]`` is the strength of those who prefer option i to option j. The stronger coalition wins a contest of
two with a chance that grows with their ratio. Options follow one another as status quo by such contests, and the share
of time that each is in force is its chance.

Source: Wise, Lester and Efird, An Introduction to the KAPSARC Toolkit for Behavioral Analysis (KTAB) Using
One-Dimensional Spatial Models (KAPSARC 2015). The figures in the tests agree with that toolkit's own reference output.
"""

from __future__ import annotations

import numpy as np
from numpy.typing import ArrayLike

from corridor.games import domain
from corridor.games.domain import Array


def victory(coalition: ArrayLike, exponent: float = 2.0) -> Array:
    """Chance that option i beats option j: c_ij^k / (c_ij^k + c_ji^k).

    Args:
        coalition: strength of those who prefer the row's option to the column's, 0 or more, [Option, Option]; of two
            coalitions one at least above 0. The diagonal is not read.
        exponent: k, how surely the stronger wins, 0 (a coin) or more.

    Returns:
        Probability, 0..1, [Option, Option]; 1/2 on the diagonal.

    Raises:
        ValueError: an argument lies outside its range.
    """
    strength = _square("coalition", domain.nonnegative("coalition", coalition)).copy()
    np.fill_diagonal(strength, 1.0)
    best = np.maximum(strength, strength.T)
    if not np.all(best > 0):
        raise domain.refuse("coalition", coalition, "of two coalitions one at least above 0")
    # Dividing by the stronger one first, no power overflows.
    power = (strength / best) ** float(domain.nonnegative("exponent", exponent))
    return power / (power + power.T)


def uniform(chance: ArrayLike) -> Array:
    """The election in which every option is as likely to challenge: p_i = sum_j P_ij (p_i + p_j) / n.

    The status quo counts as an option too, and is then unopposed.

    Args:
        chance: probability that the row's option beats the column's, 0..1, [Option, Option], with P_ij + P_ji = 1.

    Returns:
        Chance of each option, summing to 1, [Option].

    Raises:
        ValueError: the argument lies outside its range, or the outcome depends on the first status quo.
    """
    beats = _chances(chance)
    return _settled(beats, np.full_like(beats, 1 / len(beats)))


def incentive(coalition: ArrayLike, chance: ArrayLike) -> Array:
    """The election in which an option challenges the more often, the stronger and surer its coalition: c_ij P_ij.

    Args:
        coalition: strength of those who prefer the row's option to the column's, 0 or more, [Option, Option]; the
            diagonal is not read.
        chance: probability that the row's option beats the column's, 0..1, [Option, Option], with P_ij + P_ji = 1.

    Returns:
        Chance of each option, summing to 1, [Option].

    Raises:
        ValueError: an argument lies outside its range, or the outcome depends on the first status quo.
    """
    beats = _chances(chance)
    strength = _square("coalition", domain.nonnegative("coalition", coalition))
    if strength.shape != beats.shape:
        raise domain.refuse("coalition", f"{len(strength)} options", f"{len(beats)}, as in chance")
    drive = strength * beats * (1 - np.eye(len(beats)))
    total = drive.sum(axis=0)
    # A status quo that nobody has reason to challenge stays.
    challenger = np.where(total > 0, drive / np.where(total > 0, total, 1.0), np.eye(len(beats)))
    return _settled(beats, challenger)


def conditional(chance: ArrayLike) -> Array:
    """Chance that an option beats all others, given that one does: product of its row of chances, scaled to sum to 1.

    Args:
        chance: probability that the row's option beats the column's, 0..1, [Option, Option], with P_ij + P_ji = 1.

    Returns:
        Chance of each option, summing to 1, [Option].

    Raises:
        ValueError: the argument lies outside its range, or no option can beat all others.
    """
    all_beaten = np.prod(_chances(chance), axis=1)
    if all_beaten.sum() == 0:
        raise domain.refuse("chance", chance, "an option that can beat all others")
    return all_beaten / all_beaten.sum()


def utility(distance: ArrayLike, risk: ArrayLike = 0.0) -> Array:
    """Worth of an outcome at a distance from one's own position: (1 - d) (1 + risk × d).

    Args:
        distance: d, share of the issue's span, 0..1.
        risk: -1 (prone: half-way is worth little) to 1 (averse); at 0 the worth falls in a straight line.

    Returns:
        Worth, 0..1, of the broadcast shape.

    Raises:
        ValueError: an argument lies outside its range.
    """
    gap = domain.within("distance", distance, 0, 1)
    return ((1 - gap) * (1 + domain.within("risk", risk, -1, 1) * gap))[()]


def _settled(beats: Array, challenger: Array) -> Array:
    """Long-run share of each status quo; ``challenger[i, j]`` is how often i challenges j."""
    size = len(beats)
    step = beats * challenger
    np.fill_diagonal(step, 0.0)
    # Balance: what flows into an option flows out of it; one equation follows from the rest, and the shares sum to 1.
    balance = np.vstack([step - np.diag(step.sum(axis=0)), np.ones(size)])
    shares, _, rank, _ = np.linalg.lstsq(balance, np.append(np.zeros(size), 1.0))
    if rank < size:
        raise domain.refuse("chance", beats, "contests whose outcome doesn't depend on the first status quo")
    return np.maximum(shares, 0.0)


def _chances(chance: ArrayLike) -> Array:
    beats = _square("chance", domain.within("chance", chance, 0, 1))
    if not np.allclose(beats + beats.T, 1, rtol=0, atol=1e-9):
        raise domain.refuse("chance", chance, "chances with P_ij + P_ji = 1")
    return beats


def _square(name: str, table: Array) -> Array:
    if table.ndim != 2 or table.shape[0] != table.shape[1] or len(table) == 0:
        raise domain.refuse(name, f"shape {table.shape}", "a square table")
    return table
