"""Quantal response: players who choose the better action more often, not always, and who know this of each other.

An action's chance is proportional to e^(precision × its value), precision in 1 / payoff: 0 is a coin, the larger the
nearer to the best reply. In equilibrium each player's values come from the others' chances. Noise does not count as
payoff. There may be several equilibria: the one given is on the branch that starts from the coin at precision 0,
followed as precision rises, by Newton's method. Repeated replies, damped or not, may leave that branch where it turns
unstable: in the fight-or-talk game of the tests two like players would from precision 3.6 on end up playing unlike.
Where two branches all but touch (a game within a thousandth of a symmetric one) the steps may change over between them.

More precision may be worse for all: in the fight-or-talk game of the tests a little noise keeps a truce that sharper
players destroy.

Sources: McKelvey and Palfrey, Quantal Response Equilibria for Normal Form Games, Games and Economic Behavior 10 (1995)
6-38, doi:10.1006/game.1995.1023; for Markov games Eibelshäuser and Poensgen, Markov Quantal Response Equilibrium and a
Homotopy Method for Computing and Selecting Markov Perfect Equilibria of Dynamic Stochastic Games (2019),
doi:10.2139/ssrn.3314404.
"""

from __future__ import annotations

from typing import Any, NamedTuple

import numpy as np
from numpy.typing import ArrayLike, NDArray
from scipy.special import softmax

from corridor.games import domain
from corridor.games.domain import Array

_CLOSE = 1e-12  # an equilibrium is found when no chance is further from its reply
_NEWTON_STEPS = 12
_FAR = 0.1  # chances that change by more from one precision to the next might have jumped to another branch
_FIRST, _LATER = 0.05, 0.01  # longest step: in units of 1 / spread of payoffs, or as a share of the precision reached
_SHORTEST = 1e-7  # in units of the longest step: a shorter one is given up
_TINY = 1e-30  # for derivatives along the imaginary axis: no difference is taken, so no digits are lost


class Mixed(NamedTuple):
    """Chances of the actions of two players.

    Attributes:
        row: of the first player, [Action].
        column: of the second, [Action].
    """

    row: Array
    column: Array


class Play(NamedTuple):
    """How two players act in every state of a Markov game, and what that is worth.

    Attributes:
        first: chance of each action of the first player, [State, Action].
        second: of the second player, [State, Action].
        value: discounted sum of payoffs from each state on, [State, 2].
    """

    first: Array
    second: Array
    value: Array


class _Game(NamedTuple):
    gain: Array
    moves: Array
    discount: float

    @property
    def shape(self) -> tuple[int, int, int]:
        """States, actions of the first player, actions of the second."""
        return self.moves.shape[0], self.moves.shape[1], self.moves.shape[2]


def choice(value: ArrayLike, precision: float) -> Array:
    """Logit chances of actions: e^(precision × value), scaled to sum to 1.

    Args:
        value: of each action, [..., Action].
        precision: 1 / payoff, 0 or more.

    Returns:
        Probabilities, [..., Action].

    Raises:
        ValueError: an argument lies outside its range.
    """
    worth = domain.within("value", np.atleast_1d(value), -np.inf, np.inf)
    return softmax(float(domain.nonnegative("precision", precision)) * worth, axis=-1)


def oneshot(row: ArrayLike, column: ArrayLike, precision: float) -> Mixed:
    """Logit equilibrium of a game played once.

    Args:
        row: payoff of the first player, [first's action, second's action].
        column: payoff of the second player, same axes.
        precision: 1 / payoff, 0 or more.

    Returns:
        Mixed.

    Raises:
        ValueError: an argument lies outside its range.
        ArithmeticError: the branch from precision 0 turns back before it gets there.
    """
    tables = [domain.within(name, t, -np.inf, np.inf) for name, t in (("row", row), ("column", column))]
    shapes = tables[0].shape, tables[1].shape
    if len(shapes[0]) != 2 or shapes[0] != shapes[1] or 0 in shapes[0]:
        raise domain.refuse("row, column", shapes, "two tables of one shape, [first's action, second's action]")
    play = markov(np.stack(tables)[None], np.ones((1, *shapes[0], 1)), 0.0, precision)
    return Mixed(play.first[0], play.second[0])


def markov(payoff: ArrayLike, transition: ArrayLike, discount: float, precision: float) -> Play:
    """Logit equilibrium of a Markov game of two players who act at once: chances depend on the state alone.

    Args:
        payoff: to each player a step, [State, 2, first's action, second's action].
        transition: chance of the next state, summing to 1 over it, [State, first's action, second's action, State].
        discount: factor a step, 0 or more, below 1.
        precision: 1 / payoff, 0 or more.

    Returns:
        Play.

    Raises:
        ValueError: an argument lies outside its range.
        ArithmeticError: the branch from precision 0 turns back before it gets there.
    """
    game, goal = _checked(payoff, transition, discount), float(domain.nonnegative("precision", precision))
    states, one, two = game.shape
    chances = np.repeat([1 / one, 1 / two], [states * one, states * two])
    spread = float(np.ptp(game.gain))
    reached, share = 0.0, 1.0
    while reached < goal and spread > 0:
        longest = max(_FIRST / spread, _LATER * reached)
        ahead = min(goal, reached + share * longest)
        found = _newton(game, ahead, chances)
        if found is not None and np.max(abs(found - chances)) <= _FAR:
            reached, chances, share = ahead, found, min(1.0, 2 * share)
        elif (share := share / 2) < _SHORTEST:
            raise ArithmeticError(f"no equilibrium next to the one at precision {reached:g}: the branch turns back")
    first, second = _split(game, chances)
    return Play(first, second, _value(game, first, second))


def _newton(game: _Game, precision: float, start: Array) -> Array | None:
    """The equilibrium next to the given chances, or None."""
    chances, size = start, len(start)
    for _ in range(_NEWTON_STEPS):
        # The first row is the point itself, each of the others a nudge to one chance.
        nudged = chances + 1j * _TINY * np.eye(size + 1, size, k=-1)
        error = nudged - _reply(game, precision, nudged)
        if np.max(abs(error[0].real)) < _CLOSE:
            return chances - error[0].real
        try:
            chances = chances - np.linalg.solve(error[1:].imag.T / _TINY, error[0].real)
        except np.linalg.LinAlgError:
            return None
        if not np.all(np.isfinite(chances)):
            return None
    return None


def _reply(game: _Game, precision: float, chances: NDArray[Any]) -> NDArray[Any]:
    """Logit replies of both players to the chances of both, [..., Chance]."""
    first, second = _split(game, chances)
    later = game.discount * np.einsum("sabt,...ti->...siab", game.moves, _value(game, first, second))
    ahead = game.gain + later
    worth = (
        np.einsum("...sab,...sb->...sa", ahead[..., 0, :, :], second),
        np.einsum("...sab,...sa->...sb", ahead[..., 1, :, :], first),
    )
    shares = []
    for each in worth:
        odds = np.exp(precision * (each - each.real.max(axis=-1, keepdims=True)))
        share = odds / odds.sum(axis=-1, keepdims=True)
        shares.append(share.reshape(*chances.shape[:-1], -1))
    return np.concatenate(shares, axis=-1)


def _value(game: _Game, first: NDArray[Any], second: NDArray[Any]) -> NDArray[Any]:
    """Discounted payoffs of fixed chances: (1 - discount × T) value = payoff, by a linear solve."""
    now = np.einsum("siab,...sa,...sb->...si", game.gain, first, second)
    step = np.einsum("sabt,...sa,...sb->...st", game.moves, first, second)
    return np.linalg.solve(np.eye(len(game.gain)) - game.discount * step, now)


def _split(game: _Game, chances: NDArray[Any]) -> tuple[NDArray[Any], NDArray[Any]]:
    states, one, two = game.shape
    first, second = np.split(chances, [states * one], axis=-1)
    return first.reshape(*chances.shape[:-1], states, one), second.reshape(*chances.shape[:-1], states, two)


def _checked(payoff: ArrayLike, transition: ArrayLike, discount: float) -> _Game:
    gain, moves = domain.within("payoff", payoff, -np.inf, np.inf), domain.within("transition", transition, 0, 1)
    shapes = gain.shape, moves.shape
    if gain.ndim != 4 or gain.shape[1] != 2 or moves.shape != (len(gain), *gain.shape[2:], len(gain)):
        raise domain.refuse("payoff, transition", shapes, "[State, 2, Action, Action], [State, Action, Action, State]")
    if gain.size == 0 or not np.allclose(moves.sum(axis=-1), 1, rtol=0, atol=1e-9):
        raise domain.refuse("transition", transition, "chances that sum to 1 over the next state")
    factor = float(domain.nonnegative("discount", discount))
    if factor >= 1:
        raise domain.refuse("discount", discount, "0 or more, below 1")
    return _Game(gain, moves, factor)
