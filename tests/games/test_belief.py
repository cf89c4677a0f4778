"""Beta beliefs: their means after a record, the gap of two, and averages over them against general quadrature."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from scipy.integrate import quad
from scipy.special import digamma
from scipy.stats import beta

from corridor.games import belief
from corridor.games.belief import Belief

weights = st.floats(0.3, 300)


def test_gap_of_equal_weights():
    # smith_stam.json: belief_gap_equal_precision
    gaps = belief.gap(Belief(6, 4), Belief(3, 7), [0, 1, 5, 10, 40])
    np.testing.assert_allclose(gaps, [0.3, 0.2727272727272727, 0.2, 0.15, 0.06], rtol=1e-14)


@given(st.integers(0, 60), st.data(), st.floats(0.5, 20), st.floats(0.5, 20), st.floats(21, 40))
def test_gap_is_that_of_the_means_whoever_wins(battles, data, first, second, weight):
    won = data.draw(st.integers(0, battles))
    one, other = Belief(first, weight - first), Belief(second, weight - second)
    after = one.after(won, battles - won).mean - other.after(won, battles - won).mean
    assert belief.gap(one, other, battles) == pytest.approx(after, abs=1e-14)


@given(weights, weights)
def test_moments(a, b):
    p, w = belief.nodes(Belief(a, b), 0.1)
    exact = beta(a, b)
    assert w.sum() == pytest.approx(1, abs=1e-14)
    assert (w * p).sum() == pytest.approx(a / (a + b), rel=1e-12)
    assert (w * p**2).sum() - (w * p).sum() ** 2 == pytest.approx(exact.var(), rel=1e-9)
    assert (w * np.log(p)).sum() == pytest.approx(digamma(a) - digamma(a + b), rel=1e-10)


def test_average_of_a_function_that_is_no_polynomial():
    p, w = belief.nodes(Belief([2.0, 40.0], [5.0, 1.5]), 0.1)
    for row, (a, b) in enumerate([(2.0, 5.0), (40.0, 1.5)]):
        exact = quad(lambda x, a=a, b=b: np.sqrt(x) / (1 + x) * beta.pdf(x, a, b), 0, 1, epsabs=1e-12)[0]
        assert (w[row] * np.sqrt(p[row]) / (1 + p[row])).sum() == pytest.approx(exact, abs=1e-11)


@pytest.mark.parametrize(
    ("call", "message"),
    [
        (lambda: Belief(0, 1).mean, "^belief.won: got 0, allowed: above 0"),
        (lambda: Belief(1, 1).after(-1, 0), "^won: got -1"),
        (lambda: belief.gap(Belief(6, 4), Belief(3, 8), 1), r"^second: got 11.*won \+ lost as in first"),
        (lambda: belief.nodes(Belief(1, 1), 0), "^step: got 0"),
    ],
)
def test_refuses_nonsense(call, message):
    with pytest.raises(ValueError, match=message):
        call()
