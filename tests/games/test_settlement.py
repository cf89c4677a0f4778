"""Settlement when beliefs differ: reference figures, the closed forms as limits, plain recursion over records."""

from functools import cache

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from corridor.games import forts, settlement, walk
from corridor.games.belief import Belief
from corridor.games.forts import War

WAR, OPTIMIST, OTHER = War(10, 0.01, 0.01), Belief(7, 3), Belief(3, 7)


@pytest.mark.parametrize(
    ("offers", "value_g", "value_r", "surplus", "first", "courses"),
    [
        # smith_stam.json: bargain_while_fighting.R, either side names the division (CA0, CB0, surplus0, ...)
        (
            0.5,
            0.7528068161961496,
            0.7528068161961495,
            -0.5056136323922992,
            [28, 31, 34, 37, 38, 37, 34, 31, 28],
            {
                0.5: (0.3175809979438782, 0.3412095010280609, 0.3412095010280609, 32.07855457294721),
                0.6: (0.19869351526929532, 0.7080635483256771, 0.0932429364050275, 31.65057409729801),
            },
        ),
        # smith_stam.json: bargain_while_fighting.A, the besieger always does
        (
            1,
            0.7557634803390257,
            0.7503146121569353,
            -0.506078092495961,
            [32, 37, 40, 41, 38, 37, 34, 29, 24],
            {
                0.5: (0.3239998477511108, 0.3059123754501343, 0.37008777679875493, 32.12925425820567),
                0.6: (0.25028899649252623, 0.650780242111365, 0.0989307613961087, 29.91709927487765),
            },
        ),
    ],
)
def test_two_optimists(offers, value_g, value_r, surplus, first, courses):
    at = settlement.table(WAR, OPTIMIST, OTHER, start=5, talk=1, besieger_offers=offers, battles=800)
    assert at.besieger[0, 5] == pytest.approx(value_g, abs=1e-9)
    assert at.besieged[0, 5] == pytest.approx(value_r, abs=1e-9)
    assert at.surplus[0, 5] == pytest.approx(surplus, abs=1e-9)
    assert settlement.first(at)[1:10].tolist() == first
    for p, figures in courses.items():
        course = settlement.course(at, 5, p, talk=1)
        assert course[:4] == pytest.approx(figures, abs=1e-9)
        assert course.by_battle[:21].max() == 0  # pmf_0_20


@pytest.mark.parametrize(
    ("talk", "battles_first"),
    # default_rule.json: exact_first_t_at_n5
    [(0, 22), (0.02, 26), (0.1, 30), (0.5, 36), (1, 38)],
)
def test_more_talks_put_a_settlement_off(talk, battles_first):
    at = settlement.table(WAR, OPTIMIST, OTHER, start=5, talk=talk, battles=800)
    assert settlement.first(at)[5] == battles_first


def test_war_value_by_recursion():
    # smith_stam.json: beta_war_value.W_recursion: what battles teach leaves the value of fighting on as it was
    war, belief = War(10, 0.005, 0.005), Belief(6, 4)
    at = settlement.opening(war, belief, belief, talk=0, battles=800)
    assert at.besieger[5] == pytest.approx(0.6379439817856221, abs=1e-9)


def test_common_belief_settles_at_once():
    # smith_stam.json: common_prior (CA, CB, VA)
    belief = Belief(6, 4)
    at = settlement.opening(WAR, belief, belief, talk=1, battles=800)
    assert at.surplus[5] >= 0
    assert at.besieger[5] == pytest.approx(0.7104982316301274, abs=1e-9)
    assert at.besieged[5] == pytest.approx(0.2695017683698726, abs=1e-9)
    assert at.share()[5] == pytest.approx(0.7204982316301274, abs=1e-9)


def test_besieged_held_to_their_war_value_where_the_besieger_names_the_division():
    at = settlement.table(WAR, OPTIMIST, OTHER, start=5, talk=1, besieger_offers=1, battles=800)
    fought = settlement.table(WAR, OPTIMIST, OTHER, start=5, talk=0, battles=800)
    np.testing.assert_allclose(at.besieged[:60], fought.besieged[:60], atol=1e-9)


@pytest.mark.parametrize("extras", [(1.0, 0.0, False), (0.98, 0.0, False), (1.0, 0.02, False), (0.98, 0.02, True)])
def test_limits_by_beliefs_and_talks(extras):
    war = War(8, 0.01, 0.006, *extras)
    talks = np.array([0, 0.1, 0.6, 1])
    same = settlement.opening(war, OPTIMIST, OPTIMIST, talks, battles=700)
    for i, talk in enumerate(talks):
        closed = forts.common(war, OPTIMIST, talk)
        np.testing.assert_allclose(same.besieger[i], closed.besieger, atol=1e-9)
        np.testing.assert_allclose(same.besieged[i], closed.besieged, atol=1e-9)
    apart, never = settlement.opening(war, OPTIMIST, OTHER, 0, battles=700), forts.now_or_never(war, OPTIMIST, OTHER)
    np.testing.assert_allclose(apart.besieger, never.besieger, atol=1e-9)
    np.testing.assert_allclose(apart.besieged, never.besieged, atol=1e-9)


def by_records(war, first, second, talk, offers, battles):
    """Both values at every start, by plain recursion over what was won and lost."""

    @cache
    def values(n, won, lost):
        if n == war.zones:
            return 1.0, 0.0
        if n == 0 and not war.reflecting:
            return 0.0, 1.0
        p, q = ((b.won + won) / (b.won + b.lost + won + lost) for b in (first, second))
        if won + lost == battles:
            end, other = (walk.finish(war.zones, x, war.discount, war.relief, war.reflecting) for x in (p, q))
            return end.win[n] - war.cost_besieger * end.length[n], other.loss[n] - war.cost_besieged * other.length[n]
        up, down = talked(n + 1, won + 1, lost), talked(max(n - 1, 0), won, lost + 1)
        stay = 1 - war.relief
        return (
            war.discount * stay * (p * up[0] + (1 - p) * down[0]) - war.cost_besieger,
            war.discount * (war.relief + stay * (q * up[1] + (1 - q) * down[1])) - war.cost_besieged,
        )

    def talked(n, won, lost):
        g, r = values(n, won, lost)
        gain = talk * max(0.0, 1 - g - r) * (won + lost < battles)
        return g + offers * gain, r + (1 - offers) * gain

    return np.array([values(n, 0, 0) for n in range(war.zones + 1)])


shares = st.floats(0, 1)
starts = st.builds(Belief, st.floats(0.5, 9), st.floats(0.5, 9))


@settings(max_examples=20)
@given(st.integers(2, 5), st.booleans(), st.floats(0.9, 0.99), st.floats(0, 0.1), starts, starts, shares, shares)
def test_plain_recursion_over_records(zones, reflecting, discount, relief, first, second, talk, offers):
    war = War(zones, 0.02, 0.03, discount, relief, reflecting)
    at = settlement.opening(war, first, second, talk, offers, battles=9)
    slow = by_records(war, first, second, talk, offers, battles=9)
    np.testing.assert_allclose(np.stack(at, axis=-1), slow, atol=1e-12)


@settings(max_examples=15)
@given(starts, starts, shares, shares)
def test_sides_mirror(first, second, talk, offers):
    here = settlement.opening(War(6, 0.01, 0.02), first, second, talk, offers, battles=60)
    there = settlement.opening(
        War(6, 0.02, 0.01), Belief(*second[::-1]), Belief(*first[::-1]), talk, 1 - offers, battles=60
    )
    np.testing.assert_allclose(here.besieger, there.besieged[::-1], atol=1e-12)
    np.testing.assert_allclose(here.besieged, there.besieger[::-1], atol=1e-12)


def test_course_without_talks_is_the_walk():
    war = War(8, 0.01, 0.01, relief=0.03)
    at = settlement.table(war, OPTIMIST, OTHER, start=3, talk=0.5, battles=500)
    fought, end = settlement.course(at, 3, 0.45, talk=0, relief=0.03), walk.finish(8, 0.45, relief=0.03)
    assert (fought.settled, fought.besieger) == pytest.approx((0, end.win[3]), abs=1e-12)
    assert fought.besieged == pytest.approx(end.loss[3], abs=1e-12)
    assert np.isnan(fought.mean_battles)
    talked = settlement.course(at, 3, 0.45, talk=0.5, relief=0.03)
    assert sum(talked[:3]) == pytest.approx(1, abs=1e-12) and talked.settled > 0


def test_table_holds_the_opening_and_marks_what_cannot_be():
    at = settlement.table(WAR, OPTIMIST, OTHER, start=4, talk=0.3, battles=100)
    start = settlement.opening(WAR, OPTIMIST, OTHER, talk=0.3, battles=100)
    assert at.besieger[0, 4] == pytest.approx(start.besieger[4], abs=1e-13)
    assert np.isnan(at.besieger[0, 5]) and np.isnan(at.besieged[1, 4]) and np.isnan(at.besieger[2, 7])
    assert np.isfinite(at.besieger[1, 5]) and np.isfinite(at.besieger[2, 6])
    never = settlement.table(War(10, 0, 0), Belief(9, 1), Belief(1, 9), start=5, talk=1, battles=3)
    assert np.isnan(settlement.first(never)[5])


def test_broadcasts():
    war = War(5, 0.01, 0.02, 0.99, np.array([0.0, 0.05]), reflecting=True)
    besieger = Belief(np.array([2.0, 4.0, 6.0])[:, None], 3.0)
    at = settlement.opening(war, besieger, Belief(2, 6), 0.4, battles=40)
    assert at.besieger.shape == (3, 2, 6)
    alone = settlement.opening(war._replace(relief=0.05), Belief(4, 3), Belief(2, 6), 0.4, battles=40)
    np.testing.assert_allclose(at.besieger[1, 1], alone.besieger, atol=1e-14)


def test_refuses_nonsense():
    reflecting = War(5, 0.01, 0.01, reflecting=True)
    with pytest.raises(ValueError, match=r"^war: got reflecting without discount or relief"):
        settlement.opening(reflecting, OPTIMIST, OTHER, 1)
    with pytest.raises(ValueError, match=r"^war: got reflecting, allowed: absorbing edges"):
        settlement.table(reflecting._replace(discount=0.9), OPTIMIST, OTHER, 2, 1)
    with pytest.raises(ValueError, match=r"^talk: got 1.5"):
        settlement.opening(WAR, OPTIMIST, OTHER, 1.5)
    with pytest.raises(ValueError, match=r"^battles: got 0"):
        settlement.opening(WAR, OPTIMIST, OTHER, 1, battles=0)
    with pytest.raises(ValueError, match=r"^start: got 11"):
        settlement.table(WAR, OPTIMIST, OTHER, 11, 1)
