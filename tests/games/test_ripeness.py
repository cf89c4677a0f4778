"""Ripeness: reference figures, limits, and the walk with settlements played forward."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from corridor.games import forts, ripeness, ruin
from corridor.games.forts import War

HELD = np.arange(11)


@pytest.mark.parametrize(
    ("p", "figures", "most_at", "most"),
    # ripeness.json: surplus (surplus, argmax, maximum), N 10, costs .008 and .006
    [
        (0.5, [0.0, 0.126, 0.224, 0.294, 0.336, 0.35, 0.336, 0.294, 0.224, 0.126, 0.0], 5, 0.35000000000000003),
        (
            0.55,
            [0.0, 0.15407863098710214, 0.25468841997654934, 0.3115509746042788, 0.3326203374815122, 0.32440436165379377,
             0.2922276541583878, 0.2404467116621465, 0.1726259405288587, 0.0916816732379866, 0.0],
            4,
            0.3326203374815122,
        ),
        (
            0.65,
            [0.0, 0.16916018294136306, 0.2387079737559432, 0.2546183226561017, 0.24164697206387933,
             0.21312393712960578, 0.17622691831884318, 0.13482083126689404, 0.09098678439276743, 0.04584537453746864,
             0.0],
            3,
            0.2546183226561017,
        ),
    ],
)  # fmt: skip
def test_surplus(p, figures, most_at, most):
    found = ripeness.surplus(HELD, 10, p, 0.008, 0.006)
    np.testing.assert_allclose(found, figures, atol=1e-12)
    assert (found.argmax(), found.max()) == (most_at, pytest.approx(most, abs=1e-12))
    # The same as what two sides that agree leave over where it is now or never.
    np.testing.assert_allclose(found, forts.known(War(10, 0.008, 0.006), p).surplus, atol=1e-12)


def test_surplus_of_an_even_war_is_greatest_in_the_middle():
    assert ripeness.surplus(5, 10, 0.5, 0.008, 0.006) == pytest.approx(0.014 * 100 / 4)


def test_menu():
    # ripeness.json: ripe_menu
    menu = [(0.2, 0.8), (0.4, 0.6), (0.5, 0.5), (0.6, 0.4), (0.8, 0.2)]
    at = forts.known(War(10, 0.008, 0.006), 0.5)
    war = at.besieger[5], at.besieged[5]
    assert war == pytest.approx((0.3, 0.35), abs=1e-12)
    assert ripeness.ripe(menu, war).tolist() == [[0.4, 0.6], [0.5, 0.5], [0.6, 0.4]]
    assert ripeness.ripe(menu, war, 0.14).tolist() == [[0.5, 0.5]]
    assert ripeness.ripe(menu, war, [0.0, 0.2]).tolist() == [[0.4, 0.6]]


def test_hazard():
    # ripeness.json: logit_hazard
    found = ripeness.hazard(0.5, 0.3, 0.5, 0.35, temperature=0.1, talks=0.2)
    assert found == pytest.approx(0.14402344193213182, abs=1e-12)
    assert 1 / found == pytest.approx(6.943314134036806, abs=1e-9)
    assert ripeness.settled_by(found, 30) == pytest.approx(0.9905842236318576, abs=1e-12)
    sharp = ripeness.hazard([0.5, 0.29], 0.3, 0.5, 0.35, temperature=1e-5, talks=0.2)
    np.testing.assert_allclose(sharp, [0.2, 0], atol=1e-12)  # limit_s_to_0


def test_front_with_talks():
    # ripeness.json: front_with_talks (N 10, p .5, plan .5, h0 .2, s .1)
    war = forts.known(War(10, 0.008, 0.006), 0.5)
    hazards = ripeness.hazard(0.5, war.besieger, 0.5, war.besieged, 0.1, 0.2)
    end = ripeness.front_with_talks(0.5, hazards)
    hazard = [0.006040554035173765, 0.022699130022550716, 0.06301149148815945, 0.11542643300539449,
              0.14402344193213182, 0.1315430195521523, 0.08102473961658033, 0.029806036844387308,
              0.0071761493157934154]  # fmt: skip
    settled = [0.0, 0.2133341032617341, 0.417106653733428, 0.5938022368910748, 0.7158650755483679, 0.7637753913507493,
               0.7321931535637404, 0.6194828414332019, 0.43967321766362694, 0.22543517781755212, 0.0]  # fmt: skip
    periods = [0.0, 4.586421805186746, 7.21643487517832, 8.135218103558572, 8.01367315440891, 7.722531700651172,
               7.693606764156708, 7.69240977567834, 6.871333260204987, 4.41101177336559, 0.0]  # fmt: skip
    besieger = [0.0, 0.015350577655066299, 0.030887734338427963, 0.047859709549816026, 0.07126871499909608,
                0.11327717642166066, 0.19340483325169422, 0.33212158852800633, 0.5294037185028695, 0.7592142445273816,
                1.0]  # fmt: skip
    np.testing.assert_allclose(hazards[1:-1], hazard, atol=1e-12)
    np.testing.assert_allclose(end.settled, settled, atol=1e-12)
    np.testing.assert_allclose(end.mean_periods, periods, atol=1e-11)
    np.testing.assert_allclose(end.besieger, besieger, atol=1e-12)


@given(st.integers(2, 15), st.floats(0.1, 0.9), st.data())
def test_front_with_talks_played_forward(zones, p, data):
    hazards = np.array(data.draw(st.lists(st.floats(0, 0.9), min_size=zones + 1, max_size=zones + 1)))
    start = data.draw(st.integers(1, zones - 1))
    at, settled, periods = np.eye(zones + 1)[start], 0.0, 0.0
    for _ in range(1500):
        inner = at.copy()
        inner[[0, -1]] = 0
        periods += inner.sum()
        settled += inner @ hazards
        inner *= 1 - hazards
        at = at * np.r_[1, np.zeros(zones - 1), 1]
        at[1:] += p * inner[:-1]
        at[:-1] += (1 - p) * inner[1:]
    end = ripeness.front_with_talks(p, hazards)
    found = end.settled[start], end.besieger[start], end.mean_periods[start]
    assert found == pytest.approx((settled, at[-1], periods), abs=1e-9)


def test_without_talks_the_front_decides():
    end = ripeness.front_with_talks(0.6, np.zeros(11))
    np.testing.assert_allclose(end.besieger, ruin.win(HELD, 10, 0.6), atol=1e-12)
    np.testing.assert_allclose(end.mean_periods, ruin.duration(HELD, 10, 0.6), atol=1e-10)


def test_attrition():
    # ripeness.json: attrition (cA .02, cB .03, vA .5, vB .4)
    at = ripeness.attrition(0.02, 0.03, 0.5, 0.4)
    assert (at.rate_x, at.rate_y) == pytest.approx((0.075, 0.04), abs=1e-15)
    assert at.mean_duration == pytest.approx(8.695652173913045, abs=1e-12)
    assert at.x_first == pytest.approx(0.6521739130434783, abs=1e-12)
    # Waiting a moment longer costs each as much as the other's conceding in it would bring.
    assert at.rate_y * 0.5 == pytest.approx(0.02) and at.rate_x * 0.4 == pytest.approx(0.03)


@pytest.mark.parametrize(
    ("call", "message"),
    [
        (lambda: ripeness.surplus(11, 10, 0.5, 0, 0), r"^held: got 11"),
        (lambda: ripeness.ripe([0.5], [0.5]), r"^plans: got shape \(1,\), allowed: \[plans, 1\]"),
        (lambda: ripeness.hazard(0, 0, 0, 0, 0, 0.1), r"^temperature: got 0"),
        (lambda: ripeness.settled_by(2, 1), r"^hazard: got 2"),
        (lambda: ripeness.front_with_talks(0.5, [0.1]), r"^hazards: got shape \(1,\)"),
        (lambda: ripeness.attrition(0, 1, 1, 1), r"^cost_x: got 0"),
    ],
)
def test_refuses_nonsense(call, message):
    with pytest.raises(ValueError, match=message):
        call()
