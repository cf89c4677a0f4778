"""The Brownian front: reference figures, the limit of the walk, symmetry."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from corridor.games import brownian, ruin

drifts = st.floats(-2, 2)
volatilities = st.floats(0.3, 3)


@pytest.mark.parametrize(
    ("place", "length", "drift", "volatility", "hit", "days"),
    [
        # ripeness.json: brownian_front
        (4, 10, 0, 1, 0.4, 24.0),
        (4, 10, 0.05, 1, 0.5215460078933705, 24.309201578674084),
        (4, 10, -0.1, 1.5, 0.2980770801856694, 10.192291981433058),
    ],
)
def test_reference(place, length, drift, volatility, hit, days):
    assert brownian.hit(place, length, drift, volatility) == pytest.approx(hit, rel=1e-12)
    assert brownian.duration(place, length, drift, volatility) == pytest.approx(days, rel=1e-12)


@pytest.mark.parametrize("drift", [-0.3, 0.0, 1e-9, 0.2])
def test_limit_of_the_walk(drift):
    # k small steps a unit of length, so k² a day: the error falls with k².
    errors = []
    for k in (20, 40):
        p = 0.5 + drift / (2 * k)
        walk = float(ruin.win(4 * k, 10 * k, p)), float(ruin.duration(4 * k, 10 * k, p)) / k**2
        exact = float(brownian.hit(4, 10, drift, 1)), float(brownian.duration(4, 10, drift, 1))
        errors.append(np.abs(np.subtract(walk, exact)))
    assert np.all(errors[1] <= errors[0] / 3.5 + 1e-12)
    assert np.all(errors[1] < 1e-3)


@given(st.floats(0, 10), drifts, volatilities, st.floats(0.1, 10))
def test_mirror_scale_and_range(place, drift, volatility, unit):
    hit, days = brownian.hit(place, 10, drift, volatility), brownian.duration(place, 10, drift, volatility)
    assert 0 <= hit <= 1 and days >= 0
    assert hit + brownian.hit(10 - place, 10, -drift, volatility) == pytest.approx(1)
    assert days == pytest.approx(brownian.duration(10 - place, 10, -drift, volatility), abs=1e-9)
    scaled = (unit * place, unit * 10, unit * drift, unit * volatility)
    assert brownian.hit(*scaled) == pytest.approx(hit, abs=1e-12)
    assert brownian.duration(*scaled) == pytest.approx(days, abs=1e-9)


@given(drifts, volatilities)
def test_solves_its_equation(drift, volatility):
    # With L the generator, drift d/dx + volatility² / 2 d²/dx²: L hit = 0 and L days = -1.
    h = 1e-3
    x = 5 + h * np.arange(-1, 2)
    for values, expected in (
        (brownian.hit(x, 10, drift, volatility), 0),
        (brownian.duration(x, 10, drift, volatility), -1),
    ):
        slope, bend = (values[2] - values[0]) / (2 * h), (values[2] - 2 * values[1] + values[0]) / h**2
        assert drift * slope + volatility**2 / 2 * bend == pytest.approx(expected, abs=1e-3)


@given(st.floats(0.1, 9.9), volatilities, drifts, drifts)
def test_drift_helps(place, volatility, drift, other):
    worse, better = (brownian.hit(place, 10, mu, volatility) for mu in sorted((drift, other)))
    assert worse <= better + 1e-15


@pytest.mark.parametrize(
    ("call", "message"),
    [
        (lambda: brownian.hit(11, 10, 0, 1), "^place: got 11, allowed: 0 to 10"),
        (lambda: brownian.hit(1, 10, 0, 0), "^volatility: got 0, allowed: above 0"),
        (lambda: brownian.duration(0, 0, 0, 1), "^length: got 0, allowed: above 0"),
        (lambda: brownian.duration(1, 10, float("inf"), 1), "^drift: got inf"),
    ],
)
def test_refuses_nonsense(call, message):
    with pytest.raises(ValueError, match=message):
        call()
