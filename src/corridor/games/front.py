"""Who wins a contest, how fast a front of contests moves, and how long zones under attack hold.

Source of the contest function: Tullock, Efficient Rent Seeking, in Toward a Theory of the Rent-Seeking Society (1980).
The rest is elementary (Poisson and exponential laws), derived in each docstring.
"""

from __future__ import annotations

import numpy as np
from numpy.typing import ArrayLike
from scipy.special import digamma, expit, gammainc

from corridor.games import domain
from corridor.games.domain import Array


def contest(
    power_x: ArrayLike,
    power_y: ArrayLike,
    exponent: ArrayLike,
    advantage_x: ArrayLike = 1.0,
    advantage_y: ArrayLike = 1.0,
) -> Array:
    """Probability that x wins a contest: k_x X^ν / (k_x X^ν + k_y Y^ν).

    Args:
        power_x: power of x, above 0 (any unit, the same for both).
        power_y: power of y, above 0.
        exponent: ν, how much the power ratio decides: 0 not at all, 1 in proportion; 0 or more.
        advantage_x: k_x, above 0.
        advantage_y: k_y, above 0; 3 makes three to one a parity at ν = 1.

    Returns:
        Probability, 0..1, of the broadcast shape.

    Raises:
        ValueError: an argument lies outside its range.
    """
    ratio = np.log(domain.positive("power_x", power_x)) - np.log(domain.positive("power_y", power_y))
    lead = np.log(domain.positive("advantage_x", advantage_x)) - np.log(domain.positive("advantage_y", advantage_y))
    return expit(domain.nonnegative("exponent", exponent) * ratio + lead)[()]


def building_exponent(battle_exponent: ArrayLike, buildings: ArrayLike) -> Array:
    """The exponent ν of one building's contest from the exponent ν_b of a whole battle's: ν = 2 ν_b / N_b.

    Records give the odds of winning a *battle* as ρ^ν_b, ρ the power ratio. A battle over N_b buildings is a race:
    contests go on, each won by x with odds ρ^ν, until x has won or lost N_b / 2 buildings net of where the battle
    began, in the middle. Gambler's ruin on N_b from h = N_b / 2, with r = ρ^(-ν), gives
    P = (1 - r^h) / (1 - r^(2h)) = 1 / (1 + r^h), so the odds are P / (1 - P) = r^(-h) = ρ^(ν N_b / 2). They are ρ^ν_b
    exactly for ν = 2 ν_b / N_b.

    The identity is exact for even N_b. For odd N_b the middle lies between two buildings; with the start drawn from
    the two, the log odds differ from L = ν_b ln ρ by less than (|L| + L² / 2) / N_b².

    Args:
        battle_exponent: ν_b, exponent of the power ratio in the odds of a battle, 0 or more.
        buildings: N_b, buildings between a battle's two outcomes, 2 or more.

    Returns:
        ν, of the broadcast shape.

    Raises:
        ValueError: an argument lies outside its range.
    """
    buildings = domain.positive("buildings", buildings)
    if np.any(buildings < 2):
        raise domain.refuse("buildings", buildings, "2 or more: one contest decides a battle over two")
    return (2 * domain.nonnegative("battle_exponent", battle_exponent) / buildings)[()]


def speed(p: ArrayLike, rate: ArrayLike) -> Array:
    """Mean speed of a front that moves one zone a contest: rate × (2 p - 1).

    Args:
        p: chance that the besieger wins a contest, 0 to 1.
        rate: contests/day, 0 or more.

    Returns:
        Zones/day, negative where the front recedes, of the broadcast shape.

    Raises:
        ValueError: an argument lies outside its range.
    """
    return (domain.nonnegative("rate", rate) * (2 * domain.within("p", p, 0, 1) - 1))[()]


def variance(p: ArrayLike, rate: ArrayLike, poisson: bool = True) -> Array:
    """Variance of a day's movement: the rate for Poisson contests; rate - speed² for at most one contest a day.

    For a Poisson number of steps of ±1 the variance is rate × E[step²] = rate, whatever ``p``.

    Args:
        p: chance that the besieger wins a contest, 0 to 1.
        rate: contests/day, 0 or more; at most 1 if not ``poisson``.
        poisson: whether contests come as a Poisson stream, else one a day with chance ``rate``.

    Returns:
        Zones²/day, 0 or more, of the broadcast shape.

    Raises:
        ValueError: an argument lies outside its range.
    """
    mean = speed(p, rate)
    if poisson:
        return (domain.nonnegative("rate", rate) + 0 * mean)[()]
    return (domain.within("rate", rate, 0, 1) - mean**2)[()]


def capture_hazard(base: ArrayLike, ratio: ArrayLike, exponent: ArrayLike, terrain: ArrayLike) -> Array:
    """Hazard that a zone under attack falls: base × ratio^exponent / terrain.

    Args:
        base: hazard at equal forces on open ground, 1/day, above 0.
        ratio: force ratio, attacker to defender, above 0.
        exponent: how much the ratio speeds the fall, 0 or more.
        terrain: how much the ground slows it, above 0; 1 is open ground.

    Returns:
        Hazard, 1/day, of the broadcast shape.

    Raises:
        ValueError: an argument lies outside its range.
    """
    power = domain.positive("ratio", ratio) ** domain.nonnegative("exponent", exponent)
    return (domain.positive("base", base) * power / domain.positive("terrain", terrain))[()]


def fallen_by(hazard: ArrayLike, t: ArrayLike) -> Array:
    """Probability that one zone has fallen by day ``t``: 1 - e^(-hazard t); with t = 1, that of a daily step.

    Args:
        hazard: 1/day, above 0.
        t: days, 0 or more.

    Returns:
        Probability, 0..1, of the broadcast shape.

    Raises:
        ValueError: an argument lies outside its range.
    """
    return -np.expm1(-domain.positive("hazard", hazard) * domain.nonnegative("t", t))[()]


def series_days(hazard: ArrayLike, zones: ArrayLike) -> tuple[Array, Array]:
    """Days until ``zones`` have fallen one after another: mean zones / hazard, deviation sqrt(zones) / hazard.

    Args:
        hazard: hazard of the zone under attack, 1/day, above 0.
        zones: zones to take, above 0.

    Returns:
        Mean and standard deviation in days, of the broadcast shape.

    Raises:
        ValueError: an argument lies outside its range.
    """
    hazard, zones = domain.positive("hazard", hazard), domain.positive("zones", zones)
    return (zones / hazard)[()], (np.sqrt(zones) / hazard)[()]


def series_by(hazard: ArrayLike, zones: ArrayLike, t: ArrayLike) -> Array:
    """Probability that ``zones`` have fallen one after another by day ``t``: an Erlang law, incomplete gamma.

    Args:
        hazard: hazard of the zone under attack, 1/day, above 0.
        zones: zones to take, above 0.
        t: days, 0 or more.

    Returns:
        Probability, 0..1, of the broadcast shape.

    Raises:
        ValueError: an argument lies outside its range.
    """
    lived = domain.positive("hazard", hazard) * domain.nonnegative("t", t)
    return gammainc(domain.positive("zones", zones), lived)[()]


def parallel_days(hazard: ArrayLike, zones: ArrayLike) -> Array:
    """Expected days until all of ``zones`` attacked at once have fallen: (1 + 1/2 + ... + 1/zones) / hazard.

    Args:
        hazard: hazard of each zone, 1/day, above 0.
        zones: zones under attack, above 0.

    Returns:
        Days, of the broadcast shape.

    Raises:
        ValueError: an argument lies outside its range.
    """
    harmonic = digamma(domain.positive("zones", zones) + 1) + np.euler_gamma
    return (harmonic / domain.positive("hazard", hazard))[()]
