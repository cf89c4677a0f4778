"""Supply of a cut-off force: when stock runs out, where rationing settles, and what hunger does to the square law.

Sources: elementary, derived in each docstring; the square law is Lanchester's (1916); for flow over several routes,
Ford and Fulkerson, Maximal Flow through a Network, Canadian Journal of Mathematics 8 (1956) 399-404.
"""

from __future__ import annotations

import math
from collections.abc import Iterable, Sequence
from typing import NamedTuple

import numpy as np
from numpy.typing import ArrayLike

from corridor.games import domain, lanchester
from corridor.games.domain import Array
from corridor.games.lanchester import End, Strengths


class TwoPhase(NamedTuple):
    """A fight in which one force's supply is cut on a known day.

    Attributes:
        at_cut: strengths on that day.
        end: how the fight ends, time counted from its start.
    """

    at_cut: Strengths
    end: End


def run_out_day(stock: ArrayLike, inflow: ArrayLike, use: ArrayLike) -> Array:
    """Days until a stock in full use is gone: stock / (use - inflow), infinite where inflow covers use.

    Args:
        stock: stock now, 0 or more (any unit, the same for all).
        inflow: unit/day, 0 or more.
        use: unit/day, 0 or more.

    Returns:
        Days, of the broadcast shape.

    Raises:
        ValueError: an argument lies outside its range.
    """
    stock = domain.nonnegative("stock", stock)
    drain = domain.nonnegative("use", use) - domain.nonnegative("inflow", inflow)
    return np.where(drain > 0, stock / np.where(drain > 0, drain, 1.0), np.inf)[()]


def settled_effect(inflow: ArrayLike, demand: ArrayLike, rationing: ArrayLike = 1.0) -> Array:
    """Effectiveness at which rationing settles: (inflow / demand)^(1 / s).

    With stock' = inflow - demand × effect^s and effect = stock / (stock + half) the stock stands still where
    effect^s = inflow / demand: for s = 1 effectiveness is exactly the share of demand that gets in, whatever ``half``.

    Args:
        inflow: unit/day, 0 or more.
        demand: unit/day at full effectiveness, above 0.
        rationing: s, how use falls with effectiveness, above 0 (at 0 a stock never settles: see ``run_out_day``).

    Returns:
        Effectiveness, 0..1, of the broadcast shape; 1 where inflow covers demand.

    Raises:
        ValueError: an argument lies outside its range.
    """
    share = domain.nonnegative("inflow", inflow) / domain.positive("demand", demand)
    return (np.minimum(share, 1.0) ** (1 / domain.positive("rationing", rationing)))[()]


def settled_stock(inflow: ArrayLike, demand: ArrayLike, half: ArrayLike, rationing: ArrayLike = 1.0) -> Array:
    """Stock at which rationing settles: half × e / (1 - e), e the settled effect; half × I / (u - I) for s = 1.

    Args:
        inflow: unit/day, 0 or more.
        demand: unit/day at full effectiveness, above 0.
        half: stock at which effectiveness is one half, above 0.
        rationing: s, as for ``settled_effect``, above 0.

    Returns:
        Stock, of the broadcast shape; infinite where inflow covers demand (it fills up to its cap).

    Raises:
        ValueError: an argument lies outside its range.
    """
    effect = settled_effect(inflow, demand, rationing)
    half = domain.positive("half", half)
    return np.where(effect < 1, half * effect / np.where(effect < 1, 1 - effect, 1.0), np.inf)[()]


def parity_strength(y0: ArrayLike, a: ArrayLike, b: ArrayLike, effect_x: ArrayLike, effect_y: ArrayLike) -> Array:
    """Strength at which x just holds y under the square law when supply cuts effectiveness: y0 sqrt(a g_y / (b g_x)).

    Args:
        y0: persons of y, above 0.
        a: x lost per person of y and day at full supply, above 0.
        b: y lost per person of x and day at full supply, above 0.
        effect_x: supply's effect on x, above 0, at most 1.
        effect_y: supply's effect on y, above 0, at most 1.

    Returns:
        Persons of x, of the broadcast shape.

    Raises:
        ValueError: an argument lies outside its range.
    """
    fire_y = domain.positive("a", a) * domain.factor("effect_y", effect_y)
    fire_x = domain.positive("b", b) * domain.factor("effect_x", effect_x)
    return (domain.positive("y0", y0) * np.sqrt(fire_y / fire_x))[()]


def two_phase(x0: float, y0: float, a: float, b: float, cut_day: float, effect: float) -> TwoPhase:
    """A square-law fight in which x, the besieged, is cut off: from ``cut_day`` on its fire counts ``effect`` of full.

    Args:
        x0: persons besieged at the start, above 0.
        y0: persons besieging at the start, above 0.
        a: besieged lost per besieger and day, above 0.
        b: besiegers lost per besieged and day at full supply, above 0.
        cut_day: day on which supply is cut, 0 or more.
        effect: effectiveness of the besieged from then on, above 0, at most 1.

    Returns:
        Strengths at the cut and the end; if one force is gone before the cut, the end without it.

    Raises:
        ValueError: an argument lies outside its range.
    """
    domain.factor("effect", effect)
    at_cut = lanchester.square(x0, y0, a, b, cut_day)
    before = lanchester.square_end(x0, y0, a, b)
    if before.time <= cut_day:
        return TwoPhase(at_cut, before)
    after = lanchester.square_end(float(at_cut.x), float(at_cut.y), a, b * effect)
    return TwoPhase(at_cut, after._replace(time=after.time + cut_day))


def route_flow(chains: Iterable[Sequence[float]]) -> float:
    """Most that gets through over routes that share no segment: the sum over routes of their narrowest segment.

    For routes that share no segment that sum is the maximum flow, since cutting each at its narrowest is a cut of the
    same size.

    Args:
        chains: for each route, the capacities of its segments in unit/day, 0 or more; at least one segment each.

    Returns:
        Unit/day; 0 for no route at all.

    Raises:
        ValueError: a route has no segment, or a capacity is negative.
    """
    narrowest = []
    for capacities in chains:
        if len(capacities) == 0:
            raise domain.refuse("chains", capacities, "at least one segment in each route")
        narrowest.append(float(domain.nonnegative("chains", capacities).min()))
    return math.fsum(narrowest)
