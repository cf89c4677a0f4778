"""A race between two stocks: reference figures and the recursion battle by battle."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from corridor.games import race


def test_reference():
    # bargaining.json: race (units of x, units of y, p)
    x, y, p = np.array([1, 3, 5, 4]), np.array([1, 2, 5, 8]), np.array([0.55, 0.45, 0.6, 0.6])
    wins = [0.55, 0.6090187499999999, 0.7334323199999999, 0.29628426239999994]
    np.testing.assert_allclose(race.win(x, y, p), wins, atol=1e-12)
    np.testing.assert_allclose(
        race.battles(x, y, p), [1.0, 3.2058750000000003, 7.353843199999999, 8.62271488], atol=1e-12
    )


@given(st.integers(1, 25), st.integers(1, 25), st.floats(0.01, 0.99))
def test_recursion(units_x, units_y, p):
    win, battles = np.zeros((units_x + 1, units_y + 1)), np.zeros((units_x + 1, units_y + 1))
    win[1:, 0] = 1
    for x in range(1, units_x + 1):
        for y in range(1, units_y + 1):
            win[x, y] = p * win[x, y - 1] + (1 - p) * win[x - 1, y]
            battles[x, y] = 1 + p * battles[x, y - 1] + (1 - p) * battles[x - 1, y]
    assert race.win(units_x, units_y, p) == pytest.approx(win[-1, -1], abs=1e-12)
    assert race.battles(units_x, units_y, p) == pytest.approx(battles[-1, -1], rel=1e-11)


def test_last_unit():
    # bargaining.json: fw_one_unit
    at = race.last_unit(0.7, 0.4, 0.08, 0.12, weak=[0.4000000000000001, 0.2, 0.7])
    np.testing.assert_allclose(at.critical, 0.4000000000000001, rtol=1e-14)
    np.testing.assert_allclose(at.settle, 0.52, rtol=1e-14)
    assert at.press[0] == pytest.approx(0.52, abs=1e-12)
    assert at.press[1] < 0.52 < at.press[2]


@pytest.mark.parametrize(
    ("call", "message"),
    [
        (lambda: race.win(0, 1, 0.5), r"^units_x: got 0"),
        (lambda: race.win(1, 1.5, 0.5), r"^units_y: got 1.5, allowed: whole numbers"),
        (lambda: race.battles(1, 1, 1), r"^p: got 1"),
        (lambda: race.last_unit(0.4, 0.7, 0.1, 0.1, 0.5), r"^p_strong: got 0.7, allowed: 0 to 0.4"),
    ],
)
def test_refuses_nonsense(call, message):
    with pytest.raises(ValueError, match=message):
        call()
