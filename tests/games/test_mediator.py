"""The mediator: reference figures, and its two messages weighed by hand."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from corridor.games import mediator

share = st.floats(0.05, 1)


def test_reference():
    # screening.json: mediator (eps, w, xH, xL -> b_star, unbiased_truthful)
    assert mediator.least_bias(error=0.1, war_cost=0.5, high=0.8, low=0.5) == pytest.approx(
        0.2272727272727272, rel=1e-12
    )
    assert not mediator.truthful(bias=0, error=0.1, war_cost=0.5, high=0.8, low=0.5)
    assert mediator.truthful(bias=0.23, error=0.1, war_cost=0.5, high=0.8, low=0.5)


@given(st.floats(-1, 4), st.floats(0, 0.5), st.floats(0.05, 2), share, share)
def test_truth_pays_just_where_the_formula_says(bias, error, cost, one, two):
    low, high = sorted((one, two))
    if high - low < 1e-3:
        return
    by_signal = []
    for right in (1 - error, error):  # chance that the opponent is weak, after the signals weak and strong
        by_signal.append(right * bias * high - (1 - right) * cost - bias * low)
    if min(abs(edge) for edge in by_signal) > 1e-9:
        assert bool(mediator.truthful(bias, error, cost, high, low)) == (by_signal[0] > 0 > by_signal[1])


def test_unbiased_is_believed_only_if_it_never_errs():
    errors = np.array([0, 0.01, 0.2])
    np.testing.assert_array_equal(mediator.truthful(0, errors, 0.5, 0.8, 0.5), [True, False, False])


def test_no_bias_is_enough_for_a_demand_not_worth_its_risk():
    assert mediator.least_bias(0.4, 0.5, 0.8, 0.5) == np.inf
    assert mediator.most_bias(0.1, 0.5, 0.8, 0.5) == np.inf
    assert mediator.most_bias(0.5, 0.5, 0.8, 0.1) == pytest.approx(0.25 / 0.3)


@pytest.mark.parametrize(
    ("call", "message"),
    [
        (lambda: mediator.least_bias(0.6, 0.5, 0.8, 0.5), "^error: got 0.6, allowed: 0 to 0.5"),
        (lambda: mediator.least_bias(0.1, 0, 0.8, 0.5), "^war_cost: got 0, allowed: above 0"),
        (lambda: mediator.most_bias(0.1, 0.5, 0.5, 0.8), "^low: got 0.8, allowed: less than high, 0.5"),
        (lambda: mediator.truthful(np.nan, 0.1, 0.5, 0.8, 0.5), "^bias: got nan"),
    ],
)
def test_refuses_nonsense(call, message):
    with pytest.raises(ValueError, match=message):
        call()
