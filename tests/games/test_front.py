"""Contests, the building's exponent, the speed of a front, zones falling in series and in parallel."""

import math

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from corridor.games import front, ruin

powers = st.floats(0.01, 100)
advantages = st.floats(0.1, 10)
hazards = st.floats(1e-3, 1)


@pytest.mark.parametrize(
    ("ratio", "exponent", "win"),
    [
        # urban.json: contest
        (1, 2, 0.5),
        (1.5, 0.5, 0.5505102572168219),
        (1.5, 1, 0.6),
        (1.5, 2, 0.6923076923076923),
        (3, 0.5, 0.6339745962155613),
        (3, 1, 0.75),
        (3, 2, 0.9),
    ],
)
def test_contest_reference(ratio, exponent, win):
    assert front.contest(ratio, 1, exponent) == pytest.approx(win, rel=1e-12)


def test_three_to_one_parity():
    # urban.json: contest_parity_3to1
    assert front.contest(3, 1, 1, advantage_y=3) == pytest.approx(0.5)


def test_front_speed_reference():
    # urban.json: front_speed (p = 0.6, lam = 0.3)
    assert front.speed(0.6, 0.3) == pytest.approx(0.06)
    assert front.variance(0.6, 0.3) == 0.3


def test_capture_reference():
    # urban.json: capture_hazard (h, P30, mean_days_all, sd_days_all, P_all_by_180, mean_days_parallel, daily_p)
    hazard = front.capture_hazard(0.02, 3, 1.2, 1.5)
    assert hazard == pytest.approx(0.04982923758462069, rel=1e-12)
    assert front.fallen_by(hazard, 30) == pytest.approx(0.7757238395985586, rel=1e-12)
    assert front.series_days(hazard, 8) == pytest.approx((160.54831235204614, 56.76240018609389), rel=1e-12)
    assert front.series_by(hazard, 8, 180) == pytest.approx(0.6724909368571191, rel=1e-12)
    assert front.parallel_days(hazard, 8) == pytest.approx(54.543422187458525, rel=1e-12)
    assert front.fallen_by(hazard, 1) == pytest.approx(0.048608127395557865, rel=1e-12)


@given(powers, powers, st.floats(0, 3), advantages, advantages, st.floats(1, 3), st.floats(0.1, 10))
def test_contest_mirrors_grows_and_has_no_unit(x, y, exponent, k_x, k_y, more, unit):
    win = front.contest(x, y, exponent, k_x, k_y)
    assert 0 <= win <= 1
    assert win == pytest.approx(k_x * x**exponent / (k_x * x**exponent + k_y * y**exponent), rel=1e-9)
    assert win + front.contest(y, x, exponent, k_y, k_x) == pytest.approx(1)
    assert front.contest(more * x, y, exponent, k_x, k_y) >= win - 1e-15
    assert front.contest(unit * x, unit * y, exponent, k_x, k_y) == pytest.approx(win, rel=1e-9)


def race_log_odds(ratio, exponent, buildings):
    """Log odds of winning a race over the buildings from the middle, each contest at odds ratio^exponent."""
    p = front.contest(ratio, 1, exponent)
    starts = np.array([buildings // 2, (buildings + 1) // 2])
    won, lost = ruin.win(starts, buildings, p).mean(), ruin.win(starts, buildings, 1 - p).mean()
    return math.log(won / lost)


@given(st.floats(0.05, 20), st.floats(0, 1.5), st.integers(1, 200))
def test_race_over_even_buildings_has_the_battle_odds(ratio, battle, half):
    exponent = front.building_exponent(battle, 2 * half)
    assert race_log_odds(ratio, exponent, 2 * half) == pytest.approx(battle * math.log(ratio), abs=1e-9)


@given(st.floats(0.05, 20), st.floats(0, 1.5), st.integers(1, 200))
def test_race_over_odd_buildings_within_the_stated_error(ratio, battle, half):
    buildings = 2 * half + 1
    odds = battle * math.log(ratio)
    allowed = (abs(odds) + odds**2 / 2) / buildings**2
    assert abs(race_log_odds(ratio, front.building_exponent(battle, buildings), buildings) - odds) <= allowed + 1e-9


def test_race_with_the_record_exponent():
    # The record's exponent 0.48 (CDB90), three against one, battles over 10 buildings: odds 3^0.48 = 1.694.
    exponent = front.building_exponent(0.48, 10)
    assert exponent == pytest.approx(0.096)
    assert race_log_odds(3, exponent, 10) == pytest.approx(0.48 * math.log(3), abs=1e-12)
    # Using the battle's exponent for each building instead would overstate it five times in the log.
    assert race_log_odds(3, 0.48, 10) == pytest.approx(5 * 0.48 * math.log(3), abs=1e-12)


@given(st.floats(0, 1), st.floats(0, 1), st.integers(1, 5))
def test_variance_by_enumeration(p, rate, days):
    # At most one contest a day: the day's movement is 1, -1 or 0.
    mean, square = rate * p - rate * (1 - p), rate
    assert front.speed(p, rate) == pytest.approx(mean, abs=1e-15)
    assert front.variance(p, rate, poisson=False) == pytest.approx(square - mean**2, abs=1e-15)
    # Poisson contests: the difference of two Poisson counts, so the variances of both add.
    assert front.variance(p, rate * days) == pytest.approx(rate * days * p + rate * days * (1 - p))


@given(hazards, st.integers(1, 30), st.floats(0, 500))
def test_series_and_parallel(hazard, zones, t):
    days = hazard * t
    poisson = 1 - sum(math.exp(-days + k * math.log(days) - math.lgamma(k + 1)) for k in range(zones)) if days else 0.0
    by = front.series_by(hazard, zones, t)
    assert by == pytest.approx(poisson, abs=1e-9)
    assert front.series_by(hazard, zones + 1, t) <= by <= front.fallen_by(hazard, t) ** zones + 1e-12
    harmonic = sum(1 / k for k in range(1, zones + 1))
    assert front.parallel_days(hazard, zones) == pytest.approx(harmonic / hazard)
    assert front.parallel_days(hazard, zones) <= front.series_days(hazard, zones)[0] * (1 + 1e-12)


@pytest.mark.parametrize(
    ("call", "message"),
    [
        (lambda: front.contest(0, 1, 1), "^power_x: got 0, allowed: above 0"),
        (lambda: front.contest(1, 1, -1), "^exponent: got -1, allowed: 0 or more"),
        (lambda: front.building_exponent(0.5, 1), "^buildings: got 1.0, allowed: 2 or more"),
        (lambda: front.speed(1.1, 1), "^p: got 1.1, allowed: 0 to 1"),
        (lambda: front.variance(0.5, 2, poisson=False), "^rate: got 2, allowed: 0 to 1"),
        (lambda: front.series_by(0, 1, 1), "^hazard: got 0, allowed: above 0"),
        (lambda: front.capture_hazard(0.1, 1, 1, 0), "^terrain: got 0, allowed: above 0"),
    ],
)
def test_refuses_nonsense(call, message):
    with pytest.raises(ValueError, match=message):
        call()
