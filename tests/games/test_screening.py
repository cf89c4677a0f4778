"""Screening: reference figures, every effort tried by hand, and Bayes by counting cases."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from corridor.games import screening

open_unit = st.floats(0.01, 0.99)


def test_riley_reference():
    # screening.json: riley (R, cG, cB -> e_min, e_max, rent_G_at_least_cost)
    least, most, rent = screening.riley(reward=0.6, cost_low=0.5, cost_high=1.0)
    assert (least, most, rent) == pytest.approx((0.6, 1.2, 0.3), rel=1e-12)


@given(st.floats(0.1, 3), open_unit, open_unit)
def test_riley_is_the_set_of_efforts_that_one_type_alone_makes(reward, cost_low, gap):
    cost_high = cost_low + gap
    least, most, rent = screening.riley(reward, cost_low, cost_high)
    efforts = np.linspace(0, 1.2 * most, 400)
    separates = (reward - cost_low * efforts >= 0) & (reward - cost_high * efforts <= 0)
    inside = (efforts >= least) & (efforts <= most)
    near = np.isclose(efforts, least, rtol=1e-9) | np.isclose(efforts, most, rtol=1e-9)
    np.testing.assert_array_equal(separates | near, inside | near)
    assert rent == pytest.approx(reward - cost_low * least)


def test_capacity_reference():
    # screening.json: capacity.rule (capB < e <= min(capG, R/cG) separates), with riley's R and cG
    assert screening.capacity(able=0.9, unable=0.4, reward=0.6, cost=0.5) == pytest.approx((0.4, 0.9))
    assert screening.capacity(able=2.0, unable=0.4, reward=0.6, cost=0.5) == pytest.approx((0.4, 1.2))
    above, most = screening.capacity(able=2.0, unable=1.5, reward=0.6, cost=0.5)
    assert most < above  # the abler type is not willing to do what the other can't: nothing separates


def test_semi_pooling_reference():
    # screening.json: semi_pooling (prior, threshold -> B_imitates, P_fulfilled)
    assert screening.mimic(prior=0.3, threshold=0.6) == pytest.approx(0.2857142857142857, rel=1e-12)
    assert screening.fulfilled(prior=0.3, threshold=0.6) == pytest.approx(0.5, rel=1e-12)
    # receiver_accept_prob_makes_B_indifferent: a = cB e / R
    assert screening.acceptance(effort=0.4, cost_high=1.0, reward=0.6) == pytest.approx(0.4 * 1.0 / 0.6, rel=1e-12)


@given(open_unit, open_unit)
def test_imitation_leaves_the_receiver_at_its_threshold(prior, threshold):
    imitates, seen = screening.mimic(prior, threshold), screening.fulfilled(prior, threshold)
    trust = prior / (prior + (1 - prior) * imitates)
    assert trust == pytest.approx(max(prior, threshold))
    assert seen == pytest.approx(prior + (1 - prior) * imitates)


@given(st.floats(0, 2), st.floats(0.1, 2), st.floats(0.1, 2))
def test_acceptance_leaves_the_imitator_indifferent(effort, cost, reward):
    gain = screening.acceptance(effort, cost, reward) * reward - cost * effort
    assert gain == pytest.approx(min(0.0, reward - cost * effort), abs=1e-12)


def test_verification_reference():
    # screening.json: verification (post_fulfilled, post_not)
    known = {"prior": 0.4, "reliable": 0.9, "other": 0.2, "sensitivity": 0.85, "specificity": 0.9}
    assert screening.posterior(**known, reported=True) == pytest.approx(0.6739130434782609, rel=1e-12)
    assert screening.posterior(**known, reported=False) == pytest.approx(0.16666666666666669, rel=1e-12)


@given(*[st.floats(0, 1)] * 5)
def test_posterior_averages_to_the_prior(prior, reliable, other, sensitivity, specificity):
    def said(q):
        return q * sensitivity + (1 - q) * (1 - specificity)

    kept = prior * said(reliable) + (1 - prior) * said(other)
    after = [screening.posterior(prior, reliable, other, sensitivity, specificity, heard) for heard in (True, False)]
    assert kept * after[0] + (1 - kept) * after[1] == pytest.approx(prior, abs=1e-9)


def test_blind_monitor_teaches_nothing():
    assert screening.posterior(0.3, 0.9, 0.1, 0.5, 0.5, True) == pytest.approx(0.3, rel=1e-12)
    assert screening.posterior(0.3, 1, 1, 1, 1, False) == 0.3  # a report that can't be: the prior stays


@pytest.mark.parametrize(
    ("value_other", "easy", "hard", "choice"),
    # screening.json: receiver_demand (v_B -> easy, hard, choice; v_G .6, wait .1, prior .5)
    [
        (-0.4, 0.09999999999999998, 0.35, "hard"),
        (0.05, 0.325, 0.35, "hard"),
        (0.2, 0.4, 0.35, "easy"),
    ],
)
def test_receiver_demand_reference(value_other, easy, hard, choice):
    made = screening.demand(prior=0.5, value_reliable=0.6, value_other=value_other, waiting=0.1)
    assert made[:2] == pytest.approx((easy, hard), rel=1e-12)
    assert made.choice == choice


def test_no_demand_where_waiting_is_worth_more():
    assert screening.demand(0.5, value_reliable=0.1, value_other=0.1, waiting=0.4).choice == "none"


@given(open_unit, st.floats(-1, 1), st.floats(-1, 1))
def test_hard_demand_is_chosen_where_the_other_type_is_worth_less_than_waiting(prior, value_other, waiting):
    made = screening.demand(prior, value_reliable=1.5, value_other=value_other, waiting=waiting)
    assert (made.choice == "hard") == (made.hard >= made.easy)
    if abs(value_other - waiting) > 1e-9:
        assert (made.choice == "hard") == (value_other < waiting)


def test_broadcasts():
    assert screening.mimic(np.array([0.1, 0.2, 0.9])[:, None], [0.4, 0.6]).shape == (3, 2)
    assert np.ndim(screening.posterior(0.4, 0.9, 0.2, 0.85, 0.9, True)) == 0


@pytest.mark.parametrize(
    ("call", "message"),
    [
        (lambda: screening.riley(0.6, 1.0, 0.5), "^cost_high: got 0.5, allowed: more than cost_low, 1.0"),
        (lambda: screening.riley(0, 0.5, 1), "^reward: got 0, allowed: above 0"),
        (lambda: screening.capacity(1, -1, 1, 1), "^unable: got -1"),
        (lambda: screening.mimic(1, 0.5), "^prior: got 1, allowed: above 0 and below 1"),
        (lambda: screening.posterior(0.5, 0.9, 0.2, 1.1, 0.9, True), "^sensitivity: got 1.1, allowed: 0 to 1"),
        (lambda: screening.demand(-0.1, 0, 0, 0), "^prior: got -0.1"),
        (lambda: screening.demand(0.5, 0, np.nan, 0), "^value_other: got nan"),
    ],
)
def test_refuses_nonsense(call, message):
    with pytest.raises(ValueError, match=message):
        call()
