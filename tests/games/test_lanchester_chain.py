"""The chain of losses: reference figures, the backward recursion, the daily step's limit, symmetry."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from corridor.games import lanchester_chain as chain

SQUARE = chain.rates(1, 1, 1, 0)
counts = st.integers(1, 8)
effects = st.floats(0.1, 5)
exponents = st.floats(0, 1.5)


@pytest.mark.parametrize(
    ("m", "n", "win", "left_x", "left_y", "time"),
    [
        # lanchester.json: stoch_square_equal, P, ESx, ESy, ET
        (2, 1, 0.8333333333333334, 1.5, 0.16666666666666666, 0.5),
        (5, 3, 0.887375992063492, 3.5449156746031756, 0.2318700396825397, 0.7384672619047619),
        (5, 5, 0.5, 1.6769731040564377, 1.6769731040564377, 1.0605241402116403),
        (20, 18, 0.7122465016001464, 7.728852200274022, 2.342596798011662, 1.3877062457348455),
        (50, 45, 0.8125916384211408, 19.324128018901256, 2.8594108713633433, 1.5389749592097899),
    ],
)
def test_square_law_reference(m, n, win, left_x, left_y, time):
    fight = chain.battle(m, n, *SQUARE)
    assert (fight.win, fight.survivors_x, fight.survivors_y, fight.time) == pytest.approx((win, left_x, left_y, time))


@pytest.mark.parametrize(
    ("m", "n", "win", "left_x", "time"),
    [
        # lanchester.json: stoch_square_a1_b2, P, ESx, ET
        (1, 1, 0.6666666666666666, 0.6666666666666666, 0.3333333333333333),
        (5, 7, 0.5271092923053707, 1.7470267459483146, 0.7837279400882342),
        (28, 40, 0.478885001412344, 5.770507056942075, 1.1380262857494778),
    ],
)
def test_unequal_effectiveness_reference(m, n, win, left_x, time):
    fight = chain.battle(m, n, *chain.rates(1, 2, 1, 0))
    assert (fight.win, fight.survivors_x, fight.time) == pytest.approx((win, left_x, time))


@pytest.mark.parametrize(
    ("m", "n", "a", "b", "p", "win"),
    [
        # lanchester.json: stoch_linear_p0.4
        (5, 3, 0.6, 0.4, 1, 0.5800960000000001),
        (30, 20, 0.6, 0.4, 1, 0.5077001996576481),
        # lanchester.json: stoch_log_a.03_b.05
        (5, 8, 0.03, 0.05, 0, 0.6721852823625967),
        (20, 20, 0.03, 0.05, 0, 0.8588363883570533),
    ],
)
def test_linear_and_logarithmic_reference(m, n, a, b, p, win):
    assert chain.battle(m, n, *chain.rates(a, b, p, 1)).win == pytest.approx(win, rel=1e-12)


@pytest.mark.parametrize(
    ("m", "n", "inflow", "win"),
    [
        # lanchester.json: stoch_reinforced_M10_a1_b1
        (3, 5, 0, 0.11262400793650792),
        (3, 5, 1, 0.2530009963965042),
        (3, 5, 2, 0.40360509511009596),
        (3, 5, 5, 0.7342945569664393),
        (5, 5, 1, 0.6592453792998515),
        (4, 8, 5, 0.5042699805619645),
    ],
)
def test_reinforced_reference(m, n, inflow, win):
    assert chain.reinforced_win(m, n, *SQUARE, inflow, 10) == pytest.approx(win, rel=1e-11)


def test_no_room_for_reinforcements():
    assert chain.reinforced_win(1, 1, *SQUARE, inflow=5, cap=1) == pytest.approx(0.5)


@pytest.mark.parametrize(
    ("step", "win"),
    [
        # lanchester.json: daily_tau_leap_5v3
        (0.5, 0.9153309684219917),
        (0.2, 0.9022304792786895),
        (0.1, 0.8954693923210979),
        (0.05, 0.8915909747927878),
        (0.02, 0.8891022921778419),
    ],
)
def test_daily_reference(step, win):
    assert chain.daily(5, 3, *SQUARE, step).win == pytest.approx(win, rel=1e-11)


def test_daily_error_shrinks_with_the_step():
    exact = chain.battle(5, 3, *SQUARE)
    fine, finer = (chain.daily(5, 3, *SQUARE, step) for step in (0.02, 0.01))
    assert finer.win - exact.win == pytest.approx((fine.win - exact.win) / 2, rel=0.05)
    assert finer.time == pytest.approx(exact.time, rel=0.02)


def test_daily_step_of_one_person_each():
    # One against one with hazards 1: the same step kills both with (1-s)², x alone is left with s (1-s), s = e^-step.
    s = np.exp(-0.5)
    fight = chain.daily(1, 1, *SQUARE, 0.5)
    assert fight.x_left[1] == pytest.approx(s * (1 - s) / (1 - s * s))
    assert fight.both_gone == pytest.approx((1 - s) ** 2 / (1 - s * s))
    assert fight.time == pytest.approx(0.5 / (1 - s * s))


def backward(m, n, rate_x, rate_y):
    """Chance of winning by the recursion from the end of the fight, for any start up to m against n."""
    win = np.zeros((m + 1, n + 1))
    win[1:, 0] = 1
    for i in range(1, m + 1):
        for j in range(1, n + 1):
            x, y = rate_x(i, j), rate_y(i, j)
            win[i, j] = (x * win[i - 1, j] + y * win[i, j - 1]) / (x + y)
    return win[m, n]


@given(counts, counts, effects, effects, exponents, exponents)
def test_forward_equals_backward(m, n, a, b, p, q):
    rates = chain.rates(a, b, p, q)
    assert chain.battle(m, n, *rates).win == pytest.approx(backward(m, n, *rates), rel=1e-10, abs=1e-14)


@given(counts, counts, effects, effects, exponents, exponents, st.sampled_from([None, 0.05, 1.0]))
def test_ends_sum_to_one_and_sides_mirror(m, n, a, b, p, q, step):
    def fight(m, n, a, b):
        rates = chain.rates(a, b, p, q)
        return chain.battle(m, n, *rates) if step is None else chain.daily(m, n, *rates, step)

    here, there = fight(m, n, a, b), fight(n, m, b, a)
    assert here.x_left.sum() + here.y_left.sum() + here.both_gone == pytest.approx(1)
    assert here.win + there.win == pytest.approx(1)
    assert (here.survivors_x, here.time) == pytest.approx((there.survivors_y, there.time))
    assert here.x_left[0] == here.y_left[0] == 0 and np.all(here.x_left >= 0)


@given(counts, counts, effects, effects)
def test_one_more_fighter_helps(m, n, a, b):
    rates = chain.rates(a, b, 1, 0)
    assert chain.battle(m + 1, n, *rates).win > chain.battle(m, n, *rates).win > chain.battle(m, n + 1, *rates).win


@given(counts, counts, effects, st.floats(0, 5), st.floats(0.1, 5))
def test_reinforcements_help(m, n, b, inflow, more):
    rates = chain.rates(1, b, 1, 0)
    plain, fed, better_fed = (chain.reinforced_win(m, n, *rates, extra, 10) for extra in (0, inflow, inflow + more))
    assert plain == pytest.approx(chain.battle(m, n, *rates).win)
    assert plain - 1e-12 <= fed <= better_fed + 1e-12 <= 1 + 1e-9


@pytest.mark.parametrize(
    ("call", "message"),
    [
        (lambda: chain.battle(0, 3, *SQUARE), "^m: got 0, allowed: a whole number, 1 or more"),
        (lambda: chain.battle(3, 2.5, *SQUARE), "^n: got 2.5, allowed: a whole number"),
        (lambda: chain.battle(2, 2, lambda m, n: -1, SQUARE[1]), r"^rate_x\(2, 2\): got -1.0, allowed: 0 or more"),
        (lambda: chain.battle(2, 2, lambda m, n: 0, lambda m, n: 0), "never end"),
        (lambda: chain.daily(2, 2, *SQUARE, 0), "^step: got 0, allowed: above 0"),
        (lambda: chain.reinforced_win(11, 2, *SQUARE, 1, 10), "^m: got 11, allowed: a whole number, 1 to 10"),
        (lambda: chain.rates(1, 0, 1, 0), "^b: got 0, allowed: above 0"),
    ],
)
def test_refuses_nonsense(call, message):
    with pytest.raises(ValueError, match=message):
        call()
