"""Reputation: reference figures, the Beta law by quadrature, and Bayes by counting."""

import itertools

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from scipy.stats import beta

from corridor.games import reputation

RECORD = [1, 1, 0, 1, 1, 1, 0, 1, 1, 1]
weight = st.floats(0.2, 20)
records = st.lists(st.integers(0, 1), min_size=1, max_size=12)


def test_beta_trust_reference():
    kept, broken = reputation.counts(2, 3, RECORD)
    # screening.json: beta_trust.mean, post
    means = [0.5, 0.5714285714285714, 0.5, 0.5555555555555556, 0.6]
    means += [0.6363636363636364, 0.5833333333333334, 0.6153846153846154, 0.6428571428571429, 0.6666666666666666]
    np.testing.assert_allclose(reputation.mean(kept, broken), means, rtol=1e-12)
    assert (kept[-1], broken[-1]) == (10, 5)
    # screening.json: beta_trust.P_q_gt_half, predictive_next5_all_comply
    assert reputation.chance_above(0.5, 10, 5) == pytest.approx(0.91021728515625, rel=1e-12)
    assert reputation.all_kept(5, 10, 5) == pytest.approx(0.17217062263501892, rel=1e-12)


def test_forgetting_reference():
    # screening.json: beta_trust.mean_forget, forgetting .9
    means = [0.509090909090909, 0.5915966386554622, 0.49850511408339887, 0.573137882282908, 0.6337067491539613]
    means += [0.6835914661923695, 0.593745889063379, 0.6455134103952043, 0.6894785714538326, 0.7270874098638359]
    np.testing.assert_allclose(reputation.mean(*reputation.counts(2, 3, RECORD, memory=0.9)), means, rtol=1e-12)
    # screening.json: beta_trust.ess_limit
    assert reputation.weight_limit(0.9) == pytest.approx(10.000000000000002, rel=1e-12)
    assert reputation.weight_limit(1) == np.inf


@given(records, st.floats(0.3, 0.99))
def test_a_fading_record_weighs_at_most_its_limit(record, memory):
    kept, broken = reputation.counts(0.01, 0.01, record * 30, memory)
    assert kept[-1] + broken[-1] <= reputation.weight_limit(memory) + 0.02
    fresh = reputation.counts(5, 1, record * 200, memory)
    other = reputation.counts(1, 5, record * 200, memory)
    assert fresh.kept[-1] == pytest.approx(other.kept[-1], abs=4 * memory ** (200 * len(record)) + 1e-9)


@given(weight, weight, st.floats(0.1, 0.9), records)
def test_two_observers_of_one_record_draw_together_at_a_known_pace(kept, broken, share, record):
    # Two priors of one weight M: the gap of means is (a_A - a_B) / (M + t), whatever the record says.
    total = kept + broken
    one, two = (reputation.mean(*reputation.counts(a, total - a, record)) for a in (kept, share * total))
    entries = np.arange(1, len(record) + 1)
    np.testing.assert_allclose(one - two, (kept - share * total) / (total + entries), atol=1e-12)


@given(weight, weight, st.floats(0, 1), st.integers(0, 8))
def test_beta_law(kept, broken, level, promises):
    law = beta(kept, broken)
    assert reputation.chance_above(level, kept, broken) == pytest.approx(law.sf(level), abs=1e-9)
    assert reputation.mean(kept, broken) == pytest.approx(law.mean())
    one_by_one = 1.0  # each promise kept raises trust in the next
    for before in range(promises):
        one_by_one *= reputation.mean(kept + before, broken)
    assert reputation.all_kept(promises, kept, broken) == pytest.approx(one_by_one, rel=1e-9)


def test_two_type_clock_reference():
    steps = reputation.clock(reliable=0.95, other=0.6)
    # screening.json: two_point_trust (up, down, drift_if_G, drift_if_B, breaches_cost_in_clean_days)
    figures = (0.45953232937844013, -2.079441541679835, 0.3325836358255263, -0.55605721904487, 4.525125673948711)
    assert steps == pytest.approx(figures, rel=1e-12)
    # screening.json: two_point_trust.clean_days_to_90
    assert reputation.calm_days(prior=0.5, goal=0.9, reliable=0.95, other=0.6) == 5


def test_clock_agrees_with_bayes_over_all_records():
    reliable, other, prior = 0.95, 0.6, 0.3
    total = 0.0
    for record in itertools.product((0, 1), repeat=6):
        kept, broken = sum(record), 6 - sum(record)
        good, bad = (q**kept * (1 - q) ** broken for q in (reliable, other))
        seen = prior * good + (1 - prior) * bad
        trust = reputation.two_type(prior, kept, broken, reliable, other)
        assert trust == pytest.approx(prior * good / seen, rel=1e-12)
        total += seen * trust
    assert total == pytest.approx(prior)  # on average one learns nothing


@given(st.floats(0.05, 0.95), st.floats(0.05, 0.95), st.floats(0.5, 0.95), st.floats(0.1, 0.9))
def test_calm_days_reach_the_goal_and_no_sooner(prior, goal, reliable, ratio):
    other = reliable * ratio
    days = reputation.calm_days(prior, goal, reliable, other)
    assert reputation.two_type(prior, days, 0, reliable, other) >= goal - 1e-9
    if days > 0:
        assert reputation.two_type(prior, days - 1, 0, reliable, other) < goal
    assert reputation.clock(reliable, other).drift_reliable >= 0 >= reputation.clock(reliable, other).drift_other


def test_goal_met_exactly_takes_no_day_more():
    # Odds of 0.8 : 0.2 = 4 a day: from 1/2 to 16/17 in exactly two days.
    assert reputation.calm_days(0.5, 16 / 17, 0.8, 0.2) == 2


@pytest.mark.parametrize(
    ("call", "message"),
    [
        (lambda: reputation.counts(0, 1, [1]), "^kept: got 0, allowed: above 0"),
        (lambda: reputation.counts(1, 1, [2]), r"^record: got \[2\], allowed: 0 to 1"),
        (lambda: reputation.counts(1, 1, [[1]]), "^record: got 2 axes, allowed: one axis"),
        (lambda: reputation.counts(1, 1, [1], memory=0), "^memory: got 0, allowed: above 0, at most 1"),
        (lambda: reputation.clock(0.6, 0.9), "^other: got 0.9, allowed: less than reliable, 0.6"),
        (lambda: reputation.all_kept(-1, 1, 1), "^promises: got -1"),
        (lambda: reputation.calm_days(0.5, 1, 0.9, 0.5), "^goal: got 1"),
    ],
)
def test_refuses_nonsense(call, message):
    with pytest.raises(ValueError, match=message):
        call()
