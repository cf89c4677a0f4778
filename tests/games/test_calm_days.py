"""The calm-days clock: reference figures, every record of a short truce, and the mean as a sum of tails."""

import itertools

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from corridor.games import calm_days


@pytest.mark.parametrize(
    ("run", "calm", "days"),
    # ceasefire.json: calm_days_clock
    [
        (7, 0.9, 10.907515812876897),
        (7, 0.8, 18.841857910156243),
        (7, 0.6, 86.80612711476911),
        (2, 0.9, 2.3456790123456788),
    ],
)
def test_mean_wait_reference(run, calm, days):
    assert calm_days.mean_wait(run, calm) == pytest.approx(days, rel=1e-12)


@pytest.mark.parametrize(
    ("run", "calm", "days", "chance"),
    # ceasefire.json: calm_days_within
    [
        (7, 0.9, 7, 0.47829690000000014),
        (7, 0.9, 14, 0.8131047300000004),
        (7, 0.8, 30, 0.8420411608535173),
        (7, 0.6, 30, 0.2657177838737552),
    ],
)
def test_within_reference(run, calm, days, chance):
    assert calm_days.within(run, calm, days)[-1] == pytest.approx(chance, rel=1e-12)


@given(st.integers(1, 4), st.floats(0, 1), st.integers(0, 9))
def test_within_counts_every_record(run, calm, days):
    total = 0.0
    for record in itertools.product("01", repeat=days):
        if "1" * run in "".join(record):
            total += calm ** record.count("1") * (1 - calm) ** record.count("0")
    assert calm_days.within(run, calm, days)[-1] == pytest.approx(total, abs=1e-12)


@given(st.integers(1, 6), st.floats(0.5, 0.999))
def test_mean_wait_is_the_sum_of_tails(run, calm):
    tails = 1 - calm_days.within(run, calm, 4000)
    assert calm_days.mean_wait(run, calm) == pytest.approx(tails.sum(), rel=1e-6)


def test_ends_of_the_range():
    assert calm_days.mean_wait(7, 1) == 7
    assert calm_days.mean_wait(7, 1 - 1e-13) == pytest.approx(7, rel=1e-9)
    assert calm_days.mean_wait(0, 0.3) == 0
    np.testing.assert_array_equal(calm_days.within(3, 1, 5), [0, 0, 0, 1, 1, 1])
    np.testing.assert_array_equal(calm_days.within(3, 0, 5), np.zeros(6))
    assert calm_days.mean_wait(np.array([2, 7]), 0.9).shape == (2,)


@pytest.mark.parametrize(
    ("call", "message"),
    [
        (lambda: calm_days.mean_wait(-1, 0.5), "^run: got -1, allowed: 0 or more"),
        (lambda: calm_days.mean_wait(7, 0), "^calm: got 0, allowed: above 0, at most 1"),
        (lambda: calm_days.within(0, 0.5, 3), "^run: got 0, allowed: a whole number, 1 or more"),
        (lambda: calm_days.within(2, 0.5, -1), "^days: got -1"),
        (lambda: calm_days.within(2, 1.5, 3), "^calm: got 1.5"),
    ],
)
def test_refuses_nonsense(call, message):
    with pytest.raises(ValueError, match=message):
        call()
