"""Spatial bargaining: a published log round by round, two actors by hand, and what no scale may change."""

import math

import numpy as np
import pytest

from corridor.games import factions, spatial
from corridor.games.spatial import EMISSION_STANDARDS, Actors

WEIGHT = np.array(EMISSION_STANDARDS.capability) * np.array(EMISSION_STANDARDS.salience)
# spatial.json: rounds.mean, condorcet, and whom Belgium and Ireland move to (Luxembourg always moves to Belgium)
ROUNDS = [
    (7.461314378277189, 8.415932315426764, "France", "Luxembourg"),
    (7.552500865855845, 9.610859134120192, "France", "Luxembourg"),
    (7.590144997451547, 9.96197959040132, "France", "Luxembourg"),
    (7.358130531334202, 9.96197959040132, "Netherlands", "Luxembourg"),
    (7.349173989675214, 9.96197959040132, "France", "Luxembourg"),
    (7.4148775453729625, 7.472046361916352, "France", "Belgium"),
    (7.5104571836772225, 8.824593855262462, "France", "Belgium"),
    (7.5724470975503, 9.67112976980206, "France", "Belgium"),
    (7.324989065683668, 9.67112976980206, "Netherlands", "Belgium"),
    (7.242130958473942, 7.0, "France", "Belgium"),
]
# spatial.json: rounds.moves of Belgium (a compromise), Luxembourg and Ireland (confrontations): own, other, to
MOVES = [
    [(-0.114830503, 0.243296595, 8.415932315), (0.245509222, 0.5422461, 7.0), (0.538237766, 0.682477825, 4.0)],
    [(-0.08372298, 0.110988276, 9.610859134), (0.095878658, 0.252798158, 8.415932315), (0.5364745, 0.683274027, 7.0)],
    [
        (-0.021363683, 0.023677008, 9.96197959),
        (0.075241504, 0.19739246, 9.610859134),
        (0.222096614, 0.289143509, 8.415932315),
    ],
    [
        (-0.715333634, 0.826336596, 4.800881141),
        (0.019067006, 0.05475982, 9.96197959),
        (0.184348897, 0.240801169, 9.610859134),
    ],
    [
        (-0.078928866, 0.567300529, 5.524237694),
        (0.644281864, 1.229630639, 4.800881141),
        (0.050919168, 0.067456977, 9.96197959),
    ],
    [
        (-0.171477721, 0.394029215, 7.472046362),
        (0.04393571, 0.122943463, 5.524237694),
        (0.477289289, 1.158381418, 5.524237694),
    ],
    [
        (-0.104592864, 0.195487339, 8.824593855),
        (0.138277783, 0.341054464, 7.472046362),
        (0.132728926, 0.411388793, 7.472046362),
    ],
    [
        (-0.056369286, 0.078268157, 9.67112977),
        (0.087200978, 0.225177426, 8.824593855),
        (0.083215623, 0.275146135, 8.824593855),
    ],
    [
        (-0.697424836, 0.715705003, 4.144849063),
        (0.05008299, 0.135979099, 9.67112977),
        (0.047421036, 0.167182702, 9.67112977),
    ],
    [
        (-0.018528388, 0.739552161, 4.291541225),
        (0.760038325, 1.409338811, 4.144849063),
        (0.796832349, 1.723699357, 4.144849063),
    ],
]
# spatial.json: rounds.r
RISK = [
    [1.405653, 0.754196, 0.508864, 1.405653, 1.046524, 1.046524, 1.964898, 0.5, 2.0, 1.112125],
    [1.454545, 0.816632, 0.65182, 1.454545, 1.097323, 1.097323, 1.833582, 0.5, 2.0, 1.181359],
    [1.372701, 0.712545, 0.56753, 1.372701, 0.928421, 0.928421, 1.396771, 0.5, 2.0, 1.02252],
    [1.359457, 0.706696, 0.563819, 1.359457, 0.888344, 0.888344, 1.248615, 0.5, 2.0, 1.015887],
    [1.4044, 0.73439, 0.568934, 1.4044, 0.976828, 0.976828, 1.458264, 0.5, 2.0, 1.108889],
    [1.463035, 0.835397, 0.634623, 1.463035, 1.098593, 1.098593, 1.762773, 0.5, 2.0, 1.210592],
    [1.405904, 0.750162, 0.576011, 1.405904, 1.039952, 1.039952, 1.905851, 0.5, 2.0, 1.11297],
    [1.361252, 0.700052, 0.564426, 1.361252, 0.923231, 0.923231, 1.456347, 0.5, 2.0, 1.002469],
    [1.351101, 0.694987, 0.561732, 1.351101, 0.881441, 0.881441, 1.267012, 0.5, 2.0, 1.002808],
    [1.412499, 0.73601, 0.577685, 1.412499, 0.995724, 0.995724, 1.514411, 0.5, 2.0, 1.131895],
]


def test_start_reference():
    # spatial.json: start (weighted_mean, condorcet)
    assert spatial.weighted_mean(EMISSION_STANDARDS.position, WEIGHT) == pytest.approx(7.389955686853766, rel=1e-12)
    assert factions.weighted_median(EMISSION_STANDARDS.position, WEIGHT) == 7.0


def test_rounds_reference():
    names = EMISSION_STANDARDS.names
    played = spatial.play(EMISSION_STANDARDS, rounds=10)
    for after, (mean, median, belgium_to, ireland_to), moves, risk in zip(played, ROUNDS, MOVES, RISK, strict=True):
        # the log behind the reference agrees with its means to 4e-15: spatial.json match_published_log
        assert spatial.weighted_mean(after.position, WEIGHT) == pytest.approx(mean, rel=1e-12)
        # votes in proportion to distance are won by the weighted median
        assert factions.weighted_median(after.position, WEIGHT) == pytest.approx(median, rel=1e-9)
        np.testing.assert_allclose(after.risk, risk, atol=6e-7)
        who = [(names[m.mover], m.kind, names[m.target]) for m in after.moves]
        assert who == [
            ("Belgium", "compromise", belgium_to),
            ("Luxembourg", "confrontation", "Belgium"),
            ("Ireland", "confrontation", ireland_to),
        ]
        np.testing.assert_allclose([m[3:] for m in after.moves], moves, atol=6e-10)
        # spatial.json: rounds.positions: the seven others never move
        moved = {m.mover: m.to for m in after.moves}
        for actor, position in enumerate(after.position):
            assert position == moved.get(actor, EMISSION_STANDARDS.position[actor])


def two(capability, salience):
    return Actors(("A", "B"), capability, (0.0, 1.0), salience)


def test_two_actors_by_hand():
    # A has weight .6, B .08; all votes are counted for both orders of the pair, so P = .6/1.36 and .08/1.36.
    after = spatial.play(two((0.6, 0.4), (1.0, 0.2)), rounds=1)[0]
    assert after.risk == pytest.approx([2, 0.5])  # B is the one in danger
    still = 2 - 4 * math.sqrt(0.5)
    own, other = 4 * 0.08 / 1.36 - 2 - still, 0.2 * (4 * 0.6 / 1.36 - 2) + 0.8 * 2 - still
    ((mover, kind, target, seen_own, seen_other, to),) = after.moves
    assert (mover, kind, target) == (1, "compromise", 0)
    assert (seen_own, seen_other, to) == pytest.approx((own, other, 1 - abs(own / other)), rel=1e-12)
    assert after.position == pytest.approx([0, to])


def test_the_weaker_who_loses_more_than_the_other_gains_gives_in():
    (move,) = spatial.play(two((0.6, 0.4), (1.0, 0.9)), rounds=1)[0].moves
    assert (move.mover, move.kind, move.to) == (1, "capitulation", 0)
    assert move.own == pytest.approx(4 * 0.36 / 1.92 - 2 - (2 - 4 * math.sqrt(0.5)))


def test_equals_stay_where_they_are():
    after = spatial.play(two((0.5, 0.5), (1.0, 1.0)), rounds=3)
    assert all(not r.moves and np.array_equal(r.position, [0, 1]) and np.all(r.risk == 1) for r in after)


@pytest.mark.parametrize(("scale", "shift", "power"), [(3.0, -20.0, 1.0), (0.5, 7.0, 40.0), (-1.0, 14.0, 1.0)])
def test_units_of_the_line_and_of_power_do_not_count(scale, shift, power):
    one = EMISSION_STANDARDS._replace(salience=(0.8, 0.4, 0.25, 0.85, 0.6, 0.65, 0.9, 0.1, 1.0, 0.7))
    other = one._replace(
        position=tuple(shift + scale * x for x in one.position), capability=tuple(power * c for c in one.capability)
    )
    for a, b in zip(spatial.play(one, 1), spatial.play(other, 1), strict=True):
        np.testing.assert_allclose(a.risk, b.risk, rtol=1e-9)
        confronted = [(m.mover, m.target) for m in a.moves if m.kind == "confrontation"]
        assert confronted == [(m.mover, m.target) for m in b.moves if m.kind == "confrontation"]
        if scale > 0:  # compromises are ranked from the low end of the line
            np.testing.assert_allclose(shift + scale * a.position, b.position, rtol=1e-9)


@pytest.mark.parametrize(
    ("call", "message"),
    [
        (lambda: spatial.play(two((1, 1), (1, 1))._replace(position=(2, 2)), 1), "^position: .* positions that differ"),
        (lambda: spatial.play(two((1, 1), (1, 2)), 1), r"^salience: got \(1, 2\), allowed: 0 to 1"),
        (lambda: spatial.play(two((1, 1), (0, 0)), 1), "^salience: .* some with capability above 0"),
        (lambda: spatial.play(two((1, -1), (1, 1)), 1), "^capability: got"),
        (lambda: spatial.play(two((1, 1), (1, 1)), -1), "^rounds: got -1"),
        (lambda: spatial.weighted_mean([1, 2], [0, 0]), "^weight: .* some above 0"),
    ],
)
def test_refuses_nonsense(call, message):
    with pytest.raises(ValueError, match=message):
        call()
