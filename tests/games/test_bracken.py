"""The general law: reference figures, its special cases, its invariant along any trajectory."""

import math

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from corridor.games import bracken, lanchester

persons = st.floats(50, 5_000)
exponents = st.floats(0, 1.5)


def test_bracken_reference():
    # lanchester.json: bracken.A, B, invariant, xy_at_20, final_x (p = 0.8, q = 0.4, d = 1.25)
    a, b = bracken.tactical_rates(0.02, 0.03, 1.25)
    assert (a, b) == pytest.approx((0.025, 0.024))
    assert bracken.invariant(1000, 800, a, b, 0.8, 0.4) == pytest.approx(90.46250071958895, rel=1e-12)
    assert bracken.strengths(1000, 800, a, b, 0.8, 0.4, 20) == pytest.approx(
        (372.070884347687, 42.97969371539209), rel=1e-8
    )
    assert bracken.end(1000, 800, a, b, 0.8, 0.4)[:2] == ("x", pytest.approx(358.4837994246857, rel=1e-12))
    # lanchester.json: bracken.break_even_x_over_y
    assert bracken.invariant(1.0295878407168424, 1, a, b, 0.8, 0.4) == pytest.approx(0, abs=1e-15)


def test_helmbold_reference():
    # lanchester.json: helmbold.invariant, helmbold.xy_at_10 (w = 0.75)
    p, q = bracken.helmbold(0.75)
    assert bracken.invariant(1000, 900, 0.05, 0.06, p, q) == pytest.approx(547.3665961010274, rel=1e-12)
    assert bracken.strengths(1000, 900, 0.05, 0.06, p, q, 10) == pytest.approx(
        (656.3786744157179, 440.08797373184154), rel=1e-8
    )


@pytest.mark.parametrize(
    ("law", "p", "q", "a", "b"),
    [
        (lanchester.square, 1, 0, 0.08, 0.09),
        (lanchester.linear, 1, 1, 8e-4, 9e-4),
        (lanchester.logarithmic, 0, 1, 0.03, 0.05),
    ],
)
def test_contains_the_classic_laws(law, p, q, a, b):
    t = [0, 2, 5, 9, 12, 50]  # the square-law fight ends before day 12
    np.testing.assert_allclose(
        np.array(bracken.strengths(1000, 800, a, b, p, q, t)),
        np.array(law(1000, 800, a, b, t)),
        rtol=1e-8,
        atol=1e-6,
    )


def test_end_contains_the_square_law():
    ours, theirs = bracken.end(800, 1000, 0.09, 0.08, 1, 0), lanchester.square_end(800, 1000, 0.09, 0.08)
    assert ours.winner == theirs.winner == "y"
    assert ours[1:] == pytest.approx(theirs[1:], rel=1e-9)


@given(persons, persons, exponents, exponents, st.floats(0.05, 20))
def test_trajectory_keeps_the_invariant(x0, y0, p, q, t):
    # Rates scaled so that losses come at about 0.1 a day for one of the forces, whatever the exponents.
    a, b = 0.1 / y0**p / x0 ** (q - 1), 0.08 / x0**p / y0 ** (q - 1)
    x, y = bracken.strengths(x0, y0, a, b, p, q, t)
    assert 0 <= x <= x0 and 0 <= y <= y0
    if min(x / x0, y / y0) > 1e-3:
        alpha = p - q + 1
        scale = a * y0**alpha + b * x0**alpha + abs(b * math.log(x0)) + abs(a * math.log(y0))
        before, after = (bracken.invariant(*z, a, b, p, q) for z in ((x0, y0), (x, y)))
        assert after == pytest.approx(before, abs=1e-7 * scale)


@given(persons, persons, st.floats(0, 1.2), st.floats(0, 0.9))
def test_end_agrees_with_the_trajectory_and_with_its_mirror(x0, y0, p, q):
    a, b = 0.1 / y0**p / x0 ** (q - 1), 0.08 / x0**p / y0 ** (q - 1)
    end, mirror = bracken.end(x0, y0, a, b, p, q), bracken.end(y0, x0, b, a, p, q)
    assert mirror[1:] == pytest.approx(end[1:], rel=1e-9)
    assert {end.winner, mirror.winner} in ({"x", "y"}, {"draw"})
    last = bracken.strengths(x0, y0, a, b, p, q, [0.5 * end.time, 1.01 * end.time])
    winner, loser = last if end.winner == "x" else last[::-1]
    assert loser[0] > 0 and loser[1] == 0
    assert winner[1] == pytest.approx(end.survivors, rel=1e-6)


def test_draw_and_endless_fights():
    # At parity with p + q < 1 both shrink in proportion: x' = -a x^0.6, gone after x0^0.4 / (0.4 a).
    end = bracken.end(1000, 1000, 0.8, 0.8, 0.3, 0.3)
    assert end == ("draw", 0, pytest.approx(1000**0.4 / 0.4 / 0.8))
    assert bracken.end(1000, 1000, 0.8, 0.8, 1, 0).time == math.inf
    assert bracken.end(1000, 800, 1e-4, 1e-4, 1, 1) == ("x", pytest.approx(200), math.inf)


@pytest.mark.parametrize(
    ("call", "message"),
    [
        (lambda: bracken.helmbold(1.2), "^w: got 1.2, allowed: 0 to 1"),
        (lambda: bracken.end(10, 10, 1, 1, 0.5, 1.5), r"^q: got 1.5, allowed: below p \+ 1 = 1.5"),
        (lambda: bracken.invariant(0, 1, 1, 1, 1, 0), "^x: got 0, allowed: above 0"),
        (lambda: bracken.strengths(10, 10, 1, 1, -1, 0, 1), "^p: got -1, allowed: 0 or more"),
        (lambda: bracken.tactical_rates(1, 1, 0), "^factor: got 0, allowed: above 0"),
    ],
)
def test_refuses_nonsense(call, message):
    with pytest.raises(ValueError, match=message):
        call()
