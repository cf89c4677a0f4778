"""Losses against Lanchester's laws and their Markov chain, and what one day's losses come from."""

import numpy as np
import pytest

from corridor.games.lanchester import square_end
from model.support import FIT, ground, line, live, morning, siege

REFERENCE = 1000.0


def rate(coefficient, p, q):
    """A Lanchester coefficient as a loss rate stated at 1,000 against 1,000."""
    return coefficient * REFERENCE ** (p + q - 1.0)


def fight(x0, y0, a, b, p, q, step, **changed):
    """A war of losses alone: x besieges, a is y's effectiveness, b is x's."""
    law = {"power_exponent": p, "persons_exponent": q, "loss_besieger": rate(a, p, q), "loss_besieged": rate(b, p, q)}
    numbers = {f"assault.{name}": value for name, value in law.items()} | {"group.strength": [x0, y0]}
    return siege(ground(2, line(2), held=[1.0, 0.0], step=step), numbers | changed)


def strength(state):
    return state.strength


@pytest.mark.parametrize(
    ("x0", "y0", "a", "b", "p", "q", "t", "x", "y"),
    [
        (1000, 800, 0.8, 0.9, 1, 0, 0.5, 761.671355, 409.464479),  # lanchester.json: square.xy_at_0p5
        (1000, 800, 8e-4, 9e-4, 1, 1, 5, 358.334194, 78.125968),  # lanchester.json: linear.xy_at_5
        (1000, 800, 0.03, 0.05, 0, 1, 20, 548.811636, 294.303553),  # lanchester.json: log.xy_at_20
        (1000, 800, 0.025, 0.024, 0.8, 0.4, 20, 372.070885, 42.979694),  # lanchester.json: bracken.xy_at_20
        (1000, 900, 0.05, 0.06, 0.75, 0.25, 10, 656.378674, 440.087974),  # lanchester.json: helmbold.xy_at_10
    ],
    ids=["square", "linear", "logarithmic", "bracken", "helmbold"],
)
def test_large_forces_follow_lanchester(x0, y0, a, b, p, q, t, x, y):
    # A law of degree p + q keeps its path when forces grow k-fold and coefficients shrink by k^(p + q - 1).
    k, steps = 100.0, 500
    grown = k ** (1 - p - q)
    war = fight(k * x0, k * y0, a * grown, b * grown, p, q, t / steps)
    left = np.asarray(live(war, steps, 64, "assault")[0].strength).mean(axis=0) / k
    assert left == pytest.approx([x, y], rel=0.005)


def test_the_square_law_fought_to_the_end_leaves_its_survivors():
    # lanchester.json: square.survivors, square.t_annihilation
    survivors, end = 656.590520, 1.158164
    k, steps, step = 1000.0, 600, 0.0025
    war = fight(k * 1000, k * 800, 0.8, 0.9, 1, 0, step)
    last, seen, _ = live(war, steps, 32, "assault", see=strength)
    left, gone = np.asarray(last.strength) / k, np.asarray(seen)[:, :, 1] < 0.5
    assert np.all(left[:, 1] * k < 0.01)  # but for a rounding of a float
    # A step counts its losses at its morning's strengths: late by half a step, so some 0.2 % off here.
    assert left[:, 0].mean() == pytest.approx(survivors, rel=0.003)
    np.testing.assert_array_equal(seen[-1, :, 0], seen[-20, :, 0])  # nobody is left to shoot
    assert (np.argmax(gone, axis=0) * step).mean() == pytest.approx(end, abs=0.02)
    game = square_end(1000, 800, 0.8, 0.9)
    assert (game.survivors, game.time) == pytest.approx((survivors, end), rel=1e-5)


def x_wins(war, members, days):
    left = np.asarray(live(war, days, members, "assault")[0].strength)
    x, y = left[:, 0] > 0, left[:, 1] > 0
    assert np.mean(x & y) < 1e-3  # the few still fighting are too few to matter
    return np.where(x == y, 0.5, np.where(x, 1.0, 0.0))  # both gone on one day counts half, as in the exact chain


@pytest.mark.parametrize(
    ("m", "k", "a", "b", "p", "q", "step", "days", "exact"),
    [
        (5, 3, 1, 1, 1, 0, 0.1, 150, 0.895469),  # lanchester.json: daily_tau_leap_5v3 0.1
        (5, 3, 1, 1, 1, 0, 0.5, 60, 0.915331),  # lanchester.json: daily_tau_leap_5v3 0.5
        (5, 3, 1, 1, 1, 0, 0.02, 500, 0.887376 + 0.0018),  # lanchester.json: stoch_square_equal 5,3; step error .08 dt
        (5, 7, 1, 2, 1, 0, 0.01, 900, 0.527109),  # lanchester.json: stoch_square_a1_b2 5,7
        (5, 3, 0.6, 0.4, 1, 1, 0.01, 900, 0.580096),  # lanchester.json: stoch_linear_p0.4 5,3
        (5, 8, 0.03, 0.05, 0, 1, 0.5, 500, 0.672185),  # lanchester.json: stoch_log_a.03_b.05 5,8
    ],
)
def test_small_forces_follow_the_markov_chain(m, k, a, b, p, q, step, days, exact):
    members = 10_000
    won = x_wins(fight(m, k, a, b, p, q, step), members, days).mean()
    assert abs(won - exact) < 4 * np.sqrt(exact * (1 - exact) / members)


def test_the_two_phase_siege_flips_the_winner():
    # network.json: siege_two_phase: y is the besieged; from day 30 supply cuts its effect to 0.4.
    grown, step = 1e4, 0.05
    # Half a unit of stock that is one third full gives effect 0.4, and inflow 0.4 keeps it there.
    stores = FIT | {"depot.half": [1e-9, 0.5], "depot.inflow": [1.0, 0.4], "depot.stock": [1.0, 1 / 3]}
    war = fight(900 * grown, 1000 * grown, 0.012, 0.01, 1, 0, step, **stores)
    middle = live(war, 600, 4, "assault")[0].strength[0]
    assert np.asarray(middle) / grown == pytest.approx([582.52, 779.60], rel=0.01)
    cut = live(war, 6000, 4, "tempo", "supply", "assault", first=morning(war, strength=middle))[0]
    assert np.asarray(cut.strength[0]) / grown == pytest.approx([218.175, 0.0], abs=0.01 * 900)
    uncut = live(war, 6000, 4, "assault", first=morning(war, strength=middle))[0]
    assert np.asarray(uncut.strength[0]) / grown == pytest.approx([0.0, 570.088], abs=0.01 * 1000)


def test_splitting_a_zone_changes_no_loss():
    whole = np.array([[0, 1.0], [1.0, 0]])
    split = np.array([[0, 0.5, 0.5], [0.5, 0, 0], [0.5, 0, 0]])
    law = {"group.strength": [9000.0, 6000.0], "assault.power_exponent": 0.45, "assault.persons_exponent": 0.73,
           "assault.loss_besieger": 0.05, "assault.loss_besieged": 0.05}  # fmt: skip
    lost = []
    for border, held in ((whole, [1.0, 0.0]), (split, [1.0, 0.0, 0.0])):
        war = siege(ground(len(held), border=border, held=held), law)
        lost.append(np.asarray(live(war, 1, 256, "assault")[0].lost))
    assert lost[0] == pytest.approx(lost[1], abs=1.0)  # one person: rounding of a float
    expected = [0.05 * 1000 * 6**0.45 * 9**0.73, 0.05 * 1000 * 9**0.45 * 6**0.73]
    # A day's losses are binomial with chance 1 - exp(-hazard).
    daily = [n * -np.expm1(-x / n) for n, x in zip((9000.0, 6000.0), expected, strict=True)]
    assert lost[0].mean(axis=0) == pytest.approx(daily, rel=0.01)
