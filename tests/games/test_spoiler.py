"""Spoilers: reference figures, and trust that is right on average."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from corridor.games import spoiler

TRUST, THRESHOLD = 0.7, 0.55
unit = st.floats(0, 1)


@pytest.mark.parametrize(
    ("stops", "other_stops", "attack", "quiet", "kills", "ratio"),
    # screening.json: spoiler.cases (trust_after_attack, trust_after_quiet, attack_kills_deal, LR)
    [
        (0.8, 0.3, 0.3999999999999999, 0.8615384615384616, True, 0.28571428571428564),
        (0.5, 0.3, 0.6249999999999999, 0.7954545454545454, False, 0.7142857142857143),
        (0.2, 0.15, 0.6871165644171778, 0.7567567567567567, False, 0.9411764705882354),
    ],
)
def test_cases_reference(stops, other_stops, attack, quiet, kills, ratio):
    after = spoiler.trust_after_attack(TRUST, stops, other_stops)
    assert after == pytest.approx(attack, rel=1e-12)
    assert spoiler.trust_after_quiet(TRUST, stops, other_stops) == pytest.approx(quiet, rel=1e-12)
    assert spoiler.attack_ratio(stops, other_stops) == pytest.approx(ratio, rel=1e-12)
    assert bool(after < THRESHOLD) == kills
    assert bool(spoiler.attack_ratio(stops, other_stops) < spoiler.least_ratio(TRUST, THRESHOLD)) == kills


def test_limits_reference():
    # screening.json: spoiler (min_LR_that_deal_survives, P_dead_30d_nu.1_s.8)
    assert spoiler.least_ratio(TRUST, THRESHOLD) == pytest.approx(0.5238095238095241, rel=1e-12)
    assert spoiler.dead_by(30, attack=0.1, stops=0.8) == pytest.approx(0.4545156806175631, rel=1e-12)


@given(unit, unit, unit)
def test_trust_is_right_on_average_and_falls_with_an_attack(trust, one, two):
    other_stops, stops = sorted((one, two))
    after = spoiler.trust_after_attack(trust, stops, other_stops)
    quiet = spoiler.trust_after_quiet(trust, stops, other_stops)
    through = trust * (1 - stops) + (1 - trust) * (1 - other_stops)
    assert through * after + (1 - through) * quiet == pytest.approx(trust, abs=1e-9)
    assert after <= trust + 1e-12 and quiet >= trust - 1e-12


@given(st.floats(0.05, 0.95), st.floats(0.05, 0.95), st.floats(0.1, 0.9), st.floats(0, 0.9))
def test_least_ratio_is_where_trust_meets_the_threshold(trust, threshold, stops, share):
    other_stops = stops * share
    gap = spoiler.attack_ratio(stops, other_stops) - spoiler.least_ratio(trust, threshold)
    if abs(gap) > 1e-9:
        assert (spoiler.trust_after_attack(trust, stops, other_stops) > threshold) == (gap > 0)


def test_dead_by_counts_days_one_by_one():
    alive, path = 1.0, []
    for _ in range(11):
        path.append(1 - alive)
        alive *= 1 - 0.3 * (1 - 0.6) * 0.5
    np.testing.assert_allclose(spoiler.dead_by(np.arange(11), 0.3, 0.6, kills=0.5), path, rtol=1e-12)
    assert spoiler.dead_by(9, 1, 0) == 1
    assert spoiler.dead_by(0, 1, 0) == 0


def test_impossible_news_leaves_trust_alone():
    assert spoiler.trust_after_attack(0.7, 1, 1) == 0.7
    assert spoiler.trust_after_quiet(0.7, 0, 0) == 0.7


@pytest.mark.parametrize(
    ("call", "message"),
    [
        (lambda: spoiler.trust_after_attack(0.5, 0.3, 0.8), "^other_stops: got 0.8, allowed: at most stops, 0.3"),
        (lambda: spoiler.trust_after_quiet(1.5, 0.8, 0.3), "^trust: got 1.5, allowed: 0 to 1"),
        (lambda: spoiler.attack_ratio(1, 1), "^other_stops: got 1, allowed: below 1"),
        (lambda: spoiler.least_ratio(0, 0.5), "^trust: got 0, allowed: above 0 and below 1"),
        (lambda: spoiler.dead_by(-1, 0.1, 0.8), "^days: got -1"),
    ],
)
def test_refuses_nonsense(call, message):
    with pytest.raises(ValueError, match=message):
        call()
