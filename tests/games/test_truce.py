"""Truces: reference figures, and survival by integrating, averaging and counting."""

import math

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from scipy.integrate import quad
from scipy.special import gamma
from scipy.stats import poisson

from corridor.games import truce

RATE, SHAPE = 1 / 200, 0.6
rates = st.floats(0.001, 0.5)
shapes = st.floats(0.4, 2)


@pytest.mark.parametrize(
    ("ratio", "month", "half_year", "median"),
    # ceasefire.json: weibull (S30, S180, median) and weibull.with_HR_half
    [
        (1.0, 0.7258788511663362, 0.3911201827908264, 108.57731489699236),
        (0.5, 0.8519852411669678, 0.625396020766703, 344.71148777473627),
    ],
)
def test_weibull_reference(ratio, month, half_year, median):
    holds = truce.weibull_survival([30, 180], RATE, SHAPE, ratio)
    assert holds == pytest.approx([month, half_year], rel=1e-12)
    assert truce.weibull_quantile(0.5, RATE, SHAPE, ratio) == pytest.approx(median, rel=1e-12)


def test_weibull_mean_and_daily_reference():
    # ceasefire.json: weibull.mean
    assert truce.weibull_mean(RATE, SHAPE) == pytest.approx(300.9150976503112, rel=1e-12)
    # ceasefire.json: weibull.daily_hazard
    figures = [0.04077312773271946, 0.02123927519102553, 0.01175017064790329]
    figures += [0.006430075372329536, 0.003127718968871651]
    assert truce.weibull_daily([1, 2, 7, 30, 180], RATE, SHAPE) == pytest.approx(figures, rel=1e-10)


@given(rates, shapes, st.floats(0.2, 4))
def test_weibull_is_consistent(rate, shape, ratio):
    days = np.arange(1, 60)
    survival = np.cumprod(1 - truce.weibull_daily(days, rate, shape, ratio))
    np.testing.assert_allclose(survival, truce.weibull_survival(days, rate, shape, ratio), rtol=1e-9, atol=1e-12)
    for level in (0.9, 0.5, 0.1):
        age = truce.weibull_quantile(level, rate, shape, ratio)
        assert truce.weibull_survival(age, rate, shape, ratio) == pytest.approx(level)


@pytest.mark.parametrize("ratio", [0.5, 1.0, 3.0])
def test_weibull_mean_is_the_area_under_survival(ratio):
    area = quad(lambda t: truce.weibull_survival(t, 0.1, 0.8, ratio), 0, np.inf)[0]
    assert truce.weibull_mean(0.1, 0.8, ratio) == pytest.approx(area, rel=1e-7)


def test_frailty_reference():
    # ceasefire.json: frailty (theta, h, S30, S180, haz30)
    assert truce.frailty_survival([30, 180], 0.02, 1.2) == pytest.approx(
        [0.6363943191990815, 0.24835541855133514], rel=1e-12
    )
    assert truce.frailty_hazard(30, 0.02, 1.2) == pytest.approx(0.011627906976744186, rel=1e-12)


@pytest.mark.parametrize(("hazard", "variance", "days"), [(0.02, 1.2, 30), (0.1, 0.5, 12), (0.3, 0.05, 4)])
def test_frailty_is_the_average_over_truces(hazard, variance, days):
    shape = 1 / variance
    norm = gamma(shape) * variance**shape
    mean = quad(lambda z: math.exp(-z * hazard * days - z / variance) * z ** (shape - 1) / norm, 0, np.inf)[0]
    assert truce.frailty_survival(days, hazard, variance) == pytest.approx(mean, rel=1e-6)


def test_truces_all_alike():
    assert truce.frailty_survival(30, 0.02, 0) == pytest.approx(math.exp(-0.6), rel=1e-12)
    assert truce.frailty_survival(30, 0.02, 1e-9) == pytest.approx(math.exp(-0.6), rel=1e-8)
    assert truce.frailty_hazard(30, 0.02, 0) == 0.02


def test_competing_reference():
    hazards = [0.012, 0.006, 0.009]
    # ceasefire.json: competing (hazards, S30, shares)
    assert truce.competing_survival(30, hazards) == pytest.approx(0.4448580662229411, rel=1e-12)
    shares = [0.4444444444444444, 0.2222222222222222, 0.33333333333333326]
    assert truce.competing_shares(hazards) == pytest.approx(shares, rel=1e-12)


@given(st.lists(rates, min_size=1, max_size=5))
def test_competing_shares_are_the_chances_of_ending_first(hazards):
    total = sum(hazards)
    for hazard, share in zip(hazards, truce.competing_shares(hazards), strict=True):
        first = quad(lambda t, h=hazard: h * math.exp(-t * total), 0, np.inf)[0]
        assert share == pytest.approx(first, rel=1e-6)


def test_competing_broadcasts():
    days, hazards = np.array([1.0, 30.0])[:, None], np.array([[0.01, 0.02], [0.0, 0.1], [0.3, 0.0]])
    assert truce.competing_survival(days, hazards).shape == (2, 3)
    assert truce.competing_shares(hazards).shape == (3, 2)


def test_threshold_reference():
    daily = truce.threshold_daily(rate=0.8, threshold=4)
    # ceasefire.json: threshold_collapse (daily_p, mean_days, S30)
    assert daily == pytest.approx(0.009079857800153968, rel=1e-11)
    assert 1 / daily == pytest.approx(110.1338833723853, rel=1e-11)
    assert truce.threshold_survival(30, rate=0.8, threshold=4) == pytest.approx(0.7606058985415826, rel=1e-12)


@given(st.floats(0, 20), st.integers(1, 12))
def test_threshold_is_a_poisson_tail(rate, threshold):
    assert truce.threshold_daily(rate, threshold) == pytest.approx(poisson(rate).sf(threshold - 1), rel=1e-9, abs=1e-15)


@pytest.mark.parametrize(
    ("call", "message"),
    [
        (lambda: truce.weibull_survival(-1, RATE, SHAPE), "^days: got -1, allowed: 0 or more"),
        (lambda: truce.weibull_survival(1, 0, SHAPE), "^rate: got 0, allowed: above 0"),
        (lambda: truce.weibull_daily(0.5, RATE, SHAPE), "^day: got 0.5"),
        (lambda: truce.weibull_quantile(0, RATE, SHAPE), "^survival: got 0"),
        (lambda: truce.frailty_survival(1, 0.1, -1), "^variance: got -1"),
        (lambda: truce.competing_shares([0, 0]), "^hazards: got .* some cause above 0"),
        (lambda: truce.threshold_daily(0.8, 0), "^threshold: got 0, allowed: a whole number, 1 or more"),
    ],
)
def test_refuses_nonsense(call, message):
    with pytest.raises(ValueError, match=message):
        call()
