"""Closed forms against the chain, the normal approximation within its stated error."""

from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from corridor.games import lanchester_chain as chain
from corridor.games import lanchester_exact as exact

counts = st.integers(1, 15)


@pytest.mark.parametrize(
    ("m", "n", "win"),
    [
        # lanchester.json: stoch_square_equal, frac
        (2, 1, Fraction(5, 6)),
        (3, 2, Fraction(31, 40)),
        (5, 3, Fraction(35779, 40320)),
        (5, 5, Fraction(1, 2)),
        (6, 4, Fraction(1562377, 1814400)),
    ],
)
def test_square_reference(m, n, win):
    assert exact.square_win(m, n) == win


def test_normal_reference():
    # lanchester.json: stoch_square_equal, normal
    assert exact.normal_win(10, 8, 1, 1) == pytest.approx(0.7928919108787373, rel=1e-12)
    assert exact.normal_win(50, 45, 1, 1) == pytest.approx(0.8128703403598878, rel=1e-12)


@pytest.mark.parametrize(
    ("m", "n", "a", "b", "win", "error"),
    [
        # lanchester.json: P of stoch_square_equal and stoch_square_a1_b2; errors as the docstring states them
        (2, 1, 1, 1, 0.8333333333333334, 0.0081),
        (10, 8, 1, 1, 0.7913584466510832, 0.0016),
        (10, 14, 1, 2, 0.5282884053957029, 0.0115),
        (28, 40, 1, 2, 0.478885001412344, 0.0073),
    ],
)
def test_normal_error(m, n, a, b, win, error):
    assert exact.normal_win(m, n, a, b) == pytest.approx(win, abs=error)
    assert exact.normal_win(m, n, a, b) != pytest.approx(win, abs=error / 2)


@given(counts, counts)
def test_square_equals_the_chain(m, n):
    assert float(exact.square_win(m, n)) == pytest.approx(chain.battle(m, n, *chain.rates(3, 3, 1, 0)).win, rel=1e-10)
    assert exact.square_win(m, n) + exact.square_win(n, m) == 1


@given(counts, counts, st.floats(0.05, 0.95))
def test_linear_equals_the_chain(m, n, share):
    fight = chain.battle(m, n, *chain.rates(1 - share, share, 1, 1))
    assert exact.linear_win(m, n, share) == pytest.approx(fight.win, rel=1e-9, abs=1e-14)


@given(counts, counts, st.floats(0.01, 1), st.floats(0.01, 1))
def test_logarithmic_equals_the_chain(m, n, a, b):
    fight = chain.battle(m, n, *chain.rates(a, b, 0, 1))
    assert exact.logarithmic_win(m, n, a, b) == pytest.approx(fight.win, rel=1e-9, abs=1e-14)


@given(st.floats(1, 1e4), st.floats(1, 1e4), st.floats(0.01, 10), st.floats(0.01, 10), st.floats(1, 2))
def test_normal_mirrors_and_grows(m, n, a, b, more):
    win = exact.normal_win(m, n, a, b)
    assert 0 <= win <= 1
    assert win + exact.normal_win(n, m, b, a) == pytest.approx(1)
    assert exact.normal_win(m * more, n, a, b) >= win - 1e-12


@pytest.mark.parametrize(
    ("n", "ratio"),
    # lanchester.json: kingman_check.ratio
    [(10, 1.0163129080081352), (30, 1.0325276429809045), (60, 1.0390364278917152)],
)
def test_parity_survivors(n, ratio):
    fight = chain.battle(n, n, *chain.rates(1, 1, 1, 0))
    left = fight.survivors_x + fight.survivors_y
    assert left / n**0.75 == pytest.approx(ratio, rel=1e-10)
    # The asymptote is approached from below; lanchester.json: kingman_const
    assert exact.parity_survivors(n) / n**0.75 == pytest.approx(1.050651152187518, rel=1e-12)
    assert 0 < exact.parity_survivors(n) / left - 1 < 0.12 * n**-0.5


@pytest.mark.parametrize(
    ("call", "message"),
    [
        (lambda: exact.square_win(0, 1), "^m: got 0, allowed: a whole number, 1 or more"),
        (lambda: exact.linear_win(2, 1, 1.0), "^share: got 1.0, allowed: above 0 and below 1"),
        (lambda: exact.logarithmic_win(1, 1, -1, 1), "^a: got -1, allowed: above 0"),
        (lambda: exact.normal_win(1, 0, 1, 1), "^n: got 0, allowed: above 0"),
    ],
)
def test_refuses_nonsense(call, message):
    with pytest.raises(ValueError, match=message):
        call()
