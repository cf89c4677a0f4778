"""Learning by battles: reference figures, Wald's identity, and Bayes' rule written out."""

import math

import pytest
from hypothesis import given
from hypothesis import strategies as st

from corridor.games import trial

chances = st.floats(0.05, 0.95)


def test_steps():
    # bargaining.json: battle_learning (KL, llr_win, llr_loss)
    one = trial.steps(0.6, 0.4)
    assert one.drift == pytest.approx(0.08109302162163282, abs=1e-14)
    assert one.won == pytest.approx(0.4054651081081642, abs=1e-14)
    assert one.lost == pytest.approx(-0.4054651081081643, abs=1e-14)


def test_verdict():
    # bargaining.json: battle_learning (steps, P_correct, E_battles, wald_E), odds of 19 to 1
    end, one = trial.verdict(0.6, 19), trial.steps(0.6, 0.4)
    assert end.net == 8
    assert end.right == pytest.approx(0.96244682411618, abs=1e-12)
    assert end.battles == pytest.approx(36.9957459292944, abs=1e-9)
    assert end.battles == pytest.approx(36.99574592929442, abs=1e-9)
    # Wald: the mean of the log-odds at the end is their drift times the mean number of battles.
    assert end.battles * one.drift == pytest.approx(8 * one.won * (2 * end.right - 1), abs=1e-9)


def test_a_power_of_one_battles_odds_takes_that_many():
    assert trial.verdict(0.52, (0.52 / (1 - 0.52)) ** 3).net == 3  # the quotient of the logs rounds to just above 3
    assert trial.verdict(0.75, 27.0).net == 3
    assert trial.verdict(0.75, 27.1).net == 4


@given(chances, chances, chances, st.integers(0, 30), st.integers(0, 30))
def test_posterior_is_bayes(first, p, q, won, lost):
    one, other = first * p**won * (1 - p) ** lost, (1 - first) * q**won * (1 - q) ** lost
    assert trial.posterior(first, p, q, won, lost) == pytest.approx(one / (one + other), rel=1e-9)


def test_posterior_after_one_battle():
    # bargaining.json: fw_one_unit.posterior_weak_after_A_wins
    assert trial.posterior(0.5, 0.7, 0.4, 1, 0) == pytest.approx(0.6363636363636362, abs=1e-12)


@pytest.mark.parametrize(
    ("call", "message"),
    [
        (lambda: trial.steps(1, 0.5), r"^p_first: got 1"),
        (lambda: trial.posterior(0.5, 0.6, 0.4, -1, 0), r"^won: got -1"),
        (lambda: trial.verdict(0.5, 19), r"^p: got 0.5, allowed: above 1/2"),
        (lambda: trial.verdict(0.6, 1), r"^odds: got 1.0, allowed: above 1"),
        (lambda: trial.verdict(0.6, math.inf), r"^odds: got inf"),
    ],
)
def test_refuses_nonsense(call, message):
    with pytest.raises(ValueError, match=message):
        call()
