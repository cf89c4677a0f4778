"""Settlement in the war of forts when the sides disagree: exact backward induction over battles and what they taught.

Each side has its own Beta belief about the odds of a battle (``forts``), both see the same battles. A side's value of
refusing is its cost, and what it expects by its own belief from the next stage: M after a battle won or lost,

    C_i = -k_i + δ E_i[M_i'],   M_G = C_G + r α max(0, 1 - C_G - C_R),   M_R = C_R + r (1-α) max(0, 1 - C_G - C_R),

r the chance of a talk before a battle, α that the besieger names the division. Relief pays the besieged 1. Talks may be
held before each of the first ``battles`` battles; a war that is still on is then fought to the finish at the odds each
side has come to expect. Let ``battles`` be so many that few wars last as long.

What was learned is the number of battles seen and won. With absorbing edges the zones held tell how many were won; with
a reflecting edge they don't, and the induction carries the count.

Source: Smith and Stam, Bargaining and the Nature of War, Journal of Conflict Resolution 48 (2004) 783-813,
doi:10.1177/0022002704268026, in our own statement of it; frequency of talks, discount, relief and the reflecting edge
are added here.
"""

from __future__ import annotations

from collections import deque
from collections.abc import Iterator
from typing import NamedTuple

import numpy as np
from numpy.typing import ArrayLike

from corridor.games import belief as beliefs
from corridor.games import domain, forts, walk
from corridor.games.belief import Belief
from corridor.games.domain import Array
from corridor.games.forts import Values, War


class Course(NamedTuple):
    """How wars end when the true odds of a battle are p.

    Attributes:
        settled: probability of an agreement at a talk before one of the table's battles.
        besieger: probability that the besieger takes every zone first.
        besieged: probability that the besieged win first.
        mean_battles: mean number of battles before the agreement, where there is one; NaN if there never is.
        by_battle: probability of an agreement before battle t, axis [battles].
    """

    settled: float
    besieger: float
    besieged: float
    mean_battles: float
    by_battle: Array


def opening(
    war: War,
    besieger: Belief,
    besieged: Belief,
    talk: ArrayLike,
    besieger_offers: ArrayLike = 0.5,
    battles: int = 400,
) -> Values:
    """Both values before the first battle, from every number of zones held, each with the beliefs given (V2).

    The cost is ``battles`` × zones² for absorbing edges and ``battles``² × zones / 2 with a reflecting one, for each
    entry of the broadcast arguments; memory is that of one battle.

    Args:
        war: zones, costs, discount, relief, edge.
        besieger: what the besieger thinks of his chance of winning a battle.
        besieged: what the besieged think of the besieger's chance of winning a battle.
        talk: chance of a talk before a battle, r, 0 to 1. Today's talk, if there is one, is on top.
        besieger_offers: chance that it is the besieger who names the division, α, 0 to 1.
        battles: battles before which talks may be held, 1 or more.

    Returns:
        Values of shape [..., zones + 1], [...] the broadcast shape of the arguments.

    Raises:
        ValueError: an argument lies outside its range, or a reflecting war has neither discount nor relief.
    """
    war, starts = forts.checked(war), np.arange(domain.whole("zones", war.zones, 1) + 1.0)
    stages = _back(war, besieger, besieged, talk, besieger_offers, battles, starts)
    values = deque(stages, maxlen=1).pop()
    if war.reflecting:
        return Values(*(np.moveaxis(x[..., 0], 0, -1).copy() for x in values))
    return Values(*(np.diagonal(x, axis1=0, axis2=-1).copy() for x in values))


def table(
    war: War,
    besieger: Belief,
    besieged: Belief,
    start: int,
    talk: ArrayLike,
    besieger_offers: ArrayLike = 0.5,
    battles: int = 400,
) -> Values:
    """Both values before every battle, in a war that began with ``start`` zones held; absorbing edges only.

    Args:
        war: zones, costs, discount, relief; not reflecting.
        besieger: what the besieger thought at the start.
        besieged: what the besieged thought at the start.
        start: zones held at the start, 0 to ``zones``.
        talk: chance of a talk before a battle, 0 to 1.
        besieger_offers: chance that it is the besieger who names the division, 0 to 1.
        battles: battles before which talks may be held, 1 or more.

    Returns:
        Values of shape [..., battles, zones + 1]: before battle t = 0, 1, ... with n zones held; NaN where the war
        cannot stand at n after t battles.

    Raises:
        ValueError: an argument lies outside its range, or the war is reflecting.
    """
    war = forts.checked(war)
    if war.reflecting:
        raise domain.refuse("war", "reflecting", "absorbing edges: zones held tell what was learned only there")
    starts = np.array([float(domain.whole("start", start, 0, war.zones))])
    stages = list(_back(war, besieger, besieged, talk, besieger_offers, battles, starts))[::-1]
    n, t = np.arange(war.zones + 1), np.arange(battles)[:, None]
    possible = ((t + n - start) % 2 == 0) & (np.abs(n - start) <= t)
    sides = (np.stack([stage[i][..., 0] for stage in stages]) for i in (0, 1))
    return Values(*(np.where(possible, np.moveaxis(side, (0, 1), (-2, -1)), np.nan) for side in sides))


def first(values: Values) -> Array:
    """The first battle before which the sides would settle at each number of zones held.

    Args:
        values: a ``table``, axes [..., battles, zones + 1].

    Returns:
        Battles fought before it, axis [..., zones + 1]; NaN where they never would. At the edges, where the war is
        over: the fewest battles that lead there.
    """
    settle = values.surplus >= 0
    return np.where(settle.any(axis=-2), settle.argmax(axis=-2), np.nan)


def course(values: Values, start: int, p: float, talk: float, relief: float = 0.0) -> Course:
    """How wars end that begin with ``start`` zones held, when the true odds of a battle are p.

    Args:
        values: a ``table`` of one war, axes [battles, zones + 1].
        start: zones held at the start, as in the table.
        p: chance that the besieger truly wins a battle, above 0 and below 1.
        talk: chance of a talk before a battle, as in the table, 0 to 1.
        relief: chance in a battle period that the besieged win, as in the table, 0 to 1.

    Returns:
        Course. Its three probabilities sum to 1 but for wars that outlast the table.

    Raises:
        ValueError: an argument lies outside its range.
    """
    battles, zones = values.surplus.shape[0], values.surplus.shape[1] - 1
    p, talk = float(domain.chance("p", p)), float(domain.within("talk", talk, 0, 1))
    relief = float(domain.within("relief", relief, 0, 1))
    at = np.zeros(zones + 1)
    at[domain.whole("start", start, 0, zones)] = 1.0
    by_battle, besieger, besieged = np.zeros(battles), at[zones], at[0]
    at[0] = at[zones] = 0.0
    for t in range(battles):
        agreed = talk * np.where(values.surplus[t] >= 0, at, 0)
        by_battle[t] = agreed.sum()
        at = at - agreed
        besieged += relief * at.sum()
        at, fought = np.zeros(zones + 1), (1 - relief) * at
        at[1:] += p * fought[:-1]
        at[:-1] += (1 - p) * fought[1:]
        besieger, besieged = besieger + at[zones], besieged + at[0]
        at[0] = at[zones] = 0.0
    settled = by_battle.sum()
    mean = by_battle @ np.arange(battles) / settled if settled > 0 else np.nan
    return Course(float(settled), float(besieger), float(besieged), float(mean), by_battle)


def _back(
    war: War,
    besieger: Belief,
    besieged: Belief,
    talk: ArrayLike,
    besieger_offers: ArrayLike,
    battles: int,
    starts: Array,
) -> Iterator[Values]:
    """Values before battle ``battles`` - 1, ..., 1, 0, axes [zones + 1, ..., record].

    The record is the start of the war with absorbing edges (the front then tells what was won), else the battles won.
    """
    forts.learnable(war)
    talk, offers = domain.within("talk", talk, 0, 1), domain.within("besieger_offers", besieger_offers, 0, 1)
    sides = beliefs.checked("besieger", besieger), beliefs.checked("besieged", besieged)
    numbers = np.broadcast_arrays(*sides[0], *sides[1], *war[1:5], talk, offers)
    a_g, b_g, a_r, b_r, cost_g, cost_r, discount, relief, talk, offers = (x[..., None] for x in numbers)
    ahead_of = np.arange(war.zones + 1).reshape(-1, *(1,) * a_g.ndim) - starts

    def expects(t: int) -> list[Array]:
        # Cells off the path of any war get some belief in range; no cell on a path depends on them.
        won = np.arange(t + 1) if war.reflecting else np.clip((t + ahead_of) / 2, 0, t)
        return [(a + won) / (a + b + t) for a, b in ((a_g, b_g), (a_r, b_r))]

    values = _last(war, expects(domain.whole("battles", battles, 1)), cost_g, cost_r, discount, relief)
    gains = np.zeros_like(values.besieger)
    stay, relieved = discount * (1 - relief), discount * relief
    for t in range(battles - 1, -1, -1):
        ahead = values.besieger + offers * gains, values.besieged + (1 - offers) * gains
        at_g, at_r = (_step(war.reflecting, mean, x) for mean, x in zip(expects(t), ahead, strict=True))
        at_g *= stay
        at_g -= cost_g
        at_r *= stay
        at_r += relieved - cost_r
        values = _edges(war.reflecting, at_g, at_r)
        gains = talk * np.maximum(values.surplus, 0)
        yield values


def _step(reflecting: bool, mean: Array, ahead: Array) -> Array:
    """Expected next value: ``ahead`` one zone up after a battle won, one down after one lost; ends are left at 0."""
    up, down = (ahead[..., 1:], ahead[..., :-1]) if reflecting else (ahead, ahead)
    value = np.zeros_like(up)
    inner = value[1:-1]
    np.subtract(up[2:], down[:-2], out=inner)
    inner *= mean if reflecting else mean[1:-1]
    inner += down[:-2]
    if reflecting:
        value[0] = down[0] + mean * (up[1] - down[0])
    return value


def _last(war: War, means: list[Array], cost_g: Array, cost_r: Array, discount: Array, relief: Array) -> Values:
    """Values when talks are over and each side takes its mean for the odds of every battle to come."""
    at = []
    for side, (mean, cost) in enumerate(zip(means, (cost_g, cost_r), strict=True)):
        p, d, rho = np.broadcast_arrays(mean, discount, relief)
        end = walk.unchecked(war.zones, p, d, rho, war.reflecting)
        every = (end.loss if side else end.win) - cost[..., None] * end.length
        # With absorbing edges the odds depend on the zones held: take each zone's own value.
        at.append(np.moveaxis(every if war.reflecting else np.diagonal(every, axis1=0, axis2=-1), -1, 0).copy())
    return _edges(war.reflecting, *at)


def _edges(reflecting: bool, besieger: Array, besieged: Array) -> Values:
    """The values with those of a war that is over put in."""
    besieger[-1], besieged[-1] = 1.0, 0.0
    if not reflecting:
        besieger[0], besieged[0] = 0.0, 1.0
    return Values(besieger, besieged)
