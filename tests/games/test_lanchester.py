"""Deterministic laws: reference figures, the differential equations themselves, and what symmetry demands."""

import math

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from corridor.games import lanchester

persons = st.floats(10, 10_000)
rates = st.floats(0.01, 1)
small_rates = st.floats(1e-5, 1e-3)
LAWS = {
    "square": (lanchester.square, lambda x, y, a, b: (-a * y, -b * x)),
    "linear": (lanchester.linear, lambda x, y, a, b: (-a * x * y, -b * x * y)),
    "logarithmic": (lanchester.logarithmic, lambda x, y, a, b: (-a * x, -b * y)),
    "mixed": (lanchester.mixed, lambda x, y, a, b: (-a * x * y, -b * x)),
}


def test_square_reference():
    # lanchester.json: square.t_annihilation, square.survivors, square.xy_at_0p5
    end = lanchester.square_end(1000, 800, 0.8, 0.9)
    assert end.winner == "x"
    assert end.time == pytest.approx(1.158163773828788, rel=1e-12)
    assert end.survivors == pytest.approx(656.5905201197403, rel=1e-12)
    assert lanchester.square(1000, 800, 0.8, 0.9, 0.5) == pytest.approx((761.6713548749117, 409.46447885208136))


def test_linear_reference():
    # lanchester.json: linear.xy_at_5, linear.limit_x
    assert lanchester.linear(1000, 800, 8e-4, 9e-4, 5) == pytest.approx((358.3341940738435, 78.12596833307394))
    assert lanchester.linear_end(1000, 800, 8e-4, 9e-4) == ("x", pytest.approx(288.8888888888888), math.inf)


def test_parity_ends_in_a_draw():
    for end in (lanchester.square_end, lanchester.linear_end):
        assert end(500, 500, 0.25, 0.25) == ("draw", 0, math.inf)


def test_logarithmic_reference():
    # lanchester.json: log.xy_at_20
    assert lanchester.logarithmic(1000, 800, 0.03, 0.05, 20) == pytest.approx((548.8116360940264, 294.3035529371539))


def test_mixed_reference():
    # lanchester.json: mixed.invariant, mixed.xy_at_0p5, mixed.x_limit_if_y_exhausted, mixed.parity_y
    assert lanchester.mixed_invariant(500, 900, 1e-3, 1) == pytest.approx(95)
    assert lanchester.mixed(500, 900, 1e-3, 1, 0.5) == pytest.approx((336.69063080261725, 695.2562560705804), rel=1e-8)
    assert lanchester.mixed_end(500, 900, 1e-3, 1)[:2] == ("x", pytest.approx(95))
    assert lanchester.mixed_end(500, 1000, 1e-3, 1) == ("draw", 0, math.inf)


@pytest.mark.parametrize("law", LAWS)
@pytest.mark.parametrize("y0", [500, 894.427191, 1000, 1600])  # x wins, near or at parity, y wins
def test_solves_its_equation(law, y0):
    solution, slopes = LAWS[law]
    a, b = (1e-3, 0.5) if law == "mixed" else (2e-4, 2e-4) if law == "linear" else (0.25, 0.2)
    t, h = np.array([0.1, 0.4, 0.7]), 1e-5
    now, later, before = (solution(1000, y0, a, b, s) for s in (t, t + h, t - h))
    expected = slopes(*now, a, b)
    np.testing.assert_allclose((later.x - before.x) / (2 * h), expected[0], rtol=1e-6)
    np.testing.assert_allclose((later.y - before.y) / (2 * h), expected[1], rtol=1e-6)
    np.testing.assert_allclose(np.array(solution(1000, y0, a, b, 0.0)), [1000, y0], rtol=1e-12)


@given(persons, persons, rates, rates, st.floats(0, 50))
def test_square_swap_mirrors(x0, y0, a, b, t):
    x, y = lanchester.square(x0, y0, a, b, t)
    assert lanchester.square(y0, x0, b, a, t) == pytest.approx((y, x), rel=1e-9, abs=1e-9)
    assert x >= 0 and y >= 0


@given(persons, persons, small_rates, small_rates, st.floats(0, 1e5))
def test_linear_swap_mirrors_and_keeps_its_lead(x0, y0, a, b, t):
    x, y = lanchester.linear(x0, y0, a, b, t)
    assert lanchester.linear(y0, x0, b, a, t) == pytest.approx((y, x), rel=1e-9, abs=1e-9)
    assert b * x - a * y == pytest.approx(b * x0 - a * y0, rel=1e-6, abs=1e-6)


@given(persons, persons, small_rates, rates, st.floats(0, 1e4))
def test_mixed_keeps_its_invariant(x0, y0, a, b, t):
    x, y = lanchester.mixed(x0, y0, a, b, t)
    scale = b * x0 + a / 2 * y0**2
    level = lanchester.mixed_invariant(x0, y0, a, b)
    assert lanchester.mixed_invariant(x, y, a, b) == pytest.approx(level, abs=1e-9 * scale)
    assert 0 <= x <= x0 and 0 <= y <= y0


@given(persons, persons, rates, rates, st.floats(1, 2))
def test_square_end_grows_with_strength(x0, y0, a, b, more):
    rank = {"y": -1, "draw": 0, "x": 1}
    plain, stronger = (lanchester.square_end(x, y0, a, b) for x in (x0, more * x0))
    assert rank[stronger.winner] * stronger.survivors >= rank[plain.winner] * plain.survivors - 1e-9 * x0


def test_square_holds_after_the_end():
    end = lanchester.square_end(1000, 800, 0.8, 0.9)
    x, y = lanchester.square(1000, 800, 0.8, 0.9, [end.time, 10, 1e9])
    assert np.all(y == 0) and np.all(x == end.survivors)
    assert lanchester.square(500, 500, 0.1, 0.1, 20) == pytest.approx((500 * math.exp(-2), 500 * math.exp(-2)))


@pytest.mark.parametrize("name", ["x0", "y0", "a", "b"])
@pytest.mark.parametrize("bad", [0, -1, math.nan, math.inf, "many"])
@pytest.mark.parametrize("law", [lanchester.square_end, lanchester.linear_end, lanchester.mixed_end])
def test_refuses_nonsense(law, name, bad):
    arguments = {"x0": 100.0, "y0": 100.0, "a": 0.1, "b": 0.1, name: bad}
    with pytest.raises(ValueError, match=rf"^{name}: got .*allowed: above 0"):
        law(**arguments)


def test_refuses_time_before_the_start():
    with pytest.raises(ValueError, match=r"^t: got -1, allowed: 0 or more"):
        lanchester.square(100, 100, 0.1, 0.1, -1)
