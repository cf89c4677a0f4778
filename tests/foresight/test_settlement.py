"""Foresight of two sides, each with its own world: settlement with common and with differing beliefs about the odds.

Over three seeds: with beliefs that differ, what both expect at the start was within 0.003 of the exact values and
within 0.04 at any place before battle 45 (the best that these features can do is 0.012); both would settle first
before battle 25 to 33, by zones held, where exactly it is 28 to 38, at most 8 battles early and 5 on average: the
surplus near there grows by 0.0004 a battle, so an error of 0.004 moves it by ten. Without the odds as each side
believes them now among the features, with front and battles seen alone, values at the start are off by 0.12. With a
common belief values are within 0.006, their sum within 0.003 (a longer fit with slower fading let the division drift by
0.02). With known odds values are within 0.006 at each frequency of talks.
"""

import numpy as np
import pytest

from corridor.foresight.fit import Settings, fit
from corridor.games import forts, settlement
from corridor.games.belief import Belief
from foresight.settlement_game import Settlement, Sides

OPTIMISTS = Sides((7.0, 3.0), (3.0, 7.0))
# smith_stam.json: bargain_while_fighting.R.first_settle_t_by_n for 1..9 zones held
FIRST = np.array([28, 31, 34, 37, 38, 37, 34, 31, 28])


@pytest.fixture(scope="module")
def exact():
    """Exact values before each battle, [battle, zones + 1]; nan where no war can stand."""
    return settlement.table(forts.War(10, 0.01, 0.01), Belief(7, 3), Belief(3, 7), start=5, talk=1.0, battles=800)


@pytest.fixture(scope="module")
def fitted(exact):
    """Fitted values at the places that the exact table knows, [2, battle, zones + 1]."""
    game = Settlement(OPTIMISTS, 20_000)
    worth = game.worth(fit(game, 0, Settings(rounds=10, fading=0.3, tolerance=0.0, ridge=1.0)).answers)
    return np.where(np.isfinite(exact.besieger[:46]), worth[:, :46], np.nan)


def test_what_each_expects_by_its_own_belief(exact, fitted):
    # smith_stam.json: bargain_while_fighting.R (CA0, CB0)
    np.testing.assert_allclose(fitted[:, 0, 5], [0.7528068161961496, 0.7528068161961495], atol=0.015)
    off = fitted[..., 1:-1] - np.stack(exact)[:, :46, 1:-1]
    assert np.nanmax(abs(off)) < 0.05
    assert np.sqrt(np.nanmean(off**2)) < 0.015


def test_mutual_optimism_falls_as_battles_are_seen(exact, fitted):
    optimism, known = fitted.sum(axis=0)[:, 5] - 1, np.sum(exact, axis=0)[:46, 5] - 1
    # smith_stam.json: bargain_while_fighting.R.surplus0
    assert optimism[0] == pytest.approx(0.5056136323922992, abs=0.03)
    assert (np.diff(optimism[:40:4]) < 0).all()
    np.testing.assert_allclose(optimism[:46:2], known[::2], atol=0.05)


def test_when_they_would_first_settle(exact, fitted):
    surplus = 1 - fitted.sum(axis=0)
    first = np.argmax(np.nan_to_num(surplus, nan=-1.0) >= 0, axis=0)[1:-1]
    np.testing.assert_allclose(settlement.first(exact)[1:-1], FIRST)
    # The ends settle before the middle, as they should; all of it up to eight battles early.
    assert (abs(first - FIRST) <= 8).all() and np.mean(abs(first - FIRST)) < 5.5
    assert first[4] > first[[0, -1]].max()
    # To settle so early is a small mistake: there is next to nothing to share then, or to lose.
    there = exact.surplus[first, np.arange(1, 10)]
    assert (there > -0.012).all()


def test_a_common_belief_settles_at_once():
    game = Settlement(Sides((6.0, 4.0), (6.0, 4.0)), 20_000)
    worth = game.worth(fit(game, 0, Settings(rounds=12, fading=0.5, tolerance=0.0, ridge=1.0)).answers)[:, 0, 5]
    # smith_stam.json: common_prior (CA, CB, VA, settles_at_0)
    np.testing.assert_allclose(worth, [0.7104982316301274, 0.2695017683698726], atol=0.02)
    assert worth.sum() == pytest.approx(0.98, abs=0.005)
    assert worth[0] + (1 - worth.sum()) / 2 == pytest.approx(0.7204982316301276, abs=0.02)


def test_frequency_of_talks_between_sides_that_agree():
    # smith_stam.json: talk_frequency.by_r (CA, one_minus_CB), daily_bargaining_value.VA_n4. The more often they talk,
    # the slower news of the edges travels from round to round: each fit starts from the one before.
    figures = {
        0.1: (0.5577954813467455, 0.6698592382719866),
        0.5: (0.5998836987831865, 0.6277710208355454),
        1.0: (0.6068273597093659, 0.6208273598093659),
    }
    start = None
    for talk, (low, high) in figures.items():
        sides = Sides(None, None, p=0.55, cost_besieger=0.008, cost_besieged=0.006, start=4, talk=talk)
        game = Settlement(sides, 8_000, longest=8)
        start = fit(game, 0, Settings(rounds=12, fading=0.2, tolerance=0.0, ridge=1.0), start).answers
        worth = game.worth(start)[:, 0, 4]
        np.testing.assert_allclose([worth[0], 1 - worth[1]], [low, high], atol=0.01)
        assert worth[0] + (1 - worth.sum()) / 2 == pytest.approx(0.6138273598093659, abs=0.01)
