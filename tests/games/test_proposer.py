"""The drawn proposer on a front: reference figures, the noiseless limit, and the recursion checked at the solution."""

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from scipy.special import expit

from corridor.games import proposer, ruin

NOISY = {"menu": np.linspace(0, 1, 101), "noise": 0.02, "precision": 50.0}


def test_logit_reference():
    war = proposer.values(10, 0.55, 0.02, 0.02, **NOISY)
    # qre.json: random_proposer_logit (VA, VB for 0..10 zones held)
    besieger = [0.0, 0.19249902838984678, 0.3679101404716109, 0.5140054208032776, 0.63353047690624]
    besieger += [0.7302333088015653, 0.8073566760386675, 0.8677721373200926, 0.914491046238403, 0.952797226626756, 1.0]
    besieged = [1.0, 0.7627597858996656, 0.5830840527368595, 0.4368510818219412, 0.3178535449253198]
    besieged += [0.22210534621167827, 0.14618651344208383, 0.0872235397589679, 0.04309681487971943]
    besieged += [0.01318613643859707, 0.0]
    np.testing.assert_allclose(war.besieger, besieger, atol=1e-9)
    np.testing.assert_allclose(war.besieged, besieged, atol=1e-9)


def test_without_noise_the_war_is_worth_the_chance_of_winning_it():
    war = proposer.values(10, 0.55, 0.02, 0.02, np.linspace(0, 1, 2001), noise=0.0005, precision=20_000)
    # qre.json: random_proposer_limit.VA
    figures = [0.0, 0.20977010318448383, 0.3816777949217467, 0.522262159931146, 0.6372463184391944]
    figures += [0.731291653550255, 0.808287250419292, 0.8713113503051224, 0.922873517460215, 0.9651807341425367, 1.0]
    np.testing.assert_allclose(war.besieger, figures, atol=1e-6)
    # qre.json: random_proposer_limit (V_theory, max_abs_err)
    theory = [0.0, 0.21005616499078728, 0.3819202999832496, 0.5225364104316278, 0.6375859553439374]
    theory += [0.7317174011812814, 0.8087340386845628, 0.8717476511872477, 0.923304243234899, 0.9654869094557046, 1.0]
    np.testing.assert_allclose(ruin.win(np.arange(11), 10, 0.55), theory, rtol=1e-12)
    assert np.max(abs(war.besieger - theory)) == pytest.approx(0.0004467882652708921, abs=1e-6)


@settings(max_examples=20, deadline=None)
@given(st.integers(2, 6), st.floats(0.2, 0.8), st.floats(0.005, 0.1), st.floats(0.005, 0.1), st.floats(1, 40))
def test_values_satisfy_the_story_told_zone_by_zone(zones, p, cost, other_cost, precision):
    menu, noise = np.array([0.2, 0.5, 0.7]), 0.1
    war = proposer.values(zones, p, cost, other_cost, menu, noise, precision, discount=0.97)
    for n in range(1, zones):
        on = 0.97 * (p * war.besieger[n + 1] + (1 - p) * war.besieger[n - 1]) - cost
        other_on = 0.97 * (p * war.besieged[n + 1] + (1 - p) * war.besieged[n - 1]) - other_cost
        total = np.zeros(2)
        for besieger_proposes in (True, False):
            plans = [(on, other_on)]
            for share in menu:
                gap = (1 - share) - other_on if besieger_proposes else share - on
                yes = expit(gap / noise)
                plans.append((yes * share + (1 - yes) * on, yes * (1 - share) + (1 - yes) * other_on))
            table = np.array(plans)
            weight = np.exp(precision * table[:, 0 if besieger_proposes else 1])
            total += (weight / weight.sum()) @ table / 2
        assert (war.besieger[n], war.besieged[n]) == pytest.approx(tuple(total), abs=1e-9)


@settings(max_examples=15, deadline=None)
@given(st.integers(2, 6), st.floats(0.2, 0.8), st.floats(0.005, 0.1), st.floats(0.005, 0.1))
def test_sides_mirror(zones, p, cost, other_cost):
    menu = np.linspace(0, 1, 21)
    one = proposer.values(zones, p, cost, other_cost, menu, 0.05, 20)
    two = proposer.values(zones, 1 - p, other_cost, cost, menu, 0.05, 20)
    np.testing.assert_allclose(one.besieger, two.besieged[::-1], atol=1e-9)
    assert np.all(one.besieger + one.besieged <= 1 + 1e-12)  # a war can only lose from what there is to share


def test_refused_offers_leave_war_to_the_end():
    # All to the besieged is the one offer there is; the besieger neither makes nor takes it: chance less costs.
    war = proposer.values(6, 0.6, 0.001, 0.002, menu=[0.0], noise=1e-4, precision=1e5)
    held = np.arange(7)
    contests = ruin.duration(held, 6, 0.6)
    np.testing.assert_allclose(war.besieger, ruin.win(held, 6, 0.6) - 0.001 * contests, atol=1e-9)
    np.testing.assert_allclose(war.besieged, 1 - ruin.win(held, 6, 0.6) - 0.002 * contests, atol=1e-9)


@pytest.mark.parametrize(
    ("change", "message"),
    [
        ({"zones": 0}, "^zones: got 0"),
        ({"p": 1}, "^p: got 1"),
        ({"menu": []}, "^menu: got .* one row of shares"),
        ({"menu": [1.2]}, "^menu: got .* 0 to 1"),
        ({"noise": 0}, "^noise: got 0"),
        ({"precision": -1}, "^precision: got -1"),
        ({"cost_besieged": -0.1}, "^cost_besieged: got -0.1"),
        ({"discount": 0}, "^discount: got 0"),
    ],
)
def test_refuses_nonsense(change, message):
    given_ = {"zones": 4, "p": 0.5, "cost_besieger": 0.01, "cost_besieged": 0.01, **NOISY, **change}
    with pytest.raises(ValueError, match=message):
        proposer.values(**given_)
