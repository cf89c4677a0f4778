"""The bargaining range and its two failures: reference figures, and demands searched over a grid."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from corridor.games import fearon

chances, costs = st.floats(0, 1), st.floats(0.01, 0.8)


def test_range():
    # bargaining.json: fearon_range
    ends = fearon.bargaining_range(0.6, 0.1, 0.15)
    assert (ends.low, ends.high, ends.width) == pytest.approx((0.5, 0.75, 0.25), abs=1e-15)


def test_menu():
    # bargaining.json: fearon_menu
    menu = [0, 0.25, 0.45, 0.7, 0.8, 1.0]
    assert fearon.acceptable(menu, 0.6, 0.1, 0.15).tolist() == [0.7]
    # Without a plan inside the range there is war though both would lose by it.
    assert fearon.acceptable([0, 1], 0.6, 0.1, 0.15).size == 0


def test_risk_return():
    # bargaining.json: fearon_risk_return, whose demand was found by search, to about 1e-8
    best = fearon.risk_return(0.6, 0.1, 0.5)
    assert best.share == pytest.approx(0.7999999940663747, abs=1e-7)
    assert best.war == pytest.approx(0.3999999881327494, abs=1e-7)
    assert best.value == pytest.approx(0.6799999999999999, abs=1e-9)


def test_no_demand_exceeds_the_prize():
    # Uncapped, the demand would be 0.9 + 0.35. All that the other can lose to it is 0.1 of 0.8.
    best = fearon.risk_return(0.9, 0.1, 0.8)
    assert (best.share, best.war, best.value) == pytest.approx((1, 0.125, 1 - 0.125 + 0.8 * 0.125))


@given(chances, costs, costs)
def test_no_demand_beats_the_best(p, cost, most):
    best = fearon.risk_return(p, cost, most)
    demands = np.linspace(0, 1, 2001)
    refused = np.clip((demands - p) / most, 0, 1)
    assert best.value >= (demands * (1 - refused) + (p - cost) * refused).max() - 1e-12
    assert 0 <= best.share <= 1 and 0 <= best.war <= 0.5


def test_two_types():
    # bargaining.json: fearon_two_type, where the two demands are worth the same
    at = fearon.two_types(0.6, 0.1, 0.3, 0.05, weak=[0.37500000000000006, 0.2, 0.6])
    np.testing.assert_allclose(at.critical, 0.37500000000000006, rtol=1e-14)
    assert at.press[0] == pytest.approx(at.settle[0], abs=1e-12)
    assert at.press[1] < at.settle[1] and at.press[2] > at.settle[2]


@pytest.mark.parametrize(
    ("call", "message"),
    [
        (lambda: fearon.bargaining_range(1.2, 0, 0), r"^p: got 1.2, allowed: 0 to 1"),
        (lambda: fearon.acceptable([0.5, 2], 0.5, 0, 0), r"^menu: got \[0.5, 2\]"),
        (lambda: fearon.risk_return(0.5, 0.1, 0), r"^cost_y_most: got 0"),
        (lambda: fearon.two_types(0.5, 0.1, 0.2, 0.2, 0.5), r"^cost_weak: got 0.2, allowed: more than cost_strong"),
    ],
)
def test_refuses_nonsense(call, message):
    with pytest.raises(ValueError, match=message):
        call()
