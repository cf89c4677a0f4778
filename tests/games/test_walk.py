"""A war of known odds fought to the finish: gambler's ruin, the linear system, closed forms at the edge."""

import math

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from corridor.games import ruin, walk


def solved(zones, p, discount, relief, reflecting):
    """Win, loss and length by a general linear solver."""
    system = np.eye(zones + 1)
    for n in range(0 if reflecting else 1, zones):
        system[n, n + 1] -= discount * (1 - relief) * p
        system[n, max(n - 1, 0)] -= discount * (1 - relief) * (1 - p)
    inside = np.ones(zones + 1)
    inside[-1], inside[0] = 0, float(reflecting)
    win, loss = np.eye(zones + 1)[-1], discount * relief * inside
    loss[0] = loss[0] if reflecting else 1.0
    return [np.linalg.solve(system, side) for side in (win, loss, inside)]


@given(st.integers(1, 40), st.floats(0.02, 0.98), st.floats(0.5, 1))
def test_without_relief_it_is_gamblers_ruin(zones, p, discount):
    held, end = np.arange(zones + 1), walk.finish(zones, p, discount)
    np.testing.assert_allclose(end.win, ruin.discounted_win(held, zones, p, discount), rtol=1e-11, atol=1e-300)
    np.testing.assert_allclose(end.loss, ruin.discounted_loss(held, zones, p, discount), rtol=1e-11, atol=1e-300)
    np.testing.assert_allclose(walk.finish(zones, p).length, ruin.duration(held, zones, p), rtol=1e-11)


@given(st.integers(1, 30), st.floats(0.05, 0.95), st.floats(0.5, 0.999), st.floats(0, 1), st.booleans())
def test_solves_the_linear_system(zones, p, discount, relief, reflecting):
    for ours, other in zip(
        walk.finish(zones, p, discount, relief, reflecting),
        solved(zones, p, discount, relief, reflecting),
        strict=True,
    ):
        np.testing.assert_allclose(ours, other, rtol=1e-9, atol=1e-14)


@given(st.integers(1, 30), st.floats(0.05, 0.95), st.floats(0.5, 1), st.floats(0.001, 1), st.booleans())
def test_every_war_ends(zones, p, discount, relief, reflecting):
    end = walk.finish(zones, p, discount, relief, reflecting)
    # 1 - E[discount^T] is what delay takes away: (1 - discount) for each battle.
    np.testing.assert_allclose(end.win + end.loss, 1 - (1 - discount) * end.length, atol=1e-12)


@pytest.mark.parametrize("p", [0.5, 0.6, 0.3, 0.01])
def test_a_reflecting_edge_in_closed_form(p):
    # From n to n + 1 the walk needs m(n) battles: m(0) = 1/p, m(n) = (1 + (1-p) m(n-1)) / p. At p = 1/2 they sum to
    # (N - n)(N + n + 1).
    zones, up = 12, [1 / p]
    for _ in range(zones - 1):
        up.append((1 + (1 - p) * up[-1]) / p)
    end = walk.finish(zones, p, reflecting=True)
    np.testing.assert_allclose(end.length[:-1], np.cumsum(up[::-1])[::-1], rtol=1e-13)
    assert np.all(end.win == pytest.approx(1, abs=1e-14)) and np.all(end.loss == 0)
    if p == 0.5:
        np.testing.assert_allclose(end.length, [(zones - n) * (zones + n + 1) for n in range(zones + 1)], rtol=1e-13)


def test_one_zone_and_certain_relief():
    # One battle decides; with relief r it is only fought with chance 1 - r.
    end = walk.finish(2, 0.3, discount=0.9, relief=0.2)
    assert end.win[1] == pytest.approx(0.9 * 0.8 * 0.3)
    assert end.loss[1] == pytest.approx(0.9 * (0.2 + 0.8 * 0.7))
    assert end.length[1] == pytest.approx(1)
    sure = walk.finish(5, 0.9, relief=1.0, reflecting=True)
    np.testing.assert_allclose(sure.loss, [1, 1, 1, 1, 1, 0])


def test_broadcasts_in_front():
    end = walk.finish(6, np.array([0.4, 0.5])[:, None], relief=np.array([0.0, 0.1, 0.2]))
    assert end.win.shape == (2, 3, 7)
    np.testing.assert_allclose(end.win[1, 2], walk.finish(6, 0.5, relief=0.2).win)


@pytest.mark.parametrize(
    ("call", "message"),
    [
        (lambda: walk.finish(0, 0.5), "^zones: got 0"),
        (lambda: walk.finish(5, 1.0), "^p: got 1.0"),
        (lambda: walk.finish(5, 0.5, discount=0), "^discount: got 0"),
        (lambda: walk.finish(5, 0.5, relief=-0.1), "^relief: got -0.1, allowed: 0 to 1"),
        (lambda: walk.finish(5, math.nan), "^p: got nan"),
    ],
)
def test_refuses_nonsense(call, message):
    with pytest.raises(ValueError, match=message):
        call()
