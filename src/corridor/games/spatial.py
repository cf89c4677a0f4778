"""Spatial bargaining by expected utility: actors on a line press one another for concessions, round by round.

Each actor has a position, a capability and a salience (how much it cares). For every pair, each works out what both
would gain by challenging, and moves to where it is pressed to: confrontation (both gain, the other more: it gives way),
compromise (it loses, the other gains more: it meets the other part of the way), capitulation (it loses more).

Known limits, which is why nothing in the simulation rests on this model: its rounds oscillate without end, P_ij and
P_ji don't sum to 1, and chances of success are small by construction. It is kept as a regression test against a
published log.

Sources: Bueno de Mesquita and Stokman (eds.), European Community Decision Making (Yale 1994), for the model and the
example; Scholz, Calbert and Smith, Unravelling Bueno de Mesquita's Group Decision Model, Journal of Theoretical
Politics 23 (2011) 510-531, doi:10.1177/0951629811418142, for the equations.
"""

from __future__ import annotations

from typing import Literal, NamedTuple

import numpy as np
from numpy.typing import ArrayLike

from corridor.games import domain
from corridor.games.domain import Array

Kind = Literal["confrontation", "compromise", "capitulation"]


class Actors(NamedTuple):
    """Who bargains.

    Attributes:
        names: one for each actor.
        capability: 0 or more, some above 0, [Actor].
        position: on the issue's line, not all alike at the start, [Actor].
        salience: 0..1, some above 0, [Actor].
    """

    names: tuple[str, ...]
    capability: tuple[float, ...]
    position: tuple[float, ...]
    salience: tuple[float, ...]


class Move(NamedTuple):
    """One actor's change of position.

    Attributes:
        mover: its index.
        kind: what moved it.
        target: index of the actor that it moved to or towards.
        own: what the mover expects to gain by challenging the target.
        other: what it thinks the target expects to gain by challenging it.
        to: where it moves.
    """

    mover: int
    kind: Kind
    target: int
    own: float
    other: float
    to: float


class Round(NamedTuple):
    """One round of offers.

    Attributes:
        position: after the round, [Actor].
        risk: exponent of each actor's utility during it, 1/2 for the most endangered to 2 for the least, [Actor].
        moves: who moved, in the order of the actors.
    """

    position: Array
    risk: Array
    moves: tuple[Move, ...]


EMISSION_STANDARDS = Actors(
    names=(
        "Netherlands",
        "Belgium",
        "Luxembourg",
        "Germany",
        "France",
        "Italy",
        "United Kingdom",
        "Ireland",
        "Denmark",
        "Greece",
    ),
    capability=(0.08, 0.08, 0.03, 0.16, 0.16, 0.16, 0.16, 0.05, 0.05, 0.08),
    position=(4, 7, 4, 4, 10, 10, 10, 7, 4, 7),
    salience=(0.8, 0.4, 0.2, 0.8, 0.6, 0.6, 0.9, 0.1, 1.0, 0.7),
)
"""The textbook example: how many years until cars of medium size must meet emission standards, ten governments."""


def weighted_mean(position: ArrayLike, weight: ArrayLike) -> float:
    """Mean position, weighted (by capability × salience).

    Args:
        position: [Actor].
        weight: 0 or more, some above 0, [Actor].

    Returns:
        Position.

    Raises:
        ValueError: an argument lies outside its range.
    """
    place, push = _placed(position, weight)
    return float(push @ place / push.sum())


def play(actors: Actors, rounds: int) -> tuple[Round, ...]:
    """Rounds of offers, each from where the one before left the actors.

    Args:
        actors: who bargains.
        rounds: how many, 0 or more.

    Returns:
        One Round each.

    Raises:
        ValueError: an argument lies outside its range.
    """
    place, capability = _placed(actors.position, actors.capability, "capability")
    salience = domain.within("salience", actors.salience, 0, 1)
    if salience.shape != place.shape or not np.any(capability * salience > 0):
        raise domain.refuse("salience", actors.salience, "one for each actor, some with capability above 0")
    span = float(np.ptp(place))
    if span == 0:
        raise domain.refuse("position", actors.position, "positions that differ")
    played = []
    for _ in range(domain.whole("rounds", rounds, 0)):
        played.append(_round(place, capability * salience, salience, span))
        place = played[-1].position
    return tuple(played)


def _round(place: Array, weight: Array, salience: Array, span: float) -> Round:
    risk = _risk(place, weight, salience, span)
    success = _success(place, weight, risk, span)
    new, moves = place.copy(), []
    for mover in range(len(place)):
        gains = _gains(place, salience, success, risk[mover], span)
        move = _move(mover, place, gains[mover], gains[:, mover])
        if move is not None:
            new[mover] = move.to
            moves.append(move)
    return Round(new, risk, tuple(moves))


def _success(place: Array, weight: Array, risk: Array, span: float) -> Array:
    """P_ij: votes for i's position over j's, as a share of all votes over all pairs; 0 where the two agree."""
    far = (abs(place[:, None] - place) / span) ** risk[:, None]
    # votes[k, i, j]: how much more k likes i's position than j's
    votes = weight[:, None, None] * (far[:, None, :] - far[:, :, None])
    total = abs(votes).sum()
    agree = place[:, None] == place
    return np.where(agree | (total == 0), 0.0, np.maximum(votes, 0).sum(axis=0) / (total if total > 0 else 1.0))


def _gains(place: Array, salience: Array, success: Array, risk: float, span: float) -> Array:
    """E_ij, what i gains by challenging j rather than leaving things be, in the eyes of an actor with this exponent."""
    gap = abs(place[:, None] - place) / span
    won, lost, still = (2 - 4 * base**risk for base in ((1 - gap) / 2, (1 + gap) / 2, 0.5))
    contested = success * won + (1 - success) * lost
    return salience * contested + (1 - salience) * won - still


def _risk(place: Array, weight: Array, salience: Array, span: float) -> Array:
    """Exponents from how endangered each actor is: the sum of what the others would gain by challenging it."""
    success = _success(place, weight, np.ones_like(place), span)
    gains = _gains(place, salience, success, 1.0, span)
    danger = gains.sum(axis=0) - np.diag(gains)
    low, high = danger.min(), danger.max()
    level = (2 * danger - high - low) / (high - low) if high > low else np.zeros_like(danger)
    return (1 - level / 3) / (1 + level / 3)


def _move(mover: int, place: Array, own: Array, other: Array) -> Move | None:
    """The mover's best offer: the nearest confrontation, else the lowest compromise, else the nearest capitulation."""
    apart = place != place[mover]
    pressed = apart & (own < 0) & (other > 0)
    gap = abs(place - place[mover])
    met = (abs(own) * place[mover] + abs(other) * place) / np.where(apart, abs(own) + abs(other), 1.0)
    offers: list[tuple[Kind, Array, Array]] = [
        ("confrontation", apart & (own > 0) & (other > own), gap),
        # The published implementation ranks compromises by the position between the two, weighted by what each gains.
        ("compromise", pressed & (other > -own), met),
        ("capitulation", pressed & (other < -own), gap),
    ]
    for kind, open_to, rank in offers:
        if np.any(open_to):
            target = int(np.argmin(np.where(open_to, rank, np.inf)))
            to = place[target]
            if kind == "compromise":
                to = place[mover] + (place[target] - place[mover]) * abs(own[target] / other[target])
            return Move(mover, kind, target, float(own[target]), float(other[target]), float(to))
    return None


def _placed(position: ArrayLike, weight: ArrayLike, name: str = "weight") -> tuple[Array, Array]:
    place, push = domain.within("position", position, -np.inf, np.inf), domain.nonnegative(name, weight)
    if place.ndim != 1 or place.shape != push.shape or not np.any(push > 0):
        raise domain.refuse(name, weight, "one for each actor, some above 0")
    return place, push
