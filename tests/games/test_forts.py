"""The war of forts in closed form: reference figures, Fearon's range, and the one wrong use that it warns of."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from scipy.integrate import quad
from scipy.stats import beta

from corridor.games import forts, ruin, walk
from corridor.games.belief import Belief
from corridor.games.forts import War

TALKS = (0, 0.02, 0.1, 0.5, 1)
beliefs = st.builds(Belief, st.floats(0.5, 30), st.floats(0.5, 30))
costs = st.floats(0.001, 0.05)


@st.composite
def wars(draw):
    discount = draw(st.sampled_from([1.0, 0.99, 0.9]))
    relief = draw(st.sampled_from([0.0, 0.01, 0.1]))
    reflecting = draw(st.booleans()) and (discount < 1 or relief > 0)
    return War(draw(st.integers(2, 15)), draw(costs), draw(costs), discount, relief, reflecting)


def test_war_value_of_a_belief():
    # smith_stam.json: beta_war_value (N 10, n 5, Beta(6, 4), k .005)
    war, belief = War(10, 0.005, 0.005), Belief(6, 4)
    assert forts.now_or_never(war, belief, belief).besieger[5] == pytest.approx(0.6379439817856227, abs=1e-9)
    end = forts.outcome(war, belief)
    assert end.win[5] == pytest.approx(0.7204982316301276, abs=1e-9)
    assert end.length[5] == pytest.approx(16.510849968900974, abs=1e-9)


def test_range_of_a_known_war():
    # smith_stam.json: range_common (N 10, n 4, p .55, k .008, .006)
    at = forts.known(War(10, 0.008, 0.006), 0.55)
    assert at.besieger[4] == pytest.approx(0.4475171910687875, abs=1e-9)
    assert at.besieged[4] == pytest.approx(0.21986247144970028, abs=1e-9)
    assert 1 - at.besieged[4] == pytest.approx(0.7801375285502997, abs=1e-9)
    assert at.surplus[4] == pytest.approx(0.3326203374815122, abs=1e-9)
    assert at.surplus[4] == pytest.approx(0.014 * ruin.duration(4, 10, 0.55), abs=1e-12)


@pytest.mark.parametrize(
    ("talk", "besieger", "most", "surplus"),
    # smith_stam.json: talk_frequency.by_r (CA, one_minus_CB, surplus)
    [
        (0, 0.4475171910687875, 0.7801375285502997, 0.3326203374815122),
        (0.01, 0.4736876917944606, 0.7539670278242712, 0.2802793360298116),
        (0.1, 0.5577954813467455, 0.6698592382719866, 0.11206375692524123),
        (0.5, 0.5998836987831865, 0.6277710208355454, 0.027887322052358908),
        (1, 0.6068273598093659, 0.6208273598093659, 0.014),
    ],
)
def test_frequency_of_talks(talk, besieger, most, surplus):
    at = forts.known(War(10, 0.008, 0.006), 0.55, talk)
    assert at.besieger[4] == pytest.approx(besieger, abs=1e-9)
    assert 1 - at.besieged[4] == pytest.approx(most, abs=1e-9)
    assert at.surplus[4] == pytest.approx(surplus, abs=1e-9)
    # smith_stam.json: daily_bargaining_value.VA_n4, the same at every frequency
    assert at.share()[4] == pytest.approx(0.6138273598093659, abs=1e-9)


def test_common_belief():
    # smith_stam.json: common_prior (N 10, n 5, Beta(6, 4), k .01, talks before every battle)
    war, belief = War(10, 0.01, 0.01), Belief(6, 4)
    at, fought = forts.common(war, belief, talk=1), forts.now_or_never(war, belief, belief)
    assert at.surplus[5] >= 0
    assert at.besieger[5] == pytest.approx(0.7104982316301274, abs=1e-9)
    assert at.besieged[5] == pytest.approx(0.2695017683698726, abs=1e-9)
    assert at.share()[5] == pytest.approx(0.7204982316301274, abs=1e-9)
    assert fought.besieger[5] == pytest.approx(0.5553897319411167, abs=1e-9)
    assert fought.besieged[5] == pytest.approx(0.11439326868086178, abs=1e-9)


def test_critical_cost_of_now_or_never():
    # smith_stam.json: critical_cost_now_or_never; bargain_while_fighting: WA0, WB0 at cost .01
    war, besieger, besieged = War(10, 0.01, 0.01), Belief(7, 3), Belief(3, 7)
    own, other = forts.outcome(war, besieger), forts.outcome(war, besieged)
    assert own.win[5] == pytest.approx(0.8821041928699415, abs=1e-9)
    assert other.loss[5] == pytest.approx(0.8821041928699414, abs=1e-9)
    assert own.length[5] == pytest.approx(13.178958071300537, abs=1e-8)
    assert other.length[5] == pytest.approx(13.178958071300535, abs=1e-8)
    critical = forts.critical_cost(war, besieger, besieged)
    assert critical[5] == pytest.approx(0.02899350546550713, abs=1e-9)
    assert np.isnan(critical[0]) and np.isnan(critical[10])
    assert forts.now_or_never(war, besieger, besieged).besieger[5] == pytest.approx(0.7503146121569353, abs=1e-9)
    assert forts.now_or_never(war, besieger, besieged).besieged[5] == pytest.approx(0.7503146121569353, abs=1e-9)
    just = War(10, critical[5], critical[5])
    assert forts.now_or_never(just, besieger, besieged).surplus[5] == pytest.approx(0, abs=1e-12)


def test_the_closed_form_fed_with_private_beliefs_is_wrong():
    # default_rule.json: closed_first_t_at_n5. Right at r = 0 only; the exact answers are in test_settlement.py.
    war, seen = War(10, 0.01, 0.01), np.arange(0, 1000, 2)
    besieger, besieged = (start.after(seen / 2, seen / 2) for start in (Belief(7, 3), Belief(3, 7)))
    first = []
    for talk in TALKS:
        surplus = (
            1 - forts.common(war, besieger, talk).besieger[:, 5] - forts.common(war, besieged, talk).besieged[:, 5]
        )
        first.append(int(seen[np.argmax(surplus >= 0)]))
    assert first == [22, 34, 96, 470, 968]


@pytest.mark.parametrize(("a", "b"), [(6, 4), (0.7, 12), (35, 2)])
@pytest.mark.parametrize("extras", [(1.0, 0.0, False), (0.97, 0.02, False), (0.97, 0.0, True), (1.0, 0.02, True)])
def test_averages_against_general_quadrature(a, b, extras):
    end = forts.outcome(War(12, 0, 0, *extras), Belief(a, b))
    for ours, name in zip(end, end._fields, strict=True):

        def at(p, name=name):
            return getattr(walk.finish(12, p, *extras), name)[3] * beta.pdf(p, a, b)

        cuts = beta.ppf([1e-6, 1e-3, 0.5, 1 - 1e-3, 1 - 1e-6], a, b)
        exact = quad(at, 0, 1, points=cuts, epsabs=1e-11, epsrel=1e-11, limit=500)[0]
        assert ours[3] == pytest.approx(exact, rel=2e-9, abs=1e-10)


@given(wars(), st.floats(0.05, 0.95), st.floats(0, 1), st.floats(0, 1))
def test_closed_form_solves_the_bargaining_equations(war, p, talk, offers):
    at = forts.known(war, p, talk, offers)
    gain = talk * at.surplus
    ahead_g, ahead_r = at.besieger + offers * gain, at.besieged + (1 - offers) * gain
    n = np.arange(0 if war.reflecting else 1, war.zones)
    down = np.maximum(n - 1, 0)
    delay, lost = war.discount * (1 - war.relief), war.discount * war.relief
    np.testing.assert_allclose(
        at.besieger[n], delay * (p * ahead_g[n + 1] + (1 - p) * ahead_g[down]) - war.cost_besieger, atol=1e-11
    )
    np.testing.assert_allclose(
        at.besieged[n], lost + delay * (p * ahead_r[n + 1] + (1 - p) * ahead_r[down]) - war.cost_besieged, atol=1e-11
    )
    assert np.all(at.surplus >= -1e-13)


@given(wars(), beliefs)
def test_more_talks_narrow_the_range_and_keep_its_centre(war, belief):
    at = forts.common(war, belief, np.array([0, 0.01, 0.1, 0.5, 1]))
    assert np.all(np.diff(at.surplus, axis=0) <= 1e-12)
    np.testing.assert_allclose(at.share(), at.share()[:1].repeat(5, axis=0), atol=1e-12)
    # The limits: a war's whole cost, and that of one battle.
    never = forts.now_or_never(war, belief, belief)
    np.testing.assert_allclose(at.besieger[0], never.besieger, atol=1e-12)
    inside = slice(0 if war.reflecting else 1, war.zones)
    one = war.cost_besieger + war.cost_besieged + 1 - war.discount
    np.testing.assert_allclose(at.surplus[4, inside], one, atol=1e-12)


@given(st.integers(2, 12), costs, costs, beliefs, beliefs)
def test_sides_mirror(zones, cost, other_cost, first, second):
    here = forts.now_or_never(War(zones, cost, other_cost), first, second)
    there = forts.now_or_never(War(zones, other_cost, cost), Belief(*second[::-1]), Belief(*first[::-1]))
    np.testing.assert_allclose(here.besieger, there.besieged[::-1], atol=1e-12)
    np.testing.assert_allclose(here.besieged, there.besieger[::-1], atol=1e-12)


def test_the_side_that_names_the_division_gets_the_surplus():
    at = forts.known(War(10, 0.008, 0.006), 0.55, 0.3, besieger_offers=np.array([0, 1]))
    never = forts.known(War(10, 0.008, 0.006), 0.55)
    np.testing.assert_allclose(at.besieger[0], never.besieger, atol=1e-14)  # held to what fighting gives
    np.testing.assert_allclose(at.besieged[1], never.besieged, atol=1e-14)
    np.testing.assert_allclose(at.surplus[0], at.surplus[1], atol=1e-14)


def test_broadcasts():
    war = War(10, np.array([0.01, 0.02])[:, None], 0.01)
    at = forts.common(war, Belief(np.array([3.0, 5.0, 7.0]), 4), 0.2)
    assert at.besieger.shape == (2, 3, 11)
    alone = forts.common(War(10, 0.02, 0.01), Belief(5, 4), 0.2)
    np.testing.assert_allclose(at.besieger[1, 1], alone.besieger, atol=1e-13)


@pytest.mark.parametrize(
    ("call", "message"),
    [
        (lambda: forts.known(War(10, -1, 0), 0.5), "^cost_besieger: got -1"),
        (lambda: forts.known(War(10, 0, 0), 0.5, talk=2), "^talk: got 2, allowed: 0 to 1"),
        (lambda: forts.known(War(10, 0, 0), 1.5), "^p: got 1.5"),
        (lambda: forts.common(War(10, 0, 0, reflecting=True), Belief(1, 1)), "^war: got reflecting without discount"),
        (lambda: forts.now_or_never(War(10, 0, 0), Belief(-1, 1), Belief(1, 1)), "^belief.won: got -1"),
    ],
)
def test_refuses_nonsense(call, message):
    with pytest.raises(ValueError, match=message):
        call()
