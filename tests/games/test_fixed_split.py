"""A fixed split on a moving front: a second solver, known limits, and the value told as chances and battles."""

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from scipy.optimize import root
from scipy.special import expit

from corridor.games import fixed_split, ripeness, ruin

HELD = np.arange(11)


def by_newton(zones, p, cost, other_cost, share, noise, talk, discount):
    """The same equilibrium as the root of its equations, one unknown a side and zone: no iteration over battles."""
    costs, gives = np.array([[cost], [other_cost]]), np.array([[share], [1 - share]])

    def errors(unknown):
        fight = np.zeros((2, zones + 1))
        fight[:, 1:-1], fight[0, -1], fight[1, 0] = unknown.reshape(2, -1), 1.0, 1.0
        yes = talk * np.prod(expit((gives - fight) / noise), axis=0)
        yes[[0, -1]] = 0.0
        worth = yes * gives + (1 - yes) * fight
        return (fight[:, 1:-1] + costs - discount * (p * worth[:, 2:] + (1 - p) * worth[:, :-2])).ravel()

    found = root(errors, np.full(2 * (zones - 1), 0.5), tol=1e-13)
    assert np.max(abs(errors(found.x))) < 1e-11
    return found.x.reshape(2, -1)


@pytest.mark.parametrize("p", [0.5, 0.55, 0.65])
@pytest.mark.parametrize(("talk", "cost", "discount"), [(1.0, 0.02, 1.0), (0.2, 0.02, 1.0), (0.2, 0.005, 0.98)])
def test_the_root_of_the_equations_is_the_same(p, talk, cost, discount):
    numbers = (10, p, cost, 0.02, 0.4, 0.1, talk, discount)
    np.testing.assert_allclose(fixed_split.values(*numbers).fight[:, 1:-1], by_newton(*numbers), atol=1e-10)


@settings(max_examples=25)
@given(
    st.floats(0.3, 0.7), st.floats(0, 0.05), st.floats(0, 0.05), st.floats(0, 1), st.floats(0.05, 1), st.floats(0, 1)
)
def test_value_is_what_is_won_less_what_battles_cost(p, cost, other_cost, share, noise, talk):
    # Told forward: how such a war ends and how long it lasts, by a linear system for given hazards.
    found = fixed_split.values(10, p, cost, other_cost, share, noise, talk)
    end = ripeness.front_with_talks(p, found.hazard)
    battles = end.mean_periods - end.settled
    besieger = share * end.settled + end.besieger - cost * battles
    besieged = (1 - share) * end.settled + (1 - end.settled - end.besieger) - other_cost * battles
    for side, worth, gives in ((0, besieger, share), (1, besieged, 1 - share)):
        fight = found.fight[side]
        np.testing.assert_allclose(fight + found.hazard * (gives - fight), worth, atol=1e-9)


def test_without_talks_it_is_the_war_fought_to_the_finish():
    found = fixed_split.values(10, 0.55, 0.008, 0.006, 0.5, 0.1, talk=0.0)
    win, length = ruin.win(HELD, 10, 0.55), ruin.duration(HELD, 10, 0.55)
    np.testing.assert_allclose(found.fight, [win - 0.008 * length, 1 - win - 0.006 * length], atol=1e-10)
    assert not found.hazard.any()


def test_endless_noise_is_a_coin_each():
    found = fixed_split.values(10, 0.55, 0.02, 0.02, 0.5, 1e9)
    np.testing.assert_allclose(found.hazard[1:-1], 0.25, atol=1e-9)


def test_mirrored_sides_have_mirrored_values():
    one = fixed_split.values(10, 0.6, 0.03, 0.01, 0.35, 0.1)
    other = fixed_split.values(10, 0.4, 0.01, 0.03, 0.65, 0.1)
    np.testing.assert_allclose(one.fight, other.fight[::-1, ::-1], atol=1e-11)
    np.testing.assert_allclose(one.accept, other.accept[::-1, ::-1], atol=1e-11)


@pytest.mark.parametrize(
    ("changed", "message"),
    [
        ({"zones": 1}, "^zones: got 1"),
        ({"p": 1.0}, "^p: got 1.0"),
        ({"cost_besieged": -1}, "^cost_besieged: got -1"),
        ({"share": 1.2}, "^share: got 1.2"),
        ({"noise": 0}, "^noise: got 0"),
        ({"talk": 2}, "^talk: got 2"),
        ({"discount": 0}, "^discount: got 0"),
    ],
)
def test_refuses_nonsense(changed, message):
    numbers = dict(zones=10, p=0.5, cost_besieger=0.02, cost_besieged=0.02, share=0.5, noise=0.1) | changed
    with pytest.raises(ValueError, match=message):
        fixed_split.values(**numbers)
