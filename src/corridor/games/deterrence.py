"""Deterrence by a third side: how credible a threat to step in must be, who bluffs, and where a red line lies.

A challenger can press or hold; a guarantor may step in if it presses. Only a resolved guarantor would.

Source: the argument about threats is Schelling's, Arms and Influence (1966); costly signals of resolve are Fearon's,
Signaling Foreign Policy Interests, Journal of Conflict Resolution 41 (1997) 68-90. The forms are elementary and derived
in each docstring.
"""

from __future__ import annotations

import numpy as np
from numpy.typing import ArrayLike

from corridor.games import domain, ruin
from corridor.games.domain import Array


def critical_credibility(press: ArrayLike, hold: ArrayLike, met: ArrayLike) -> Array:
    """The probability of intervention above which a challenger holds: (press - hold) / (press - met).

    Args:
        press: what pressing is worth to the challenger if nobody steps in.
        hold: what holding is worth to it, at least ``met`` and at most ``press``.
        met: what pressing is worth if the guarantor steps in, less than ``press``.

    Returns:
        Probability, 0..1, of the broadcast shape.

    Raises:
        ValueError: an argument lies outside its range.
    """
    press, met = (domain.within(name, x, -np.inf, np.inf) for name, x in (("press", press), ("met", met)))
    if not np.all(met < press):
        raise domain.refuse("met", met, f"less than press, {press}")
    return ((press - domain.within("hold", hold, met, press)) / (press - met))[()]


def bluff(resolved: ArrayLike, critical: ArrayLike) -> Array:
    """How often an unresolved guarantor sends the signal of a resolved one: ρ (1 - ι) / ((1 - ρ) ι), at most 1.

    Often enough that the challenger, seeing the signal, is just indifferent; always, where the prior alone deters.

    Args:
        resolved: prior probability that the guarantor is resolved, ρ, 0 to 1.
        critical: credibility above which the challenger holds, ι, above 0 and below 1.

    Returns:
        Probability, 0..1, of the broadcast shape.

    Raises:
        ValueError: an argument lies outside its range.
    """
    resolved, critical = domain.within("resolved", resolved, 0, 1), domain.chance("critical", critical)
    enough = resolved >= critical
    prior = np.where(enough, 0.0, resolved)
    return np.where(enough, 1.0, prior * (1 - critical) / ((1 - prior) * critical))[()]


def credibility(resolved: ArrayLike, bluff: ArrayLike) -> Array:
    """Probability that a guarantor that sent the signal is resolved, who always sends it: ρ / (ρ + (1 - ρ) bluff).

    Args:
        resolved: prior probability that it is resolved, ρ, above 0, at most 1.
        bluff: chance that an unresolved one sends the signal, 0 to 1.

    Returns:
        Probability, 0..1, of the broadcast shape.

    Raises:
        ValueError: an argument lies outside its range.
    """
    resolved, bluff = domain.factor("resolved", resolved), domain.within("bluff", bluff, 0, 1)
    return (resolved / (resolved + (1 - resolved) * bluff))[()]


def press_after_signal(signal_cost: ArrayLike, gain: ArrayLike) -> Array:
    """How often the challenger presses on though it saw the signal: 1 - signal_cost / gain.

    Often enough that an unresolved guarantor is indifferent between paying for a bluff and staying out.

    Args:
        signal_cost: cost of the signal to the guarantor, 0 to ``gain``.
        gain: what the unresolved guarantor gains if the challenger holds, above 0.

    Returns:
        Probability, 0..1, of the broadcast shape.

    Raises:
        ValueError: an argument lies outside its range.
    """
    gain = domain.positive("gain", gain)
    return (1 - domain.within("signal_cost", signal_cost, 0, gain) / gain)[()]


def red_line(held: ArrayLike, line: ArrayLike, p: ArrayLike) -> Array:
    """Probability that the besieger, unopposed by others, comes to the zone where a guarantor steps in.

    Gambler's ruin with the line in place of the last zone, whatever lies behind it.

    Args:
        held: zones held now, 0 to ``line``.
        line: zones held at which the guarantor steps in, above 0.
        p: chance that the besieger wins a battle, above 0 and below 1.

    Returns:
        Probability, 0..1, of the broadcast shape.

    Raises:
        ValueError: an argument lies outside its range.
    """
    line = domain.positive("line", line)
    return ruin.win(domain.within("held", held, 0, line), line, p)
