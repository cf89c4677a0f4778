"""The Condorcet election: reference figures, and the chain of contests walked step by step."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from hypothesis.extra.numpy import arrays

from corridor.games import condorcet

# spatial.json: ktab.coalitions
COALITIONS = [[0.0, 12.099, 54.921], [10.333, 0.0, 27.079], [5.007, 55.047, 0.0]]
strengths = st.integers(2, 5).flatmap(lambda n: arrays(float, (n, n), elements=st.floats(0.1, 60)))


def test_reference():
    chance = condorcet.victory(COALITIONS)
    # spatial.json: ktab.P
    figures = [
        [0.5, 0.5782418825273786, 0.9917570322841167],
        [0.4217581174726214, 0.5, 0.19484072390121238],
        [0.008242967715883271, 0.8051592760987876, 0.5],
    ]
    np.testing.assert_allclose(chance, figures, rtol=1e-12)
    # spatial.json: ktab (uniform, incentive, conditional)
    uniform = [0.6350923048968098, 0.21476696199625445, 0.1501407331069357]
    np.testing.assert_allclose(condorcet.uniform(chance), uniform, rtol=1e-9)
    # the reference adds 1e-10 of its own to every incentive
    incentive = [0.5093825154125323, 0.279573043746291, 0.21104444084117666]
    np.testing.assert_allclose(condorcet.incentive(COALITIONS, chance), incentive, rtol=1e-9)
    conditional = [0.8659003980095061, 0.12407843023922467, 0.010021171751269315]
    np.testing.assert_allclose(condorcet.conditional(chance), conditional, rtol=1e-12)


def test_two_options_reference():
    coalitions = [[0, 51.212], [19.714, 0]]
    chance = condorcet.victory(coalitions)
    # spatial.json: ktab.two_option
    for shares in (condorcet.uniform(chance), condorcet.incentive(coalitions, chance), condorcet.conditional(chance)):
        np.testing.assert_allclose(shares, [0.8709393252454578, 0.12906067475454222], rtol=1e-9)


@pytest.mark.parametrize(
    ("distance", "worths"),
    # spatial.json: ktab_util (d, then R = -.5, 0, .5)
    [(0.25, [0.65625, 0.75, 0.84375]), (0.5, [0.375, 0.5, 0.625])],
)
def test_utility_reference(distance, worths):
    assert condorcet.utility(distance, [-0.5, 0, 0.5]) == pytest.approx(worths, rel=1e-12)


@given(strengths)
def test_shares_stand_still_under_the_contests(coalition):
    chance, size = condorcet.victory(coalition), len(coalition)
    drive = coalition * chance * (1 - np.eye(size))
    pools = {"uniform": np.full((size, size), 1 / size), "incentive": drive / drive.sum(axis=0)}
    shares = {"uniform": condorcet.uniform(chance), "incentive": condorcet.incentive(coalition, chance)}
    for name, challenger in pools.items():
        after = np.zeros(size)
        for status_quo in range(size):
            for rival in range(size):
                met = shares[name][status_quo] * challenger[rival, status_quo]
                after[rival] += met * chance[rival, status_quo]
                after[status_quo] += met * chance[status_quo, rival]
        np.testing.assert_allclose(after, shares[name], atol=1e-12)
        assert shares[name].sum() == pytest.approx(1)


@given(strengths, st.floats(0, 6), st.floats(0.01, 100))
def test_only_ratios_count(coalition, exponent, scale):
    chance = condorcet.victory(coalition, exponent)
    np.testing.assert_allclose(condorcet.victory(scale * coalition, exponent), chance, rtol=1e-9)
    np.testing.assert_allclose(chance + chance.T, 1)
    naive = coalition[0, 1] ** exponent / (coalition[0, 1] ** exponent + coalition[1, 0] ** exponent)
    assert chance[0, 1] == pytest.approx(naive)


def test_a_sure_winner_takes_all():
    chance = condorcet.victory([[0, 5, 5], [0, 0, 5], [0, 0, 0]])
    for shares in (condorcet.uniform(chance), condorcet.conditional(chance)):
        assert shares == pytest.approx([1, 0, 0], abs=1e-12)
    assert condorcet.incentive([[0, 5, 5], [0, 0, 5], [0, 0, 0]], chance) == pytest.approx([1, 0, 0], abs=1e-12)
    assert condorcet.victory([[0, 1e200], [1e100, 0]], 9)[0, 1] == 1  # no overflow


@pytest.mark.parametrize(
    ("call", "message"),
    [
        (lambda: condorcet.victory([[0, 0], [0, 0]]), "(?s)^coalition: .* one at least above 0"),
        (lambda: condorcet.victory([1, 2]), "^coalition: got shape .* a square table"),
        (lambda: condorcet.uniform([[0.5, 0.7], [0.5, 0.5]]), "(?s)^chance: .* P_ij"),
        (lambda: condorcet.incentive(np.ones((3, 3)), np.full((2, 2), 0.5)), "^coalition: got 3 options, allowed: 2"),
        (lambda: condorcet.incentive(np.zeros((2, 2)), np.full((2, 2), 0.5)), "(?s)^chance: .* first status quo"),
        (lambda: condorcet.conditional([[0.5, 1, 0], [0, 0.5, 1], [1, 0, 0.5]]), "(?s)^chance: .* beat all others"),
        (lambda: condorcet.utility(1.5), "^distance: got 1.5, allowed: 0 to 1"),
    ],
)
def test_refuses_nonsense(call, message):
    with pytest.raises(ValueError, match=message):
        call()
