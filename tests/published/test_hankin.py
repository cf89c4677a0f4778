"""Hankin's discrete Lanchester model: figures and formulas of his preprint, by two routes of ours.

R. K. S. Hankin, Discrete Lanchester attrition models (preprint; source in the repository RobinHankin/lanchester,
file lanchester_arxiv.Rnw): two fleets, the next ship sunk is red's with probability blue / (red + blue).
"""

from fractions import Fraction
from math import factorial

import pytest

from corridor.games import lanchester_chain as chain
from corridor.games import lanchester_exact as exact


def fleets(red, blue):
    """Chance that red wins, by the chain."""
    return chain.battle(red, blue, *chain.rates(1, 1, 1, 0)).win


def test_transition_diagram():
    # Caption of the transition diagram: from (4, 3), red 233/315 and blue 82/315.
    assert exact.square_win(4, 3) == Fraction(233, 315)
    assert exact.square_win(3, 4) == Fraction(82, 315)
    assert fleets(4, 3) == pytest.approx(233 / 315, rel=1e-12)


@pytest.mark.parametrize(
    ("blue", "figure"),
    # The check printed below the formula for red = 2.
    [(1, Fraction(5, 6)), (2, Fraction(1, 2)), (3, Fraction(9, 40)), (4, Fraction(29, 360))],
)
def test_two_ships_figures(blue, figure):
    assert exact.square_win(2, blue) == figure


@pytest.mark.parametrize("n", range(1, 12))
def test_formulas(n):
    one = Fraction(1, factorial(n + 1))
    two = Fraction(2 ** (n + 2) - (n + 2), factorial(n + 2))
    three = Fraction(54 * 3**n - 16 * (n + 3) * 2**n + (n + 3) * (n + 2), 2 * factorial(n + 3))
    for red, formula in ((1, one), (2, two), (3, three)):
        assert exact.square_win(red, n) == formula
        assert fleets(red, n) == pytest.approx(float(formula), rel=1e-12)
    assert exact.square_win(n, n) == Fraction(1, 2)
