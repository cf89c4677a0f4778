"""Commitment: reference figures, the shift counted out flow by flow, and plans valued by their own recursion."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from corridor.games import powell

shares = st.floats(0, 1)


def test_threshold():
    # bargaining.json: powell2006
    assert powell.threshold(0.1) == pytest.approx(0.11111111111111112, abs=1e-15)
    assert powell.critical_next(0.4, 0.95, 0.1) == pytest.approx(0.5380116959064328, abs=1e-12)


@given(shares, st.floats(0.5, 0.99), st.floats(0.01, 0.4))
def test_one_shift_counted_out(p, discount, destroyed):
    # Fighting gives a side its chance of winning, times what war leaves of all later flows.
    war = (1 - destroyed) / (1 - discount)
    for tomorrow in np.linspace(0, 1, 23):
        owed = discount * tomorrow * war + (1 - p) * war
        if abs(owed - 1 / (1 - discount)) > 1e-9:
            assert (owed > 1 / (1 - discount)) == (tomorrow > powell.critical_next(p, discount, destroyed))


@pytest.mark.parametrize(
    ("growth", "size", "period", "war"),
    # bargaining.json: shift_path_delta.99, strength min(.4 + g T, .95), threshold as in powell2006
    [
        (0.005, 0.00895346879861536, 20, False),
        (0.008, 0.08400485371002908, 50, False),
        (0.01, 0.14658701247808203, 55, True),
        (0.02, 0.3169833228434509, 28, True),
        (0.05, 0.4505713415457805, 11, True),
    ],
)
def test_slow_shifts(growth, size, period, war):
    shift = powell.worst_shift(np.minimum(0.4 + growth * np.arange(200), 0.95), 0.99, 0.1)
    assert shift.size == pytest.approx(size, abs=1e-12)
    assert (shift.period, shift.war) == (period, war)


def test_no_shift_no_war():
    assert powell.worst_shift([0.4, 0.4, 0.4], 0.9, 0.0) == (0.0, 0, False)


def test_a_plan_that_shifts_power():
    # bargaining.json: plan_commitment (delta .99, h .02), whose ranges were read off a grid of step 1e-5
    fair, shift = (powell.plan_shares(0.5, 0.3, *after, 0.02, 0.99) for after in ((0.5, 0.3), (0.78, 0.02)))
    assert (fair.low, fair.high) == pytest.approx((0.5000100000000001, 0.6999900000000001), abs=1.1e-5)
    assert (shift.low, shift.high) == pytest.approx((0.0, 0.14559000000000002), abs=1.1e-5)
    assert powell.plan_value(0.5 * 0.01, 0.78, 0.02, 0.99) == pytest.approx(0.6860402684563749, abs=1e-12)
    # joint_surplus_no_shift and joint_surplus_shift: a pure shift leaves the joint gain as it was
    for after in (0.5 + 0.3, 0.78 + 0.02):
        assert powell.plan_value(0.01, after, 0.02, 0.99) - 0.8 == pytest.approx(0.0671140939597305, abs=1e-12)


def test_critical_hazard():
    # bargaining.json: plan_commitment."h_crit_B(u_B=.45 share)"
    critical = powell.critical_hazard(0.45 * 0.01, 0.3, 0.02, 0.99)
    assert critical == pytest.approx(0.005411255411255417, abs=1e-12)
    assert powell.plan_value(0.45 * 0.01, 0.02, critical, 0.99) == pytest.approx(0.3, abs=1e-12)


@given(shares, shares, shares, shares, st.floats(0.001, 0.5), st.floats(0.5, 0.99))
def test_ends_of_the_range_leave_a_side_as_war_does(war_x, war_y, after_x, after_y, hazard, discount):
    ends = powell.plan_shares(war_x, war_y, after_x, after_y, hazard, discount)
    if 0 < ends.low < 1:
        value = powell.plan_value((1 - discount) * ends.low, after_x, hazard, discount)
        assert value == pytest.approx(war_x, abs=1e-9)
    if 0 < ends.high < 1:
        value = powell.plan_value((1 - discount) * (1 - ends.high), after_y, hazard, discount)
        assert value == pytest.approx(war_y, abs=1e-9)


@given(st.floats(-1, 1), shares, shares, st.floats(0.1, 0.95))
def test_plan_value_solves_its_recursion(flow, after, hazard, discount):
    value = powell.plan_value(flow, after, hazard, discount)
    assert value == pytest.approx(flow + discount * (hazard * after + (1 - hazard) * value), abs=1e-12)


@pytest.mark.parametrize(
    ("call", "message"),
    [
        (lambda: powell.threshold(1), r"^destroyed: got 1, allowed: 0 or more and below 1"),
        (lambda: powell.critical_next(2, 0.9, 0.1), r"^p: got 2"),
        (lambda: powell.worst_shift([0.4, 1.2], 0.9, 0.1), r"^path: got"),
        (lambda: powell.plan_value(0.1, 0.5, 0.1, 1.0), r"^discount: got 1.0, allowed: above 0 and below 1"),
        (lambda: powell.critical_hazard(0.1, 0.3, 0.3, 0.9), r"^after: got 0.3, allowed: less than war, 0.3"),
    ],
)
def test_refuses_nonsense(call, message):
    with pytest.raises(ValueError, match=message):
        call()
