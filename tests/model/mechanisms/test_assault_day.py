"""One day of fighting, term by term: what tempo, terrain, groups, areas, cover and absent camps do, by hand."""

import jax
import numpy as np
import pytest

from corridor.model.front import front
from corridor.model.mechanisms.assault import win_probability
from model.support import close, ground, line, live, morning, nothing, siege

# Inside one zone half held, contact is 0.5 for each camp and everybody stands there.
HALF = {"held": 0.5, "buildings": 10_000.0}
MANY = 100_000.0
SQUARE = {"assault.loss_besieger": 0.01, "assault.loss_besieged": 0.01, "group.strength": MANY}


def lost(layout, numbers, members=400, **first):
    known = siege(layout, numbers)
    return np.asarray(live(known, 1, members, "assault", first=morning(known, **first))[0].lost, np.float64)


def share(hazard):
    return -np.expm1(-hazard)


def test_terrain_kills_attackers_alone():
    found = lost(ground(**HALF, terrain=2.0), SQUARE)
    assert close(found[:, 0], MANY * share(0.02)) and close(found[:, 1], MANY * share(0.01))


@pytest.mark.parametrize("tempo", [(0.2, 0.8), (0.8, 0.2)])
def test_both_camps_lose_at_the_higher_tempo(tempo):
    found = lost(ground(**HALF), SQUARE, tempo=tempo)
    assert close(found[:, 0], MANY * share(0.008)) and close(found[:, 1], MANY * share(0.008))


def test_a_days_losses_are_spread_as_stated():
    # Of 1e9 persons chance takes next to nothing: what is left is the lognormal factor, of mean 1.
    found = lost(ground(**HALF), SQUARE | {"group.strength": 1e9, "assault.dispersion": 0.5}, members=20_000) / 1e7
    np.testing.assert_allclose(np.log(found).std(axis=0), 0.5, rtol=0.03)
    assert close(found[:, 0], 1.0, extra=0.01) and close(found[:, 1], 1.0, extra=0.01)
    # Each camp has a day of its own.
    assert abs(np.corrcoef(found.T)[0, 1]) < 4 / np.sqrt(20_000)


def groups(inside, area, zones=1):
    """Groups 0 to k - 1 besiege, the others are besieged."""
    count = len(inside)
    return dict(
        group_camp=[1.0 - np.array(inside), inside], group_inside=inside, group_area=area,
        group_depot=np.stack([1.0 - np.array(inside), inside], axis=1), group_comrade=np.zeros((count, count)),
        group_route=np.zeros((count, 1)),
    )  # fmt: skip


def test_losses_fall_on_persons_whatever_their_quality():
    camps = groups([0.0, 1.0, 1.0], np.ones((3, 1)))
    numbers = {"group.strength": [MANY, 30_000.0, 10_000.0], "group.quality": [1.0, 1.0, 4.0]}
    found = lost(ground(**HALF, **camps), SQUARE | numbers)
    assert found[:, 1].mean() / found[:, 2].mean() == pytest.approx(3.0, rel=1e-3)
    assert found[:, 1:].sum(axis=1).mean() == pytest.approx(40_000 * share(0.025), rel=0.01)
    assert found[:, 0].mean() == pytest.approx(MANY * share(0.01 * 0.7), rel=0.01)


@pytest.mark.parametrize("exponent", [1.0, 0.5, 0.0])
def test_losses_fall_where_the_power_against_a_group_is(exponent):
    # Two fronts side by side: 4 to 1 on the first, 1 to 1 on the second.
    camps = groups([0.0, 0.0, 1.0, 1.0], [[1.0, 0.0], [0.0, 1.0]] * 2)
    numbers = {"group.strength": [40_000.0, 10_000.0, 10_000.0, 10_000.0], "assault.power_exponent": exponent}
    layout = ground(2, **HALF, **camps)
    found = lost(layout, SQUARE | numbers).mean(axis=0)
    assert found[2] / found[3] == pytest.approx(4.0**exponent, rel=1e-3)
    # Of the besieger's own, four times as many stand under a quarter of the power a head.
    assert found[0] / found[1] == pytest.approx(4.0 * 0.25**exponent, rel=1e-3)


def test_the_killed_are_their_share_of_the_lost():
    known = siege(ground(**HALF), SQUARE | {"assault.killed_share": 0.3})
    last = live(known, 3, 50, "assault")[0]
    np.testing.assert_allclose(last.killed, 0.3 * np.asarray(last.lost), rtol=1e-5)


@pytest.mark.parametrize(("strength", "terrain", "win"), [
    ((1000, 1000), 1.0, 0.5), ((1000, 1000), 2.0, 1 / 3), ((3000, 1000), 1.0, 0.75), ((3000, 1000), 3.0, 0.5),
    ((0, 1000), 1.0, 0.0), ((1000, 0), 1.0, 1.0), ((0, 0), 1.0, 0.0),
])  # fmt: skip
def test_who_wins_a_building(strength, terrain, win):
    known = siege(ground(**HALF, terrain=terrain), {"group.strength": strength})
    assert float(win_probability(front(morning(known), known), known)[0]) == pytest.approx(win, abs=1e-6)


def net(numbers, strength, members=20_000, tempo=(1.0, 1.0), layout=None):
    """Buildings that went over on one day, each member's."""
    layout = layout or ground(**HALF)
    known = siege(layout, {"group.strength": strength} | numbers)
    last = live(known, 1, members, "assault", first=morning(known, tempo=tempo))[0]
    taken = np.asarray(last.today.taken, np.float64)
    np.testing.assert_allclose(taken, np.asarray(last.held - layout.held[None, :], np.float64), atol=1e-6)
    return np.round(taken * np.asarray(layout.buildings)).sum(axis=1)


FAST = {"assault.contest_rate": 3.0, "assault.pursuit_rate": 2.0, "assault.cover": 1000.0}


def test_an_absent_camp_takes_nothing_and_loses_everything_it_holds_contact_with():
    # Half a unit of contact: 3 contests, all won, and 2 entered where nobody is left to cover.
    assert close(net(FAST, (0.0, 1000.0)), -2.5)
    assert close(net(FAST, (1000.0, 0.0)), 2.5)
    assert np.all(net(FAST, (0.0, 0.0)) == 0)


def test_each_camp_attacks_at_its_own_tempo():
    one_in_four = FAST | {"assault.pursuit_rate": 0.0}
    assert close(net(one_in_four, (3000.0, 1000.0), tempo=(0.8, 0.0)), 3 * 0.5 * 0.75 * 0.8)
    assert close(net(one_in_four, (3000.0, 1000.0), tempo=(0.0, 0.8)), -3 * 0.5 * 0.25 * 0.8)


@pytest.mark.parametrize(
    ("tempo", "persons", "sign"), [((1.0, 0.0), (9000.0, 1000.0), 1), ((0.0, 1.0), (1000.0, 9000.0), -1)]
)
def test_the_uncovered_share_is_entered_at_the_pursuit_rate(tempo, persons, sign):
    # sqrt(10,000 buildings) = 100 of front for each unit of contact, both camps' contact together 1: with 1,000
    # defenders at a cover of 10, exp(-1) is uncovered; half of 100 lies open to each camp.
    numbers = {"assault.pursuit_rate": 0.2, "assault.cover": 10.0, "assault.buildings_exponent": 0.5}
    assert close(net(numbers, persons, tempo=tempo), sign * 50 * 0.2 * np.exp(-1), extra=0.005)


def test_both_camps_contests_in_one_zone_are_independent():
    found = net({"assault.contest_rate": 4.0}, (1000.0, 1000.0))
    # Two Poisson counts of mean 1: their difference has variance 2.
    assert close(found, 0.0) and found.var() == pytest.approx(2.0, rel=0.05)


def test_contact_is_told_to_those_after():
    known = siege(ground(3, line(3), held=[1.0, 0.0, 0.5]), {"group.strength": 1000.0})
    last = live(known, 1, 1, "assault")[0]
    # Edges: 0-1 whole, 1-2 half each way; inside the third 4 × 0.5 × 0.5.
    np.testing.assert_allclose(last.today.contact[0], [1.0, 1.5, 1.0 + 0.5], rtol=1e-6)


def test_the_first_day_in_other_hands_is_kept():
    layout = ground(4, held=[1.0, 0.0, 0.5, 0.0], zone=[1.0, 1.0, 1.0, 0.0])
    days = [
        [1.0, 0.9, 0.5, 0.0],
        [0.5, 0.96, 0.5, 1.0],
        [0.0, 0.0, 0.0, 1.0],
        [1.0, 1.0, 1.0, 1.0],
        [0.0, 0.0, 0.0, 0.0],
    ]
    known = siege(layout, {"group.strength": 1000.0})
    last = live(known, nothing(layout, 5, held=days, held_known=True), 1, "assault")[0]
    assert np.asarray(jax.device_get(last.changed_day))[0].tolist() == [2, 1, 2, -1]
