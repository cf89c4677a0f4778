"""Gambler's ruin: reference figures, the linear system, and numbers where naive formulas fail."""

import math

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from scipy.linalg import solve_banded

from corridor.games import ruin

chances = st.floats(0.02, 0.98)


@pytest.mark.parametrize(
    ("zones", "held", "p", "win", "contests", "now_win", "now_loss"),
    [
        # smith_stam.json: ruin (N, n, p, win, dur, disc_win_98, disc_lose_98)
        (10, 5, 0.5, 0.5, 25, 0.32194562118439607, 0.32194562118439607),
        (10, 5, 0.55, 0.7317174011812814, 23.171740118128128, 0.48392053950238845, 0.17742841669456563),
        (10, 3, 0.6, 0.7161223610512709, 20.80611805256355, 0.4569561073378653, 0.226739332473082),
        (10, 7, 0.45, 0.4774635895683723, 22.25364104316276, 0.36417827115214735, 0.312085046808753),
        (20, 10, 0.52, 0.6900658295696412, 95.03291478482055, 0.1877318403217706, 0.08431733568053817),
        (5, 2, 0.4, 0.1895734597156399, 5.260663507109003, 0.16656404261788976, 0.7356793835814602),
    ],
)
def test_reference(zones, held, p, win, contests, now_win, now_loss):
    assert ruin.win(held, zones, p) == pytest.approx(win, rel=1e-12)
    assert ruin.duration(held, zones, p) == pytest.approx(contests, rel=1e-12)
    assert ruin.discounted_win(held, zones, p, 0.98) == pytest.approx(now_win, rel=1e-12)
    assert ruin.discounted_loss(held, zones, p, 0.98) == pytest.approx(now_loss, rel=1e-12)


@pytest.mark.parametrize(
    ("held", "zones", "odds", "fixation"),
    # urban.json: moran, with fitness r the odds of a contest
    [
        (1, 10, 1.0, 0.1),
        (1, 10, 1.1, 0.14795035898410144),
        (3, 10, 1.5, 0.716122361051271),
        (5, 20, 0.9, 0.09598387604871884),
    ],
)
def test_moran_fixation(held, zones, odds, fixation):
    assert ruin.win(held, zones, odds / (1 + odds)) == pytest.approx(fixation, rel=1e-12)


def system(zones, p, discount, cost, top):
    """v(n) = cost + discount (p v(n+1) + q v(n-1)), v(0) = 0, v(zones) = top, for n = 1..zones-1."""
    bands = np.ones((3, zones - 1))
    bands[0], bands[2] = -discount * p, -discount * (1 - p)
    right = np.full(zones - 1, float(cost))
    right[-1] += discount * p * top
    return solve_banded((1, 1), bands, right)


@given(st.integers(2, 60), chances, st.floats(0.5, 1))
def test_solves_the_linear_system(zones, p, discount):
    held = np.arange(1, zones)
    np.testing.assert_allclose(ruin.win(held, zones, p), system(zones, p, 1, 0, 1), rtol=1e-9)
    np.testing.assert_allclose(ruin.duration(held, zones, p), system(zones, p, 1, 1, 0), rtol=1e-9)
    np.testing.assert_allclose(
        ruin.discounted_win(held, zones, p, discount), system(zones, p, discount, 0, 1), rtol=1e-9, atol=1e-300
    )
    np.testing.assert_allclose(
        ruin.discounted_loss(held, zones, p, discount),
        system(zones, 1 - p, discount, 0, 1)[::-1],
        rtol=1e-9,
        atol=1e-300,
    )


@given(st.integers(2, 2000), st.floats(-1e-3, 1e-3))
def test_solves_the_linear_system_near_one_half(zones, off):
    held, p = np.arange(1, zones), 0.5 + off
    np.testing.assert_allclose(ruin.win(held, zones, p), system(zones, p, 1, 0, 1), rtol=1e-8)
    np.testing.assert_allclose(ruin.duration(held, zones, p), system(zones, p, 1, 1, 0), rtol=1e-8)


@pytest.mark.parametrize("off", [0.0, 1e-17, 1e-12, -1e-9, 3e-6, -1e-4])
def test_smooth_through_one_half(off):
    # First orders in the log-odds s = 4 off: win n/N (1 + (N-n) s/2), duration n (N-n) (1 + (N-2n) s/6).
    held, zones = 300, 1000
    step = 4 * (0.5 + off - 0.5)
    assert ruin.win(held, zones, 0.5 + off) == pytest.approx(
        0.3 * (1 + 350 * step), rel=2 * (zones * step) ** 2 + 1e-12
    )
    assert ruin.duration(held, zones, 0.5 + off) == pytest.approx(
        210_000 * (1 + 400 / 6 * step), rel=2 * (zones * step) ** 2 + 1e-12
    )


def test_long_lines_neither_overflow_nor_vanish():
    zones = 100_000
    assert ruin.win(zones - 1, zones, 0.4) == pytest.approx(2 / 3)
    assert ruin.win(1, zones, 0.6) == pytest.approx(1 / 3)
    assert ruin.duration(50_000, zones, 0.4) == pytest.approx(50_000 / 0.2)
    assert ruin.win(5, 10, 1e-12) == pytest.approx(1e-60, rel=1e-9)


@given(st.integers(1, 40), st.data(), chances, st.floats(0.5, 1))
def test_sides_mirror_and_chances_add_up(zones, data, p, discount):
    held = data.draw(st.integers(0, zones))
    lost = ruin.win(zones - held, zones, 1 - p)
    assert ruin.win(held, zones, p) + lost == pytest.approx(1)
    assert ruin.discounted_loss(held, zones, p, 1) == pytest.approx(lost, abs=1e-12)
    assert ruin.duration(held, zones, p) == pytest.approx(ruin.duration(zones - held, zones, 1 - p), abs=1e-9)
    now_win, now_loss = ruin.discounted_win(held, zones, p, discount), ruin.discounted_loss(held, zones, p, discount)
    # Jensen: E[d^T] is at least d^E[T], and at most 1.
    assert discount ** ruin.duration(held, zones, p) * (1 - 1e-9) <= now_win + now_loss <= 1 + 1e-12


@given(st.integers(2, 40), chances, chances)
def test_more_zones_or_better_odds_help(zones, p, other):
    held = np.arange(zones + 1)
    win = ruin.win(held, zones, p)
    assert np.all(np.diff(win) >= 0)
    assert np.all(np.diff(win[win < 1 - 1e-9]) > 0)  # nearer to 1, float64 runs out of digits
    worse, better = (ruin.win(held, zones, chance) for chance in sorted((p, other)))
    assert np.all(worse <= better + 1e-15)


def test_broadcasts():
    held, p = np.arange(11)[:, None], np.array([0.3, 0.5, 0.7])
    table = ruin.win(held, 10, p)
    assert table.shape == (11, 3)
    assert np.all(table[0] == 0) and np.all(table[-1] == 1)
    assert table[4, 2] == ruin.win(4, 10, 0.7)
    assert np.ndim(ruin.duration(4, 10, 0.7)) == 0


@pytest.mark.parametrize(
    ("call", "message"),
    [
        (lambda: ruin.win(11, 10, 0.5), "^held: got 11, allowed: 0 to 10"),
        (lambda: ruin.win(-1, 10, 0.5), "^held: got -1"),
        (lambda: ruin.win(0, 0, 0.5), "^zones: got 0, allowed: above 0"),
        (lambda: ruin.duration(1, 10, [0.5, 1.0]), r"^p: got \[0.5, 1.0\], allowed: above 0 and below 1"),
        (lambda: ruin.win(1, 10, math.nan), "^p: got nan"),
        (lambda: ruin.discounted_win(1, 10, 0.5, 0), "^discount: got 0, allowed: above 0, at most 1"),
        (lambda: ruin.discounted_loss(1, 10, 0.5, 1.1), "^discount: got 1.1"),
    ],
)
def test_refuses_nonsense(call, message):
    with pytest.raises(ValueError, match=message):
        call()
