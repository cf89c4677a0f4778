"""The biased voter on a map: contests at the borders between zones, on any connected graph.

Each zone belongs to the besieger or to the besieged. A contest is fought across one contested edge (its ends belong to
different sides), drawn with chances proportional to the edges' weights; the besieger wins it, and takes the other end,
with probability ``p``, else loses his own end. It ends when one side has every zone.

The number of zones held goes up or down by one a contest, with the same chance whatever the map. So win probability
and number of contests follow gambler's ruin in that number, on any graph and with any weights; the map decides only
where. ``law`` states it; ``by_state`` solves the whole map's linear system, and knows nothing of it.

Source: the biased voter model of Williams and Bjerknes, Nature 236 (1972) 19-21; the law by the argument above, checked
on random graphs against the linear system.
"""

from __future__ import annotations

from collections.abc import Iterable
from typing import NamedTuple

import numpy as np
from numpy.typing import ArrayLike
from scipy.sparse import coo_array, eye_array
from scipy.sparse.linalg import splu

from corridor.games import domain, ruin
from corridor.games.domain import Array

MOST_ZONES = 12
"""Largest map ``by_state`` solves: 4,096 states."""


class Outlook(NamedTuple):
    """What the fight leads to, by state or by number of zones held.

    Attributes:
        win: probability that the besieger ends with every zone, 0..1.
        contests: expected number of contests to the end, 0 or more.
    """

    win: Array
    contests: Array


def law(held: ArrayLike, zones: ArrayLike, p: ArrayLike) -> Outlook:
    """The outlook from the number of zones held alone: gambler's ruin, on any connected map.

    Args:
        held: zones of the besieger, 0 to ``zones``.
        zones: zones in all, above 0.
        p: chance that the besieger wins a contest, above 0 and below 1.

    Returns:
        Outlook of the broadcast shape.

    Raises:
        ValueError: an argument lies outside its range.
    """
    return Outlook(ruin.win(held, zones, p), ruin.duration(held, zones, p))


def by_state(edges: Iterable[tuple[int, int]], zones: int, p: float, weights: Iterable[float] | None = None) -> Outlook:
    """The outlook from every state of a small map, by solving the linear system over all of them.

    Args:
        edges: pairs of neighbouring zones, numbered from 0; each pair once; the map must be connected.
        zones: zones in all, 2 to 12.
        p: chance that the besieger wins a contest, above 0 and below 1.
        weights: how often each edge is fought over, relative to the others, above 0; all alike if left out.

    Returns:
        Outlook with axis [2^zones]: bit z of the index is 1 where the besieger holds zone z.

    Raises:
        ValueError: an argument lies outside its range, or the map is not connected.
    """
    domain.whole("zones", zones, 2, MOST_ZONES)
    chance = float(domain.chance("p", p))
    pairs = _checked_edges(edges, zones)
    each = np.ones(len(pairs)) if weights is None else domain.positive("weights", np.array(list(weights)))
    if len(each) != len(pairs):
        raise domain.refuse("weights", f"{len(each)} of them", f"one for each of the {len(pairs)} edges")
    states = np.arange(2**zones)
    inner = states[1:-1]
    ends = np.array([(1 << u) | (1 << v) for u, v in pairs])
    # An edge is contested where exactly one of its two bits is set.
    contested = (((inner[:, None] & ends) != 0) & ((inner[:, None] & ends) != ends)) * each
    draw = contested / contested.sum(axis=1, keepdims=True)
    state, edge = np.nonzero(draw)
    moves = np.concatenate([inner[state] | ends[edge], inner[state] & ~ends[edge]])
    odds = np.concatenate([draw[state, edge] * chance, draw[state, edge] * (1 - chance)])
    step = coo_array((odds, (np.tile(state, 2), moves)), shape=(len(inner), len(states))).tocsc()
    # This ordering fills in least on these systems, four times less time than the default at 12 zones.
    solver = splu((eye_array(len(inner)) - step[:, 1:-1]).tocsc(), permc_spec="MMD_AT_PLUS_A")
    win, contests = np.zeros(len(states)), np.zeros(len(states))
    win[-1] = 1.0
    win[1:-1] = solver.solve(step[:, [-1]].toarray().ravel())
    contests[1:-1] = solver.solve(np.ones(len(inner)))
    return Outlook(win, contests)


def _checked_edges(edges: Iterable[tuple[int, int]], zones: int) -> list[tuple[int, int]]:
    """The edges as a list, each inside the map, none twice, and together connecting it."""
    pairs = [(int(u), int(v)) for u, v in edges]
    for u, v in pairs:
        if u == v or not (0 <= u < zones and 0 <= v < zones):
            raise domain.refuse("edges", (u, v), f"two different zones from 0 to {zones - 1}")
    if len({frozenset(pair) for pair in pairs}) < len(pairs):
        raise domain.refuse("edges", pairs, "each pair of neighbours once")
    reached = {0}
    while grown := {z for pair in pairs if reached & set(pair) for z in pair} - reached:
        reached |= grown
    if len(reached) < zones:
        raise domain.refuse("edges", f"{len(reached)} zones connected to zone 0", f"all {zones} connected")
    return pairs
