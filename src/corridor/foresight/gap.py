"""How much a party could gain by answering better than the fit: a lower bound of its exploitability.

For each party that decides anything, a second opinion (``second``) is fitted to fresh members who play the fit's
policies with some exploration; then other fresh members live again and again, once as the fit has it, once with that
party choosing by its second opinion with the noise it has, once with hardly any, everything else and all random keys
alike. The *gap* is the mean difference of its payoff from the first free day on, with the noise it has: what the fit
left on the table. What it would gain without noise stands beside it: that is the price of choosing by logit, which is
a premise here and no fault of the fit. What a party overrates beyond its account is left out: the gap is of the fit, in
the account's own world. A better second opinion might gain more: so both are lower bounds. A second opinion may also do
worse than the fit: then the bound says little.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import NamedTuple

import jax
import jax.numpy as jnp
import numpy as np
from numpy.typing import NDArray

from corridor.foresight import rows as moments
from corridor.foresight.features import Signals, rich
from corridor.foresight.payoff import worth
from corridor.foresight.recorded import Days
from corridor.foresight.regress import Answer, Rows
from corridor.foresight.second import MORE, SHARP, respond
from corridor.foresight.siege import SiegeGame
from corridor.model.expectations import Deviant

EXPLORE = 0.1
MOST, LIMIT = 40_000, 0.02
"""Moments of a kind that a second opinion rests on, at most; share of the payoff's range that counts as small."""
Answers = Mapping[tuple[int, str], Answer]
_rich = jax.jit(rich)


class Gap(NamedTuple):
    """What one party could gain."""

    party: str
    gain: float
    """Mean gain, in units of the pocket's worth."""
    error: float
    """Its standard error, over members."""
    noiseless: float
    """Mean gain if it also chose with hardly any noise."""
    range: float
    """From the 5 % to the 95 % point of its realised payoffs."""

    @property
    def share(self) -> float:
        """The gain as a share of the range."""
        return self.gain / max(self.range, 1e-9)


def deciders(game: SiegeGame) -> list[int]:
    """Numbers of the parties that decide: for a camp, on a plan, or on a promise."""
    talks = game.arrays[0].layout.talks
    some = [np.asarray(x).sum(axis=0) for x in (talks.principal, talks.plan_required, talks.plan_proposer)]
    return [int(i) for i in np.flatnonzero(sum(some)) if i < len(game.scenario.parties)]


def payoffs(
    told: Days, number: int, view: int, observer: int, answers: Answers, game: SiegeGame
) -> NDArray[np.float64]:
    """One party's payoff from each day on, [day, member]; what comes after the last day as the answers have it."""
    layout = game.arrays[game.worlds.observers[observer].world].layout
    x, terms = moments.looked_at(told, view), moments.terms_of(told, view)
    return worth(moments.to_come(told, x, terms, observer, answers, layout), told.party, number, layout)


def second_opinion(told: Days, number: int, observer: int, answers: Answers, game: SiegeGame) -> Deviant:
    """What one party would rather expect, from days played by the answers."""
    at = game.worlds.observers[observer]
    layout = game.arrays[at.world].layout
    ahead = payoffs(told, number, at.view, observer, answers, game)
    # Who weighs an answer adds today's blame for refusing.
    ahead = ahead + told.refused[..., number] * told.party.blame[:, number]
    war, new, plan = moments.which(told)
    fight = _rows(told, at.view, *_some(war), ahead)
    count = int(np.asarray(layout.talks.plan).sum())
    accept = None
    if count and new.any():
        days, members = _some(new)
        beside = _rows(told, at.view, days, members, ahead)
        mine = plan[days, members][:, None] == np.arange(count)
        terms = moments.terms_of(told, at.view, MORE)[days, members]
        accept = Rows((mine[:, :, None] * terms[:, None, :]).reshape(len(days), -1), beside.y, beside.x)
    days, members = _some(war & moments.may_start(told))
    beside = _rows(told, at.view, days, members, ahead)
    press = Rows(moments.press_of(told)[days, members], beside.y, beside.x)
    return respond(fight, accept, press, number, at.view, count, layout)


def _some(mask: NDArray[np.bool_]) -> tuple[NDArray[np.intp], NDArray[np.intp]]:
    days, members = np.nonzero(mask)
    every = max(1, len(days) // MOST)
    return days[::every], members[::every]


def _rows(told: Days, view: int, days: NDArray[np.intp], members: NDArray[np.intp], ahead: NDArray[np.float64]) -> Rows:
    some = Signals(*(signal[days, members] for signal in moments.signals_of(told, view)))
    return Rows(np.asarray(_rich(some)), ahead[days, members][:, None])


def measured(game: SiegeGame, answers: Answers, number: int, deviant: Deviant, base: Days, seed: int) -> Gap:
    """The gap of one party, from runs with it deviating and the same run without, ``base``."""
    observer = game.worlds.observer_of(number)
    at = game.worlds.observers[observer]
    first = int(np.argmax(base.facts["free"][:, 0] > 0))
    alive = base.facts["alive"][first] > 0

    def had(told: Days) -> NDArray[np.float64]:
        return payoffs(told, number, at.view, observer, answers, game)[first][alive]

    plain = had(base)
    gain, sharp = (
        had(game.days(at.world, answers, seed, deviant=deviant._replace(sharp=jnp.float32(s)), overrates=0.0)) - plain
        for s in (1.0, SHARP)
    )
    low, high = np.quantile(plain, [0.05, 0.95])
    error = float(gain.std(ddof=1) / np.sqrt(len(gain)))
    name = game.scenario.parties[number].id
    return Gap(name, float(gain.mean()), error, float(sharp.mean()), float(high - low))


def gaps(game: SiegeGame, answers: Answers, seed: int = 1, progress: Callable[[Gap], None] | None = None) -> list[Gap]:
    """The gap of every party that decides, on members that the fit has not seen.

    Args:
        game: the siege.
        answers: the fit's.
        seed: of the fresh members; another than the fit's rounds.
        progress: called after each party.
    """
    found: list[Gap] = []
    parties = deciders(game)
    for world in range(len(game.arrays)):
        here = [n for n in parties if game.worlds.observers[game.worlds.observer_of(n)].world == world]
        if not here:
            continue
        tried = game.days(world, answers, (seed + 101) % 2**32, EXPLORE, overrates=0.0)
        base = game.days(world, answers, (seed + 202) % 2**32, overrates=0.0)
        for number in here:
            deviant = second_opinion(tried, number, game.worlds.observer_of(number), answers, game)
            found.append(measured(game, answers, number, deviant, base, (seed + 202) % 2**32))
            if progress is not None:
                progress(found[-1])
    return found
