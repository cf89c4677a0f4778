"""Quantal response: reference figures, an independent solver's, and the definition checked at the solution."""

import math

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from hypothesis.extra.numpy import arrays
from scipy.special import expit

from corridor.games import quantal

STAG_HUNT = ([[10, 1], [8, 5]], [[10, 8], [1, 5]])
PENNIES = ([[9, 0], [0, 1]], [[0, 1], [1, 0]])  # the first player likes one match nine times better
# Two states, war and truce; actions hard and soft; payoffs [State, Player, first's action, second's action].
FIGHT_TALK = np.array(
    [
        [[[-3, 0], [-2.5, -0.5]], [[-3, -2.5], [0, -0.5]]],
        [[[0, 3], [-1, 2.5]], [[0, -1], [3, 2.5]]],
    ]
)
TO_TRUCE = np.array([[[0, 0.2], [0.2, 0.8]], [[0.1, 0.4], [0.4, 0.95]]])
MOVES = np.stack([1 - TO_TRUCE, TO_TRUCE], axis=-1)
payoffs = arrays(float, (2, 3), elements=st.floats(-2, 2))


@pytest.mark.parametrize(
    ("precision", "stag"),
    # qre.json: oneshot.stag_hunt
    [
        (0.0, 0.5),
        (0.1, 0.4706280659941522),
        (0.2, 0.4292540897902148),
        (0.5, 0.19584604687614096),
        (1.0, 0.020264478601337548),
        (2.0, 0.0003367073928075939),
    ],
)
def test_stag_hunt_reference(precision, stag):
    play = quantal.oneshot(*STAG_HUNT, precision)
    assert (play.row[0], play.column[0]) == pytest.approx((stag, stag), rel=1e-9)
    assert play.row[0] == pytest.approx(expit(precision * (6 * play.row[0] - 4)), rel=1e-9)


@pytest.mark.parametrize(
    ("precision", "row", "column"),
    # qre.json: oneshot.asym_pennies
    [
        (0.0, 0.5, 0.5),
        (0.5, 0.8306705913418174, 0.4180774669062137),
        (1.0, 0.8935763305539739, 0.3127803750295332),
        (2.0, 0.8607543943410344, 0.19107849431747426),
        (4.0, 0.7416823122272754, 0.1263682706364214),
        (10.0, 0.6074806748341367, 0.10436734591634331),
    ],
)
def test_pennies_reference(precision, row, column):
    play = quantal.oneshot(*PENNIES, precision)
    assert (play.row[0], play.column[0]) == pytest.approx((row, column), rel=1e-9)


@pytest.mark.parametrize(
    ("precision", "soft_war", "soft_truce", "war", "truce", "solver"),
    # qre.json: mqre_fight_talk (p_soft_war, p_soft_truce, V_war, V_truce); solver: mqre_sgamesolver, to its own 1e-5
    [
        (0.0, 0.5, 0.5, -6.6983894582713726, -3.6237188872611235, None),
        (
            *(0.5, 0.6177323557327228, 0.539678887439536, -2.5608452446151473, 0.11719825966126528),
            (0.6177323721468918, 0.5396788949049464, -2.5608446881541296, 0.11719878148329016),
        ),
        (
            *(1.0, 0.697005439922993, 0.5551735650481233, -0.28419288345581195, 2.106225575386694),
            (0.6970054718819595, 0.5551735896739098, -0.2841916262909391, 2.1062268043759764),
        ),
        (
            *(2.0, 0.7333354755006674, 0.4016858545131695, -2.09323135826211, -0.42850134772290965),
            (0.7333354713546407, 0.40168583195145396, -2.0932317777381324, -0.42850182705067524),
        ),
        (
            *(4.0, 0.6882993479874944, 0.05343781831772233, -6.868963390444716, -5.96584151497864),
            (0.6882993482236728, 0.05343781421689427, -6.868963419659513, -5.965841552811696),
        ),
    ],
)
def test_fight_talk_reference(precision, soft_war, soft_truce, war, truce, solver):
    play = quantal.markov(FIGHT_TALK, MOVES, discount=0.9, precision=precision)
    got = (*play.first[:, 1], *play.value[:, 0])
    assert got == pytest.approx((soft_war, soft_truce, war, truce), rel=1e-9)
    # The game is the same for both players, and the branch followed treats them alike, beyond 3.5 too.
    np.testing.assert_allclose(play.first, play.second, rtol=1e-9)
    np.testing.assert_allclose(play.value[:, 0], play.value[:, 1], rtol=1e-9)
    if solver is not None:
        assert got == pytest.approx(solver, abs=1e-5)


def test_sharper_players_may_destroy_a_truce():
    values = [quantal.markov(FIGHT_TALK, MOVES, 0.9, precision).value[1, 0] for precision in (0.0, 1.0, 2.0, 4.0)]
    assert values[1] > values[0] > values[3] and values[1] > values[2] > values[3]


@settings(max_examples=25, deadline=None)
@given(payoffs, payoffs, st.floats(0, 3))
def test_each_replies_to_the_other(row, column, precision):
    play = quantal.oneshot(row, column, precision)
    np.testing.assert_allclose(play.row, quantal.choice(row @ play.column, precision), atol=1e-10)
    np.testing.assert_allclose(play.column, quantal.choice(play.row @ column, precision), atol=1e-10)


def test_three_states_and_unlike_actions():
    rng = np.random.default_rng(5)
    payoff, moves = rng.normal(size=(3, 2, 2, 4)), rng.random((3, 2, 4, 3))
    moves /= moves.sum(axis=-1, keepdims=True)
    first, second, value = quantal.markov(payoff, moves, discount=0.8, precision=1.5)
    worth = np.zeros((3, 2))
    for _ in range(200):  # what the chances are worth, by playing on, not by a linear solve
        ahead = payoff + 0.8 * np.moveaxis(moves @ worth, -1, 1)
        worth = np.einsum("siab,sa,sb->si", ahead, first, second)
    np.testing.assert_allclose(value, worth, rtol=1e-9)
    for state in range(3):
        np.testing.assert_allclose(first[state], quantal.choice(ahead[state, 0] @ second[state], 1.5), rtol=1e-8)
        np.testing.assert_allclose(second[state], quantal.choice(first[state] @ ahead[state, 1], 1.5), rtol=1e-8)


@given(arrays(float, 4, elements=st.floats(-5, 5)), st.floats(0, 20), st.floats(-1e3, 1e3))
def test_choice_is_logit(value, precision, shift):
    chance = quantal.choice(value, precision)
    assert chance.sum() == pytest.approx(1)
    np.testing.assert_allclose(quantal.choice(value + shift, precision), chance, rtol=1e-6)
    if chance.min() > 1e-12:
        assert math.log(chance[0] / chance[1]) == pytest.approx(precision * (value[0] - value[1]), abs=1e-6)
    np.testing.assert_allclose(quantal.choice(value, 0), 0.25)


@pytest.mark.parametrize("lesser", [3.99, 3.5, 2.0])
def test_branch_from_the_coin_ends_in_the_better_corner(lesser):
    # Both want to meet, better here than there. The coin's branch bends towards here where others split off, near by.
    both = np.array([[4.0, 0.0], [0.0, lesser]])
    play = quantal.oneshot(both, both, 20.0)
    assert (play.row[0], play.column[0]) == pytest.approx((1, 1), abs=1e-9)


def test_a_branch_that_turns_back_is_reported():
    # Followed by arc length instead of by precision, the branch of this game turns back at 3.3797.
    row = [[3.2, -2.2, 0.7], [0.9, -0.7, 1.2], [-2.9, 4.2, -2.7]]
    column = [[1.8, -2.2, 2.3], [-0.8, 0.3, 0.1], [2.2, -0.6, -5.9]]
    assert quantal.oneshot(row, column, 3.37).row.sum() == pytest.approx(1)
    with pytest.raises(ArithmeticError, match=r"at precision 3.37967: the branch turns back"):
        quantal.oneshot(row, column, 20.0)


@pytest.mark.parametrize(
    ("call", "message"),
    [
        (lambda: quantal.choice([1, 2], -1), "^precision: got -1, allowed: 0 or more"),
        (lambda: quantal.oneshot([[1, 2]], [[1], [2]], 1), "^row, column: got .* two tables of one shape"),
        (lambda: quantal.markov(FIGHT_TALK, MOVES, 1, 1), "^discount: got 1, allowed: 0 or more, below 1"),
        (lambda: quantal.markov(FIGHT_TALK, MOVES / 2, 0.9, 1), "(?s)^transition: .* sum to 1"),
        (lambda: quantal.markov(FIGHT_TALK[0], MOVES, 0.9, 1), "^payoff, transition: got"),
        (lambda: quantal.oneshot([[np.nan]], [[1]], 1), "^row: got"),
    ],
)
def test_refuses_nonsense(call, message):
    with pytest.raises(ValueError, match=message):
        call()
