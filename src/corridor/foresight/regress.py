"""Payoff-to-go on features by ridge least squares, from sums that add up over rounds.

A question ("what is fighting on worth?", "how much more is the plan worth, accepted now?") has its own features; its
answer is linear in them. Sums of products of a round are mixed into those of earlier rounds, so that the memory of old
play fades and noise averages out. A question may answer the *difference* to another one: then what the other expects
is taken off first.

Sources: payoff-to-go by least squares: Longstaff and Schwartz, Review of Financial Studies 14 (2001) 113-147,
doi:10.1093/rfs/14.1.113; fitted Q-iteration: Ernst, Geurts and Wehenkel, JMLR 6 (2005) 503-556.
"""

from __future__ import annotations

from typing import NamedTuple

import numpy as np
from jaxtyping import Float
from numpy.typing import NDArray

from corridor.errors import CorridorError

Real = NDArray[np.floating]
STILL = 1e-5
"""A feature whose standard deviation is below this never varies."""


class FitError(CorridorError):
    """A fit that can't be made from what was simulated."""


class Question(NamedTuple):
    """Something to know of the future, linear in features."""

    name: str
    features: tuple[str, ...]
    beside: str | None = None
    """Question of which this one is the difference; it must come earlier. None: it stands by itself."""


class Rows(NamedTuple):
    """Moments at which a question arose: one row each."""

    x: Float[Real, "row feature"]
    y: Float[Real, "row component"]
    """Payoff to go, discounted, by component."""
    beside: Float[Real, "row other"] | None = None
    """Features of the question beside which this one stands."""


class Sums(NamedTuple):
    """Sums over rows, a row on average; they add up and fade."""

    count: float
    """Rows that stand behind the averages."""
    rows: float
    """Rows of a round."""
    x: NDArray[np.float64]
    """[feature]."""
    xx: NDArray[np.float64]
    xy: NDArray[np.float64]
    """[feature, component]."""
    cross: NDArray[np.float64] | None
    """[feature, feature of the question beside]."""


class Answer(NamedTuple):
    """Coefficients of one question, and what they stand on."""

    weight: Float[Real, "component feature"]
    still: tuple[int, ...]
    """Features left out because they never vary (the first that does not varies stands for the constant)."""
    rows: float


def to_go(
    paid: Float[Real, "day member component"], discount: Float[Real, "member"], tail: Float[Real, "member component"]
) -> Float[Real, "day member component"]:
    """What is paid from each day on, discounted to that day: ``G_t = paid_t + d G_{t+1}``, ``G_T = tail``.

    Args:
        paid: on each day.
        discount: d, factor of a day.
        tail: what is expected after the last day.
    """
    ahead, out = np.asarray(tail, np.float64), np.empty(paid.shape, np.float64)
    for t in range(len(paid) - 1, -1, -1):
        ahead = paid[t] + discount[:, None] * ahead
        out[t] = ahead
    return out


def sums(rows: Rows) -> Sums:
    """The sums of one round."""
    n = max(len(rows.x), 1)
    x, y = np.asarray(rows.x, np.float64), np.asarray(rows.y, np.float64)
    # What is not finite is refused by ``solve``, in words; numpy need not warn of it here.
    with np.errstate(invalid="ignore", over="ignore"):
        cross = None if rows.beside is None else x.T @ np.asarray(rows.beside, np.float64) / n
        return Sums(float(len(rows.x)), float(len(rows.x)), x.sum(axis=0) / n, x.T @ x / n, x.T @ y / n, cross)


def mixed(old: Sums | None, new: Sums, share: float) -> Sums:
    """Sums of which the new round makes up a share, 0 to 1, if all rounds have as many rows."""
    if old is None or old.count == 0:
        return new
    rows = (1.0 - share) * old.rows + share * new.rows
    part = share * new.rows / rows if rows > 0 else 0.0

    def mix(p: NDArray[np.float64], q: NDArray[np.float64]) -> NDArray[np.float64]:
        return (1.0 - part) * p + part * q

    cross = None if old.cross is None or new.cross is None else mix(old.cross, new.cross)
    # Noise falls with the rows behind an average of both: 1 / sum of squared shares.
    behind = (1.0 - part) ** 2 / old.count + (part**2 / new.count if new.count > 0 else 0.0)
    return Sums(1.0 / behind, rows, mix(old.x, new.x), mix(old.xx, new.xx), mix(old.xy, new.xy), cross)


def varying(of: Sums) -> NDArray[np.bool_]:
    """Features that say anything: those that vary, and the first constant one that is not 0: it stands for the mean."""
    size = np.diag(of.xx)
    moves = size - of.x * of.x > STILL**2 * np.maximum(size, 1.0)
    fixed = np.flatnonzero(~moves & (size > STILL**2))
    moves[fixed[:1]] = True
    return moves


def solve(question: Question, of: Sums, ridge: float, beside: Answer | None = None) -> Answer:
    """The coefficients of a question.

    Args:
        question: for its names, in messages.
        of: its sums.
        ridge: rows' worth of evidence that each coefficient is 0, above 0; features are of size 1 or so.
        beside: the answer that this one is the difference to.

    Raises:
        FitError: the question was never asked, there are too few rows for the features, or a sum is not finite.
    """
    if of.count == 0:
        raise FitError(f"{question.name}: never asked; simulate more members, or explore more")
    useful = varying(of)
    if of.count < 2 * int(useful.sum()):
        raise FitError(
            f"{question.name}: {of.count:.0f} moments for {int(useful.sum())} features that vary; "
            "simulate more members or more days"
        )
    target = of.xy
    if beside is not None and of.cross is not None:
        target = target - of.cross @ np.asarray(beside.weight, np.float64).T
    if not (np.isfinite(of.xx).all() and np.isfinite(target).all()):
        raise FitError(f"{question.name}: a feature or a payoff is not finite; check the scenario's numbers")
    some = np.flatnonzero(useful)
    inner = of.xx[np.ix_(some, some)] + (ridge / of.count) * np.eye(len(some))
    weight = np.zeros((target.shape[1], len(of.xx)))
    weight[:, some] = np.linalg.solve(inner, target[some]).T
    return Answer(weight, tuple(int(i) for i in np.flatnonzero(~useful)), of.count)


def moved(new: Answer, old: Answer, of: Sums) -> NDArray[np.float64]:
    """Root mean square by which an answer changed at the moments it was asked, by component."""
    step = np.asarray(new.weight, np.float64) - old.weight
    return np.sqrt(np.maximum(np.einsum("mk,kl,ml->m", step, of.xx, step), 0.0))
